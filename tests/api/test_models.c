/* test_models.c - the registry: models found, fetched, brought back, asked and measured. */
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
#include "server/base/hash.h"

static struct daemon d;
static char ann[64], bob[64], viv[64], other[64];
static char sha256[80];

static int status_of(const char *method, const char *token, const char *path, const char *body)
{
    struct reply r = call(&d, method, path, &(struct ask){.token = token, .body = body});
    int status = r.status;
    reply_free(&r);
    return status;
}

/* Trains a job to its end and returns its model's id. */
static void trained(const char *body, char id[40])
{
    struct reply r = train(&d, ann, body);
    snprintf(id, 40, "%s", text_at(&r, "model"));
    reply_free(&r);
}

static int setup(void **state)
{
    char line[8192] = "x,y\n", kinds[8192] = "length,kind\n", id[40];
    (void)state;
    daemon_start(&d, NULL);
    tenant_make(&d, "a", NULL);
    tenant_make(&d, "b", NULL);
    user_make(&d, "a", "ann", "member", ann);
    user_make(&d, "a", "bob", "member", bob);
    user_make(&d, "a", "viv", "viewer", viv);
    user_make(&d, "b", "otto", "member", other);
    for (int i = 0; i < 200; i++)
        sprintf(line + strlen(line), "%g,%g\n", i / 100.0, 2 * (i / 100.0) + 3);
    for (int i = 0; i < 200; i++)
        sprintf(kinds + strlen(kinds), "%g,%s\n", i % 2 ? 9.0 : 1.0, i % 2 ? "long" : "short");
    struct reply r = call(&d, "POST", "/v1/datasets?name=line&format=csv",
                          &(struct ask){.token = ann, .body = line});
    expect(&r, 201);
    reply_free(&r);
    r = call(&d, "POST", "/v1/datasets?name=kinds&format=csv",
             &(struct ask){.token = ann, .body = kinds});
    expect(&r, 201);
    reply_free(&r);
    trained("{\"name\":\"line\",\"dataset\":\"line\",\"model\":{\"task\":\"regression\",\"layers\":"
            "[{\"type\":\"dense\",\"units\":1}]},\"training\":{\"epochs\":200,\"optimizer\":{"
            "\"type\":\"adam\",\"learning_rate\":0.05}}}",
            id);
    trained("{\"name\":\"kinds\",\"dataset\":\"kinds\",\"model\":{\"task\":\"classification\","
            "\"layers\":[{\"type\":\"dense\",\"units\":2}]},\"training\":{\"epochs\":100,"
            "\"optimizer\":{\"type\":\"adam\",\"learning_rate\":0.05}}}",
            id);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void a_model_says_how_it_was_made(void **state)
{
    (void)state;
    struct reply r = get(&d, viv, "/v1/models/line");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "dataset"), "line");
    assert_string_equal(text_at(&r, "task"), "regression");
    assert_int_equal(strncmp(text_at(&r, "job"), "job_", 4), 0);
    assert_int_equal(number_at(&r, "parameters"), 2);
    assert_false(isnan(number_at(&r, "metrics/loss")));
    assert_string_not_equal(text_at(&r, "provenance/engine_version"), "");
    assert_int_equal(json_count(at(&r, "inputs")), 1);
    assert_string_equal(text_at(&r, "inputs/0/name"), "x");
    assert_string_equal(text_at(&r, "inputs/0/type"), "numeric");
    assert_string_equal(text_at(&r, "targets/0"), "y");
    assert_null(at(&r, "classes"));
    snprintf(sha256, sizeof sha256, "%s", text_at(&r, "sha256"));
    reply_free(&r);
    r = get(&d, viv, "/v1/models/kinds");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "inputs/0/name"), "length");
    assert_int_equal(json_count(at(&r, "classes")), 2);
    assert_string_equal(text_at(&r, "classes/0"), "long");
    assert_string_equal(text_at(&r, "classes/1"), "short");
    reply_free(&r);
    r = get(&d, viv, "/v1/models?limit=1&q=k");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "data/0/name"), "kinds");
    reply_free(&r);
    r = get(&d, viv, "/v1/models?format=text");
    expect(&r, 200);
    assert_non_null(strstr(r.body, "kinds"));
    reply_free(&r);
}

/* A second training of the name gets the next free one. */
static void names_are_made_unique(void **state)
{
    char id[40], path[64];
    (void)state;
    trained("{\"name\":\"line\",\"dataset\":\"line\",\"model\":{\"task\":\"regression\",\"layers\":"
            "[{\"type\":\"dense\",\"units\":1}]},\"training\":{\"epochs\":1}}",
            id);
    snprintf(path, sizeof path, "/v1/models/%s", id);
    struct reply r = get(&d, ann, path);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "name"), "line-2");
    reply_free(&r);
    r = call(&d, "PATCH", path, &(struct ask){.token = ann, .body = "{\"name\":\"line\"}"});
    expect_code(&r, 409, "conflict");
    reply_free(&r);
    assert_int_equal(status_of("PATCH", bob, path, "{\"name\":\"mine\"}"), 403);
    assert_int_equal(status_of("DELETE", ann, path, NULL), 204);
    assert_int_equal(status_of("GET", ann, path, NULL), 404);
}

/* The file hashes to what the registry says, comes in parts, is not sent twice, and comes back. */
static void the_file_goes_out_and_comes_back(void **state)
{
    char hash[HASH_TEXT_MAX], match[96];
    (void)state;
    struct reply r = get(&d, ann, "/v1/models/line/content");
    expect(&r, 200);
    hash_sha256(hash, r.body, r.n);
    assert_string_equal(hash, sha256);
    snprintf(match, sizeof match, "If-None-Match: %s", header(&r, "ETag"));
    struct reply part = call(
        &d, "GET", "/v1/models/line/content",
        &(struct ask){.token = ann, .headers = (const char *const[]){"Range: bytes=0-7", NULL}});
    expect(&part, 206);
    assert_int_equal(part.n, 8);
    assert_memory_equal(part.body, r.body, 8);
    reply_free(&part);
    part =
        call(&d, "GET", "/v1/models/line/content",
             &(struct ask){
                 .token = ann, .headers = (const char *const[]){match, NULL}, .free_form = true});
    expect(&part, 304);
    reply_free(&part);

    struct reply back = call(&d, "POST", "/v1/models?name=again&license=MIT",
                             &(struct ask){.token = other, .body = r.body, .n = r.n});
    expect(&back, 201);
    assert_string_equal(text_at(&back, "sha256"), sha256);
    assert_int_equal(number_at(&back, "parameters"), 2);
    reply_free(&back);
    back = post(&d, other, "/v1/models/again/predict", "{\"inputs\":[[0]]}");
    expect(&back, 200);
    assert_true(fabs(number_at(&back, "outputs/0/0") - 3) < 0.1);
    reply_free(&back);
    /* Half a file, and no file at all. */
    back = call(&d, "POST", "/v1/models?name=half",
                &(struct ask){.token = other, .body = r.body, .n = r.n / 2});
    expect(&back, 422);
    reply_free(&back);
    back = call(&d, "POST", "/v1/models?name=none",
                &(struct ask){.token = other, .body = "{}", .n = 2});
    expect(&back, 422);
    reply_free(&back);
    reply_free(&r);
}

static void predictions_are_near_the_truth(void **state)
{
    (void)state;
    struct reply r = post(&d, viv, "/v1/models/line/predict", "{\"inputs\":[[0],[1],{\"x\":2}]}");
    expect(&r, 200);
    for (int i = 0; i < 3; i++) {
        char path[32];
        snprintf(path, sizeof path, "outputs/%d/0", i);
        assert_true(fabs(number_at(&r, path) - (2 * i + 3)) < 0.1);
    }
    assert_string_equal(text_at(&r, "targets/0"), "y");
    reply_free(&r);
    r = post(&d, viv, "/v1/models/kinds/predict", "{\"inputs\":[[1],[9]]}");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "labels/0"), "short");
    assert_string_equal(text_at(&r, "labels/1"), "long");
    assert_string_equal(text_at(&r, "classes/0"), "long");
    assert_true(fabs(number_at(&r, "outputs/0/0") + number_at(&r, "outputs/0/1") - 1) < 1e-6);
    reply_free(&r);
}

static void wrong_rows_are_named(void **state)
{
    static const char *const cases[][2] = {
        {"{\"inputs\":[[1,2]]}", "/inputs/0"},
        {"{\"inputs\":[[1],[]]}", "/inputs/1"},
        {"{\"inputs\":[{\"z\":1}]}", "/inputs/0/z"},
        {"{\"inputs\":[[true]]}", "/inputs/0/0"},
        {"{\"inputs\":[7]}", "/inputs/0"},
        {"{\"inputs\":[]}", "/inputs"},
        {"{\"input\":[[1]]}", "/input"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = post(&d, viv, "/v1/models/line/predict", cases[i][0]);
        expect_code(&r, 422, "invalid");
        assert_string_equal(text_at(&r, "errors/0/pointer"), cases[i][1]);
        reply_free(&r);
    }
    struct reply r = post(&d, viv, "/v1/models/line/predict", "{\"inputs\":[[\"a\"]]}");
    expect(&r, 422);
    reply_free(&r);
    r = post(&d, viv, "/v1/models/line/predict", "{\"inputs\":[[1],[null]]}");
    expect(&r, 422);
    assert_non_null(strstr(r.body, "row 2"));
    reply_free(&r);
}

static void evaluation_measures_on_a_dataset(void **state)
{
    (void)state;
    struct reply r = post(&d, viv, "/v1/models/kinds/evaluate", "{\"dataset\":\"kinds\"}");
    expect(&r, 200);
    assert_int_equal(number_at(&r, "rows"), 200);
    assert_true(number_at(&r, "metrics/accuracy") == 1);
    assert_true(number_at(&r, "metrics/loss") > 0);
    assert_true(number_at(&r, "metrics/f1") == 1);
    assert_non_null(text_at(&r, "confusion/classes/0"));
    assert_true(number_at(&r, "confusion/matrix/0/0") > 0);
    assert_true(number_at(&r, "confusion/matrix/0/1") == 0);
    reply_free(&r);
    r = post(&d, viv, "/v1/models/kinds/evaluate", "{\"dataset\":\"nope\"}");
    expect_code(&r, 422, "invalid");
    assert_string_equal(text_at(&r, "errors/0/pointer"), "/dataset");
    reply_free(&r);
    r = post(&d, viv, "/v1/models/kinds/evaluate", "{\"dataset\":\"line\"}");
    expect(&r, 422); /* other columns */
    reply_free(&r);
}

static void asking_is_charged(void **state)
{
    (void)state;
    bool charged = false;
    for (int tries = 0; tries < 500 && !charged; tries++) { /* bills are written with what comes */
        struct reply r = get(&d, viv, "/v1/tenants/a/usage?by=user");
        expect(&r, 200);
        charged = strstr(r.body, "viv");
        reply_free(&r);
    }
    if (!charged)
        fail_msg("viv asked models, and is not charged");
}

static void visibility_says_who_may_ask(void **state)
{
    static const struct {
        const char *visibility;
        int peer, other_see, other_ask;
    } cases[] = {
        {"private", 404, 404, 404},
        {"tenant", 200, 404, 404},
        {"public", 200, 200, 200},
        {"train_only", 200, 200, 403},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[64];
        snprintf(body, sizeof body, "{\"visibility\":\"%s\"}", cases[i].visibility);
        assert_int_equal(status_of("PATCH", ann, "/v1/models/kinds", body), 200);
        assert_int_equal(status_of("GET", bob, "/v1/models/kinds", NULL), cases[i].peer);
        assert_int_equal(status_of("GET", other, "/v1/models/kinds", NULL), cases[i].other_see);
        assert_int_equal(status_of("GET", other, "/v1/models/kinds/content", NULL),
                         cases[i].other_ask);
        assert_int_equal(status_of("POST", other, "/v1/models/kinds/predict", "{\"inputs\":[[1]]}"),
                         cases[i].other_ask);
        assert_int_equal(status_of("PATCH", other, "/v1/models/kinds", "{}"), 404);
    }
    struct reply r = get(&d, other, "/v1/models/kinds"); /* what lies behind it is not told */
    static const char *const hidden[] = {"user", "job", "dataset"};
    for (int i = 0; i < 3; i++)
        assert_int_equal(json_kind(at(&r, hidden[i])), JSON_NULL);
    assert_null(at(&r, "inputs"));
    assert_null(at(&r, "classes"));
    reply_free(&r);
}

/* Other programs' formats are made on the way out: the same bytes each time, in parts too. */
static void the_file_goes_out_in_other_formats(void **state)
{
    static const struct {
        const char *format, *starts, *holds;
        size_t n;
    } cases[] = {{"onnx",
                  "\x08\x08\x12\x05"
                  "allot",
                  "MatMul", 9},
                 {"npz", "PK\x03\x04", "layers.0.kernel.npy", 4}};
    (void)state;
    for (int i = 0; i < 2; i++) {
        char path[96], etag[128], match[160];
        snprintf(path, sizeof path, "/v1/models/line/content?format=%s", cases[i].format);
        struct reply r = get(&d, ann, path);
        expect(&r, 200);
        assert_memory_equal(r.body, cases[i].starts, cases[i].n);
        assert_non_null(memmem(r.body, r.n, cases[i].holds, strlen(cases[i].holds)));
        snprintf(etag, sizeof etag, "%s", header(&r, "etag"));
        struct reply again = get(&d, ann, path);
        assert_int_equal(again.n, r.n);
        assert_memory_equal(again.body, r.body, r.n);
        reply_free(&again);
        snprintf(match, sizeof match, "If-None-Match: %s", etag);
        again = call(&d, "GET", path,
                     &(struct ask){.token = ann, .headers = (const char *const[]){match, NULL}});
        expect(&again, 304);
        reply_free(&again);
        again = call(&d, "GET", path,
                     &(struct ask){.token = ann,
                                   .headers = (const char *const[]){"Range: bytes=4-11", NULL}});
        expect(&again, 206);
        assert_memory_equal(again.body, (const char *)r.body + 4, 8);
        reply_free(&again);
        reply_free(&r);
    }
    struct reply r = get(&d, ann, "/v1/models/line/content?format=pickle");
    expect(&r, 400);
    assert_non_null(strstr(r.body, "safetensors, onnx, npz"));
    reply_free(&r);
}

/* What ONNX cannot say is refused by name, and the model is there all the same. */
static void what_onnx_cannot_say_is_named(void **state)
{
    char id[40], path[96];
    (void)state;
    trained(
        "{\"name\":\"steps\",\"dataset\":\"kinds\",\"model\":{\"task\":\"classification\","
        "\"layers\":[{\"type\":\"embedding\",\"input_dim\":10,\"output_dim\":2,"
        "\"mask_zero\":true},{\"type\":\"lstm\",\"units\":2},{\"type\":\"dense\",\"units\":2}]},"
        "\"data\":{\"normalize\":\"none\"},\"training\":{\"epochs\":1}}",
        id);
    snprintf(path, sizeof path, "/v1/models/%s/content?format=onnx", id);
    struct reply r = get(&d, ann, path);
    expect(&r, 422);
    assert_non_null(strstr(r.body, "lstm after an embedding with mask_zero"));
    reply_free(&r);
    assert_int_equal(status_of("DELETE", ann, path, NULL), 405);
}

/* An autoencoder answers with its input as it sees it; nobody named the numbers. */
static void an_autoencoder_predicts(void **state)
{
    char id[40], path[96];
    (void)state;
    trained(
        "{\"name\":\"auto\",\"dataset\":\"line\",\"model\":{\"task\":\"autoencoder\",\"layers\":"
        "[{\"type\":\"dense\",\"units\":1},{\"type\":\"dense\",\"units\":2}]},\"training\":"
        "{\"epochs\":2}}",
        id);
    snprintf(path, sizeof path, "/v1/models/%s/predict", id);
    struct reply r = post(&d, ann, path, "{\"inputs\":[[1,5],{\"x\":0,\"y\":3}]}");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "outputs/1")), 2);
    assert_null(at(&r, "targets"));
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_says_how_it_was_made),
        cmocka_unit_test(names_are_made_unique),
        cmocka_unit_test(the_file_goes_out_and_comes_back),
        cmocka_unit_test(predictions_are_near_the_truth),
        cmocka_unit_test(wrong_rows_are_named),
        cmocka_unit_test(evaluation_measures_on_a_dataset),
        cmocka_unit_test(asking_is_charged),
        cmocka_unit_test(visibility_says_who_may_ask),
        cmocka_unit_test(the_file_goes_out_in_other_formats),
        cmocka_unit_test(what_onnx_cannot_say_is_named),
        cmocka_unit_test(an_autoencoder_predicts),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
