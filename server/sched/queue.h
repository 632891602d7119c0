/* queue.h - the waiting jobs of one leaf, in the order in which the leaf wants them.
 *
 * A leaf's order is priority (larger first), submit time, id. Jobs are kept in classes of equal
 * (kind, min): if one does not fit for lack of slots, neither does the rest of its class, so a
 * planning pass costs in proportion to classes, not to jobs. Each class is a sorted array with a
 * gap at the front: taking the first and adding the last, the common cases, move nothing. */
#ifndef ALLOT_SCHED_QUEUE_H
#define ALLOT_SCHED_QUEUE_H

#include "server/sched/view.h"

struct queue_class {
    enum slot_kind kind;
    int64_t min;
    struct view_job **v; /* v[head .. head + n) */
    int head, n, room;
    uint64_t pass; /* the cursor is valid in this planning pass */
    int cursor;    /* first of the class not found unable; n = all of them were */
};

struct queue {
    struct queue_class *v;
    int n, room;
};

/* a before b inside a leaf. */
bool job_before(const struct view_job *a, const struct view_job *b);

void queue_done(struct queue *q);

/* Makes sure that the job can be added later without asking for memory; false when it is out. */
bool queue_reserve(struct queue *q, const struct view_job *j, int jobs_of_leaf);
void queue_add(struct queue *q, struct view_job *j);
void queue_remove(struct queue *q, struct view_job *j);

/* The smallest slots.min of the kind that waits; 0 = none does. */
int64_t queue_least(const struct queue *q, enum slot_kind kind);

/* The first waiting job of the kind that pass has not skipped, or NULL. */
struct view_job *queue_first(struct queue *q, enum slot_kind kind, uint64_t pass);

/* In this pass, skips that job; or its whole class. */
void queue_skip(struct queue *q, const struct view_job *j, uint64_t pass, bool whole_class);

#endif
