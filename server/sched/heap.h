/* heap.h - an intrusive binary heap, and walks over it in order without taking it apart.
 *
 * Each thing knows its own place (-1 = not in), so that what changed is moved in the logarithm of
 * the size. A walk visits the first m things in m log m. Private to the room. */
#ifndef ALLOT_SCHED_HEAP_H
#define ALLOT_SCHED_HEAP_H

#include <stdbool.h>

struct heap {
    void **v;
    int n, room;
    int *frontier;                                /* of a walk */
    bool (*before)(const void *a, const void *b); /* a total order */
    int *(*at)(void *thing);                      /* where the thing keeps its place */
};

bool heap_reserve(struct heap *h, int n); /* false when memory is out */
void heap_done(struct heap *h);

/* In if it belongs in, out if it does not, and at its place if it is in and its key changed. */
void heap_put(struct heap *h, void *thing, bool belongs);

/* A walk in order: heap_walk, then heap_next until NULL; nothing may change meanwhile. */
struct heap_walk {
    const struct heap *h;
    int n; /* of the frontier */
};
struct heap_walk heap_walk(const struct heap *h);
void *heap_next(struct heap_walk *w);

#endif
