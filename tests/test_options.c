/* test_options.c - options that are names or numbers: read, refused, printed, described, copied and
 * freed.
 *
 * No kind of the catalog need have one for this: the table stands here. */
#include "engine/engine.h"
#include "server/spec/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <stdio.h>

static const char *const words[] = {"even", NULL};
static const struct option options[] = {
    {.name = "tie_to", .type = OPT_NAME, .help = "a layer"},
    {.name = "columns", .type = OPT_NAMES, .max = 3, .help = "some columns"},
    {.name = "weights", .type = OPT_NUMBERS, .max = 9, .choices = words, .help = "of classes"},
};
static const struct kind kind = {
    .name = "thing", .help = "of this test", .options = options, .n_options = 3};

static struct json *parse(const char *text)
{
    struct err err;
    struct json *j = json_parse(text, strlen(text), &err);
    assert_non_null(j);
    return j;
}

static void names_come_back_as_they_were_written(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"{}", "{}"},
        {"{\"tie_to\":\"embed\"}", "{\"tie_to\":\"embed\"}"},
        {"{\"columns\":\"a\"}", "{\"columns\":[\"a\"]}"},
        {"{\"columns\":[\"a\",\"b b\",\"ü\"]}", "{\"columns\":[\"a\",\"b b\",\"ü\"]}"},
        {"{\"weights\":2.5}", "{\"weights\":[2.5]}"},
        {"{\"weights\":[0,9]}", "{\"weights\":[0,9]}"},
        {"{\"weights\":\"even\"}", "{\"weights\":\"even\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct value values[OPTIONS_MAX] = {0};
        struct faults faults = {0};
        struct json *in = parse(cases[i].in), *out = json_new_object();
        static const char *const nothing[] = {NULL};
        kind_defaults(&kind, values);
        assert_int_equal(spec_read_options(in, "", &kind, nothing, values, &faults), 0);
        options_print(out, &kind, values);
        char *text = json_print(out);
        assert_string_equal(text, cases[i].out);
        free(text);
        json_free(in);
        json_free(out);
        values_done(values);
        faults_done(&faults);
    }
}

static void what_is_no_name_is_a_fault(void **state)
{
    (void)state;
    static const struct {
        const char *in, *pointer, *code;
    } cases[] = {
        {"{\"tie_to\":\"\"}", "/tie_to", "type"},
        {"{\"tie_to\":3}", "/tie_to", "type"},
        {"{\"tie_to\":[\"a\"]}", "/tie_to", "type"},
        {"{\"columns\":[]}", "/columns", "range"},
        {"{\"columns\":[\"a\",\"b\",\"c\",\"d\"]}", "/columns", "range"},
        {"{\"columns\":[\"a\",null]}", "/columns", "type"},
        {"{\"columns\":{}}", "/columns", "type"},
        {"{\"weights\":[]}", "/weights", "range"},
        {"{\"weights\":[1,-1]}", "/weights", "range"},
        {"{\"weights\":[1,\"a\"]}", "/weights", "type"},
        {"{\"weights\":\"odd\"}", "/weights", "choice"},
        {"{\"weights\":true}", "/weights", "type"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct value values[OPTIONS_MAX];
        struct faults faults = {0};
        static const char *const nothing[] = {NULL};
        struct json *in = parse(cases[i].in);
        kind_defaults(&kind, values);
        assert_int_equal(spec_read_options(in, "", &kind, nothing, values, &faults), 1);
        assert_string_equal(faults.v[0].pointer, cases[i].pointer);
        assert_string_equal(faults.v[0].code, cases[i].code);
        assert_null(values[0].names);
        assert_null(values[1].names);
        assert_null(values[2].numbers);
        json_free(in);
        faults_done(&faults);
    }
}

static void a_copy_of_a_spec_owns_its_numbers(void **state)
{
    (void)state;
    struct spec a, b;
    struct err err;
    spec_init(&a);
    a.loss.options[0] = (struct value){.n = 2, .numbers = calloc(2, sizeof(double))};
    a.loss.options[0].numbers[1] = 7;
    assert_int_equal(spec_copy(&b, &a, &err), 0);
    spec_done(&a);
    assert_true(b.loss.options[0].numbers[1] == 7);
    spec_done(&b);
}

static void the_schema_says_string_or_list(void **state)
{
    (void)state;
    struct json *one = option_schema(&options[0]), *many = option_schema(&options[1]);
    char *a = json_print(one), *b = json_print(many);
    assert_string_equal(a, "{\"type\":\"string\",\"minLength\":1,\"maxLength\":128,"
                           "\"description\":\"a layer\"}");
    assert_non_null(strstr(b, "\"oneOf\""));
    assert_non_null(strstr(b, "\"maxItems\":3"));
    free(a);
    free(b);
    json_free(one);
    json_free(many);
}

static void says(const char *text, const char *hint)
{
    struct spec spec;
    struct faults faults = {0};
    struct json *job = parse(text);
    bool said = false;
    spec_read(job, &spec, &faults);
    for (int i = 0; i < faults.n; i++)
        said = said || strstr(faults.v[i].detail, hint);
    if (!said)
        print_error("%s: nothing says %s\n", text, hint);
    assert_true(said);
    spec_done(&spec);
    faults_done(&faults);
    json_free(job);
}

/* Who comes from another framework is told our word for it. */
static void other_words_lead_to_ours(void **state)
{
    static const struct {
        const char *format, *theirs, *ours;
    } cases[] = {
        {"{\"training\":{\"loss\":\"%s\"}}", "mean_squared_error", "mse"},
        {"{\"training\":{\"loss\":\"%s\"}}", "MeanAbsoluteError", "mae"},
        {"{\"training\":{\"loss\":\"%s\"}}", "sparse_categorical_crossentropy", "cross_entropy"},
        {"{\"training\":{\"loss\":\"%s\"}}", "categorical_crossentropy", "cross_entropy"},
        {"{\"training\":{\"loss\":\"%s\"}}", "binary_crossentropy", "binary_cross_entropy"},
        {"{\"training\":{\"loss\":\"%s\"}}", "hubre", "huber"},
        {"{\"model\":{\"layers\":[\"%s\"]}}", "BatchNormalization", "batch_norm"},
        {"{\"model\":{\"layers\":[\"%s\"]}}", "layer_normalization", "layer_norm"},
        {"{\"model\":{\"layers\":[\"%s\"]}}", "GlobalAveragePooling1D", "global_avg_pool2d"},
        {"{\"model\":{\"layers\":[\"%s\"]}}", "GlobalMaxPooling2D", "global_max_pool2d"},
        {"{\"model\":{\"layers\":[\"%s\"]}}", "MultiHeadAttention", "multi_head_attention"},
        {"{\"model\":{\"layers\":[\"%s\"]}}", "ReLU", "activation"},
        {"{\"training\":{\"optimizer\":{\"type\":\"adam\",\"%s\":1}}}", "lr", "learning_rate"},
        {"{\"training\":{\"early_stopping\":{\"monitor\":\"%s\"}}}", "val_acc", "val_accuracy"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256], hint[80];
        snprintf(text, sizeof text, cases[i].format, cases[i].theirs);
        snprintf(hint, sizeof hint, "did you mean \"%s\"?", cases[i].ours);
        says(text, hint);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_come_back_as_they_were_written),
        cmocka_unit_test(what_is_no_name_is_a_fault),
        cmocka_unit_test(a_copy_of_a_spec_owns_its_numbers),
        cmocka_unit_test(the_schema_says_string_or_list),
        cmocka_unit_test(other_words_lead_to_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
