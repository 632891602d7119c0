/* divide.h - what each tenant and user should hold now: rule 1 of the scheduling rules.
 *
 * Down the tree, siblings share what their parent has: guarantees first, then weighted max-min by
 * Webster's rounding, modulated by decayed use. Integers and rationals only and a total order on
 * ties: the same view gives the same answer on any machine. */
#ifndef ALLOT_SCHED_DIVIDE_H
#define ALLOT_SCHED_DIVIDE_H

#include "server/sched/view.h"

struct share {
    int64_t entitled; /* slots the node should hold now */
    int64_t base;     /* the guaranteed part of it */
};

/* Brings the entitlements of the whole tree up to date; costs in proportion to what changed. */
void divide(struct view *v);

/* The share of a node as of the last divide() or plan_make(). */
struct share node_share(const struct view_node *n, enum slot_kind k);

/* Dominant-resource division among siblings (rule 1.4), apart from any view: a unit of tenant i is
 * its task vector. Fills got[i] with whole tasks. key = (got + 1/2) * max_r(task_r / total_r) / P.
 * Refuses nothing: the caller has checked n_resources <= DRF_RESOURCES_MAX, totals and tasks up to
 * VIEW_SLOTS_MAX, weights and usage as in the view. A resource of which there is nothing
 * (total 0) makes every task that needs it impossible; a task of zeros gets nothing. 0, or
 * ERR_NO_MEMORY. */
enum { DRF_RESOURCES_MAX = 16 };
struct drf_tenant {
    int64_t weight;                  /* 1..VIEW_WEIGHT_MAX */
    int64_t usage;                   /* U, units of 2^-20 */
    int64_t demand;                  /* tasks */
    int64_t task[DRF_RESOURCES_MAX]; /* units of each resource that one task takes */
};
int divide_tasks(const struct drf_tenant *t, int n, const int64_t *total, int n_resources,
                 int64_t k, int64_t *got);

#endif
