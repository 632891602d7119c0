/* test_blas.c - the matrix product against plain sums in double, alone and from two threads at
 * once; and the float functions of vmath.h against libm's in double. */
#include "engine/tensor/blas.h"
#include "engine/tensor/rng.h"
#include "engine/tensor/vmath.h"

#include <allot/engine.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void fill(real *v, int n, uint64_t seed)
{
    struct rng rng = rng_begin(seed, RNG_NOISE, 0, 0, 0);
    for (int i = 0; i < n; i++)
        v[i] = (real)rng_normal(&rng);
}

struct product {
    bool ta, tb;
    int m, n, k, spare; /* spare: columns behind each row */
    real alpha, beta;
};

/* Largest error over Σ|a b| of its element: rounding only, whatever the order of summation. */
static double check(const struct product *p)
{
    int lda = (p->ta ? p->m : p->k) + p->spare, ldb = (p->tb ? p->k : p->n) + p->spare;
    int ldc = p->n + p->spare, rows_a = p->ta ? p->k : p->m, rows_b = p->tb ? p->n : p->k;
    real *a = malloc((size_t)(lda * rows_a) * sizeof *a),
         *b = malloc((size_t)(ldb * rows_b) * sizeof *b);
    real *c = malloc((size_t)(ldc * p->m) * sizeof *c),
         *start = malloc((size_t)(ldc * p->m) * sizeof *c);
    fill(a, lda * rows_a, 1);
    fill(b, ldb * rows_b, 2);
    fill(start, ldc * p->m, 3);
    memcpy(c, start, (size_t)(ldc * p->m) * sizeof *c);
    for (int i = 0; p->beta == 0 && i < p->m; i++)
        for (int j = 0; j < p->n; j++)
            c[i * ldc + j] = NAN; /* β = 0 must not read it */
    gemm(p->ta, p->tb, p->m, p->n, p->k, p->alpha, a, lda, b, ldb, p->beta, c, ldc);
    double worst = 0;
    for (int i = 0; i < p->m; i++)
        for (int j = 0; j < ldc; j++) {
            double sum = (double)p->beta * (double)start[i * ldc + j], size = fabs(sum) + 1e-30;
            for (int q = 0; j < p->n && q < p->k; q++) {
                double term = (double)p->alpha * (double)(p->ta ? a[q * lda + i] : a[i * lda + q]) *
                              (double)(p->tb ? b[j * ldb + q] : b[q * ldb + j]);
                sum += term;
                size += fabs(term);
            }
            if (j >= p->n) /* behind the row nothing is written */
                assert_true(c[i * ldc + j] == start[i * ldc + j]);
            else
                worst =
                    fmax(worst, isnan(c[i * ldc + j]) ? INFINITY
                                                      : fabs((double)c[i * ldc + j] - sum) / size);
        }
    free(a);
    free(b);
    free(c);
    free(start);
    return worst;
}

static void products_are_right_to_rounding(void **state)
{
    (void)state;
    static const int sizes[][3] = {{1, 1, 1},     {1, 10, 784},   {3, 5, 7},     {10, 10, 10},
                                   {16, 256, 33}, {128, 10, 256}, {65, 129, 31}, {2, 3, 500}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int way = 0; way < 16; way++) {
            struct product p = {way & 1,
                                way & 2,
                                sizes[s][0],
                                sizes[s][1],
                                sizes[s][2],
                                way & 4 ? 3 : 0,
                                (real)(way & 8 ? .5 : 1),
                                (real)(way & 8 ? -2 : 0)};
            double error = check(&p);
            if (!(error < 1e-6))
                fail_msg("%d x %d x %d, way %d: error %g", p.m, p.n, p.k, way, error);
        }
}

static void nothing_over_nothing_is_zero(void **state)
{
    (void)state;
    real a[4] = {1, 2, 3, 4}, c[4] = {NAN, NAN, NAN, NAN};
    gemm(true, false, 2, 2, 0, 1, a, 2, a, 2, 0, c, 2); /* a lane without rows */
    for (int i = 0; i < 4; i++)
        assert_true(c[i] == 0);
}

enum { CALLS = 20 };

static void *multiply(void *arg)
{
    static const struct product p = {false, false, 16, 256, 512, 0, 1, 0};
    double *worst = arg;
    for (int i = 0; i < CALLS; i++)
        *worst = fmax(*worst, check(&p));
    return NULL;
}

/* The serial OpenBLAS fails this within some hundreds of calls; engine_init refuses it. */
static void two_threads_multiply_at_once(void **state)
{
    (void)state;
    pthread_t thread;
    double mine = 0, other = 0;
    assert_int_equal(pthread_create(&thread, NULL, multiply, &other), 0);
    multiply(&mine);
    pthread_join(thread, NULL);
    assert_true(mine < 1e-6 && other < 1e-6);
}

/* ---- vmath ---- */

static double ulps(float got, double want)
{
    double ulp = fmax(ldexp(1, ilogb(want) - 23), 0x1p-149);
    return want == 0 ? fabs((double)got) / 0x1p-149 : fabs((double)got - want) / ulp;
}

static void float_functions_are_within_two_ulp(void **state)
{
    (void)state;
    double worst_exp = 0, worst_tanh = 0;
    for (double x = -87; x < 88; x += .000917)
        worst_exp = fmax(worst_exp, ulps(vexp((float)x), exp((double)(float)x)));
    for (double x = -12; x < 12; x += .000117)
        worst_tanh = fmax(worst_tanh, ulps(vtanh((float)x), tanh((double)(float)x)));
    if (!(worst_exp <= 2 && worst_tanh <= 2))
        fail_msg("exp %g ulp, tanh %g ulp", worst_exp, worst_tanh);
}

static void float_functions_know_their_ends(void **state)
{
    (void)state;
    assert_true(vexp(0) == 1 && vtanh(0) == 0);
    assert_true(isinf(vexp(89)) && isinf(vexp(INFINITY)) && isinf(vexp(1e30f)));
    assert_true(vexp(-200) == 0 && vexp(-INFINITY) == 0 && vexp(-1e30f) == 0);
    assert_true(vtanh(100) == 1 && vtanh(-100) == -1 && vtanh(INFINITY) == 1 &&
                vtanh(-INFINITY) == -1);
    assert_true(isnan(vexp(NAN)) && isnan(vtanh(NAN)) && isnan(vsigmoid(NAN)));
    assert_true(vsigmoid(200) == 1 && vsigmoid(-200) == 0 && vsigmoid(0) == (real).5);
}

static void the_engine_names_its_blas(void **state)
{
    (void)state;
    assert_non_null(strstr(engine_blas(), "OpenBLAS"));
    assert_true(strlen(engine_kernel()) > 0);
    const struct engine_speed *speed = engine_speed();
    assert_true(speed->flops_per_s > 1e8 && speed->bytes_per_s > 1e8 && speed->seconds_per_op > 0);
    assert_ptr_equal(speed, engine_speed());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_right_to_rounding),
        cmocka_unit_test(nothing_over_nothing_is_zero),
        cmocka_unit_test(two_threads_multiply_at_once),
        cmocka_unit_test(float_functions_are_within_two_ulp),
        cmocka_unit_test(float_functions_know_their_ends),
        cmocka_unit_test(the_engine_names_its_blas),
    };
    struct err err;
    if (engine_init(&err) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
