/* users.c - people and services. */
#include "server/store/users.h"

#include "server/store/rows.h"
#include "server/store/where.h"

const char *const user_role_names[] = {"viewer", "member", "owner", "admin", NULL};

static const struct column columns[] = {
    COLUMN('s', user_row, id),
    COLUMN('s', user_row, name),
    COLUMN('s', user_row, tenant),
    COLUMN_FROM("(SELECT t.name FROM tenants t WHERE t.id=tenant)", 's', user_row, tenant_name),
    COLUMN_ENUM(user_row, role, user_role_names),
    COLUMN('I', user_row, created_at),
    COLUMN('I', user_row, version),
};
static const struct table table = TABLE("users", columns, user_row);

void user_row_done(struct user_row *u)
{
    row_done(&table, u);
}

void user_list_done(struct user_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

int store_user_get(struct reader *r, const struct scope *scope, const char *id_or_name,
                   struct user_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE (id=? OR name=?)", "ss", id_or_name, id_or_name);
    where_scope(&sql, "tenant", scope);
    sql_add(&sql, " ORDER BY id<>?, tenant<>?, id LIMIT 1", "ss", id_or_name,
            scope->tenant ? scope->tenant : "");
    int rc = row_get(r, &table, &sql, out, err);
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no user \"%s\"", id_or_name);
    return rc < 0 ? rc : 0;
}

int store_user_list(struct reader *r, const struct scope *scope, const struct page *page,
                    struct user_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE 1", "");
    where_scope(&sql, "tenant", scope);
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

int store_user_all(struct reader *r, struct user_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "ORDER BY id", "");
    return row_list(r, &table, &sql, 0, &out->v, &out->n, &out->more, err);
}

static int name_taken(struct tx *tx, const struct user_row *u, struct err *err)
{
    if (!sql_not_unique(tx))
        return err_set(err, ERR_NOT_FOUND, "there is no tenant \"%s\"", u->tenant);
    return err_set(err, ERR_CONFLICT, "a user named \"%s\" exists in the tenant already", u->name);
}

int store_user_insert(struct tx *tx, const struct user_row *u, struct err *err)
{
    struct user_row row = *u;
    row.created_at = tx->now;
    row.version = 1;
    int rc = row_insert(tx, &table, &row, err);
    if (rc == ERR_CONFLICT)
        return name_taken(tx, u, err);
    tx_touch(tx, "tenants");
    return rc < 0 ? rc : 0;
}

int store_user_update(struct tx *tx, const struct user_row *u, struct err *err)
{
    int64_t version = 0;
    int rc =
        query_int(&tx->reader, &version, err, "SELECT version FROM users WHERE id=?", "s", u->id);
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no user \"%s\"", u->id);
    if (rc > 0)
        rc = version_check("user", u->name, version, u->version, err);
    if (rc == 0)
        rc = tx_exec(tx, err, "UPDATE users SET name=?, role=?, version=version+1 WHERE id=?",
                     "sss", u->name, user_role_names[u->role], u->id);
    return rc == ERR_CONFLICT ? name_taken(tx, u, err) : rc < 0 ? rc : 0;
}
