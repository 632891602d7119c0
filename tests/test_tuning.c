/* test_tuning.c - how a training treats its parameters: frozen by name, updated once for several
 * batches, averaged, or left alone beside low-rank adapters that learn. */
#include "engine/train/training.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_layers(struct spec *spec, const char *layers)
{
    char text[1024], *save;
    snprintf(text, sizeof text, "%s", layers);
    for (char *line = strtok_r(text, ";", &save); line; line = strtok_r(NULL, ";", &save))
        spec_add(spec, line);
}

static struct training *start(const struct spec *spec, const struct dataset *ds)
{
    struct err err = {0};
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    return t;
}

static int advance(struct training *t)
{
    struct err err = {0};
    int rc = training_advance(t, &parallel_serial, &err);
    if (rc < 0)
        fail_msg("%s", err.text);
    return rc;
}

/* A training run to its end. */
static struct training *trained(const char *training, const char *layers, const char *optimizer,
                                const struct dataset *ds, int lanes)
{
    struct spec spec;
    spec_start(&spec, "classification", training);
    add_layers(&spec, layers);
    spec_choose(&spec, "optimizer", optimizer);
    spec.lanes = lanes;
    struct training *t = start(&spec, ds);
    spec_done(&spec);
    while (advance(t) == 1)
        ;
    return t;
}

static void assert_same_weights(const struct training *a, const struct training *b)
{
    const struct graph *g = a->plan.graph;
    assert_int_equal(g->flat, b->plan.graph->flat);
    assert_memory_equal(training_weights(a), training_weights(b), (size_t)g->flat * sizeof(real));
}

/* ---- freezing ---- */

static const char layers_plain[] = "dense units=6 activation=relu name=block1_a; dense units=5 "
                                   "activation=relu name=block1_b; dense units=3";
static const char layers_frozen[] =
    "dense units=6 activation=relu name=block1_a trainable=0; dense units=5 activation=relu "
    "name=block1_b trainable=0; dense units=3";

static void freezing_by_name_is_trainable_false_on_each(void **state)
{
    (void)state;
    static const char *const lists[] = {"block1_a,block1_b", "block1*"};
    static const char adamw[] = "adamw weight_decay=0.3";
    struct dataset *ds = table_made("freeze", 40, 4, 3, 6);
    struct training *want = trained("epochs=2 batch_size=8", layers_frozen, adamw, ds, 2);
    for (int i = 0; i < 2; i++) {
        char text[128];
        snprintf(text, sizeof text, "epochs=2 batch_size=8 freeze=%s", lists[i]);
        struct training *got = trained(text, layers_plain, adamw, ds, 2);
        assert_same_weights(want, got);
        training_free(got);
    }
    training_free(want);
    dataset_close(ds);
}

static void an_unknown_name_is_a_fault_with_a_hint(void **state)
{
    (void)state;
    struct spec spec;
    struct quote q;
    struct faults faults = {0};
    struct dataset *ds = table_made("unknown", 40, 4, 3, 6);
    spec_start(&spec, "classification", "freeze=block1_a,blok1_b,stem*,layers.7");
    add_layers(&spec, layers_plain);
    assert_int_equal(training_quote(&spec, ds, NULL, 1, &q, &faults), 3);
    assert_string_equal(faults.v[0].pointer, "/training/freeze/1");
    assert_non_null(strstr(faults.v[0].detail, "did you mean \"block1_b\"?"));
    assert_string_equal(faults.v[1].pointer, "/training/freeze/2");
    assert_string_equal(faults.v[2].pointer, "/training/freeze/3");
    faults_done(&faults);
    spec_done(&spec);
    dataset_close(ds);
}

static void something_must_be_left_to_learn(void **state)
{
    (void)state;
    struct spec spec;
    struct quote q;
    struct faults faults = {0};
    struct dataset *ds = table_made("nothing", 40, 4, 3, 6);
    spec_start(&spec, "classification", "freeze=block1*,layers.2");
    add_layers(&spec, layers_plain);
    assert_int_equal(training_quote(&spec, ds, NULL, 1, &q, &faults), 1);
    assert_string_equal(faults.v[0].pointer, "/training/freeze");
    faults_done(&faults);
    spec_done(&spec);
    dataset_close(ds);
}

static struct quote quote_of(const char *training, const char *layers, const struct dataset *ds)
{
    struct spec spec;
    struct quote q;
    struct faults faults = {0};
    spec_start(&spec, "classification", training);
    add_layers(&spec, layers);
    if (training_quote(&spec, ds, NULL, 1, &q, &faults) != 0)
        fail_msg("%s", faults.v[0].detail);
    spec_done(&spec);
    return q;
}

/* 4·6 + 6, 6·5 + 5 and 5·3 + 3 parameters. A product of m × n costs 2mn a row, as much again for
 * its kernel's gradient, and as much for its input's where something before it learns. Adam keeps
 * two moments beside the gradient.
 */
static void what_is_frozen_costs_neither_gradients_nor_memory(void **state)
{
    (void)state;
    struct dataset *ds = table_made("cheap", 40, 4, 3, 6);
    struct quote all = quote_of("batch_size=8", layers_plain, ds);
    struct quote low = quote_of("batch_size=8 freeze=block1*", layers_plain, ds);
    struct quote high = quote_of("batch_size=8 freeze=block1_b", layers_plain, ds);
    assert_int_equal(low.parameters, all.parameters);
    double adam = optim_ops(catalog_find(CATALOG_OPTIMIZERS, "adam"))->flops;
    int64_t relu_back = 8 * (6 + 5);
    int64_t products = 8 * 2 * (4 * 6 + 2 * 6 * 5 + 5 * 3);
    assert_int_equal(all.flops_per_step - low.flops_per_step,
                     products + relu_back + (int64_t)adam * (30 + 35));
    assert_int_equal(all.flops_per_step - high.flops_per_step, 8 * 2 * 6 * 5 + (int64_t)adam * 35);
    /* 30 and 35 numbers lie in 32 + 16 and 32 + 16 places: kernels and biases are padded to 16 */
    assert_true(all.memory_bytes - low.memory_bytes >= 3 * 96 * (int64_t)sizeof(real));
    assert_true(low.bytes_per_step < all.bytes_per_step);
    dataset_close(ds);
}

/* ---- accumulation ---- */

static const char layers_drops[] = "dense units=7 activation=tanh; dropout rate=0.3; dense units=3";

/* Four batches of eight rows are four lanes of eight rows: the same products, added in the same
 * order, with dropout's draws keyed by the row of the update. */
static void accumulated_batches_are_one_large_batch(void **state)
{
    (void)state;
    static const char *const more[] = {"", " clip_norm=0.2", " clip_value=0.01 use_ema=1"};
    struct dataset *ds = table_made("accumulate", 96, 5, 3, 6);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        char whole[96], parts[96];
        snprintf(whole, sizeof whole, "epochs=3 batch_size=32%s", more[i]);
        snprintf(parts, sizeof parts, "epochs=3 batch_size=8 gradient_accumulation_steps=4%s",
                 more[i]);
        struct training *a = trained(whole, layers_drops, "adam", ds, i == 1 ? 1 : 4);
        struct training *b = trained(parts, layers_drops, "adam", ds, 1);
        assert_int_equal(training_progress(a).step, 9);
        assert_int_equal(training_progress(b).step, 9);
        assert_int_equal(training_progress(b).steps, 9);
        if (i != 1) /* a norm is summed chunk by chunk, and there are as many as lanes */
            assert_same_weights(a, b);
        for (int64_t k = 0; k < a->plan.graph->flat; k++)
            assert_float_equal(a->params[k], b->params[k], 1e-5);
        training_free(a);
        training_free(b);
    }
    dataset_close(ds);
}

/* 50 rows, 3 × 8 an update: 24, 24, and 2 rows that make an update of their own. */
static void an_update_shows_the_mean_over_its_batches(void **state)
{
    (void)state;
    struct spec spec;
    struct dataset *ds = table_made("points", 50, 5, 3, 6);
    spec_start(&spec, "classification", "epochs=1 batch_size=8 gradient_accumulation_steps=3");
    add_layers(&spec, "dense units=3");
    struct training *t = start(&spec, ds);
    static const int updates[] = {0, 0, 1, 1, 1, 2, 3};
    for (int unit = 0; unit < 7; unit++) {
        int n;
        double before = t->state.update.loss, rows = unit % 3 == 2 ? 24 : 2;
        assert_int_equal(advance(t), 1);
        assert_int_equal(training_progress(t).step, updates[unit]);
        const struct point *p = training_points(t, &n);
        assert_int_equal(n > 0, unit == 0 ? 0 : updates[unit] > updates[unit - 1]);
        if (n) {
            assert_string_equal(p[0].name, "loss");
            assert_true(p[0].value * rows > before); /* its own batch's loss came to the others' */
        }
    }
    assert_int_equal(advance(t), 0);
    spec_done(&spec);
    training_free(t);
    dataset_close(ds);
}

static void accumulation_costs_one_gradient_and_saves_the_rest(void **state)
{
    (void)state;
    struct dataset *ds = table_made("frugal", 4096, 8, 3, 6);
    static const char layers[] = "dense units=16 activation=relu; dense units=3";
    struct quote whole = quote_of("batch_size=1024", layers, ds);
    struct quote parts = quote_of("batch_size=32 gradient_accumulation_steps=32", layers, ds);
    assert_int_equal(parts.steps, whole.steps);
    assert_int_equal(parts.flops_per_step, whole.flops_per_step);
    assert_true(parts.memory_bytes < whole.memory_bytes / 2);
    assert_true(parts.bytes_per_step > whole.bytes_per_step);
    dataset_close(ds);
}

/* ---- the moving average ---- */

static void the_model_is_the_average_that_the_formula_says(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = table_made("average", 40, 5, 3, 6);
    spec_start(&spec, "classification",
               "epochs=3 batch_size=10 use_ema=1 ema_momentum=0.8 "
               "validation_split=0.25 freeze=layers.0");
    add_layers(&spec, "dense units=4 activation=relu; dense units=3");
    struct training *t = start(&spec, ds);
    int64_t n = t->plan.graph->flat;
    double *want = calloc((size_t)n, sizeof *want);
    int64_t steps = 0;
    while (advance(t) == 1) {
        if (training_progress(t).step == steps)
            continue;
        steps = training_progress(t).step;
        for (int64_t i = 0; i < n; i++)
            want[i] = steps == 1 ? t->params[i] : .8 * want[i] + .2 * t->params[i];
        for (int64_t i = 0; i < n; i++)
            assert_float_equal(t->average[i], want[i], 1e-6);
    }
    assert_memory_not_equal(t->average, t->params, (size_t)n * sizeof(real));
    assert_int_equal(training_export(t, temp_path("averaged"), "{}", "", &err), 0);
    struct base *base = base_open(temp_path("averaged"), &spec, &err);
    spec.base = base;
    struct training *again = start(&spec, ds);
    assert_memory_equal(again->params, t->average, (size_t)n * sizeof(real));
    base_close(base);
    training_free(again);
    training_free(t);
    free(want);
    spec_done(&spec);
    dataset_close(ds);
}

/* With a momentum of 0 the average is the parameters: validation must then be the same. */
static void validation_is_of_the_average(void **state)
{
    (void)state;
    static const char *const more[] = {"", " use_ema=1 ema_momentum=0",
                                       " use_ema=1 ema_momentum=0.9"};
    struct dataset *ds = table_made("validate", 60, 5, 3, 6);
    double loss[3] = {0};
    for (int i = 0; i < 3; i++) {
        struct spec spec;
        char text[128];
        snprintf(text, sizeof text, "epochs=1 batch_size=10 validation_split=0.5%s", more[i]);
        spec_start(&spec, "classification", text);
        add_layers(&spec, "dense units=3");
        struct training *t = start(&spec, ds);
        while (advance(t) == 1)
            ;
        int n;
        const struct point *p = training_points(t, &n);
        for (int k = 0; k < n; k++)
            if (!strcmp(p[k].name, "val_loss"))
                loss[i] = p[k].value;
        training_free(t);
        spec_done(&spec);
    }
    assert_true(loss[0] > 0 && loss[0] == loss[1]);
    assert_true(loss[2] > 0 && loss[2] != loss[0]);
    dataset_close(ds);
}

/* ---- weight decay on matrices alone ---- */

/* One step from the same start: a bias goes where it goes without decay, a kernel where it goes
 * with. */
static void decay_of_matrices_spares_biases_and_norms(void **state)
{
    (void)state;
    static const char layers[] = "dense units=6 bias_initializer=ones; layer_norm; dense units=3";
    static const char *const kinds[] = {"adamw", "lion"};
    struct dataset *ds = table_made("decay", 16, 4, 3, 6);
    for (int i = 0; i < 2; i++) {
        char text[3][96];
        snprintf(text[0], sizeof text[0], "%s weight_decay=0", kinds[i]);
        snprintf(text[1], sizeof text[1], "%s weight_decay=0.5", kinds[i]);
        snprintf(text[2], sizeof text[2], "%s weight_decay=0.5 decay_matrices_only=1", kinds[i]);
        struct training *t[3];
        for (int k = 0; k < 3; k++)
            t[k] = trained("epochs=1 batch_size=16", layers, text[k], ds, 2);
        const struct graph *g = t[0]->plan.graph;
        int matrices = 0, vectors = 0;
        for (int n = 1; n < g->n; n++)
            for (int k = 0; k < g->node[n].layer.n_params; k++) {
                const struct param *p = &g->node[n].layer.params[k];
                bool matrix = p->shape.rank == 2;
                matrices += matrix;
                vectors += !matrix;
                assert_memory_equal(t[matrix ? 1 : 0]->params + p->offset, t[2]->params + p->offset,
                                    (size_t)p->size * sizeof(real));
                if (matrix || p->initializer == INIT_ONES)
                    assert_memory_not_equal(t[0]->params + p->offset, t[1]->params + p->offset,
                                            (size_t)p->size * sizeof(real));
            }
        assert_int_equal(matrices, 2);
        assert_int_equal(vectors, 4);
        for (int k = 0; k < 3; k++)
            training_free(t[k]);
    }
    dataset_close(ds);
}

/* ---- low-rank adapters ---- */

/* A fresh training's outputs for its own rows, by way of a model file. */
static void predict(struct training *t, const struct spec *spec, const float *x, int rows, int n_in,
                    float *out)
{
    struct err err = {0};
    assert_int_equal(training_export(t, temp_path("adapted"), "{}", "", &err), 0);
    struct model *m = model_open(temp_path("adapted"), spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    struct cell *cells = calloc((size_t)(rows * n_in), sizeof *cells);
    for (int i = 0; i < rows * n_in; i++)
        cells[i] = (struct cell){.kind = CELL_NUMBER, .number = x[i]};
    assert_int_equal(model_predict(m, cells, rows, out, &err), 0);
    free(cells);
    model_close(m);
}

/* y = x (w + α/r A B) + b, multiplied out here. */
static void an_adapted_kernel_is_the_kernel_plus_the_product(void **state)
{
    (void)state;
    enum { N_IN = 3, N_OUT = 2, RANK = 2 };
    struct spec spec;
    struct dataset *ds =
        table_of("two_targets", "a,b,c,y,z\n1,2,3,4,5\n2,1,0,3,4\n0,1,2,5,6\n1,1,1,2,2\n");
    spec_start(&spec, "regression", "");
    add_layers(&spec, "dense units=2 lora_rank=2 lora_alpha=6");
    spec.targets = calloc(2, sizeof *spec.targets);
    spec.targets[spec.n_targets++] = strdup("y");
    spec.targets[spec.n_targets++] = strdup("z");
    struct training *t = start(&spec, ds);
    const struct layer *l = &t->plan.graph->node[1].layer;
    const float x[2 * N_IN] = {.5f, -1, 2, 3, .25f, -.75f};
    float y[2 * N_OUT];
    real *w = t->params + l->params[0].offset, *b = t->params + l->params[1].offset;
    real *A = t->params + l->params[2].offset, *B = t->params + l->params[3].offset;
    for (int i = 0; i < RANK * N_OUT; i++)
        assert_true(B[i] == 0); /* it begins as the kernel alone */
    for (int i = 0; i < RANK * N_OUT; i++)
        B[i] = (real)(.3 * i - .4);
    predict(t, &spec, x, 2, N_IN, y);
    for (int row = 0; row < 2; row++)
        for (int k = 0; k < N_OUT; k++) {
            double want = b[k];
            for (int i = 0; i < N_IN; i++) {
                double effective = w[i * N_OUT + k];
                for (int j = 0; j < RANK; j++)
                    effective += 6. / 2 * A[i * RANK + j] * B[j * N_OUT + k];
                want += x[row * N_IN + i] * effective;
            }
            assert_float_equal(y[row * N_OUT + k], want, 1e-5);
        }
    training_free(t);
    spec_done(&spec);
    dataset_close(ds);
}

/* Whether the floats stand one after the other in the file. */
static bool holds(const char *file, size_t n, const real *v, size_t count)
{
    return memmem(file, n, v, count * sizeof *v) != NULL;
}

/* ONNX knows no adapters: its kernel is their sum. */
static void exchange_files_hold_merged_kernels(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = table_made("merged", 20, 4, 3, 6);
    spec_start(&spec, "classification", "");
    add_layers(&spec, "dense units=3 lora_rank=1 lora_alpha=2");
    struct training *t = start(&spec, ds);
    const struct layer *l = &t->plan.graph->node[1].layer;
    real *w = t->params + l->params[0].offset, merged[12];
    real *A = t->params + l->params[2].offset, *B = t->params + l->params[3].offset;
    for (int k = 0; k < 3; k++)
        B[k] = (real)(k + 1); /* small whole numbers and a scale of two: no rounding differs */
    for (int i = 0; i < 4; i++)
        A[i] = (real)(i - 2);
    for (int i = 0; i < 12; i++)
        w[i] = (real)(i * .25);
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 3; k++)
            merged[i * 3 + k] = w[i * 3 + k] + 2 * A[i] * B[k];
    assert_int_equal(training_export(t, temp_path("thin"), "{}", "", &err), 0);
    struct model *m = model_open(temp_path("thin"), &spec, &err);
    FILE *f = fopen(temp_path("thin.onnx"), "wb");
    assert_int_equal(model_export_onnx(m, fileno(f), &err), 0);
    fclose(f);
    size_t n;
    char *file = temp_read(temp_path("thin.onnx"), &n);
    assert_true(holds(file, n, merged, 12));
    assert_false(holds(file, n, w, 12));
    free(file);
    model_close(m);
    training_free(t);
    spec_done(&spec);
    dataset_close(ds);
}

static const char text_plain[] =
    "embedding input_dim=6 output_dim=8 name=e; position_embedding name=p; multi_head_attention "
    "num_heads=2 key_dim=4 causal=1 name=a; add inputs=p,a name=s; dense units=6 name=d";
static const char text_adapted[] =
    "embedding input_dim=6 output_dim=8 name=e trainable=0; position_embedding name=p "
    "trainable=0; multi_head_attention num_heads=2 key_dim=4 causal=1 name=a lora_rank=2; add "
    "inputs=p,a name=s; dense units=6 name=d lora_rank=3";

/* Kernels come from the base and stay; adapters are fresh. */
static void adapters_begin_where_the_base_ended(void **state)
{
    (void)state;
    struct spec old, spec;
    struct err err = {0};
    struct quote q;
    struct faults faults = {0};
    struct dataset *ds = text_made("adapt", 400, 6);
    spec_start(&old, "language_model", "epochs=3 batch_size=8");
    add_layers(&old, text_plain);
    spec_choose(&old, "data", "context=5");
    struct training *t = start(&old, ds);
    while (advance(t) == 1)
        ;
    assert_int_equal(training_export(t, temp_path("old"), "{}", "", &err), 0);
    struct base *base = base_open(temp_path("old"), &old, &err);
    spec_start(&spec, "language_model", "epochs=2 batch_size=8");
    add_layers(&spec, text_adapted);
    spec_choose(&spec, "data", "context=5");
    spec.base = base;
    assert_int_equal(training_quote(&spec, ds, NULL, 1, &q, &faults), 0);
    /* four products 8 × 8 with two thin matrices each of rank 2; 8 × 6 of rank 3 */
    int64_t adapters = 4 * 2 * (8 + 8) + 3 * (8 + 6);
    assert_int_equal(q.parameters, training_parameters(t) + adapters);
    assert_int_equal(q.base_taken, training_parameters(t));
    assert_int_equal(q.base_of, q.parameters);
    assert_non_null(strstr(q.base_fresh, "a.query_lora_a, a.query_lora_b"));
    struct training *now = start(&spec, ds);
    const struct graph *g = now->plan.graph;
    assert_int_equal(g->trainable, adapters + 4 * 8 + 6); /* and the biases */
    const struct param *kernel = &g->node[g->n - 1].layer.params[0];
    size_t bytes = (size_t)kernel->size * sizeof(real);
    real *before = malloc(bytes);
    memcpy(before, now->params + kernel->offset, bytes);
    assert_true(kernel->frozen);
    while (advance(now) == 1)
        ;
    assert_memory_equal(before, now->params + kernel->offset, bytes);
    const struct param *b = &g->node[g->n - 1].layer.params[3];
    assert_string_equal(b->name, "lora_b");
    assert_true(now->params[b->offset] != 0);
    free(before);
    training_free(now);
    training_free(t);
    base_close(base);
    spec_done(&spec);
    spec_done(&old);
    dataset_close(ds);
}

static void adapters_are_cheap_and_quoted_exactly(void **state)
{
    (void)state;
    struct dataset *ds = table_made("thin", 64, 40, 3, 6);
    struct quote full = quote_of("batch_size=8", "dense units=100 name=a; dense units=3", ds);
    struct quote thin =
        quote_of("batch_size=8", "dense units=100 name=a lora_rank=2; dense units=3", ds);
    double adam = optim_ops(catalog_find(CATALOG_OPTIMIZERS, "adam"))->flops;
    int64_t product = 2 * 40 * 100, adapter = 2 * 2 * (40 + 100);
    assert_int_equal(thin.parameters - full.parameters, 2 * (40 + 100));
    assert_int_equal(full.flops_per_step - thin.flops_per_step,
                     8 * (product - 3 * adapter) + (int64_t)adam * (40 * 100 - 2 * (40 + 100)));
    assert_true(thin.memory_bytes < full.memory_bytes);
    dataset_close(ds);
}

/* The kernel of a tied layer is the embedding's. */
static void a_tied_layer_takes_no_adapters(void **state)
{
    (void)state;
    struct spec spec;
    struct quote q;
    struct faults faults = {0};
    struct dataset *ds = text_made("tied", 200, 6);
    spec_start(&spec, "language_model", "");
    add_layers(&spec, "embedding input_dim=6 output_dim=4 name=e; dense units=6 tie_to=e "
                      "lora_rank=2");
    spec_choose(&spec, "data", "context=5");
    assert_int_equal(training_quote(&spec, ds, NULL, 1, &q, &faults), 1);
    assert_string_equal(faults.v[0].pointer, "/model/layers/1/lora_rank");
    faults_done(&faults);
    spec_done(&spec);
    dataset_close(ds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(freezing_by_name_is_trainable_false_on_each),
        cmocka_unit_test(an_unknown_name_is_a_fault_with_a_hint),
        cmocka_unit_test(something_must_be_left_to_learn),
        cmocka_unit_test(what_is_frozen_costs_neither_gradients_nor_memory),
        cmocka_unit_test(accumulated_batches_are_one_large_batch),
        cmocka_unit_test(an_update_shows_the_mean_over_its_batches),
        cmocka_unit_test(accumulation_costs_one_gradient_and_saves_the_rest),
        cmocka_unit_test(the_model_is_the_average_that_the_formula_says),
        cmocka_unit_test(validation_is_of_the_average),
        cmocka_unit_test(decay_of_matrices_spares_biases_and_norms),
        cmocka_unit_test(an_adapted_kernel_is_the_kernel_plus_the_product),
        cmocka_unit_test(exchange_files_hold_merged_kernels),
        cmocka_unit_test(adapters_begin_where_the_base_ended),
        cmocka_unit_test(adapters_are_cheap_and_quoted_exactly),
        cmocka_unit_test(a_tied_layer_takes_no_adapters),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
