/* preprocess.c - fitting: statistics of the training rows, written down in the stored form.
 *
 * The stored form, little-endian, no padding; a text is a u32 length and its bytes with a NUL:
 *   magic · u32 targets missing sample_type rank · i64 shape[4] · f64 shift scale
 *   u32 columns · each: text name · u32 type · i64 missing · f64 min max mean std shift scale fill
 *                       i32 fill_class · u32 classes · each: text name · i64 count
 *   u32 targets · each: text name · u32 classes · each: text name · i64 count */
#include "engine/data/prep.h"
#include "engine/data/prep_bytes.h"
#include "engine/data/stats.h"

#include <stdlib.h>
#include <string.h>

static const char *const normalizes[] = {"none", "standard", "minmax", NULL};
static const char *const missings[] = {"error", "mean", "zero", NULL};

const struct option data_options[] = {
    [DATA_NORMALIZE] = {.name = "normalize",
                        .type = OPT_CHOICE,
                        .choices = normalizes,
                        .help = "none: numbers as they are (bytes of images as fractions of 255). "
                                "standard: (x - mean) / std; minmax: (x - min) / (max - min), of "
                                "the training rows. Targets are never changed."},
    [DATA_MISSING] = {.name = "missing",
                      .type = OPT_CHOICE,
                      .choices = missings,
                      .help = "What a missing feature becomes. error: a fault. mean: the training "
                              "rows' mean, or most frequent category. zero: 0, or no category. An "
                              "unknown category counts as missing."},
    [DATA_CONTEXT] = {.name = "context",
                      .type = OPT_INT,
                      .min = 1,
                      .max = 65536,
                      .fallback = 64,
                      .help = "language_model: characters in a window, T; the model sees that far "
                              "back"},
};
const int n_data_options = (int)(sizeof data_options / sizeof *data_options);

int spec_targets(const struct spec *spec, enum target_kind kind, const struct dataset *ds, int *out)
{
    if (kind == TARGET_NONE || ds->info.n_columns == 0)
        return 0;
    if (spec->n_targets == 0) {
        if (out)
            out[0] = ds->info.n_columns - 1;
        return 1;
    }
    for (int i = 0; out && i < spec->n_targets; i++)
        out[i] = dataset_column(ds, spec->targets[i]);
    return spec->n_targets;
}

static bool is_target(const struct spec *spec, enum target_kind kind, const struct dataset *ds,
                      int column)
{
    if (kind == TARGET_NONE)
        return false;
    if (spec->n_targets == 0)
        return column == ds->info.n_columns - 1;
    for (int i = 0; i < spec->n_targets; i++)
        if (strcmp(spec->targets[i], ds->info.columns[column].name) == 0)
            return true;
    return false;
}

int spec_features(const struct spec *spec, enum target_kind kind, const struct dataset *ds,
                  int *out)
{
    int n = 0;
    if (ds->samples)
        return 0;
    if (spec->n_features == 0) {
        for (int i = 0; i < ds->info.n_columns; i++)
            if (!is_target(spec, kind, ds, i)) {
                if (out)
                    out[n] = i;
                n++;
            }
        return n;
    }
    for (int i = 0; out && i < spec->n_features; i++)
        out[i] = dataset_column(ds, spec->features[i]);
    return spec->n_features;
}

/* ---- statistics of the training rows ---- */

static struct scaling scaling_of(enum normalize normalize, const struct stats *s)
{
    if (normalize == NORMALIZE_NONE || s->n == 0)
        return (struct scaling){0, 1};
    double spread = normalize == NORMALIZE_STANDARD ? stats_std(s) : s->max - s->min;
    double shift = normalize == NORMALIZE_STANDARD ? s->mean : s->min;
    return (struct scaling){shift, spread > 0 ? 1 / spread : 0};
}

/* What is learned of one feature column. */
struct learned {
    int column;
    bool categorical;
    double unit; /* seconds to days for a time */
    struct stats stats;
    int64_t *counts; /* categorical: rows of each class */
};

static void learn_rows(struct learned *learned, int n_learned, const struct dataset *ds,
                       const uint32_t *rows, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        const double *cells = ds->cells + (rows ? rows[i] : i) * ds->info.n_columns;
        for (int k = 0; k < n_learned; k++) {
            struct learned *l = &learned[k];
            double v = cells[l->column];
            if (isnan(v))
                continue;
            if (!l->categorical)
                stats_add(&l->stats, v / l->unit);
            else if (v >= 0 && v < ds->classes[l->column].n)
                l->counts[(int)v]++;
        }
    }
}

static int most_frequent(const struct learned *l, const struct classes *classes)
{
    int best = 0;
    for (int k = 1; k < classes->n; k++)
        if (l->counts[k] > l->counts[best])
            best = k;
    return best;
}

/* All elements of all training samples. Bytes are summed exactly, as fractions of 255. */
static struct stats learn_samples(const struct dataset *ds, const uint32_t *rows, int64_t n)
{
    struct stats s = {0};
    uint64_t sum = 0, squares = 0;
    int64_t m = ds->n_elements;
    unsigned low = 255, high = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t at = (rows ? rows[i] : i) * m;
        for (int64_t k = at; k < at + m; k++) {
            if (ds->sample_type == SAMPLE_U8) {
                unsigned b = ((const unsigned char *)ds->samples)[k];
                sum += b;
                squares += b * b;
                low = b < low ? b : low;
                high = b > high ? b : high;
            } else {
                stats_add(&s, ds->sample_type == SAMPLE_F32 ? ((const float *)ds->samples)[k]
                                                            : ((const double *)ds->samples)[k]);
            }
        }
    }
    if (ds->sample_type == SAMPLE_U8 && n > 0) {
        double count = (double)n * (double)m, mean = (double)sum / count;
        s = (struct stats){.n = n * m,
                           .min = low / 255.0,
                           .max = high / 255.0,
                           .mean = mean / 255,
                           .m2 = ((double)squares - mean * (double)sum) / 65025};
    }
    return s;
}

/* ---- writing it down ---- */

static void put_classes(struct prep_writer *w, const struct classes *classes, bool wanted)
{
    int n = wanted ? classes->n : 0;
    prep_put_u32(w, (uint32_t)n);
    for (int k = 0; k < n; k++) {
        prep_put_text(w, classes->names[k]);
        prep_put_i64(w, classes->counts[k]);
    }
}

static void put_input(struct prep_writer *w, const struct dataset *ds, const struct learned *l,
                      enum normalize normalize, enum missing missing)
{
    const struct column *c = &ds->info.columns[l->column];
    const struct classes *classes = &ds->classes[l->column];
    struct scaling scaling = scaling_of(normalize, &l->stats);
    double mean = l->stats.n ? l->stats.mean : 0;
    bool impute = missing == MISSING_MEAN;
    prep_put_text(w, c->name);
    prep_put_u32(w, c->type);
    prep_put_i64(w, c->missing);
    prep_put_f64(w, c->min);
    prep_put_f64(w, c->max);
    prep_put_f64(w, c->mean);
    prep_put_f64(w, c->std);
    prep_put_f64(w, l->categorical ? 0 : scaling.shift);
    prep_put_f64(w, l->categorical ? 1 : scaling.scale);
    prep_put_f64(w, missing == MISSING_ERROR ? NAN : impute ? mean : 0);
    prep_put_u32(w, (uint32_t)(l->categorical && impute ? most_frequent(l, classes) : -1));
    put_classes(w, classes, l->categorical);
}

/* A window's shape is (T), whatever the text. */
static void put_shape(struct prep_writer *w, const struct spec *spec, enum target_kind kind,
                      const struct dataset *ds)
{
    bool window = kind == TARGET_NEXT;
    prep_put_u32(w, window ? 1 : (uint32_t)ds->info.rank);
    for (int i = 0; i < SAMPLE_RANK_MAX; i++)
        prep_put_i64(w, window && i == 0 ? (int64_t)spec->data[DATA_CONTEXT].n : ds->info.shape[i]);
}

static void put_all(struct prep_writer *w, const struct spec *spec, enum target_kind kind,
                    const struct dataset *ds, struct scaling samples, const struct learned *learned,
                    int n_learned, const int *targets, int n_targets)
{
    prep_put(w, PREP_MAGIC, 8);
    prep_put_u32(w, kind);
    prep_put_u32(w, (uint32_t)spec->data[DATA_MISSING].n);
    prep_put_u32(w, ds->sample_type);
    put_shape(w, spec, kind, ds);
    prep_put_f64(w, samples.shift);
    prep_put_f64(w, samples.scale);
    prep_put_u32(w, (uint32_t)n_learned);
    for (int i = 0; i < n_learned; i++)
        put_input(w, ds, &learned[i], (enum normalize)spec->data[DATA_NORMALIZE].n,
                  (enum missing)spec->data[DATA_MISSING].n);
    prep_put_u32(w, (uint32_t)n_targets);
    for (int i = 0; i < n_targets; i++) {
        prep_put_text(w, ds->info.columns[targets[i]].name);
        put_classes(w, &ds->classes[targets[i]], target_is_label(kind) || kind == TARGET_FLAGS);
    }
}

/* The feature columns to learn of, with their counters. */
static int begin_learning(struct learned *learned, int n, const int *features,
                          const struct dataset *ds)
{
    for (int i = 0; i < n; i++) {
        enum column_type type = ds->info.columns[features[i]].type;
        learned[i] = (struct learned){.column = features[i],
                                      .categorical = type == COLUMN_CATEGORICAL,
                                      .unit = type == COLUMN_TIME ? SECONDS_PER_DAY : 1};
        if (learned[i].categorical &&
            !(learned[i].counts = calloc((size_t)ds->classes[features[i]].n, sizeof(int64_t))))
            return ERR_NO_MEMORY;
    }
    return 0;
}

struct preprocess *preprocess_fit(const struct spec *spec, enum target_kind targets,
                                  const struct dataset *train, const uint32_t *rows, int64_t n,
                                  struct err *err)
{
    int n_features = spec_features(spec, targets, train, NULL);
    int n_targets = spec_targets(spec, targets, train, NULL);
    int *columns = calloc((size_t)(n_features + n_targets) + 1, sizeof *columns);
    struct learned *learned = calloc((size_t)n_features + 1, sizeof *learned);
    struct prep_writer w = {0};
    struct preprocess *p = NULL;
    if (!columns || !learned)
        goto no_memory;
    spec_features(spec, targets, train, columns);
    spec_targets(spec, targets, train, columns + n_features);
    for (int i = 0; i < n_features + n_targets; i++)
        if (columns[i] < 0) {
            err_set(err, ERR_INVALID, "the dataset lacks a column that the spec names");
            goto out;
        }
    if (begin_learning(learned, n_features, columns, train) < 0)
        goto no_memory;
    enum normalize normalize = (enum normalize)spec->data[DATA_NORMALIZE].n;
    struct stats samples = {0};
    if (targets == TARGET_NEXT)
        normalize = NORMALIZE_NONE;
    else if (train->samples && normalize != NORMALIZE_NONE)
        samples = learn_samples(train, rows, n);
    else if (normalize != NORMALIZE_NONE || spec->data[DATA_MISSING].n == MISSING_MEAN)
        learn_rows(learned, n_features, train, rows, n);
    put_all(&w, spec, targets, train, scaling_of(normalize, &samples), learned, n_features,
            columns + n_features, n_targets);
    if (w.failed)
        goto no_memory;
    p = preprocess_load(w.bytes, w.n, err);
    goto out;
no_memory:
    err_set(err, ERR_NO_MEMORY, "no memory for the preprocessing");
out:
    for (int i = 0; learned && i < n_features; i++)
        free(learned[i].counts);
    free(learned);
    free(columns);
    free(w.bytes);
    return p;
}

const struct preprocess_info *preprocess_info(const struct preprocess *p)
{
    return &p->info;
}

float preprocess_zero(const struct preprocess *p)
{
    return scaled(p->scaling, 0);
}
