/* prep_load.c - the stored form becomes a preprocessing; every byte of it is foreign.
 *
 * Two walks: the first checks and counts, the second fills the arrays, which are one block. */
#include "engine/data/prep.h"
#include "engine/data/prep_bytes.h"
#include "engine/data/text.h"
#include "engine/data/tokens.h"
#include "engine/data/coding.h"

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
    int n_columns, n_targets, n_outputs; /* outputs: of a forecast, which have names of their own */
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
    if (type > COLUMN_TIME || !isfinite(input.scaling.shift) || !isfinite(input.scaling.scale))
        r->failed = true;
    if (!a->inputs || r->failed)
        return;
    bool categorical = type == COLUMN_CATEGORICAL;
    if ((type != COLUMN_TEXT && categorical != (input.classes.n > 0)) || input.fill_class < -1 ||
        input.fill_class >= (categorical ? input.classes.n : 1))
        r->failed = true;
    if (categorical) {
        column.n_classes = input.classes.n;
        column.classes = input.classes.names;
        column.class_counts = input.classes.counts;
    }
    input.kind = BLOCK_NUMBERS;
    input.at = input.width = 0;
    input.vocabulary = NULL;
    a->inputs[i] = input;
    a->columns[i] = column;
}

static void walk_blocks(struct prep_reader *r, struct preprocess *p)
{
    int n = prep_count(r, 28, INPUT_BLOCKS_MAX);
    r->failed = r->failed || n < 1;
    p->info.n_blocks = n;
    for (int i = 0, first = 0; i < n && !r->failed; i++) {
        struct input_block *b = &p->info.block[i];
        uint32_t kind = prep_u32(r), columns = prep_u32(r), tokenizer = prep_u32(r);
        if (kind > BLOCK_TOKENS || columns > COLUMNS_MAX || tokenizer > TOKENIZER_BYTES) {
            r->failed = true;
            return;
        }
        *b = (struct input_block){.kind = (enum block_kind)kind,
                                  .first = first,
                                  .columns = (int)columns,
                                  .tokenizer = (int)tokenizer};
        b->n = prep_i64(r);
        b->vocabulary = prep_i64(r);
        first += b->columns;
    }
}

static void walk_ahead(struct prep_reader *r, struct preprocess *p, struct arrays *a)
{
    struct ahead *ahead = &p->info.ahead;
    ahead->context = prep_u32(r);
    ahead->horizon = prep_u32(r);
    ahead->gaps = prep_u32(r) > 0;
    ahead->time = prep_text(r);
    ahead->series = prep_text(r);
    a->n_outputs = prep_count(r, 5, N_IN_MAX);
    for (int i = 0; i < a->n_outputs; i++) {
        const char *name = prep_text(r);
        if (a->names)
            a->names[a->n_classes + (size_t)i] = name;
    }
    if (ahead->context < 1 || ahead->horizon < 1 || a->n_outputs != ahead->horizon * a->n_targets)
        r->failed = true;
}

static void walk_sections(struct prep_reader *r, struct preprocess *p, struct arrays *a)
{
    a->n_outputs = 0;
    p->info.n_blocks = 0;
    while (!r->failed && r->at < r->n) {
        uint32_t section = prep_u32(r);
        int64_t bytes = prep_i64(r);
        size_t from = r->at;
        if (section == PREP_BLOCKS && p->info.n_blocks == 0)
            walk_blocks(r, p);
        else if (section == PREP_AHEAD && a->n_outputs == 0)
            walk_ahead(r, p, a);
        else
            r->failed = true;
        if (bytes < 0 || r->at - from != (size_t)bytes)
            r->failed = true;
    }
}

/* One walk over the whole; the second time with a's arrays in place. */
static void walk(struct preprocess *p, struct prep_reader *r, struct arrays *a)
{
    r->at = 8;
    a->n_classes = 0;
    uint32_t kind = prep_u32(r), missing = prep_u32(r), type = prep_u32(r), rank = prep_u32(r);
    if (kind > TARGET_MASKED || missing > MISSING_ZERO || type > SAMPLE_U16 ||
        rank > SAMPLE_RANK_MAX || (type == SAMPLE_NONE) != (rank == 0) ||
        (type == SAMPLE_U16) != target_is_text(kind) || (target_is_text(kind) && rank != 1) ||
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
    p->targets_at = r->at;
    a->n_targets = prep_count(r, TARGET_BYTES, COLUMNS_MAX);
    for (int i = 0; i < a->n_targets && !r->failed; i++) {
        const char *name = prep_text(r);
        if (a->targets)
            a->targets[i].name = name;
        walk_classes(r, a, a->targets ? &a->targets[i].classes : NULL);
    }
    p->targets_end = r->at;
    if (memcmp(r->bytes, PREP_MAGIC_2, 8) == 0)
        walk_sections(r, p, a);
    if (r->at != r->n || (kind == TARGET_AHEAD) != (a->n_outputs > 0))
        r->failed = true;
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

/* The row without input layers: one block of everything. */
static struct input_block plain_block(const struct preprocess *p)
{
    return p->sample_type ? (struct input_block){.kind = BLOCK_SAMPLE}
                          : (struct input_block){.kind = BLOCK_NUMBERS, .columns = p->n_columns};
}

static bool place_sample(struct preprocess *p, struct input_block *b, const int64_t *shape)
{
    b->rank = p->info.rank;
    b->n = 1;
    for (int i = 0; i < b->rank; i++) {
        b->shape[i] = shape[i];
        if (shape[i] < 1 || __builtin_mul_overflow(b->n, shape[i], &b->n))
            return false;
    }
    p->sample_at = b->at;
    p->info.n_sample = b->n;
    return p->sample_type != SAMPLE_NONE && b->columns == 0;
}

/* Floats of one column of a block; 0 when the column is none for it. */
static int64_t width_of(const struct preprocess *p, const struct input_block *b, int column)
{
    const struct classes *classes = &p->inputs[column].classes;
    enum column_type type = p->columns[column].type;
    switch (b->kind) {
    case BLOCK_NUMBERS:
        return type == COLUMN_TEXT ? 0 : type == COLUMN_CATEGORICAL ? classes->n : 1;
    case BLOCK_INDEX: return type == COLUMN_CATEGORICAL;
    case BLOCK_TOKENS:
        return type == COLUMN_TEXT && b->columns == 1 && b->n >= 1 && b->n <= N_IN_MAX &&
                       b->vocabulary > TOKEN_FIRST && b->vocabulary <= 2 * CLASSES_MAX &&
                       classes->n <= b->vocabulary - TOKEN_FIRST
                   ? b->n
                   : 0;
    case BLOCK_SAMPLE: break;
    }
    return 0;
}

static bool place_columns(struct preprocess *p, struct input_block *b)
{
    int64_t n = 0, most = 0;
    if (b->columns > p->n_columns - b->first)
        return false;
    for (int i = b->first; i < b->first + b->columns; i++) {
        struct input *in = &p->inputs[i];
        in->kind = b->kind;
        in->at = b->at + n;
        in->width = width_of(p, b, i);
        if (in->width < 1)
            return false;
        n += in->width;
        int64_t indices = index_count(&in->classes, p->missing);
        most = indices > most ? indices : most;
    }
    b->n = n;
    b->rank = 1;
    b->shape[0] = n;
    if (b->kind == BLOCK_INDEX)
        b->vocabulary = most;
    return true;
}

/* Where each block and column lies in the row; false when they make no sense. */
static bool place_blocks(struct preprocess *p)
{
    struct preprocess_info *info = &p->info;
    int64_t at = 0, shape[SAMPLE_RANK_MAX];
    int columns = 0, samples = 0;
    memcpy(shape, info->shape, sizeof shape);
    if (info->n_blocks == 0) {
        info->n_blocks = 1;
        info->block[0] = plain_block(p);
    }
    for (int i = 0; i < info->n_blocks; i++) {
        struct input_block *b = &info->block[i];
        b->at = at;
        samples += b->kind == BLOCK_SAMPLE;
        if (!(b->kind == BLOCK_SAMPLE ? place_sample(p, b, shape) : place_columns(p, b)) ||
            b->n > N_IN_MAX)
            return false;
        at += b->n;
        columns += b->columns;
    }
    bool one = info->n_blocks == 1;
    info->rank = one ? info->block[0].rank : 1;
    memset(info->shape, 0, sizeof info->shape);
    memcpy(info->shape, one ? info->block[0].shape : &at, sizeof at * (size_t)info->rank);
    info->n_in = at;
    return columns == p->n_columns && samples == (p->sample_type != SAMPLE_NONE) && at >= 1 &&
           at <= N_IN_MAX;
}

/* A forecast's input: the one block of a row's numbers, `context` times. */
static bool repeat_row(struct preprocess *p)
{
    struct preprocess_info *info = &p->info;
    struct input_block *b = &info->block[0];
    p->n_step = info->n_in;
    if (info->targets != TARGET_AHEAD)
        return true;
    if (info->n_blocks != 1 || b->kind != BLOCK_NUMBERS ||
        __builtin_mul_overflow(info->n_in, info->ahead.context, &info->n_in) ||
        info->n_in > N_IN_MAX)
        return false;
    info->rank = b->rank = 2;
    info->shape[0] = b->shape[0] = info->ahead.context;
    info->shape[1] = b->shape[1] = p->n_step;
    b->n = info->n_in;
    return true;
}

static bool make_vocabularies(struct preprocess *p)
{
    for (int i = 0; i < p->info.n_blocks; i++) {
        const struct input_block *b = &p->info.block[i];
        struct input *in = &p->inputs[b->first];
        if (b->kind == BLOCK_TOKENS &&
            !(in->vocabulary =
                  vocabulary_new((enum tokenizer)b->tokenizer, in->classes.names, in->classes.n)))
            return false;
    }
    return true;
}

static bool conclude_targets(struct preprocess *p, const struct arrays *a)
{
    struct preprocess_info *info = &p->info;
    bool one = target_is_label(info->targets);
    if ((info->targets == TARGET_NONE) != (a->n_targets == 0) || (one && a->n_targets != 1))
        return false;
    if (target_is_text(info->targets) && !coding_sound(a->targets[0].name, &a->targets[0].classes))
        return false;
    bool ahead = info->targets == TARGET_AHEAD;
    info->n_out = one ? a->targets[0].classes.n : ahead ? a->n_outputs : a->n_targets;
    if (target_is_text(info->targets)) /* the mask is one more */
        info->indices = info->n_out + (info->targets == TARGET_MASKED);
    info->names = one ? a->targets[0].classes.names : a->names + a->n_classes;
    for (int i = 0; !one && !ahead && i < a->n_targets; i++)
        ((const char **)info->names)[i] = a->targets[i].name;
    return !one || info->n_out > 0;
}

/* Sizes and names that follow from what was read; false when they make no sense. */
static bool conclude(struct preprocess *p, const struct arrays *a)
{
    struct preprocess_info *info = &p->info;
    bool good = place_blocks(p) && repeat_row(p) && conclude_targets(p, a);
    const struct input_block *only = info->n_blocks == 1 ? &info->block[0] : NULL;
    info->inputs = p->n_columns ? a->columns : NULL;
    info->n_inputs = info->n_sample + p->n_columns;
    if (!target_is_text(info->targets))
        info->indices = !only                         ? 0
                        : only->kind == BLOCK_NUMBERS ? table_indices(a)
                                                      : only->vocabulary;
    return good;
}

static bool allocate(struct arrays *a, struct preprocess *p)
{
    size_t columns = (size_t)a->n_columns, targets = (size_t)a->n_targets, classes = a->n_classes;
    size_t names = targets + (size_t)a->n_outputs;
    a->columns = calloc(1, columns * (sizeof *a->columns + sizeof *a->inputs) +
                               targets * sizeof *a->targets + names * sizeof(char *) +
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
    p->n_columns = a->n_columns;
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
    if (n < 8 || (memcmp(bytes, PREP_MAGIC, 8) != 0 && memcmp(bytes, PREP_MAGIC_2, 8) != 0))
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
    if (make_vocabularies(p))
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
    for (int i = 0; i < p->n_columns; i++)
        vocabulary_free(p->inputs[i].vocabulary);
    free(p->columns);
    free(p->bytes);
    free(p);
}
