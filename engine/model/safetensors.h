/* safetensors.h - named tensors and a few strings in one file (Hugging Face's format).
 *
 * u64 length of the header, the header (JSON), then the tensors' bytes without gaps. The header is
 * padded with spaces so that the bytes start at a multiple of 64. Everything read is foreign:
 * sizes, offsets, types and overlaps are checked before anything is believed. */
#ifndef ENGINE_MODEL_SAFETENSORS_H
#define ENGINE_MODEL_SAFETENSORS_H

#include "engine/tensor/shape.h"

#include <allot/err.h>

enum tensor_type { TENSOR_U8, TENSOR_F32, TENSOR_F64 };

struct tensor {
    const char *name;
    enum tensor_type type;
    struct shape shape;
    const void *data;
    int64_t bytes;
};

struct pair {
    const char *key, *value;
};

/* Writes whole or not at all; the same input gives the same bytes. */
int safetensors_write(const char *path, const struct tensor *tensors, int n,
                      const struct pair *metadata, int n_metadata, struct err *err);

/* A mapped file. Tensors and strings live until it is closed. */
struct safetensors;
struct safetensors *safetensors_open(const char *path, struct err *err);
void safetensors_close(struct safetensors *s);
const char *safetensors_metadata(const struct safetensors *s, const char *key); /* or NULL */
/* Number i in the file's order; NULL beyond the last. */
const struct tensor *safetensors_tensor(const struct safetensors *s, int i);
const struct tensor *safetensors_find(const struct safetensors *s, const char *name);
int safetensors_count(const struct safetensors *s);
const struct tensor *safetensors_at(const struct safetensors *s, int i); /* by name's order */

#endif
