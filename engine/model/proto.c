/* proto.c - tag and value, one after the other. */
#include "engine/model/proto.h"

#include <stdlib.h>
#include <string.h>

enum { WIRE_VARINT = 0, WIRE_LENGTH = 2, WIRE_FIXED32 = 5 };

void bytes_add(struct bytes *b, const void *from, size_t n)
{
    if (b->failed || n == 0)
        return;
    if (b->n + n > b->room) {
        size_t room = (b->n + n) * 2;
        unsigned char *v = realloc(b->v, room);
        if (!v) {
            b->failed = true;
            return;
        }
        b->v = v;
        b->room = room;
    }
    memcpy(b->v + b->n, from, n);
    b->n += n;
}

void bytes_done(struct bytes *b)
{
    free(b->v);
    *b = (struct bytes){0};
}

static void varint(struct bytes *b, uint64_t v)
{
    unsigned char out[10];
    size_t n = 0;
    for (; v >= 0x80; v >>= 7)
        out[n++] = (unsigned char)(v | 0x80);
    out[n++] = (unsigned char)v;
    bytes_add(b, out, n);
}

static void tag(struct bytes *b, int field, int wire)
{
    varint(b, (uint64_t)field << 3 | (uint64_t)wire);
}

void proto_int(struct bytes *b, int field, int64_t value)
{
    tag(b, field, WIRE_VARINT);
    varint(b, (uint64_t)value);
}

void proto_float(struct bytes *b, int field, float value)
{
    tag(b, field, WIRE_FIXED32);
    bytes_add(b, &value, sizeof value);
}

void proto_bytes(struct bytes *b, int field, const void *from, size_t n)
{
    tag(b, field, WIRE_LENGTH);
    varint(b, n);
    bytes_add(b, from, n);
}

void proto_text(struct bytes *b, int field, const char *text)
{
    proto_bytes(b, field, text, strlen(text));
}

void proto_take(struct bytes *b, int field, struct bytes *message)
{
    b->failed = b->failed || message->failed;
    proto_bytes(b, field, message->v, message->n);
    bytes_done(message);
}
