/* test_vocabulary.c - texts in bytes and byte pairs, one text in another's tokens; models that take
 * their sizes from the text, write it on and fill it in. */
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

/* The bytes of UTF-8, and what the text below makes of them: no pair is left that occurs twice. */
enum { TOKENS = 255 };

static struct daemon d;
static char ann[64], eve[64];

static struct reply upload(const char *token, const char *query, const char *body)
{
    char path[160];
    snprintf(path, sizeof path, "/v1/datasets?%s", query);
    return call(&d, "POST", path, &(struct ask){.token = token, .body = body});
}

static void trained(const char *name, const char *dataset, const char *model, const char *training)
{
    char body[1200];
    snprintf(body, sizeof body,
             "{\"name\":\"%s\",\"dataset\":\"%s\",\"model\":%s,\"data\":{\"context\":12},"
             "\"training\":{\"batch_size\":8,\"validation_split\":0.1,"
             "\"optimizer\":{\"type\":\"adam\",\"learning_rate\":0.01}%s}}",
             name, dataset, model, training);
    struct reply r = train(&d, ann, body);
    reply_free(&r);
}

#define WRITER                                                                                     \
    "{\"task\":\"language_model\",\"layers\":[{\"type\":\"embedding\",\"output_dim\":24,"          \
    "\"name\":\"e\"},{\"type\":\"lstm\",\"units\":24,\"return_sequences\":true},"                  \
    "{\"type\":\"dense\",\"tie_to\":\"e\"}]}"

static int setup(void **state)
{
    (void)state;
    static char text[8000];
    daemon_start(&d, NULL);
    tenant_make(&d, "a", NULL);
    tenant_make(&d, "b", NULL);
    user_make(&d, "a", "ann", "member", ann);
    user_make(&d, "b", "eve", "member", eve);
    for (int i = 0; i < 150; i++)
        strcat(text, "thé cat sat on thé mat, ");
    dataset_make(&d, ann, "name=pairs&format=text&vocabulary=byte_pairs&vocabulary_size=256", text);
    dataset_make(&d, ann, "name=letters&format=text", text);
    dataset_make(&d, ann, "name=secret&format=text&vocabulary=byte_pairs&visibility=private", text);
    dataset_make(&d, ann, "name=blind&format=text&vocabulary=byte_pairs&visibility=train_only",
                 text);
    for (int i = *text = 0; i < 180; i++)
        strcat(text, "äbcdefgh\n");
    dataset_make(&d, ann, "name=alphabet&format=text", text);
    trained("writer", "pairs", WRITER, ",\"epochs\":60");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void tokens_are_shown_as_text_whatever_their_bytes(void **state)
{
    (void)state;
    struct reply r = get(&d, ann, "/v1/datasets/pairs");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "columns/0/name"), "token");
    assert_int_equal((int)number_at(&r, "columns/0/n_classes"), TOKENS);
    assert_string_equal(text_at(&r, "columns/0/classes/241"), "<0xF4>");
    assert_string_equal(text_at(&r, "columns/0/classes/242"), "at"); /* 3 times a line */
    reply_free(&r);
    r = get(&d, ann, "/v1/datasets/pairs/preview?rows=1");
    expect(&r, 200);
    assert_memory_equal(text_at(&r, "rows/0/0"), "thé cat sat on thé mat, thé", 30);
    reply_free(&r);
}

static void a_text_is_coded_as_another_that_may_be_read(void **state)
{
    (void)state;
    static const struct {
        const char *token, *query, *code, *says;
        int status;
    } cases[] = {
        {ann, "name=second&format=text&vocabulary_from=pairs", "", "", 201},
        {ann, "name=third&format=text&vocabulary_from=letters", "invalid", "character \"d\"", 422},
        {eve, "name=x&format=text&vocabulary_from=secret", "not_found", "no dataset \"secret\"",
         404},
        {eve, "name=x&format=text&vocabulary_from=pairs", "not_found", "no dataset", 404},
        {ann, "name=x&format=text&vocabulary_from=blind", "", "", 201}, /* her own */
        {ann, "name=x2&format=text&vocabulary_size=99", "query", "integer 256..65536", 400},
        {ann, "name=x2&format=csv&vocabulary=bytes", "invalid", "vocabulary", 422},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = upload(cases[i].token, cases[i].query, i == 1 ? "thé dog" : "a cat sat");
        if (r.status != cases[i].status || strcmp(text_at(&r, "code"), cases[i].code) ||
            (*cases[i].says && !strstr(text_at(&r, "detail"), cases[i].says) &&
             !strstr(r.body, cases[i].says)))
            fail_msg("case %zu: %d %s", i, r.status, r.body);
        reply_free(&r);
    }
}

static void a_quote_shows_what_follows_from_the_text(void **state)
{
    (void)state;
    struct reply r =
        post(&d, ann, "/v1/jobs?dry_run=true", "{\"dataset\":\"pairs\",\"model\":" WRITER "}");
    expect(&r, 200);
    assert_int_equal((int)number_at(&r, "model/layers/0/input_dim"), TOKENS);
    assert_int_equal((int)number_at(&r, "model/layers/2/units"), TOKENS);
    assert_string_equal(text_at(&r, "model/layers/2/tie_to"), "e");
    assert_int_equal((int)number_at(&r, "parameters"), TOKENS * 24 + 4 * 24 * 49 + TOKENS);
    reply_free(&r);
    r = get(&d, ann, "/v1/jobs/writer");
    assert_int_equal((int)number_at(&r, "spec/model/layers/2/units"), TOKENS);
    reply_free(&r);
}

static void a_model_of_byte_pairs_writes_text_and_is_measured_by_bytes(void **state)
{
    (void)state;
    struct reply r = post(&d, ann, "/v1/models/writer/generate",
                          "{\"prompt\":\"thé cat sat on\",\"max_tokens\":8,\"temperature\":0}");
    expect(&r, 200);
    assert_memory_equal(text_at(&r, "text"), " thé mat, thé cat", 12);
    reply_free(&r);
    r = post(&d, ann, "/v1/models/writer/generate",
             "{\"prompt\":\"日本\",\"max_tokens\":50,\"temperature\":50,\"top_p\":0.99}");
    expect(&r, 200);
    reply_free(&r);
    dataset_make(
        &d, ann, "name=more&format=text&vocabulary_from=pairs",
        "thé cat sat on thé mat, thé cat sat on thé mat, thé cat sat on thé mat, thé cat sat");
    r = post(&d, ann, "/v1/models/writer/evaluate", "{\"dataset\":\"more\"}");
    expect(&r, 200);
    double loss = number_at(&r, "metrics/loss"), bits = number_at(&r, "metrics/bits_per_byte");
    assert_true(bits > 0 && bits < loss / log(2) / 1.5);
    reply_free(&r);
    r = post(&d, ann, "/v1/models/writer/evaluate", "{\"dataset\":\"letters\"}");
    expect(&r, 422);
    assert_non_null(strstr(text_at(&r, "detail"), "vocabulary_from"));
    reply_free(&r);
}

static void a_masked_model_fills_what_is_hidden(void **state)
{
    (void)state;
    trained("filler", "alphabet",
            "{\"task\":\"masked_language_model\",\"layers\":[{\"type\":\"embedding\","
            "\"output_dim\":16},{\"type\":\"position_embedding\",\"name\":\"p\"},"
            "{\"type\":\"multi_head_attention\",\"num_heads\":2,\"key_dim\":8,\"name\":\"a\"},"
            "{\"type\":\"add\",\"inputs\":[\"p\",\"a\"],\"name\":\"s\"},"
            "{\"type\":\"dense\",\"units\":48,\"activation\":\"gelu\"},"
            "{\"type\":\"dense\",\"units\":16,\"name\":\"m\"},{\"type\":\"add\",\"inputs\":[\"s\","
            "\"m\"]},"
            "{\"type\":\"dense\"}]}",
            ",\"epochs\":60");
    struct reply r = post(&d, ann, "/v1/models/filler/predict",
                          "{\"inputs\":[\"äbcd[MASK]fgh\",\"fgh\\n[MASK]bcd[MASK]f\"]}");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "labels/0"), "äbcdefgh");
    assert_string_equal(text_at(&r, "labels/1"), "fgh\näbcdef");
    assert_string_equal(text_at(&r, "outputs/1/1/0/token"), "e");
    assert_true(number_at(&r, "outputs/1/1/0/probability") >
                number_at(&r, "outputs/1/1/1/probability"));
    assert_string_equal(text_at(&r, "outputs/0/0/5/token"), ""); /* five are shown */
    reply_free(&r);
    r = post(&d, ann, "/v1/models/filler/predict", "{\"inputs\":[\"bcd\",\"x[MASK]\",1]}");
    expect(&r, 422);
    assert_string_equal(text_at(&r, "errors/0/pointer"), "/inputs/0");
    assert_non_null(strstr(text_at(&r, "errors/1/detail"), "\"x\""));
    assert_string_equal(text_at(&r, "errors/2/code"), "type");
    reply_free(&r);
    r = post(&d, ann, "/v1/models/filler/generate", "{\"prompt\":\"bc\"}");
    expect(&r, 422);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_shown_as_text_whatever_their_bytes),
        cmocka_unit_test(a_text_is_coded_as_another_that_may_be_read),
        cmocka_unit_test(a_quote_shows_what_follows_from_the_text),
        cmocka_unit_test(a_model_of_byte_pairs_writes_text_and_is_measured_by_bytes),
        cmocka_unit_test(a_masked_model_fills_what_is_hidden),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
