/* orient.c - the eight ways a picture can lie: each a walk over the old pixels. */
#include "engine/data/orient.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* "Exif", two NULs, then a TIFF header of 8 bytes; a directory's entries have 12. */
enum { EXIF_BYTES = 6, TIFF_BYTES = 8, ENTRY_BYTES = 12, ORIENTATION = 0x0112, SHORT = 3 };

static unsigned number(const unsigned char *p, int n, bool big)
{
    unsigned v = 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | p[big ? i : n - 1 - i];
    return v;
}

int exif_orientation(const unsigned char *p, size_t n)
{
    if (n < EXIF_BYTES + TIFF_BYTES || memcmp(p, "Exif\0\0", EXIF_BYTES) != 0)
        return 1;
    p += EXIF_BYTES;
    n -= EXIF_BYTES;
    bool big = p[0] == 'M';
    size_t at = number(p + 4, 4, big);
    if ((!big && p[0] != 'I') || p[0] != p[1] || number(p + 2, 2, big) != 42 || at > n - 2)
        return 1;
    size_t entries = number(p + at, 2, big);
    at += 2;
    for (; entries > 0 && n - at >= ENTRY_BYTES; entries--, at += ENTRY_BYTES)
        if (number(p + at, 2, big) == ORIENTATION && number(p + at + 2, 2, big) == SHORT) {
            unsigned v = number(p + at + 8, 2, big);
            return v >= 1 && v <= 8 ? (int)v : 1;
        }
    return 1;
}

int pixels_orient(struct pixels *p, int orientation, struct err *err)
{
    /* 5 to 8 exchange the sides; then the old lines run downwards, or columns from the right. */
    bool sideways = orientation >= 5;
    bool right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    bool bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    int64_t h = sideways ? p->w : p->h, w = sideways ? p->h : p->w, c = p->c;
    if (orientation == 1)
        return 0;
    unsigned char *turned = malloc((size_t)(h * w * c)), *from = p->bytes;
    if (!turned)
        return err_set(err, ERR_NO_MEMORY, "no memory to turn a picture");
    for (int64_t i = 0; i < p->h; i++)
        for (int64_t j = 0; j < p->w; j++, from += c) {
            int64_t y = sideways ? j : i, x = sideways ? i : j;
            y = bottom ? h - 1 - y : y;
            x = right ? w - 1 - x : x;
            memcpy(turned + (y * w + x) * c, from, (size_t)c);
        }
    free(p->bytes);
    *p = (struct pixels){h, w, p->c, turned, (size_t)(h * w * c)};
    return 0;
}
