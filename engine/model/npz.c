/* npz.c - a model's tensors as NumPy reads them: a zip of .npy files, stored, not deflated.
 *
 * numpy.load("model.npz")["layers.0.kernel"]. No time stands in it (1 January 1980, as NumPy does
 * itself), so the same model gives the same bytes. (PKWARE APPNOTE 6.3; NumPy's format 1.0.) */
#include "engine/model/proto.h"
#include "engine/model/safetensors.h"

#include <allot/engine.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* 4 GiB - 1: offsets of 32 bits; larger models are for safetensors. */
#define ZIP_MAX 0xffffffffu

enum { VERSION = 20, DATE_1980 = 0x21, NPY_ALIGN = 64, NPY_HEADER_MAX = 256 };

struct zip {
    int fd;
    uint64_t at;
    struct bytes directory;
    int members;
    struct err *err;
};

static int put(struct zip *z, const void *bytes, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t k = write(z->fd, (const char *)bytes + done, n - done);
        if (k < 0)
            return err_set(z->err, ERR_IO, "an npz file cannot be written: %m");
        done += (size_t)k;
    }
    z->at += n;
    return 0;
}

static void u16(struct bytes *b, unsigned v)
{
    bytes_add(b, (const unsigned char[]){v & 255, v >> 8 & 255}, 2);
}

static void u32(struct bytes *b, uint32_t v)
{
    u16(b, v & 65535);
    u16(b, v >> 16);
}

/* What local header and directory have in common: version to checksum and lengths. */
static void describe(struct bytes *b, const char *name, uint32_t crc, uint32_t bytes)
{
    u16(b, VERSION);
    u16(b, 0); /* flags */
    u16(b, 0); /* stored */
    u16(b, 0); /* time */
    u16(b, DATE_1980);
    u32(b, crc);
    u32(b, bytes);
    u32(b, bytes);
    u16(b, (unsigned)strlen(name));
    u16(b, 0); /* extra */
}

static int zip_member(struct zip *z, const char *name, const void *head, size_t n_head,
                      const void *body, size_t n_body)
{
    struct bytes local = {0};
    uint32_t offset = (uint32_t)z->at;
    uLong crc = crc32_z(crc32_z(0, head, n_head), body, n_body);
    if (z->at + n_head + n_body + z->directory.n + 4096 > ZIP_MAX)
        return err_set(z->err, ERR_INVALID,
                       "an npz file holds at most 4 GiB; format=safetensors holds everything");
    u32(&local, 0x04034b50);
    describe(&local, name, (uint32_t)crc, (uint32_t)(n_head + n_body));
    bytes_add(&local, name, strlen(name));
    u32(&z->directory, 0x02014b50);
    u16(&z->directory, VERSION);
    describe(&z->directory, name, (uint32_t)crc, (uint32_t)(n_head + n_body));
    u16(&z->directory, 0); /* comment */
    u16(&z->directory, 0); /* disk */
    u16(&z->directory, 0); /* attributes */
    u32(&z->directory, 0);
    u32(&z->directory, offset);
    bytes_add(&z->directory, name, strlen(name));
    z->members++;
    int rc = local.failed ? err_set(z->err, ERR_NO_MEMORY, "no memory for an npz file")
                          : put(z, local.v, local.n);
    bytes_done(&local);
    rc = rc ? rc : put(z, head, n_head);
    return rc ? rc : put(z, body, n_body);
}

static int zip_end(struct zip *z)
{
    uint32_t offset = (uint32_t)z->at, size = (uint32_t)z->directory.n;
    u32(&z->directory, 0x06054b50);
    u16(&z->directory, 0);
    u16(&z->directory, 0);
    u16(&z->directory, (unsigned)z->members);
    u16(&z->directory, (unsigned)z->members);
    u32(&z->directory, size);
    u32(&z->directory, offset);
    u16(&z->directory, 0);
    return z->directory.failed ? err_set(z->err, ERR_NO_MEMORY, "no memory for an npz file")
                               : put(z, z->directory.v, z->directory.n);
}

/* The .npy header of a tensor: its end is a multiple of 64. */
static size_t npy_header(const struct tensor *t, char out[NPY_HEADER_MAX])
{
    static const char *const types[] = {
        [TENSOR_U8] = "|u1", [TENSOR_F32] = "<f4", [TENSOR_F64] = "<f8"};
    size_t n = 10;
    memcpy(out, "\x93NUMPY\x01\x00", 8);
    n += (size_t)snprintf(out + n, NPY_HEADER_MAX - n,
                          "{'descr': '%s', 'fortran_order': False, 'shape': (", types[t->type]);
    for (int i = 0; i < t->shape.rank; i++)
        n += (size_t)snprintf(out + n, NPY_HEADER_MAX - n, "%s%" PRId64 "%s", i ? " " : "",
                              t->shape.dim[i],
                              i + 1 < t->shape.rank || t->shape.rank == 1 ? "," : "");
    n += (size_t)snprintf(out + n, NPY_HEADER_MAX - n, "), }");
    while ((n + 1) % NPY_ALIGN)
        out[n++] = ' ';
    out[n++] = '\n';
    out[8] = (char)((n - 10) & 255);
    out[9] = (char)((n - 10) >> 8);
    return n;
}

int model_export_npz(const char *model_path, int fd, struct err *err)
{
    struct safetensors *file = safetensors_open(model_path, err);
    struct zip z = {.fd = fd, .err = err};
    const struct tensor *t;
    int rc = file ? 0 : err->code;
    for (int i = 0; rc == 0 && (t = safetensors_tensor(file, i)); i++) {
        char header[NPY_HEADER_MAX], name[512];
        size_t n = npy_header(t, header);
        snprintf(name, sizeof name, "%s.npy", t->name);
        rc = zip_member(&z, name, header, n, t->data, (size_t)t->bytes);
    }
    rc = rc ? rc : zip_end(&z);
    bytes_done(&z.directory);
    safetensors_close(file);
    return rc;
}
