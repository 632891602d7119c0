/* window.h - a window that slides over an image: what convolutions and pools have in common.
 *
 * Images are (H, W, C), channels last. Output sizes and padding are Keras': "valid" uses whole
 * windows only; "same" gives ceil(in / stride) and pads evenly, the odd row at the end. */
#ifndef ENGINE_LAYERS_WINDOW_H
#define ENGINE_LAYERS_WINDOW_H

#include "engine/layers/layer.h"

enum padding { PADDING_VALID, PADDING_SAME };
extern const char *const padding_names[];

#define OPTION_PADDING                                                                             \
    {                                                                                              \
        .name = "padding", .type = OPT_CHOICE, .choices = padding_names,                           \
        .help = "valid: whole windows only; same: zeros around, so that size is input / stride"    \
    }

struct window {
    int64_t h, w, c;        /* the image */
    int64_t kh, kw;         /* the window */
    int64_t sh, sw, dh, dw; /* its steps; the steps within it (dilation) */
    int64_t top, left;      /* padding before the image */
    int64_t oh, ow;         /* places it takes */
};

/* Fills oh, ow, top, left from the rest; false when no whole window fits. */
bool window_place(struct window *w, enum padding padding);

/* The window of a planned layer: it lies in l->dim. */
void window_keep(struct layer *l, const struct window *w);
struct window window_of(const struct layer *l);

/* Places along one axis: input coordinate of output o and window cell k, or -1 in the padding. */
static inline int64_t window_at(int64_t o, int64_t stride, int64_t k, int64_t dilation, int64_t pad,
                                int64_t n)
{
    int64_t i = o * stride + k * dilation - pad;
    return i < 0 || i >= n ? -1 : i;
}

/* Rows of patches: cols[r] = the window's cells at output row r, for output rows [from, from+n) of
 * all images together (row = image * oh + oy). Channels [first, first+count) of each cell.
 * cols: (n·ow, kh·kw·count) */
void window_gather(const struct window *w, const real *x, int64_t from, int64_t n, int64_t first,
                   int64_t count, real *cols);

/* Adds such rows back to the image they came from. */
void window_scatter(const struct window *w, real *dx, int64_t from, int64_t n, int64_t first,
                    int64_t count, const real *cols);

/* How many output rows at once keep the patches within a second-level cache. */
int64_t window_tile(const struct window *w, int64_t count);

#endif
