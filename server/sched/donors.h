/* donors.h - the leaves above their entitlement, in the orders in which they give. Private.
 *
 * Two heaps a kind: for narrowing, furthest above first, of equals the younger leaf; for
 * preempting, furthest above first, of equals by the run that would be preempted first
 * (leaf.victim). */
#ifndef ALLOT_SCHED_DONORS_H
#define ALLOT_SCHED_DONORS_H

#include "server/sched/view.h"

enum donor_order { BY_YOUTH, BY_VICTIM, DONOR_ORDERS };

/* Sets up the heaps of an empty view. */
void donors_init(struct view *v);
bool donors_reserve(struct view *v, int leaves);
void donors_done(struct view *v);

/* The leaf's holdings, runs or entitlement changed. */
void donors_changed(struct view *v, struct view_node *leaf, enum slot_kind k);

/* a before b among runs to be narrowed: the newest, the later submitted, the larger id. */
bool run_newer(const struct view_job *a, const struct view_job *b);

/* a before b among victims of equally entitled leaves: the lowest priority, then the newest. */
bool victim_sooner(const struct view_job *a, const struct view_job *b);

/* Slots of the job's kind that its leaf holds above its entitlement. */
int64_t leaf_above(const struct view_node *leaf, enum slot_kind k);

#endif
