/* decode.h - one PNG or JPEG file to bytes, read in order from an upload.
 *
 * The bytes may be hostile: sizes are limited before anything is allocated, the decoders' memory
 * too, and what they complain of becomes an error. Grey stays one channel, everything else becomes
 * red, green, blue; 16 bits become 8; what is transparent lies over black. Gamma and colour
 * profiles are not applied; EXIF's orientation of a JPEG is, so that up is up. */
#ifndef ALLOT_ENGINE_DATA_DECODE_H
#define ALLOT_ENGINE_DATA_DECODE_H

#include "engine/data/raw.h"

/* 16,384 a side and 2^24 pixels in all (4096 × 4096): 64 MiB while one is decoded. A photograph of
 * 12 megapixels fits; for training pictures are made far smaller. */
enum { PICTURE_SIDE_MAX = 16384, PICTURE_PIXELS_MAX = 1 << 24 };

/* A decoded picture, (h, w, c) bytes, in a buffer that is used again and again. */
struct pixels {
    int64_t h, w;
    int c; /* 1 or 3 */
    unsigned char *bytes;
    size_t room;
};

enum picture_kind { PICTURE_NONE, PICTURE_PNG, PICTURE_JPEG };
enum { PICTURE_MAGIC = 8 };

/* By a file's first bytes, of which there are n ≤ PICTURE_MAGIC. */
enum picture_kind picture_kind(const unsigned char *magic, size_t n);

/* The bytes of one file, of which the first have been read to see its kind. */
struct picture_file {
    struct raw *raw;
    unsigned char magic[PICTURE_MAGIC];
    size_t n_magic; /* not yet given to the decoder */
    uint64_t left;  /* in raw */
};

/* Up to n bytes; fewer only at the file's end, or after an error, which is in *err. */
size_t picture_read(struct picture_file *f, void *out, size_t n, struct err *err);

/* Checks the size and makes room for h × w × c bytes. */
int pixels_reserve(struct pixels *p, int64_t h, int64_t w, int c, struct err *err);
void pixels_done(struct pixels *p);

int png_decode(struct picture_file *f, struct pixels *out, struct err *err);
int jpeg_decode(struct picture_file *f, struct pixels *out, struct err *err);

#endif
