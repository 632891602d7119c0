/* onnx_sequences.c - layers over sequences as ONNX operators. */
#include "engine/model/onnx_layers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *onnx_embedding(const struct at *a)
{
    return at_op2(a, "Gather", at_parameter(a, "embeddings"), onnx_cast(a->o, a->x[0], ONNX_INT64));
}

const char *onnx_position_embedding(const struct at *a)
{
    const char *learned = at_parameter(a, "embeddings");
    if (learned)
        return at_op2(a, "Add", a->x[0], learned);
    int64_t T = a->l->in[0].dim[0], C = a->l->in[0].dim[1];
    float *table = onnx_room(a->o, T * C, sizeof *table);
    if (!table)
        return "";
    position_sinusoids(table, T, C);
    const char *y = at_op2(a, "Add", a->x[0], onnx_floats(a->o, table, 2, (const int64_t[]){T, C}));
    free(table);
    return y;
}

/* x kernel + bias as heads: (rows, heads, T, width) */
static const char *heads(const struct at *a, const char *x, const char *kernel, const char *lora_a,
                         const char *bias, int64_t T, int64_t n)
{
    const struct param *k = at_param_named(a, kernel);
    struct shape split = shape_3(T, n, k->shape.dim[1] / n);
    const char *y = at_affine(a, x, at_adapted(a, kernel, lora_a), at_parameter(a, bias));
    return onnx_transpose(a->o, onnx_reshape(a->o, y, &split), 4, (const int64_t[]){0, 2, 1, 3});
}

/* Added to scores: -1e30 where the key comes after the query. */
static const char *causal_mask(const struct at *a, int64_t Tq, int64_t Tk)
{
    float *v = onnx_room(a->o, Tq * Tk, sizeof *v);
    if (!v)
        return "";
    for (int64_t i = 0; i < Tq; i++)
        for (int64_t j = i + 1; j < Tk; j++)
            v[i * Tk + j] = -1e30f;
    const char *mask = onnx_floats(a->o, v, 2, (const int64_t[]){Tq, Tk});
    free(v);
    return mask;
}

const char *onnx_attention(const struct at *a)
{
    const struct layer *l = a->l;
    int value = l->n_in > 1 ? 1 : 0, key = l->n_in > 2 ? 2 : value;
    int64_t n = (int64_t)at_option(a, "num_heads")->n, Tq = l->in[0].dim[0],
            Tk = l->in[value].dim[0];
    const struct param *out = at_param_named(a, "output_kernel");
    const char *q = heads(a, a->x[0], "query_kernel", "query_lora_a", "query_bias", Tq, n);
    const char *k = heads(a, a->x[key], "key_kernel", "key_lora_a", "key_bias", Tk, n);
    const char *v = heads(a, a->x[value], "value_kernel", "value_lora_a", "value_bias", Tk, n);
    const char *s =
        at_op2(a, "MatMul", q, onnx_transpose(a->o, k, 4, (const int64_t[]){0, 1, 3, 2}));
    s = at_times(a, s, 1 / sqrt(at_option(a, "key_dim")->n));
    if (at_option(a, "causal")->n > 0)
        s = at_op2(a, "Add", s, causal_mask(a, Tq, Tk));
    if (a->mask) {
        struct shape keys = shape_3(1, 1, Tk);
        const char *there = onnx_reshape(a->o, at_words(a, Tk), &keys);
        s = at_op2(a, "Add", s, at_times(a, at_plus(a, there, -1), 1e30));
    }
    s = onnx_op(a->o, "Softmax", ATTRIBUTES(INT("axis", -1)), VALUES(s));
    const char *y =
        onnx_transpose(a->o, at_op2(a, "MatMul", s, v), 4, (const int64_t[]){0, 2, 1, 3});
    struct shape joined = shape_2(Tq, out->shape.dim[0]);
    return at_affine(a, onnx_reshape(a->o, y, &joined),
                     at_adapted(a, "output_kernel", "output_lora_a"),
                     at_parameter(a, "output_bias"));
}

/* (n_in, gates·U) → (1, gates·U, n_in), the gates in ONNX' order. */
static const char *gates_first(const struct at *a, const struct param *p, const int *order,
                               int gates)
{
    int64_t rows = p->shape.dim[0], u = p->shape.dim[1] / gates;
    const float *w = at_weights(a, p);
    float *out = onnx_room(a->o, p->size, sizeof *out), *to = out;
    if (!out)
        return "";
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
    const struct param *p = at_param_named(a, "bias");
    if (!p)
        return "";
    float *out = onnx_room(a->o, 2 * (gates * u), sizeof *out);
    if (!out)
        return "";
    int64_t rows = p->size / (gates * u);
    for (int64_t r = 0; r < rows; r++)
        for (int g = 0; g < gates; g++)
            memcpy(out + (r * gates + g) * u, at_weights(a, p) + (r * gates + order[g]) * u,
                   (size_t)u * sizeof *out);
    const char *name = onnx_floats(a->o, out, 2, (const int64_t[]){1, 2 * gates * u});
    free(out);
    return name;
}

static const char *recurrent(const struct at *a, const char *op, const int *order, int gates)
{
    int64_t u = (int64_t)at_option(a, "units")->n;
    bool all = at_option(a, "return_sequences")->n > 0;
    if (a->mask) {
        onnx_fail(a->o, "ONNX export does not know %s after an embedding with mask_zero",
                  a->l->ops->kind.name);
        return "";
    }
    const char *x = onnx_transpose(a->o, a->x[0], 3, (const int64_t[]){1, 0, 2});
    const char *w = gates_first(a, at_param_named(a, "kernel"), order, gates);
    const char *r = gates_first(a, at_param_named(a, "recurrent_kernel"), order, gates);
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

const char *onnx_lstm(const struct at *a)
{
    static const int order[] = {0, 3, 1, 2}; /* ours i f c o; theirs i o f c */
    return recurrent(a, "LSTM", order, 4);
}

const char *onnx_gru(const struct at *a)
{
    static const int order[] = {0, 1, 2}; /* z r h in both */
    return recurrent(a, "GRU", order, 3);
}
