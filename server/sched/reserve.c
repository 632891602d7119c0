/* reserve.c - a time for the first job that does not fit, and what others may use until then.
 *
 * The future is the quotes': every run with a known end gives back what it holds when it ends, at
 * the width it has without what was lent; lent slots come back at once; runs without a known end
 * never do, nor do credits. The earliest time at which every limit on the job's path leaves room
 * for it is the reservation. Another job may start before it if it ends by then, or if what it
 * takes is left over at that time. Free slots that wait for a reservation may widen running jobs:
 * they are lent, and narrowed away when the job that is first in line can start with them. */
#include "server/sched/planner.h"

#include <stdlib.h>
#include <string.h>

/* What no limit leaves: large, and no sum of needs brings it below 0. */
#define PLENTY (INT64_MAX / 4)

static int64_t lent_to(const struct reservation *r, const struct view_job *j)
{
    return j->lent_mark == r->mark ? j->lent : 0;
}

/* Whole milliseconds that `work` slot-milliseconds take at that width, rounded up. */
static int64_t duration(int64_t work, int64_t runtime_left, int64_t width)
{
    int64_t ms = work < 0 ? TIME_UNKNOWN : work / width + (work % width != 0);
    return runtime_left >= 0 && runtime_left < ms ? runtime_left : ms;
}

/* From now on at that width; what is left is what the run did at its present width since. */
static int64_t end_at_width(const struct view *v, const struct view_job *j, int64_t width)
{
    int64_t since = j->quoted_at > j->spec.started ? j->quoted_at : j->spec.started;
    int64_t gone = j->spec.width > 0 && v->now > since ? v->now - since : 0;
    int64_t work = j->spec.work, limit = j->spec.runtime_left;
    if (work >= 0)
        work = work > gone * j->spec.width ? work - gone * j->spec.width : 0;
    if (limit >= 0)
        limit = limit > gone ? limit - gone : 0;
    int64_t ms = duration(work, limit, width);
    if (ms > TIME_UNKNOWN - 1 - v->now)
        return TIME_UNKNOWN;
    return v->now + (ms > 0 ? ms : 1); /* overdue: any moment */
}

int64_t job_end_ms(const struct view *v, const struct view_job *j)
{
    return end_at_width(v, j, j->spec.width > 0 ? j->spec.width : j->spec.min);
}

/* ---- the earliest time ---- */

struct ending {
    int64_t at;
    struct view_job *job;
};

static int ending_cmp(const void *a, const void *b)
{
    const struct ending *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return strcmp(x->job->id, y->job->id);
}

static int endings_read(struct planner *p, const struct reservation *r)
{
    if (p->ends_room < p->v->n_runs) {
        int room = p->v->n_runs * 2;
        struct ending *ends = realloc(p->ends, (size_t)room * sizeof *ends);
        if (!ends) {
            p->out_of_memory = true;
            return 0;
        }
        p->ends = ends;
        p->ends_room = room;
    }
    int n = 0;
    for (int i = 0; i < p->v->n_runs; i++) {
        struct view_job *j = p->v->run[i];
        bool same = j->spec.kind == r->job->spec.kind;
        int64_t at = end_at_width(p->v, j, j->spec.width - (same ? lent_to(r, j) : 0));
        if (at != TIME_UNKNOWN)
            p->ends[n++] = (struct ending){at, j};
    }
    if (n)
        qsort(p->ends, (size_t)n, sizeof *p->ends, ending_cmp);
    return n;
}

/* The depth of the lowest common ancestor. */
static int common_depth(const struct view_node *a, const struct view_node *b)
{
    while (a != b) {
        if (a->depth >= b->depth)
            a = a->parent;
        else
            b = b->parent;
    }
    return a->depth;
}

static void give(struct reservation *r, const struct view_job *from, enum resource res, int64_t n)
{
    for (int d = common_depth(from->leaf, r->job->leaf); n > 0 && d >= 0; d--)
        if (r->extra[d][res] < PLENTY)
            r->extra[d][res] += n;
}

static bool extra_is_enough(const struct reservation *r)
{
    for (int d = r->job->leaf->depth; d >= 0; d--)
        for (enum resource res = 0; res < RESOURCES; res++)
            if (r->extra[d][res] < 0)
                return false;
    return true;
}

/* What is left over now, beside the job's need and with what was lent. */
static bool extra_now(struct planner *p, struct reservation *r)
{
    struct view_job *j = r->job;
    int depths = j->leaf->depth + 1;
    if (r->extra_room < depths) {
        void *extra = realloc(r->extra, (size_t)depths * sizeof *r->extra);
        if (!extra) {
            p->out_of_memory = true;
            return false;
        }
        r->extra = extra;
        r->extra_room = depths;
    }
    for (const struct view_node *n = j->leaf; n; n = n->parent)
        for (enum resource res = 0; res < RESOURCES; res++)
            r->extra[n->depth][res] =
                n->limit[res] == LIMIT_NONE ? PLENTY : -node_lack(n, j, res, j->spec.min);
    for (int i = 0; i < p->v->n_runs; i++)
        if (p->v->run[i]->spec.kind == j->spec.kind)
            give(r, p->v->run[i], (enum resource)j->spec.kind, lent_to(r, p->v->run[i]));
    return true;
}

bool reservation_make(struct planner *p, struct reservation *r, struct view_job *j)
{
    r->job = j;
    if (!extra_now(p, r)) {
        r->job = NULL;
        return false;
    }
    r->at = p->v->now;
    int n = extra_is_enough(r) ? 0 : endings_read(p, r), i = 0;
    while (!extra_is_enough(r) && i < n) {
        r->at = p->ends[i].at;
        for (; i < n && p->ends[i].at == r->at; i++) {
            struct view_job *e = p->ends[i].job;
            int64_t width = e->spec.width - (e->spec.kind == j->spec.kind ? lent_to(r, e) : 0);
            for (enum resource res = 0; res <= RES_MEMORY; res++)
                give(r, e, res, job_need(e, res, width));
        }
    }
    if (!extra_is_enough(r))
        r->job = NULL;
    return r->job != NULL;
}

/* ---- others, before that time ---- */

static bool runs_into(const struct planner *p, const struct reservation *r,
                      const struct view_job *j, int64_t width)
{
    return r->job && r->job != j && end_at_width(p->v, j, width) > r->at;
}

bool reservations_delayed(const struct planner *p, const struct view_job *j, int64_t width)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        const struct reservation *r = &p->res[k];
        if (!runs_into(p, r, j, width))
            continue;
        for (int d = common_depth(j->leaf, r->job->leaf); d >= 0; d--)
            for (enum resource res = 0; res <= RES_MEMORY; res++)
                if (job_need(j, res, width) > 0 && job_need(j, res, width) > r->extra[d][res])
                    return true;
    }
    return false;
}

void reservations_charge(struct planner *p, const struct view_job *j, int64_t width)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        struct reservation *r = &p->res[k];
        if (!runs_into(p, r, j, width))
            continue;
        for (int d = common_depth(j->leaf, r->job->leaf); d >= 0; d--)
            for (enum resource res = 0; res <= RES_MEMORY; res++)
                if (r->extra[d][res] < PLENTY)
                    r->extra[d][res] -= job_need(j, res, width);
    }
}

/* ---- what was lent ---- */

void lend(struct planner *p, struct view_job *j)
{
    const struct reservation *r = &p->res[j->spec.kind];
    if (!r->job || j->spec.width == j->width_before)
        return;
    if (j->lent_mark != r->mark)
        j->lent = 0;
    j->lent_mark = r->mark;
    j->lent++;
}

/* The newest run beneath n that has something lent to r. */
static struct view_job *lender(const struct planner *p, enum slot_kind kind,
                               const struct view_node *n)
{
    const struct reservation *r = &p->res[kind];
    struct view_job *best = NULL;
    for (int i = 0; i < p->v->n_runs; i++) {
        struct view_job *j = p->v->run[i];
        if (j->spec.kind == kind && lent_to(r, j) > 0 && node_beneath(j->leaf, n) &&
            (!best || run_newer(j, best)))
            best = j;
    }
    return best;
}

static struct view_node *lowest_lack(const struct view_job *j)
{
    for (struct view_node *n = j->leaf; n; n = n->parent)
        if (node_lack(n, j, (enum resource)j->spec.kind, j->spec.min) > 0)
            return n;
    return NULL;
}

bool lent_comes_back(struct planner *p, struct view_job *j)
{
    int mark = p->n;
    struct view_node *n;
    struct view_job *from;
    struct why why = {.by = j, .reason = REASON_RESERVED, .resource = (enum resource)j->spec.kind};
    while ((n = lowest_lack(j)) && (from = lender(p, j->spec.kind, n))) {
        why.have = from->spec.width;
        why.need = from->spec.width - from->lent;
        move_job(p, from, from->spec.width - 1, &why);
        if (p->out_of_memory)
            break;
    }
    if (!job_fits(j, j->spec.min) || p->out_of_memory) {
        roll_back(p, mark);
        return false;
    }
    why = (struct why){.reason = REASON_TURN,
                       .resource = why.resource,
                       .have = j->leaf->held[j->spec.kind],
                       .need = j->leaf->slots[j->spec.kind].entitled};
    move_job(p, j, j->spec.min, &why);
    return true;
}
