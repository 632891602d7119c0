/* foresight.h - when every waiting job will start; private to the run room.
 *
 * A thread of its own runs a copy of the view forward, again and again while jobs wait, and takes
 * at most a twentieth of one core's time for it. So the question "when?" costs a look-up, however
 * long the line. The first forecast of each job is kept in the store, where its start is held
 * against it; how late the last few hundred were corrects the ones told from then on. */
#ifndef ALLOT_RUN_FORESIGHT_H
#define ALLOT_RUN_FORESIGHT_H

#include "server/run/run.h"
#include "server/sched/forecast.h"

struct store;
struct foresight;

/* NULL when memory or threads are out. */
struct foresight *foresight_start(struct run *run, struct store *store, struct err *err);
/* Ends the thread; NULL is allowed. */
void foresight_stop(struct foresight *f);
void foresight_free(struct foresight *f);

/* Somebody waits. Any thread; costs nothing while a look ahead is under way. */
void foresight_wake(struct foresight *f);

/* The starts of a job as last foreseen, corrected, on the view's clock; false: it is not known. */
bool foresight_of(struct foresight *f, const char *job, struct forecast *out);
/* The future of one job of a copy of the view, which is used up for it. */
int foresight_ask(struct foresight *f, struct view *copy, const char *job, struct forecast *out,
                  struct err *err);

#endif
