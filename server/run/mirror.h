/* mirror.h - the scheduler's view, kept up to date from the store, with a record of every change.
 *
 * What the scheduler has decided but not yet carried out is already in the view; so for a job that
 * holds slots the caller says its width, and the store's word counts for all else. Each change made
 * to the view is recorded as one JSON operation; a decision is stored with the operations since the
 * last one. The first decision of a process begins with {"op":"new"} and puts everything, so
 * any decision can be replayed bit for bit from the last "new" before it. One thread at a time. */
#ifndef ALLOT_RUN_MIRROR_H
#define ALLOT_RUN_MIRROR_H

#include "server/sched/view.h"
#include "server/store/store.h"
#include "server/run/run.h"

struct mirror;

struct mirror *mirror_new(const struct run_options *options, struct err *err);
void mirror_free(struct mirror *m);
struct view *mirror_view(struct mirror *m);

/* Loads tenants, users, quotas and past use. */
int mirror_load(struct mirror *m, struct reader *r, struct err *err);

/* Brings tenants, users and quotas up to date; those that are gone are removed. */
int mirror_tenants(struct mirror *m, struct reader *r, struct err *err);

/* Whether some tenant has a grant: then what is left changes with every charge. */
bool mirror_metered(const struct mirror *m);

/* Sets the machine's slots. */
int mirror_slots(struct mirror *m, const int64_t slots[SLOT_KINDS], struct err *err);

/* Puts a job that waits (width 0) or holds slots since `started` (boot ms). */
int mirror_job(struct mirror *m, struct reader *r, const struct job_brief *job, int64_t width,
               int64_t started, struct err *err);
void mirror_job_remove(struct mirror *m, const char *id);

/* The time of the next decision. */
void mirror_now(struct mirror *m, int64_t boot_ms);

/* Reads past use anew for everybody. */
void mirror_turn(struct mirror *m);

/* The operations since the last call (record.h), or all that make the view anew; the caller's. And
 * how many there are by now. */
char *mirror_take_record(struct mirror *m, bool whole);
int mirror_recorded(const struct mirror *m);

#endif
