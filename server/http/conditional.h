/* conditional.h - what Range, If-Range, If-None-Match, If-Match and Accept ask for. Pure. */
#ifndef ALLOT_HTTP_CONDITIONAL_H
#define ALLOT_HTTP_CONDITIONAL_H

#include <stdbool.h>
#include <stdint.h>

/* A Range header against a body of `size` bytes: 1 and the one range it asks for; 0 when it is to
 * be ignored (other unit, several ranges, not understood); -1 when it lies outside (416). */
int range_parse(const char *value, int64_t size, int64_t *first, int64_t *length);

/* Whether a list of entity tags ("a", W/"b", *) holds this one. Weak comparison lets W/"a" be "a"
 * (If-None-Match); strong never lets a weak one match (If-Match, If-Range). */
bool etag_listed(const char *list, const char *etag, bool weak);

/* The weight 0 … 1000 that an Accept or Accept-Encoding header gives a token: an exact mention only
 * when `exact`, or else the wildcards too; -1 when it does not speak of it. */
int accept_weight(const char *header, const char *token, bool exact);

#endif
