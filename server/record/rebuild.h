/* rebuild.h - decisions again: from what is stored back to the view they were made on. */
#ifndef ALLOT_RECORD_REBUILD_H
#define ALLOT_RECORD_REBUILD_H

#include "server/sched/plan.h"

/* A plan as it is stored: {"actions":[{"job","do","width","was","reason",…}]}; the caller's. */
char *record_plan(const struct plan *plan);

/* Applies a record to *view (NULL before the first; a record that begins with "new" starts afresh)
 * and sets its time. ERR_CONFLICT: it goes on from a view that is not there; ERR_CORRUPT: it is not
 * a record. */
int rebuild_apply(struct view **view, const char *record, struct err *err);

#endif
