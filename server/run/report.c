/* report.c - two batches: one is filled while the other is on its way to the disk. */
#include "server/run/report.h"
#include "server/base/json.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct batch {
    struct metric_point *v;
    int n, room;
    struct job_progress progress;
    char *metrics; /* what progress.metrics points to */
};

/* 64: more names than any task reports. */
enum { NAMES_MAX = 64 };

struct report {
    struct report_options options;
    char job[ID_MAX];
    int64_t stride; /* every so many steps are kept */
    struct batch filling, flying;
    struct write write;
    _Atomic bool in_flight;
    int64_t flushed_ms, flushed_step;
    struct progress at;
    const char *names[NAMES_MAX]; /* the latest value of each metric */
    double latest[NAMES_MAX];
    int n_names;
};

static int flush_run(struct tx *tx, void *arg, struct err *err)
{
    struct report *r = arg;
    int rc = store_metric_insert(tx, r->job, r->flying.v, r->flying.n, err);
    return rc ? rc : store_job_progress(tx, r->job, &r->flying.progress, err);
}

static void flush_done(void *arg, int rc, const struct err *err)
{
    struct report *r = arg;
    (void)rc; /* a full disk costs points, not the training; the end of the run will tell */
    (void)err;
    atomic_store(&r->in_flight, false);
}

struct report *report_new(const struct report_options *options)
{
    struct report *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->options = *options;
    strncpy(r->job, options->job, sizeof r->job - 1);
    r->stride = (options->steps + options->points_max - 1) / options->points_max;
    if (r->stride < 1)
        r->stride = 1;
    r->write = (struct write){.run = flush_run, .done = flush_done, .arg = r, .lazy = true};
    r->flushed_step = options->step;
    r->at.step = options->step;
    r->at.steps = options->steps;
    return r;
}

static void keep(struct batch *b, const char *name, int64_t step, double value)
{
    if (b->n == b->room) {
        int room = b->room ? 2 * b->room : 64;
        struct metric_point *v = realloc(b->v, (size_t)room * sizeof *v);
        if (!v)
            return;
        b->v = v;
        b->room = room;
    }
    b->v[b->n++] = (struct metric_point){name, step, value};
}

static void note(struct report *r, const char *name, double value)
{
    int i = 0;
    while (i < r->n_names && r->names[i] != name)
        i++;
    if (i == NAMES_MAX)
        return;
    if (i == r->n_names)
        r->names[r->n_names++] = name;
    r->latest[i] = value;
}

/* progress.metrics of the batch: {"loss":0.31,…} */
static void sum_up(struct report *r, struct batch *b)
{
    struct json *o = json_new_object();
    for (int i = 0; i < r->n_names; i++)
        json_add_num(o, r->names[i], r->latest[i]);
    free(b->metrics);
    b->metrics = json_print(o);
    json_free(o);
    b->progress = (struct job_progress){.step = r->at.step,
                                        .steps = r->at.steps,
                                        .epoch = r->at.epoch,
                                        .epochs = r->at.epochs,
                                        .metrics = b->metrics};
}

static void flush(struct report *r, int64_t now_ms)
{
    double seconds = (double)(now_ms - r->flushed_ms) / 1e3;
    if (r->flushed_ms && seconds > 0 && r->at.step > r->flushed_step) {
        double samples = (double)((r->at.step - r->flushed_step) * r->options.step_rows);
        note(r, "samples_per_s", samples / seconds);
        keep(&r->filling, "samples_per_s", r->at.step, samples / seconds);
    }
    r->flushed_ms = now_ms;
    r->flushed_step = r->at.step;
    struct batch free_one = r->flying;
    r->flying = r->filling;
    r->filling = free_one;
    r->filling.n = 0;
    sum_up(r, &r->flying);
    atomic_store(&r->in_flight, true);
    store_submit(r->options.store, &r->write);
}

/* Every n-th epoch when there are more of them than points: a training of a million tiny epochs
 * must not keep the store's writer from everybody else's work. */
static bool epoch_kept(const struct report *r, const struct training *t)
{
    struct progress at = training_progress(t);
    int64_t stride = (at.epochs + r->options.points_max - 1) / r->options.points_max;
    return stride <= 1 || at.epoch % stride == 0 || at.epoch >= at.epochs - 1;
}

void report_unit(struct report *r, const struct training *t, int64_t now_ms)
{
    int n;
    const struct point *points = training_points(t, &n);
    for (int i = 0; i < n; i++) {
        const struct point *p = &points[i];
        note(r, p->name, p->value);
        if (p->per_epoch ? epoch_kept(r, t)
                         : p->step % r->stride == 0 || p->step == r->options.steps)
            keep(&r->filling, p->name, p->step, p->value);
    }
    if (!r->flushed_ms)
        r->flushed_ms = now_ms;
    if (now_ms - r->flushed_ms < r->options.flush_ms || atomic_load(&r->in_flight))
        return;
    r->at = training_progress(t);
    flush(r, now_ms);
}

int report_finish(struct report *r, struct tx *tx, struct err *err)
{
    return store_metric_insert(tx, r->job, r->filling.v, r->filling.n, err);
}

const struct job_progress *report_progress(struct report *r, const struct training *t)
{
    r->at = training_progress(t);
    sum_up(r, &r->filling);
    return &r->filling.progress;
}

void report_free(struct report *r)
{
    if (!r)
        return;
    while (atomic_load(&r->in_flight))
        sched_yield();
    free(r->filling.v);
    free(r->filling.metrics);
    free(r->flying.v);
    free(r->flying.metrics);
    free(r);
}
