/* forecast.c - the scheduler run forward on a copy of the view.
 *
 * Time jumps from one thing that can change a plan to the next: a run ends by its quote, or passes
 * its quantum. U stays what it is: a turn of history is further away than most quotes reach. */
#include "server/sched/forecast.h"

#include "server/sched/plan.h"
#include "server/sched/tree.h"

#include <stdlib.h>
#include <string.h>

/* 4,000 plans: a bound on what one question may cost; what lies beyond has no forecast. */
enum { STEPS_MAX = 4000 };

struct future {
    struct view *v;
    const char *job_id;
    int64_t start, finish;
    const char **ended; /* room for every job */
};

static void quotes_at_p90(struct view *v)
{
    for (size_t i = 0; i < v->jobs.room; i++) {
        struct view_job *j = map_at(&v->jobs, i);
        if (!j || j->spec.work < 0 || j->spec.work_p90 < 0)
            continue;
        j->spec.work = j->spec.work_p90;
        job_move(v, j, j->spec.width, j->spec.started); /* its end follows */
    }
}

/* The next time at which something happens, after now; TIME_UNKNOWN = never. */
static int64_t next_time(const struct view *v)
{
    int64_t next = TIME_UNKNOWN;
    for (int i = 0; i < v->n_runs; i++) {
        const struct view_job *j = v->run[i];
        int64_t end = job_end_ms(v, j), ripe = j->spec.started + v->set.quantum_ms;
        next = end < next ? end : next;
        next = ripe > v->now && ripe < next ? ripe : next;
    }
    return next;
}

/* Moves the clock there and ends the runs that were to end by then. */
static void runs_end(struct future *f, int64_t at)
{
    struct view *v = f->v;
    int n = 0;
    for (int i = 0; i < v->n_runs; i++)
        if (job_end_ms(v, v->run[i]) <= at)
            f->ended[n++] = v->run[i]->id;
    view_now_set(v, at);
    for (int i = 0; i < n; i++) {
        if (strcmp(f->ended[i], f->job_id) == 0)
            f->finish = at;
        view_job_remove(v, f->ended[i]);
    }
}

static bool step(struct future *f, struct plan *p)
{
    if (plan_make(f->v, p, NULL))
        return false;
    plan_apply(f->v, p);
    const struct view_job *j = view_job_find(f->v, f->job_id);
    if (j && j->spec.width > 0 && f->start == TIME_UNKNOWN)
        f->start = f->v->now;
    int64_t next = next_time(f->v);
    if (next == TIME_UNKNOWN)
        return false;
    runs_end(f, next);
    return f->finish == TIME_UNKNOWN;
}

static void run_forward(struct future *f)
{
    struct plan p;
    plan_init(&p);
    const struct view_job *j = view_job_find(f->v, f->job_id);
    f->finish = TIME_UNKNOWN;
    f->start = j->spec.width > 0 ? j->spec.started : TIME_UNKNOWN;
    for (int i = 0; i < STEPS_MAX && step(f, &p); i++)
        ;
    plan_done(&p);
}

int forecast_make(const struct view *v, const char *job_id, struct forecast *out, struct err *err)
{
    if (!view_job_find(v, job_id))
        return err_set(err, ERR_NOT_FOUND, "job %s does not wait or run", job_id);
    struct future f[2] = {{.job_id = job_id}, {.job_id = job_id}};
    for (int i = 0; i < 2; i++) {
        f[i].v = view_dup(v);
        f[i].ended = malloc((v->jobs.used + 1) * sizeof *f[i].ended);
        bool ready = f[i].v && f[i].ended;
        if (ready && i == 1)
            quotes_at_p90(f[i].v);
        if (ready)
            run_forward(&f[i]);
        view_free(f[i].v);
        free(f[i].ended);
        if (!ready)
            return err_set(err, ERR_NO_MEMORY, "no memory for a forecast");
    }
    *out = (struct forecast){f[0].start, f[1].start, f[0].finish, f[1].finish};
    return 0;
}
