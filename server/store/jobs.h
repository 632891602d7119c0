/* jobs.h - jobs and every way their state may change.
 *
 *   queued → running → succeeded · failed · cancelled
 *     ↑↓        ↓
 *   paused ← ←  (and running → queued: preempted, or the daemon ended)
 *
 * Each transition is one function: it checks where the job is (ERR_CONFLICT when elsewhere),
 * changes it, keeps the per-tenant counts, writes its event and touches "job:ID" and "queue", all
 * in the caller's transaction. */
#ifndef ALLOT_STORE_JOBS_H
#define ALLOT_STORE_JOBS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct viewer;
struct page;

enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_PAUSED, JOB_SUCCEEDED, JOB_FAILED, JOB_CANCELLED };
extern const char *const job_state_names[];

/* What its user wants of a running job; the runner does it at the next unit of work. */
enum job_want { JOB_WANT_NONE, JOB_WANT_CANCEL, JOB_WANT_PAUSE };
extern const char *const job_want_names[]; /* "none" "cancel" "pause" */

struct job_row {
    char *id;                      /* "job_…" */
    char *tenant, *user;           /* ids */
    char *tenant_name, *user_name; /* for answers; not written */
    char *name;                    /* may repeat; a name means the newest */
    char *spec; /* canonical JSON text of the whole job as submitted, defaults filled in */
    char *spec_sha256;
    int state;    /* enum job_state */
    char *reason; /* a code for why it is in this state: preempted, max_runtime, diverged … */
    char *detail; /* a sentence for people, or NULL */
    int want;     /* enum job_want */
    int64_t priority;
    int device; /* enum store_device */
    int64_t slots_min, slots_max;
    int64_t lanes;                      /* fixed at submit: no job is given more slots */
    int64_t width;                      /* slots held now; 0 unless running */
    int64_t max_runtime_ms;             /* 0: none */
    int64_t memory_bytes;               /* the quote's arena: counts against job_memory_bytes */
    char *dataset, *validation_dataset; /* ids or NULL: what it keeps from being deleted */
    char *base;            /* id of the model it begins from, or NULL; the model may go … */
    char *base_sha256;     /* … its file stays until the job has ended */
    char *quote;           /* JSON */
    int64_t quote_slot_ms; /* of the quote: what the whole job takes; 0: unknown */
    int64_t credits_micro; /* of the quote, times 10^6 */
    char *tags;            /* JSON object of strings; NULL inserts {} */
    char *run;             /* id of the open run, or NULL */
    /* progress, as of the last report */
    int64_t step, steps, epoch, epochs;
    char *metrics;   /* JSON object: the latest of each, {"loss":0.31,…} */
    int64_t slot_ms; /* slot-milliseconds charged */
    int64_t run_ms;  /* milliseconds of running in runs that ended: max_runtime counts this */
    int64_t preemptions;
    char *model;      /* id of what it made, or NULL */
    char *provenance; /* JSON or NULL */
    int64_t created_at;
    int64_t queued_at;  /* when it last began to wait */
    int64_t started_at; /* first start */
    int64_t ended_at;
    int64_t updated_at;
    int64_t version;
    int64_t told_p50, told_p90; /* when it was told to start; not written. 0: it was not told */
};
struct job_list {
    struct job_row *v;
    int n;
    bool more;
};
void job_row_done(struct job_row *j);
void job_list_done(struct job_list *l);
bool job_state_ended(int state);

/* ---- looking ---- */

/* By id, or by name: the newest with that name that the viewer may see. ERR_NOT_FOUND. Jobs are
 * seen by their tenant (and by owners above it); there are no public jobs. */
int store_job_get(struct reader *r, const struct viewer *viewer, const char *id_or_name,
                  struct job_row *out, struct err *err);
int store_job_load(struct reader *r, const char *id, struct job_row *out, struct err *err);

struct job_filter {
    int states;         /* bit (1 << enum job_state) for each wanted; 0: all */
    const char *tenant; /* id: only this tenant with all below it; NULL: all the viewer may see */
    const char *user;   /* id or NULL */
    const char *q;      /* part of the name, or NULL */
};
/* Newest first. */
int store_job_list(struct reader *r, const struct viewer *viewer, const struct job_filter *filter,
                   const struct page *page, struct job_list *out, struct err *err);

/* What the scheduler needs of every queued and running job, oldest first; nothing of its spec. */
struct job_brief {
    char *id, *tenant, *user, *run;
    int state, want, device;
    int64_t priority, slots_min, slots_max, lanes, width;
    int64_t memory_bytes, max_runtime_ms, run_ms;
    int64_t created_at, queued_at;
    int64_t run_started_boot_ms; /* of the open run, or 0 */
    int64_t remaining_ms;        /* slot-milliseconds of the quote still to do, or -1: unknown */
    int64_t credits_micro;       /* the quote's credits × 10^6, or 0 */
    char *reason;
};
typedef int (*job_brief_fn)(void *arg, const struct job_brief *job); /* non-zero ends the walk */
int store_job_active_each(struct reader *r, job_brief_fn fn, void *arg, struct err *err);
/* The same for one job, in whatever state; the strings are the caller's: job_brief_done. */
int store_job_brief(struct reader *r, const char *id, struct job_brief *out, struct err *err);
void job_brief_done(struct job_brief *b);

/* Jobs in each state, of everybody or of one tenant's subtree (NULL: everybody). */
int store_job_counts(struct reader *r, const char *tenant, int64_t counts[6], struct err *err);

/* ---- changing, by users ---- */

/* Inserts j as queued (id … tags, steps, epochs). ERR_QUOTA: max_queued_jobs of the tenant or of
 * one above it, with the figures. ERR_CONFLICT: its base's file is gone since it was looked at. */
int store_job_insert(struct tx *tx, const struct job_row *j, struct err *err);

/* Changes name, priority, tags, slots_min/max (only while queued or paused) and max_runtime_ms of
 * an unended job; ERR_STALE as in store_tenant_update. */
int store_job_update(struct tx *tx, const struct job_row *j, struct err *err);

/* Cancelled at once when queued or paused; a running one is asked to (want); an ended one stays as
 * it is, and that is no failure. */
int store_job_cancel(struct tx *tx, const char *id, const char *reason, struct err *err);
/* Queued: paused at once; running: asked to; paused: stays. Ended: ERR_CONFLICT. */
int store_job_pause(struct tx *tx, const char *id, const char *reason, struct err *err);
/* Paused: queued again (max_queued_jobs holds). Running and asked to pause: takes that back. */
int store_job_resume(struct tx *tx, const char *id, struct err *err);
/* With its runs, metrics, checkpoints and events; its usage stays, its model too. ERR_CONFLICT
 * unless ended. */
int store_job_delete(struct tx *tx, const char *id, struct err *err);

/* ---- changing, by the scheduler and the runner ---- */

/* Queued → running: opens a run of this width. run_id is the id of the new run (id_new "run"). */
int store_job_start(struct tx *tx, const char *id, const char *run_id, int width, int64_t boot_ms,
                    struct err *err);
/* A running job's width from boot_ms on. */
int store_job_width(struct tx *tx, const char *id, int width, int64_t boot_ms, struct err *err);

struct job_progress {
    int64_t step, steps, epoch, epochs;
    const char *metrics; /* JSON object, or NULL: unchanged */
};
/* Where a running job is; writes no event. */
int store_job_progress(struct tx *tx, const char *id, const struct job_progress *p,
                       struct err *err);

/* How a run ends. */
enum run_end {
    RUN_OPEN,
    RUN_SUCCEEDED,
    RUN_FAILED,
    RUN_CANCELLED,
    RUN_PAUSED,
    RUN_PREEMPTED,
    RUN_DAEMON
};
extern const char *const run_end_names[]; /* "open" … */

/* Ends the open run at boot_ms, charges its slot-time, and puts the job where the end says:
 * succeeded, failed, cancelled, paused, or queued (preempted, daemon). `reason` and `detail` may be
 * NULL; progress may be NULL. A succeeded job names its model and provenance (may be NULL else). */
struct job_stop {
    int end; /* enum run_end */
    const char *reason, *detail;
    const struct job_progress *progress;
    const char *model, *provenance;
};
int store_job_stop(struct tx *tx, const char *id, const struct job_stop *stop, int64_t boot_ms,
                   struct err *err);
/* A queued job that can never run (its dataset's file is gone …): failed without a run. */
int store_job_fail(struct tx *tx, const char *id, const char *reason, const char *detail,
                   struct err *err);

#endif
