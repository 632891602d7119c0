/* pool.c - the API threads: a queue of requests, each with the job to run on it next.
 *
 * The queue is a list through the requests themselves, so that queueing cannot fail. It is bounded
 * for newcomers only (the HTTP thread asks http_pool_full() first and answers 503); a request that
 * is under way (the next chunk, a wake) always gets in, and is bounded by the connections. */
#include "server/http/room.h"

#include <stdlib.h>
#include <string.h>

/* 256 KiB: handlers print JSON and run SQL; 64 levels of JSON and SQLite need less than half. The
 * sanitizers' frames are several times larger. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { STACK_BYTES = 2 << 20 };
#else
enum { STACK_BYTES = 256 << 10 };
#endif

static void *work(void *arg)
{
    struct http_pool *p = arg;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (!p->first && !p->stop) {
            p->idle++;
            pthread_cond_wait(&p->work, &p->lock);
            p->idle--;
        }
        struct request *req = p->first;
        if (!req)
            break;
        if (!(p->first = req->queue_next))
            p->last = NULL;
        p->queued--;
        void (*job)(struct request *) = req->job;
        pthread_mutex_unlock(&p->lock);
        job(req);
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

int http_pool_start(struct http_pool *p, int threads, int max, struct err *err)
{
    *p = (struct http_pool){.max = max};
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    p->threads = calloc((size_t)threads, sizeof *p->threads);
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK_BYTES);
    while (p->threads && p->n < threads && !pthread_create(&p->threads[p->n], &attr, work, p))
        p->n++;
    pthread_attr_destroy(&attr);
    if (p->threads && p->n == threads)
        return 0;
    http_pool_stop(p);
    return err_set(err, ERR_NO_MEMORY, "cannot start %d API threads", threads);
}

void http_pool_stop(struct http_pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->n; i++)
        pthread_join(p->threads[i], NULL);
    free(p->threads);
    p->threads = NULL;
    p->n = 0;
    pthread_cond_destroy(&p->work);
    pthread_mutex_destroy(&p->lock);
}

bool http_pool_full(struct http_pool *p)
{
    return http_pool_queued(p) >= p->max;
}

int http_pool_queued(struct http_pool *p)
{
    pthread_mutex_lock(&p->lock);
    int n = p->queued;
    pthread_mutex_unlock(&p->lock);
    return n;
}

void http_pool_push(struct http_pool *p, struct request *req, void (*job)(struct request *))
{
    pthread_mutex_lock(&p->lock);
    req->job = job;
    req->queue_next = NULL;
    if (p->last)
        p->last->queue_next = req;
    else
        p->first = req;
    p->last = req;
    p->queued++;
    if (p->idle)
        pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
}
