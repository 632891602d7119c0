/* models.c - the registry. A row refers to one blob, the safetensors file. */
#include "server/store/models.h"

#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdio.h>
#include <stdlib.h>

/* 10000: past so many models of one name something else is wrong. */
enum { RENAME_MAX = 10000 };

static const struct column columns[] = {
    COLUMN('s', model_row, id),
    COLUMN('s', model_row, tenant),
    COLUMN('s', model_row, user),
    COLUMN('s', model_row, name),
    COLUMN('s', model_row, job),
    COLUMN('s', model_row, dataset),
    COLUMN('s', model_row, sha256),
    COLUMN('I', model_row, bytes),
    COLUMN('s', model_row, spec),
    COLUMN('s', model_row, metrics),
    COLUMN('s', model_row, provenance),
    COLUMN('I', model_row, parameters),
    COLUMN_ENUM(model_row, visibility, visibility_names),
    COLUMN('s', model_row, license),
    COLUMN('s', model_row, description),
    COLUMN('I', model_row, created_at),
    COLUMN('I', model_row, updated_at),
    COLUMN('I', model_row, version),
};
static const struct table table = TABLE("models", columns, model_row);

void model_row_done(struct model_row *m)
{
    row_done(&table, m);
}

void model_list_done(struct model_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

static int found(int rc, const char *id_or_name, struct err *err)
{
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no model \"%s\"", id_or_name);
    return rc < 0 ? rc : 0;
}

int store_model_get(struct reader *r, const struct viewer *viewer, const char *id_or_name,
                    struct model_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE (id=? OR name=?)", "ss", id_or_name, id_or_name);
    where_visible(&sql, viewer);
    where_nearest(&sql, viewer, id_or_name);
    return found(row_get(r, &table, &sql, out, err), id_or_name, err);
}

int store_model_load(struct reader *r, const char *id, struct model_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE id=?", "s", id);
    return found(row_get(r, &table, &sql, out, err), id, err);
}

int store_model_list(struct reader *r, const struct viewer *viewer, const char *q,
                     const struct page *page, struct model_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE 1", "");
    where_visible(&sql, viewer);
    where_contains(&sql, "name", q);
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

/* ---- changing ---- */

static int name_taken(struct tx *tx, const char *name, struct err *err)
{
    if (!sql_not_unique(tx))
        return ERR_CONFLICT;
    return err_set(err, ERR_CONFLICT, "a model named \"%s\" exists in the tenant already", name);
}

static int is_taken(struct tx *tx, const char *tenant, const char *name, struct err *err)
{
    int64_t one;
    return query_int(&tx->reader, &one, err, "SELECT 1 FROM models WHERE tenant=? AND name=?", "ss",
                     tenant, name);
}

/* The first free of name, name-2, name-3 …; malloc'd, or NULL with *err. */
static char *free_name(struct tx *tx, const struct model_row *m, struct err *err)
{
    for (int i = 1; i < RENAME_MAX; i++) {
        char *name = NULL;
        int n = i == 1 ? asprintf(&name, "%s", m->name) : asprintf(&name, "%s-%d", m->name, i);
        if (n < 0) {
            err_set(err, ERR_NO_MEMORY, "no memory for a name");
            return NULL;
        }
        int rc = is_taken(tx, m->tenant, name, err);
        if (rc == 0)
            return name;
        free(name);
        if (rc < 0)
            return NULL;
    }
    err_set(err, ERR_CONFLICT, "%d models named \"%s\" exist already", RENAME_MAX, m->name);
    return NULL;
}

static int model_event(struct tx *tx, const char *type, const struct model_row *m, struct err *err)
{
    tx_touch(tx, "models");
    return store_event_about(tx, type, m->tenant, "model", m->id, m->name, err);
}

int store_model_insert(struct tx *tx, const struct model_row *m, bool rename, struct err *err)
{
    int rc = store_quota_storage_check(&tx->reader, m->tenant, m->bytes, err);
    if (rc < 0)
        return rc;
    struct model_row row = *m;
    char *name = rename ? free_name(tx, m, err) : NULL;
    if (rename && !name)
        return err->code;
    if (name)
        row.name = name;
    row.created_at = row.updated_at = tx->now;
    row.version = 1;
    rc = row_insert(tx, &table, &row, err);
    if (rc == ERR_CONFLICT)
        rc = name_taken(tx, row.name, err);
    if (rc >= 0)
        rc = store_blob_ref(tx, m->sha256, m->bytes, err);
    if (rc >= 0)
        rc = model_event(tx, "model.created", &row, err);
    free(name);
    return rc;
}

int store_model_update(struct tx *tx, const struct model_row *m, struct err *err)
{
    int64_t version = 0;
    int rc =
        query_int(&tx->reader, &version, err, "SELECT version FROM models WHERE id=?", "s", m->id);
    if (rc <= 0)
        return found(rc, m->id, err);
    rc = version_check("model", m->name, version, m->version, err);
    if (rc < 0)
        return rc;
    rc = tx_exec(tx, err,
                 "UPDATE models SET name=?, visibility=?, license=?, description=?, updated_at=?,"
                 " version=version+1 WHERE id=?",
                 "ssssIs", m->name, visibility_names[m->visibility], m->license, m->description,
                 tx->now, m->id);
    if (rc == ERR_CONFLICT)
        return name_taken(tx, m->name, err);
    tx_touch(tx, "models");
    return rc < 0 ? rc : 0;
}

int store_model_delete(struct tx *tx, const char *id, struct err *err)
{
    struct model_row m;
    int rc = store_model_load(&tx->reader, id, &m, err);
    if (rc < 0)
        return rc;
    rc = tx_exec(tx, err, "DELETE FROM models WHERE id=?", "s", id);
    if (rc >= 0)
        rc = store_blob_unref(tx, m.sha256, err);
    if (rc == 0)
        rc = model_event(tx, "model.deleted", &m, err);
    model_row_done(&m);
    return rc;
}
