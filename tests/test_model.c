/* test_model.c - the model file: same bytes for the same training, opens from its own metadata,
 * predicts and evaluates as the training did, and refuses what is not whole. */
#include "engine/model/safetensors.h"
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

/* Trains to the end and exports to temp_path(name); val_loss of the last epoch when there is one.
 */
static double train(const struct spec *spec, const struct dataset *ds,
                    const struct dataset *validation, const char *name)
{
    struct err err = {0};
    struct training *t = training_new(spec, ds, validation, &err);
    if (!t)
        fail_msg("%s", err.text);
    int rc, n;
    while ((rc = training_advance(t, &parallel_serial, &err)) == 1)
        ;
    if (rc)
        fail_msg("%s", err.text);
    double val_loss = NAN;
    const struct point *p = training_points(t, &n);
    for (int i = 0; i < n; i++)
        if (strcmp(p[i].name, "val_loss") == 0)
            val_loss = p[i].value;
    if (training_export(t, temp_path(name), "{\"spec\":1}", "abc", &err) != 0)
        fail_msg("%s", err.text);
    training_free(t);
    return val_loss;
}

static struct model *open_model(const char *name, const struct spec *spec)
{
    struct err err = {0};
    struct model *m = model_open(temp_path(name), spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    return m;
}

static void the_same_training_gives_the_same_file(void **state)
{
    (void)state;
    struct spec spec;
    size_t n, n_again;
    sample_spec_init(&spec, &sample_specs[1]);
    struct dataset *ds = sample_table(&sample_specs[1], 50);
    train(&spec, ds, NULL, "one");
    train(&spec, ds, NULL, "two");
    char *one = temp_read(temp_path("one"), &n), *two = temp_read(temp_path("two"), &n_again);
    assert_true(n > 0);
    assert_int_equal(n, n_again);
    assert_memory_equal(one, two, n);
    free(one);
    free(two);
    dataset_close(ds);
    spec_done(&spec);
}

static void the_metadata_holds_what_made_it_and_nothing_else(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    sample_spec_init(&spec, &sample_specs[1]);
    spec.lanes = 2;
    spec.training[TRAINING_SEED].n = 9007199254740991.;
    struct dataset *ds = sample_table(&sample_specs[1], 50);
    train(&spec, ds, NULL, "meta");
    static const char *const want[][2] = {{"spec", "{\"spec\":1}"},
                                          {"dataset_sha256", "abc"},
                                          {"lanes", "2"},
                                          {"seed", "9007199254740991"},
                                          {"format", "allot-model-1"}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        char *got = model_metadata(temp_path("meta"), want[i][0], &err);
        assert_string_equal(got, want[i][1]);
        free(got);
    }
    char *engine = model_metadata(temp_path("meta"), "engine_version", &err);
    assert_string_equal(engine, engine_version());
    free(engine);
    assert_null(model_metadata(temp_path("meta"), "width", &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    dataset_close(ds);
    spec_done(&spec);
}

/* A model evaluated on the validation rows gives the training's own last val_loss. */
static void evaluation_repeats_the_trainings_validation(void **state)
{
    (void)state;
    for (int i = 0; i < n_sample_specs; i++) {
        struct spec spec;
        struct err err = {0};
        struct metric metrics[8];
        int64_t rows;
        sample_spec_init(&spec, &sample_specs[i]);
        spec.training[TRAINING_VALIDATION_SPLIT].n = spec.training[TRAINING_SPLIT].n = 0;
        spec.has_early_stopping = false;
        struct dataset *ds = sample_table(&sample_specs[i], 50);
        double want = train(&spec, ds, ds, "model");
        struct model *m = open_model("model", &spec);
        int n = model_evaluate(m, ds, NULL, NULL, metrics, 8, &rows, &err);
        assert_true(n >= 2);
        bool windows = strcmp(sample_specs[i].task, "forecasting") == 0;
        assert_int_equal(rows, windows ? 2 * (25 - 5 - 3 + 1) : 50);
        assert_string_equal(metrics[0].name, "loss");
        if (!(fabs(metrics[0].value - want) <= 1e-5 * fabs(want)))
            fail_msg("%s: loss %.9g, in training %.9g", sample_specs[i].name, metrics[0].value,
                     want);
        model_close(m);
        dataset_close(ds);
        spec_done(&spec);
    }
}

static bool stop_at_once(void *arg)
{
    (void)arg;
    return true;
}

static void an_evaluation_can_be_stopped(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct metric metrics[4];
    int64_t rows = 0;
    sample_spec_init(&spec, &sample_specs[1]);
    struct dataset *ds = sample_table(&sample_specs[1], 50);
    train(&spec, ds, NULL, "model");
    struct model *m = open_model("model", &spec);
    assert_int_equal(model_evaluate(m, ds, stop_at_once, NULL, metrics, 4, &rows, &err), ERR_BUSY);
    assert_true(model_evaluate(m, ds, NULL, NULL, metrics, 4, &rows, &err) > 0);
    model_close(m);
    dataset_close(ds);
    spec_done(&spec);
}

/* ---- predicting ---- */

static void cells_of(const struct dataset *ds, int64_t row, int64_t n, struct cell *cells)
{
    for (int64_t i = 0; i < n; i++)
        cells[i] = dataset_cell(ds, row, i);
}

enum { PREDICTED = 600, FEATURES = 16 }; /* more rows than a batch of the model's */

static void predictions_are_probabilities_and_mostly_right(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = table_made("predict", PREDICTED, FEATURES, 3, 4);
    spec_start(&spec, "classification", "epochs=10");
    spec_add(&spec, "dense units=3");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.02");
    train(&spec, ds, NULL, "model");
    struct model *m = open_model("model", &spec);
    const struct model_info *info = model_info(m);
    assert_int_equal(info->n_inputs, FEATURES);
    assert_int_equal(info->n_outputs, 3);
    assert_true(info->is_classifier);
    assert_string_equal(info->classes[1], "c1");
    assert_string_equal(info->inputs[2].name, "x3");
    assert_int_equal(info->parameters, FEATURES * 3 + 3);
    static struct cell cells[PREDICTED * FEATURES];
    static float out[PREDICTED * 3];
    for (int i = 0; i < PREDICTED; i++)
        cells_of(ds, i, FEATURES, cells + i * FEATURES);
    assert_int_equal(model_predict(m, cells, PREDICTED, out, &err), 0);
    int right = 0;
    for (int i = 0; i < PREDICTED; i++) {
        const float *p = out + 3 * i;
        assert_true(fabs((double)p[0] + (double)p[1] + (double)p[2] - 1) < 1e-6);
        int best = p[1] > p[0] ? 1 : 0;
        best = p[2] > p[best] ? 2 : best;
        right += best == i % 3; /* the table's classes come in turn */
    }
    assert_true(right > .9 * PREDICTED);
    cells[40 * FEATURES + 5] = (struct cell){.kind = CELL_MISSING};
    assert_int_equal(model_predict(m, cells, PREDICTED, out, &err), ERR_INVALID);
    assert_non_null(strstr(err.text, "41"));
    model_close(m);
    dataset_close(ds);
    spec_done(&spec);
}

static void one_unit_predicts_both_classes(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct cell cells[FEATURES];
    float out[2];
    struct dataset *ds = table_made("two", 60, FEATURES, 2, 4);
    spec_start(&spec, "classification", "epochs=20");
    spec_add(&spec, "dense units=1 activation=sigmoid");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.05");
    train(&spec, ds, NULL, "model");
    struct model *m = open_model("model", &spec);
    assert_int_equal(model_info(m)->n_outputs, 2);
    for (int i = 0; i < 2; i++) {
        cells_of(ds, i, FEATURES, cells);
        assert_int_equal(model_predict(m, cells, 1, out, &err), 0);
        assert_true(fabs((double)out[0] + (double)out[1] - 1) < 1e-6);
        assert_true(out[i] > out[1 - i]);
    }
    model_close(m);
    dataset_close(ds);
    spec_done(&spec);
}

static void regression_predicts_in_the_targets_units(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct cell cell = {.kind = CELL_NUMBER, .number = 10};
    float out;
    struct dataset *ds = table_of("line", "x,y\n0,3\n1,5\n2,7\n3,9\n4,11\n5,13\n6,15\n7,17\n");
    spec_start(&spec, "regression", "epochs=800 batch_size=8");
    spec_add(&spec, "dense units=1");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.1");
    train(&spec, ds, NULL, "model");
    struct model *m = open_model("model", &spec);
    assert_string_equal(model_info(m)->classes[0], "y");
    assert_int_equal(model_predict(m, &cell, 1, &out, &err), 0);
    assert_true(fabs((double)out - 23) < .1);
    model_close(m);
    dataset_close(ds);
    spec_done(&spec);
}

/* Numbers that an embedding reads, as they come to a model of indices 0..6. */
static void a_number_that_is_no_index_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *layers[4];
        const char *names;
    } models[] = {
        {{"embedding output_dim=2 input_dim=7", "flatten", "dense units=1"}, "column \"w\""},
        {{"input columns=w name=a", "embedding output_dim=2 input_dim=7", "flatten",
          "dense units=1"},
         "column \"w\""},
    };
    static const double strays[] = {7, -1, 2.5, 1e9};
    struct dataset *ds = table_of("indices", "w,y\n0,1\n1,2\n2,1\n3,4\n4,2\n5,1\n6,3\n");
    struct dataset *more = table_of("more", "w,y\n0,1\n9,2\n");
    for (size_t k = 0; k < sizeof models / sizeof *models; k++) {
        struct spec spec;
        spec_start(&spec, "regression", "epochs=2 batch_size=4");
        for (int i = 0; i < 4 && models[k].layers[i]; i++)
            spec_add(&spec, models[k].layers[i]);
        train(&spec, ds, NULL, "model");
        struct model *m = open_model("model", &spec);
        for (size_t i = 0; i < sizeof strays / sizeof *strays; i++) {
            struct err err = {0};
            float out[2];
            char number[32];
            struct cell cells[] = {{.kind = CELL_NUMBER, .number = 6},
                                   {.kind = CELL_NUMBER, .number = strays[i]}};
            assert_int_equal(model_predict(m, cells, 1, out, &err), 0);
            assert_int_equal(model_predict(m, cells, 2, out, &err), ERR_INVALID);
            snprintf(number, sizeof number, ": %.7g is no index", strays[i]);
            assert_non_null(strstr(err.text, "row 2"));
            assert_non_null(strstr(err.text, models[k].names));
            assert_non_null(strstr(err.text, number));
            assert_non_null(strstr(err.text, "whole numbers 0..6"));
        }
        struct err err = {0};
        struct metric metrics[METRICS_MAX];
        int64_t rows;
        assert_true(model_evaluate(m, ds, NULL, NULL, metrics, METRICS_MAX, &rows, &err) > 0);
        assert_int_equal(model_evaluate(m, more, NULL, NULL, metrics, METRICS_MAX, &rows, &err),
                         ERR_INVALID);
        assert_non_null(strstr(err.text, "row 2, column \"w\": 9 is no index"));
        assert_true(model_evaluate(m, ds, NULL, NULL, metrics, METRICS_MAX, &rows, &err) > 0);
        model_close(m);
        spec_done(&spec);
    }
    dataset_close(more);
    dataset_close(ds);
}

static void early_stoppings_best_weights_are_the_models(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct metric metrics[4];
    int64_t rows;
    struct dataset *ds = table_made("early", 60, 6, 3, 4);
    spec_start(&spec, "classification", "epochs=60 batch_size=8");
    spec_add(&spec, "dense units=64 activation=relu");
    spec_add(&spec, "dense units=3");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.02");
    spec_choose(&spec, "early_stopping", "monitor=val_loss patience=4 restore_best_weights=1");
    struct dataset *other = table_made("other", 40, 6, 3, 5);
    double last = train(&spec, ds, other, "model");
    struct model *m = open_model("model", &spec);
    assert_true(model_evaluate(m, other, NULL, NULL, metrics, 4, &rows, &err) > 0);
    assert_true(metrics[0].value < last);
    model_close(m);
    dataset_close(other);
    dataset_close(ds);
    spec_done(&spec);
}

/* ---- refused files ---- */

static void write_bytes(const char *name, const char *bytes, size_t n)
{
    FILE *f = fopen(temp_path(name), "wb");
    fwrite(bytes, 1, n, f);
    fclose(f);
}

static void a_cut_model_file_is_refused(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    size_t n;
    sample_spec_init(&spec, &sample_specs[0]);
    struct dataset *ds = sample_table(&sample_specs[0], 50);
    train(&spec, ds, NULL, "model");
    char *bytes = temp_read(temp_path("model"), &n);
    for (size_t cut = 0; cut < n; cut += 7) {
        write_bytes("cut", bytes, cut);
        assert_null(model_open(temp_path("cut"), &spec, &err));
        assert_int_equal(err.code, ERR_CORRUPT);
    }
    free(bytes);
    dataset_close(ds);
    spec_done(&spec);
}

static void another_specs_model_is_refused(void **state)
{
    (void)state;
    struct spec spec, other;
    struct err err = {0};
    sample_spec_init(&spec, &sample_specs[0]);
    struct dataset *ds = sample_table(&sample_specs[0], 50);
    train(&spec, ds, NULL, "model");
    spec_start(&other, "regression", "");
    spec_add(&other, "dense units=2");
    spec_add(&other, "dense units=1");
    assert_null(model_open(temp_path("model"), &other, &err));
    assert_int_equal(err.code, ERR_CORRUPT);
    assert_null(model_open(temp_path("nowhere"), &spec, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    dataset_close(ds);
    spec_done(&spec);
    spec_done(&other);
}

/* Header texts over eight bytes of data; only the first is right. */
static void a_header_that_lies_is_refused(void **state)
{
    (void)state;
    static const char *const headers[] = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
        "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
        "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} x",
        "{\"a\":1}",
        "[1]",
        "{",
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        char bytes[256];
        struct err err = {0};
        uint64_t n = strlen(headers[i]);
        memcpy(bytes, &n, 8);
        memcpy(bytes + 8, headers[i], n);
        memset(bytes + 8 + n, 0, 8);
        write_bytes("lie", bytes, 16 + n);
        struct safetensors *s = safetensors_open(temp_path("lie"), &err);
        if (!s != (i > 0))
            fail_msg("header %zu: %s", i, s ? "taken" : err.text);
        safetensors_close(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_training_gives_the_same_file),
        cmocka_unit_test(the_metadata_holds_what_made_it_and_nothing_else),
        cmocka_unit_test(evaluation_repeats_the_trainings_validation),
        cmocka_unit_test(an_evaluation_can_be_stopped),
        cmocka_unit_test(predictions_are_probabilities_and_mostly_right),
        cmocka_unit_test(one_unit_predicts_both_classes),
        cmocka_unit_test(regression_predicts_in_the_targets_units),
        cmocka_unit_test(a_number_that_is_no_index_is_refused),
        cmocka_unit_test(early_stoppings_best_weights_are_the_models),
        cmocka_unit_test(a_cut_model_file_is_refused),
        cmocka_unit_test(another_specs_model_is_refused),
        cmocka_unit_test(a_header_that_lies_is_refused),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
