/* upsample2d.c - enlarges an image by repeating its pixels. */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

enum { SIZE };
static const struct option options[] = {
    {.name = "size",
     .type = OPT_PAIR,
     .min = 1,
     .max = 1024,
     .fallback = 2,
     .help = "how often each pixel is repeated down and across"},
};

static void upsample_plan(struct layer *l, struct faults *faults)
{
    if (!layer_wants_rank(l, faults, 3, "an image (H, W, C)"))
        return;
    const struct shape *in = &l->in[0];
    l->out = shape_3(in->dim[0] * (int64_t)l->options[SIZE].n,
                     in->dim[1] * (int64_t)l->options[SIZE].m, in->dim[2]);
    l->flops_back =
        (double)in->dim[0] * in->dim[1] * in->dim[2] * l->options[SIZE].n * l->options[SIZE].m;
}

/* The pixel of the input that output pixel (row, y, x) repeats. */
static int64_t source(const struct layer *l, int64_t row, int64_t y, int64_t x)
{
    int64_t down = (int64_t)l->options[SIZE].n, across = (int64_t)l->options[SIZE].m;
    return (row * l->in[0].dim[0] + y / down) * l->in[0].dim[1] + x / across;
}

/* With out: copies every source to its pixels; with din: adds every pixel to its source. */
static void for_pixels(const struct layer *l, int rows, real *out, const real *dout, const real *in,
                       real *din)
{
    int64_t h = l->out.dim[0], w = l->out.dim[1], c = l->out.dim[2];
    for (int64_t row = 0; row < rows; row++)
        for (int64_t y = 0; y < h; y++)
            for (int64_t x = 0; x < w; x++) {
                int64_t at = ((row * h + y) * w + x) * c, from = source(l, row, y, x) * c;
                if (out)
                    vec_copy(out + at, in + from, c);
                else
                    vec_add(din + from, dout + at, c);
            }
}

static void upsample_forward(const struct layer *l, const struct pass *p)
{
    for_pixels(l, p->lane->rows, p->y, NULL, p->x[0], NULL);
}

static void upsample_backward(const struct layer *l, const struct pass *p)
{
    if (!p->dx[0])
        return;
    vec_zero(p->dx[0], p->lane->rows * l->in_size[0]);
    for_pixels(l, p->lane->rows, NULL, p->dy, NULL, p->dx[0]);
}

const struct layer_ops layer_upsample2d = {
    .kind = KIND("upsample2d", options, "Enlarges an image by repeating its pixels"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = upsample_plan,
    .forward = upsample_forward,
    .backward = upsample_backward,
};
