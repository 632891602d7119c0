/* prep_bytes.c - cursors over the stored form of a preprocessing. */
#include "engine/data/prep_bytes.h"

#include <stdlib.h>
#include <string.h>

void prep_put(struct prep_writer *w, const void *bytes, size_t n)
{
    if (w->failed)
        return;
    if (w->n + n > w->room) {
        size_t room = w->room ? w->room : 256;
        while (room < w->n + n)
            room *= 2;
        unsigned char *grown = realloc(w->bytes, room);
        if (!grown) {
            w->failed = true;
            return;
        }
        w->bytes = grown;
        w->room = room;
    }
    memcpy(w->bytes + w->n, bytes, n);
    w->n += n;
}

void prep_put_u32(struct prep_writer *w, uint32_t v)
{
    prep_put(w, &v, sizeof v);
}

void prep_put_i64(struct prep_writer *w, int64_t v)
{
    prep_put(w, &v, sizeof v);
}

void prep_put_f64(struct prep_writer *w, double v)
{
    prep_put(w, &v, sizeof v);
}

void prep_put_text(struct prep_writer *w, const char *s)
{
    prep_put_u32(w, (uint32_t)strlen(s));
    prep_put(w, s, strlen(s) + 1);
}

static const void *take(struct prep_reader *r, size_t n)
{
    if (r->failed || n > r->n - r->at) {
        r->failed = true;
        return NULL;
    }
    r->at += n;
    return r->bytes + r->at - n;
}

uint32_t prep_u32(struct prep_reader *r)
{
    uint32_t v = 0;
    const void *p = take(r, sizeof v);
    if (p)
        memcpy(&v, p, sizeof v);
    return v;
}

int64_t prep_i64(struct prep_reader *r)
{
    int64_t v = 0;
    const void *p = take(r, sizeof v);
    if (p)
        memcpy(&v, p, sizeof v);
    return v;
}

double prep_f64(struct prep_reader *r)
{
    double v = 0;
    const void *p = take(r, sizeof v);
    if (p)
        memcpy(&v, p, sizeof v);
    return v;
}

const char *prep_text(struct prep_reader *r)
{
    size_t n = prep_u32(r);
    const char *s = take(r, n + 1);
    if (s && (s[n] != 0 || memchr(s, 0, n)))
        r->failed = true;
    return r->failed ? "" : s;
}

int prep_count(struct prep_reader *r, size_t each, uint32_t max)
{
    uint32_t n = prep_u32(r);
    if (r->failed || n > max || n > (r->n - r->at) / each) {
        r->failed = true;
        return 0;
    }
    return (int)n;
}
