/* handler.h - what every handler works with: who asks, reading, changing, answering.
 *
 * A handler that reads: check the query, api_read(), a store function, reader_return(), reply.
 * A handler that changes: api_body() checks the body; what it wants goes into an argument; and
 * api_change() runs a function with it on the writer thread, in a transaction that also keeps the
 * audit row and the Idempotency-Key's answer, and replies after the COMMIT. What must hold at the
 * moment of the change (a version, a parent) is checked in there, in the transaction. */
#ifndef ALLOT_API_HANDLER_H
#define ALLOT_API_HANDLER_H

#include "server/api/api.h"
#include "server/api/doc.h"
#include "server/base/clock.h"
#include "server/base/config.h"
#include "server/http/http.h"
#include "server/run/run.h"
#include "server/store/store.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* 512: tokens seen in the last seconds; each is about 500 bytes. */
enum { AUTH_CACHE_SIZE = 512 };

struct auth_entry {
    char sha256[HASH_TEXT_MAX];
    struct principal who;
    int64_t until_ms; /* boot clock */
    int64_t epoch;    /* of the cache when it was read */
};

struct api {
    struct store *store;
    struct run *run;
    pthread_mutex_t http_lock;
    struct http *http; /* only for waking; a handler has request_http() */
    const struct config *config;
    int64_t started_at;             /* wall clock */
    struct worker *importer;        /* turns uploads into datasets, one after another */
    struct serving *serving;        /* answers with models */
    atomic_int forecasts;           /* being made for quotes now */
    struct dataset_cache *datasets; /* canonical files kept open */
    pthread_mutex_t auth_lock;
    int64_t auth_epoch; /* grows when users or tokens change: older entries do not count */
    struct auth_entry *auth;
};

static inline struct api *api_of(const struct request *req)
{
    return request_arg(req);
}

/* ---- routes ---- */

/* Roles of route rows: enum user_role, and */
enum { ROLE_OPEN = -1 }; /* no token needed; a valid one is still known */

const struct route *api_routes(int *n);

/* ---- who asks (auth.c) ---- */

/* http's authorize(): 401 without a valid token, 403 when its role or scopes are not enough. */
void api_authorize(struct request *req, int role, void *api);

/* The principal; NULL only on ROLE_OPEN routes. */
const struct principal *api_who(const struct request *req);
bool api_is_admin(const struct request *req);

/* Whose things she may see: an admin everybody's, an owner her subtree's, others their tenant's. */
struct scope api_scope(const struct request *req);
struct viewer api_viewer(const struct request *req, enum store_purpose purpose);

/* Whether her role is at least this; otherwise replies 403 naming it. */
bool api_require(struct request *req, int role, const char *what);

/* Whether she may change a thing of this user (an id): it is her own, or she is an owner; otherwise
 * replies 403. `what` reads "a job of somebody else". */
bool api_may_change(struct request *req, const char *user, const char *what);

/* What a change of one thing carries to the writer: which thing, and what was asked (or NULL). */
struct thing_wish {
    char *id;
    struct json *body;
};
/* For the thing `id` of this user, if who asks may change it; else replies and returns NULL. Copies
 * the body. thing_wish_done is an api_change's arg_done. */
struct thing_wish *thing_wish_new(struct request *req, const char *id, const char *user,
                                  const char *what, const struct json *body);
void thing_wish_done(void *wish);

/* The hook's part: users, roles or tokens changed. */
void auth_forget(struct api *api);

/* The scopes that a token may be limited to; NULL-terminated. [] is all that the role may. */
extern const char *const api_scope_names[];

/* ---- reading ---- */

/* A reader, or NULL after replying 503. Give it back with reader_return() before replying when the
 * reply does not need it. */
struct reader *api_read(struct request *req);

/* The tenant that the parameter {tenant} names, within the scope of who asks; 0, or a negative
 * code after replying 404. */
int api_tenant(struct request *req, struct reader *r, struct tenant_row *out);

/* Rows of a query table for pages: `limit` and `after`. */
#define QUERY_PAGE                                                                                 \
    {.name = "limit",                                                                              \
     .type = FIELD_INT,                                                                            \
     .min = 1,                                                                                     \
     .max = 200,                                                                                   \
     .fallback = "50",                                                                             \
     .help = "how many at most"},                                                                  \
    {                                                                                              \
        .name = "after", .type = FIELD_STRING, .min = 1, .max = 64,                                \
        .help = "the `next` of the page before"                                                    \
    }
/* A row for what also has a text form. */
extern const char *const api_text_formats[]; /* "json" "text" NULL */
#define QUERY_TEXT                                                                                 \
    {                                                                                              \
        .name = "format", .type = FIELD_ENUM, .choices = api_text_formats,                         \
        .help = "text: a table for a terminal (as Accept: text/plain)"                             \
    }
struct page api_page(const struct request *req);

/* Replies {data, has_more, next}: takes `data`, an array whose newest comes first; `last` is the
 * id of its last element (or NULL). */
void api_reply_list(struct request *req, struct json *data_take, bool more, const char *last);

/* The same as a tree, for who adds to it. */
struct json *api_list(struct json *data_take, bool more, const char *last);

/* ---- bodies ---- */

/* The body when it fits the shape; otherwise replies 422 with every fault and returns NULL. */
const struct json *api_body(struct request *req, const struct shape *shape);

/* Replies 422 "invalid" with the faults, which are freed, when there are any; returns whether. */
bool api_refused(struct request *req, struct faults *faults);

/* Whether text may be the name of a thing: 1 to 100 characters, no control characters or '/', not
 * of the form of an id (so that a name never hides one), no space at the ends. Adds a fault. */
bool api_check_name(const char *text, const char *pointer, struct faults *faults);

/* A member as a fresh string, NULL when it is absent or null; and for merge patches: sets *slot
 * (freeing what it held) when the member is there, to NULL when it is null. */
char *api_str_dup(const struct json *member);
void api_patch_str(char **slot, const struct json *body, const char *name);
void api_patch_int(int64_t *slot, const struct json *body, const char *name, int64_t when_null);

/* Index of word in a NULL-terminated list, or fallback. */
int api_index(const char *const *names, const char *word, int fallback);

/* Zeroed room for a change's argument; NULL after replying 503. */
void *api_alloc(struct request *req, size_t size);

/* ---- changing (change.c) ---- */

/* What a change answers. run() fills it on the writer thread. */
struct answer {
    int status;        /* 0: 200, or 204 without a body */
    struct json *body; /* taken */
    char location[128];
    int64_t version;     /* > 0: the ETag */
    char target[128];    /* for the audit: id of the thing */
    struct json *detail; /* for the audit: what changed; taken; may be NULL */
    const char *secret;  /* a member of body that is never stored: a replay has null there */
    /* A failure that says more than its err: */
    int fail_status;
    const char *fail_code;
    struct faults faults;
};

/* On the writer thread: 0, or a negative code that undoes everything. `req` may be read. */
typedef int (*change_fn)(struct tx *tx, struct request *req, void *arg, struct answer *answer,
                         struct err *err);

struct api_change {
    const char *action; /* for the audit: "job.cancel"; NULL: none is written */
    change_fn run;
    void *arg;                /* taken: */
    void (*arg_done)(void *); /* frees it, after the reply; NULL: not needed */
    const char *body_sha256;  /* of a streamed body, for the Idempotency-Key; copied */
    bool deferred;            /* request_defer() was already called */
};

/* Runs it and replies; the request is given away. With an Idempotency-Key on a POST: the same key
 * and body give the stored answer, another body 422 "idempotency_key". */
void api_change(struct request *req, const struct api_change *change);

/* For streamed bodies, before their work is done: replies with the stored answer (or 422) when the
 * key was used before; returns whether it did. */
bool api_replay(struct request *req, const char *body_sha256);

/* ERR_STALE unless the request's If-Match allows a change of what has this version. An ETag is
 * "v5", or "v5.…" where an answer also shows what is no change (a job's progress). */
int api_match(const struct request *req, int64_t version, struct err *err);
void api_etag(struct request *req, int64_t version);

/* ---- small things of JSON (show.c) ---- */

/* A tenant, user or dataset as answers name it: {"tenant": name, "tenant_id": id}. People read the
 * name; it is unique only within the parent, so the id stands beside it. */
void add_named(struct json *o, const char *what, const char *id, const char *name);
/* The same from an id alone; the reader knows the name. */
void add_tenant(struct json *o, struct reader *r, const char *id);
void add_user(struct json *o, struct reader *r, const char *id);
/* Whether a thing of this tenant, that the viewer sees for being public, is somebody else's: then
 * people and private things behind it are not named. viewer NULL: it is her own. */
bool is_foreign(struct reader *r, const struct viewer *viewer, const char *tenant);
void add_time(struct json *o, const char *name, int64_t wall_ms); /* 0 → null */
/* A text column that holds JSON; NULL → null. */
void add_text(struct json *o, const char *name, const char *json_text);

/* ---- tables for terminals (table.c) ---- */

/* Lines are collected column by column; table_print pads them. Numbers are right-aligned when
 * the header's first character is '>'. */
struct table;
struct table *table_new(int n_columns, const char *const *headers);
void table_cell(struct table *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *table_print(const struct table *t); /* malloc'd */
void table_free(struct table *t);
/* Prints, replies 200 text/plain and frees. */
void table_reply_take(struct request *req, struct table *t);

/* "3 s", "4 min", "2 h 5 min", "3 d 4 h"; and "1.5 MiB". */
const char *show_duration(char out[32], int64_t ms);
const char *show_bytes(char out[32], int64_t bytes);

#endif
