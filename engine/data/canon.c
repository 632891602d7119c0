/* canon.c - writing the canonical file: buffered streams, the tables, the header last. */
#include "engine/data/canon.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the canonical file is little-endian");
_Static_assert(sizeof(struct canon_header) <= CANON_BODY_AT, "the header fits before the body");

static uint64_t fnv(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 1099511628211ULL;
    return h;
}

uint64_t canon_hash(const struct canon_header *header, const void *tables, size_t n)
{
    struct canon_header copy = *header;
    copy.hash = 0;
    return fnv(fnv(1469598103934665603ULL, &copy, sizeof copy), tables, n);
}

size_t sample_size(enum sample_type type)
{
    static const size_t sizes[] = {
        [SAMPLE_NONE] = 0, [SAMPLE_U8] = 1, [SAMPLE_F32] = 4, [SAMPLE_F64] = 8, [SAMPLE_U16] = 2};
    return sizes[type];
}

static int write_failed(struct err *err, const char *what)
{
    int code = errno == ENOSPC || errno == EDQUOT ? ERR_NO_SPACE : ERR_IO;
    return err_set(err, code, "cannot %s the converted dataset: %s", what, strerror(errno));
}

static int put(int fd, const void *bytes, size_t n, uint64_t at, struct err *err)
{
    const unsigned char *p = bytes;
    while (n) {
        ssize_t k = pwrite(fd, p, n, (off_t)at);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return write_failed(err, "write");
        p += k;
        n -= (size_t)k;
        at += (uint64_t)k;
    }
    return 0;
}

static int flush(struct canon_stream *s, struct err *err)
{
    int rc = put(s->fd, s->buffer, s->n, s->at, err);
    s->at += s->n;
    s->n = 0;
    return rc;
}

int canon_write(struct canon_stream *s, const void *bytes, size_t n, struct err *err)
{
    const unsigned char *p = bytes;
    while (n) {
        size_t k = STREAM_BUFFER - s->n < n ? STREAM_BUFFER - s->n : n;
        memcpy(s->buffer + s->n, p, k);
        s->n += k;
        p += k;
        n -= k;
        int rc = s->n == STREAM_BUFFER ? flush(s, err) : 0;
        if (rc < 0)
            return rc;
    }
    return 0;
}

int canon_begin(struct canon *c, const char *path, const char *format, struct err *err)
{
    *c = (struct canon){.path = path, .body.fd = -1};
    memcpy(c->header.magic, CANON_MAGIC, sizeof c->header.magic);
    c->header.version = CANON_VERSION;
    snprintf(c->header.format, sizeof c->header.format, "%s", format);
    c->body.buffer = malloc(STREAM_BUFFER);
    c->texts.buffer = malloc(STREAM_BUFFER);
    if (!c->body.buffer || !c->texts.buffer || asprintf(&c->part, "%s.part", path) < 0) {
        c->part = NULL;
        canon_abort(c);
        return err_set(err, ERR_NO_MEMORY, "no memory to convert a dataset");
    }
    c->body.fd = c->texts.fd = open(c->part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (c->body.fd < 0) {
        int rc = write_failed(err, "create");
        canon_abort(c);
        return rc;
    }
    return 0;
}

static uint64_t aligned(uint64_t at)
{
    return (at + CANON_ALIGN - 1) / CANON_ALIGN * CANON_ALIGN;
}

int canon_layout(struct canon *c, struct err *err)
{
    struct canon_header *h = &c->header;
    uint64_t samples = (uint64_t)h->rows * sample_size(h->sample_type), cells;
    bool over = false;
    for (uint32_t i = 0; i < h->rank; i++)
        over |= __builtin_mul_overflow(samples, (uint64_t)h->shape[i], &samples);
    over |= __builtin_mul_overflow((uint64_t)h->rows, canon_row_bytes(h), &cells);
    if (over || samples > INT64_MAX / 4 || cells > INT64_MAX / 4)
        return err_set(err, ERR_TOO_LARGE, "the dataset's size passes 2^61 bytes");
    h->samples_at = CANON_BODY_AT;
    h->cells_at = aligned(CANON_BODY_AT + samples);
    h->texts_at = aligned(h->cells_at + cells);
    c->body.at = h->samples_at;
    c->texts.at = h->texts_at;
    return 0;
}

int canon_cells(struct canon *c, struct err *err)
{
    int rc = flush(&c->body, err);
    if (rc < 0)
        return rc;
    c->body.at = c->header.cells_at;
    return 0;
}

/* The tables under construction: first all fixed parts, then the strings. */
struct tables {
    unsigned char *bytes;
    size_t n;
};

static uint64_t add_name(struct tables *t, const char *name)
{
    uint64_t at = t->n;
    size_t n = strlen(name) + 1;
    memcpy(t->bytes + at, name, n);
    t->n += n;
    return at;
}

static size_t tables_size(int n_columns, const struct column *columns,
                          const struct classes *classes)
{
    size_t n = 0;
    for (int i = 0; i < n_columns; i++) {
        n += sizeof(struct canon_column) + strlen(columns[i].name) + 1;
        for (int k = 0; k < classes[i].n; k++)
            n += 16 + strlen(classes[i].names[k]) + 1;
    }
    return n;
}

static int tables_build(struct tables *t, int n_columns, const struct column *columns,
                        const struct classes *classes)
{
    t->bytes = calloc(1, tables_size(n_columns, columns, classes) + 1);
    if (!t->bytes)
        return ERR_NO_MEMORY;
    struct canon_column *out = (struct canon_column *)t->bytes;
    t->n = (size_t)n_columns * sizeof *out;
    for (int i = 0; i < n_columns; i++) {
        out[i] = (struct canon_column){.type = columns[i].type,
                                       .n_classes = (uint32_t)classes[i].n,
                                       .missing = columns[i].missing,
                                       .min = columns[i].min,
                                       .max = columns[i].max,
                                       .mean = columns[i].mean,
                                       .std = columns[i].std};
        size_t n = 8 * (size_t)classes[i].n;
        out[i].names_at = t->n;
        out[i].counts_at = t->n + n;
        if (n)
            memcpy(t->bytes + t->n + n, classes[i].counts, n);
        t->n += 2 * n;
    }
    for (int i = 0; i < n_columns; i++) {
        out[i].name_at = add_name(t, columns[i].name);
        uint64_t *names = (uint64_t *)(t->bytes + out[i].names_at);
        for (int k = 0; k < classes[i].n; k++)
            names[k] = add_name(t, classes[i].names[k]);
    }
    return 0;
}

int canon_end(struct canon *c, const struct column *columns, const struct classes *classes,
              struct err *err)
{
    struct canon_header *h = &c->header;
    struct tables t = {0};
    int rc = flush(&c->body, err);
    if (rc == 0)
        rc = flush(&c->texts, err);
    if (rc < 0)
        return rc;
    h->texts_n = c->texts.at - h->texts_at;
    h->tables_at = aligned(h->texts_at + h->texts_n);
    if (tables_build(&t, (int)h->n_columns, columns, classes) < 0)
        return err_set(err, ERR_NO_MEMORY, "no memory for the dataset's tables");
    h->tables_n = t.n;
    h->hash = canon_hash(h, t.bytes, t.n);
    rc = put(c->body.fd, t.bytes, t.n, h->tables_at, err);
    free(t.bytes);
    if (rc < 0 || (rc = put(c->body.fd, h, sizeof *h, 0, err)) < 0)
        return rc;
    /* A last empty block may leave the file shorter than the header says: set its length. */
    if (ftruncate(c->body.fd, (off_t)(h->tables_at + h->tables_n)) < 0 || fsync(c->body.fd) < 0)
        return write_failed(err, "write");
    if (rename(c->part, c->path) < 0)
        return write_failed(err, "rename");
    free(c->part);
    c->part = NULL;
    canon_abort(c);
    return 0;
}

void canon_abort(struct canon *c)
{
    if (c->body.fd >= 0)
        close(c->body.fd);
    if (c->part)
        unlink(c->part);
    free(c->part);
    free(c->body.buffer);
    free(c->texts.buffer);
    *c = (struct canon){.body.fd = -1};
}
