/* tensor_file.c - tensors and their labels into the canonical file.
 *
 * Samples are kept as u8, f32 or f64, the smallest that holds every value of their type (64-bit
 * integers past 2^53 are rounded). Labels of an integer type are categories named by their numbers,
 * unless they are too many; then, and for floats, the label is numeric. Labels of rank 3 beside
 * pictures are a class per pixel (label_maps.h). */
#include "engine/data/tensor_file.h"
#include "engine/data/csv.h"
#include "engine/data/distinct.h"
#include "engine/data/label_maps.h"
#include "engine/data/stats.h"
#include "engine/data/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    int size;
    bool integer;
    enum sample_type kept;
} elements[] = {
    [ELEMENT_U8] = {1, true, SAMPLE_U8},    [ELEMENT_I8] = {1, true, SAMPLE_F32},
    [ELEMENT_U16] = {2, true, SAMPLE_F32},  [ELEMENT_I16] = {2, true, SAMPLE_F32},
    [ELEMENT_U32] = {4, true, SAMPLE_F64},  [ELEMENT_I32] = {4, true, SAMPLE_F64},
    [ELEMENT_U64] = {8, true, SAMPLE_F64},  [ELEMENT_I64] = {8, true, SAMPLE_F64},
    [ELEMENT_F32] = {4, false, SAMPLE_F32}, [ELEMENT_F64] = {8, false, SAMPLE_F64},
};

static double decode(enum element element, uint64_t bits)
{
    float f;
    double d;
    uint32_t low = (uint32_t)bits;
    switch (element) {
    case ELEMENT_U8:
    case ELEMENT_U16:
    case ELEMENT_U32:
    case ELEMENT_U64: return (double)bits;
    case ELEMENT_I8: return (int8_t)bits;
    case ELEMENT_I16: return (int16_t)bits;
    case ELEMENT_I32: return (int32_t)bits;
    case ELEMENT_I64: return (double)(int64_t)bits;
    case ELEMENT_F32: memcpy(&f, &low, sizeof f); return f;
    case ELEMENT_F64: memcpy(&d, &bits, sizeof d); return d;
    }
    return 0;
}

int tensor_numbers(struct tensor_file *file, double *out, int n, struct err *err)
{
    unsigned char bytes[TENSOR_CHUNK * 8];
    int size = elements[file->element].size;
    int rc = raw_read(&file->raw, bytes, (size_t)n * (size_t)size, err);
    for (int i = 0; rc == 0 && i < n; i++) {
        uint64_t bits = 0;
        for (int k = 0; k < size; k++)
            bits |= (uint64_t)bytes[i * size + k] << 8 * (file->big_endian ? size - 1 - k : k);
        out[i] = decode(file->element, bits);
    }
    return rc;
}

/* Elements of one sample; the whole is checked against the file's size by check_size. */
static int64_t sample_elements(const struct tensor_file *file)
{
    int64_t n = 1;
    for (int i = 1; i < file->rank; i++)
        n *= file->shape[i];
    return n;
}

static int check_size(const struct tensor_file *file, struct err *err)
{
    uint64_t n = (uint64_t)elements[file->element].size;
    for (int i = 0; i < file->rank; i++) {
        if (file->shape[i] < 1)
            return err_set(err, ERR_INVALID,
                           "dimension %d of the tensor is %" PRId64 "; at least 1 is needed", i + 1,
                           file->shape[i]);
        if (__builtin_mul_overflow(n, (uint64_t)file->shape[i], &n))
            return err_set(err, ERR_INVALID, "the tensor's dimensions pass 2^64 bytes");
    }
    if (file->shape[0] > ROWS_MAX)
        return err_set(err, ERR_TOO_LARGE, "the tensor has %" PRId64 " rows; %lld are allowed",
                       file->shape[0], ROWS_MAX);
    uint64_t there = file->raw.size - raw_place(&file->raw);
    if (there < n)
        return err_set(err, ERR_INVALID,
                       "the file is cut short: its header promises %" PRIu64
                       " bytes of data, %" PRIu64 " are there",
                       n, there);
    if (there > n)
        return err_set(err, ERR_INVALID,
                       "%" PRIu64 " bytes follow the data that the header"
                       " promises",
                       there - n);
    return 0;
}

/* Takes an open file over and reads its header. */
static int take_file(struct tensor_file *file, struct raw *raw, header_fn *header, struct err *err)
{
    *file = (struct tensor_file){.raw = *raw};
    *raw = (struct raw){.fd = -1};
    int rc = header(file, err);
    return rc < 0 ? rc : check_size(file, err);
}

/* ---- samples ---- */

static int copy_bytes(struct tensor_file *file, uint64_t n, struct canon *out, struct err *err)
{
    struct raw *raw = &file->raw;
    while (n) {
        int rc = raw_fill(raw, err);
        if (rc <= 0)
            return rc < 0 ? rc : err_set(err, ERR_INVALID, "the file ends too early");
        size_t k = raw->end - raw->pos < n ? raw->end - raw->pos : n;
        if ((rc = canon_write(&out->body, raw->buffer + raw->pos, k, err)) < 0)
            return rc;
        raw->pos += k;
        n -= k;
    }
    return 0;
}

static int write_samples(struct tensor_file *file, struct canon *out, struct err *err)
{
    int64_t per_row = sample_elements(file), n = file->shape[0] * per_row;
    enum sample_type kept = elements[file->element].kept;
    if (kept == SAMPLE_U8)
        return copy_bytes(file, (uint64_t)n, out, err);
    double numbers[TENSOR_CHUNK];
    float floats[TENSOR_CHUNK];
    for (int64_t done = 0; done < n;) {
        int k = n - done < TENSOR_CHUNK ? (int)(n - done) : TENSOR_CHUNK;
        int rc = tensor_numbers(file, numbers, k, err);
        for (int i = 0; rc == 0 && i < k; i++) {
            if (!isfinite(numbers[i]))
                return err_set(err, ERR_INVALID,
                               "row %" PRId64 ", element %" PRId64 ": not a finite number",
                               (done + i) / per_row + 1, (done + i) % per_row + 1);
            floats[i] = (float)numbers[i];
        }
        if (rc == 0)
            rc = kept == SAMPLE_F32
                     ? canon_write(&out->body, floats, (size_t)k * sizeof *floats, err)
                     : canon_write(&out->body, numbers, (size_t)k * sizeof *numbers, err);
        if (rc < 0)
            return rc;
        done += k;
    }
    return 0;
}

/* ---- labels ---- */

struct labels {
    struct tensor_file file;
    struct stats stats;
    size_t budget;
    struct distinct distinct;
    int *class_of;
    struct classes classes;
    bool categorical;
    struct label_maps *maps; /* instead of all that: a class per pixel */
    struct csv *table;       /* or columns beside the samples, a row for each */
};

static int no_memory(struct err *err)
{
    return err_set(err, ERR_NO_MEMORY, "no memory for the labels");
}

/* Calls each label once; the file is read from its data's start. */
static int each_label(struct labels *l, header_fn *header,
                      int (*fn)(struct labels *l, double v, struct canon *out, struct err *err),
                      struct canon *out, struct err *err)
{
    double numbers[TENSOR_CHUNK];
    int64_t n = l->file.shape[0];
    int rc = raw_rewind(&l->file.raw, err);
    if (rc == 0)
        rc = header(&l->file, err);
    for (int64_t done = 0; rc == 0 && done < n;) {
        int k = n - done < TENSOR_CHUNK ? (int)(n - done) : TENSOR_CHUNK;
        rc = tensor_numbers(&l->file, numbers, k, err);
        for (int i = 0; rc == 0 && i < k; i++) {
            if (!isfinite(numbers[i]))
                return err_set(err, ERR_INVALID,
                               "the label of row %" PRId64 " is not a finite number", done + i + 1);
            rc = fn(l, numbers[i], out, err);
        }
        done += k;
    }
    return rc;
}

static int count_label(struct labels *l, double v, struct canon *out, struct err *err)
{
    (void)out;
    (void)err;
    char text[32];
    stats_add(&l->stats, v);
    text_print(text, v);
    distinct_add(&l->distinct, text, strlen(text), NUMERIC_CLASSES_MAX);
    return 0;
}

static int write_label(struct labels *l, double v, struct canon *out, struct err *err)
{
    if (l->categorical) {
        char text[32];
        text_print(text, v);
        int found = distinct_find(&l->distinct, text, strlen(text));
        v = found < 0 ? NAN : l->class_of[found];
    }
    return canon_write(&out->body, &v, sizeof v, err);
}

static int name_labels(struct labels *l, struct err *err)
{
    size_t n = (size_t)l->distinct.n;
    l->categorical = n > 0 && elements[l->file.element].integer;
    int *order = calloc(n + 1, sizeof *order);
    const char **names = calloc(n + 1, sizeof *names);
    int64_t *counts = calloc(n + 1, sizeof *counts);
    l->class_of = calloc(n + 1, sizeof *l->class_of);
    l->classes = (struct classes){.n = (int)n, .names = names, .counts = counts};
    if (!order || !names || !counts || !l->class_of) {
        free(order);
        return no_memory(err);
    }
    distinct_order(&l->distinct, order);
    for (int k = 0; k < (int)n; k++) {
        names[k] = distinct_text(&l->distinct, order[k]);
        counts[k] = l->distinct.values[order[k]].count;
        l->class_of[order[k]] = k;
    }
    free(order);
    return 0;
}

/* No tensor begins as a text does: idx with 00, npy with 93. */
static bool is_table(struct raw *raw)
{
    return !raw->source && raw->buffer[raw->pos] != 0x00 && raw->buffer[raw->pos] != 0x93;
}

static int open_table(struct labels *l, const char *path, int64_t rows, struct err *err)
{
    const struct column *columns;
    const struct classes *classes;
    l->table = csv_open(path, NULL, err);
    if (!l->table)
        return err_wrap(err, "labels, read as a CSV file: ");
    if (csv_rows(l->table) != rows)
        return err_set(err, ERR_INVALID,
                       "labels: a table of %" PRId64 " rows for %" PRId64 " samples",
                       csv_rows(l->table), rows);
    for (int i = csv_columns(l->table, &columns, &classes) - 1; i >= 0; i--)
        if (strcmp(columns[i].name, "sample") == 0)
            return err_set(err, ERR_INVALID,
                           "labels: column %d may not be named \"sample\", which is what a row of "
                           "predict calls the sample itself",
                           i + 1);
    return 0;
}

static int open_labels(struct labels *l, struct raw *raw, const char *path, header_fn *header,
                       const struct tensor_file *samples, struct err *err)
{
    l->budget = DISTINCT_BUDGET;
    distinct_init(&l->distinct, &l->budget);
    if (is_table(raw)) {
        raw_close(raw);
        return open_table(l, path, samples->shape[0], err);
    }
    int rc = take_file(&l->file, raw, header, err);
    if (rc < 0)
        return err_wrap(err, "labels: ");
    if (l->file.rank == 2 || (l->file.rank > 2 && samples->rank < 3))
        return err_set(err, ERR_INVALID,
                       "labels: the tensor has rank %d; labels are one number "
                       "per row, rank 1, or of pictures one per pixel, rank 3",
                       l->file.rank);
    if (l->file.shape[0] != samples->shape[0])
        return err_set(err, ERR_INVALID, "labels: %" PRId64 " labels for %" PRId64 " rows",
                       l->file.shape[0], samples->shape[0]);
    if (l->file.rank > 2) {
        l->maps = label_maps_new(&l->file, samples, elements[l->file.element].integer, err);
        return l->maps ? 0 : err->code;
    }
    if ((rc = each_label(l, header, count_label, NULL, err)) < 0)
        return rc;
    return name_labels(l, err);
}

static void close_labels(struct labels *l)
{
    distinct_done(&l->distinct);
    free(l->class_of);
    free((void *)l->classes.names);
    free((void *)l->classes.counts);
    label_maps_free(l->maps);
    csv_close(l->table);
    raw_close(&l->file.raw);
}

/* ---- the whole ---- */

static int write_maps(struct labels *l, header_fn *header, struct canon *out, struct column *column,
                      struct err *err)
{
    *column = (struct column){.name = "label",
                              .type = COLUMN_CATEGORICAL,
                              .min = NAN,
                              .max = NAN,
                              .mean = NAN,
                              .std = NAN};
    int rc = raw_rewind(&l->file.raw, err);
    if (rc == 0)
        rc = header(&l->file, err);
    return rc < 0 ? rc : label_maps_write(l->maps, &l->file, out, err);
}

static int write_out(const struct import *in, const char *format, header_fn *header,
                     struct tensor_file *file, struct labels *labels, struct err *err)
{
    struct canon out;
    int rc = canon_begin(&out, in->out_path, format, err);
    if (rc < 0)
        return rc;
    struct canon_header *h = &out.header;
    h->rows = file->shape[0];
    h->sample_type = elements[file->element].kept;
    h->rank = file->rank > 1 ? (uint32_t)file->rank - 1 : 1;
    for (uint32_t i = 0; i < h->rank; i++)
        h->shape[i] = file->rank > 1 ? file->shape[i + 1] : 1;
    const struct column *columns = NULL;
    const struct classes *classes = NULL;
    h->n_columns = labels && labels->table
                       ? (uint32_t)csv_columns(labels->table, &columns, &classes)
                       : labels != NULL;
    h->labelled = !labels ? LABELLED_NOT : labels->maps ? LABELLED_MAP : LABELLED_COLUMN;
    if ((rc = canon_layout(&out, err)) < 0 || (rc = write_samples(file, &out, err)) < 0 ||
        (rc = canon_cells(&out, err)) < 0)
        goto out;
    struct column column = {0};
    struct classes none = {0};
    if (labels && labels->table) {
        if ((rc = csv_write(labels->table, &out, err)) < 0)
            goto out;
    } else if (labels && labels->maps) {
        if ((rc = write_maps(labels, header, &out, &column, err)) < 0)
            goto out;
    } else if (labels) {
        if ((rc = each_label(labels, header, write_label, &out, err)) < 0)
            goto out;
        const struct stats *s = &labels->stats;
        bool numeric = !labels->categorical;
        column = (struct column){.name = "label",
                                 .type = numeric ? COLUMN_NUMERIC : COLUMN_CATEGORICAL,
                                 .min = numeric ? s->min : NAN,
                                 .max = numeric ? s->max : NAN,
                                 .mean = numeric ? s->mean : NAN,
                                 .std = numeric ? stats_std(s) : NAN};
    }
    if (!columns) {
        columns = &column;
        classes = !labels        ? &none
                  : labels->maps ? label_maps_classes(labels->maps)
                                 : &labels->classes;
    }
    rc = canon_end(&out, columns, classes, err);
out:
    canon_abort(&out);
    return rc;
}

int tensor_import_take(const struct import *in, const char *format, header_fn *header,
                       struct raw *samples, struct raw *labels, struct err *err)
{
    struct tensor_file file;
    struct labels l = {.file.raw.fd = -1};
    int rc = take_file(&file, samples, header, err);
    if (labels && rc == 0)
        rc = open_labels(&l, labels, in->labels_path, header, &file, err);
    else if (labels)
        raw_close(labels);
    if (rc == 0)
        rc = write_out(in, format, header, &file, labels ? &l : NULL, err);
    close_labels(&l);
    raw_close(&file.raw);
    return rc;
}

int tensor_import(const struct import *in, const char *format, header_fn *header, struct err *err)
{
    struct raw samples, labels;
    int rc = raw_open(&samples, in->raw_path, err);
    if (rc == 0 && in->labels_path && (rc = raw_open(&labels, in->labels_path, err)) < 0) {
        raw_close(&samples);
        return err_wrap(err, "labels: ");
    }
    return rc < 0 ? rc
                  : tensor_import_take(in, format, header, &samples,
                                       in->labels_path ? &labels : NULL, err);
}
