/* line.h - the waiting line: in which order the waiting jobs would have their turns. */
#ifndef ALLOT_SCHED_LINE_H
#define ALLOT_SCHED_LINE_H

#include "server/sched/view.h"

/* The first `max` waiting jobs of a kind in the order of their turns, as if each in its turn were
 * given its min: out[0..n) is filled (valid until the view changes), n returned, or ERR_NO_MEMORY.
 * The view is left as it was found. */
int line_make(struct view *v, enum slot_kind k, const struct view_job **out, int max,
              struct err *err);

#endif
