/* test_graph.c - a spec's layers become nodes with shapes, or faults that say what is wrong where;
 * and the planned memory never lets two living tensors meet. */
#include "engine/train/memory.h"
#include "tests/support/specs.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static void add_layers(struct spec *spec, const char *layers)
{
    char text[1024], *save;
    snprintf(text, sizeof text, "%s", layers);
    for (char *line = strtok_r(text, ";", &save); line; line = strtok_r(NULL, ";", &save))
        spec_add(spec, line);
}

static struct graph *graph_of(struct spec *spec, struct shape input, const char *layers,
                              struct faults *faults)
{
    spec_start(spec, "regression", "");
    add_layers(spec, layers);
    return graph_new(spec, &input, 0, faults);
}

/* ---- shapes ---- */

static void layers_give_the_shapes_of_keras(void **state)
{
    (void)state;
    static const struct {
        struct shape input;
        const char *layers;
        struct shape out;
        int64_t parameters;
    } cases[] = {
        {{1, {4}}, "dense units=3", {1, {3}}, 15},
        {{2, {5, 4}}, "dense units=3", {2, {5, 3}}, 15},
        {{3, {2, 3, 4}}, "dense units=3", {1, {3}}, 75},
        {{3, {28, 28, 1}}, "conv2d filters=32 kernel_size=3", {3, {26, 26, 32}}, 320},
        {{3, {28, 28, 1}},
         "conv2d filters=8 kernel_size=5x3 strides=2x3 padding=same",
         {3, {14, 10, 8}},
         128},
        {{3, {9, 9, 2}}, "conv2d filters=4 kernel_size=3 dilation_rate=2", {3, {5, 5, 4}}, 76},
        {{3, {9, 9, 4}}, "conv2d filters=8 kernel_size=3 groups=4 use_bias=0", {3, {7, 7, 8}}, 72},
        {{3, {7, 7, 3}},
         "conv2d_transpose filters=2 kernel_size=3 strides=2",
         {3, {15, 15, 2}},
         56},
        {{3, {7, 7, 3}},
         "conv2d_transpose filters=2 kernel_size=3 strides=2 padding=same",
         {3, {14, 14, 2}},
         56},
        {{3, {7, 7, 3}}, "max_pool2d", {3, {3, 3, 3}}, 0},
        {{3, {7, 7, 3}}, "max_pool2d padding=same", {3, {4, 4, 3}}, 0},
        {{3, {7, 7, 3}}, "avg_pool2d pool_size=3 strides=1", {3, {5, 5, 3}}, 0},
        {{3, {7, 6, 3}}, "global_avg_pool2d", {1, {3}}, 0},
        {{3, {7, 6, 3}}, "upsample2d size=2x3", {3, {14, 18, 3}}, 0},
        {{3, {7, 6, 3}}, "batch_norm", {3, {7, 6, 3}}, 6},
        {{3, {7, 6, 3}}, "flatten", {1, {126}}, 0},
        {{1, {12}}, "reshape target_shape=2x-1", {2, {2, 6}}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct faults faults = {0};
        struct graph *g = graph_of(&spec, cases[i].input, cases[i].layers, &faults);
        if (!g)
            fail_msg("%s: %s", cases[i].layers, faults.v[0].detail);
        char got[SHAPE_TEXT_MAX], want[SHAPE_TEXT_MAX];
        assert_string_equal(shape_text(&g->node[g->n - 1].layer.out, got),
                            shape_text(&cases[i].out, want));
        assert_int_equal(g->parameters, cases[i].parameters);
        graph_free(g);
        spec_done(&spec);
    }
}

/* ---- faults ---- */

static void every_misfit_is_named_where_it_stands(void **state)
{
    (void)state;
    static const struct {
        struct shape input;
        const char *layers, *pointer, *says;
    } cases[] = {
        {{1, {4}}, "conv2d filters=2 kernel_size=3", "/model/layers/0", "(4) comes in"},
        {{3, {4, 4, 1}},
         "conv2d filters=2 kernel_size=5",
         "/model/layers/0/kernel_size",
         "5 by 5 does not fit the (4, 4, 1)"},
        {{3, {4, 4, 3}},
         "conv2d filters=4 kernel_size=3 groups=2",
         "/model/layers/0/groups",
         "2 groups do not divide 3 channels"},
        {{3, {4, 4, 3}}, "max_pool2d pool_size=5", "/model/layers/0/pool_size", "does not fit"},
        {{1, {12}}, "reshape target_shape=5x-1", "/model/layers/0/target_shape", "12 elements"},
        {{1, {12}}, "reshape target_shape=3x5", "/model/layers/0/target_shape", "(3, 5)"},
        {{1, {4}},
         "dense units=2 name=a; dense units=3 name=b; add inputs=a,b",
         "/model/layers/2/inputs",
         "input 1 is (3) but input 0 is (2)"},
        {{1, {4}}, "dense units=2; add", "/model/layers/1/inputs", "list them by name"},
        {{1, {4}},
         "dense units=2 name=hidden; dense units=2 inputs=hiden",
         "/model/layers/1/inputs/0",
         "did you mean \"hidden\"?"},
        {{1, {4}},
         "dense units=2 inputs=late; dense units=2 name=late",
         "/model/layers/0/inputs/0",
         "does not stand before"},
        {{1, {4}},
         "dense units=2 name=a; dense units=2 name=a",
         "/model/layers/1/name",
         "layer 0 is named \"a\" too"},
        {{1, {4}}, "dense units=2 name=input", "/model/layers/0/name", "names the network's input"},
        {{1, {4}},
         "dense units=2 name=a; dense units=2 inputs=input",
         "/model/layers/0",
         "nothing takes the output"},
        {{1, {4}},
         "dense units=2; embedding input_dim=3 output_dim=2",
         "/model/layers/1",
         "embedding reads indices, but what comes in is made of learned numbers"},
        {{1, {1 << 20}}, "dense units=1048576", "/model/layers/0", "larger than can be computed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct faults faults = {0};
        struct graph *g = graph_of(&spec, cases[i].input, cases[i].layers, &faults);
        if (g)
            fail_msg("%s was taken", cases[i].layers);
        assert_int_equal(faults.n, 1);
        assert_string_equal(faults.v[0].pointer, cases[i].pointer);
        if (!strstr(faults.v[0].detail, cases[i].says))
            fail_msg("%s: %s", cases[i].layers, faults.v[0].detail);
        faults_done(&faults);
        spec_done(&spec);
    }
}

static void several_faults_are_all_named_but_none_twice(void **state)
{
    (void)state;
    struct spec spec;
    struct faults faults = {0};
    assert_null(graph_of(&spec, shape_3(4, 4, 1),
                         "conv2d filters=2 kernel_size=9 name=a; max_pool2d name=b; "
                         "dense units=2 name=c inputs=input; dense units=3 name=d inputs=input; "
                         "add inputs=c,d",
                         &faults));
    assert_int_equal(faults.n, 2);
    assert_string_equal(faults.v[0].pointer, "/model/layers/0/kernel_size");
    assert_string_equal(faults.v[1].pointer, "/model/layers/4/inputs");
    faults_done(&faults);
    spec_done(&spec);
}

/* ---- memory ---- */

static void a_chain_reuses_what_is_no_longer_needed(void **state)
{
    (void)state;
    struct spec spec;
    struct faults faults = {0};
    struct err err;
    struct graph *g = graph_of(&spec, shape_1(64),
                               "dense units=64 activation=relu; dense units=64 activation=relu; "
                               "dense units=64 activation=relu; dense units=64 activation=relu",
                               &faults);
    struct memory m;
    assert_int_equal(memory_plan(&m, g, 10, false, false, &err), 0);
    assert_int_equal(m.reals, 2 * 640); /* two buffers, by turns */
    memory_done(&m);
    assert_int_equal(memory_plan(&m, g, 10, true, false, &err), 0);
    assert_true(m.reals <= (1 + 4 + 2) * 640); /* all outputs, and gradients by turns */
    for (int i = 2; i < g->n; i += 2)
        assert_int_equal(m.place[i].y, m.place[i - 1].y); /* relu works in place */
    memory_done(&m);
    graph_free(g);
    spec_done(&spec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_give_the_shapes_of_keras),
        cmocka_unit_test(every_misfit_is_named_where_it_stands),
        cmocka_unit_test(several_faults_are_all_named_but_none_twice),
        cmocka_unit_test(a_chain_reuses_what_is_no_longer_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
