/* hub.c - requests that wait for something to happen, and cost no thread while they do.
 *
 * A hold is armed by the handler, before it looks at what it waits for, and parked after it
 * returned. A wake that comes in between is noted and sends the request round again at once, so
 * none is lost. Parked requests hang in a list (for time) and in a bucket by topic (for wakes).
 * One clock thread resumes those whose time is up, beats the hearts of silent event streams,
 * looks for clients that went away (the library does not watch a suspended connection) and runs
 * the reaper. */
#include "server/http/room.h"

#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

static unsigned bucket_of(const char *topic)
{
    unsigned h = 2166136261u; /* FNV-1a */
    for (; *topic; topic++)
        h = (h ^ (unsigned char)*topic) * 16777619u;
    return h % HUB_BUCKETS;
}

static void unlink_topic(struct hub *hub, struct request *req)
{
    struct hold *h = &req->hold;
    if (!h->topic[0])
        return;
    if (h->topic_prev)
        h->topic_prev->hold.topic_next = h->topic_next;
    else
        hub->buckets[bucket_of(h->topic)] = h->topic_next;
    if (h->topic_next)
        h->topic_next->hold.topic_prev = h->topic_prev;
    h->topic_prev = h->topic_next = NULL;
    h->topic[0] = 0;
}

static void link_topic(struct hub *hub, struct request *req, const char *topic)
{
    struct hold *h = &req->hold;
    strcpy(h->topic, topic);
    struct request **head = &hub->buckets[bucket_of(topic)];
    h->topic_next = *head;
    if (*head)
        (*head)->hold.topic_prev = req;
    *head = req;
}

/* Out of everything; the hub knows the request no more. */
static void take_out(struct hub *hub, struct request *req)
{
    struct hold *h = &req->hold;
    unlink_topic(hub, req);
    if (h->state == HOLD_PARKED) {
        if (h->prev)
            h->prev->hold.next = h->next;
        else
            hub->parked = h->next;
        if (h->next)
            h->next->hold.prev = h->prev;
        h->prev = h->next = NULL;
        hub->n_parked--;
    }
    h->state = HOLD_NONE;
}

static void run_resume(struct request *req)
{
    owner_call(req, req->hold.resume);
}

/* Takes the request out and sends it to an API thread. */
static void send_round(struct hub *hub, struct request *req, bool expired)
{
    take_out(hub, req);
    req->expired = expired;
    http_pool_push(&req->http->pool, req, run_resume);
}

void request_hold(struct request *req, const char *topic, int64_t wait_ms,
                  void (*resume)(struct request *req))
{
    struct hub *hub = &req->http->hub;
    assert(!topic || strlen(topic) < TOPIC_MAX);
    pthread_mutex_lock(&hub->lock);
    take_out(hub, req);
    req->hold.state = HOLD_ARMED;
    req->hold.woken = false;
    req->hold.resume = resume;
    req->hold.deadline_ms = wait_ms < 0 ? INT64_MAX : now_ms() + wait_ms;
    if (topic && topic[0])
        link_topic(hub, req, topic);
    pthread_mutex_unlock(&hub->lock);
}

static void park(struct hub *hub, struct request *req)
{
    struct hold *h = &req->hold;
    h->state = HOLD_PARKED;
    h->next = hub->parked;
    if (hub->parked)
        hub->parked->hold.prev = req;
    hub->parked = req;
    hub->n_parked++;
    if (h->deadline_ms < hub->next_ms) {
        hub->next_ms = h->deadline_ms;
        pthread_cond_signal(&hub->tick);
    }
}

enum parked { PARKED, GONE, NO_ROOM, STOPPED };

static enum parked try_park(struct hub *hub, struct request *req)
{
    struct hold *h = &req->hold;
    if (req->over)
        return GONE;
    if (hub->stopping && (h->stop_seen || req->stream.begun))
        return STOPPED;
    if (hub->stopping || h->woken || h->deadline_ms <= now_ms()) {
        h->stop_seen = hub->stopping;
        send_round(hub, req, !h->woken);
    } else if (hub->n_parked >= hub->n_max) {
        return NO_ROOM;
    } else {
        park(hub, req);
    }
    return PARKED;
}

void hub_park(struct request *req)
{
    struct hub *hub = &req->http->hub;
    pthread_mutex_lock(&hub->lock);
    enum parked parked = try_park(hub, req);
    if (parked != PARKED)
        take_out(hub, req);
    pthread_mutex_unlock(&hub->lock);
    if (parked == PARKED)
        return; /* it may be anywhere by now */
    if (req->stream.begun)
        stream_end(req);
    else if (parked != GONE)
        reply_problem(req, 503, parked == STOPPED ? "stopping" : "too_many_held", NULL,
                      parked == STOPPED ? "the server is stopping"
                                        : "as many requests wait here as may; ask again without "
                                          "waiting, or later");
    owner_settle(req);
}

void hub_forget(struct request *req)
{
    struct hub *hub = &req->http->hub;
    if (req->hold.state == HOLD_NONE) /* only its owner arms a hold */
        return;
    pthread_mutex_lock(&hub->lock);
    take_out(hub, req);
    pthread_mutex_unlock(&hub->lock);
}

/* Something happened that this request waits for. */
static void wake(struct hub *hub, struct request *req)
{
    if (req->hold.state == HOLD_PARKED)
        send_round(hub, req, false);
    else if (req->hold.state == HOLD_ARMED)
        req->hold.woken = true;
}

void hub_drained(struct request *req)
{
    struct hub *hub = &req->http->hub;
    pthread_mutex_lock(&hub->lock);
    wake(hub, req);
    pthread_mutex_unlock(&hub->lock);
}

bool hub_gone(struct request *req)
{
    struct hub *hub = &req->http->hub;
    pthread_mutex_lock(&hub->lock);
    req->over = true;
    bool parked = req->hold.state == HOLD_PARKED;
    if (parked)
        take_out(hub, req);
    pthread_mutex_unlock(&hub->lock);
    return parked;
}

void http_wake(struct http *http, const char *topic)
{
    struct hub *hub = &http->hub;
    pthread_mutex_lock(&hub->lock);
    struct request *next;
    for (struct request *req = hub->buckets[bucket_of(topic)]; req; req = next) {
        next = req->hold.topic_next;
        if (!strcmp(req->hold.topic, topic))
            wake(hub, req);
    }
    pthread_mutex_unlock(&hub->lock);
}

void hub_expire_all(struct http *http)
{
    struct hub *hub = &http->hub;
    pthread_mutex_lock(&hub->lock);
    hub->stopping = true;
    while (hub->parked) {
        hub->parked->hold.stop_seen = true;
        send_round(hub, hub->parked, true);
    }
    pthread_mutex_unlock(&hub->lock);
}

/* ---- the clock thread ---- */

/* A client that left without waiting for its answer gets a status for the log only. */
static void drop(struct request *req)
{
    reply_empty(req, 499);
    owner_settle(req);
}

/* Once a second: which parked clients have closed their end? */
static void look_for_gone(struct hub *hub)
{
    struct pollfd *fds = calloc((size_t)hub->n_parked + 1, sizeof *fds);
    int n = 0;
    for (struct request *req = hub->parked; fds && req; req = req->hold.next)
        fds[n++] = (struct pollfd){.fd = req->conn->fd, .events = POLLRDHUP};
    if (n && poll(fds, (nfds_t)n, 0) > 0) {
        struct request *next;
        n = 0;
        for (struct request *req = hub->parked; req; req = next) {
            next = req->hold.next;
            if (!fds[n++].revents)
                continue;
            if (req->stream.begun) {
                stream_cut(req);
            } else {
                take_out(hub, req);
                http_pool_push(&req->http->pool, req, drop);
            }
        }
    }
    free(fds);
}

static void serve_time(struct hub *hub, int64_t now)
{
    struct request *next;
    hub->next_ms = now + hub->tick_ms;
    for (struct request *req = hub->parked; req; req = next) {
        next = req->hold.next;
        if (req->hold.deadline_ms <= now) {
            send_round(hub, req, true);
            continue;
        }
        if (req->hold.deadline_ms < hub->next_ms)
            hub->next_ms = req->hold.deadline_ms;
        if (req->stream.sse)
            stream_beat(req, now, hub->heartbeat_ms);
    }
}

static void *run_clock(void *arg)
{
    struct http *http = arg;
    struct hub *hub = &http->hub;
    int64_t looked = 0, reaped = 0;
    pthread_mutex_lock(&hub->lock);
    while (!hub->quit) {
        int64_t now = now_ms();
        serve_time(hub, now);
        if (now - looked >= hub->tick_ms) {
            look_for_gone(hub);
            looked = now;
        }
        if (now - reaped >= hub->tick_ms) {
            pthread_mutex_unlock(&hub->lock);
            reaper_scan(&http->reaper, now);
            pthread_mutex_lock(&hub->lock);
            reaped = now;
        }
        struct timespec until = {.tv_sec = hub->next_ms / 1000,
                                 .tv_nsec = hub->next_ms % 1000 * 1000000};
        while (!hub->quit && now_ms() < hub->next_ms &&
               pthread_cond_timedwait(&hub->tick, &hub->lock, &until) == 0) {
            until.tv_sec = hub->next_ms / 1000;
            until.tv_nsec = hub->next_ms % 1000 * 1000000;
        }
    }
    pthread_mutex_unlock(&hub->lock);
    return NULL;
}

int hub_start(struct http *http, struct err *err)
{
    struct hub *hub = &http->hub;
    const struct http_options *o = &http->o;
    /* 64: kept free, so that /healthz and an admin get in when everybody else waits. */
    hub->n_max = o->connections_max > 128 ? o->connections_max - 64 : o->connections_max / 2;
    hub->heartbeat_ms = o->heartbeat_ms;
    hub->tick_ms = 1000;
    if (o->header_timeout_ms / 4 < hub->tick_ms)
        hub->tick_ms = o->header_timeout_ms / 4;
    if (o->heartbeat_ms / 4 < hub->tick_ms)
        hub->tick_ms = o->heartbeat_ms / 4;
    if (hub->tick_ms < 10)
        hub->tick_ms = 10;
    pthread_mutex_init(&hub->lock, NULL);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&hub->tick, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&hub->clock, NULL, run_clock, http))
        return err_set(err, ERR_NO_MEMORY, "cannot start the clock thread");
    return 0;
}

void hub_stop(struct http *http)
{
    struct hub *hub = &http->hub;
    pthread_mutex_lock(&hub->lock);
    hub->quit = true;
    pthread_cond_signal(&hub->tick);
    pthread_mutex_unlock(&hub->lock);
    pthread_join(hub->clock, NULL);
    pthread_cond_destroy(&hub->tick);
    pthread_mutex_destroy(&hub->lock);
}
