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
static const struct field user_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "usr_…"},
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "unique in the tenant"},
    {.name = "role", .type = FIELD_ENUM, .choices = user_role_names, .required = true},
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "its name"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "created_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
};
const struct shape shape_user_new = {.name = "UserNew", FIELDS(new_fields)};
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
