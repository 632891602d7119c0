/* check.c - does a spec's data section fit its datasets: every fault, named by its place.
 *
 * Reads only the tables that import has made. What remains to check of a validation dataset, the
 * join to it finds; so a preprocessing that has seen no rows is made here and joined. */
#include "engine/data/ahead.h"
#include "engine/data/intake.h"
#include "engine/data/base.h"
#include "engine/data/prep.h"
#include "engine/data/text.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
    const struct spec *spec;
    enum target_kind kind;
    const struct dataset *ds;
    struct faults *faults;
};

static const char *brief_name(char buf[48], const char *name)
{
    return text_brief(buf, name, strlen(name));
}

void fault_unknown_column(struct faults *faults, const char *pointer, const struct dataset *ds,
                          const char *name)
{
    int n = ds->info.n_columns;
    const char **names = malloc(sizeof *names * ((size_t)n + 1));
    char brief[48], near[48];
    for (int i = 0; names && i < n; i++)
        names[i] = ds->info.columns[i].name;
    const char *nearest = names ? nearest_name(name, names, n) : NULL;
    if (nearest)
        faults_add(faults, pointer, "unknown", "a column of the dataset",
                   "the dataset has no column \"%s\"; did you mean \"%s\"?",
                   brief_name(brief, name), brief_name(near, nearest));
    else
        faults_add(faults, pointer, "unknown", "a column of the dataset",
                   "the dataset has no column \"%s\"", brief_name(brief, name));
    free(names);
}

static void unknown_column(const struct check *c, const char *pointer, const char *name)
{
    fault_unknown_column(c->faults, pointer, c->ds, name);
}

static bool all_integers(const struct classes *classes)
{
    for (int k = 0; k < classes->n; k++)
        if (classes->values[k] != floor(classes->values[k]))
            return false;
    return true;
}

static void check_class_target(const struct check *c, const char *pointer, int column)
{
    const struct column *info = &c->ds->info.columns[column];
    const struct classes *classes = &c->ds->classes[column];
    char name[48];
    brief_name(name, info->name);
    if (info->type == COLUMN_TEXT || info->type == COLUMN_TIME)
        faults_add(c->faults, pointer, "type", "a categorical column, or whole numbers",
                   "the target \"%s\" is %s; classification wants classes", name,
                   column_type_name(info->type));
    else if (classes->n == 0)
        faults_add(c->faults, pointer, "type", "a categorical column, or whole numbers",
                   "the target \"%s\" has more than %d different numbers; is it regression?", name,
                   NUMERIC_CLASSES_MAX);
    else if (info->type == COLUMN_NUMERIC && !all_integers(classes))
        faults_add(c->faults, pointer, "type", "a categorical column, or whole numbers",
                   "the target \"%s\" holds fractions; is it regression?", name);
    else if (classes->n < 2)
        faults_add(c->faults, pointer, "range", "at least 2 classes",
                   "the target \"%s\" has only one class, \"%s\"", name, classes->names[0]);
}

/* A number beyond a float's would be infinite on its way into the network. */
static void check_reach(const struct check *c, const char *pointer, const struct column *info,
                        const char *allowed)
{
    double reach = fmax(fabs(info->min), fabs(info->max));
    char name[48];
    if (info->type == COLUMN_NUMERIC && reach > FLT_MAX)
        faults_add(c->faults, pointer, "range", allowed,
                   "column \"%s\" reaches %g, more than a 32-bit float holds (%.2g)",
                   brief_name(name, info->name), reach, (double)FLT_MAX);
}

static void check_number_target(const struct check *c, const char *pointer, int column)
{
    const struct column *info = &c->ds->info.columns[column];
    char name[48];
    if (info->type != COLUMN_NUMERIC &&
        !(info->type == COLUMN_CATEGORICAL && c->ds->classes[column].values))
        faults_add(c->faults, pointer, "type", "a numeric column",
                   "the target \"%s\" is %s; %s wants numbers", brief_name(name, info->name),
                   column_type_name(info->type),
                   c->kind == TARGET_AHEAD ? "forecasting" : "regression");
    check_reach(c, pointer, info, "smaller numbers");
}

static void check_flag_target(const struct check *c, const char *pointer, int column)
{
    const struct classes *classes = &c->ds->classes[column];
    bool good = classes->n > 0;
    for (int k = 0; k < classes->n; k++)
        good = good && flag_value(classes, k) >= 0;
    char name[48];
    if (!good)
        faults_add(c->faults, pointer, "type", "0 and 1, or two categories",
                   "the target \"%s\" has other values than 0 and 1; multi_label wants flags",
                   brief_name(name, c->ds->info.columns[column].name));
}

static void check_target(const struct check *c, const char *pointer, int column)
{
    const struct column *info = &c->ds->info.columns[column];
    char name[48];
    if (info->missing)
        faults_add(c->faults, pointer, "missing", "a column without missing values",
                   "the target \"%s\" is missing in %" PRId64 " rows", brief_name(name, info->name),
                   info->missing);
    if (info->missing == c->ds->info.rows)
        return;
    switch (c->kind) {
    case TARGET_CLASS: check_class_target(c, pointer, column); return;
    case TARGET_AHEAD:
    case TARGET_NUMBERS: check_number_target(c, pointer, column); return;
    case TARGET_FLAGS: check_flag_target(c, pointer, column); return;
    case TARGET_MAP: check_class_target(c, pointer, column); return;
    case TARGET_NEXT:
    case TARGET_MASKED:
    case TARGET_NONE: return;
    }
}

/* "/data/target", or "/data/target/1" where there are several. */
static const char *target_pointer(char out[48], const struct spec *spec, int i)
{
    if (spec->n_targets > 1)
        snprintf(out, 48, "/data/target/%d", i);
    else
        strcpy(out, "/data/target");
    return out;
}

static bool repeats(char **names, int i)
{
    for (int k = 0; k < i; k++)
        if (strcmp(names[k], names[i]) == 0)
            return true;
    return false;
}

/* Pictures of labels are for segmentation, and it is for them. */
static void check_maps(const struct check *c)
{
    const struct column *last = &c->ds->info.columns[c->ds->info.n_columns - 1];
    char name[48];
    if (c->ds->info.maps)
        faults_add(c->faults, "/model/task", "task", "segmentation, autoencoder",
                   "the dataset's labels are a class per pixel, which only segmentation learns");
    else if (c->ds->sample_type)
        faults_add(c->faults, "/model/task", "task", "labels of shape (rows, H, W)",
                   "segmentation learns a class per pixel, and this dataset has one value of "
                   "\"%s\" per picture, which classification learns; upload labels of shape "
                   "(rows, H, W)",
                   brief_name(name, last->name));
    else
        faults_add(c->faults, "/model/task", "task", "pictures with labels of shape (rows, H, W)",
                   "segmentation learns a class per pixel of pictures, and this dataset is a "
                   "table of %d columns",
                   c->ds->info.n_columns);
}

static void check_targets(const struct check *c, int *columns)
{
    const struct spec *spec = c->spec;
    char pointer[48], name[48];
    if (c->kind == TARGET_NONE) {
        if (spec->n_targets)
            faults_add(c->faults, "/data/target", "task", NULL,
                       "the task learns its own input and takes no target");
        return;
    }
    if (c->ds->info.n_columns == 0) {
        faults_add(c->faults, "/data/target", "required", NULL, "the dataset has no labels");
        return;
    }
    if (c->ds->info.maps != (c->kind == TARGET_MAP)) {
        check_maps(c);
        return;
    }
    int n = spec_targets(spec, c->kind, c->ds, columns);
    if (c->kind == TARGET_CLASS && n > 1)
        faults_add(c->faults, "/data/target", "range", "one column",
                   "%d target columns; classification takes one", n);
    for (int i = 0; i < n; i++) {
        target_pointer(pointer, spec, i);
        if (columns[i] < 0 && spec->n_targets == 0)
            faults_add(c->faults, pointer, "required", "a numeric column",
                       "no column but time and series is left to foretell");
        else if (columns[i] < 0)
            unknown_column(c, pointer, spec->targets[i]);
        else if (spec->n_targets && repeats(spec->targets, i))
            faults_add(c->faults, pointer, "duplicate", NULL, "the target \"%s\" is named twice",
                       brief_name(name, spec->targets[i]));
        else
            check_target(c, pointer, columns[i]);
    }
}

static bool is_among(const char *name, char **names, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void check_missing(const struct check *c, int column)
{
    const struct column *info = &c->ds->info.columns[column];
    char name[48];
    if (info->missing && c->spec->data[DATA_MISSING].n == MISSING_ERROR)
        faults_add(c->faults, "/data/missing", "missing", "mean, zero",
                   "column \"%s\" is missing in %" PRId64 " rows; say what a missing value becomes",
                   brief_name(name, info->name), info->missing);
}

/* A block's number of floats; 0 after a fault. */
static int64_t check_block(const struct check *c, const struct intake *in, int which)
{
    const struct input_block *b = &in->block[which];
    int64_t n = 0;
    for (int i = b->first; i < b->first + b->columns; i++) {
        const struct column *info = &c->ds->info.columns[in->columns[i]];
        char pointer[48] = "/data/features", name[48];
        if (c->spec->n_features)
            snprintf(pointer, sizeof pointer, "/data/features/%d", i);
        if (info->type == COLUMN_TEXT && b->kind == BLOCK_NUMBERS)
            faults_add(c->faults, pointer, "type", "numeric, categorical and time columns",
                       "column \"%s\" is text, which no number can be: give it an input layer with "
                       "\"encoding\": \"tokens\", or name the others in data.features",
                       brief_name(name, info->name));
        if (b->kind == BLOCK_TOKENS && c->kind == TARGET_AHEAD)
            faults_add(c->faults, pointer, "type", "numeric, categorical and time columns",
                       "column \"%s\" is text, which a forecast cannot see",
                       brief_name(name, info->name));
        if (c->spec->data[DATA_NORMALIZE].n == NORMALIZE_NONE)
            check_reach(c, pointer, info, "smaller numbers, or \"normalize\": \"standard\"");
        check_missing(c, in->columns[i]);
        n += b->kind == BLOCK_NUMBERS && info->type == COLUMN_CATEGORICAL ? info->n_classes : 1;
    }
    return b->kind == BLOCK_TOKENS ? b->n : n;
}

static void check_intake(const struct check *c)
{
    struct intake in;
    int before = c->faults->n;
    int64_t n_in = 0, steps = c->kind == TARGET_AHEAD ? (int64_t)c->spec->data[DATA_CONTEXT].n : 1;
    if (intake_make(&in, c->spec, c->kind, c->ds, c->faults) < 0)
        faults_add(c->faults, "/data", "memory", NULL, "no memory to check the features");
    if (c->faults->n == before && !c->ds->sample_type && in.n_columns == 0)
        faults_add(c->faults, "/data/features", "required", "at least one column",
                   "no column is left as a feature");
    for (int i = 0; c->faults->n == before && i < in.n; i++)
        n_in += check_block(c, &in, i);
    n_in *= steps;
    if (n_in > N_IN_MAX)
        faults_add(c->faults, "/data/features", "range", "fewer categories",
                   "the features make %" PRId64 " inputs with their categories; %d are allowed",
                   n_in, N_IN_MAX);
    free(in.columns);
}

static void check_features(const struct check *c, int *columns)
{
    const struct spec *spec = c->spec;
    char pointer[48] = "/data/features", name[48];
    int before = c->faults->n;
    if (c->ds->samples && spec->n_features && spec_inputs(spec) == 0) {
        faults_add(c->faults, pointer, "task", NULL,
                   "the dataset's samples are tensors and have no columns to choose");
        return;
    }
    int n = spec->n_features ? spec_features(spec, c->kind, c->ds, columns) : 0;
    for (int i = 0; i < n; i++) {
        snprintf(pointer, sizeof pointer, "/data/features/%d", i);
        if (columns[i] < 0)
            unknown_column(c, pointer, spec->features[i]);
        else if (repeats(spec->features, i))
            faults_add(c->faults, pointer, "duplicate", NULL, "the feature \"%s\" is named twice",
                       brief_name(name, spec->features[i]));
        else if (c->kind != TARGET_AHEAD &&
                 is_among(spec->features[i], spec->targets, spec->n_targets))
            faults_add(c->faults, pointer, "duplicate", NULL,
                       "\"%s\" is a target and cannot be a feature too",
                       brief_name(name, spec->features[i]));
    }
    if (c->faults->n == before)
        check_intake(c);
}

/* The default target is a column too: naming it as a feature would tell the answer. */
static void check_default_target(const struct check *c, const int *targets, const int *features)
{
    if (c->kind == TARGET_NONE || c->kind == TARGET_AHEAD || c->spec->n_targets || c->ds->samples)
        return;
    for (int i = 0; i < c->spec->n_features; i++)
        if (features[i] == targets[0]) {
            char pointer[48], name[48];
            snprintf(pointer, sizeof pointer, "/data/features/%d", i);
            faults_add(c->faults, pointer, "duplicate", NULL,
                       "\"%s\" is the target (the last column, as data.target names none) and "
                       "cannot be a feature too",
                       brief_name(name, c->spec->features[i]));
        }
}

static void check_join(const struct check *c, const struct dataset *validation,
                       struct preprocess_info *info)
{
    struct err err = {0};
    const char *pointer;
    struct preprocess *p = preprocess_make(c->spec, c->kind, c->ds, NULL, 0, &pointer, &err);
    if (!p) {
        faults_add(c->faults, pointer, "invalid", NULL, "%s", err.text);
        return;
    }
    *info = *preprocess_info(p);
    info->names = NULL;
    info->inputs = NULL;
    if (c->kind == TARGET_AHEAD) {
        const struct ahead *a = &preprocess_info(p)->ahead;
        int series = *a->series ? dataset_column(c->ds, a->series) : -1;
        info->ahead.time = c->ds->info.columns[dataset_column(c->ds, a->time)].name;
        info->ahead.series = series < 0 ? "" : c->ds->info.columns[series].name;
    }
    struct feed *feed = validation ? feed_new(p, validation, true, &err) : NULL;
    if (validation && !feed)
        faults_add(c->faults, "/training/validation_dataset", "shape", NULL, "%s", err.text);
    feed_free(feed);
    preprocess_free(p);
}

/* A text is for language models, and they are for texts; nothing of a table's section applies. */
static void check_text(const struct check *c)
{
    bool text = c->ds->sample_type == SAMPLE_U16, next = target_is_text(c->kind);
    int64_t context = (int64_t)c->spec->data[DATA_CONTEXT].n;
    if (text && !next)
        faults_add(c->faults, "/model/task", "task", "language_model, masked_language_model",
                   "the dataset is a text, which only a language_model can be trained on, or a "
                   "masked one");
    else if (!text && next)
        faults_add(c->faults, "/model/task", "task", "a dataset of format text",
                   "a language_model is trained on a text; this dataset has format %s",
                   c->ds->info.format);
    if (!text || !next)
        return;
    if (c->spec->n_targets)
        faults_add(c->faults, "/data/target", "task", NULL,
                   "a language model's target is the text itself and cannot be named");
    if (c->spec->data[DATA_NORMALIZE].n != NORMALIZE_NONE)
        faults_add(c->faults, "/data/normalize", "task", "none",
                   "the tokens of a text cannot be normalized");
    int64_t most = c->ds->info.rows - (c->kind == TARGET_NEXT);
    if (context > most)
        faults_add(c->faults, "/data/context", "range", "a shorter context",
                   "the text has %" PRId64 " %ss; a context of %" PRId64 "%s", c->ds->info.rows,
                   c->ds->info.columns[0].name, context,
                   c->kind == TARGET_NEXT ? " needs one more than that" : " is longer");
    if (c->ds->classes[0].n < 2)
        faults_add(c->faults, "/dataset", "range", "at least 2 different tokens",
                   "the text is the one token \"%s\" over and over; there is nothing to learn",
                   c->ds->classes[0].names[0]);
}

int preprocess_check(const struct spec *spec, enum target_kind targets, const struct dataset *train,
                     const struct dataset *validation, struct preprocess_info *info,
                     struct faults *faults)
{
    int before = faults->n;
    struct check c = {spec, targets, train, faults};
    size_t n = (size_t)train->info.n_columns + (size_t)spec->n_features + (size_t)spec->n_targets;
    int *columns = calloc(2 * n + 2, sizeof *columns);
    if (!columns) {
        faults_add(faults, "/data", "memory", NULL, "no memory to check the data section");
        return faults->n - before;
    }
    check_text(&c);
    if (faults->n == before && !target_is_text(targets))
        check_targets(&c, columns);
    if (faults->n == before || !target_is_text(targets))
        check_features(&c, columns + n + 1);
    if (!target_is_text(targets))
        check_default_target(&c, columns, columns + n + 1);
    free(columns);
    if (targets == TARGET_AHEAD)
        ahead_check(spec, train, faults);
    if (faults->n == before)
        check_join(&c, validation, info);
    return faults->n - before;
}
