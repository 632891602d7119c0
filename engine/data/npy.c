/* npy.c - NumPy's own format, versions 1 to 3: magic, header length, a Python dict, data.
 *
 * The dict is read for the three keys that NumPy writes, in any order; anything else in it is
 * refused. Rows must be the slowest dimension (fortran_order False, or rank 1). */
#include "engine/data/tensor_file.h"
#include "engine/data/text.h"

#include <stdlib.h>
#include <string.h>

/* 4 KiB: NumPy writes 118 bytes for the types that are read here. */
enum { NPY_HEADER_MAX = 4096 };

struct dict {
    const char *at, *end;
};

static void skip_blanks(struct dict *d)
{
    while (d->at < d->end && strchr(" \t\n", *d->at))
        d->at++;
}

static bool take(struct dict *d, const char *token)
{
    size_t n = strlen(token);
    skip_blanks(d);
    if ((size_t)(d->end - d->at) < n || memcmp(d->at, token, n) != 0)
        return false;
    d->at += n;
    return true;
}

/* A quoted word of at most 31 bytes. */
static bool take_word(struct dict *d, char out[32])
{
    skip_blanks(d);
    if (d->at == d->end || (*d->at != '\'' && *d->at != '"'))
        return false;
    char quote = *d->at++;
    size_t n = 0;
    while (d->at < d->end && *d->at != quote && n < 31)
        out[n++] = *d->at++;
    out[n] = 0;
    return d->at < d->end && *d->at++ == quote;
}

static bool take_size(struct dict *d, int64_t *out)
{
    int64_t v = 0;
    skip_blanks(d);
    if (d->at == d->end || *d->at < '0' || *d->at > '9')
        return false;
    for (; d->at < d->end && *d->at >= '0' && *d->at <= '9'; d->at++)
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, *d->at - '0', &v))
            return false;
    *out = v;
    return true;
}

/* "(60000, 28, 28)", "(5,)", "()"; the rank may come out as 0 or too large. */
static bool take_shape(struct dict *d, struct tensor_file *file)
{
    file->rank = 0;
    if (!take(d, "("))
        return false;
    while (!take(d, ")")) {
        int64_t v;
        if (!take_size(d, &v))
            return false;
        if (file->rank < SAMPLE_RANK_MAX)
            file->shape[file->rank] = v;
        file->rank++;
        if (!take(d, ",")) {
            if (!take(d, ")"))
                return false;
            return true;
        }
    }
    return true;
}

static bool read_type(struct tensor_file *file, const char *descr)
{
    static const struct {
        const char *name;
        enum element element;
    } types[] = {
        {"u1", ELEMENT_U8},  {"b1", ELEMENT_U8},  {"i1", ELEMENT_I8},  {"u2", ELEMENT_U16},
        {"i2", ELEMENT_I16}, {"u4", ELEMENT_U32}, {"i4", ELEMENT_I32}, {"u8", ELEMENT_U64},
        {"i8", ELEMENT_I64}, {"f4", ELEMENT_F32}, {"f8", ELEMENT_F64},
    };
    if (!*descr || !strchr("<>|=", *descr))
        return false;
    file->big_endian = *descr == '>';
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(descr + 1, types[i].name) == 0) {
            file->element = types[i].element;
            return true;
        }
    return false;
}

static int read_dict(struct tensor_file *file, struct dict *d, struct err *err)
{
    char key[32], descr[32] = "";
    bool shape = false, order = false, fortran = false;
    if (!take(d, "{"))
        return err_set(err, ERR_INVALID, "the NPY header is no dictionary");
    while (!take(d, "}")) {
        bool good = take_word(d, key) && take(d, ":");
        if (good && strcmp(key, "descr") == 0) {
            if (!take_word(d, descr))
                return err_set(err, ERR_INVALID,
                               "the NPY array has fields of several types; an "
                               "array of numbers is wanted");
        } else if (good && strcmp(key, "fortran_order") == 0) {
            fortran = take(d, "True");
            order = fortran || take(d, "False");
            good = order;
        } else if (good && strcmp(key, "shape") == 0) {
            good = shape = take_shape(d, file);
        } else {
            good = false;
        }
        if (!good)
            return err_set(err, ERR_INVALID, "the NPY header cannot be read");
        take(d, ",");
    }
    skip_blanks(d);
    if (d->at != d->end || !*descr || !shape || !order)
        return err_set(err, ERR_INVALID, "the NPY header needs descr, fortran_order and shape");
    char brief[48];
    if (!read_type(file, descr))
        return err_set(err, ERR_INVALID,
                       "NPY type \"%s\" is not read; u1 to u8, i1 to i8, f4, f8 and b1 are",
                       text_brief(brief, descr, strlen(descr)));
    if (file->rank < 1 || file->rank > SAMPLE_RANK_MAX)
        return err_set(err, ERR_INVALID, "the NPY array has rank %d; 1 to %d is allowed",
                       file->rank, SAMPLE_RANK_MAX);
    if (fortran && file->rank > 1)
        return err_set(err, ERR_INVALID,
                       "the NPY array is in Fortran order; save "
                       "numpy.ascontiguousarray(a)");
    return 0;
}

int npy_header(struct tensor_file *file, struct err *err)
{
    unsigned char b[12];
    char text[NPY_HEADER_MAX];
    int rc = raw_read(&file->raw, b, 8, err);
    if (rc < 0)
        return err_wrap(err, "no NPY header: ");
    if (memcmp(b, "\x93NUMPY", 6) != 0)
        return err_set(err, ERR_INVALID,
                       memcmp(b, "PK", 2) == 0
                           ? "an NPZ archive; upload it with format=npz"
                           : "not an NPY file: it does not begin with \\x93NUMPY");
    if (b[6] < 1 || b[6] > 3)
        return err_set(err, ERR_INVALID, "NPY version %d.%d is unknown; 1 to 3 are read", b[6],
                       b[7]);
    if ((rc = raw_read(&file->raw, b + 8, b[6] == 1 ? 2 : 4, err)) < 0)
        return err_wrap(err, "the NPY header is cut short: ");
    size_t n = (size_t)b[8] | (size_t)b[9] << 8;
    if (b[6] > 1)
        n |= (size_t)b[10] << 16 | (size_t)b[11] << 24;
    if (n > sizeof text)
        return err_set(err, ERR_INVALID, "the NPY header has %zu bytes; %d are allowed", n,
                       NPY_HEADER_MAX);
    if ((rc = raw_read(&file->raw, text, n, err)) < 0)
        return err_wrap(err, "the NPY header is cut short: ");
    return read_dict(file, &(struct dict){text, text + n}, err);
}

int npy_import(const struct import *in, struct err *err)
{
    return tensor_import(in, "npy", npy_header, err);
}
