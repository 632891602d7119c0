/* tenants.c - the tree of organisations: an admin grows it anywhere, an owner below her own. */
#include "server/api/handlers.h"

#include <string.h>

/* 1,000,000: shares are exact rationals; sums of 10,000 such weights stay far below 2^53. */
enum { WEIGHT_MAX = 1000000 };

#define NAME(must)                                                                                 \
    {                                                                                              \
        .name = "name", .type = FIELD_STRING, .min = 1, .max = 100, .required = (must),            \
        .help = "unique below its parent"                                                          \
    }
#define PARENT                                                                                     \
    {                                                                                              \
        .name = "parent", .type = FIELD_STRING, .nullable = true,                                  \
        .help = "the tenant it is part of, or null"                                                \
    }
#define CATEGORY                                                                                   \
    {                                                                                              \
        .name = "category", .type = FIELD_ENUM, .choices = tenant_category_names,                  \
        .fallback = "\"individual\"", .help = "what kind of organisation; programmes fund by it"   \
    }
#define WEIGHT                                                                                     \
    {                                                                                              \
        .name = "weight", .type = FIELD_INT, .min = 1, .max = WEIGHT_MAX, .fallback = "1",         \
        .help = "its part of what its parent has, against its siblings'"                           \
    }

static const struct field new_fields[] = {NAME(true), PARENT, CATEGORY, WEIGHT};
static const struct field patch_fields[] = {NAME(false), PARENT, CATEGORY, WEIGHT};
static const struct field tenant_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "ten_…"},
    NAME(true),
    {.name = "parent",
     .type = FIELD_STRING,
     .required = true,
     .nullable = true,
     .help = "name of the tenant it is part of, or null"},
    {.name = "parent_id", .type = FIELD_STRING, .nullable = true, .help = "its id"},
    CATEGORY,
    WEIGHT,
    {.name = "created_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
};
const struct shape shape_tenant_new = {.name = "TenantNew", FIELDS(new_fields)};
const struct shape shape_tenant_patch = {.name = "TenantPatch", FIELDS(patch_fields)};
const struct shape shape_tenant = {.name = "Tenant", FIELDS(tenant_fields)};

/* ---- showing ---- */

static void add_parent(struct json *o, struct reader *r, const char *parent)
{
    struct scope everybody = {0};
    struct tenant_row row = {0};
    if (parent && store_tenant_get(r, &everybody, parent, &row, NULL) == 0)
        add_named(o, "parent", row.id, row.name);
    else
        add_named(o, "parent", parent, NULL);
    tenant_row_done(&row);
}

static struct json *tenant_show(struct reader *r, const struct tenant_row *t)
{
    struct json *o = json_new_object();
    json_add_str(o, "id", t->id);
    json_add_str(o, "name", t->name);
    add_parent(o, r, t->parent);
    json_add_str(o, "category", tenant_category_names[t->category]);
    json_add_int(o, "weight", t->weight);
    add_time(o, "created_at", t->created_at);
    return o;
}

void tenant_get(struct request *req)
{
    struct tenant_row tenant = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    struct json *o = api_tenant(req, r, &tenant) == 0 ? tenant_show(r, &tenant) : NULL;
    reader_return(r);
    if (o) {
        api_etag(req, tenant.version);
        reply_json(req, 200, o);
    }
    tenant_row_done(&tenant);
}

void tenant_list(struct request *req)
{
    struct tenant_list list = {0};
    struct scope scope = api_scope(req);
    struct page page = api_page(req);
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_tenant_list(r, &scope, &page, &list, &err);
    struct json *data = json_new_array();
    for (int i = 0; i < list.n; i++)
        json_add_take(data, NULL, tenant_show(r, &list.v[i]));
    reader_return(r);
    if (rc < 0) {
        json_free(data);
        reply_err(req, &err);
    } else {
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
    }
    tenant_list_done(&list);
}

/* ---- changing ---- */

struct wish {
    struct scope scope; /* of who asks */
    char *tenant;       /* id of the one to change or delete */
    char *parent;       /* as the body said: id or name */
    bool has_parent;    /* it said something, null included */
    struct json *body;
};

static void wish_done(void *arg)
{
    struct wish *w = arg;
    free(w->tenant);
    free(w->parent);
    json_free(w->body);
    free(w);
}

static struct wish *wish_new(struct request *req, const struct json *body)
{
    struct wish *w = api_alloc(req, sizeof *w);
    if (!w)
        return NULL;
    w->scope = api_scope(req);
    w->body = body ? json_dup(body) : NULL;
    w->parent = api_str_dup(json_get(body, "parent"));
    w->has_parent = json_get(body, "parent") != NULL;
    return w;
}

/* Turns the wished parent into an id within what the caller rules; an owner's tenants stay below
 * hers. */
static int find_parent(struct reader *r, const struct wish *w, char **id, struct err *err)
{
    struct tenant_row parent = {0};
    if (!w->parent && !w->scope.tenant)
        return 0;
    const char *name = w->parent ? w->parent : w->scope.tenant;
    int rc = store_tenant_get(r, &w->scope, name, &parent, err);
    if (rc == 0) {
        free(*id);
        *id = parent.id;
        parent.id = NULL;
    } else if (rc == ERR_NOT_FOUND) {
        rc = err_set(err, ERR_INVALID, "there is no tenant \"%s\" to be the parent", name);
    }
    tenant_row_done(&parent);
    return rc;
}

static void apply(struct tenant_row *t, const struct json *body)
{
    api_patch_str(&t->name, body, "name");
    api_patch_int(&t->weight, body, "weight", 1);
    t->category =
        api_index(tenant_category_names, json_str(json_get(body, "category"), NULL), t->category);
}

/* Fills the answer with the tenant as it is now. */
static int answer_tenant(struct tx *tx, const char *id, struct answer *a, struct err *err)
{
    struct scope everybody = {0};
    struct tenant_row now = {0};
    int rc = store_tenant_get(tx_reader(tx), &everybody, id, &now, err);
    if (rc == 0) {
        a->version = now.version;
        a->body = tenant_show(tx_reader(tx), &now);
        snprintf(a->target, sizeof a->target, "%s", id);
    }
    tenant_row_done(&now);
    return rc;
}

static int create_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct wish *w = arg;
    char id[ID_MAX];
    struct tenant_row t = {.category = TENANT_INDIVIDUAL, .weight = 1};
    (void)req;
    apply(&t, w->body);
    t.id = strdup(id_new(id, "ten"));
    int rc = find_parent(tx_reader(tx), w, &t.parent, err);
    if (rc == 0)
        rc = store_tenant_insert(tx, &t, err);
    if (rc == 0)
        rc = answer_tenant(tx, id, a, err);
    tenant_row_done(&t);
    if (rc < 0)
        return rc;
    a->status = 201;
    a->detail = json_dup(w->body);
    snprintf(a->location, sizeof a->location, "/v1/tenants/%s", id);
    return 0;
}

static bool good_name(struct request *req, const struct json *body)
{
    struct faults faults = {0};
    const struct json *name = json_get(body, "name");
    if (name)
        api_check_name(json_str(name, ""), "/name", &faults);
    return !api_refused(req, &faults);
}

void tenant_create(struct request *req)
{
    const struct json *body = api_body(req, &shape_tenant_new);
    struct wish *w = body && good_name(req, body) ? wish_new(req, body) : NULL;
    if (w)
        api_change(req,
                   &(struct api_change){"tenant.create", create_run, w, wish_done, NULL, false});
}

static int patch_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                     struct err *err)
{
    struct wish *w = arg;
    struct tenant_row t = {0};
    int rc = store_tenant_get(tx_reader(tx), &w->scope, w->tenant, &t, err);
    if (rc == 0)
        rc = api_match(req, t.version, err);
    if (rc == 0) {
        apply(&t, w->body);
        if (w->has_parent) {
            free(t.parent);
            t.parent = NULL;
            rc = find_parent(tx_reader(tx), w, &t.parent, err);
        }
    }
    if (rc == 0)
        rc = store_tenant_update(tx, &t, err);
    tenant_row_done(&t);
    if (rc == 0)
        rc = answer_tenant(tx, w->tenant, a, err);
    a->detail = rc == 0 ? json_dup(w->body) : NULL;
    return rc;
}

static int delete_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct wish *w = arg;
    struct tenant_row t = {0};
    int rc = store_tenant_get(tx_reader(tx), &w->scope, w->tenant, &t, err);
    if (rc == 0)
        rc = api_match(req, t.version, err);
    if (rc == 0)
        rc = store_tenant_delete(tx, t.id, err);
    if (rc == 0) {
        a->detail = json_new_object();
        json_add_str(a->detail, "name", t.name);
        snprintf(a->target, sizeof a->target, "%s", t.id);
    }
    tenant_row_done(&t);
    return rc;
}

/* The tenant of the path, when it lies below the caller's own (an admin's: anywhere). */
static char *ruled_tenant(struct request *req)
{
    struct tenant_row t = {0};
    char *id = NULL;
    struct reader *r = api_read(req);
    if (!r)
        return NULL;
    int rc = api_tenant(req, r, &t);
    reader_return(r);
    if (rc == 0 && !api_is_admin(req) && !strcmp(t.id, api_who(req)->tenant)) {
        reply_problem(req, 403, "forbidden", NULL,
                      "a tenant itself is changed by an admin or by an owner above it");
    } else if (rc == 0) {
        id = t.id;
        t.id = NULL;
    }
    tenant_row_done(&t);
    return id;
}

void tenant_patch(struct request *req)
{
    const struct json *body = api_body(req, &shape_tenant_patch);
    char *id = body && good_name(req, body) ? ruled_tenant(req) : NULL;
    struct wish *w = id ? wish_new(req, body) : NULL;
    if (!w) {
        free(id);
        return;
    }
    w->tenant = id;
    api_change(req, &(struct api_change){"tenant.change", patch_run, w, wish_done, NULL, false});
}

void tenant_delete(struct request *req)
{
    char *id = ruled_tenant(req);
    struct wish *w = id ? wish_new(req, NULL) : NULL;
    if (!w) {
        free(id);
        return;
    }
    w->tenant = id;
    api_change(req, &(struct api_change){"tenant.delete", delete_run, w, wish_done, NULL, false});
}
