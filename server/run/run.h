/* run.h - the scheduler thread and the slots: what turns queued jobs into models.
 *
 * The scheduler keeps a view of tenants and jobs up to date from the store's commits, asks
 * sched/plan what to do, writes the decision and the new states in one transaction, and only then
 * hands job ids to the slot threads. Everything here is driven by the store: an api handler that
 * has committed a change needs to tell nobody. */
#ifndef ALLOT_RUN_RUN_H
#define ALLOT_RUN_RUN_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct forecast;
struct store;
struct view;
struct run;

struct run_options {
    struct store *store;
    int cpu_slots, gpu_slots;
    int64_t quantum_ms, turn_ms;
    int64_t history_half_life_ms;
    int64_t base_ms; /* how often a decision is stored with the whole view */
    double history_k;
    double gpu_credit_rate; /* credits of a GPU-slot-hour; a CPU-slot-hour is one */
    int64_t checkpoint_ms;
    int metrics_flush_ms, metrics_max_points;
    int64_t disk_reserve_bytes; /* with less free, jobs pause at a checkpoint */
};

/* Loads the view, starts the scheduler and as many slot threads as there are CPU slots. */
struct run *run_start(const struct run_options *options, struct err *err);

/* Drains: every running job saves a checkpoint and goes back to the queue (end "daemon"). */
void run_stop(struct run *run);
/* After store_close(): the store's last commits still tell of themselves. */
void run_free(struct run *run);

/* The slots there are now, and whether jobs are started (PATCH /v1/cluster). Acceptance survives a
 * restart, slots are then the settings' again. Fewer slots narrow and preempt at the next unit of
 * work. */
struct run_cluster {
    int cpu_slots, gpu_slots;
    bool accepting;
};
void run_cluster_get(struct run *run, struct run_cluster *out);
int run_cluster_set(struct run *run, const struct run_cluster *cluster, struct err *err);

/* Calls fn with the view as of now, which stays unchanged meanwhile: for explain, queue, cluster,
 * fairness and the quotes' forecasts. fn may ask for plans and
 * copies but change nothing, may not call back into run, and must be quick. */
void run_with_view(struct run *run, void (*fn)(struct view *view, void *arg), void *arg);

/* When a waiting job will start, as last looked ahead for all of them at once (at most seconds ago
 * unless the line is very long); false when that is not known. Only the starts are filled. */
bool run_foreseen(struct run *run, const char *job, struct forecast *out);
/* The future of one job of a copy of the view (view_dup), by what was learned of quotes and earlier
 * forecasts; the copy's quotes are changed for it. ERR_NOT_FOUND, ERR_NO_MEMORY; ERR_CONFLICT while
 * the machine is draining, since nobody knows until when. */
int run_forecast(struct run *run, struct view *copy, const char *job, struct forecast *out,
                 struct err *err);

struct run_stats {
    int64_t plans, actions; /* since the start */
    int64_t plan_us_last, plan_us_max;
    int64_t units; /* of work done by all slots */
    int running;   /* jobs */
};
void run_stats(struct run *run, struct run_stats *out);

#endif
