/* onnx_layers.c - ONNX' products, normalisations, functions, joins and recurrences, put to ours. */
#include "tests/support/onnx_net.h"

void onnx_permute(const struct onnx_tensor *x, const int *perm, double *y)
{
    int64_t stride[ONNX_RANK_MAX] = {1}, at[ONNX_RANK_MAX] = {0};
    for (int i = x->rank - 1, s = 1; i >= 0; s *= (int)x->dim[i--])
        stride[i] = s;
    for (int64_t i = 0; i < x->n; i++) {
        int64_t from = 0;
        for (int k = 0; k < x->rank; k++)
            from += at[k] * stride[perm[k]];
        y[i] = x->v[from];
        for (int k = x->rank - 1; k >= 0 && ++at[k] == x->dim[perm[k]]; k--)
            at[k] = 0;
    }
}

/* Axis `from` becomes the last, the others keep their order. */
static double *axis_last(const struct onnx_tensor *x, int64_t from)
{
    int perm[ONNX_RANK_MAX], n = 0;
    double *y = net_numbers(x->n);
    from = from < 0 ? from + x->rank : from;
    for (int i = 0; i < x->rank; i++)
        if (i != from)
            perm[n++] = i;
    perm[n] = (int)from;
    onnx_permute(x, perm, y);
    return y;
}

void onnx_channels_last(const struct onnx_tensor *x, double *y)
{
    double *v = axis_last(x, 1);
    memcpy(y, v, (size_t)x->n * sizeof *y);
    free(v);
}

double onnx_largest(const double *x, int64_t n)
{
    double largest = 0;
    for (int64_t i = 0; i < n; i++)
        largest = fabs(x[i]) > largest ? fabs(x[i]) : largest;
    return largest;
}

void onnx_compare_at(const struct onnx_test *t, const char *what, const double *got,
                     const double *want, int64_t n, double size)
{
    for (int64_t i = 0; i < n; i++)
        if (!(fabs(got[i] - want[i]) <= 1e-5 * (1 + size)))
            fail_msg("%s: %s: number %ld of %ld is %.9g, wanted %.9g", t->path, what, (long)i,
                     (long)n, got[i], want[i]);
}

void onnx_compare(const struct onnx_test *t, const char *what, const double *got,
                  const double *want, int64_t n)
{
    onnx_compare_at(t, what, got, want, n, onnx_largest(want, n));
}

static int64_t dim_at(const struct onnx_tensor *x, int64_t axis)
{
    return x->dim[axis < 0 ? axis + x->rank : axis];
}

/* ---- Gemm, MatMul ---- */

/* a: (m, k)   b: (k, n), or (n, k) when turned   bias: (n) or NULL   want: (m, n) */
static void check_product(const struct onnx_test *t, const double *a, const double *b, bool turned,
                          const double *bias, const double *want, int64_t m, int64_t n, int64_t k)
{
    struct rig r;
    net_start(&r, m, shape_1(k), "dense units=%d use_bias=%d", (int)n, bias != NULL);
    real *kernel = net_param(&r, 1, "kernel");
    for (int64_t i = 0; i < k; i++)
        for (int64_t j = 0; j < n; j++)
            kernel[i * n + j] = (real)(turned ? b[j * k + i] : b[i * n + j]);
    if (bias)
        net_set(net_param(&r, 1, "bias"), bias, n);
    net_input(&r, a);
    net_meets(&r, t, want);
}

/* α and β are multiplied into kernel and bias. */
static const char *gemm_op(const struct onnx_test *t, const struct onnx_node *node)
{
    const struct onnx_tensor *a = onnx_input(t, node, 0), *b = onnx_input(t, node, 1);
    const struct onnx_tensor *c = onnx_input(t, node, 2), *y = onnx_output(t, node, 0);
    bool turn_a = onnx_int(node, "transA", 0), turn_b = onnx_int(node, "transB", 0);
    int64_t m = y->dim[0], n = y->dim[1], k = a->dim[turn_a ? 0 : 1];
    if (c && c->n != 1 && c->n != n)
        return "another bias for each row";
    double *x = net_numbers(a->n), *w = net_numbers(b->n), *bias = net_numbers(n);
    onnx_permute(a, turn_a ? (const int[]){1, 0} : (const int[]){0, 1}, x);
    for (int64_t i = 0; i < b->n; i++)
        w[i] = onnx_float(node, "alpha", 1) * b->v[i];
    for (int64_t i = 0; c && i < n; i++)
        bias[i] = onnx_float(node, "beta", 1) * c->v[c->n == 1 ? 0 : i];
    check_product(t, x, w, turn_b, c ? bias : NULL, y->v, m, n, k);
    free(x);
    free(w);
    free(bias);
    return NULL;
}

static const char *matmul(const struct onnx_test *t, const struct onnx_node *node)
{
    const struct onnx_tensor *a = onnx_input(t, node, 0), *b = onnx_input(t, node, 1);
    const struct onnx_tensor *y = onnx_output(t, node, 0);
    int64_t m = dim_at(a, -2), k = dim_at(a, -1), n = dim_at(b, -1);
    for (int64_t i = 0; i < a->n / (m * k); i++)
        check_product(t, a->v + i * m * k, b->v + i * k * n, false, NULL, y->v + i * m * n, m, n,
                      k);
    return NULL;
}

/* ---- normalisations ---- */

static const char *batch_normalization(const struct onnx_test *t, const struct onnx_node *n)
{
    static const char *const names[] = {"gamma", "beta", "moving_mean", "moving_variance"};
    const struct onnx_tensor *x = onnx_input(t, n, 0), *y = onnx_output(t, n, 0);
    int64_t c = x->dim[1], rows = x->dim[0];
    bool training = onnx_int(n, "training_mode", 0);
    struct rig r;
    net_start(&r, rows, shape_2(x->n / rows / c, c), "batch_norm epsilon=%.9g momentum=%.9g",
              onnx_float(n, "epsilon", 1e-5), onnx_float(n, "momentum", .9));
    for (int i = 0; i < 4; i++)
        net_set(net_param(&r, 1, names[i]), onnx_input(t, n, i + 1)->v, c);
    double *in = net_numbers(x->n), *want = net_numbers(x->n);
    onnx_channels_last(x, in);
    onnx_channels_last(y, want);
    net_input(&r, in);
    double *got = training ? net_train(&r) : net_predict(&r);
    onnx_compare(t, "output", got, want, x->n);
    for (int i = 2; training && i < 4; i++) {
        double *stat = net_widen(net_param(&r, 1, names[i]), c);
        onnx_compare(t, names[i], stat, onnx_output(t, n, i - 1)->v, c);
        free(stat);
    }
    free(in);
    free(want);
    free(got);
    rig_end(&r);
    return NULL;
}

/* Over several axes at once it is the layer over one as long as they. */
static const char *layer_normalization(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *w = onnx_input(t, n, 1);
    const struct onnx_tensor *b = onnx_input(t, n, 2);
    struct rig r;
    net_start(&r, x->n / w->n, shape_1(w->n), "layer_norm epsilon=%.9g center=%d",
              onnx_float(n, "epsilon", 1e-5), b != NULL);
    net_set(net_param(&r, 1, "gamma"), w->v, w->n);
    if (b)
        net_set(net_param(&r, 1, "beta"), b->v, b->n);
    net_input(&r, x->v);
    net_meets(&r, t, onnx_output(t, n, 0)->v);
    return NULL;
}

/* ---- functions ---- */

static void check_function(const struct onnx_test *t, const double *x, const double *want,
                           int64_t n, int64_t width, const char *function)
{
    struct rig r;
    net_start(&r, n / width, shape_1(width), "activation function=%s", function);
    net_input(&r, x);
    net_meets(&r, t, want);
}

static const char *function(const struct onnx_test *t, const struct onnx_node *n, const char *ours)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0);
    check_function(t, x->v, onnx_output(t, n, 0)->v, x->n, x->rank ? x->dim[x->rank - 1] : 1, ours);
    return NULL;
}

static const char *relu(const struct onnx_test *t, const struct onnx_node *n)
{
    return function(t, n, "relu");
}
static const char *tanh_op(const struct onnx_test *t, const struct onnx_node *n)
{
    return function(t, n, "tanh");
}
static const char *softplus(const struct onnx_test *t, const struct onnx_node *n)
{
    return function(t, n, "softplus");
}
static const char *identity(const struct onnx_test *t, const struct onnx_node *n)
{
    return onnx_input(t, n, 0) ? function(t, n, "linear") : "sequences";
}
static const char *leaky_relu(const struct onnx_test *t, const struct onnx_node *n)
{
    char text[64];
    snprintf(text, sizeof text, "leaky_relu negative_slope=%.9g", onnx_float(n, "alpha", .01));
    return function(t, n, text);
}
static const char *elu(const struct onnx_test *t, const struct onnx_node *n)
{
    char text[64];
    snprintf(text, sizeof text, "elu alpha=%.9g", onnx_float(n, "alpha", 1));
    return function(t, n, text);
}

/* silu is x times it. */
static const char *sigmoid(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *y = onnx_output(t, n, 0);
    double *silu = net_numbers(x->n);
    for (int64_t i = 0; i < x->n; i++)
        silu[i] = x->v[i] * y->v[i];
    check_function(t, x->v, silu, x->n, dim_at(x, -1), "silu");
    free(silu);
    return function(t, n, "sigmoid");
}

/* gelu(x √2) = x/√2 (1 + erf x) */
static const char *erf_op(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *y = onnx_output(t, n, 0);
    double *in = net_numbers(x->n), *want = net_numbers(x->n);
    for (int64_t i = 0; i < x->n; i++) {
        in[i] = x->v[i] * M_SQRT2;
        want[i] = x->v[i] * M_SQRT1_2 * (1 + y->v[i]);
    }
    check_function(t, in, want, x->n, dim_at(x, -1), "gelu");
    free(in);
    free(want);
    return NULL;
}

static const char *softmax(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0);
    int64_t axis = onnx_int(n, "axis", -1);
    double *in = axis_last(x, axis), *want = axis_last(onnx_output(t, n, 0), axis);
    check_function(t, in, want, x->n, dim_at(x, axis), "softmax");
    free(in);
    free(want);
    return NULL;
}

static const char *dropout(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *ratio = onnx_input(t, n, 1);
    const struct onnx_tensor *mode = onnx_input(t, n, 2);
    bool training = mode && mode->v[0] != 0;
    double rate = ratio ? ratio->v[0] : onnx_float(n, "ratio", .5);
    if (training && rate != 0)
        return "the mask is drawn by NumPy's generator";
    struct rig r;
    net_start(&r, 1, shape_1(x->n), "dropout rate=%.9g", rate);
    net_input(&r, x->v);
    double *y = training ? net_train(&r) : net_predict(&r);
    onnx_compare(t, "output", y, onnx_output(t, n, 0)->v, x->n);
    free(y);
    rig_end(&r);
    return NULL;
}

/* ---- shapes ---- */

static const char *const other_rows = "changes the batch's own axis";

static const char *flatten(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *y = onnx_output(t, n, 0);
    struct rig r;
    if (x->rank < 2 || x->dim[0] != y->dim[0])
        return other_rows;
    net_start(&r, x->dim[0], shape_2(x->dim[1], x->n / x->dim[0] / x->dim[1]), "flatten");
    net_input(&r, x->v);
    net_meets(&r, t, y->v);
    return NULL;
}

static const char *reshape(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *y = onnx_output(t, n, 0);
    char shape[64] = "";
    if (x->n == 0)
        return "no numbers at all";
    if (y->rank < 2 || x->dim[0] != y->dim[0])
        return other_rows;
    for (int i = 1; i < y->rank; i++)
        snprintf(shape + strlen(shape), sizeof shape - strlen(shape), "%s%d", i > 1 ? "x" : "",
                 (int)y->dim[i]);
    struct rig r;
    net_start(&r, x->dim[0], shape_2(x->dim[1], x->n / x->dim[0] / x->dim[1]),
              "reshape target_shape=%s", shape);
    net_input(&r, x->v);
    assert_int_equal(r.graph->node[1].layer.out.rank, y->rank - 1);
    net_meets(&r, t, y->v);
    return NULL;
}

/* Along another axis than the first the table's axes are moved; the result's are moved back. */
static const char *gather_op(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *at = onnx_input(t, n, 1);
    const struct onnx_tensor *y = onnx_output(t, n, 0);
    int64_t axis = onnx_int(n, "axis", 0), words = x->dim[axis], before = 1;
    for (int64_t i = 0; i < at->n; i++)
        if (at->v[i] < 0)
            return "an index below 0 is an error";
    for (int64_t i = 0; i < axis; i++)
        before *= x->dim[i];
    int64_t after = x->n / before / words, width = before * after;
    struct rig r;
    net_start(&r, 1, shape_1(at->n), "embedding input_dim=%d output_dim=%d", (int)words,
              (int)width);
    real *table = net_param(&r, 1, "embeddings");
    double *want = net_numbers(y->n);
    for (int64_t b = 0; b < before; b++)
        for (int64_t a = 0; a < after; a++) {
            for (int64_t i = 0; i < words; i++)
                table[i * width + b * after + a] = (real)x->v[(b * words + i) * after + a];
            for (int64_t i = 0; i < at->n; i++)
                want[i * width + b * after + a] = y->v[(b * at->n + i) * after + a];
        }
    net_input(&r, at->v);
    net_meets(&r, t, want);
    free(want);
    return NULL;
}

/* ---- joins: a dense layer of zeros and ones hands each its part of the input ---- */

static const char *join(const struct onnx_test *t, const struct onnx_node *n, const char *layer,
                        int64_t axis)
{
    char layers[512] = "", names[64] = "";
    int64_t width[ONNX_LIST_MAX], all = 0;
    const struct onnx_tensor *first = onnx_input(t, n, 0);
    int64_t rows = first->n / dim_at(first, axis);
    for (int i = 0; i < n->n_inputs; i++) {
        const struct onnx_tensor *x = onnx_input(t, n, i);
        if (axis == -1 && x->n != first->n)
            return "shapes that differ";
        width[i] = x->n / rows;
        all += width[i];
        snprintf(layers + strlen(layers), sizeof layers - strlen(layers),
                 "dense units=%d use_bias=0 inputs=input name=x%d;", (int)width[i], i);
        snprintf(names + strlen(names), sizeof names - strlen(names), "%sx%d", i ? "," : "", i);
    }
    if (n->n_inputs < 2)
        return "one input alone";
    struct rig r;
    net_start(&r, rows, shape_1(all), "%s%s inputs=%s", layers, layer, names);
    for (int64_t i = 0, at = 0; i < n->n_inputs; at += width[i++]) {
        real *kernel = net_param(&r, (int)i + 1, "kernel");
        double *x = axis_last(onnx_input(t, n, (int)i), axis);
        vec_zero(kernel, all * width[i]);
        for (int64_t j = 0; j < width[i]; j++)
            kernel[(at + j) * width[i] + j] = 1;
        for (int64_t k = 0; k < rows; k++)
            net_set(r.x + k * all + at, x + k * width[i], width[i]);
        free(x);
    }
    double *want = axis_last(onnx_output(t, n, 0), axis);
    net_meets(&r, t, want);
    free(want);
    return NULL;
}

static const char *add(const struct onnx_test *t, const struct onnx_node *n)
{
    return join(t, n, "add", -1);
}
static const char *multiply(const struct onnx_test *t, const struct onnx_node *n)
{
    return join(t, n, "multiply", -1);
}
static const char *concat(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0);
    int64_t axis = onnx_int(n, "axis", 0);
    return join(t, n, "concat", axis < 0 ? axis + x->rank : axis);
}

/* ---- recurrences ---- */

/* X: (T, B, C), or (B, T, C) with layout 1 */
struct sequence {
    int64_t b, t, c, u;
    double *x; /* (B, T, C) */
};

static struct sequence sequence_of(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0);
    bool rows_first = onnx_int(n, "layout", 0);
    struct sequence s = {x->dim[rows_first ? 0 : 1], x->dim[rows_first ? 1 : 0], x->dim[2],
                         onnx_int(n, "hidden_size", 0), net_numbers(x->n)};
    onnx_permute(x, rows_first ? (const int[]){0, 1, 2} : (const int[]){1, 0, 2}, s.x);
    return s;
}

/* ONNX' (gates·U, C) by its order of gates → (C, gates·U) by ours. */
static void set_gates(real *to, const double *from, const int *order, int gates, int64_t u,
                      int64_t c)
{
    for (int g = 0; g < gates; g++)
        for (int64_t j = 0; j < u; j++)
            for (int64_t i = 0; i < c; i++)
                to[i * gates * u + g * u + j] = (real)from[(order[g] * u + j) * c + i];
}

static void start_gates(struct rig *r, const struct onnx_test *t, const struct onnx_node *n,
                        const struct sequence *s, const char *layer, const int *order, int gates)
{
    net_start(r, s->b, shape_2(s->t, s->c), "%s units=%d", layer, (int)s->u);
    set_gates(net_param(r, 1, "kernel"), onnx_input(t, n, 1)->v, order, gates, s->u, s->c);
    set_gates(net_param(r, 1, "recurrent_kernel"), onnx_input(t, n, 2)->v, order, gates, s->u,
              s->u);
    net_input(r, s->x);
}

/* Y_h: (1, B, U), or (B, 1, U) with layout 1: the same numbers. */
static const char *last_state(struct rig *r, const struct onnx_test *t, const struct onnx_node *n,
                              struct sequence *s)
{
    net_meets(r, t, onnx_output(t, n, 1)->v);
    free(s->x);
    return NULL;
}

static const char *lstm(const struct onnx_test *t, const struct onnx_node *n)
{
    static const int order[] = {0, 2, 3, 1}; /* ours i f c o, ONNX' i o f c */
    const struct onnx_tensor *b = onnx_input(t, n, 3);
    if (onnx_input(t, n, 7))
        return "peepholes";
    struct sequence s = sequence_of(t, n);
    struct rig r;
    start_gates(&r, t, n, &s, "lstm", order, 4);
    real *bias = net_param(&r, 1, "bias");
    vec_zero(bias, 4 * s.u);
    for (int64_t i = 0; b && i < 4 * s.u; i++) {
        int64_t at = order[i / s.u] * s.u + i % s.u;
        bias[i] = (real)(b->v[at] + b->v[4 * s.u + at]);
    }
    return last_state(&r, t, n, &s);
}

/* ONNX' default resets the state before its product, ours after it. At the first step there is no
 * state yet: both are the same when the candidate's two biases are added outside. */
static const char *gru(const struct onnx_test *t, const struct onnx_node *n)
{
    static const int order[] = {0, 1, 2}; /* z r h in both */
    const struct onnx_tensor *b = onnx_input(t, n, 3);
    struct sequence s = sequence_of(t, n);
    bool after = onnx_int(n, "linear_before_reset", 0);
    if (s.t > 1 && !after) {
        free(s.x);
        return "resets the state before its product (`gru` after it, as cuDNN and PyTorch)";
    }
    struct rig r;
    start_gates(&r, t, n, &s, "gru", order, 3);
    real *bias = net_param(&r, 1, "bias");
    vec_zero(bias, 6 * s.u);
    for (int64_t i = 0; b && i < 3 * s.u; i++) {
        bool moved = !after && i >= 2 * s.u;
        bias[i] = (real)(b->v[i] + (moved ? b->v[3 * s.u + i] : 0));
        bias[3 * s.u + i] = moved ? 0 : (real)b->v[3 * s.u + i];
    }
    return last_state(&r, t, n, &s);
}

const struct onnx_op onnx_layers[] = {
    {"Gemm", "`dense`", gemm_op},
    {"MatMul", "`dense`", matmul},
    {"BatchNormalization", "`batch_norm`", batch_normalization},
    {"LayerNormalization", "`layer_norm`", layer_normalization},
    {"Relu", "`relu`", relu},
    {"LeakyRelu", "`leaky_relu`", leaky_relu},
    {"Elu", "`elu`", elu},
    {"Erf", "`gelu`", erf_op},
    {"Sigmoid", "`sigmoid` `silu`", sigmoid},
    {"Tanh", "`tanh`", tanh_op},
    {"Softplus", "`softplus`", softplus},
    {"Softmax", "`softmax`", softmax},
    {"Identity", "`linear`", identity},
    {"Dropout", "`dropout`", dropout},
    {"Flatten", "`flatten`", flatten},
    {"Reshape", "`reshape`", reshape},
    {"Gather", "`embedding`", gather_op},
    {"Add", "`add`", add},
    {"Sum", "`add`", add},
    {"Mul", "`multiply`", multiply},
    {"Concat", "`concat`", concat},
    {"LSTM", "`lstm`", lstm},
    {"GRU", "`gru`", gru},
};
const int onnx_layers_n = sizeof onnx_layers / sizeof *onnx_layers;
