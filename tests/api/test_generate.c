/* test_generate.c - a text goes up, a language model is trained on it and writes on. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon d;
static char ann[64], viv[64];

static void upload(const char *query, const char *body, int status)
{
    char path[96];
    snprintf(path, sizeof path, "/v1/datasets?%s", query);
    struct reply r = call(&d, "POST", path, &(struct ask){.token = ann, .body = body});
    expect(&r, status);
    reply_free(&r);
}

static void trained(const char *body)
{
    struct reply r = train(&d, ann, body);
    assert_true(number_at(&r, "metrics/latest/val_perplexity") < 1.2);
    reply_free(&r);
}

static int setup(void **state)
{
    (void)state;
    static char text[4000];
    daemon_start(&d, NULL);
    tenant_make(&d, "a", NULL);
    user_make(&d, "a", "ann", "member", ann);
    user_make(&d, "a", "viv", "viewer", viv);
    for (int i = 0; i < 200; i++)
        strcat(text, "abc äöü.\n");
    upload("name=letters&format=text", text, 201);
    upload("name=numbers&format=csv", "x,y\n1,2\n2,4\n3,6\n", 201);
    trained("{\"name\":\"letters\",\"dataset\":\"letters\",\"model\":{\"task\":\"language_model\","
            "\"layers\":[{\"type\":\"embedding\",\"input_dim\":9,\"output_dim\":16},"
            "{\"type\":\"lstm\",\"units\":24,\"return_sequences\":true},"
            "{\"type\":\"dense\",\"units\":9}]},\"data\":{\"context\":16},"
            "\"training\":{\"epochs\":30,\"batch_size\":8,\"validation_split\":0.1,"
            "\"optimizer\":{\"type\":\"adam\",\"learning_rate\":0.01}}}");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void a_text_is_shown_by_its_characters(void **state)
{
    (void)state;
    struct reply r = get(&d, ann, "/v1/datasets/letters");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "format"), "text");
    assert_int_equal((int)number_at(&r, "rows"), 1800);
    assert_int_equal((int)number_at(&r, "columns/0/n_classes"), 9);
    reply_free(&r);
    r = get(&d, ann, "/v1/datasets/letters/preview?rows=2");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "rows/0/0"), "abc äöü.");
    assert_string_equal(text_at(&r, "rows/1/0"), "abc äöü.");
    reply_free(&r);
    r = call(&d, "POST", "/v1/datasets?name=broken&format=text",
             &(struct ask){.token = ann, .body = "ab\xFF", .n = 3});
    expect(&r, 422);
    assert_non_null(strstr(text_at(&r, "detail"), "byte 2 (0xFF)"));
    reply_free(&r);
}

static void a_model_writes_on_and_the_same_seed_writes_the_same(void **state)
{
    (void)state;
    static const char likeliest[] = "{\"prompt\":\"abc ä\",\"max_tokens\":13,\"temperature\":0}";
    static const char drawn[] =
        "{\"prompt\":\"abc\",\"max_tokens\":60,\"temperature\":3,\"top_k\":5,\"seed\":7}";
    struct reply r = post(&d, viv, "/v1/models/letters/generate", likeliest);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "text"), "öü.\nabc äöü.\n");
    assert_int_equal((int)number_at(&r, "tokens"), 13);
    assert_string_equal(text_at(&r, "end"), "length");
    reply_free(&r);
    r = post(&d, viv, "/v1/models/letters/generate", drawn);
    struct reply again = post(&d, viv, "/v1/models/letters/generate", drawn);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "text"), text_at(&again, "text"));
    reply_free(&r);
    reply_free(&again);
}

static void a_streamed_text_comes_character_by_character(void **state)
{
    (void)state;
    static const char *const headers[] = {"Accept: text/event-stream", NULL};
    struct reply r = call(&d, "POST", "/v1/models/letters/generate",
                          &(struct ask){.token = viv,
                                        .headers = headers,
                                        .body = "{\"prompt\":\"abc ä\",\"max_tokens\":3,"
                                                "\"temperature\":0}"});
    assert_int_equal(r.status, 200);
    const char *at = r.body;
    static const char *const events[] = {"event: token\ndata: {\"text\":\"ö\"}\n",
                                         "event: token\ndata: {\"text\":\"ü\"}\n",
                                         "event: token\ndata: {\"text\":\".\"}\n",
                                         "event: end\ndata: {\"tokens\":3,\"end\":\"length\"}\n"};
    for (int i = 0; i < 4; i++) {
        at = strstr(at, events[i]);
        if (!at)
            fail_msg("no %s in %s", events[i], r.body);
    }
    reply_free(&r);
}

/* 0 would keep no token: only what is above it is taken, and a hair above is the likeliest. */
static void a_share_of_nothing_is_refused(void **state)
{
    (void)state;
    struct reply r =
        post(&d, viv, "/v1/models/letters/generate", "{\"prompt\":\"abc\",\"top_p\":0}");
    expect_code(&r, 422, "invalid");
    assert_non_null(strstr(r.body, "number 0..1, above 0"));
    reply_free(&r);
    r = post(&d, viv, "/v1/models/letters/generate",
             "{\"prompt\":\"abc\",\"max_tokens\":5,\"top_p\":1e-9}");
    expect(&r, 200);
    reply_free(&r);
}

static void a_model_that_came_back_as_a_file_writes_the_same(void **state)
{
    (void)state;
    static const char ask[] = "{\"prompt\":\"bc\",\"max_tokens\":40,\"temperature\":2,\"seed\":3}";
    struct reply file = get(&d, ann, "/v1/models/letters/content");
    expect(&file, 200);
    struct reply r = call(&d, "POST", "/v1/models?name=copy",
                          &(struct ask){.token = ann, .body = file.body, .n = file.n});
    expect(&r, 201);
    reply_free(&r);
    struct reply want = post(&d, viv, "/v1/models/letters/generate", ask);
    r = post(&d, viv, "/v1/models/copy/generate", ask);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "text"), text_at(&want, "text"));
    reply_free(&r);
    reply_free(&want);
    reply_free(&file);
    r = post(&d, ann, "/v1/models/copy/evaluate", "{\"dataset\":\"letters\"}");
    expect(&r, 200);
    assert_int_equal((int)number_at(&r, "rows"), 112); /* (1800 - 1) / 16 windows */
    assert_true(number_at(&r, "metrics/perplexity") < 1.2);
    reply_free(&r);
    r = post(&d, ann, "/v1/models/copy/evaluate", "{\"dataset\":\"numbers\"}");
    expect(&r, 422);
    reply_free(&r);
}

static void wrong_questions_are_told_why(void **state)
{
    (void)state;
    static const struct {
        const char *path, *body, *says;
    } cases[] = {
        {"/v1/models/letters/generate", "{\"prompt\":\"abcxyz\"}", "\"x\", \"y\", \"z\""},
        {"/v1/models/letters/generate", "{\"prompt\":\"\"}", ""},
        {"/v1/models/letters/generate", "{}", ""},
        {"/v1/models/letters/generate", "{\"prompt\":\"a\",\"stream\":true,\"max_tokens\":0}", ""},
        {"/v1/models/letters/predict", "{\"inputs\":[[1]]}", "generate"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = post(&d, viv, cases[i].path, cases[i].body);
        expect(&r, 422);
        if (!strstr(r.body, cases[i].says) && !strstr(text_at(&r, "detail"), cases[i].says))
            fail_msg("%s", r.body);
        reply_free(&r);
    }
    struct reply r = post(&d, ann, "/v1/jobs?dry_run=true",
                          "{\"dataset\":\"letters\",\"model\":{\"task\":\"language_model\","
                          "\"layers\":[{\"type\":\"embedding\",\"input_dim\":9,\"output_dim\":4},"
                          "{\"type\":\"dense\",\"units\":5}]}}");
    assert_string_equal(text_at(&r, "errors/0/pointer"), "/model/layers/1/units");
    assert_string_equal(text_at(&r, "errors/0/allowed"), "9 units");
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_shown_by_its_characters),
        cmocka_unit_test(a_model_writes_on_and_the_same_seed_writes_the_same),
        cmocka_unit_test(a_streamed_text_comes_character_by_character),
        cmocka_unit_test(a_share_of_nothing_is_refused),
        cmocka_unit_test(a_model_that_came_back_as_a_file_writes_the_same),
        cmocka_unit_test(wrong_questions_are_told_why),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
