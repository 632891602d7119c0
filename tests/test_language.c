/* test_language.c - texts and language models: import, checks, learning, writing on. */
#include "engine/data/format.h"
#include "engine/model/generate.h"
#include "engine/train/order.h"
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

/* ---- import ---- */

static int import(const void *bytes, size_t n, struct err *err)
{
    FILE *f = fopen(temp_path("raw"), "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
    char raw[512];
    snprintf(raw, sizeof raw, "%s", temp_path("raw"));
    return dataset_import("text", raw, NULL, NULL, temp_path("text.ds"), err);
}

static void a_text_has_a_row_for_each_character_and_a_class_for_each_distinct_one(void **state)
{
    (void)state;
    struct dataset *ds = text_of("greek", "\xEF\xBB\xBF"
                                          "b\xCE\xB1\xF0\x9F\x99\x82"
                                          "a\nb");
    const struct dataset_info *info = dataset_info(ds);
    static const char *const want[] = {"b", "α", "🙂", "a", "\n", "b"};
    static const char *const classes[] = {"\n", "a", "b", "α", "🙂"};
    static const int counts[] = {1, 1, 2, 1, 1};
    assert_string_equal(info->format, "text");
    assert_int_equal(info->rows, 6);
    assert_int_equal(info->n_columns, 1);
    assert_int_equal(info->rank, 0);
    assert_int_equal(info->columns[0].n_classes, 5);
    for (int i = 0; i < 5; i++) {
        assert_string_equal(info->columns[0].classes[i], classes[i]);
        assert_int_equal(info->columns[0].class_counts[i], counts[i]);
    }
    for (int i = 0; i < 6; i++) {
        struct cell cell = dataset_cell(ds, i, 0);
        assert_int_equal(cell.kind, CELL_TEXT);
        assert_int_equal(cell.n, strlen(want[i]));
        assert_memory_equal(cell.text, want[i], cell.n);
    }
    dataset_close(ds);
}

static void what_is_no_utf_8_is_refused_by_the_place_of_its_byte(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *says;
        size_t n;
    } cases[] = {
        {"abc\xFF", "byte 3 (0xFF): not valid UTF-8", 4},
        {"a\x80", "byte 1 (0x80): not valid UTF-8", 2},
        {"\xC0\xAF", "byte 0 (0xC0)", 2},
        {"ab\xE0\x80\x80", "byte 2: not valid UTF-8, no character is written like this", 5},
        {"\xED\xA0\x80", "byte 0: not valid UTF-8", 3},
        {"\xF4\x90\x80\x80", "byte 0: not valid UTF-8", 4},
        {"a\xCE"
         "b",
         "byte 2 (0x62): not valid UTF-8, the character that begins at byte 1", 3},
        {"abc\xCE", "ends within the character that begins at byte 3", 4},
        {"ab\0c", "byte 2 is NUL", 4},
        {"\xEF\xBB\xBF", "the text is empty", 3},
        {"", "empty", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        assert_int_equal(import(cases[i].bytes, cases[i].n, &err), ERR_INVALID);
        if (!strstr(err.text, cases[i].says))
            fail_msg("case %zu: %s", i, err.text);
    }
}

static void a_long_text_is_read_across_its_buffers(void **state)
{
    (void)state;
    enum { N = 200000 };
    char *text = calloc(3 * N + 2, 1);
    text[0] = 'x';
    for (int i = 0; i < N; i++)
        memcpy(text + 1 + 3 * i, "€", 3);
    struct dataset *ds = text_of("long", text);
    assert_int_equal(dataset_info(ds)->rows, N + 1);
    assert_int_equal(dataset_info(ds)->columns[0].class_counts[1], N);
    assert_memory_equal(dataset_cell(ds, N, 0).text, "€", 3);
    dataset_close(ds);
    free(text);
}

/* ---- checks ---- */

static void start(struct spec *s, const char *training, const char *data)
{
    spec_start(s, "language_model", training);
    spec_choose(s, "data", data);
}

static void check_fault(const struct spec *s, const struct dataset *ds, const char *pointer,
                        const char *says)
{
    struct faults faults = {0};
    struct quote quote;
    assert_true(training_quote(s, ds, NULL, 1, &quote, &faults) > 0);
    bool found = false;
    for (int i = 0; i < faults.n; i++)
        found =
            found || (!strcmp(faults.v[i].pointer, pointer) && strstr(faults.v[i].detail, says));
    if (!found)
        fail_msg("not %s \"%s\" but %s: %s", pointer, says, faults.v[0].pointer,
                 faults.v[0].detail);
    faults_done(&faults);
}

static void a_model_that_does_not_fit_its_text_is_told_the_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text, *data, *layers[3], *pointer, *says;
    } cases[] = {
        {"abcabcabc",
         "context=4",
         {"embedding input_dim=3 output_dim=4", "dense units=5"},
         "/model/layers/1/units",
         "needs 3 (one per different token"},
        {"abcabcabc",
         "context=4",
         {"embedding input_dim=2 output_dim=4", "dense units=3"},
         "/model/layers/0/input_dim",
         "has 3 different tokens"},
        {"abcabcabc",
         "context=9",
         {"embedding input_dim=3 output_dim=4", "dense units=3"},
         "/data/context",
         "has 9 characters; a context of 9"},
        {"aaaaaaaaa",
         "context=4",
         {"embedding input_dim=1 output_dim=4", "dense units=1"},
         "/dataset",
         "the one token \"a\" over and over"},
        {"abcabcabc", "context=4", {"dense units=3"}, "/model/layers/0", "only an embedding takes"},
        {"abcabcabc",
         "context=4",
         {"embedding input_dim=3 output_dim=4", "flatten", "dense units=3"},
         "/model/layers/2",
         "needs (4, 3)"},
        {"abcabcabc",
         "context=4",
         {"embedding input_dim=3 output_dim=4", "multi_head_attention num_heads=1 key_dim=4",
          "dense units=3"},
         "/model/layers/1/causal",
         "no position may see those after it"},
        {"abcabcabc",
         "context=4",
         {"embedding input_dim=3 output_dim=4 mask_zero=1", "dense units=3"},
         "/model/layers/0/mask_zero",
         "no padding"},
        {"abcabcabc",
         "context=4 normalize=standard",
         {"embedding input_dim=3 output_dim=4", "dense units=3"},
         "/data/normalize",
         "cannot be normalized"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct dataset *ds = text_of("short", cases[i].text);
        start(&spec, "epochs=1", cases[i].data);
        for (int k = 0; k < 3 && cases[i].layers[k]; k++)
            spec_add(&spec, cases[i].layers[k]);
        check_fault(&spec, ds, cases[i].pointer, cases[i].says);
        spec_done(&spec);
        dataset_close(ds);
    }
}

static void a_text_is_for_language_models_and_they_are_for_texts(void **state)
{
    (void)state;
    struct spec spec;
    struct dataset *text = text_of("text", "abcabc"), *table = table_made("table", 20, 3, 2, 1);
    start(&spec, "epochs=1", "context=2");
    spec_add(&spec, "embedding input_dim=3 output_dim=4");
    spec_add(&spec, "dense units=3");
    check_fault(&spec, table, "/model/task", "format csv");
    spec_done(&spec);
    spec_start(&spec, "classification", "epochs=1");
    spec_add(&spec, "dense units=3");
    check_fault(&spec, text, "/model/task", "only a language_model");
    spec_done(&spec);
    dataset_close(text);
    dataset_close(table);
}

/* ---- order ---- */

static void windows_begin_earlier_each_epoch_but_those_of_the_tail_stay(void **state)
{
    (void)state;
    uint32_t order[10];
    bool seen[4] = {false};
    for (int epoch = 0; epoch < 40; epoch++) {
        int64_t shift = order_shift(4, 9, epoch);
        assert_true(shift >= 0 && shift < 4);
        assert_int_equal(shift, order_shift(4, 9, epoch));
        seen[shift] = true;
        order_windows(order, 10, 8, 4, shift);
        assert_int_equal(order[0], 0);
        for (int i = 1; i < 8; i++)
            assert_int_equal(order[i], 4 * i - shift);
        assert_int_equal(order[8], 32);
        assert_int_equal(order[9], 36);
    }
    assert_true(seen[0] && seen[1] && seen[2] && seen[3]);
}

/* ---- learning and writing ---- */

static bool collect(void *arg, const char *character)
{
    strcat(arg, character);
    return true;
}

/* Trains on the text until the end and opens the model; *loss is the last epoch's. */
static struct model *learn(const struct spec *spec, const struct dataset *ds, double *loss)
{
    struct err err = {0};
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    int rc, n;
    do {
        rc = training_advance(t, &parallel_serial, &err);
        const struct point *p = training_points(t, &n);
        for (int i = 0; i < n; i++)
            if (!strcmp(p[i].name, "val_loss"))
                *loss = p[i].value;
    } while (rc == 1);
    assert_int_equal(rc, 0);
    assert_int_equal(training_export(t, temp_path("model"), "{}", "0", &err), 0);
    training_free(t);
    struct model *m = model_open(temp_path("model"), spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    return m;
}

static struct dataset *alphabet(void)
{
    char text[2000] = "";
    for (int i = 0; i < 150; i++)
        strcat(text, "abcdefgh\n");
    return text_of("alphabet", text);
}

static struct model *learn_alphabet(struct spec *spec, double *loss)
{
    struct dataset *ds = alphabet();
    start(spec, "epochs=20 batch_size=8 validation_split=0.1 seed=3", "context=12");
    spec_choose(spec, "optimizer", "adam learning_rate=0.01");
    spec_add(spec, "embedding input_dim=9 output_dim=16 name=e");
    spec_add(spec, "position_embedding name=p");
    spec_add(spec, "multi_head_attention num_heads=2 key_dim=8 causal=1 name=a");
    spec_add(spec, "add inputs=p,a");
    spec_add(spec, "dense units=9");
    struct model *m = learn(spec, ds, loss);
    dataset_close(ds);
    return m;
}

static void a_small_transformer_learns_the_alphabet_and_writes_it_past_its_context(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    double loss = 9;
    struct model *m = learn_alphabet(&spec, &loss);
    assert_true(loss < .1);
    assert_int_equal(model_info(m)->context, 12);
    char text[64] = "";
    struct generate how = {.max_tokens = 25};
    assert_int_equal(model_generate(m, "ab", &how, collect, text, &err), 25);
    assert_string_equal(text, "cdefgh\nabcdefgh\nabcdefgh\n");
    text[0] = 0;
    assert_int_equal(model_generate(m, "abcdefgh\nabcdefgh\nabc", &how, collect, text, &err), 25);
    assert_memory_equal(text, "defgh\nabc", 9);
    model_close(m);
    spec_done(&spec);
}

/* -log p of text[n] after text[0..n), by a model that is shown nothing else. */
static double surprise(struct model *m, const int32_t *text, int n)
{
    const real *y = model_next(m, text, n);
    const char *column;
    double sum = 0;
    for (int k = 0; k < model_tokens(m, &column).n; k++)
        sum += exp((double)(y[k] - y[text[n]]));
    return log(sum);
}

static void each_position_is_judged_by_what_stands_before_it_alone(void **state)
{
    (void)state;
    enum { T = 7, WINDOWS = 30 };
    struct spec spec;
    struct err err = {0};
    double loss, sum = 0;
    struct dataset *ds = text_made("letters", T * WINDOWS + 1, 6);
    start(&spec, "epochs=15 batch_size=8 validation_split=0.1", "context=7");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.01");
    spec_add(&spec, "embedding input_dim=6 output_dim=8");
    spec_add(&spec, "position_embedding name=p");
    spec_add(&spec, "layer_norm");
    spec_add(&spec, "multi_head_attention num_heads=2 key_dim=4 causal=1 name=a");
    spec_add(&spec, "add inputs=p,a");
    spec_add(&spec, "lstm units=8 return_sequences=1");
    spec_add(&spec, "gru units=8 return_sequences=1");
    spec_add(&spec, "dense units=6");
    struct model *m = learn(&spec, ds, &loss);
    for (int w = 0; w < WINDOWS; w++) {
        int32_t text[T + 1];
        for (int i = 0; i <= T; i++)
            text[i] = *dataset_cell(ds, w * T + i, 0).text - 'a';
        for (int n = 1; n <= T; n++)
            sum += surprise(m, text, n);
    }
    struct metric metrics[4];
    int64_t rows;
    assert_true(model_evaluate(m, ds, NULL, NULL, metrics, 4, &rows, &err) > 0);
    assert_int_equal(rows, WINDOWS);
    assert_true(fabs(metrics[0].value - sum / (T * WINDOWS)) < 1e-5);
    model_close(m);
    dataset_close(ds);
    spec_done(&spec);
}

static void the_same_seed_writes_the_same_and_one_choice_is_the_likeliest(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    double loss;
    struct model *m = learn_alphabet(&spec, &loss);
    char a[128] = "", b[128] = "", c[128] = "", greedy[128] = "", one[128] = "";
    struct generate how = {.max_tokens = 60, .temperature = 5, .seed = 1};
    model_generate(m, "a", &how, collect, a, &err);
    model_generate(m, "a", &how, collect, b, &err);
    how.seed = 2;
    model_generate(m, "a", &how, collect, c, &err);
    assert_string_equal(a, b);
    assert_string_not_equal(a, c);
    how.top_k = 1;
    model_generate(m, "a", &how, collect, one, &err);
    char few[128] = "";
    how.top_k = 0;
    how.top_p = 1e-9;
    model_generate(m, "a", &how, collect, few, &err);
    assert_string_equal(one, few);
    how.temperature = 0;
    model_generate(m, "a", &how, collect, greedy, &err);
    assert_string_equal(one, greedy);
    model_close(m);
    spec_done(&spec);
}

/* Each piece is whole characters, though the model writes bytes. */
static bool collect_whole(void *arg, const char *text)
{
    assert_int_equal(text_utf8(text, strlen(text)), strlen(text));
    assert_true(strlen(text) < 157);
    return collect(arg, text);
}

static void a_model_of_bytes_writes_whole_characters(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    double loss;
    char text[1000] = "", wild[4000] = "", raw[64];
    struct value options[OPTIONS_MAX];
    for (int i = 0; i < 150; i++)
        strcat(text, "h\xC3\xA9€");
    kind_defaults(&data_formats[catalog_find(CATALOG_FORMATS, "text")], options);
    options[TEXT_VOCABULARY].n = 1;
    snprintf(raw, sizeof raw, "%s", temp_path("raw"));
    FILE *f = fopen(raw, "w");
    fputs(text, f);
    fclose(f);
    assert_int_equal(dataset_import("text", raw, NULL, options, temp_path("bytes.ds"), &err), 0);
    struct dataset *ds = dataset_open(temp_path("bytes.ds"), &err);
    start(&spec, "epochs=12 batch_size=4 validation_split=0.1", "context=8");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.02");
    spec_add(&spec, "embedding output_dim=8");
    spec_add(&spec, "lstm units=16 return_sequences=1");
    spec_add(&spec, "dense");
    spec_complete(&spec, ds);
    struct model *m = learn(&spec, ds, &loss);
    struct generate how = {.max_tokens = 12};
    text[0] = 0;
    assert_int_equal(model_generate(m, "h", &how, collect_whole, text, &err), 12);
    assert_string_equal(text, "é€hé€h");
    how = (struct generate){.max_tokens = 200, .temperature = 100, .seed = 1};
    assert_int_equal(model_generate(m, "日本", &how, collect_whole, wild, &err), 200);
    assert_non_null(strstr(wild, "\xEF\xBF\xBD"));
    how.max_tokens = 1;
    how.temperature = 0;
    text[0] = 0;
    assert_int_equal(model_generate(m, "h", &how, collect_whole, text, &err), 1);
    assert_string_equal(text, "\xEF\xBF\xBD"); /* its rest would have come */
    model_close(m);
    dataset_close(ds);
    spec_done(&spec);
}

static void what_a_model_cannot_write_on_is_named(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    double loss;
    struct model *m = learn_alphabet(&spec, &loss);
    char text[64] = "";
    struct generate how = {.max_tokens = 5};
    assert_int_equal(model_generate(m, "abxéx", &how, collect, text, &err), ERR_INVALID);
    assert_non_null(strstr(err.text, "\"x\", \"é\""));
    assert_int_equal(model_generate(m, "", &how, collect, text, &err), ERR_INVALID);
    assert_string_equal(text, "");
    struct cell cell = {0};
    float out;
    assert_int_equal(model_predict(m, &cell, 1, &out, &err), ERR_INVALID);
    struct metric metrics[8];
    int64_t rows;
    struct dataset *other = text_of("other", "abcdefghabcdefghx");
    assert_int_equal(model_evaluate(m, other, NULL, NULL, metrics, 8, &rows, &err), ERR_INVALID);
    assert_non_null(strstr(err.text, "character \"x\""));
    dataset_close(other);
    other = text_of("other", "abcdefgh\nabcdefgh\nabcdefgh\n");
    assert_int_equal(model_evaluate(m, other, NULL, NULL, metrics, 8, &rows, &err), 5);
    assert_int_equal(rows, 2);
    assert_string_equal(metrics[2].name, "top_5_accuracy");
    assert_string_equal(metrics[3].name, "perplexity");
    assert_string_equal(metrics[4].name, "bits_per_byte");
    assert_true(fabs(metrics[4].value - metrics[0].value / log(2)) < 1e-6); /* a byte a token */
    dataset_close(other);
    model_close(m);
    spec_done(&spec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_has_a_row_for_each_character_and_a_class_for_each_distinct_one),
        cmocka_unit_test(what_is_no_utf_8_is_refused_by_the_place_of_its_byte),
        cmocka_unit_test(a_long_text_is_read_across_its_buffers),
        cmocka_unit_test(a_model_that_does_not_fit_its_text_is_told_the_numbers),
        cmocka_unit_test(a_text_is_for_language_models_and_they_are_for_texts),
        cmocka_unit_test(windows_begin_earlier_each_epoch_but_those_of_the_tail_stay),
        cmocka_unit_test(a_small_transformer_learns_the_alphabet_and_writes_it_past_its_context),
        cmocka_unit_test(each_position_is_judged_by_what_stands_before_it_alone),
        cmocka_unit_test(the_same_seed_writes_the_same_and_one_choice_is_the_likeliest),
        cmocka_unit_test(a_model_of_bytes_writes_whole_characters),
        cmocka_unit_test(what_a_model_cannot_write_on_is_named),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
