/* test_idx.c - IDX files of every type, with and without labels, and broken ones. */
#include "engine/data/dataset.h"
#include "tests/support/files.h"

#include <unistd.h>

static int import(const void *data, size_t n, const void *labels, size_t n_labels,
                  struct dataset **ds, struct err *err)
{
    char *raw = files_write(files, "raw", data, n), *out = files_path(files, "out");
    char *raw_labels = labels ? files_write(files, "labels", labels, n_labels) : NULL;
    int before = files_count(files);
    int rc = dataset_import("idx", raw, raw_labels, NULL, out, err);
    if (rc == 0)
        *ds = dataset_open(out, err);
    assert_int_equal(files_count(files), before + (rc == 0));
    unlink(out);
    free(raw);
    free(raw_labels);
    free(out);
    return rc;
}

#define BYTES(...)                                                                                 \
    (const unsigned char[]){__VA_ARGS__}, sizeof(const unsigned char[])                            \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static void test_every_type_is_read(void **state)
{
    (void)state;
    static const struct {
        unsigned char bytes[24];
        size_t n;
        double v[2];
    } cases[] = {
        {{0, 0, 0x08, 1, 0, 0, 0, 2, 7, 255}, 10, {7, 255}},
        {{0, 0, 0x09, 1, 0, 0, 0, 2, 7, 255}, 10, {7, -1}},
        {{0, 0, 0x0B, 1, 0, 0, 0, 2, 1, 2, 0xFF, 0xFE}, 12, {258, -2}},
        {{0, 0, 0x0C, 1, 0, 0, 0, 2, 0, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF}, 16, {65536, -1}},
        {{0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0}, 16, {1.5, -2}},
        {{0, 0, 0x0E, 1, 0, 0, 0, 2, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0},
         24,
         {1.5, -2}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dataset *ds = NULL;
        struct err err = {0};
        assert_int_equal(import(cases[i].bytes, cases[i].n, NULL, 0, &ds, &err), 0);
        assert_int_equal(dataset_info(ds)->rows, 2);
        assert_int_equal(dataset_info(ds)->rank, 1);
        assert_int_equal(dataset_info(ds)->shape[0], 1);
        assert_false(dataset_info(ds)->labelled);
        for (int k = 0; k < 2; k++)
            assert_true(dataset_cell(ds, k, 0).number == cases[i].v[k]);
        dataset_close(ds);
    }
}

static void test_labels_become_classes(void **state)
{
    (void)state;
    struct dataset *ds = NULL;
    struct err err = {0};
    int rc = import(BYTES(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6),
                    BYTES(0, 0, 8, 1, 0, 0, 0, 3, 10, 9, 10), &ds, &err);
    assert_int_equal(rc, 0);
    const struct dataset_info *info = dataset_info(ds);
    assert_string_equal(info->format, "idx");
    assert_int_equal(info->rank, 2);
    assert_true(info->shape[0] == 1 && info->shape[1] == 2);
    assert_true(info->labelled);
    assert_int_equal(info->n_columns, 1);
    assert_string_equal(info->columns[0].name, "label");
    assert_int_equal(info->columns[0].type, COLUMN_CATEGORICAL);
    assert_int_equal(info->columns[0].n_classes, 2);
    assert_string_equal(info->columns[0].classes[0], "9");
    assert_int_equal(info->columns[0].class_counts[1], 2);
    assert_true(dataset_cell(ds, 2, 0).number == 5);
    assert_true(dataset_cell(ds, 1, 2).number == 9); /* the label, after the elements */
    dataset_close(ds);
}

static void test_fractions_as_labels_stay_numbers(void **state)
{
    (void)state;
    struct dataset *ds = NULL;
    struct err err = {0};
    int rc = import(BYTES(0, 0, 8, 1, 0, 0, 0, 2, 1, 2),
                    BYTES(0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3F, 0xC0, 0, 0, 0, 0, 0, 0), &ds, &err);
    assert_int_equal(rc, 0);
    assert_int_equal(dataset_info(ds)->columns[0].type, COLUMN_NUMERIC);
    assert_true(dataset_info(ds)->columns[0].mean == 0.75);
    assert_true(dataset_cell(ds, 0, 1).number == 1.5);
    dataset_close(ds);
}

static void test_broken_files_are_refused(void **state)
{
    (void)state;
    static const struct {
        unsigned char bytes[24];
        size_t n;
        unsigned char labels[24];
        size_t n_labels;
        const char *sentence;
    } cases[] = {
        {{0}, 0, {0}, 0, "the file is empty"},
        {{0, 0, 8}, 3, {0}, 0, "no IDX header: the file ends too early"},
        {{0x50, 0x4B, 3, 4}, 4, {0}, 0, "it begins with 50 4B, IDX begins with 00 00"},
        {{0, 0, 7, 1, 0, 0, 0, 1, 0}, 9, {0}, 0, "IDX type 0x07 is unknown"},
        {{0, 0, 8, 0}, 4, {0}, 0, "rank 0; 1 to 4 is allowed"},
        {{0, 0, 8, 5}, 4, {0}, 0, "rank 5; 1 to 4 is allowed"},
        {{0, 0, 8, 2, 0, 0, 0, 1}, 8, {0}, 0, "the IDX header is cut short"},
        {{0, 0, 8, 1, 0, 0, 0, 0}, 8, {0}, 0, "dimension 1 of the tensor is 0"},
        {{0, 0, 8, 1, 0, 0, 0, 3, 1, 2}, 10, {0}, 0, "promises 3 bytes of data, 2 are there"},
        {{0, 0, 8, 1, 0, 0, 0, 1, 1, 2}, 10, {0}, 0, "1 bytes follow the data"},
        {{0,   0,   14,  4,   255, 255, 255, 255, 255, 255,
          255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
         20,
         {0},
         0,
         "dimensions pass 2^64 bytes"},
        {{0, 0, 13, 1, 0, 0, 0, 1, 0x7F, 0x80, 0, 0},
         12,
         {0},
         0,
         "row 1, element 1: not a finite number"},
        {{0, 0, 8, 1, 0, 0, 0, 1, 1},
         9,
         {0, 0, 8, 1, 0, 0, 0, 2, 1, 2},
         10,
         "labels: 2 labels for 1 rows"},
        {{0, 0, 8, 1, 0, 0, 0, 1, 1},
         9,
         {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1},
         13,
         "labels: the tensor has rank 2"},
        {{0, 0, 8, 1, 0, 0, 0, 1, 1}, 9, {0}, 1, "labels: no IDX header"},
        {{0, 0, 8, 1, 0, 0, 0, 1, 1}, 9, {1}, 1, "labels, read as a CSV file: "},
        {{0, 0, 8, 1, 0, 0, 0, 1, 1},
         9,
         {'a', ',', 'b', '\n', '1', ',', '2', '\n', '3', ',', '4', '\n'},
         12,
         "labels: a table of 2 rows for 1 samples"},
        {{0, 0, 8, 1, 0, 0, 0, 1, 1},
         9,
         {'s', 'a', 'm', 'p', 'l', 'e', ',', 'b', '\n', '1', ',', '2', '\n'},
         13,
         "column 1 may not be named \"sample\""},
        {{0, 0, 8, 1, 0, 0, 0, 1, 1},
         9,
         {0, 0, 13, 1, 0, 0, 0, 1, 0x7F, 0xC0, 0, 0},
         12,
         "the label of row 1 is not a finite number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dataset *ds = NULL;
        struct err err = {0};
        int rc = import(cases[i].bytes, cases[i].n, cases[i].n_labels ? cases[i].labels : NULL,
                        cases[i].n_labels, &ds, &err);
        assert_int_equal(rc, ERR_INVALID);
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("said \"%s\", not \"%s\"", err.text, cases[i].sentence);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_every_type_is_read),
        TEST(test_labels_become_classes),
        TEST(test_fractions_as_labels_stay_numbers),
        TEST(test_broken_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
