/* blas.h - the matrix product, and the fixed kind of BLAS it needs.
 *
 * Row-major throughout. BLAS runs single-threaded inside each lane; the lanes are the parallelism.
 * Which code computes a product depends on its sizes alone, so that bits do not depend on anything
 * else. Products too small to be worth a call are computed by loops here. */
#ifndef ENGINE_TENSOR_BLAS_H
#define ENGINE_TENSOR_BLAS_H

#include "engine/tensor/real.h"

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

/* C = α op(A) op(B) + β C.   op(A): (m, k)   op(B): (k, n)   C: (m, n), rows ldc apart.
 * β = 0 does not read C. op(A) is A transposed when ta: A is then (k, m), rows lda apart. */
void gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b,
          int ldb, real beta, real *c, int ldc);

/* Sets one thread per call; refuses a build that two threads may not call at once. */
int blas_init(struct err *err);
const char *blas_version(void);
const char *blas_kernel(void);

#endif
