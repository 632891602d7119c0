/* ends.h - the running jobs with a known end, by the time of their end. Private to the room.
 *
 * A heap that job_move keeps: an end is absolute and changes only with the width or the quote. */
#ifndef ALLOT_SCHED_ENDS_H
#define ALLOT_SCHED_ENDS_H

#include "server/sched/view.h"

struct ends {
    struct view_job **v;
    int n, room;
    int *frontier; /* of a walk */
};

bool ends_reserve(struct ends *e, int n);
void ends_done(struct ends *e);
void ends_add(struct ends *e, struct view_job *j); /* by j->end_ms, then id; not TIME_UNKNOWN */
void ends_remove(struct ends *e, struct view_job *j);

/* A walk in order: start with ends_walk, then ends_next until NULL; nothing may change meanwhile.
 */
struct ends_walk {
    const struct ends *e;
    int n; /* of the frontier */
};
struct ends_walk ends_walk(const struct ends *e);
struct view_job *ends_next(struct ends_walk *w);

#endif
