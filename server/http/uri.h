/* uri.h - the request target, taken apart: decoded path segments and query parameters. Pure. */
#ifndef ALLOT_HTTP_URI_H
#define ALLOT_HTTP_URI_H

#include <allot/err.h>

/* The longest path of ours has 6 segments; the longest query about 10 parameters. 8 KiB is what
 * other servers take for a request line. */
enum { URI_SEGMENTS_MAX = 16, URI_QUERY_MAX = 64, URI_MAX = 8 << 10 };

struct uri {
    char *text;       /* one block: everything below points into it */
    const char *path; /* decoded as a whole, for messages */
    const char *segments[URI_SEGMENTS_MAX];
    int n_segments; /* "/" has none; "/a/" has two, the last one empty */
    struct {
        const char *name, *value;
    } query[URI_QUERY_MAX];
    int n_query;
};

/* Takes "/path?query" (or an absolute "http://host/path", or "*") apart. Refuses a bad %-escape,
 * %00, control characters in the path, invalid UTF-8, a parameter given twice, and what is over
 * the limits; ERR_TOO_LARGE for the length, ERR_INVALID for the rest. uri_done() frees. */
int uri_parse(struct uri *u, const char *target, struct err *err);
void uri_done(struct uri *u);

/* Puts "?" for every byte that is not part of valid UTF-8, in place: what a client sent is quoted
 * in problems, and those are JSON. */
void utf8_mend(char *text);

#endif
