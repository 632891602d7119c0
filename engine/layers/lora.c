/* lora.c - the products of low-rank adapters. */
#include "engine/layers/lora.h"
#include "engine/tensor/blas.h"
#include "engine/tensor/loops.h"

/* 128 rows at once: two stretches of them stay in a first-level cache at the usual ranks. */
enum { STRETCH = 128 };

static int64_t rank_of(const struct layer *l, int rank)
{
    return option_int(l, rank);
}

void lora_plan(struct layer *l, int rank, int kernel, const char *a, const char *b)
{
    int64_t r = rank_of(l, rank);
    if (r == 0)
        return;
    int64_t n_in = l->params[kernel].shape.dim[0], n_out = l->params[kernel].shape.dim[1];
    l->params[kernel].frozen = true;
    layer_param(l, a, shape_2(n_in, r), INIT_HE_NORMAL, n_in, r, true);
    layer_param(l, b, shape_2(r, n_out), INIT_ZEROS, r, n_out, true);
}

int64_t lora_scratch(const struct layer *l, int rank)
{
    return 2 * STRETCH * rank_of(l, rank);
}

double lora_flops(const struct layer *l, int rank, int64_t n_in, int64_t n_out)
{
    return 2. * (double)rank_of(l, rank) * (double)(n_in + n_out);
}

struct lora lora_of(const struct layer *l, int rank, int a)
{
    int64_t r = rank_of(l, rank);
    double alpha = l->options[rank + 1].n;
    if (r == 0)
        return (struct lora){0};
    return (struct lora){.a = &l->params[a],
                         .b = &l->params[a + 1],
                         .scale = (real)(alpha > 0 ? alpha / (double)r : 1)};
}

struct sizes {
    int n_in, n_out, r;
};

static struct sizes sizes_of(const struct lora *lora)
{
    return (struct sizes){(int)lora->a->shape.dim[0], (int)lora->b->shape.dim[1],
                          (int)lora->a->shape.dim[1]};
}

static int stretch(int64_t from, int64_t m)
{
    return (int)(m - from < STRETCH ? m - from : STRETCH);
}

void lora_forward(const struct lora *lora, const struct pass *p, const real *x, real *y, int64_t m,
                  real *scratch)
{
    if (!lora->a)
        return;
    struct sizes s = sizes_of(lora);
    for (int64_t i = 0; i < m; i += STRETCH) {
        int n = stretch(i, m);
        gemm(false, false, n, s.r, s.n_in, 1, x + i * s.n_in, s.n_in, p->w + lora->a->offset, s.r,
             0, scratch, s.r);
        gemm(false, false, n, s.n_out, s.r, lora->scale, scratch, s.r, p->w + lora->b->offset,
             s.n_out, 1, y + i * s.n_out, s.n_out);
    }
}

/* u = (α / r) dy Bᵀ of n rows */
static void through_b(const struct lora *lora, const struct pass *p, const real *dy, real *u, int n)
{
    struct sizes s = sizes_of(lora);
    gemm(false, true, n, s.r, s.n_out, lora->scale, dy, s.n_out, p->w + lora->b->offset, s.n_out, 0,
         u, s.r);
}

void lora_gradient(const struct lora *lora, const struct pass *p, const real *x, const real *dy,
                   int64_t m, real *scratch)
{
    if (!lora->a || !p->dw || lora->a->frozen)
        return;
    struct sizes s = sizes_of(lora);
    real *da = p->dw + lora->a->offset, *db = p->dw + lora->b->offset;
    real *t = scratch, *u = scratch + STRETCH * s.r;
    vec_zero(da, lora->a->size);
    vec_zero(db, lora->b->size);
    for (int64_t i = 0; i < m; i += STRETCH) {
        int n = stretch(i, m);
        const real *xi = x + i * s.n_in, *dyi = dy + i * s.n_out;
        gemm(false, false, n, s.r, s.n_in, lora->scale, xi, s.n_in, p->w + lora->a->offset, s.r, 0,
             t, s.r);
        through_b(lora, p, dyi, u, n);
        gemm(true, false, s.r, s.n_out, n, 1, t, s.r, dyi, s.n_out, 1, db, s.n_out);
        gemm(true, false, s.n_in, s.r, n, 1, xi, s.n_in, u, s.r, 1, da, s.r);
    }
}

void lora_back(const struct lora *lora, const struct pass *p, const real *dy, real *dx, int64_t m,
               real *scratch)
{
    if (!lora->a)
        return;
    struct sizes s = sizes_of(lora);
    for (int64_t i = 0; i < m; i += STRETCH) {
        int n = stretch(i, m);
        through_b(lora, p, dy + i * s.n_out, scratch, n);
        gemm(false, true, n, s.n_in, s.r, 1, scratch, s.r, p->w + lora->a->offset, s.r, 1,
             dx + i * s.n_in, s.n_in);
    }
}

void lora_merge(const struct lora *lora, const struct param *kernel, const real *params, real *w)
{
    struct sizes s = sizes_of(lora);
    vec_copy(w, params + kernel->offset, kernel->size);
    gemm(false, false, s.n_in, s.n_out, s.r, lora->scale, params + lora->a->offset, s.r,
         params + lora->b->offset, s.n_out, 1, w, s.n_out);
}
