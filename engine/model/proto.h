/* proto.h - bytes that grow, and the three things of Protocol Buffers that ONNX needs: varints,
 * 32-bit floats and what has a length. (protobuf.dev, "Encoding".) */
#ifndef ENGINE_MODEL_PROTO_H
#define ENGINE_MODEL_PROTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed to begin with. After `failed` (no memory) it takes nothing more. */
struct bytes {
    unsigned char *v;
    size_t n, room;
    bool failed;
};

void bytes_add(struct bytes *b, const void *from, size_t n);
void bytes_done(struct bytes *b);

void proto_int(struct bytes *b, int field, int64_t value);
void proto_float(struct bytes *b, int field, float value);
void proto_bytes(struct bytes *b, int field, const void *from, size_t n);
void proto_text(struct bytes *b, int field, const char *text);

/* A message within, which is freed. */
void proto_take(struct bytes *b, int field, struct bytes *message);

#endif
