/* models.c - the registry: finding, showing, changing, deleting and downloading models. */
#include "server/api/models.h"

#include <string.h>

static const struct field model_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "mdl_…"},
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "unique in its tenant"},
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "whose it is"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "user",
     .type = FIELD_STRING,
     .required = true,
     .nullable = true,
     .help = "who made it"},
    {.name = "user_id", .type = FIELD_STRING, .required = true, .nullable = true, .help = "her id"},
    {.name = "job", .type = FIELD_STRING, .nullable = true, .help = "id of what trained it"},
    {.name = "dataset", .type = FIELD_STRING, .nullable = true, .help = "it learned from"},
    {.name = "dataset_id", .type = FIELD_STRING, .nullable = true, .help = "its id"},
    {.name = "task", .type = FIELD_STRING, .nullable = true, .help = "classification …"},
    {.name = "parameters", .type = FIELD_INT, .required = true, .help = "numbers learned"},
    {.name = "bytes", .type = FIELD_INT, .required = true, .help = "of the safetensors file"},
    {.name = "sha256", .type = FIELD_STRING, .required = true, .help = "of the file"},
    {.name = "metrics", .type = FIELD_OBJECT, .required = true, .help = "its last figures"},
    {.name = "provenance", .type = FIELD_OBJECT, .nullable = true, .help = "how it was made"},
    {.name = "spec", .type = FIELD_OBJECT, .nullable = true, .help = "model, training, data"},
    {.name = "inputs",
     .type = FIELD_ARRAY,
     .help = "of one model: the columns of a row for predict, in order"},
    {.name = "classes",
     .type = FIELD_ARRAY,
     .help = "of one classifier: their names in predict's order, the first 1000"},
    {.name = "targets",
     .type = FIELD_ARRAY,
     .help = "of one other model: names of predict's outputs, the first 1000"},
    {.name = "visibility",
     .type = FIELD_ENUM,
     .choices = visibility_names,
     .required = true,
     .help = "who may use it"},
    {.name = "license", .type = FIELD_STRING, .nullable = true, .help = "SPDX name or a sentence"},
    {.name = "description", .type = FIELD_STRING, .nullable = true, .help = "for people"},
    {.name = "created_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
    {.name = "updated_at", .type = FIELD_STRING, .nullable = true, .help = "RFC 3339"},
};
static const struct part model_parts[] = {{"inputs", &shape_model_input, NULL},
                                          {"classes", NULL, "string"},
                                          {"targets", NULL, "string"},
                                          {0}};
const struct shape shape_model = {
    .name = "TrainedModel", FIELDS(model_fields), .parts = model_parts};

static const struct field patch_fields[] = {
    {.name = "name", .type = FIELD_STRING, .min = 1, .max = 100, .help = "unique in its tenant"},
    {.name = "visibility",
     .type = FIELD_ENUM,
     .choices = visibility_names,
     .help = "who may use it"},
    {.name = "license",
     .type = FIELD_STRING,
     .max = 200,
     .nullable = true,
     .help = "SPDX name or a sentence"},
    {.name = "description", .type = FIELD_STRING, .max = 2000, .nullable = true, .help = "…"},
};
const struct shape shape_model_patch = {.name = "TrainedModelPatch", FIELDS(patch_fields)};

/* ---- finding ---- */

int model_find(struct reader *r, const struct viewer *viewer, const char *own_tenant,
               const char *id_or_name, struct model_row *out, struct err *err)
{
    struct viewer own = *viewer;
    own.tenant = own_tenant;
    own.subtree = true;
    if (!viewer->tenant && store_model_get(r, &own, id_or_name, out, NULL) == 0)
        return 0;
    return store_model_get(r, viewer, id_or_name, out, err);
}

int model_param(struct request *req, struct reader *r, enum store_purpose purpose,
                struct model_row *out)
{
    struct viewer viewer = api_viewer(req, purpose);
    struct err err = {0};
    int rc = model_find(r, &viewer, api_who(req)->tenant, request_param(req, "model"), out, &err);
    if (rc < 0)
        reply_err(req, &err);
    return rc;
}

int model_open_param(struct request *req, struct reader *r, struct model_row *out)
{
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    int rc = model_param(req, r, STORE_TO_READ, out);
    if (rc < 0 || out->visibility != VISIBILITY_TRAIN_ONLY || !viewer.tenant ||
        !strcmp(viewer.tenant, out->tenant))
        return rc;
    reply_problem(req, 403, "train_only", NULL,
                  "model \"%s\" may be trained on but not read: its visibility is train_only",
                  out->name);
    return ERR_DENIED;
}

/* ---- showing ---- */

static void add_dataset(struct json *o, struct reader *r, const char *id)
{
    struct dataset_row d = {0};
    if (id && store_dataset_load(r, id, &d, NULL) == 0) {
        add_named(o, "dataset", id, d.name);
    } else {
        json_add_str(o, "dataset", id);
        json_add_str(o, "dataset_id", id);
    }
    dataset_row_done(&d);
}

struct json *model_show(struct reader *r, const struct model_row *m, const struct viewer *viewer)
{
    bool foreign = is_foreign(r, viewer, m->tenant);
    struct json *o = json_new_object();
    struct json *spec = m->spec ? json_parse(m->spec, strlen(m->spec), NULL) : NULL;
    json_add_str(o, "id", m->id);
    json_add_str(o, "name", m->name);
    add_tenant(o, r, m->tenant);
    add_user(o, r, foreign ? NULL : m->user);
    json_add_str(o, "job", foreign ? NULL : m->job);
    add_dataset(o, r, foreign ? NULL : m->dataset);
    json_add_str(o, "task", json_str(json_get(json_get(spec, "model"), "task"), NULL));
    json_add_int(o, "parameters", m->parameters);
    json_add_int(o, "bytes", m->bytes);
    json_add_str(o, "sha256", m->sha256);
    json_add_raw(o, "metrics", m->metrics && *m->metrics ? m->metrics : "{}");
    add_text(o, "provenance", m->provenance);
    if (spec)
        json_add_take(o, "spec", spec);
    else
        json_add_null(o, "spec");
    json_add_str(o, "visibility", visibility_names[m->visibility]);
    json_add_str(o, "license", m->license);
    json_add_str(o, "description", m->description);
    add_time(o, "created_at", m->created_at);
    add_time(o, "updated_at", m->updated_at);
    return o;
}

void model_get(struct request *req)
{
    struct model_row m = {0};
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    struct reader *r = api_read(req);
    if (!r)
        return;
    struct json *o =
        model_param(req, r, STORE_TO_READ, &m) == 0 ? model_show(r, &m, &viewer) : NULL;
    reader_return(r);
    if (o) {
        add_outline(req, o, &m, &viewer);
        api_etag(req, m.version);
        reply_json(req, 200, o);
    }
    model_row_done(&m);
}

static void reply_table(struct request *req, const struct model_list *list)
{
    static const char *const headers[] = {"MODEL", "NAME",    ">PARAMETERS",
                                          ">SIZE", "VISIBLE", "MADE AT"};
    struct table *t = table_new(COUNT(headers), headers);
    char text[32];
    for (int i = 0; i < list->n; i++) {
        const struct model_row *m = &list->v[i];
        table_cell(t, "%s", m->id);
        table_cell(t, "%s", m->name);
        table_cell(t, "%lld", (long long)m->parameters);
        table_cell(t, "%s", show_bytes(text, m->bytes));
        table_cell(t, "%s", visibility_names[m->visibility]);
        table_cell(t, "%.19s", clock_print(text, m->created_at));
    }
    table_reply_take(req, t);
}

void model_list(struct request *req)
{
    struct model_list list = {0};
    struct err err = {0};
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    struct page page = api_page(req);
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_model_list(r, &viewer, request_query(req, "q"), &page, &list, &err);
    struct json *data = json_new_array();
    for (int i = 0; i < list.n; i++)
        json_add_take(data, NULL, model_show(r, &list.v[i], &viewer));
    reader_return(r);
    if (rc == 0 && !request_wants(req, "text/plain")) {
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
        data = NULL;
    } else if (rc == 0) {
        reply_table(req, &list);
    } else {
        reply_err(req, &err);
    }
    json_free(data);
    model_list_done(&list);
}

/* ---- changing ---- */

/* The model of the path as one its asker may change: her own, or she is an owner. */
static struct thing_wish *model_wish(struct request *req, const struct json *body)
{
    struct model_row m = {0};
    struct thing_wish *w = NULL;
    struct reader *r = api_read(req);
    if (!r)
        return NULL;
    int rc = model_param(req, r, STORE_TO_CHANGE, &m);
    reader_return(r);
    if (rc == 0)
        w = thing_wish_new(req, m.id, m.user, "a model of somebody else", body);
    model_row_done(&m);
    return w;
}

int model_answer(struct tx *tx, const char *id, struct answer *a, struct err *err)
{
    struct model_row now = {0};
    int rc = store_model_load(tx_reader(tx), id, &now, err);
    if (rc == 0) {
        a->version = now.version;
        a->body = model_show(tx_reader(tx), &now, NULL);
        snprintf(a->target, sizeof a->target, "%s", id);
    }
    model_row_done(&now);
    return rc;
}

static int patch_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                     struct err *err)
{
    struct thing_wish *w = arg;
    struct model_row m = {0};
    int rc = store_model_load(tx_reader(tx), w->id, &m, err);
    if (rc == 0)
        rc = api_match(req, m.version, err);
    if (rc == 0) {
        api_patch_str(&m.name, w->body, "name");
        api_patch_str(&m.license, w->body, "license");
        api_patch_str(&m.description, w->body, "description");
        m.visibility = api_index(visibility_names, json_str(json_get(w->body, "visibility"), NULL),
                                 m.visibility);
        rc = store_model_update(tx, &m, err);
    }
    model_row_done(&m);
    if (rc == 0)
        rc = model_answer(tx, w->id, a, err);
    a->detail = rc == 0 ? json_dup(w->body) : NULL;
    return rc;
}

void model_patch(struct request *req)
{
    struct faults faults = {0};
    const struct json *body = api_body(req, &shape_model_patch);
    if (!body)
        return;
    if (json_get(body, "name"))
        api_check_name(json_str(json_get(body, "name"), ""), "/name", &faults);
    struct thing_wish *w = api_refused(req, &faults) ? NULL : model_wish(req, body);
    if (w)
        api_change(req, &(struct api_change){.action = "model.change",
                                             .run = patch_run,
                                             .arg = w,
                                             .arg_done = thing_wish_done});
}

static int delete_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct thing_wish *w = arg;
    struct model_row m = {0};
    int rc = store_model_load(tx_reader(tx), w->id, &m, err);
    if (rc == 0)
        rc = api_match(req, m.version, err);
    if (rc == 0)
        rc = store_model_delete(tx, w->id, err);
    if (rc == 0) {
        a->detail = json_new_object();
        json_add_str(a->detail, "name", m.name);
        snprintf(a->target, sizeof a->target, "%s", w->id);
    }
    model_row_done(&m);
    return rc;
}

void model_delete(struct request *req)
{
    struct thing_wish *w = model_wish(req, NULL);
    if (w)
        api_change(req, &(struct api_change){.action = "model.delete",
                                             .run = delete_run,
                                             .arg = w,
                                             .arg_done = thing_wish_done});
}
