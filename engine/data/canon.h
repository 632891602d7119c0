/* canon.h - the canonical file on disk, and the one way to write it.
 *
 *   header at 0 · samples at 4096 · cells, 64-aligned · texts: u32 length + bytes each · tables
 *
 * Little-endian. The tables (columns, names, classes) come last, since a reader knows them last;
 * the header is written when all is well, under a hash over itself and the tables. Written beside
 * as PATH.part through small buffers with pwrite, so memory does not grow with the file; synced,
 * then renamed. */
#ifndef ALLOT_ENGINE_DATA_CANON_H
#define ALLOT_ENGINE_DATA_CANON_H

#include "engine/data/dataset.h"

/* Where the labels of samples are: nowhere yet, in the one column, or a map each: a class per
 * pixel, a byte each, (rows, shape[0], shape[1]) in the place of the cells. */
enum labelled { LABELLED_NOT, LABELLED_COLUMN, LABELLED_MAP };

enum { CANON_VERSION = 1, CANON_BODY_AT = 4096, CANON_ALIGN = 64 };
#define CANON_MAGIC "ALLOTDS\n"

/* All places are offsets in the file, all sizes bytes. */
struct canon_header {
    char magic[8];
    uint32_t version, sample_type, rank, n_columns;
    uint32_t labelled; /* enum labelled */
    uint32_t reserved;
    char format[16]; /* NUL-padded */
    int64_t rows;
    int64_t shape[SAMPLE_RANK_MAX];
    uint64_t samples_at, cells_at;
    uint64_t texts_at, texts_n;
    uint64_t tables_at, tables_n;
    uint64_t hash; /* of the header with 0 here, then the tables */
};

/* One per column at the start of the tables. Places are offsets in the tables. */
struct canon_column {
    uint32_t type, n_classes; /* n_classes also of a numeric column with few values */
    int64_t missing;
    double min, max, mean, std;
    uint64_t name_at;   /* NUL-terminated */
    uint64_t names_at;  /* u64[n_classes], each the place of a NUL-terminated name */
    uint64_t counts_at; /* int64[n_classes] */
};

uint64_t canon_hash(const struct canon_header *header, const void *tables, size_t n);

/* 256 KiB: large enough that a write call is rare, small beside what an import may use. */
enum { STREAM_BUFFER = 256 << 10 };

struct canon_stream {
    int fd;
    uint64_t at; /* where the buffer's first byte goes */
    size_t n;
    unsigned char *buffer;
};
int canon_write(struct canon_stream *s, const void *bytes, size_t n, struct err *err);

struct canon {
    struct canon_header header;
    const char *path;
    char *part;
    struct canon_stream body, texts;
};

/* After begin: fill header's shape fields (format, rows, rank, shape, sample_type, n_columns,
 * labelled), call canon_layout, write samples and cells in order into body and texts into texts,
 * then end. After any failure, or instead of end: canon_abort, which leaves nothing behind. */
int canon_begin(struct canon *c, const char *path, const char *format, struct err *err);
int canon_layout(struct canon *c, struct err *err);
int canon_cells(struct canon *c, struct err *err); /* body: from the samples on to the cells */
int canon_end(struct canon *c, const struct column *columns, const struct classes *classes,
              struct err *err);
void canon_abort(struct canon *c);

/* Bytes of one element of a sample type. */
size_t sample_size(enum sample_type type);

/* Bytes of a row's cells; a coded text has none, its samples are its column; a map has its pixels.
 */
static inline uint64_t canon_row_bytes(const struct canon_header *h)
{
    if (h->labelled == LABELLED_MAP)
        return (uint64_t)h->shape[0] * (uint64_t)h->shape[1];
    return h->sample_type == SAMPLE_U16 ? 0 : 8 * (uint64_t)h->n_columns;
}

#endif
