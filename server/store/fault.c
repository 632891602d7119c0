/* fault.c - failures made to order, for tests. */
#include "server/store/fault.h"

#include "server/store/sql.h"
#include <stdio.h>

int (*store_fault)(enum fault_point point);

static int limit(struct tx *tx, void *arg, struct err *err)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA max_page_count=%lld", (long long)*(int64_t *)arg);
    int rc = sqlite3_exec(tx->reader.db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? 0 : sql_fail(&tx->reader, err, sql);
}

int store_limit_pages(struct store *store, int64_t pages, struct err *err)
{
    return store_write(store, limit, &pages, err);
}
