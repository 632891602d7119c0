/* onnx.c - the ONNX file of a model, preprocessing included, so that it takes raw rows.
 *
 * Values are channels last as ours; convolutions are put between transpositions, which runtimes
 * take out again. Field numbers are onnx.proto's. */
#include "engine/model/onnx.h"
#include "engine/engine.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* IR 8 and opset 13 are of 2021: every runtime in use reads them. ai.onnx.ml has the one-hot. */
enum { IR_VERSION = 8, OPSET = 13, OPSET_ML = 2 };

/* Protocol Buffers end at 2 GiB. */
#define FILE_MAX ((size_t)INT32_MAX)

void onnx_fail(struct onnx *o, const char *fmt, ...)
{
    char text[ERR_TEXT_MAX];
    if (o->rc)
        return;
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    o->rc =
        err_set(o->err, ERR_INVALID, "%s; format=safetensors and format=npz hold everything", text);
}

void *onnx_room(struct onnx *o, int64_t n, size_t size)
{
    void *room = calloc((size_t)n, size);
    if (!room)
        o->rc = err_set(o->err, ERR_NO_MEMORY, "no memory for an ONNX file");
    return room;
}

static const char *new_name(struct onnx *o)
{
    if (o->n_names == o->room_names) {
        int room = 2 * o->room_names + 64;
        char **names = realloc(o->names, (size_t)room * sizeof *names);
        if (!names)
            return "";
        o->names = names;
        o->room_names = room;
    }
    char text[24];
    snprintf(text, sizeof text, "v%d", o->n_names);
    char *name = strdup(text);
    if (!name)
        return "";
    return o->names[o->n_names++] = name;
}

/* ---- operators ---- */

static void add_attribute(struct bytes *node, const struct attribute *a)
{
    struct bytes b = {0};
    proto_text(&b, 1, a->name);
    switch (a->type) {
    case ATTRIBUTE_FLOAT: proto_float(&b, 2, a->f); break;
    case ATTRIBUTE_INT: proto_int(&b, 3, a->i); break;
    case ATTRIBUTE_TEXT: proto_text(&b, 4, a->text); break;
    case ATTRIBUTE_INTS:
        for (int i = 0; i < a->n; i++)
            proto_int(&b, 8, a->ints[i]);
        break;
    case ATTRIBUTE_TEXTS:
        for (int i = 0; i < a->n; i++)
            proto_text(&b, 9, a->texts[i]);
        break;
    }
    proto_int(&b, 20, a->type);
    proto_take(node, 5, &b);
}

const char *onnx_output(struct onnx *o, const char *op, const struct attribute *attributes,
                        const char *const *inputs, int which)
{
    struct bytes b = {0};
    const char *name = new_name(o);
    for (; *inputs; inputs++)
        proto_text(&b, 1, *inputs);
    for (int i = 0; i < which; i++)
        proto_text(&b, 2, "");
    proto_text(&b, 2, name);
    proto_text(&b, 3, name);
    proto_text(&b, 4, op);
    for (; attributes && attributes->name; attributes++)
        add_attribute(&b, attributes);
    if (strcmp(op, "OneHotEncoder") == 0)
        proto_text(&b, 7, "ai.onnx.ml");
    proto_take(&o->nodes, 1, &b);
    return name;
}

const char *onnx_op(struct onnx *o, const char *op, const struct attribute *attributes,
                    const char *const *inputs)
{
    return onnx_output(o, op, attributes, inputs, 0);
}

/* ---- constants ---- */

static const char *constant(struct onnx *o, enum onnx_type type, const void *v, size_t size,
                            int rank, const int64_t *dims)
{
    struct bytes b = {0};
    const char *name = new_name(o);
    size_t n = 1;
    for (int i = 0; i < rank; i++) {
        proto_int(&b, 1, dims[i]);
        n *= (size_t)dims[i];
    }
    proto_int(&b, 2, type);
    proto_text(&b, 8, name);
    proto_bytes(&b, 9, v, n * size);
    proto_take(&o->initializers, 5, &b);
    return name;
}

const char *onnx_floats(struct onnx *o, const float *v, int rank, const int64_t *dims)
{
    return constant(o, ONNX_FLOAT, v, sizeof *v, rank, dims);
}

const char *onnx_doubles(struct onnx *o, const double *v, int64_t n)
{
    return constant(o, ONNX_DOUBLE, v, sizeof *v, 1, &n);
}

const char *onnx_ints(struct onnx *o, const int64_t *v, int n)
{
    return constant(o, ONNX_INT64, v, sizeof *v, 1, (const int64_t[]){n});
}

const char *onnx_float(struct onnx *o, double v)
{
    return onnx_floats(o, (const float[]){(float)v}, 0, NULL);
}

/* ---- inputs and outputs ---- */

static void declare(struct bytes *to, int field, const char *name, enum onnx_type type, int rank,
                    const int64_t *dims)
{
    struct bytes shape = {0}, tensor = {0}, kind = {0}, info = {0};
    for (int i = -1; i < rank; i++) {
        struct bytes dim = {0};
        if (i < 0)
            proto_text(&dim, 2, "rows");
        else
            proto_int(&dim, 1, dims[i]);
        proto_take(&shape, 1, &dim);
    }
    proto_int(&tensor, 1, type);
    proto_take(&tensor, 2, &shape);
    proto_take(&kind, 1, &tensor);
    proto_text(&info, 1, name);
    proto_take(&info, 2, &kind);
    proto_take(to, field, &info);
}

void onnx_input(struct onnx *o, const char *name, enum onnx_type type, int rank,
                const int64_t *dims)
{
    declare(&o->inputs, 11, name, type, rank, dims);
}

void onnx_result(struct onnx *o, const char *value, const char *name, enum onnx_type type, int rank,
                 const int64_t *dims)
{
    struct bytes b = {0};
    proto_text(&b, 1, value);
    proto_text(&b, 2, name);
    proto_text(&b, 3, name);
    proto_text(&b, 4, "Identity");
    proto_take(&o->nodes, 1, &b);
    declare(&o->outputs, 12, name, type, rank, dims);
}

/* ---- what many translations need ---- */

const char *onnx_cast(struct onnx *o, const char *value, enum onnx_type to)
{
    return onnx_op(o, "Cast", ATTRIBUTES(INT("to", to)), VALUES(value));
}

const char *onnx_reshape(struct onnx *o, const char *value, const struct shape *sample)
{
    int64_t dims[SHAPE_RANK_MAX + 1] = {0}; /* 0: as many rows as came in */
    memcpy(dims + 1, sample->dim, (size_t)sample->rank * sizeof *dims);
    return onnx_op(o, "Reshape", NULL, VALUES(value, onnx_ints(o, dims, sample->rank + 1)));
}

const char *onnx_transpose(struct onnx *o, const char *value, int n, const int64_t *order)
{
    const struct attribute perm[] = {
        {.name = "perm", .type = ATTRIBUTE_INTS, .ints = order, .n = n}, {0}};
    return onnx_op(o, "Transpose", perm, VALUES(value));
}

static void add_metadata(struct onnx *o, const char *key, const char *value)
{
    struct bytes b = {0};
    proto_text(&b, 1, key);
    proto_text(&b, 2, value);
    proto_take(&o->metadata, 14, &b);
}

/* ---- the whole ---- */

/* Probabilities for classes, the numbers themselves for the rest; as predict answers. */
static void add_outputs(struct onnx *o, const char *y)
{
    const struct model *m = o->model;
    const struct layer *last = &m->graph->node[m->graph->n - 1].layer;
    struct shape out = last->out;
    bool label = target_is_label(m->head.targets),
         flags = m->head.targets == TARGET_FLAGS || head_answers_logits(&m->head);
    if (label && m->head.width == 1) {
        const char *no = onnx_op(o, "Sigmoid", NULL, VALUES(onnx_op(o, "Neg", NULL, VALUES(y))));
        y = onnx_op(o, "Concat", ATTRIBUTES(INT("axis", -1)),
                    VALUES(no, onnx_op(o, "Sigmoid", NULL, VALUES(y))));
        out.dim[out.rank - 1] = 2;
    } else if (loss_ops(m->head.loss)->link == LINK_SOFTMAX) {
        y = onnx_op(o, "Softmax", ATTRIBUTES(INT("axis", -1)), VALUES(y));
    } else if (flags) {
        y = onnx_op(o, "Sigmoid", NULL, VALUES(y));
    }
    onnx_result(o, y, "outputs", ONNX_FLOAT, out.rank, out.dim);
    bool map = m->head.targets == TARGET_MAP; /* (H, W) classes */
    if (m->head.targets == TARGET_CLASS || map)
        onnx_result(
            o, onnx_op(o, "ArgMax", ATTRIBUTES(INT("axis", -1), INT("keepdims", 0)), VALUES(y)),
            "class", ONNX_INT64, map ? 2 : 0, map ? out.dim : NULL);
    for (int i = 0; m->info.classes && i < m->preprocess->info.n_out; i++) {
        char key[32];
        snprintf(key, sizeof key, label ? "class.%d" : "target.%d", i);
        add_metadata(o, key, m->info.classes[i]);
    }
}

static void translate(struct onnx *o)
{
    const struct graph *g = o->model->graph;
    const char **values = onnx_room(o, g->n, sizeof *values);
    if (!values)
        return;
    values[0] = onnx_preprocess(o);
    for (int i = 1; i < g->n && o->rc == 0; i++)
        values[i] = onnx_layer(o, &g->node[i], values);
    if (o->rc == 0)
        add_outputs(o, values[g->n - 1]);
    free(values);
}

static void add_opset(struct bytes *file, const char *domain, int version)
{
    struct bytes b = {0};
    proto_text(&b, 1, domain);
    proto_int(&b, 2, version);
    proto_take(file, 8, &b);
}

static void assemble(struct onnx *o, struct bytes *file)
{
    struct bytes graph = {0};
    struct bytes *parts[] = {&o->nodes, &o->initializers, &o->inputs, &o->outputs};
    proto_text(&graph, 2, "model");
    for (int i = 0; i < 4; i++) {
        graph.failed = graph.failed || parts[i]->failed;
        bytes_add(&graph, parts[i]->v, parts[i]->n);
        bytes_done(parts[i]);
    }
    proto_int(file, 1, IR_VERSION);
    proto_text(file, 2, "allot");
    proto_text(file, 3, engine_version());
    proto_take(file, 7, &graph);
    add_opset(file, "", OPSET);
    add_opset(file, "ai.onnx.ml", OPSET_ML);
    file->failed = file->failed || o->metadata.failed;
    bytes_add(file, o->metadata.v, o->metadata.n);
}

static int write_whole(int fd, const struct bytes *file, struct err *err)
{
    for (size_t at = 0; at < file->n;) {
        ssize_t n = write(fd, file->v + at, file->n - at);
        if (n < 0)
            return err_set(err, ERR_IO, "an ONNX file cannot be written: %m");
        at += (size_t)n;
    }
    return 0;
}

int model_export_onnx(const struct model *m, int fd, struct err *err)
{
    struct onnx o = {.model = m, .err = err};
    struct bytes file = {0};
    translate(&o);
    if (o.rc == 0)
        assemble(&o, &file);
    if (o.rc == 0 && file.n > FILE_MAX)
        onnx_fail(&o, "an ONNX file holds at most 2147483647 bytes, and this model needs %zu",
                  file.n);
    if (o.rc == 0 && file.failed)
        o.rc = err_set(err, ERR_NO_MEMORY, "no memory for an ONNX file");
    if (o.rc == 0)
        o.rc = write_whole(fd, &file, err);
    bytes_done(&file);
    struct bytes *rest[] = {&o.nodes, &o.initializers, &o.inputs, &o.outputs, &o.metadata};
    for (int i = 0; i < 5; i++)
        bytes_done(rest[i]);
    for (int i = 0; i < o.n_names; i++)
        free(o.names[i]);
    free(o.names);
    return o.rc;
}
