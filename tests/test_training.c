/* test_training.c - units of work, metrics, early stopping, divergence; nothing allocated in a
 * step; and the classic first regression against its closed form. */
#include "engine/train/training.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"
#include "tests/support/trainings.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- counting allocations: the program's own malloc stands in front of the library's ---- */

static long allocations;
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
void *malloc(size_t n)
{
    allocations++;
    return __libc_malloc(n);
}
void *calloc(size_t n, size_t size)
{
    allocations++;
    return __libc_calloc(n, size);
}
void *realloc(void *p, size_t n)
{
    allocations++;
    return __libc_realloc(p, n);
}
#endif

static struct training *start(const struct spec *spec, const struct dataset *ds,
                              const struct dataset *validation)
{
    struct err err = {0};
    struct training *t = training_new(spec, ds, validation, &err);
    if (!t)
        fail_msg("%s", err.text);
    return t;
}

static int finish(struct training *t, struct err *err)
{
    int rc;
    do
        rc = training_advance(t, &parallel_serial, err);
    while (rc == 1);
    return rc;
}

static double value_of(const struct training *t, const char *name)
{
    int n;
    const struct point *p = training_points(t, &n);
    for (int i = 0; i < n; i++)
        if (strcmp(p[i].name, name) == 0)
            return p[i].value;
    return NAN;
}

static void nothing_is_allocated_between_the_first_unit_and_the_last(void **state)
{
    (void)state;
    for (int i = 0; i < n_sample_specs; i++) {
        struct spec spec;
        struct err err = {0};
        struct dataset *ds = sample_table(&sample_specs[i], 61);
        sample_spec_init(&spec, &sample_specs[i]);
        spec.lanes = 4;
        struct training *t = start(&spec, ds, NULL);
        training_advance(t, &parallel_serial,
                         &err); /* BLAS takes its own buffer at its first call */
        long before = allocations;
        assert_int_equal(finish(t, &err), 0);
        assert_int_equal(allocations, before);
        training_free(t);
        dataset_close(ds);
        spec_done(&spec);
    }
}

static void the_quote_is_the_arena(void **state)
{
    (void)state;
    for (int i = 0; i < n_sample_specs; i++) {
        struct spec spec;
        struct quote q;
        struct faults faults = {0};
        struct dataset *ds = sample_table(&sample_specs[i], 61);
        sample_spec_init(&spec, &sample_specs[i]);
        assert_int_equal(training_quote(&spec, ds, NULL, 8, &q, &faults), 0);
        spec.lanes = q.lanes;
        struct training *t = start(&spec, ds, NULL);
        assert_int_equal(q.memory_bytes, t->arena.bytes);
        assert_int_equal(q.steps, training_progress(t).steps);
        bool windows = strcmp(sample_specs[i].task, "forecasting") == 0; /* fewer than rows */
        assert_int_equal(q.train_rows + (t->plan.splits ? q.validation_rows : 0),
                         windows ? t->plan.rows : 61);
        training_free(t);
        dataset_close(ds);
        spec_done(&spec);
    }
}

static void lanes_follow_the_slots_the_batch_and_the_work(void **state)
{
    (void)state;
    static const struct {
        int units, batch, slots, lanes;
    } cases[] = {
        {1, 32, 8, 1},      /* too little work to share */
        {1000, 32, 8, 8},   /* 16 · 1000 · 6 · 32 = 3 M operations and the optimiser's */
        {100000, 2, 8, 2},  /* no more lanes than rows */
        {100000, 32, 1, 1}, /* nor than slots */
    };
    struct dataset *ds = table_made("lanes", 61, 16, 0, 4);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote q;
        struct faults faults = {0};
        char line[64];
        spec_start(&spec, "regression", "");
        spec.training[TRAINING_BATCH_SIZE].n = cases[i].batch;
        snprintf(line, sizeof line, "dense units=%d", cases[i].units);
        spec_add(&spec, line);
        spec_add(&spec, "dense units=1");
        assert_int_equal(training_quote(&spec, ds, NULL, cases[i].slots, &q, &faults), 0);
        int64_t worth = q.flops_per_step / 1000000;
        assert_int_equal(q.lanes, cases[i].lanes < worth ? cases[i].lanes : worth > 1 ? worth : 1);
        spec_done(&spec);
    }
    dataset_close(ds);
}

static void units_come_in_order_with_their_points(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = table_made("units", 50, 4, 2, 4);
    spec_start(&spec, "classification", "epochs=2 batch_size=16 validation_split=0.2");
    spec_add(&spec, "dense units=2");
    struct training *t = start(&spec, ds, NULL);
    for (int epoch = 0; epoch < 2; epoch++) {
        for (int step = 1; step <= 3; step++) { /* 40 rows: 16, 16, 8 */
            assert_int_equal(training_advance(t, &parallel_serial, &err), 1);
            assert_int_equal(training_progress(t).step, epoch * 3 + step);
            assert_false(isnan(value_of(t, "loss")) || isnan(value_of(t, "accuracy")));
            assert_true(value_of(t, "learning_rate") == .001);
        }
        assert_true(training_progress(t).validating);
        assert_int_equal(training_advance(t, &parallel_serial, &err), 1); /* 10 rows */
        assert_int_equal(training_advance(t, &parallel_serial, &err), epoch == 0);
        assert_false(isnan(value_of(t, "epoch_loss")) || isnan(value_of(t, "epoch_accuracy")) ||
                     isnan(value_of(t, "val_loss")) || isnan(value_of(t, "val_accuracy")));
        assert_int_equal(training_progress(t).epoch, epoch + 1);
    }
    assert_int_equal(training_advance(t, &parallel_serial, &err), 0);
    training_free(t);
    dataset_close(ds);
    spec_done(&spec);
}

/* ---- known answers ---- */

/* Least squares of y on x over a table of one feature, and the mean squared residual. */
static void closed_form(const struct dataset *ds, double *w, double *b, double *mse)
{
    int64_t n = dataset_info(ds)->rows;
    double sx = 0, sy = 0, sxx = 0, sxy = 0, sum = 0;
    for (int64_t i = 0; i < n; i++) {
        double x = dataset_cell(ds, i, 0).number, y = dataset_cell(ds, i, 1).number;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    }
    *w = (sxy - sx * sy / (double)n) / (sxx - sx * sx / (double)n);
    *b = (sy - *w * sx) / (double)n;
    for (int64_t i = 0; i < n; i++) {
        double e = dataset_cell(ds, i, 1).number - *w * dataset_cell(ds, i, 0).number - *b;
        sum += e * e;
    }
    *mse = sum / (double)n;
}

static void the_first_regression_meets_its_closed_form(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    double w, b, mse;
    struct dataset *ds = table_made("line", 100, 1, 0, 4);
    closed_form(ds, &w, &b, &mse);
    spec_start(&spec, "regression", "epochs=400 batch_size=100");
    spec_add(&spec, "dense units=1");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.05");
    spec_choose(&spec, "data", "normalize=none");
    struct training *t = start(&spec, ds, NULL);
    assert_int_equal(finish(t, &err), 0);
    const struct layer *dense = &t->plan.graph->node[1].layer;
    assert_true(fabs((double)t->params[dense->params[0].offset] - w) < 1e-2);
    assert_true(fabs((double)t->params[dense->params[1].offset] - b) < 1e-2);
    assert_true(fabs(value_of(t, "epoch_loss") - mse) < .01 * mse);
    double r2 = value_of(t, "r2");
    assert_true(r2 > .9 && r2 < 1);
    training_free(t);
    dataset_close(ds);
    spec_done(&spec);
}

static void the_worked_mse_is_25(void **state)
{
    (void)state;
    real y[] = {155, 205, 245, 295, 355}, t[] = {150, 200, 250, 300, 350};
    struct loss_pass p = {.y = y, .target = t, .rows = 5, .width = 1};
    assert_true(loss_ops(catalog_find(CATALOG_LOSSES, "mse"))->run(&p).loss / 5 == 25);
}

static void classes_that_lie_apart_are_told_apart(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = table_made("apart", 300, 30, 3, 4);
    spec_start(&spec, "classification", "epochs=15 validation_split=0.2");
    spec_add(&spec, "dense units=16 activation=relu");
    spec_add(&spec, "dense units=3");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.01");
    struct training *t = start(&spec, ds, NULL);
    assert_int_equal(finish(t, &err), 0);
    assert_true(value_of(t, "val_accuracy") > .9);
    training_free(t);
    dataset_close(ds);
    spec_done(&spec);
}

static void a_softmax_before_the_loss_changes_nothing(void **state)
{
    (void)state;
    double loss[2];
    struct dataset *ds = table_made("softmax", 60, 6, 3, 4);
    for (int i = 0; i < 2; i++) {
        struct spec spec;
        struct err err = {0};
        spec_start(&spec, "classification", "epochs=2");
        spec_add(&spec, i ? "dense units=3 activation=softmax" : "dense units=3");
        struct training *t = start(&spec, ds, NULL);
        assert_int_equal(finish(t, &err), 0);
        loss[i] = value_of(t, "epoch_loss");
        training_free(t);
        spec_done(&spec);
    }
    assert_true(loss[0] == loss[1]);
    dataset_close(ds);
}

static void regularization_is_counted_in_the_loss(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = table_made("penalty", 40, 3, 0, 4);
    double loss[2], cost = 0;
    for (int i = 0; i < 2; i++) {
        spec_start(&spec, "regression", "epochs=1 batch_size=40");
        spec_add(&spec, "dense units=1 bias_initializer=ones");
        if (i)
            spec_choose(&spec, "regularization", "l1=0.5 l2=0.25");
        struct training *t = start(&spec, ds, NULL);
        const struct param *kernel = &t->plan.graph->node[1].layer.params[0];
        for (int64_t k = 0; i && k < kernel->size; k++) {
            double w = (double)t->params[kernel->offset + k];
            cost += .5 * fabs(w) + .25 * w * w;
        }
        training_advance(t, &parallel_serial, &err);
        loss[i] = value_of(t, "loss");
        training_free(t);
        spec_done(&spec);
    }
    assert_true(cost > 0 && fabs(loss[1] - loss[0] - cost) < 1e-6);
    dataset_close(ds);
}

/* Two targets of one table: y1 = 2x + 1, y2 = -x; or the flags x > 0 and x < 1. */
static struct dataset *two_targets(bool flags)
{
    char csv[8192] = "x,y1,y2\n";
    for (int i = 0; i < 100; i++) {
        double x = (i - 50) / 10.;
        sprintf(csv + strlen(csv), "%g,%g,%g\n", x, flags ? x > 0 : 2 * x + 1, flags ? x < 1 : -x);
    }
    return table_of("two", csv);
}

static void check_two_targets(const char *task, bool flags, const char *metric, double least)
{
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = two_targets(flags);
    spec_start(&spec, task, "epochs=200 batch_size=20");
    spec_add(&spec, "dense units=2");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.05");
    spec.targets = calloc(2, sizeof *spec.targets);
    spec.targets[0] = strdup("y1");
    spec.targets[1] = strdup("y2");
    spec.n_targets = 2;
    struct training *t = start(&spec, ds, NULL);
    assert_int_equal(finish(t, &err), 0);
    if (!(value_of(t, metric) > least))
        fail_msg("%s: %s is %g", task, metric, value_of(t, metric));
    training_free(t);
    dataset_close(ds);
    spec_done(&spec);
}

static void several_targets_are_learned_at_once(void **state)
{
    (void)state;
    check_two_targets("regression", false, "r2", .999);
    check_two_targets("multi_label", true, "epoch_accuracy", .95);
}

/* ---- ends ---- */

static void a_loss_that_is_no_number_ends_the_training_and_names_the_step(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = table_made("wild", 40, 3, 0, 4);
    spec_start(&spec, "regression", "epochs=1000 batch_size=40");
    spec_add(&spec, "dense units=8");
    spec_add(&spec, "dense units=1");
    spec_choose(&spec, "optimizer", "sgd learning_rate=1000");
    struct training *t = start(&spec, ds, NULL);
    assert_int_equal(finish(t, &err), ERR_DIVERGED);
    char step[32];
    snprintf(step, sizeof step, "at step %ld", (long)training_progress(t).step + 1);
    if (!strstr(err.text, step))
        fail_msg("%s", err.text);
    training_free(t);
    dataset_close(ds);
    spec_done(&spec);
}

static void early_stopping_waits_patiently_and_keeps_the_best(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = table_made("early", 60, 6, 3, 4);
    spec_start(&spec, "classification", "epochs=500 batch_size=8 validation_split=0.4");
    spec_add(&spec, "dense units=64 activation=relu");
    spec_add(&spec, "dense units=3");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.01");
    spec_choose(&spec, "early_stopping", "monitor=val_loss patience=3 restore_best_weights=1");
    struct training *t = start(&spec, ds, NULL);
    double best = INFINITY;
    int best_epoch = 0;
    for (int rc = 1; rc == 1;) {
        rc = training_advance(t, &parallel_serial, &err);
        double val_loss = value_of(t, "val_loss");
        if (!isnan(val_loss) && val_loss < best) {
            best = val_loss;
            best_epoch = training_progress(t).epoch;
        }
    }
    assert_true(training_progress(t).stopped_early);
    assert_int_equal(training_progress(t).epoch, best_epoch + 3);
    assert_true(t->state.has_best && t->state.best == best);
    assert_memory_not_equal(t->best, t->params, (size_t)t->plan.graph->flat * sizeof *t->params);
    training_free(t);
    dataset_close(ds);
    spec_done(&spec);
}

/* ---- odd data ---- */

/* Each trains to its end with finite metrics, or is refused by a fault that names a field. */
static void odd_tables_train_or_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *task, *layer, *training;
        bool trains;
    } cases[] = {
        {"x,y\n1,2\n", "regression", "dense units=1", "batch_size=1000", true},
        {"x,y\n1,2\n1,2\n1,2\n", "regression", "dense units=1", "validation_split=0.4", true},
        {"x,c\n1,a\n2,a\n3,a\n", "classification", "dense units=1", "", false},
        {"x,c\n1,a\n2,b\n3,a\n", "classification", "dense units=1", "", true},
        {"x,z,y\n5,1,2\n5,2,3\n5,3,4\n", "regression", "batch_norm", "", false},
        {"x,z,y\n5,1,2\n5,2,3\n5,3,4\n", "regression", "dense units=1", "batch_size=2", true},
        {"x,y\n1e6,1\n-1e6,2\n0,3\n", "regression", "dense units=1", "", true},
        {"x,y\n1,nan\n2,3\n", "regression", "dense units=1", "", false},
        {"x,y\n,1\n2,3\n", "regression", "dense units=1", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote q;
        struct err err = {0};
        struct faults faults = {0};
        struct dataset *ds = table_of("odd", cases[i].csv);
        spec_start(&spec, cases[i].task, cases[i].training);
        spec_add(&spec, cases[i].layer);
        int refused = training_quote(&spec, ds, NULL, 3, &q, &faults);
        if (!refused != cases[i].trains)
            fail_msg("case %zu: %s", i, refused ? faults.v[0].detail : "was taken");
        if (!refused) {
            spec.lanes = q.lanes;
            struct training *t = start(&spec, ds, NULL);
            if (finish(t, &err) != 0)
                fail_msg("case %zu: %s", i, err.text);
            assert_true(isfinite(value_of(t, "epoch_loss")));
            training_free(t);
        }
        faults_done(&faults);
        spec_done(&spec);
        dataset_close(ds);
    }
}

static void an_index_beyond_the_vocabulary_ends_the_training(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = pictures_made("index", 20, 2, 2, 3); /* bytes come as fractions */
    spec_start(&spec, "classification", "");
    spec_add(&spec, "flatten");
    spec_add(&spec, "embedding input_dim=5 output_dim=2");
    spec_add(&spec, "flatten");
    spec_add(&spec, "dense units=3");
    spec_choose(&spec, "data", "normalize=none");
    struct training *t = start(&spec, ds, NULL);
    assert_int_equal(finish(t, &err), ERR_DIVERGED);
    training_free(t);
    spec_done(&spec);
    dataset_close(ds);
}

/* ---- refused specs ---- */

static void a_spec_that_does_not_fit_is_refused_at_the_quote(void **state)
{
    (void)state;
    static const struct {
        const char *task, *training, *layer, *part, *text, *pointer;
        int classes;
    } cases[] = {
        {"classification", "", "dense units=4", NULL, NULL, "/model/layers/0/units", 3},
        {"classification", "", "dense units=1", NULL, NULL, "/model/layers/0/units", 3},
        {"classification", "", "dense units=3", "loss", "mse", "/training/loss", 3},
        {"classification", "", "dense units=1", "loss", "binary_cross_entropy", "/training/loss",
         3},
        {"classification", "", "dense units=2", "loss", "binary_cross_entropy",
         "/model/layers/0/units", 2},
        {"regression", "", "dense units=2", NULL, NULL, "/model/layers/0/units", 0},
        {"regression", "", "dense units=1", "loss", "cross_entropy", "/training/loss", 0},
        {"regression", "", "activation function=relu", NULL, NULL, "/model/layers", 0},
        {"regression", "validation_split=0.999", "dense units=1", NULL, NULL,
         "/training/validation_split", 0},
        {"regression", "", "dense units=1", "early_stopping", "monitor=val_loss",
         "/training/early_stopping/monitor", 0},
        {"regression", "", "dense units=1", "schedule", "plateau", "/training/schedule/monitor", 0},
        {"regression", "", "dense units=1", "early_stopping", "monitor=accuracy",
         "/training/early_stopping/monitor", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote q;
        struct faults faults = {0};
        struct dataset *ds =
            table_made("refused", 30, cases[i].layer[0] == 'a' ? 1 : 5, cases[i].classes, 4);
        spec_start(&spec, cases[i].task, cases[i].training);
        spec_add(&spec, cases[i].layer);
        if (cases[i].part)
            spec_choose(&spec, cases[i].part, cases[i].text);
        if (training_quote(&spec, ds, NULL, 1, &q, &faults) != 1)
            fail_msg("case %zu (%s): %d faults", i, cases[i].layer, faults.n);
        assert_string_equal(faults.v[0].pointer, cases[i].pointer);
        struct err err = {0};
        assert_null(training_new(&spec, ds, NULL, &err));
        assert_int_equal(err.code, ERR_INVALID);
        faults_done(&faults);
        dataset_close(ds);
        spec_done(&spec);
    }
}

static void monitors_are_in_the_tables_order(void **state)
{
    (void)state;
    int n;
    const struct kind *sections = catalog(CATALOG_SECTIONS, &n);
    const char *const *names =
        sections[SECTION_EARLY_STOPPING].options[EARLY_STOPPING_MONITOR].choices;
    for (int i = 0; i < METRIC_COUNT; i++) {
        assert_string_equal(names[i], metric_val((enum metric_id)i));
        assert_string_equal(names[METRIC_COUNT + i], metric_name((enum metric_id)i));
        assert_int_equal(monitor_metric(i), monitor_metric(METRIC_COUNT + i));
        assert_true(monitor_is_val(i) && !monitor_is_val(METRIC_COUNT + i));
    }
    assert_string_equal(names[METRIC_LOSS], "val_loss");
    assert_null(names[2 * METRIC_COUNT]);
    assert_string_equal(sections[SECTION_TRAINING].options[TRAINING_CLIP_VALUE].name, "clip_value");
    const struct kind *tasks = catalog(CATALOG_TASKS, &n);
    assert_string_equal(tasks[TASK_REGRESSION].name, "regression");
    assert_string_equal(tasks[TASK_AUTOENCODER].name, "autoencoder");
    assert_string_equal(tasks[TASK_LANGUAGE_MODEL].name, "language_model");
    assert_string_equal(sections[SECTION_DATA].options[DATA_CONTEXT].name, "context");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_allocated_between_the_first_unit_and_the_last),
        cmocka_unit_test(the_quote_is_the_arena),
        cmocka_unit_test(lanes_follow_the_slots_the_batch_and_the_work),
        cmocka_unit_test(units_come_in_order_with_their_points),
        cmocka_unit_test(the_first_regression_meets_its_closed_form),
        cmocka_unit_test(the_worked_mse_is_25),
        cmocka_unit_test(classes_that_lie_apart_are_told_apart),
        cmocka_unit_test(a_softmax_before_the_loss_changes_nothing),
        cmocka_unit_test(regularization_is_counted_in_the_loss),
        cmocka_unit_test(several_targets_are_learned_at_once),
        cmocka_unit_test(a_loss_that_is_no_number_ends_the_training_and_names_the_step),
        cmocka_unit_test(early_stopping_waits_patiently_and_keeps_the_best),
        cmocka_unit_test(odd_tables_train_or_are_refused),
        cmocka_unit_test(an_index_beyond_the_vocabulary_ends_the_training),
        cmocka_unit_test(a_spec_that_does_not_fit_is_refused_at_the_quote),
        cmocka_unit_test(monitors_are_in_the_tables_order),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
