/* audit.c - who did what. */
#include "server/store/audit.h"

#include "server/base/id.h"
#include "server/store/rows.h"
#include "server/store/where.h"

static const struct column columns[] = {
    COLUMN('s', audit_row, id),         COLUMN('I', audit_row, at),
    COLUMN('s', audit_row, tenant),     COLUMN('s', audit_row, user),
    COLUMN('s', audit_row, token),      COLUMN('s', audit_row, user_name),
    COLUMN('s', audit_row, action),     COLUMN('s', audit_row, target),
    COLUMN('s', audit_row, request_id), COLUMN('s', audit_row, detail),
};
static const struct table table = TABLE("audit", columns, audit_row);

void audit_row_done(struct audit_row *a)
{
    row_done(&table, a);
}

void audit_list_done(struct audit_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

int store_audit_insert(struct tx *tx, const struct audit_row *a, struct err *err)
{
    struct audit_row row = *a;
    char id[ID_MAX];
    if (!row.id) {
        id_new(id, "aud");
        row.id = id;
    }
    row.at = tx->now;
    int rc = row_insert(tx, &table, &row, err);
    return rc < 0 ? rc : 0;
}

int store_audit_list(struct reader *r, const struct scope *scope, const struct page *page,
                     struct audit_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE 1", "");
    where_scope(&sql, "tenant", scope);
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}
