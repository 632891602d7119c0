/* room.h - what the files of the HTTP room share: the request, the server, who may touch what.
 *
 * A request is written by one owner at a time. `phase`, the connection and the body being
 * collected belong to the HTTP thread while the connection runs; everything else to the API thread
 * (or whoever it was deferred to) while the connection is suspended. Handing over goes through the
 * pool's lock one way and the library's resume lock the other. What both sides may touch at once
 * has a lock of its own: `hold` the hub's, `stream` the request's. Lock order: hub, stream, pool.
 */
#ifndef ALLOT_HTTP_ROOM_H
#define ALLOT_HTTP_ROOM_H

#include <pthread.h>
#include <stdatomic.h>
#include "server/http/http.h"
#include "server/http/uri.h"

struct MHD_Connection;
struct MHD_Daemon;
struct MHD_Response;

/* 64 headers of a request; 16 of ours in a reply. More headers are refused by the gate. */
enum { HEADERS_MAX = 64, REPLY_HEADERS_MAX = 16, TOPIC_MAX = 96 };

struct header {
    const char *name, *value;
};

/* ---- connections, watched by the reaper (reaper.c) ---- */

enum conn_stage {
    CONN_FRESH, /* no request yet: the headers are due */
    CONN_KEPT,  /* between requests: due only once a byte has come */
    CONN_BODY,  /* a body is due, at a minimum rate */
    CONN_BUSY,  /* it is our turn */
};

struct conn {
    int fd;
    char peer[48];
    atomic_int stage;
    atomic_llong since_ms; /* when the stage began */
    atomic_llong bytes;    /* of bodies, ever */
    int64_t started_ms;    /* CONN_KEPT: when the reaper first saw bytes; 0: not yet */
    int64_t mark_ms, mark_bytes;
    struct conn *prev, *next;
};

struct reaper {
    pthread_mutex_t lock;
    struct conn *first;
    atomic_int n;
    atomic_llong reaped;
    int header_timeout_ms, body_rate_min;
};

void reaper_init(struct reaper *r, const struct http_options *o);
void reaper_done(struct reaper *r);
struct conn *conn_open(struct reaper *r, int fd);
void conn_close(struct reaper *r, struct conn *c);
void conn_stage(struct conn *c, enum conn_stage stage);
void reaper_scan(struct reaper *r, int64_t now_ms); /* ends the connections that are late */
void reaper_end_waiting(struct reaper *r); /* ends those that still have something to send us */

/* ---- API threads (pool.c) ---- */

struct http_pool {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct request *first, *last;
    int queued, idle, n, max;
    bool stop;
    pthread_t *threads;
};

int http_pool_start(struct http_pool *p, int threads, int max, struct err *err);
void http_pool_stop(struct http_pool *p); /* runs what is queued, then joins */
bool http_pool_full(
    struct http_pool *p); /* asked for new requests only; those under way always get in */
int http_pool_queued(struct http_pool *p);
void http_pool_push(struct http_pool *p, struct request *req, void (*job)(struct request *req));

/* ---- held requests (hub.c) ---- */

enum hold_state {
    HOLD_NONE,
    HOLD_ARMED, /* registered; the handler still runs: wakes are noted */
    HOLD_PARKED,
};

struct hold {
    enum hold_state state;
    bool woken, stop_seen;
    char topic[TOPIC_MAX];
    int64_t deadline_ms; /* INT64_MAX: none */
    void (*resume)(struct request *req);
    struct request *prev, *next;             /* all parked ones */
    struct request *topic_prev, *topic_next; /* those in the topic's bucket */
};

/* 1024: with 4,000 holds on as many topics a wake looks at about four of them. */
enum { HUB_BUCKETS = 1024 };

struct hub {
    pthread_mutex_t lock;
    pthread_cond_t tick; /* the clock thread sleeps here */
    pthread_t clock;
    struct request *parked;
    struct request *buckets[HUB_BUCKETS];
    int n_parked, n_max;
    int64_t next_ms; /* the earliest deadline the clock thread knows of */
    bool stopping, quit;
    int heartbeat_ms, tick_ms;
};

int hub_start(struct http *http, struct err *err);
void hub_stop(struct http *http);       /* ends the clock thread */
void hub_expire_all(struct http *http); /* http_stop: every held request is resumed, none parks */
/* Parks an armed request, or sends it round again when it was woken meanwhile. */
void hub_park(struct request *req);
void hub_forget(struct request *req);  /* takes it out; the caller is the owner */
void hub_drained(struct request *req); /* its stream ran empty: resume it if parked */
/* The connection is over: true when the request was parked, and the caller now owns it. */
bool hub_gone(struct request *req);

/* ---- a reply in pieces (stream.c) ---- */

struct stream {
    pthread_mutex_t lock;
    char *buf; /* bytes start … end wait for the client */
    size_t start, end, room;
    bool begun, sse, parked, ended, cut, crowded;
    int64_t last_ms;
};

/* What the HTTP thread sends next: bytes copied, 0 after suspending, or the library's -1 / -2. */
long stream_read(void *req, uint64_t pos, char *out, size_t max);
void stream_beat(struct request *req, int64_t now_ms, int every_ms);
void stream_cut(struct request *req);  /* ends the connection */
void stream_gone(struct request *req); /* the connection has ended */

/* ---- a body in pieces (upload.c) ---- */

/* 64 KiB: one hand-over to an API thread per so many bytes keeps 1 GiB/s below 20,000 a second. */
enum { UPLOAD_CHUNK = 64 << 10 };

struct inflater;
struct upload {
    char *buf;
    size_t n;
    struct inflater *gzip; /* NULL: identity */
    bool counted;          /* in http->uploads */
    bool begun;            /* begin passed, neither end nor abort was called yet */
    atomic_bool busy;      /* an API thread has it; the HTTP thread keeps its hands off */
    int64_t wire, plain, max;
    char *max_code, *max_why;
};

void upload_begin(struct request *req); /* jobs for the pool */
void upload_chunk(struct request *req);
void upload_end(struct request *req);
void upload_abort(struct request *req);
/* HTTP thread: takes what fits of n bytes; *full when an API thread has to run first. */
size_t upload_take(struct request *req, const char *data, size_t n, bool *full);
void upload_done(struct upload *u);
void upload_too_large(struct request *req); /* replies 413 as request_set_body_max() said */

/* ---- replies ---- */

enum reply_kind { REPLY_NONE, REPLY_EMPTY, REPLY_BYTES, REPLY_STATIC, REPLY_FILE, REPLY_STREAM };

struct reply {
    enum reply_kind kind;
    int status;
    char *data;              /* BYTES: malloc'd, ours */
    const void *static_data; /* STATIC: lives as long as the program */
    int64_t n;               /* bytes of the body */
    int fd;
    int64_t offset;
    struct {
        char *name, *value;
    } headers[REPLY_HEADERS_MAX];
    int n_headers;
    bool close; /* the connection ends with this reply */
};

void reply_done(struct reply *r);
bool reply_has_header(const struct request *req, const char *name);
const char *reply_reason(int status);
/* Turns a reply with an ETag into a 304 when the client has it. True when it did. */
bool reply_not_modified(struct request *req, const char *etag);

/* ---- the request ---- */

enum phase {
    PHASE_HEADERS, /* first call of the library: gate, route, limits */
    PHASE_BEGIN,   /* an API thread runs authorize and upload_ops.begin */
    PHASE_BODY,    /* bytes come; the call without bytes is the end */
    PHASE_RUN,     /* an API thread has it, or the reply is ready */
    PHASE_SENT,
};

struct request {
    struct http *http;
    struct MHD_Connection *mhd;
    struct MHD_Response *response; /* made from `reply`, ready to be queued */
    struct conn *conn;
    atomic_int refs; /* one for the library's side, one for the API side, one for a stream */
    enum phase phase;

    const struct route *route;
    const struct asset *asset;
    char method[16], peer[48];
    bool head, has_body, over; /* over: the connection is gone (stream lock) */
    int64_t content_length;    /* -1: chunked */
    int64_t start_us;
    char id[64];
    char *target;   /* as sent */
    struct uri uri; /* decoded */
    char *header_text;
    struct header headers[HEADERS_MAX];
    int n_headers;

    char *body;
    size_t body_n, body_room;
    struct json *json;
    struct upload upload;
    bool aborting;   /* HTTP thread: an abort is on its way */
    int64_t drained; /* bytes read after the refusal */

    void *user, *state;
    void (*user_done)(void *user);
    void (*state_done)(void *state);
    char label[64];

    struct reply reply;
    bool expired;   /* resumed by time */
    bool abandoned; /* http->lock: http_stop gave up on its owner */
    struct hold hold;
    struct stream stream;

    void (*job)(struct request *req); /* pool.c */
    struct request *queue_next;
    struct request *prev, *next; /* all open requests, under http->lock */
};

struct http {
    struct http_options o;
    struct MHD_Daemon *daemon;
    int port;
    struct router *router;
    struct assets *assets;
    struct route static_route;
    struct reaper reaper;
    struct http_pool pool;
    struct hub hub;
    atomic_llong bodies; /* bytes of collected bodies */
    atomic_llong requests, by_class[6], refused, overloaded;
    atomic_int streams, uploads;
    atomic_bool stopping;
    uint64_t id_seed;
    atomic_ullong id_next;

    atomic_int open, active; /* requests of the library's side, of the API side */
    pthread_mutex_t lock;    /* the list below; `quiet` says that a count fell while stopping */
    pthread_cond_t quiet;
    struct request *requests_first;

    int64_t log_second; /* the library's log lines are let through at a limited rate */
    int log_count;
};

/* request.c: life */
struct request *request_new(struct http *http, const char *raw_target);
void request_ref(struct request *req);
void request_unref(struct request *req);
/* Checks the query against the route's table; replies 400 and returns false when it is wrong. */
bool request_check_query(struct request *req);

/* owner.c: the API side of a request */
void owner_run(struct request *req);   /* job: authorize, check, parse, handler */
bool owner_admit(struct request *req); /* role and query; false when it has replied */
/* Calls a function of the api's, and settles the request unless it was deferred. */
void owner_call(struct request *req, void (*fn)(struct request *req));
void owner_settle(struct request *req); /* the owner is done: send, park, or end it */
void owner_take(struct request *req);   /* the API side takes a reference … */
void owner_drop(struct request *req);   /* … and gives it back */

/* intake.c: a request before an API thread has it; what the library is to do next */
enum step {
    STEP_ON,    /* go on: more will come, or the connection is suspended */
    STEP_SEND,  /* the reply is ready */
    STEP_CLOSE, /* there is nothing more to say */
};
enum step intake_headers(struct request *req, const char *method, const char *version, bool torn);
enum step intake_refuse(struct request *req); /* it was replied to before its body was read */
enum step intake_bytes(struct request *req, const char *data, size_t *n);
enum step intake_end(struct request *req); /* all of the body is there */

/* http.c: the library */
void http_suspend(struct request *req); /* HTTP thread only */
void http_resume(struct request *req);  /* the connection runs again */
void http_send(struct request *req);    /* the same, once, with the reply if there is one */

/* One less of a count that http_stop() may be waiting for. The server may be freed after it. */
void http_count_down(struct http *http, atomic_int *count);

/* listen.c: a listening socket for "127.0.0.1:8080" or "[::1]:0"; -1 with a sentence. */
int listen_open(const char *address, struct err *err);
int listen_port(int fd);

/* static.c: the embedded files */
struct assets *assets_new(const char *prefix, struct err *err);
void assets_free(struct assets *a);
const struct asset *assets_find(const struct assets *a, const char *path);
void asset_reply(struct request *req); /* handler of http->static_route */

int64_t now_ms(void); /* monotonic */
int64_t now_us(void);

#endif
