/* global_pool.c - the largest or the mean of each channel over a whole image or sequence.
 *
 * x: (H, W, C) or (T, C) → y: (C). Steps that are padding are no candidates and no part of the
 * mean; where all are, y is 0 and nothing flows back. */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

enum { PLACES, CHANNELS }; /* of l->dim */

static void global_plan(struct layer *l, struct faults *faults)
{
    int rank = l->in[0].rank;
    if (rank != 2 && !layer_wants_rank(l, faults, 3, "an image (H, W, C) or a sequence (T, C)"))
        return;
    l->dim[CHANNELS] = l->in[0].dim[rank - 1];
    l->dim[PLACES] = l->in[0].dim[0] * (rank == 3 ? l->in[0].dim[1] : 1);
    l->out = shape_1(l->dim[CHANNELS]);
    l->flops = l->flops_back = (double)l->in_size[0];
}

static bool counts(const struct layer *l, const struct pass *p, int64_t row, int64_t place)
{
    return !l->masked || p->mask[row * l->dim[PLACES] + place] != 0;
}

/* ---- the mean ---- */

/* 1 / how many places of a row count; 0 when none does. */
static real share_of(const struct layer *l, const struct pass *p, int64_t row)
{
    int64_t n = 0;
    for (int64_t i = 0; i < l->dim[PLACES]; i++)
        n += counts(l, p, row, i);
    return n ? (real)1 / (real)n : 0;
}

VECTOR_CLONES static void add_scaled(real *y, const real *x, real a, int64_t n)
{
    for (int64_t c = 0; c < n; c++)
        y[c] += a * x[c];
}

static void mean_forward(const struct layer *l, const struct pass *p)
{
    int64_t n = l->dim[PLACES], c = l->dim[CHANNELS];
    vec_zero(p->y, p->lane->rows * c);
    for (int64_t row = 0; row < p->lane->rows; row++) {
        real share = share_of(l, p, row);
        for (int64_t i = 0; i < n; i++)
            if (counts(l, p, row, i))
                add_scaled(p->y + row * c, p->x[0] + (row * n + i) * c, share, c);
    }
}

static void mean_backward(const struct layer *l, const struct pass *p)
{
    int64_t n = l->dim[PLACES], c = l->dim[CHANNELS];
    if (!p->dx[0])
        return;
    vec_zero(p->dx[0], p->lane->rows * n * c);
    for (int64_t row = 0; row < p->lane->rows; row++) {
        real share = share_of(l, p, row);
        for (int64_t i = 0; i < n; i++)
            if (counts(l, p, row, i))
                add_scaled(p->dx[0] + (row * n + i) * c, p->dy + row * c, share, c);
    }
}

/* ---- the largest; saved: (C) the place it was taken from, -1 where none counts ---- */

static void max_plan(struct layer *l, struct faults *faults)
{
    global_plan(l, faults);
    l->saved = l->scratch = l->out.dim[0];
}

/* y = max(y, x); from notes the place. */
VECTOR_CLONES static void take_larger(real *y, real *from, const real *x, real place, int64_t n)
{
    for (int64_t c = 0; c < n; c++) {
        from[c] = x[c] > y[c] ? place : from[c];
        y[c] = x[c] > y[c] ? x[c] : y[c];
    }
}

static void max_forward(const struct layer *l, const struct pass *p)
{
    int64_t n = l->dim[PLACES], c = l->dim[CHANNELS];
    for (int64_t row = 0; row < p->lane->rows; row++) {
        const real *x = p->x[0] + row * n * c;
        real *y = p->y + row * c, place, none = -1;
        real *from = p->lane->training ? p->saved + row * c : p->scratch;
        int64_t i = 0;
        while (i < n && !counts(l, p, row, i))
            i++;
        place = i < n ? (real)i : none;
        rows_fill(from, &place, c, 1);
        if (i < n)
            vec_copy(y, x + i * c, c);
        else
            vec_zero(y, c);
        for (i++; i < n; i++)
            if (counts(l, p, row, i))
                take_larger(y, from, x + i * c, (real)i, c);
    }
}

VECTOR_CLONES static void give_back(real *dx, const real *dy, const real *from, real place,
                                    int64_t n)
{
    for (int64_t c = 0; c < n; c++)
        dx[c] = from[c] == place ? dy[c] : 0;
}

static void max_backward(const struct layer *l, const struct pass *p)
{
    int64_t n = l->dim[PLACES], c = l->dim[CHANNELS];
    for (int64_t row = 0; p->dx[0] && row < p->lane->rows; row++)
        for (int64_t i = 0; i < n; i++)
            give_back(p->dx[0] + (row * n + i) * c, p->dy + row * c, p->saved + row * c, (real)i,
                      c);
}

const struct layer_ops layer_global_max_pool2d = {
    .kind = KIND_PLAIN("global_max_pool2d", "The largest value of each channel"),
    .inputs_min = 1,
    .inputs_max = 1,
    .heeds_mask = true,
    .plan = max_plan,
    .forward = max_forward,
    .backward = max_backward,
};

const struct layer_ops layer_global_avg_pool2d = {
    .kind = KIND_PLAIN("global_avg_pool2d", "The mean of each channel"),
    .inputs_min = 1,
    .inputs_max = 1,
    .heeds_mask = true,
    .plan = global_plan,
    .forward = mean_forward,
    .backward = mean_backward,
};
