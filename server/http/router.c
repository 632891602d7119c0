/* router.c - the table of rows, matched segment by segment.
 *
 * Seventy rows of at most six segments are faster walked than hashed. Where two patterns fit, the
 * one whose literal segment comes first wins ("/v1/jobs/stats" before "/v1/jobs/{id}"), whatever
 * the order of the rows. A HEAD is a GET; OPTIONS is answered from `allow`. */
#include "server/http/router.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const struct route *route;
    char *text; /* the pattern, cut at its slashes */
    const char *segments[URI_SEGMENTS_MAX];
    int n;
};

struct router {
    struct row *rows;
    int n;
};

static const char *const METHODS[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
enum { N_METHODS = sizeof METHODS / sizeof *METHODS };

static bool is_param(const char *segment)
{
    return segment[0] == '{';
}

static int row_init(struct row *row, const struct route *route, struct err *err)
{
    row->route = route;
    if (!route->pattern || route->pattern[0] != '/' || !route->method)
        return err_set(err, ERR_INTERNAL,
                       "a route needs a method and a pattern that begins with /");
    if (route->body == BODY_STREAM ? !route->upload : !route->handler)
        return err_set(err, ERR_INTERNAL, "route %s %s has nothing to run", route->method,
                       route->pattern);
    row->text = strdup(route->pattern + 1);
    if (!row->text)
        return err_set(err, ERR_NO_MEMORY, "out of memory");
    char *rest = row->text;
    for (char *segment; *row->text && (segment = strsep(&rest, "/"));) {
        if (row->n == URI_SEGMENTS_MAX)
            return err_set(err, ERR_INTERNAL, "route %s has too many segments", route->pattern);
        row->segments[row->n++] = segment;
    }
    return 0;
}

static bool same_pattern(const struct row *a, const struct row *b)
{
    if (a->n != b->n || strcmp(a->route->method, b->route->method) != 0)
        return false;
    for (int i = 0; i < a->n; i++)
        if (is_param(a->segments[i]) != is_param(b->segments[i]) ||
            (!is_param(a->segments[i]) && strcmp(a->segments[i], b->segments[i]) != 0))
            return false;
    return true;
}

struct router *router_new(const struct route *routes, int n, struct err *err)
{
    struct router *r = calloc(1, sizeof *r);
    if (!r || !(r->rows = calloc((size_t)n + 1, sizeof *r->rows))) {
        free(r);
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    for (r->n = 0; r->n < n; r->n++) {
        if (row_init(&r->rows[r->n], &routes[r->n], err))
            goto bad;
        for (int j = 0; j < r->n; j++)
            if (same_pattern(&r->rows[j], &r->rows[r->n])) {
                err_set(err, ERR_INTERNAL, "two routes are %s %s", routes[r->n].method,
                        routes[r->n].pattern);
                goto bad;
            }
    }
    return r;
bad:
    r->n++;
    router_free(r);
    return NULL;
}

void router_free(struct router *r)
{
    for (int i = 0; r && i < r->n; i++)
        free(r->rows[i].text);
    if (r)
        free(r->rows);
    free(r);
}

static bool row_fits(const struct row *row, const struct uri *uri)
{
    if (row->n != uri->n_segments)
        return false;
    for (int i = 0; i < row->n; i++)
        if (is_param(row->segments[i]) ? !*uri->segments[i]
                                       : strcmp(row->segments[i], uri->segments[i]) != 0)
            return false;
    return true;
}

/* More literal, and earlier so, is a larger number. */
static unsigned weight(const struct row *row)
{
    unsigned w = 0;
    for (int i = 0; i < row->n; i++)
        w = w << 1 | !is_param(row->segments[i]);
    return w + 1;
}

static void name_methods(bool allowed[N_METHODS], char out[64])
{
    allowed[1] = allowed[0];
    allowed[N_METHODS - 1] = true;
    size_t n = 0;
    for (int m = 0; m < N_METHODS; m++)
        if (allowed[m])
            n += (size_t)snprintf(out + n, 64 - n, "%s%s", n ? ", " : "", METHODS[m]);
}

void router_match(const struct router *r, const char *method, const struct uri *uri,
                  struct match *out)
{
    bool allowed[N_METHODS] = {0}, any = false;
    unsigned best = 0;
    *out = (struct match){0};
    for (int i = 0; i < r->n; i++) {
        const struct row *row = &r->rows[i];
        if (!row_fits(row, uri))
            continue;
        any = true;
        for (int m = 0; m < N_METHODS; m++)
            allowed[m] |= !strcmp(METHODS[m], row->route->method);
        if (!strcmp(method, row->route->method) && weight(row) > best) {
            best = weight(row);
            out->route = row->route;
        }
    }
    if (any)
        name_methods(allowed, out->allow);
}

const char *router_param(const struct route *route, const struct uri *uri, const char *name)
{
    const char *p = route->pattern;
    size_t n = strlen(name);
    for (int i = 0; *p && i < uri->n_segments; i++) {
        p++;
        if (*p == '{' && !strncmp(p + 1, name, n) && p[n + 1] == '}')
            return uri->segments[i];
        p += strcspn(p, "/");
    }
    return NULL;
}

/* The row's pattern with the uri's own segments in place of its parameters. */
static bool filled(const struct row *row, const struct uri *uri, char out[256])
{
    size_t n = 0;
    for (int i = 0; i < row->n; i++) {
        const char *s = is_param(row->segments[i]) ? uri->segments[i] : row->segments[i];
        n += (size_t)snprintf(out + n, 256 - n, "/%s", s);
        if (n >= 256)
            return false;
    }
    return true;
}

const char *router_nearest(const struct router *r, const struct uri *uri, char buf[256])
{
    /* 128: nobody mistypes a long path by a few letters; and this is quadratic. */
    if (strlen(uri->path) > 128)
        return NULL;
    char(*texts)[256] = calloc((size_t)r->n + 1, sizeof *texts);
    const char **names = calloc((size_t)r->n + 1, sizeof *names);
    const char *found = NULL;
    int n = 0;
    for (int i = 0; texts && names && i < r->n; i++)
        if (r->rows[i].n == uri->n_segments && filled(&r->rows[i], uri, texts[n])) {
            names[n] = texts[n];
            n++;
        }
    if (n && (found = nearest_name(uri->path, names, n)))
        found = strcpy(buf, found);
    free(texts);
    free(names);
    return found;
}
