/* reserve.c - a time for the first job that does not fit, and what others may use until then.
 *
 * The future is the quotes': every run with a known end gives back what it holds when it ends at
 * the width it has; lent slots come back at once; runs without a known end never do, nor do
 * credits. The earliest time at which every limit on the job's path leaves room for it is the
 * reservation. Another job may start before it if it ends by then, or if what it takes is left over
 * at that time. Free slots that wait for a reservation may widen running jobs: they are lent, and
 * narrowed away when the job that is first in line can start with them. */
#include "server/sched/planner.h"

#include <stdlib.h>
#include <string.h>

/* What no limit leaves: large, and no sum of needs brings it below 0. */
#define PLENTY (INT64_MAX / 4)

static int64_t lent_to(const struct reservation *r, const struct view_job *j)
{
    return j->lent_mark == r->mark ? j->lent : 0;
}

/* ---- the earliest time ---- */

int common_depth(const struct view_node *a, const struct view_node *b)
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
    for (int i = 0; i < p->v->n_lent; i++)
        if (p->v->lent[i]->spec.kind == j->spec.kind)
            give(r, p->v->lent[i], (enum resource)j->spec.kind, lent_to(r, p->v->lent[i]));
    return true;
}

/* Whether it would be enough if every run with a known end ended. */
static bool ever_enough(const struct reservation *r)
{
    for (const struct view_node *n = r->job->leaf; n; n = n->parent)
        for (enum resource res = 0; res < RESOURCES; res++)
            if (r->extra[n->depth][res] + (res < RES_CREDITS ? n->ending[res] : 0) < 0)
                return false;
    return true;
}

static void give_all(struct reservation *r, const struct view_job *e)
{
    int64_t width = e->spec.width - (e->spec.kind == r->job->spec.kind ? lent_to(r, e) : 0);
    for (enum resource res = 0; res <= RES_MEMORY; res++)
        give(r, e, res, job_need(e, res, width));
}

bool reservation_make(struct planner *p, struct reservation *r, struct view_job *j)
{
    r->job = j;
    if (!extra_now(p, r) || !ever_enough(r)) {
        r->job = NULL;
        return false;
    }
    struct heap_walk w = heap_walk(&p->v->ends);
    struct view_job *e = heap_next(&w);
    for (r->at = p->v->now; !extra_is_enough(r) && e;) {
        r->at = job_end_ms(p->v, e);
        for (; e && job_end_ms(p->v, e) == r->at; e = heap_next(&w))
            give_all(r, e);
    }
    if (!extra_is_enough(r))
        r->job = NULL;
    return r->job != NULL;
}

/* ---- others, before that time ---- */

static bool runs_into(const struct planner *p, const struct reservation *r,
                      const struct view_job *j, int64_t width)
{
    return r->job && r->job != j && job_end_at_width(p->v, j, width) > r->at;
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
    job_lend(p->v, j, (j->lent_mark == r->mark ? j->lent : 0) + 1, r->mark);
}

/* The newest run beneath n that has something lent to r. */
static struct view_job *lender(const struct planner *p, enum slot_kind kind,
                               const struct view_node *n)
{
    const struct reservation *r = &p->res[kind];
    struct view_job *best = NULL;
    for (int i = 0; i < p->v->n_lent; i++) {
        struct view_job *j = p->v->lent[i];
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
