/* worker.c - one thread, a line of work per key, the lines in a ring.
 *
 * A line exists while it has work. The thread takes the first thing of the first line and puts the
 * line at the end of the ring, or frees it when it is empty. */
#include "server/run/worker.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct work {
    work_fn run;
    void *arg;
    struct work *next;
};

/* 64: a key is an id (ID_MAX 32) or a short word. */
enum { KEY_MAX = 64 };

struct line {
    char key[KEY_MAX];
    struct work *first, **last;
    int n;
    struct line *next;
};

struct worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct line *first, **last; /* the ring, cut open where the next turn is */
    int line_max, queued;
    atomic_bool stopping;
};

/* ---- the lines; all with the lock held ---- */

static struct line *line_find(struct worker *w, const char *key)
{
    for (struct line *l = w->first; l; l = l->next)
        if (strcmp(l->key, key) == 0)
            return l;
    return NULL;
}

static void ring_append(struct worker *w, struct line *l)
{
    l->next = NULL;
    *w->last = l;
    w->last = &l->next;
}

static struct line *line_new(struct worker *w, const char *key)
{
    struct line *l = calloc(1, sizeof *l);
    if (!l)
        return NULL;
    snprintf(l->key, sizeof l->key, "%s", key);
    l->last = &l->first;
    ring_append(w, l);
    return l;
}

static struct work *take(struct worker *w)
{
    struct line *l = w->first;
    if (!l)
        return NULL;
    struct work *work = l->first;
    w->first = l->next;
    if (!w->first)
        w->last = &w->first;
    l->first = work->next;
    w->queued--;
    if (--l->n > 0)
        ring_append(w, l);
    else
        free(l);
    return work;
}

/* ---- the thread ---- */

static void *work_loop(void *arg)
{
    struct worker *w = arg;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        struct work *work = take(w);
        if (!work) {
            if (w->stopping)
                break;
            pthread_cond_wait(&w->changed, &w->lock);
            continue;
        }
        pthread_mutex_unlock(&w->lock);
        work->run(work->arg);
        free(work);
        pthread_mutex_lock(&w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct worker *worker_start(const char *name, int line_max, struct err *err)
{
    struct worker *w = calloc(1, sizeof *w);
    if (!w) {
        err_set(err, ERR_NO_MEMORY, "no memory for the thread \"%s\"", name);
        return NULL;
    }
    w->last = &w->first;
    w->line_max = line_max;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    if (pthread_create(&w->thread, NULL, work_loop, w) != 0) {
        err_set(err, ERR_IO, "the thread \"%s\" cannot be started", name);
        free(w);
        return NULL;
    }
    pthread_setname_np(w->thread, name);
    return w;
}

static int enqueue(struct worker *w, const char *key, struct work *work, struct err *err)
{
    if (w->stopping)
        return err_set(err, ERR_BUSY, "the daemon is stopping");
    struct line *l = line_find(w, key);
    if (l && l->n >= w->line_max)
        return err_set(err, ERR_BUSY, "%d requests of this kind are waiting already, the most",
                       l->n);
    if (!l && !(l = line_new(w, key)))
        return err_set(err, ERR_NO_MEMORY, "no memory to queue a request");
    *l->last = work;
    l->last = &work->next;
    l->n++;
    w->queued++;
    return 0;
}

int worker_submit(struct worker *w, const char *key, work_fn run, void *arg, struct err *err)
{
    struct work *work = calloc(1, sizeof *work);
    if (!work)
        return err_set(err, ERR_NO_MEMORY, "no memory to queue a request");
    *work = (struct work){.run = run, .arg = arg};
    pthread_mutex_lock(&w->lock);
    int rc = enqueue(w, key, work, err);
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
    if (rc)
        free(work);
    return rc;
}

int worker_queued(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    int n = w->queued;
    pthread_mutex_unlock(&w->lock);
    return n;
}

bool worker_stopping(const struct worker *w)
{
    return w->stopping;
}

void worker_drain(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

void worker_stop(struct worker *w)
{
    if (!w)
        return;
    worker_drain(w);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w);
}
