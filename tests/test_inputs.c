/* test_inputs.c - several inputs, indices and texts: what each block of the row holds, that models
 * over them keep the engine's promises, and what is refused where. */
#include "engine/data/preprocess.h"
#include "engine/data/tokens.h"
#include "engine/train/training.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lines as spec_add takes them, separated by ';'. */
static void make_spec(struct spec *s, const char *task, const char *training, const char *layers)
{
    char text[1024];
    spec_start(s, task, training);
    snprintf(text, sizeof text, "%s", layers);
    for (char *save, *line = strtok_r(text, ";", &save); line; line = strtok_r(NULL, ";", &save))
        spec_add(s, line + strspn(line, " "));
}

/* ---- tokens ---- */

static void assert_tokens(enum tokenizer tokenizer, const char *text, const char *want)
{
    char token[TOKEN_BYTES_MAX], got[512] = "";
    const char *at = text, *end = text + strlen(text);
    for (int n; (n = token_next(tokenizer, &at, end, token)) > 0;)
        sprintf(got + strlen(got), "%s%.*s", *got ? "|" : "", n, token);
    assert_string_equal(got, want);
}

static void texts_are_cut_into_tokens(void **state)
{
    (void)state;
    assert_tokens(TOKENIZER_WORDS, "Don't PANIC, it's 42 -- 'quoted' x_y",
                  "don't|panic|it's|42|quoted|x|y");
    assert_tokens(TOKENIZER_WORDS,
                  "\xC3\x89t\xC3\xA9 \xE2\x80\x9CMr. Darcy\xE2\x80\x9D\xE2\x80\x94he\xE2\x80\x99s",
                  "\xC3\xA9t\xC3\xA9|mr|darcy|he's");
    assert_tokens(TOKENIZER_WORDS,
                  "\xD0\x9F\xD0\x98\xD0\x96 \xCE\x91\xCE\xB2 \xC5\xBB\xC3\x93\xC5\x81W",
                  "\xD0\xBF\xD0\xB8\xD0\xB6|\xCE\xB1\xCE\xB2|\xC5\xBC\xC3\xB3\xC5\x82w");
    assert_tokens(TOKENIZER_WORDS, "", "");
    assert_tokens(TOKENIZER_WORDS, " ,.;' ", "");
    assert_tokens(TOKENIZER_WORDS,
                  "a\xFF"
                  "b\xC3",
                  "a\xFF"
                  "b\xC3"); /* no UTF-8, but a word */
    assert_tokens(TOKENIZER_CHARACTERS, "a\xC3\xA9 B", "a|\xC3\xA9| |B");
    assert_tokens(TOKENIZER_BYTES, "a\xC3\xA9", "a|\xC3|\xA9");
}

static void words_are_numbered_by_how_often_they_come(void **state)
{
    (void)state;
    struct token_counts *c = token_counts_new(TOKENIZER_WORDS);
    const char **names;
    int64_t *counts;
    token_counts_add(c, "b a c c", 7);
    token_counts_add(c, "c A d", 5);
    assert_int_equal(token_counts_best(c, 3, &names, &counts), 3);
    assert_string_equal(names[0], "c");
    assert_string_equal(names[1], "a");
    assert_string_equal(names[2], "b"); /* as often as d, and before it */
    assert_int_equal(counts[0], 3);
    struct vocabulary *v = vocabulary_new(TOKENIZER_WORDS, names, 3);
    float x[5];
    vocabulary_read(v, "d, b. C!", 8, 5, x);
    assert_memory_equal(x, ((float[]){1, 4, 2, 0, 0}), sizeof x);
    vocabulary_read(v, "a a a a a a", 11, 5, x);
    assert_memory_equal(x, ((float[]){3, 3, 3, 3, 3}), sizeof x);
    vocabulary_free(v);
    token_counts_free(c);
}

/* More different words than are counted: those that come often are found all the same. */
static void rare_words_are_forgotten_and_frequent_ones_kept(void **state)
{
    (void)state;
    struct token_counts *c = token_counts_new(TOKENIZER_WORDS);
    const char **names;
    int64_t *counts;
    char text[64];
    for (int i = 0; i < 2 * TOKENS_COUNTED; i++) {
        int n = sprintf(text, "rare%d %s", i, i % 4 ? "often" : i % 8 ? "seldom" : "sometimes");
        assert_int_equal(token_counts_add(c, text, (size_t)n), 0);
        if (i % 10000 == 0)
            token_counts_add(c, "hardly", 6);
    }
    assert_int_equal(token_counts_best(c, 4, &names, &counts), 4);
    assert_string_equal(names[0], "often");
    assert_string_equal(names[1], "seldom");
    assert_string_equal(names[2], "sometimes");
    assert_string_equal(names[3], "hardly");
    assert_int_equal(counts[0], 2 * TOKENS_COUNTED / 4 * 3);
    token_counts_free(c);
}

/* ---- rows ---- */

static const char people[] = "age,city,says,user,y\n"
                             "10,Oslo,Hello my dear world,7,1\n"
                             "20,Rome,my my my,9,2\n"
                             "30,Oslo,what,7,3\n";

/* What an unknown category and a missing one become as indices. */
static void a_category_that_is_not_there_has_an_index(void **state)
{
    (void)state;
    struct dataset *ds = table_of("cities", "city,y\nRome,1\nOslo,2\nRome,3\n,4\n");
    static const struct {
        const char *data;
        int64_t vocabulary;
        float index;
    } cases[] = {{"missing=zero", 3, 2}, {"missing=mean", 2, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec s;
        struct err err = {0};
        make_spec(&s, "regression", "epochs=1", "input encoding=index; dense units=1");
        spec_choose(&s, "data", cases[i].data);
        struct preprocess *p = preprocess_fit(&s, TARGET_NUMBERS, ds, NULL, 4, &err);
        struct feed *feed = feed_new(p, ds, true, &err);
        assert_int_equal(preprocess_info(p)->block[0].vocabulary, cases[i].vocabulary);
        float x[4], given;
        feed_gather(feed, (const uint32_t[]){0, 1, 2, 3}, 4, x, NULL, NULL);
        assert_memory_equal(x, ((float[]){1, 0, 1, cases[i].index}), sizeof x);
        struct cell unknown = {.kind = CELL_TEXT, .text = "Bern", .n = 4};
        assert_int_equal(preprocess_cells(p, &unknown, 1, &given, &err), 0);
        assert_true(given == cases[i].index);
        feed_free(feed);
        preprocess_free(p);
        spec_done(&s);
    }
    dataset_close(ds);
}

static void assert_row(const struct spec *spec, const struct dataset *ds, uint32_t row,
                       const float *want, int n)
{
    struct err err = {0};
    struct preprocess *p = preprocess_fit(spec, TARGET_NUMBERS, ds, NULL, 3, &err);
    if (!p)
        fail_msg("%s", err.text);
    assert_int_equal(preprocess_info(p)->n_in, n);
    void *bytes = malloc(preprocess_store(p, NULL));
    struct preprocess *again = preprocess_load(bytes, preprocess_store(p, bytes), &err);
    struct feed *feed = feed_new(again, ds, true, &err);
    float *x = calloc((size_t)n, sizeof *x);
    feed_gather(feed, &row, 1, x, NULL, NULL);
    for (int i = 0; i < n; i++)
        if (x[i] != want[i])
            fail_msg("x[%d] is %g, not %g", i, (double)x[i], (double)want[i]);
    feed_free(feed);
    preprocess_free(p);
    preprocess_free(again);
    free(bytes);
    free(x);
}

static void each_input_has_its_block_of_the_row(void **state)
{
    (void)state;
    struct dataset *ds = table_of("people", people);
    struct spec s;
    make_spec(&s, "regression", "epochs=1",
              "input name=u columns=user,city encoding=index; input name=w columns=says "
              "encoding=tokens length=5; input name=r");
    /* user 7 of (7, 9), Oslo of (Oslo, Rome) · hello my dear world: my is 2, the rest 3… by bytes
     * dear hello what world · age */
    assert_row(&s, ds, 0, (const float[]){0, 0, 4, 2, 3, 6, 0, 10}, 8);
    assert_row(&s, ds, 1, (const float[]){1, 1, 2, 2, 2, 0, 0, 20}, 8);
    spec_done(&s);
    make_spec(&s, "regression", "epochs=1",
              "input name=w columns=says encoding=tokens tokenizer=bytes length=3; input name=a "
              "columns=city");
    assert_row(&s, ds, 2, (const float[]){'w' + 2, 'h' + 2, 'a' + 2, 1, 0}, 5);
    spec_done(&s);
    dataset_close(ds);
}

/* The stored form of a model that was trained when it was first written. */
static void a_stored_form_of_old_is_read(void **state)
{
    (void)state;
    size_t n;
    struct err err = {0};
    char *bytes = temp_read("tests/fuzz/corpus/dataset/preprocess-tokens", &n);
    struct preprocess *p =
        preprocess_load(bytes + 2, n - 2, &err); /* two bytes choose the fuzzer */
    if (!p)
        fail_msg("%s", err.text);
    const struct preprocess_info *info = preprocess_info(p);
    assert_int_equal(info->n_blocks, 2);
    assert_int_equal(info->block[0].kind, BLOCK_TOKENS);
    assert_int_equal(info->block[0].vocabulary, 50);
    assert_int_equal(info->n_in, 13);
    const struct cell cells[] = {{.kind = CELL_TEXT, .text = "Book, of unheard-of BOOK", .n = 24},
                                 {.kind = CELL_NUMBER, .number = 3.0666666666666669}};
    float x[13];
    assert_int_equal(preprocess_cells(p, cells, 1, x, &err), 0);
    assert_true(x[0] >= TOKEN_FIRST && x[0] == x[4] && x[1] == TOKEN_UNKNOWN && x[5] == 0);
    assert_true(fabsf(x[12]) < .3f);
    preprocess_free(p);
    free(bytes);
}

/* Categories alone, a float a column like numbers: they are looked up all the same. */
static void categories_alone_are_numbered_as_in_training(void **state)
{
    (void)state;
    struct dataset *ds = table_of("known", "user,city,y\n7,Rome,1\n9,Oslo,2\n12,Rome,3\n");
    struct dataset *other = table_of("other", "user,city,y\n12,Rome,1\n9,Rome,2\n");
    struct spec s;
    struct err err = {0};
    float x[4];
    make_spec(&s, "regression", "epochs=1", "input columns=user,city encoding=index");
    struct preprocess *p = preprocess_fit(&s, TARGET_NUMBERS, ds, NULL, 3, &err);
    struct feed *known = feed_new(p, ds, true, &err), *feed = feed_new(p, other, true, &err);
    if (!known || !feed)
        fail_msg("%s", err.text);
    feed_gather(known, (const uint32_t[]){2, 1}, 2, x, NULL, NULL);
    assert_memory_equal(x, ((float[]){2, 1, 1, 0}), sizeof x);
    feed_gather(feed, (const uint32_t[]){0, 1}, 2, x, NULL, NULL);
    assert_memory_equal(x, ((float[]){2, 1, 1, 1}), sizeof x);
    feed_free(known);
    feed_free(feed);
    preprocess_free(p);
    spec_done(&s);
    dataset_close(ds);
    dataset_close(other);
}

static void a_text_alone_becomes_its_tokens(void **state)
{
    (void)state;
    char *csv = calloc(1, 1 << 16), *at = csv;
    at += sprintf(at, "text,y\n");
    for (int i = 0; i < 300; i++)
        at += sprintf(at, "number %d,%d\n", i, i % 7);
    struct dataset *ds = table_of("texts", csv);
    free(csv);
    struct spec s;
    struct quote quote;
    struct faults faults = {0};
    make_spec(&s, "classification", "epochs=1",
              "embedding output_dim=3 mask_zero=1; global_avg_pool2d; dense units=7");
    spec_complete(&s, ds);
    assert_int_equal(s.layers[0].choice.options[0].n, 10000);
    if (training_quote(&s, ds, NULL, 1, &quote, &faults))
        fail_msg("%s: %s", faults.v[0].pointer, faults.v[0].detail);
    assert_int_equal(quote.parameters, 30000 + 3 * 7 + 7);
    spec_done(&s);
    dataset_close(ds);
}

static void every_fault_of_an_input_has_its_place(void **state)
{
    (void)state;
    struct dataset *ds = table_of("people", people),
                   *data[] = {ds, pictures_made("p", 20, 4, 4, 3), maps_made("m", 20, 4, 4, 3)};
    static const struct {
        const char *task, *layers, *pointer, *detail;
        int data; /* people, pictures, maps */
    } cases[] = {
        {"regression", "input columns=agee; dense units=1", "/model/layers/0/columns/0",
         "did you mean \"age\"?", 0},
        {"regression", "input columns=y; dense units=1", "/model/layers/0/columns/0",
         "is the target", 0},
        {"regression",
         "input columns=age name=a; input columns=age name=b; concat inputs=a,b; dense units=1",
         "/model/layers/1/columns/0", "is taken already", 0},
        {"regression", "input name=a; input name=b; concat inputs=a,b; dense units=1",
         "/model/layers/1/columns", "name this one's columns", 0},
        {"regression", "input columns=age,city encoding=tokens; dense units=1",
         "/model/layers/0/columns", "one text", 0},
        {"regression", "input columns=age encoding=tokens; dense units=1",
         "/model/layers/0/encoding", "holds no texts", 0},
        {"regression", "input columns=says encoding=tokens vocabulary_size=2; dense units=1",
         "/model/layers/0/vocabulary_size", "take two", 0},
        {"regression", "input columns=age name=a; dense units=1 inputs=input",
         "/model/layers/1/inputs", "has input layers", 0},
        {"regression", "dense units=1; input columns=age", "/model/layers/0/inputs",
         "has input layers", 0},
        {"regression", "input columns=age; input columns=user; dense units=1", "/model/layers/0",
         "nothing takes", 0},
        {"regression", "input columns=age inputs=input; dense units=1", "/model/layers/0/inputs",
         "not another layer's", 0},
        {"regression",
         "input columns=user encoding=index; embedding input_dim=1 output_dim=2; flatten; dense "
         "units=1",
         "/model/layers/1/input_dim", "has 2 different indices", 0},
        {"classification", "input columns=label; dense units=3", "/model/layers/0/columns/0",
         "is the target", 1},
        {"autoencoder", "input columns=user encoding=index; dense units=1",
         "/model/layers/0/encoding", "gives its input back", 0},
        {"segmentation", "input; conv2d filters=3 kernel_size=1", "/model/layers",
         "takes no input layers", 2},
        {"classification", "input encoding=index; dense units=3", "/model/layers/0/encoding",
         "takes the samples", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec s;
        struct quote quote;
        struct faults faults = {0};
        make_spec(&s, cases[i].task, "epochs=1", cases[i].layers);
        training_quote(&s, data[cases[i].data], NULL, 1, &quote, &faults);
        bool found = false;
        for (int k = 0; k < faults.n; k++)
            found |= !strcmp(faults.v[k].pointer, cases[i].pointer) &&
                     strstr(faults.v[k].detail, cases[i].detail);
        if (!found)
            fail_msg("%s: %d faults, the first %s: %s", cases[i].layers, faults.n,
                     faults.n ? faults.v[0].pointer : "", faults.n ? faults.v[0].detail : "");
        faults_done(&faults);
        spec_done(&s);
    }
    dataset_close(ds);
    dataset_close(data[1]);
    dataset_close(data[2]);
}

/* A flip, a turn and noise reach the pictures, wherever in the row they lie, and nothing else. */
static void only_pictures_are_augmented(void **state)
{
    (void)state;
    struct dataset *ds = pictures_with_table("gallery", 20, 0);
    struct spec s;
    struct err err = {0};
    float before[18], after[18], scratch[16];
    uint32_t row = 3;
    make_spec(&s, "regression", "epochs=1",
              "input columns=number name=a; input name=p; flatten name=b; input columns=day "
              "name=c; concat inputs=a,b,c; dense units=1");
    spec_choose(&s, "augment", "rotate degrees=90");
    spec_choose(&s, "augment", "noise std=1");
    struct preprocess *p = preprocess_fit(&s, TARGET_NUMBERS, ds, NULL, 20, &err);
    struct feed *feed = feed_new(p, ds, true, &err);
    assert_int_equal(preprocess_info(p)->n_in, 18);
    assert_int_equal(augment_scratch(&s, preprocess_info(p)), 16);
    feed_gather(feed, &row, 1, before, NULL, NULL);
    memcpy(after, before, sizeof after);
    struct augment a = augment_init(&s, preprocess_info(p), preprocess_zero(p));
    augment_sample(&a, 0, row, after, NULL, scratch);
    assert_true(after[0] == before[0] && after[17] == before[17]);
    for (int i = 1; i < 17; i++)
        assert_true(after[i] != before[i]);
    feed_free(feed);
    preprocess_free(p);
    spec_done(&s);
    dataset_close(ds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_cut_into_tokens),
        cmocka_unit_test(words_are_numbered_by_how_often_they_come),
        cmocka_unit_test(rare_words_are_forgotten_and_frequent_ones_kept),
        cmocka_unit_test(each_input_has_its_block_of_the_row),
        cmocka_unit_test(a_category_that_is_not_there_has_an_index),
        cmocka_unit_test(a_stored_form_of_old_is_read),
        cmocka_unit_test(categories_alone_are_numbered_as_in_training),
        cmocka_unit_test(a_text_alone_becomes_its_tokens),
        cmocka_unit_test(every_fault_of_an_input_has_its_place),
        cmocka_unit_test(only_pictures_are_augmented),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
