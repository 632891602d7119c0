/* programs.c - rows of funding programmes. */
#include "server/store/programs.h"

#include "server/store/rows.h"
#include "server/store/where.h"

static const struct column columns[] = {
    COLUMN('s', program_row, id),
    COLUMN('s', program_row, name),
    COLUMN('I', program_row, budget_micro),
    COLUMN('I', program_row, subsidy_ppm),
    COLUMN('s', program_row, categories),
    COLUMN('I', program_row, created_at),
    COLUMN('I', program_row, version),
    COLUMN_FROM("(SELECT coalesce(sum(g.credits_micro*programs.subsidy_ppm/1000000),0)"
                " FROM grants g WHERE g.program=programs.id)",
                'I', program_row, granted_micro),
};
static const struct table table = TABLE("programs", columns, program_row);

void program_row_done(struct program_row *p)
{
    row_done(&table, p);
}

void program_list_done(struct program_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

int store_program_get(struct reader *r, const char *id_or_name, struct program_row *out,
                      struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE id=? OR name=?", "ss", id_or_name, id_or_name);
    int rc = row_get(r, &table, &sql, out, err);
    return rc == 0  ? err_set(err, ERR_NOT_FOUND, "there is no program \"%s\"", id_or_name)
           : rc < 0 ? rc
                    : 0;
}

int store_program_list(struct reader *r, const struct page *page, struct program_list *out,
                       struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE 1", "");
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

int store_program_insert(struct tx *tx, const struct program_row *p, struct err *err)
{
    struct program_row row = *p;
    row.created_at = tx->now;
    row.version = 1;
    int rc = row_insert(tx, &table, &row, err);
    if (rc == ERR_CONFLICT)
        return err_set(err, ERR_CONFLICT, "there is a program \"%s\" already", p->name);
    return rc < 0 ? rc : 0;
}
