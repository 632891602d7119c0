/* onnx.h - an ONNX graph while it is made: operators over named values (onnx.ai, opset 13).
 *
 * Every operator gives a value with a name of its own; names live as long as the graph. A failure
 * (no memory, or something ONNX cannot say) is kept and told at the end, so that a translation
 * reads as the formula it is. */
#ifndef ENGINE_MODEL_ONNX_H
#define ENGINE_MODEL_ONNX_H

#include "engine/model/model.h"
#include "engine/model/proto.h"

#include <allot/err.h>

enum onnx_type { ONNX_FLOAT = 1, ONNX_INT64 = 7, ONNX_TEXT = 8, ONNX_DOUBLE = 11 };

struct onnx {
    const struct model *model;
    struct bytes nodes, initializers, inputs, outputs, metadata;
    char **names;
    int n_names, room_names;
    int rc; /* of the first failure, told in err */
    struct err *err;
};

/* A named argument of an operator; a list of them ends with one without name. */
struct attribute {
    const char *name;
    enum {
        ATTRIBUTE_FLOAT = 1,
        ATTRIBUTE_INT,
        ATTRIBUTE_TEXT,
        ATTRIBUTE_INTS = 7,
        ATTRIBUTE_TEXTS
    } type;
    int64_t i;
    float f;
    const char *text;
    const int64_t *ints;
    const char *const *texts;
    int n;
};
#define ATTRIBUTES(...)                                                                            \
    (const struct attribute[])                                                                     \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }
#define INTS(NAME, ...)                                                                            \
    {                                                                                              \
        .name = NAME, .type = ATTRIBUTE_INTS, .ints = (const int64_t[]){__VA_ARGS__},              \
        .n = (int)(sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t))                       \
    }
#define INT(NAME, VALUE)                                                                           \
    {                                                                                              \
        .name = NAME, .type = ATTRIBUTE_INT, .i = VALUE                                            \
    }

/* The values an operator takes; "" leaves an optional one out. */
#define VALUES(...)                                                                                \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

/* The value that an operator gives (its first output, or number `which`). Never NULL: after a
 * failure "". */
const char *onnx_op(struct onnx *o, const char *op, const struct attribute *attributes,
                    const char *const *inputs);
const char *onnx_output(struct onnx *o, const char *op, const struct attribute *attributes,
                        const char *const *inputs, int which);

/* Constants. dims: rank numbers. */
const char *onnx_floats(struct onnx *o, const float *v, int rank, const int64_t *dims);
const char *onnx_doubles(struct onnx *o, const double *v, int64_t n);
const char *onnx_ints(struct onnx *o, const int64_t *v, int n);
const char *onnx_float(struct onnx *o, double v); /* one number of type float */

/* Declares an input or output: N rows of `dims`. */
void onnx_input(struct onnx *o, const char *name, enum onnx_type type, int rank,
                const int64_t *dims);
void onnx_result(struct onnx *o, const char *value, const char *name, enum onnx_type type, int rank,
                 const int64_t *dims);

const char *onnx_cast(struct onnx *o, const char *value, enum onnx_type to);
const char *onnx_reshape(struct onnx *o, const char *value, const struct shape *sample);
const char *onnx_transpose(struct onnx *o, const char *value, int n, const int64_t *order);

/* Zeroed memory for n things, the caller's to free; NULL, with the failure kept, without any. */
void *onnx_room(struct onnx *o, int64_t n, size_t size);

/* Keeps the first failure. */
void onnx_fail(struct onnx *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Raw rows → what the network reads, as preprocess_cells does (onnx_data.c). */
const char *onnx_preprocess(struct onnx *o);

/* A node's value from its inputs' (onnx_layers.c); values[] by node. */
const char *onnx_layer(struct onnx *o, const struct node *node, const char *const *values);

#endif
