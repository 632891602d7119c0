/* decode.c - what both decoders need: bytes in order, and room of a limited size. */
#include "engine/data/decode.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

size_t picture_read(struct picture_file *f, void *out, size_t n, struct err *err)
{
    unsigned char *to = out;
    size_t first = f->n_magic < n ? f->n_magic : n;
    memcpy(to, f->magic + PICTURE_MAGIC - f->n_magic, first);
    f->n_magic -= first;
    n -= first;
    n = f->left < n ? (size_t)f->left : n;
    if (n && raw_read(f->raw, to + first, n, err) < 0)
        return 0;
    f->left -= n;
    return first + n;
}

enum picture_kind picture_kind(const unsigned char *magic, size_t n)
{
    if (n >= 8 && memcmp(magic, "\x89PNG\r\n\x1a\n", 8) == 0)
        return PICTURE_PNG;
    if (n >= 3 && memcmp(magic, "\xFF\xD8\xFF", 3) == 0)
        return PICTURE_JPEG;
    return PICTURE_NONE;
}

int pixels_reserve(struct pixels *p, int64_t h, int64_t w, int c, struct err *err)
{
    if (h < 1 || w < 1 || h > PICTURE_SIDE_MAX || w > PICTURE_SIDE_MAX ||
        h * w > PICTURE_PIXELS_MAX)
        return err_set(err, ERR_TOO_LARGE,
                       "the picture has %" PRId64 " × %" PRId64
                       " pixels; sides from 1 to %d and %d "
                       "pixels in all are allowed",
                       h, w, PICTURE_SIDE_MAX, PICTURE_PIXELS_MAX);
    size_t n = (size_t)(h * w * c);
    if (n > p->room) {
        free(p->bytes);
        p->bytes = malloc(n);
        p->room = p->bytes ? n : 0;
        if (!p->bytes)
            return err_set(err, ERR_NO_MEMORY, "no memory to decode a picture");
    }
    p->h = h;
    p->w = w;
    p->c = c;
    return 0;
}

void pixels_done(struct pixels *p)
{
    free(p->bytes);
    *p = (struct pixels){0};
}
