/* tenants.c - the tree, kept as rows with a parent and as tenant_tree: every pair of a tenant and
 * one above it (itself too), so that a subtree or a way up is one index range. */
#include "server/store/tenants.h"

#include "server/store/counts.h"
#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const tenant_category_names[] = {"university", "sme",    "individual",
                                             "enterprise", "public", NULL};

static const struct column columns[] = {
    COLUMN('s', tenant_row, id),
    COLUMN('s', tenant_row, name),
    COLUMN('s', tenant_row, parent),
    COLUMN_ENUM(tenant_row, category, tenant_category_names),
    COLUMN('I', tenant_row, weight),
    COLUMN('I', tenant_row, created_at),
    COLUMN('I', tenant_row, version),
    COLUMN_FROM("(SELECT max(depth) FROM tenant_tree u WHERE u.tenant=tenants.id) AS level", 'i',
                tenant_row, depth),
};
static const struct table table = TABLE("tenants", columns, tenant_row);

void tenant_row_done(struct tenant_row *t)
{
    row_done(&table, t);
}

void tenant_list_done(struct tenant_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

int store_tenant_get(struct reader *r, const struct scope *scope, const char *id_or_name,
                     struct tenant_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE (id=? OR name=?)", "ss", id_or_name, id_or_name);
    where_scope(&sql, "id", scope);
    sql_add(&sql, " ORDER BY id<>?, level, id LIMIT 1", "s", id_or_name);
    int rc = row_get(r, &table, &sql, out, err);
    return rc == 0  ? err_set(err, ERR_NOT_FOUND, "there is no tenant \"%s\"", id_or_name)
           : rc < 0 ? rc
                    : 0;
}

int store_tenant_list(struct reader *r, const struct scope *scope, const struct page *page,
                      struct tenant_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE 1", "");
    where_scope(&sql, "id", scope);
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

int store_tenant_all(struct reader *r, struct tenant_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "ORDER BY level, id", "");
    return row_list(r, &table, &sql, 0, &out->v, &out->n, &out->more, err);
}

int store_tenant_within(struct reader *r, const char *ancestor, const char *tenant, struct err *err)
{
    int64_t one;
    return query_int(r, &one, err, "SELECT 1 FROM tenant_tree WHERE ancestor=? AND tenant=?", "ss",
                     ancestor, tenant);
}

static int name_taken(struct tx *tx, const struct tenant_row *t, struct err *err)
{
    return sql_not_unique(tx)
               ? err_set(err, ERR_CONFLICT, "a tenant named \"%s\" exists there already", t->name)
               : ERR_CONFLICT;
}

static int parent_check(struct tx *tx, const char *parent, struct err *err)
{
    int64_t depth = 0;
    int rc = query_int(&tx->reader, &depth, err,
                       "SELECT max(depth) FROM tenant_tree WHERE tenant=?", "s", parent);
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no tenant \"%s\" to be the parent", parent);
    return rc < 0 ? rc : (int)depth;
}

static int too_deep(struct err *err)
{
    return err_set(err, ERR_CONFLICT, "the tree of tenants would be deeper than %d",
                   TENANT_DEPTH_MAX);
}

int store_tenant_insert(struct tx *tx, const struct tenant_row *t, struct err *err)
{
    int depth = t->parent ? parent_check(tx, t->parent, err) + 1 : 0;
    if (t->parent && depth <= 0)
        return err->code;
    if (depth > TENANT_DEPTH_MAX)
        return too_deep(err);
    struct tenant_row row = *t;
    row.created_at = tx->now;
    row.version = 1;
    int rc = row_insert(tx, &table, &row, err);
    if (rc == ERR_CONFLICT)
        return name_taken(tx, t, err);
    if (rc >= 0)
        rc = tx_exec(tx, err,
                     "INSERT INTO tenant_tree SELECT ancestor, ?1, depth+1 FROM tenant_tree"
                     " WHERE tenant=?2 UNION ALL SELECT ?1, ?1, 0",
                     "ss", t->id, t->parent);
    if (rc >= 0)
        rc = tx_exec(tx, err, "INSERT INTO tenant_counts(tenant) VALUES(?)", "s", t->id);
    if (rc >= 0)
        rc = tx_exec(tx, err, "INSERT INTO quotas(tenant,max_queued_jobs,version) VALUES(?,?,1)",
                     "si", t->id, QUOTA_QUEUED_DEFAULT);
    tx_touch(tx, "tenants");
    return rc < 0 ? rc : 0;
}

/* ---- changing ---- */

static int height_of(struct tx *tx, const char *id, struct err *err)
{
    int64_t height = 0;
    int rc = query_int(&tx->reader, &height, err,
                       "SELECT max(depth) FROM tenant_tree WHERE ancestor=?", "s", id);
    return rc < 0 ? rc : (int)height;
}

static int move_check(struct tx *tx, const struct tenant_row *t, struct err *err)
{
    int within = store_tenant_within(&tx->reader, t->id, t->parent, err);
    if (within < 0)
        return within;
    if (within)
        return err_set(err, ERR_CONFLICT, "a tenant cannot lie below itself");
    int depth = parent_check(tx, t->parent, err), height = height_of(tx, t->id, err);
    if (depth < 0 || height < 0)
        return err->code;
    return depth + 1 + height > TENANT_DEPTH_MAX ? too_deep(err) : 0;
}

/* Takes the subtree out of the way up that it had, and hangs it below the new parent. */
static int move(struct tx *tx, const struct tenant_row *t, struct err *err)
{
    int rc = t->parent ? move_check(tx, t, err) : 0;
    if (rc == 0)
        rc = tx_exec(tx, err,
                     "DELETE FROM tenant_tree WHERE tenant IN"
                     " (SELECT tenant FROM tenant_tree WHERE ancestor=?1) AND ancestor NOT IN"
                     " (SELECT tenant FROM tenant_tree WHERE ancestor=?1)",
                     "s", t->id);
    if (rc >= 0 && t->parent)
        rc = tx_exec(tx, err,
                     "INSERT INTO tenant_tree SELECT up.ancestor, down.tenant,"
                     " up.depth+down.depth+1 FROM tenant_tree up, tenant_tree down"
                     " WHERE up.tenant=?1 AND down.ancestor=?2",
                     "ss", t->parent, t->id);
    if (rc >= 0)
        rc = counts_rebuild(tx, err);
    return rc < 0 ? rc : 0;
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static int update_row(struct tx *tx, const struct tenant_row *t, struct err *err)
{
    int rc =
        tx_exec(tx, err,
                "UPDATE tenants SET name=?, parent=?, category=?, weight=?, version=version+1"
                " WHERE id=?",
                "sssIs", t->name, t->parent, tenant_category_names[t->category], t->weight, t->id);
    return rc == ERR_CONFLICT ? name_taken(tx, t, err) : rc < 0 ? rc : 0;
}

int store_tenant_update(struct tx *tx, const struct tenant_row *t, struct err *err)
{
    struct tenant_row old;
    int rc = store_tenant_get(&tx->reader, &(struct scope){NULL, false}, t->id, &old, err);
    if (rc < 0)
        return rc;
    bool moves = !same(old.parent, t->parent);
    rc = version_check("tenant", old.name, old.version, t->version, err);
    tenant_row_done(&old);
    if (rc == 0)
        rc = update_row(tx, t, err);
    if (rc == 0 && moves)
        rc = move(tx, t, err);
    if (rc == 0 && moves)
        rc = guarantees_check(tx, t->parent, err);
    tx_touch(tx, "tenants");
    return rc;
}

/* ---- deleting ---- */

static int holds(struct tx *tx, const char *id, const char *what, const char *sql, struct err *err)
{
    int64_t n = 0;
    int rc = query_int(&tx->reader, &n, err, sql, "s", id);
    if (rc >= 0 && n > 0)
        return err_set(err, ERR_CONFLICT, "the tenant still holds %lld %s%s", (long long)n, what,
                       n == 1 ? "" : "s");
    return rc < 0 ? rc : 0;
}

static int empty_check(struct tx *tx, const char *id, struct err *err)
{
    static const struct {
        const char *what, *sql;
    } held[] = {
        {"sub-tenant", "SELECT count(*) FROM tenants WHERE parent=?"},
        {"job", "SELECT count(*) FROM jobs WHERE tenant=?"},
        {"dataset", "SELECT count(*) FROM datasets WHERE tenant=?"},
        {"model", "SELECT count(*) FROM models WHERE tenant=?"},
    };
    int rc = 0;
    for (size_t i = 0; i < sizeof held / sizeof *held && rc == 0; i++)
        rc = holds(tx, id, held[i].what, held[i].sql, err);
    return rc;
}

int store_tenant_delete(struct tx *tx, const char *id, struct err *err)
{
    int rc = empty_check(tx, id, err);
    if (rc < 0)
        return rc;
    rc = tx_exec(tx, err, "DELETE FROM users WHERE tenant=?", "s", id);
    if (rc >= 0)
        rc = tx_exec(tx, err, "DELETE FROM tenants WHERE id=?", "s", id);
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no tenant \"%s\"", id);
    tx_touch(tx, "tenants");
    return rc < 0 ? rc : 0;
}
