/* test_segmentation.c - a class per pixel: from the labels' file to the predicted map. */
#include "engine/data/augment.h"
#include "engine/data/dataset.h"
#include "engine/data/maps.h"
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

/* Two pictures of 2 × 3 bytes. */
static const unsigned char two_pictures[] = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2,  0,  0,
                                             0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

static int import(const void *labels, size_t n, struct dataset **ds, struct err *err)
{
    FILE *f = fopen(temp_path("x"), "wb"), *g = fopen(temp_path("y"), "wb");
    fwrite(two_pictures, 1, sizeof two_pictures, f);
    fwrite(labels, 1, n, g);
    fclose(f);
    fclose(g);
    remove(temp_path("out"));
    int rc = dataset_import("idx", temp_path("x"), temp_path("y"), NULL, temp_path("out"), err);
    if (rc == 0)
        assert_non_null(*ds = dataset_open(temp_path("out"), err));
    return rc;
}

static void the_numbers_that_occur_are_the_classes(void **state)
{
    (void)state;
    static const unsigned char labels[] = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0,
                                           0, 3, 9, 0, 0, 0, 0, 0, 9, 7, 0, 0, 0, 9};
    struct dataset *ds = NULL;
    struct err err = {0};
    assert_int_equal(import(labels, sizeof labels, &ds, &err), 0);
    const struct dataset_info *info = dataset_info(ds);
    assert_true(info->labelled && info->maps);
    assert_int_equal(info->n_columns, 1);
    assert_string_equal(info->columns[0].name, "label");
    assert_int_equal(info->columns[0].n_classes, 3);
    assert_string_equal(info->columns[0].classes[1], "7");
    assert_int_equal(info->columns[0].class_counts[0], 8);
    assert_int_equal(info->columns[0].class_counts[2], 3);
    assert_true(dataset_cell(ds, 1, 0).number == 7); /* the picture's first pixel … */
    assert_true(dataset_cell(ds, 1, 6).number == 9); /* … and its class */
    assert_true(dataset_cell(ds, 1, 7).number == 7);
    assert_true(dataset_cell(ds, 0, 11).number == 0);
    assert_int_equal(dataset_cell(ds, 0, 12).kind, CELL_MISSING);
    dataset_close(ds);
}

static void maps_that_fit_no_picture_are_refused(void **state)
{
    (void)state;
    static const struct {
        unsigned char bytes[40];
        size_t n;
        const char *sentence;
    } cases[] = {
        {{0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3}, 22, "1 labels for 2 rows"},
        {{0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2},
         28,
         "maps of 3 × 2 for pictures of 2 × 3"},
        {{0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 6}, 24, "rank 2"},
        {{0, 0, 8, 4, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1}, 32, NULL},
        {{0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3}, 26, "1 labels for 2 rows"},
        {{0, 0, 9, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 255},
         28,
         "row 2, pixel (0, 1) is -1; a class is a number from 0 to 65535"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dataset *ds = NULL;
        struct err err = {0};
        int rc = import(cases[i].bytes, cases[i].n, &ds, &err);
        assert_int_equal(rc, cases[i].sentence ? ERR_INVALID : 0);
        if (cases[i].sentence && !strstr(err.text, cases[i].sentence))
            fail_msg("said \"%s\", not \"%s\"", err.text, cases[i].sentence);
        dataset_close(ds);
    }
}

static void fractions_are_no_classes_of_pixels(void **state)
{
    (void)state;
    unsigned char labels[16 + 48] = {0, 0, 13, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3};
    struct dataset *ds = NULL;
    struct err err = {0};
    assert_int_equal(import(labels, sizeof labels, &ds, &err), ERR_INVALID);
    assert_non_null(strstr(err.text, "save it as integers"));
}

/* ---- augmentation ---- */

/* What moves a picture by whole pixels moves its map alike: both hold the same numbers. */
static void a_map_moves_with_its_picture(void **state)
{
    (void)state;
    static const char *const changes[] = {"flip vertical=1", "crop pixels=2", "cutout size=0"};
    static const struct preprocess_info info = {
        .rank = 3,
        .shape = {5, 4, 2},
        .n_in = 40,
        .block = {{.kind = BLOCK_SAMPLE, .n = 40, .rank = 3, .shape = {5, 4, 2}}},
        .n_blocks = 1};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct spec s;
        spec_init(&s);
        spec_choose(&s, "augment", changes[i]);
        struct augment a = augment_init(&s, &info, 0);
        for (uint32_t row = 0; row < 40; row++) {
            float x[40], scratch[40];
            int32_t map[20];
            for (int k = 0; k < 40; k++) {
                x[k] = (float)(k / 2 + 1);
                map[k / 2] = k / 2 + 1;
            }
            augment_sample(&a, 0, row, x, map, scratch);
            for (int k = 0; k < 20; k++)
                assert_int_equal(map[k], x[2 * k] > 0 ? (int)x[2 * k] : -1); /* black: outside */
        }
        spec_done(&s);
    }
}

static void a_warped_map_takes_the_nearest_pixel(void **state)
{
    (void)state;
    const struct picture p = {3, 3, 1, 0};
    const struct {
        struct warp warp;
        int32_t want[9];
    } cases[] = {
        {warp_move(0, .4), {1, 2, 3, 4, 5, 6, 7, 8, 9}},
        {warp_move(0, .6), {-1, 1, 2, -1, 4, 5, -1, 7, 8}},
        {warp_move(-1, 0), {4, 5, 6, 7, 8, 9, -1, -1, -1}},
        {warp_turn(90), {3, 6, 9, 2, 5, 8, 1, 4, 7}},
        {warp_zoom(3), {5, 5, 5, 5, 5, 5, 5, 5, 5}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t map[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, scratch[9];
        map_warp(&p, &cases[i].warp, map, scratch);
        assert_memory_equal(map, cases[i].want, sizeof map);
    }
}

/* ---- training ---- */

static void unet(struct spec *s, const char *last)
{
    spec_start(s, "segmentation", "epochs=12 batch_size=16 seed=3");
    spec_add(s, "conv2d filters=4 kernel_size=3 padding=same activation=relu name=a");
    spec_add(s, "max_pool2d");
    spec_add(s, "conv2d filters=8 kernel_size=3 padding=same activation=relu");
    spec_add(s, "upsample2d name=b");
    spec_add(s, "concat inputs=a,b");
    spec_add(s, last);
    spec_choose(s, "optimizer", "adam learning_rate=0.02");
}

static void what_does_not_fit_is_refused_where_it_stands(void **state)
{
    (void)state;
    struct dataset *maps = maps_made("maps", 20, 6, 4, 3), *one = pictures_made("one", 20, 6, 4, 3);
    struct dataset *table = table_made("table", 20, 4, 3, 1);
    const struct {
        const struct dataset *ds;
        const char *task, *last, *loss, *pointer, *detail;
    } cases[] = {
        {maps, "segmentation", "conv2d filters=3 kernel_size=1", NULL, NULL, NULL},
        {maps, "segmentation", "conv2d filters=2 kernel_size=1", NULL, "/model/layers/5",
         "gives (6, 4, 2), but a segmentation by cross_entropy needs (6, 4, 3)"},
        {maps, "segmentation", "conv2d filters=3 kernel_size=2", NULL, "/model/layers/5",
         "gives (5, 3, 3)"},
        {maps, "segmentation", "dense units=3", NULL, "/model/layers/5", "gives (3)"},
        {maps, "segmentation", "conv2d filters=1 kernel_size=1", "binary_cross_entropy",
         "/training/loss", "tells two classes apart, the maps have 3"},
        {maps, "segmentation", "conv2d filters=3 kernel_size=1", "mse", "/training/loss",
         "mse is no loss for segmentation"},
        {maps, "classification", "dense units=3", NULL, "/model/task",
         "the dataset's labels are a class per pixel"},
        {one, "segmentation", "conv2d filters=3 kernel_size=1", NULL, "/model/task",
         "one value of \"label\" per picture"},
        {table, "segmentation", "conv2d filters=3 kernel_size=1", NULL, "/model/task",
         "this dataset is a table of 5 columns"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec s;
        struct faults faults = {0};
        struct quote quote;
        unet(&s, cases[i].last);
        s.task = catalog_find(CATALOG_TASKS, cases[i].task);
        if (cases[i].loss)
            spec_choose(&s, "loss", cases[i].loss);
        int n = training_quote(&s, cases[i].ds, NULL, 1, &quote, &faults);
        assert_int_equal(n > 0, cases[i].pointer != NULL);
        if (n > 0 && (strcmp(faults.v[0].pointer, cases[i].pointer) ||
                      !strstr(faults.v[0].detail, cases[i].detail)))
            fail_msg("said %s: %s", faults.v[0].pointer, faults.v[0].detail);
        faults_done(&faults);
        spec_done(&s);
    }
    dataset_close(maps);
    dataset_close(one);
    dataset_close(table);
}

static struct model *trained(struct spec *s, const struct dataset *ds)
{
    struct err err = {0};
    struct training *t = training_new(s, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    while (training_advance(t, &parallel_serial, &err) == 1)
        ;
    assert_int_equal(training_export(t, temp_path("model"), "", "", &err), 0);
    training_free(t);
    struct model *m = model_open(temp_path("model"), s, &err);
    assert_non_null(m);
    return m;
}

/* Brightness tells the classes apart, so nearly every pixel is found. */
static void a_small_u_net_learns_and_predicts_maps(void **state)
{
    (void)state;
    for (int classes = 2; classes <= 3; classes++) {
        struct dataset *ds = maps_made("learn", 60, 6, 4, classes);
        struct spec s;
        struct err err = {0};
        struct metric metrics[8];
        int64_t rows, right = 0;
        unet(&s,
             classes == 2 ? "conv2d filters=1 kernel_size=1" : "conv2d filters=3 kernel_size=1");
        struct model *m = trained(&s, ds);
        const struct model_info *info = model_info(m);
        assert_int_equal(info->n_outputs, 24);
        assert_int_equal(info->map_classes, classes);
        assert_false(info->is_classifier);
        assert_string_equal(info->classes[1], "1");
        struct cell cells[2 * 24];
        float outputs[2 * 24];
        for (int i = 0; i < 48; i++)
            cells[i] = dataset_cell(ds, 5 + i / 24 * 2, i % 24);
        assert_int_equal(model_predict(m, cells, 2, outputs, &err), 0);
        for (int i = 0; i < 48; i++)
            right += outputs[i] == (float)dataset_cell(ds, 5 + i / 24 * 2, 24 + i % 24).number;
        assert_true(right >= 44);
        int n = model_evaluate(m, ds, NULL, NULL, metrics, 8, &rows, &err);
        assert_true(n >= 2 && strcmp(metrics[1].name, "accuracy") == 0 && metrics[1].value > .95);
        model_close(m);
        spec_done(&s);
        dataset_close(ds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_numbers_that_occur_are_the_classes),
        cmocka_unit_test(maps_that_fit_no_picture_are_refused),
        cmocka_unit_test(fractions_are_no_classes_of_pixels),
        cmocka_unit_test(a_map_moves_with_its_picture),
        cmocka_unit_test(a_warped_map_takes_the_nearest_pixel),
        cmocka_unit_test(what_does_not_fit_is_refused_where_it_stands),
        cmocka_unit_test(a_small_u_net_learns_and_predicts_maps),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
