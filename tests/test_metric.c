/* test_metric.c - metrics against values worked out by hand, and against scikit-learn's, which
 * tests/golden/metrics.py made. */
#include "engine/train/plan.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <stdio.h>

enum { TALLIES = 256, RANKS = 128 };

struct measured {
    struct metrics metrics;
    struct score score;
    double tally[TALLIES];
    uint64_t ranks[RANKS];
    double rows;
};

static void measure(struct measured *m, enum target_kind targets, const struct loss_pass *p)
{
    *m = (struct measured){.rows = (double)p->rows};
    struct head head = {.targets = targets, .width = p->width, .ignored = -1};
    metrics_plan(&m->metrics, &head, true);
    assert_true(m->metrics.n <= TALLIES);
    struct loss_sum sum = {.loss = 1, .count = 2, .surprise = 3, .of = 4};
    metrics_add(&m->metrics, &m->score, m->tally, p, &sum);
    metrics_rank(&m->metrics, m->ranks, 0, p->rows, p);
}

static void check(struct measured *m, enum metric_id id, double want)
{
    struct counts c = {&m->metrics, &m->score, m->tally, m->rows, m->ranks};
    double got = metric_value(id, &c);
    if (!(isnan(want) ? isnan(got) : fabs(got - want) < 1e-12))
        fail_msg("%s is %.17g, not %.17g", metric_name(id), got, want);
}

/* r2 is the mean over columns: one met exactly, one missed by as much as it varies. */
static void r2_is_the_mean_over_columns(void **state)
{
    (void)state;
    real y[] = {1, 0, 2, 0, 3, 0}, t[] = {1, -1, 2, 0, 3, 1};
    struct loss_pass p = {.y = y, .target = t, .rows = 3, .width = 2};
    struct measured m;
    measure(&m, TARGET_NUMBERS, &p);
    check(&m, METRIC_LOSS, .5);
    check(&m, METRIC_R2, .5);
    check(&m, METRIC_MAE, 2. / 6);
    check(&m, METRIC_ACCURACY, NAN);
}

/* Three classes of four occur; class 3 is neither answered nor true, and the last row is not
 * counted. Answers 0 1 1 1, truths 0 0 1 2. */
static void classes_that_do_not_occur_are_left_out(void **state)
{
    (void)state;
    real y[] = {5, 1, 0, 0, 1, 5, 0, 0, 0, 2, 1, 1, 0, 3, 3, 1, 9, 0, 0, 0};
    int32_t label[] = {0, 0, 1, 2, -1};
    struct loss_pass p = {.y = y, .label = label, .rows = 5, .width = 4};
    struct measured m;
    measure(&m, TARGET_CLASS, &p);
    check(&m, METRIC_ACCURACY, .5);
    check(&m, METRIC_PRECISION, (1 + 1. / 3 + 0) / 3);
    check(&m, METRIC_RECALL, (.5 + 1 + 0) / 3);
    check(&m, METRIC_F1, (2. / 3 + .5 + 0) / 3);
    check(&m, METRIC_TOP_5_ACCURACY, NAN);
    check(&m, METRIC_ROC_AUC, NAN);
    const double *matrix = m.tally + m.metrics.at[TALLY_MATRIX];
    const double want[16] = {1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    for (int i = 0; i < 16; i++)
        assert_true(matrix[i] == want[i]);
}

/* Of pairs (positive, negative): 3 > 2, 3 > 1, 2 = 2, 2 > 1; the tie counts half. One unit or two
 * give the same. */
static void a_tie_is_half_a_pair(void **state)
{
    (void)state;
    real one[] = {3, 2, 2, -1}, two[] = {-1, 2, 0, 2, 1, 3, .5, -.5};
    int32_t label[] = {1, 1, 0, 0}, same[] = {1, 1, 1, 1};
    struct loss_pass p = {.y = one, .label = label, .rows = 4, .width = 1};
    struct measured m;
    measure(&m, TARGET_CLASS, &p);
    check(&m, METRIC_ROC_AUC, 3.5 / 4);
    p = (struct loss_pass){.y = two, .label = label, .rows = 4, .width = 2};
    measure(&m, TARGET_CLASS, &p);
    check(&m, METRIC_ROC_AUC, 3.5 / 4);
    p.label = same;
    measure(&m, TARGET_CLASS, &p);
    check(&m, METRIC_ROC_AUC, NAN);
}

/* Negative, zero of both signs, tiny and huge scores keep their order as keys. */
static void keys_sort_as_scores_do(void **state)
{
    (void)state;
    float scores[] = {-3e38f, -1, -1e-40f, 0, 1e-40f, 1, 2, 3e38f};
    for (int i = 0; i + 1 < 8; i++)
        assert_true(rank_key(scores[i], true) < rank_key(scores[i + 1], false));
    assert_true(rank_key(-0.f, true) == rank_key(0.f, true));
    assert_true(rank_key(3e38f, true) < RANK_NONE);
}

/* Six classes; the true one comes 1st, 5th, 6th, and 5th of equals. */
static void top_five_breaks_ties_by_order(void **state)
{
    (void)state;
    real y[] = {9, 1, 1, 1, 1, 1, 9, 8, 7, 6, 5, 0, 9, 8, 7, 6, 5, 0, 0, 0, 0, 0, 0, 0};
    int32_t label[] = {0, 4, 5, 4};
    struct loss_pass p = {.y = y, .label = label, .rows = 4, .width = 6};
    struct measured m;
    measure(&m, TARGET_CLASS, &p);
    check(&m, METRIC_TOP_5_ACCURACY, .75);
}

/* Two pictures of two pixels: answers 0 1 1 1, truths 0 1 0 1. */
static void mean_iou_is_over_the_pixels_of_a_class(void **state)
{
    (void)state;
    real y[] = {-1, 1, 1, 1};
    int32_t label[] = {0, 1, 0, 1};
    struct loss_pass p = {.y = y, .label = label, .rows = 4, .width = 1};
    struct measured m;
    measure(&m, TARGET_MAP, &p);
    check(&m, METRIC_MEAN_IOU, (1. / 2 + 2. / 3) / 2);
    check(&m, METRIC_ACCURACY, .75);
    check(&m, METRIC_ROC_AUC, NAN);
}

/* One column has both answers, one only positives, which is left out. */
static void flags_are_judged_column_by_column(void **state)
{
    (void)state;
    real y[] = {1, 1, -1, 1, 2, -1}, t[] = {1, 1, 0, 1, 0, 1};
    struct loss_pass p = {.y = y, .target = t, .rows = 3, .width = 2};
    struct measured m;
    measure(&m, TARGET_FLAGS, &p);
    check(&m, METRIC_ROC_AUC, .5);
    check(&m, METRIC_F1, (2. / 3 + 4. / 5) / 2);
    check(&m, METRIC_ACCURACY, 4. / 6);
}

/* A mixed row is right by the part that was answered. */
static void a_mixed_row_counts_in_parts(void **state)
{
    (void)state;
    real y[] = {1, -1}, part[] = {.75, .75};
    int32_t label[] = {1, 1}, other[] = {0, 0};
    struct loss_pass p = {
        .y = y, .label = label, .other = other, .part = part, .per_part = 1, .rows = 2, .width = 1};
    struct measured m;
    measure(&m, TARGET_CLASS, &p);
    check(&m, METRIC_ACCURACY, .5);
    check(&m, METRIC_RECALL, .5);
    check(&m, METRIC_F1, (2 * .75 / 2.5 + 2 * .25 / 1.5) / 2);
}

/* Twelve items; the true one comes 1st, 2nd, 10th, 11th; of a mixed row 3rd by a quarter. */
static void items_count_by_their_place_among_ten(void **state)
{
    (void)state;
    real y[5 * 12], mix[] = {1, 1, 1, 1, .25};
    for (int i = 0; i < 5 * 12; i++)
        y[i] = (real)(-i % 12);
    int32_t label[] = {0, 1, 9, 10, 2}, other[] = {0, 1, 9, 10, 11};
    struct loss_pass p = {
        .y = y, .label = label, .other = other, .part = mix, .per_part = 1, .rows = 5, .width = 12};
    struct measured m = {.rows = 5};
    struct loss_sum sum = {0};
    struct head head = {
        .task = TASK_RECOMMENDER, .targets = TARGET_CLASS, .width = 12, .ignored = -1};
    metrics_plan(&m.metrics, &head, true);
    metrics_add(&m.metrics, &m.score, m.tally, &p, &sum);
    check(&m, METRIC_HIT_RATE_10, 3.25 / 5);
    check(&m, METRIC_NDCG_10, (1 + 1 / log2(3) + 1 / log2(11) + .25 / log2(4)) / 5);
    check(&m, METRIC_ACCURACY, .2);
    check(&m, METRIC_F1, NAN);
    assert_int_equal(m.metrics.at[TALLY_MATRIX], -1);
}

/* Tokens of one, two and three bytes; the row without a label counts neither way. */
static void bits_are_counted_per_byte_of_what_came(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "bc", "def"};
    real y[4 * 3] = {0};
    int32_t label[] = {2, 0, -1, 1};
    struct loss_pass p = {.y = y, .label = label, .rows = 4, .width = 3};
    struct measured m = {.rows = 4};
    struct loss_sum sum = {.surprise = 3 * log(3), .of = 3};
    struct head head = {.targets = TARGET_NEXT, .width = 3, .ignored = -1};
    metrics_plan(&m.metrics, &head, false);
    m.metrics.names = names;
    metrics_add(&m.metrics, &m.score, m.tally, &p, &sum);
    check(&m, METRIC_BITS_PER_BYTE, 3 * log2(3) / 6);
    check(&m, METRIC_PERPLEXITY, 3);
}

static void lanes_are_summed_in_order(void **state)
{
    (void)state;
    struct metrics m;
    struct head head = {.targets = TARGET_NEXT, .width = 5, .ignored = -1};
    metrics_plan(&m, &head, false);
    double tally[] = {1, 2, 0, 1, 3, 4, 0, 2, 5, 6, 0, 3};
    assert_int_equal(m.n, 4);
    metrics_sum(&m, tally, 3);
    assert_true(tally[0] == 9 && tally[1] == 12 && tally[3] == 6);
    struct score score = {0};
    struct counts c = {&m, &score, tally, 1, NULL};
    assert_true(fabs(metric_value(METRIC_PERPLEXITY, &c) - exp(.75)) < 1e-15);
}

/* ---- another program's values ---- */

/* 256: numbers of the longest case. */
enum { NUMBERS = 256 };

static void read_numbers(FILE *f, const char *name, real *to)
{
    char got[16];
    int n;
    assert_int_equal(fscanf(f, " %15s %d", got, &n), 2);
    assert_string_equal(got, name);
    assert_true(n <= NUMBERS);
    for (int i = 0; i < n; i++) {
        double v;
        assert_int_equal(fscanf(f, "%lf", &v), 1);
        to[i] = (real)v;
    }
}

static enum metric_id metric_called(const char *name)
{
    for (int id = 0; id < METRIC_COUNT; id++)
        if (strcmp(metric_name((enum metric_id)id), name) == 0)
            return (enum metric_id)id;
    fail_msg("no metric %s", name);
    return METRIC_COUNT;
}

static enum target_kind targets_called(const char *kind)
{
    return strcmp(kind, "class") == 0   ? TARGET_CLASS
           : strcmp(kind, "flags") == 0 ? TARGET_FLAGS
           : strcmp(kind, "map") == 0   ? TARGET_MAP
                                        : TARGET_NUMBERS;
}

static void check_golden(FILE *f, const char *kind, int rows, int width)
{
    real y[NUMBERS], t[NUMBERS];
    int32_t label[NUMBERS];
    struct measured m;
    int n;
    read_numbers(f, "y", y);
    read_numbers(f, "t", t);
    for (int i = 0; i < rows; i++)
        label[i] = (int32_t)t[i];
    enum target_kind targets = targets_called(kind);
    struct loss_pass p = {.y = y,
                          .target = t,
                          .label = target_is_label(targets) ? label : NULL,
                          .rows = rows,
                          .width = width};
    measure(&m, targets, &p);
    assert_int_equal(fscanf(f, " metrics %d", &n), 1);
    for (int i = 0; i < n; i++) {
        char name[32];
        double want;
        assert_int_equal(fscanf(f, " %31s %lf", name, &want), 2);
        struct counts c = {&m.metrics, &m.score, m.tally, m.rows, m.ranks};
        double got = metric_value(metric_called(name), &c);
        if (!(fabs(got - want) < 1e-6 * (targets == TARGET_NUMBERS) + 1e-13))
            fail_msg("%d rows of %s, %d wide: %s is %.15g, not %.15g", rows, kind, width, name, got,
                     want);
    }
}

static void metrics_are_scikit_learns(void **state)
{
    (void)state;
    FILE *f = fopen("tests/golden/metrics.txt", "r");
    assert_non_null(f);
    char kind[16];
    int rows, width, n = 0;
    for (; fscanf(f, " case %15s %d %d", kind, &rows, &width) == 3; n++)
        check_golden(f, kind, rows, width);
    fclose(f);
    assert_int_equal(n, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(r2_is_the_mean_over_columns),
        cmocka_unit_test(classes_that_do_not_occur_are_left_out),
        cmocka_unit_test(a_tie_is_half_a_pair),
        cmocka_unit_test(keys_sort_as_scores_do),
        cmocka_unit_test(top_five_breaks_ties_by_order),
        cmocka_unit_test(mean_iou_is_over_the_pixels_of_a_class),
        cmocka_unit_test(flags_are_judged_column_by_column),
        cmocka_unit_test(a_mixed_row_counts_in_parts),
        cmocka_unit_test(items_count_by_their_place_among_ten),
        cmocka_unit_test(bits_are_counted_per_byte_of_what_came),
        cmocka_unit_test(lanes_are_summed_in_order),
        cmocka_unit_test(metrics_are_scikit_learns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
