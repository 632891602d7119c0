/* test_layers.c - every layer's numbers against PyTorch's (tests/golden/layers.py made layers.txt),
 * forward and backward, in double; and batch_norm's running statistics and prediction. */
#include "tests/rig.h"

/* Relative to the largest number of a list; the file has 14 digits. */
static const double tolerance = 1e-11;

struct list {
    int64_t n;
    double *v;
};

static struct list read_list(FILE *f, const char *name)
{
    char word[16];
    long n;
    if (fscanf(f, "%15s %ld", word, &n) != 2 || strcmp(word, name) != 0)
        fail_msg("layers.txt: no list %s", name);
    struct list l = {n, calloc((size_t)n + 1, sizeof *l.v)};
    for (long i = 0; i < n; i++)
        assert_int_equal(fscanf(f, "%lf", &l.v[i]), 1);
    return l;
}

static void compare(const char *layers, const char *what, const double *got, const double *want,
                    int64_t n)
{
    double largest = 0;
    for (int64_t i = 0; i < n; i++)
        largest = fabs(want[i]) > largest ? fabs(want[i]) : largest;
    for (int64_t i = 0; i < n; i++)
        if (!(fabs(got[i] - want[i]) <= tolerance * (1 + largest)))
            fail_msg("%s: %s[%ld] is %.15g, PyTorch has %.15g", layers, what, (long)i, got[i],
                     want[i]);
}

/* Between the file's list of all parameters and the padded flat vector. */
static void walk_params(const struct rig *r, double *flat, struct list *list, bool to_flat)
{
    int64_t at = 0;
    for (int i = 1; i < r->graph->n; i++)
        for (int k = 0; k < r->graph->node[i].layer.n_params; k++) {
            const struct param *p = &r->graph->node[i].layer.params[k];
            for (int64_t j = 0; j < p->size; j++, at++)
                if (to_flat)
                    flat[p->offset + j] = list->v[at];
                else
                    list->v[at] = flat[p->offset + j];
        }
    assert_int_equal(at, list->n);
}

static void check_case(FILE *f, const char *layers, int lanes)
{
    char shape_word[32];
    int rows;
    struct shape shape;
    struct rig r;
    assert_int_equal(fscanf(f, " shape %d %31s", &rows, shape_word), 2);
    parse_shape(shape_word, &shape);
    rig_start(&r, layers, shape, rows, lanes);
    struct list x = read_list(f, "x"), w = read_list(f, "w"), y = read_list(f, "y"),
                dw = read_list(f, "dw");
    assert_int_equal(x.n, rows * r.n_in);
    assert_int_equal(y.n, rows * r.n_out);
    memcpy(r.x, x.v, (size_t)x.n * sizeof *x.v);
    for (int64_t i = 0; i < y.n; i++)
        r.c[i] = cos((double)i);
    walk_params(&r, r.params, &w, true);
    rig_run(&r);
    compare(layers, "y", r.y, y.v, y.n);
    for (int lane = 1; lane < lanes; lane++)
        vec_add(r.grads[0], r.grads[lane], r.graph->flat);
    walk_params(&r, r.grads[0], &w, false);
    compare(layers, "dw", w.v, dw.v, dw.n);
    free(x.v);
    free(w.v);
    free(y.v);
    free(dw.v);
    rig_end(&r);
}

static void every_layer_computes_what_pytorch_does(void **state)
{
    (void)state;
    for (int lanes = 1; lanes <= 2; lanes++) {
        char line[256];
        int cases = 0;
        FILE *f = fopen("tests/golden/layers.txt", "r");
        assert_non_null(f); /* run from the repository's root */
        while (fgets(line, sizeof line, f))
            if (strncmp(line, "case ", 5) == 0) {
                line[strcspn(line, "\n")] = 0;
                check_case(f, line + 5, lanes);
                cases++;
            }
        fclose(f);
        assert_true(cases >= 38);
    }
}

static void batch_norm_predicts_with_running_statistics(void **state)
{
    (void)state;
    struct rig r;
    rig_start(&r, "batch_norm momentum=0.75; dense units=1 kernel_initializer=ones", shape_1(1), 4,
              2);
    const double x[] = {1, 2, 3, 6}; /* mean 3, variance 3.5 */
    memcpy(r.x, x, sizeof x);
    rig_run(&r);
    const struct layer *norm = &r.graph->node[1].layer;
    assert_true(fabs(r.stats[norm->stats[0].offset] - .75) < 1e-12);          /* ¾·0 + ¼·3 */
    assert_true(fabs(r.stats[norm->stats[1].offset] - (.75 + .875)) < 1e-12); /* ¾·1 + ¼·3.5 */
    struct program predict;
    struct err err;
    assert_int_equal(program_init(&predict, r.graph, &r.memory, false, gather, NULL, &err), 0);
    machine_share(&r.machine, 4, false, 0);
    machine_run(&r.machine, &predict, &parallel_serial);
    double want = (6 - .75) / sqrt(1.625 + .001);
    assert_true(fabs(machine_pass(&r.machine, 1, r.graph->n - 1)->y[1] - want) < 1e-12);
    program_done(&predict);
    rig_end(&r);
}

/* ---- padding ---- */

static void put_words(struct rig *r, const int *words)
{
    for (int64_t i = 0; i < r->rows * r->n_in; i++)
        r->x[i] = words[i];
}

static void predict(struct rig *r)
{
    struct program p;
    struct err err;
    assert_int_equal(program_init(&p, r->graph, &r->memory, false, gather, NULL, &err), 0);
    machine_share(&r->machine, r->rows, false, 0);
    machine_run(&r->machine, &p, &parallel_serial);
    vec_copy(r->y, machine_pass(&r->machine, 0, r->graph->n - 1)->y, r->rows * r->n_out);
    program_done(&p);
}

static void assert_near(const char *what, const real *a, const real *b, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        if (fabs(a[i] - b[i]) > 1e-12)
            fail_msg("%s: number %ld is %.15g with padding, %.15g without", what, (long)i, a[i],
                     b[i]);
}

/* Two texts of 4 words, as they are and with index 0 strewn in: same outputs, same gradients. */
static void padding_changes_nothing(void **state)
{
    (void)state;
    static const int words[] = {3, 1, 2, 4, 5, 5, 1, 6};
    static const int padded[] = {0, 3, 1, 0, 2, 4, 0, 0, 0, 0, 5, 5, 1, 6};
    static const char *const nets[] = {
        "lstm units=3",
        "gru units=3",
        "lstm units=3 return_sequences=1; gru units=2",
        "lstm units=3 return_sequences=1; layer_norm; global_max_pool2d",
        "dense units=3 activation=tanh; global_avg_pool2d",
        "multi_head_attention num_heads=2 key_dim=3; global_avg_pool2d",
        "multi_head_attention num_heads=1 key_dim=3 causal=1 name=a; add inputs=e,a; lstm units=2",
    };
    for (size_t i = 0; i < sizeof nets / sizeof *nets; i++) {
        char layers[256];
        struct rig plain, pad;
        snprintf(layers, sizeof layers, "embedding input_dim=7 output_dim=4 mask_zero=1 name=e; %s",
                 nets[i]);
        rig_start(&plain, layers, shape_1(4), 2, 1);
        rig_start(&pad, layers, shape_1(7), 2, 1);
        assert_int_equal(plain.graph->flat, pad.graph->flat);
        vec_copy(pad.params, plain.params, plain.graph->flat);
        put_words(&plain, words);
        put_words(&pad, padded);
        rig_run(&plain);
        rig_run(&pad);
        assert_near(layers, pad.y, plain.y, 2 * plain.n_out);
        assert_near(layers, pad.grads[0], plain.grads[0], plain.graph->flat);
        predict(&pad);
        assert_near(layers, pad.y, plain.y, 2 * plain.n_out);
        rig_end(&plain);
        rig_end(&pad);
    }
}

/* A text of nothing but padding: zeros or the state before the first word, never a NaN. */
static void nothing_but_padding_is_harmless(void **state)
{
    (void)state;
    static const char *const nets[] = {"lstm units=3", "gru units=3", "global_avg_pool2d",
                                       "global_max_pool2d",
                                       "multi_head_attention num_heads=2 key_dim=3 use_bias=0"};
    static const int words[] = {0, 0, 0};
    for (size_t i = 0; i < sizeof nets / sizeof *nets; i++) {
        char layers[256];
        struct rig r;
        snprintf(layers, sizeof layers, "embedding input_dim=7 output_dim=4 mask_zero=1; %s",
                 nets[i]);
        rig_start(&r, layers, shape_1(3), 1, 1);
        put_words(&r, words);
        rig_run(&r);
        for (int64_t k = 0; k < r.n_out; k++)
            assert_true(r.y[k] == 0);
        for (int64_t k = 0; k < r.graph->flat; k++)
            assert_true(r.grads[0][k] == 0);
        rig_end(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_layer_computes_what_pytorch_does),
        cmocka_unit_test(batch_norm_predicts_with_running_statistics),
        cmocka_unit_test(padding_changes_nothing),
        cmocka_unit_test(nothing_but_padding_is_harmless),
    };
    struct err err;
    if (engine_init(&err) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
