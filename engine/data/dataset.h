/* dataset.h - the canonical file, seen from inside the engine.
 *
 * Whatever the format, a dataset is at most two blocks over the same rows: a tensor of samples
 * (idx, npy, npz, images) and a table (csv; the labels of idx). The table is one row-major matrix
 * of doubles: a number; seconds since 1970 of a time; the class index of a category; the place of a
 * text. NaN is a missing value in all of them. So a row is read with one walk over adjacent memory.
 *
 * dataset_open checks headers and tables completely; the cells themselves are not read then (they
 * may be gigabytes): who reads a class index or a text's place out of a cell checks its range. */
#ifndef ALLOT_ENGINE_DATA_DATASET_H
#define ALLOT_ENGINE_DATA_DATASET_H

#include <allot/engine.h>

/* 2^32 - 2: row numbers are uint32_t, so that a shuffled order of them stays small. */
#define ROWS_MAX 4294967294LL

/* U16: a coded text; each row is a class of the one column, which has no cells. */
enum sample_type { SAMPLE_NONE, SAMPLE_U8, SAMPLE_F32, SAMPLE_F64, SAMPLE_U16 };

/* The distinct values of a column, ordered: of every categorical column, and of a numeric one with
 * at most NUMERIC_CLASSES_MAX of them (a target of 0, 1, 2 may be meant as classes). */
struct classes {
    int n; /* 0: the column has none */
    const char *const *names;
    const double *values; /* the names as numbers; NULL when one of them is no number */
    const int64_t *counts;
};

/* 1024: integer codes of classes are fewer; a measured quantity has more. */
enum { NUMERIC_CLASSES_MAX = 1024 };

/* 256: a pixel's class is a byte. */
enum { MAP_CLASSES_MAX = 256 };

struct dataset {
    struct dataset_info info;
    enum sample_type sample_type;
    int64_t n_elements;        /* of one sample; 0 for tables */
    const void *samples;       /* (rows, n_elements) of sample_type, or NULL */
    const double *cells;       /* (rows, info.n_columns), or NULL */
    const unsigned char *maps; /* (rows, n_pixels) classes of column 0, or NULL */
    int64_t n_pixels;
    const struct classes *classes; /* per column */
    const unsigned char *map;      /* the whole file */
    size_t n_map;
    void *tables; /* the heap block that info's and classes' arrays lie in */
};

/* Index of a column by name, or -1. */
int dataset_column(const struct dataset *ds, const char *name);

/* The text behind a text column's cell; false when the place is not inside the file. */
bool dataset_text(const struct dataset *ds, double cell, const char **text, size_t *n);

/* The same for a cell of any column that holds words: a text, or a category's name. */
bool dataset_words(const struct dataset *ds, int column, double cell, const char **text, size_t *n);

#endif
