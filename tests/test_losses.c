/* test_losses.c - every loss and its options against PyTorch's values and gradients, in double.
 *
 * tests/golden/losses.txt has the cases; the script that made it stands beside it. The mean is made
 * as a training makes it: of sums and counts, the gradient scaled once more where not all counts.
 */
#include "engine/train/loss.h"
#include "tests/support/specs.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 64 };

struct golden {
    char spec[128];
    int rows, width;
    double y[NUMBERS], t[NUMBERS], loss[NUMBERS], dy[NUMBERS];
};

static void read_list(FILE *f, const char *name, double *to)
{
    char got[16];
    int n;
    assert_int_equal(fscanf(f, "%15s %d", got, &n), 2);
    assert_string_equal(got, name);
    assert_true(n <= NUMBERS);
    for (int i = 0; i < n; i++)
        assert_int_equal(fscanf(f, "%lf", &to[i]), 1);
}

static bool read_golden(FILE *f, struct golden *g)
{
    if (fscanf(f, " case %127[^\n]", g->spec) != 1)
        return false;
    assert_int_equal(fscanf(f, " shape %d %d", &g->rows, &g->width), 2);
    read_list(f, "y", g->y);
    read_list(f, "t", g->t);
    read_list(f, "loss", g->loss);
    read_list(f, "dy", g->dy);
    return true;
}

static void check_near(const char *spec, const char *what, double got, double want)
{
    if (fabs(got - want) > 1e-12 + 1e-11 * fabs(want))
        fail_msg("%s: %s is %.14g, not %.14g", spec, what, got, want);
}

static void check_golden(const struct golden *g)
{
    struct spec spec;
    int32_t label[NUMBERS], ignored;
    real dy[NUMBERS];
    spec_init(&spec);
    spec_choose(&spec, "loss", g->spec);
    const struct loss_ops *loss = loss_ops(spec.loss.kind);
    int place = option_find(&loss->kind, "ignore_class");
    const struct value *ignore = place >= 0 ? &spec.loss.options[place] : NULL;
    for (int i = 0; i < g->rows; i++)
        label[i] = (int32_t)g->t[i];
    double most = loss->per_row ? g->rows : g->rows * g->width;
    struct loss_pass p = {.y = g->y,
                          .target = g->t,
                          .label = strncmp(g->spec, "cross", 5) ? NULL : label,
                          .rows = g->rows,
                          .width = g->width,
                          .dy = dy,
                          .scale = 1 / most,
                          .options = spec.loss.options};
    if (ignore && ignore->names) {
        ignored = atoi(ignore->names[0]);
        p.ignored = &ignored;
    }
    struct loss_sum sum = loss->run(&p);
    check_near(g->spec, "loss", sum.loss / sum.count, g->loss[0]);
    for (int i = 0; i < g->rows * g->width; i++)
        check_near(g->spec, "gradient", dy[i] * most / sum.count, g->dy[i]);
    p.dy = NULL;
    check_near(g->spec, "loss alone", loss->run(&p).loss, sum.loss);
    spec_done(&spec);
}

static void losses_are_pytorchs(void **state)
{
    (void)state;
    struct golden g;
    int n = 0;
    FILE *f = fopen("tests/golden/losses.txt", "r");
    assert_non_null(f);
    for (; read_golden(f, &g); n++)
        check_golden(&g);
    fclose(f);
    assert_int_equal(n, 17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(losses_are_pytorchs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
