/* raw.c - buffered reading of an uploaded file. */
#include "engine/data/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failed(struct err *err)
{
    return err_set(err, ERR_IO, "cannot read the uploaded file: %s", strerror(errno));
}

int raw_open(struct raw *raw, const char *path, struct err *err)
{
    struct stat st;
    *raw = (struct raw){.fd = open(path, O_RDONLY | O_CLOEXEC)};
    if (raw->fd < 0 || fstat(raw->fd, &st) < 0) {
        int rc = failed(err);
        raw_close(raw);
        return rc;
    }
    raw->size = (uint64_t)st.st_size;
    raw->buffer = malloc(RAW_BUFFER);
    if (!raw->buffer) {
        raw_close(raw);
        return err_set(err, ERR_NO_MEMORY, "no memory to read a file");
    }
    int rc = raw_fill(raw, err);
    if (rc > 0 && raw->end >= 2 && raw->buffer[0] == 0x1F && raw->buffer[1] == 0x8B)
        rc = err_set(err, ERR_INVALID,
                     "the file is compressed by gzip; upload it with the header "
                     "Content-Encoding: gzip, or unpack it first");
    else if (rc == 0)
        rc = err_set(err, ERR_INVALID, "the file is empty");
    if (rc < 0)
        raw_close(raw);
    return rc < 0 ? rc : 0;
}

void raw_close(struct raw *raw)
{
    if (raw->fd >= 0)
        close(raw->fd);
    free(raw->buffer);
    *raw = (struct raw){.fd = -1};
}

int raw_rewind(struct raw *raw, struct err *err)
{
    if (lseek(raw->fd, 0, SEEK_SET) < 0)
        return failed(err);
    raw->pos = raw->end = 0;
    raw->at = 0;
    return 0;
}

int raw_fill(struct raw *raw, struct err *err)
{
    if (raw->pos < raw->end)
        return 1;
    ssize_t n;
    do
        n = read(raw->fd, raw->buffer, RAW_BUFFER);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return failed(err);
    raw->at += raw->end;
    raw->pos = 0;
    raw->end = (size_t)n;
    return n > 0;
}

uint64_t raw_place(const struct raw *raw)
{
    return raw->at + raw->pos;
}

int raw_read(struct raw *raw, void *out, size_t n, struct err *err)
{
    unsigned char *to = out;
    while (n) {
        int rc = raw_fill(raw, err);
        if (rc < 0)
            return rc;
        if (rc == 0)
            return err_set(err, ERR_INVALID, "the file ends too early");
        size_t k = raw->end - raw->pos < n ? raw->end - raw->pos : n;
        memcpy(to, raw->buffer + raw->pos, k);
        raw->pos += k;
        to += k;
        n -= k;
    }
    return 0;
}
