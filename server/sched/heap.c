/* heap.c - an intrusive binary heap. */
#include "server/sched/heap.h"

#include <stdlib.h>

bool heap_reserve(struct heap *h, int n)
{
    if (n <= h->room)
        return true;
    void **v = realloc(h->v, (size_t)n * 2 * sizeof *v);
    if (v)
        h->v = v;
    int *frontier = realloc(h->frontier, ((size_t)n * 2 + 1) * sizeof *frontier);
    if (frontier)
        h->frontier = frontier;
    if (v && frontier)
        h->room = n * 2;
    return v && frontier;
}

void heap_done(struct heap *h)
{
    free(h->v);
    free(h->frontier);
    h->v = NULL;
    h->frontier = NULL;
    h->n = h->room = 0;
}

static void place(struct heap *h, int i, void *thing)
{
    h->v[i] = thing;
    *h->at(thing) = i;
}

static void sift(struct heap *h, int i, void *thing)
{
    for (; i > 0 && h->before(thing, h->v[(i - 1) / 2]); i = (i - 1) / 2)
        place(h, i, h->v[(i - 1) / 2]);
    for (int c; (c = 2 * i + 1) < h->n; i = c) {
        if (c + 1 < h->n && h->before(h->v[c + 1], h->v[c]))
            c++;
        if (!h->before(h->v[c], thing))
            break;
        place(h, i, h->v[c]);
    }
    place(h, i, thing);
}

void heap_put(struct heap *h, void *thing, bool belongs)
{
    int at = *h->at(thing);
    if (belongs) {
        sift(h, at >= 0 ? at : h->n++, thing);
    } else if (at >= 0) {
        void *last = h->v[--h->n];
        if (last != thing)
            sift(h, at, last);
        *h->at(thing) = -1;
    }
}

struct heap_walk heap_walk(const struct heap *h)
{
    struct heap_walk w = {.h = h};
    if (h->n)
        h->frontier[w.n++] = 0;
    return w;
}

static void frontier_push(struct heap_walk *w, int at)
{
    const struct heap *h = w->h;
    int *f = h->frontier, i = w->n++;
    for (; i > 0 && h->before(h->v[at], h->v[f[(i - 1) / 2]]); i = (i - 1) / 2)
        f[i] = f[(i - 1) / 2];
    f[i] = at;
}

static int frontier_pop(struct heap_walk *w)
{
    const struct heap *h = w->h;
    int *f = h->frontier, first = f[0], last = f[--w->n], i = 0;
    for (int c; (c = 2 * i + 1) < w->n; i = c) {
        if (c + 1 < w->n && h->before(h->v[f[c + 1]], h->v[f[c]]))
            c++;
        if (!h->before(h->v[f[c]], h->v[last]))
            break;
        f[i] = f[c];
    }
    f[i] = last;
    return first;
}

void *heap_next(struct heap_walk *w)
{
    if (w->n == 0)
        return NULL;
    int at = frontier_pop(w);
    for (int c = 2 * at + 1; c <= 2 * at + 2 && c < w->h->n; c++)
        frontier_push(w, c);
    return w->h->v[at];
}
