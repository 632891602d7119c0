/* gate.h - the requests that go no further. Pure: headers in, a refusal out. */
#ifndef ALLOT_HTTP_GATE_H
#define ALLOT_HTTP_GATE_H

#include "server/http/room.h"

struct refusal {
    int status;
    const char *code;
    char text[200];
};

/* Checks the headers of a request whose target was fine. 0 and what is known of its body (length
 * -1: chunked), or the status of the refusal. A refusal ends the connection: where its next
 * request begins is not certain. */
int gate_check(const char *version, const struct header *headers, int n, bool *has_body,
               int64_t *content_length, struct refusal *out);

/* Whether this is a sane X-Request-Id to take over: 1 … 63 of A-Z a-z 0-9 . _ - */
bool gate_sane_id(const char *id);

#endif
