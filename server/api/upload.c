/* upload.c - from bytes on the wire to a dataset: stream, hash, convert, one row.
 *
 * The body goes piece by piece into a blob. When all of it is there the request waits, without a
 * thread of the API, for the importer: it converts the upload into the canonical file and hands
 * both to the writer. The row is made in that one transaction, so a broken file, a lost connection
 * or a kill leave nothing behind; there is nothing to undo. An upload without labels that needs
 * them is converted too, so that its faults are told now and not at the labels' coming. */
#include "server/api/datasets.h"
#include "server/api/room.h"

#include "server/run/worker.h"
#include "server/spec/spec.h"
#include <allot/engine.h>
#include <string.h>

/* One upload, the request's state. */
struct upload {
    struct blob *blob;      /* what arrives: the data, or the labels */
    struct blob *canonical; /* what it was converted to */
    struct dataset_row row; /* as it will be; of labels: as the dataset was when they came */
    struct value options[OPTIONS_MAX];
    char *vocabulary; /* the canonical blob that vocabulary_from means */
    bool is_labels;
    bool unlabelled; /* labels=none */
};

static void upload_done(void *state)
{
    struct upload *u = state;
    blob_close(u->blob);
    blob_close(u->canonical);
    dataset_row_done(&u->row);
    values_done(u->options);
    free(u->vocabulary);
    free(u);
}

/* ---- begin ---- */

static void read_query(struct request *req, struct upload *u, struct faults *faults)
{
    const char *name = request_query(req, "name"), *format = request_query(req, "format");
    char id[ID_MAX];
    if (!name)
        faults_add(faults, "/query/name", "required", "a name",
                   "the parameter \"name\" is required");
    else
        api_check_name(name, "/query/name", faults);
    const struct kind *kind = format ? upload_format(format) : NULL;
    if (kind)
        upload_options(req, kind, u->options, faults);
    else
        upload_unknown_format(format ? format : "", faults);
    const char *labels = request_query(req, "labels");
    u->unlabelled = labels && !strcmp(labels, "none");
    const char *license = request_query(req, "license");
    const char *description = request_query(req, "description");
    u->row = (struct dataset_row){
        .id = strdup(id_new(id, "ds")),
        .tenant = strdup(api_who(req)->tenant),
        .user = strdup(api_who(req)->user),
        .name = strdup(name ? name : ""),
        .format = strdup(format ? format : ""),
        .visibility =
            api_index(visibility_names, request_query(req, "visibility"), VISIBILITY_TENANT),
        .license = license ? strdup(license) : NULL,
        .description = description ? strdup(description) : NULL,
    };
}

/* A name that is taken is told before the body is read; the transaction decides. */
static int check_name_free(struct request *req, struct reader *r, const struct upload *u,
                           struct err *err)
{
    struct viewer own = {u->row.tenant, u->row.user, true, STORE_TO_CHANGE};
    struct dataset_row there = {0};
    int rc = store_dataset_get(r, &own, u->row.name, &there, NULL);
    bool taken = rc == 0 && !strcmp(there.tenant, u->row.tenant) &&
                 !request_header(req, "Idempotency-Key"); /* whose answer may be stored */
    dataset_row_done(&there);
    return taken ? err_set(err, ERR_CONFLICT, "a dataset named \"%s\" exists in the tenant already",
                           u->row.name)
                 : 0;
}

/* The text that vocabulary_from names; whose bytes the asker may read, since tokens are pieces of
 * them. */
static int find_vocabulary(struct request *req, struct reader *r, struct upload *u, struct err *err)
{
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    struct dataset_row d = {0};
    const char *name = request_query(req, "vocabulary_from");
    int rc = name ? dataset_find(r, &viewer, api_who(req)->tenant, name, &d, err) : 0;
    if (name && rc == 0 && (!dataset_readable(&d, &viewer) || !d.canonical))
        rc =
            err_set(err, ERR_INVALID, "the vocabulary of dataset \"%s\" is not to be read", d.name);
    if (name && rc == 0 && strcmp(d.format, "text") != 0)
        rc = err_set(err, ERR_INVALID, "vocabulary_from wants a text; dataset \"%s\" has format %s",
                     d.name, d.format);
    if (name && rc == 0)
        u->vocabulary = strdup(d.canonical);
    dataset_row_done(&d);
    return rc;
}

static struct upload *upload_new(struct request *req)
{
    struct upload *u = api_alloc(req, sizeof *u);
    if (u)
        request_set_state(req, u, upload_done);
    return u;
}

static void data_begin(struct request *req)
{
    struct faults faults = {0};
    struct err err = {0};
    struct upload *u = upload_new(req);
    if (!u)
        return;
    read_query(req, u, &faults);
    if (api_refused(req, &faults))
        return;
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = check_name_free(req, r, u, &err);
    if (rc == 0 && (rc = find_vocabulary(req, r, u, &err)) < 0) {
        reader_return(r);
        reply_err(req, &err);
        return;
    }
    if (rc == 0)
        rc = room_check(req, r, u->row.tenant, &err);
    reader_return(r);
    if (rc < 0)
        room_refuse(req, &err);
    else
        u->blob = room_blob(req);
}

/* ---- the pieces ---- */

static void any_chunk(struct request *req, const void *data, size_t n)
{
    struct upload *u = request_state(req);
    struct err err = {0};
    int rc = room_append(req, u->blob, data, n, &err);
    if (rc < 0)
        reply_err(req, &err);
}

static void any_abort(struct request *req)
{
    (void)req; /* upload_done() lets go of the blob, and with it of the file */
}

/* ---- the import, on the importer's thread ---- */

static void set_text(char **slot, const char *text)
{
    free(*slot);
    *slot = strdup(text);
}

/* What provenance names: the upload; with labels of their own, both. */
static void set_sha256(struct dataset_row *row)
{
    char both[2 * HASH_TEXT_MAX + 2], sha256[HASH_TEXT_MAX];
    if (!row->labels) {
        set_text(&row->sha256, row->content);
        return;
    }
    int n = snprintf(both, sizeof both, "%s\n%s\n", row->content, row->labels);
    set_text(&row->sha256, hash_sha256(sha256, both, (size_t)n));
}

/* Fills in what the canonical file says, then makes a blob of it. */
static int take_canonical(struct store *store, struct upload *u, const char *path, struct err *err)
{
    struct dataset *ds = dataset_open(path, err);
    if (!ds)
        return err->code;
    const struct dataset_info *info = dataset_info(ds);
    u->row.rows = info->rows;
    bool waits = info->rank && !info->labelled && !u->unlabelled;
    u->row.state = waits ? DATASET_INCOMPLETE : DATASET_READY;
    free(u->row.schema);
    u->row.schema = dataset_schema(info);
    dataset_close(ds);
    u->canonical = blob_adopt(store, path, err);
    if (!u->canonical)
        return err->code;
    set_text(&u->row.canonical, blob_sha256(u->canonical));
    u->row.canonical_bytes = blob_bytes(u->canonical);
    return 0;
}

/* The engine knows files, not names. */
static void set_vocabulary(struct store *store, struct upload *u)
{
    char path[BLOB_PATH_MAX];
    int i = option_find(upload_format("text"), "vocabulary_from");
    if (!u->vocabulary || u->options[i].n < 1)
        return;
    free(u->options[i].names[0]);
    u->options[i].names[0] = strdup(blob_path(store, u->vocabulary, path));
}

static int convert(struct store *store, struct upload *u, struct err *err)
{
    char data[BLOB_PATH_MAX], labels[BLOB_PATH_MAX], out[BLOB_PATH_MAX];
    if (u->is_labels) {
        set_text(&u->row.labels, blob_sha256(u->blob));
        u->row.labels_bytes = blob_bytes(u->blob);
    } else {
        set_text(&u->row.content, blob_sha256(u->blob));
        u->row.content_bytes = blob_bytes(u->blob);
    }
    set_sha256(&u->row);
    blob_path(store, u->row.content, data);
    blob_temp_path(store, out);
    set_vocabulary(store, u);
    int rc = dataset_import(u->row.format, data,
                            u->row.labels ? blob_path(store, u->row.labels, labels) : NULL,
                            u->options, out, err);
    if (rc == 0 && (rc = take_canonical(store, u, out, err)) < 0)
        remove(out);
    return rc;
}

static int create_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct upload *u = arg;
    (void)req;
    int rc = store_dataset_insert(tx, &u->row, err);
    if (rc == 0)
        rc = store_dataset_imported(tx, &u->row, err);
    if (rc == 0)
        rc = dataset_answer(tx, u->row.id, a, err);
    if (rc == ERR_QUOTA) {
        a->fail_status = 413;
        a->fail_code = "storage_bytes";
    }
    if (rc < 0)
        return rc;
    a->status = 201;
    a->detail = json_new_object();
    json_add_str(a->detail, "name", u->row.name);
    json_add_str(a->detail, "sha256", u->row.sha256);
    snprintf(a->location, sizeof a->location, "/v1/datasets/%s", u->row.id);
    return 0;
}

static int labels_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct upload *u = arg;
    struct dataset_row now = {0};
    int rc = store_dataset_load(tx_reader(tx), u->row.id, &now, err);
    if (rc == 0)
        rc = api_match(req, now.version, err);
    if (rc == 0 && now.state != DATASET_INCOMPLETE)
        rc = err_set(err, ERR_CONFLICT, "dataset \"%s\" has its labels already", now.name);
    dataset_row_done(&now);
    if (rc == 0)
        rc = store_dataset_imported(tx, &u->row, err);
    if (rc == 0)
        rc = dataset_answer(tx, u->row.id, a, err);
    if (rc == ERR_QUOTA) {
        a->fail_status = 413;
        a->fail_code = "storage_bytes";
    }
    return rc;
}

static void import(void *arg)
{
    struct request *req = arg;
    struct upload *u = request_state(req);
    struct api *api = api_of(req);
    struct err err = {0};
    int rc = worker_stopping(api->importer)
                 ? err_set(&err, ERR_BUSY, "the daemon is stopping; send it again")
                 : blob_commit(u->blob, &err);
    if (rc == 0 && api_replay(req, blob_sha256(u->blob))) {
        request_finish(req);
        return;
    }
    if (rc == 0)
        rc = convert(api->store, u, &err);
    if (rc < 0) {
        reply_err(req, &err);
        request_finish(req);
        return;
    }
    api_change(req,
               &(struct api_change){.action = u->is_labels ? "dataset.labels" : "dataset.create",
                                    .run = u->is_labels ? labels_run : create_run,
                                    .arg = u,
                                    .body_sha256 = blob_sha256(u->blob),
                                    .deferred = true});
}

static void any_end(struct request *req)
{
    struct err err = {0};
    struct upload *u = request_state(req);
    if (blob_bytes(u->blob) == 0) {
        reply_problem(req, 422, "empty", NULL, "the body is empty; send the file itself");
        return;
    }
    request_defer(req);
    if (worker_submit(api_of(req)->importer, api_who(req)->tenant, import, req, &err) < 0) {
        reply_err(req, &err);
        request_finish(req);
    }
}

/* ---- labels ---- */

static void labels_begin(struct request *req)
{
    struct err err = {0};
    struct upload *u = upload_new(req);
    struct reader *r = u ? api_read(req) : NULL;
    if (!r)
        return;
    u->is_labels = true;
    int rc = dataset_param(req, r, STORE_TO_CHANGE, &u->row);
    bool found = rc == 0 && api_may_change(req, u->row.user, "a dataset of somebody else");
    if (found)
        rc = room_check(req, r, u->row.tenant, &err);
    reader_return(r);
    if (!found)
        return;
    if (rc < 0)
        room_refuse(req, &err);
    else if (u->row.state != DATASET_INCOMPLETE)
        reply_problem(req, 409, "conflict", NULL, "dataset \"%s\" is %s: it waits for no labels",
                      u->row.name, dataset_state_names[u->row.state]);
    else {
        kind_defaults(upload_format(u->row.format), u->options);
        u->blob = room_blob(req);
    }
}

const struct upload_ops dataset_upload = {data_begin, any_chunk, any_end, any_abort};
const struct upload_ops labels_upload = {labels_begin, any_chunk, any_end, any_abort};
