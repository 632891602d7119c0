/* rescale.c - y = x · std + mean per output: from what a model learns to the targets' own units.
 *
 * No layer of a spec: the graph puts it behind the last one where data.normalize_target asks for
 * it. Mean and deviation are statistics of the training rows' targets, set once before the first
 * step and kept in the model file like a batch_norm's. */
#include "engine/layers/layer.h"

enum { MEAN, STD };

static void rescale_plan(struct layer *l, struct faults *faults)
{
    (void)faults;
    l->out = l->in[0];
    layer_stat(l, "mean", shape_1(l->in_size[0]), INIT_ZEROS);
    layer_stat(l, "std", shape_1(l->in_size[0]), INIT_ONES);
    l->in_place = true;
    l->flops = 2. * (double)l->in_size[0];
    l->flops_back = (double)l->in_size[0];
}

static void rescale_forward(const struct layer *l, const struct pass *p)
{
    const real *mean = p->stats + l->stats[MEAN].offset, *std = p->stats + l->stats[STD].offset;
    int64_t n = l->out_size;
    for (int64_t i = 0; i < p->lane->rows; i++)
        for (int64_t j = 0; j < n; j++)
            p->y[i * n + j] = p->x[0][i * n + j] * std[j] + mean[j];
}

static void rescale_backward(const struct layer *l, const struct pass *p)
{
    const real *std = p->stats + l->stats[STD].offset;
    int64_t n = l->out_size;
    for (int64_t i = 0; p->dx[0] && i < p->lane->rows; i++)
        for (int64_t j = 0; j < n; j++)
            p->dx[0][i * n + j] = p->dy[i * n + j] * std[j];
}

const struct layer_ops layer_rescale = {
    .kind = KIND_PLAIN("rescale", "y = x · std + mean of the training rows' targets"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = rescale_plan,
    .forward = rescale_forward,
    .backward = rescale_backward,
};
