/* datasets.c - finding, showing, changing and deleting datasets; their bytes and first rows. */
#include "server/api/datasets.h"

#include "server/api/dataset_cache.h"
#include <string.h>

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
const struct shape shape_dataset_patch = {.name = "DatasetPatch", FIELDS(patch_fields)};

static const struct field preview_fields[] = {
    {.name = "columns", .type = FIELD_ARRAY, .required = true, .help = "names, in a row's order"},
    {.name = "rows",
     .type = FIELD_ARRAY,
     .required = true,
     .help = "the first rows, each an array of cells; a sample's elements before its label, or the "
             "classes of its pixels; of a text its lines, cut at 1000 characters; fewer of large "
             "samples"},
    {.name = "shape", .type = FIELD_ARRAY, .nullable = true, .help = "of a sample, or null"},
    {.name = "total", .type = FIELD_INT, .required = true, .help = "rows there are"},
};
const struct shape shape_preview = {
    .name = "Preview",
    FIELDS(preview_fields),
    .parts = (const struct part[]){{"columns", NULL, "string"}, {"shape", NULL, "integer"}, {0}},
};

/* 100: rows of a preview; a page of a screen shows fewer. */
const struct field preview_query[PREVIEW_QUERY] = {
    {.name = "rows", .type = FIELD_INT, .min = 1, .max = 100, .fallback = "10", .help = "how many"},
    {.name = "offset",
     .type = FIELD_INT,
     .min = 0,
     .max = JSON_INT_MAX,
     .help = "rows to skip; of a text: characters"},
};

static const char *const part_names[] = {"data", "labels", NULL};
const struct field content_query[CONTENT_QUERY] = {
    {.name = "part",
     .type = FIELD_ENUM,
     .choices = part_names,
     .fallback = "\"data\"",
     .help = "the upload itself, or its labels' own file"},
};

/* ---- finding ---- */

int dataset_find(struct reader *r, const struct viewer *viewer, const char *own_tenant,
                 const char *id_or_name, struct dataset_row *out, struct err *err)
{
    struct viewer own = *viewer;
    own.tenant = own_tenant;
    own.subtree = true;
    if (!viewer->tenant && store_dataset_get(r, &own, id_or_name, out, NULL) == 0)
        return 0;
    return store_dataset_get(r, viewer, id_or_name, out, err);
}

int dataset_param(struct request *req, struct reader *r, enum store_purpose purpose,
                  struct dataset_row *out)
{
    struct err err = {0};
    struct viewer viewer = api_viewer(req, purpose);
    int rc =
        dataset_find(r, &viewer, api_who(req)->tenant, request_param(req, "dataset"), out, &err);
    if (rc < 0)
        reply_err(req, &err);
    return rc;
}

/* The same, when its bytes may be read. */
static int readable_param(struct request *req, struct reader *r, struct dataset_row *out)
{
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    int rc = dataset_param(req, r, STORE_TO_READ, out);
    if (rc < 0 || dataset_readable(out, &viewer))
        return rc;
    reply_problem(req, 403, "train_only", NULL,
                  "\"%s\" may be trained on but not read: its visibility is train_only", out->name);
    return ERR_DENIED;
}

/* ---- reading ---- */

void dataset_get(struct request *req)
{
    struct dataset_row d = {0};
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    struct reader *r = api_read(req);
    if (!r)
        return;
    struct json *o =
        dataset_param(req, r, STORE_TO_READ, &d) == 0 ? dataset_show(r, &d, &viewer) : NULL;
    reader_return(r);
    if (o) {
        api_etag(req, d.version);
        reply_json(req, 200, o);
    }
    dataset_row_done(&d);
}

static void reply_table(struct request *req, const struct dataset_list *list)
{
    static const char *const headers[] = {"NAME",  "FORMAT",  "STATE",      ">ROWS",
                                          ">SIZE", "VISIBLE", "UPLOADED AT"};
    struct table *t = table_new(COUNT(headers), headers);
    char text[32];
    for (int i = 0; i < list->n; i++) {
        const struct dataset_row *d = &list->v[i];
        table_cell(t, "%s", d->name);
        table_cell(t, "%s", d->format);
        table_cell(t, "%s", dataset_state_names[d->state]);
        table_cell(t, "%lld", (long long)d->rows);
        table_cell(t, "%s", show_bytes(text, d->content_bytes + d->labels_bytes));
        table_cell(t, "%s", visibility_names[d->visibility]);
        table_cell(t, "%.19s", clock_print(text, d->created_at));
    }
    table_reply_take(req, t);
}

void dataset_list(struct request *req)
{
    struct dataset_list list = {0};
    struct err err = {0};
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    struct page page = api_page(req);
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_dataset_list(r, &viewer, request_query(req, "q"), &page, &list, &err);
    struct json *data = json_new_array();
    for (int i = 0; i < list.n; i++)
        json_add_take(data, NULL, dataset_show(r, &list.v[i], &viewer));
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
    dataset_list_done(&list);
}

void dataset_content(struct request *req)
{
    struct dataset_row d = {0};
    struct err err = {0};
    const char *part = request_query(req, "part");
    bool labels = part && !strcmp(part, "labels");
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = readable_param(req, r, &d);
    reader_return(r);
    const char *sha256 = labels ? d.labels : d.content;
    int64_t bytes = 0;
    char etag[HASH_TEXT_MAX + 2], name[160];
    if (rc == 0 && !sha256) {
        reply_problem(req, 404, "not_found", NULL, "dataset \"%s\" has no %s", d.name,
                      labels ? "labels of its own" : "content");
    } else if (rc == 0) {
        int fd = blob_open(api_of(req)->store, sha256, &bytes, &err);
        snprintf(etag, sizeof etag, "\"%s\"", sha256);
        const char *end = !strcmp(d.format, "images") ? "tar" : d.format;
        snprintf(name, sizeof name, "%s%s.%s", d.name, labels ? "-labels" : "", end);
        if (fd < 0)
            reply_err(req, &err);
        else
            reply_file(req, fd, bytes,
                       strcmp(d.format, "csv") ? "application/octet-stream" : "text/csv", etag,
                       name);
    }
    dataset_row_done(&d);
}

/* ---- preview ---- */

static void add_cell(struct json *row, const struct dataset *ds, int64_t i, int64_t col)
{
    struct cell cell = dataset_cell(ds, i, col);
    if (cell.kind == CELL_NUMBER) {
        json_add_num(row, NULL, cell.number);
    } else if (cell.kind == CELL_TEXT) {
        char *text = strndup(cell.text, cell.n);
        json_add_str(row, NULL, text);
        free(text);
    } else {
        json_add_null(row, NULL);
    }
}

/* 1000: tokens of a line that are shown. */
enum { LINE_SHOWN_MAX = 1000 };

/* The line that begins at token `at`, as a row's cell. Returns where the next one begins. */
static int64_t add_line(struct json *rows, const struct dataset *ds, int64_t at)
{
    char line[4 * LINE_SHOWN_MAX];
    size_t n = 0;
    bool ended = false;
    for (int64_t end = at + LINE_SHOWN_MAX; !ended && at < end && at < dataset_info(ds)->rows;) {
        struct cell c = dataset_cell(ds, at, 0);
        if (c.kind != CELL_TEXT || n + c.n > sizeof line)
            break;
        at++;
        const char *newline = memchr(c.text, '\n', c.n);
        ended = newline;
        c.n = newline ? (size_t)(newline - c.text) : c.n;
        memcpy(line + n, c.text, c.n);
        n += c.n;
    }
    json_add_bytes(json_add_array(rows, NULL), NULL, line, n);
    return at;
}

/* A text's rows are its tokens; its first lines from `offset` on say more. */
static void add_lines(struct json *rows, const struct dataset *ds, int64_t offset, int64_t n)
{
    while (n-- > 0 && offset < dataset_info(ds)->rows)
        offset = add_line(rows, ds, offset);
}

/* 2^20: numbers of a preview, about 4 MB as JSON; of large pictures fewer are shown, at least one.
 */
enum { CELLS_SHOWN_MAX = 1 << 20 };

static struct json *preview(const struct dataset *ds, int64_t offset, int64_t n)
{
    const struct dataset_info *info = dataset_info(ds);
    bool text = !strcmp(info->format, "text");
    int64_t cells = info->rank ? 1 : info->n_columns;
    for (int i = 0; i < info->rank; i++)
        cells *= info->shape[i];
    cells += info->maps ? info->shape[0] * info->shape[1] : info->rank ? info->n_columns : 0;
    int64_t fit = cells > 0 && !text ? CELLS_SHOWN_MAX / cells : n;
    n = fit < 1 ? 1 : fit < n ? fit : n;
    struct json *o = json_new_object(), *columns = json_add_array(o, "columns");
    for (int i = 0; i < info->n_columns; i++)
        json_add_str(columns, NULL, info->columns[i].name);
    struct json *rows = json_add_array(o, "rows");
    if (text)
        add_lines(rows, ds, offset, n);
    for (int64_t i = offset; !text && i < info->rows && i - offset < n; i++) {
        struct json *row = json_add_array(rows, NULL);
        for (int64_t c = 0; c < cells; c++)
            add_cell(row, ds, i, c);
    }
    struct json *shape = info->rank ? json_add_array(o, "shape") : NULL;
    for (int i = 0; i < info->rank; i++)
        json_add_int(shape, NULL, info->shape[i]);
    if (!shape)
        json_add_null(o, "shape");
    json_add_int(o, "total", info->rows);
    return o;
}

void dataset_preview(struct request *req)
{
    struct dataset_row d = {0};
    struct err err = {0};
    struct dataset_cache *cache = api_of(req)->datasets;
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = readable_param(req, r, &d);
    reader_return(r);
    struct dataset *ds = rc == 0 && d.canonical ? dataset_pin(cache, d.canonical, &err) : NULL;
    if (ds)
        reply_json(
            req, 200,
            preview(ds, request_query_int(req, "offset", 0), request_query_int(req, "rows", 10)));
    else if (rc == 0 && !d.canonical)
        reply_problem(req, 409, "not_ready", NULL, "dataset \"%s\" is %s", d.name,
                      dataset_state_names[d.state]);
    else if (rc == 0)
        reply_err(req, &err);
    dataset_unpin(cache, ds);
    dataset_row_done(&d);
}

/* ---- changing ---- */

/* The dataset of the path as something its asker may change: her own, or she is an owner. */
static struct thing_wish *dataset_wish(struct request *req, const struct json *body)
{
    struct dataset_row d = {0};
    struct thing_wish *w = NULL;
    struct reader *r = api_read(req);
    if (!r)
        return NULL;
    int rc = dataset_param(req, r, STORE_TO_CHANGE, &d);
    reader_return(r);
    if (rc == 0)
        w = thing_wish_new(req, d.id, d.user, "a dataset of somebody else", body);
    dataset_row_done(&d);
    return w;
}

int dataset_answer(struct tx *tx, const char *id, struct answer *a, struct err *err)
{
    struct dataset_row now = {0};
    int rc = store_dataset_load(tx_reader(tx), id, &now, err);
    if (rc == 0) {
        a->version = now.version;
        a->body = dataset_show(tx_reader(tx), &now, NULL);
        snprintf(a->target, sizeof a->target, "%s", id);
    }
    dataset_row_done(&now);
    return rc;
}

static int patch_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                     struct err *err)
{
    struct thing_wish *w = arg;
    struct dataset_row d = {0};
    int rc = store_dataset_load(tx_reader(tx), w->id, &d, err);
    if (rc == 0)
        rc = api_match(req, d.version, err);
    if (rc == 0) {
        api_patch_str(&d.name, w->body, "name");
        api_patch_str(&d.license, w->body, "license");
        api_patch_str(&d.description, w->body, "description");
        d.visibility = api_index(visibility_names, json_str(json_get(w->body, "visibility"), NULL),
                                 d.visibility);
        rc = store_dataset_update(tx, &d, err);
    }
    dataset_row_done(&d);
    if (rc == 0)
        rc = dataset_answer(tx, w->id, a, err);
    a->detail = rc == 0 ? json_dup(w->body) : NULL;
    return rc;
}

void dataset_patch(struct request *req)
{
    struct faults faults = {0};
    const struct json *body = api_body(req, &shape_dataset_patch);
    if (!body)
        return;
    if (json_get(body, "name"))
        api_check_name(json_str(json_get(body, "name"), ""), "/name", &faults);
    struct thing_wish *w = api_refused(req, &faults) ? NULL : dataset_wish(req, body);
    if (w)
        api_change(req, &(struct api_change){.action = "dataset.change",
                                             .run = patch_run,
                                             .arg = w,
                                             .arg_done = thing_wish_done});
}

struct deletion {
    struct thing_wish *wish;
    struct dataset_cache *cache; /* what it may hold open */
};

static void deletion_done(void *arg)
{
    struct deletion *x = arg;
    dataset_cache_drop(x->cache);
    thing_wish_done(x->wish);
    free(x);
}

static int delete_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    const struct thing_wish *w = ((struct deletion *)arg)->wish;
    struct dataset_row d = {0};
    int rc = store_dataset_load(tx_reader(tx), w->id, &d, err);
    if (rc == 0)
        rc = api_match(req, d.version, err);
    if (rc == 0)
        rc = store_dataset_delete(tx, w->id, err);
    if (rc == 0) {
        a->detail = json_new_object();
        json_add_str(a->detail, "name", d.name);
        snprintf(a->target, sizeof a->target, "%s", w->id);
    }
    dataset_row_done(&d);
    return rc;
}

void dataset_delete(struct request *req)
{
    struct thing_wish *w = dataset_wish(req, NULL);
    struct deletion *x = w ? api_alloc(req, sizeof *x) : NULL;
    if (!x) {
        if (w)
            thing_wish_done(w);
        return;
    }
    *x = (struct deletion){w, api_of(req)->datasets};
    api_change(req, &(struct api_change){.action = "dataset.delete",
                                         .run = delete_run,
                                         .arg = x,
                                         .arg_done = deletion_done});
}
