/* test_anomaly.c - what an autoencoder's scores are, what of them its file keeps, and how they are
 * measured against classes. */
#include "engine/tensor/rng.h"
#include "engine/train/anomaly.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 60, FEATURES = 4 };

static float value[ROWS][FEATURES];
static int odd[ROWS];

/* Rows on a line in four dimensions; every sixth lies off it. */
static struct dataset *line_and_odd_ones(const char *name, bool with_odd)
{
    char csv[ROWS * 64] = "a,b,c,d,kind\n";
    struct rng rng = rng_begin(3, RNG_NOISE, 0, 0, 0);
    for (int i = 0; i < ROWS; i++) {
        double t = rng_normal(&rng);
        odd[i] = with_odd && i % 6 == 0;
        for (int k = 0; k < FEATURES; k++) {
            double v = (k + 1) * t + .05 * rng_normal(&rng) + (odd[i] ? 2 * rng_normal(&rng) : 0);
            value[i][k] = (float)round(v * 1000) / 1000;
            sprintf(csv + strlen(csv), "%.3f,", round(v * 1000) / 1000);
        }
        strcat(csv, odd[i] ? "odd\n" : "usual\n");
    }
    return table_of(name, csv);
}

static struct model *trained(const struct dataset *ds, struct spec *spec, const char *loss)
{
    struct err err = {0};
    spec_start(spec, "autoencoder", "epochs=30 batch_size=7 seed=4");
    spec_add(spec, "dense units=1");
    spec_add(spec, loss ? "dense units=4 activation=sigmoid" : "dense units=4");
    spec_choose(spec, "data", loss ? "normalize=minmax" : "normalize=standard");
    spec_choose(spec, "optimizer", "adam learning_rate=0.03");
    if (loss)
        spec_choose(spec, "loss", loss);
    spec->n_features = FEATURES;
    spec->features = calloc(FEATURES, sizeof *spec->features);
    for (int k = 0; k < FEATURES; k++)
        spec->features[k] = strdup((char[]){(char)('a' + k), 0});
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    while (training_advance(t, &parallel_serial, &err) == 1)
        ;
    assert_int_equal(training_export(t, temp_path("scored"), "{}", "0", &err), 0);
    training_free(t);
    struct model *m = model_open(temp_path("scored"), spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    return m;
}

static void ask(struct model *m, float outputs[ROWS][FEATURES], float scores[ROWS])
{
    struct err err = {0};
    struct cell cells[ROWS * FEATURES];
    for (int i = 0; i < ROWS * FEATURES; i++)
        cells[i] = (struct cell){.kind = CELL_NUMBER, .number = value[i / FEATURES][i % FEATURES]};
    if (model_predict_scores(m, cells, ROWS, outputs[0], scores, &err) != 0)
        fail_msg("%s", err.text);
}

/* Mean and deviation of a feature; or lowest and width with minmax. */
static void scale_of(int k, bool minmax, double *shift, double *spread)
{
    double sum = 0, squares = 0, low = INFINITY, high = -INFINITY;
    for (int i = 0; i < ROWS; i++) {
        sum += (double)value[i][k];
        squares += (double)value[i][k] * (double)value[i][k];
        low = fmin(low, (double)value[i][k]);
        high = fmax(high, (double)value[i][k]);
    }
    *shift = minmax ? low : sum / ROWS;
    *spread = minmax ? high - low : sqrt(squares / ROWS - *shift * *shift);
}

static void a_score_is_the_mean_squared_difference_in_normalised_units(void **state)
{
    (void)state;
    for (int minmax = 0; minmax < 2; minmax++) {
        struct spec spec;
        struct dataset *ds = line_and_odd_ones("line", false);
        struct model *m = trained(ds, &spec, minmax ? "binary_cross_entropy" : NULL);
        float outputs[ROWS][FEATURES], scores[ROWS];
        ask(m, outputs, scores);
        for (int i = 0; i < ROWS; i++) {
            double want = 0;
            for (int k = 0; k < FEATURES; k++) {
                double shift, spread;
                scale_of(k, minmax, &shift, &spread);
                double e = ((double)value[i][k] - shift) / spread - (double)outputs[i][k];
                want += e * e / FEATURES;
                if (minmax)
                    assert_true(outputs[i][k] > 0 && outputs[i][k] < 1); /* no logits */
            }
            if (!(fabs(want - (double)scores[i]) < 1e-4 * (1 + want)))
                fail_msg("row %d: %g, not %g", i, scores[i], want);
        }
        model_close(m);
        spec_done(&spec);
        dataset_close(ds);
    }
}

static int ascending(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void the_file_keeps_the_percentiles_of_the_training_rows(void **state)
{
    (void)state;
    struct spec spec;
    struct dataset *ds = line_and_odd_ones("kept", false);
    struct model *m = trained(ds, &spec, NULL);
    float outputs[ROWS][FEATURES], scores[ROWS];
    ask(m, outputs, scores);
    qsort(scores, ROWS, sizeof *scores, ascending);
    const float *p = model_info(m)->scores;
    assert_non_null(p);
    for (int i = 0; i < SCORE_PERCENTILES; i++) {
        double place = (ROWS - 1) * i / 100., low = floor(place);
        double want = (double)scores[(int)low] +
                      (place - low) * ((double)scores[(int)ceil(place)] - (double)scores[(int)low]);
        if (!(fabs((double)p[i] - want) <= 1e-5 * (want + 1e-3)))
            fail_msg("percentile %d: %g, not %g", i, p[i], want);
    }
    model_close(m);
    spec_done(&spec);
    dataset_close(ds);
}

static void roc_auc_counts_the_pairs_that_stand_right(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    struct dataset *usual = line_and_odd_ones("usual", false);
    struct model *m = trained(usual, &spec, NULL);
    struct dataset *ds = line_and_odd_ones("odd", true);
    float outputs[ROWS][FEATURES], scores[ROWS];
    ask(m, outputs, scores);
    double right = 0, pairs = 0, got = NAN;
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < ROWS; j++)
            if (odd[i] && !odd[j]) {
                pairs++;
                right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? .5 : 0;
            }
    struct metric metrics[8];
    int64_t rows;
    int n = model_evaluate_anomalies(m, ds, "kind", "usual", NULL, NULL, metrics, 8, &rows, &err);
    for (int i = 0; i < n; i++)
        if (strcmp(metrics[i].name, "roc_auc") == 0)
            got = metrics[i].value;
    assert_int_equal(rows, ROWS);
    if (!(fabs(got - right / pairs) < 1e-12) || !(got > .9))
        fail_msg("roc_auc %g, not %g", got, right / pairs);
    static const char *const wrong[][3] = {
        {"kinds", "usual", "no column \"kinds\""},
        {"kind", "unusual", "no class \"unusual\""},
    };
    for (int i = 0; i < 2; i++) {
        n = model_evaluate_anomalies(m, ds, wrong[i][0], wrong[i][1], NULL, NULL, metrics, 8, &rows,
                                     &err);
        assert_int_equal(n, ERR_INVALID);
        assert_non_null(strstr(err.text, wrong[i][2]));
    }
    model_close(m);
    spec_done(&spec);
    dataset_close(ds);
    dataset_close(usual);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_score_is_the_mean_squared_difference_in_normalised_units),
        cmocka_unit_test(the_file_keeps_the_percentiles_of_the_training_rows),
        cmocka_unit_test(roc_auc_counts_the_pairs_that_stand_right),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
