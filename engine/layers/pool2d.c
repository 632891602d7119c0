/* pool2d.c - the largest or the mean of each window of an image.
 *
 * Padding never counts: it is no candidate for the largest and no part of the mean. */
#include "engine/layers/window.h"
#include "engine/tensor/loops.h"

#include <inttypes.h>

enum { POOL_SIZE, STRIDES, PADDING };
static const struct option options[] = {
    {.name = "pool_size",
     .type = OPT_PAIR,
     .min = 1,
     .max = 1024,
     .fallback = 2,
     .help = "the window's height and width"},
    {.name = "strides",
     .type = OPT_PAIR,
     .min = 0,
     .max = 1024,
     .help = "how far the window moves; 0: by its own size"},
    OPTION_PADDING,
};

static void pool_plan(struct layer *l, struct faults *faults)
{
    const struct value *o = l->options;
    if (!layer_wants_rank(l, faults, 3, "an image (H, W, C)"))
        return;
    struct window w = {.h = l->in[0].dim[0],
                       .w = l->in[0].dim[1],
                       .c = l->in[0].dim[2],
                       .kh = (int64_t)o[POOL_SIZE].n,
                       .kw = (int64_t)o[POOL_SIZE].m,
                       .sh = (int64_t)o[STRIDES].n,
                       .sw = (int64_t)o[STRIDES].m,
                       .dh = 1,
                       .dw = 1};
    w.sh = w.sh ? w.sh : w.kh;
    w.sw = w.sw ? w.sw : w.kw;
    char text[SHAPE_TEXT_MAX];
    if (!window_place(&w, (enum padding)option_int(l, PADDING))) {
        layer_fault(l, faults, "pool_size", "a window inside the image, or \"padding\": \"same\"",
                    "a window of %" PRId64 " by %" PRId64 " does not fit the %s that comes in",
                    w.kh, w.kw, shape_text(&l->in[0], text));
        return;
    }
    window_keep(l, &w);
    l->out = shape_3(w.oh, w.ow, w.c);
    l->flops = l->flops_back = (double)(w.oh * w.ow * w.c) * (double)(w.kh * w.kw);
}

/* The window's cells inside the image, at output (oy, ox): rows [y0, y1), columns [x0, x1). */
struct cells {
    int64_t y0, y1, x0, x1;
};

static struct cells cells_at(const struct window *w, int64_t oy, int64_t ox)
{
    int64_t y = oy * w->sh - w->top, x = ox * w->sw - w->left;
    return (struct cells){y > 0 ? y : 0, y + w->kh < w->h ? y + w->kh : w->h, x > 0 ? x : 0,
                          x + w->kw < w->w ? x + w->kw : w->w};
}

/* What happens at one output pixel. Forward: image is the input's (read), pixel the output's; back:
 * image is dx's (added to), pixel dy's (read). */
typedef void (*pixel_fn)(const struct window *w, struct cells cells, real *image, real *pixel,
                         real *saved);

static void walk(const struct layer *l, int rows, real *images, real *pixels, real *saved,
                 pixel_fn fn)
{
    struct window w = window_of(l);
    for (int r = 0; r < rows; r++)
        for (int64_t oy = 0; oy < w.oh; oy++)
            for (int64_t ox = 0; ox < w.ow; ox++) {
                int64_t at = r * l->out_size + (oy * w.ow + ox) * w.c;
                fn(&w, cells_at(&w, oy, ox), images + r * l->in_size[0], pixels + at,
                   saved ? saved + at : NULL);
            }
}

/* y = max(y, x); k notes where it came from. */
VECTOR_CLONES static void take_larger(real *y, real *from, const real *x, real k, int64_t n)
{
    for (int64_t c = 0; c < n; c++) {
        from[c] = x[c] > y[c] ? k : from[c];
        y[c] = x[c] > y[c] ? x[c] : y[c];
    }
}

VECTOR_CLONES static void keep_larger(real *y, const real *x, int64_t n)
{
    for (int64_t c = 0; c < n; c++)
        y[c] = x[c] > y[c] ? x[c] : y[c];
}

static void max_pixel(const struct window *w, struct cells a, real *x, real *y, real *saved)
{
    real k = 0, none = 0;
    vec_copy(y, x + (a.y0 * w->w + a.x0) * w->c, w->c);
    if (saved)
        rows_fill(saved, &none, w->c, 1);
    for (int64_t iy = a.y0; iy < a.y1; iy++)
        for (int64_t ix = a.x0; ix < a.x1; ix++, k++) {
            const real *cell = x + (iy * w->w + ix) * w->c;
            if (saved)
                take_larger(y, saved, cell, k, w->c);
            else
                keep_larger(y, cell, w->c);
        }
}

VECTOR_CLONES static void give_back(real *dx, const real *dy, const real *from, real k, int64_t n)
{
    for (int64_t c = 0; c < n; c++)
        dx[c] += from[c] == k ? dy[c] : 0;
}

static void max_pixel_back(const struct window *w, struct cells a, real *dx, real *dy, real *saved)
{
    real k = 0;
    for (int64_t iy = a.y0; iy < a.y1; iy++)
        for (int64_t ix = a.x0; ix < a.x1; ix++, k++)
            give_back(dx + (iy * w->w + ix) * w->c, dy, saved, k, w->c);
}

/* saved: for each output, the number of the cell it was taken from */
static void max_plan(struct layer *l, struct faults *faults)
{
    pool_plan(l, faults);
    struct window w = window_of(l);
    l->saved = w.oh * w.ow * w.c;
}

static void max_forward(const struct layer *l, const struct pass *p)
{
    walk(l, p->lane->rows, (real *)p->x[0], p->y, p->lane->training ? p->saved : NULL, max_pixel);
}

static void max_backward(const struct layer *l, const struct pass *p)
{
    if (!p->dx[0])
        return;
    vec_zero(p->dx[0], p->lane->rows * l->in_size[0]);
    walk(l, p->lane->rows, p->dx[0], (real *)p->dy, p->saved, max_pixel_back);
}

static real share_of(struct cells a)
{
    return (real)1 / (real)((a.y1 - a.y0) * (a.x1 - a.x0));
}

VECTOR_CLONES static void add_scaled(real *y, const real *x, real a, int64_t n)
{
    for (int64_t c = 0; c < n; c++)
        y[c] += a * x[c];
}

static void mean_pixel(const struct window *w, struct cells a, real *x, real *y, real *saved)
{
    (void)saved;
    vec_zero(y, w->c);
    for (int64_t iy = a.y0; iy < a.y1; iy++)
        for (int64_t ix = a.x0; ix < a.x1; ix++)
            add_scaled(y, x + (iy * w->w + ix) * w->c, share_of(a), w->c);
}

static void mean_pixel_back(const struct window *w, struct cells a, real *dx, real *dy, real *saved)
{
    (void)saved;
    for (int64_t iy = a.y0; iy < a.y1; iy++)
        for (int64_t ix = a.x0; ix < a.x1; ix++)
            add_scaled(dx + (iy * w->w + ix) * w->c, dy, share_of(a), w->c);
}

static void mean_forward(const struct layer *l, const struct pass *p)
{
    walk(l, p->lane->rows, (real *)p->x[0], p->y, NULL, mean_pixel);
}

static void mean_backward(const struct layer *l, const struct pass *p)
{
    if (!p->dx[0])
        return;
    vec_zero(p->dx[0], p->lane->rows * l->in_size[0]);
    walk(l, p->lane->rows, p->dx[0], (real *)p->dy, NULL, mean_pixel_back);
}

const struct layer_ops layer_max_pool2d = {
    .kind = KIND("max_pool2d", options, "The largest value of each window of an image"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = max_plan,
    .forward = max_forward,
    .backward = max_backward,
};

const struct layer_ops layer_avg_pool2d = {
    .kind = KIND("avg_pool2d", options, "The mean of each window of an image"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = pool_plan,
    .forward = mean_forward,
    .backward = mean_backward,
};
