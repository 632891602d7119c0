/* test_loss_data.c - what class weights, ignored classes and distributions mean on data: in a
 * training, in its quote and in the model that comes of it. */
#include "engine/engine.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void start(struct spec *s, const char *task, const char *layer, const char *loss)
{
    spec_start(s, task, "epochs=1 batch_size=4 shuffle=0");
    spec_add(s, layer);
    if (loss)
        spec_choose(s, "loss", loss);
}

/* A training to its end; the loss of its first step in *loss. */
static struct training *train(const struct spec *s, const struct dataset *ds, double *loss)
{
    struct err err = {0};
    struct training *t = training_new(s, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    int more, n;
    *loss = NAN;
    do {
        more = training_advance(t, &parallel_serial, &err);
        const struct point *p = training_points(t, &n);
        if (isnan(*loss) && n > 0)
            *loss = p[0].value;
    } while (more == 1);
    if (more < 0)
        fail_msg("%s", err.text);
    return t;
}

static char *bytes_of(struct training *t, size_t *n)
{
    struct err err = {0};
    assert_int_equal(training_export(t, temp_path("model"), "{}", "0", &err), 0);
    training_free(t);
    return temp_read(temp_path("model"), n);
}

/* Six rows: a three times, b twice, c once; so 6 / (3 · 3), 6 / (3 · 2), 6 / (3 · 1). */
static const char letters[] = "x,z,y\n1,0,a\n2,1,a\n3,0,b\n4,2,c\n5,1,a\n6,0,b\n";

static void balanced_stands_for_numbers(void **state)
{
    (void)state;
    struct spec word, list;
    double a, b;
    size_t na, nb;
    struct dataset *ds = table_of("letters", letters);
    start(&word, "classification", "dense units=3", "cross_entropy class_weights=balanced");
    spec_complete(&word, ds);
    const struct value *w = &word.loss.options[1];
    assert_true(w->n == 3 && w->m == 0);
    assert_true(w->numbers[0] == 6. / 9 && w->numbers[1] == 1 && w->numbers[2] == 2);
    spec_done(&word);
    start(&word, "classification", "dense units=3", "cross_entropy class_weights=balanced");
    start(&list, "classification", "dense units=3",
          "cross_entropy class_weights=0.6666666666666666,1,2");
    char *x = bytes_of(train(&word, ds, &a), &na), *y = bytes_of(train(&list, ds, &b), &nb);
    assert_true(a == b && na == nb && memcmp(x, y, na) == 0);
    free(x);
    free(y);
    spec_done(&word);
    spec_done(&list);
    dataset_close(ds);
}

/* The mean is over the weights: four times as much of each is the same, bit for bit, also for an
 * optimiser that heeds the gradient's length, and for gradients that are accumulated. */
static void only_the_ratio_of_weights_counts(void **state)
{
    (void)state;
    static const char *const losses[] = {"cross_entropy class_weights=1,0.5,2",
                                         "cross_entropy class_weights=4,2,8"};
    for (int steps = 1; steps <= 3; steps += 2) {
        double loss[2];
        char *bytes[2];
        size_t n[2];
        struct dataset *ds = table_of("letters", letters);
        for (int i = 0; i < 2; i++) {
            struct spec spec;
            start(&spec, "classification", "dense units=3", losses[i]);
            spec_choose(&spec, "optimizer", "sgd learning_rate=0.5");
            spec_choose(&spec, "regularization", "l2=0.25");
            spec.training[TRAINING_GRADIENT_ACCUMULATION_STEPS].n = steps;
            spec.training[TRAINING_BATCH_SIZE].n = 2;
            bytes[i] = bytes_of(train(&spec, ds, &loss[i]), &n[i]);
            spec_done(&spec);
        }
        assert_true(n[0] == n[1] && memcmp(bytes[0], bytes[1], n[0]) == 0);
        free(bytes[0]);
        free(bytes[1]);
        dataset_close(ds);
    }
}

/* Rows of a class that is not counted might as well hold anything; neither loss nor metric sees
 * them. The first batch has four rows, two of them a. */
static void an_ignored_class_leaves_no_trace(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct cell row[2] = {{.kind = CELL_NUMBER, .number = 3}, {.kind = CELL_NUMBER, .number = 1}};
    float answers[2][3];
    double loss[2];
    static const char *const texts[] = {
        "x,z,y\n1,0,a\n2,1,a\n3,0,b\n4,2,c\n5,1,a\n6,0,b\n",
        "x,z,y\n-7,4,a\n9,8,a\n3,0,b\n4,2,c\n6,6,a\n6,0,b\n",
    };
    for (int i = 0; i < 2; i++) {
        struct dataset *ds = table_of("letters", texts[i]);
        start(&spec, "classification", "dense units=3", "cross_entropy ignore_class=a");
        spec_choose(&spec, "data", "normalize=none");
        struct training *t = train(&spec, ds, &loss[i]);
        int points;
        const struct point *p = training_points(t, &points);
        for (int k = 0; k < points; k++)
            if (strcmp(p[k].name, "epoch_accuracy") == 0)
                assert_true(p[k].value == round(p[k].value * 3) / 3);
        assert_int_equal(training_export(t, temp_path("model"), "{}", "0", &err), 0);
        training_free(t);
        struct model *m = model_open(temp_path("model"), &spec, &err);
        assert_non_null(m);
        assert_int_equal(model_predict(m, row, 1, answers[i], &err), 0);
        model_close(m);
        dataset_close(ds);
        spec_done(&spec);
    }
    assert_true(loss[0] == loss[1]);
    assert_memory_equal(answers[0], answers[1], sizeof answers[0]);
}

/* A batch in which nothing counts changes nothing and loses nothing. */
static void a_batch_of_ignored_rows_is_no_step(void **state)
{
    (void)state;
    struct spec spec;
    double loss;
    struct dataset *ds = table_of("same", "x,y\n1,a\n2,a\n3,a\n4,a\n5,b\n");
    start(&spec, "classification", "dense units=2", "cross_entropy ignore_class=a");
    struct training *t = train(&spec, ds, &loss);
    assert_true(loss == 0);
    training_free(t);
    spec_done(&spec);
    dataset_close(ds);
}

/* What a model of distributions says are distributions; their mae is in the same units. */
static void a_distribution_is_learned_and_predicted(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    double loss;
    struct dataset *ds = table_of("mix", "x,p,q,r\n0,0.5,0.25,0.25\n1,0,0.5,0.5\n0,0.5,0.25,0.25\n"
                                         "1,0,0.5,0.5\n");
    spec_start(&spec, "regression", "epochs=400 batch_size=4");
    spec_add(&spec, "dense units=3 activation=softmax");
    spec_choose(&spec, "loss", "kl_divergence");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.05");
    spec.targets = calloc(3, sizeof *spec.targets);
    spec.targets[spec.n_targets++] = strdup("p");
    spec.targets[spec.n_targets++] = strdup("q");
    spec.targets[spec.n_targets++] = strdup("r");
    struct training *t = train(&spec, ds, &loss);
    assert_int_equal(training_export(t, temp_path("model"), "{}", "0", &err), 0);
    training_free(t);
    struct model *m = model_open(temp_path("model"), &spec, &err);
    assert_non_null(m);
    FILE *f = fopen(temp_path("onnx"), "w");
    assert_int_equal(model_export_onnx(m, fileno(f), &err), 0);
    fclose(f);
    size_t size;
    char *onnx = temp_read(temp_path("onnx"), &size);
    assert_non_null(memmem(onnx, size, "Softmax", 7));
    free(onnx);
    struct cell row = {.kind = CELL_NUMBER, .number = 0};
    float p[3];
    assert_int_equal(model_predict(m, &row, 1, p, &err), 0);
    assert_true(fabsf(p[0] + p[1] + p[2] - 1) < 1e-5f);
    assert_true(fabsf(p[0] - .5f) < .02f && fabsf(p[1] - .25f) < .02f);
    struct metric metrics[8];
    int64_t rows;
    int n = model_evaluate(m, ds, NULL, NULL, metrics, 8, &rows, &err);
    for (int i = 0; i < n; i++) {
        assert_true(strcmp(metrics[i].name, "mae") || metrics[i].value < .02);
        assert_true(strcmp(metrics[i].name, "r2") || metrics[i].value > .9);
    }
    assert_true(n >= 3);
    model_close(m);
    spec_done(&spec);
    dataset_close(ds);
}

static void what_does_not_fit_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *task, *csv, *layer, *loss, *pointer, *says;
    } cases[] = {
        {"classification", letters, "dense units=3", "cross_entropy class_weights=1,2",
         "/training/loss/class_weights", "2 numbers stand here; there are 3 classes"},
        {"classification", letters, "dense units=3", "cross_entropy class_weights=0,0,0",
         "/training/loss/class_weights", "nothing to learn from"},
        {"classification", letters, "dense units=3", "cross_entropy ignore_class=d",
         "/training/loss/ignore_class", "no class \"d\""},
        {"multi_label", "x,f\n1,0\n2,1\n", "dense units=1", "binary_cross_entropy pos_weight=1,2",
         "/training/loss/pos_weight", "2 numbers stand here; there are 1 outputs"},
        {"regression", "x,t\n1,0.5\n2,0.5\n", "dense units=1", "kl_divergence", "/training/loss",
         "one number is none"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote quote;
        struct faults faults = {0};
        struct dataset *ds = table_of("data", cases[i].csv);
        start(&spec, cases[i].task, cases[i].layer, cases[i].loss);
        assert_true(training_quote(&spec, ds, NULL, 1, &quote, &faults) > 0);
        assert_string_equal(faults.v[0].pointer, cases[i].pointer);
        if (!strstr(faults.v[0].detail, cases[i].says))
            fail_msg("\"%s\" says nothing of \"%s\"", faults.v[0].detail, cases[i].says);
        faults_done(&faults);
        spec_done(&spec);
        dataset_close(ds);
    }
}

/* All at once, not one after the other. */
static void every_fault_of_a_loss_is_told(void **state)
{
    (void)state;
    struct spec spec;
    struct quote quote;
    struct faults faults = {0};
    struct dataset *ds = table_of("letters", letters);
    start(&spec, "classification", "dense units=3",
          "cross_entropy class_weights=1,2 ignore_class=d");
    assert_int_equal(training_quote(&spec, ds, NULL, 1, &quote, &faults), 2);
    faults_done(&faults);
    spec_done(&spec);
    dataset_close(ds);
}

/* Columns that are no distribution: below 0, or not 1 in all. */
static void targets_that_are_no_distribution_are_named(void **state)
{
    (void)state;
    static const char *const csvs[] = {"x,p,q\n1,-0.5,1.5\n2,0.5,0.5\n", "x,p,q\n1,1,1\n2,0,1\n"};
    static const char *const says[] = {"no probability is below 0", "add up to 1.5 on average"};
    for (int i = 0; i < 2; i++) {
        struct spec spec;
        struct quote quote;
        struct faults faults = {0};
        struct dataset *ds = table_of("data", csvs[i]);
        start(&spec, "regression", "dense units=2", "kl_divergence");
        spec.targets = calloc(2, sizeof *spec.targets);
        spec.targets[spec.n_targets++] = strdup("p");
        spec.targets[spec.n_targets++] = strdup("q");
        assert_int_equal(training_quote(&spec, ds, NULL, 1, &quote, &faults), 1);
        assert_non_null(strstr(faults.v[0].detail, says[i]));
        faults_done(&faults);
        spec_done(&spec);
        dataset_close(ds);
    }
}

static int setup(void **state)
{
    (void)state;
    struct err err;
    temp_make();
    return engine_init(&err);
}

static int teardown(void **state)
{
    (void)state;
    temp_remove();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(balanced_stands_for_numbers),
        cmocka_unit_test(only_the_ratio_of_weights_counts),
        cmocka_unit_test(an_ignored_class_leaves_no_trace),
        cmocka_unit_test(a_batch_of_ignored_rows_is_no_step),
        cmocka_unit_test(a_distribution_is_learned_and_predicted),
        cmocka_unit_test(what_does_not_fit_is_named),
        cmocka_unit_test(every_fault_of_a_loss_is_told),
        cmocka_unit_test(targets_that_are_no_distribution_are_named),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
