/* meta.c - named values. */
#include "server/store/meta.h"

#include "server/store/sql.h"
#include <stdio.h>
#include <stdlib.h>

char *store_meta_get(struct reader *r, const char *key, struct err *err)
{
    char *value = NULL;
    if (err)
        err->code = 0;
    query_text(r, &value, err, "SELECT value FROM meta WHERE key=?", "s", key);
    return value;
}

int64_t store_meta_int(struct reader *r, const char *key, int64_t fallback)
{
    int64_t value = fallback;
    query_int(r, &value, NULL, "SELECT CAST(value AS INTEGER) FROM meta WHERE key=?", "s", key);
    return value;
}

int store_meta_set(struct tx *tx, const char *key, const char *value, struct err *err)
{
    int rc = value ? tx_exec(tx, err,
                             "INSERT INTO meta VALUES(?,?)"
                             " ON CONFLICT DO UPDATE SET value=excluded.value",
                             "ss", key, value)
                   : tx_exec(tx, err, "DELETE FROM meta WHERE key=?", "s", key);
    return rc < 0 ? rc : 0;
}

int store_meta_set_int(struct tx *tx, const char *key, int64_t value, struct err *err)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)value);
    return store_meta_set(tx, key, text, err);
}
