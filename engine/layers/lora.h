/* lora.h - low-rank adapters (Hu et al. 2021): a product x w that learns by x A B beside it.
 *
 * y = x w + (α / r) x A B   w: (n_in, n_out), frozen   A: (n_in, r)   B: (r, n_out)
 * A begins as he_normal and B as zeros, so that the layer begins as what w makes it. x A is made
 * again on the way back, a stretch of rows at a time: nothing is kept. */
#ifndef ENGINE_LAYERS_LORA_H
#define ENGINE_LAYERS_LORA_H

#include "engine/layers/layer.h"

/* The two options, in the layer's table, next to each other. */
#define OPTION_LORA                                                                                  \
    {.name = "lora_rank",                                                                            \
     .type = OPT_INT,                                                                                \
     .max = 65536,                                                                                   \
     .help = "above 0: kernels stay as they are and learn by adapters of this rank (Hu et al. "      \
             "2021)"},                                                                               \
    {                                                                                                \
        .name = "lora_alpha", .type = OPT_FLOAT, .max = 1e6,                                         \
        .help = "α: the adapters' product is multiplied by α / lora_rank; 0: as large as the rank" \
    }

/* One product's adapters: a NULL: it has none. */
struct lora {
    const struct param *a, *b;
    real scale;
};

/* Freezes the layer's parameter `kernel` and adds A and B for it. `rank` is lora_rank's place in
 * the table. Does nothing when the rank is 0. */
void lora_plan(struct layer *l, int rank, int kernel, const char *a, const char *b);

/* Reals of scratch that the functions below use. */
int64_t lora_scratch(const struct layer *l, int rank);

/* Operations per row, forward: a product of n_in × n_out. Twice as many for the gradients of A and
 * B, and once more for the input's. */
double lora_flops(const struct layer *l, int rank, int64_t n_in, int64_t n_out);

/* The adapters whose A is parameter `a` of the layer. */
struct lora lora_of(const struct layer *l, int rank, int a);

/* y += (α / r) x A B.   x: (m, n_in)   y: (m, n_out) */
void lora_forward(const struct lora *lora, const struct pass *p, const real *x, real *y, int64_t m,
                  real *scratch);

/* dA and dB, to be overwritten in p->dw.   x: (m, n_in)   dy: (m, n_out) */
void lora_gradient(const struct lora *lora, const struct pass *p, const real *x, const real *dy,
                   int64_t m, real *scratch);

/* w = the kernel + (α / r) A B, for those who know no adapters.   w: (n_in, n_out) */
void lora_merge(const struct lora *lora, const struct param *kernel, const real *params, real *w);

/* dx += (α / r) dy Bᵀ Aᵀ.   dy: (m, n_out)   dx: (m, n_in) */
void lora_back(const struct lora *lora, const struct pass *p, const real *dy, real *dx, int64_t m,
               real *scratch);

#endif
