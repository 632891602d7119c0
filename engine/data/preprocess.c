/* preprocess.c - fitting: what was learned of the training rows, written down in the stored form.
 *
 * The stored form, little-endian, no padding; a text is a u32 length and its bytes with a NUL:
 *   magic · u32 targets missing sample_type rank · i64 shape[4] · f64 shift scale
 *   u32 columns · each: text name · u32 type · i64 missing · f64 min max mean std shift scale fill
 *                       i32 fill_class · u32 classes · each: text name · i64 count
 *   u32 targets · each: text name · u32 classes · each: text name · i64 count
 * A text column's classes are its tokens. A row of more than the plain block has another magic and
 * sections behind it (prep_bytes.h); PREP_BLOCKS is
 *   u32 blocks · each: u32 kind columns tokenizer · i64 length vocabulary
 * and PREP_AHEAD, a forecast's,
 *   u32 context horizon gaps · text time series · u32 outputs · each: text name */
#include "engine/data/ahead.h"
#include "engine/data/learn.h"
#include "engine/data/prep_bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const normalizes[] = {"none", "standard", "minmax", NULL};
static const char *const from_base[] = {"inputs", "all", "none", NULL};
static const char *const gaps[] = {"error", "ignore", NULL};
static const char *const normalize_targets[] = {"auto", "none", "standard", NULL};
static const char *const missings[] = {"error", "mean", "zero", NULL};

const struct option data_options[] = {
    [DATA_NORMALIZE] = {.name = "normalize",
                        .type = OPT_CHOICE,
                        .choices = normalizes,
                        .help = "none: numbers as they are (bytes of images as fractions of 255). "
                                "standard: (x - mean) / std; minmax: (x - min) / (max - min), of "
                                "the training rows. For targets see normalize_target."},
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
                      .help = "language_model: tokens in a window, T; forecasting: rows in it. The "
                              "model sees that far back"},
    [DATA_FROM_BASE] = {.name = "from_base",
                        .type = OPT_CHOICE,
                        .choices = from_base,
                        .help = "What of a base's preprocessing is taken. inputs: columns, "
                                "categories, vocabulary and normalization. all: classes of the "
                                "target too. none: all is fitted on this job's rows. Without a "
                                "base it says nothing."},
    [DATA_TIME] = {.name = "time",
                   .type = OPT_NAME,
                   .max = 1,
                   .help = "The column of times or numbers that orders the rows, for forecasting "
                           "and a split by time; the first column of times unless given"},
    [DATA_SERIES] = {.name = "series",
                     .type = OPT_NAME,
                     .max = 1,
                     .help = "forecasting: the column that tells several series of one file apart; "
                             "no window crosses from one to another"},
    [DATA_HORIZON] = {.name = "horizon",
                      .type = OPT_INT,
                      .min = 1,
                      .max = 4096,
                      .fallback = 1,
                      .help = "forecasting: how many steps ahead; each is an output of its own"},
    [DATA_GAPS] = {.name = "gaps",
                   .type = OPT_CHOICE,
                   .choices = gaps,
                   .help = "forecasting takes rows as equal steps. error: a step of 1.5 times the "
                           "shortest or more is a fault. ignore: a row is a step, whatever time "
                           "passed."},
    [DATA_NORMALIZE_TARGET] =
        {.name = "normalize_target",
         .type = OPT_CHOICE,
         .choices = normalize_targets,
         .help = "regression, forecasting. standard: the model learns (y - mean) / std of the "
                 "training rows' targets, and its answers, loss and metrics are in the target's "
                 "own units all the same. auto: standard for forecasting, else none."},
    [DATA_MASK_RATE] = {.name = "mask_rate",
                        .type = OPT_FLOAT,
                        .min_open = true,
                        .max = 1,
                        .fallback = 0.15,
                        .help =
                            "masked_language_model: part of each window's tokens that are to be "
                            "guessed"},
};
const int n_data_options = (int)(sizeof data_options / sizeof *data_options);

int spec_targets(const struct spec *spec, enum target_kind kind, const struct dataset *ds, int *out)
{
    if (kind == TARGET_NONE || ds->info.n_columns == 0)
        return 0;
    if (spec->n_targets == 0) {
        if (out)
            out[0] = kind == TARGET_AHEAD ? ahead_target(spec, ds) : ds->info.n_columns - 1;
        return 1;
    }
    for (int i = 0; out && i < spec->n_targets; i++)
        out[i] = dataset_column(ds, spec->targets[i]);
    return spec->n_targets;
}

/* Not a feature unless named: a target, or what a forecast only orders its rows by. */
static bool is_target(const struct spec *spec, enum target_kind kind, const struct dataset *ds,
                      int column)
{
    if (kind == TARGET_NONE)
        return false;
    if (kind == TARGET_AHEAD)
        return !ahead_sees(spec, ds, column);
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

/* ---- writing it down ---- */

static struct scaling scaling_of(enum normalize normalize, const struct stats *s)
{
    if (normalize == NORMALIZE_NONE || s->n == 0)
        return (struct scaling){0, 1};
    double spread = normalize == NORMALIZE_STANDARD ? stats_std(s) : s->max - s->min;
    double shift = normalize == NORMALIZE_STANDARD ? s->mean : s->min;
    return (struct scaling){shift, spread > 0 ? 1 / spread : 0};
}

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
    prep_put_u32(w, l->tokens ? COLUMN_TEXT : l->categorical ? COLUMN_CATEGORICAL : c->type);
    prep_put_i64(w, c->missing);
    prep_put_f64(w, c->min);
    prep_put_f64(w, c->max);
    prep_put_f64(w, c->mean);
    prep_put_f64(w, c->std);
    prep_put_f64(w, l->categorical ? 0 : scaling.shift);
    prep_put_f64(w, l->categorical ? 1 : scaling.scale);
    prep_put_f64(w, missing == MISSING_ERROR ? NAN : impute ? mean : 0);
    prep_put_u32(w, (uint32_t)(l->categorical && impute ? learned_most_frequent(l, classes) : -1));
    put_classes(w, l->tokens ? &l->vocabulary : classes, l->categorical || l->tokens);
}

/* A window's shape is (T), whatever the text. */
static void put_shape(struct prep_writer *w, const struct spec *spec, enum target_kind kind,
                      const struct dataset *ds)
{
    bool window = target_is_text(kind);
    prep_put_u32(w, window ? 1 : (uint32_t)ds->info.rank);
    for (int i = 0; i < SAMPLE_RANK_MAX; i++)
        prep_put_i64(w, window && i == 0 ? (int64_t)spec->data[DATA_CONTEXT].n : ds->info.shape[i]);
}

static bool is_plain(const struct intake *in)
{
    return in->n == 1 && in->layer[0] < 0 && in->block[0].kind != BLOCK_TOKENS;
}

static void put_blocks(struct prep_writer *w, const struct intake *in)
{
    prep_put_u32(w, PREP_BLOCKS);
    prep_put_i64(w, 4 + 28 * (int64_t)in->n);
    prep_put_u32(w, (uint32_t)in->n);
    for (int i = 0; i < in->n; i++) {
        const struct input_block *b = &in->block[i];
        prep_put_u32(w, b->kind);
        prep_put_u32(w, (uint32_t)b->columns);
        prep_put_u32(w, (uint32_t)b->tokenizer);
        prep_put_i64(w, b->n);
        prep_put_i64(w, b->vocabulary);
    }
}

/* "passengers+3": a target so many steps ahead. */
static void put_ahead(struct prep_writer *w, const struct spec *spec, const struct dataset *ds,
                      const int *targets, int n_targets)
{
    struct prep_writer body = {0};
    int horizon = (int)spec->data[DATA_HORIZON].n, series = ahead_series(spec, ds);
    prep_put_u32(&body, (uint32_t)spec->data[DATA_CONTEXT].n);
    prep_put_u32(&body, (uint32_t)horizon);
    prep_put_u32(&body, (uint32_t)spec->data[DATA_GAPS].n);
    prep_put_text(&body, ds->info.columns[ahead_time(spec, ds)].name);
    prep_put_text(&body, series < 0 ? "" : ds->info.columns[series].name);
    prep_put_u32(&body, (uint32_t)(horizon * n_targets));
    for (int i = 0; i < horizon * n_targets; i++) {
        char name[320];
        snprintf(name, sizeof name, "%s+%d", ds->info.columns[targets[i % n_targets]].name,
                 i / n_targets + 1);
        prep_put_text(&body, name);
    }
    prep_put_u32(w, PREP_AHEAD);
    prep_put_i64(w, (int64_t)body.n);
    prep_put(w, body.bytes, body.n);
    w->failed = w->failed || body.failed;
    free(body.bytes);
}

static void put_all(struct prep_writer *w, const struct spec *spec, enum target_kind kind,
                    const struct dataset *ds, struct scaling samples, const struct intake *in,
                    const struct learned *learned, const int *targets, int n_targets)
{
    int n_learned = in->n_columns;
    prep_put(w, is_plain(in) && kind != TARGET_AHEAD ? PREP_MAGIC : PREP_MAGIC_2, 8);
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
    if (!is_plain(in))
        put_blocks(w, in);
    if (kind == TARGET_AHEAD)
        put_ahead(w, spec, ds, targets, n_targets);
}

/* Everything a fit holds while it works. */
struct fit {
    struct intake in;
    int *targets;
    struct learned *learned;
    struct prep_writer w;
};

static int fit_columns(struct fit *f, const struct spec *spec, enum target_kind kind,
                       const struct dataset *ds, struct err *err)
{
    struct faults faults = {0};
    int n_targets = spec_targets(spec, kind, ds, NULL);
    int rc = intake_make(&f->in, spec, kind, ds, &faults);
    if (rc > 0)
        err_set(err, ERR_INVALID, "%s: %s", faults.v[0].pointer, faults.v[0].detail);
    faults_done(&faults);
    f->targets = calloc((size_t)n_targets + 1, sizeof *f->targets);
    f->learned = calloc((size_t)f->in.n_columns + 1, sizeof *f->learned);
    if (rc > 0)
        return ERR_INVALID;
    if (rc < 0 || !f->targets || !f->learned || learn_begin(f->learned, &f->in, ds) < 0)
        return err_set(err, ERR_NO_MEMORY, "no memory for the preprocessing");
    spec_targets(spec, kind, ds, f->targets);
    bool known = true;
    for (int i = 0; i < n_targets; i++)
        known = known && f->targets[i] >= 0;
    for (int i = 0; i < spec->n_features; i++)
        known = known && (ds->samples || dataset_column(ds, spec->features[i]) >= 0);
    return known ? 0 : err_set(err, ERR_INVALID, "the dataset lacks a column that the spec names");
}

static int fit_rows(struct fit *f, const struct spec *spec, enum target_kind kind,
                    const struct dataset *ds, const uint32_t *rows, int64_t n, struct err *err)
{
    enum normalize normalize =
        target_is_text(kind) ? NORMALIZE_NONE : (enum normalize)spec->data[DATA_NORMALIZE].n;
    struct stats samples = {0};
    bool mean = spec->data[DATA_MISSING].n == MISSING_MEAN;
    if (ds->samples && normalize != NORMALIZE_NONE)
        samples = learn_samples(ds, rows, n);
    if (f->in.n_columns && (normalize != NORMALIZE_NONE || mean))
        learn_rows(f->learned, f->in.n_columns, ds, rows, n);
    for (int i = 0; i < f->in.n_columns; i++)
        if (f->learned[i].tokens && learn_tokens(&f->learned[i], ds, rows, n) < 0)
            return err_set(err, ERR_NO_MEMORY, "no memory for the vocabulary");
    put_all(&f->w, spec, kind, ds, scaling_of(normalize, &samples), &f->in, f->learned, f->targets,
            spec_targets(spec, kind, ds, NULL));
    return f->w.failed ? err_set(err, ERR_NO_MEMORY, "no memory for the preprocessing") : 0;
}

/* A forecast's rows are windows; what is learned is learned of each row they cover, once. */
static uint32_t *window_rows(const struct spec *spec, const struct dataset *ds,
                             const uint32_t *windows, int64_t *n, struct err *err)
{
    struct lookout l;
    int time = ahead_time(spec, ds), series = ahead_series(spec, ds);
    struct ahead a = {.time = time < 0 ? "" : ds->info.columns[time].name,
                      .series = series < 0 ? "" : ds->info.columns[series].name,
                      .context = (int64_t)spec->data[DATA_CONTEXT].n,
                      .horizon = (int64_t)spec->data[DATA_HORIZON].n,
                      .gaps = spec->data[DATA_GAPS].n > 0};
    if (lookout_init(&l, &a, ds, err) != 0)
        return NULL;
    uint32_t *rows = lookout_rows(&l, &a, windows, *n, n, err);
    lookout_done(&l);
    return rows;
}

struct preprocess *preprocess_fit(const struct spec *spec, enum target_kind targets,
                                  const struct dataset *train, const uint32_t *rows, int64_t n,
                                  struct err *err)
{
    struct fit f = {0};
    struct preprocess *p = NULL;
    uint32_t *covered = NULL;
    if (targets == TARGET_AHEAD && n > 0) {
        if (!(covered = window_rows(spec, train, rows, &n, err)))
            return NULL;
        rows = covered;
    }
    if (fit_columns(&f, spec, targets, train, err) == 0 &&
        fit_rows(&f, spec, targets, train, rows, n, err) == 0)
        p = preprocess_load(f.w.bytes, f.w.n, err);
    learn_end(f.learned, f.in.n_columns);
    free(covered);
    free(f.learned);
    free(f.targets);
    free(f.in.columns);
    free(f.w.bytes);
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
