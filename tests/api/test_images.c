/* test_images.c - pictures on the real daemon: an archive of folders, NumPy's archive, maps of
 * classes, and a segmenter's whole life. The archives are those of tests/golden. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon d;
static char ann[64];

static int setup(void **state)
{
    (void)state;
    daemon_start(&d, NULL);
    tenant_make(&d, "a", NULL);
    user_make(&d, "a", "ann", "member", ann);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static struct reply upload(const char *query, const char *file)
{
    static char bytes[1 << 16];
    char path[128];
    snprintf(path, sizeof path, "tests/golden/%s", file);
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("no %s", path); /* run from the repository's root */
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    snprintf(path, sizeof path, "/v1/datasets?%s", query);
    return call(&d, "POST", path, &(struct ask){.token = ann, .body = bytes, .n = n});
}

static void folders_are_classes(void **state)
{
    (void)state;
    struct reply r = upload("name=insects&format=images&size=7x5&channels=3&resize=bilinear",
                            "pictures/gnu.tar");
    expect(&r, 201);
    assert_string_equal(text_at(&r, "state"), "ready");
    assert_int_equal(number_at(&r, "rows"), 3);
    assert_int_equal(number_at(&r, "shape/0"), 7);
    assert_int_equal(number_at(&r, "shape/1"), 5);
    assert_int_equal(number_at(&r, "shape/2"), 3);
    assert_string_equal(text_at(&r, "columns/0/classes/1"), "bees");
    assert_int_equal(number_at(&r, "columns/0/counts/0"), 2);
    assert_int_equal(json_kind(at(&r, "label_shape")), JSON_NULL);
    reply_free(&r);
    r = get(&d, ann, "/v1/datasets/insects/preview?rows=3");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "rows/2")), 7 * 5 * 3 + 1);
    assert_int_equal(json_count(at(&r, "shape")), 3);
    reply_free(&r);
    r = get(&d, ann, "/v1/datasets/insects/content");
    expect(&r, 200);
    assert_non_null(strstr(header(&r, "Content-Disposition"), "insects.tar"));
    reply_free(&r);
}

static void what_is_wrong_with_an_archive_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *query, *file, *sentence;
        int status; /* 0: 422 */
    } cases[] = {
        {"name=x&format=images", "archives/maps.npz", "a ZIP archive; pictures are read from a tar",
         0},
        {"name=x&format=images", "pictures/photo.jpg", "a single picture; pictures come in a tar",
         0},
        {"name=x&format=images&size=5000", "pictures/gnu.tar", "allowed: integer 0..4096", 0},
        {"name=x&format=images&size=0x4", "pictures/gnu.tar", "give both sides or none", 0},
        {"name=x&format=images&channels=2", "pictures/gnu.tar", "auto, 1, 3", 400},
        {"name=x&format=npz&y=labels", "archives/four.npz", "say by x= and y=", 0},
        {"name=x&format=npz&x=x_train&y=yy", "archives/four.npz", "no array \"yy\"; it has", 0},
        {"name=x&format=npz&size=4", "archives/four.npz", "unknown", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = upload(cases[i].query, cases[i].file);
        expect(&r, cases[i].status ? cases[i].status : 422);
        if (!strstr(text_at(&r, "detail"), cases[i].sentence))
            fail_msg("%s said \"%s\"", cases[i].query, text_at(&r, "detail"));
        reply_free(&r);
    }
}

static void a_segmenter_lives(void **state)
{
    (void)state;
    struct reply r = upload("name=maps&format=npz", "archives/maps.npz");
    expect(&r, 201);
    assert_string_equal(text_at(&r, "state"), "ready");
    assert_int_equal(number_at(&r, "label_shape/0"), 2);
    assert_int_equal(number_at(&r, "label_shape/1"), 3);
    assert_int_equal(number_at(&r, "columns/0/n_classes"), 3);
    assert_int_equal(number_at(&r, "columns/0/counts/1"), 8);
    reply_free(&r);
    r = get(&d, ann, "/v1/datasets/maps/preview?rows=1");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "rows/0")), 12);
    assert_int_equal(number_at(&r, "rows/0/5"), 5);
    assert_int_equal(number_at(&r, "rows/0/11"), 2);
    reply_free(&r);
    r = post(
        &d, ann, "/v1/jobs",
        "{\"name\":\"seg\",\"dataset\":\"maps\",\"model\":{\"task\":\"segmentation\","
        "\"layers\":[{\"type\":\"conv2d\",\"filters\":8,\"kernel_size\":3,\"padding\":\"same\","
        "\"activation\":\"relu\"},{\"type\":\"conv2d\",\"filters\":3,\"kernel_size\":1}]},"
        "\"training\":{\"epochs\":300,\"optimizer\":{\"type\":\"adam\",\"learning_rate\":0.05},"
        "\"augment\":[{\"type\":\"mixup\",\"alpha\":0.1}]}}");
    expect(&r, 201);
    reply_free(&r);
    r = get(&d, ann, "/v1/jobs/seg?wait=20");
    assert_string_equal(text_at(&r, "state"), "succeeded");
    assert_true(number_at(&r, "metrics/latest/mean_iou") > 0);
    reply_free(&r);
    r = post(&d, ann, "/v1/models/seg/predict", "{\"inputs\":[[[0,1,2],[3,4,5]],[6,7,8,9,10,11]]}");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "outputs")), 2);
    assert_int_equal(json_count(at(&r, "outputs/1")), 2);
    assert_int_equal(json_count(at(&r, "outputs/1/0")), 3);
    assert_int_equal(json_count(at(&r, "classes")), 3);
    for (int i = 0; i < 6; i++) {
        char place[32];
        snprintf(place, sizeof place, "outputs/1/%d/%d", i / 3, i % 3);
        assert_true(number_at(&r, place) >= 0 && number_at(&r, place) < 3);
    }
    reply_free(&r);
    r = post(&d, ann, "/v1/models/seg/evaluate", "{\"dataset\":\"maps\"}");
    expect(&r, 200);
    assert_true(number_at(&r, "metrics/accuracy") > .9); /* a class is a column of the picture */
    assert_true(number_at(&r, "metrics/mean_iou") > .8);
    reply_free(&r);
    r = upload("name=plain&format=npz", "archives/stored.npz");
    expect(&r, 201);
    reply_free(&r);
    r = post(&d, ann, "/v1/models/seg/evaluate", "{\"dataset\":\"plain\"}");
    expect(&r, 422);
    assert_non_null(strstr(text_at(&r, "detail"), "has no class per pixel"));
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_classes),
        cmocka_unit_test(what_is_wrong_with_an_archive_is_told),
        cmocka_unit_test(a_segmenter_lives),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
