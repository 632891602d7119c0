/* test_npy.c - NumPy's files: every type and version, and broken headers. */
#include "engine/data/dataset.h"
#include "tests/support/files.h"

#include <unistd.h>

/* A file of version 1 (or 2, 3) with this dict and these bytes behind it. */
static char *npy(int version, const char *dict, const void *data, size_t n)
{
    unsigned char bytes[4096] = "\x93NUMPY";
    size_t length = strlen(dict), at = 8;
    bytes[6] = (unsigned char)version;
    bytes[at++] = (unsigned char)(length & 0xFF);
    bytes[at++] = (unsigned char)(length >> 8);
    at += version > 1 ? 2 : 0;
    memcpy(bytes + at, dict, length);
    memcpy(bytes + at + length, data, n);
    return files_write(files, "raw", bytes, at + length + n);
}

static struct dataset *import(char *raw, struct err *err)
{
    char *out = files_path(files, "out");
    struct dataset *ds = NULL;
    if (dataset_import("npy", raw, NULL, NULL, out, err) == 0)
        ds = dataset_open(out, err);
    unlink(out);
    free(out);
    free(raw);
    return ds;
}

static void test_every_type_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        unsigned char data[16];
        size_t n;
        double v[2];
    } cases[] = {
        {"|u1", {1, 255}, 2, {1, 255}},
        {"|b1", {0, 1}, 2, {0, 1}},
        {"|i1", {1, 255}, 2, {1, -1}},
        {"<u2", {1, 2, 255, 255}, 4, {513, 65535}},
        {">i2", {1, 2, 255, 255}, 4, {258, -1}},
        {"<i4", {1, 0, 0, 0, 255, 255, 255, 255}, 8, {1, -1}},
        {"<i8", {1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255}, 16, {1, -1}},
        {"<f4", {0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0}, 8, {1.5, -2}},
        {">f8", {0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0}, 16, {1.5, -2}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int version = 1; version <= 3; version++) {
            char dict[128];
            struct err err = {0};
            snprintf(dict, sizeof dict,
                     "{'descr': '%s', 'fortran_order': False, 'shape': (1, 2), }   \n",
                     cases[i].type);
            struct dataset *ds = import(npy(version, dict, cases[i].data, cases[i].n), &err);
            if (!ds)
                fail_msg("%s: %s", cases[i].type, err.text);
            assert_string_equal(dataset_info(ds)->format, "npy");
            assert_int_equal(dataset_info(ds)->rows, 1);
            assert_int_equal(dataset_info(ds)->shape[0], 2);
            assert_true(dataset_cell(ds, 0, 0).number == cases[i].v[0]);
            assert_true(dataset_cell(ds, 0, 1).number == cases[i].v[1]);
            dataset_close(ds);
        }
}

static void test_broken_headers_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *dict, *sentence;
    } cases[] = {
        {"{'descr': '<f2', 'fortran_order': False, 'shape': (2,)}", "type \"<f2\" is not read"},
        {"{'descr': '|\xFF', 'fortran_order': False, 'shape': (2,)}", "type \"|?\" is not read"},
        {"{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", "type \"|O\" is not read"},
        {"{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", "several types"},
        {"{'descr': '|u1', 'fortran_order': True, 'shape': (1, 2)}", "Fortran order"},
        {"{'descr': '|u1', 'fortran_order': False, 'shape': ()}", "rank 0; 1 to 4"},
        {"{'descr': '|u1', 'fortran_order': False, 'shape': (1,1,1,1,2)}", "rank 5; 1 to 4"},
        {"{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}", "cannot be read"},
        {"{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}",
         "cannot be read"},
        {"{'descr': '|u1', 'fortran_order': False}", "needs descr, fortran_order and shape"},
        {"{'descr': '|u1', 'shape': (2,)}", "needs descr, fortran_order and shape"},
        {"{'descr': '|u1', 'more': 1}", "cannot be read"},
        {"{'descr': '|u1", "several types"},
        {"nothing", "no dictionary"},
        {"{'descr': '|u1', 'fortran_order': False, 'shape': (3,)}", "promises 3 bytes"},
        {"{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}", "1 bytes follow"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        struct dataset *ds = import(npy(1, cases[i].dict, "\1\2", 2), &err);
        assert_null(ds);
        assert_int_equal(err.code, ERR_INVALID);
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("said \"%s\", not \"%s\"", err.text, cases[i].sentence);
    }
    struct err err = {0};
    assert_null(import(npy(4, "{}", "", 0), &err));
    assert_non_null(strstr(err.text, "version 4.0 is unknown"));
    assert_null(import(files_write(files, "raw", "PK\3\4----", 8), &err));
    assert_non_null(strstr(err.text, "an NPZ archive"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_every_type_is_read),
        TEST(test_broken_headers_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
