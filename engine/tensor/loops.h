/* loops.h - elementwise loops and column sums that several layers share.
 *
 * Plain C in a fixed order, compiled for wider vectors too (VECTOR_CLONES): same bits everywhere.
 */
#ifndef ENGINE_TENSOR_LOOPS_H
#define ENGINE_TENSOR_LOOPS_H

#include "engine/tensor/real.h"

#include <stdint.h>

void rows_fill(real *y, const real *row, int64_t m, int64_t n); /* y[i] = row      y: (m, n) */
void rows_sum(real *sum, const real *x, int64_t m, int64_t n);  /* sum = Σ x[i]    x: (m, n) */
void vec_add(real *y, const real *x, int64_t n);                /* y += x */
void vec_copy(real *y, const real *x, int64_t n);               /* y = x */
void vec_zero(real *y, int64_t n);
void vec_scale(real *y, real a, int64_t n);                     /* y = a y */
void vec_mul(real *y, const real *a, const real *b, int64_t n); /* y = a b */

#endif
