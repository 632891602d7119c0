/* maps.c - from the mapped bytes to labels (a byte that is no class counts as the first one), and
 * what augmentation does to them. */
#include "engine/data/maps.h"

#include <math.h>
#include <string.h>

void maps_gather(const struct dataset *ds, const int32_t *known, int64_t row, int32_t *labels)
{
    const unsigned char *in = ds->maps + row * ds->n_pixels;
    int n = ds->classes[0].n;
    for (int64_t i = 0; i < ds->n_pixels; i++)
        labels[i] = known[in[i] < n ? in[i] : 0];
}

void map_warp(const struct picture *p, const struct warp *w, int32_t *map, int32_t *scratch)
{
    double middle_y = (double)(p->h - 1) / 2, middle_x = (double)(p->w - 1) / 2;
    memcpy(scratch, map, (size_t)(p->h * p->w) * sizeof *map);
    for (int64_t i = 0; i < p->h; i++)
        for (int64_t j = 0; j < p->w; j++) {
            double dy = (double)i - middle_y, dx = (double)j - middle_x;
            double y = floor(w->yy * dy + w->yx * dx + w->y0 + middle_y + .5);
            double x = floor(w->xy * dy + w->xx * dx + w->x0 + middle_x + .5);
            bool inside = y >= 0 && y < (double)p->h && x >= 0 && x < (double)p->w;
            *map++ = inside ? scratch[(int64_t)y * p->w + (int64_t)x] : -1;
        }
}

static void exchange(int32_t *a, int32_t *b)
{
    int32_t was = *a;
    *a = *b;
    *b = was;
}

void map_mirror(const struct picture *p, int32_t *map)
{
    for (int64_t i = 0; i < p->h; i++, map += p->w)
        for (int64_t j = 0; j < p->w / 2; j++)
            exchange(&map[j], &map[p->w - 1 - j]);
}

void map_upend(const struct picture *p, int32_t *map)
{
    for (int64_t i = 0; i < p->h / 2; i++)
        for (int64_t j = 0; j < p->w; j++)
            exchange(&map[i * p->w + j], &map[(p->h - 1 - i) * p->w + j]);
}
