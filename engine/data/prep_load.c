/* prep_load.c - the stored form becomes a preprocessing; every byte of it is foreign.
 *
 * Two walks: the first checks and counts, the second fills the arrays, which are one block. */
#include "engine/data/prep.h"
#include "engine/data/prep_bytes.h"
#include "engine/data/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Least bytes of a class, a column, a target in the stored form. */
enum { CLASS_BYTES = 4 + 1 + 8, COLUMN_BYTES = 4 + 1 + 4 + 8 + 7 * 8 + 4 + 4, TARGET_BYTES = 9 };

/* Where the walk puts what it finds; all NULL in the counting walk. */
struct arrays {
    struct column *columns;
    struct input *inputs;
    struct target *targets;
    const char **names;
    double *values;
    int64_t *counts;
    int n_columns, n_targets;
    size_t n_classes;
};

static void walk_classes(struct prep_reader *r, struct arrays *a, struct classes *classes)
{
    int n = prep_count(r, CLASS_BYTES, CLASSES_MAX);
    bool numbers = n > 0;
    if (classes)
        *classes = (struct classes){n, a->names + a->n_classes, NULL, a->counts + a->n_classes};
    for (int k = 0; k < n; k++) {
        const char *name = prep_text(r);
        int64_t count = prep_i64(r);
        if (!classes)
            continue;
        size_t i = a->n_classes + (size_t)k;
        a->names[i] = name;
        a->counts[i] = count;
        numbers = text_number(name, strlen(name), &a->values[i]) == TEXT_NUMBER && numbers;
    }
    if (classes && numbers)
        classes->values = a->values + a->n_classes;
    a->n_classes += (size_t)n;
}

static void walk_column(struct prep_reader *r, struct arrays *a, int i)
{
    struct column column = {.name = prep_text(r)};
    struct input input;
    uint32_t type = prep_u32(r);
    column.missing = prep_i64(r);
    column.min = prep_f64(r);
    column.max = prep_f64(r);
    column.mean = prep_f64(r);
    column.std = prep_f64(r);
    input.scaling.shift = prep_f64(r);
    input.scaling.scale = prep_f64(r);
    input.fill = prep_f64(r);
    input.fill_class = (int32_t)prep_u32(r);
    walk_classes(r, a, a->inputs ? &input.classes : NULL);
    column.type = (enum column_type)type;
    if (type > COLUMN_TIME || type == COLUMN_TEXT || !isfinite(input.scaling.shift) ||
        !isfinite(input.scaling.scale))
        r->failed = true;
    if (!a->inputs || r->failed)
        return;
    bool categorical = type == COLUMN_CATEGORICAL;
    if (categorical != (input.classes.n > 0) || input.fill_class < -1 ||
        input.fill_class >= (categorical ? input.classes.n : 1))
        r->failed = true;
    if (categorical) {
        column.n_classes = input.classes.n;
        column.classes = input.classes.names;
        column.class_counts = input.classes.counts;
    }
    input.width = categorical ? input.classes.n : 1;
    input.at = i ? a->inputs[i - 1].at + a->inputs[i - 1].width : 0;
    a->inputs[i] = input;
    a->columns[i] = column;
}

/* One walk over the whole; the second time with a's arrays in place. */
static void walk(struct preprocess *p, struct prep_reader *r, struct arrays *a)
{
    r->at = 8;
    a->n_classes = 0;
    uint32_t kind = prep_u32(r), missing = prep_u32(r), type = prep_u32(r), rank = prep_u32(r);
    if (kind > TARGET_MAP || missing > MISSING_ZERO || type > SAMPLE_U16 ||
        rank > SAMPLE_RANK_MAX || (type == SAMPLE_NONE) != (rank == 0) ||
        (type == SAMPLE_U16) != (kind == TARGET_NEXT) || (kind == TARGET_NEXT && rank != 1) ||
        (kind == TARGET_MAP && (rank < 2 || rank > 3)))
        r->failed = true;
    p->info.targets = (enum target_kind)kind;
    p->missing = (enum missing)missing;
    p->sample_type = (enum sample_type)type;
    p->info.rank = (int)rank;
    for (int i = 0; i < SAMPLE_RANK_MAX; i++)
        p->info.shape[i] = prep_i64(r);
    p->scaling.shift = prep_f64(r);
    p->scaling.scale = prep_f64(r);
    if (!isfinite(p->scaling.shift) || !isfinite(p->scaling.scale))
        r->failed = true;
    a->n_columns = prep_count(r, COLUMN_BYTES, COLUMNS_MAX);
    for (int i = 0; i < a->n_columns && !r->failed; i++)
        walk_column(r, a, i);
    a->n_targets = prep_count(r, TARGET_BYTES, COLUMNS_MAX);
    for (int i = 0; i < a->n_targets && !r->failed; i++) {
        const char *name = prep_text(r);
        if (a->targets)
            a->targets[i].name = name;
        walk_classes(r, a, a->targets ? &a->targets[i].classes : NULL);
    }
    if (r->at != r->n)
        r->failed = true;
}

/* The characters of a text: in the order of their bytes, each of at most four. */
static bool are_characters(const struct classes *classes)
{
    for (int k = 0; k < classes->n; k++) {
        size_t n = strlen(classes->names[k]);
        if (n < 1 || n > 4 || (k && strcmp(classes->names[k - 1], classes->names[k]) >= 0))
            return false;
    }
    return true;
}

/* Columns of whole numbers as they are: one more than the largest of them in the training data. */
static int64_t table_indices(const struct arrays *a)
{
    double most = -1;
    for (int i = 0; i < a->n_columns; i++) {
        const struct column *c = &a->columns[i];
        struct scaling s = a->inputs[i].scaling;
        if (c->type != COLUMN_NUMERIC || !(c->min >= 0) || !(c->max < N_IN_MAX) || s.shift != 0 ||
            s.scale != 1)
            return 0;
        most = c->max > most ? c->max : most;
    }
    return (int64_t)most + 1;
}

/* Sizes and names that follow from what was read; false when they make no sense. */
static bool conclude(struct preprocess *p, const struct arrays *a)
{
    struct preprocess_info *info = &p->info;
    int64_t n_in = 1;
    if (info->rank == 0) {
        const struct input *last = a->n_columns ? &a->inputs[a->n_columns - 1] : NULL;
        n_in = last ? last->at + last->width : 0;
        info->rank = 1;
        info->shape[0] = n_in;
        info->inputs = a->columns;
        info->n_inputs = a->n_columns;
        info->indices = table_indices(a);
    } else {
        for (int i = 0; i < info->rank; i++)
            if (info->shape[i] < 1 || __builtin_mul_overflow(n_in, info->shape[i], &n_in))
                return false;
        info->n_inputs = n_in;
        if (a->n_columns)
            return false;
    }
    for (int i = info->rank; i < SAMPLE_RANK_MAX; i++)
        info->shape[i] = 0;
    info->n_in = n_in;
    if (n_in < 1 || n_in > N_IN_MAX)
        return false;
    bool one = target_is_label(info->targets);
    if ((info->targets == TARGET_NONE) != (a->n_targets == 0) || (one && a->n_targets != 1))
        return false;
    if (info->targets == TARGET_NEXT && !are_characters(&a->targets[0].classes))
        return false;
    info->n_out = one ? a->targets[0].classes.n : a->n_targets;
    info->indices = info->targets == TARGET_NEXT ? info->n_out : info->indices;
    info->names = one ? a->targets[0].classes.names : a->names + a->n_classes;
    for (int i = 0; !one && i < a->n_targets; i++)
        ((const char **)info->names)[i] = a->targets[i].name;
    return !one || info->n_out > 0;
}

static bool allocate(struct arrays *a, struct preprocess *p)
{
    size_t columns = (size_t)a->n_columns, targets = (size_t)a->n_targets, classes = a->n_classes;
    a->columns = calloc(1, columns * (sizeof *a->columns + sizeof *a->inputs) +
                               targets * (sizeof *a->targets + sizeof(char *)) +
                               classes * (sizeof(double) + sizeof(int64_t) + sizeof(char *)) + 1);
    if (!a->columns)
        return false;
    a->inputs = (struct input *)(a->columns + columns);
    a->targets = (struct target *)(a->inputs + columns);
    a->values = (double *)(a->targets + targets);
    a->counts = (int64_t *)(a->values + classes);
    a->names = (const char **)(a->counts + classes);
    p->columns = a->columns;
    p->inputs = a->inputs;
    p->targets = a->targets;
    p->n_targets = a->n_targets;
    return true;
}

struct preprocess *preprocess_load(const void *bytes, size_t n, struct err *err)
{
    struct preprocess *p = calloc(1, sizeof *p);
    struct arrays a = {0};
    if (!p || !(p->bytes = malloc(n + 1)))
        goto no_memory;
    memcpy(p->bytes, bytes, n);
    p->n_bytes = n;
    struct prep_reader r = {.bytes = p->bytes, .n = n};
    if (n < 8 || memcmp(bytes, PREP_MAGIC, 8) != 0)
        r.failed = true;
    else
        walk(p, &r, &a);
    if (!r.failed) {
        if (!allocate(&a, p))
            goto no_memory;
        walk(p, &r, &a);
    }
    if (r.failed || !conclude(p, &a)) {
        err_set(err, ERR_CORRUPT, "the preprocessing is not as it was written");
        preprocess_free(p);
        return NULL;
    }
    return p;
no_memory:
    err_set(err, ERR_NO_MEMORY, "no memory for the preprocessing");
    preprocess_free(p);
    return NULL;
}

size_t preprocess_store(const struct preprocess *p, void *out)
{
    if (out)
        memcpy(out, p->bytes, p->n_bytes);
    return p->n_bytes;
}

void preprocess_free(struct preprocess *p)
{
    if (!p)
        return;
    free(p->columns);
    free(p->bytes);
    free(p);
}
