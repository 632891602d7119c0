/* datasets.c - uploaded data. A row refers to up to three blobs and counts each of them. */
#include "server/store/datasets.h"

#include "server/store/rows.h"
#include "server/store/where.h"
#include <string.h>

const char *const dataset_state_names[] = {"importing", "incomplete", "ready", "failed", NULL};
const char *const visibility_names[] = {"private", "tenant", "public", "train_only", NULL};

static const struct column columns[] = {
    COLUMN('s', dataset_row, id),
    COLUMN('s', dataset_row, tenant),
    COLUMN('s', dataset_row, user),
    COLUMN('s', dataset_row, name),
    COLUMN('s', dataset_row, format),
    COLUMN_ENUM(dataset_row, state, dataset_state_names),
    COLUMN('s', dataset_row, error),
    COLUMN('I', dataset_row, rows),
    COLUMN('s', dataset_row, schema),
    COLUMN('s', dataset_row, content),
    COLUMN('s', dataset_row, labels),
    COLUMN('s', dataset_row, canonical),
    COLUMN('I', dataset_row, content_bytes),
    COLUMN('I', dataset_row, labels_bytes),
    COLUMN('I', dataset_row, canonical_bytes),
    COLUMN('s', dataset_row, sha256),
    COLUMN_ENUM(dataset_row, visibility, visibility_names),
    COLUMN('s', dataset_row, license),
    COLUMN('s', dataset_row, description),
    COLUMN('I', dataset_row, created_at),
    COLUMN('I', dataset_row, updated_at),
    COLUMN('I', dataset_row, version),
};
static const struct table table = TABLE("datasets", columns, dataset_row);

void dataset_row_done(struct dataset_row *d)
{
    row_done(&table, d);
}

void dataset_list_done(struct dataset_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

/* ---- looking ---- */

static int found(int rc, const char *id_or_name, struct err *err)
{
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no dataset \"%s\"", id_or_name);
    return rc < 0 ? rc : 0;
}

int store_dataset_get(struct reader *r, const struct viewer *viewer, const char *id_or_name,
                      struct dataset_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE (id=? OR name=?)", "ss", id_or_name, id_or_name);
    where_visible(&sql, viewer);
    where_nearest(&sql, viewer, id_or_name);
    return found(row_get(r, &table, &sql, out, err), id_or_name, err);
}

int store_dataset_load(struct reader *r, const char *id, struct dataset_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE id=?", "s", id);
    return found(row_get(r, &table, &sql, out, err), id, err);
}

int store_dataset_list(struct reader *r, const struct viewer *viewer, const char *q,
                       const struct page *page, struct dataset_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE 1", "");
    where_visible(&sql, viewer);
    where_contains(&sql, "name", q);
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

bool dataset_readable(const struct dataset_row *d, const struct viewer *viewer)
{
    return d->visibility != VISIBILITY_TRAIN_ONLY || !viewer->tenant ||
           strcmp(viewer->tenant, d->tenant) == 0;
}

/* ---- importing ---- */

static int name_taken(struct tx *tx, const char *name, struct err *err)
{
    if (!sql_not_unique(tx))
        return ERR_CONFLICT;
    return err_set(err, ERR_CONFLICT, "a dataset named \"%s\" exists in the tenant already", name);
}

int store_dataset_insert(struct tx *tx, const struct dataset_row *d, struct err *err)
{
    struct dataset_row row = *d;
    row.state = DATASET_IMPORTING;
    row.content = row.labels = row.canonical = NULL;
    row.content_bytes = row.labels_bytes = row.canonical_bytes = 0;
    row.created_at = row.updated_at = tx->now;
    row.version = 1;
    int rc = row_insert(tx, &table, &row, err);
    if (rc == ERR_CONFLICT)
        return name_taken(tx, d->name, err);
    tx_touch(tx, "datasets");
    return rc < 0 ? rc : 0;
}

/* One of the three blobs: the new one is referred to before the old is let go, which may be it. */
static int swap_blob(struct tx *tx, const char *was, const char *is, int64_t bytes, struct err *err)
{
    int rc = is ? store_blob_ref(tx, is, bytes, err) : 0;
    return rc == 0 && was ? store_blob_unref(tx, was, err) : rc;
}

static int swap_blobs(struct tx *tx, const struct dataset_row *was, const struct dataset_row *is,
                      struct err *err)
{
    int rc = swap_blob(tx, was->content, is->content, is->content_bytes, err);
    if (rc == 0)
        rc = swap_blob(tx, was->labels, is->labels, is->labels_bytes, err);
    if (rc == 0)
        rc = swap_blob(tx, was->canonical, is->canonical, is->canonical_bytes, err);
    return rc;
}

static int64_t bytes_of(const struct dataset_row *d)
{
    return d->content_bytes + d->labels_bytes + d->canonical_bytes;
}

static int imported_row(struct tx *tx, const struct dataset_row *d, struct err *err)
{
    int rc = tx_exec(tx, err,
                     "UPDATE datasets SET state=?, error=?, rows=?, schema=?, content=?, labels=?,"
                     " canonical=?, content_bytes=?, labels_bytes=?, canonical_bytes=?, sha256=?,"
                     " updated_at=?, version=version+1 WHERE id=?",
                     "ssIssssIIIsIs", dataset_state_names[d->state], d->error, d->rows, d->schema,
                     d->content, d->labels, d->canonical, d->content_bytes, d->labels_bytes,
                     d->canonical_bytes, d->sha256, tx->now, d->id);
    return rc < 0 ? rc : 0;
}

static int dataset_event(struct tx *tx, const char *type, const struct dataset_row *d,
                         struct err *err)
{
    tx_touch(tx, "datasets");
    return store_event_about(tx, type, d->tenant, "dataset", d->id, d->name, err);
}

int store_dataset_imported(struct tx *tx, const struct dataset_row *d, struct err *err)
{
    static const char *const types[] = {"dataset.importing", "dataset.incomplete", "dataset.ready",
                                        "dataset.failed"};
    struct dataset_row was;
    int rc = store_dataset_load(&tx->reader, d->id, &was, err);
    if (rc < 0)
        return rc;
    int64_t more = bytes_of(d) - bytes_of(&was);
    if (more > 0)
        rc = store_quota_storage_check(&tx->reader, was.tenant, more, err);
    if (rc == 0)
        rc = swap_blobs(tx, &was, d, err);
    if (rc == 0)
        rc = imported_row(tx, d, err);
    if (rc == 0)
        rc = dataset_event(tx, types[d->state], &was, err);
    dataset_row_done(&was);
    return rc;
}

static int remove_row(struct tx *tx, const struct dataset_row *d, struct err *err)
{
    struct dataset_row nothing = {0};
    int rc = swap_blobs(tx, d, &nothing, err);
    if (rc == 0)
        rc = tx_exec(tx, err, "DELETE FROM datasets WHERE id=?", "s", d->id);
    return rc < 0 ? rc : 0;
}

int store_dataset_undo(struct tx *tx, const char *id, struct err *err)
{
    struct dataset_row d;
    int rc = store_dataset_load(&tx->reader, id, &d, err);
    if (rc < 0)
        return rc;
    rc = remove_row(tx, &d, err);
    dataset_row_done(&d);
    tx_touch(tx, "datasets");
    return rc;
}

/* ---- changing ---- */

int store_dataset_update(struct tx *tx, const struct dataset_row *d, struct err *err)
{
    int64_t version = 0;
    int rc = query_int(&tx->reader, &version, err, "SELECT version FROM datasets WHERE id=?", "s",
                       d->id);
    if (rc <= 0)
        return found(rc, d->id, err);
    rc = version_check("dataset", d->name, version, d->version, err);
    if (rc < 0)
        return rc;
    rc = tx_exec(tx, err,
                 "UPDATE datasets SET name=?, visibility=?, license=?, description=?, updated_at=?,"
                 " version=version+1 WHERE id=?",
                 "ssssIs", d->name, visibility_names[d->visibility], d->license, d->description,
                 tx->now, d->id);
    if (rc == ERR_CONFLICT)
        return name_taken(tx, d->name, err);
    tx_touch(tx, "datasets");
    return rc < 0 ? rc : 0;
}

static int unused_check(struct tx *tx, const struct dataset_row *d, struct err *err)
{
    int64_t jobs = 0;
    int rc = query_int(&tx->reader, &jobs, err,
                       "SELECT count(*) FROM jobs WHERE state IN ('queued','running','paused')"
                       " AND (dataset=?1 OR validation_dataset=?1)",
                       "s", d->id);
    if (rc >= 0 && jobs)
        return err_set(err, ERR_CONFLICT, "dataset %s is used by %lld job%s that have not ended",
                       d->name, (long long)jobs, jobs == 1 ? "" : "s");
    return rc < 0 ? rc : 0;
}

int store_dataset_delete(struct tx *tx, const char *id, struct err *err)
{
    struct dataset_row d;
    int rc = store_dataset_load(&tx->reader, id, &d, err);
    if (rc < 0)
        return rc;
    rc = unused_check(tx, &d, err);
    if (rc == 0)
        rc = remove_row(tx, &d, err);
    if (rc == 0)
        rc = dataset_event(tx, "dataset.deleted", &d, err);
    dataset_row_done(&d);
    return rc;
}
