/* onnx_layers.c - each kind of layer as ONNX operators.
 *
 * To let ONNX know a new layer: a function here and a row in the table at the end. A layer without
 * a row can be trained and served; only its ONNX file is refused, by name. */
#include "engine/model/onnx.h"
#include "engine/data/preprocess.h"
#include "engine/layers/lora.h"
#include "engine/layers/window.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One layer at work: its values in order of its inputs. */
struct at {
    struct onnx *o;
    const struct node *node;
    const struct layer *l;
    const char *x[INPUTS_MAX];
    const char *mask; /* the indices of which 0 is padding, or NULL */
};

static const struct value *option(const struct at *a, const char *name)
{
    return &a->l->options[option_find(&a->l->ops->kind, name)];
}

static const float *weights(const struct at *a, const struct param *p)
{
    return a->o->model->params + p->offset;
}

static const struct param *param_named(const struct at *a, const char *name)
{
    for (int i = 0; i < a->l->n_params; i++)
        if (strcmp(a->l->params[i].name, name) == 0)
            return &a->l->params[i];
    return NULL;
}

static const char *tensor(const struct at *a, const struct param *p)
{
    return onnx_floats(a->o, weights(a, p), p->shape.rank, p->shape.dim);
}

/* A parameter as it lies, or NULL when the layer has none of that name. */
static const char *parameter(const struct at *a, const char *name)
{
    const struct param *p = param_named(a, name);
    return p ? tensor(a, p) : NULL;
}

/* A kernel with what its adapters have learned, or as it lies when it has none. */
static const char *adapted(const struct at *a, const char *name, const char *lora_a)
{
    const struct param *kernel = param_named(a, name), *first = param_named(a, lora_a);
    if (!first)
        return parameter(a, name);
    int rank = option_find(&a->l->ops->kind, "lora_rank");
    struct lora lora = lora_of(a->l, rank, (int)(first - a->l->params));
    float *w = malloc((size_t)kernel->size * sizeof *w);
    if (!w) {
        a->o->rc = err_set(a->o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    lora_merge(&lora, kernel, a->o->model->params, w);
    const char *value = onnx_floats(a->o, w, 2, kernel->shape.dim);
    free(w);
    return value;
}

/* Of a tied layer: the embedding's table, transposed, its first rows. */
static const char *tied_kernel(const struct at *a)
{
    int64_t units = a->l->out.dim[a->l->out.rank - 1], n_in = a->l->tied->shape.dim[1];
    const float *table = weights(a, a->l->tied);
    float *w = malloc((size_t)(units * n_in) * sizeof *w);
    if (!w) {
        a->o->rc = err_set(a->o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    for (int64_t i = 0; i < n_in; i++)
        for (int64_t k = 0; k < units; k++)
            w[i * units + k] = table[k * n_in + i];
    const char *value = onnx_floats(a->o, w, 2, (const int64_t[]){n_in, units});
    free(w);
    return value;
}

static const char *op1(const struct at *a, const char *op, const char *x)
{
    return onnx_op(a->o, op, NULL, VALUES(x));
}

static const char *op2(const struct at *a, const char *op, const char *x, const char *y)
{
    return onnx_op(a->o, op, NULL, VALUES(x, y));
}

static const char *times(const struct at *a, const char *x, double factor)
{
    return op2(a, "Mul", x, onnx_float(a->o, factor));
}

static const char *plus(const struct at *a, const char *x, double term)
{
    return op2(a, "Add", x, onnx_float(a->o, term));
}

/* x kernel + bias; bias may be NULL. */
static const char *affine(const struct at *a, const char *x, const char *kernel, const char *bias)
{
    const char *y = op2(a, "MatMul", x, kernel);
    return bias ? op2(a, "Add", y, bias) : y;
}

static const char *dense(const struct at *a)
{
    struct shape flat = shape_1(a->l->in_size[0]);
    const char *x = a->l->in[0].rank == 3 ? onnx_reshape(a->o, a->x[0], &flat) : a->x[0];
    const char *kernel = a->l->tied ? tied_kernel(a) : adapted(a, "kernel", "lora_a");
    return affine(a, x, kernel, parameter(a, "bias"));
}

/* ---- activations ---- */

static const char *gelu(const struct at *a, const char *x)
{
    const char *inner;
    if (option(a, "approximate")->n > 0) {
        const char *cube = op2(a, "Mul", op2(a, "Mul", x, x), x);
        inner = op1(a, "Tanh",
                    times(a, op2(a, "Add", x, times(a, cube, 0.044715)), 0.7978845608028654));
    } else {
        inner = op1(a, "Erf", times(a, x, M_SQRT1_2));
    }
    return op2(a, "Mul", times(a, x, .5), plus(a, inner, 1));
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
    const char *name = activation_names[(int)option(a, "function")->n], *x = a->x[0];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (strcmp(name, same[i].ours) == 0)
            return op1(a, same[i].theirs, x);
    struct attribute alpha = {.name = "alpha", .type = ATTRIBUTE_FLOAT};
    if (strcmp(name, "leaky_relu") == 0) {
        alpha.f = (float)option(a, "negative_slope")->n;
        return onnx_op(a->o, "LeakyRelu", ATTRIBUTES(alpha), VALUES(x));
    }
    if (strcmp(name, "elu") == 0) {
        alpha.f = (float)option(a, "alpha")->n;
        return onnx_op(a->o, "Elu", ATTRIBUTES(alpha), VALUES(x));
    }
    if (strcmp(name, "softmax") == 0)
        return onnx_op(a->o, "Softmax", ATTRIBUTES(INT("axis", -1)), VALUES(x));
    if (strcmp(name, "silu") == 0)
        return op2(a, "Mul", x, op1(a, "Sigmoid", x));
    if (strcmp(name, "gelu") == 0)
        return gelu(a, x);
    onnx_fail(a->o, "ONNX export does not know the activation %s", name);
    return "";
}

/* ---- images: channels come first within, last outside ---- */

static const char *channels_first(const struct at *a)
{
    return onnx_transpose(a->o, a->x[0], 4, (const int64_t[]){0, 3, 1, 2});
}

static const char *channels_last(const struct at *a, const char *y)
{
    return onnx_transpose(a->o, y, 4, (const int64_t[]){0, 2, 3, 1});
}

/* A kernel (a, b, c, d) with its axes in another order. */
static const char *kernel_in_order(const struct at *a, const int order[4])
{
    const struct param *p = param_named(a, "kernel");
    const float *w = weights(a, p);
    int64_t stride[4], dims[4], from[4];
    for (int i = 3, n = 1; i >= 0; n *= (int)p->shape.dim[i--])
        stride[i] = n;
    for (int i = 0; i < 4; i++) {
        dims[i] = p->shape.dim[order[i]];
        from[i] = stride[order[i]];
    }
    float *out = malloc((size_t)p->size * sizeof *out), *to = out;
    if (!out) {
        a->o->rc = err_set(a->o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    for (int64_t i = 0; i < dims[0]; i++)
        for (int64_t j = 0; j < dims[1]; j++)
            for (int64_t k = 0; k < dims[2]; k++)
                for (int64_t m = 0; m < dims[3]; m++)
                    *to++ = w[i * from[0] + j * from[1] + k * from[2] + m * from[3]];
    const char *name = onnx_floats(a->o, out, 4, dims);
    free(out);
    return name;
}

/* What is missing at the end for the last window to fit; never less than nothing. */
static int64_t end_padding(int64_t places, int64_t stride, int64_t k, int64_t dilation,
                           int64_t before, int64_t n)
{
    int64_t pad = (places - 1) * stride + (k - 1) * dilation + 1 - before - n;
    return pad > 0 ? pad : 0;
}

#define PADS(W)                                                                                    \
    INTS("pads", (W).top, (W).left, end_padding((W).oh, (W).sh, (W).kh, (W).dh, (W).top, (W).h),   \
         end_padding((W).ow, (W).sw, (W).kw, (W).dw, (W).left, (W).w))

static const char *conv2d(const struct at *a)
{
    struct window w = window_of(a->l);
    const char *kernel = kernel_in_order(a, (const int[]){3, 2, 0, 1}),
               *bias = parameter(a, "bias");
    return channels_last(
        a, onnx_op(a->o, "Conv",
                   ATTRIBUTES(INTS("kernel_shape", w.kh, w.kw), INTS("strides", w.sh, w.sw),
                              INTS("dilations", w.dh, w.dw), PADS(w),
                              INT("group", (int64_t)option(a, "groups")->n)),
                   VALUES(channels_first(a), kernel, bias)));
}

/* Our window slides over the output (w.h, w.w); theirs crops what the input's places paint. */
static const char *conv2d_transpose(const struct at *a)
{
    struct window w = window_of(a->l);
    const char *kernel = kernel_in_order(a, (const int[]){3, 2, 0, 1}),
               *bias = parameter(a, "bias");
    int64_t below = (w.oh - 1) * w.sh + w.kh - w.top - w.h;
    int64_t right = (w.ow - 1) * w.sw + w.kw - w.left - w.w;
    return channels_last(
        a, onnx_op(
               a->o, "ConvTranspose",
               ATTRIBUTES(INTS("kernel_shape", w.kh, w.kw), INTS("strides", w.sh, w.sw),
                          INTS("pads", w.top, w.left, below > 0 ? below : 0, right > 0 ? right : 0),
                          INTS("output_padding", below < 0 ? -below : 0, right < 0 ? -right : 0)),
               VALUES(channels_first(a), kernel, bias)));
}

static const char *pool(const struct at *a, const char *op)
{
    struct window w = window_of(a->l);
    return channels_last(a, onnx_op(a->o, op,
                                    ATTRIBUTES(INTS("kernel_shape", w.kh, w.kw),
                                               INTS("strides", w.sh, w.sw), PADS(w)),
                                    VALUES(channels_first(a))));
}

static const char *max_pool2d(const struct at *a)
{
    return pool(a, "MaxPool");
}

static const char *avg_pool2d(const struct at *a)
{
    return pool(a, "AveragePool");
}

static const char *upsample2d(const struct at *a)
{
    const struct value *size = option(a, "size");
    const float scales[] = {1, (float)size->n, (float)size->m, 1};
    const struct attribute mode = {.name = "mode", .type = ATTRIBUTE_TEXT, .text = "nearest"};
    const struct attribute where = {
        .name = "coordinate_transformation_mode", .type = ATTRIBUTE_TEXT, .text = "asymmetric"};
    const struct attribute round = {
        .name = "nearest_mode", .type = ATTRIBUTE_TEXT, .text = "floor"};
    return onnx_op(a->o, "Resize", ATTRIBUTES(mode, where, round),
                   VALUES(a->x[0], "", onnx_floats(a->o, scales, 1, (const int64_t[]){4})));
}

/* ---- global pools; padding counts for nothing ---- */

/* (rows, T, 1): 1 where there is a word, 0 where there is padding. */
static const char *words(const struct at *a, int64_t positions)
{
    struct shape column = shape_2(positions, 1);
    const char *is = op1(a, "Sign", op1(a, "Abs", a->mask));
    return onnx_reshape(a->o, is, &column);
}

static const char *reduce(const struct at *a, const char *op, const char *x)
{
    return a->l->in[0].rank == 3
               ? onnx_op(a->o, op, ATTRIBUTES(INTS("axes", 1, 2), INT("keepdims", 0)), VALUES(x))
               : onnx_op(a->o, op, ATTRIBUTES(INTS("axes", 1), INT("keepdims", 0)), VALUES(x));
}

static const char *global_avg(const struct at *a)
{
    if (!a->mask)
        return reduce(a, "ReduceMean", a->x[0]);
    const char *there = words(a, a->l->in[0].dim[0]);
    const char *sum = reduce(a, "ReduceMean", op2(a, "Mul", a->x[0], there));
    const char *part = reduce(a, "ReduceMean", there);
    return op2(a, "Div", sum, op2(a, "Max", part, onnx_float(a->o, 1e-9)));
}

static const char *global_max(const struct at *a)
{
    if (!a->mask)
        return reduce(a, "ReduceMax", a->x[0]);
    const char *there = words(a, a->l->in[0].dim[0]);
    const char *hidden = times(a, plus(a, there, -1), 1e30);
    const char *most = reduce(a, "ReduceMax", op2(a, "Add", a->x[0], hidden));
    return op2(a, "Mul", most, reduce(a, "ReduceMax", there));
}

/* ---- normalisation ---- */

/* γ and β of running statistics, folded into one product and one sum. */
static const char *batch_norm(const struct at *a)
{
    const struct layer *l = a->l;
    const struct param *gamma = param_named(a, "gamma"), *beta = param_named(a, "beta");
    const float *mean = a->o->model->stats + l->stats[0].offset;
    const float *variance = a->o->model->stats + l->stats[1].offset;
    int64_t c = l->stats[0].size;
    double epsilon = option(a, "epsilon")->n;
    float *v = malloc(2 * (size_t)c * sizeof *v);
    if (!v) {
        a->o->rc = err_set(a->o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    for (int64_t i = 0; i < c; i++) {
        double by = (gamma ? weights(a, gamma)[i] : 1) / sqrt(variance[i] + epsilon);
        v[i] = (float)by;
        v[c + i] = (float)((beta ? weights(a, beta)[i] : 0) - mean[i] * by);
    }
    const char *y = op2(a, "Mul", a->x[0], onnx_floats(a->o, v, 1, &c));
    y = op2(a, "Add", y, onnx_floats(a->o, v + c, 1, &c));
    free(v);
    return y;
}

/* x · std + mean of the targets; both have the sample's shape, which broadcasts. */
static const char *rescale(const struct at *a)
{
    const struct layer *l = a->l;
    const float *mean = a->o->model->stats + l->stats[0].offset;
    const float *std = a->o->model->stats + l->stats[1].offset;
    const char *y = op2(a, "Mul", a->x[0], onnx_floats(a->o, std, l->out.rank, l->out.dim));
    return op2(a, "Add", y, onnx_floats(a->o, mean, l->out.rank, l->out.dim));
}

static const char *row_mean(const struct at *a, const char *x)
{
    return onnx_op(a->o, "ReduceMean", ATTRIBUTES(INTS("axes", -1)), VALUES(x));
}

/* x / √(mean(x²) + ε), then γ and β where there are any */
static const char *norm(const struct at *a, const char *x, const char *gamma, const char *beta)
{
    const char *squares = plus(a, row_mean(a, op2(a, "Mul", x, x)), option(a, "epsilon")->n);
    const char *y = op2(a, "Div", x, op1(a, "Sqrt", squares));
    y = gamma ? op2(a, "Mul", y, gamma) : y;
    return beta ? op2(a, "Add", y, beta) : y;
}

static const char *layer_norm(const struct at *a)
{
    const char *centred = op2(a, "Sub", a->x[0], row_mean(a, a->x[0]));
    return norm(a, centred, parameter(a, "gamma"), parameter(a, "beta"));
}

static const char *rms_norm(const struct at *a)
{
    return norm(a, a->x[0], parameter(a, "scale"), NULL);
}

/* ---- sequences ---- */

static const char *embedding(const struct at *a)
{
    return op2(a, "Gather", parameter(a, "embeddings"), onnx_cast(a->o, a->x[0], ONNX_INT64));
}

static const char *position_embedding(const struct at *a)
{
    const char *learned = parameter(a, "embeddings");
    if (learned)
        return op2(a, "Add", a->x[0], learned);
    int64_t T = a->l->in[0].dim[0], C = a->l->in[0].dim[1];
    float *table = malloc((size_t)(T * C) * sizeof *table);
    if (!table) {
        a->o->rc = err_set(a->o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    position_sinusoids(table, T, C);
    const char *y = op2(a, "Add", a->x[0], onnx_floats(a->o, table, 2, (const int64_t[]){T, C}));
    free(table);
    return y;
}

/* x kernel + bias as heads: (rows, heads, T, width) */
static const char *heads(const struct at *a, const char *x, const char *kernel, const char *lora_a,
                         const char *bias, int64_t T, int64_t n)
{
    const struct param *k = param_named(a, kernel);
    struct shape split = shape_3(T, n, k->shape.dim[1] / n);
    const char *y = affine(a, x, adapted(a, kernel, lora_a), parameter(a, bias));
    return onnx_transpose(a->o, onnx_reshape(a->o, y, &split), 4, (const int64_t[]){0, 2, 1, 3});
}

/* Added to scores: -1e30 where the key comes after the query. */
static const char *causal_mask(const struct at *a, int64_t Tq, int64_t Tk)
{
    float *v = calloc((size_t)(Tq * Tk), sizeof *v);
    if (!v) {
        a->o->rc = err_set(a->o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    for (int64_t i = 0; i < Tq; i++)
        for (int64_t j = i + 1; j < Tk; j++)
            v[i * Tk + j] = -1e30f;
    const char *mask = onnx_floats(a->o, v, 2, (const int64_t[]){Tq, Tk});
    free(v);
    return mask;
}

static const char *attention(const struct at *a)
{
    const struct layer *l = a->l;
    int value = l->n_in > 1 ? 1 : 0, key = l->n_in > 2 ? 2 : value;
    int64_t n = (int64_t)option(a, "num_heads")->n, Tq = l->in[0].dim[0], Tk = l->in[value].dim[0];
    const struct param *out = param_named(a, "output_kernel");
    const char *q = heads(a, a->x[0], "query_kernel", "query_lora_a", "query_bias", Tq, n);
    const char *k = heads(a, a->x[key], "key_kernel", "key_lora_a", "key_bias", Tk, n);
    const char *v = heads(a, a->x[value], "value_kernel", "value_lora_a", "value_bias", Tk, n);
    const char *s = op2(a, "MatMul", q, onnx_transpose(a->o, k, 4, (const int64_t[]){0, 1, 3, 2}));
    s = times(a, s, 1 / sqrt(option(a, "key_dim")->n));
    if (option(a, "causal")->n > 0)
        s = op2(a, "Add", s, causal_mask(a, Tq, Tk));
    if (a->mask) {
        struct shape keys = shape_3(1, 1, Tk);
        const char *there = onnx_reshape(a->o, words(a, Tk), &keys);
        s = op2(a, "Add", s, times(a, plus(a, there, -1), 1e30));
    }
    s = onnx_op(a->o, "Softmax", ATTRIBUTES(INT("axis", -1)), VALUES(s));
    const char *y = onnx_transpose(a->o, op2(a, "MatMul", s, v), 4, (const int64_t[]){0, 2, 1, 3});
    struct shape joined = shape_2(Tq, out->shape.dim[0]);
    return affine(a, onnx_reshape(a->o, y, &joined), adapted(a, "output_kernel", "output_lora_a"),
                  parameter(a, "output_bias"));
}

/* (n_in, gates·U) → (1, gates·U, n_in), the gates in ONNX' order. */
static const char *gates_first(const struct at *a, const struct param *p, const int *order,
                               int gates)
{
    int64_t rows = p->shape.dim[0], u = p->shape.dim[1] / gates;
    const float *w = weights(a, p);
    float *out = malloc((size_t)p->size * sizeof *out), *to = out;
    if (!out) {
        a->o->rc = err_set(a->o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    for (int g = 0; g < gates; g++)
        for (int64_t j = 0; j < u; j++)
            for (int64_t i = 0; i < rows; i++)
                *to++ = w[i * gates * u + order[g] * u + j];
    const char *name = onnx_floats(a->o, out, 3, (const int64_t[]){1, gates * u, rows});
    free(out);
    return name;
}

/* (1, 2·gates·U): the input's bias, then the recurrent one (zeros when there is a single one). */
static const char *gate_biases(const struct at *a, const int *order, int gates, int64_t u)
{
    const struct param *p = param_named(a, "bias");
    if (!p)
        return "";
    float *out = calloc(2 * (size_t)(gates * u), sizeof *out);
    if (!out) {
        a->o->rc = err_set(a->o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
        return "";
    }
    int64_t rows = p->size / (gates * u);
    for (int64_t r = 0; r < rows; r++)
        for (int g = 0; g < gates; g++)
            memcpy(out + (r * gates + g) * u, weights(a, p) + (r * gates + order[g]) * u,
                   (size_t)u * sizeof *out);
    const char *name = onnx_floats(a->o, out, 2, (const int64_t[]){1, 2 * gates * u});
    free(out);
    return name;
}

static const char *recurrent(const struct at *a, const char *op, const int *order, int gates)
{
    int64_t u = (int64_t)option(a, "units")->n;
    bool all = option(a, "return_sequences")->n > 0;
    if (a->mask) {
        onnx_fail(a->o, "ONNX export does not know %s after an embedding with mask_zero",
                  a->l->ops->kind.name);
        return "";
    }
    const char *x = onnx_transpose(a->o, a->x[0], 3, (const int64_t[]){1, 0, 2});
    const char *w = gates_first(a, param_named(a, "kernel"), order, gates);
    const char *r = gates_first(a, param_named(a, "recurrent_kernel"), order, gates);
    const char *b = gate_biases(a, order, gates, u);
    const char *y =
        onnx_output(a->o, op,
                    gates == 3 ? ATTRIBUTES(INT("hidden_size", u), INT("linear_before_reset", 1))
                               : ATTRIBUTES(INT("hidden_size", u)),
                    VALUES(x, w, r, b), all ? 0 : 1);
    y = all ? onnx_transpose(a->o, y, 4, (const int64_t[]){2, 0, 1, 3})
            : onnx_transpose(a->o, y, 3, (const int64_t[]){1, 0, 2});
    return onnx_reshape(a->o, y, &a->l->out);
}

static const char *lstm(const struct at *a)
{
    static const int order[] = {0, 3, 1, 2}; /* ours i f c o; theirs i o f c */
    return recurrent(a, "LSTM", order, 4);
}

static const char *gru(const struct at *a)
{
    static const int order[] = {0, 1, 2}; /* z r h in both */
    return recurrent(a, "GRU", order, 3);
}

/* ---- shapes and joins ---- */

static const char *same(const struct at *a)
{
    return op1(a, "Identity", a->x[0]);
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
        y = op2(a, op, y, a->x[i]);
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
    {"conv2d", conv2d},
    {"conv2d_transpose", conv2d_transpose},
    {"max_pool2d", max_pool2d},
    {"avg_pool2d", avg_pool2d},
    {"global_max_pool2d", global_max},
    {"global_avg_pool2d", global_avg},
    {"upsample2d", upsample2d},
    {"batch_norm", batch_norm},
    {"rescale", rescale},
    {"layer_norm", layer_norm},
    {"rms_norm", rms_norm},
    {"embedding", embedding},
    {"position_embedding", position_embedding},
    {"multi_head_attention", attention},
    {"lstm", lstm},
    {"gru", gru},
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
