/* test_coding.c - tokens of a text: bytes, byte pairs, and another text's. */
#include "engine/data/dataset.h"
#include "engine/data/format.h"
#include "engine/tensor/rng.h"
#include "engine/data/coding.h"
#include "tests/support/files.h"
#include "tests/support/specs.h"
#include "tests/support/temp.h"

static void options_of(struct value *options, enum coding kind, int size)
{
    kind_defaults(&data_formats[catalog_find(CATALOG_FORMATS, "text")], options);
    options[TEXT_VOCABULARY].n = kind;
    options[TEXT_VOCABULARY_SIZE].n = size;
}

static struct dataset *text(const char *bytes, enum coding kind, int size)
{
    struct value options[OPTIONS_MAX];
    options_of(options, kind, size);
    return files_dataset(files, "text", bytes, strlen(bytes), options);
}

/* Imports with the vocabulary of the canonical file at `from`. */
static int import_from(const char *bytes, const char *from, const char *out, struct err *err)
{
    struct value options[OPTIONS_MAX];
    char *raw = files_write(files, "raw", bytes, strlen(bytes)), path[512];
    char *names[] = {path};
    snprintf(path, sizeof path, "%s", from);
    options_of(options, CODING_CHARACTERS, 1024);
    options[TEXT_VOCABULARY_FROM] = (struct value){.n = 1, .names = names};
    int rc = dataset_import("text", raw, NULL, options, out, err);
    free(raw);
    return rc;
}

static char *unhex(const char *line)
{
    size_t n = strcspn(line, "\n") / 2;
    char *bytes = calloc(n + 1, 1);
    for (size_t i = 0; i < n; i++) {
        unsigned b;
        sscanf(line + 2 * i, "%2x", &b);
        bytes[i] = (char)b;
    }
    return bytes;
}

static void byte_pairs_are_those_of_the_slow_and_obvious_program(void **state)
{
    (void)state;
    size_t n;
    char *golden = temp_read("tests/golden/byte_pairs.txt", &n), *line = golden;
    char *whole = unhex(line);
    struct dataset *ds = text(whole, CODING_BYTE_PAIRS, 330);
    const struct column *column = &dataset_info(ds)->columns[0];
    assert_string_equal(column->name, "token");
    assert_int_equal(column->n_classes, 330);
    for (int i = CODING_BASE; i < 330; i++) {
        line = strchr(line, '\n') + 1;
        char *name = unhex(line);
        if (strcmp(name, column->classes[i]) != 0)
            fail_msg("token %d is \"%s\", not \"%s\"", i, column->classes[i], name);
        free(name);
    }
    line = strchr(line, '\n') + 1;
    int64_t row = 0;
    for (char *end; *line && *line != '\n'; line = end, row++) {
        long want = strtol(line, &end, 10);
        if (((const uint16_t *)ds->samples)[row] != want)
            fail_msg("token %ld of the text is %d, not %ld", (long)row,
                     ((const uint16_t *)ds->samples)[row], want);
    }
    assert_int_equal(dataset_info(ds)->rows, row);
    dataset_close(ds);
    free(whole);
    free(golden);
}

/* Tokens side by side are the text, and as many as are counted. */
static void check_whole(const char *bytes, enum coding kind, int size)
{
    struct dataset *ds = text(bytes, kind, size);
    const struct dataset_info *info = dataset_info(ds);
    size_t n = 0, most = strlen(bytes);
    char *again = calloc(1, most + 1);
    int64_t counted = 0;
    for (int64_t row = 0; row < info->rows; row++) {
        struct cell c = dataset_cell(ds, row, 0);
        assert_true(n + c.n <= most);
        memcpy(again + n, c.text, c.n);
        n += c.n;
    }
    if (strcmp(again, bytes) != 0)
        fail_msg("\"%s\" is coded as \"%s\"", bytes, again);
    for (int k = 0; k < info->columns[0].n_classes; k++)
        counted += info->columns[0].class_counts[k];
    assert_int_equal(counted, info->rows);
    dataset_close(ds);
    free(again);
}

static void tokens_of_every_kind_are_the_text_again(void **state)
{
    (void)state;
    char run[400], mixed[400] = "";
    memset(run, 'x', sizeof run - 1);
    run[399] = 0;
    for (int i = 0; i < 45; i++)
        strcat(mixed, i % 3 ? "\xC3\xA9" : " \n  ");
    const char *const texts[] = {
        "a", " ", "  a", run, mixed, "é", "日本語 and\t 12 3ab,, \n\n  x "};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int kind = CODING_CHARACTERS; kind <= CODING_BYTE_PAIRS; kind++)
            check_whole(texts[i], (enum coding)kind, 300);
}

/* Random texts of few different characters, so that pairs repeat, of one to four bytes each. */
static void random_texts_come_back_whole(void **state)
{
    (void)state;
    static const char *const alphabet[] = {"a", "b", " ",  "\n",   "7",
                                           "!", "é", "語", "🙂", "\x01"};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct rng rng = rng_begin(seed, RNG_NOISE, 0, 0, 0);
        int letters = 1 + (int)rng_below(&rng, 10), n = 1 + (int)rng_below(&rng, 400);
        char bytes[2000] = "";
        for (int i = 0; i < n; i++)
            strcat(bytes, alphabet[rng_below(&rng, (uint64_t)letters)]);
        check_whole(bytes, (enum coding)(seed % 3), 256 + (int)rng_below(&rng, 200));
    }
}

static void bytes_are_all_that_utf_8_is_made_of(void **state)
{
    (void)state;
    struct dataset *ds = text("é!", CODING_BYTES, 0);
    const struct column *column = &dataset_info(ds)->columns[0];
    assert_string_equal(column->name, "byte");
    assert_int_equal(column->n_classes, CODING_BASE);
    assert_int_equal(dataset_info(ds)->rows, 3);
    assert_string_equal(column->classes[0], "\x01");
    assert_string_equal(column->classes[CODING_BASE - 1], "\xF4");
    for (int i = 1; i < column->n_classes; i++)
        assert_true(strcmp(column->classes[i - 1], column->classes[i]) < 0);
    dataset_close(ds);
}

static void a_second_text_takes_the_vocabulary_of_the_first(void **state)
{
    (void)state;
    struct err err = {0};
    char *first = files_path(files, "first.ds"), *second = files_path(files, "second.ds");
    struct value options[OPTIONS_MAX];
    options_of(options, CODING_BYTE_PAIRS, 270);
    const char *learned = "the theory of the thing is the theme of the thesis";
    char *raw = files_write(files, "raw1", learned, strlen(learned));
    assert_int_equal(dataset_import("text", raw, NULL, options, first, &err), 0);
    assert_int_equal(import_from("then thé other", first, second, &err), 0);
    struct dataset *a = dataset_open(first, &err), *b = dataset_open(second, &err);
    assert_true(coding_same("token", &a->classes[0], "token", &b->classes[0]));
    assert_string_equal(dataset_info(b)->columns[0].name, "token");
    assert_true(dataset_info(b)->rows < 12);
    char again[64] = "";
    for (int64_t row = 0; row < dataset_info(b)->rows; row++)
        strcat(again, dataset_cell(b, row, 0).text);
    assert_string_equal(again, "then thé other");
    dataset_close(a);
    dataset_close(b);
    struct dataset *letters = text("abc", CODING_CHARACTERS, 0);
    dataset_close(letters);
    options_of(options, CODING_CHARACTERS, 0);
    assert_int_equal(dataset_import("text", raw, NULL, options, first, &err), 0);
    assert_int_equal(import_from("the ox", first, second, &err), ERR_INVALID);
    assert_non_null(strstr(err.text, "the character \"x\""));
    assert_int_equal(import_from("so", raw, second, &err), ERR_CORRUPT);
    free(first);
    free(second);
    free(raw);
}

/* A training on one text, validated on another. */
static int join(const struct dataset *train, const struct dataset *other, struct faults *faults)
{
    struct spec spec;
    struct quote quote;
    spec_start(&spec, "language_model", "epochs=1");
    spec_choose(&spec, "data", "context=4");
    spec_add(&spec, "embedding output_dim=2");
    spec_add(&spec, "dense");
    spec_complete(&spec, train);
    int n = training_quote(&spec, train, other, 1, &quote, faults);
    spec_done(&spec);
    return n;
}

static void texts_of_different_vocabularies_are_not_mixed(void **state)
{
    (void)state;
    static const char one[] = "the theory of the thing", two[] = "a banana and an anaconda";
    struct dataset *pairs = text(one, CODING_BYTE_PAIRS, 270);
    struct dataset *others = text(two, CODING_BYTE_PAIRS, 270);
    struct dataset *bytes = text(two, CODING_BYTES, 0);
    struct dataset *characters = text(one, CODING_CHARACTERS, 0);
    const struct {
        const struct dataset *train, *other;
        const char *says;
    } cases[] = {
        {pairs, pairs, NULL},
        {pairs, others, "has tokens of its own; import it with vocabulary_from"},
        {pairs, bytes, "coded in bytes and the training text in tokens"},
        {characters, pairs, "coded in tokens and the training text in characters"},
        {bytes, bytes, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct faults faults = {0};
        int n = join(cases[i].train, cases[i].other, &faults);
        if (!cases[i].says != !n || (n && !strstr(faults.v[0].detail, cases[i].says)))
            fail_msg("case %zu: %s", i, n ? faults.v[0].detail : "no fault");
        if (n)
            assert_string_equal(faults.v[0].pointer, "/training/validation_dataset");
        faults_done(&faults);
    }
    dataset_close(pairs);
    dataset_close(others);
    dataset_close(bytes);
    dataset_close(characters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(byte_pairs_are_those_of_the_slow_and_obvious_program),
        cmocka_unit_test(tokens_of_every_kind_are_the_text_again),
        cmocka_unit_test(random_texts_come_back_whole),
        cmocka_unit_test(bytes_are_all_that_utf_8_is_made_of),
        cmocka_unit_test(a_second_text_takes_the_vocabulary_of_the_first),
        cmocka_unit_test(texts_of_different_vocabularies_are_not_mixed),
    };
    return cmocka_run_group_tests(tests, files_setup, files_teardown);
}
