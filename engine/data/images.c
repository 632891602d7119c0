/* images.c - a tar archive of class folders: PNG and JPEG pictures, all brought to one size.
 *
 * Three walks over the archive, since the canonical file wants its counts first: names and classes;
 * the pictures, decoded one at a time into the same buffer; the classes again, as labels. So memory
 * does not grow with the archive.
 *
 * A picture is what begins as one, whatever its name; its class is the name of the folder that it
 * lies in. Hidden files (a component that begins with a dot, or __MACOSX) and those that end as
 * texts do are passed over; anything else is refused by name, so that no picture is left out
 * unseen. */
#include "engine/data/canon.h"
#include "engine/data/decode.h"
#include "engine/data/distinct.h"
#include "engine/data/format.h"
#include "engine/data/import.h"
#include "engine/data/resize.h"
#include "engine/data/tar.h"

#include <inttypes.h>
#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* 64 MiB: a file of more is no picture to learn from. */
#define PICTURE_FILE_MAX ((uint64_t)64 << 20)

/* 1 GiB, or 256 times what was uploaded: what the pictures may become. A picture of one colour
 * takes a hundred bytes whatever its size; without this a megabyte of them could fill a disk. */
#define CANONICAL_MAX ((uint64_t)1 << 30)
enum { CANONICAL_TIMES_MAX = 256 };

struct images {
    struct raw raw;
    struct distinct classes;
    size_t budget;
    int64_t rows;
    int64_t h, w;
    int c;
    enum resize how;
    struct pixels pixels;
    unsigned char *small; /* (h, w, 3): a picture at its new size */
    double *line;
};

/* ---- members ---- */

static bool is_hidden(const char *name)
{
    if (name[0] == '.' || strstr(name, "/."))
        return true;
    return strncmp(name, "__MACOSX/", 9) == 0 || strstr(name, "/__MACOSX/");
}

static bool is_text(const char *name)
{
    static const char *const ends[] = {".txt", ".md",   ".csv",  ".json",
                                       ".xml", ".html", ".yaml", ".yml"};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (n > strlen(ends[i]) && strcasecmp(name + n - strlen(ends[i]), ends[i]) == 0)
            return true;
    return false;
}

/* The folder that the file lies in: its place in the name, and its length; 0 when it lies in none.
 */
static size_t folder_of(const char *name, const char **folder)
{
    const char *end = strrchr(name, '/');
    if (!end)
        return 0;
    *folder = end;
    while (*folder > name && (*folder)[-1] != '/')
        (*folder)--;
    return (size_t)(end - *folder);
}

static int member_error(const struct tar_member *m, int code, const char *what, struct err *err)
{
    char brief[48];
    return err_set(err, code, "member \"%s\" %s", tar_brief(brief, m), what);
}

/* What a member is. Its first bytes are read. */
static int kind_of(struct images *im, const struct tar_member *m, unsigned char *magic,
                   enum picture_kind *kind, struct err *err)
{
    size_t n = m->size < PICTURE_MAGIC ? (size_t)m->size : PICTURE_MAGIC;
    int rc = raw_read(&im->raw, magic, n, err);
    *kind = picture_kind(magic, n);
    if (rc < 0 || *kind != PICTURE_NONE)
        return rc;
    return is_text(m->name) ? 0
                            : member_error(m, ERR_INVALID,
                                           "is neither a PNG nor a JPEG picture, nor a text that "
                                           "is passed over",
                                           err);
}

typedef int picture_fn(struct images *im, const struct tar_member *m, const unsigned char *magic,
                       enum picture_kind kind, void *arg, struct err *err);

/* Calls each picture, in the archive's order. */
static int each_picture(struct images *im, picture_fn *fn, void *arg, struct err *err)
{
    static const unsigned char none[PICTURE_MAGIC];
    struct tar_member m;
    int rc = raw_rewind(&im->raw, err);
    struct tar tar = tar_begin(&im->raw);
    while (rc >= 0 && (rc = tar_next(&tar, &m, err)) == 1) {
        unsigned char magic[PICTURE_MAGIC];
        enum picture_kind kind;
        memcpy(magic, none, sizeof magic);
        if (is_hidden(m.name))
            continue;
        rc = kind_of(im, &m, magic, &kind, err);
        if (rc == 0 && kind != PICTURE_NONE)
            rc = fn(im, &m, magic, kind, arg, err);
    }
    return rc;
}

/* ---- a picture ---- */

/* The decoders begin at a file's first bytes, which have been read already. */
static int decode(struct images *im, const struct tar_member *m, const unsigned char *magic,
                  enum picture_kind kind, struct err *err)
{
    struct picture_file file = {
        .raw = &im->raw, .left = m->size - PICTURE_MAGIC, .n_magic = PICTURE_MAGIC};
    char brief[48];
    memcpy(file.magic, magic, PICTURE_MAGIC);
    int rc = kind == PICTURE_PNG ? png_decode(&file, &im->pixels, err)
                                 : jpeg_decode(&file, &im->pixels, err);
    return rc < 0 ? err_wrap(err, "member \"%s\": ", tar_brief(brief, m)) : 0;
}

/* Of n pixels in place: .299 R + .587 G + .114 B, rounded. */
static void to_grey(unsigned char *p, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        p[i] = (unsigned char)((299 * p[3 * i] + 587 * p[3 * i + 1] + 114 * p[3 * i + 2] + 500) /
                               1000);
}

static void to_colours(unsigned char *p, int64_t n)
{
    for (int64_t i = n; i-- > 0;)
        p[3 * i] = p[3 * i + 1] = p[3 * i + 2] = p[i];
}

/* ---- the three walks ---- */

static int count_picture(struct images *im, const struct tar_member *m, const unsigned char *magic,
                         enum picture_kind kind, void *arg, struct err *err)
{
    const char *folder = NULL;
    size_t n = folder_of(m->name, &folder);
    (void)arg;
    if (n == 0)
        return member_error(m, ERR_INVALID,
                            "lies in no folder; a picture's class is the name of its folder", err);
    if (m->size > PICTURE_FILE_MAX)
        return member_error(m, ERR_TOO_LARGE, "has more than 64 MiB, which no picture may", err);
    if (m->size < PICTURE_MAGIC)
        return member_error(m, ERR_INVALID, "is cut short", err);
    distinct_add(&im->classes, folder, n, CLASSES_MAX);
    if (im->classes.gave_up)
        return err_set(err, ERR_TOO_LARGE,
                       "the pictures lie in more than %d folders, or in folders with names of more "
                       "than %d bytes",
                       CLASSES_MAX, DISTINCT_TEXT_MAX);
    if (im->rows == ROWS_MAX)
        return err_set(err, ERR_TOO_LARGE, "the archive has more than %lld pictures", ROWS_MAX);
    if (im->rows++ == 0 && (im->h == 0 || im->c == 0)) { /* the first one decides */
        int rc = decode(im, m, magic, kind, err);
        im->h = im->h ? im->h : im->pixels.h;
        im->w = im->w ? im->w : im->pixels.w;
        im->c = im->c ? im->c : im->pixels.c;
        return rc;
    }
    return 0;
}

static int write_picture(struct images *im, const struct tar_member *m, const unsigned char *magic,
                         enum picture_kind kind, void *arg, struct err *err)
{
    struct canon *out = arg;
    struct pixels *p = &im->pixels;
    int rc = decode(im, m, magic, kind, err);
    if (rc < 0)
        return rc;
    if (im->c == 1 && p->c == 3) {
        to_grey(p->bytes, p->h * p->w);
        p->c = 1;
    }
    resize(p, im->how, im->h, im->w, im->small, im->line);
    if (im->c == 3 && p->c == 1)
        to_colours(im->small, im->h * im->w);
    return canon_write(&out->body, im->small, (size_t)(im->h * im->w * im->c), err);
}

struct labelling {
    struct canon *out;
    const int *class_of;
};

static int write_label(struct images *im, const struct tar_member *m, const unsigned char *magic,
                       enum picture_kind kind, void *arg, struct err *err)
{
    const struct labelling *l = arg;
    const char *folder = NULL;
    size_t n = folder_of(m->name, &folder);
    (void)magic;
    (void)kind;
    double label = l->class_of[distinct_find(&im->classes, folder, n)];
    return canon_write(&l->out->body, &label, sizeof label, err);
}

/* ---- the whole ---- */

static int check_total(const struct images *im, struct err *err)
{
    uint64_t n = (uint64_t)(im->h * im->w * im->c), total; /* each side has its limit */
    bool over = __builtin_mul_overflow(n, (uint64_t)im->rows, &total);
    if (over || (total > CANONICAL_MAX && total / CANONICAL_TIMES_MAX > im->raw.size))
        return err_set(err, ERR_TOO_LARGE,
                       "%" PRId64 " pictures of %" PRId64 " × %" PRId64 " × %d bytes are more than "
                       "%d times what was uploaded; that is allowed up to %" PRIu64
                       " bytes; give a smaller size",
                       im->rows, im->h, im->w, im->c, CANONICAL_TIMES_MAX, CANONICAL_MAX);
    return 0;
}

/* The classes in their order, and each one's place in it by order of arrival. */
static int name_classes(const struct images *im, struct classes *classes, int **class_of,
                        struct err *err)
{
    size_t n = (size_t)im->classes.n;
    int *order = calloc(n + 1, sizeof *order);
    const char **names = calloc(n + 1, sizeof *names);
    int64_t *counts = calloc(n + 1, sizeof *counts);
    *class_of = calloc(n + 1, sizeof **class_of);
    *classes = (struct classes){.n = (int)n, .names = names, .counts = counts};
    if (order && names && counts && *class_of) {
        distinct_order(&im->classes, order);
        for (int k = 0; k < (int)n; k++) {
            names[k] = distinct_text(&im->classes, order[k]);
            counts[k] = im->classes.values[order[k]].count;
            (*class_of)[order[k]] = k;
        }
        free(order);
        return 0;
    }
    free(order);
    return err_set(err, ERR_NO_MEMORY, "no memory for the pictures' classes");
}

static int write_out(struct images *im, const struct import *in, struct err *err)
{
    struct canon out;
    struct classes classes = {0};
    int *class_of = NULL;
    const struct column column = {.name = "label",
                                  .type = COLUMN_CATEGORICAL,
                                  .min = NAN,
                                  .max = NAN,
                                  .mean = NAN,
                                  .std = NAN};
    int rc = canon_begin(&out, in->out_path, "images", err);
    if (rc < 0)
        return rc;
    struct canon_header *h = &out.header;
    h->rows = im->rows;
    h->sample_type = SAMPLE_U8;
    h->rank = 3;
    h->shape[0] = im->h;
    h->shape[1] = im->w;
    h->shape[2] = im->c;
    h->n_columns = 1;
    h->labelled = LABELLED_COLUMN;
    if ((rc = name_classes(im, &classes, &class_of, err)) == 0 &&
        (rc = canon_layout(&out, err)) == 0 &&
        (rc = each_picture(im, write_picture, &out, err)) == 0 &&
        (rc = canon_cells(&out, err)) == 0 &&
        (rc = each_picture(im, write_label, &(struct labelling){&out, class_of}, err)) == 0)
        rc = canon_end(&out, &column, &classes, err);
    canon_abort(&out);
    free(class_of);
    free((void *)classes.names);
    free((void *)classes.counts);
    return rc;
}

static int reserve(struct images *im, struct err *err)
{
    im->small = malloc((size_t)(im->h * im->w * 3));
    im->line = malloc((size_t)(im->w * 3) * sizeof *im->line);
    return im->small && im->line ? 0 : err_set(err, ERR_NO_MEMORY, "no memory to resize pictures");
}

/* What people send instead of a tar archive, before its first header fails to make sense. */
static int check_start(const struct raw *raw, struct err *err)
{
    const unsigned char *p = raw->buffer + raw->pos;
    size_t n = raw->end - raw->pos;
    if (n >= 4 && memcmp(p, "PK\3\4", 4) == 0)
        return err_set(err, ERR_INVALID,
                       "a ZIP archive; pictures are read from a tar archive: unpack it, then tar "
                       "-cf pictures.tar FOLDER");
    if (picture_kind(p, n < PICTURE_MAGIC ? n : PICTURE_MAGIC) != PICTURE_NONE)
        return err_set(
            err, ERR_INVALID,
            "a single picture; pictures come in a tar archive, each in the folder of its "
            "class: tar -cf pictures.tar FOLDER");
    return 0;
}

int images_import(const struct import *in, struct err *err)
{
    static const int channels[] = {[CHANNELS_AUTO] = 0, [CHANNELS_1] = 1, [CHANNELS_3] = 3};
    const struct value *o = in->options;
    struct images im = {.budget = DISTINCT_BUDGET,
                        .h = (int64_t)o[IMAGES_SIZE].n,
                        .w = (int64_t)o[IMAGES_SIZE].m,
                        .c = channels[(int)o[IMAGES_CHANNELS].n],
                        .how = (enum resize)o[IMAGES_RESIZE].n};
    if (in->labels_path)
        return err_set(err, ERR_INVALID, "the pictures' folders are their labels");
    if ((im.h == 0) != (im.w == 0))
        return err_set(err, ERR_INVALID,
                       "size is %" PRId64 " × %" PRId64 "; give both sides or none", im.h, im.w);
    int rc = raw_open(&im.raw, in->raw_path, err);
    if (rc < 0)
        return rc;
    distinct_init(&im.classes, &im.budget);
    rc = check_start(&im.raw, err);
    if (rc == 0)
        rc = each_picture(&im, count_picture, NULL, err);
    if (rc == 0 && im.rows == 0)
        rc = err_set(err, ERR_INVALID, "the archive has no picture, PNG or JPEG, in a folder");
    if (rc == 0 && (rc = check_total(&im, err)) == 0 && (rc = reserve(&im, err)) == 0)
        rc = write_out(&im, in, err);
    distinct_done(&im.classes);
    pixels_done(&im.pixels);
    free(im.small);
    free(im.line);
    raw_close(&im.raw);
    malloc_trim(0); /* the decoders' tens of megabytes, which nobody needs again soon */
    return rc;
}
