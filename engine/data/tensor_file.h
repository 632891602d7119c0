/* tensor_file.h - a file that is one tensor behind a small header: idx and npy.
 *
 * The first dimension counts the rows; the rest is a sample's shape ({1} when there is no rest).
 * A second file of rank 1, or a CSV file of a row for each, brings the labels. A format's own part
 * is only its header. */
#ifndef ALLOT_ENGINE_DATA_TENSOR_FILE_H
#define ALLOT_ENGINE_DATA_TENSOR_FILE_H

#include "engine/data/dataset.h"
#include "engine/data/import.h"
#include "engine/data/raw.h"

enum element {
    ELEMENT_U8,
    ELEMENT_I8,
    ELEMENT_U16,
    ELEMENT_I16,
    ELEMENT_U32,
    ELEMENT_I32,
    ELEMENT_U64,
    ELEMENT_I64,
    ELEMENT_F32,
    ELEMENT_F64,
};

struct tensor_file {
    struct raw raw;
    enum element element;
    bool big_endian;
    int rank; /* with the rows' dimension: 1..SAMPLE_RANK_MAX */
    int64_t shape[SAMPLE_RANK_MAX];
};

/* 1,024: elements converted at once, on the stack. */
enum { TENSOR_CHUNK = 1024 };

/* The next n ≤ TENSOR_CHUNK elements as doubles. */
int tensor_numbers(struct tensor_file *file, double *out, int n, struct err *err);

/* Reads the format's header from raw's start and fills the rest; the data follow at once. */
typedef int header_fn(struct tensor_file *file, struct err *err);

/* Converts the samples and, where given, the labels, each a file of its own. */
int tensor_import(const struct import *in, const char *format, header_fn *header, struct err *err);

/* The same from open files, which are closed, even on failure; labels may be NULL. */
int tensor_import_take(const struct import *in, const char *format, header_fn *header,
                       struct raw *samples, struct raw *labels, struct err *err);

int npy_header(struct tensor_file *file, struct err *err);

#endif
