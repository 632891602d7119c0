/* test_flops.c - the operations a quote counts against those that are done.
 *
 * The linker puts a counter in front of the matrix product (-Wl,--wrap=gemm), so a whole step is
 * counted as it runs. Dense and convolution layers without biases are products and nothing else:
 * their figures must be exact, forward and backward, at the first layer (where nothing flows
 * further back) and behind one. Of the others the products are a part, and must not be more. */
#include "engine/tensor/blas.h"
#include "tests/rig.h"

static double counted;

void __real_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda,
                 const real *b, int ldb, real beta, real *c, int ldc);
void __wrap_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda,
                 const real *b, int ldb, real beta, real *c, int ldc);

void __wrap_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda,
                 const real *b, int ldb, real beta, real *c, int ldc)
{
    counted += 2. * m * n * k;
    __real_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

struct flops_case {
    const char *input, *layers;
    double least; /* the part of the quoted operations that products must be; 1: all of them */
};

static const struct flops_case cases[] = {
    {"7", "dense units=5 use_bias=0", 1},
    {"7", "dense units=5 use_bias=0; dense units=3 use_bias=0", 1},
    {"6x5", "dense units=3 use_bias=0; dense units=4 use_bias=0", 1},
    {"7", "dense units=5 use_bias=0 trainable=0; dense units=3 use_bias=0", 1},
    {"7", "dense units=5 use_bias=0; dense units=3 use_bias=0 trainable=0", 1},
    {"8x7x3", "conv2d filters=4 kernel_size=3 use_bias=0", 1},
    {"8x7x3",
     "conv2d filters=4 kernel_size=3 padding=same use_bias=0; conv2d filters=2 "
     "kernel_size=3x2 strides=2 use_bias=0",
     1},
    {"8x8x4",
     "conv2d filters=6 kernel_size=3 groups=2 use_bias=0; conv2d filters=6 kernel_size=3 "
     "groups=6 use_bias=0",
     1},
    {"4x4x3",
     "conv2d filters=5 kernel_size=1 use_bias=0; conv2d_transpose filters=2 kernel_size=3 "
     "strides=2 use_bias=0",
     1},
    {"7", "dense units=5 use_bias=0; dense units=3 use_bias=0 lora_rank=2", .99},
    {"9x6", "lstm units=8 use_bias=0 return_sequences=1; lstm units=8 use_bias=0", .3},
    {"9x6", "gru units=8 use_bias=0 return_sequences=1; gru units=8 use_bias=0", .3},
    {"40x8", "dense units=8 use_bias=0; multi_head_attention num_heads=2 key_dim=8 use_bias=0", .5},
    {"70x8",
     "dense units=8 use_bias=0; multi_head_attention num_heads=2 key_dim=8 use_bias=0 "
     "causal=1",
     .5},
};

static void products_are_what_was_quoted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rig r;
        struct shape shape;
        enum { ROWS = 6 };
        parse_shape(cases[i].input, &shape);
        rig_start(&r, cases[i].layers, shape, ROWS, 2);
        counted = 0;
        rig_run(&r);
        double quoted = ROWS * (r.graph->flops + r.graph->flops_back), part = counted / quoted;
        print_message("%5.1f %% of %9.0f quoted operations: %s\n", 100 * part, quoted,
                      cases[i].layers);
        if (part > 1 || part < cases[i].least)
            fail_msg("%s: %.0f operations quoted, %.0f counted", cases[i].layers, quoted, counted);
        rig_end(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_what_was_quoted),
    };
    struct err err;
    if (blas_init(&err) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
