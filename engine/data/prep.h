/* prep.h - inside a preprocessing, for the files that make, use, store and join it.
 *
 * It is made in one way only: a fit writes the stored form, and loading that gives the struct. So
 * what predict reads from a model file is what training used. Strings point into `bytes`. */
#ifndef ALLOT_ENGINE_DATA_PREP_H
#define ALLOT_ENGINE_DATA_PREP_H

#include "engine/data/preprocess.h"

/* x = (v - shift) * scale of a number v; a class's float is 1, the others 0. */
struct scaling {
    double shift, scale;
};

/* A raw feature column, and where its floats are in x. */
struct input {
    enum block_kind kind;   /* of its block: how it becomes floats */
    struct classes classes; /* categorical: its categories; text: its tokens */
    struct scaling scaling;
    double fill;    /* what a missing number becomes, in v's units; NaN: an error */
    int fill_class; /* what a missing category becomes; -1: no category */
    int64_t at;
    int64_t width;
    struct vocabulary *vocabulary; /* BLOCK_TOKENS: finds the tokens */
};

struct target {
    const char *name;
    struct classes classes; /* TARGET_CLASS and TARGET_FLAGS */
};

struct preprocess {
    struct preprocess_info info;
    int64_t n_step; /* floats of one raw row: n_in but for a forecast's window of several */
    enum missing missing;
    enum sample_type sample_type;
    struct scaling scaling; /* of samples */
    int64_t sample_at;      /* place of the sample's floats in x */
    struct column *columns; /* info.inputs */
    struct input *inputs;   /* beside them */
    int n_columns;
    struct target *targets;
    int n_targets;
    unsigned char *bytes;                    /* the stored form */
    size_t n_bytes, targets_at, targets_end; /* where in it the targets lie */
};

/* A category as an index: an unknown one is the index after the last (missing: zero). */
static inline int64_t index_count(const struct classes *classes, enum missing missing)
{
    return classes->n + (missing == MISSING_ZERO);
}

/* 2^24: floats of one input row; a one-hot of more is a mistake. */
#define N_IN_MAX (1 << 24)

#define SECONDS_PER_DAY 86400.0

/* Class of a name among ordered classes: the same text, else the same number; or -1. */
int classes_find(const struct classes *classes, const char *text, size_t n);

/* Index of a number among ordered values, or -1. */
int values_find(const double *values, int n, double v);

/* A fault for a column that the dataset lacks, with the nearest name as a hint. */
void fault_unknown_column(struct faults *faults, const char *pointer, const struct dataset *ds,
                          const char *name);

/* The class that a cell of a column with classes means; -1: none. */
int dataset_class(const struct dataset *ds, int column, double cell);

/* The target columns' indices that a spec means (its names, or the default) into out[0..n); -1 for
 * an unknown name. Returns n; with out NULL only that. */
int spec_targets(const struct spec *spec, enum target_kind kind, const struct dataset *ds,
                 int *out);
int spec_features(const struct spec *spec, enum target_kind kind, const struct dataset *ds,
                  int *out);

/* The one place of an index or a one-hot: the class, what it becomes when it is missing, or -1. */
static inline void put_class(const struct input *in, int k, float *x)
{
    k = k < 0 ? in->fill_class : k;
    if (in->kind == BLOCK_INDEX)
        *x = (float)(k < 0 ? in->classes.n : k);
    else if (k >= 0)
        x[k] = 1;
}

/* How a dataset's class counts as a flag: 0 or 1, or -1 when it is neither. */
int flag_value(const struct classes *classes, int k);

static inline float scaled(struct scaling s, double v)
{
    return (float)((v - s.shift) * s.scale);
}

/* One element of a u8 sample; the same expression everywhere, so predict equals training. */
static inline float scaled_byte(float b, float a, float c)
{
    return b * a + c;
}
static inline float byte_factor(struct scaling s)
{
    return (float)(s.scale / 255);
}
static inline float byte_offset(struct scaling s)
{
    return (float)(-s.shift * s.scale);
}

#endif
