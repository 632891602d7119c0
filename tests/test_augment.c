/* test_augment.c - samples changed by chance: each change against pictures made by hand, its
 * chances over many draws, what is refused, and that a training with all of them keeps the
 * promises. */
#include "engine/data/augment.h"
#include "engine/tensor/rng.h"
#include "engine/train/training.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void assert_floats(const float *got, const float *want, int n, double tolerance)
{
    for (int i = 0; i < n; i++)
        if (!(fabs((double)got[i] - (double)want[i]) <= tolerance))
            fail_msg("number %d is %g, not %g", i, (double)got[i], (double)want[i]);
}

/* 3 × 3: 1 … 9; black is -1. */
static const struct picture three = {3, 3, 1, -1};
static const float nine[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};

static void a_warp_puts_each_pixel_where_it_belongs(void **state)
{
    (void)state;
    const struct {
        struct warp warp;
        float want[9];
        double tolerance;
    } cases[] = {
        {warp_move(0, 0), {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0},
        {warp_turn(0), {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0},
        {warp_zoom(1), {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0},
        {warp_move(1, 0), {-1, -1, -1, 1, 2, 3, 4, 5, 6}, 0},
        {warp_move(0, -1), {2, 3, -1, 5, 6, -1, 8, 9, -1}, 0},
        {warp_move(0, .5), {0, 1.5, 2.5, 1.5, 4.5, 5.5, 3, 7.5, 8.5}, 0},
        {warp_move(3, 0), {-1, -1, -1, -1, -1, -1, -1, -1, -1}, 0},
        {warp_turn(90), {3, 6, 9, 2, 5, 8, 1, 4, 7}, 1e-5},
        {warp_turn(-90), {7, 4, 1, 8, 5, 2, 9, 6, 3}, 1e-5},
        {warp_turn(180), {9, 8, 7, 6, 5, 4, 3, 2, 1}, 1e-5},
        {warp_zoom(2), {3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7}, 0},
        {warp_zoom(.5), {-1, -1, -1, -1, 5, -1, -1, -1, -1}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        float x[9], scratch[9];
        memcpy(x, nine, sizeof x);
        picture_warp(&three, &cases[i].warp, x, scratch);
        assert_floats(x, cases[i].want, 9, cases[i].tolerance);
    }
}

static void flips_mirror_and_twice_is_nothing(void **state)
{
    (void)state;
    const struct picture p = {2, 3, 2, 0};
    const float was[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    const float mirrored[12] = {5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8};
    const float upended[12] = {7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6};
    float x[12];
    memcpy(x, was, sizeof x);
    picture_mirror(&p, x);
    assert_floats(x, mirrored, 12, 0);
    picture_mirror(&p, x);
    assert_floats(x, was, 12, 0);
    picture_upend(&p, x);
    assert_floats(x, upended, 12, 0);
    picture_upend(&p, x);
    assert_floats(x, was, 12, 0);
}

static void a_cut_ends_at_the_pictures_edges(void **state)
{
    (void)state;
    const float middle[9] = {-1, -1, 3, -1, -1, 6, 7, 8, 9},
                corner[9] = {1, 2, 3, 4, 5, 6, 7, 8, -1};
    float x[9];
    memcpy(x, nine, sizeof x);
    picture_cut(&three, 1, 1, 2, x);
    assert_floats(x, middle, 9, 0);
    memcpy(x, nine, sizeof x);
    picture_cut(&three, 2, 2, 1, x);
    assert_floats(x, corner, 9, 0);
    picture_cut(&three, 0, 0, 0, x);
    assert_floats(x, corner, 9, 0);
}

/* ---- chances ---- */

static const struct preprocess_info info3 = {
    .rank = 2,
    .shape = {3, 3},
    .n_in = 9,
    .block = {{.kind = BLOCK_SAMPLE, .n = 9, .rank = 2, .shape = {3, 3}}},
    .n_blocks = 1};

/* One draw of a change on the picture of nine. */
static void draw(const char *text, int64_t epoch, uint32_t row, uint64_t seed, float x[9])
{
    struct spec s;
    float scratch[9];
    spec_init(&s);
    s.training[TRAINING_SEED].n = (double)seed;
    spec_choose(&s, "augment", text);
    struct augment a = augment_init(&s, &info3, -1);
    memcpy(x, nine, 9 * sizeof *x);
    augment_sample(&a, epoch, row, x, NULL, scratch);
    spec_done(&s);
}

static void without_strength_nothing_changes(void **state)
{
    (void)state;
    static const char *const idle[] = {"flip horizontal=0", "shift fraction=0", "rotate degrees=0",
                                       "scale factor=0",    "crop pixels=0",    "noise std=0",
                                       "cutout size=0",     "mixup alpha=0"};
    assert_int_equal(sizeof idle / sizeof *idle, n_augment_kinds);
    for (int i = 0; i < n_augment_kinds; i++)
        for (uint32_t row = 0; row < 20; row++) {
            float x[9];
            draw(idle[i], 1, row, 5, x);
            assert_floats(x, nine, 9, 0);
        }
}

static void a_draw_depends_on_seed_epoch_and_row(void **state)
{
    (void)state;
    float a[9], b[9];
    for (int i = 0; i < 4; i++) {
        draw("noise std=1", 3, 7, 1, a);
        draw("noise std=1", 3 + (i == 1), 7 + (i == 2), 1 + (i == 3), b);
        assert_int_equal(memcmp(a, b, sizeof a) == 0, i == 0);
    }
}

/* How many of n draws leave `pixel` at `value`. */
static int count(const char *text, int n, int pixel, float value)
{
    int found = 0;
    for (int row = 0; row < n; row++) {
        float x[9];
        draw(text, 0, (uint32_t)row, 2, x);
        found += x[pixel] == value;
    }
    return found;
}

/* Bounds are five standard deviations of a fair draw; the seed is fixed. */
static void chances_are_fair(void **state)
{
    (void)state;
    enum { N = 2000 };
    const struct {
        const char *text;
        int pixel;
        float value;
        double chance;
    } cases[] = {
        {"flip", 0, 3, .5},
        {"flip horizontal=0 vertical=1", 0, 7, .5},
        {"flip vertical=1", 0, 9, .25},
        {"crop pixels=1", 4, 5, 1. / 9},
        {"crop pixels=1", 4, 1, 1. / 9},
        {"crop pixels=1", 4, 9, 1. / 9},
        {"cutout size=1", 0, -1, 1. / 9},
        {"cutout size=1", 8, -1, 1. / 9},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double p = cases[i].chance, want = N * p, spread = 5 * sqrt(N * p * (1 - p));
        int got = count(cases[i].text, N, cases[i].pixel, cases[i].value);
        if (fabs(got - want) > spread)
            fail_msg("%s: %d of %d, not about %.0f", cases[i].text, got, N, want);
    }
}

static void noise_has_its_deviation(void **state)
{
    (void)state;
    enum { N = 2000 };
    double sum = 0, squares = 0;
    for (uint32_t row = 0; row < N; row++) {
        float x[9];
        draw("noise std=0.5", 0, row, 3, x);
        for (int i = 0; i < 9; i++) {
            double d = (double)(x[i] - nine[i]);
            sum += d;
            squares += d * d;
        }
    }
    assert_true(fabs(sum / (9 * N)) < .02);
    assert_true(fabs(sqrt(squares / (9 * N)) - .5) < .02);
}

/* The middle pixel of a moved ramp tells how far it went. */
static void strengths_stay_within_their_limits(void **state)
{
    (void)state;
    float low = 9, high = 0;
    for (uint32_t row = 0; row < 500; row++) {
        float x[9];
        draw("shift fraction=0.25", 0, row, 4, x); /* 0.75 pixels: 5 ± 0.75 ± 2.25 */
        low = x[4] < low ? x[4] : low;
        high = x[4] > high ? x[4] : high;
    }
    assert_true(low >= 2 && low < 2.5F && high <= 8 && high > 7.5F);
}

/* ---- in a training ---- */

static void classifier(struct spec *s, const char *training)
{
    spec_start(s, "classification", training);
    spec_add(s, "conv2d filters=3 kernel_size=3 activation=relu");
    spec_add(s, "flatten");
    spec_add(s, "dense units=3");
}

static void what_does_not_fit_is_refused_where_it_stands(void **state)
{
    (void)state;
    struct dataset *table = table_made("table", 20, 4, 3, 1), *text = text_made("text", 50, 4);
    struct dataset *pictures = pictures_made("pictures", 20, 6, 5, 3);
    struct dataset *indices = table_of_indices("indices", 20, 4, 9, 3);
    const struct {
        const struct dataset *ds;
        const char *task, *layer, *augment, *pointer;
    } cases[] = {
        {table, "classification", "dense units=3", "rotate", "/training/augment/1"},
        {table, "classification", "dense units=3", "cutout", "/training/augment/1"},
        {table, "classification", "dense units=3", "noise", NULL},
        {indices, "classification",
         "reshape target_shape=4; embedding input_dim=9 output_dim=2; flatten; dense units=3",
         "noise", "/training/augment/0"},
        {text, "language_model", "embedding input_dim=4 output_dim=4", "noise",
         "/training/augment/0"},
        {pictures, "classification", "", "crop pixels=5", "/training/augment/1/pixels"},
        {pictures, "classification", "", "crop pixels=4", NULL},
        {pictures, "classification", "", "cutout size=6", "/training/augment/1/size"},
        {pictures, "classification", "", "cutout size=5", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec s;
        struct faults faults = {0};
        struct quote quote;
        if (cases[i].ds == pictures) {
            classifier(&s, "epochs=1");
        } else {
            spec_start(&s, cases[i].task, "epochs=1");
            char layers[128], *save;
            snprintf(layers, sizeof layers, "%s", cases[i].layer);
            for (char *l = strtok_r(layers, ";", &save); l; l = strtok_r(NULL, ";", &save))
                spec_add(&s, l);
        }
        if (cases[i].ds == text)
            spec_choose(&s, "data", "context=4");
        spec_choose(&s, "augment", "noise");
        spec_choose(&s, "augment", cases[i].augment);
        int n = training_quote(&s, cases[i].ds, NULL, 1, &quote, &faults);
        assert_int_equal(n > 0, cases[i].pointer != NULL);
        if (n > 0)
            assert_string_equal(faults.v[0].pointer, cases[i].pointer);
        faults_done(&faults);
        spec_done(&s);
    }
    dataset_close(indices);
    dataset_close(table);
    dataset_close(text);
    dataset_close(pictures);
}

static void all_changes(struct spec *s)
{
    static const char *const all[] = {"flip vertical=1",  "shift fraction=0.2", "rotate degrees=30",
                                      "scale factor=0.3", "crop pixels=1",      "noise std=0.2",
                                      "cutout size=2",    "mixup alpha=0.4"};
    for (int i = 0; i < n_augment_kinds; i++)
        spec_choose(s, "augment", all[i]);
}

enum { LANES = 3 };

struct errand {
    void (*fn)(void *arg, int i);
    void *arg;
    int i;
};

static void *run_errand(void *arg)
{
    const struct errand *e = arg;
    e->fn(e->arg, e->i);
    return NULL;
}

/* A thread for each lane. */
static void threads_run(void *ctx, int n, void (*fn)(void *arg, int i), void *arg)
{
    struct errand errands[LANES];
    pthread_t threads[LANES];
    (void)ctx;
    assert_true(n <= LANES);
    for (int i = 0; i < n; i++) {
        errands[i] = (struct errand){fn, arg, i};
        assert_int_equal(pthread_create(&threads[i], NULL, run_errand, &errands[i]), 0);
    }
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
}

/* Trains to the end, stopping every `stop` units (0: never); the model's bytes. */
static char *train(const struct spec *s, const struct dataset *ds, int stop,
                   const struct parallel *parallel, size_t *n)
{
    struct err err = {0};
    bool exact;
    struct training *t = training_new(s, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    for (int unit = 1; training_advance(t, parallel, &err) == 1; unit++)
        if (stop && unit % stop == 0) {
            assert_int_equal(training_save(t, temp_path("stop"), &err), 0);
            training_free(t);
            t = training_new(s, ds, NULL, &err);
            assert_int_equal(training_restore(t, temp_path("stop"), &exact, &err), 0);
        }
    assert_int_equal(training_export(t, temp_path("model"), "", "", &err), 0);
    training_free(t);
    return temp_read(temp_path("model"), n);
}

static void stops_and_threads_leave_no_trace(void **state)
{
    (void)state;
    struct dataset *ds = pictures_made("whole", 50, 6, 5, 3);
    const struct parallel threads = {threads_run, NULL};
    struct spec s;
    size_t n, m;
    classifier(&s, "epochs=3 batch_size=8 seed=4 validation_split=0.2");
    s.lanes = LANES;
    char *plain = train(&s, ds, 0, &parallel_serial, &n);
    all_changes(&s);
    char *want = train(&s, ds, 0, &parallel_serial, &n);
    assert_int_not_equal(memcmp(plain, want, n), 0); /* the changes do reach the model */
    for (int stop = 1; stop < 6; stop++) {
        char *got = train(&s, ds, stop, &threads, &m);
        assert_int_equal(m, n);
        assert_memory_equal(got, want, n);
        free(got);
    }
    free(plain);
    free(want);
    spec_done(&s);
    dataset_close(ds);
}

struct losses {
    double train, validation;
};

/* One epoch at a rate of nearly 0: the weights stay, so only the rows read make the losses. */
static struct losses losses_of(const struct dataset *ds, bool changed, int batch, int lanes)
{
    struct losses losses = {0};
    struct err err = {0};
    struct spec s;
    classifier(&s, "epochs=1 validation_split=0.5");
    s.training[TRAINING_BATCH_SIZE].n = batch;
    s.lanes = lanes;
    spec_choose(&s, "optimizer", "sgd learning_rate=1e-30");
    if (changed)
        all_changes(&s);
    struct training *t = training_new(&s, ds, NULL, &err);
    assert_non_null(t);
    for (int rc = 1, n; rc == 1;) {
        rc = training_advance(t, &parallel_serial, &err);
        const struct point *p = training_points(t, &n);
        for (int i = 0; i < n; i++) {
            if (strcmp(p[i].name, "epoch_loss") == 0)
                losses.train = p[i].value;
            if (strcmp(p[i].name, "val_loss") == 0)
                losses.validation = p[i].value;
        }
    }
    training_free(t);
    spec_done(&s);
    return losses;
}

static void only_training_rows_are_changed(void **state)
{
    (void)state;
    struct dataset *ds = pictures_made("split", 60, 6, 5, 3);
    struct losses plain = losses_of(ds, false, 30, 1), changed = losses_of(ds, true, 30, 1);
    assert_true(plain.train > 0 && plain.train != changed.train);
    assert_true(plain.validation > 0 && plain.validation == changed.validation);
    dataset_close(ds);
}

static void a_row_is_changed_alike_in_any_batch_and_lane(void **state)
{
    (void)state;
    struct dataset *ds = pictures_made("lanes", 60, 6, 5, 3);
    struct losses whole = losses_of(ds, true, 30, 1);
    for (int lanes = 1; lanes < 5; lanes++)
        assert_true(fabs(losses_of(ds, true, 7, lanes).train / whole.train - 1) < 1e-6);
    dataset_close(ds);
}

static void the_quote_counts_what_changes_cost(void **state)
{
    (void)state;
    struct dataset *ds = pictures_made("quoted", 20, 6, 5, 3);
    struct spec s;
    struct quote plain, with;
    struct faults faults = {0};
    struct err err = {0};
    classifier(&s, "epochs=1 batch_size=10");
    assert_int_equal(training_quote(&s, ds, NULL, 1, &plain, &faults), 0);
    spec_choose(&s, "augment", "rotate");
    spec_choose(&s, "augment", "noise");
    assert_int_equal(training_quote(&s, ds, NULL, 1, &with, &faults), 0);
    assert_int_equal(with.flops_per_step - plain.flops_per_step, 10 * 30 * (8 + 18 + 32));
    assert_int_equal(with.bytes_per_step - plain.bytes_per_step, 10 * 30 * 6 * 4);
    assert_true(with.memory_bytes >= plain.memory_bytes + 30 * 4);
    struct training *t = training_new(&s, ds, NULL, &err);
    assert_int_equal(t->arena.bytes, with.memory_bytes);
    training_free(t);
    spec_done(&s);
    dataset_close(ds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_warp_puts_each_pixel_where_it_belongs),
        cmocka_unit_test(flips_mirror_and_twice_is_nothing),
        cmocka_unit_test(a_cut_ends_at_the_pictures_edges),
        cmocka_unit_test(without_strength_nothing_changes),
        cmocka_unit_test(a_draw_depends_on_seed_epoch_and_row),
        cmocka_unit_test(chances_are_fair),
        cmocka_unit_test(noise_has_its_deviation),
        cmocka_unit_test(strengths_stay_within_their_limits),
        cmocka_unit_test(what_does_not_fit_is_refused_where_it_stands),
        cmocka_unit_test(stops_and_threads_leave_no_trace),
        cmocka_unit_test(only_training_rows_are_changed),
        cmocka_unit_test(a_row_is_changed_alike_in_any_batch_and_lane),
        cmocka_unit_test(the_quote_counts_what_changes_cost),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
