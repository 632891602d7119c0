/* init.c - the initial values. */
#include "engine/layers/init.h"

#include <stddef.h>

const char *const initializer_names[] = {
    "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal",
    "random_uniform", "random_normal", "zeros",      "ones",      "orthogonal",    NULL,
};

static void fill_uniform(struct rng *r, double a, real *w, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        w[i] = (real)(a * (2 * rng_uniform(r) - 1));
}

/* Keras' truncated normal: draws beyond two deviations are drawn again, and the deviation of what
 * remains (0.8796 of the full one) is made up for, so that the variance is as asked. */
static void fill_truncated(struct rng *r, double variance, real *w, int64_t n)
{
    double deviation = sqrt(variance) / .87962566103423978;
    for (int64_t i = 0; i < n; i++) {
        double z;
        do
            z = rng_normal(r);
        while (fabs(z) > 2);
        w[i] = (real)(deviation * z);
    }
}

static void fill_normal(struct rng *r, double deviation, real *w, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        w[i] = (real)(deviation * rng_normal(r));
}

static void fill_constant(real value, real *w, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        w[i] = value;
}

/* Vector i of the shorter side: element j is w[i*step + j*stride]. */
struct vectors {
    real *w;
    int64_t n, length, step, stride;
};

static double dot(const struct vectors *v, int64_t a, int64_t b)
{
    double s = 0;
    for (int64_t j = 0; j < v->length; j++)
        s += (double)v->w[a * v->step + j * v->stride] * (double)v->w[b * v->step + j * v->stride];
    return s;
}

/* Modified Gram-Schmidt on normal draws. */
static void fill_orthogonal(struct rng *r, int64_t columns, real *w, int64_t n)
{
    int64_t rows = n / columns;
    struct vectors v = rows <= columns ? (struct vectors){w, rows, columns, columns, 1}
                                       : (struct vectors){w, columns, rows, 1, columns};
    fill_normal(r, 1, w, n);
    for (int64_t i = 0; i < v.n; i++) {
        for (int64_t k = 0; k < i; k++) {
            double s = dot(&v, i, k);
            for (int64_t j = 0; j < v.length; j++)
                w[i * v.step + j * v.stride] -= (real)(s * (double)w[k * v.step + j * v.stride]);
        }
        double length = sqrt(dot(&v, i, i));
        for (int64_t j = 0; j < v.length; j++)
            w[i * v.step + j * v.stride] /= (real)length;
    }
}

void init_fill(enum initializer kind, struct rng rng, int64_t fan_in, int64_t fan_out,
               int64_t columns, real *w, int64_t n)
{
    double in = (double)fan_in, both = (double)fan_in + (double)fan_out;
    switch (kind) {
    case INIT_GLOROT_UNIFORM: fill_uniform(&rng, sqrt(6 / both), w, n); break;
    case INIT_GLOROT_NORMAL: fill_truncated(&rng, 2 / both, w, n); break;
    case INIT_HE_UNIFORM: fill_uniform(&rng, sqrt(6 / in), w, n); break;
    case INIT_HE_NORMAL: fill_truncated(&rng, 2 / in, w, n); break;
    case INIT_LECUN_UNIFORM: fill_uniform(&rng, sqrt(3 / in), w, n); break;
    case INIT_LECUN_NORMAL: fill_truncated(&rng, 1 / in, w, n); break;
    case INIT_RANDOM_UNIFORM: fill_uniform(&rng, .05, w, n); break;
    case INIT_RANDOM_NORMAL: fill_normal(&rng, .05, w, n); break;
    case INIT_ZEROS: fill_constant(0, w, n); break;
    case INIT_ONES: fill_constant(1, w, n); break;
    case INIT_FORGET_BIAS:
        fill_constant(0, w, n);
        fill_constant(1, w + n / 4, n / 4);
        break;
    case INIT_ORTHOGONAL: fill_orthogonal(&rng, columns, w, n); break;
    }
}
