/* care.c - looking after the database: figures, a copy, a check. */
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

/* The text of the first row unless it is "ok" or there is none. */
static int complaint(struct reader *r, const char *sql, struct err *err)
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

/* ---- the copy ---- */

static int copy_pages(struct reader *from, sqlite3 *to, struct err *err)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from->db, "main");
    if (!b)
        return err_set(err, ERR_IO, "cannot begin the backup: %s", sqlite3_errmsg(to));
    sqlite3_backup_step(b, -1); /* all at once: the reader's moment is the copy's */
    if (sqlite3_backup_finish(b) == SQLITE_OK)
        return 0;
    return err_set(err, sqlite3_errcode(to) == SQLITE_FULL ? ERR_NO_SPACE : ERR_IO,
                   "the backup failed: %s", sqlite3_errmsg(to));
}

static int copy_check(sqlite3 *db, struct err *err)
{
    struct reader copy = {.db = db};
    int rc = complaint(&copy, "PRAGMA quick_check", err);
    copy.db = NULL; /* the caller closes it; the statements go here */
    connection_close(&copy);
    return rc;
}

static int backup_to(struct store *store, sqlite3 *to, struct err *err)
{
    struct reader *r = reader_borrow(store, err);
    if (!r)
        return err->code;
    int rc = copy_pages(r, to, err);
    reader_return(r);
    return rc < 0 ? rc : copy_check(to, err);
}

int store_backup(struct store *store, const char *path, struct err *err)
{
    sqlite3 *to = NULL;
    if (access(path, F_OK) == 0)
        return err_set(err, ERR_CONFLICT, "%s exists already", path);
    int rc =
        sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK
            ? 0
            : err_set(err, ERR_IO, "cannot create %s: %s", path, sqlite3_errmsg(to));
    if (rc == 0)
        rc = backup_to(store, to, err);
    sqlite3_close(to);
    if (rc < 0)
        unlink(path);
    return rc;
}
