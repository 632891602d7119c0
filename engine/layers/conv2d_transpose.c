/* conv2d_transpose.c - the convolution's way back: each input pixel paints a window of the output.
 *
 * It is conv2d's gradient for its image: the window slides over the OUTPUT (oh, ow, filters), and
 * its places are the input's pixels.
 * x: (B, H, W, C)   kernel: (kh, kw, filters, C)   y: (B, H·s, W·s, filters), wider when valid */
#include "engine/layers/window.h"
#include "engine/tensor/blas.h"
#include "engine/tensor/loops.h"

enum {
    FILTERS,
    KERNEL_SIZE,
    STRIDES,
    PADDING,
    ACTIVATION,
    USE_BIAS,
    KERNEL_INITIALIZER,
    BIAS_INITIALIZER
};
static const struct option options[] = {
    {.name = "filters",
     .type = OPT_INT,
     .min = 1,
     .max = 65536,
     .help =
         "how many channels come out; the last layer of a segmentation may leave it to the data: "
         "one per class"},
    {.name = "kernel_size",
     .type = OPT_PAIR,
     .min = 1,
     .max = 1024,
     .required = true,
     .help = "the window's height and width"},
    {.name = "strides",
     .type = OPT_PAIR,
     .min = 1,
     .max = 1024,
     .fallback = 1,
     .help = "how many times larger the image becomes"},
    OPTION_PADDING,
    OPTION_ACTIVATION,
    OPTION_BOOL("use_bias", 1, "whether a number per filter is added"),
    OPTION_INITIALIZER("kernel_initializer", INIT_GLOROT_UNIFORM),
    OPTION_INITIALIZER("bias_initializer", INIT_ZEROS),
    OPTION_TRAINABLE,
};
enum { KERNEL, BIAS };

/* Keras' output length: in · stride, and what a window reaches beyond its step when valid. */
static int64_t longer(int64_t in, int64_t k, int64_t stride, bool valid)
{
    return in * stride + (valid && k > stride ? k - stride : 0);
}

static void transpose_plan(struct layer *l, struct faults *faults)
{
    const struct value *o = l->options;
    if (!layer_wants_rank(l, faults, 3, "an image (H, W, C)") ||
        !layer_wants_filters(l, faults, FILTERS))
        return;
    bool valid = option_int(l, PADDING) == PADDING_VALID;
    int64_t h = l->in[0].dim[0], width = l->in[0].dim[1], c = l->in[0].dim[2];
    int64_t filters = option_int(l, FILTERS);
    struct window w = {.c = filters,
                       .kh = (int64_t)o[KERNEL_SIZE].n,
                       .kw = (int64_t)o[KERNEL_SIZE].m,
                       .sh = (int64_t)o[STRIDES].n,
                       .sw = (int64_t)o[STRIDES].m,
                       .dh = 1,
                       .dw = 1};
    w.h = longer(h, w.kh, w.sh, valid);
    w.w = longer(width, w.kw, w.sw, valid);
    window_place(&w, (enum padding)option_int(l, PADDING));
    w.oh = h; /* the last places may begin where no whole window is left: when k < stride */
    w.ow = width;
    window_keep(l, &w);
    l->out = shape_3(w.h, w.w, filters);
    int64_t area = w.kh * w.kw;
    layer_param(l, "kernel", shape_4(w.kh, w.kw, filters, c),
                (enum initializer)option_int(l, KERNEL_INITIALIZER), area * filters, area * c,
                true);
    if (option_int(l, USE_BIAS))
        layer_param(l, "bias", shape_1(filters), (enum initializer)option_int(l, BIAS_INITIALIZER),
                    area * c, filters, false);
    l->scratch = window_tile(&w, filters) * width * area * filters;
    l->needs_x = true;
    l->flops = 2. * (double)(h * width) * (double)(area * filters) * (double)c;
    l->flops_back = 2 * l->flops;
}

/* patches (m, K) = x kernelᵀ, K = kh·kw·filters, painted into y */
static void transpose_forward(const struct layer *l, const struct pass *p)
{
    struct window w = window_of(l);
    int c = (int)l->in[0].dim[2], k = (int)(w.kh * w.kw * w.c);
    int64_t rows = p->lane->rows * w.oh, tile = window_tile(&w, w.c);
    if (option_int(l, USE_BIAS))
        rows_fill(p->y, p->w + l->params[BIAS].offset, p->lane->rows * w.h * w.w, w.c);
    else
        vec_zero(p->y, p->lane->rows * l->out_size);
    for (int64_t from = 0; from < rows; from += tile) {
        int64_t n = rows - from < tile ? rows - from : tile;
        gemm(false, true, (int)(n * w.ow), k, c, 1, p->x[0] + from * w.ow * c, c,
             p->w + l->params[KERNEL].offset, c, 0, p->scratch, k);
        window_scatter(&w, p->y, from, n, 0, w.c, p->scratch);
    }
}

/* dkernel = patches(dy)ᵀ x   dx = patches(dy) kernel */
static void transpose_backward(const struct layer *l, const struct pass *p)
{
    struct window w = window_of(l);
    int c = (int)l->in[0].dim[2], k = (int)(w.kh * w.kw * w.c);
    int64_t rows = p->lane->rows * w.oh, tile = window_tile(&w, w.c);
    if (p->dw && rows == 0)
        vec_zero(p->dw + l->params[KERNEL].offset, l->params[KERNEL].size);
    for (int64_t from = 0; from < rows; from += tile) {
        int64_t n = rows - from < tile ? rows - from : tile;
        int m = (int)(n * w.ow);
        window_gather(&w, p->dy, from, n, 0, w.c, p->scratch);
        if (p->dw)
            gemm(true, false, k, c, m, 1, p->scratch, k, p->x[0] + from * w.ow * c, c, from ? 1 : 0,
                 p->dw + l->params[KERNEL].offset, c);
        if (p->dx[0])
            gemm(false, false, m, c, k, 1, p->scratch, k, p->w + l->params[KERNEL].offset, c, 0,
                 p->dx[0] + from * w.ow * c, c);
    }
    if (p->dw && option_int(l, USE_BIAS))
        rows_sum(p->dw + l->params[BIAS].offset, p->dy, p->lane->rows * w.h * w.w, w.c);
}

const struct layer_ops layer_conv2d_transpose = {
    .kind = KIND("conv2d_transpose", options,
                 "Enlarges an image (H, W, C) with learned windows; conv2d turned round"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = transpose_plan,
    .forward = transpose_forward,
    .backward = transpose_backward,
};
