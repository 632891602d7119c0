/* database.c - the file and its -wal are copied to a temporary folder, and the copy is opened. */
#include "server/sim/database.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int copy_file(const char *from, const char *to, bool must, struct err *err)
{
    char buf[65536];
    size_t n;
    FILE *in = fopen(from, "r"), *out = in ? fopen(to, "w") : NULL;
    int rc = in && out ? 0 : ERR_IO;
    if (!in && !must)
        return 0;
    while (!rc && (n = fread(buf, 1, sizeof buf, in)) > 0)
        rc = fwrite(buf, 1, n, out) == n ? 0 : ERR_IO;
    if (rc || (in && ferror(in)))
        rc = err_set(err, ERR_IO, "%s", strerror(errno));
    if (in)
        fclose(in);
    if (out && fclose(out) && !rc)
        rc = err_set(err, ERR_IO, "%s", strerror(errno));
    return rc;
}

static int copy_database(const char *path, const char *dir, struct err *err)
{
    char from[1024], to[1024];
    snprintf(to, sizeof to, "%s/allot.db", dir);
    int rc = copy_file(path, to, true, err);
    snprintf(from, sizeof from, "%s-wal", path);
    snprintf(to, sizeof to, "%s/allot.db-wal", dir);
    return rc ? rc : copy_file(from, to, false, err);
}

/* Removes the folder with what the store made in it. */
static void folder_remove(const char *dir)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[1024];
        struct stat s;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (lstat(path, &s) == 0 && S_ISDIR(s.st_mode))
            folder_remove(path);
        else
            unlink(path);
    }
    if (d)
        closedir(d);
    rmdir(dir);
}

static int open_and_read(const char *dir, int (*fn)(struct reader *r, void *arg, struct err *err),
                         void *arg, struct err *err)
{
    struct store_options options = {.dir = dir};
    struct store *store = store_open(&options, NULL, err);
    struct reader *r = store ? reader_borrow(store, err) : NULL;
    int rc = r ? fn(r, arg, err) : err->code;
    if (r)
        reader_return(r);
    if (store)
        store_close(store);
    return rc;
}

int database_copy_read(const char *path, int (*fn)(struct reader *r, void *arg, struct err *err),
                       void *arg, struct err *err)
{
    const char *tmp = getenv("TMPDIR");
    char dir[512];
    snprintf(dir, sizeof dir, "%.400s/allot-replay-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(dir))
        return err_set(err, ERR_IO, "%s: %s", dir, strerror(errno));
    int rc = copy_database(path, dir, err);
    if (!rc)
        rc = open_and_read(dir, fn, arg, err);
    folder_remove(dir);
    return rc;
}
