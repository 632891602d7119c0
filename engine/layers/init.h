/* init.h - initial values of parameters, by Keras' names. */
#ifndef ENGINE_LAYERS_INIT_H
#define ENGINE_LAYERS_INIT_H

#include "engine/tensor/real.h"
#include "engine/tensor/rng.h"

#include <stdint.h>

enum initializer {
    INIT_GLOROT_UNIFORM, /* U(-a, a), a = sqrt(6 / (fan_in + fan_out)): Glorot & Bengio 2010 */
    INIT_GLOROT_NORMAL,  /* N(0, 2 / (fan_in + fan_out)), cut at two deviations */
    INIT_HE_UNIFORM,     /* U(-a, a), a = sqrt(6 / fan_in): He et al. 2015 */
    INIT_HE_NORMAL,      /* N(0, 2 / fan_in), cut at two deviations */
    INIT_LECUN_UNIFORM,  /* U(-a, a), a = sqrt(3 / fan_in) */
    INIT_LECUN_NORMAL,   /* N(0, 1 / fan_in), cut at two deviations */
    INIT_RANDOM_UNIFORM, /* U(-0.05, 0.05) */
    INIT_RANDOM_NORMAL,  /* N(0, 0.05²) */
    INIT_ZEROS,
    INIT_ONES,
    INIT_ORTHOGONAL, /* rows or columns orthonormal, whichever are fewer: Saxe et al. 2014 */
    INIT_NAMED,      /* how many a spec may name; the rest belong to single layers */
    INIT_FORGET_BIAS = INIT_NAMED, /* lstm: the second quarter ones, else zeros */
};

/* NULL-terminated, in the enum's order: the choices of every `…_initializer` option. */
extern const char *const initializer_names[];

/* Fills w[0..n). `columns` is the last dimension (orthogonal takes w as n/columns rows). */
void init_fill(enum initializer kind, struct rng rng, int64_t fan_in, int64_t fan_out,
               int64_t columns, real *w, int64_t n);

#endif
