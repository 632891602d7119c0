/* policy_fifo.c - first come, first served: strictly by submit time, then id; nobody overtakes. */
#include "server/sim/replay.h"

#include <stdlib.h>

struct fifo {
    int *job; /* jobs of the trace in the order of arrival */
    int head, n;
};

static int fifo_open(struct replay *r)
{
    struct fifo *q = calloc(1, sizeof *q);
    r->policy_state = q;
    if (q)
        q->job = malloc(((size_t)r->t->n_jobs + 1) * sizeof *q->job);
    return q && q->job ? 0 : ERR_NO_MEMORY;
}

static void fifo_close(struct replay *r)
{
    struct fifo *q = r->policy_state;
    if (q)
        free(q->job);
    free(q);
}

static void fifo_arrive(struct replay *r, int job)
{
    struct fifo *q = r->policy_state;
    q->job[q->n++] = job;
}

static void fifo_finish(struct replay *r, int job)
{
    (void)r;
    (void)job;
}

static void fifo_decide(struct replay *r)
{
    struct fifo *q = r->policy_state;
    for (; q->head < q->n; q->head++) {
        const struct trace_job *j = &r->t->job[q->job[q->head]];
        if (j->slots > r->free[j->kind])
            return;
        replay_set_width(r, q->job[q->head], j->slots);
    }
}

const struct policy policy_fifo = {"fifo",      fifo_open,   fifo_close, fifo_arrive,
                                   fifo_finish, fifo_decide, NULL};

/* ---- a tenant alone ---- */

/* Ends of the running jobs, of both kinds: the machine of one tenant is small. */
struct alone {
    int64_t *end;
    int64_t *slots;
    enum slot_kind *kind;
    int n;
    int64_t free[SLOT_KINDS];
};

static void alone_end_first(struct alone *a, int64_t *now)
{
    int first = 0;
    for (int i = 1; i < a->n; i++)
        if (a->end[i] < a->end[first])
            first = i;
    if (a->end[first] > *now)
        *now = a->end[first];
    a->free[a->kind[first]] += a->slots[first];
    a->n--;
    a->end[first] = a->end[a->n];
    a->slots[first] = a->slots[a->n];
    a->kind[first] = a->kind[a->n];
}

static double alone_run(const struct trace *t, const struct replay_options *o, int tenant,
                        struct alone *a)
{
    double sum = 0;
    int64_t now = 0;
    for (int i = 0; i < t->n_jobs; i++) {
        const struct trace_job *j = &t->job[i];
        if (j->tenant != tenant || j->slots > o->slots[j->kind])
            continue;
        now = j->submit_ms > now ? j->submit_ms : now;
        while (a->free[j->kind] < j->slots)
            alone_end_first(a, &now);
        a->free[j->kind] -= j->slots;
        a->end[a->n] = now + j->duration_ms;
        a->slots[a->n] = j->slots;
        a->kind[a->n++] = j->kind;
        sum += (double)(now + j->duration_ms - j->submit_ms);
        for (int k = 0; k < a->n;) /* who ended by now */
            if (a->end[k] <= now) {
                int64_t at = now;
                alone_end_first(a, &at);
            } else {
                k++;
            }
    }
    return sum;
}

double replay_alone_ms(const struct trace *t, const struct replay_options *o, int tenant)
{
    struct alone a = {0};
    size_t most = 0;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        a.free[k] = o->slots[k] / (t->n_tenants ? t->n_tenants : 1);
    for (int i = 0; i < t->n_jobs; i++) {
        const struct trace_job *j = &t->job[i];
        if (j->tenant == tenant && j->slots <= o->slots[j->kind] && j->slots > a.free[j->kind])
            a.free[j->kind] = j->slots;
    }
    most = (size_t)(a.free[SLOT_CPU] + a.free[SLOT_GPU]) + 2;
    a.end = malloc(most * sizeof *a.end);
    a.slots = malloc(most * sizeof *a.slots);
    a.kind = malloc(most * sizeof *a.kind);
    double sum = a.end && a.slots && a.kind ? alone_run(t, o, tenant, &a) : -1;
    free(a.end);
    free(a.slots);
    free(a.kind);
    return sum;
}
