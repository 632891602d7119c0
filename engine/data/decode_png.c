/* decode_png.c - PNG through libpng: the only file that includes <png.h>.
 *
 * libpng leaves by longjmp; everything that must outlive it is in struct png_work. */
#include "engine/data/decode.h"
#include "engine/data/text.h"

#include <png.h>
#include <string.h>

/* 1 MiB: an ancillary chunk that is unpacked (a profile, a comment) is never used here. 64: how
 * many of them one file may have. */
enum { CHUNK_BYTES_MAX = 1 << 20, CHUNKS_MAX = 64 };

struct png_work {
    png_structp png;
    png_infop info;
    struct picture_file *file;
    struct pixels *out;
    struct err *err;
};

static void failed(png_structp png, png_const_charp message)
{
    struct png_work *w = png_get_error_ptr(png);
    char brief[48];
    if (w->err->code == 0) /* reading may have failed before */
        err_set(w->err, ERR_INVALID, "the PNG is damaged: %s",
                text_brief(brief, message, strlen(message)));
    png_longjmp(png, 1);
}

/* What libpng can live with: a profile it dislikes, a chunk too many. */
static void warned(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep to, size_t n)
{
    struct png_work *w = png_get_io_ptr(png);
    if (picture_read(w->file, to, n, w->err) < n)
        png_error(png, "it ends too early");
}

static void set_up(struct png_work *w)
{
    png_structp png = w->png;
    png_set_read_fn(png, w, read_bytes);
    png_set_user_limits(png, PICTURE_SIDE_MAX, PICTURE_SIDE_MAX);
    png_set_chunk_cache_max(png, CHUNKS_MAX);
    png_set_chunk_malloc_max(png, CHUNK_BYTES_MAX);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
}

/* Transparent pixels over black: of n pixels with c colours and an alpha, in place. */
static void blend(unsigned char *p, int64_t n, int c)
{
    unsigned char *to = p;
    for (int64_t i = 0; i < n; i++, p += c + 1)
        for (int k = 0; k < c; k++)
            *to++ = (unsigned char)((p[k] * p[c] + 127) / 255);
}

/* Leaves by longjmp on any error. */
static void decode(struct png_work *w)
{
    png_structp png = w->png;
    png_read_info(png, w->info);
    png_set_expand(png);
    png_set_scale_16(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, w->info);
    int64_t h = png_get_image_height(png, w->info), width = png_get_image_width(png, w->info);
    int channels = png_get_channels(png, w->info);
    if (pixels_reserve(w->out, h, width, channels, w->err) < 0)
        png_error(png, "its size");
    if (png_get_rowbytes(png, w->info) != (size_t)(width * channels))
        png_error(png, "its rows have an odd length");
    for (int pass = 0; pass < passes; pass++)
        for (int64_t y = 0; y < h; y++)
            png_read_row(png, w->out->bytes + y * width * channels, NULL);
    png_read_end(png, NULL);
    w->out->c = channels > 2 ? 3 : 1;
    if (channels % 2 == 0)
        blend(w->out->bytes, h * width, channels - 1);
}

/* A function of its own, so that what it changes is not local to where setjmp returns twice. */
static void decode_guarded(struct png_work *w)
{
    if (setjmp(png_jmpbuf(w->png)) == 0) {
        set_up(w);
        decode(w);
    }
}

int png_decode(struct picture_file *f, struct pixels *out, struct err *err)
{
    struct err own = {0};
    struct png_work w = {.file = f, .out = out, .err = &own};
    w.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &w, failed, warned);
    w.info = w.png ? png_create_info_struct(w.png) : NULL;
    if (!w.info) {
        png_destroy_read_struct(&w.png, NULL, NULL);
        return err_set(err, ERR_NO_MEMORY, "no memory to decode a picture");
    }
    decode_guarded(&w);
    png_destroy_read_struct(&w.png, &w.info, NULL);
    return own.code ? err_set(err, own.code, "%s", own.text) : 0;
}
