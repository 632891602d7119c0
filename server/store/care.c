/* care.c - looking after the database: figures and a check. */
#include "server/store/internal.h"

#include "server/store/counts.h"
#include "server/store/sql.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *store_sqlite_version(void)
{
    return sqlite3_libversion();
}

void store_stats(struct store *store, struct store_stats *stats)
{
    *stats = (struct store_stats){
        .commits = store->commits,
        .writes = store->writes,
        .checkpoints = store->checkpoints,
        .wal_bytes = store->wal_bytes,
        .queued = store->queued,
    };
}

int complaint(struct reader *r, const char *sql, struct err *err)
{
    char *text = NULL;
    int rc = query_text(r, &text, err, sql, "");
    if (rc == 1 && strcmp(text, "ok") != 0)
        rc = err_set(err, ERR_CORRUPT, "%s: %s", sql, text);
    free(text);
    return rc < 0 ? rc : 0;
}

static int check_blobs(struct reader *r, struct err *err)
{
    struct query q;
    int rc = query_open(&q, r, err, "SELECT sha256, bytes FROM blobs", "");
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        char *sha256 = NULL;
        int64_t bytes, size = -1;
        rc = query_read(&q, err, "sI", &sha256, &bytes);
        int fd = rc == 0 ? blob_open(r->store, sha256, &size, NULL) : -1;
        if (fd >= 0)
            close(fd);
        if (rc == 0 && size != bytes)
            rc = err_set(err, ERR_CORRUPT, "blob %s should have %lld bytes, its file has %lld",
                         sha256, (long long)bytes, (long long)size);
        free(sha256);
        if (rc < 0)
            break;
    }
    query_close(&q);
    return rc;
}

int store_check(struct store *store, struct err *err)
{
    struct reader *r = reader_borrow(store, err);
    if (!r)
        return err->code;
    int rc = complaint(r, "PRAGMA quick_check", err);
    if (rc == 0)
        rc = complaint(r, "PRAGMA foreign_key_check", err);
    if (rc == 0)
        rc = counts_check(r, err);
    if (rc == 0)
        rc = check_blobs(r, err);
    reader_return(r);
    return rc;
}
