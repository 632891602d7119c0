/* ends.c - a binary heap of running jobs by their end, and walks over it in order. */
#include "server/sched/tree.h"

#include <stdlib.h>
#include <string.h>

bool ends_reserve(struct ends *e, int n)
{
    if (n <= e->room)
        return true;
    struct view_job **v = realloc(e->v, (size_t)n * 2 * sizeof *v);
    if (v)
        e->v = v;
    int *frontier = realloc(e->frontier, ((size_t)n * 2 + 1) * sizeof *frontier);
    if (frontier)
        e->frontier = frontier;
    if (v && frontier)
        e->room = n * 2;
    return v && frontier;
}

void ends_done(struct ends *e)
{
    free(e->v);
    free(e->frontier);
    *e = (struct ends){0};
}

static bool before(const struct view_job *a, const struct view_job *b)
{
    return a->end_ms != b->end_ms ? a->end_ms < b->end_ms : strcmp(a->id, b->id) < 0;
}

static void put(struct ends *e, int i, struct view_job *j)
{
    e->v[i] = j;
    j->end_at = i;
}

static void sift(struct ends *e, int i, struct view_job *j)
{
    for (; i > 0 && before(j, e->v[(i - 1) / 2]); i = (i - 1) / 2)
        put(e, i, e->v[(i - 1) / 2]);
    for (int c; (c = 2 * i + 1) < e->n; i = c) {
        if (c + 1 < e->n && before(e->v[c + 1], e->v[c]))
            c++;
        if (!before(e->v[c], j))
            break;
        put(e, i, e->v[c]);
    }
    put(e, i, j);
}

void ends_add(struct ends *e, struct view_job *j)
{
    sift(e, e->n++, j);
}

void ends_remove(struct ends *e, struct view_job *j)
{
    struct view_job *last = e->v[--e->n];
    if (last != j)
        sift(e, j->end_at, last);
    j->end_at = -1;
}

struct ends_walk ends_walk(const struct ends *e)
{
    struct ends_walk w = {.e = e};
    if (e->n)
        e->frontier[w.n++] = 0;
    return w;
}

static void frontier_push(struct ends_walk *w, int at)
{
    int *f = w->e->frontier, i = w->n++;
    struct view_job *const *v = w->e->v;
    for (; i > 0 && before(v[at], v[f[(i - 1) / 2]]); i = (i - 1) / 2)
        f[i] = f[(i - 1) / 2];
    f[i] = at;
}

static int frontier_pop(struct ends_walk *w)
{
    int *f = w->e->frontier, first = f[0], last = f[--w->n], i = 0;
    struct view_job *const *v = w->e->v;
    for (int c; (c = 2 * i + 1) < w->n; i = c) {
        if (c + 1 < w->n && before(v[f[c + 1]], v[f[c]]))
            c++;
        if (!before(v[f[c]], v[last]))
            break;
        f[i] = f[c];
    }
    f[i] = last;
    return first;
}

struct view_job *ends_next(struct ends_walk *w)
{
    if (w->n == 0)
        return NULL;
    int at = frontier_pop(w);
    for (int c = 2 * at + 1; c <= 2 * at + 2 && c < w->e->n; c++)
        frontier_push(w, c);
    return w->e->v[at];
}
