/* onnx.c - protobuf's wire format, then the messages ModelProto, GraphProto, NodeProto,
 * AttributeProto and TensorProto by their field numbers (onnx.proto of Debian's libonnx-dev). */
#include "tests/support/onnx.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- wire ---- */

struct wire {
    const uint8_t *at, *end;
    bool broken;
};

/* One field: its number and, by its kind, a number or a stretch of bytes. */
struct field {
    int number;
    enum { WIRE_VARINT, WIRE_64, WIRE_BYTES, WIRE_32 = 5 } kind;
    uint64_t n;
    struct wire bytes;
};

static uint64_t varint(struct wire *w)
{
    uint64_t n = 0;
    for (int shift = 0; shift < 64 && w->at < w->end; shift += 7) {
        uint8_t b = *w->at++;
        n |= (uint64_t)(b & 127) << shift;
        if (b < 128)
            return n;
    }
    w->broken = true;
    return 0;
}

static uint64_t fixed(struct wire *w, int size)
{
    uint64_t n = 0;
    if (w->end - w->at < size) {
        w->broken = true;
        return 0;
    }
    memcpy(&n, w->at, (size_t)size);
    w->at += size;
    return n;
}

static bool next(struct wire *w, struct field *f)
{
    if (w->broken || w->at == w->end)
        return false;
    uint64_t key = varint(w);
    f->number = (int)(key >> 3);
    f->kind = key & 7;
    switch ((int)f->kind) {
    case WIRE_VARINT: f->n = varint(w); break;
    case WIRE_64: f->n = fixed(w, 8); break;
    case WIRE_32: f->n = fixed(w, 4); break;
    case WIRE_BYTES:
        f->n = varint(w);
        w->broken = w->broken || f->n > (uint64_t)(w->end - w->at);
        if (!w->broken) {
            f->bytes = (struct wire){w->at, w->at + f->n, false};
            w->at += f->n;
        }
        break;
    default: w->broken = true;
    }
    return !w->broken;
}

static double as_float(uint64_t bits)
{
    uint32_t low = (uint32_t)bits;
    float v;
    memcpy(&v, &low, sizeof v);
    return (double)v;
}

static double as_double(uint64_t bits)
{
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

/* ---- memory: blocks chained, freed together ---- */

static void *keep(struct onnx_test *t, size_t size)
{
    void **block = calloc(1, sizeof *block + size);
    if (!block)
        abort();
    *block = t->blocks;
    t->blocks = block;
    return block + 1;
}

static const char *text(struct onnx_test *t, const struct field *f)
{
    char *s = keep(t, f->n + 1);
    memcpy(s, f->bytes.at, f->n);
    return s;
}

static bool read_all(struct onnx_test *t, const char *path, struct wire *w)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    size_t size = fstat(fileno(f), &st) == 0 ? (size_t)st.st_size : 0;
    uint8_t *bytes = keep(t, size + 1);
    *w = (struct wire){bytes, bytes + size, fread(bytes, 1, size, f) != size};
    fclose(f);
    return !w->broken;
}

/* ---- tensors ---- */

enum { T_FLOAT = 1, T_UINT8, T_INT8, T_INT32 = 6, T_INT64, T_BOOL = 9, T_DOUBLE = 11 };

static int size_of(int type)
{
    switch (type) {
    case T_FLOAT:
    case T_INT32: return 4;
    case T_INT64:
    case T_DOUBLE: return 8;
    case T_UINT8:
    case T_INT8:
    case T_BOOL: return 1;
    default: return 0;
    }
}

static double element(int type, uint64_t bits)
{
    switch (type) {
    case T_FLOAT: return as_float(bits);
    case T_DOUBLE: return as_double(bits);
    case T_INT32: return (double)(int32_t)bits;
    case T_INT8: return (double)(int8_t)bits;
    case T_INT64: return (double)(int64_t)bits;
    default: return (double)bits;
    }
}

/* Numbers of a repeated field: one, or many packed. `kind` is how one lies on the wire. */
static void take_numbers(struct onnx_tensor *x, const struct field *f, int kind, int64_t *at)
{
    struct wire w = f->bytes;
    if (f->kind != WIRE_BYTES && *at < x->n) {
        x->v[(*at)++] = element(x->type, f->n);
        return;
    }
    while (w.at < w.end && !w.broken && *at < x->n)
        x->v[(*at)++] =
            element(x->type, kind == WIRE_VARINT ? varint(&w) : fixed(&w, kind == WIRE_64 ? 8 : 4));
}

static void take_raw(struct onnx_tensor *x, const struct field *f, int64_t *at)
{
    struct wire w = f->bytes;
    for (int size = size_of(x->type); *at < x->n && !w.broken;)
        x->v[(*at)++] = element(x->type, fixed(&w, size));
}

static void take_dim(struct onnx_tensor *x, const struct field *f)
{
    struct wire w = f->bytes;
    if (f->kind == WIRE_VARINT && x->rank < ONNX_RANK_MAX)
        x->dim[x->rank++] = (int64_t)f->n;
    while (f->kind == WIRE_BYTES && w.at < w.end && x->rank < ONNX_RANK_MAX)
        x->dim[x->rank++] = (int64_t)varint(&w);
}

/* Twice over the fields: shape, type and name first, since the numbers may stand before them. */
static bool tensor(struct onnx_test *t, struct wire from, struct onnx_tensor *x)
{
    struct field f;
    int64_t at = 0;
    *x = (struct onnx_tensor){.n = 1};
    for (struct wire w = from; next(&w, &f);)
        switch (f.number) {
        case 1: take_dim(x, &f); break;
        case 2: x->type = (int)f.n; break;
        case 8: x->name = text(t, &f); break;
        }
    for (int i = 0; i < x->rank; i++) { /* each number takes a byte at least */
        if (x->dim[i] < 0 || x->dim[i] > from.end - from.at)
            return false;
        x->n *= x->dim[i];
        if (x->n > from.end - from.at)
            return false;
    }
    if (!size_of(x->type))
        return false;
    x->v = keep(t, (size_t)x->n * sizeof *x->v);
    for (struct wire w = from; next(&w, &f);)
        switch (f.number) {
        case 4: take_numbers(x, &f, WIRE_32, &at); break;
        case 5:
        case 7: take_numbers(x, &f, WIRE_VARINT, &at); break;
        case 9: take_raw(x, &f, &at); break;
        case 10: take_numbers(x, &f, WIRE_64, &at); break;
        }
    return at == x->n;
}

static struct onnx_tensor *add_tensor(struct onnx_test *t)
{
    return t->n_tensors < 2 * ONNX_LIST_MAX ? &t->tensor[t->n_tensors++] : NULL;
}

/* ---- the graph ---- */

static void attribute(struct onnx_test *t, struct wire w, struct onnx_node *n)
{
    struct field f;
    if (n->n_attributes == ONNX_LIST_MAX)
        return;
    struct onnx_attribute *a = &n->attribute[n->n_attributes++];
    while (next(&w, &f))
        switch (f.number) {
        case 1: a->name = text(t, &f); break;
        case 2: a->f = as_float(f.n); break;
        case 3: a->i = (int64_t)f.n; break;
        case 4: a->s = text(t, &f); break;
        case 7: a->n_floats++; break;
        case 8:
            for (struct wire list = f.bytes; f.kind == WIRE_BYTES && list.at < list.end;)
                a->ints[a->n_ints++ % ONNX_LIST_MAX] = (int64_t)varint(&list);
            if (f.kind == WIRE_VARINT)
                a->ints[a->n_ints++ % ONNX_LIST_MAX] = (int64_t)f.n;
            break;
        }
}

static void node(struct onnx_test *t, struct wire w)
{
    struct field f;
    struct onnx_node rest = {0}, *n = t->n_nodes < ONNX_LIST_MAX ? &t->node[t->n_nodes] : &rest;
    t->n_nodes++;
    while (next(&w, &f))
        switch (f.number) {
        case 1: n->input[n->n_inputs++ % ONNX_LIST_MAX] = text(t, &f); break;
        case 2: n->output[n->n_outputs++ % ONNX_LIST_MAX] = text(t, &f); break;
        case 4: n->op = text(t, &f); break;
        case 5: attribute(t, f.bytes, n); break;
        }
}

/* The names of the graph's inputs (without those that have their numbers in the model) and outputs
 * wait in the tensors that onnx_load_data is to fill. */
static void value_info(struct onnx_test *t, struct wire w)
{
    struct field f;
    while (next(&w, &f))
        if (f.number == 1) {
            const char *name = text(t, &f);
            for (int i = 0; i < t->n_tensors; i++)
                if (strcmp(t->tensor[i].name, name) == 0)
                    return;
            struct onnx_tensor *x = add_tensor(t);
            if (x)
                x->name = name;
        }
}

static bool graph(struct onnx_test *t, struct wire from)
{
    struct field f;
    for (struct wire w = from; next(&w, &f);)
        if (f.number == 5) {
            struct onnx_tensor *x = add_tensor(t);
            if (!x || !tensor(t, f.bytes, x))
                return false;
        } else if (f.number == 1)
            node(t, f.bytes);
    for (int number = 11; number <= 12; number++)
        for (struct wire w = from; next(&w, &f);)
            if (f.number == number)
                value_info(t, f.bytes);
    return true;
}

bool onnx_open(struct onnx_test *t, const char *folder)
{
    char path[512];
    struct wire w;
    struct field f;
    bool ok = false;
    *t = (struct onnx_test){.path = folder};
    snprintf(path, sizeof path, "%s/model.onnx", folder);
    if (!read_all(t, path, &w))
        return false;
    while (next(&w, &f))
        if (f.number == 7)
            ok = graph(t, f.bytes);
    return ok && !w.broken;
}

static bool load(struct onnx_test *t, struct onnx_tensor *x, const char *what, int i)
{
    char path[512];
    struct wire w;
    const char *name = x->name;
    snprintf(path, sizeof path, "%s/test_data_set_0/%s_%d.pb", t->path, what, i);
    bool ok = read_all(t, path, &w) && tensor(t, w, x);
    x->name = name;
    return ok;
}

/* Inputs first, then outputs, in the graph's order: as the files are numbered. */
bool onnx_load_data(struct onnx_test *t)
{
    int inputs = 0, outputs = 0;
    for (int i = 0; i < t->n_tensors; i++) {
        struct onnx_tensor *x = &t->tensor[i];
        if (x->v)
            continue;
        if (outputs == 0 && load(t, x, "input", inputs))
            inputs++;
        else if (load(t, x, "output", outputs))
            outputs++;
        else
            return false;
    }
    return outputs > 0;
}

void onnx_close(struct onnx_test *t)
{
    for (void **block = t->blocks, **before; block; block = before) {
        before = *block;
        free(block);
    }
    t->blocks = NULL;
}

/* ---- looking up ---- */

static const struct onnx_tensor *find(const struct onnx_test *t, const char *name)
{
    for (int i = 0; name && *name && i < t->n_tensors; i++)
        if (strcmp(t->tensor[i].name, name) == 0)
            return &t->tensor[i];
    return NULL;
}

const struct onnx_tensor *onnx_input(const struct onnx_test *t, const struct onnx_node *n, int i)
{
    return i < n->n_inputs ? find(t, n->input[i]) : NULL;
}

const struct onnx_tensor *onnx_output(const struct onnx_test *t, const struct onnx_node *n, int i)
{
    return i < n->n_outputs ? find(t, n->output[i]) : NULL;
}

const struct onnx_attribute *onnx_attribute(const struct onnx_node *n, const char *name)
{
    for (int i = 0; i < n->n_attributes; i++)
        if (strcmp(n->attribute[i].name, name) == 0)
            return &n->attribute[i];
    return NULL;
}

int64_t onnx_int(const struct onnx_node *n, const char *name, int64_t fallback)
{
    const struct onnx_attribute *a = onnx_attribute(n, name);
    return a ? a->i : fallback;
}

double onnx_float(const struct onnx_node *n, const char *name, double fallback)
{
    const struct onnx_attribute *a = onnx_attribute(n, name);
    return a ? a->f : fallback;
}

const char *onnx_string(const struct onnx_node *n, const char *name, const char *fallback)
{
    const struct onnx_attribute *a = onnx_attribute(n, name);
    return a ? a->s : fallback;
}

int64_t onnx_at(const struct onnx_node *n, const char *name, int i, int64_t fallback)
{
    const struct onnx_attribute *a = onnx_attribute(n, name);
    return a && i < a->n_ints ? a->ints[i] : fallback;
}

const char *onnx_data(void)
{
    static const char data[] = "/usr/share/libonnx-testdata/data";
    struct stat st;
    return stat(data, &st) == 0 ? data : NULL;
}
