/* test_dataset.c - the canonical file: bent ones are refused, big ones cost no memory. */
#include "engine/data/canon.h"
#include "tests/support/files.h"

#include <unistd.h>

static const char csv[] = "x,city,note\n1,Oslo,a\n2,Rome,b\n,Oslo,\n";

/* Reads all that can be read; what a cell says must stay inside the file. */
static void read_all(const struct dataset *ds)
{
    const struct dataset_info *info = dataset_info(ds);
    volatile unsigned sum = 0;
    int64_t columns = info->n_columns + ds->n_elements;
    for (int64_t row = 0; row < info->rows && row < 100; row++)
        for (int64_t i = 0; i < columns && i < 100; i++) {
            struct cell c = dataset_cell(ds, row, i);
            for (size_t k = 0; c.kind == CELL_TEXT && k < c.n; k++)
                sum += (unsigned char)c.text[k];
        }
    for (int i = 0; i < info->n_columns; i++) {
        sum += (unsigned)strlen(info->columns[i].name);
        for (int k = 0; k < ds->classes[i].n; k++)
            sum += (unsigned)strlen(ds->classes[i].names[k]) + (unsigned)ds->classes[i].counts[k];
    }
}

static unsigned char *canonical(size_t *n)
{
    struct dataset *ds = files_dataset(files, "csv", csv, sizeof csv - 1, NULL);
    *n = ds->n_map;
    unsigned char *bytes = malloc(*n);
    memcpy(bytes, ds->map, *n);
    dataset_close(ds);
    return bytes;
}

static struct dataset *reopen(const unsigned char *bytes, size_t n, struct err *err)
{
    char *path = files_write(files, "bent", bytes, n);
    struct dataset *ds = dataset_open(path, err);
    free(path);
    return ds;
}

/* A flipped byte in header or tables is found; in the cells it may change a value, no more. */
static void test_no_changed_byte_does_harm(void **state)
{
    (void)state;
    size_t n;
    unsigned char *bytes = canonical(&n);
    const struct canon_header *h = (const struct canon_header *)bytes;
    for (size_t i = 0; i < n; i++) {
        if (i >= sizeof *h && i < CANON_BODY_AT)
            continue;
        struct err err = {0};
        bytes[i] ^= 0xFF;
        struct dataset *ds = reopen(bytes, n, &err);
        bytes[i] ^= 0xFF;
        if (i < sizeof *h || i >= h->tables_at) {
            assert_null(ds);
            assert_int_equal(err.code, ERR_CORRUPT);
        }
        if (ds)
            read_all(ds);
        dataset_close(ds);
    }
    free(bytes);
}

/* The same with the hash made right again: the checks behind it hold by themselves. */
static void test_no_forged_byte_does_harm(void **state)
{
    (void)state;
    size_t n;
    unsigned char *bytes = canonical(&n);
    struct canon_header *h = (struct canon_header *)bytes;
    struct canon_header good = *h;
    for (size_t i = 0; i < n; i++) {
        if ((i >= sizeof *h && i < CANON_BODY_AT) || (i > CANON_BODY_AT && i < good.texts_at))
            continue;
        for (int k = 0; k < 3; k++) {
            static const unsigned char flips[] = {0xFF, 0x01, 0x80};
            struct err err = {0};
            bytes[i] ^= flips[k];
            h->hash = canon_hash(h, bytes + good.tables_at, good.tables_n);
            struct dataset *ds = reopen(bytes, n, &err);
            if (ds)
                read_all(ds);
            dataset_close(ds);
            bytes[i] ^= flips[k];
            *h = good;
        }
    }
    free(bytes);
}

static void test_a_file_that_is_cut_short_is_refused(void **state)
{
    (void)state;
    size_t n;
    unsigned char *bytes = canonical(&n);
    for (size_t k = 0; k < n; k += k < CANON_BODY_AT - 8 ? 512 : 1) {
        struct err err = {0};
        assert_null(reopen(bytes, k, &err));
        assert_int_equal(err.code, ERR_CORRUPT);
    }
    free(bytes);
    struct err err = {0};
    assert_null(dataset_open("/nonexistent/dataset", &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

/* The same bytes always give the same file. */
static void test_import_is_deterministic(void **state)
{
    (void)state;
    size_t n, m;
    unsigned char *a = canonical(&n), *b = canonical(&m);
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n);
    free(a);
    free(b);
}

static long status_kb(const char *key)
{
    FILE *f = fopen("/proc/self/status", "r");
    char line[256];
    long kb = -1;
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, key, strlen(key)) == 0)
            sscanf(line + strlen(key), ": %ld", &kb);
    if (f)
        fclose(f);
    return kb;
}

/* 48 MiB of every column type grow the peak by less than half of that: the budget of the distinct
 * values, the buffers and one record. */
static void test_memory_does_not_grow_with_the_file(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip(); /* their shadows and quarantines count as ours */
#endif
    char *raw = files_path(files, "big"), *out = files_path(files, "out");
    FILE *f = fopen(raw, "w");
    fprintf(f, "id,word,long,x\n");
    for (int i = 0; ftell(f) < 48 << 20; i++)
        fprintf(f, "%d,w%d,a text that is different in row %d,%d.5\n", i, i % 60000, i, i % 7);
    fclose(f);
    FILE *reset = fopen("/proc/self/clear_refs", "w");
    if (!reset || fputs("5", reset) < 0 || fclose(reset) != 0)
        skip();
    long before = status_kb("VmRSS");
    struct err err = {0};
    if (dataset_import("csv", raw, NULL, NULL, out, &err) < 0)
        fail_msg("%s", err.text);
    long peak = status_kb("VmHWM");
    if (peak - before > 36 << 10)
        fail_msg("%ld KiB more at the peak", peak - before);
    struct dataset *ds = dataset_open(out, &err);
    assert_int_equal(dataset_info(ds)->columns[1].type, COLUMN_CATEGORICAL);
    assert_int_equal(dataset_info(ds)->columns[1].n_classes, 60000);
    assert_int_equal(dataset_info(ds)->columns[2].type, COLUMN_TEXT);
    dataset_close(ds);
    free(raw);
    free(out);
}

static void test_an_unknown_format_is_refused(void **state)
{
    (void)state;
    struct err err = {0};
    assert_int_equal(dataset_import("xls", "raw", NULL, NULL, "out", &err), ERR_INVALID);
    assert_non_null(strstr(err.text, "\"xls\""));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_no_changed_byte_does_harm),           TEST(test_no_forged_byte_does_harm),
        TEST(test_a_file_that_is_cut_short_is_refused), TEST(test_import_is_deterministic),
        TEST(test_memory_does_not_grow_with_the_file),  TEST(test_an_unknown_format_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
