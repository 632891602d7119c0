/* explain.h - why a job waits, with every number, and the smallest change that would start it.
 *
 * The change is proved before it is told: it is applied to a copy of the view, and the plan of that
 * copy starts the job. */
#ifndef ALLOT_SCHED_EXPLAIN_H
#define ALLOT_SCHED_EXPLAIN_H

#include "server/sched/view.h"

enum constraint_code {
    WAIT_SLOTS,        /* free slots of the machine (have) < slots.min (need) */
    WAIT_MAX_SLOTS,    /* a tenant's max: (limit, held + need) */
    WAIT_RUNNING_JOBS, /* max_running_jobs: (limit, running + 1) */
    WAIT_MEMORY,       /* bytes, of a tenant or the machine: (limit, held + need) */
    WAIT_CREDITS,      /* micro-credits: (left, need) */
    WAIT_ENTITLEMENT,  /* others hold the slots, and the job would lift its leaf past its
                          entitlement: (entitled, held + need) */
    WAIT_QUANTUM,      /* what could be taken back runs for less than quantum_s: (age of the oldest
                          such run in ms, quantum in ms) */
    WAIT_RESERVATION,  /* it fits, but would delay a reservation: (ms until that falls due, its own
                          run time in ms or TIME_UNKNOWN) */
    WAIT_TURN,         /* it is somebody else's turn first: (place in line, 1) */
};

struct constraint {
    enum constraint_code code;
    const struct view_node *node; /* whose limit it is; the root for the machine's */
    enum resource resource;
    int64_t have, need;
};

/* One setting of the smallest change: node NULL = the job's own slots.min, else a limit of a
 * tenant, or (the root) the machine's slots or memory. */
struct change {
    const struct view_node *node;
    enum resource resource;
    int64_t from, to;
};

enum { EXPLAIN_MAX = 32, CHANGE_MAX = 32 };

struct explanation {
    int position; /* place in line among the waiting jobs of its kind, from 1; 0 = does not wait */
    struct constraint constraints[EXPLAIN_MAX];
    int n_constraints;
    struct change changes[CHANGE_MAX]; /* all of them together start the job */
    int n_changes;                     /* 0: it starts with the next plan, or no change is known */
    bool starts;                       /* the next plan starts it without any change */
    bool proved;                       /* the changes were applied to a copy and started it */
};

/* ERR_NOT_FOUND: no such job. A running job has position 0 and nothing else. */
int explain_make(struct view *v, const char *job_id, struct explanation *e, struct err *err);

/* Applies the changes to a view (the test of the promise, and dry runs of an admin). */
int explain_apply(struct view *v, const char *job_id, const struct explanation *e, struct err *err);

const char *constraint_code_name(enum constraint_code c); /* "slots" "max_running_jobs" … */

/* A sentence a person can act on: "2 slots instead of 4", "raise max_running_jobs of acme from 3 to
 * 4". name (may be NULL) turns a node's id into what a person calls it. Returns buf. */
const char *explain_change_text(const struct explanation *e,
                                const char *(*name)(void *, const char *), void *arg, char *buf,
                                size_t size);
const char *explain_constraint_text(const struct constraint *c,
                                    const char *(*name)(void *, const char *), void *arg, char *buf,
                                    size_t size);

#endif
