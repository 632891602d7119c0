/* forecast.c - the scheduler run forward on a copy of the view.
 *
 * Time jumps from one thing that can change a plan to the next: a run ends by its quote, or passes
 * its quantum, or a turn of history comes. Ends come from the view's own heap; quanta pass in the
 * order of starts, so a queue holds them. */
#include "server/sched/forecast.h"

#include "server/sched/plan.h"
#include "server/sched/tree.h"

#include <stdlib.h>
#include <string.h>

/* 4,000 plans: a bound on what one question may cost; what lies beyond has no forecast. 100 turns,
 * 16 hours by default: after that U stays. Each divides the whole tree anew. */
enum { STEPS_MAX = 4000, TURNS_MAX = 100 };

struct future {
    struct view *v;
    struct map wanted;        /* struct foreseen */
    int unstarted;            /* of the wanted */
    const char *finishing;    /* run on until this job ends; NULL: until all wanted have started */
    int64_t finish;           /* when it does */
    struct view_job **ending; /* room for every job */
    int64_t *ripe;            /* [ripe_at, ripe_n): when runs pass their quantum, ascending */
    int ripe_at, ripe_n, ripe_room;
    int turns;
};

/* ---- quanta ---- */

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool ripe_add(struct future *f, int64_t at)
{
    if (f->ripe_n == f->ripe_room) {
        int room = f->ripe_room ? 2 * f->ripe_room : 64;
        int64_t *ripe = realloc(f->ripe, (size_t)room * sizeof *ripe);
        if (!ripe)
            return false;
        f->ripe = ripe;
        f->ripe_room = room;
    }
    f->ripe[f->ripe_n++] = at;
    return true;
}

static bool ripe_init(struct future *f)
{
    const struct view *v = f->v;
    for (int i = 0; i < v->n_runs; i++) {
        int64_t at = v->run[i]->spec.started + v->set.quantum_ms;
        if (at > v->now && !ripe_add(f, at))
            return false;
    }
    if (f->ripe_n)
        qsort(f->ripe, (size_t)f->ripe_n, sizeof *f->ripe, by_time);
    return true;
}

/* ---- steps ---- */

/* The next time at which something happens, after now; TIME_UNKNOWN = never. */
static int64_t next_time(struct future *f)
{
    const struct view *v = f->v;
    struct heap_walk w = heap_walk(&v->ends);
    const struct view_job *first = heap_next(&w);
    int64_t next = first ? job_end_ms(v, first) : TIME_UNKNOWN;
    while (f->ripe_at < f->ripe_n && f->ripe[f->ripe_at] <= v->now)
        f->ripe_at++;
    if (f->ripe_at < f->ripe_n && f->ripe[f->ripe_at] < next)
        next = f->ripe[f->ripe_at];
    if (v->turned >= 0 && v->n_runs > 0 && f->turns < TURNS_MAX &&
        v->turned + v->set.turn_ms < next)
        next = v->turned + v->set.turn_ms > v->now ? v->turned + v->set.turn_ms : v->now + 1;
    return next;
}

/* Moves the clock there; ends the runs that were to end by then, and takes a turn if one is due. */
static void time_passes(struct future *f, int64_t at)
{
    struct view *v = f->v;
    struct heap_walk w = heap_walk(&v->ends);
    struct view_job *j;
    int n = 0;
    while ((j = heap_next(&w)) && job_end_ms(v, j) <= at)
        f->ending[n++] = j;
    view_now_set(v, at);
    for (int i = 0; i < n; i++) {
        if (f->finishing && strcmp(f->ending[i]->id, f->finishing) == 0)
            f->finish = at;
        view_job_remove(v, f->ending[i]->id);
    }
    if (v->turned >= 0 && at >= v->turned + v->set.turn_ms && f->turns < TURNS_MAX) {
        view_turn(v);
        f->turns++;
    }
}

static bool note_starts(struct future *f, const struct plan *p)
{
    for (int i = 0; i < p->n; i++) {
        if (p->v[i].kind != ACTION_START)
            continue;
        struct foreseen *w = map_get(&f->wanted, p->v[i].job->id);
        if (w && w->start == TIME_UNKNOWN) {
            w->start = f->v->now;
            f->unstarted--;
        }
        if (f->v->set.quantum_ms > 0 && !ripe_add(f, f->v->now + f->v->set.quantum_ms))
            return false;
    }
    return true;
}

static bool step(struct future *f, struct plan *p)
{
    if (plan_make(f->v, p, NULL) || !note_starts(f, p))
        return false;
    plan_apply(f->v, p);
    int64_t next = next_time(f);
    if (next == TIME_UNKNOWN || (f->unstarted == 0 && !f->finishing))
        return false;
    time_passes(f, next);
    return f->finish == TIME_UNKNOWN;
}

static int run_forward(struct future *f, int steps, bool (*go_on)(void *), void *arg)
{
    struct plan p;
    plan_init(&p);
    f->finish = TIME_UNKNOWN;
    f->ending = malloc((f->v->jobs.used + 1) * sizeof *f->ending);
    bool ready = f->ending && ripe_init(f);
    for (int i = 0; ready && i < steps && (!go_on || go_on(arg)) && step(f, &p); i++)
        ;
    plan_done(&p);
    free(f->ending);
    free(f->ripe);
    return ready ? 0 : ERR_NO_MEMORY;
}

/* ---- of one job ---- */

/* Whether any quote differs at p90; takes those. */
static bool quotes_at_p90(struct view *v)
{
    bool differ = false;
    for (size_t i = 0; i < v->jobs.room; i++) {
        struct view_job *j = map_at(&v->jobs, i);
        if (!j || j->spec.work < 0 || j->spec.work_p90 < 0 || j->spec.work == j->spec.work_p90)
            continue;
        differ = true;
        j->spec.work = j->spec.work_p90;
        job_move(v, j, j->spec.width, j->spec.started); /* its end follows */
    }
    return differ;
}

/* Runs v forward and frees it. */
static int one_future(struct view *v, const char *job_id, int64_t *start, int64_t *finish)
{
    struct foreseen wanted = {.id = job_id, .start = TIME_UNKNOWN};
    struct future f = {.v = v, .finishing = job_id, .unstarted = 1};
    const struct view_job *j = view_job_find(v, job_id);
    if (j->spec.width > 0)
        wanted.start = j->spec.started;
    int rc = map_put(&f.wanted, &wanted) ? run_forward(&f, STEPS_MAX, NULL, NULL) : ERR_NO_MEMORY;
    *start = wanted.start;
    *finish = f.finish;
    map_done(&f.wanted);
    view_free(v);
    return rc;
}

int forecast_make(const struct view *v, const char *job_id, struct forecast *out, struct err *err)
{
    struct forecast f;
    if (!view_job_find(v, job_id))
        return err_set(err, ERR_NOT_FOUND, "job %s does not wait or run", job_id);
    struct view *copy = view_dup(v);
    int rc = copy ? one_future(copy, job_id, &f.start_p50, &f.finish_p50) : ERR_NO_MEMORY;
    f.start_p90 = f.start_p50;
    f.finish_p90 = f.finish_p50;
    copy = rc ? NULL : view_dup(v);
    if (copy && quotes_at_p90(copy))
        rc = one_future(copy, job_id, &f.start_p90, &f.finish_p90);
    else if (copy)
        view_free(copy);
    else
        rc = ERR_NO_MEMORY;
    if (rc)
        return err_set(err, rc, "no memory for a forecast");
    *out = f;
    return 0;
}

static int64_t paced(int64_t work, int64_t pace)
{
    return work > 0 && work < INT64_MAX / pace ? work * pace / 1000 : work;
}

void forecast_pace(struct view *v, int64_t pace)
{
    for (size_t i = 0; pace > 0 && pace != 1000 && i < v->jobs.room; i++) {
        struct view_job *j = map_at(&v->jobs, i);
        if (!j)
            continue;
        quote_settle(v, j);
        j->spec.work = paced(j->spec.work, pace);
        j->spec.work_p90 = paced(j->spec.work_p90, pace);
        job_move(v, j, j->spec.width, j->spec.started); /* its end follows */
    }
}

/* ---- of all ---- */

static bool wanted_fill(struct forecasts *out, const struct view *v)
{
    out->v = calloc(v->jobs.used + 1, sizeof *out->v);
    for (size_t i = 0; out->v && i < v->jobs.room; i++) {
        const struct view_job *j = map_at(&v->jobs, i);
        if (!j || j->spec.width > 0 || strlen(j->id) >= FORESEEN_ID_MAX)
            continue;
        struct foreseen *w = &out->v[out->n++];
        memcpy(w->text, j->id, strlen(j->id) + 1);
        w->id = w->text;
        w->start = TIME_UNKNOWN;
        if (!map_put(&out->by_id, w))
            return false;
    }
    return out->v != NULL;
}

int forecast_all(struct view *v, int steps, bool (*go_on)(void *arg), void *arg,
                 struct forecasts *out, struct err *err)
{
    *out = (struct forecasts){.now = v->now};
    bool ready = wanted_fill(out, v);
    struct future f = {.v = v, .wanted = out->by_id, .unstarted = out->n};
    if (ready && run_forward(&f, steps, go_on, arg) == 0)
        return 0;
    forecasts_done(out);
    return err_set(err, ERR_NO_MEMORY, "no memory for forecasts");
}

void forecasts_done(struct forecasts *f)
{
    map_done(&f->by_id);
    free(f->v);
    *f = (struct forecasts){0};
}

/* ---- what earlier ones were worth ---- */

static int64_t rank(const int64_t *ratio, int n, int percent)
{
    int at = ((n + 1) * percent + 99) / 100; /* from 1 */
    return ratio[(at < n ? at : n) - 1];
}

struct forecast_bias forecast_bias(const int64_t *ratio, int n)
{
    if (n < FORECAST_RATIOS_MIN)
        return (struct forecast_bias){1000, 1500};
    return (struct forecast_bias){rank(ratio, n, 50), rank(ratio, n, 90)};
}

static int64_t moved(int64_t at, int64_t now, int64_t ratio)
{
    if (at == TIME_UNKNOWN || at < now)
        return at;
    int64_t ahead = at - now + 1000;
    if (ratio > 0 && ahead > (TIME_UNKNOWN / 2 - now) / ratio)
        return TIME_UNKNOWN;
    ahead = ahead * ratio / 1000 - 1000;
    return now + (ahead > 0 ? ahead : 0);
}

static int64_t later_of(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

void forecast_correct(struct forecast *f, int64_t now, struct forecast_bias bias)
{
    struct forecast was = *f;
    f->start_p50 = moved(f->start_p50, now, bias.p50);
    f->start_p90 = later_of(moved(f->start_p90, now, bias.p90), f->start_p50);
    if (f->finish_p50 != TIME_UNKNOWN && f->start_p50 != TIME_UNKNOWN)
        f->finish_p50 += f->start_p50 - was.start_p50;
    if (f->finish_p90 != TIME_UNKNOWN && f->start_p90 != TIME_UNKNOWN)
        f->finish_p90 += f->start_p90 - was.start_p90;
    f->finish_p90 = later_of(f->finish_p90, f->finish_p50);
}
