/* pool.c - slot threads and teams.
 *
 * Threads are made when first needed and kept. An idle thread waits for a team to lead or to help.
 * A parallel_for is a generation: the leader publishes function and count, then everybody draws
 * lane numbers from one ticket counter whose upper half is the generation, so that a helper that
 * comes late can never draw from the next one. Waiting spins for a moment, since a step of a small
 * model is shorter than a futex call, and then sleeps; with more threads than cores it sleeps at
 * once. Which thread takes which lane does not matter: the engine combines lanes in their order. */
#include "server/run/pool.h"

#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* 2,000 rounds of `pause`, some 20 µs: about what a futex sleep and wake cost together. */
enum { SPIN_MAX = 2000 };

/* 1 MiB: the engine recurses nowhere; the deepest frames are those of BLAS and of SQLite. */
enum { STACK_BYTES = 1 << 20 };

struct team {
    char job[ID_MAX];
    struct pool *pool;
    struct parallel parallel;
    _Atomic int target;             /* width wanted from outside */
    _Atomic int stop;               /* enum run_end, or 0 */
    _Atomic int64_t max_runtime_ms; /* as changed since the start, or -1 */
    _Atomic int refs;               /* leader and scheduler */

    int helpers;           /* the leader's own count */
    _Atomic int dismissed; /* helpers that may leave */
    _Atomic int present;   /* helpers that have not left */

    /* the parallel_for in progress */
    _Atomic uint32_t generation; /* futex word of the helpers */
    _Atomic uint64_t ticket;     /* generation << 32 | next lane */
    _Atomic(void (*)(void *, int)) fn;
    _Atomic(void *) arg;
    _Atomic int n;
    _Atomic uint32_t done; /* futex word of the leader */
    _Atomic int sleepers, leader_sleeps;
};

enum duty { DUTY_NONE, DUTY_LEAD, DUTY_HELP };

struct worker {
    pthread_t thread;
    pthread_cond_t called;
    enum duty duty; /* NONE: idle */
    struct team *team;
    struct worker *next_idle;
    struct pool *pool;
};

struct pool {
    pool_job_fn job;
    void *arg;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    struct worker **workers;
    int n_workers;
    _Atomic int busy; /* threads with a duty */
    struct worker *idle;
    bool closing;
    int cores;
};

static void futex_wait(_Atomic uint32_t *word, uint32_t seen)
{
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
}

static void futex_wake(_Atomic uint32_t *word, int n)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, n, NULL, NULL, 0);
}

static void relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/* Draws lanes of this generation until there are none; counts them as done. The ticket is read
 * before and proved unchanged after fn, arg and n were read: they belong to it. */
static void draw_lanes(struct team *t, uint32_t generation)
{
    for (;;) {
        uint64_t ticket = atomic_load(&t->ticket);
        int lane = (int)(uint32_t)ticket;
        void (*fn)(void *, int) = atomic_load(&t->fn);
        void *arg = atomic_load(&t->arg);
        int n = atomic_load(&t->n);
        if ((uint32_t)(ticket >> 32) != generation || lane >= n)
            return;
        if (!atomic_compare_exchange_weak(&t->ticket, &ticket, ticket + 1))
            continue;
        fn(arg, lane);
        if ((int)atomic_fetch_add(&t->done, 1) + 1 == n && atomic_load(&t->leader_sleeps))
            futex_wake(&t->done, 1);
    }
}

static int spin_rounds(const struct team *t)
{
    return t->pool->busy <= t->pool->cores ? SPIN_MAX : 0;
}

static void wait_for_generation(struct team *t, uint32_t seen, int spin)
{
    for (int i = 0; i < spin; i++) {
        if (atomic_load_explicit(&t->generation, memory_order_relaxed) != seen)
            return;
        relax();
    }
    atomic_fetch_add(&t->sleepers, 1);
    while (atomic_load(&t->generation) == seen)
        futex_wait(&t->generation, seen);
    atomic_fetch_sub(&t->sleepers, 1);
}

static void wait_for_lanes(struct team *t, uint32_t n, int spin)
{
    for (int i = 0; i < spin; i++) {
        if (atomic_load(&t->done) == n)
            return;
        relax();
    }
    atomic_store(&t->leader_sleeps, 1);
    uint32_t done;
    while ((done = atomic_load(&t->done)) != n)
        futex_wait(&t->done, done);
    atomic_store(&t->leader_sleeps, 0);
}

/* A new generation for the helpers: lanes to draw (n > 0), or a call to look at `dismissed`. */
static uint32_t publish(struct team *t, int n, void (*fn)(void *, int), void *arg)
{
    uint32_t generation = atomic_load(&t->generation) + 1;
    atomic_store(&t->ticket, (uint64_t)generation << 32 | INT32_MAX); /* nothing to draw */
    atomic_store(&t->fn, fn);
    atomic_store(&t->arg, arg);
    atomic_store(&t->n, n);
    atomic_store(&t->done, 0);
    atomic_store(&t->ticket, (uint64_t)generation << 32);
    atomic_store(&t->generation, generation);
    if (atomic_load(&t->sleepers))
        futex_wake(&t->generation, 1 << 20);
    return generation;
}

static void team_run(void *ctx, int n, void (*fn)(void *, int), void *arg)
{
    struct team *t = ctx;
    if (!t->helpers || n == 1) {
        for (int i = 0; i < n; i++)
            fn(arg, i);
        return;
    }
    uint32_t generation = publish(t, n, fn, arg);
    draw_lanes(t, generation);
    wait_for_lanes(t, (uint32_t)n, spin_rounds(t));
}

static void team_unref(struct team *t)
{
    if (atomic_fetch_sub(&t->refs, 1) == 1)
        free(t);
}

/* One helper that may leave takes its leave; false when none may. */
static bool take_leave(struct team *t)
{
    int n = atomic_load(&t->dismissed);
    while (n > 0)
        if (atomic_compare_exchange_weak(&t->dismissed, &n, n - 1))
            return true;
    return false;
}

static void help(struct team *t)
{
    uint32_t seen = (uint32_t)(atomic_load(&t->ticket) >> 32);
    while (!take_leave(t)) {
        draw_lanes(t, seen);
        wait_for_generation(t, seen, spin_rounds(t));
        seen = atomic_load(&t->generation);
    }
    atomic_fetch_sub(&t->present, 1);
    team_unref(t);
}

/* ---- threads ---- */

static void become_idle(struct worker *w)
{
    struct pool *pool = w->pool;
    w->duty = DUTY_NONE;
    w->next_idle = pool->idle;
    pool->idle = w;
    pool->busy--;
    pthread_cond_broadcast(&pool->ended);
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;
    struct pool *pool = w->pool;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (w->duty == DUTY_NONE && !pool->closing)
            pthread_cond_wait(&w->called, &pool->lock);
        if (w->duty == DUTY_NONE)
            break;
        struct team *team = w->team;
        enum duty duty = w->duty;
        pthread_mutex_unlock(&pool->lock);
        if (duty == DUTY_LEAD) {
            pool->job(pool->arg, team);
            atomic_store(&team->target, 1);
            team_follow(team);
            team_unref(team);
        } else {
            help(team);
        }
        pthread_mutex_lock(&pool->lock);
        become_idle(w);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static struct worker *worker_new(struct pool *pool, struct err *err)
{
    struct worker *w = calloc(1, sizeof *w);
    struct worker **more =
        realloc(pool->workers, (size_t)(pool->n_workers + 1) * sizeof *pool->workers);
    if (more)
        pool->workers = more;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK_BYTES);
    if (w) {
        w->pool = pool;
        pthread_cond_init(&w->called, NULL);
    }
    int rc = w && more ? pthread_create(&w->thread, &attr, worker_main, w) : -1;
    pthread_attr_destroy(&attr);
    if (rc) {
        free(w);
        err_set(err, ERR_NO_MEMORY, "the system gives no more threads");
        return NULL;
    }
    pool->workers[pool->n_workers++] = w;
    return w;
}

/* Gives an idle thread (or a new one) a duty in the team; false when there is none to be had. */
static bool call_worker(struct pool *pool, struct team *team, enum duty duty, struct err *err)
{
    pthread_mutex_lock(&pool->lock);
    struct worker *w = pool->idle;
    if (w)
        pool->idle = w->next_idle;
    else
        w = worker_new(pool, err);
    if (w) {
        atomic_fetch_add(&team->refs, 1);
        w->team = team;
        w->duty = duty;
        pool->busy++;
        pthread_cond_signal(&w->called);
    }
    pthread_mutex_unlock(&pool->lock);
    return w != NULL;
}

struct pool *pool_new(pool_job_fn job, void *arg)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (!pool)
        return NULL;
    pool->job = job;
    pool->arg = arg;
    pool->cores = (int)sysconf(_SC_NPROCESSORS_ONLN);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->ended, NULL);
    return pool;
}

void pool_free(struct pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    while (pool->busy)
        pthread_cond_wait(&pool->ended, &pool->lock);
    pool->closing = true;
    for (int i = 0; i < pool->n_workers; i++)
        pthread_cond_signal(&pool->workers[i]->called);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->n_workers; i++) {
        pthread_join(pool->workers[i]->thread, NULL);
        pthread_cond_destroy(&pool->workers[i]->called);
        free(pool->workers[i]);
    }
    pthread_cond_destroy(&pool->ended);
    pthread_mutex_destroy(&pool->lock);
    free(pool->workers);
    free(pool);
}

struct team *pool_start(struct pool *pool, const char *job_id, int width, struct err *err)
{
    struct team *t = calloc(1, sizeof *t);
    if (!t) {
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    strncpy(t->job, job_id, sizeof t->job - 1);
    t->pool = pool;
    t->parallel = (struct parallel){team_run, t};
    atomic_store(&t->target, width);
    atomic_store(&t->max_runtime_ms, -1);
    atomic_store(&t->refs, 1);
    if (!call_worker(pool, t, DUTY_LEAD, err)) {
        free(t);
        return NULL;
    }
    return t;
}

const char *team_job(const struct team *team)
{
    return team->job;
}

void team_target(struct team *team, int width)
{
    atomic_store(&team->target, width > 1 ? width : 1); /* the leader itself stays to the end */
}

void team_stop(struct team *team, int end)
{
    int none = 0;
    atomic_compare_exchange_strong(&team->stop, &none, end);
}

int team_follow(struct team *t)
{
    int target = atomic_load_explicit(&t->target, memory_order_relaxed);
    while (1 + t->helpers < target) {
        atomic_fetch_add(&t->present, 1);
        if (!call_worker(t->pool, t, DUTY_HELP, NULL)) {
            atomic_fetch_sub(&t->present, 1);
            break;
        }
        t->helpers++;
    }
    if (1 + t->helpers > target) {
        int leaving = 1 + t->helpers - target;
        t->helpers -= leaving;
        atomic_fetch_add(&t->dismissed, leaving);
        publish(t, 0, NULL, NULL);
        while (atomic_load(&t->present) > t->helpers)
            sched_yield();
    }
    return 1 + t->helpers;
}

void team_limit(struct team *team, int64_t max_runtime_ms)
{
    atomic_store_explicit(&team->max_runtime_ms, max_runtime_ms, memory_order_relaxed);
}

int64_t team_limited(const struct team *team)
{
    return atomic_load_explicit(&team->max_runtime_ms, memory_order_relaxed);
}

int team_stop_asked(const struct team *team)
{
    return atomic_load_explicit(&team->stop, memory_order_relaxed);
}

const struct parallel *team_parallel(struct team *team)
{
    return &team->parallel;
}

void team_release(struct team *team)
{
    if (team)
        team_unref(team);
}
