/* resize.h - a picture of bytes at another size, by arithmetic of our own: the same bits anywhere.
 *
 * area      each new pixel is the mean of what it covers of the old picture, parts of pixels
 * counted by their area: for making pictures smaller bilinear  each new pixel's centre is looked up
 * between the four old centres around it; at the edge the edge goes on The picture is stretched to
 * the new size; what was a square may be none afterwards. */
#ifndef ALLOT_ENGINE_DATA_RESIZE_H
#define ALLOT_ENGINE_DATA_RESIZE_H

#include "engine/data/decode.h"

enum resize { RESIZE_AREA, RESIZE_BILINEAR };

/* (in->h, in->w, in->c) → out (h, w, in->c). line: w × in->c doubles of scratch. */
void resize(const struct pixels *in, enum resize how, int64_t h, int64_t w, unsigned char *out,
            double *line);

#endif
