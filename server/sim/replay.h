/* replay.h - a trace under a policy and a virtual clock. Private to the room.
 *
 * Time jumps from event to event; at equal times completions come before arrivals before the
 * decision. A view is kept whatever the policy: the fair one plans on it, and for all of them it
 * says what every tenant was entitled to while it had jobs. */
#ifndef ALLOT_SIM_REPLAY_H
#define ALLOT_SIM_REPLAY_H

#include "server/sched/plan.h"
#include "server/sim/trace.h"

struct replay_options {
    int64_t slots[SLOT_KINDS];
    const struct policy *policy;
    bool elastic;             /* slots 1..request instead of exactly the request */
    struct view_settings set; /* k, half-life, turn, quantum */
};

/* What became of one job. */
struct replay_job {
    int64_t left;     /* slot-milliseconds */
    int64_t since;    /* when `left` was true */
    int64_t width;    /* slots held now */
    int64_t ran_ms;   /* time with slots */
    int64_t finish;   /* -1 until then */
    uint32_t version; /* of its entry among the coming ends */
    bool in_system;
};

struct coming_end {
    int64_t at;
    int job;
    uint32_t version;
};

struct replay {
    const struct trace *t;
    const struct replay_options *o;
    struct view *v;
    struct plan plan;
    const struct view_node **leaf; /* of each tenant */
    struct replay_job *job;
    struct coming_end *end; /* a heap by time, then job */
    int n_ends, ends_room;
    int64_t now, turn_at;
    int next;    /* job of the trace to arrive */
    int present; /* jobs in the system */
    int64_t free[SLOT_KINDS];
    void *policy_state;
    /* what is counted */
    int64_t preemptions, decisions, refused, last_finish;
    double *used, *entitled; /* slot-milliseconds per tenant, both kinds */
    bool out_of_memory;
};

/* A policy gives slots by replay_set_width and is told who comes and goes. */
struct policy {
    const char *name;
    int (*open)(struct replay *r);
    void (*close)(struct replay *r);
    void (*arrive)(struct replay *r, int job);
    void (*finish)(struct replay *r, int job);
    void (*decide)(struct replay *r);
    int64_t (*wake)(
        const struct replay *r); /* next time of its own, or TIME_UNKNOWN; may be NULL */
};
extern const struct policy policy_fair, policy_fifo, policy_srtf;

/* From now on the job holds that many slots. */
void replay_set_width(struct replay *r, int job, int64_t width);

/* When the job would end at its present width. */
int64_t replay_end(const struct replay *r, int job);

/* Runs the whole trace; the answer of `sim replay` is the caller's. NULL with the sentence. */
struct json *replay_run(const struct trace *t, const struct replay_options *o, struct err *err);

/* Sum of the completion times of a tenant's jobs, alone and first come first served, on its share
 * of the machine (slots / tenants, but wide enough for its widest job): finish-time fairness
 * divides by it. -1 when memory is out. */
double replay_alone_ms(const struct trace *t, const struct replay_options *o, int tenant);

#endif
