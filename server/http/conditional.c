/* conditional.c - the small grammars of RFC 9110 §8.8.3, §12.5 and §14.1. What cannot be understood
 * is ignored, as the RFC wants, never guessed at. */
#include "server/http/conditional.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static const char *skip_space(const char *p)
{
    return p + strspn(p, " \t");
}

/* Digits at *p into *out; false without any, or past 2^62. */
static bool number(const char **p, int64_t *out)
{
    const char *s = *p;
    for (*out = 0; **p >= '0' && **p <= '9'; (*p)++) {
        if (*out > INT64_MAX / 20)
            return false;
        *out = *out * 10 + (**p - '0');
    }
    return *p > s;
}

int range_parse(const char *value, int64_t size, int64_t *first, int64_t *length)
{
    int64_t from = -1, to = -1;
    if (strncasecmp(value, "bytes=", 6) != 0)
        return 0;
    const char *p = skip_space(value + 6);
    bool has_from = *p != '-';
    if (has_from && !number(&p, &from))
        return 0;
    if (*p++ != '-')
        return 0;
    bool has_to = *p >= '0' && *p <= '9';
    if (has_to && !number(&p, &to))
        return 0;
    if (*skip_space(p) || (!has_from && !has_to) || (has_from && has_to && to < from))
        return 0;
    if (!has_from) { /* the last `to` bytes */
        from = to < size ? size - to : 0;
        to = to ? size - 1 : -1;
    } else if (!has_to || to >= size) {
        to = size - 1;
    }
    if (from > to || from >= size)
        return -1;
    *first = from;
    *length = to - from + 1;
    return 1;
}

bool etag_listed(const char *list, const char *etag, bool weak)
{
    bool etag_weak = !strncmp(etag, "W/", 2);
    const char *opaque = etag + (etag_weak ? 2 : 0);
    size_t n = strlen(opaque);
    const char *p = skip_space(list);
    if (*p == '*')
        return !*skip_space(p + 1);
    while (*p) {
        bool item_weak = !strncmp(p, "W/", 2);
        p += item_weak ? 2 : 0;
        if (*p != '"')
            return false;
        const char *end = strchr(p + 1, '"');
        if (!end)
            return false;
        if ((size_t)(end + 1 - p) == n && !memcmp(p, opaque, n) &&
            (weak || (!item_weak && !etag_weak)))
            return true;
        p = skip_space(end + 1);
        if (*p == ',')
            p = skip_space(p + 1);
        else if (*p)
            return false;
    }
    return false;
}

/* ";q=0.8" in the parameters of one item; 1000 without. */
static int weight_of(const char *p, const char *end)
{
    for (; (p = memchr(p, ';', (size_t)(end - p))); p++) {
        const char *q = skip_space(p + 1);
        if (end - q < 3 || (*q | 0x20) != 'q' || q[1] != '=')
            continue;
        q += 2;
        if (*q == '1')
            return 1000;
        int w = 0, scale = 100;
        if (q + 1 < end && q[1] == '.')
            for (q += 2; q < end && *q >= '0' && *q <= '9' && scale; q++, scale /= 10)
                w += (*q - '0') * scale;
        return w;
    }
    return 1000;
}

static bool covers(const char *item, size_t n, const char *token, bool exact)
{
    if (n == strlen(token) && !strncasecmp(item, token, n))
        return true;
    if (exact)
        return false;
    if ((n == 1 && *item == '*') || (n == 3 && !memcmp(item, "*/*", 3)))
        return true;
    return n > 2 && !memcmp(item + n - 2, "/*", 2) && !strncasecmp(item, token, n - 1);
}

int accept_weight(const char *header, const char *token, bool exact)
{
    int best = -1;
    size_t best_n = 0;
    for (const char *p = header; *p;) {
        p += strspn(p, " \t,");
        const char *end = p + strcspn(p, ",");
        size_t n = strcspn(p, ";, \t");
        if (n && covers(p, n, token, exact) && n >= best_n) {
            best = weight_of(p, end);
            best_n = n; /* the more specific one counts */
        }
        p = end;
    }
    return best;
}
