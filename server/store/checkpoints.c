/* checkpoints.c - rows for files in DIR/checkpoints. A row comes after its file and goes before it,
 * so a crash leaves at worst a file without a row, which the next start removes. */
#include "server/store/checkpoints.h"

#include "server/store/charge.h"
#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdio.h>
#include <stdlib.h>

static const struct column columns[] = {
    COLUMN('s', checkpoint_row, id),         COLUMN('s', checkpoint_row, job),
    COLUMN('s', checkpoint_row, run),        COLUMN('I', checkpoint_row, step),
    COLUMN('I', checkpoint_row, epoch),      COLUMN('I', checkpoint_row, bytes),
    COLUMN('s', checkpoint_row, sha256),     COLUMN('s', checkpoint_row, engine),
    COLUMN('I', checkpoint_row, created_at), COLUMN('I', checkpoint_row, boot_ms),
};
static const struct table table = TABLE("checkpoints", columns, checkpoint_row);

void checkpoint_row_done(struct checkpoint_row *c)
{
    row_done(&table, c);
}

void checkpoint_list_done(struct checkpoint_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

const char *checkpoint_path(const struct store *store, const char *id, char out[4096])
{
    snprintf(out, 4096, "%.*s/checkpoints/%s", 4096 - 128, store->dir, id);
    return out;
}

/* All of a job but the newest `keep`. */
static int drop(struct tx *tx, const char *job, int keep, struct err *err)
{
    struct query q;
    int rc = query_open(&q, &tx->reader, err,
                        "SELECT id FROM checkpoints WHERE job=? ORDER BY id DESC LIMIT -1 OFFSET ?",
                        "si", job, keep);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        char *id = NULL;
        rc = query_read(&q, err, "s", &id);
        if (rc == 0)
            tx_litter(tx, id, false);
        free(id);
        if (rc < 0)
            break;
    }
    query_close(&q);
    if (rc == 0)
        rc = tx_exec(tx, err,
                     "DELETE FROM checkpoints WHERE id IN (SELECT id FROM checkpoints WHERE job=?"
                     " ORDER BY id DESC LIMIT -1 OFFSET ?)",
                     "si", job, keep);
    return rc < 0 ? rc : 0;
}

int store_checkpoint_insert(struct tx *tx, const struct checkpoint_row *c, int keep,
                            struct err *err)
{
    struct checkpoint_row row = *c;
    row.created_at = tx->now;
    int rc = row_insert(tx, &table, &row, err);
    if (rc >= 0)
        rc = drop(tx, c->job, keep, err);
    if (rc >= 0)
        rc = run_charge(tx, c->run, c->boot_ms, err);
    return rc;
}

int store_checkpoint_latest(struct reader *r, const char *job, struct checkpoint_row *out,
                            struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE job=? ORDER BY id DESC LIMIT 1", "s", job);
    int rc = row_get(r, &table, &sql, out, err);
    return rc == 0 ? err_set(err, ERR_NOT_FOUND, "job %s has no checkpoint", job) : rc < 0 ? rc : 0;
}

int store_checkpoint_list(struct reader *r, const char *job, const struct page *page,
                          struct checkpoint_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE job=?", "s", job);
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

int store_checkpoint_drop(struct tx *tx, const char *job, struct err *err)
{
    return drop(tx, job, 0, err);
}
