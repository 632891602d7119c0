/* change.c - the one way from a request to the writer and back.
 *
 * A change, its audit row and the answer kept for its Idempotency-Key are one transaction, so that
 * a client who lost the answer can ask again, whatever died in between: either all three are there
 * or none. Since writes come one after another, two requests with one key cannot both do the work.
 */
#include "server/api/handler.h"

#include <stdlib.h>
#include <string.h>

/* 200: a key is a UUID or alike; the row's key is the user's id and this. */
enum { KEY_MAX = 200 };

struct pending {
    struct write w;
    struct request *req;
    struct api_change change;
    struct answer answer;
    char key[ID_MAX + KEY_MAX + 2]; /* "" without one */
    char request_sha256[HASH_TEXT_MAX];
    bool replayed;
    struct idempotency_row stored;
};

/* ---- the Idempotency-Key ---- */

/* Keys are a user's own: nobody can guess her way to another's answer. False after replying. */
static bool read_key(struct request *req, char *out, size_t size)
{
    const char *key = request_header(req, "Idempotency-Key");
    out[0] = 0;
    if (!key || strcmp(request_method(req), "POST"))
        return true;
    if (!*key || strlen(key) > KEY_MAX) {
        reply_problem(req, 422, "idempotency_key", NULL,
                      "Idempotency-Key has %zu characters; allowed: 1 to %d", strlen(key), KEY_MAX);
        return false;
    }
    snprintf(out, size, "%s/%s", api_who(req)->user, key);
    return true;
}

static void hash_request(const struct request *req, const char *body_sha256,
                         char out[HASH_TEXT_MAX])
{
    size_t n = 0;
    struct hash *h = hash_new();
    const void *body = body_sha256 ? body_sha256 : request_body(req, &n);
    if (body_sha256)
        n = strlen(body_sha256);
    hash_add(h, request_method(req), strlen(request_method(req)) + 1);
    hash_add(h, request_target(req), strlen(request_target(req)) + 1);
    if (n)
        hash_add(h, body, n);
    hash_end(h, out);
}

/* 0: the stored answer fits; ERR_NOT_FOUND: a new key; ERR_INVALID: another request's key. */
static int look_up(struct reader *r, const char *tenant, const char *key, const char *sha256,
                   int64_t now, struct idempotency_row *out, struct err *err)
{
    int rc = store_idempotency_get(r, tenant, key, now, out, err);
    if (rc < 0 || !strcmp(out->request_sha256, sha256))
        return rc;
    return err_set(err, ERR_INVALID,
                   "this Idempotency-Key came before with another request; use a new key");
}

static void reply_stored(struct request *req, const struct idempotency_row *stored)
{
    reply_header(req, "Idempotency-Replayed", "true");
    if (stored->location && *stored->location)
        reply_header(req, "Location", "%s", stored->location);
    if (stored->body && *stored->body)
        reply_text(req, (int)stored->status, "application/json", stored->body);
    else
        reply_empty(req, (int)stored->status);
}

bool api_replay(struct request *req, const char *body_sha256)
{
    char key[ID_MAX + KEY_MAX + 2], sha256[HASH_TEXT_MAX];
    struct idempotency_row stored = {0};
    struct err err = {0};
    if (!read_key(req, key, sizeof key))
        return true;
    if (!key[0])
        return false;
    struct reader *r = api_read(req);
    if (!r)
        return true;
    hash_request(req, body_sha256, sha256);
    int rc = look_up(r, api_who(req)->tenant, key, sha256, clock_wall_ms(), &stored, &err);
    reader_return(r);
    if (rc == 0)
        reply_stored(req, &stored);
    else if (rc == ERR_INVALID)
        reply_problem(req, 422, "idempotency_key", NULL, "%s", err.text);
    else if (rc != ERR_NOT_FOUND)
        reply_err(req, &err);
    idempotency_row_done(&stored);
    return rc != ERR_NOT_FOUND;
}

/* ---- on the writer thread ---- */

static int write_audit(struct tx *tx, struct pending *p, struct err *err)
{
    const struct principal *who = api_who(p->req);
    char *detail = p->answer.detail ? json_print(p->answer.detail) : NULL;
    struct audit_row row = {
        .at = tx_now(tx),
        .tenant = (char *)who->tenant,
        .user = (char *)who->user,
        .token = (char *)who->token,
        .user_name = (char *)who->user_name,
        .action = (char *)p->change.action,
        .target = p->answer.target,
        .request_id = (char *)request_id(p->req),
        .detail = detail,
    };
    int rc = store_audit_insert(tx, &row, err);
    free(row.id);
    free(detail);
    return rc;
}

static int status_of(const struct answer *a)
{
    return a->status ? a->status : a->body ? 200 : 204;
}

/* The answer as it may be stored: without the secret. */
static char *storable(const struct answer *a)
{
    if (!a->body)
        return NULL;
    if (!a->secret)
        return json_print(a->body);
    struct json *copy = json_dup(a->body);
    json_remove(copy, a->secret);
    json_add_null(copy, a->secret);
    char *text = json_print(copy);
    json_free(copy);
    return text;
}

static int keep_answer(struct tx *tx, struct pending *p, struct err *err)
{
    char *body = storable(&p->answer);
    struct idempotency_row row = {
        .tenant = (char *)api_who(p->req)->tenant,
        .key = p->key,
        .request_sha256 = p->request_sha256,
        .status = status_of(&p->answer),
        .body = body,
        .location = p->answer.location[0] ? p->answer.location : NULL,
        .created_at = tx_now(tx),
    };
    int rc = store_idempotency_put(tx, &row, err);
    free(body);
    return rc;
}

static int pending_run(struct tx *tx, void *arg, struct err *err)
{
    struct pending *p = arg;
    int rc;
    if (p->key[0]) {
        rc = look_up(tx_reader(tx), api_who(p->req)->tenant, p->key, p->request_sha256, tx_now(tx),
                     &p->stored, err);
        p->replayed = rc == 0;
        if (rc == ERR_INVALID) {
            p->answer.fail_status = 422;
            p->answer.fail_code = "idempotency_key";
        }
        if (rc != ERR_NOT_FOUND)
            return rc;
        *err = (struct err){0};
    }
    if ((rc = p->change.run(tx, p->req, p->change.arg, &p->answer, err)) < 0)
        return rc;
    if (p->change.action && (rc = write_audit(tx, p, err)) < 0)
        return rc;
    return p->key[0] ? keep_answer(tx, p, err) : 0;
}

static void reply_failure(struct request *req, const struct answer *a, const struct err *err)
{
    if (a->faults.n)
        reply_problem(req, a->fail_status ? a->fail_status : 422,
                      a->fail_code ? a->fail_code : "invalid", &a->faults, "%s",
                      a->faults.v[0].detail);
    else if (a->fail_status)
        reply_problem(req, a->fail_status, a->fail_code, NULL, "%s", err->text);
    else
        reply_err(req, err);
}

static void reply_success(struct request *req, struct answer *a)
{
    if (a->location[0])
        reply_header(req, "Location", "%s", a->location);
    if (a->version)
        api_etag(req, a->version);
    if (a->body)
        reply_json(req, status_of(a), a->body);
    else
        reply_empty(req, status_of(a));
    a->body = NULL;
}

static void pending_done(void *arg, int rc, const struct err *err)
{
    struct pending *p = arg;
    if (rc < 0)
        reply_failure(p->req, &p->answer, err);
    else if (p->replayed)
        reply_stored(p->req, &p->stored);
    else
        reply_success(p->req, &p->answer);
    if (p->change.arg_done)
        p->change.arg_done(p->change.arg);
    json_free(p->answer.body);
    json_free(p->answer.detail);
    faults_done(&p->answer.faults);
    idempotency_row_done(&p->stored);
    struct request *req = p->req;
    free(p);
    request_finish(req);
}

void api_change(struct request *req, const struct api_change *change)
{
    struct pending *p = calloc(1, sizeof *p);
    bool ready = p && read_key(req, p->key, sizeof p->key);
    if (!ready) {
        if (!p)
            reply_problem(req, 503, "no_memory", NULL, "out of memory");
        free(p);
        if (change->arg_done)
            change->arg_done(change->arg);
        if (change->deferred)
            request_finish(req);
        return;
    }
    p->req = req;
    p->change = *change;
    if (p->key[0])
        hash_request(req, change->body_sha256, p->request_sha256);
    p->w = (struct write){.run = pending_run, .done = pending_done, .arg = p};
    if (!change->deferred)
        request_defer(req);
    store_submit(api_of(req)->store, &p->w);
}

/* ---- versions ---- */

void api_etag(struct request *req, int64_t version)
{
    reply_etag(req, "v%lld", (long long)version);
}

int api_match(const struct request *req, int64_t version, struct err *err)
{
    const char *h = request_header(req, "If-Match");
    char etag[32];
    int n = snprintf(etag, sizeof etag, "\"v%lld", (long long)version);
    if (!h || !strcmp(h, "*"))
        return 0;
    for (const char *p = h; (p = strstr(p, etag)); p += n)
        if ((p == h || p[-1] == ',' || p[-1] == ' ') && (p[n] == '"' || p[n] == '.'))
            return 0;
    return err_set(err, ERR_STALE, "it has changed meanwhile: its ETag is now %s\", not %.100s",
                   etag, h);
}

/* ---- wishes ---- */

struct thing_wish *thing_wish_new(struct request *req, const char *id, const char *user,
                                  const char *what, const struct json *body)
{
    struct thing_wish *w = api_may_change(req, user, what) ? api_alloc(req, sizeof *w) : NULL;
    if (!w)
        return NULL;
    w->id = strdup(id);
    w->body = body ? json_dup(body) : NULL;
    return w;
}

void thing_wish_done(void *wish)
{
    struct thing_wish *w = wish;
    free(w->id);
    json_free(w->body);
    free(w);
}
