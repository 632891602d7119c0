/* policy_fair.c - the daemon's own scheduler under the replay's clock. */
#include "server/sim/replay.h"

#include <stdlib.h>

/* Starts in the order of time: the front is the next run to pass its quantum. */
struct ripening {
    int64_t *started;
    int head, n, room;
};

static int fair_open(struct replay *r)
{
    r->policy_state = calloc(1, sizeof(struct ripening));
    return r->policy_state ? 0 : ERR_NO_MEMORY;
}

static void fair_close(struct replay *r)
{
    struct ripening *q = r->policy_state;
    if (q)
        free(q->started);
    free(q);
}

static void nothing(struct replay *r, int job)
{
    (void)r;
    (void)job;
}

static void ripening_add(struct replay *r)
{
    struct ripening *q = r->policy_state;
    if (q->n && q->started[q->head + q->n - 1] == r->now)
        return;
    if (q->head + q->n == q->room) {
        for (int i = 0; i < q->n; i++)
            q->started[i] = q->started[q->head + i];
        q->head = 0;
        if (q->n * 2 >= q->room) {
            int room = q->room ? q->room * 2 : 256;
            int64_t *v = realloc(q->started, (size_t)room * sizeof *v);
            if (!v) {
                r->out_of_memory = true;
                return;
            }
            q->started = v;
            q->room = room;
        }
    }
    q->started[q->head + q->n++] = r->now;
}

static void fair_decide(struct replay *r)
{
    struct err err;
    if (plan_make(r->v, &r->plan, &err)) {
        r->out_of_memory = true;
        return;
    }
    for (int i = 0; i < r->plan.n; i++) {
        const struct action *a = &r->plan.v[i];
        if (a->kind == ACTION_RESERVE)
            continue;
        replay_set_width(r, atoi(job_spec(a->job)->id), a->width);
        if (a->kind == ACTION_START)
            ripening_add(r);
    }
    plan_apply(r->v, &r->plan);
}

/* While somebody waits, a run that passes its quantum is an event. */
static int64_t fair_wake(const struct replay *r)
{
    struct ripening *q = r->policy_state;
    const struct view_node *root = view_root(r->v);
    while (q->n && q->started[q->head] + r->o->set.quantum_ms <= r->now) {
        q->head++;
        q->n--;
    }
    bool waits = node_waiting(root, SLOT_CPU) || node_waiting(root, SLOT_GPU);
    return waits && q->n ? q->started[q->head] + r->o->set.quantum_ms : TIME_UNKNOWN;
}

const struct policy policy_fair = {"fair",  fair_open,   fair_close, nothing,
                                   nothing, fair_decide, fair_wake};
