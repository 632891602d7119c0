/* dispatch.h - from what was decided to what holds; private to the run room.
 *
 * A plan is carried out in two steps. What frees slots is asked of the runs at once and takes
 * effect at their next unit of work; what takes slots waits in line, in the order of the grants,
 * until enough are free in truth, of the machine and beneath every limit of a tenant above it. So
 * the view is always what was decided, the store what holds, and neither is ever above the machine
 * or a cap. A start is on disk before its thread begins. The scheduler
 * thread's own. */
#ifndef ALLOT_RUN_DISPATCH_H
#define ALLOT_RUN_DISPATCH_H

#include "server/run/pool.h"
#include "server/sched/plan.h"
#include "server/store/store.h"

/* A node above a holder, by id ("" = the root), and what it may hold of slots, jobs and memory;
 * LIMIT_NONE where nothing limits it. */
struct cap {
    char node[ID_MAX];
    int64_t limit[RES_MEMORY + 1];
};

/* A job that holds slots or has been granted some. */
struct holder {
    char id[ID_MAX];
    char run_id[ID_MAX];
    enum slot_kind kind;
    struct team *team; /* NULL: granted, not yet started */
    int decided;       /* width by the view */
    int held;          /* width in truth: what the store says */
    int writing;       /* held, once the present transaction is on disk */
    int narrowed;      /* what its run has narrowed to, until that is on disk; 0: nothing new */
    int64_t narrowed_ms;
    int64_t started_ms; /* boot; of the grant, then of the start */
    int64_t memory;
    struct cap *path; /* of the tenants above it, up to the root */
    int n_path;
    struct holder *next;
};

struct dispatch {
    struct store *store;
    struct pool *pool;
    int64_t slots[SLOT_KINDS]; /* the machine's now */
    struct holder *first;
    /* told of a job whose thread could not be had and which has failed for it */
    void (*gave_up)(void *arg, const char *job);
    void *arg;
};

struct holder *dispatch_find(const struct dispatch *d, const char *job);
void dispatch_drop(struct dispatch *d, const char *job);

/* Takes note of a plan; asks for what frees slots. */
void dispatch_decide(struct dispatch *d, const struct plan *plan, int64_t boot_ms);

/* Reads anew from the view what limits those who wait for slots; after each plan. */
void dispatch_limits(struct dispatch *d, const struct view *v);

/* A run tells that it has become narrower. */
void dispatch_narrowed(struct dispatch *d, const char *job, int width, int64_t boot_ms);

/* Writes in one transaction the decision (NULL: none) and the widths that change now, then starts
 * and widens. On failure nothing was begun, and the next call tries again. */
int dispatch_write(struct dispatch *d, const struct decision_row *decision, int64_t boot_ms,
                   struct err *err);

/* Asks every run to stop; true while one is left. */
bool dispatch_stop(struct dispatch *d, int end);

#endif
