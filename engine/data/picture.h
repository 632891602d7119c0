/* picture.h - what can be done to one picture of floats, rows first, channels last: (h, w, c). */
#ifndef ENGINE_DATA_PICTURE_H
#define ENGINE_DATA_PICTURE_H

#include <stdint.h>

struct picture {
    int64_t h, w, c;
    float black; /* the value of what lies outside, or was cut out */
};

/* Where a pixel of the new picture is read in the old one, both measured from the centre:
 * y' = yy y + yx x + y0, x' = xy y + xx x + x0. */
struct warp {
    double yy, yx, y0, xy, xx, x0;
};

struct warp warp_move(double down, double right); /* in pixels */
struct warp warp_turn(double degrees);            /* counter-clockwise */
struct warp warp_zoom(double factor);             /* above 1: larger */

/* x becomes the warped picture, by bilinear interpolation; outside of it all is black. scratch: as
 * large as x. */
void picture_warp(const struct picture *p, const struct warp *w, float *x, float *scratch);

void picture_mirror(const struct picture *p, float *x); /* left becomes right */
void picture_upend(const struct picture *p, float *x);  /* top becomes bottom */

/* Blackens a square of `size` pixels around (y, x), as far as it lies in the picture. */
void picture_cut(const struct picture *p, int64_t y, int64_t x, int64_t size, float *v);

#endif
