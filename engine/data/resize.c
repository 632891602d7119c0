/* resize.c - along the lines, then across them; only a line of sums is kept. */
#include "engine/data/resize.h"

#include <string.h>

/* What a new place reads along one axis: old places first … first + n - 1, the first and the last
 * with weights of their own, those between with 1; all over `total`. */
struct reach {
    int64_t first, n;
    double head, tail, total;
};

static struct reach reach_area(int64_t i, int64_t from, int64_t to)
{
    double scale = (double)from / (double)to, low = (double)i * scale, high = low + scale;
    struct reach r = {.first = (int64_t)low, .total = scale};
    int64_t last = (int64_t)high;
    if (last >= from || (double)last >= high)
        last = last > r.first ? last - 1 : last;
    r.first = r.first < from ? r.first : from - 1;
    last = last < r.first ? r.first : last;
    r.n = last - r.first + 1;
    r.head = (double)(r.first + 1) - low;
    r.tail = high - (double)last;
    if (r.n == 1)
        r.head = r.total = 1;
    return r;
}

static struct reach reach_bilinear(int64_t i, int64_t from, int64_t to)
{
    double at = ((double)i + .5) * (double)from / (double)to - .5;
    at = at < 0 ? 0 : at > (double)(from - 1) ? (double)(from - 1) : at;
    struct reach r = {.first = (int64_t)at, .n = 2, .total = 1};
    r.tail = at - (double)r.first;
    r.head = 1 - r.tail;
    if (r.first == from - 1)
        r = (struct reach){.first = from - 1, .n = 1, .head = 1, .total = 1};
    return r;
}

/* So that a half is rounded up also where the sum's last bits fall short of it. */
static const double HALF = .5 + 1e-9;

static double weight(const struct reach *r, int64_t k)
{
    return k == 0 ? r->head : k == r->n - 1 ? r->tail : 1;
}

/* Adds `part` of an old line, made w wide, to the sums of a new one. */
static void add_line(const unsigned char *in, int64_t from, int c, enum resize how, double part,
                     int64_t w, double *line)
{
    for (int64_t x = 0; x < w; x++, line += c) {
        struct reach r = how == RESIZE_AREA ? reach_area(x, from, w) : reach_bilinear(x, from, w);
        for (int i = 0; i < c; i++) {
            double sum = 0;
            for (int64_t k = 0; k < r.n; k++)
                sum += weight(&r, k) * in[(r.first + k) * c + i];
            line[i] += part * (sum / r.total);
        }
    }
}

void resize(const struct pixels *in, enum resize how, int64_t h, int64_t w, unsigned char *out,
            double *line)
{
    int c = in->c;
    if (in->h == h && in->w == w) {
        memcpy(out, in->bytes, (size_t)(h * w * c));
        return;
    }
    for (int64_t y = 0; y < h; y++, out += w * c) {
        struct reach r = how == RESIZE_AREA ? reach_area(y, in->h, h) : reach_bilinear(y, in->h, h);
        for (int64_t i = 0; i < w * c; i++)
            line[i] = 0;
        for (int64_t k = 0; k < r.n; k++)
            add_line(in->bytes + (r.first + k) * in->w * c, in->w, c, how, weight(&r, k), w, line);
        for (int64_t i = 0; i < w * c; i++) {
            double v = line[i] / r.total + HALF;
            out[i] = v > 255 ? 255 : (unsigned char)v;
        }
    }
}
