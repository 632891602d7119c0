/* view.h - everything the scheduler may know: the tree, the jobs, the slots, the time.
 *
 * A view is kept up to date by whoever owns the truth (the run room from the store, the simulator
 * from its trace) through the _put and _remove functions below; each costs O(depth + log n), and
 * plan_make (plan.h) then costs in proportion to slots, actions and active leaves, not to what
 * waits. The view copies every string it is given. Pure: no clock, no SQL, no threads; one thread
 * at a time may use a view, readers included (plan_make works on it and puts everything back).
 *
 * The tree: root (the machine) > tenants > … ; a tenant's users hang under its "own" node, which
 * the view makes by itself (rule 1: "its own users together are one more child, the oldest, weight
 * 1, guarantee = its own less its sub-tenants'"). Jobs hang at leaves: users, or, in the simulator,
 * tenants without children. Times are int64 milliseconds on one clock that never runs backwards
 * (CLOCK_BOOTTIME in the daemon); nothing in here is floating point but the usage accounts. */
#ifndef ALLOT_SCHED_VIEW_H
#define ALLOT_SCHED_VIEW_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

enum slot_kind { SLOT_CPU, SLOT_GPU, SLOT_KINDS };

/* What a running job holds and a node may limit. The first SLOT_KINDS are the slots themselves. */
enum resource { RES_CPU, RES_GPU, RES_JOBS, RES_MEMORY, RES_CREDITS, RESOURCES };

#define LIMIT_NONE INT64_MAX
#define TIME_UNKNOWN INT64_MAX

/* Bounds that the exact arithmetic relies on (divide.c has the proof); view_… refuses beyond. */
enum {
    VIEW_WEIGHT_MAX = 1 << 20,
    VIEW_CHILDREN_MAX = 1 << 20,
    VIEW_SLOTS_MAX = 1 << 30,
    VIEW_FRACTION = 1 << 20, /* U and k are integers in units of 2^-20 */
};
#define VIEW_K_MAX (INT64_C(1000) * VIEW_FRACTION)
#define VIEW_USAGE_MAX (INT64_C(1000) * VIEW_FRACTION)

struct view_settings {
    int64_t slots[SLOT_KINDS]; /* the machine, as the admin says */
    int64_t memory;            /* bytes the machine gives to jobs, or LIMIT_NONE */
    int64_t k;                 /* weight of history, units of 2^-20; default VIEW_FRACTION (1) */
    int64_t half_life_ms;      /* H, default 7 days */
    int64_t quantum_ms;        /* a run younger than this is spared, default 10 s */
    int64_t turn_ms;           /* how often U is read, default 600 s */
};

/* The defaults of SCHEDULING.md, no slots, no memory limit. */
void view_settings_init(struct view_settings *s);

struct view;

/* NULL only when memory is out. */
struct view *view_new(const struct view_settings *s);
void view_free(struct view *v);

/* A deep copy, for what-if questions (explain, forecast). NULL only when memory is out. */
struct view *view_dup(const struct view *v);

/* Takes new settings at once (slots lowered below what is held: the next plan narrows and
 * preempts). ERR_INVALID with the sentence when a value is out of its range. */
int view_settings_set(struct view *v, const struct view_settings *s, struct err *err);
const struct view_settings *view_settings(const struct view *v);

/* now never runs backwards: an earlier time is ignored. */
void view_now_set(struct view *v, int64_t now_ms);
int64_t view_now(const struct view *v);

/* A tenant as it is configured. Start from tenant_spec_init. */
struct tenant_spec {
    const char *id;
    const char *parent;            /* NULL = directly under the machine; must exist already */
    int64_t order;                 /* age: the smaller the older (creation time or a counter) */
    int64_t weight;                /* 1..VIEW_WEIGHT_MAX */
    int64_t guarantee[SLOT_KINDS]; /* 0 = none */
    int64_t limit[RESOURCES];      /* max slots, max_running_jobs, memory, credits left over for
                                      running jobs (micro-credits); LIMIT_NONE = none */
};
void tenant_spec_init(struct tenant_spec *t);

/* What is refused when configured: guarantee above max, children's guarantees above the parent's or
 * the machine's slots (ERR_CONFLICT, the sentence has the sum). Asked before a put; the put itself
 * does not ask, since a machine may have shrunk since. */
int view_tenant_check(const struct view *v, const struct tenant_spec *t, struct err *err);

/* Adds a tenant or changes one (its parent never changes). ERR_NOT_FOUND: no such parent;
 * ERR_CONFLICT: jobs hang at the parent itself; ERR_INVALID: a number out of range. */
int view_tenant_put(struct view *v, const struct tenant_spec *t, struct err *err);

/* Adds a user (a leaf of weight 1 without guarantee) to a tenant; a no-op if it is there. User ids
 * and tenant ids share one name space. */
int view_user_put(struct view *v, const char *id, const char *tenant, int64_t order,
                  struct err *err);

/* Removes a tenant or user that has no jobs and no children. ERR_CONFLICT else; unknown ids are
 * a no-op. */
int view_node_remove(struct view *v, const char *id, struct err *err);

/* Sets U of one tenant or user by hand, units of 2^-20 (the simulator, and replays of stored
 * decisions; the daemon uses the accounts of usage.h and view_turn). */
int view_usage_set(struct view *v, const char *id, enum slot_kind kind, int64_t u, struct err *err);
/* The same of a tenant's own users together (its "own" node). */
int view_own_usage_set(struct view *v, const char *tenant, enum slot_kind kind, int64_t u,
                       struct err *err);

/* A job as far as scheduling goes. Paused and ended jobs are not in the view. Start from
 * job_spec_init. */
struct job_spec {
    const char *id;
    const char *leaf;    /* user id, or in the simulator a tenant without children */
    enum slot_kind kind; /* the device it asks for */
    int64_t min, max;    /* 1 <= min <= max; max already cut to the job's lanes */
    int64_t width;       /* slots held now; 0 = waiting */
    int64_t priority;    /* larger first, among the jobs of one user only */
    int64_t submitted;   /* ms */
    int64_t started;     /* ms, of the present run; read only while width > 0 */
    int64_t memory;      /* bytes while it runs, whatever the width */
    int64_t credits;  /* micro-credits reserved when it starts (what is still reserved, of a run) */
    int64_t work;     /* slot-milliseconds left by its quote (p50), -1 = unknown */
    int64_t work_p90; /* the same at p90; -1 = as work */
    int64_t runtime_left; /* ms until max_runtime_s ends it, -1 = no such limit */
};
void job_spec_init(struct job_spec *j);

/* Adds a job or brings it up to date: start, width, requeue, new quote, new priority are all this
 * call. ERR_NOT_FOUND: no such leaf; ERR_INVALID: a number out of range. */
int view_job_put(struct view *v, const struct job_spec *j, struct err *err);

/* The job has ended, was cancelled or paused. Unknown ids are a no-op. */
void view_job_remove(struct view *v, const char *id);

/* ---- reading ---- */

enum node_type { NODE_ROOT, NODE_TENANT, NODE_OWN, NODE_USER };

struct view_node; /* opaque; the functions below read it; valid until it is removed */
struct view_job;

struct view_node *view_root(const struct view *v);
struct view_node *view_node_find(const struct view *v, const char *id);
struct view_job *view_job_find(const struct view *v, const char *id);

enum node_type node_type(const struct view_node *n);
const char *node_id(const struct view_node *n); /* an own node has its tenant's id, the root "" */
struct view_node *node_parent(const struct view_node *n);       /* NULL for the root */
struct view_node *node_child(const struct view_node *n, int i); /* NULL past the end; older first */
int64_t node_held(const struct view_node *n, enum resource r);  /* by running jobs beneath */
int64_t node_limit(const struct view_node *n, enum resource r); /* LIMIT_NONE = none */
int64_t node_guarantee(const struct view_node *n, enum slot_kind k);
int64_t node_weight(const struct view_node *n);
int64_t node_order(const struct view_node *n);                    /* age, as it was put */
int64_t node_usage(const struct view_node *n, enum slot_kind k);  /* U, units of 2^-20 */
int64_t node_demand(const struct view_node *n, enum slot_kind k); /* what the jobs beneath ask */
int node_waiting(const struct view_node *n, enum slot_kind k);    /* jobs that wait beneath */

/* What the job was put with, brought up to date by plan_apply. */
const struct job_spec *job_spec(const struct view_job *j);
struct view_node *job_leaf(const struct view_job *j);

/* ---- writing a view down and making it anew (record) ---- */

/* Every job, by the time from which its quote counts, then by id: fills out[0..max), returns how
 * many there are. */
int view_jobs(const struct view *v, const struct view_job **out, int max);
int64_t job_quoted_at(const struct view_job *j);

/* Slots of a run that go back when a reservation falls due, and which one that is. */
struct job_loan {
    int64_t slots;
    uint64_t mark;
};
struct job_loan job_loan(const struct view_job *j);
void view_loan_set(struct view *v, const char *job, struct job_loan loan);

/* The reservation of a kind as the last plan left it; job NULL = none. */
struct view_reservation {
    const struct view_job *job;
    int64_t at;
    uint64_t mark;
};
struct view_reservation view_reservation(const struct view *v, enum slot_kind k);
/* A job that is not there, or NULL, is no reservation. */
void view_reservation_set(struct view *v, enum slot_kind k, const char *job, int64_t at,
                          uint64_t mark);

/* Every running job, in no particular order; i from 0 up, NULL past the end. */
struct view_job *view_running(const struct view *v, int i);

#endif
