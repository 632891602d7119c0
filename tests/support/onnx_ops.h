/* onnx_ops.h - ONNX operators that the engine computes, and how a vector of each is put to it.
 *
 * A check feeds a vector's inputs to our layer, loss or optimiser and fails the test at the first
 * number that differs. It returns NULL when the vector was met, else the reason why this vector
 * asks for something we do not have. Only layout is changed on the way: axes are moved, zeros are
 * put around an image, factors are multiplied into weights. */
#ifndef TESTS_SUPPORT_ONNX_OPS_H
#define TESTS_SUPPORT_ONNX_OPS_H

#include "tests/support/onnx.h"

struct onnx_op {
    const char *name; /* ONNX' */
    const char *ours; /* as docs/models.md names it */
    const char *(*check)(const struct onnx_test *t, const struct onnx_node *n);
};

extern const struct onnx_op onnx_images[], onnx_layers[], onnx_training[];
extern const int onnx_images_n, onnx_layers_n, onnx_training_n;

/* Axes in another order: y's axis i is x's axis perm[i]. y: (n), the caller's. */
void onnx_permute(const struct onnx_tensor *x, const int *perm, double *y);

/* (N, C, …) → (N, …, C) */
void onnx_channels_last(const struct onnx_tensor *x, double *y);

/* The largest |x|. */
double onnx_largest(const double *x, int64_t n);

/* Fails unless |got - want| ≤ 1e-5 (1 + size). */
void onnx_compare_at(const struct onnx_test *t, const char *what, const double *got,
                     const double *want, int64_t n, double size);

/* The same at the size of the largest |want|. */
void onnx_compare(const struct onnx_test *t, const char *what, const double *got,
                  const double *want, int64_t n);

#endif
