/* reaper.c - ends connections that are late: slow headers, slow bodies.
 *
 * The library's own timeout is idle time, so a client that sends a byte a second keeps its
 * connection for ever; four hundred of them keep everybody else out. Here every connection has a
 * stage and the time it began. A kept connection between requests may be silent (the library's
 * idle timeout sees to that), but once bytes come, headers are due as on a fresh one; the kernel
 * knows when the last byte came. Ending is shutdown(): the HTTP thread sees it and cleans up. */
#include "server/http/room.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

void reaper_init(struct reaper *r, const struct http_options *o)
{
    *r = (struct reaper){.header_timeout_ms = o->header_timeout_ms,
                         .body_rate_min = o->body_rate_min};
    pthread_mutex_init(&r->lock, NULL);
}

void reaper_done(struct reaper *r)
{
    while (r->first)
        conn_close(r, r->first);
    pthread_mutex_destroy(&r->lock);
}

static void name_peer(struct conn *c)
{
    struct sockaddr_storage address;
    socklen_t n = sizeof address;
    if (getpeername(c->fd, (struct sockaddr *)&address, &n) ||
        getnameinfo((struct sockaddr *)&address, n, c->peer, sizeof c->peer, NULL, 0,
                    NI_NUMERICHOST))
        strcpy(c->peer, "?");
}

struct conn *conn_open(struct reaper *r, int fd)
{
    struct conn *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->fd = fd;
    name_peer(c);
    conn_stage(c, CONN_FRESH);
    pthread_mutex_lock(&r->lock);
    c->next = r->first;
    if (r->first)
        r->first->prev = c;
    r->first = c;
    r->n++;
    pthread_mutex_unlock(&r->lock);
    return c;
}

void conn_close(struct reaper *r, struct conn *c)
{
    pthread_mutex_lock(&r->lock);
    if (c->prev)
        c->prev->next = c->next;
    else
        r->first = c->next;
    if (c->next)
        c->next->prev = c->prev;
    r->n--;
    pthread_mutex_unlock(&r->lock);
    free(c);
}

void conn_stage(struct conn *c, enum conn_stage stage)
{
    atomic_store(&c->since_ms, now_ms());
    atomic_store(&c->stage, (int)stage);
}

/* Whether a byte came after `since`; 50 ms for the kernel's coarse clock. */
static bool heard_since(int fd, int64_t now, int64_t since)
{
    struct tcp_info info;
    socklen_t n = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &n))
        return false;
    return now - (int64_t)info.tcpi_last_data_recv > since + 50;
}

static bool body_late(const struct reaper *r, struct conn *c, int64_t now, int64_t since)
{
    int64_t bytes = atomic_load(&c->bytes);
    if (c->mark_ms < since) { /* this body's first look */
        c->mark_ms = now;
        c->mark_bytes = bytes;
    }
    if (now - c->mark_ms < r->header_timeout_ms)
        return false;
    bool late = (bytes - c->mark_bytes) * 1000 < (now - c->mark_ms) * r->body_rate_min;
    c->mark_ms = now;
    c->mark_bytes = bytes;
    return late;
}

static bool late(const struct reaper *r, struct conn *c, int64_t now)
{
    int64_t since = atomic_load(&c->since_ms);
    switch ((enum conn_stage)atomic_load(&c->stage)) {
    case CONN_FRESH: return now - since > r->header_timeout_ms;
    case CONN_KEPT:
        if (c->started_ms < since)
            c->started_ms = heard_since(c->fd, now, since) ? now : 0;
        return c->started_ms && now - c->started_ms > r->header_timeout_ms;
    case CONN_BODY: return body_late(r, c, now, since);
    case CONN_BUSY: return false;
    }
    return false;
}

void reaper_scan(struct reaper *r, int64_t now)
{
    pthread_mutex_lock(&r->lock);
    for (struct conn *c = r->first; c; c = c->next)
        if (late(r, c, now)) {
            r->reaped++;
            conn_stage(c, CONN_BUSY); /* once is enough */
            shutdown(c->fd, SHUT_RDWR);
        }
    pthread_mutex_unlock(&r->lock);
}

void reaper_end_waiting(struct reaper *r)
{
    pthread_mutex_lock(&r->lock);
    for (struct conn *c = r->first; c; c = c->next)
        if (atomic_load(&c->stage) != CONN_BUSY)
            shutdown(c->fd, SHUT_RDWR);
    pthread_mutex_unlock(&r->lock);
}
