/* test_mixup.c - two rows and their targets become one, by chances that are fair and repeatable. */
#include "engine/train/mix.h"
#include "engine/train/training.h"
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

static const struct preprocess_info row_of_three = {.rank = 1, .shape = {3}, .n_in = 3};

static void mixup_of(struct spec *s, double alpha, struct augment *a)
{
    char text[40];
    spec_init(s);
    s->training[TRAINING_SEED].n = 5;
    snprintf(text, sizeof text, "mixup alpha=%g", alpha);
    spec_choose(s, "augment", text);
    *a = augment_init(s, &row_of_three, 0);
}

/* Beta(α, α) has mean 1/2 and variance 1/(4 (2α + 1)); bounds are five standard errors and more. */
static void parts_have_the_beta_distribution(void **state)
{
    (void)state;
    static const double alphas[] = {.001, .2, 1, 4, 50};
    enum { N = 20000 };
    for (size_t i = 0; i < sizeof alphas / sizeof *alphas; i++) {
        struct spec s;
        struct augment a;
        double sum = 0, squares = 0, want = 1 / (4 * (2 * alphas[i] + 1));
        int below = 0;
        mixup_of(&s, alphas[i], &a);
        for (uint32_t row = 0; row < N; row++) {
            double part = augment_mix(&a, 0, row, 100).part;
            assert_true(part >= 0 && part <= 1);
            sum += part - .5;
            squares += (part - .5) * (part - .5);
            below += part < .25;
        }
        assert_true(fabs(sum / N) < 5 * sqrt(want / N));
        assert_true(fabs(squares / N / want - 1) < .03);
        if (alphas[i] == 1) /* uniform */
            assert_true(fabs(below / (double)N - .25) < .016);
        spec_done(&s);
    }
}

static void partners_are_any_row_as_likely(void **state)
{
    (void)state;
    enum { N = 9000, ROWS = 9 };
    struct spec s;
    struct augment a;
    int count[ROWS] = {0};
    mixup_of(&s, .2, &a);
    for (uint32_t row = 0; row < N; row++)
        count[augment_mix(&a, 0, row, ROWS).partner]++;
    for (int i = 0; i < ROWS; i++)
        assert_true(abs(count[i] - N / ROWS) < 150);
    spec_done(&s);
}

static void a_draw_depends_on_seed_epoch_and_row(void **state)
{
    (void)state;
    struct spec s;
    struct augment a;
    mixup_of(&s, .7, &a);
    double part = augment_mix(&a, 3, 7, 10).part;
    assert_true(augment_mix(&a, 3, 7, 10).part == part);
    assert_true(augment_mix(&a, 4, 7, 10).part != part);
    assert_true(augment_mix(&a, 3, 8, 10).part != part);
    a.seed++;
    assert_true(augment_mix(&a, 3, 7, 10).part != part);
    spec_done(&s);
}

/* ---- losses ---- */

/* λ L(a) + (1 - λ) L(b), and the gradient likewise; rows share their part by twos. */
static void a_loss_of_two_classes_is_the_blend_of_both(void **state)
{
    (void)state;
    enum { ROWS = 6 };
    static const char *const losses[] = {"cross_entropy", "binary_cross_entropy"};
    for (int i = 0; i < 2; i++)
        for (int smooth = 0; smooth < 2; smooth++) {
            const struct loss_ops *loss = loss_ops(catalog_find(CATALOG_LOSSES, losses[i]));
            struct value options[OPTIONS_MAX];
            int64_t width = i ? 1 : 3;
            real y[ROWS * 3], d[3][ROWS * 3];
            const real part[ROWS / 2] = {(real).25, 1, (real).6};
            const int32_t a[ROWS] = {0, 1, 1, 0, 1, 0}, b[ROWS] = {1, 1, 0, 1, 0, 0};
            kind_defaults(&loss->kind, options);
            options[option_find(&loss->kind, "label_smoothing")].n = smooth * .2;
            for (int k = 0; k < ROWS * 3; k++)
                y[k] = (real)sin(k * 1.7) * 2;
            double whole = 0, want = 0;
            for (int row = 0; row < ROWS; row++) {
                double lambda = (double)part[row / 2];
                struct loss_pass p = {.y = y + row * width,
                                      .label = a + row,
                                      .rows = 1,
                                      .width = width,
                                      .dy = d[0] + row * width,
                                      .scale = (real).5,
                                      .options = options};
                want += lambda * loss->run(&p).loss;
                p.label = b + row;
                p.dy = d[1] + row * width;
                want += (1 - lambda) * loss->run(&p).loss;
                for (int64_t k = row * width; k < (row + 1) * width; k++)
                    d[0][k] = (real)lambda * d[0][k] + (1 - (real)lambda) * d[1][k];
            }
            struct loss_pass p = {.y = y,
                                  .label = a,
                                  .other = b,
                                  .part = part,
                                  .per_part = 2,
                                  .rows = ROWS,
                                  .width = width,
                                  .dy = d[2],
                                  .scale = (real).5,
                                  .options = options};
            whole = loss->run(&p).loss;
            assert_true(fabs(whole - want) < 1e-5);
            for (int64_t k = 0; k < ROWS * width; k++)
                assert_true(fabs(d[2][k] - d[0][k]) < 1e-6);
        }
}

/* No class, or a partner without one: neither counted, nor pulled anywhere. */
static void a_row_without_a_class_is_not_counted(void **state)
{
    (void)state;
    static const char *const losses[] = {"cross_entropy", "binary_cross_entropy"};
    const int32_t a[4] = {0, -1, 0, -1}, b[4] = {0, 0, -1, -1};
    const real part[4] = {(real).5, (real).5, (real).5, (real).5};
    for (int i = 0; i < 2; i++)
        for (int mixed = 0; mixed < 2; mixed++) {
            const struct loss_ops *loss = loss_ops(catalog_find(CATALOG_LOSSES, losses[i]));
            struct value options[OPTIONS_MAX];
            const real y[4] = {1, 2, 3, 4};
            real dy[4] = {9, 9, 9, 9};
            kind_defaults(&loss->kind, options);
            struct loss_pass p = {.y = y,
                                  .label = a,
                                  .other = mixed ? b : NULL,
                                  .part = mixed ? part : NULL,
                                  .per_part = 1,
                                  .rows = 4,
                                  .width = 1,
                                  .dy = dy,
                                  .scale = 1,
                                  .options = options};
            struct loss_sum sum = loss->run(&p);
            assert_true(sum.count == (mixed ? 1 : 2));
            assert_true(dy[1] == 0 && dy[3] == 0 && (dy[2] == 0) == (mixed || i == 0));
        }
}

/* ---- in a training ---- */

static struct training *first_step(struct spec *s, const struct dataset *ds)
{
    struct err err = {0};
    struct training *t = training_new(s, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    assert_int_equal(training_advance(t, &parallel_serial, &err), 1);
    return t;
}

/* An autoencoder's input is its target and so is still there after the step. */
static void inputs_are_blended_with_the_changed_partner(void **state)
{
    (void)state;
    enum { ROWS = 12, PIXELS = 9 };
    struct dataset *ds = pictures_made("blend", ROWS, 3, 3, 2);
    struct spec s;
    spec_start(&s, "autoencoder", "epochs=1 batch_size=12 seed=7");
    spec_add(&s, "flatten");
    spec_add(&s, "dense units=9");
    spec_choose(&s, "augment", "flip vertical=1");
    spec_choose(&s, "augment", "mixup alpha=0.8");
    struct training *t = first_step(&s, ds);
    const float *x = machine_pass(&t->machine, 0, 0)->y;
    for (int i = 0; i < ROWS; i++) {
        float own[PIXELS], partner[PIXELS], scratch[PIXELS];
        uint32_t row = t->order[i];
        struct mix m = augment_mix(&t->augment, 0, row, ROWS);
        for (int k = 0; k < PIXELS; k++) {
            own[k] = (float)dataset_cell(ds, row, k).number / 255;
            partner[k] = (float)dataset_cell(ds, t->order[m.partner], k).number / 255;
        }
        augment_sample(&t->augment, 0, row, own, NULL, scratch);
        augment_sample(&t->augment, 0, t->order[m.partner], partner, NULL, scratch);
        for (int k = 0; k < PIXELS; k++)
            assert_true(fabs(x[i * PIXELS + k] -
                             (float)(m.part * own[k] + (1 - m.part) * partner[k])) < 1e-6);
    }
    training_free(t);
    spec_done(&s);
    dataset_close(ds);
}

/* Each part of a target's blend is one of the two rows' own. */
static void numbers_are_blended_like_the_input(void **state)
{
    (void)state;
    struct dataset *ds = table_made("numbers", 20, 3, 0, 2);
    struct spec s;
    spec_start(&s, "regression", "epochs=1 batch_size=20 seed=7");
    spec_add(&s, "dense units=1");
    spec_choose(&s, "augment", "mixup alpha=2");
    struct training *t = first_step(&s, ds);
    for (int i = 0; i < 20; i++) {
        struct mix m = augment_mix(&t->augment, 0, t->order[i], 20);
        double a = dataset_cell(ds, t->order[i], 3).number;
        double b = dataset_cell(ds, t->order[m.partner], 3).number;
        assert_true(fabs((double)t->target[i] - (m.part * a + (1 - m.part) * b)) < 1e-5);
    }
    training_free(t);
    spec_done(&s);
    dataset_close(ds);
}

static void a_partner_is_never_a_validation_row(void **state)
{
    (void)state;
    struct dataset *ds = table_made("held", 40, 3, 2, 2);
    struct spec s;
    spec_start(&s, "classification", "epochs=1 batch_size=10 seed=7 validation_split=0.5");
    spec_add(&s, "dense units=2");
    spec_choose(&s, "augment", "mixup");
    struct training *t = first_step(&s, ds);
    for (int i = 0; i < 20; i++)
        assert_true(augment_mix(&t->augment, 0, t->order[i], t->plan.train_rows).partner < 20);
    training_free(t);
    spec_done(&s);
    dataset_close(ds);
}

/* 3 operations a number, beside the loss; and the arena is what the quote says. */
static void the_quote_counts_mixing(void **state)
{
    (void)state;
    struct dataset *ds = pictures_made("quoted", 20, 4, 4, 2);
    struct spec s;
    struct quote plain, with;
    struct faults faults = {0};
    struct err err = {0};
    spec_start(&s, "classification", "epochs=1 batch_size=10");
    spec_add(&s, "flatten");
    spec_add(&s, "dense units=2");
    assert_int_equal(training_quote(&s, ds, NULL, 1, &plain, &faults), 0);
    spec_choose(&s, "augment", "mixup");
    assert_int_equal(training_quote(&s, ds, NULL, 1, &with, &faults), 0);
    assert_int_equal(with.flops_per_step - plain.flops_per_step, 10 * 16 * 3);
    assert_true(with.memory_bytes > plain.memory_bytes);
    struct training *t = training_new(&s, ds, NULL, &err);
    assert_int_equal(t->arena.bytes, with.memory_bytes);
    training_free(t);
    spec_done(&s);
    dataset_close(ds);
}

static void what_cannot_be_mixed_is_refused_where_it_stands(void **state)
{
    (void)state;
    struct dataset *table = table_made("t", 20, 4, 3, 1), *text = text_made("text", 50, 4);
    const struct {
        const struct dataset *ds;
        const char *first, *second, *pointer, *detail;
    } cases[] = {
        {table, "noise", "mixup", NULL, NULL},
        {table, "mixup", "noise", "/training/augment/0", "it must be the last"},
        {table, "mixup", "mixup", "/training/augment/0", "it must be the last"},
        {text, NULL, "mixup", "/training/augment/0", "takes its input as indices"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec s;
        struct faults faults = {0};
        struct quote quote;
        spec_start(&s, cases[i].ds == text ? "language_model" : "classification", "epochs=1");
        if (cases[i].ds == text) {
            spec_choose(&s, "data", "context=4");
            spec_add(&s, "embedding input_dim=4 output_dim=4");
        } else {
            spec_add(&s, "dense units=3");
        }
        if (cases[i].first)
            spec_choose(&s, "augment", cases[i].first);
        spec_choose(&s, "augment", cases[i].second);
        int n = training_quote(&s, cases[i].ds, NULL, 1, &quote, &faults);
        assert_int_equal(n > 0, cases[i].pointer != NULL);
        if (n > 0 && (strcmp(faults.v[0].pointer, cases[i].pointer) ||
                      !strstr(faults.v[0].detail, cases[i].detail)))
            fail_msg("said %s: %s", faults.v[0].pointer, faults.v[0].detail);
        faults_done(&faults);
        spec_done(&s);
    }
    dataset_close(table);
    dataset_close(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_have_the_beta_distribution),
        cmocka_unit_test(partners_are_any_row_as_likely),
        cmocka_unit_test(a_draw_depends_on_seed_epoch_and_row),
        cmocka_unit_test(a_loss_of_two_classes_is_the_blend_of_both),
        cmocka_unit_test(a_row_without_a_class_is_not_counted),
        cmocka_unit_test(inputs_are_blended_with_the_changed_partner),
        cmocka_unit_test(numbers_are_blended_like_the_input),
        cmocka_unit_test(a_partner_is_never_a_validation_row),
        cmocka_unit_test(the_quote_counts_mixing),
        cmocka_unit_test(what_cannot_be_mixed_is_refused_where_it_stands),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
