/* idempotency.c - answers to give again. */
#include "server/store/idempotency.h"

#include "server/store/rows.h"

static const struct column columns[] = {
    COLUMN('s', idempotency_row, tenant),         COLUMN('s', idempotency_row, key),
    COLUMN('s', idempotency_row, request_sha256), COLUMN('I', idempotency_row, status),
    COLUMN('s', idempotency_row, body),           COLUMN('s', idempotency_row, location),
    COLUMN('I', idempotency_row, created_at),
};
static const struct table table = TABLE("idempotency", columns, idempotency_row);

void idempotency_row_done(struct idempotency_row *i)
{
    row_done(&table, i);
}

int store_idempotency_get(struct reader *r, const char *tenant, const char *key, int64_t now,
                          struct idempotency_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE tenant=? AND key=? AND created_at>?", "ssI", tenant, key,
            now - IDEMPOTENCY_KEEP_MS);
    int rc = row_get(r, &table, &sql, out, err);
    return rc == 0 ? err_set(err, ERR_NOT_FOUND, "the key is new") : rc < 0 ? rc : 0;
}

int store_idempotency_put(struct tx *tx, const struct idempotency_row *i, struct err *err)
{
    struct idempotency_row row = *i;
    row.created_at = tx->now;
    int rc = tx_exec(tx, err, "DELETE FROM idempotency WHERE tenant=? AND key=? AND created_at<=?",
                     "ssI", i->tenant, i->key, tx->now - IDEMPOTENCY_KEEP_MS);
    if (rc >= 0)
        rc = row_insert(tx, &table, &row, err);
    return rc < 0 ? rc : 0;
}

int store_idempotency_expire(struct tx *tx, int64_t now, int limit, struct err *err)
{
    return tx_exec(tx, err,
                   "DELETE FROM idempotency WHERE (tenant,key) IN (SELECT tenant, key FROM"
                   " idempotency WHERE created_at<=? ORDER BY created_at LIMIT ?)",
                   "Ii", now - IDEMPOTENCY_KEEP_MS, limit);
}
