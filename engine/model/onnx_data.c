/* onnx_data.c - preprocessing as ONNX operators: the file takes rows as predict does.
 *
 * Tables of numbers come as one tensor "inputs" (rows, columns), tables with categories or times as
 * a tensor (rows, 1) per column, named like it: text for a category, seconds since 1970 in double
 * for a time. Samples come as one tensor "inputs", bytes as the numbers 0 to 255. A missing number
 * is a NaN; where data.missing is error it stays one, and an unknown category is no category. */
#include "engine/model/onnx.h"

#include <math.h>
#include <stdlib.h>

/* (v - shift) · scale in double, as preprocess.h's scaled(), then float; missing ones filled. */
static const char *scale(struct onnx *o, const char *v, const struct input *inputs, int n,
                         double unit)
{
    double *shift = calloc((size_t)n * 3, sizeof *shift), *by = shift + n, *fill = by + n;
    if (!shift) {
        o->rc = err_set(o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
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

static const char *one_hot(struct onnx *o, const char *v, const struct input *in)
{
    const struct attribute attributes[] = {{.name = "cats_strings",
                                            .type = ATTRIBUTE_TEXTS,
                                            .texts = in->classes.names,
                                            .n = in->classes.n},
                                           {.name = "zeros", .type = ATTRIBUTE_INT, .i = 1},
                                           {0}};
    struct shape flat = shape_1(in->width);
    const char *hot = onnx_reshape(o, onnx_op(o, "OneHotEncoder", attributes, VALUES(v)), &flat);
    if (in->fill_class < 0)
        return hot;
    float *fill = calloc((size_t)in->width, sizeof *fill);
    if (!fill) {
        o->rc = err_set(o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    fill[in->fill_class] = 1;
    const char *known = onnx_op(o, "ReduceMax", ATTRIBUTES(INTS("axes", 1)), VALUES(hot));
    const char *none = onnx_op(o, "Equal", NULL, VALUES(known, onnx_float(o, 0)));
    hot = onnx_op(o, "Where", NULL, VALUES(none, onnx_floats(o, fill, 1, &in->width), hot));
    free(fill);
    return hot;
}

static const char *column(struct onnx *o, const struct column *c, const struct input *in)
{
    bool category = c->type == COLUMN_CATEGORICAL, time = c->type == COLUMN_TIME;
    onnx_input(o, c->name,
               category ? ONNX_TEXT
               : time   ? ONNX_DOUBLE
                        : ONNX_FLOAT,
               1, (const int64_t[]){1});
    return category ? one_hot(o, c->name, in)
                    : scale(o, c->name, in, 1, time ? SECONDS_PER_DAY : 1);
}

static const char *table(struct onnx *o)
{
    const struct preprocess *p = o->model->preprocess;
    int n = (int)p->info.n_inputs;
    bool plain = true;
    for (int i = 0; i < n; i++)
        plain = plain && p->columns[i].type == COLUMN_NUMERIC;
    if (plain) {
        onnx_input(o, "inputs", ONNX_FLOAT, 1, (const int64_t[]){n});
        return scale(o, "inputs", p->inputs, n, 1);
    }
    const char **parts = calloc((size_t)n + 1, sizeof *parts);
    if (!parts) {
        o->rc = err_set(o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    for (int i = 0; i < n; i++)
        parts[i] = column(o, &p->columns[i], &p->inputs[i]);
    const char *x = onnx_op(o, "Concat", ATTRIBUTES(INT("axis", 1)), parts);
    free(parts);
    return x;
}

static const char *samples(struct onnx *o)
{
    const struct preprocess *p = o->model->preprocess;
    onnx_input(o, "inputs", ONNX_FLOAT, p->info.rank, p->info.shape);
    if (p->sample_type != SAMPLE_U8) {
        struct input one = {.scaling = p->scaling, .fill = NAN};
        return scale(o, "inputs", &one, 1, 1);
    }
    const char *x =
        onnx_op(o, "Mul", NULL, VALUES("inputs", onnx_float(o, byte_factor(p->scaling))));
    return onnx_op(o, "Add", NULL, VALUES(x, onnx_float(o, byte_offset(p->scaling))));
}

/* In the shape of the network's input: a picture without channels has one there. */
static const char *shaped(struct onnx *o, const char *x)
{
    return onnx_reshape(o, x, &o->model->graph->node[0].layer.out);
}

const char *onnx_preprocess(struct onnx *o)
{
    const struct preprocess *p = o->model->preprocess;
    switch (o->model->head.targets) {
    case TARGET_NEXT:
    case TARGET_MASKED:
        onnx_input(o, "inputs", ONNX_INT64, p->info.rank, p->info.shape);
        return onnx_cast(o, "inputs", ONNX_FLOAT);
    case TARGET_NONE:
    case TARGET_NUMBERS:
    case TARGET_CLASS:
    case TARGET_FLAGS: break;
    default: onnx_fail(o, "ONNX export does not know this task's inputs"); return "";
    }
    return p->sample_type ? shaped(o, samples(o)) : table(o);
}
