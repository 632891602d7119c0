/* test_series.c - forecasts, splits by class and by time, and anomaly scores, asked over HTTP. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon d;
static char ann[64];

static void upload(const char *name, const char *csv)
{
    char query[96];
    snprintf(query, sizeof query, "name=%s&format=csv", name);
    dataset_make(&d, ann, query, csv);
}

static void trained(const char *body)
{
    struct reply r = train(&d, ann, body);
    reply_free(&r);
}

static double swing(int i)
{
    return 500 + 80 * sin(i * .4);
}

static int setup(void **state)
{
    (void)state;
    static char csv[16384];
    daemon_start(&d, NULL);
    tenant_make(&d, "a", NULL);
    user_make(&d, "a", "ann", "member", ann);
    strcpy(csv, "hour,load,warm\n");
    for (int i = 199; i >= 0; i--)
        sprintf(csv + strlen(csv), "2024-05-%02dT%02d:00+02:00,%.3f,%d\n", 1 + i / 24, i % 24,
                swing(i), i % 24 / 6);
    upload("loads", csv);
    upload("gappy", "day,load\n2024-01-01,1\n2024-01-02,2\n2024-01-04,3\n2024-01-05,4\n");
    strcpy(csv, "x,y,kind\n");
    for (int i = 0; i < 90; i++)
        sprintf(csv + strlen(csv), "%d,%d,%s\n", i % 10, 2 * (i % 10) + (i % 9 ? 0 : 12),
                i % 9 ? "usual" : "odd");
    upload("kinds", csv);
    trained("{\"name\":\"loads\",\"dataset\":\"loads\",\"model\":{\"task\":\"forecasting\","
            "\"layers\":[{\"type\":\"flatten\"},{\"type\":\"dense\"}]},"
            "\"data\":{\"target\":\"load\",\"features\":[\"load\"],\"context\":6,\"horizon\":2,"
            "\"normalize\":\"standard\"},\"training\":{\"epochs\":80,\"validation_split\":0.2,"
            "\"optimizer\":{\"type\":\"adam\",\"learning_rate\":0.02}}}");
    trained(
        "{\"name\":\"kinds\",\"dataset\":\"kinds\",\"model\":{\"task\":\"autoencoder\","
        "\"layers\":[{\"type\":\"dense\",\"units\":1},{\"type\":\"dense\"}]},"
        "\"data\":{\"features\":[\"x\",\"y\"],\"normalize\":\"standard\"},"
        "\"training\":{\"epochs\":300,\"optimizer\":{\"type\":\"adam\",\"learning_rate\":0.02}}}");
    trained("{\"name\":\"shares\",\"dataset\":\"kinds\",\"model\":{\"task\":\"classification\","
            "\"layers\":[{\"type\":\"dense\"}]},\"training\":{\"epochs\":1,"
            "\"validation_split\":0.2,\"split\":\"stratified\"}}");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

/* Windows as numbers, as rows, as objects, and longer than needed: the same answer. */
static void a_forecast_answers_the_next_steps_in_units(void **state)
{
    (void)state;
    char body[4096] = "{\"inputs\":[[";
    for (int form = 0; form < 4; form++) {
        strcat(body, form ? "],[" : "");
        for (int i = form == 3 ? 190 : 194; i < 200; i++)
            sprintf(body + strlen(body),
                    form == 1   ? "%s[%.3f]"
                    : form == 2 ? "%s{\"load\":%.3f}"
                                : "%s%.3f",
                    i > (form == 3 ? 190 : 194) ? "," : "", swing(i));
    }
    strcat(body, "]]}");
    struct reply r = post(&d, ann, "/v1/models/loads/predict", body);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "targets/0"), "load+1");
    assert_string_equal(text_at(&r, "targets/1"), "load+2");
    for (int form = 0; form < 4; form++)
        for (int step = 0; step < 2; step++) {
            char path[32];
            snprintf(path, sizeof path, "outputs/%d/%d", form, step);
            if (!(fabs(number_at(&r, path) - swing(200 + step)) < 3))
                fail_msg("%s is %g, not %g", path, number_at(&r, path), swing(200 + step));
        }
    reply_free(&r);
    r = post(&d, ann, "/v1/models/loads/evaluate", "{\"dataset\":\"loads\"}");
    expect(&r, 200);
    assert_int_equal(number_at(&r, "rows"), 200 - 7);
    assert_true(number_at(&r, "metrics/mae") < 3);
    reply_free(&r);
}

static void wrong_windows_are_named(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"{\"inputs\":[[1,2,3]]}", "/inputs/0", "looks back on 6 rows; this input has 3"},
        {"{\"inputs\":[1,2,3,4,5,6]}", "/inputs/0", "an input is an array of rows"},
        {"{\"inputs\":[[1,2,3,4,5,[6,7]]]}", "/inputs/0/5", "a row has 1 values, this one 2"},
        {"{\"inputs\":[[1,2,3,4,5,{\"laod\":6}]]}", "/inputs/0/5/laod", "did you mean \"load\"?"},
        {"{\"inputs\":[[1,2,3,4,5,true]]}", "/inputs/0/5", "number, a string or null"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = post(&d, ann, "/v1/models/loads/predict", cases[i][0]);
        expect_code(&r, 422, "invalid");
        assert_string_equal(text_at(&r, "errors/0/pointer"), cases[i][1]);
        if (!strstr(text_at(&r, "errors/0/detail"), cases[i][2]))
            fail_msg("case %zu: %s", i, r.body);
        reply_free(&r);
    }
    struct reply r = post(&d, ann, "/v1/models/loads/predict", "{\"inputs\":[[1,2,null,4,5,6]]}");
    expect(&r, 422);
    assert_non_null(strstr(r.body, "row 3, column 1 (\\\"load\\\"): a missing value"));
    reply_free(&r);
}

static void a_quote_names_what_is_wrong_with_the_times(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"\"context\":2", "/data/time",
         "from row 2 (2024-01-02) to row 3 (2024-01-04) 2 days pass"},
        {"\"context\":2,\"gaps\":\"ignore\"", NULL, NULL},
        {"\"context\":4,\"gaps\":\"ignore\"", "/data/context", "need 5 that follow each other"},
        {"\"context\":2,\"time\":\"dya\"", "/data/time", "did you mean \"day\"?"},
        {"\"context\":2,\"horizons\":3", "/data/horizons", "did you mean \"horizon\"?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[512];
        snprintf(body, sizeof body,
                 "{\"dataset\":\"gappy\",\"model\":{\"task\":\"forecasting\",\"layers\":[{\"type\":"
                 "\"flatten\"},{\"type\":\"dense\"}]},\"data\":{%s}}",
                 cases[i][0]);
        struct reply r = post(&d, ann, "/v1/jobs?dry_run=true", body);
        if (!cases[i][1])
            assert_int_equal(number_at(&r, "parameters"), 3);
        else if (strcmp(text_at(&r, "errors/0/pointer"), cases[i][1]) ||
                 !strstr(text_at(&r, "errors/0/detail"), cases[i][2]))
            fail_msg("case %zu: %s", i, r.body);
        reply_free(&r);
    }
}

static void an_autoencoder_scores_rows(void **state)
{
    (void)state;
    struct reply r =
        post(&d, ann, "/v1/models/kinds/predict", "{\"inputs\":[[1,2],{\"x\":9,\"y\":0}]}");
    expect(&r, 200);
    assert_true(number_at(&r, "scores/1") > 3 * number_at(&r, "scores/0"));
    assert_true(number_at(&r, "thresholds/p50") <= number_at(&r, "thresholds/p99"));
    assert_true(number_at(&r, "thresholds/p99") <= number_at(&r, "thresholds/p100"));
    reply_free(&r);
    r = post(&d, ann, "/v1/models/kinds/evaluate",
             "{\"dataset\":\"kinds\",\"label\":\"kind\",\"normal\":\"usual\"}");
    expect(&r, 200);
    assert_true(number_at(&r, "metrics/roc_auc") > .8);
    reply_free(&r);
    static const char *const cases[][2] = {
        {"{\"dataset\":\"kinds\",\"label\":\"kind\"}", "both or neither"},
        {"{\"dataset\":\"kinds\",\"label\":\"sort\",\"normal\":\"usual\"}",
         "no column \\\"sort\\\""},
        {"{\"dataset\":\"kinds\",\"label\":\"kind\",\"normal\":\"good\"}", "no class \\\"good\\\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        r = post(&d, ann, "/v1/models/kinds/evaluate", cases[i][0]);
        expect(&r, 422);
        if (!strstr(r.body, cases[i][1]))
            fail_msg("case %zu: %s", i, r.body);
        reply_free(&r);
    }
}

static void the_quote_counts_both_sides_of_a_stratified_split(void **state)
{
    (void)state;
    struct reply r = get(&d, ann, "/v1/jobs/shares");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "spec/training/split"), "stratified");
    assert_string_equal(text_at(&r, "state"), "succeeded");
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_forecast_answers_the_next_steps_in_units),
        cmocka_unit_test(wrong_windows_are_named),
        cmocka_unit_test(a_quote_names_what_is_wrong_with_the_times),
        cmocka_unit_test(an_autoencoder_scores_rows),
        cmocka_unit_test(the_quote_counts_both_sides_of_a_stratified_split),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
