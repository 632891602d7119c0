/* picture.c - moving, turning and scaling a picture, and cutting holes into it. */
#include "engine/data/picture.h"

#include <math.h>
#include <string.h>

struct warp warp_move(double down, double right)
{
    return (struct warp){.yy = 1, .xx = 1, .y0 = -down, .x0 = -right};
}

struct warp warp_turn(double degrees)
{
    double angle = degrees * (3.141592653589793 / 180), c = cos(angle), s = sin(angle);
    return (struct warp){.yy = c, .yx = s, .xy = -s, .xx = c};
}

struct warp warp_zoom(double factor)
{
    return (struct warp){.yy = 1 / factor, .xx = 1 / factor};
}

static const float *pixel(const struct picture *p, const float *v, int64_t y, int64_t x)
{
    return y >= 0 && y < p->h && x >= 0 && x < p->w ? v + (y * p->w + x) * p->c : NULL;
}

/* The mean of the four pixels around (y, x), each weighted by its nearness. */
static void read_between(const struct picture *p, const float *v, double y, double x, float *out)
{
    int64_t top = (int64_t)floor(y), left = (int64_t)floor(x);
    float b = (float)(y - (double)top), r = (float)(x - (double)left);
    const float *at[4] = {pixel(p, v, top, left), pixel(p, v, top, left + 1),
                          pixel(p, v, top + 1, left), pixel(p, v, top + 1, left + 1)};
    const float weight[4] = {(1 - b) * (1 - r), (1 - b) * r, b * (1 - r), b * r};
    for (int64_t k = 0; k < p->c; k++) {
        float sum = 0;
        for (int i = 0; i < 4; i++)
            sum += weight[i] * (at[i] ? at[i][k] : p->black);
        out[k] = sum;
    }
}

void picture_warp(const struct picture *p, const struct warp *w, float *x, float *scratch)
{
    double middle_y = (double)(p->h - 1) / 2, middle_x = (double)(p->w - 1) / 2;
    memcpy(scratch, x, (size_t)(p->h * p->w * p->c) * sizeof *x);
    for (int64_t i = 0; i < p->h; i++)
        for (int64_t j = 0; j < p->w; j++, x += p->c) {
            double dy = (double)i - middle_y, dx = (double)j - middle_x;
            double from_y = w->yy * dy + w->yx * dx + w->y0 + middle_y;
            double from_x = w->xy * dy + w->xx * dx + w->x0 + middle_x;
            if (from_y > -1 && from_y < (double)p->h && from_x > -1 && from_x < (double)p->w) {
                read_between(p, scratch, from_y, from_x, x);
                continue;
            }
            for (int64_t k = 0; k < p->c; k++)
                x[k] = p->black;
        }
}

static void exchange(float *a, float *b, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        float was = a[i];
        a[i] = b[i];
        b[i] = was;
    }
}

void picture_mirror(const struct picture *p, float *x)
{
    for (int64_t i = 0; i < p->h; i++, x += p->w * p->c)
        for (int64_t j = 0; j < p->w / 2; j++)
            exchange(x + j * p->c, x + (p->w - 1 - j) * p->c, p->c);
}

void picture_upend(const struct picture *p, float *x)
{
    int64_t line = p->w * p->c;
    for (int64_t i = 0; i < p->h / 2; i++)
        exchange(x + i * line, x + (p->h - 1 - i) * line, line);
}

void picture_cut(const struct picture *p, int64_t y, int64_t x, int64_t size, float *v)
{
    int64_t top = y - size / 2, left = x - size / 2;
    for (int64_t i = top < 0 ? 0 : top; i < top + size && i < p->h; i++)
        for (int64_t j = left < 0 ? 0 : left; j < left + size && j < p->w; j++)
            for (int64_t k = 0; k < p->c; k++)
                v[(i * p->w + j) * p->c + k] = p->black;
}
