/* tokens.c - bearer secrets: shown once, kept as a hash, limited by time and scope.
 *
 * A user makes tokens for herself; an owner for those of her subtree with no role above hers, an
 * admin for everybody. A token never carries more than the one that made it. */
#include "server/api/handlers.h"

#include <string.h>

/* Ten years: whoever wants a token for ever leaves expires_in_s out. */
#define EXPIRES_MAX_S (10 * 366 * 86400.0)

static const struct field new_fields[] = {
    {.name = "name",
     .type = FIELD_STRING,
     .min = 1,
     .max = 100,
     .required = true,
     .help = "what it is for"},
    {.name = "expires_in_s",
     .type = FIELD_INT,
     .min = 1,
     .max = EXPIRES_MAX_S,
     .nullable = true,
     .help = "seconds it is good for; null: until it is deleted"},
    {.name = "scopes",
     .type = FIELD_ARRAY,
     .min = 0,
     .max = 6,
     .fallback = "[]",
     .help = "of read, jobs, datasets, models, predict, manage; [] is all that the role may"},
};
static const struct field token_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "tok_…"},
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "what it is for"},
    {.name = "token",
     .type = FIELD_STRING,
     .nullable = true,
     .help = "the secret; only in the answer that made it"},
    {.name = "prefix", .type = FIELD_STRING, .help = "how the secret begins"},
    {.name = "user", .type = FIELD_STRING, .required = true, .help = "name of who holds it"},
    {.name = "user_id", .type = FIELD_STRING, .required = true, .help = "her id"},
    {.name = "scopes", .type = FIELD_ARRAY, .required = true, .help = "[]: all the role may"},
    {.name = "created_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
    {.name = "expires_at",
     .type = FIELD_STRING,
     .required = true,
     .nullable = true,
     .help = "RFC 3339, or null: never"},
    {.name = "used_at", .type = FIELD_STRING, .nullable = true, .help = "to the minute"},
};
static const struct part token_parts[] = {{"scopes", NULL, "string"}, {0}};
const struct shape shape_token_new = {.name = "TokenNew", FIELDS(new_fields), .parts = token_parts};
const struct shape shape_token = {.name = "Token", FIELDS(token_fields), .parts = token_parts};

static struct json *token_show(const struct token_row *t, const struct user_row *user)
{
    struct json *o = json_new_object();
    json_add_str(o, "id", t->id);
    json_add_str(o, "name", t->name);
    json_add_str(o, "prefix", t->prefix);
    add_named(o, "user", user->id, user->name);
    json_add_raw(o, "scopes", t->scopes);
    add_time(o, "created_at", t->created_at);
    add_time(o, "expires_at", t->expires_at);
    add_time(o, "used_at", t->used_at);
    return o;
}

/* The user of the path, when the caller may handle her tokens; replies otherwise. */
static int token_user(struct request *req, struct user_row *out)
{
    struct scope scope = api_scope(req);
    struct err err = {0};
    const struct principal *who = api_who(req);
    struct reader *r = api_read(req);
    if (!r)
        return ERR_BUSY;
    int rc = store_user_get(r, &scope, request_param(req, "user"), out, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
    } else if (strcmp(out->id, who->user) &&
               !(api_require(req, USER_OWNER, "another user's tokens") &&
                 api_require(req, out->role, "the tokens of a user with a higher role"))) {
        rc = ERR_DENIED;
    }
    return rc;
}

/* ---- making ---- */

struct wish {
    struct token_row token;
    struct user_row user;
    char secret[TOKEN_SECRET_MAX];
};

static void wish_done(void *arg)
{
    struct wish *w = arg;
    token_row_done(&w->token);
    user_row_done(&w->user);
    memset(w->secret, 0, sizeof w->secret);
    free(w);
}

static int create_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct wish *w = arg;
    (void)req;
    w->token.created_at = tx_now(tx);
    int rc = store_token_insert(tx, &w->token, err);
    if (rc < 0)
        return rc;
    a->status = 201;
    a->body = token_show(&w->token, &w->user);
    a->detail = token_show(&w->token, &w->user);
    json_add_str(a->body, "token", w->secret);
    a->secret = "token";
    snprintf(a->target, sizeof a->target, "%s", w->token.id);
    snprintf(a->location, sizeof a->location, "/v1/tokens/%s", w->token.id);
    return 0;
}

static bool good_scopes(struct request *req, const struct json *body)
{
    struct faults faults = {0};
    char pointer[32];
    int i = 0, n = 0;
    while (api_scope_names[n])
        n++;
    for (const struct json *e = json_first(json_get(body, "scopes")); e; e = json_next(e), i++) {
        const char *word = json_str(e, ""), *near = nearest_name(word, api_scope_names, n);
        if (api_index(api_scope_names, word, -1) >= 0)
            continue;
        snprintf(pointer, sizeof pointer, "/scopes/%d", i);
        faults_add(&faults, pointer, "choice", "read, jobs, datasets, models, predict, manage",
                   "\"%.40s\" is no scope%s%s%s", word, near ? "; did you mean \"" : "",
                   near ? near : "", near ? "\"?" : "");
    }
    return !api_refused(req, &faults);
}

/* Scopes may be narrowed, never widened: a limited token makes tokens with its own scopes. */
static char *scopes_for(const struct request *req, const struct json *body)
{
    const char *own = api_who(req)->scopes;
    const struct json *asked = json_get(body, "scopes");
    if (own[0] && strcmp(own, "[]"))
        return strdup(own);
    return asked ? json_print(asked) : strdup("[]");
}

static void fill(struct wish *w, const struct request *req, const struct json *body)
{
    char id[ID_MAX], sha256[HASH_TEXT_MAX];
    int64_t expires_in_s = json_int(json_get(body, "expires_in_s"), 0);
    token_secret_new(w->secret);
    w->token.id = strdup(id_new(id, "tok"));
    w->token.user = strdup(w->user.id);
    w->token.name = api_str_dup(json_get(body, "name"));
    w->token.prefix = strndup(w->secret, TOKEN_PREFIX_LEN);
    w->token.sha256 = strdup(hash_sha256(sha256, w->secret, strlen(w->secret)));
    w->token.scopes = scopes_for(req, body);
    w->token.expires_at = expires_in_s ? clock_wall_ms() + 1000 * expires_in_s : 0;
}

void token_create(struct request *req)
{
    const struct json *body = api_body(req, &shape_token_new);
    struct wish *w = body && good_scopes(req, body) ? api_alloc(req, sizeof *w) : NULL;
    if (!w)
        return;
    if (token_user(req, &w->user) < 0) {
        wish_done(w);
        return;
    }
    fill(w, req, body);
    api_change(req, &(struct api_change){"token.create", create_run, w, wish_done, NULL, false});
}

/* ---- looking ---- */

void token_list(struct request *req)
{
    struct user_row user = {0};
    struct token_list list = {0};
    struct page page = api_page(req);
    struct err err = {0};
    struct reader *r;
    if (token_user(req, &user) < 0 || !(r = api_read(req))) {
        user_row_done(&user);
        return;
    }
    int rc = store_token_list(r, user.id, &page, &list, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
    } else {
        struct json *data = json_new_array();
        for (int i = 0; i < list.n; i++)
            json_add_take(data, NULL, token_show(&list.v[i], &user));
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
    }
    token_list_done(&list);
    user_row_done(&user);
}

/* ---- deleting ---- */

struct drop {
    struct scope scope;
    char user[ID_MAX]; /* who asks */
    int role;
    char *token;
};

static void drop_done(void *arg)
{
    struct drop *d = arg;
    free(d->token);
    free(d);
}

/* Whose it is decides, in the transaction. To who may not, it does not exist. */
static int drop_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                    struct err *err)
{
    struct drop *d = arg;
    struct token_row token = {0};
    struct user_row user = {0};
    (void)req;
    int rc = store_token_get(tx_reader(tx), d->token, &token, err);
    if (rc == 0)
        rc = store_user_get(tx_reader(tx), &d->scope, token.user, &user, err);
    if (rc == ERR_NOT_FOUND ||
        (rc == 0 && strcmp(user.id, d->user) && (d->role < USER_OWNER || d->role < user.role)))
        rc = err_set(err, ERR_NOT_FOUND, "there is no token \"%.60s\"", d->token);
    if (rc == 0)
        rc = store_token_delete(tx, token.id, err);
    if (rc == 0) {
        tx_touch(tx, "tokens");
        a->detail = token_show(&token, &user);
        snprintf(a->target, sizeof a->target, "%s", token.id);
    }
    token_row_done(&token);
    user_row_done(&user);
    return rc;
}

void token_delete(struct request *req)
{
    const struct principal *who = api_who(req);
    struct drop *d = api_alloc(req, sizeof *d);
    if (!d)
        return;
    d->scope = api_scope(req);
    d->role = who->role;
    d->token = strdup(request_param(req, "token"));
    snprintf(d->user, sizeof d->user, "%s", who->user);
    api_change(req, &(struct api_change){"token.delete", drop_run, d, drop_done, NULL, false});
}
