/* backup.c - a copy of everything as of one moment.
 *
 * First the database, through a reader, whose moment it is; then the files that the copy names. In
 * between a delete may want to remove one of them: collecting is held until the copy is done. */
#include "server/store/internal.h"

#include "server/base/file.h"
#include "server/store/sql.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the database ---- */

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

static int copy_database(struct store *store, struct reader *copy, struct err *err)
{
    struct reader *r = reader_borrow(store, err);
    if (!r)
        return err->code;
    int rc = copy_pages(r, copy->db, err);
    reader_return(r);
    return rc < 0 ? rc : complaint(copy, "PRAGMA quick_check", err);
}

/* ---- the files ---- */

static int fail(struct err *err, const char *what, const char *path)
{
    int errnum = errno;
    return err_set(err, file_err_code(errnum), "cannot %s %s: %s", what, path, strerror(errnum));
}

/* Another file system: byte for byte, in the kernel. */
static int copy_bytes(const char *from, const char *to, struct err *err)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int rc = in < 0 ? fail(err, "open", from) : out < 0 ? fail(err, "create", to) : 0;
    for (ssize_t n = 1; rc == 0 && n > 0;) {
        n = copy_file_range(in, NULL, out, NULL, 1 << 30, 0);
        if (n < 0)
            rc = fail(err, "copy to", to);
    }
    if (rc == 0 && fsync(out) < 0)
        rc = fail(err, "sync", to);
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return rc;
}

static int copy_file(const char *from, const char *to, struct err *err)
{
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", to);
    *strrchr(folder, '/') = '\0';
    int rc = file_make_dirs(folder, 0700, err);
    if (rc < 0 || link(from, to) == 0)
        return rc;
    return errno == EXDEV || errno == EPERM ? copy_bytes(from, to, err) : fail(err, "link", to);
}

/* Where a file lies below a data folder. */
static void path_in(char out[PATH_MAX], const char *dir, const char *name, bool blob)
{
    if (blob)
        snprintf(out, PATH_MAX, "%.*s/blobs/sha256/%.2s/%.70s", PATH_MAX - 128, dir, name,
                 name + 2);
    else
        snprintf(out, PATH_MAX, "%.*s/checkpoints/%.70s", PATH_MAX - 128, dir, name);
}

static int copy_named(struct store *store, struct query *q, const char *dir, struct err *err)
{
    char from[PATH_MAX], to[PATH_MAX], *name = NULL;
    int blob, rc = query_read(q, err, "si", &name, &blob);
    if (rc == 0) {
        path_in(from, store->dir, name, blob);
        path_in(to, dir, name, blob);
        rc = copy_file(from, to, err);
    }
    free(name);
    return rc;
}

static int copy_files(struct store *store, struct reader *copy, const char *dir, struct err *err)
{
    struct query q;
    int rc = query_open(&q, copy, err,
                        "SELECT sha256, 1 FROM blobs UNION ALL SELECT id, 0 FROM checkpoints", "");
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1)
        if ((rc = copy_named(store, &q, dir, err)) < 0)
            break;
    query_close(&q);
    return rc;
}

/* ---- all of it ---- */

/* The file system of the copy, with every folder and link made in it. */
static int sync_all(const char *dir, struct err *err)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = fd < 0 || syncfs(fd) < 0 ? fail(err, "sync", dir) : 0;
    if (fd >= 0)
        close(fd);
    return rc;
}

static int copy_all(struct store *store, struct reader *copy, const char *dir, struct err *err)
{
    litter_hold(store);
    int rc = copy_database(store, copy, err);
    if (rc == 0)
        rc = copy_files(store, copy, dir, err);
    litter_release(store);
    return rc;
}

int store_backup(struct store *store, const char *dir, struct err *err)
{
    struct reader copy = {.store = store};
    char path[PATH_MAX];
    if (mkdir(dir, 0700) < 0)
        return errno == EEXIST ? err_set(err, ERR_CONFLICT, "%s exists already", dir)
                               : fail(err, "make the folder", dir);
    snprintf(path, sizeof path, "%.*s/allot.db", PATH_MAX - 128, dir);
    int rc = sqlite3_open_v2(path, &copy.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) ==
                     SQLITE_OK
                 ? copy_all(store, &copy, dir, err)
                 : err_set(err, ERR_IO, "cannot create %s: %s", path, sqlite3_errmsg(copy.db));
    connection_close(&copy);
    return rc == 0 ? sync_all(dir, err) : rc;
}
