/* row_norm.c - layer_norm and rms_norm: each row by itself, along the last axis.
 *
 * layer_norm: y = γ (x - mean) / √(variance + ε) + β   (Ba, Kiros, Hinton 2016)
 * rms_norm:   y = scale x / √(mean(x²) + ε)            (Zhang & Sennrich 2019) */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

enum { EPSILON, CENTER, SCALE };
static const struct option layer_options[] = {
    {.name = "epsilon",
     .type = OPT_FLOAT,
     .min = 0,
     .min_open = true,
     .max = 1,
     .fallback = .001,
     .help = "added to the variance"},
    OPTION_BOOL("center", 1, "whether β is added"),
    OPTION_BOOL("scale", 1, "whether γ multiplies"),
    OPTION_TRAINABLE,
};
static const struct option rms_options[] = {
    {.name = "epsilon",
     .type = OPT_FLOAT,
     .min = 0,
     .min_open = true,
     .max = 1,
     .fallback = 1e-6,
     .help = "added to the mean square"},
    OPTION_TRAINABLE,
};

/* Places in l->dim: length of a row, rows per sample; parameter numbers or -1. */
enum { WIDTH, POSITIONS, GAMMA, BETA };
/* Kept per row. */
enum { SAVED_MEAN, SAVED_INVERSE, SAVED };

static void norm_plan(struct layer *l, bool scale, bool center, const char *name)
{
    int64_t width = l->in[0].dim[l->in[0].rank - 1];
    l->out = l->in[0];
    l->dim[WIDTH] = width;
    l->dim[POSITIONS] = l->in_size[0] / width;
    l->dim[GAMMA] = scale ? layer_param(l, name, shape_1(width), INIT_ONES, 1, 1, false) : -1;
    l->dim[BETA] = center ? layer_param(l, "beta", shape_1(width), INIT_ZEROS, 1, 1, false) : -1;
    l->saved = SAVED * l->dim[POSITIONS];
    l->needs_x = true;
    l->flops = 8. * (double)l->in_size[0];
    l->flops_back = 12. * (double)l->in_size[0];
}

static void layer_norm_plan(struct layer *l, struct faults *faults)
{
    (void)faults;
    norm_plan(l, option_int(l, SCALE), option_int(l, CENTER), "gamma");
}

static void rms_norm_plan(struct layer *l, struct faults *faults)
{
    (void)faults;
    norm_plan(l, true, false, "scale");
}

/* Σ (x - mean)^power, power 1 or 2: in sixteen sums side by side, added up in a fixed order. */
enum { SIDE = 16 };

static inline double fold(const real *s)
{
    double sum = 0;
    for (int j = 0; j < SIDE; j++)
        sum += (double)s[j];
    return sum;
}

VECTOR_CLONES static double sum_of(const real *x, int64_t n)
{
    real s[SIDE] = {0};
    int64_t i = 0;
    for (; i + SIDE <= n; i += SIDE)
        for (int j = 0; j < SIDE; j++)
            s[j] += x[i + j];
    for (; i < n; i++)
        s[0] += x[i];
    return fold(s);
}

VECTOR_CLONES static double squares_of(const real *x, real mean, int64_t n)
{
    real s[SIDE] = {0};
    int64_t i = 0;
    for (; i + SIDE <= n; i += SIDE)
        for (int j = 0; j < SIDE; j++)
            s[j] += (x[i + j] - mean) * (x[i + j] - mean);
    for (; i < n; i++)
        s[0] += (x[i] - mean) * (x[i] - mean);
    return fold(s);
}

/* a = Σ g, b = Σ g x̂ with g = γ dy */
VECTOR_CLONES static void products_of(const real *dy, const real *x, const real *gamma, real mean,
                                      real inverse, int64_t n, double *a, double *b)
{
    real s[SIDE] = {0}, t[SIDE] = {0};
    int64_t i = 0;
    for (; i + SIDE <= n; i += SIDE)
        for (int j = 0; j < SIDE; j++) {
            real g = gamma ? gamma[i + j] * dy[i + j] : dy[i + j];
            s[j] += g;
            t[j] += g * ((x[i + j] - mean) * inverse);
        }
    for (; i < n; i++) {
        real g = gamma ? gamma[i] * dy[i] : dy[i];
        s[0] += g;
        t[0] += g * ((x[i] - mean) * inverse);
    }
    *a = fold(s);
    *b = fold(t);
}

VECTOR_CLONES static void apply(real *y, const real *x, const real *gamma, const real *beta,
                                real mean, real inverse, int64_t n)
{
    for (int64_t j = 0; j < n; j++) {
        real hat = (x[j] - mean) * inverse;
        y[j] = (gamma ? gamma[j] * hat : hat) + (beta ? beta[j] : 0);
    }
}

/* dx = inverse (g - a - x̂ b) */
VECTOR_CLONES static void apply_back(real *dx, const real *dy, const real *x, const real *gamma,
                                     real mean, real inverse, real a, real b, int64_t n)
{
    for (int64_t j = 0; j < n; j++) {
        real g = gamma ? gamma[j] * dy[j] : dy[j];
        dx[j] = inverse * (g - a - (x[j] - mean) * inverse * b);
    }
}

VECTOR_CLONES static void add_gamma(real *dgamma, const real *dy, const real *x, real mean,
                                    real inverse, int64_t n)
{
    for (int64_t j = 0; j < n; j++)
        dgamma[j] += dy[j] * ((x[j] - mean) * inverse);
}

static const real *param_of(const struct layer *l, const struct pass *p, int which)
{
    return l->dim[which] < 0 ? NULL : p->w + l->params[l->dim[which]].offset;
}

static void norm_forward(const struct layer *l, const struct pass *p, bool centred)
{
    int64_t n = l->dim[WIDTH], m = p->lane->rows * l->dim[POSITIONS];
    const real *gamma = param_of(l, p, GAMMA), *beta = param_of(l, p, BETA);
    for (int64_t i = 0; i < m; i++) {
        const real *x = p->x[0] + i * n;
        real mean = centred ? (real)(sum_of(x, n) / (double)n) : 0;
        double square = squares_of(x, mean, n) / (double)n;
        real inverse = (real)(1 / sqrt(square + l->options[EPSILON].n));
        apply(p->y + i * n, x, gamma, beta, mean, inverse, n);
        if (p->lane->training) {
            p->saved[i * SAVED + SAVED_MEAN] = mean;
            p->saved[i * SAVED + SAVED_INVERSE] = inverse;
        }
    }
}

static void norm_backward(const struct layer *l, const struct pass *p, bool centred)
{
    int64_t n = l->dim[WIDTH], m = p->lane->rows * l->dim[POSITIONS];
    const real *gamma = param_of(l, p, GAMMA);
    real *dgamma = p->dw && gamma ? p->dw + l->params[l->dim[GAMMA]].offset : NULL;
    if (p->dw && l->dim[BETA] >= 0)
        rows_sum(p->dw + l->params[l->dim[BETA]].offset, p->dy, m, n);
    if (dgamma)
        vec_zero(dgamma, n);
    for (int64_t i = 0; i < m; i++) {
        const real *x = p->x[0] + i * n, *dy = p->dy + i * n;
        real mean = p->saved[i * SAVED + SAVED_MEAN], inverse = p->saved[i * SAVED + SAVED_INVERSE];
        double a, b;
        if (dgamma)
            add_gamma(dgamma, dy, x, mean, inverse, n);
        if (!p->dx[0])
            continue;
        products_of(dy, x, gamma, mean, inverse, n, &a, &b);
        apply_back(p->dx[0] + i * n, dy, x, gamma, mean, inverse,
                   centred ? (real)(a / (double)n) : 0, (real)(b / (double)n), n);
    }
}

static void layer_norm_forward(const struct layer *l, const struct pass *p)
{
    norm_forward(l, p, true);
}
static void layer_norm_backward(const struct layer *l, const struct pass *p)
{
    norm_backward(l, p, true);
}
static void rms_norm_forward(const struct layer *l, const struct pass *p)
{
    norm_forward(l, p, false);
}
static void rms_norm_backward(const struct layer *l, const struct pass *p)
{
    norm_backward(l, p, false);
}

const struct layer_ops layer_layer_norm = {
    .kind = KIND("layer_norm", layer_options,
                 "Normalises each row along its last axis (Ba, Kiros, Hinton 2016)"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = layer_norm_plan,
    .forward = layer_norm_forward,
    .backward = layer_norm_backward,
};

const struct layer_ops layer_rms_norm = {
    .kind = KIND("rms_norm", rms_options,
                 "Divides each row by its root mean square (Zhang & Sennrich 2019)"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = rms_norm_plan,
    .forward = rms_norm_forward,
    .backward = rms_norm_backward,
};
