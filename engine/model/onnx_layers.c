/* onnx_layers.c - each kind of layer as ONNX operators.
 *
 * To let ONNX know a new layer: a function, here, in onnx_images.c or in onnx_sequences.c, and a
 * row in the table at the end. A layer without a row can be trained and served; only its ONNX file
 * is refused, by name. */
#include "engine/model/onnx_layers.h"
#include "engine/data/preprocess.h"
#include "engine/layers/lora.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct value *at_option(const struct at *a, const char *name)
{
    return &a->l->options[option_find(&a->l->ops->kind, name)];
}

const float *at_weights(const struct at *a, const struct param *p)
{
    return a->o->model->params + p->offset;
}

const struct param *at_param_named(const struct at *a, const char *name)
{
    for (int i = 0; i < a->l->n_params; i++)
        if (strcmp(a->l->params[i].name, name) == 0)
            return &a->l->params[i];
    return NULL;
}

const char *at_tensor(const struct at *a, const struct param *p)
{
    return onnx_floats(a->o, at_weights(a, p), p->shape.rank, p->shape.dim);
}

/* A parameter as it lies, or NULL when the layer has none of that name. */
const char *at_parameter(const struct at *a, const char *name)
{
    const struct param *p = at_param_named(a, name);
    return p ? at_tensor(a, p) : NULL;
}

/* A kernel with what its adapters have learned, or as it lies when it has none. */
const char *at_adapted(const struct at *a, const char *name, const char *lora_a)
{
    const struct param *kernel = at_param_named(a, name), *first = at_param_named(a, lora_a);
    if (!first)
        return at_parameter(a, name);
    int rank = option_find(&a->l->ops->kind, "lora_rank");
    struct lora lora = lora_of(a->l, rank, (int)(first - a->l->params));
    float *w = onnx_room(a->o, kernel->size, sizeof *w);
    if (!w)
        return "";
    lora_merge(&lora, kernel, a->o->model->params, w);
    const char *value = onnx_floats(a->o, w, 2, kernel->shape.dim);
    free(w);
    return value;
}

const char *at_op1(const struct at *a, const char *op, const char *x)
{
    return onnx_op(a->o, op, NULL, VALUES(x));
}

const char *at_op2(const struct at *a, const char *op, const char *x, const char *y)
{
    return onnx_op(a->o, op, NULL, VALUES(x, y));
}

const char *at_times(const struct at *a, const char *x, double factor)
{
    return at_op2(a, "Mul", x, onnx_float(a->o, factor));
}

const char *at_plus(const struct at *a, const char *x, double term)
{
    return at_op2(a, "Add", x, onnx_float(a->o, term));
}

/* x kernel + bias; bias may be NULL. */
const char *at_affine(const struct at *a, const char *x, const char *kernel, const char *bias)
{
    const char *y = at_op2(a, "MatMul", x, kernel);
    return bias ? at_op2(a, "Add", y, bias) : y;
}

/* (rows, T, 1): 1 where there is a word, 0 where there is padding. */
const char *at_words(const struct at *a, int64_t positions)
{
    struct shape column = shape_2(positions, 1);
    const char *is = at_op1(a, "Sign", at_op1(a, "Abs", a->mask));
    return onnx_reshape(a->o, is, &column);
}

/* Of a tied layer: the embedding's table, transposed, its first rows. */
static const char *tied_kernel(const struct at *a)
{
    int64_t units = a->l->out.dim[a->l->out.rank - 1], n_in = a->l->tied->shape.dim[1];
    const float *table = at_weights(a, a->l->tied);
    float *w = onnx_room(a->o, units * n_in, sizeof *w);
    if (!w)
        return "";
    for (int64_t i = 0; i < n_in; i++)
        for (int64_t k = 0; k < units; k++)
            w[i * units + k] = table[k * n_in + i];
    const char *value = onnx_floats(a->o, w, 2, (const int64_t[]){n_in, units});
    free(w);
    return value;
}

static const char *dense(const struct at *a)
{
    struct shape flat = shape_1(a->l->in_size[0]);
    const char *x = a->l->in[0].rank == 3 ? onnx_reshape(a->o, a->x[0], &flat) : a->x[0];
    const char *kernel = a->l->tied ? tied_kernel(a) : at_adapted(a, "kernel", "lora_a");
    return at_affine(a, x, kernel, at_parameter(a, "bias"));
}

/* ---- activations ---- */

static const char *gelu(const struct at *a, const char *x)
{
    const char *inner;
    if (at_option(a, "approximate")->n > 0) {
        const char *cube = at_op2(a, "Mul", at_op2(a, "Mul", x, x), x);
        inner = at_op1(
            a, "Tanh",
            at_times(a, at_op2(a, "Add", x, at_times(a, cube, 0.044715)), 0.7978845608028654));
    } else {
        inner = at_op1(a, "Erf", at_times(a, x, M_SQRT1_2));
    }
    return at_op2(a, "Mul", at_times(a, x, .5), at_plus(a, inner, 1));
}

static const char *activation(const struct at *a)
{
    static const struct {
        const char *ours, *theirs;
    } same[] = {{"linear", "Identity"},
                {"relu", "Relu"},
                {"tanh", "Tanh"},
                {"sigmoid", "Sigmoid"},
                {"softplus", "Softplus"}};
    const char *name = activation_names[(int)at_option(a, "function")->n], *x = a->x[0];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (strcmp(name, same[i].ours) == 0)
            return at_op1(a, same[i].theirs, x);
    struct attribute alpha = {.name = "alpha", .type = ATTRIBUTE_FLOAT};
    if (strcmp(name, "leaky_relu") == 0) {
        alpha.f = (float)at_option(a, "negative_slope")->n;
        return onnx_op(a->o, "LeakyRelu", ATTRIBUTES(alpha), VALUES(x));
    }
    if (strcmp(name, "elu") == 0) {
        alpha.f = (float)at_option(a, "alpha")->n;
        return onnx_op(a->o, "Elu", ATTRIBUTES(alpha), VALUES(x));
    }
    if (strcmp(name, "softmax") == 0)
        return onnx_op(a->o, "Softmax", ATTRIBUTES(INT("axis", -1)), VALUES(x));
    if (strcmp(name, "silu") == 0)
        return at_op2(a, "Mul", x, at_op1(a, "Sigmoid", x));
    if (strcmp(name, "gelu") == 0)
        return gelu(a, x);
    onnx_fail(a->o, "ONNX export does not know the activation %s", name);
    return "";
}

/* ---- normalisation ---- */

/* γ and β of running statistics, folded into one product and one sum. */
static const char *batch_norm(const struct at *a)
{
    const struct layer *l = a->l;
    const struct param *gamma = at_param_named(a, "gamma"), *beta = at_param_named(a, "beta");
    const float *mean = a->o->model->stats + l->stats[0].offset;
    const float *variance = a->o->model->stats + l->stats[1].offset;
    int64_t c = l->stats[0].size;
    double epsilon = at_option(a, "epsilon")->n;
    float *v = onnx_room(a->o, 2 * c, sizeof *v);
    if (!v)
        return "";
    for (int64_t i = 0; i < c; i++) {
        double by = (gamma ? at_weights(a, gamma)[i] : 1) / sqrt(variance[i] + epsilon);
        v[i] = (float)by;
        v[c + i] = (float)((beta ? at_weights(a, beta)[i] : 0) - mean[i] * by);
    }
    const char *y = at_op2(a, "Mul", a->x[0], onnx_floats(a->o, v, 1, &c));
    y = at_op2(a, "Add", y, onnx_floats(a->o, v + c, 1, &c));
    free(v);
    return y;
}

/* x · std + mean of the targets; both have the sample's shape, which broadcasts. */
static const char *rescale(const struct at *a)
{
    const struct layer *l = a->l;
    const float *mean = a->o->model->stats + l->stats[0].offset;
    const float *std = a->o->model->stats + l->stats[1].offset;
    const char *y = at_op2(a, "Mul", a->x[0], onnx_floats(a->o, std, l->out.rank, l->out.dim));
    return at_op2(a, "Add", y, onnx_floats(a->o, mean, l->out.rank, l->out.dim));
}

static const char *row_mean(const struct at *a, const char *x)
{
    return onnx_op(a->o, "ReduceMean", ATTRIBUTES(INTS("axes", -1)), VALUES(x));
}

/* x / √(mean(x²) + ε), then γ and β where there are any */
static const char *norm(const struct at *a, const char *x, const char *gamma, const char *beta)
{
    const char *squares =
        at_plus(a, row_mean(a, at_op2(a, "Mul", x, x)), at_option(a, "epsilon")->n);
    const char *y = at_op2(a, "Div", x, at_op1(a, "Sqrt", squares));
    y = gamma ? at_op2(a, "Mul", y, gamma) : y;
    return beta ? at_op2(a, "Add", y, beta) : y;
}

static const char *layer_norm(const struct at *a)
{
    const char *centred = at_op2(a, "Sub", a->x[0], row_mean(a, a->x[0]));
    return norm(a, centred, at_parameter(a, "gamma"), at_parameter(a, "beta"));
}

static const char *rms_norm(const struct at *a)
{
    return norm(a, a->x[0], at_parameter(a, "scale"), NULL);
}

/* ---- shapes and joins ---- */

static const char *same(const struct at *a)
{
    return at_op1(a, "Identity", a->x[0]);
}

/* Of the only block the row is the block; of several, a stretch of it. */
static const char *input(const struct at *a)
{
    const struct input_block *b = a->l->block;
    if (!b || b->n == a->l->in_size[0])
        return onnx_reshape(a->o, a->x[0], &a->l->out);
    int64_t from = b->at, to = b->at + b->n, axis = 1;
    const char *x = onnx_op(a->o, "Slice", NULL,
                            VALUES(a->x[0], onnx_ints(a->o, &from, 1), onnx_ints(a->o, &to, 1),
                                   onnx_ints(a->o, &axis, 1)));
    return onnx_reshape(a->o, x, &a->l->out);
}

static const char *reshape(const struct at *a)
{
    return onnx_reshape(a->o, a->x[0], &a->l->out);
}

static const char *fold(const struct at *a, const char *op)
{
    const char *y = a->x[0];
    for (int i = 1; i < a->l->n_in; i++)
        y = at_op2(a, op, y, a->x[i]);
    return y;
}

static const char *add(const struct at *a)
{
    return fold(a, "Add");
}

static const char *multiply(const struct at *a)
{
    return fold(a, "Mul");
}

static const char *concat(const struct at *a)
{
    const char *parts[INPUTS_MAX + 1] = {0};
    memcpy(parts, a->x, (size_t)a->l->n_in * sizeof *parts);
    return onnx_op(a->o, "Concat", ATTRIBUTES(INT("axis", -1)), parts);
}

static const struct {
    const char *name;
    const char *(*translate)(const struct at *a);
} table[] = {
    {"input", input},
    {"dense", dense},
    {"activation", activation},
    {"conv2d", onnx_conv2d},
    {"conv2d_transpose", onnx_conv2d_transpose},
    {"max_pool2d", onnx_max_pool2d},
    {"avg_pool2d", onnx_avg_pool2d},
    {"global_max_pool2d", onnx_global_max},
    {"global_avg_pool2d", onnx_global_avg},
    {"upsample2d", onnx_upsample2d},
    {"batch_norm", batch_norm},
    {"rescale", rescale},
    {"layer_norm", layer_norm},
    {"rms_norm", rms_norm},
    {"embedding", onnx_embedding},
    {"position_embedding", onnx_position_embedding},
    {"multi_head_attention", onnx_attention},
    {"lstm", onnx_lstm},
    {"gru", onnx_gru},
    {"dropout", same},
    {"flatten", reshape},
    {"reshape", reshape},
    {"add", add},
    {"concat", concat},
    {"multiply", multiply},
};

const char *onnx_layer(struct onnx *o, const struct node *node, const char *const *values)
{
    struct at a = {.o = o, .node = node, .l = &node->layer};
    for (int i = 0; i < node->layer.n_in; i++)
        a.x[i] = values[node->in[i]];
    a.mask = node->heeds >= 0 ? values[node->heeds] : NULL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].name, node->layer.ops->kind.name) == 0)
            return table[i].translate(&a);
    onnx_fail(o, "ONNX export does not know the layer %s (%s)", node->layer.ops->kind.name,
              node->path);
    return "";
}
