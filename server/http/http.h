/* http.h - the whole public face of the HTTP room: a server that knows no resource and no token.
 *
 * One epoll thread speaks HTTP; a few API threads run the handlers, with the connection suspended
 * meanwhile. A request is owned by one party at a time: the thread its handler runs on, then, after
 * request_defer(), whoever was given it, or, after request_hold(), nobody (no thread waits). The
 * owner reads it, replies once, and lets go. Text that a getter returns lives as long as the
 * request is owned. What is checked before a handler sees anything: gate.c (malformed and ambiguous
 * requests), the route, its query table, the size of the body, the role, and that a JSON body is
 * JSON. Every refusal is an RFC 9457 problem, save a few 400s that the library itself makes. */
#ifndef ALLOT_HTTP_HTTP_H
#define ALLOT_HTTP_HTTP_H

#include <allot/err.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "server/base/json.h"

struct http;
struct request;

/* ---- the server ---- */

enum body_kind {
    BODY_NONE, /* no body is expected; a small one is read and dropped */
    BODY_JSON, /* required; collected (at most body_max_bytes) and parsed: request_json() */
    BODY_JSON_OPTIONAL, /* the same, but request_json() is NULL when nothing was sent */
    BODY_STREAM,        /* pushed piece by piece into the row's upload_ops, which replace handler */
};

/* A body that arrives in pieces. Each call is made on an API thread, never two at once for one
 * request, and no thread waits between them. begin and chunk refuse by replying. */
struct upload_ops {
    /* After the role was checked and before a byte was read: check, open, request_set_state(). May
     * lower the limit with request_set_body_max(). A reply refuses the body unread. */
    void (*begin)(struct request *req);
    /* The next plain bytes (gzip already undone). A reply refuses the rest, which is drained. */
    void (*chunk)(struct request *req, const void *data, size_t n);
    /* All bytes were given: reply, defer or hold, as any handler does. */
    void (*end)(struct request *req);
    /* begin passed but end will not come: client gone, too large, broken gzip, or chunk refused.
     * Undo what begin did. May not reply. */
    void (*abort)(struct request *req);
};

/* One row of the API. Everything is borrowed for the life of the server. */
struct route {
    const char *method;  /* GET POST PUT PATCH DELETE; HEAD and OPTIONS are made from these */
    const char *pattern; /* "/v1/jobs/{id}/events": a {name} matches one segment */
    int role;            /* given to authorize(); the api's own numbers */
    void (*handler)(struct request *req);
    enum body_kind body;
    const struct upload_ops *upload; /* BODY_STREAM */
    const struct field *query;       /* the parameters it takes; others are refused with a hint. */
    int n_query;                     /*   FIELD_STRING, _INT, _NUMBER, _BOOL or _ENUM */
    const void *doc;                 /* the api's own (schemas for OpenAPI); http does not look */
};

/* Decides whether the request may have what `role` guards. Runs on an API thread before the
 * handler. Stores who it is with request_set_user(). Refuses by replying (401, 403). */
typedef void (*authorize_fn)(struct request *req, int role, void *arg);

/* A finished request, for the access log. The strings live for the call. */
struct access {
    const char *method, *target, *peer, *request_id;
    const char *label; /* as request_set_label() said, or "" */
    int status;
    int64_t bytes;       /* of the body sent, -1 for a stream */
    int64_t duration_us; /* from the request line to the last byte */
};

struct http_options {
    const char *listen; /* "127.0.0.1:8080", "[::1]:0", "0.0.0.0:80"; port 0 picks a free one */
    int listen_fd;      /* > 0: an already listening socket (socket activation) instead; taken */
    const char *tls_cert, *tls_key; /* PEM text; both or neither */

    /* 0 takes the default. */
    int threads;              /* API threads: 4 */
    int queue_max;            /* requests waiting for one: 1024; then 503 */
    int connections_max;      /* 4096; streams and long polls may hold all but 64 of them */
    int connections_per_peer; /* 0: no limit (a reverse proxy is one peer) */
    int64_t body_max_bytes;   /* a collected body: 1 MiB */
    int64_t bodies_max_bytes; /* all bodies being collected together: 64 MiB; then 503 */
    int uploads_max; /* streamed bodies at once, each up to 200 KiB of memory: 128; then 503 */
    int64_t upload_max_bytes; /* a streamed body, on the wire and inflated: 16 GiB */
    int header_timeout_ms; /* from the first byte (or the connect) to the end of the headers: 10 s
                            */
    int body_rate_min;     /* bytes a second over any 10 s of a body: 1024 */
    int idle_timeout_s;    /* a kept connection without a request, or a client not reading: 60 */
    int heartbeat_ms;      /* a comment on an event stream that is silent for so long: 15 s */
    int stop_grace_ms;     /* http_stop() waits so long for requests in progress: 10 s */

    const struct route *routes;
    int n_routes;
    authorize_fn authorize; /* NULL: everybody may everything */
    void *arg;              /* for authorize, and request_arg() */

    /* Files of the binary served at "/": name = static_prefix + path, "/" = index.html. NULL: none.
     * They need no token, and come with a strong ETag, gzip and a strict content policy. */
    const char *static_prefix; /* "web/dist/" */

    void (*access)(void *log_arg, const struct access *a); /* on the HTTP thread; NULL: none */
    void (*log)(void *log_arg, const char *text);          /* at most 10 a second; NULL: none */
    void *log_arg;
};

/* Starts the server; NULL with a sentence (address in use, bad certificate, bad route). */
struct http *http_start(const struct http_options *options, struct err *err);

/* Stops accepting, calls every held request once more as if its time were up, ends streams, waits
 * for deferred ones, joins the threads and frees. The store must still answer meanwhile. */
void http_stop(struct http *http);

int http_port(const struct http *http); /* the port in use, for listen "…:0" */

/* Resumes the requests held on the topic, on API threads. Any thread, but not after http_stop();
 * cheap when nobody waits. */
void http_wake(struct http *http, const char *topic);

struct http_stats {
    int64_t requests, by_class[6]; /* finished, and by status class: by_class[2] counts 2xx */
    int64_t refused;               /* by the gate: malformed or ambiguous */
    int64_t overloaded;            /* 503 for a full queue */
    int64_t reaped;                /* connections ended for late headers or a slow body */
    int connections, queued, held, streams;
};
void http_stats(struct http *http, struct http_stats *out);

/* ---- reading a request ---- */

const struct route *request_route(const struct request *req);
void *request_arg(const struct request *req); /* options.arg */
struct http *request_http(const struct request *req);
const char *request_method(const struct request *req); /* "GET" for a HEAD too */
const char *request_target(const struct request *req); /* as sent: "/v1/jobs?limit=5" */
const char *request_path(const struct request *req);   /* decoded, without the query */
const char *request_id(const struct request *req);     /* what X-Request-Id says */
const char *request_peer(const struct request *req);   /* address without port */
int64_t request_age_ms(const struct request *req);

const char *request_param(const struct request *req, const char *name);  /* never NULL or empty */
const char *request_header(const struct request *req, const char *name); /* NULL: absent */

/* A query parameter, decoded; NULL when absent. A name given twice was already refused. The typed
 * ones need a row in the route's table, which has checked type and range. */
const char *request_query(const struct request *req, const char *name);
int64_t request_query_int(const struct request *req, const char *name, int64_t fallback);
double request_query_num(const struct request *req, const char *name, double fallback);
bool request_query_bool(const struct request *req, const char *name, bool fallback);

/* The collected body: as sent (for an Idempotency-Key's hash), and parsed. */
const void *request_body(const struct request *req, size_t *n);
const struct json *request_json(const struct request *req);

/* Whether the client prefers this type to JSON: `?format=text` (csv, json, sse) when the route's
 * query table has `format`, or else an Accept that names the type. */
bool request_wants(const struct request *req, const char *type);

/* Whether an If-Match allows a change of what now has this ETag (quotes included). True without
 * the header, and for "*". On false reply 412 with code "stale". */
bool request_if_match(const struct request *req, const char *etag);

/* The principal: set by authorize(), freed with the request by `done` (may be NULL). */
void request_set_user(struct request *req, void *user, void (*done)(void *user));
void *request_user(const struct request *req);
void request_set_label(struct request *req,
                       const char *label); /* who, for the access log; copied */

/* What the handler wants to remember between calls; freed by `done`, on any thread, when the
 * request is over, also when the client went away. Replaces (and frees) what was set before. */
void request_set_state(struct request *req, void *state, void (*done)(void *state));
void *request_state(const struct request *req);

/* In upload_ops.begin: no more than this many bytes, on the wire and inflated. The client is
 * answered 413 with `why` ("storage_bytes of tenant t: 1000 left"; copied) at once if it announced
 * more, or else when it passes the limit. */
void request_set_body_max(struct request *req, int64_t bytes, const char *code, const char *why);

/* ---- replying: exactly one of these per request ---- */

/* Consumes `body`, which may be NULL for 204. 304 is made of it when the ETag set before matches
 * If-None-Match. */
void reply_json(struct request *req, int status, struct json *body);
void reply_text(struct request *req, int status, const char *type, const char *text); /* copied */
void reply_bytes(struct request *req, int status, const char *type, void *data_take, size_t n);
void reply_empty(struct request *req, int status); /* 204 and the like */

/* Sends `size` bytes of an open file from its start; takes fd. `etag` with its quotes, or NULL.
 * Range, If-Range, If-None-Match and HEAD are done here. `name`: suggested to who saves it, or
 * NULL. */
void reply_file(struct request *req, int fd_take, int64_t size, const char *type, const char *etag,
                const char *name);

/* RFC 9457: {type,title,status,detail,code,request_id}, and errors when `faults` (may be NULL;
 * borrowed) has any. `code` is a word of our own: "not_found", "max_queued_jobs". */
void reply_problem(struct request *req, int status, const char *code, const struct faults *faults,
                   const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The problem that a struct err is: ERR_NOT_FOUND → 404 not_found, ERR_INVALID → 422 invalid … */
void reply_err(struct request *req, const struct err *err);

/* Adds a header to the coming reply; before or after reply_…, as long as the request is owned. 429
 * and 503 get `Retry-After: 1` unless one is set. A line break in the value ends it there. */
void reply_header(struct request *req, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void reply_etag(struct request *req, const char *fmt, ...) /* quotes are added here */
    __attribute__((format(printf, 2, 3)));

bool request_replied(const struct request *req);

/* ---- answering later ---- */

/* In a handler: the reply will come from elsewhere. Whoever takes the request over replies, from
 * any thread, and then calls request_finish(), after which it may not touch the request. */
void request_defer(struct request *req);
void request_finish(struct request *req);

/* In a handler or a resume function: park the request after it returns, without a thread, until
 * http_wake(topic) or until wait_ms passed (negative: for ever), then call `resume` on an API
 * thread. REGISTER BEFORE YOU LOOK: call request_hold() first, then read the state, then reply if
 * there is something to say: a wake in between is not lost, and a reply undoes the hold. A stream
 * (below) whose buffer was more than half full is also resumed when it has run empty. If the client
 * goes away, resume is not called and the state is freed. Long polls, event streams and live text
 * are all this. `topic` may be NULL; at most 95 bytes. */
void request_hold(struct request *req, const char *topic, int64_t wait_ms,
                  void (*resume)(struct request *req));
bool request_expired(
    const struct request *req); /* resumed by time (or by http_stop), not by wake */
bool request_stopping(const struct request *req); /* the server stops: say a last word and go */

/* ---- a reply in pieces ---- */

/* 256 KiB: a client that is further behind than this is cut off; it resumes by Last-Event-ID. */
enum { STREAM_BUFFER_MAX = 256 << 10 };

/* Begins a reply of unknown length. Its headers are sent now, so reply_header() comes before. Then
 * stream_write() from whoever owns the request, and hold or defer between pieces. What returns
 * without either has ended the stream. `text/event-stream` gets a heartbeat comment when silent. */
void stream_begin(struct request *req, int status, const char *type);

/* Copies into the buffer. ERR_TOO_LARGE: no room (see stream_room), and the stream is cut off;
 * ERR_NOT_FOUND: the client went away. Either way only returning (or request_finish) is left. */
int stream_write(struct request *req, const void *data, size_t n);
int stream_printf(struct request *req, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
size_t stream_room(const struct request *req);

/* One server-sent event; id and event may be NULL. `data` may have several lines. */
int stream_event(struct request *req, const char *id, const char *event, const char *data);

/* No more pieces: the connection lives on for the next request. */
void stream_end(struct request *req);

#endif
