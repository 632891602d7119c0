/* onnx_images.c - ONNX' convolutions, pools and resizes, put to ours.
 *
 * ONNX has channels first, any padding and any number of axes; we have (H, W, C), "valid" and
 * "same". One axis becomes an image of width 1. Padding that is not what "same" gives is put around
 * the image here, and the window runs "valid". */
#include "tests/support/onnx_net.h"

/* 1e30: below any number of a vector, so that padding is never the largest. */
static const double below_all = -1e30;

struct picture {
    int64_t n, c, h, w;
    double *v; /* (n, h, w, c) */
};

static struct picture picture_of(const struct onnx_tensor *x)
{
    struct picture p = {x->dim[0], x->dim[1], x->dim[2], x->rank > 3 ? x->dim[3] : 1,
                        net_numbers(x->n)};
    onnx_channels_last(x, p.v);
    return p;
}

static struct picture padded(const struct picture *x, int64_t top, int64_t left, int64_t bottom,
                             int64_t right, double with)
{
    struct picture p = {x->n, x->c, x->h + top + bottom, x->w + left + right, NULL};
    p.v = net_numbers(p.n * p.h * p.w * p.c);
    for (int64_t i = 0; i < p.n * p.h * p.w * p.c; i++)
        p.v[i] = with;
    for (int64_t i = 0; i < x->n; i++)
        for (int64_t y = 0; y < x->h; y++)
            memcpy(p.v + ((i * p.h + y + top) * p.w + left) * p.c,
                   x->v + (i * x->h + y) * x->w * x->c, (size_t)(x->w * x->c) * sizeof *x->v);
    return p;
}

/* ---- windows ---- */

/* One axis of a window, and its padding before and after the image. */
struct axis {
    int64_t n, out, k, s, d, before, after;
};

static struct axis axis_of(const struct onnx_node *n, int i, int axes, int64_t size, int64_t k,
                           int64_t out)
{
    struct axis a = {size, out, k, onnx_at(n, "strides", i, 1), onnx_at(n, "dilations", i, 1),
                     0,    0};
    const char *pad = onnx_string(n, "auto_pad", "NOTSET");
    int64_t all = (a.out - 1) * a.s + (a.k - 1) * a.d + 1 - a.n;
    all = all > 0 ? all : 0;
    a.before = onnx_at(n, "pads", i, 0);
    a.after = onnx_at(n, "pads", i + axes, 0);
    if (strncmp(pad, "SAME", 4) == 0) {
        a.before = strcmp(pad, "SAME_LOWER") == 0 ? all - all / 2 : all / 2;
        a.after = all - a.before;
    } else if (onnx_int(n, "ceil_mode", 0) && all > a.before + a.after)
        a.after = all - a.before;
    return a;
}

/* Whether this is the padding that "same" gives. */
static bool is_same(const struct axis *a)
{
    int64_t all = (a->out - 1) * a->s + (a->k - 1) * a->d + 1 - a->n;
    return a->out == (a->n + a->s - 1) / a->s && all >= 0 && a->before == all / 2 &&
           a->after == all - all / 2;
}

static bool is_bare(const struct axis *a)
{
    return a->before == 0 && a->after == 0;
}

struct windows {
    struct axis y, x;
    bool same, bare;
};

static struct windows windows_of(const struct onnx_node *n, const struct onnx_tensor *in,
                                 const struct onnx_tensor *out, const int64_t *k)
{
    int axes = in->rank - 2;
    struct windows w = {.y = axis_of(n, 0, axes, in->dim[2], k[0], out->dim[2]),
                        .x = {1, 1, 1, 1, 1, 0, 0}};
    if (axes > 1)
        w.x = axis_of(n, 1, axes, in->dim[3], k[1], out->dim[3]);
    w.bare = is_bare(&w.y) && is_bare(&w.x);
    w.same = is_same(&w.y) && is_same(&w.x);
    return w;
}

/* The image as the layer gets it: padded here unless "same" does it. */
static struct picture picture_for(const struct onnx_tensor *x, const struct windows *w, double with)
{
    struct picture p = picture_of(x);
    if (w->same || w->bare)
        return p;
    struct picture q = padded(&p, w->y.before, w->x.before, w->y.after, w->x.after, with);
    free(p.v);
    return q;
}

static void meets(struct rig *r, const struct onnx_test *t, const struct picture *x,
                  const struct onnx_tensor *want)
{
    struct picture y = picture_of(want);
    net_input(r, x->v);
    assert_int_equal(r->rows * r->n_out, want->n);
    net_meets(r, t, y.v);
    free(y.v);
    free(x->v);
}

static const char *const three_axes = "images of three axes";

/* ---- Conv ---- */

/* (M, C, kh, kw) → (kh, kw, C, M) */
static void set_kernel(real *to, const struct onnx_tensor *w)
{
    double *v = net_numbers(w->n);
    onnx_permute(w, w->rank == 3 ? (const int[]){2, 1, 0} : (const int[]){2, 3, 1, 0}, v);
    net_set(to, v, w->n);
    free(v);
}

static const char *conv(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *w = onnx_input(t, n, 1);
    const struct onnx_tensor *b = onnx_input(t, n, 2), *y = onnx_output(t, n, 0);
    if (x->rank > 4)
        return three_axes;
    struct windows at = windows_of(n, x, y, w->dim + 2);
    struct picture p = picture_for(x, &at, 0);
    struct rig r;
    net_start(&r, p.n, shape_3(p.h, p.w, p.c),
              "conv2d filters=%d kernel_size=%dx%d strides=%dx%d dilation_rate=%dx%d groups=%d "
              "padding=%s use_bias=%d",
              (int)w->dim[0], (int)at.y.k, (int)at.x.k, (int)at.y.s, (int)at.x.s, (int)at.y.d,
              (int)at.x.d, (int)onnx_int(n, "group", 1), at.same ? "same" : "valid", b != NULL);
    set_kernel(net_param(&r, 1, "kernel"), w);
    if (b)
        net_set(net_param(&r, 1, "bias"), b->v, b->n);
    meets(&r, t, &p, y);
    return NULL;
}

/* ---- ConvTranspose ---- */

/* What ONNX cuts off before the image, of all that the windows touch. */
static int64_t cut_before(const struct onnx_node *n, int i, int64_t in, int64_t out, int64_t k)
{
    int64_t s = onnx_at(n, "strides", i, 1);
    int64_t all = s * (in - 1) + onnx_at(n, "output_padding", i, 0) + k - out;
    if (onnx_attribute(n, "output_shape"))
        return all > 0 ? all / 2 : 0;
    return onnx_at(n, "pads", i, 0);
}

/* The valid result lies on a plane of zeros and bias without end; what ONNX wants is a part of it.
 */
static const char *conv_transpose(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *w = onnx_input(t, n, 1);
    const struct onnx_tensor *b = onnx_input(t, n, 2), *want = onnx_output(t, n, 0);
    bool same = strcmp(onnx_string(n, "auto_pad", "NOTSET"), "SAME_UPPER") == 0;
    if (x->rank > 4)
        return three_axes;
    if (onnx_at(n, "dilations", 0, 1) > 1 || onnx_at(n, "dilations", 1, 1) > 1)
        return "`conv2d_transpose` has no dilation";
    struct picture p = picture_of(x), z = picture_of(want);
    int64_t kw = w->rank > 3 ? w->dim[3] : 1, filters = w->dim[1];
    int64_t top = same ? 0 : cut_before(n, 0, p.h, z.h, w->dim[2]);
    int64_t left = same ? 0 : cut_before(n, 1, p.w, z.w, kw);
    struct rig r;
    net_start(&r, p.n, shape_3(p.h, p.w, p.c),
              "conv2d_transpose filters=%d kernel_size=%dx%d strides=%dx%d padding=%s use_bias=%d",
              (int)filters, (int)w->dim[2], (int)kw, (int)onnx_at(n, "strides", 0, 1),
              (int)onnx_at(n, "strides", 1, 1), same ? "same" : "valid", b != NULL);
    set_kernel(net_param(&r, 1, "kernel"), w);
    if (b)
        net_set(net_param(&r, 1, "bias"), b->v, b->n);
    net_input(&r, p.v);
    struct shape out = r.graph->node[1].layer.out;
    double *y = net_train(&r), *part = net_numbers(want->n);
    for (int64_t i = 0, at = 0; i < z.n; i++)
        for (int64_t oy = top; oy < top + z.h; oy++)
            for (int64_t ox = left; ox < left + z.w; ox++)
                for (int64_t c = 0; c < z.c; c++)
                    part[at++] = oy < out.dim[0] && ox < out.dim[1]
                                     ? y[((i * out.dim[0] + oy) * out.dim[1] + ox) * z.c + c]
                                 : b ? b->v[c]
                                     : 0;
    onnx_compare(t, "training", part, z.v, want->n);
    free(y);
    free(part);
    free(p.v);
    free(z.v);
    rig_end(&r);
    return NULL;
}

/* ---- pools ---- */

static const char *pool(const struct onnx_test *t, const struct onnx_node *n, bool largest)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *y = onnx_output(t, n, 0);
    int64_t k[3] = {onnx_at(n, "kernel_shape", 0, 1), onnx_at(n, "kernel_shape", 1, 1), 1};
    if (x->rank > 4)
        return three_axes;
    if (onnx_at(n, "dilations", 0, 1) > 1)
        return "pools have no dilation";
    struct windows at = windows_of(n, x, y, k);
    bool counts = onnx_int(n, "count_include_pad", 0);
    at.same = at.same && (largest || !counts);
    if (!largest && !at.same && !at.bare && !counts)
        return "a mean over other padding than \"same\" gives";
    struct picture p = picture_for(x, &at, largest ? below_all : 0);
    struct rig r;
    net_start(&r, p.n, shape_3(p.h, p.w, p.c), "%s pool_size=%dx%d strides=%dx%d padding=%s",
              largest ? "max_pool2d" : "avg_pool2d", (int)at.y.k, (int)at.x.k, (int)at.y.s,
              (int)at.x.s, at.same ? "same" : "valid");
    meets(&r, t, &p, y);
    return NULL;
}

static const char *max_pool(const struct onnx_test *t, const struct onnx_node *n)
{
    return pool(t, n, true);
}

static const char *average_pool(const struct onnx_test *t, const struct onnx_node *n)
{
    return pool(t, n, false);
}

static const char *global(const struct onnx_test *t, const struct onnx_node *n, const char *layer)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0);
    struct picture p = picture_of(x);
    struct rig r;
    net_start(&r, p.n, shape_3(p.h, p.w, p.c), layer);
    meets(&r, t, &p, onnx_output(t, n, 0));
    return NULL;
}

static const char *global_max(const struct onnx_test *t, const struct onnx_node *n)
{
    return global(t, n, "global_max_pool2d");
}

static const char *global_average(const struct onnx_test *t, const struct onnx_node *n)
{
    return global(t, n, "global_avg_pool2d");
}

/* ---- Resize, Upsample ---- */

static const char *resize(const struct onnx_test *t, const struct onnx_node *n)
{
    const struct onnx_tensor *x = onnx_input(t, n, 0), *y = onnx_output(t, n, 0);
    const char *place = onnx_string(n, "coordinate_transformation_mode", "half_pixel");
    if (strcmp(onnx_string(n, "mode", "nearest"), "nearest") != 0)
        return "interpolates; `upsample2d` repeats";
    if (x->dim[2] > y->dim[2] || y->dim[2] % x->dim[2] || y->dim[3] % x->dim[3])
        return "not by whole factors";
    if (onnx_attribute(n, "nearest_mode") || strcmp(place, "half_pixel") != 0)
        return "rounds to another pixel than the one repeated";
    struct picture p = picture_of(x);
    struct rig r;
    net_start(&r, p.n, shape_3(p.h, p.w, p.c), "upsample2d size=%dx%d",
              (int)(y->dim[2] / x->dim[2]), (int)(y->dim[3] / x->dim[3]));
    meets(&r, t, &p, y);
    return NULL;
}

const struct onnx_op onnx_images[] = {
    {"Conv", "`conv2d`", conv},
    {"ConvTranspose", "`conv2d_transpose`", conv_transpose},
    {"MaxPool", "`max_pool2d`", max_pool},
    {"AveragePool", "`avg_pool2d`", average_pool},
    {"GlobalMaxPool", "`global_max_pool2d`", global_max},
    {"GlobalAveragePool", "`global_avg_pool2d`", global_average},
    {"Upsample", "`upsample2d`", resize},
    {"Resize", "`upsample2d`", resize},
};
const int onnx_images_n = sizeof onnx_images / sizeof *onnx_images;
