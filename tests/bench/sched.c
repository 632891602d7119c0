/* sched.c - what a plan costs as the world grows: from scratch, and after one event.
 *
 * A world of T tenants in two levels, R running jobs on as many slots and W waiting ones. "scratch"
 * is the first plan of a view just built (divisions, turns and all), far from its balance;
 * "balanced" the first plan of a copy of it once the balance is found; "event" is a plan after a
 * run ended, a job came, or a waiting job was cancelled, and is the median and the worst of many.
 * The last column is the event's cost over that of the smallest world. Prints a table; asserts
 * nothing.
 */
#include "server/sched/explain.h"
#include "server/sched/forecast.h"
#include "server/sched/plan.h"
#include "server/sched/usage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t random_state = 1;

static int dice(int n)
{
    uint64_t z = (random_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

struct world {
    int tenants, running, waiting;
    struct view *v;
    int jobs;    /* made so far */
    bool quoted; /* every job's end is known, as in the daemon */
};

static void job_new(struct world *w, bool running)
{
    struct job_spec j;
    char id[32], leaf[32];
    job_spec_init(&j);
    snprintf(id, sizeof id, "job%09d", w->jobs++);
    snprintf(leaf, sizeof leaf, "t%d", dice(w->tenants));
    j.id = id;
    j.leaf = leaf;
    j.min = dice(4) ? 1 : 1 + dice(4);
    j.max = dice(2) ? j.min : j.min + dice(8);
    j.submitted = w->jobs;
    if (running) {
        j.min = 1;
        j.width = 1;
        j.started = dice(1000);
    }
    if (dice(2) || w->quoted)
        j.work = (int64_t)j.max * (1 + dice(100000));
    view_job_put(w->v, &j, NULL);
}

static void world_make(struct world *w)
{
    struct view_settings s;
    view_settings_init(&s);
    s.slots[SLOT_CPU] = w->running;
    w->v = view_new(&s);
    view_now_set(w->v, 100000);
    int groups = w->tenants / 100 + 1;
    for (int i = -groups; i < w->tenants; i++) {
        struct tenant_spec t;
        char id[32], parent[32];
        snprintf(id, sizeof id, i < 0 ? "g%d" : "t%d", i < 0 ? -i - 1 : i);
        snprintf(parent, sizeof parent, "g%d", i < 0 ? 0 : i % groups);
        tenant_spec_init(&t);
        t.id = id;
        t.parent = i < 0 ? NULL : parent;
        t.order = i;
        t.weight = 1 + dice(3);
        view_tenant_put(w->v, &t, NULL);
        if (i >= 0)
            view_usage_set(w->v, id, SLOT_CPU, dice(VIEW_FRACTION / 100), NULL);
    }
    for (int i = 0; i < w->running; i++)
        job_new(w, true);
    for (int i = 0; i < w->waiting; i++)
        job_new(w, false);
}

static double plan_us(struct world *w, struct plan *p)
{
    double from = now_us();
    plan_make(w->v, p, NULL);
    double us = now_us() - from;
    plan_apply(w->v, p);
    return us;
}

static double balanced_us(struct world *w)
{
    struct world copy = *w;
    struct plan p;
    plan_init(&p);
    copy.v = view_dup(w->v);
    double us = plan_us(&copy, &p);
    plan_done(&p);
    view_free(copy.v);
    return us;
}

static void event(struct world *w)
{
    view_now_set(w->v, view_now(w->v) + 10);
    int runs = 0;
    while (view_running(w->v, runs))
        runs++;
    switch (dice(3)) {
    case 0: view_job_remove(w->v, job_spec(view_running(w->v, dice(runs)))->id); break;
    case 1: job_new(w, false); break;
    default: {
        char id[32];
        snprintf(id, sizeof id, "job%09d", w->running + dice(w->waiting));
        view_job_remove(w->v, id);
    }
    }
}

static int us_cmp(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* One question about a waiting job, on a copy as the daemon takes it; and all starts at once. */
static void questions(struct world *w)
{
    enum { ASKED = 40 };
    double us[ASKED], from = now_us();
    struct view *copy = view_dup(w->v);
    double dup_us = now_us() - from;
    int n = 0;
    for (int tries = 0; n < ASKED && tries < 100000; tries++) {
        char id[32];
        struct explanation e;
        snprintf(id, sizeof id, "job%09d", w->running + dice(w->waiting));
        const struct view_job *j = view_job_find(copy, id);
        if (!j || job_spec(j)->width > 0)
            continue;
        from = now_us();
        explain_make(copy, id, &e, NULL);
        us[n++] = now_us() - from;
    }
    qsort(us, (size_t)n, sizeof *us, us_cmp);
    struct forecasts f;
    from = now_us();
    int known = 0, rc = forecast_all(copy, 20000, NULL, NULL, &f, NULL);
    double all_us = now_us() - from;
    for (int i = 0; !rc && i < f.n; i++)
        known += f.v[i].start != TIME_UNKNOWN;
    printf("%8d %8d %8d  %10.0f %12.0f %12.0f %12.0f %8d\n", w->tenants, w->running, w->waiting,
           dup_us, n ? us[n / 2] : 0, n ? us[n - 1] : 0, all_us, known);
    if (!rc)
        forecasts_done(&f);
    view_free(copy);
}

static void questions_all(void)
{
    static const int scale[][3] = {
        {10, 10, 100}, {100, 100, 1000}, {100, 32, 3400}, {1000, 1000, 10000}};
    printf("\n%8s %8s %8s  %10s %12s %12s %12s %8s\n", "tenants", "running", "waiting", "copy us",
           "explain p50", "explain max", "all starts", "known");
    for (size_t i = 0; i < sizeof scale / sizeof *scale; i++) {
        struct world w = {.tenants = scale[i][0], .running = scale[i][1], .waiting = scale[i][2]};
        struct plan p;
        w.quoted = true;
        plan_init(&p);
        world_make(&w);
        plan_us(&w, &p);
        for (int round = 0; round < 20 && p.n; round++)
            plan_us(&w, &p);
        questions(&w);
        fflush(stdout);
        plan_done(&p);
        view_free(w.v);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "questions"))
        return questions_all(), 0;
    static const int scale[][3] = {
        {10, 10, 100}, {100, 100, 1000}, {1000, 1000, 10000}, {10000, 10000, 100000}};
    enum { EVENTS = 300 };
    double smallest = 0;
    printf("%8s %8s %8s  %10s %8s %11s %12s %12s %8s\n", "tenants", "running", "waiting",
           "scratch us", "actions", "balanced us", "event p50 us", "event max us", "x");
    for (size_t i = 0; i < sizeof scale / sizeof *scale; i++) {
        struct world w = {.tenants = scale[i][0], .running = scale[i][1], .waiting = scale[i][2]};
        struct plan p;
        double us[EVENTS];
        plan_init(&p);
        world_make(&w);
        double scratch = plan_us(&w, &p);
        int actions = p.n;
        for (int round = 0; round < 20 && p.n; round++)
            plan_us(&w, &p);
        double balanced = balanced_us(&w);
        for (int e = 0; e < EVENTS; e++) {
            event(&w);
            us[e] = plan_us(&w, &p);
        }
        qsort(us, EVENTS, sizeof *us, us_cmp);
        smallest = i ? smallest : us[EVENTS / 2];
        printf("%8d %8d %8d  %10.0f %8d %11.0f %12.1f %12.1f %8.1f\n", w.tenants, w.running,
               w.waiting, scratch, actions, balanced, us[EVENTS / 2], us[EVENTS - 1],
               us[EVENTS / 2] / smallest);
        fflush(stdout);
        plan_done(&p);
        view_free(w.v);
    }
    questions_all();
    return 0;
}
