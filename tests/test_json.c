/* test_json.c - the strict reader refuses what cJSON lets through; tables name every fault. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "server/base/json.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Documents that must be refused, with a word of the reason. */
static void hostile_documents_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", "ends too early"},
        {"{} x", "after the document's end"},
        {"{\"a\":1,\"a\":2}", "stands twice"},
        {"{\"a\":{\"b\":1,\"c\":[{\"x\":1,\"x\":1}]}}", "stands twice"},
        {"01", "may not begin with 0"},
        {"-", "needs a digit"},
        {"1.", "must follow the decimal point"},
        {".5", "a value is expected"},
        {"1e", "exponent needs"},
        {"1e999", "too large"},
        {"9007199254740993", "2^53"},
        {"\"\\u0000\"", "\\u0000"},
        {"\"\\ud800\"", "surrogate"},
        {"\"\\udc00\"", "surrogate"},
        {"\"\xff\"", "UTF-8"},
        {"\"\xc0\x80\"", "UTF-8"},
        {"\"\xed\xa0\x80\"", "UTF-8"},
        {"\"\xf4\x90\x80\x80\"", "UTF-8"},
        {"\"a\nb\"", "control character"},
        {"\"\\x\"", "unknown escape"},
        {"\"abc", "does not end"},
        {"[1,]", "a value is expected"},
        {"{\"a\" 1}", "':' expected"},
        {"{a:1}", "double quotes"},
        {"[1 2]", "',' or ']'"},
        {"tru", "a value is expected"},
        {"NaN", "a value is expected"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        assert_null(json_parse(cases[i][0], strlen(cases[i][0]), &err));
        if (!strstr(err.text, cases[i][1]))
            fail_msg("%s: \"%s\" does not say \"%s\"", cases[i][0], err.text, cases[i][1]);
    }
    char deep[200];
    memset(deep, '[', 100);
    memset(deep + 100, ']', 100);
    assert_null(json_parse(deep, sizeof deep, NULL));
    assert_null(json_parse("{}\0{}", 5, NULL));
}

/* Numbers and strings come back as they went in. */
static void values_survive(void **state)
{
    (void)state;
    struct json *o = json_new_object();
    json_add_int(o, "big", 1234567890123460);
    json_add_num(o, "third", 1.0 / 3);
    json_add_num(o, "nan", NAN);
    json_add_float(o, "tenth", 0.1f);
    json_add_str(o, "s", "a\"\\\n\xc3\xa9");
    char *text = json_print(o);
    assert_string_equal(text, "{\"big\":1234567890123460,\"third\":0.3333333333333333,\"nan\":null,"
                              "\"tenth\":0.1,\"s\":\"a\\\"\\\\\\n\xc3\xa9\"}");
    struct json *back = json_parse(text, strlen(text), NULL);
    assert_non_null(back);
    assert_true(json_num(json_get(back, "third"), 0) == 1.0 / 3);
    assert_int_equal(json_int(json_get(back, "big"), 0), 1234567890123460);
    assert_null(json_get(back, "BIG"));
    char *pretty = json_print_pretty(back);
    assert_non_null(strstr(pretty, "{\n  \"big\": 1234567890123460,\n"));
    free(pretty);
    free(text);
    json_free(back);
    json_free(o);
}

static const char *const colours[] = {"red", "green", NULL};
static const struct field table[] = {
    {.name = "name", .type = FIELD_STRING, .min = 1, .max = 4, .required = true},
    {.name = "epochs", .type = FIELD_INT, .min = 1, .max = 10},
    {.name = "rate", .type = FIELD_NUMBER, .min = 0, .max = 1, .nullable = true},
    {.name = "colour", .type = FIELD_ENUM, .choices = colours},
};

/* Every fault of a body is found at once, each with its pointer, value and what is allowed. */
static void every_fault_is_named(void **state)
{
    (void)state;
    const char *text = "{\"epoch\":1,\"epochs\":\"5\",\"rate\":2,\"colour\":\"gren\",\"a/b\":0}";
    struct json *o = json_parse(text, strlen(text), NULL);
    struct faults f = {0};
    assert_int_equal(json_check(o, "/training", table, 4, &f), 6);
    static const char *const expect[][3] = {
        {"/training/epoch", "unknown", "unknown field \"epoch\"; did you mean \"epochs\"?"},
        {"/training/epochs", "type", "\"epochs\" is \"5\"; allowed: integer 1..10"},
        {"/training/rate", "range", "\"rate\" is 2; allowed: number 0..1 or null"},
        {"/training/colour", "choice",
         "\"colour\" is \"gren\"; did you mean \"green\"?; allowed: red, green"},
        {"/training/a~1b", "unknown", "unknown field \"a/b\""},
        {"/training/name", "required",
         "\"name\" is required; allowed: string of 1 to 4 characters"},
    };
    for (int i = 0; i < 6; i++) {
        assert_string_equal(f.v[i].pointer, expect[i][0]);
        assert_string_equal(f.v[i].code, expect[i][1]);
        assert_string_equal(f.v[i].detail, expect[i][2]);
    }
    faults_done(&f);
    json_free(o);
}

/* RFC 7396: null removes, objects merge, anything else replaces. */
static void merge_patch_follows_the_rfc(void **state)
{
    (void)state;
    const char *t = "{\"a\":1,\"b\":{\"c\":2,\"d\":3},\"e\":4}",
               *p = "{\"a\":null,\"b\":{\"c\":9},\"f\":[1]}";
    struct json *target = json_parse(t, strlen(t), NULL), *patch = json_parse(p, strlen(p), NULL);
    target = json_merge_patch_take(target, patch);
    char *text = json_print(target);
    assert_string_equal(text, "{\"e\":4,\"b\":{\"d\":3,\"c\":9},\"f\":[1]}");
    free(text);
    json_free(target);
    json_free(patch);
}

/* The nearest name is offered for a slip, and nothing for a different word. */
static void hints_are_near(void **state)
{
    (void)state;
    static const char *const names[] = {"kind", "learning_rate", "epochs"};
    assert_string_equal(nearest_name("knid", names, 3), "kind");
    assert_string_equal(nearest_name("learningrate", names, 3), "learning_rate");
    assert_null(nearest_name("banana", names, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_documents_are_refused),
        cmocka_unit_test(values_survive),
        cmocka_unit_test(every_fault_is_named),
        cmocka_unit_test(merge_patch_follows_the_rfc),
        cmocka_unit_test(hints_are_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
