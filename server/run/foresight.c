/* foresight.c - the look ahead: copy, run forward, keep, sleep twenty times as long. */
#include "server/run/foresight.h"

#include "server/base/clock.h"
#include "server/base/log.h"
#include "server/store/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A second between looks at least, and 20 times what the last one took: 5 % of a core. 20,000 plans
 * reach the starts of at least so many jobs; what lies beyond is not known yet. */
enum { PAUSE_MS = 1000, PAUSE_FACTOR = 20, STEPS_MAX = 20000 };

/* 256 forecasts that came true are what the next ones are corrected by; what the last 64 jobs took
 * over what they were quoted is known sooner than that, and stretches the quotes. 500 rows a
 * transaction: the writer has others to serve. */
enum { RATIOS_MAX = 256, PACE_JOBS = 64, ROWS_MAX = 500 };

struct foresight {
    struct run *run;
    struct store *store;
    pthread_t thread;
    atomic_bool stopping;

    pthread_mutex_t lock; /* of the rest */
    pthread_cond_t woken;
    bool somebody_waits;
    struct forecasts last;
    struct forecast_bias bias;
    int64_t pace;
};

struct look {
    struct view *copy;
    int64_t wall_ms; /* wall time - the view's */
};

/* Under the view's lock. */
static void copy_view(struct view *view, void *arg)
{
    struct look *look = arg;
    const struct view_node *root = view_root(view);
    if (!node_waiting(root, SLOT_CPU) && !node_waiting(root, SLOT_GPU))
        return;
    look->copy = view_dup(view);
    look->wall_ms = clock_wall_ms() - view_now(view);
}

static bool go_on(void *arg)
{
    return !atomic_load(&((struct foresight *)arg)->stopping);
}

/* ---- keeping what was told ---- */

static struct forecast_bias learn(struct foresight *f, int64_t *pace)
{
    struct err err = {0};
    int64_t ratio[2 * RATIOS_MAX];
    *pace = 1000;
    struct reader *r = reader_borrow(f->store, &err);
    int n = r ? store_forecast_ratios(r, clock_wall_ms(), RATIOS_MAX, ratio, &err) : err.code;
    if (n >= 0 && store_forecast_pace(r, PACE_JOBS, pace, &err))
        n = err.code;
    if (r)
        reader_return(r);
    if (n < 0)
        log_error("forecasts cannot be read", "error=%s", err.text);
    return forecast_bias(ratio, n > 0 ? n : 0);
}

static struct forecast told(const struct foreseen *w, int64_t now, struct forecast_bias bias)
{
    struct forecast t = {w->start, w->start, TIME_UNKNOWN, TIME_UNKNOWN};
    forecast_correct(&t, now, bias);
    return t;
}

struct rows {
    struct forecast_row v[ROWS_MAX];
    int n;
};

static int write_rows(struct tx *tx, void *arg, struct err *err)
{
    const struct rows *rows = arg;
    int rc = 0;
    for (int i = 0; i < rows->n && !rc; i++)
        rc = store_forecast_put(tx, &rows->v[i], err);
    return rc;
}

static void rows_write(struct foresight *f, struct rows *rows)
{
    struct err err = {0};
    if (rows->n && store_write_lazy(f->store, write_rows, rows, &err))
        log_error("forecasts cannot be kept", "error=%s", err.text);
    rows->n = 0;
}

/* Those that were not in the look before are new; the store keeps only a job's first. */
static void keep_new(struct foresight *f, const struct forecasts *now, struct forecast_bias bias,
                     int64_t wall_ms)
{
    struct rows *rows = calloc(1, sizeof *rows);
    for (int i = 0; rows && i < now->n; i++) {
        const struct foreseen *w = &now->v[i];
        if (map_get(&f->last.by_id, w->id)) /* only this thread changes it */
            continue;
        struct forecast_row *row = &rows->v[rows->n++];
        *row = (struct forecast_row){.job = w->id, .at = now->now + wall_ms, .ahead_ms = -1};
        if (w->start != TIME_UNKNOWN) {
            struct forecast t = told(w, now->now, bias);
            row->ahead_ms = w->start - now->now;
            row->p50 = t.start_p50 + wall_ms;
            row->p90 = t.start_p90 + wall_ms;
        }
        if (rows->n == ROWS_MAX)
            rows_write(f, rows);
    }
    if (rows)
        rows_write(f, rows);
    free(rows);
}

/* ---- the thread ---- */

static void look_ahead(struct foresight *f)
{
    struct err err = {0};
    struct look look = {0};
    struct forecasts now = {0};
    int64_t pace;
    struct forecast_bias bias = learn(f, &pace);
    run_with_view(f->run, copy_view, &look);
    if (look.copy)
        forecast_pace(look.copy, pace);
    if (look.copy && forecast_all(look.copy, STEPS_MAX, go_on, f, &now, &err))
        log_error("no forecasts", "error=%s", err.text);
    if (!atomic_load(&f->stopping))
        keep_new(f, &now, bias, look.wall_ms);
    view_free(look.copy);
    pthread_mutex_lock(&f->lock);
    struct forecasts old = f->last;
    f->last = now;
    f->bias = bias;
    f->pace = pace;
    pthread_mutex_unlock(&f->lock);
    forecasts_done(&old);
}

/* With the lock held. */
static void wait_until(struct foresight *f, int64_t boot_ms)
{
    while (!atomic_load(&f->stopping) && (!f->somebody_waits || clock_boot_ms() < boot_ms)) {
        int64_t left = boot_ms - clock_boot_ms();
        struct timespec until;
        if (left <= 0) {
            pthread_cond_wait(&f->woken, &f->lock);
            continue;
        }
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += left / 1000;
        until.tv_nsec += left % 1000 * 1000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&f->woken, &f->lock, &until);
    }
    f->somebody_waits = false;
}

static void *foresight_main(void *arg)
{
    struct foresight *f = arg;
    int64_t next = 0;
    for (;;) {
        pthread_mutex_lock(&f->lock);
        wait_until(f, next);
        pthread_mutex_unlock(&f->lock);
        if (atomic_load(&f->stopping))
            return NULL;
        int64_t began = clock_boot_ms();
        look_ahead(f);
        int64_t now = clock_boot_ms(), pause = (now - began) * PAUSE_FACTOR;
        next = now + (pause > PAUSE_MS ? pause : PAUSE_MS);
    }
}

struct foresight *foresight_start(struct run *run, struct store *store, struct err *err)
{
    struct foresight *f = calloc(1, sizeof *f);
    pthread_condattr_t monotonic;
    if (!f) {
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    f->run = run;
    f->store = store;
    f->bias = forecast_bias(NULL, 0);
    f->pace = 1000;
    pthread_mutex_init(&f->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&f->woken, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (!pthread_create(&f->thread, NULL, foresight_main, f)) {
        pthread_setname_np(f->thread, "allot-foresight");
        return f;
    }
    err_set(err, ERR_NO_MEMORY, "the system gives no more threads");
    foresight_free(f);
    return NULL;
}

void foresight_stop(struct foresight *f)
{
    if (!f)
        return;
    pthread_mutex_lock(&f->lock);
    atomic_store(&f->stopping, true);
    pthread_cond_signal(&f->woken);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
}

void foresight_free(struct foresight *f)
{
    if (!f)
        return;
    forecasts_done(&f->last);
    pthread_cond_destroy(&f->woken);
    pthread_mutex_destroy(&f->lock);
    free(f);
}

/* ---- what others ask ---- */

void foresight_wake(struct foresight *f)
{
    pthread_mutex_lock(&f->lock);
    if (!f->somebody_waits)
        pthread_cond_signal(&f->woken);
    f->somebody_waits = true;
    pthread_mutex_unlock(&f->lock);
}

bool foresight_of(struct foresight *f, const char *job, struct forecast *out)
{
    pthread_mutex_lock(&f->lock);
    const struct foreseen *w = map_get(&f->last.by_id, job);
    bool known = w && w->start != TIME_UNKNOWN;
    if (known)
        *out = told(w, f->last.now, f->bias);
    pthread_mutex_unlock(&f->lock);
    return known;
}

int foresight_ask(struct foresight *f, struct view *copy, const char *job, struct forecast *out,
                  struct err *err)
{
    pthread_mutex_lock(&f->lock);
    struct forecast_bias bias = f->bias;
    int64_t pace = f->pace;
    pthread_mutex_unlock(&f->lock);
    forecast_pace(copy, pace);
    int rc = forecast_make(copy, job, out, err);
    if (!rc)
        forecast_correct(out, view_now(copy), bias);
    return rc;
}
