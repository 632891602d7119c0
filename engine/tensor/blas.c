/* blas.c - the only includer of <cblas.h>.
 *
 * Debian's serial OpenBLAS returns wrong numbers when two threads call it at once and satisfies the
 * same package dependency as the others: openblas_get_parallel() tells it (0), and it is refused.
 * The pthread (1) and openmp (2) builds, set to one thread, are right under any number of callers.
 */
#include "engine/tensor/blas.h"

#include <cblas.h>
#include <stdio.h>

/* 1024 multiply-adds: below, a call into BLAS costs more than the loop. */
enum { SMALL = 1024 };

static void gemm_small(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda,
                       const real *b, int ldb, real beta, real *c, int ldc)
{
    int ai = ta ? 1 : lda, ap = ta ? lda : 1, bp = tb ? 1 : ldb, bj = tb ? ldb : 1;
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            real s = 0;
            for (int p = 0; p < k; p++)
                s += a[i * ai + p * ap] * b[p * bp + j * bj];
            real *y = &c[(int64_t)i * ldc + j];
            *y = beta == 0 ? alpha * s : alpha * s + beta * *y;
        }
}

void gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b,
          int ldb, real beta, real *c, int ldc)
{
    if ((int64_t)m * n * k <= SMALL) {
        gemm_small(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        return;
    }
    enum CBLAS_TRANSPOSE op_a = ta ? CblasTrans : CblasNoTrans,
                         op_b = tb ? CblasTrans : CblasNoTrans;
#ifdef ENGINE_DOUBLE
    cblas_dgemm(CblasRowMajor, op_a, op_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
#else
    cblas_sgemm(CblasRowMajor, op_a, op_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
#endif
}

static char version[32] = "OpenBLAS"; /* written once, by blas_init */

int blas_init(struct err *err)
{
    if (openblas_get_parallel() == 0)
        return err_set(
            err, ERR_CONFLICT,
            "this OpenBLAS is the serial build, which returns wrong results when several "
            "threads call it; install libopenblas0-pthread (or -openmp) instead");
    openblas_set_num_threads(1);
    char name[16], number[16]; /* "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …" */
    if (sscanf(openblas_get_config(), "%15s %15s", name, number) == 2)
        snprintf(version, sizeof version, "%s %s", name, number);
    return 0;
}

const char *blas_version(void)
{
    return version;
}

const char *blas_kernel(void)
{
    return openblas_get_corename();
}
