/* onnx_data.c - preprocessing as ONNX operators: the file takes rows as predict does.
 *
 * Tables of numbers come as one tensor "inputs" (rows, columns), tables with categories or times as
 * a tensor (rows, 1) per column, named like it: text for a category, seconds since 1970 in double
 * for a time. Samples come as one tensor "inputs", bytes as the numbers 0 to 255; beside columns it
 * is called "sample". A missing number is a NaN; where data.missing is error it stays one, and an
 * unknown category is no category, or the index 0. Texts are refused: ONNX cuts none. A forecast
 * takes windows (rows, context, columns) of numbers. */
#include "engine/model/onnx.h"

#include <math.h>
#include <stdlib.h>

/* (v - shift) · scale in double, as preprocess.h's scaled(), then float; missing ones filled. */
static const char *scale(struct onnx *o, const char *v, const struct input *inputs, int n,
                         double unit)
{
    double *shift = onnx_room(o, n * 3, sizeof *shift), *by = shift + n, *fill = by + n;
    if (!shift)
        return "";
    bool fills = false;
    for (int i = 0; i < n; i++) {
        shift[i] = inputs[i].scaling.shift;
        by[i] = inputs[i].scaling.scale;
        fill[i] = inputs[i].fill;
        fills = fills || !isnan(fill[i]);
    }
    v = onnx_cast(o, v, ONNX_DOUBLE);
    if (unit != 1)
        v = onnx_op(o, "Div", NULL, VALUES(v, onnx_doubles(o, &unit, 1)));
    if (fills)
        v = onnx_op(o, "Where", NULL,
                    VALUES(onnx_op(o, "IsNaN", NULL, VALUES(onnx_cast(o, v, ONNX_FLOAT))),
                           onnx_doubles(o, fill, n), v));
    v = onnx_op(o, "Sub", NULL, VALUES(v, onnx_doubles(o, shift, n)));
    v = onnx_op(o, "Mul", NULL, VALUES(v, onnx_doubles(o, by, n)));
    free(shift);
    return onnx_cast(o, v, ONNX_FLOAT);
}

/* (N, n) of one 1 or none. */
static const char *hot(struct onnx *o, const char *v, const struct input *in)
{
    const struct attribute attributes[] = {{.name = "cats_strings",
                                            .type = ATTRIBUTE_TEXTS,
                                            .texts = in->classes.names,
                                            .n = in->classes.n},
                                           {.name = "zeros", .type = ATTRIBUTE_INT, .i = 1},
                                           {0}};
    struct shape flat = shape_1(in->classes.n);
    return onnx_reshape(o, onnx_op(o, "OneHotEncoder", attributes, VALUES(v)), &flat);
}

/* (N, 1): which rows have no known category. */
static const char *unknown(struct onnx *o, const char *h)
{
    const char *known = onnx_op(o, "ReduceMax", ATTRIBUTES(INTS("axes", 1)), VALUES(h));
    return onnx_op(o, "Equal", NULL, VALUES(known, onnx_float(o, 0)));
}

static const char *one_hot(struct onnx *o, const char *v, const struct input *in)
{
    const char *h = hot(o, v, in);
    if (in->fill_class < 0)
        return h;
    float *fill = onnx_room(o, in->width, sizeof *fill);
    if (!fill)
        return "";
    fill[in->fill_class] = 1;
    h = onnx_op(o, "Where", NULL, VALUES(unknown(o, h), onnx_floats(o, fill, 1, &in->width), h));
    free(fill);
    return h;
}

/* put_class(): the place of the category, of a missing one what stands for it. */
static const char *index_of(struct onnx *o, const char *v, const struct input *in,
                            enum missing missing)
{
    const char *h = hot(o, v, in);
    const char *at = onnx_op(o, "ArgMax", ATTRIBUTES(INT("axis", 1)), VALUES(h));
    int fill = missing == MISSING_ERROR ? 0 : in->fill_class < 0 ? in->classes.n : in->fill_class;
    return onnx_op(o, "Where", NULL,
                   VALUES(unknown(o, h), onnx_float(o, fill), onnx_cast(o, at, ONNX_FLOAT)));
}

static const char *column(struct onnx *o, const struct column *c, const struct input *in)
{
    bool category = c->type == COLUMN_CATEGORICAL, time = c->type == COLUMN_TIME;
    if (c->type == COLUMN_TEXT) {
        onnx_fail(o, "ONNX export does not know texts, and column \"%s\" is one", c->name);
        return "";
    }
    onnx_input(o, c->name,
               category ? ONNX_TEXT
               : time   ? ONNX_DOUBLE
                        : ONNX_FLOAT,
               1, (const int64_t[]){1});
    if (in->kind == BLOCK_INDEX)
        return index_of(o, c->name, in, o->model->preprocess->missing);
    return category ? one_hot(o, c->name, in)
                    : scale(o, c->name, in, 1, time ? SECONDS_PER_DAY : 1);
}

static bool is_plain(const struct preprocess *p)
{
    for (int i = 0; i < p->n_columns; i++)
        if (p->columns[i].type != COLUMN_NUMERIC)
            return false;
    return p->info.n_blocks == 1;
}

static const char *sample(struct onnx *o, const char *name, const struct input_block *block)
{
    const struct preprocess *p = o->model->preprocess;
    onnx_input(o, name, ONNX_FLOAT, block->rank, block->shape);
    if (p->sample_type != SAMPLE_U8) {
        struct input one = {.scaling = p->scaling, .fill = NAN};
        return scale(o, name, &one, 1, 1);
    }
    const char *x = onnx_op(o, "Mul", NULL, VALUES(name, onnx_float(o, byte_factor(p->scaling))));
    return onnx_op(o, "Add", NULL, VALUES(x, onnx_float(o, byte_offset(p->scaling))));
}

/* All blocks side by side. */
static const char *row(struct onnx *o)
{
    const struct preprocess *p = o->model->preprocess;
    const char **parts = onnx_room(o, p->n_columns + 2, sizeof *parts);
    int n = 0;
    if (!parts)
        return "";
    for (int i = 0; i < p->info.n_blocks; i++) {
        const struct input_block *b = &p->info.block[i];
        struct shape flat = shape_1(b->n);
        if (b->kind == BLOCK_SAMPLE)
            parts[n++] = onnx_reshape(o, sample(o, "sample", b), &flat);
        for (int k = b->first; k < b->first + b->columns; k++)
            parts[n++] = column(o, &p->columns[k], &p->inputs[k]);
    }
    const char *x = onnx_op(o, "Concat", ATTRIBUTES(INT("axis", 1)), parts);
    free(parts);
    return x;
}

/* In the shape of the network's input: a picture without channels has one there. */
static const char *shaped(struct onnx *o, const char *x)
{
    return onnx_reshape(o, x, &o->model->graph->node[0].layer.out);
}

/* A forecast's window: (context, columns) of numbers. */
static const char *window(struct onnx *o)
{
    const struct preprocess *p = o->model->preprocess;
    const int64_t dims[] = {p->info.ahead.context, p->n_columns};
    if (!is_plain(p)) {
        onnx_fail(o, "ONNX export knows forecasts of numeric columns only");
        return "";
    }
    onnx_input(o, "inputs", ONNX_FLOAT, 2, dims);
    return scale(o, "inputs", p->inputs, p->n_columns, 1);
}

const char *onnx_preprocess(struct onnx *o)
{
    const struct preprocess *p = o->model->preprocess;
    switch (o->model->head.targets) {
    case TARGET_NEXT:
    case TARGET_MASKED:
        onnx_input(o, "inputs", ONNX_INT64, p->info.rank, p->info.shape);
        return onnx_cast(o, "inputs", ONNX_FLOAT);
    case TARGET_AHEAD: return window(o);
    case TARGET_NONE:
    case TARGET_NUMBERS:
    case TARGET_CLASS:
    case TARGET_MAP:
    case TARGET_FLAGS: break;
    default: onnx_fail(o, "ONNX export does not know this task's inputs"); return "";
    }
    if (p->info.block[0].kind == BLOCK_SAMPLE && p->info.n_blocks == 1)
        return shaped(o, sample(o, "inputs", &p->info.block[0]));
    if (!is_plain(p))
        return row(o);
    onnx_input(o, "inputs", ONNX_FLOAT, 1, (const int64_t[]){p->n_columns});
    return scale(o, "inputs", p->inputs, p->n_columns, 1);
}
