/* preprocess.h - from a dataset's rows to the floats a network reads, and to its targets.
 *
 * Fitted on the training rows, then part of the model: predict needs no dataset.
 *   numeric      one float, normalised; a missing value is imputed in the column's own units
 *   time         days since 1970, then like a number
 *   categorical  one-hot, a float per category of the training dataset, in the dataset's order
 *   samples      u8 counts as a fraction of 255, other types as they are; then normalised with one
 *                mean, deviation, minimum and maximum over all elements of all training samples
 *   text         the indices of its tokens, in a block of their own (see intake.h)
 *   a text file  windows of data.context characters, each its index among the training text's (see
 *                windows.h); nothing is normalised
 * normalize: none x · standard (x - mean) / std · minmax (x - min) / (max - min); a constant
 * becomes 0. Targets are never normalised: regression is in the target's own units. missing: error
 * (a missing value is a fault) · mean (the training mean; the most frequent category) · zero (0 in
 * the column's units; no category). An unknown category is a missing value.
 *
 * One pass in the given order of rows: the same rows give the same bits. */
#ifndef ALLOT_ENGINE_DATA_PREPROCESS_H
#define ALLOT_ENGINE_DATA_PREPROCESS_H

#include "engine/data/dataset.h"

/* What a task wants of the target columns. Append only: the numbers stand in model files. */
enum target_kind {
    TARGET_NONE,    /* no target (autoencoder); `targets` must be empty */
    TARGET_NUMBERS, /* regression: a float per target column */
    TARGET_CLASS,   /* classification: one column, an index into its classes */
    TARGET_FLAGS,   /* multi_label: a 0 or 1 per target column */
    TARGET_NEXT,    /* language_model: at each position of a window the token after it */
    TARGET_MAP,     /* segmentation: a class for each pixel of the picture */
    TARGET_AHEAD,   /* forecasting: a float per target column and step ahead */
    TARGET_MASKED,  /* masked_language_model: the token itself, at some positions of a window */
};

/* The rows of SECTION_DATA, in enum data_option's order. */
extern const struct option data_options[];
extern const int n_data_options;
static inline bool target_is_label(enum target_kind kind)
{
    return kind == TARGET_CLASS || kind == TARGET_NEXT || kind == TARGET_MAP ||
           kind == TARGET_MASKED;
}
/* Of a text: a row is a window of tokens. */
static inline bool target_is_text(enum target_kind kind)
{
    return kind == TARGET_NEXT || kind == TARGET_MASKED;
}

static inline bool target_is_number(enum target_kind kind)
{
    return kind == TARGET_NUMBERS || kind == TARGET_AHEAD;
}

/* Whether a model learns its targets scaled, and rescales its answers. */
enum normalize_target { TARGET_AUTO, TARGET_PLAIN, TARGET_STANDARD };
static inline bool target_is_rescaled(const struct spec *spec, enum target_kind kind)
{
    enum normalize_target asked = (enum normalize_target)spec->data[DATA_NORMALIZE_TARGET].n;
    return target_is_number(kind) &&
           (asked == TARGET_STANDARD || (asked == TARGET_AUTO && kind == TARGET_AHEAD));
}

enum normalize { NORMALIZE_NONE, NORMALIZE_STANDARD, NORMALIZE_MINMAX };
enum missing { MISSING_ERROR, MISSING_MEAN, MISSING_ZERO };

/* A stretch of the input row with a shape of its own: what one `input` layer takes of it. */
enum block_kind {
    BLOCK_NUMBERS, /* columns of a table: numbers scaled, categories one-hot */
    BLOCK_SAMPLE,  /* the dataset's tensor, or a window of a text */
    BLOCK_INDEX,   /* the index of each column's category */
    BLOCK_TOKENS,  /* the indices of a text's tokens; 0 from its end on */
};

/* 16: as many as a layer can join. */
enum { INPUT_BLOCKS_MAX = 16 };

struct input_block {
    enum block_kind kind;
    int64_t at, n; /* its floats in the row */
    int rank;
    int64_t shape[SAMPLE_RANK_MAX];
    int64_t vocabulary; /* how many different indices it holds; 0: they are numbers */
    int first, columns; /* of preprocess_info's inputs */
    int tokenizer;      /* enum tokenizer */
};

/* A forecast's windows (ahead.h); "" for a series: all rows are one. */
struct ahead {
    const char *time, *series;
    int64_t context, horizon;
    bool gaps; /* steps need not be equal */
};

struct preprocess_info {
    int rank;                       /* of one input: tables 1, samples as in the dataset */
    int64_t shape[SAMPLE_RANK_MAX]; /* tables, and several blocks side by side: {n_in} */
    int64_t n_in;                   /* floats in one input */
    struct input_block block[INPUT_BLOCKS_MAX]; /* of which the row is made, in order */
    int n_blocks;
    int n_out; /* classes, or target columns; 0 for TARGET_NONE */
    int64_t
        indices; /* inputs that are whole numbers 0..n-1, as an embedding takes them: n; else 0 */
    enum target_kind targets;
    struct ahead ahead;          /* of TARGET_AHEAD: the shape is (context, floats of a row) */
    const char *const *names;    /* n_out: of the classes or target columns */
    const struct column *inputs; /* the raw feature columns in order; NULL: there are none */
    int64_t n_inputs;            /* cells of a raw row: elements of the sample, then columns */
    int64_t n_sample;            /* elements of the sample; 0 for tables */
};

/* Checks spec's targets, features, input layers and data section against the datasets (validation
 * may be NULL), reading only their tables. Adds faults at /data/target, /data/features/i,
 * /data/missing, /model/layers/i, /training/validation_dataset; returns their number. Without one,
 * *info says what a fit will give, but for names and inputs, which stay NULL. */
int preprocess_check(const struct spec *spec, enum target_kind targets, const struct dataset *train,
                     const struct dataset *validation, struct preprocess_info *info,
                     struct faults *faults);

/* Fits on n rows of a dataset (rows NULL: the first n; of a forecast windows, ascending), which may
 * be closed afterwards. */
struct preprocess *preprocess_fit(const struct spec *spec, enum target_kind targets,
                                  const struct dataset *train, const uint32_t *rows, int64_t n,
                                  struct err *err);
void preprocess_free(struct preprocess *p);

/* Valid as long as p. */
const struct preprocess_info *preprocess_info(const struct preprocess *p);

/* What a 0 in the raw samples becomes: a picture's black. */
float preprocess_zero(const struct preprocess *p);

/* Serialisation: a flat little-endian block. With out NULL only the size is returned. Loading
 * checks every byte: it is foreign. */
size_t preprocess_store(const struct preprocess *p, void *out);
struct preprocess *preprocess_load(const void *bytes, size_t n, struct err *err);

/* Raw cells (rows, n_inputs) → x (rows, n_in). Errors name row (from 1) and column. A number may
 * come as text and the name of a category as a number; a time is seconds or ISO 8601. */
int preprocess_cells(const struct preprocess *p, const struct cell *cells, int64_t rows, float *x,
                     struct err *err);

/* A preprocessing joined to a dataset: columns and classes are found by name, so the dataset need
 * not be the one it was fitted on. Borrows both. Unknown classes are errors here, not in gather. */
struct feed *feed_new(const struct preprocess *p, const struct dataset *ds, bool with_targets,
                      struct err *err);
void feed_free(struct feed *feed);

/* Rows → x (n, n_in) and the targets: labels (n) for TARGET_CLASS, (n, n_in) for a text,
 * (n, pixels) for TARGET_MAP, else y (n, n_out); pass NULL for what is not wanted. The hot path: no
 * allocation, no system call, safe from several threads. */
void feed_gather(const struct feed *feed, const uint32_t *rows, int n, float *x, float *y,
                 int32_t *labels);

#endif
