/* loops.c - the shared loops. */
#include "engine/tensor/loops.h"

#include <string.h>

void rows_fill(real *y, const real *row, int64_t m, int64_t n)
{
    if (n == 1) {
        for (int64_t i = 0; i < m; i++)
            y[i] = row[0];
        return;
    }
    for (int64_t i = 0; i < m; i++)
        memcpy(y + i * n, row, (size_t)n * sizeof *y);
}

VECTOR_CLONES void vec_add(real *restrict y, const real *restrict x, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        y[i] += x[i];
}

void rows_sum(real *sum, const real *x, int64_t m, int64_t n)
{
    vec_zero(sum, n);
    if (n == 1) {
        real s = 0;
        for (int64_t i = 0; i < m; i++)
            s += x[i];
        sum[0] = s;
        return;
    }
    for (int64_t i = 0; i < m; i++)
        vec_add(sum, x + i * n, n);
}

void vec_copy(real *y, const real *x, int64_t n)
{
    if (y != x && n)
        memcpy(y, x, (size_t)n * sizeof *y);
}

void vec_zero(real *y, int64_t n)
{
    if (n)
        memset(y, 0, (size_t)n * sizeof *y);
}

VECTOR_CLONES void vec_scale(real *y, real a, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        y[i] *= a;
}

VECTOR_CLONES void vec_mul(real *y, const real *a, const real *b, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        y[i] = a[i] * b[i];
}
