/* queue.c - the waiting jobs of one leaf: sorted classes with a gap at the front. */
#include "server/sched/tree.h"

#include <stdlib.h>
#include <string.h>

bool job_before(const struct view_job *a, const struct view_job *b)
{
    if (a->spec.priority != b->spec.priority)
        return a->spec.priority > b->spec.priority;
    if (a->spec.submitted != b->spec.submitted)
        return a->spec.submitted < b->spec.submitted;
    return strcmp(a->id, b->id) < 0;
}

void queue_done(struct queue *q)
{
    for (int i = 0; i < q->n; i++)
        free(q->v[i].v);
    free(q->v);
    *q = (struct queue){0};
}

static struct queue_class *class_of(const struct queue *q, const struct view_job *j)
{
    for (int i = 0; i < q->n; i++)
        if (q->v[i].kind == j->spec.kind && q->v[i].min == j->spec.min)
            return &q->v[i];
    return NULL;
}

static struct queue_class *class_new(struct queue *q, const struct view_job *j)
{
    if (q->n == q->room) {
        int room = q->room ? q->room * 2 : 2;
        struct queue_class *v = realloc(q->v, (size_t)room * sizeof *v);
        if (!v)
            return NULL;
        q->v = v;
        q->room = room;
    }
    q->v[q->n] = (struct queue_class){.kind = j->spec.kind, .min = j->spec.min};
    return &q->v[q->n++];
}

bool queue_reserve(struct queue *q, const struct view_job *j, int jobs_of_leaf)
{
    struct queue_class *c = class_of(q, j);
    if (!c && !(c = class_new(q, j)))
        return false;
    if (c->room >= jobs_of_leaf)
        return true;
    int room = jobs_of_leaf * 2 < 4 ? 4 : jobs_of_leaf * 2;
    struct view_job **v = realloc(c->v, (size_t)room * sizeof *v);
    if (!v)
        return false;
    c->v = v;
    c->room = room;
    return true;
}

/* The place of the first job that is not before j. */
static int place_of(const struct queue_class *c, const struct view_job *j)
{
    int lo = 0, hi = c->n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (job_before(c->v[c->head + mid], j))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void queue_add(struct queue *q, struct view_job *j)
{
    struct queue_class *c = class_of(q, j);
    int at = place_of(c, j);
    if (c->head > 0 && (at < c->n / 2 || c->head + c->n == c->room)) {
        memmove(c->v + c->head - 1, c->v + c->head, (size_t)at * sizeof *c->v);
        c->head--;
    } else {
        memmove(c->v + c->head + at + 1, c->v + c->head + at, (size_t)(c->n - at) * sizeof *c->v);
    }
    c->v[c->head + at] = j;
    c->n++;
    if (at < c->cursor)
        c->cursor = at;
}

void queue_remove(struct queue *q, struct view_job *j)
{
    struct queue_class *c = class_of(q, j);
    int at = place_of(c, j);
    if (at < c->n / 2) {
        memmove(c->v + c->head + 1, c->v + c->head, (size_t)at * sizeof *c->v);
        c->head++;
    } else {
        memmove(c->v + c->head + at, c->v + c->head + at + 1,
                (size_t)(c->n - at - 1) * sizeof *c->v);
    }
    if (--c->n == 0)
        c->head = 0;
    if (at < c->cursor)
        c->cursor--;
}

int64_t queue_least(const struct queue *q, enum slot_kind kind)
{
    int64_t least = 0;
    for (int i = 0; i < q->n; i++)
        if (q->v[i].n && q->v[i].kind == kind && (!least || q->v[i].min < least))
            least = q->v[i].min;
    return least;
}

static int cursor_of(struct queue_class *c, uint64_t pass)
{
    if (c->pass != pass) {
        c->pass = pass;
        c->cursor = 0;
    }
    return c->cursor;
}

struct view_job *queue_first(struct queue *q, enum slot_kind kind, uint64_t pass)
{
    struct view_job *first = NULL;
    for (int i = 0; i < q->n; i++) {
        struct queue_class *c = &q->v[i];
        if (c->kind != kind || cursor_of(c, pass) >= c->n)
            continue;
        struct view_job *j = c->v[c->head + c->cursor];
        if (!first || job_before(j, first))
            first = j;
    }
    return first;
}

void queue_skip(struct queue *q, const struct view_job *j, uint64_t pass, bool whole_class)
{
    struct queue_class *c = class_of(q, j);
    int at = cursor_of(c, pass);
    c->cursor = whole_class ? c->n : at + 1;
}
