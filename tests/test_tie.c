/* test_tie.c - a dense that shares an embedding's table: one tensor, read twice, both gradients. */
#include "tests/rig.h"

#include <math.h>

/* The offset of a parameter in the graph of a rig. */
static int64_t at(const struct rig *r, int node, int param)
{
    return r->graph->node[node].layer.params[param].offset;
}

static void indices(struct rig *r, int below)
{
    for (int64_t i = 0; i < r->rows * r->n_in; i++)
        r->x[i] = (real)(i * 5 % below);
}

/* Against a dense of its own whose kernel holds the table's first rows as columns. */
static void a_tied_dense_is_one_with_the_transposed_table(void **state)
{
    (void)state;
    enum { WORDS = 7, WIDTH = 4, UNITS = 5, ROWS = 6, T = 3 };
    struct rig tied, free_;
    rig_start(&tied,
              "embedding input_dim=7 output_dim=4 name=e; layer_norm; dense units=5 tie_to=e",
              shape_1(T), ROWS, 2);
    rig_start(&free_, "embedding input_dim=7 output_dim=4 name=e; layer_norm; dense units=5",
              shape_1(T), ROWS, 2);
    indices(&tied, WORDS);
    indices(&free_, WORDS);
    assert_int_equal(tied.graph->parameters, WORDS * WIDTH + 2 * WIDTH + UNITS);
    memcpy(tied.params, free_.params, WORDS * WIDTH * sizeof(real));
    real *kernel = free_.params + at(&free_, 3, 0), *table = free_.params + at(&free_, 1, 0);
    for (int u = 0; u < UNITS; u++)
        for (int c = 0; c < WIDTH; c++)
            kernel[c * UNITS + u] = table[u * WIDTH + c];
    rig_run(&tied);
    rig_run(&free_);
    for (int64_t i = 0; i < ROWS * tied.n_out; i++)
        assert_true(fabs((double)(tied.y[i] - free_.y[i])) < 1e-6);
    for (int lane = 0; lane < 2; lane++) {
        const real *dk = free_.grads[lane] + at(&free_, 3, 0);
        for (int u = 0; u < WORDS; u++)
            for (int c = 0; c < WIDTH; c++) {
                double want = free_.grads[lane][at(&free_, 1, 0) + u * WIDTH + c] +
                              (u < UNITS ? dk[c * UNITS + u] : 0);
                double got = tied.grads[lane][at(&tied, 1, 0) + u * WIDTH + c];
                if (fabs(got - want) > 1e-5)
                    fail_msg("lane %d, table (%d, %d): %g, not %g", lane, u, c, got, want);
            }
    }
    rig_end(&tied);
    rig_end(&free_);
}

static void a_tie_that_does_not_fit_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *layers, *pointer, *says;
    } cases[] = {
        {"embedding input_dim=7 output_dim=4 name=words; dense units=7 tie_to=word",
         "/model/layers/1/tie_to", "did you mean \"words\"?"},
        {"embedding input_dim=7 output_dim=4; dense units=4 name=d; dense units=7 tie_to=d",
         "/model/layers/2/tie_to", "\"d\" is no embedding"},
        {"embedding input_dim=7 output_dim=4 name=e; dense units=3; dense units=7 tie_to=e",
         "/model/layers/2/tie_to", "vectors have 4 numbers, but 3 come"},
        {"embedding input_dim=7 output_dim=4 name=e; dense units=8 tie_to=e",
         "/model/layers/1/units", "has 7 vectors, not 8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct faults faults = {0};
        struct shape input = shape_1(3);
        spec_start(&spec, "regression", "seed=3");
        add_layers(&spec, cases[i].layers);
        struct graph *g = graph_new(&spec, &input, 3, &faults);
        assert_null(g);
        assert_string_equal(faults.v[0].pointer, cases[i].pointer);
        if (!strstr(faults.v[0].detail, cases[i].says))
            fail_msg("case %zu: %s", i, faults.v[0].detail);
        faults_done(&faults);
        spec_done(&spec);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tied_dense_is_one_with_the_transposed_table),
        cmocka_unit_test(a_tie_that_does_not_fit_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
