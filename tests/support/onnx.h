/* onnx.h - reads the test vectors of Debian's libonnx-testdata: a folder with model.onnx (a graph
 * of few nodes) and test_data_set_0 (what goes in and what must come out).
 *
 * Knows the protobuf wire format and the few fields of onnx.proto that such models use. The files
 * are the package's own: a file that is cut short is refused, one that lies is not defended
 * against. */
#ifndef TESTS_SUPPORT_ONNX_H
#define TESTS_SUPPORT_ONNX_H

#include <stdbool.h>
#include <stdint.h>

/* 8 axes: the longest of the package's tensors has 7. */
enum { ONNX_RANK_MAX = 8, ONNX_LIST_MAX = 24 };

struct onnx_tensor {
    const char *name;
    int type; /* TensorProto.DataType: 1 float, 2 uint8, 6 int32, 7 int64, 9 bool, 11 double */
    int rank;
    int64_t dim[ONNX_RANK_MAX], n;
    double *v; /* (n), whatever the type */
};

struct onnx_attribute {
    const char *name, *s;
    double f;
    int64_t i, ints[ONNX_LIST_MAX];
    int n_ints, n_floats;
};

struct onnx_node {
    const char *op, *input[ONNX_LIST_MAX], *output[ONNX_LIST_MAX];
    int n_inputs, n_outputs, n_attributes;
    struct onnx_attribute attribute[ONNX_LIST_MAX];
};

struct onnx_test {
    const char *path;
    struct onnx_node node[ONNX_LIST_MAX];
    int n_nodes; /* those beyond ONNX_LIST_MAX are counted, not kept */
    struct onnx_tensor tensor[2 * ONNX_LIST_MAX];
    int n_tensors; /* initializers, then inputs and outputs */
    void *blocks;  /* everything allocated, one chained to the next */
};

/* Where the package's data lie; NULL when it is not installed. */
const char *onnx_data(void);

/* The model alone; onnx_load_data adds the tensors of its data set. False: not to be read (tensors
 * of strings, sequences). */
bool onnx_open(struct onnx_test *t, const char *folder);
bool onnx_load_data(struct onnx_test *t);
void onnx_close(struct onnx_test *t);

/* A node's tensor by place; NULL when it is left out. Outputs are those that must come out. */
const struct onnx_tensor *onnx_input(const struct onnx_test *t, const struct onnx_node *n, int i);
const struct onnx_tensor *onnx_output(const struct onnx_test *t, const struct onnx_node *n, int i);

/* An attribute, or what it is when left out. */
const struct onnx_attribute *onnx_attribute(const struct onnx_node *n, const char *name);
int64_t onnx_int(const struct onnx_node *n, const char *name, int64_t fallback);
double onnx_float(const struct onnx_node *n, const char *name, double fallback);
const char *onnx_string(const struct onnx_node *n, const char *name, const char *fallback);

/* Place i of a list of integers. */
int64_t onnx_at(const struct onnx_node *n, const char *name, int i, int64_t fallback);

#endif
