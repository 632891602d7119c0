/* http.c - the server and its library: the only file that includes microhttpd.h.
 *
 * The library calls on_request() for a request again and again, and `phase` says what the call
 * means: once when the headers are there, once for each piece of the body, once when all of it is
 * there, and once more each time a suspended connection is resumed. Two habits of 0.9.75 shape the
 * code: a reply queued at the first call ends the connection (so only refusals do that), and a
 * chunked body may bring a further piece although the connection was just suspended (so `busy`
 * makes us leave it where it is). */
#include "server/http/room.h"
#include "server/http/gate.h"
#include "server/http/router.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

/* ---- suspending, resuming, sending ---- */

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
    MHD_add_response_header(response, name, value);
}

static struct MHD_Response *make_body(struct request *req)
{
    struct reply *r = &req->reply;
    struct MHD_Response *response = NULL;
    switch (r->kind) {
    case REPLY_BYTES:
        response = MHD_create_response_from_buffer((size_t)r->n, r->data, MHD_RESPMEM_MUST_FREE);
        if (response)
            r->data = NULL;
        break;
    case REPLY_STATIC:
        response = MHD_create_response_from_buffer((size_t)r->n, (void *)(uintptr_t)r->static_data,
                                                   MHD_RESPMEM_PERSISTENT);
        break;
    case REPLY_FILE:
        response =
            MHD_create_response_from_fd_at_offset64((uint64_t)r->n, r->fd, (uint64_t)r->offset);
        if (response)
            r->fd = -1;
        break;
    case REPLY_STREAM:
        request_ref(req);
        response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, stream_read, req,
                                                     (void (*)(void *))request_unref);
        if (!response)
            request_unref(req);
        else if (req->head) /* or 0.9.75 sends the last chunk of a body that is not there */
            MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
        break;
    case REPLY_EMPTY:
    case REPLY_NONE: response = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    }
    return response;
}

/* The reply as the library wants it; NULL without memory, and then the connection is closed. */
static struct MHD_Response *make_response(struct request *req)
{
    struct reply *r = &req->reply;
    struct MHD_Response *response = make_body(req);
    if (!response)
        return NULL;
    for (int i = 0; i < r->n_headers; i++)
        add_header(response, r->headers[i].name, r->headers[i].value);
    add_header(response, "X-Request-Id", req->id);
    add_header(response, "X-Content-Type-Options", "nosniff");
    if (!req->asset)
        add_header(response, "Vary", "Accept");
    if (!reply_has_header(req, "Cache-Control"))
        add_header(response, "Cache-Control", req->asset ? "no-cache" : "private, no-cache");
    if ((r->status == 429 || r->status == 503) && !reply_has_header(req, "Retry-After"))
        add_header(response, "Retry-After", "1");
    if (r->close || req->http->stopping)
        add_header(response, "Connection", "close");
    return response;
}

void http_suspend(struct request *req)
{
    MHD_suspend_connection(req->mhd);
}

void http_resume(struct request *req)
{
    struct http *http = req->http;
    if (!http->stopping) {
        MHD_resume_connection(req->mhd);
        return;
    }
    pthread_mutex_lock(&http->lock);
    if (!req->abandoned)
        MHD_resume_connection(req->mhd);
    pthread_mutex_unlock(&http->lock);
}

void http_send(struct request *req)
{
    if (request_replied(req)) /* made here, on the API thread, which has more time */
        req->response = make_response(req);
    http_resume(req);
}

static enum MHD_Result send_reply(struct request *req)
{
    req->phase = PHASE_SENT;
    if (!req->response && request_replied(req))
        req->response = make_response(req);
    if (!req->response)
        return MHD_NO;
    enum MHD_Result sent = MHD_queue_response(req->mhd, (unsigned)req->reply.status, req->response);
    MHD_destroy_response(req->response);
    req->response = NULL;
    return sent;
}

struct copying {
    struct request *req;
    size_t n_text;
    int n;
    bool copy, torn;
};

/* Whether a header is the one line that was sent. The library leaves its strings where they came,
 * so they tell: name, NUL, blanks, value, and NULs for the CR and the LF. A folded line is appended
 * to the *name* by 0.9.75 ("Content-Leng: 5" and " th" make a Content-Length), which moves it;
 * after a NUL or a bare LF the rest of the line, or the next line, follows at once. */
static bool is_one_line(const char *name, const char *value)
{
    const char *p = name + strlen(name) + 1;
    return value && value >= p && p + strspn(p, " \t") == value && !value[strlen(value) + 1];
}

static enum MHD_Result each_header(void *arg, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    struct copying *c = arg;
    struct request *req = c->req;
    size_t name_n = strlen(name) + 1, value_n = value ? strlen(value) + 1 : 1;
    (void)kind;
    if (c->copy && c->n < HEADERS_MAX) {
        char *text = req->header_text + c->n_text;
        req->headers[c->n] = (struct header){.name = text, .value = text + name_n};
        memcpy(text, name, name_n);
        memcpy(text + name_n, value ? value : "", value_n);
    }
    c->torn |= !is_one_line(name, value);
    c->n++;
    c->n_text += name_n + value_n;
    return MHD_YES;
}

/* Replies when it cannot. *torn when a header is not what it seems. */
static void copy_headers(struct request *req, bool *torn)
{
    struct copying c = {.req = req};
    MHD_get_connection_values(req->mhd, MHD_HEADER_KIND, each_header, &c);
    if (c.n > HEADERS_MAX) {
        reply_problem(req, 431, "too_many_headers", NULL, "%d headers; at most %d are taken", c.n,
                      HEADERS_MAX);
        return;
    }
    req->n_headers = c.n;
    if (!(req->header_text = malloc(c.n_text + 1))) {
        req->n_headers = 0;
        reply_problem(req, 503, "no_memory", NULL, "no memory for another request now");
        return;
    }
    c = (struct copying){.req = req, .copy = true};
    MHD_get_connection_values(req->mhd, MHD_HEADER_KIND, each_header, &c);
    *torn = c.torn;
    const char *id = request_header(req, "X-Request-Id");
    if (id && gate_sane_id(id))
        strcpy(req->id, id);
}

/* The same of the request line: the version begins where the target ended, and a CR LF is its end.
 */
static bool is_request_line(const struct request *req, const char *url, const char *version)
{
    return *version && version > url && (size_t)(version - url) == strlen(req->target) + 1 &&
           !version[strlen(version) + 1];
}

/* ---- what the library calls ---- */

static enum MHD_Result take_step(struct request *req, enum step step)
{
    return step == STEP_SEND ? send_reply(req) : step == STEP_ON ? MHD_YES : MHD_NO;
}

static enum MHD_Result first_call(struct request *req, const char *url, const char *method,
                                  const char *version)
{
    bool torn = false;
    copy_headers(req, &torn);
    torn |= !is_request_line(req, url, version);
    return take_step(req, intake_headers(req, method, version, torn));
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *n, void **slot)
{
    struct request *req = *slot;
    (void)cls;
    (void)mhd;
    if (!req || !req->conn)
        return MHD_NO;
    switch (req->phase) {
    case PHASE_HEADERS: return first_call(req, url, method, version);
    case PHASE_BEGIN:
        if (request_replied(req))
            return take_step(req, intake_refuse(req));
        req->phase = PHASE_BODY;
        return MHD_YES;
    case PHASE_BODY: return take_step(req, *n ? intake_bytes(req, data, n) : intake_end(req));
    case PHASE_RUN: return send_reply(req);
    case PHASE_SENT: break;
    }
    return MHD_NO;
}

static void *on_target(void *cls, const char *target, struct MHD_Connection *mhd)
{
    struct http *http = cls;
    struct request *req = request_new(http, target ? target : "");
    if (!req)
        return NULL;
    req->mhd = mhd;
    req->conn = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    if (req->conn)
        strcpy(req->peer, req->conn->peer);
    http->open++;
    pthread_mutex_lock(&http->lock);
    req->next = http->requests_first;
    if (req->next)
        req->next->prev = req;
    http->requests_first = req;
    pthread_mutex_unlock(&http->lock);
    return req;
}

static void write_access(struct request *req, int status)
{
    const struct http_options *o = &req->http->o;
    struct access a = {.method = req->head ? "HEAD" : req->method,
                       .target = req->target,
                       .peer = req->peer,
                       .request_id = req->id,
                       .label = req->label,
                       .status = status,
                       .bytes = req->phase != PHASE_SENT || req->head ? 0 : req->reply.n,
                       .duration_us = now_us() - req->start_us};
    req->http->requests++;
    req->http->by_class[status / 100 % 6]++;
    if (o->access)
        o->access(o->log_arg, &a);
}

/* Only a stream can lose its connection while somebody owns it or it is held; any other request is
 * suspended all that time. */
static void end_stream_side(struct request *req)
{
    stream_gone(req);
    if (hub_gone(req))
        owner_drop(req);
}

/* The request is answered, or its connection is gone: the library's side lets go of it. */
static void on_completed(void *cls, struct MHD_Connection *mhd, void **slot,
                         enum MHD_RequestTerminationCode how)
{
    struct http *http = cls;
    struct request *req = *slot;
    (void)mhd;
    (void)how;
    if (!req)
        return;
    *slot = NULL;
    if (req->stream.begun)
        end_stream_side(req);
    if (req->response) { /* the client left before it could be queued */
        MHD_destroy_response(req->response);
        req->response = NULL;
    }
    if (!req->aborting && !req->upload.busy && req->upload.begun) {
        owner_take(req);
        http_pool_push(&http->pool, req, upload_abort);
    }
    write_access(req, req->phase == PHASE_SENT ? req->reply.status : 499);
    if (req->conn)
        conn_stage(req->conn, CONN_KEPT);
    pthread_mutex_lock(&http->lock);
    if (req->prev)
        req->prev->next = req->next;
    else
        http->requests_first = req->next;
    if (req->next)
        req->next->prev = req->prev;
    pthread_mutex_unlock(&http->lock);
    request_unref(req);
    http_count_down(http, &http->open);
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **slot,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *http = cls;
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        *slot =
            conn_open(&http->reaper,
                      MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    else if (*slot)
        conn_close(&http->reaper, *slot);
}

/* One aborted client is one line of the library's; a thousand of them are not to be a thousand. */
static void on_log(void *cls, const char *fmt, va_list ap)
{
    struct http *http = cls;
    int64_t second = now_ms() / 1000;
    char text[256];
    /* A stream whose client is gone or too slow was cut by us: no news. */
    bool ours = strstr(fmt, "application error generating response") != NULL;
    if (!http->o.log || ours)
        return;
    pthread_mutex_lock(&http->lock);
    if (second != http->log_second) {
        http->log_second = second;
        http->log_count = 0;
    }
    bool let = http->log_count++ < 10;
    pthread_mutex_unlock(&http->lock);
    if (!let)
        return;
    vsnprintf(text, sizeof text, fmt, ap);
    text[strcspn(text, "\n")] = 0;
    http->o.log(http->o.log_arg, text);
}

/* The library need not decode the target: uri.c does, from the raw one. */
static size_t leave_as_is(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls;
    (void)mhd;
    return strlen(text);
}

/* ---- start and stop ---- */

static void set_defaults(struct http_options *o)
{
#define DEFAULT(field, value)                                                                      \
    if (!o->field)                                                                                 \
    o->field = value
    DEFAULT(threads, 4);
    DEFAULT(queue_max, 1024);
    DEFAULT(connections_max, 4096);
    DEFAULT(body_max_bytes, 1 << 20);
    DEFAULT(bodies_max_bytes, 64 << 20);
    DEFAULT(uploads_max, 128);
    DEFAULT(upload_max_bytes, (int64_t)16 << 30);
    DEFAULT(header_timeout_ms, 10000);
    DEFAULT(body_rate_min, 1024);
    DEFAULT(idle_timeout_s, 60);
    DEFAULT(heartbeat_ms, 15000);
    DEFAULT(stop_grace_ms, 10000);
#undef DEFAULT
}

static int start_library(struct http *http, int fd, struct err *err)
{
    const struct http_options *o = &http->o;
    bool tls = o->tls_cert && o->tls_key;
    struct MHD_OptionItem with_tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)o->tls_cert},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)o->tls_key},
        {MHD_OPTION_END, 0, NULL}};
    struct MHD_OptionItem without[] = {{MHD_OPTION_END, 0, NULL}};
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    http->daemon = MHD_start_daemon(
        flags | (tls ? MHD_USE_TLS : 0), 0, NULL, NULL, on_request, http,
        MHD_OPTION_EXTERNAL_LOGGER, on_log, http, MHD_OPTION_ARRAY, tls ? with_tls : without,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)o->connections_max, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)o->connections_per_peer, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)o->idle_timeout_s, MHD_OPTION_THREAD_STACK_SIZE, (size_t)(512 << 10),
        MHD_OPTION_URI_LOG_CALLBACK, on_target, http, MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is,
        http, MHD_OPTION_NOTIFY_COMPLETED, on_completed, http, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, http, MHD_OPTION_END);
    if (http->daemon)
        return 0;
    return err_set(err, ERR_INVALID, "the HTTP library does not start%s",
                   tls ? ": is the certificate the key's, and both PEM?" : "");
}

static struct http *http_new(const struct http_options *options, struct err *err)
{
    struct http *http = calloc(1, sizeof *http);
    if (!http) {
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    http->o = *options;
    set_defaults(&http->o);
    http->static_route = (struct route){.method = "GET", .pattern = "/", .handler = asset_reply};
    if (getrandom(&http->id_seed, sizeof http->id_seed, 0) < 0)
        http->id_seed = (uint64_t)now_us();
    http->id_seed &= 0xFFFFFFFFFFFF;
    pthread_mutex_init(&http->lock, NULL);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&http->quiet, &attr);
    pthread_condattr_destroy(&attr);
    reaper_init(&http->reaper, &http->o);
    return http;
}

static void http_free(struct http *http)
{
    router_free(http->router);
    assets_free(http->assets);
    reaper_done(&http->reaper);
    pthread_cond_destroy(&http->quiet);
    pthread_mutex_destroy(&http->lock);
    free(http);
}

struct http *http_start(const struct http_options *options, struct err *err)
{
    struct http *http = http_new(options, err);
    int fd = -1;
    if (!http)
        return NULL;
    const struct http_options *o = &http->o;
    if (!(http->router = router_new(o->routes, o->n_routes, err)) ||
        (o->static_prefix && !(http->assets = assets_new(o->static_prefix, err))) ||
        (fd = o->listen_fd > 0 ? o->listen_fd : listen_open(o->listen, err)) < 0)
        goto bad;
    http->port = listen_port(fd);
    if (http_pool_start(&http->pool, o->threads, o->queue_max, err))
        goto bad;
    if (hub_start(http, err))
        goto bad_pool;
    if (start_library(http, fd, err))
        goto bad_hub;
    return http;
bad_hub:
    hub_stop(http);
bad_pool:
    http_pool_stop(&http->pool);
bad:
    if (fd >= 0)
        close(fd);
    http_free(http);
    return NULL;
}

void http_count_down(struct http *http, atomic_int *count)
{
    if (!http->stopping) {
        --*count; /* and http is not touched after it */
        return;
    }
    pthread_mutex_lock(&http->lock);
    --*count;
    pthread_cond_signal(&http->quiet);
    pthread_mutex_unlock(&http->lock);
}

/* Waits until the count is 0, at most so long; false when it is not. Looks again every 20 ms: who
 * counted down just before `stopping` was set did not signal. */
static bool wait_for(struct http *http, atomic_int *count, int64_t wait_ms)
{
    int64_t end = now_ms() + wait_ms;
    pthread_mutex_lock(&http->lock);
    while (*count && now_ms() < end) {
        int64_t look = now_ms() + 20;
        struct timespec t = {.tv_sec = look / 1000, .tv_nsec = look % 1000 * 1000000};
        pthread_cond_timedwait(&http->quiet, &http->lock, &t);
    }
    bool quiet = *count == 0;
    pthread_mutex_unlock(&http->lock);
    return quiet;
}

/* Whoever was to answer did not: their connections are closed, they keep what they hold. */
static void abandon(struct http *http)
{
    pthread_mutex_lock(&http->lock);
    for (struct request *req = http->requests_first; req; req = req->next) {
        req->abandoned = true;
        MHD_resume_connection(req->mhd);
    }
    pthread_mutex_unlock(&http->lock);
}

void http_stop(struct http *http)
{
    if (!http)
        return;
    int fd = MHD_quiesce_daemon(http->daemon);
    http->stopping = true;
    hub_expire_all(http);
    reaper_end_waiting(&http->reaper);
    bool quiet = wait_for(http, &http->active, http->o.stop_grace_ms);
    if (quiet)
        wait_for(http, &http->open, 1000); /* for the last bytes to go out */
    else
        abandon(http);
    MHD_stop_daemon(http->daemon);
    close(fd);
    hub_stop(http);
    if (!quiet)
        return; /* somebody still holds a request, and with it the server */
    http_pool_stop(&http->pool);
    http_free(http);
}

int http_port(const struct http *http)
{
    return http->port;
}

void http_stats(struct http *http, struct http_stats *out)
{
    *out = (struct http_stats){.requests = http->requests,
                               .refused = http->refused,
                               .overloaded = http->overloaded,
                               .reaped = http->reaper.reaped,
                               .connections = http->reaper.n,
                               .queued = http_pool_queued(&http->pool),
                               .streams = http->streams};
    for (int i = 0; i < 6; i++)
        out->by_class[i] = http->by_class[i];
    pthread_mutex_lock(&http->hub.lock);
    out->held = http->hub.n_parked;
    pthread_mutex_unlock(&http->hub.lock);
}
