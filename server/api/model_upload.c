/* model_upload.c - POST /v1/models: a model file comes back in.
 *
 * The file is one that Allot wrote: safetensors whose metadata holds the spec. It is foreign all
 * the same, so the engine opens it for prediction before it is kept. */
#include "server/api/models.h"
#include "server/api/room.h"

#include "server/run/worker.h"
#include "server/spec/spec.h"
#include <allot/engine.h>
#include <string.h>

const struct field model_upload_query[MODEL_UPLOAD_QUERY] = {
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "unique in the tenant"},
    {.name = "visibility",
     .type = FIELD_ENUM,
     .choices = visibility_names,
     .fallback = "\"tenant\"",
     .help = "who may use it"},
    {.name = "license", .type = FIELD_STRING, .max = 200, .help = "SPDX name or a sentence"},
    {.name = "description", .type = FIELD_STRING, .max = 2000, .help = "for people"},
};

struct upload {
    struct blob *blob;
    struct model_row row;
};

static void upload_done(void *state)
{
    struct upload *u = state;
    blob_close(u->blob);
    model_row_done(&u->row);
    free(u);
}

static char *query_dup(const struct request *req, const char *name)
{
    const char *text = request_query(req, name);
    return text ? strdup(text) : NULL;
}

static void begin(struct request *req)
{
    struct faults faults = {0};
    struct err err = {0};
    char id[ID_MAX];
    const char *name = request_query(req, "name");
    struct upload *u = api_alloc(req, sizeof *u);
    if (!u)
        return;
    request_set_state(req, u, upload_done);
    if (name)
        api_check_name(name, "/query/name", &faults);
    else
        faults_add(&faults, "/query/name", "required", "a name",
                   "the parameter \"name\" is required");
    if (api_refused(req, &faults))
        return;
    u->row = (struct model_row){
        .id = strdup(id_new(id, "mdl")),
        .tenant = strdup(api_who(req)->tenant),
        .user = strdup(api_who(req)->user),
        .name = strdup(name),
        .license = query_dup(req, "license"),
        .description = query_dup(req, "description"),
        .visibility =
            api_index(visibility_names, request_query(req, "visibility"), VISIBILITY_TENANT),
    };
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = room_check(req, r, u->row.tenant, &err);
    reader_return(r);
    if (rc < 0)
        room_refuse(req, &err);
    else
        u->blob = room_blob(req);
}

static void chunk(struct request *req, const void *data, size_t n)
{
    struct upload *u = request_state(req);
    struct err err = {0};
    if (room_append(req, u->blob, data, n, &err) < 0)
        reply_err(req, &err);
}

static void abort_upload(struct request *req)
{
    (void)req; /* upload_done() lets go of the blob */
}

/* ---- the check, on the importer's thread ---- */

static char *provenance(const char *path)
{
    static const char *const keys[] = {"dataset_sha256", "engine_version", "kernel", "lanes",
                                       "seed"};
    struct json *o = json_new_object();
    json_add_bool(o, "uploaded", true);
    for (int i = 0; i < COUNT(keys); i++) {
        char *value = model_metadata(path, keys[i], NULL);
        if (value)
            json_add_str(o, keys[i], value);
        free(value);
    }
    char *text = json_print(o);
    json_free(o);
    return text;
}

/* Whatever is wrong with foreign bytes is the sender's fault. */
static int not_a_model(struct err *err, const char *what)
{
    err_wrap(err, "%s: ", what);
    return err->code = ERR_INVALID;
}

static int open_once(const char *path, struct upload *u, struct err *err)
{
    struct spec spec;
    int rc = spec_parse(u->row.spec, &spec, err);
    if (rc < 0)
        return not_a_model(err, "the file's \"spec\" cannot be used");
    struct model *m = model_open(path, &spec, err);
    if (m)
        u->row.parameters = model_info(m)->parameters;
    model_close(m);
    spec_done(&spec);
    return m ? 0 : not_a_model(err, "this is no model file");
}

static int examine(struct store *store, struct upload *u, struct err *err)
{
    char path[BLOB_PATH_MAX];
    struct err reason = {0};
    blob_path(store, blob_sha256(u->blob), path);
    u->row.spec = model_metadata(path, "spec", &reason);
    if (!u->row.spec)
        return err_set(err, ERR_INVALID,
                       "a model file is safetensors with a \"spec\" in its metadata; %.300s",
                       reason.code ? reason.text : "this one has none");
    int rc = open_once(path, u, err);
    if (rc < 0)
        return rc;
    u->row.sha256 = strdup(blob_sha256(u->blob));
    u->row.bytes = blob_bytes(u->blob);
    u->row.metrics = strdup("{}");
    u->row.provenance = provenance(path);
    return 0;
}

static int create_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct upload *u = arg;
    (void)req;
    int rc = store_model_insert(tx, &u->row, false, err);
    if (rc == 0)
        rc = model_answer(tx, u->row.id, a, err);
    if (rc == ERR_QUOTA) {
        a->fail_status = 413;
        a->fail_code = "storage_bytes";
    }
    if (rc < 0)
        return rc;
    a->status = 201;
    snprintf(a->location, sizeof a->location, "/v1/models/%s", u->row.id);
    return 0;
}

static void import(void *arg)
{
    struct request *req = arg;
    struct upload *u = request_state(req);
    struct err err = {0};
    int rc = blob_commit(u->blob, &err);
    if (rc == 0 && api_replay(req, blob_sha256(u->blob))) {
        request_finish(req);
        return;
    }
    if (rc == 0)
        rc = examine(api_of(req)->store, u, &err);
    if (rc < 0) {
        reply_err(req, &err);
        request_finish(req);
        return;
    }
    api_change(req, &(struct api_change){.action = "model.create",
                                         .run = create_run,
                                         .arg = u,
                                         .body_sha256 = blob_sha256(u->blob),
                                         .deferred = true});
}

static void end(struct request *req)
{
    struct err err = {0};
    request_defer(req);
    if (worker_submit(api_of(req)->importer, api_who(req)->tenant, import, req, &err) < 0) {
        reply_err(req, &err);
        request_finish(req);
    }
}

const struct upload_ops model_upload = {begin, chunk, end, abort_upload};
