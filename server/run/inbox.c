/* inbox.c - a queue with one reader. */
#include "server/run/inbox.h"
#include "server/base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A wait is looked at anew every hour, so that no sum overflows. */
enum { HOUR_MS = 3600 * 1000 };

void inbox_init(struct inbox *in)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&in->arrived, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&in->lock, NULL);
    in->first = NULL;
    in->last = &in->first;
}

void inbox_done(struct inbox *in)
{
    messages_free(in->first);
    pthread_cond_destroy(&in->arrived);
    pthread_mutex_destroy(&in->lock);
}

void inbox_post(struct inbox *in, enum message_kind kind, const char *id, int width,
                int64_t boot_ms)
{
    struct message *m = calloc(1, sizeof *m);
    if (!m)
        abort();
    m->kind = kind;
    m->width = width;
    m->boot_ms = boot_ms;
    if (id)
        strncpy(m->id, id, sizeof m->id - 1);
    pthread_mutex_lock(&in->lock);
    *in->last = m;
    in->last = &m->next;
    pthread_cond_signal(&in->arrived);
    pthread_mutex_unlock(&in->lock);
}

static struct timespec in_ms(int64_t wait)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    ts.tv_sec += wait / 1000;
    ts.tv_nsec += wait % 1000 * 1000000;
    ts.tv_sec += ts.tv_nsec / 1000000000;
    ts.tv_nsec %= 1000000000;
    return ts;
}

struct message *inbox_take(struct inbox *in, int64_t until_ms)
{
    pthread_mutex_lock(&in->lock);
    while (!in->first) {
        int64_t wait = until_ms - clock_boot_ms();
        if (wait <= 0)
            break;
        struct timespec ts = in_ms(wait < HOUR_MS ? wait : HOUR_MS);
        pthread_cond_timedwait(&in->arrived, &in->lock, &ts);
    }
    struct message *m = in->first;
    in->first = NULL;
    in->last = &in->first;
    pthread_mutex_unlock(&in->lock);
    return m;
}

void messages_free(struct message *m)
{
    while (m) {
        struct message *next = m->next;
        free(m);
        m = next;
    }
}
