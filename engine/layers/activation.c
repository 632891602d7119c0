/* activation.c - the elementwise functions and softmax, as a layer and as every layer's option.
 *
 * Functions whose derivative can be told from their value work in place (relu, tanh …); gelu and
 * silu keep their input. */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"
#include "engine/tensor/vmath.h"

enum { FUNCTION, NEGATIVE_SLOPE, ALPHA, APPROXIMATE };
static const struct option options[] = {
    {.name = "function",
     .type = OPT_CHOICE,
     .choices = activation_names,
     .required = true,
     .help = "which function"},
    {.name = "negative_slope",
     .type = OPT_FLOAT,
     .max = 10,
     .fallback = .2,
     .help = "leaky_relu: the slope below zero"},
    {.name = "alpha",
     .type = OPT_FLOAT,
     .max = 100,
     .fallback = 1,
     .help = "elu: the limit far below zero is -alpha"},
    OPTION_BOOL("approximate", 0, "gelu: by tanh instead of erf"),
};

/* What a function gets: n numbers as rows of `width` (softmax works along them). */
struct span {
    const real *x, *y, *dy;
    real *out; /* y when forward, dx when backward */
    int64_t n, width;
    real slope, alpha;
};

VECTOR_CLONES static void linear(const struct span *s)
{
    vec_copy(s->out, s->x, s->n);
}
VECTOR_CLONES static void linear_back(const struct span *s)
{
    vec_copy(s->out, s->dy, s->n);
}

VECTOR_CLONES static void relu(const struct span *s)
{
    const real *x = s->x;
    real *y = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        y[i] = x[i] < 0 ? 0 : x[i]; /* NaN passes through */
}
VECTOR_CLONES static void relu_back(const struct span *s)
{
    const real *y = s->y, *dy = s->dy;
    real *dx = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        dx[i] = y[i] > 0 ? dy[i] : 0;
}

VECTOR_CLONES static void leaky_relu(const struct span *s)
{
    const real *x = s->x, a = s->slope;
    real *y = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        y[i] = x[i] < 0 ? a * x[i] : x[i];
}
/* From x: with slope 0 the sign of y no longer tells. */
VECTOR_CLONES static void leaky_relu_back(const struct span *s)
{
    const real *x = s->x, *dy = s->dy, a = s->slope;
    real *dx = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        dx[i] = x[i] < 0 ? a * dy[i] : dy[i];
}

/* x > 0: x, else alpha (e^x - 1) */
VECTOR_CLONES static void elu(const struct span *s)
{
    const real *x = s->x, a = s->alpha;
    real *y = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        y[i] = x[i] < 0 ? a * (vexp(x[i]) - 1) : x[i];
}
VECTOR_CLONES static void elu_back(const struct span *s)
{
    const real *x = s->x, *y = s->y, *dy = s->dy, a = s->alpha;
    real *dx = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        dx[i] = x[i] < 0 ? dy[i] * (y[i] + a) : dy[i];
}

/* Exact: x Φ(x), Φ(x) = (1 + erf(x/√2)) / 2. Hendrycks & Gimpel 2016. */
static void gelu(const struct span *s)
{
    for (int64_t i = 0; i < s->n; i++)
        s->out[i] = s->x[i] * (real).5 * (1 + erf(s->x[i] * (real)M_SQRT1_2));
}
static void gelu_back(const struct span *s)
{
    const real density = (real)0.3989422804014327; /* 1/√(2π) */
    for (int64_t i = 0; i < s->n; i++) {
        real x = s->x[i], cdf = (real).5 * (1 + erf(x * (real)M_SQRT1_2));
        s->out[i] = s->dy[i] * (cdf + x * density * vexp(-(real).5 * x * x));
    }
}

/* By tanh: x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))) */
VECTOR_CLONES static void gelu_tanh(const struct span *s)
{
    const real c = (real)0.7978845608028654, d = (real)0.044715, *x = s->x;
    real *y = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        y[i] = (real).5 * x[i] * (1 + vtanh(c * (x[i] + d * x[i] * x[i] * x[i])));
}
VECTOR_CLONES static void gelu_tanh_back(const struct span *s)
{
    const real c = (real)0.7978845608028654, d = (real)0.044715, *x = s->x, *dy = s->dy;
    real *dx = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++) {
        real t = vtanh(c * (x[i] + d * x[i] * x[i] * x[i]));
        dx[i] = dy[i] * ((real).5 * (1 + t) +
                         (real).5 * x[i] * (1 - t * t) * c * (1 + 3 * d * x[i] * x[i]));
    }
}

/* x σ(x), also called swish. */
VECTOR_CLONES static void silu(const struct span *s)
{
    const real *x = s->x;
    real *y = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        y[i] = x[i] * vsigmoid(x[i]);
}
VECTOR_CLONES static void silu_back(const struct span *s)
{
    const real *x = s->x, *dy = s->dy;
    real *dx = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++) {
        real g = vsigmoid(x[i]);
        dx[i] = dy[i] * g * (1 + x[i] * (1 - g));
    }
}

VECTOR_CLONES static void tanh_forward(const struct span *s)
{
    const real *x = s->x;
    real *y = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        y[i] = vtanh(x[i]);
}
VECTOR_CLONES static void tanh_back(const struct span *s)
{
    const real *y = s->y, *dy = s->dy;
    real *dx = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        dx[i] = dy[i] * (1 - y[i] * y[i]);
}

VECTOR_CLONES static void sigmoid(const struct span *s)
{
    const real *x = s->x;
    real *y = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        y[i] = vsigmoid(x[i]);
}
VECTOR_CLONES static void sigmoid_back(const struct span *s)
{
    const real *y = s->y, *dy = s->dy;
    real *dx = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        dx[i] = dy[i] * y[i] * (1 - y[i]);
}

/* log(1 + e^x) = max(x, 0) + log1p(e^-|x|) */
static void softplus(const struct span *s)
{
    for (int64_t i = 0; i < s->n; i++) {
        real x = s->x[i];
        s->out[i] = (x > 0 ? x : 0) + log1p(vexp(-fabs(x)));
    }
}
VECTOR_CLONES static void softplus_back(const struct span *s)
{
    const real *x = s->x, *dy = s->dy;
    real *dx = s->out;
    for (int64_t i = 0, n = s->n; i < n; i++)
        dx[i] = dy[i] * vsigmoid(x[i]);
}

VECTOR_CLONES static void softmax(const struct span *s)
{
    int64_t c = s->width;
    for (int64_t i = 0; i < s->n; i += c) {
        const real *x = s->x + i;
        real *y = s->out + i, max = x[0], sum = 0;
        for (int64_t j = 1; j < c; j++)
            max = x[j] > max ? x[j] : max;
        for (int64_t j = 0; j < c; j++)
            y[j] = vexp(x[j] - max);
        for (int64_t j = 0; j < c; j++)
            sum += y[j];
        for (int64_t j = 0; j < c; j++)
            y[j] /= sum;
    }
}
/* dx = y (dy - Σ dy y) */
VECTOR_CLONES static void softmax_back(const struct span *s)
{
    int64_t c = s->width;
    for (int64_t i = 0; i < s->n; i += c) {
        const real *y = s->y + i, *dy = s->dy + i;
        real *dx = s->out + i, sum = 0;
        for (int64_t j = 0; j < c; j++)
            sum += dy[j] * y[j];
        for (int64_t j = 0; j < c; j++)
            dx[j] = y[j] * (dy[j] - sum);
    }
}

struct function {
    const char *name;
    void (*forward)(const struct span *s);
    void (*backward)(const struct span *s);
    bool needs_x, needs_y;
    double flops; /* per element, forward; backward counts the same */
};
static const struct function functions[] = {
    {"linear", linear, linear_back, false, false, 0},
    {"relu", relu, relu_back, false, true, 1},
    {"leaky_relu", leaky_relu, leaky_relu_back, true, false, 2},
    {"elu", elu, elu_back, true, true, 20},
    {"gelu", gelu, gelu_back, true, false, 30},
    {"tanh", tanh_forward, tanh_back, false, true, 30},
    {"sigmoid", sigmoid, sigmoid_back, false, true, 22},
    {"softmax", softmax, softmax_back, false, true, 24},
    {"silu", silu, silu_back, true, false, 23},
    {"softplus", softplus, softplus_back, true, false, 30},
};
static const struct function gelu_by_tanh = {"gelu", gelu_tanh, gelu_tanh_back, true, false, 36};

/* The functions' names in the same order; a test holds the two together. */
const char *const activation_names[] = {"linear", "relu",     "leaky_relu", "elu",
                                        "gelu",   "tanh",     "sigmoid",    "softmax",
                                        "silu",   "softplus", NULL};

static const struct function *function_of(const struct layer *l)
{
    const struct function *f = &functions[option_int(l, FUNCTION)];
    return f->forward == gelu && option_int(l, APPROXIMATE) ? &gelu_by_tanh : f;
}

static void activation_plan(struct layer *l, struct faults *faults)
{
    (void)faults;
    const struct function *f = function_of(l);
    l->out = l->in[0];
    l->needs_x = f->needs_x;
    l->needs_y = f->needs_y;
    l->in_place = !f->needs_x;
    l->view = f->forward == linear;
    l->flops = l->flops_back = f->flops * (double)l->in_size[0];
}

static struct span span_of(const struct layer *l, const struct pass *p, real *out)
{
    const struct shape *s = &l->in[0];
    return (struct span){.x = p->x[0],
                         .y = p->y,
                         .dy = p->dy,
                         .out = out,
                         .n = p->lane->rows * l->in_size[0],
                         .width = s->rank ? s->dim[s->rank - 1] : 1,
                         .slope = (real)l->options[NEGATIVE_SLOPE].n,
                         .alpha = (real)l->options[ALPHA].n};
}

static void activation_forward(const struct layer *l, const struct pass *p)
{
    struct span s = span_of(l, p, p->y);
    function_of(l)->forward(&s);
}

static void activation_backward(const struct layer *l, const struct pass *p)
{
    if (!p->dx[0])
        return;
    struct span s = span_of(l, p, p->dx[0]);
    function_of(l)->backward(&s);
}

const struct layer_ops layer_activation = {
    .kind =
        KIND("activation", options, "A function of each element (softmax: along the last axis)"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = activation_plan,
    .forward = activation_forward,
    .backward = activation_backward,
};
