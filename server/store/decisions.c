/* decisions.c - the scheduler's log. */
#include "server/store/decisions.h"

#include "server/store/rows.h"
#include "server/store/where.h"

static const struct column columns[] = {
    COLUMN('s', decision_row, id),   COLUMN('I', decision_row, at),
    COLUMN('s', decision_row, plan), COLUMN('s', decision_row, view),
    COLUMN('i', decision_row, base),
};
static const struct table table = TABLE("decisions", columns, decision_row);
/* Without the view, which is a hundred times the rest. */
static const struct table brief = {"decisions", columns, 3, sizeof(struct decision_row)};

void decision_row_done(struct decision_row *d)
{
    row_done(&table, d);
}

void decision_list_done(struct decision_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

int store_decision_insert(struct tx *tx, const struct decision_row *d, struct err *err)
{
    int rc = row_insert(tx, &table, d, err);
    return rc < 0 ? rc : 0;
}

int store_decision_get(struct reader *r, const char *id, struct decision_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE id=?", "s", id);
    int rc = row_get(r, &table, &sql, out, err);
    return rc == 0  ? err_set(err, ERR_NOT_FOUND, "there is no decision \"%s\"", id)
           : rc < 0 ? rc
                    : 0;
}

int store_decision_list(struct reader *r, const struct page *page, struct decision_list *out,
                        struct err *err)
{
    struct sql sql;
    sql_select(&sql, &brief);
    sql_add(&sql, "WHERE 1", "");
    where_page(&sql, "id", page);
    return row_list(r, &brief, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

int store_decision_compact(struct tx *tx, int64_t before, int limit, struct err *err)
{
    return tx_exec(tx, err,
                   "UPDATE decisions SET view=NULL, base=0 WHERE id IN (SELECT id FROM decisions"
                   " WHERE at<(SELECT max(at) FROM decisions WHERE base=1 AND at<=?)"
                   " AND view IS NOT NULL ORDER BY at LIMIT ?)",
                   "Ii", before, limit);
}
