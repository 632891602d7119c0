/* engine.h - the whole public face of libengine.a.
 *
 * The engine knows floats, files and seeds; nothing of HTTP, SQL, the spec's JSON or threads.
 *   catalog   what it can do, as option tables: validation, JSON, OpenAPI, docs and forms follow
 *   spec      a training as data: a model, how to train it, how to read the dataset
 *   dataset   bytes imported once into a mapped, read-only canonical file
 *   training  advanced one unit of work at a time by a caller who owns loop and threads
 *   model     a file that predicts from raw rows
 *
 * Promises: the result of a training depends on spec, seed and lanes, never on how many threads run
 * it, nor on where it was stopped and resumed (for one engine version and BLAS kernel). Nothing is
 * allocated between the first unit and the last. Nothing here prints, exits or starts a thread. */
#ifndef ALLOT_ENGINE_H
#define ALLOT_ENGINE_H

#include <allot/err.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- start ---- */

/* Call once, before anything else, from one thread: sets BLAS to one thread and refuses a BLAS
 * build that is wrong when several threads call it (Debian's serial OpenBLAS). */
int engine_init(struct err *err);

const char *engine_version(void); /* "1.1"; changes whenever any result's bits may change */
const char *engine_blas(void);    /* "OpenBLAS 0.3.21" */
const char *engine_kernel(void);  /* the BLAS kernel in use: "Haswell", "SkylakeX", … */

/* What this machine does, measured on itself once (about 20 ms, at the first call): for the quotes'
 * predicted seconds. */
struct engine_speed {
    double flops_per_s;    /* of one slot, a GEMM of middling size */
    double bytes_per_s;    /* of one slot, streaming over memory out of cache */
    double seconds_per_op; /* fixed cost of one layer's call */
};
const struct engine_speed *engine_speed(void);

/* ---- catalog: one master table of kinds, each with its options ---- */

enum option_type {
    OPT_INT,
    OPT_FLOAT,
    OPT_BOOL,
    OPT_CHOICE,  /* one of `choices`; its value is the index */
    OPT_PAIR,    /* one integer for both, or two: kernel_size 3 or [3, 3] */
    OPT_DIMS,    /* one to DIMS_MAX integers, a shape without the batch: [28, 28, 1] */
    OPT_NAME,    /* one name, of a column or of a layer; none unless given */
    OPT_NAMES,   /* names, one or more; none unless given */
    OPT_NUMBERS, /* numbers, one or more, or a word of `choices` in their place; none unless given
                  */
};

/* 65,536 numbers: a weight per class, of which a column has no more. */
enum { DIMS_MAX = 4, NUMBERS_MAX = 65536 };

struct option {
    const char *name;
    enum option_type type;
    double min, max; /* inclusive; for a half-open range say so by min_open, max_open */
    bool min_open, max_open;
    const char *const *choices; /* OPT_CHOICE, OPT_NUMBERS: NULL-terminated */
    double fallback;            /* the default: number, 0/1, or index of the choice */
    bool required;
    const char *help; /* one sentence */
};

/* An option's value: n for all types; m is the second of a pair; OPT_DIMS has n integers in dims;
 * OPT_NAME and OPT_NAMES have n names, OPT_NUMBERS n numbers, or m is 1 + the index of the word
 * that stands for them; names and numbers belong to the spec that holds the value. */
struct value {
    double n, m;
    int64_t dims[DIMS_MAX];
    char **names;
    double *numbers;
};

struct kind {
    const char *name; /* "dense", "adam", … */
    const char *help; /* one sentence, with the formula where there is one */
    const struct option *options;
    int n_options;
};

enum catalog {
    CATALOG_TASKS,
    CATALOG_LAYERS,
    CATALOG_LOSSES,
    CATALOG_OPTIMIZERS,
    CATALOG_SCHEDULES,
    CATALOG_AUGMENTATIONS,
    CATALOG_SECTIONS, /* training, regularization, early_stopping, data: in enum section's order */
    CATALOG_FORMATS,  /* dataset formats with their import options */
    CATALOG_COUNT
};

/* 24: the longest table of options has fewer rows; a static assert beside each table holds it. */
enum { OPTIONS_MAX = 24 };

/* The kinds of one catalog; *n is set. Valid for ever. */
const struct kind *catalog(enum catalog which, int *n);
const char *catalog_name(enum catalog which); /* "layers", … as /v1/catalog names them */

/* Index of a kind by name, or -1. */
int catalog_find(enum catalog which, const char *name);

/* A number that may be left out because the data say it: its default, 0, is below its range. */
static inline bool option_is_derived(const struct option *o)
{
    return o->type == OPT_INT && !o->required && o->fallback < o->min;
}

static inline bool option_is_name(const struct option *o)
{
    return o->type == OPT_NAME || o->type == OPT_NAMES;
}

/* Types that have no value unless given. */
static inline bool option_is_list(const struct option *o)
{
    return option_is_name(o) || o->type == OPT_DIMS || o->type == OPT_NUMBERS;
}

/* Index of an option of a kind by name, or -1. */
int option_find(const struct kind *kind, const char *name);

/* Fills values[0..n_options) with the kind's defaults. */
void kind_defaults(const struct kind *kind, struct value *values);

/* Frees the names and numbers in values[0..OPTIONS_MAX), which no spec holds. */
void values_done(struct value *values);

/* Rows of the section tables, in the tables' order (a test holds them together). */
enum section { SECTION_TRAINING, SECTION_REGULARIZATION, SECTION_EARLY_STOPPING, SECTION_DATA };
enum training_option {
    TRAINING_EPOCHS,
    TRAINING_BATCH_SIZE,
    TRAINING_SEED,
    TRAINING_SHUFFLE,
    TRAINING_VALIDATION_SPLIT,
    TRAINING_CLIP_NORM,                   /* 0 = none; on the whole gradient */
    TRAINING_CLIP_VALUE,                  /* 0 = none; on each element */
    TRAINING_FREEZE,                      /* names of layers that keep their parameters */
    TRAINING_GRADIENT_ACCUMULATION_STEPS, /* batches of one update */
    TRAINING_USE_EMA,
    TRAINING_EMA_MOMENTUM,
    TRAINING_SPLIT, /* choice: how the rows that validate are chosen */
};
enum regularization_option { REGULARIZATION_L1, REGULARIZATION_L2 };
enum early_stopping_option {
    EARLY_STOPPING_MONITOR, /* choice: val_loss, val_accuracy, loss, accuracy, … */
    EARLY_STOPPING_PATIENCE,
    EARLY_STOPPING_MIN_DELTA,
    EARLY_STOPPING_RESTORE_BEST,
};
enum data_option {
    DATA_NORMALIZE,
    DATA_MISSING,
    DATA_CONTEXT,
    DATA_FROM_BASE,
    DATA_TIME,    /* the column that orders the rows */
    DATA_SERIES,  /* the column that tells series apart */
    DATA_HORIZON, /* steps that a forecast looks ahead */
    DATA_GAPS,
    DATA_NORMALIZE_TARGET,
    DATA_MASK_RATE, /* part of a window that is to be guessed */
};

/* ---- spec ---- */

/* A kind of some catalog with its option values. kind < 0: none chosen. */
struct choice {
    int kind;
    struct value options[OPTIONS_MAX];
};

struct layer_spec {
    struct choice choice;
    char *name;    /* NULL: unnamed */
    char **inputs; /* names of earlier layers; none: the layer before, or the input */
    int n_inputs;
};

/* Owns its strings and arrays. `name`s of faults are JSON pointers of DESIGN's job body:
 * "/model/layers/2/units", "/training/loss", "/data/target". */
struct spec {
    int task; /* of CATALOG_TASKS */
    struct layer_spec *layers;
    int n_layers;
    struct choice loss; /* kind -1: what the task implies */
    struct choice optimizer;
    struct choice schedule;
    struct choice *augment;
    int n_augment;
    struct value training[OPTIONS_MAX];
    struct value regularization[OPTIONS_MAX];
    struct value early_stopping[OPTIONS_MAX];
    bool has_early_stopping;
    struct value data[OPTIONS_MAX];
    char **targets; /* column names; none: "label" of an idx set, else the last column */
    int n_targets;
    char **features; /* column names; none: all but the targets */
    int n_features;
    int lanes; /* fixed parts of a mini-batch, ≥ 1; training_quote decides it at submit */
    const struct base *base; /* borrowed: what the training begins from; NULL: nothing */
};

/* Every default; no layers. Frees nothing: for fresh storage. */
void spec_init(struct spec *spec);
void spec_done(struct spec *spec);

/* ---- dataset ---- */

enum column_type { COLUMN_NUMERIC, COLUMN_CATEGORICAL, COLUMN_TEXT, COLUMN_TIME };
const char *column_type_name(enum column_type type);

struct column {
    const char *name;
    enum column_type type;
    int64_t missing;            /* rows without a value */
    double min, max, mean, std; /* numeric and time (seconds since 1970); NaN when none */
    int n_classes;              /* categorical: distinct values, ordered (numbers as numbers) */
    const char *const *classes;
    const int64_t *class_counts; /* rows of each class */
};

enum { SAMPLE_RANK_MAX = 4 };

struct dataset_info {
    const char *format; /* csv, idx, … */
    int64_t rows;
    const struct column *columns; /* csv: all columns; idx: the one column "label", if labelled */
    int n_columns;
    int rank; /* of one sample that is a tensor (idx: 28×28 → 2); 0 for tables */
    int64_t shape[SAMPLE_RANK_MAX];
    bool labelled;  /* idx, npy, npz: the labels have come */
    bool maps;      /* the label is a class per pixel: shape[0] × shape[1] of them for each row */
    uint64_t bytes; /* of the canonical file */
};

/* One cell of a row, as it came: what preview shows and predict takes. */
struct cell {
    enum { CELL_MISSING, CELL_NUMBER, CELL_TEXT } kind;
    double number;
    const char *text; /* n bytes, not terminated when it lies in a mapped file */
    size_t n;
};

/* Offset of the first byte that is not valid UTF-8, or n: tokens of bytes may be none. */
size_t text_utf8(const char *s, size_t n);

/* 65,536: categories of one column; more makes a text column, since a one-hot of it is useless. */
enum { CLASSES_MAX = 65536, COLUMNS_MAX = 16384 };

/* Converts a raw file once into the canonical file `out_path` (written beside and renamed; on
 * failure nothing is left). `labels_path`: the labels' own raw file (idx, npy, npz), or NULL.
 * `options`: the values of CATALOG_FORMATS' table for this format, or NULL for the defaults; an
 * option that is the name of another dataset holds the path of its canonical file. Errors name line
 * and column
 * ("line 7, column 3 (\"age\"): …"). Memory used does not grow with the file. */
int dataset_import(const char *format, const char *raw_path, const char *labels_path,
                   const struct value *options, const char *out_path, struct err *err);

/* Maps a canonical file; shared freely between threads, read-only. */
struct dataset *dataset_open(const char *path, struct err *err);
void dataset_close(struct dataset *ds);
const struct dataset_info *dataset_info(const struct dataset *ds);

/* A cell of a table (col in 0..n_columns); for tensors col counts the sample's elements, and
 * n_elements itself is the label, or the first pixel of a map. Text lives as long as the dataset is
 * open. */
struct cell dataset_cell(const struct dataset *ds, int64_t row, int64_t col);

/* ---- base ---- */

/* A model file that trainings may begin from, and the spec parsed from its metadata: every
 * parameter and running statistic whose name and shape fit is taken, and of its preprocessing what
 * data.from_base says. */
struct base;
struct base *base_open(const char *model_path, const struct spec *spec, struct err *err);
void base_close(struct base *b);

/* 256: half a dozen names of tensors; the rest is counted. */
enum { BASE_FRESH_MAX = 256 };

/* ---- training ---- */

struct quote {
    int64_t parameters;
    int64_t flops_per_step; /* multiply and add count one each; forward, backward, optimiser */
    int64_t bytes_per_step; /* read and written by them */
    int64_t memory_bytes;   /* the arena: parameters, gradients, moments, lanes' activations */
    int64_t steps;          /* of the whole training, when no early stop cuts it */
    int64_t steps_per_epoch;
    int64_t train_rows, validation_rows;
    int lanes;
    double seconds_per_step; /* predicted at width 1, from what its parts were measured to take */
    double seconds;          /* of the whole training at width 1, validation included */
    int64_t base_taken, base_of;     /* with a base: numbers of the model that come from it */
    char base_fresh[BASE_FRESH_MAX]; /* names of the tensors that do not */
};

/* Fills in the numbers that a spec leaves to its data: units of the last layer (classes, target
 * columns, vocabulary), input_dim of an embedding. What does not follow from the data stays 0, and
 * the quote names it as required. To be called once, before the quote. */
void spec_complete(struct spec *spec, const struct dataset *train);

/* Checks a spec completely against its datasets (shapes, columns, label range, loss fits task …),
 * decides the lanes for `slots_max`, and says what the training costs. `validation` may be NULL.
 * Returns the number of faults added; *quote is filled as far as the faults allow. */
int training_quote(const struct spec *spec, const struct dataset *train,
                   const struct dataset *validation, int slots_max, struct quote *quote,
                   struct faults *faults);

/* How the engine is given threads: run(ctx, n, fn, arg) calls fn(arg, i) once for each i in 0..n-1,
 * in any order, on any number of threads, and returns when all are done. */
struct parallel {
    void (*run)(void *ctx, int n, void (*fn)(void *arg, int i), void *arg);
    void *ctx;
};
extern const struct parallel parallel_serial; /* all on the caller's thread */

struct training;

/* Plans and allocates the arena, fits the preprocessing, initialises the parameters. Borrows the
 * datasets, which must stay open; copies the spec (spec->lanes ≥ 1 as quoted) and takes what it
 * wants of its base, also for a training that is then restored. */
struct training *training_new(const struct spec *spec, const struct dataset *train,
                              const struct dataset *validation, struct err *err);
void training_free(struct training *t);

/* One unit of work: an optimiser step, one validation batch, or an epoch's end.
 * 1: more to do. 0: done, the training is complete. ERR_DIVERGED: a loss is NaN or infinite. */
int training_advance(struct training *t, const struct parallel *parallel, struct err *err);

/* A metric value that the last unit made. */
struct point {
    const char *name; /* loss accuracy learning_rate (each step) · epoch_loss epoch_accuracy …
                         val_loss val_accuracy mae r2 … (each epoch); names live for ever */
    int64_t step;     /* optimiser steps done */
    bool per_epoch;
    double value;
};
/* The points of the last unit; valid until the next. */
const struct point *training_points(const struct training *t, int *n);

struct progress {
    int64_t step, steps; /* done, planned */
    int epoch, epochs;   /* finished, planned */
    bool validating;     /* the next unit is a validation batch */
    bool stopped_early;
};
struct progress training_progress(const struct training *t);
int64_t training_parameters(const struct training *t); /* numbers that are learned */

/* Saves everything that training_restore needs to go on with the same bits: written beside, synced,
 * renamed over `path`. To be called between units. */
int training_save(const struct training *t, const char *path, struct err *err);

/* Into a training made by training_new with the same spec and datasets. *exact is false when engine
 * version or kernel differ from those that saved it (allowed, but the bits are no longer promised).
 */
int training_restore(struct training *t, const char *path, bool *exact, struct err *err);

/* ---- model ---- */

/* Writes the model file (safetensors): parameters, running statistics and preprocessing as tensors;
 * metadata: `spec_text` (opaque), dataset_sha256, lanes, seed, engine version and kernel. The same
 * training gives the same bytes. Early stopping's best weights are taken where asked for. An
 * autoencoder scores rows that trained, in the lanes' memory, and stores the percentiles. */
int training_export(struct training *t, const char *path, const char *spec_text,
                    const char *dataset_sha256, struct err *err);

/* A metadata value of a model file by key ("spec", "dataset_sha256", …); malloc'd, or NULL. */
char *model_metadata(const char *path, const char *key, struct err *err);

struct model;

/* Opens for prediction; the spec is the one parsed from the file's own "spec" metadata. */
struct model *model_open(const char *path, const struct spec *spec, struct err *err);
void model_close(struct model *m);

/* 10: a page of recommendations. */
enum { RECOMMENDED = 10 };

/* Percentiles 0 to 100. */
enum { SCORE_PERCENTILES = 101 };

struct model_info {
    const struct column *inputs; /* the raw columns a row brings, in order; NULL: none */
    int64_t n_inputs;            /* cells in a raw row: the sample's elements, then the columns */
    int64_t n_sample;            /* elements of the sample; 0 for tables */
    int rank;                    /* of a tensor sample, 0 for tables */
    int64_t shape[SAMPLE_RANK_MAX];
    int n_outputs;              /* numbers in an output row */
    const char *const *classes; /* classification: n_outputs names; regression: target names */
    bool is_classifier;
    int top; /* recommenders: how many of the likeliest classes are an answer; else 0: all */
    int map_classes; /* segmentation: so many names in classes, and an output is the place in them
                        of each pixel's class, rows first; else 0 */
    int window;      /* forecasting: raw rows, in the order of time, that make one input; else 0 */
    bool masked;     /* it is a masked language model: model_fill */
    int context;     /* language models: tokens it looks back on; 0: it is none */
    bool is_autoencoder; /* its rows have anomaly scores */
    const float *scores; /* percentiles of those of the training rows, or NULL */
    int64_t parameters;
};
const struct model_info *model_info(const struct model *m);

/* Tells what a model file's rows and answers are called, without opening it: only inputs, n_inputs,
 * n_sample, classes (n_outputs of them), is_classifier and map_classes are set; valid in the call.
 */
int model_outline(const char *path, void (*tell)(void *arg, const struct model_info *info),
                  void *arg, struct err *err);

/* rows × n_inputs raw cells (of a forecast rows × window × n_inputs) → outputs (rows, n_outputs):
 * probabilities for a classifier, target units for regression. Errors name row and column. Not
 * thread-safe on one model. */
int model_predict(struct model *m, const struct cell *cells, int64_t rows, float *outputs,
                  struct err *err);

/* So too; of an autoencoder also each row's anomaly score: the mean squared difference between what
 * the model saw and what it gave back. scores (rows), or NULL. */
int model_predict_scores(struct model *m, const struct cell *cells, int64_t rows, float *outputs,
                         float *scores, struct err *err);

struct generate {
    int max_tokens;
    double temperature; /* 0: always the likeliest */
    int top_k;          /* of so many likeliest; 0: of all */
    double top_p;       /* of the fewest likeliest that are so probable together; 0 or 1: of all */
    uint64_t seed;
};
/* A language model goes on with a UTF-8 prompt: emit is called after each token with the whole
 * characters that it completes (UTF-8, terminated; at most 3 × 52 bytes, "" when there is none) and
 * returns false to end it. Returns how many tokens were made; ERR_INVALID names the prompt's
 * characters that the training text has not. Not thread-safe on one model. */
int model_generate(struct model *m, const char *prompt, const struct generate *how,
                   bool (*emit)(void *arg, const char *text), void *arg, struct err *err);

/* Writes an open model to an open file as ONNX (opset 13, onnx.ai), its preprocessing within, so
 * that it takes raw rows. ERR_INVALID names the layer or task that ONNX export does not know. */
int model_export_onnx(const struct model *m, int fd, struct err *err);

/* Writes a model file's tensors to an open file as NumPy's .npz. */
int model_export_npz(const char *model_path, int fd, struct err *err);

/* A masked language model fills the signs "[MASK]" in a UTF-8 text, each one token, at most
 * info->context tokens with them: answer is called FILLS times for each, the likeliest first, with
 * the token's bytes. A shorter text is followed by masks. Returns how many signs there were;
 * ERR_INVALID: none, too long, an unknown character. Not thread-safe on one model. */
enum { FILLS = 5 };
#define MASK_SIGN "[MASK]"
int model_fill(struct model *m, const char *text,
               void (*answer)(void *arg, int sign, const char *token, double probability),
               void *arg, struct err *err);

struct metric {
    const char *name;
    double value;
};
/* Loss and the task's metrics over a labelled dataset. stop(arg), asked between batches, ends it
 * early with ERR_BUSY. Returns how many metrics were written to out[0..max), or an error. */
int model_evaluate(struct model *m, const struct dataset *ds, bool (*stop)(void *arg), void *arg,
                   struct metric *out, int max, int64_t *rows, struct err *err);

/* An autoencoder's loss and metrics over a dataset, and roc_auc of its scores: how often a row of
 * another class than `normal` scores higher than one of it. `label`: the column of classes,
 * `normal` one of them. Else as model_evaluate. */
int model_evaluate_anomalies(struct model *m, const struct dataset *ds, const char *label,
                             const char *normal, bool (*stop)(void *arg), void *arg,
                             struct metric *out, int max, int64_t *rows, struct err *err);

/* The last evaluation's confusion matrix (*n, *n): rows of a true class by the class answered, in
 * the order of model_info's classes; valid until the next. NULL, *n 0: the model answers no class,
 * or one of more than 100. */
const double *model_confusion(const struct model *m, int *n);

#endif
