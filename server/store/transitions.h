/* transitions.h - what the files about jobs share. */
#ifndef ALLOT_STORE_TRANSITIONS_H
#define ALLOT_STORE_TRANSITIONS_H

#include "server/store/rows.h"

extern const struct table job_table;

/* What a transition must know of the job it changes. */
struct job_head {
    const char *id;
    char *tenant, *user, *name, *run;
    char *base_sha256; /* a blob it holds until it has ended, or NULL */
    int state, want;
    int64_t width, step, version;
};
int job_head_load(struct tx *tx, const char *id, struct job_head *out, struct err *err);
void job_head_done(struct job_head *h);

/* ERR_CONFLICT: "job j is succeeded; only a running job can be …". */
int job_not(const struct job_head *h, const char *only, struct err *err);

/* After the row has changed: counts, topics and the event (data NULL: {}); a job that has ended
 * lets its base go. */
int job_moved(struct tx *tx, const struct job_head *h, int to, const char *event, const char *data,
              struct err *err);

#endif
