/* test_npz.c - archives as NumPy writes them (tests/golden/archives.py), and broken ones. */
#include "engine/data/dataset.h"
#include "engine/data/format.h"
#include "tests/support/files.h"

#include <unistd.h>

static struct dataset *import_file(const char *path, const char *labels, const char *x,
                                   const char *y, struct err *err)
{
    char *out = files_path(files, "out");
    char *names[2] = {(char *)x, (char *)y};
    struct value options[OPTIONS_MAX] = {[NPZ_X] = {.n = x != NULL, .names = &names[0]},
                                         [NPZ_Y] = {.n = y != NULL, .names = &names[1]}};
    struct dataset *ds = NULL;
    int before = files_count(files);
    int rc = dataset_import("npz", path, labels, options, out, err);
    if (rc == 0)
        ds = dataset_open(out, err);
    assert_int_equal(files_count(files), before + (rc == 0));
    unlink(out);
    free(out);
    return ds;
}

static const char *golden(const char *name)
{
    static char path[2][128];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "tests/golden/archives/%s.npz", name);
    return path[turn];
}

static void numpys_archives_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *file, *x, *y;
        int rows;
        bool maps;
    } cases[] = {
        {"stored", NULL, NULL, 4, false},       {"deflated", NULL, NULL, 4, false},
        {"unnamed", NULL, NULL, 4, false},      {"stored", "x", "y", 4, false},
        {"stored", "x.npy", NULL, 4, false},    {"four", "x_train", "y_train", 4, false},
        {"four", "x_test", "y_test", 2, false}, {"maps", NULL, NULL, 4, true},
        {"zip64", NULL, NULL, 4, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        struct dataset *ds = import_file(golden(cases[i].file), NULL, cases[i].x, cases[i].y, &err);
        if (!ds)
            fail_msg("%s: %s", cases[i].file, err.text);
        const struct dataset_info *info = dataset_info(ds);
        assert_string_equal(info->format, "npz");
        assert_int_equal(info->rows, cases[i].rows);
        assert_true(info->rank == 2 && info->shape[0] == 2 && info->shape[1] == 3);
        assert_true(info->labelled && info->maps == cases[i].maps);
        for (int row = 0; row < cases[i].rows; row++)
            for (int k = 0; k < 6; k++)
                assert_true(dataset_cell(ds, row, k).number == row * 6 + k);
        assert_int_equal(info->columns[0].n_classes, cases[i].rows == 2 ? 2 : 3);
        assert_true(dataset_cell(ds, 1, 6).number == (cases[i].maps ? 0 : 9));
        dataset_close(ds);
    }
}

static void labels_may_come_on_their_own(void **state)
{
    (void)state;
    struct err err = {0};
    struct dataset *ds = import_file(golden("alone"), NULL, NULL, NULL, &err);
    assert_non_null(ds);
    assert_false(dataset_info(ds)->labelled);
    dataset_close(ds);
    ds = import_file(golden("alone"), golden("stored"), NULL, NULL, &err);
    assert_non_null(ds);
    assert_true(dataset_info(ds)->labelled);
    assert_true(dataset_cell(ds, 3, 6).number == 8);
    dataset_close(ds);
}

static void what_cannot_be_guessed_is_asked(void **state)
{
    (void)state;
    static const struct {
        const char *file, *labels, *x, *y, *sentence;
    } cases[] = {
        {"four", NULL, NULL, NULL,
         "4 arrays; say by x= and y= which are samples and labels: x_test, x_train, y_train, "
         "y_test"},
        {"four", NULL, "x_trein", NULL, "no array \"x_trein\"; it has x_test, x_train"},
        {"four", NULL, "x_train", "y_test", "labels: 2 labels for 4 rows"},
        {"stored", NULL, "x", "z", "no array \"z\"; it has x, y"},
        {"alone", "four", NULL, NULL, "labels: the archive has 4 arrays"},
        {"bzip2", NULL, NULL, NULL, "\"x.npy\" is packed by method 12"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        assert_null(import_file(golden(cases[i].file),
                                cases[i].labels ? golden(cases[i].labels) : NULL, cases[i].x,
                                cases[i].y, &err));
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("said \"%s\", not \"%s\"", err.text, cases[i].sentence);
    }
}

static unsigned char *read_golden(const char *name, size_t *n)
{
    unsigned char *bytes = malloc(1 << 16);
    FILE *f = fopen(golden(name), "rb");
    assert_non_null(f);
    *n = fread(bytes, 1, 1 << 16, f);
    fclose(f);
    return bytes;
}

static void an_archive_that_is_cut_anywhere_is_refused(void **state)
{
    (void)state;
    size_t n;
    unsigned char *bytes = read_golden("deflated", &n);
    for (size_t cut = 0; cut < n; cut++) {
        struct err err = {0};
        char *path = files_write(files, "cut", bytes, cut);
        assert_null(import_file(path, NULL, NULL, NULL, &err));
        assert_true(err.code < 0 && *err.text);
        free(path);
    }
    free(bytes);
}

/* A flipped bit is refused or (in what nobody reads, such as times) changes nothing. */
static void a_flipped_bit_never_changes_a_number(void **state)
{
    (void)state;
    static const char *const names[] = {"stored", "deflated", "zip64"};
    for (int i = 0; i < 3; i++) {
        size_t n;
        unsigned char *bytes = read_golden(names[i], &n);
        for (size_t at = 0; at < n; at++) {
            struct err err = {0};
            bytes[at] ^= 1 << at % 8;
            char *path = files_write(files, "flipped", bytes, n);
            struct dataset *ds = import_file(path, NULL, "x", "y", &err);
            for (int k = 0; ds && k < 24; k++)
                assert_true(dataset_cell(ds, k / 6, k % 6).number == k);
            dataset_close(ds);
            bytes[at] ^= 1 << at % 8;
            free(path);
        }
        free(bytes);
    }
}

static void put(unsigned char *at, uint64_t v, int n)
{
    for (int i = 0; i < n; i++)
        at[i] = (unsigned char)(v >> 8 * i);
}

/* The directory of an archive of one member, with lies in it. */
static void a_directory_that_lies_is_refused(void **state)
{
    (void)state;
    static const struct {
        int at, n; /* in the end record (from 0) or the entry (from 100) */
        uint64_t value;
        const char *sentence;
    } cases[] = {
        {10, 2, 0, "the ZIP archive is empty"},
        {10, 2, 2000, "2000 members"},
        {12, 4, 0x7FFFFFFF, "in a directory of 2147483647 bytes"},
        {16, 4, 0x00FFFFFF, "cut short"},
        {16, 4, 0xFFFFFFFF, "lacks the record of its 64-bit sizes"},
        {100 + 8, 2, 1, "\"x.npy\" is encrypted"},
        {100 + 20, 4, 0xFFFFFF, "lies outside of the archive"},
        {100 + 24, 4, 0x70000000, "lies outside"},
        {100 + 24, 4, 0xFFFFFFFF, "makes no sense"},
        {100 + 28, 2, 0, "no UTF-8 of 1 to 255 bytes"},
        {100 + 28, 2, 0x7FFF, "makes no sense"},
        {100 + 42, 4, 5, "its header makes no sense"},
        {100 + 16, 4, 12345, "its checksum is another"},
    };
    size_t n;
    unsigned char *bytes = read_golden("alone", &n), *end = bytes + n - 22;
    unsigned char *entry = bytes + (end[16] | end[17] << 8);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char *at = cases[i].at < 100 ? end + cases[i].at : entry + cases[i].at - 100;
        unsigned char kept[8];
        struct err err = {0};
        memcpy(kept, at, sizeof kept / 2);
        put(at, cases[i].value, cases[i].n);
        char *path = files_write(files, "lies", bytes, n);
        assert_null(import_file(path, NULL, NULL, NULL, &err));
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("%zu said \"%s\", not \"%s\"", i, err.text, cases[i].sentence);
        memcpy(at, kept, sizeof kept / 2);
        free(path);
    }
    /* deflated, and larger than anything real unpacks to */
    struct err err = {0};
    put(entry + 10, 8, 2);
    put(entry + 24, 0x7FFFFFFF, 4);
    char *path = files_write(files, "bomb", bytes, n);
    assert_null(import_file(path, NULL, NULL, NULL, &err));
    assert_non_null(strstr(err.text, "more than 256 times its packed ones"));
    free(path);
    free(bytes);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(numpys_archives_are_read),
        TEST(labels_may_come_on_their_own),
        TEST(what_cannot_be_guessed_is_asked),
        TEST(an_archive_that_is_cut_anywhere_is_refused),
        TEST(a_flipped_bit_never_changes_a_number),
        TEST(a_directory_that_lies_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
