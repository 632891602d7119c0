/* file.c - the order that makes it safe: data, then name, then folder. */
#include "engine/file.h"

#include <errno.h>
#include <stdbool.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int failed(const struct output *out, const char *what, struct err *err)
{
    int code = errno == ENOSPC || errno == EDQUOT ? ERR_NO_SPACE : ERR_IO;
    return err_set(err, code, "cannot %s %s: %s", what, out->path, strerror(errno));
}

int output_open(struct output *out, const char *path, struct err *err)
{
    *out = (struct output){.path = strdup(path), .temporary = malloc(strlen(path) + 5)};
    if (!out->path || !out->temporary) {
        output_close(out, 0, NULL);
        return err_set(err, ERR_NO_MEMORY, "no memory to write %s", path);
    }
    stpcpy(stpcpy(out->temporary, path), ".tmp");
    out->file = fopen(out->temporary, "we");
    if (out->file)
        return 0;
    int rc = failed(out, "create", err);
    output_close(out, 0, NULL);
    return rc;
}

int output_write(struct output *out, const void *bytes, size_t n, struct err *err)
{
    return fwrite(bytes, 1, n, out->file) == n ? 0 : failed(out, "write", err);
}

static int sync_folder(const char *path)
{
    char *folder = strdup(path), *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash)
        slash[slash == folder] = 0;
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = fd < 0 ? -1 : fsync(fd);
    if (fd >= 0)
        close(fd);
    free(folder);
    return rc;
}

int output_close(struct output *out, int ok, struct err *err)
{
    int rc = 0;
    if (out->file) {
        bool synced = !ok || (fflush(out->file) == 0 && fsync(fileno(out->file)) == 0);
        int kept = errno;
        bool closed = fclose(out->file) == 0;
        if (!synced)
            errno = kept;
        if (ok && (!synced || !closed || rename(out->temporary, out->path) != 0 ||
                   sync_folder(out->path) != 0))
            rc = failed(out, "save", err);
        if (!ok || rc)
            unlink(out->temporary);
    }
    free(out->path);
    free(out->temporary);
    *out = (struct output){0};
    return rc;
}

uint64_t checksum(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    for (; n; p++, n--)
        hash = (hash ^ *p) * 0x100000001B3u;
    return hash;
}
