/* feed.c - a preprocessing joined to a dataset: names are resolved once, rows are gathered fast.
 *
 * A class of the dataset is looked up by its cell: the cell is its index, or in a numeric column
 * one of the ordered values. A map leads from there to the class that the model knows. */
#include "engine/data/ahead.h"
#include "engine/data/canon.h"
#include "engine/data/maps.h"
#include "engine/data/prep.h"
#include "engine/data/text.h"
#include "engine/data/tokens.h"
#include "engine/data/windows.h"
#include "engine/tensor/real.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* From a cell to one of the preprocessing's classes, or a flag. */
struct mapper {
    const double *values; /* of a numeric column, ordered; NULL: the cell is the index */
    int n;
    int32_t *map; /* -1: counts as missing */
};

struct feed_column {
    int column; /* in the dataset */
    bool categorical;
    double unit; /* numbers are divided by it: seconds to days */
    struct mapper mapper;
    const double *numbers; /* regression on a categorical column: the classes' numbers */
};

struct feed {
    const struct preprocess *p;
    const struct dataset *ds;
    struct feed_column *inputs, *targets;
    struct lookout lookout;   /* of a forecast: where its windows are */
    int32_t *tokens;          /* of a text: from its tokens to the known ones */
    bool with_targets, plain; /* plain: numbers only, in the dataset's own unit */
};

static int mapped(const struct mapper *m, double cell)
{
    if (!m->values)
        return cell >= 0 && cell < m->n ? m->map[(int)cell] : -1;
    int k = values_find(m->values, m->n, cell);
    return k < 0 ? -1 : m->map[k];
}

/* ---- joining ---- */

static int find_column(const struct dataset *ds, const char *name, struct err *err)
{
    int column = dataset_column(ds, name);
    if (column < 0) {
        char brief[48];
        return err_set(err, ERR_INVALID, "the dataset has no column \"%s\"",
                       text_brief(brief, name, strlen(name)));
    }
    return column;
}

static int complain(struct err *err, const char *name, const char *what)
{
    char brief[48];
    return err_set(err, ERR_INVALID, "column \"%s\" %s", text_brief(brief, name, strlen(name)),
                   what);
}

/* Maps the dataset's classes to known ones; `strict`: an unknown one is an error. */
static int join_classes(struct feed_column *f, const struct dataset *ds, const char *name,
                        const struct classes *known, bool strict, struct err *err)
{
    const struct classes *classes = &ds->classes[f->column];
    bool numeric = ds->info.columns[f->column].type == COLUMN_NUMERIC;
    int64_t present = ds->info.rows - ds->info.columns[f->column].missing;
    if (classes->n == 0 && present > 0)
        return complain(err, name, "has too many different values to be categories");
    f->mapper = (struct mapper){.values = numeric ? classes->values : NULL, .n = classes->n};
    f->mapper.map = malloc(sizeof(int32_t) * ((size_t)classes->n + 1));
    if (!f->mapper.map)
        return err_set(err, ERR_NO_MEMORY, "no memory to read a dataset");
    for (int k = 0; k < classes->n; k++) {
        const char *text = classes->names[k];
        f->mapper.map[k] = classes_find(known, text, strlen(text));
        if (f->mapper.map[k] < 0 && strict) {
            char brief[48], column[48];
            return err_set(err, ERR_INVALID,
                           "column \"%s\" has the category \"%s\", which the training data have "
                           "not",
                           text_brief(column, name, strlen(name)),
                           text_brief(brief, text, strlen(text)));
        }
    }
    return 0;
}

static int join_input(struct feed *feed, int i, struct err *err)
{
    const struct preprocess *p = feed->p;
    const struct column *want = &p->columns[i];
    struct feed_column *f = &feed->inputs[i];
    int column = find_column(feed->ds, want->name, err);
    if (column < 0)
        return column;
    const struct column *have = &feed->ds->info.columns[column];
    f->column = column;
    f->categorical = want->type == COLUMN_CATEGORICAL;
    f->unit = want->type == COLUMN_TIME ? SECONDS_PER_DAY : 1;
    bool strict = p->missing == MISSING_ERROR;
    if (strict && have->missing)
        return complain(err, want->name, "has missing values, and data.missing is error");
    feed->plain &= want->type == COLUMN_NUMERIC;
    if (f->categorical)
        return join_classes(f, feed->ds, want->name, &p->inputs[i].classes, strict, err);
    if (want->type == COLUMN_TEXT && have->type == COLUMN_CATEGORICAL)
        return 0; /* few texts look like categories */
    if (have->type != want->type && have->missing < feed->ds->info.rows) {
        char brief[48];
        return err_set(err, ERR_INVALID, "column \"%s\" is %s, in the training data it is %s",
                       text_brief(brief, want->name, strlen(want->name)),
                       column_type_name(have->type), column_type_name(want->type));
    }
    return 0;
}

static int join_flags(struct feed_column *f, const struct dataset *ds, const struct target *target,
                      struct err *err)
{
    int rc = join_classes(f, ds, target->name, &target->classes, true, err);
    for (int k = 0; rc == 0 && k < f->mapper.n; k++)
        f->mapper.map[k] = flag_value(&target->classes, f->mapper.map[k]);
    return rc;
}

static int join_target(struct feed *feed, int i, struct err *err)
{
    const struct target *target = &feed->p->targets[i];
    struct feed_column *f = &feed->targets[i];
    int column = find_column(feed->ds, target->name, err);
    if (column < 0)
        return column;
    const struct column *have = &feed->ds->info.columns[column];
    f->column = column;
    f->unit = 1;
    if (have->missing)
        return complain(err, target->name, "is the target and has missing values");
    if (feed->ds->maps && feed->p->info.targets != TARGET_MAP)
        return complain(err, target->name, "is a class per pixel, which only segmentation learns");
    switch (feed->p->info.targets) {
    case TARGET_CLASS: return join_classes(f, feed->ds, target->name, &target->classes, true, err);
    case TARGET_FLAGS: return join_flags(f, feed->ds, target, err);
    case TARGET_AHEAD:
    case TARGET_NUMBERS:
        f->numbers = feed->ds->classes[column].values;
        f->categorical = have->type == COLUMN_CATEGORICAL;
        f->mapper.n = feed->ds->classes[column].n;
        if (have->type != COLUMN_NUMERIC && !(f->categorical && f->numbers))
            return complain(err, target->name, "is no number, and numbers are wanted");
        return 0;
    case TARGET_MAP:
        return feed->ds->maps ? join_classes(f, feed->ds, target->name, &target->classes, true, err)
                              : complain(err, target->name, "has no class per pixel");
    case TARGET_NEXT:
    case TARGET_MASKED:
    case TARGET_NONE: break;
    }
    return 0;
}

static int join_text(struct feed *feed, struct err *err)
{
    if (feed->ds->sample_type != SAMPLE_U16)
        return err_set(err, ERR_INVALID,
                       "a language_model reads a text; this dataset has format %s",
                       feed->ds->info.format);
    if (preprocess_rows(&feed->p->info, feed->ds) < 1)
        return err_set(err, ERR_INVALID,
                       "the text has %" PRId64 " %ss; the model's context is %" PRId64 "%s",
                       feed->ds->info.rows, feed->ds->info.columns[0].name, feed->p->info.n_in,
                       feed->p->info.targets == TARGET_NEXT ? " and needs one more than that" : "");
    feed->tokens =
        windows_join(feed->p->targets[0].name, &feed->p->targets[0].classes, feed->ds, err);
    return feed->tokens ? 0 : err->code;
}

static int join_samples(const struct feed *feed, struct err *err)
{
    const struct preprocess_info *info = &feed->p->info;
    const struct dataset *ds = feed->ds;
    const struct input_block *sample = NULL;
    for (int i = 0; i < info->n_blocks; i++)
        if (info->block[i].kind == BLOCK_SAMPLE)
            sample = &info->block[i];
    bool same = sample && ds->sample_type == feed->p->sample_type && ds->info.rank == sample->rank;
    for (int i = 0; same && i < sample->rank; i++)
        same = ds->info.shape[i] == sample->shape[i];
    return same ? 0
                : err_set(err, ERR_INVALID,
                          "the dataset's samples have not the type and shape of the training data");
}

static int join_windows(struct feed *feed, struct err *err)
{
    const struct ahead *a = &feed->p->info.ahead;
    int rc = lookout_init(&feed->lookout, a, feed->ds, err);
    if (rc == 0 && feed->lookout.first[feed->lookout.timeline.n_series] < 1)
        return err_set(err, ERR_INVALID,
                       "no series of the dataset has the %" PRId64
                       " rows that a context of %" PRId64 " and a horizon of %" PRId64 " need",
                       a->context + a->horizon, a->context, a->horizon);
    return rc;
}

static int join(struct feed *feed, struct err *err)
{
    const struct preprocess *p = feed->p;
    int n = p->n_columns, rc = 0;
    feed->inputs = calloc((size_t)n + 1, sizeof *feed->inputs);
    feed->targets = calloc((size_t)p->n_targets + 1, sizeof *feed->targets);
    if (!feed->inputs || !feed->targets)
        return err_set(err, ERR_NO_MEMORY, "no memory to read a dataset");
    if (target_is_text(p->info.targets))
        return join_text(feed, err);
    if (p->sample_type || feed->ds->sample_type)
        rc = join_samples(feed, err);
    for (int i = 0; i < n && rc == 0; i++)
        rc = join_input(feed, i, err);
    for (int i = 0; feed->with_targets && i < p->n_targets && rc == 0; i++)
        rc = join_target(feed, i, err);
    return rc == 0 && p->info.targets == TARGET_AHEAD ? join_windows(feed, err) : rc;
}

struct feed *feed_new(const struct preprocess *p, const struct dataset *ds, bool with_targets,
                      struct err *err)
{
    struct feed *feed = calloc(1, sizeof *feed);
    if (!feed) {
        err_set(err, ERR_NO_MEMORY, "no memory to read a dataset");
        return NULL;
    }
    *feed = (struct feed){.p = p, .ds = ds, .with_targets = with_targets, .plain = true};
    if (join(feed, err) < 0) {
        feed_free(feed);
        return NULL;
    }
    return feed;
}

void feed_free(struct feed *feed)
{
    if (!feed)
        return;
    for (int i = 0; feed->inputs && i < feed->p->n_columns; i++)
        free(feed->inputs[i].mapper.map);
    for (int i = 0; feed->targets && i < feed->p->n_targets; i++)
        free(feed->targets[i].mapper.map);
    lookout_done(&feed->lookout);
    free(feed->tokens);
    free(feed->inputs);
    free(feed->targets);
    free(feed);
}

/* ---- gathering ---- */

/* 2 KiB: what a core keeps in flight; the hardware follows a longer row by itself. */
enum { FETCH_MAX = 2048 };

VECTOR_CLONES
static void gather_bytes(const unsigned char *in, int64_t n, float a, float c, float *x)
{
    for (int64_t i = 0; i < n; i++)
        x[i] = scaled_byte(in[i], a, c);
}

static void gather_sample(const struct feed *feed, uint32_t row, float *x)
{
    int64_t n = feed->p->info.n_sample, at = row * n;
    struct scaling s = feed->p->scaling;
    if (feed->p->sample_type == SAMPLE_U8) {
        gather_bytes((const unsigned char *)feed->ds->samples + at, n, byte_factor(s),
                     byte_offset(s), x);
    } else if (feed->p->sample_type == SAMPLE_F32) {
        const float *in = (const float *)feed->ds->samples + at;
        for (int64_t i = 0; i < n; i++)
            x[i] = scaled(s, in[i]);
    } else {
        const double *in = (const double *)feed->ds->samples + at;
        for (int64_t i = 0; i < n; i++)
            x[i] = scaled(s, in[i]);
    }
}

/* Rows come in random order: the next one is on its way while this one is worked on. */
static void fetch_sample(const struct feed *feed, uint32_t row)
{
    int64_t n = feed->p->info.n_sample * (int64_t)sample_size(feed->p->sample_type);
    const char *at = (const char *)feed->ds->samples + row * n;
    for (int64_t i = 0; i < n && i < FETCH_MAX; i += 64)
        __builtin_prefetch(at + i);
}

static void gather_tokens(const struct feed *feed, const struct feed_column *f,
                          const struct input *in, double cell, float *x)
{
    const char *text = "";
    size_t n = 0;
    if (!isnan(cell))
        dataset_words(feed->ds, f->column, cell, &text, &n);
    vocabulary_read(in->vocabulary, text, n, in->width, x);
}

static void gather_input(const struct feed *feed, const struct feed_column *f,
                         const struct input *in, double cell, float *x)
{
    if (in->kind == BLOCK_TOKENS) {
        gather_tokens(feed, f, in, cell, x);
        return;
    }
    if (!f->categorical) {
        *x = scaled(in->scaling, isnan(cell) ? in->fill : cell / f->unit);
        return;
    }
    memset(x, 0, (size_t)in->width * sizeof *x);
    put_class(in, mapped(&f->mapper, cell), x);
}

static void gather_table(const struct feed *feed, const double *cells, float *x)
{
    const struct input *inputs = feed->p->inputs;
    const struct feed_column *f = feed->inputs;
    int n = feed->p->n_columns;
    if (!feed->plain || feed->p->n_step != n) {
        for (int i = 0; i < n; i++)
            gather_input(feed, &f[i], &inputs[i], cells[f[i].column], x + inputs[i].at);
        return;
    }
    for (int i = 0; i < n; i++) {
        double v = cells[f[i].column];
        x[i] = scaled(inputs[i].scaling, isnan(v) ? inputs[i].fill : v);
    }
}

static void gather_targets(const struct feed *feed, const double *cells, float *y)
{
    for (int i = 0; i < feed->p->n_targets; i++) {
        const struct feed_column *f = &feed->targets[i];
        double v = cells[f->column];
        if (feed->p->info.targets == TARGET_FLAGS)
            y[i] = (float)(mapped(&f->mapper, v) > 0);
        else if (f->categorical)
            y[i] = v >= 0 && v < f->mapper.n ? (float)f->numbers[(int)v] : 0;
        else
            y[i] = (float)v;
    }
}

static void gather_window(const struct feed *feed, int64_t window, float *x, float *y)
{
    const struct ahead *a = &feed->p->info.ahead;
    int64_t place = lookout_place(&feed->lookout, window), columns = feed->ds->info.n_columns;
    for (int64_t i = 0; x && i < a->context; i++)
        gather_table(feed,
                     feed->ds->cells + timeline_row(&feed->lookout.timeline, place + i) * columns,
                     x + i * feed->p->n_step);
    place += a->context;
    for (int64_t i = 0; y && i < a->horizon; i++)
        gather_targets(feed,
                       feed->ds->cells + timeline_row(&feed->lookout.timeline, place + i) * columns,
                       y + i * feed->p->n_targets);
}

void feed_gather(const struct feed *feed, const uint32_t *rows, int n, float *x, float *y,
                 int32_t *labels)
{
    const struct preprocess_info *info = &feed->p->info;
    const struct dataset *ds = feed->ds;
    for (int i = 0; feed->tokens && i < n; i++)
        windows_gather(ds, feed->tokens, rows[i], info->n_in, info->targets == TARGET_NEXT,
                       x ? x + i * info->n_in : NULL, labels ? labels + i * info->n_in : NULL);
    for (int i = 0; info->targets == TARGET_AHEAD && i < n; i++)
        gather_window(feed, rows[i], x ? x + i * info->n_in : NULL, y ? y + i * info->n_out : NULL);
    for (int i = 0; !feed->tokens && info->targets != TARGET_AHEAD && i < n; i++) {
        const double *cells = ds->cells ? ds->cells + (int64_t)rows[i] * ds->info.n_columns : NULL;
        if (x && ds->samples && i + 1 < n)
            fetch_sample(feed, rows[i + 1]);
        if (x && ds->samples)
            gather_sample(feed, rows[i], x + i * info->n_in + feed->p->sample_at);
        if (x && feed->p->n_columns)
            gather_table(feed, cells, x + i * info->n_in);
        if (!feed->with_targets)
            continue;
        if (labels && info->targets == TARGET_MAP) {
            maps_gather(ds, feed->targets[0].mapper.map, rows[i], labels + i * ds->n_pixels);
        } else if (labels && info->targets == TARGET_CLASS) {
            int k = mapped(&feed->targets[0].mapper, cells[feed->targets[0].column]);
            labels[i] = k < 0 ? 0 : k;
        } else if (y && !target_is_label(info->targets)) {
            gather_targets(feed, cells, y + (int64_t)i * info->n_out);
        }
    }
}
