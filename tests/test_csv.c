/* test_csv.c - CSV files as they come: what they become, and what is said of broken ones. */
#include "engine/data/dataset.h"
#include "engine/data/format.h"
#include "tests/support/files.h"

static struct dataset *import_with(const char *csv, size_t n, int header, int delimiter)
{
    struct value options[OPTIONS_MAX] = {[CSV_HEADER].n = header, [CSV_DELIMITER].n = delimiter};
    return files_dataset(files, "csv", csv, n, options);
}

static struct dataset *import(const char *csv)
{
    return import_with(csv, strlen(csv), HEADER_AUTO, DELIMITER_AUTO);
}

static void assert_refused(const char *csv, size_t n, const char *sentence)
{
    struct err err = {0};
    char *raw = files_write(files, "raw", csv, n), *out = files_path(files, "out");
    int before = files_count(files);
    assert_true(dataset_import("csv", raw, NULL, NULL, out, &err) < 0);
    if (!strstr(err.text, sentence))
        fail_msg("said \"%s\", not \"%s\"", err.text, sentence);
    assert_int_equal(files_count(files), before); /* nothing is left behind */
    free(raw);
    free(out);
}

static double number(const struct dataset *ds, int64_t row, int64_t col)
{
    struct cell c = dataset_cell(ds, row, col);
    assert_int_equal(c.kind, CELL_NUMBER);
    return c.number;
}

static void assert_text(const struct dataset *ds, int64_t row, int64_t col, const char *text)
{
    struct cell c = dataset_cell(ds, row, col);
    assert_int_equal(c.kind, CELL_TEXT);
    assert_int_equal(c.n, strlen(text));
    assert_memory_equal(c.text, text, c.n);
}

static void test_a_table_of_every_type(void **state)
{
    (void)state;
    struct dataset *ds = import("age,city,seen,note\n"
                                "30,Oslo,2024-03-01,\n"
                                "41.5,Bergen,2024-03-02T12:00:00Z,\n"
                                ",Oslo,1970-01-01T01:00+01:00,\n");
    const struct dataset_info *info = dataset_info(ds);
    assert_int_equal(info->rows, 3);
    assert_int_equal(info->n_columns, 4);
    assert_int_equal(info->rank, 0);
    const struct column *c = info->columns;
    assert_string_equal(c[0].name, "age");
    assert_int_equal(c[0].type, COLUMN_NUMERIC);
    assert_int_equal(c[0].missing, 1);
    assert_true(c[0].min == 30 && c[0].max == 41.5 && c[0].mean == 35.75 && c[0].std == 5.75);
    assert_int_equal(c[1].type, COLUMN_CATEGORICAL);
    assert_int_equal(c[1].n_classes, 2);
    assert_string_equal(c[1].classes[0], "Bergen");
    assert_int_equal(c[1].class_counts[1], 2);
    assert_int_equal(c[2].type, COLUMN_TIME);
    assert_int_equal(c[3].type, COLUMN_NUMERIC); /* nothing in it */
    assert_int_equal(c[3].missing, 3);
    assert_true(isnan(c[3].mean));
    assert_true(number(ds, 1, 0) == 41.5);
    assert_int_equal(dataset_cell(ds, 2, 0).kind, CELL_MISSING);
    assert_text(ds, 1, 1, "Bergen");
    assert_true(number(ds, 0, 2) == 1709251200);
    assert_true(number(ds, 1, 2) == 1709251200 + 86400 + 43200);
    assert_true(number(ds, 2, 2) == 0);
    dataset_close(ds);
}

static void test_quotes_line_ends_and_marks(void **state)
{
    (void)state;
    struct dataset *ds = import("\xEF\xBB\xBF\"a \"\"x\"\"\",b\r\n"
                                "\"one, two\",1\r\n"
                                "\r\n"
                                "\"new\nline\" , 2 \r\n"
                                "  blanks  ,3\r"
                                "\"\",4");
    const struct dataset_info *info = dataset_info(ds);
    assert_string_equal(info->columns[0].name, "a \"x\"");
    assert_int_equal(info->rows, 4);
    assert_text(ds, 0, 0, "one, two");
    assert_text(ds, 1, 0, "new\nline");
    assert_text(ds, 2, 0, "blanks");
    assert_int_equal(dataset_cell(ds, 3, 0).kind, CELL_MISSING);
    assert_int_equal(info->columns[1].type, COLUMN_NUMERIC);
    assert_true(number(ds, 1, 1) == 2 && number(ds, 3, 1) == 4);
    dataset_close(ds);
}

static void test_missing_words_are_missing(void **state)
{
    (void)state;
    struct dataset *ds = import("x\n1\nNA\nNaN\nnull\n?\nN/A\n\"\"\n2\n");
    assert_int_equal(dataset_info(ds)->rows, 8);
    assert_int_equal(dataset_info(ds)->columns[0].type, COLUMN_NUMERIC);
    assert_int_equal(dataset_info(ds)->columns[0].missing, 6);
    dataset_close(ds);
}

static void test_headers_are_guessed(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *first_name;
        int rows;
    } cases[] = {
        {"x,y\n1,2\n3,4\n", "x", 2},
        {"1,2\n3,4\n", "column_1", 2},
        {"150,4,setosa,versicolor\n5.1,3.5,1.4,0\n4.9,3.0,1.4,1\n", "150", 2},
        {"5.1,Iris-setosa\n4.9,Iris-setosa\n6.0,Iris-virginica\n", "column_1", 3},
        {"country,2019\nNorway,5.3\nSweden,5.4\n", "country", 2},
        {"name,town\nAnn,Oslo\nBob,Rome\n", "name", 2},
        {"yes,a\nno,b\nyes,c\n", "column_1", 3},
        {",x\n0,1\n1,2\n", "column_1", 2},
        {"3,2,low,high\n1,2,0\n3,4,1\n5,6,0\n", "column_1", 3},
        {"2024-01-01,5\n2024-01-02,6\n", "column_1", 2},
        {"when,x\n2024-01-01,5\n2024-01-02,6\n", "when", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dataset *ds = import(cases[i].csv);
        assert_string_equal(dataset_info(ds)->columns[0].name, cases[i].first_name);
        assert_int_equal(dataset_info(ds)->rows, cases[i].rows);
        dataset_close(ds);
    }
    const char *csv = "1,2\n3,4\n";
    struct dataset *ds = import_with(csv, strlen(csv), HEADER_YES, DELIMITER_AUTO);
    assert_string_equal(dataset_info(ds)->columns[1].name, "2");
    assert_int_equal(dataset_info(ds)->rows, 1);
    dataset_close(ds);
    csv = "x,y\n3,4\n";
    ds = import_with(csv, strlen(csv), HEADER_NO, DELIMITER_AUTO);
    assert_string_equal(dataset_info(ds)->columns[1].name, "column_2");
    assert_int_equal(dataset_info(ds)->columns[1].type, COLUMN_CATEGORICAL);
    dataset_close(ds);
}

static void test_delimiters_are_guessed(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        int columns;
    } cases[] = {
        {"a;b;c\n1,5;2;3\n1,5;2;3\n", 3},
        {"a\tb\n1\t2\n", 2},
        {"a|b\n1|2\n", 2},
        {"1 2 3\n4 5 6\n", 3},
        {"  1   2 \n3 4\n", 2},
        {"one word\nand another here\n", 2},
        {"x\n1\n2\n", 1},
        {"\"a b\",c\n1,2\n", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (i == 5) { /* lines of prose are ragged, and said to be */
            assert_refused(cases[i].csv, strlen(cases[i].csv), "line 2, column 3");
            continue;
        }
        struct dataset *ds = import(cases[i].csv);
        assert_int_equal(dataset_info(ds)->n_columns, cases[i].columns);
        dataset_close(ds);
    }
}

static void test_few_numbers_may_be_classes(void **state)
{
    (void)state;
    struct dataset *ds = import("x,y\n1,2\n2.5,0\n3,2.0\n4,10\n");
    assert_int_equal(ds->classes[1].n, 3);
    assert_string_equal(ds->classes[1].names[0], "0");
    assert_int_equal(ds->classes[1].counts[1], 2); /* 2 and 2.0 */
    assert_true(ds->classes[1].values[2] == 10);
    assert_int_equal(dataset_info(ds)->columns[1].n_classes, 0); /* it is numeric to the world */
    dataset_close(ds);
}

/* A column that turns to words after 2,000 different numbers is counted again. */
static void test_a_late_word_makes_text_or_categories(void **state)
{
    (void)state;
    char *csv = malloc(1 << 20), *p = csv;
    p += sprintf(p, "id,kind\n");
    for (int i = 0; i < 4000; i++)
        p += sprintf(p, "%d,%d\n", i, i % 1500);
    p += sprintf(p, "x9,other\n");
    struct dataset *ds = import(csv);
    const struct column *c = dataset_info(ds)->columns;
    assert_int_equal(c[0].type, COLUMN_TEXT);
    assert_text(ds, 4000, 0, "x9");
    assert_text(ds, 3999, 0, "3999");
    assert_int_equal(c[1].type, COLUMN_CATEGORICAL);
    assert_int_equal(c[1].n_classes, 1501);
    assert_string_equal(c[1].classes[9], "9"); /* numbers as numbers, then words */
    assert_string_equal(c[1].classes[1500], "other");
    assert_text(ds, 1499, 1, "1499");
    dataset_close(ds);
    free(csv);
}

static int import_said(const char *categories, const char *texts, const char *csv,
                       struct dataset **ds, struct err *err)
{
    struct value options[OPTIONS_MAX] = {0};
    char *names[] = {(char *)(uintptr_t)categories, (char *)(uintptr_t)texts};
    for (int i = 0; i < 2; i++)
        if (names[i])
            options[CSV_CATEGORIES + i] = (struct value){.n = 1, .names = &names[i]};
    char *raw = files_write(files, "said.csv", csv, strlen(csv)), *out = files_path(files, "said");
    int rc = dataset_import("csv", raw, NULL, options, out, err);
    *ds = rc == 0 ? dataset_open(out, err) : NULL;
    free(raw);
    free(out);
    return rc;
}

/* 3,000 numbers that are names; three words that are texts. */
static void test_an_import_may_say_what_a_column_is(void **state)
{
    (void)state;
    char *csv = malloc(1 << 20), *at = csv + sprintf(csv, "id,says\n");
    for (int i = 0; i < 3000; i++)
        at += sprintf(at, "%d,%s\n", i, i % 3 ? "yes" : "no");
    struct dataset *ds;
    struct err err = {0};
    assert_int_equal(import_said("id", "says", csv, &ds, &err), 0);
    const struct column *c = dataset_info(ds)->columns;
    assert_int_equal(c[0].type, COLUMN_CATEGORICAL);
    assert_int_equal(c[0].n_classes, 3000);
    assert_string_equal(c[0].classes[11], "11");
    assert_true(number(ds, 2999, 0) == 2999);
    assert_int_equal(c[1].type, COLUMN_TEXT);
    assert_text(ds, 3, 1, "no");
    dataset_close(ds);
    assert_int_equal(import_said("ids", NULL, csv, &ds, &err), ERR_INVALID);
    assert_non_null(strstr(err.text, "categories: the file has no column \"ids\""));
    assert_int_equal(import_said("id", "id", csv, &ds, &err), ERR_INVALID);
    at = csv + sprintf(csv, "id,says\n");
    for (int i = 0; i <= CLASSES_MAX; i++)
        at += sprintf(at, "%d,x\n", i);
    assert_int_equal(import_said("id", NULL, csv, &ds, &err), ERR_INVALID);
    assert_non_null(strstr(err.text, "(\"id\") has more than 65536 different values"));
    free(csv);
}

static void test_broken_files_name_line_and_column(void **state)
{
    (void)state;
#define CSV(s) s, sizeof s - 1
    static const struct {
        const char *csv;
        size_t n;
        const char *sentence;
    } cases[] = {
        {CSV(""), "the file is empty"},
        {CSV("\n\n"), "no lines but empty ones"},
        {CSV("a,b\n"), "a header but no rows"},
        {CSV("a,b\n1,2\n1,2,3\n"), "line 3, column 3: the line has 3 cells, the first has 2"},
        {CSV("a,b\r\n1,2\r\n\r\n1,2,3\r\n"), "line 4, column 3"},
        {CSV("a,b,c\n1,2,3\n1,2\n"), "line 3, column 3 (\"c\"): the line has 2 cells"},
        {CSV("a,b\n1,\"x\"y\n"), "line 2, column 2 (\"b\"): text after the closing quote"},
        {CSV("a,b\n1,x\"y\n"), "line 2, column 2 (\"b\"): a quote inside a cell"},
        {CSV("a,b\n1,2\n3,\"x\n\n"),
         "column 2 (\"b\"): the quote opened in line 3 is never closed"},
        {CSV("a,b\n1,\xFF\n"), "line 2, column 2 (\"b\"): byte 0xFF is not UTF-8"},
        {CSV("a,b\n1,\xC3\n"), "byte 0xC3 is not UTF-8"},
        {CSV("a,b\n1,\xED\xA0\x80\n"), "byte 0xED is not UTF-8"},
        {CSV("a,a\n1,2\n"), "line 1, column 2: column 1 has the same name"},
        {CSV("a,b\n1,\0\n"), "line 2, column 2 (\"b\"): a NUL byte"},
        {CSV("a,b\n1,2\n1,inf\n"), "line 3, column 2 (\"b\"): an infinite number"},
        {CSV("a,b\n1,1e999\n"), "an infinite number"},
        {CSV("\x1F\x8B\x08"), "Content-Encoding: gzip"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].csv, cases[i].n, cases[i].sentence);
}

static void test_a_record_has_an_end(void **state)
{
    (void)state;
    size_t n = 5 << 20;
    char *csv = malloc(n);
    memset(csv, 'x', n);
    memcpy(csv, "a,b\n1,\"", 7);
    assert_refused(csv, n, "line 2, column 2 (\"b\"): the record is longer than 4194304 bytes");
    free(csv);
}

/* Every way of cutting the bytes into reads gives the same cells: the buffer's edge is moved over
 * every kind of byte by padding. */
static void test_the_buffers_edge_changes_nothing(void **state)
{
    (void)state;
    const char *tail = "\"q\"\"q\r\nx\",\xC3\xA6\r\n\r\n7,c\n";
    enum { EDGE = 256 << 10 };
    char *csv = malloc(EDGE + 100);
    for (size_t k = 0; k <= strlen(tail); k++) {
        size_t pad = EDGE - k;
        memset(csv, 'p', pad);
        memcpy(csv, "a,b\nlong ", 9);
        memcpy(csv + pad - 3, ",p\n", 3);
        strcpy(csv + pad, tail);
        struct dataset *ds = import(csv);
        assert_int_equal(dataset_info(ds)->rows, 3);
        assert_text(ds, 1, 0, "q\"q\r\nx");
        assert_text(ds, 1, 1, "\xC3\xA6");
        assert_text(ds, 2, 1, "c");
        dataset_close(ds);
    }
    free(csv);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_a_table_of_every_type),
        TEST(test_quotes_line_ends_and_marks),
        TEST(test_missing_words_are_missing),
        TEST(test_headers_are_guessed),
        TEST(test_delimiters_are_guessed),
        TEST(test_few_numbers_may_be_classes),
        TEST(test_a_late_word_makes_text_or_categories),
        TEST(test_an_import_may_say_what_a_column_is),
        TEST(test_broken_files_name_line_and_column),
        TEST(test_a_record_has_an_end),
        TEST(test_the_buffers_edge_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
