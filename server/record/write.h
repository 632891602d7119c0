/* write.h - what is done to a view, as operations of a record; rebuild.h reads them again. */
#ifndef ALLOT_RECORD_WRITE_H
#define ALLOT_RECORD_WRITE_H

#include "server/record/record.h"
#include "server/sched/view.h"

/* A view is made; everything follows. */
void record_new_view(struct record *r);
void record_settings(struct record *r, const struct view_settings *s);
void record_tenant(struct record *r, const struct tenant_spec *t);
void record_user(struct record *r, const char *id, const char *tenant, int64_t order);
/* What is left of the job is left from `at` on. */
void record_job(struct record *r, const struct job_spec *j, int64_t at);
/* The U of everybody, as the last turn read it. */
void record_turn(struct record *r, const struct view *v);

/* Forgets the record; then writes all that makes the view as it is. A plan made on the view that is
 * rebuilt from it is the same to the bit. */
void record_whole(struct record *r, const struct view *v);

#endif
