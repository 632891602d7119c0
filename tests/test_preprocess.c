/* test_preprocess.c - from rows to floats and back to the sentences that say why not. */
#include "engine/data/preprocess.h"
#include "tests/support/files.h"

static struct dataset *csv(const char *text)
{
    return files_dataset(files, "csv", text, strlen(text), NULL);
}

/* A spec with the data section alone. Names are separated by blanks. */
static struct spec *data_spec(const char *targets, const char *features, enum normalize normalize,
                              enum missing missing)
{
    struct spec *s = calloc(1, sizeof *s);
    s->data[DATA_NORMALIZE].n = normalize;
    s->data[DATA_MISSING].n = missing;
    s->targets = calloc(8, sizeof *s->targets);
    s->features = calloc(8, sizeof *s->features);
    char *copy = strdup(targets), *save = NULL;
    for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save))
        s->targets[s->n_targets++] = strdup(w);
    free(copy);
    copy = strdup(features);
    for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save))
        s->features[s->n_features++] = strdup(w);
    free(copy);
    return s;
}

static void data_spec_free(struct spec *s)
{
    for (int i = 0; i < 8; i++) {
        free(s->targets[i]);
        free(s->features[i]);
    }
    free(s->targets);
    free(s->features);
    free(s);
}

static struct preprocess *fit(const struct spec *spec, enum target_kind kind,
                              const struct dataset *ds, const uint32_t *rows, int64_t n)
{
    struct err err = {0};
    struct preprocess *p = preprocess_fit(spec, kind, ds, rows, n, &err);
    if (!p)
        fail_msg("%s", err.text);
    return p;
}

static struct feed *feed(const struct preprocess *p, const struct dataset *ds)
{
    struct err err = {0};
    struct feed *f = feed_new(p, ds, true, &err);
    if (!f)
        fail_msg("%s", err.text);
    return f;
}

static const char table[] = "age,city,day,y\n"
                            "10,Oslo,1970-01-02,1.5\n"
                            "20,Bergen,1970-01-03,2.5\n"
                            "30,Oslo,1970-01-04,3.5\n"
                            ",Rome,1970-01-05,4.5\n";

static void assert_row(const float *x, const float *want, int n)
{
    for (int i = 0; i < n; i++)
        if (!(fabsf(x[i] - want[i]) < 1e-6))
            fail_msg("x[%d] is %g, not %g", i, x[i], want[i]);
}

static void test_numbers_categories_and_times_become_floats(void **state)
{
    (void)state;
    struct dataset *ds = csv(table);
    struct spec *spec = data_spec("", "", NORMALIZE_NONE, MISSING_ZERO);
    struct preprocess *p = fit(spec, TARGET_NUMBERS, ds, NULL, 4);
    const struct preprocess_info *info = preprocess_info(p);
    assert_int_equal(info->rank, 1);
    assert_int_equal(info->n_in, 5);
    assert_int_equal(info->n_inputs, 3);
    assert_int_equal(info->n_out, 1);
    assert_string_equal(info->names[0], "y");
    assert_string_equal(info->inputs[1].classes[0], "Bergen");
    struct feed *f = feed(p, ds);
    float x[4 * 5], y[4];
    feed_gather(f, (const uint32_t[]){3, 0, 1, 2}, 4, x, y, NULL);
    assert_row(x, (const float[]){0, 0, 0, 1, 4}, 5);
    assert_row(x + 5, (const float[]){10, 0, 1, 0, 1}, 5);
    assert_row(x + 10, (const float[]){20, 1, 0, 0, 2}, 5);
    assert_row(y, (const float[]){4.5, 1.5, 2.5, 3.5}, 4);
    feed_free(f);
    preprocess_free(p);
    data_spec_free(spec);
    dataset_close(ds);
}

/* Statistics are those of the given rows; missing values take the mean before normalisation. */
static void test_normalisation_is_of_the_training_rows(void **state)
{
    (void)state;
    struct dataset *ds = csv(table);
    const uint32_t rows[] = {0, 1};
    float x[3];
    struct spec *spec = data_spec("y", "age", NORMALIZE_STANDARD, MISSING_MEAN);
    struct preprocess *p = fit(spec, TARGET_NUMBERS, ds, rows, 2);
    struct feed *f = feed(p, ds);
    feed_gather(f, (const uint32_t[]){0, 2, 3}, 3, x, NULL, NULL);
    assert_row(x, (const float[]){-1, 3, 0}, 3); /* mean 15, deviation 5 */
    feed_free(f);
    preprocess_free(p);
    spec->data[DATA_NORMALIZE].n = NORMALIZE_MINMAX;
    p = fit(spec, TARGET_NUMBERS, ds, rows, 2);
    f = feed(p, ds);
    feed_gather(f, (const uint32_t[]){0, 2, 3}, 3, x, NULL, NULL);
    assert_row(x, (const float[]){0, 2, 0.5}, 3);
    feed_free(f);
    preprocess_free(p);
    data_spec_free(spec);
    dataset_close(ds);
}

static void test_a_constant_becomes_zero(void **state)
{
    (void)state;
    struct dataset *ds = csv("c,y\n7,1\n7,2\n");
    struct spec *spec = data_spec("", "", NORMALIZE_STANDARD, MISSING_ERROR);
    struct preprocess *p = fit(spec, TARGET_NUMBERS, ds, NULL, 2);
    struct feed *f = feed(p, ds);
    float x[2];
    feed_gather(f, (const uint32_t[]){0, 1}, 2, x, NULL, NULL);
    assert_row(x, (const float[]){0, 0}, 2);
    feed_free(f);
    preprocess_free(p);
    data_spec_free(spec);
    dataset_close(ds);
}

static void test_targets_are_classes_or_flags(void **state)
{
    (void)state;
    struct dataset *ds = csv("x,kind,n,a,b\n1,dog,7,0,no\n2,cat,-1,1,yes\n3,dog,7,1,no\n");
    const uint32_t rows[] = {0, 1, 2};
    int32_t labels[3];
    struct spec *spec = data_spec("kind", "x", NORMALIZE_NONE, MISSING_ERROR);
    struct preprocess *p = fit(spec, TARGET_CLASS, ds, NULL, 3);
    assert_int_equal(preprocess_info(p)->n_out, 2);
    assert_string_equal(preprocess_info(p)->names[1], "dog");
    struct feed *f = feed(p, ds);
    feed_gather(f, rows, 3, NULL, NULL, labels);
    assert_true(labels[0] == 1 && labels[1] == 0 && labels[2] == 1);
    feed_free(f);
    preprocess_free(p);
    data_spec_free(spec);

    spec = data_spec("n", "x", NORMALIZE_NONE, MISSING_ERROR); /* numbers as classes */
    p = fit(spec, TARGET_CLASS, ds, NULL, 3);
    assert_string_equal(preprocess_info(p)->names[0], "-1");
    f = feed(p, ds);
    feed_gather(f, rows, 3, NULL, NULL, labels);
    assert_true(labels[0] == 1 && labels[1] == 0 && labels[2] == 1);
    feed_free(f);
    preprocess_free(p);
    data_spec_free(spec);

    float y[6];
    spec = data_spec("a b", "x", NORMALIZE_NONE, MISSING_ERROR);
    p = fit(spec, TARGET_FLAGS, ds, NULL, 3);
    assert_int_equal(preprocess_info(p)->n_out, 2);
    f = feed(p, ds);
    feed_gather(f, rows, 3, NULL, y, NULL);
    assert_row(y, (const float[]){0, 0, 1, 1, 1, 0}, 6);
    feed_free(f);
    preprocess_free(p);
    data_spec_free(spec);
    dataset_close(ds);
}

/* Another dataset is joined by the names of columns and classes, whatever their order. */
static void test_another_dataset_is_joined_by_names(void **state)
{
    (void)state;
    struct dataset *train = csv("x,c,y\n1,red,a\n2,blue,b\n3,green,a\n");
    struct dataset *other = csv("y,extra,c,x\nb,0,red,5\nb,0,green,6\n");
    struct spec *spec = data_spec("y", "x c", NORMALIZE_NONE, MISSING_ERROR);
    struct preprocess *p = fit(spec, TARGET_CLASS, train, NULL, 3);
    struct feed *f = feed(p, other);
    float x[8];
    int32_t labels[2];
    feed_gather(f, (const uint32_t[]){0, 1}, 2, x, NULL, labels);
    assert_row(x, (const float[]){5, 0, 0, 1, 6, 0, 1, 0}, 8);
    assert_true(labels[0] == 1 && labels[1] == 1);
    feed_free(f);
    static const struct {
        const char *csv, *sentence;
    } cases[] = {
        {"y,c,z\na,red,1\na,blue,2\n", "no column \"x\""},
        {"y,c,x\na,red,1\nb,pink,2\n", "column \"c\" has the category \"pink\""},
        {"y,c,x\na,red,1\nz,blue,2\n", "column \"y\" has the category \"z\""},
        {"y,c,x\na,red,q\nb,blue,r\n", "column \"x\" is categorical, in the training data it is n"},
        {"y,c,x\na,red,1\nb,blue,\n", "column \"x\" has missing values"},
        {"y,c,x\na,red,1\n,blue,3\n", "column \"y\" is the target and has missing values"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dataset *bad = csv(cases[i].csv);
        struct err err = {0};
        assert_null(feed_new(p, bad, true, &err));
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("said \"%s\", not \"%s\"", err.text, cases[i].sentence);
        dataset_close(bad);
    }
    preprocess_free(p);
    data_spec_free(spec);
    dataset_close(train);
    dataset_close(other);
}

/* Predict's cells give the bits that training saw, also after a round trip through bytes. */
static void test_cells_give_the_same_bits_as_rows(void **state)
{
    (void)state;
    struct dataset *ds = csv(table);
    struct spec *spec = data_spec("y", "", NORMALIZE_STANDARD, MISSING_MEAN);
    struct preprocess *fitted = fit(spec, TARGET_NUMBERS, ds, NULL, 4);
    size_t n = preprocess_store(fitted, NULL);
    void *bytes = malloc(n);
    preprocess_store(fitted, bytes);
    struct feed *f = feed(fitted, ds);
    float rows[20], cells_x[20];
    feed_gather(f, (const uint32_t[]){0, 1, 2, 3}, 4, rows, NULL, NULL);
    struct err err = {0};
    struct preprocess *p = preprocess_load(bytes, n, &err);
    assert_non_null(p);
    struct cell cells[12];
    for (int i = 0; i < 12; i++)
        cells[i] = dataset_cell(ds, i / 3, i % 3);
    assert_int_equal(preprocess_cells(p, cells, 4, cells_x, &err), 0);
    assert_memory_equal(rows, cells_x, sizeof rows);
    cells[0] = (struct cell){.kind = CELL_TEXT, .text = "10.0", .n = 4};
    cells[2] = (struct cell){.kind = CELL_TEXT, .text = "1970-01-02T00:00Z", .n = 17};
    assert_int_equal(preprocess_cells(p, cells, 1, cells_x, &err), 0);
    assert_memory_equal(rows, cells_x, 5 * sizeof *rows);
    /* Every shorter block, and one with a changed byte in each place, is refused or harmless. */
    for (size_t k = 0; k < n; k++) {
        assert_null(preprocess_load(bytes, k, &err));
        ((unsigned char *)bytes)[k] ^= 0x55;
        struct preprocess *bent = preprocess_load(bytes, n, &err);
        if (bent && preprocess_info(bent)->n_in == 5 && preprocess_info(bent)->n_inputs == 3)
            preprocess_cells(bent, cells, 4, cells_x, &err);
        preprocess_free(bent);
        ((unsigned char *)bytes)[k] ^= 0x55;
    }
    free(bytes);
    feed_free(f);
    preprocess_free(p);
    preprocess_free(fitted);
    data_spec_free(spec);
    dataset_close(ds);
}

static void test_bad_cells_name_row_and_column(void **state)
{
    (void)state;
    struct dataset *ds = csv("age,city,y\n10,Oslo,1\n20,Rome,2\n");
    struct spec *spec = data_spec("y", "", NORMALIZE_NONE, MISSING_ERROR);
    struct preprocess *p = fit(spec, TARGET_NUMBERS, ds, NULL, 2);
#define TEXT(s)                                                                                    \
    {                                                                                              \
        .kind = CELL_TEXT, .text = s, .n = sizeof s - 1                                            \
    }
#define NUMBER(v)                                                                                  \
    {                                                                                              \
        .kind = CELL_NUMBER, .number = v                                                           \
    }
    static const struct {
        struct cell cells[2];
        const char *sentence;
    } cases[] = {
        {{{.kind = CELL_MISSING}, TEXT("Oslo")}, "row 1, column 1 (\"age\"): a missing value"},
        {{TEXT("old"), TEXT("Oslo")}, "row 1, column 1 (\"age\"): not a finite number: \"old\""},
        {{NUMBER(1), TEXT("Paris")}, "column 2 (\"city\"): an unknown category: \"Paris\""},
        {{NUMBER(1), NUMBER(3)}, "an unknown category: \"3\""},
        {{NUMBER(1e300), TEXT("Oslo")}, "too large a number"},
    };
    float x[3];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        assert_int_equal(preprocess_cells(p, cases[i].cells, 1, x, &err), ERR_INVALID);
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("said \"%s\", not \"%s\"", err.text, cases[i].sentence);
    }
    preprocess_free(p);
    data_spec_free(spec);
    dataset_close(ds);
}

static void test_every_fault_has_its_place(void **state)
{
    (void)state;
    char *text = malloc(1 << 20), *at = text;
    at += sprintf(at, "num,city,hole,half,many,prose,one\n");
    for (int i = 0; i < 2000; i++)
        at += sprintf(at, "%d,%s,%s,%s,%d,note %d,same\n", i % 3, i % 2 ? "Oslo" : "Rome",
                      i ? "1" : "", i % 2 ? "0.5" : "1", i, i);
    struct dataset *ds = csv(text);
    free(text);
    static const struct {
        const char *targets, *features;
        enum target_kind kind;
        const char *pointer, *detail; /* NULL: no fault */
    } cases[] = {
        {"num", "city", TARGET_CLASS, NULL, NULL},
        {"num", "city", TARGET_NUMBERS, NULL, NULL},
        {"", "city num", TARGET_NONE, NULL, NULL},
        {"nun", "city", TARGET_CLASS, "/data/target", "did you mean \"num\"?"},
        {"num", "citi", TARGET_CLASS, "/data/features/0", "did you mean \"city\"?"},
        {"hole", "city", TARGET_NUMBERS, "/data/target", "missing in 1 rows"},
        {"num", "hole", TARGET_CLASS, "/data/missing", "column \"hole\" is missing in 1 rows"},
        {"half", "city", TARGET_CLASS, "/data/target", "holds fractions"},
        {"many", "city", TARGET_CLASS, "/data/target", "more than 1024 different numbers"},
        {"prose", "city", TARGET_CLASS, "/data/target", "is text"},
        {"one", "city", TARGET_CLASS, "/data/target", "only one class, \"same\""},
        {"city", "num", TARGET_NUMBERS, "/data/target", "regression wants numbers"},
        {"num", "prose", TARGET_CLASS, NULL, NULL}, /* its tokens */
        {"num", "prose city", TARGET_CLASS, "/data/features/0", "is text"},
        {"num", "num", TARGET_CLASS, "/data/features/0", "cannot be a feature too"},
        {"", "one", TARGET_CLASS, "/data/features/0", "is the target (the last column"},
        {"num", "city city", TARGET_CLASS, "/data/features/1", "named twice"},
        {"num city", "half", TARGET_CLASS, "/data/target", "classification takes one"},
        {"num half", "city", TARGET_FLAGS, "/data/target/0", "other values than 0 and 1"},
        {"num", "", TARGET_NONE, "/data/target", "takes no target"},
        {"num", "", TARGET_NUMBERS, "/data/features", "column \"prose\" is text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec *spec =
            data_spec(cases[i].targets, cases[i].features, NORMALIZE_NONE, MISSING_ERROR);
        struct faults faults = {0};
        struct preprocess_info info;
        int n = preprocess_check(spec, cases[i].kind, ds, NULL, &info, &faults);
        assert_int_equal(n, faults.n);
        bool found = !cases[i].pointer && n == 0;
        for (int k = 0; k < n && cases[i].pointer; k++)
            found |= strcmp(faults.v[k].pointer, cases[i].pointer) == 0 &&
                     strstr(faults.v[k].detail, cases[i].detail) != NULL;
        if (!found)
            fail_msg("case %zu: %d faults, the first \"%s\" at %s", i, n,
                     n ? faults.v[0].detail : "", n ? faults.v[0].pointer : "");
        faults_done(&faults);
        data_spec_free(spec);
    }
    dataset_close(ds);
}

static void test_a_validation_dataset_is_checked_too(void **state)
{
    (void)state;
    struct dataset *train = csv("x,y\n1,a\n2,b\n"), *other = csv("x,y\n1,c\n2,a\n");
    struct spec *spec = data_spec("", "", NORMALIZE_NONE, MISSING_ERROR);
    struct faults faults = {0};
    struct preprocess_info info;
    assert_int_equal(preprocess_check(spec, TARGET_CLASS, train, train, &info, &faults), 0);
    assert_int_equal(info.n_in, 1);
    assert_int_equal(info.n_out, 2);
    assert_int_equal(preprocess_check(spec, TARGET_CLASS, train, other, &info, &faults), 1);
    assert_string_equal(faults.v[0].pointer, "/training/validation_dataset");
    assert_non_null(strstr(faults.v[0].detail, "\"c\""));
    faults_done(&faults);
    data_spec_free(spec);
    dataset_close(train);
    dataset_close(other);
}

/* Images: bytes are fractions of 255; standard takes one mean and deviation over all elements. */
static void test_images_are_scaled(void **state)
{
    (void)state;
    const unsigned char idx[] = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102};
    struct dataset *ds = files_dataset(files, "idx", idx, sizeof idx, NULL);
    struct spec *spec = data_spec("", "", NORMALIZE_NONE, MISSING_ERROR);
    for (enum normalize normalize = NORMALIZE_NONE; normalize <= NORMALIZE_MINMAX; normalize++) {
        spec->data[DATA_NORMALIZE].n = normalize;
        struct preprocess *p = fit(spec, TARGET_NONE, ds, NULL, 2);
        assert_int_equal(preprocess_info(p)->rank, 2);
        assert_int_equal(preprocess_info(p)->shape[1], 2);
        assert_null(preprocess_info(p)->inputs);
        struct feed *f = feed(p, ds);
        float x[4], again[4];
        feed_gather(f, (const uint32_t[]){0, 1}, 2, x, NULL, NULL);
        float v[4] = {0, 1, 0.2f, 0.4f}, mean = 0.4f, std = sqrtf(0.14f);
        for (int i = 0; i < 4 && normalize == NORMALIZE_STANDARD; i++)
            v[i] = (v[i] - mean) / std;
        assert_row(x, v, 4);
        struct cell cells[4];
        for (int i = 0; i < 4; i++)
            cells[i] = dataset_cell(ds, i / 2, i % 2);
        struct err err;
        assert_int_equal(preprocess_cells(p, cells, 2, again, &err), 0);
        assert_memory_equal(x, again, sizeof x);
        cells[3].number = 256;
        assert_true(preprocess_cells(p, cells, 2, again, &err) < 0);
        assert_non_null(strstr(err.text, "row 2, element 2: a byte is wanted"));
        feed_free(f);
        preprocess_free(p);
    }
    data_spec_free(spec);
    dataset_close(ds);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_numbers_categories_and_times_become_floats),
        TEST(test_normalisation_is_of_the_training_rows),
        TEST(test_a_constant_becomes_zero),
        TEST(test_targets_are_classes_or_flags),
        TEST(test_another_dataset_is_joined_by_names),
        TEST(test_cells_give_the_same_bits_as_rows),
        TEST(test_bad_cells_name_row_and_column),
        TEST(test_every_fault_has_its_place),
        TEST(test_a_validation_dataset_is_checked_too),
        TEST(test_images_are_scaled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
