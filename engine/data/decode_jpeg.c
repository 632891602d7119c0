/* decode_jpeg.c - JPEG through libjpeg-turbo: the only file that includes <jpeglib.h>.
 *
 * The library leaves by longjmp; everything that must outlive it is in struct jpeg_work. The
 * accurate integer transform is used, whose bits are the same with and without vector
 * instructions. */
#include "engine/data/decode.h"
#include "engine/data/orient.h"
#include "engine/data/text.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/* 4 KiB: read at once. 192 MiB: what the library may take; a progressive picture of the largest
 * size has 96 MiB of coefficients. 64: scans of a progressive picture; encoders make about ten, and
 * each costs a walk over all blocks. */
enum { READ_BYTES = 4096, MEMORY_MAX = 192 << 20, SCANS_MAX = 64 };

/* 1 KiB: of an EXIF marker, whose orientation stands in its first directory. */
enum { EXIF_MAX = 1024 };

struct jpeg_work {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    jmp_buf leave;
    struct picture_file *file;
    struct pixels *out;
    struct err *err;
    unsigned char bytes[READ_BYTES];
};

static struct jpeg_work *work_of(j_common_ptr jpeg)
{
    return jpeg->client_data;
}

static void leave(struct jpeg_work *w, const char *what)
{
    char brief[48];
    if (w->err->code == 0) /* reading may have failed before */
        err_set(w->err, ERR_INVALID, "the JPEG is damaged: %s",
                text_brief(brief, what, strlen(what)));
    longjmp(w->leave, 1);
}

static void failed(j_common_ptr jpeg)
{
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    leave(work_of(jpeg), text);
}

/* Warnings (level -1) are damage that the library would paint over, but for these. */
static void warned(j_common_ptr jpeg, int level)
{
    int code = jpeg->err->msg_code;
    if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM &&
        code != JWRN_JFIF_MAJOR)
        failed(jpeg);
}

static void silent(j_common_ptr jpeg)
{
    (void)jpeg;
}

static void count_scans(j_common_ptr jpeg)
{
    struct jpeg_work *w = work_of(jpeg);
    if (w->jpeg.input_scan_number > SCANS_MAX)
        leave(w, "it has more than 64 scans");
}

/* ---- bytes ---- */

static void begin(j_decompress_ptr jpeg)
{
    jpeg->src->bytes_in_buffer = 0;
}

static boolean fill(j_decompress_ptr jpeg)
{
    struct jpeg_work *w = jpeg->client_data;
    size_t n = picture_read(w->file, w->bytes, sizeof w->bytes, w->err);
    if (n == 0)
        leave(w, "it ends too early");
    jpeg->src->next_input_byte = w->bytes;
    jpeg->src->bytes_in_buffer = n;
    return TRUE;
}

static void skip(j_decompress_ptr jpeg, long n)
{
    while (n > (long)jpeg->src->bytes_in_buffer) {
        n -= (long)jpeg->src->bytes_in_buffer;
        fill(jpeg);
    }
    if (n > 0) {
        jpeg->src->next_input_byte += n;
        jpeg->src->bytes_in_buffer -= (size_t)n;
    }
}

static void end(j_decompress_ptr jpeg)
{
    (void)jpeg;
}

/* ---- decoding ---- */

static void set_up(struct jpeg_work *w)
{
    jpeg_create_decompress(&w->jpeg);
    w->jpeg.client_data = w;
    w->source = (struct jpeg_source_mgr){.init_source = begin,
                                         .fill_input_buffer = fill,
                                         .skip_input_data = skip,
                                         .resync_to_restart = jpeg_resync_to_restart,
                                         .term_source = end};
    w->progress.progress_monitor = count_scans;
    w->jpeg.src = &w->source;
    w->jpeg.progress = &w->progress;
    w->jpeg.mem->max_memory_to_use = MEMORY_MAX;
}

/* Leaves by longjmp on any error. */
static void decode(struct jpeg_work *w)
{
    struct jpeg_decompress_struct *jpeg = &w->jpeg;
    jpeg_save_markers(jpeg, JPEG_APP0 + 1, EXIF_MAX);
    jpeg_read_header(jpeg, TRUE);
    bool grey = jpeg->jpeg_color_space == JCS_GRAYSCALE;
    if (!grey && jpeg->jpeg_color_space != JCS_YCbCr && jpeg->jpeg_color_space != JCS_RGB)
        leave(w, "its colours are not grey or RGB");
    jpeg->out_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW;
    int64_t h = jpeg->image_height, width = jpeg->image_width;
    if (pixels_reserve(w->out, h, width, grey ? 1 : 3, w->err) < 0)
        leave(w, "its size");
    jpeg_start_decompress(jpeg);
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = w->out->bytes + (int64_t)jpeg->output_scanline * width * w->out->c;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    int orientation = 1;
    for (jpeg_saved_marker_ptr m = jpeg->marker_list; m && orientation == 1; m = m->next)
        orientation = exif_orientation(m->data, m->data_length);
    jpeg_finish_decompress(jpeg);
    if (pixels_orient(w->out, orientation, w->err) < 0)
        leave(w, "its orientation");
}

/* A function of its own, so that what it changes is not local to where setjmp returns twice. */
static void decode_guarded(struct jpeg_work *w)
{
    if (setjmp(w->leave) == 0) {
        set_up(w);
        decode(w);
    }
}

int jpeg_decode(struct picture_file *f, struct pixels *out, struct err *err)
{
    struct err own = {0};
    struct jpeg_work w = {.file = f, .out = out, .err = &own};
    w.jpeg.err = jpeg_std_error(&w.errors);
    w.jpeg.client_data = &w;
    w.errors.error_exit = failed;
    w.errors.emit_message = warned;
    w.errors.output_message = silent;
    decode_guarded(&w);
    jpeg_destroy_decompress(&w.jpeg);
    return own.code ? err_set(err, own.code, "%s", own.text) : 0;
}
