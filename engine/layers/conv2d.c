/* conv2d.c - convolution of images as a matrix product over patches.
 *
 * x: (B, H, W, C)   kernel: (kh, kw, C/groups, filters)   y: (B, oh, ow, filters)
 * Patches are laid out a tile at a time, small enough to stay in cache, for output rows of all the
 * lane's images together; a 1×1 window needs no patches at all. Groups work on their own channels;
 * as many groups as channels is the depthwise convolution. */
#include "engine/layers/window.h"
#include "engine/tensor/blas.h"
#include "engine/tensor/loops.h"

#include <inttypes.h>

enum {
    FILTERS,
    KERNEL_SIZE,
    STRIDES,
    PADDING,
    DILATION_RATE,
    GROUPS,
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
     .help = "how far the window moves"},
    OPTION_PADDING,
    {.name = "dilation_rate",
     .type = OPT_PAIR,
     .min = 1,
     .max = 1024,
     .fallback = 1,
     .help = "steps between the window's cells"},
    {.name = "groups",
     .type = OPT_INT,
     .min = 1,
     .max = 65536,
     .fallback = 1,
     .help = "parts of the channels that are convolved by themselves"},
    OPTION_ACTIVATION,
    OPTION_BOOL("use_bias", 1, "whether a number per filter is added"),
    OPTION_INITIALIZER("kernel_initializer", INIT_GLOROT_UNIFORM),
    OPTION_INITIALIZER("bias_initializer", INIT_ZEROS),
    OPTION_TRAINABLE,
};
enum { KERNEL, BIAS };

static void conv_plan(struct layer *l, struct faults *faults)
{
    const struct value *o = l->options;
    if (!layer_wants_rank(l, faults, 3, "an image (H, W, C)") ||
        !layer_wants_filters(l, faults, FILTERS))
        return;
    int64_t c = l->in[0].dim[2], groups = option_int(l, GROUPS), filters = option_int(l, FILTERS);
    struct window w = {.h = l->in[0].dim[0],
                       .w = l->in[0].dim[1],
                       .c = c,
                       .kh = (int64_t)o[KERNEL_SIZE].n,
                       .kw = (int64_t)o[KERNEL_SIZE].m,
                       .sh = (int64_t)o[STRIDES].n,
                       .sw = (int64_t)o[STRIDES].m,
                       .dh = (int64_t)o[DILATION_RATE].n,
                       .dw = (int64_t)o[DILATION_RATE].m};
    char text[SHAPE_TEXT_MAX];
    if (!window_place(&w, (enum padding)option_int(l, PADDING))) {
        layer_fault(l, faults, "kernel_size", "a window inside the image, or \"padding\": \"same\"",
                    "a window of %" PRId64 " by %" PRId64 " does not fit the %s that comes in",
                    w.kh, w.kw, shape_text(&l->in[0], text));
        return;
    }
    if (c % groups || filters % groups) {
        layer_fault(l, faults, "groups", "a divisor of both channels and filters",
                    "%" PRId64 " groups do not divide %" PRId64 " channels into %" PRId64
                    " filters",
                    groups, c, filters);
        return;
    }
    window_keep(l, &w);
    l->out = shape_3(w.oh, w.ow, filters);
    int64_t area = w.kh * w.kw;
    layer_param(l, "kernel", shape_4(w.kh, w.kw, c / groups, filters),
                (enum initializer)option_int(l, KERNEL_INITIALIZER), area * (c / groups),
                area * (filters / groups), true);
    if (option_int(l, USE_BIAS))
        layer_param(l, "bias", shape_1(filters), (enum initializer)option_int(l, BIAS_INITIALIZER),
                    area * c, filters, false);
    l->scratch = window_tile(&w, c / groups) * w.ow * area * (c / groups);
    l->needs_x = true;
    l->flops = 2. * (double)(w.oh * w.ow) * (double)(area * (c / groups)) * (double)filters;
    l->flops_back = 2 * l->flops;
}

/* The product's sizes for one group. */
struct product {
    struct window w;
    int64_t rows;     /* output rows of all images */
    int64_t tile;     /* of them at once */
    int count, width; /* channels in, filters out */
    int k, filters;   /* patch length; filters of all groups */
    bool pointwise;   /* the image's own rows are the patches */
};

static struct product product_of(const struct layer *l, const struct pass *p)
{
    struct product d = {.w = window_of(l)};
    int64_t groups = option_int(l, GROUPS);
    d.rows = p->lane->rows * d.w.oh;
    d.count = (int)(d.w.c / groups);
    d.filters = (int)option_int(l, FILTERS);
    d.width = (int)(d.filters / groups);
    d.k = (int)(d.w.kh * d.w.kw * d.count);
    d.tile = window_tile(&d.w, d.count);
    d.pointwise = d.w.kh * d.w.kw == 1 && d.w.sh * d.w.sw == 1 && groups == 1;
    return d;
}

/* The patches of output rows [from, from+n): in scratch, or the image itself. */
static const real *patches(const struct product *d, const struct pass *p, int64_t from, int64_t n,
                           int group)
{
    if (d->pointwise)
        return p->x[0] + from * d->w.ow * d->w.c;
    window_gather(&d->w, p->x[0], from, n, (int64_t)group * d->count, d->count, p->scratch);
    return p->scratch;
}

static int64_t tile_end(const struct product *d, int64_t from)
{
    return d->rows - from < d->tile ? d->rows : from + d->tile;
}

static void conv_forward(const struct layer *l, const struct pass *p)
{
    struct product d = product_of(l, p);
    bool bias = option_int(l, USE_BIAS);
    const real *kernel = p->w + l->params[KERNEL].offset;
    for (int64_t from = 0, to; from < d.rows; from = to) {
        to = tile_end(&d, from);
        int m = (int)((to - from) * d.w.ow);
        real *y = p->y + from * d.w.ow * d.filters;
        if (bias)
            rows_fill(y, p->w + l->params[BIAS].offset, m, d.filters);
        for (int g = 0; g * d.width < d.filters; g++)
            gemm(false, false, m, d.width, d.k, 1, patches(&d, p, from, to - from, g), d.k,
                 kernel + g * d.width, d.filters, bias ? 1 : 0, y + g * d.width, d.filters);
    }
}

/* dkernel += patchesᵀ dy for one tile and group */
static void kernel_gradient(const struct layer *l, const struct pass *p, const struct product *d,
                            int64_t from, int64_t to, int g)
{
    int m = (int)((to - from) * d->w.ow);
    gemm(true, false, d->k, d->width, m, 1, patches(d, p, from, to - from, g), d->k,
         p->dy + from * d->w.ow * d->filters + g * d->width, d->filters, from ? 1 : 0,
         p->dw + l->params[KERNEL].offset + g * d->width, d->filters);
}

/* dpatches = dy kernelᵀ, added to where the patches came from */
static void input_gradient(const struct layer *l, const struct pass *p, const struct product *d,
                           int64_t from, int64_t to, int g)
{
    int m = (int)((to - from) * d->w.ow);
    real *dpatches = d->pointwise ? p->dx[0] + from * d->w.ow * d->w.c : p->scratch;
    gemm(false, true, m, d->k, d->width, 1, p->dy + from * d->w.ow * d->filters + g * d->width,
         d->filters, p->w + l->params[KERNEL].offset + g * d->width, d->filters, 0, dpatches, d->k);
    if (!d->pointwise)
        window_scatter(&d->w, p->dx[0], from, to - from, (int64_t)g * d->count, d->count, dpatches);
}

static void conv_backward(const struct layer *l, const struct pass *p)
{
    struct product d = product_of(l, p);
    if (p->dw && d.rows == 0)
        vec_zero(p->dw + l->params[KERNEL].offset, l->params[KERNEL].size);
    if (p->dx[0])
        vec_zero(p->dx[0], p->lane->rows * l->in_size[0]);
    for (int64_t from = 0, to; from < d.rows; from = to) {
        to = tile_end(&d, from);
        for (int g = 0; g * d.width < d.filters; g++) {
            if (p->dw)
                kernel_gradient(l, p, &d, from, to, g);
            if (p->dx[0])
                input_gradient(l, p, &d, from, to, g);
        }
    }
    if (p->dw && option_int(l, USE_BIAS))
        rows_sum(p->dw + l->params[BIAS].offset, p->dy, d.rows * d.w.ow, d.filters);
}

const struct layer_ops layer_conv2d = {
    .kind = KIND("conv2d", options, "Convolution of an image (H, W, C) with a window of weights"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = conv_plan,
    .forward = conv_forward,
    .backward = conv_backward,
};
