/* file.c - the few file operations that must survive a power cut. */
#include "server/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

int file_err_code(int errnum)
{
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return ERR_NO_SPACE;
    case ENOENT: return ERR_NOT_FOUND;
    case ENOMEM: return ERR_NO_MEMORY;
    case EACCES:
    case EPERM: return ERR_DENIED;
    case EBUSY:
    case EAGAIN: return ERR_BUSY;
    default: return ERR_IO;
    }
}

static int fail(struct err *err, const char *what, const char *path)
{
    int e = errno;
    return err_set(err, file_err_code(e), "cannot %s %s: %s", what, path, strerror(e));
}

int file_make_dirs(const char *path, mode_t mode, struct err *err)
{
    char part[PATH_MAX];
    if (strlen(path) >= sizeof part)
        return err_set(err, ERR_INVALID, "the path is %zu bytes long; at most %d are allowed",
                       strlen(path), PATH_MAX - 1);
    strcpy(part, path);
    for (char *p = part + 1;; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char end = *p;
        *p = '\0';
        if (mkdir(part, mode) < 0 && errno != EEXIST)
            return fail(err, "make the folder", part);
        *p = end;
        if (!end)
            return 0;
    }
}

int file_write_all(int fd, const void *data, size_t n, struct err *err)
{
    for (const char *p = data; n > 0;) {
        ssize_t written = write(fd, p, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return err_set(err, file_err_code(errno), "cannot write: %s", strerror(errno));
        p += written;
        n -= (size_t)written;
    }
    return 0;
}

int file_sync_dir(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(err, "open the folder", path);
    int rc = fsync(fd) < 0 ? fail(err, "sync the folder", path) : 0;
    close(fd);
    return rc;
}

static int sync_parent(const char *path, struct err *err)
{
    char dir[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (!slash)
        return file_sync_dir(".", err);
    memcpy(dir, path, n);
    dir[n] = '\0';
    return file_sync_dir(n ? dir : "/", err);
}

static int write_synced(int fd, const char *path, const void *data, size_t n, struct err *err)
{
    if (file_write_all(fd, data, n, err) < 0)
        return err_wrap(err, "%s: ", path);
    return fsync(fd) < 0 ? fail(err, "sync", path) : 0;
}

int file_write_atomic(const char *path, const void *data, size_t n, mode_t mode, struct err *err)
{
    char temp[PATH_MAX];
    if (snprintf(temp, sizeof temp, "%s.tmp", path) >= (int)sizeof temp)
        return err_set(err, ERR_INVALID, "the path %.100s… is too long", path);
    int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0)
        return fail(err, "create", temp);
    int rc = write_synced(fd, temp, data, n, err);
    close(fd);
    if (rc == 0 && rename(temp, path) < 0)
        rc = fail(err, "rename to", path);
    if (rc < 0) {
        unlink(temp);
        return rc;
    }
    return sync_parent(path, err);
}

char *file_read(const char *path, size_t limit, size_t *n, struct err *err)
{
    char *data = NULL;
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0) {
        fail(err, "open", path);
        goto out;
    }
    if ((uint64_t)st.st_size > limit) {
        err_set(err, ERR_TOO_LARGE, "%s has %lld bytes; at most %zu are allowed", path,
                (long long)st.st_size, limit);
        goto out;
    }
    size_t size = (size_t)st.st_size, got = 0;
    data = malloc(size + 1);
    if (!data) {
        err_set(err, ERR_NO_MEMORY, "no memory for the %zu bytes of %s", size, path);
        goto out;
    }
    while (got < size) {
        ssize_t k = read(fd, data + got, size - got);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0) {
            fail(err, "read", path);
            free(data);
            data = NULL;
            goto out;
        }
        if (k == 0)
            break;
        got += (size_t)k;
    }
    data[got] = '\0';
    if (n)
        *n = got;
out:
    if (fd >= 0)
        close(fd);
    return data;
}

int64_t file_free_bytes(const char *path)
{
    struct statvfs st;
    if (statvfs(path, &st) < 0)
        return -1;
    return (int64_t)st.f_bavail * (int64_t)st.f_frsize;
}
