/* test_inputs.c - texts, pictures beside a table, recommendations: from the upload to the answer,
 * and across a stop of the daemon. */
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

static void upload(const char *query, const char *method, const char *body, size_t n)
{
    char path[128];
    snprintf(path, sizeof path, "/v1/datasets%s", query);
    struct reply r = call(&d, method, path, &(struct ask){.token = ann, .body = body, .n = n});
    expect(&r, *method == 'P' && method[1] == 'U' ? 200 : 201);
    reply_free(&r);
}

static void trained(const char *body)
{
    struct reply r = train(&d, ann, body);
    reply_free(&r);
}

static struct reply predict(const char *model, const char *body)
{
    char path[96];
    snprintf(path, sizeof path, "/v1/models/%s/predict", model);
    return post(&d, ann, path, body);
}

/* 60 texts: the verdict is a word in them, somewhere. */
static void upload_texts(void)
{
    static const char *const words[] = {"book", "film", "song", "and", "the"};
    char csv[8192] = "text,length,verdict\n";
    for (int i = 0; i < 60; i++)
        sprintf(csv + strlen(csv), "\"%s %s, %s %s!\",%d,%s\n", words[i % 5], words[i % 3],
                i % 2 ? "GOOD" : "bad", words[i % 4], i % 7, i % 2 ? "yes" : "no");
    upload("?name=texts&format=csv&texts=text", "POST", csv, 0);
}

/* 40 pictures of 2 × 2 as bright as their number; the price is brightness and age. */
static void upload_pictures(void)
{
    char idx[16 + 4 * 40] = {0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2};
    char csv[2048] = "age,price\n";
    for (int i = 0; i < 40; i++) {
        memset(idx + 16 + 4 * i, 3 * i, 4);
        sprintf(csv + strlen(csv), "%d,%g\n", i * 7 % 40, i / 10. + i * 7 % 40 / 20.);
    }
    upload("?name=pictures&format=idx", "POST", idx, sizeof idx);
    upload("/pictures/labels", "PUT", csv, 0);
}

/* 300 choices: user u likes items u and u + 1 of numbers that are ids. */
static void upload_choices(void)
{
    char csv[8192] = "user,item\n";
    for (int i = 0; i < 300; i++)
        sprintf(csv + strlen(csv), "%d,%d\n", i % 12, 100 + (i % 12 + i / 12 % 3 % 2) % 12);
    upload("?name=choices&format=csv&categories=user,item", "POST", csv, 0);
}

static int setup(void **state)
{
    (void)state;
    daemon_start(&d, NULL);
    tenant_make(&d, "a", NULL);
    user_make(&d, "a", "ann", "member", ann);
    upload_texts();
    upload_pictures();
    upload_choices();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void a_text_and_a_number_are_read_together(void **state)
{
    (void)state;
    trained(
        "{\"name\":\"verdict\",\"dataset\":\"texts\",\"model\":{\"task\":\"classification\","
        "\"layers\":[{\"type\":\"input\",\"name\":\"words\",\"columns\":[\"text\"],\"length\":8,"
        "\"vocabulary_size\":20},{\"type\":\"embedding\",\"output_dim\":8,\"mask_zero\":true},"
        "{\"type\":\"gru\",\"units\":8,\"name\":\"read\"},{\"type\":\"input\",\"name\":\"rest\"},"
        "{\"type\":\"concat\",\"inputs\":[\"read\",\"rest\"]},{\"type\":\"dense\"}]},\"training\":"
        "{\"epochs\":40,\"batch_size\":10,\"optimizer\":{\"type\":\"adam\",\"learning_rate\":"
        "0.03}}}");
    const char *body =
        "{\"inputs\":[[\"A good THING.\",3],{\"text\":\"bad: unheard of\",\"length\":"
        "0}]}";
    struct reply r = predict("verdict", body);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "labels/0"), "yes");
    assert_string_equal(text_at(&r, "labels/1"), "no");
    double before = number_at(&r, "outputs/0/0");
    reply_free(&r);
    daemon_stop(&d);
    daemon_again(&d);
    r = predict("verdict", body);
    assert_true(number_at(&r, "outputs/0/0") == before);
    reply_free(&r);
    r = predict("verdict", "{\"inputs\":[[null,3]]}");
    expect_code(&r, 422, "invalid");
    assert_non_null(strstr(r.body, "column 1 (\\\"text\\\"): a missing value"));
    reply_free(&r);
}

static void a_picture_comes_with_its_columns(void **state)
{
    (void)state;
    struct reply r = get(&d, ann, "/v1/datasets/pictures/preview?rows=2");
    expect(&r, 200);
    assert_int_equal(number_at(&r, "rows/1/0"), 3);
    assert_int_equal(number_at(&r, "rows/1/4"), 7);
    assert_string_equal(text_at(&r, "columns/1"), "price");
    reply_free(&r);
    trained(
        "{\"name\":\"price\",\"dataset\":\"pictures\",\"model\":{\"task\":\"regression\","
        "\"layers\":[{\"type\":\"input\",\"name\":\"picture\"},{\"type\":\"conv2d\",\"filters\":2,"
        "\"kernel_size\":1},{\"type\":\"flatten\",\"name\":\"a\"},{\"type\":\"input\",\"columns\":"
        "\"age\",\"name\":\"b\"},{\"type\":\"concat\",\"inputs\":[\"a\",\"b\"]},{\"type\":"
        "\"dense\"}]},\"data\":{\"normalize\":\"standard\"},\"training\":{\"epochs\":200,"
        "\"batch_size\":10,\"optimizer\":{\"type\":\"adam\",\"learning_rate\":0.05}}}");
    r = predict("price", "{\"inputs\":[{\"sample\":[[60,60],[60,60]],\"age\":20}]}");
    expect(&r, 200);
    assert_true(fabs(number_at(&r, "outputs/0/0") - 3) < .1);
    reply_free(&r);
    static const struct {
        const char *row, *pointer, *code;
    } cases[] = {
        {"[1,2,3,4,5]", "/inputs/0", "type"},
        {"{\"age\":20}", "/inputs/0/sample", "required"},
        {"{\"sample\":3,\"age\":20}", "/inputs/0/sample", "type"},
        {"{\"sample\":[1,2,3],\"age\":20}", "/inputs/0/sample", "count"},
        {"{\"sample\":[1,2,3,4],\"agee\":20}", "/inputs/0/agee", "unknown"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[128];
        snprintf(body, sizeof body, "{\"inputs\":[%s]}", cases[i].row);
        r = predict("price", body);
        expect(&r, 422);
        assert_string_equal(text_at(&r, "errors/0/pointer"), cases[i].pointer);
        assert_string_equal(text_at(&r, "errors/0/code"), cases[i].code);
        reply_free(&r);
    }
}

static void a_user_gets_the_likeliest_items(void **state)
{
    (void)state;
    trained(
        "{\"name\":\"shop\",\"dataset\":\"choices\",\"model\":{\"task\":\"recommender\","
        "\"layers\":[{\"type\":\"input\",\"columns\":[\"user\"],\"encoding\":\"index\"},"
        "{\"type\":\"embedding\",\"output_dim\":12},{\"type\":\"flatten\"},{\"type\":\"dense\"}]},"
        "\"data\":{\"target\":\"item\"},\"training\":{\"epochs\":60,\"batch_size\":20,"
        "\"optimizer\":{\"type\":\"adam\",\"learning_rate\":0.03}}}");
    struct reply r = predict("shop", "{\"inputs\":[[3],{\"user\":5}]}");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "items/0")), 10);
    assert_int_equal(json_count(at(&r, "outputs/1")), 10);
    assert_true(number_at(&r, "outputs/0/0") >= number_at(&r, "outputs/0/1"));
    assert_string_equal(text_at(&r, "items/0/0"), "103");
    assert_string_equal(text_at(&r, "items/0/1"), "104");
    assert_string_equal(text_at(&r, "labels/1"), "105");
    assert_null(at(&r, "classes"));
    reply_free(&r);
    r = predict("shop", "{\"inputs\":[[3]],\"top\":2}");
    assert_int_equal(json_count(at(&r, "items/0")), 2);
    reply_free(&r);
    r = predict("price", "{\"inputs\":[[3]],\"top\":2}");
    expect_code(&r, 422, "task");
    reply_free(&r);
    r = post(&d, ann, "/v1/models/shop/evaluate", "{\"dataset\":\"choices\"}");
    expect(&r, 200);
    assert_true(number_at(&r, "metrics/hit_rate_10") == 1);
    assert_true(number_at(&r, "metrics/ndcg_10") > .8);
    assert_true(isnan(number_at(&r, "metrics/f1")));
    reply_free(&r);
}

/* A model that has learned nothing knows no better item: they come in the order of the classes. */
static void equals_come_in_the_order_of_classes(void **state)
{
    (void)state;
    trained("{\"name\":\"even\",\"dataset\":\"choices\",\"model\":{\"task\":\"recommender\","
            "\"layers\":[{\"type\":\"dense\",\"kernel_initializer\":\"zeros\"}]},\"data\":{"
            "\"target\":\"item\"},\"training\":{\"epochs\":1,\"optimizer\":{\"type\":\"sgd\","
            "\"learning_rate\":1e-30}}}");
    struct reply r = predict("even", "{\"inputs\":[[3]]}");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "items/0/0"), "100");
    assert_string_equal(text_at(&r, "items/0/1"), "101");
    assert_string_equal(text_at(&r, "items/0/9"), "109");
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_and_a_number_are_read_together),
        cmocka_unit_test(a_picture_comes_with_its_columns),
        cmocka_unit_test(a_user_gets_the_likeliest_items),
        cmocka_unit_test(equals_come_in_the_order_of_classes),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
