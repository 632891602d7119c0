/* dense.c - y = x w + b, the fully connected layer.
 *
 * On a sequence (T, C) it works on the last axis, every position by itself; on an image (H, W, C)
 * it takes all elements as one vector, as if a flatten stood before it.
 *
 * With tie_to the kernel is an embedding's table, transposed: unit k answers with the vector of
 * index k (Press & Wolf 2017). The table stays the embedding's; only a bias is the layer's own.
 *
 * With lora_rank the kernel stays as it is, and what is learned is a product of two thin matrices
 * beside it (lora.h). */
#include "engine/layers/lora.h"
#include "engine/tensor/blas.h"
#include "engine/tensor/loops.h"

#include <inttypes.h>
#include <stdio.h>

enum { UNITS, ACTIVATION, USE_BIAS, KERNEL_INITIALIZER, BIAS_INITIALIZER, TIE_TO, LORA_RANK };
static const struct option options[] = {
    {.name = "units",
     .type = OPT_INT,
     .min = 1,
     .max = 1 << 20,
     .help = "how many numbers come out; the last layer may leave it to task and data: one per "
             "class, target column or token"},
    OPTION_ACTIVATION,
    OPTION_BOOL("use_bias", 1, "whether b is added"),
    OPTION_INITIALIZER("kernel_initializer", INIT_GLOROT_UNIFORM),
    OPTION_INITIALIZER("bias_initializer", INIT_ZEROS),
    {.name = "tie_to",
     .type = OPT_NAME,
     .help = "the name of an earlier embedding whose table, transposed, is the kernel"},
    OPTION_LORA,
    OPTION_TRAINABLE,
};

/* Places in l->dim: rows of the product per sample (positions of a sequence), its width. */
enum { POSITIONS, N_IN };

static const struct param *kernel_of(const struct layer *l)
{
    return l->tied ? l->tied : &l->params[0];
}

static const struct param *bias_of(const struct layer *l)
{
    return option_int(l, USE_BIAS) ? &l->params[!l->tied] : NULL;
}

/* Unit k takes row k of the table, whose rows are as long as what comes in. */
static void check_tie(const struct layer *l, struct faults *faults, int64_t n_in, int64_t units)
{
    const int64_t *table = l->tied->shape.dim;
    char allowed[64];
    snprintf(allowed, sizeof allowed, "an output_dim of %" PRId64, n_in);
    if (table[1] != n_in)
        layer_fault(l, faults, "tie_to", allowed,
                    "the embedding's vectors have %" PRId64 " numbers, but %" PRId64
                    " come into this layer",
                    table[1], n_in);
    snprintf(allowed, sizeof allowed, "at most %" PRId64, table[0]);
    if (units > table[0])
        layer_fault(l, faults, "units", allowed,
                    "the embedding it is tied to has %" PRId64 " vectors, not %" PRId64, table[0],
                    units);
}

static struct lora adapters_of(const struct layer *l)
{
    return lora_of(l, LORA_RANK, l->n_params - 2);
}

/* After the kernel's own count: its gradient is not asked for, its adapters' are. */
static void plan_adapters(struct layer *l, struct faults *faults)
{
    if (option_int(l, LORA_RANK) == 0)
        return;
    if (l->tied) {
        layer_fault(l, faults, "lora_rank", "0",
                    "the kernel is the embedding's, and an embedding has no adapters");
        return;
    }
    double positions = (double)l->dim[POSITIONS];
    double adapters = positions * lora_flops(l, LORA_RANK, l->dim[N_IN], option_int(l, UNITS));
    lora_plan(l, LORA_RANK, 0, "lora_a", "lora_b");
    l->scratch = lora_scratch(l, LORA_RANK);
    l->flops_back = l->flops + 3 * adapters;
    l->flops_own = 2 * adapters;
    l->flops += adapters;
}

static void dense_plan(struct layer *l, struct faults *faults)
{
    const struct shape *in = &l->in[0];
    int64_t units = option_int(l, UNITS);
    if (units < 1) {
        layer_fault(l, faults, "units", "integer 1..1048576",
                    "\"units\" is required here: only of the last layer do task and data say it");
        return;
    }
    bool sequence = in->rank == 2;
    int64_t positions = sequence ? in->dim[0] : 1, n_in = l->in_size[0] / positions;
    l->dim[POSITIONS] = positions;
    l->dim[N_IN] = n_in;
    l->out = sequence ? shape_2(positions, units) : shape_1(units);
    if (l->tied)
        check_tie(l, faults, n_in, units);
    else
        layer_param(l, "kernel", shape_2(n_in, units),
                    (enum initializer)option_int(l, KERNEL_INITIALIZER), n_in, units, true);
    if (option_int(l, USE_BIAS))
        layer_param(l, "bias", shape_1(units), (enum initializer)option_int(l, BIAS_INITIALIZER),
                    n_in, units, false);
    l->needs_x = true;
    l->flops = 2. * (double)positions * (double)n_in * (double)units;
    l->flops_back = 2 * l->flops;
    plan_adapters(l, faults);
}

/* x: (M, n_in)   w: (n_in, units)   b: (units)   y: (M, units)   M = rows × positions; a tied w is
 * (units, n_in) */
static void dense_forward(const struct layer *l, const struct pass *p)
{
    int m = p->lane->rows * (int)l->dim[POSITIONS], n_in = (int)l->dim[N_IN];
    int units = (int)option_int(l, UNITS);
    const real *w = p->w + kernel_of(l)->offset;
    real beta = 0;
    if (bias_of(l)) {
        rows_fill(p->y, p->w + bias_of(l)->offset, m, units);
        beta = 1;
    }
    gemm(false, l->tied, m, units, n_in, 1, p->x[0], n_in, w, l->tied ? n_in : units, beta, p->y,
         units);
    struct lora lora = adapters_of(l);
    lora_forward(&lora, p, p->x[0], p->y, m, p->scratch);
}

/* dw = xᵀ dy, or of a tied one dw += dyᵀ x */
static void kernel_gradient(const struct layer *l, const struct pass *p, int m)
{
    int n_in = (int)l->dim[N_IN], units = (int)option_int(l, UNITS);
    real *dw = p->dw + kernel_of(l)->offset;
    if (!l->tied && !kernel_of(l)->frozen)
        gemm(true, false, n_in, units, m, 1, p->x[0], n_in, p->dy, units, 0, dw, units);
    else if (l->tied && !l->tied->frozen)
        gemm(true, false, units, n_in, m, 1, p->dy, units, p->x[0], n_in, 1, dw, n_in);
}

/* db = Σ rows of dy   dx = dy wᵀ */
static void dense_backward(const struct layer *l, const struct pass *p)
{
    int m = p->lane->rows * (int)l->dim[POSITIONS], n_in = (int)l->dim[N_IN];
    int units = (int)option_int(l, UNITS);
    struct lora lora = adapters_of(l);
    lora_gradient(&lora, p, p->x[0], p->dy, m, p->scratch);
    if (p->dw) {
        kernel_gradient(l, p, m);
        if (bias_of(l) && !bias_of(l)->frozen)
            rows_sum(p->dw + bias_of(l)->offset, p->dy, m, units);
    }
    if (p->dx[0])
        gemm(false, !l->tied, m, n_in, units, 1, p->dy, units, p->w + kernel_of(l)->offset,
             l->tied ? n_in : units, 0, p->dx[0], n_in);
    if (p->dx[0])
        lora_back(&lora, p, p->dy, p->dx[0], m, p->scratch);
}

const struct layer_ops layer_dense = {
    .kind = KIND("dense", options, "Fully connected: y = x w + b"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = dense_plan,
    .forward = dense_forward,
    .backward = dense_backward,
};
