/* forecast.c - are start forecasts honest? Storms under a virtual clock, the truth beside the told.
 *
 * 20 tenants of weights 1 to 3 share 8 slots. Jobs arrive at random at a part of what the slots can
 * do (a load above 1 means that the line only grows), elastic ones among them, with lengths over
 * two orders of magnitude and quotes that are off by a random factor. Each job that has to wait is
 * forecast when it comes: by running the scheduler forward alone ("forward"), and corrected by how
 * late the last 256 were, as the daemon does ("told"). Perfect is .50 by p50 and .90 by p90; the
 * last columns are the mean wait foreseen, told and true. Prints a table; asserts nothing.
 */
#include "server/sched/forecast.h"
#include "server/sched/plan.h"
#include "server/sched/usage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TENANTS = 20, SLOTS = 8, JOBS = 3000, WINDOW = 256, WARM = 200 };

static uint64_t random_state;

static double uniform(void) /* 0 < x < 1 */
{
    uint64_t z = (random_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(void)
{
    return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform());
}

struct job {
    int64_t came, started; /* -1: waits */
    double truth;          /* of the quote: 2 = it takes twice as long */
    int64_t left;          /* slot-ms in truth */
    int64_t worked_to;
    int64_t width;
    bool done, waited;
    int64_t forward; /* what was foreseen, TIME_UNKNOWN = nothing */
    struct forecast told;
};

struct storm {
    struct view *v;
    struct job *job;
    int n;
    int64_t ratio[2 * WINDOW];
    int scored[JOBS]; /* in the order of their starts */
    int n_scored;
};

static const char *job_id(char id[16], int i)
{
    snprintf(id, 16, "j%06d", i);
    return id;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t ratio_of(const struct job *j, int64_t truth)
{
    return (truth - j->came + 1000) * 1000 / (j->forward - j->came + 1000);
}

/* The last that started, and those that wait past what they were told. */
static struct forecast_bias learn(struct storm *s, int64_t now)
{
    int n = 0;
    for (int i = s->n_scored - 1; i >= 0 && n < WINDOW; i--)
        s->ratio[n++] = ratio_of(&s->job[s->scored[i]], s->job[s->scored[i]].started);
    int limit = n + WINDOW;
    for (int i = 0; i < s->n && n < limit; i++) {
        const struct job *j = &s->job[i];
        if (j->waited && j->started < 0 && j->forward != TIME_UNKNOWN && j->told.start_p90 < now)
            s->ratio[n++] = ratio_of(j, now);
    }
    qsort(s->ratio, (size_t)n, sizeof *s->ratio, by_value);
    return forecast_bias(s->ratio, n);
}

static void plan(struct storm *s)
{
    struct plan p;
    plan_init(&p);
    plan_make(s->v, &p, NULL);
    for (int i = 0; i < p.n; i++) {
        struct job *j = &s->job[atoi(job_spec(p.v[i].job)->id + 1)];
        if (p.v[i].kind == ACTION_RESERVE)
            continue;
        j->left -= (view_now(s->v) - j->worked_to) * j->width;
        j->worked_to = view_now(s->v);
        j->width = p.v[i].width;
        if (p.v[i].kind == ACTION_START && j->started < 0) {
            j->started = view_now(s->v);
            if (j->waited && j->forward != TIME_UNKNOWN)
                s->scored[s->n_scored++] = (int)(j - s->job);
        }
    }
    plan_apply(s->v, &p);
    plan_done(&p);
}

static void come(struct storm *s, double work_ms)
{
    struct job_spec spec;
    char id[16], leaf[16];
    struct job *j = &s->job[s->n];
    int64_t now = view_now(s->v);
    job_spec_init(&spec);
    snprintf(leaf, sizeof leaf, "t%d", (int)(uniform() * TENANTS));
    spec.id = job_id(id, s->n);
    spec.leaf = leaf;
    spec.min = uniform() < 0.8 ? 1 : 2;
    spec.max = spec.min + (uniform() < 0.5 ? 0 : (int)(uniform() * 4));
    spec.submitted = now;
    spec.work = (int64_t)work_ms;
    *j = (struct job){.came = now, .started = -1, .truth = exp(0.3 * normal()), .worked_to = now};
    j->left = (int64_t)(work_ms * j->truth) + 1;
    s->n++;
    view_job_put(s->v, &spec, NULL);
    plan(s);
    if (j->started >= 0)
        return;
    struct forecast f;
    j->waited = true;
    forecast_make(s->v, id, &f, NULL);
    j->forward = f.start_p50;
    j->told = f;
    forecast_correct(&j->told, now, learn(s, now));
}

/* The next end in truth; the job's index, or -1. */
static int next_end(const struct storm *s, int64_t *at)
{
    int next = -1;
    *at = TIME_UNKNOWN;
    for (int i = 0; view_running(s->v, i); i++) {
        int k = atoi(job_spec(view_running(s->v, i))->id + 1);
        const struct job *j = &s->job[k];
        int64_t end = j->worked_to + (j->left + j->width - 1) / j->width;
        if (end < *at) {
            *at = end;
            next = k;
        }
    }
    return next;
}

/* A turn every 10 minutes, as in the daemon. */
static void time_passes(struct storm *s, int64_t to)
{
    static int64_t turned;
    view_now_set(s->v, to);
    if (to < turned || to - turned >= view_settings(s->v)->turn_ms) {
        turned = to;
        view_turn(s->v);
        plan(s);
    }
}

static void storm_run(struct storm *s, double load)
{
    double at = 0, mean = exp(2.0 * 2.0 / 2 / 2) * 30000 * exp(0.3 * 0.3 / 2);
    while (s->n < JOBS) {
        at += -log(uniform()) * mean / SLOTS / load;
        int64_t end;
        int k;
        while ((k = next_end(s, &end)) >= 0 && end < (int64_t)at) {
            char id[16];
            time_passes(s, end);
            s->job[k].done = true;
            view_job_remove(s->v, job_id(id, k));
            plan(s);
        }
        time_passes(s, (int64_t)at);
        come(s, 30000 * exp(sqrt(2.0) * normal()));
    }
}

static void tell(const struct storm *s, double load)
{
    int n = 0, f50 = 0, t50 = 0, t90 = 0, open = 0;
    double forward = 0, told = 0, waited = 0;
    for (int i = 0; i < s->n_scored; i++) {
        const struct job *j = &s->job[s->scored[i]];
        if (s->scored[i] < WARM)
            continue;
        n++;
        f50 += j->started <= j->forward;
        t50 += j->started <= j->told.start_p50;
        t90 += j->started <= j->told.start_p90;
        forward += (double)(j->forward - j->came) / 1000;
        told += (double)(j->told.start_p50 - j->came) / 1000;
        waited += (double)(j->started - j->came) / 1000;
    }
    for (int i = 0; i < s->n; i++)
        open += s->job[i].waited && s->job[i].started < 0;
    printf("%6.2f %8d %8d  %9.2f %8.2f %8.2f  %9.0f %8.0f %8.0f\n", load, n, open, (double)f50 / n,
           (double)t50 / n, (double)t90 / n, forward / n, told / n, waited / n);
    fflush(stdout);
}

int main(void)
{
    static const double loads[] = {0.7, 0.9, 1.0, 1.1};
    printf("%6s %8s %8s  %9s %8s %8s  %9s %8s %8s\n", "load", "started", "waiting", "forward",
           "p50", "p90", "foreseen", "told", "waited s");
    for (size_t i = 0; i < sizeof loads / sizeof *loads; i++) {
        struct view_settings set;
        struct storm s = {.job = calloc(JOBS, sizeof *s.job)};
        random_state = 7 + i;
        view_settings_init(&set);
        set.slots[SLOT_CPU] = SLOTS;
        s.v = view_new(&set);
        for (int t = 0; t < TENANTS; t++) {
            struct tenant_spec spec;
            char id[16];
            tenant_spec_init(&spec);
            snprintf(id, sizeof id, "t%d", t);
            spec.id = id;
            spec.order = t;
            spec.weight = 1 + t % 3;
            view_tenant_put(s.v, &spec, NULL);
        }
        storm_run(&s, loads[i]);
        tell(&s, loads[i]);
        view_free(s.v);
        free(s.job);
    }
    return 0;
}
