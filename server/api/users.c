/* users.c - people and services of a tenant. Nobody gives a role above her own. */
#include "server/api/handlers.h"

#include <string.h>

static const struct field new_fields[] = {
    {.name = "name",
     .type = FIELD_STRING,
     .min = 1,
     .max = 100,
     .required = true,
     .help = "unique in the tenant"},
    {.name = "role",
     .type = FIELD_ENUM,
     .choices = user_role_names,
     .fallback = "\"member\"",
     .help = "viewer reads; member also submits; owner also manages; admin is the operator"},
};
static const struct field patch_fields[] = {
    {.name = "name", .type = FIELD_STRING, .min = 1, .max = 100, .help = "unique in the tenant"},
    {.name = "role", .type = FIELD_ENUM, .choices = user_role_names, .help = "not above one's own"},
};
static const struct field user_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "usr_…"},
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "unique in the tenant"},
    {.name = "role", .type = FIELD_ENUM, .choices = user_role_names, .required = true},
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "its name"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "created_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
};
const struct shape shape_user_new = {.name = "UserNew", FIELDS(new_fields)};
const struct shape shape_user_patch = {.name = "UserPatch", FIELDS(patch_fields)};
const struct shape shape_user = {.name = "User", FIELDS(user_fields)};

static struct json *user_show(const struct user_row *u)
{
    struct json *o = json_new_object();
    json_add_str(o, "id", u->id);
    json_add_str(o, "name", u->name);
    json_add_str(o, "role", user_role_names[u->role]);
    add_named(o, "tenant", u->tenant, u->tenant_name);
    add_time(o, "created_at", u->created_at);
    return o;
}

void user_list(struct request *req)
{
    struct tenant_row tenant = {0};
    struct user_list list = {0};
    struct page page = api_page(req);
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = api_tenant(req, r, &tenant);
    if (rc == 0) {
        struct scope scope = {tenant.id, false};
        if ((rc = store_user_list(r, &scope, &page, &list, &err)) < 0)
            reply_err(req, &err);
    }
    reader_return(r);
    if (rc == 0) {
        struct json *data = json_new_array();
        for (int i = 0; i < list.n; i++)
            json_add_take(data, NULL, user_show(&list.v[i]));
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
    }
    user_list_done(&list);
    tenant_row_done(&tenant);
}

struct wish {
    struct user_row user;
};

static void wish_done(void *arg)
{
    struct wish *w = arg;
    user_row_done(&w->user);
    free(w);
}

static int create_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct wish *w = arg;
    struct scope scope = {w->user.tenant, false};
    struct user_row now = {0};
    (void)req;
    int rc = store_user_insert(tx, &w->user, err);
    if (rc == 0)
        rc = store_user_get(tx_reader(tx), &scope, w->user.id, &now, err);
    if (rc == 0) {
        a->status = 201;
        a->version = now.version;
        a->body = user_show(&now);
        a->detail = user_show(&now);
        snprintf(a->target, sizeof a->target, "%s", now.id);
        snprintf(a->location, sizeof a->location, "/v1/users/%s", now.id);
    }
    user_row_done(&now);
    return rc;
}

static bool good(struct request *req, const struct json *body, int role)
{
    struct faults faults = {0};
    api_check_name(json_str(json_get(body, "name"), ""), "/name", &faults);
    if (api_refused(req, &faults))
        return false;
    return api_require(req, role, "giving this role");
}

void user_create(struct request *req)
{
    struct tenant_row tenant = {0};
    char id[ID_MAX];
    const struct json *body = api_body(req, &shape_user_new);
    int role = api_index(user_role_names, json_str(json_get(body, "role"), NULL), USER_MEMBER);
    struct reader *r = body && good(req, body, role) ? api_read(req) : NULL;
    if (!r)
        return;
    int rc = api_tenant(req, r, &tenant);
    reader_return(r);
    struct wish *w = rc == 0 ? api_alloc(req, sizeof *w) : NULL;
    if (w) {
        w->user.id = strdup(id_new(id, "usr"));
        w->user.name = api_str_dup(json_get(body, "name"));
        w->user.tenant = tenant.id;
        w->user.role = role;
        tenant.id = NULL;
        api_change(req, &(struct api_change){"user.create", create_run, w, wish_done, NULL, false});
    }
    tenant_row_done(&tenant);
}

/* ---- changing ---- */

struct patch {
    struct scope scope; /* of who asks */
    char asks[ID_MAX];  /* her id */
    int role;           /* her role */
    char *user;         /* as the path says */
    struct json *body;
};

static void patch_done(void *arg)
{
    struct patch *p = arg;
    free(p->user);
    json_free(p->body);
    free(p);
}

/* Nobody rules over a higher role, and nobody takes her own: else the last admin could lock
 * everybody out. */
static int may_patch(const struct patch *p, const struct user_row *u, int role, struct answer *a,
                     struct err *err)
{
    a->fail_code = "forbidden";
    a->fail_status = 403;
    if (u->role > p->role)
        return err_set(err, ERR_DENIED, "%s has the role %s, yours is %s", u->name,
                       user_role_names[u->role], user_role_names[p->role]);
    if (!strcmp(u->id, p->asks) && role != u->role)
        return err_set(err, ERR_DENIED, "one's own role is changed by somebody else");
    a->fail_code = NULL;
    a->fail_status = 0;
    return 0;
}

static int patch_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                     struct err *err)
{
    struct patch *p = arg;
    struct user_row u = {0};
    int rc = store_user_get(tx_reader(tx), &p->scope, p->user, &u, err);
    int role =
        rc < 0 ? 0 : api_index(user_role_names, json_str(json_get(p->body, "role"), NULL), u.role);
    if (rc == 0)
        rc = api_match(req, u.version, err);
    if (rc == 0)
        rc = may_patch(p, &u, role, a, err);
    if (rc == 0) {
        api_patch_str(&u.name, p->body, "name");
        u.role = role;
        rc = store_user_update(tx, &u, err);
    }
    if (rc == 0) {
        tx_touch(tx, "tokens"); /* what was known of her is old */
        a->version = u.version + 1;
        a->body = user_show(&u);
        a->detail = json_dup(p->body);
        snprintf(a->target, sizeof a->target, "%s", u.id);
    }
    user_row_done(&u);
    return rc;
}

void user_patch(struct request *req)
{
    struct faults faults = {0};
    const struct json *body = api_body(req, &shape_user_patch);
    if (!body)
        return;
    const char *name = json_str(json_get(body, "name"), NULL);
    int role = api_index(user_role_names, json_str(json_get(body, "role"), NULL), USER_VIEWER);
    if (name)
        api_check_name(name, "/name", &faults);
    if (api_refused(req, &faults) || !api_require(req, role, "giving this role"))
        return;
    struct patch *p = api_alloc(req, sizeof *p);
    if (!p)
        return;
    p->scope = api_scope(req);
    p->role = api_who(req)->role;
    p->user = strdup(request_param(req, "user"));
    p->body = json_dup(body);
    snprintf(p->asks, sizeof p->asks, "%s", api_who(req)->user);
    api_change(req,
               &(struct api_change){
                   .action = "user.change", .run = patch_run, .arg = p, .arg_done = patch_done});
}

/* GET /v1/users/{user}: so that Location leads somewhere. */
void user_get(struct request *req)
{
    struct user_row user = {0};
    struct scope scope = api_scope(req);
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_user_get(r, &scope, request_param(req, "user"), &user, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
    } else {
        api_etag(req, user.version);
        reply_json(req, 200, user_show(&user));
    }
    user_row_done(&user);
}
