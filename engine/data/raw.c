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

/* The first bytes; nothing stays open on failure. */
static int begin(struct raw *raw, struct err *err)
{
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
    return begin(raw, err);
}

int raw_open_take(struct raw *raw, struct raw_source *source, uint64_t size, struct err *err)
{
    *raw = (struct raw){.fd = -1, .source = source, .size = size};
    return begin(raw, err);
}

void raw_close(struct raw *raw)
{
    if (raw->fd >= 0)
        close(raw->fd);
    if (raw->source)
        raw->source->close(raw->source);
    free(raw->buffer);
    *raw = (struct raw){.fd = -1};
}

int raw_rewind(struct raw *raw, struct err *err)
{
    if (raw->source) {
        int rc = raw->source->rewind(raw->source, err);
        if (rc < 0)
            return rc;
    } else if (lseek(raw->fd, 0, SEEK_SET) < 0) {
        return failed(err);
    }
    raw->pos = raw->end = 0;
    raw->at = 0;
    return 0;
}

static int read_file(struct raw *raw, size_t *n, struct err *err)
{
    ssize_t k;
    do
        k = read(raw->fd, raw->buffer, RAW_BUFFER);
    while (k < 0 && errno == EINTR);
    if (k < 0)
        return failed(err);
    *n = (size_t)k;
    return 0;
}

int raw_fill(struct raw *raw, struct err *err)
{
    if (raw->pos < raw->end)
        return 1;
    size_t n = 0;
    int rc = raw->source ? raw->source->read(raw->source, raw->buffer, RAW_BUFFER, &n, err)
                         : read_file(raw, &n, err);
    if (rc < 0)
        return rc;
    raw->at += raw->end;
    raw->pos = 0;
    raw->end = n;
    return n > 0;
}

int raw_skip(struct raw *raw, uint64_t n, struct err *err)
{
    size_t there = raw->end - raw->pos;
    if (n > there && !raw->source) {
        uint64_t to = raw_place(raw) + n;
        if (to > raw->size || lseek(raw->fd, (off_t)to, SEEK_SET) < 0)
            return err_set(err, ERR_INVALID, "the file ends too early");
        raw->at = to;
        raw->pos = raw->end = 0;
        return 0;
    }
    while (n > there) {
        n -= there;
        raw->pos = raw->end;
        int rc = raw_fill(raw, err);
        if (rc <= 0)
            return rc < 0 ? rc : err_set(err, ERR_INVALID, "the file ends too early");
        there = raw->end;
    }
    raw->pos += n;
    return 0;
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
