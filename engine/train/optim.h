/* optim.h - optimisers: one pass over a stretch of the flat parameter vector.
 *
 * Formulas are the textbook's; ε is added outside the root and after bias correction. A stretch is
 * updated by itself, so lanes share the work and the result does not depend on how it is cut. */
#ifndef ENGINE_TRAIN_OPTIM_H
#define ENGINE_TRAIN_OPTIM_H

#include "engine/tensor/real.h"

#include <allot/engine.h>

/* 3: centred rmsprop with momentum keeps three vectors beside the parameters. */
enum { MOMENTS_MAX = 3 };

struct optim_pass {
    const struct value *options;
    double rate;  /* learning rate of this step */
    int64_t step; /* this step's number, from 1: for bias correction */
    real scale;   /* the gradient is multiplied by it: clipping by norm */
    real limit;   /* then cut to ±limit; 0: not cut */
    bool spared;  /* weight decay does not reach this stretch */
    int64_t n;
    real *w;       /* (n) */
    const real *g; /* (n) */
    real *m[MOMENTS_MAX];
};

struct optim_ops {
    struct kind kind;
    int (*moments)(const struct value *options); /* vectors kept */
    void (*update)(const struct optim_pass *p);
    double flops; /* per parameter */
};

/* Whether its decay is for matrices alone: then biases and the scales of norms are spared. */
bool optim_spares(int kind, const struct value *options);

/* Every optimiser's first option. */
enum { OPTIM_LEARNING_RATE };

const struct optim_ops *optim_ops(int kind);
const struct kind *optim_kinds(int *n);

/* The value all moments start from (adagrad's initial_accumulator_value), else 0. */
double optim_initial(int kind, const struct value *options);

#endif
