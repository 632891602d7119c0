/* batch_norm.c - y = γ (x - mean) / √(variance + ε) + β per channel, over the whole batch.
 *
 * Ioffe & Szegedy 2015. Each lane leaves mean and sum of squared deviations of its rows; the join
 * combines them in lane order (Chan, Golub, LeVeque 1979), so the statistics are the whole batch's
 * whatever the lanes. In prediction, and when frozen, the running statistics stand in for the
 * batch's.
 *
 * joint: mean (C), 1/√(variance+ε) (C), then for backward mean of dy (C), mean of dy x̂ (C) */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

#include <string.h>

enum { MOMENTUM, EPSILON, CENTER, SCALE };
static const struct option options[] = {
    {.name = "momentum",
     .type = OPT_FLOAT,
     .max = 1,
     .max_open = true,
     .fallback = .99,
     .help = "how much of the running statistics a batch leaves"},
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
enum { MOVING_MEAN, MOVING_VARIANCE };

/* Places in l->dim; GAMMA and BETA are parameter numbers or -1. */
enum { CHANNELS, POSITIONS, GAMMA, BETA };

static void norm_plan(struct layer *l, struct faults *faults)
{
    (void)faults;
    int64_t c = l->in[0].dim[l->in[0].rank - 1];
    l->out = l->in[0];
    l->dim[CHANNELS] = c;
    l->dim[POSITIONS] = l->in_size[0] / c;
    l->dim[GAMMA] =
        option_int(l, SCALE) ? layer_param(l, "gamma", shape_1(c), INIT_ONES, 1, 1, false) : -1;
    l->dim[BETA] =
        option_int(l, CENTER) ? layer_param(l, "beta", shape_1(c), INIT_ZEROS, 1, 1, false) : -1;
    layer_stat(l, "moving_mean", shape_1(c), INIT_ZEROS);
    layer_stat(l, "moving_variance", shape_1(c), INIT_ONES);
    l->part = 2 * c;
    l->joint = 4 * c;
    l->scratch = 3 * c;
    l->needs_x = true;
    l->flops = 8. * (double)l->in_size[0];
    l->flops_back = 10. * (double)l->in_size[0];
}

/* The pixels of a lane: (m, c). */
static int64_t pixels(const struct layer *l, const struct pass *p)
{
    return p->lane->rows * l->dim[POSITIONS];
}

VECTOR_CLONES static void add_up(double *sum, const real *x, int64_t c)
{
    for (int64_t j = 0; j < c; j++)
        sum[j] += (double)x[j];
}

VECTOR_CLONES static void add_squares(double *sum, const double *mean, const real *x, int64_t c)
{
    for (int64_t j = 0; j < c; j++) {
        double d = (double)x[j] - mean[j];
        sum[j] += d * d;
    }
}

static void norm_forward_part(const struct layer *l, const struct pass *p)
{
    int64_t c = l->dim[CHANNELS], m = pixels(l, p);
    double *mean = p->part, *squares = p->part + c;
    memset(p->part, 0, 2 * (size_t)c * sizeof *p->part);
    for (int64_t i = 0; i < m; i++)
        add_up(mean, p->x[0] + i * c, c);
    for (int64_t j = 0; m && j < c; j++)
        mean[j] /= (double)m;
    for (int64_t i = 0; i < m; i++)
        add_squares(squares, mean, p->x[0] + i * c, c);
}

/* Merges (m, mean, squares) of a lane into (n, …) of those before it. */
static void merge(double n, double *mean, double *squares, double m, double lane_mean,
                  double lane_squares)
{
    double d = lane_mean - *mean, all = n + m;
    *mean += d * m / all;
    *squares += lane_squares + d * d * n * m / all;
}

static void norm_forward_join(const struct layer *l, const struct pass *passes, int lanes,
                              int stride)
{
    int64_t c = l->dim[CHANNELS];
    double *mean = passes->joint, *inverse = mean + c;
    real *moving = passes->stats, keep = (real)l->options[MOMENTUM].n;
    for (int64_t j = 0; j < c; j++) {
        double n = 0, at = 0, squares = 0;
        for (int lane = 0; lane < lanes; lane++) {
            const struct pass *p = &passes[lane * stride];
            double m = (double)pixels(l, p);
            if (m > 0)
                merge(n, &at, &squares, m, p->part[j], p->part[c + j]);
            n += m;
        }
        double variance = squares / n;
        mean[j] = at;
        inverse[j] = 1 / sqrt(variance + l->options[EPSILON].n);
        real *running_mean = moving + l->stats[MOVING_MEAN].offset + j;
        real *running_variance = moving + l->stats[MOVING_VARIANCE].offset + j;
        *running_mean = keep * *running_mean + (1 - keep) * (real)at;
        *running_variance = keep * *running_variance + (1 - keep) * (real)variance;
    }
}

/* y = (x - mean) scale + shift */
VECTOR_CLONES static void apply(real *y, const real *x, const real *mean, const real *scale,
                                const real *shift, int64_t c)
{
    for (int64_t j = 0; j < c; j++)
        y[j] = (x[j] - mean[j]) * scale[j] + shift[j];
}

static real gamma_at(const struct layer *l, const struct pass *p, int64_t j)
{
    return l->dim[GAMMA] < 0 ? 1 : p->w[l->params[l->dim[GAMMA]].offset + j];
}

static real beta_at(const struct layer *l, const struct pass *p, int64_t j)
{
    return l->dim[BETA] < 0 ? 0 : p->w[l->params[l->dim[BETA]].offset + j];
}

/* 1/σ of a channel from the running statistics. */
static double running_inverse(const struct layer *l, const struct pass *p, int64_t j)
{
    real variance = p->stats[l->stats[MOVING_VARIANCE].offset + j];
    return 1 / sqrt((double)variance + l->options[EPSILON].n);
}

static void norm_forward(const struct layer *l, const struct pass *p)
{
    int64_t c = l->dim[CHANNELS], m = pixels(l, p);
    bool batch = p->lane->training && !l->frozen;
    real *mean = p->scratch, *scale = mean + c, *shift = scale + c;
    const real *moving_mean = p->stats + l->stats[MOVING_MEAN].offset;
    for (int64_t j = 0; j < c; j++) {
        double inverse = batch ? p->joint[c + j] : running_inverse(l, p, j);
        mean[j] = batch ? (real)p->joint[j] : moving_mean[j];
        scale[j] = gamma_at(l, p, j) * (real)inverse;
        shift[j] = beta_at(l, p, j);
    }
    for (int64_t i = 0; i < m; i++)
        apply(p->y + i * c, p->x[0] + i * c, mean, scale, shift, c);
}

/* a += dy, b += dy x̂ */
VECTOR_CLONES static void add_products(double *a, double *b, const real *dy, const real *x,
                                       const double *mean, const double *inverse, int64_t c)
{
    for (int64_t j = 0; j < c; j++) {
        a[j] += (double)dy[j];
        b[j] += (double)dy[j] * (((double)x[j] - mean[j]) * inverse[j]);
    }
}

static void norm_backward_part(const struct layer *l, const struct pass *p)
{
    int64_t c = l->dim[CHANNELS], m = pixels(l, p);
    double *sum = p->part, *product = p->part + c;
    memset(p->part, 0, 2 * (size_t)c * sizeof *p->part);
    for (int64_t i = 0; i < m; i++)
        add_products(sum, product, p->dy + i * c, p->x[0] + i * c, p->joint, p->joint + c, c);
    for (int64_t j = 0; p->dw && j < c; j++) {
        if (l->dim[GAMMA] >= 0)
            p->dw[l->params[l->dim[GAMMA]].offset + j] = (real)product[j];
        if (l->dim[BETA] >= 0)
            p->dw[l->params[l->dim[BETA]].offset + j] = (real)sum[j];
    }
}

static void norm_backward_join(const struct layer *l, const struct pass *passes, int lanes,
                               int stride)
{
    int64_t c = l->dim[CHANNELS];
    double m = (double)passes->lane->batch * (double)l->dim[POSITIONS];
    for (int64_t j = 0; j < 2 * c; j++) {
        double sum = 0;
        for (int lane = 0; lane < lanes; lane++)
            sum += passes[lane * stride].part[j];
        passes->joint[2 * c + j] = sum / m;
    }
}

/* dx = γ/σ (dy - mean(dy) - x̂ mean(dy x̂)) = scale (dy - a) - (x - mean) b */
VECTOR_CLONES static void apply_back(real *dx, const real *dy, const real *x, const double *joint,
                                     const real *scale, int64_t c)
{
    for (int64_t j = 0; j < c; j++) {
        double hat = ((double)x[j] - joint[j]) * joint[c + j];
        dx[j] =
            (real)((double)scale[j] * ((double)dy[j] - joint[2 * c + j] - hat * joint[3 * c + j]));
    }
}

/* With fixed statistics the layer is a scale: dx = dy γ/σ. */
static void frozen_backward(const struct layer *l, const struct pass *p)
{
    int64_t c = l->dim[CHANNELS], m = pixels(l, p);
    for (int64_t j = 0; j < c; j++)
        p->scratch[j] = gamma_at(l, p, j) * (real)running_inverse(l, p, j);
    for (int64_t i = 0; i < m; i++)
        vec_mul(p->dx[0] + i * c, p->dy + i * c, p->scratch, c);
}

static void norm_backward(const struct layer *l, const struct pass *p)
{
    int64_t c = l->dim[CHANNELS], m = pixels(l, p);
    real *scale = p->scratch;
    if (!p->dx[0])
        return;
    if (l->frozen) {
        frozen_backward(l, p);
        return;
    }
    for (int64_t j = 0; j < c; j++)
        scale[j] = gamma_at(l, p, j) * (real)p->joint[c + j];
    for (int64_t i = 0; i < m; i++)
        apply_back(p->dx[0] + i * c, p->dy + i * c, p->x[0] + i * c, p->joint, scale, c);
}

const struct layer_ops layer_batch_norm = {
    .kind = KIND("batch_norm", options,
                 "Normalises each channel over the batch (Ioffe & Szegedy 2015)"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = norm_plan,
    .forward = norm_forward,
    .backward = norm_backward,
    .forward_part = norm_forward_part,
    .forward_join = norm_forward_join,
    .backward_part = norm_backward_part,
    .backward_join = norm_backward_join,
};
