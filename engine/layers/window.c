/* window.c - sizes, and patches to and from rows of a matrix (im2col and back). */
#include "engine/layers/window.h"
#include "engine/tensor/loops.h"

#include <string.h>

const char *const padding_names[] = {"valid", "same", NULL};

_Static_assert(sizeof(struct window) <= sizeof(((struct layer *)0)->dim), "a window fits l->dim");

/* 64 K numbers, 256 KiB: half of the smallest second-level cache we meet. */
enum { TILE = 64 << 10 };

static bool place(int64_t in, int64_t k, int64_t stride, int64_t dilation, enum padding padding,
                  int64_t *out, int64_t *before)
{
    int64_t reach = (k - 1) * dilation + 1;
    *before = 0;
    if (padding == PADDING_VALID) {
        *out = reach > in ? 0 : (in - reach) / stride + 1;
        return *out > 0;
    }
    *out = (in + stride - 1) / stride;
    int64_t pad = (*out - 1) * stride + reach - in;
    *before = pad > 0 ? pad / 2 : 0;
    return true;
}

bool window_place(struct window *w, enum padding padding)
{
    bool rows = place(w->h, w->kh, w->sh, w->dh, padding, &w->oh, &w->top);
    bool columns = place(w->w, w->kw, w->sw, w->dw, padding, &w->ow, &w->left);
    return rows && columns;
}

void window_keep(struct layer *l, const struct window *w)
{
    memcpy(l->dim, w, sizeof *w);
}

struct window window_of(const struct layer *l)
{
    struct window w;
    memcpy(&w, l->dim, sizeof w);
    return w;
}

int64_t window_tile(const struct window *w, int64_t count)
{
    int64_t rows = TILE / (w->ow * w->kh * w->kw * count);
    return rows > 0 ? rows : 1;
}

/* A row of the window is one stretch of memory when its cells touch and all lie in the image. */
static bool is_stretch(const struct window *w, int64_t ox, int64_t count)
{
    int64_t x0 = ox * w->sw - w->left;
    return w->dw == 1 && count == w->c && x0 >= 0 && x0 + w->kw <= w->w;
}

static void gather_cells(const struct window *w, const real *line, int64_t ox, int64_t first,
                         int64_t count, real *to)
{
    for (int64_t kx = 0; kx < w->kw; kx++, to += count) {
        int64_t x = window_at(ox, w->sw, kx, w->dw, w->left, w->w);
        if (x < 0)
            vec_zero(to, count);
        else
            vec_copy(to, line + x * w->c + first, count);
    }
}

void window_gather(const struct window *w, const real *x, int64_t from, int64_t n, int64_t first,
                   int64_t count, real *cols)
{
    int64_t row = w->kw * count;
    for (int64_t r = from; r < from + n; r++) {
        const real *image = x + r / w->oh * (w->h * w->w * w->c);
        for (int64_t ox = 0; ox < w->ow; ox++)
            for (int64_t ky = 0; ky < w->kh; ky++, cols += row) {
                int64_t y = window_at(r % w->oh, w->sh, ky, w->dh, w->top, w->h);
                const real *line = image + y * w->w * w->c;
                if (y < 0)
                    vec_zero(cols, row);
                else if (is_stretch(w, ox, count))
                    vec_copy(cols, line + (ox * w->sw - w->left) * w->c, row);
                else
                    gather_cells(w, line, ox, first, count, cols);
            }
    }
}

static void scatter_cells(const struct window *w, real *line, int64_t ox, int64_t first,
                          int64_t count, const real *from)
{
    for (int64_t kx = 0; kx < w->kw; kx++, from += count) {
        int64_t x = window_at(ox, w->sw, kx, w->dw, w->left, w->w);
        if (x >= 0)
            vec_add(line + x * w->c + first, from, count);
    }
}

void window_scatter(const struct window *w, real *dx, int64_t from, int64_t n, int64_t first,
                    int64_t count, const real *cols)
{
    int64_t row = w->kw * count;
    for (int64_t r = from; r < from + n; r++) {
        real *image = dx + r / w->oh * (w->h * w->w * w->c);
        for (int64_t ox = 0; ox < w->ow; ox++)
            for (int64_t ky = 0; ky < w->kh; ky++, cols += row) {
                int64_t y = window_at(r % w->oh, w->sh, ky, w->dh, w->top, w->h);
                if (y < 0)
                    continue;
                real *line = image + y * w->w * w->c;
                if (is_stretch(w, ox, count))
                    vec_add(line + (ox * w->sw - w->left) * w->c, cols, row);
                else
                    scatter_cells(w, line, ox, first, count, cols);
            }
    }
}
