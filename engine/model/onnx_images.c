/* onnx_images.c - layers over images, and the global pools, as ONNX operators.
 *
 * Images are channels last with us, channels first within a convolution of theirs. */
#include "engine/layers/window.h"
#include "engine/model/onnx_layers.h"

#include <stdlib.h>

static const char *channels_first(const struct at *a)
{
    return onnx_transpose(a->o, a->x[0], 4, (const int64_t[]){0, 3, 1, 2});
}

static const char *channels_last(const struct at *a, const char *y)
{
    return onnx_transpose(a->o, y, 4, (const int64_t[]){0, 2, 3, 1});
}

/* A kernel (a, b, c, d) with its axes in another order. */
static const char *kernel_in_order(const struct at *a, const int order[4])
{
    const struct param *p = at_param_named(a, "kernel");
    const float *w = at_weights(a, p);
    int64_t stride[4], dims[4], from[4];
    for (int i = 3, n = 1; i >= 0; n *= (int)p->shape.dim[i--])
        stride[i] = n;
    for (int i = 0; i < 4; i++) {
        dims[i] = p->shape.dim[order[i]];
        from[i] = stride[order[i]];
    }
    float *out = onnx_room(a->o, p->size, sizeof *out), *to = out;
    if (!out)
        return "";
    for (int64_t i = 0; i < dims[0]; i++)
        for (int64_t j = 0; j < dims[1]; j++)
            for (int64_t k = 0; k < dims[2]; k++)
                for (int64_t m = 0; m < dims[3]; m++)
                    *to++ = w[i * from[0] + j * from[1] + k * from[2] + m * from[3]];
    const char *name = onnx_floats(a->o, out, 4, dims);
    free(out);
    return name;
}

/* What is missing at the end for the last window to fit; never less than nothing. */
static int64_t end_padding(int64_t places, int64_t stride, int64_t k, int64_t dilation,
                           int64_t before, int64_t n)
{
    int64_t pad = (places - 1) * stride + (k - 1) * dilation + 1 - before - n;
    return pad > 0 ? pad : 0;
}

#define PADS(W)                                                                                    \
    INTS("pads", (W).top, (W).left, end_padding((W).oh, (W).sh, (W).kh, (W).dh, (W).top, (W).h),   \
         end_padding((W).ow, (W).sw, (W).kw, (W).dw, (W).left, (W).w))

const char *onnx_conv2d(const struct at *a)
{
    struct window w = window_of(a->l);
    const char *kernel = kernel_in_order(a, (const int[]){3, 2, 0, 1}),
               *bias = at_parameter(a, "bias");
    return channels_last(
        a, onnx_op(a->o, "Conv",
                   ATTRIBUTES(INTS("kernel_shape", w.kh, w.kw), INTS("strides", w.sh, w.sw),
                              INTS("dilations", w.dh, w.dw), PADS(w),
                              INT("group", (int64_t)at_option(a, "groups")->n)),
                   VALUES(channels_first(a), kernel, bias)));
}

/* Our window slides over the output (w.h, w.w); theirs crops what the input's places paint. */
const char *onnx_conv2d_transpose(const struct at *a)
{
    struct window w = window_of(a->l);
    const char *kernel = kernel_in_order(a, (const int[]){3, 2, 0, 1}),
               *bias = at_parameter(a, "bias");
    int64_t below = (w.oh - 1) * w.sh + w.kh - w.top - w.h;
    int64_t right = (w.ow - 1) * w.sw + w.kw - w.left - w.w;
    return channels_last(
        a, onnx_op(
               a->o, "ConvTranspose",
               ATTRIBUTES(INTS("kernel_shape", w.kh, w.kw), INTS("strides", w.sh, w.sw),
                          INTS("pads", w.top, w.left, below > 0 ? below : 0, right > 0 ? right : 0),
                          INTS("output_padding", below < 0 ? -below : 0, right < 0 ? -right : 0)),
               VALUES(channels_first(a), kernel, bias)));
}

static const char *pool(const struct at *a, const char *op)
{
    struct window w = window_of(a->l);
    return channels_last(a, onnx_op(a->o, op,
                                    ATTRIBUTES(INTS("kernel_shape", w.kh, w.kw),
                                               INTS("strides", w.sh, w.sw), PADS(w)),
                                    VALUES(channels_first(a))));
}

const char *onnx_max_pool2d(const struct at *a)
{
    return pool(a, "MaxPool");
}

const char *onnx_avg_pool2d(const struct at *a)
{
    return pool(a, "AveragePool");
}

const char *onnx_upsample2d(const struct at *a)
{
    const struct value *size = at_option(a, "size");
    const float scales[] = {1, (float)size->n, (float)size->m, 1};
    const struct attribute mode = {.name = "mode", .type = ATTRIBUTE_TEXT, .text = "nearest"};
    const struct attribute where = {
        .name = "coordinate_transformation_mode", .type = ATTRIBUTE_TEXT, .text = "asymmetric"};
    const struct attribute round = {
        .name = "nearest_mode", .type = ATTRIBUTE_TEXT, .text = "floor"};
    return onnx_op(a->o, "Resize", ATTRIBUTES(mode, where, round),
                   VALUES(a->x[0], "", onnx_floats(a->o, scales, 1, (const int64_t[]){4})));
}

/* ---- global pools; padding counts for nothing ---- */

static const char *reduce(const struct at *a, const char *op, const char *x)
{
    return a->l->in[0].rank == 3
               ? onnx_op(a->o, op, ATTRIBUTES(INTS("axes", 1, 2), INT("keepdims", 0)), VALUES(x))
               : onnx_op(a->o, op, ATTRIBUTES(INTS("axes", 1), INT("keepdims", 0)), VALUES(x));
}

const char *onnx_global_avg(const struct at *a)
{
    if (!a->mask)
        return reduce(a, "ReduceMean", a->x[0]);
    const char *there = at_words(a, a->l->in[0].dim[0]);
    const char *sum = reduce(a, "ReduceMean", at_op2(a, "Mul", a->x[0], there));
    const char *part = reduce(a, "ReduceMean", there);
    return at_op2(a, "Div", sum, at_op2(a, "Max", part, onnx_float(a->o, 1e-9)));
}

const char *onnx_global_max(const struct at *a)
{
    if (!a->mask)
        return reduce(a, "ReduceMax", a->x[0]);
    const char *there = at_words(a, a->l->in[0].dim[0]);
    const char *hidden = at_times(a, at_plus(a, there, -1), 1e30);
    const char *most = reduce(a, "ReduceMax", at_op2(a, "Add", a->x[0], hidden));
    return at_op2(a, "Mul", most, reduce(a, "ReduceMax", there));
}
