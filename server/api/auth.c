/* auth.c - who asks, and whether she may.
 *
 * A bearer token is looked up by its SHA-256. What was found is kept for a few seconds, so that a
 * busy client costs one look-up and not one a request; a change of users, roles or tokens empties
 * the cache by moving its epoch on, so a revoked token is refused from the next request on. */
#include "server/api/handler.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* 5 s: an expired token is refused by its own time anyway; this only bounds the memory of it. */
enum { AUTH_CACHE_MS = 5000 };

/* used_at is kept to the minute. */
enum { USED_EVERY_MS = 60000 };

/* read: every GET · jobs, datasets, models: those things, reading and changing · predict: only
 * asking models · manage: tenants, users, tokens, quotas, grants, the cluster. */
const char *const api_scope_names[] = {"read",    "jobs",   "datasets", "models",
                                       "predict", "manage", NULL};

void auth_forget(struct api *api)
{
    pthread_mutex_lock(&api->auth_lock);
    api->auth_epoch++;
    pthread_mutex_unlock(&api->auth_lock);
}

/* ---- the cache: one place per hash, the newer displaces the older ---- */

static struct auth_entry *place(struct api *api, const char *sha256)
{
    char head[9] = {0};
    memcpy(head, sha256, 8);
    return &api->auth[strtoul(head, NULL, 16) % AUTH_CACHE_SIZE];
}

static bool cached(struct api *api, const char *sha256, struct principal *who, int64_t *epoch)
{
    pthread_mutex_lock(&api->auth_lock);
    struct auth_entry *e = place(api, sha256);
    bool hit = e->epoch == api->auth_epoch && !strcmp(e->sha256, sha256) &&
               e->until_ms > clock_boot_ms() &&
               (!e->who.expires_at || e->who.expires_at > clock_wall_ms());
    if (hit)
        *who = e->who;
    *epoch = api->auth_epoch;
    pthread_mutex_unlock(&api->auth_lock);
    return hit;
}

static void remember(struct api *api, const char *sha256, const struct principal *who,
                     int64_t epoch)
{
    pthread_mutex_lock(&api->auth_lock);
    struct auth_entry *e = place(api, sha256);
    memcpy(e->sha256, sha256, HASH_TEXT_MAX);
    e->who = *who;
    e->until_ms = clock_boot_ms() + AUTH_CACHE_MS;
    e->epoch = epoch;
    pthread_mutex_unlock(&api->auth_lock);
}

/* ---- noting that a token was used ---- */

struct used {
    struct write w;
    char token[ID_MAX];
};

static int used_run(struct tx *tx, void *arg, struct err *err)
{
    struct used *u = arg;
    return store_token_used(tx, u->token, tx_now(tx), err);
}

static void used_done(void *arg, int rc, const struct err *err)
{
    (void)rc, (void)err;
    free(arg);
}

static void note_used(struct api *api, const struct principal *who)
{
    if (clock_wall_ms() - who->used_at < USED_EVERY_MS)
        return;
    struct used *u = calloc(1, sizeof *u);
    if (!u)
        return;
    memcpy(u->token, who->token, ID_MAX);
    u->w = (struct write){.run = used_run, .done = used_done, .arg = u, .lazy = true};
    store_submit(api->store, &u->w);
}

/* ---- finding the principal ---- */

/* The secret of "Authorization: Bearer SECRET", or NULL. */
static const char *bearer(const struct request *req)
{
    const char *h = request_header(req, "Authorization");
    if (!h || strncasecmp(h, "Bearer ", 7))
        return NULL;
    h += 7;
    while (*h == ' ')
        h++;
    return *h ? h : NULL;
}

static int find(struct api *api, const char *secret, struct principal *who, struct err *err)
{
    char sha256[HASH_TEXT_MAX];
    int64_t epoch;
    hash_sha256(sha256, secret, strlen(secret));
    if (cached(api, sha256, who, &epoch))
        return 0;
    struct reader *r = reader_borrow(api->store, err);
    if (!r)
        return err->code;
    int rc = store_token_find(r, sha256, clock_wall_ms(), who, err);
    reader_return(r);
    if (rc < 0)
        return rc;
    remember(api, sha256, who, epoch);
    note_used(api, who);
    return 0;
}

static void refuse(struct request *req, const char *detail)
{
    reply_header(req, "WWW-Authenticate", "Bearer realm=\"allot\"");
    reply_problem(req, 401, "unauthorized", NULL, "%s", detail);
}

/* ---- what a token's scopes allow ---- */

static bool has_scope(const struct principal *who, const char *name)
{
    char quoted[32];
    snprintf(quoted, sizeof quoted, "\"%s\"", name);
    return strstr(who->scopes, quoted) != NULL;
}

/* The scope that guards a path, besides `read`. */
static const char *scope_of(const char *path)
{
    static const char *const rooms[] = {"jobs", "datasets", "models"};
    if (strncmp(path, "/v1/", 4))
        return "manage";
    for (int i = 0; i < COUNT(rooms); i++) {
        size_t n = strlen(rooms[i]);
        if (!strncmp(path + 4, rooms[i], n) && (!path[4 + n] || path[4 + n] == '/'))
            return rooms[i];
    }
    return "manage";
}

static bool asks_model(const char *path)
{
    const char *last = strrchr(path, '/');
    return !strncmp(path, "/v1/models/", 11) &&
           (!strcmp(last, "/predict") || !strcmp(last, "/evaluate") || !strcmp(last, "/generate"));
}

static bool in_scope(const struct request *req, const struct principal *who)
{
    const char *path = request_path(req);
    if (!has_scope(who, "") && (!who->scopes[0] || !strcmp(who->scopes, "[]")))
        return true;
    if (!strcmp(path, "/v1/me") || has_scope(who, scope_of(path)))
        return true;
    if (!strcmp(request_method(req), "GET") && has_scope(who, "read"))
        return true;
    return asks_model(path) && has_scope(who, "predict");
}

void api_authorize(struct request *req, int role, void *arg)
{
    struct api *api = arg;
    struct err err = {0};
    const char *secret = bearer(req);
    struct principal *who = secret ? calloc(1, sizeof *who) : NULL;
    int rc = !who ? ERR_NOT_FOUND : find(api, secret, who, &err);
    if (rc == 0) {
        request_set_user(req, who, free);
        request_set_label(req, who->user);
    } else {
        free(who);
    }
    if (role == ROLE_OPEN)
        return;
    if (rc == ERR_NOT_FOUND)
        refuse(req, !request_header(req, "Authorization")
                        ? "a token is needed: send \"Authorization: Bearer TOKEN\""
                    : secret ? "the token is unknown, revoked or expired"
                             : "the Authorization header must read \"Bearer TOKEN\"");
    else if (rc < 0)
        reply_err(req, &err);
    else if (api_require(req, role, "this") && !in_scope(req, who))
        reply_problem(req, 403, "scope", NULL, "the token is limited to the scopes %s",
                      who->scopes);
}

/* ---- for handlers ---- */

const struct principal *api_who(const struct request *req)
{
    return request_user(req);
}

bool api_is_admin(const struct request *req)
{
    const struct principal *who = api_who(req);
    return who && who->role == USER_ADMIN;
}

struct scope api_scope(const struct request *req)
{
    const struct principal *who = api_who(req);
    if (who->role == USER_ADMIN)
        return (struct scope){0};
    return (struct scope){who->tenant, who->role == USER_OWNER};
}

struct viewer api_viewer(const struct request *req, enum store_purpose purpose)
{
    const struct principal *who = api_who(req);
    struct scope scope = api_scope(req);
    return (struct viewer){scope.tenant, who->user, scope.subtree, purpose};
}

bool api_require(struct request *req, int role, const char *what)
{
    const struct principal *who = api_who(req);
    if (who->role >= role)
        return true;
    reply_problem(req, 403, "forbidden", NULL, "%s needs the role %s; yours is %s", what,
                  user_role_names[role], user_role_names[who->role]);
    return false;
}

bool api_may_change(struct request *req, const char *user, const char *what)
{
    const struct principal *who = api_who(req);
    return !strcmp(user, who->user) || api_require(req, USER_OWNER, what);
}
