/* uri.c - decoding a request target.
 *
 * The path is split before it is decoded, so that a %2F in a name stays in the name. "+" is a
 * space in the query only. Nothing is normalised: "." and ".." are names like others, which match
 * no route and no file. */
#include "server/http/uri.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The length of the valid UTF-8 sequence at s, 0 when it is not one (RFC 3629, no surrogates). */
static int utf8_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF)
        return (s[1] & 0xC0) == 0x80 ? 2 : 0;
    if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        unsigned char low = s[0] == 0xE0 ? 0xA0 : 0x80, high = s[0] == 0xED ? 0x9F : 0xBF;
        return s[1] >= low && s[1] <= high && (s[2] & 0xC0) == 0x80 ? 3 : 0;
    }
    if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        unsigned char low = s[0] == 0xF0 ? 0x90 : 0x80, high = s[0] == 0xF4 ? 0x8F : 0xBF;
        return s[1] >= low && s[1] <= high && (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80 ? 4
                                                                                             : 0;
    }
    return 0;
}

void utf8_mend(char *text)
{
    for (unsigned char *s = (unsigned char *)text; *s;) {
        int step = utf8_length(s);
        if (!step)
            *s = '?';
        s += step ? step : 1;
    }
}

/* Decodes n bytes to *out, ends them with a NUL and moves *out behind it. */
static int decode(char **out, const char *in, size_t n, bool query, struct err *err)
{
    char *start = *out, *w = start;
    for (size_t i = 0; i < n; i++) {
        int c = (unsigned char)in[i];
        if (c == '%') {
            int high = i + 2 < n ? hex(in[i + 1]) : -1;
            int low = i + 2 < n ? hex(in[i + 2]) : -1;
            if (high < 0 || low < 0)
                return err_set(err, ERR_INVALID,
                               "the %% at byte %zu of a part of the target is not followed by two "
                               "hexadecimal digits",
                               i);
            c = high * 16 + low;
            i += 2;
        } else if (c == '+' && query) {
            c = ' ';
        }
        if (c == 0)
            return err_set(err, ERR_INVALID, "the target holds %%00");
        if (!query && (c < 0x20 || c == 0x7F))
            return err_set(err, ERR_INVALID, "the path holds a control character (%d)", c);
        *w++ = (char)c;
    }
    *w++ = 0;
    for (const unsigned char *s = (unsigned char *)start; *s;) {
        int step = utf8_length(s);
        if (!step)
            return err_set(err, ERR_INVALID, "the target is not UTF-8 once it is decoded");
        s += step;
    }
    *out = w;
    return 0;
}

static int split_path(struct uri *u, char **out, const char *path, size_t n, struct err *err)
{
    u->path = *out;
    if (decode(out, path, n, false, err))
        return err->code;
    if (n <= 1)
        return 0;
    for (const char *p = path + 1, *end = path + n;;) {
        const char *slash = memchr(p, '/', (size_t)(end - p));
        size_t length = (size_t)((slash ? slash : end) - p);
        if (u->n_segments == URI_SEGMENTS_MAX)
            return err_set(err, ERR_INVALID, "the path has more than %d segments",
                           URI_SEGMENTS_MAX);
        u->segments[u->n_segments++] = *out;
        if (decode(out, p, length, false, err))
            return err->code;
        if (!slash)
            return 0;
        p = slash + 1;
    }
}

static int add_parameter(struct uri *u, char **out, const char *p, size_t n, struct err *err)
{
    const char *equals = memchr(p, '=', n);
    size_t name = equals ? (size_t)(equals - p) : n;
    if (u->n_query == URI_QUERY_MAX)
        return err_set(err, ERR_INVALID, "the query has more than %d parameters", URI_QUERY_MAX);
    u->query[u->n_query].name = *out;
    if (decode(out, p, name, true, err))
        return err->code;
    u->query[u->n_query].value = *out;
    if (decode(out, equals ? equals + 1 : p + n, equals ? n - name - 1 : 0, true, err))
        return err->code;
    for (int i = 0; i < u->n_query; i++)
        if (!strcmp(u->query[i].name, u->query[u->n_query].name))
            return err_set(err, ERR_INVALID, "the query parameter \"%.64s\" is given twice",
                           u->query[i].name);
    u->n_query++;
    return 0;
}

static int split_query(struct uri *u, char **out, const char *query, struct err *err)
{
    for (const char *p = query; *p;) {
        size_t n = strcspn(p, "&");
        if (n && add_parameter(u, out, p, n, err))
            return err->code;
        p += n + (p[n] == '&');
    }
    return 0;
}

/* "http://host:port/path" → "/path"; what has no path gives "/". */
static const char *without_authority(const char *target)
{
    size_t scheme = !strncasecmp(target, "http://", 7)    ? 7
                    : !strncasecmp(target, "https://", 8) ? 8
                                                          : 0;
    if (!scheme)
        return target;
    target += scheme + strcspn(target + scheme, "/?");
    return *target ? target : "/";
}

int uri_parse(struct uri *u, const char *target, struct err *err)
{
    *u = (struct uri){0};
    struct err local;
    err = err ? err : &local;
    size_t length = strnlen(target, URI_MAX + 1);
    if (length > URI_MAX)
        return err_set(err, ERR_TOO_LARGE, "the target is longer than %d bytes", URI_MAX);
    const char *path = without_authority(target), *query = strchr(path, '?');
    size_t n = query ? (size_t)(query - path) : strlen(path);
    if (path[0] == '?')
        path = "/", n = 1;
    if (path[0] != '/' && strcmp(path, "*") != 0)
        return err_set(err, ERR_INVALID, "the target does not begin with /");
    /* The whole path, its segments and the parameters, each with its NUL. */
    u->text = malloc(2 * length + URI_SEGMENTS_MAX + 2 * URI_QUERY_MAX + 8);
    if (!u->text)
        return err_set(err, ERR_NO_MEMORY, "out of memory");
    char *out = u->text;
    if (split_path(u, &out, path, n, err) || (query && split_query(u, &out, query + 1, err))) {
        uri_done(u);
        return err->code;
    }
    return 0;
}

void uri_done(struct uri *u)
{
    free(u->text);
    *u = (struct uri){0};
}
