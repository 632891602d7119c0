/* dense.c - y = x w + b, the fully connected layer.
 *
 * On a sequence (T, C) it works on the last axis, every position by itself; on an image (H, W, C)
 * it takes all elements as one vector, as if a flatten stood before it. */
#include "engine/layers/layer.h"
#include "engine/tensor/blas.h"
#include "engine/tensor/loops.h"

enum { UNITS, ACTIVATION, USE_BIAS, KERNEL_INITIALIZER, BIAS_INITIALIZER };
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
    OPTION_TRAINABLE,
};

/* Places in l->dim: rows of the product per sample (positions of a sequence), its width. */
enum { POSITIONS, N_IN };
enum { KERNEL, BIAS };

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
    layer_param(l, "kernel", shape_2(n_in, units),
                (enum initializer)option_int(l, KERNEL_INITIALIZER), n_in, units, true);
    if (option_int(l, USE_BIAS))
        layer_param(l, "bias", shape_1(units), (enum initializer)option_int(l, BIAS_INITIALIZER),
                    n_in, units, false);
    l->needs_x = true;
    l->flops = 2. * (double)positions * (double)n_in * (double)units;
    l->flops_back = 2 * l->flops;
}

/* x: (M, n_in)   w: (n_in, units)   b: (units)   y: (M, units)   M = rows × positions */
static void dense_forward(const struct layer *l, const struct pass *p)
{
    int m = p->lane->rows * (int)l->dim[POSITIONS], n_in = (int)l->dim[N_IN];
    int units = (int)option_int(l, UNITS);
    const real *w = p->w + l->params[KERNEL].offset;
    real beta = 0;
    if (option_int(l, USE_BIAS)) {
        rows_fill(p->y, p->w + l->params[BIAS].offset, m, units);
        beta = 1;
    }
    gemm(false, false, m, units, n_in, 1, p->x[0], n_in, w, units, beta, p->y, units);
}

/* dw = xᵀ dy   db = Σ rows of dy   dx = dy wᵀ */
static void dense_backward(const struct layer *l, const struct pass *p)
{
    int m = p->lane->rows * (int)l->dim[POSITIONS], n_in = (int)l->dim[N_IN];
    int units = (int)option_int(l, UNITS);
    if (p->dw) {
        gemm(true, false, n_in, units, m, 1, p->x[0], n_in, p->dy, units, 0,
             p->dw + l->params[KERNEL].offset, units);
        if (option_int(l, USE_BIAS))
            rows_sum(p->dw + l->params[BIAS].offset, p->dy, m, units);
    }
    if (p->dx[0])
        gemm(false, true, m, n_in, units, 1, p->dy, units, p->w + l->params[KERNEL].offset, units,
             0, p->dx[0], n_in);
}

const struct layer_ops layer_dense = {
    .kind = KIND("dense", options, "Fully connected: y = x w + b"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = dense_plan,
    .forward = dense_forward,
    .backward = dense_backward,
};
