/* where.c - who may see what, said once. A thing that is not seen is not found: so another tenant's
 * private thing answers 404 by itself. */
#include "server/store/where.h"

void where_scope(struct sql *sql, const char *column, const struct scope *scope)
{
    if (!scope->tenant)
        return;
    sql_add(sql, " AND ", "");
    sql_add(sql, column, "");
    if (scope->subtree)
        sql_add(sql, " IN (SELECT tenant FROM tenant_tree WHERE ancestor=?)", "s", scope->tenant);
    else
        sql_add(sql, "=?", "s", scope->tenant);
}

void where_tenant(struct sql *sql, const struct viewer *viewer)
{
    where_scope(sql, "tenant", &(struct scope){viewer->tenant, viewer->subtree});
}

/* Her own tenant's things, but private ones of others only when she is its owner. */
static void where_own(struct sql *sql, const struct viewer *viewer)
{
    if (viewer->subtree)
        sql_add(sql, "tenant IN (SELECT tenant FROM tenant_tree WHERE ancestor=?)", "s",
                viewer->tenant);
    else
        sql_add(sql, "(tenant=? AND (visibility<>'private' OR user=?))", "ss", viewer->tenant,
                viewer->user);
}

void where_visible(struct sql *sql, const struct viewer *viewer)
{
    if (!viewer->tenant)
        return;
    sql_add(sql, " AND (", "");
    where_own(sql, viewer);
    if (viewer->purpose != STORE_TO_CHANGE)
        sql_add(sql, " OR visibility IN ('public','train_only')", "");
    sql_add(sql, ")", "");
}

void where_nearest(struct sql *sql, const struct viewer *viewer, const char *id_or_name)
{
    sql_add(sql, " ORDER BY id<>?", "s", id_or_name);
    if (viewer->tenant)
        sql_add(sql, ", tenant<>?, tenant NOT IN (SELECT tenant FROM tenant_tree WHERE ancestor=?)",
                "ss", viewer->tenant, viewer->tenant);
    sql_add(sql, ", id LIMIT 1", "");
}

void where_page(struct sql *sql, const char *id, const struct page *page)
{
    if (page->after) {
        sql_add(sql, " AND ", "");
        sql_add(sql, id, "");
        sql_add(sql, "<?", "s", page->after);
    }
    sql_add(sql, " ORDER BY ", "");
    sql_add(sql, id, "");
    sql_add(sql, " DESC", "");
}

void where_contains(struct sql *sql, const char *column, const char *q)
{
    if (!q || !*q)
        return;
    sql_add(sql, " AND instr(lower(", "");
    sql_add(sql, column, "");
    sql_add(sql, "),lower(?))>0", "s", q);
}

int version_check(const char *kind, const char *name, int64_t has, int64_t expected,
                  struct err *err)
{
    if (expected == 0 || expected == has)
        return 0;
    return err_set(err, ERR_STALE, "%s %s has changed since: it is at version %lld, not %lld", kind,
                   name, (long long)has, (long long)expected);
}
