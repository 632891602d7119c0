/* label_maps.c - counting and writing the classes of pixels. */
#include "engine/data/label_maps.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* 65,536: numbers that a class may have, so that a table of them finds each at once. */
enum { NUMBERS = 1 << 16 };

struct label_maps {
    int64_t h, w, rows;
    int64_t pixels[NUMBERS]; /* with this number */
    unsigned char class_of[NUMBERS];
    char text[MAP_CLASSES_MAX][8];
    const char *names[MAP_CLASSES_MAX];
    int64_t counts[MAP_CLASSES_MAX];
    struct classes classes;
};

static int check_shape(const struct tensor_file *file, const struct tensor_file *samples,
                       bool integers, struct err *err)
{
    if (!integers)
        return err_set(err, ERR_INVALID,
                       "labels: a class per pixel is a whole number; save it as integers, such as "
                       "uint8");
    if (file->rank == 4 && file->shape[3] != 1)
        return err_set(err, ERR_INVALID,
                       "labels: %" PRId64 " numbers per pixel; one is wanted, the class's: shape "
                       "(rows, H, W)",
                       file->shape[3]);
    if (file->shape[1] != samples->shape[1] || file->shape[2] != samples->shape[2])
        return err_set(err, ERR_INVALID,
                       "labels: maps of %" PRId64 " × %" PRId64 " for pictures of %" PRId64
                       " × %" PRId64,
                       file->shape[1], file->shape[2], samples->shape[1], samples->shape[2]);
    return 0;
}

/* What becomes of a chunk of pixels; `at` is the first one's place. */
typedef int pixels_fn(void *arg, const double *numbers, int n, int64_t at, struct err *err);

static int each_chunk(const struct label_maps *m, struct tensor_file *file, pixels_fn *fn,
                      void *arg, struct err *err)
{
    double numbers[TENSOR_CHUNK];
    int64_t n = m->rows * m->h * m->w;
    for (int64_t at = 0; at < n;) {
        int k = n - at < TENSOR_CHUNK ? (int)(n - at) : TENSOR_CHUNK;
        int rc = tensor_numbers(file, numbers, k, err);
        if (rc < 0 || (rc = fn(arg, numbers, k, at, err)) < 0)
            return rc;
        at += k;
    }
    return 0;
}

static int count_pixels(void *arg, const double *numbers, int n, int64_t at, struct err *err)
{
    struct label_maps *m = arg;
    for (int i = 0; i < n; i++) {
        if (!(numbers[i] >= 0 && numbers[i] < NUMBERS))
            return err_set(err, ERR_INVALID,
                           "labels: row %" PRId64 ", pixel (%" PRId64 ", %" PRId64 ") is %.0f; a "
                           "class is a number from 0 to %d",
                           (at + i) / (m->h * m->w) + 1, (at + i) / m->w % m->h, (at + i) % m->w,
                           numbers[i], NUMBERS - 1);
        m->pixels[(int)numbers[i]]++;
    }
    return 0;
}

static int name_classes(struct label_maps *m, struct err *err)
{
    int n = 0;
    for (int i = 0; i < NUMBERS; i++) {
        if (m->pixels[i] == 0)
            continue;
        if (n == MAP_CLASSES_MAX)
            return err_set(err, ERR_TOO_LARGE,
                           "labels: the pixels have more than %d different classes",
                           MAP_CLASSES_MAX);
        snprintf(m->text[n], sizeof m->text[n], "%d", i);
        m->names[n] = m->text[n];
        m->counts[n] = m->pixels[i];
        m->class_of[i] = (unsigned char)n++;
    }
    m->classes = (struct classes){.n = n, .names = m->names, .counts = m->counts};
    return 0;
}

struct label_maps *label_maps_new(struct tensor_file *file, const struct tensor_file *samples,
                                  bool integers, struct err *err)
{
    struct label_maps *m = NULL;
    if (check_shape(file, samples, integers, err) < 0)
        return NULL;
    if (!(m = calloc(1, sizeof *m))) {
        err_set(err, ERR_NO_MEMORY, "no memory for the labels");
        return NULL;
    }
    m->rows = file->shape[0];
    m->h = file->shape[1];
    m->w = file->shape[2];
    if (each_chunk(m, file, count_pixels, m, err) == 0 && name_classes(m, err) == 0)
        return m;
    free(m);
    return NULL;
}

void label_maps_free(struct label_maps *m)
{
    free(m);
}

const struct classes *label_maps_classes(const struct label_maps *m)
{
    return &m->classes;
}

struct writing {
    const struct label_maps *maps;
    struct canon *out;
};

static int write_pixels(void *arg, const double *numbers, int n, int64_t at, struct err *err)
{
    const struct writing *w = arg;
    unsigned char bytes[TENSOR_CHUNK];
    (void)at;
    for (int i = 0; i < n; i++)
        bytes[i] = w->maps->class_of[(int)numbers[i] & (NUMBERS - 1)];
    return canon_write(&w->out->body, bytes, (size_t)n, err);
}

int label_maps_write(const struct label_maps *m, struct tensor_file *file, struct canon *out,
                     struct err *err)
{
    struct writing w = {m, out};
    return each_chunk(m, file, write_pixels, &w, err);
}
