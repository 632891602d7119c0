/* test_optim.c - every optimiser against its textbook formula, written out here once more in long
 * double, from the same state; and the schedules. Built a second time in double
 * (test_optim_double).
 *
 * Tolerance: 2 ulp in float of the largest number the formula adds up, 1e-12 in double. */
#include "engine/train/optim.h"
#include "engine/train/schedule.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#ifdef ENGINE_DOUBLE
static const long double tolerance = 1e-12L;
#else
static const long double tolerance = 2 * 1.1920929e-07L;
#endif

/* One parameter with its moments, in long double. */
struct reference {
    long double w, m[MOMENTS_MAX];
};

typedef void (*formula_fn)(struct reference *r, long double g, long double rate, long double t);

static void ref_sgd(struct reference *r, long double g, long double rate, long double t)
{
    (void)t;
    r->w -= rate * g;
}
static void ref_classical(struct reference *r, long double g, long double rate, long double t)
{
    (void)t;
    r->m[0] = .9L * r->m[0] - rate * g;
    r->w += r->m[0];
}
static void ref_averaged(struct reference *r, long double g, long double rate, long double t)
{
    (void)t;
    r->m[0] = .9L * r->m[0] + .1L * g;
    r->w -= rate * r->m[0];
}
static void ref_nesterov(struct reference *r, long double g, long double rate, long double t)
{
    (void)t;
    r->m[0] = .9L * r->m[0] - rate * g;
    r->w += .9L * r->m[0] - rate * g;
}
static void ref_adagrad(struct reference *r, long double g, long double rate, long double t)
{
    (void)t;
    r->m[0] += g * g;
    r->w -= rate * g / (sqrtl(r->m[0]) + 1e-7L);
}
static void ref_rmsprop(struct reference *r, long double g, long double rate, long double t)
{
    (void)t;
    r->m[0] = .9L * r->m[0] + .1L * g * g;
    r->w -= rate * g / (sqrtl(r->m[0]) + 1e-7L);
}
static void ref_rmsprop_full(struct reference *r, long double g, long double rate, long double t)
{
    (void)t;
    r->m[0] = .9L * r->m[0] + .1L * g * g;
    r->m[1] = .9L * r->m[1] + .1L * g;
    r->m[2] = .8L * r->m[2] + rate * g / (sqrtl(r->m[0] - r->m[1] * r->m[1]) + 1e-7L);
    r->w -= r->m[2];
}
static void ref_adam(struct reference *r, long double g, long double rate, long double t)
{
    r->m[0] = .9L * r->m[0] + .1L * g;
    r->m[1] = .999L * r->m[1] + .001L * g * g;
    long double m = r->m[0] / (1 - powl(.9L, t)), s = r->m[1] / (1 - powl(.999L, t));
    r->w -= rate * m / (sqrtl(s) + 1e-7L);
}
static void ref_adamw(struct reference *r, long double g, long double rate, long double t)
{
    r->w -= rate * .004L * r->w;
    ref_adam(r, g, rate, t);
}
static void ref_lion(struct reference *r, long double g, long double rate, long double t)
{
    (void)t;
    long double c = .9L * r->m[0] + .1L * g;
    r->w -= rate * (c > 0 ? 1 : -1);
    r->m[0] = .99L * r->m[0] + .01L * g;
}

static const struct optim_case {
    const char *name;
    struct {
        const char *option;
        double value;
    } set[3];
    formula_fn formula;
} cases[] = {
    {"sgd", {{0}}, ref_sgd},
    {"sgd", {{"momentum", .9}}, ref_classical},
    {"sgd", {{"momentum", .9}, {"nesterov", 1}}, ref_nesterov},
    {"momentum", {{0}}, ref_classical},
    {"momentum", {{"form", 1}}, ref_averaged},
    {"nesterov", {{0}}, ref_nesterov},
    {"adagrad", {{0}}, ref_adagrad},
    {"rmsprop", {{0}}, ref_rmsprop},
    {"rmsprop", {{"centered", 1}, {"momentum", .8}}, ref_rmsprop_full},
    {"adam", {{0}}, ref_adam},
    {"adamw", {{0}}, ref_adamw},
    {"lion", {{0}}, ref_lion},
};

static int setup(const struct optim_case *c, struct value *options)
{
    int kind = catalog_find(CATALOG_OPTIMIZERS, c->name);
    assert_true(kind >= 0);
    const struct kind *k = &optim_ops(kind)->kind;
    kind_defaults(k, options);
    for (int i = 0; i < 3 && c->set[i].option; i++)
        options[option_find(k, c->set[i].option)].n = c->set[i].value;
    return kind;
}

enum { N = 37 }; /* a vector and a rest */

static void near(const struct optim_case *c, const char *what, real got, long double want,
                 long double scale)
{
    long double error = fabsl((long double)got - want);
    if (!(error <= tolerance * scale))
        fail_msg("%s: %s is %.17g, the formula says %.17Lg", c->name, what, (double)got, want);
}

/* Three steps; before each the reference starts from the optimiser's own state, so that each step
 * is compared by itself. */
static void check_case(const struct optim_case *c)
{
    struct value options[OPTIONS_MAX];
    int kind = setup(c, options), moments = optim_ops(kind)->moments(options);
    real w[N], g[N], m[MOMENTS_MAX][N];
    for (int i = 0; i < N; i++) {
        w[i] = (real)(.5 - i * .03125);
        for (int k = 0; k < MOMENTS_MAX; k++)
            m[k][i] = (real)(optim_initial(kind, options));
    }
    for (int64_t t = 1; t <= 3; t++) {
        struct reference r[N];
        double rate = options[OPTIM_LEARNING_RATE].n;
        for (int i = 0; i < N; i++) {
            g[i] = (real)(((i * 7 + t * 5) % 11 - 5.25) / 8);
            r[i].w = w[i];
            for (int k = 0; k < MOMENTS_MAX; k++)
                r[i].m[k] = m[k][i];
            c->formula(&r[i], g[i], (long double)rate, (long double)t);
        }
        struct optim_pass p = {.options = options,
                               .rate = rate,
                               .step = t,
                               .scale = 1,
                               .n = N,
                               .w = w,
                               .g = g,
                               .m = {m[0], m[1], m[2]}};
        optim_ops(kind)->update(&p);
        for (int i = 0; i < N; i++) {
            near(c, "w", w[i], r[i].w, fabsl(r[i].w) + (long double)rate);
            for (int k = 0; k < moments; k++)
                near(c, "a moment", m[k][i], r[i].m[k],
                     fabsl(r[i].m[k]) + fabsl((long double)g[i]) / 8);
        }
    }
}

static void a_step_equals_the_formula(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(&cases[i]);
}

static void every_optimiser_of_the_table_has_a_formula(void **state)
{
    (void)state;
    int n;
    const struct kind *kinds = optim_kinds(&n);
    for (int i = 0; i < n; i++) {
        bool found = false;
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
            found = found || strcmp(cases[k].name, kinds[i].name) == 0;
        if (!found)
            fail_msg("no formula for %s", kinds[i].name);
    }
}

/* The worked examples: w = 1, g = 0.5 after v = 0.2; all numbers exact in a few decimal digits. */
static void the_worked_examples_come_out(void **state)
{
    (void)state;
    struct value options[OPTIONS_MAX];
    real w = 1, g = (real).5, v = (real).2, s = 0;
    struct optim_pass p = {.options = options,
                           .rate = .1,
                           .step = 1,
                           .scale = 1,
                           .n = 1,
                           .w = &w,
                           .g = &g,
                           .m = {&v, &s}};
    optim_ops(setup(&cases[0], options))->update(&p);
    near(&cases[0], "w", w, .95L, 1);
    w = 1;
    optim_ops(setup(&cases[4], options))->update(&p); /* v = .9·.2 + .1·.5 = .23 */
    near(&cases[4], "v", v, .23L, 1);
    near(&cases[4], "w", w, .977L, 1);
    w = 1;
    v = 0;
    optim_ops(setup(&cases[9], options))->update(&p); /* m̂ = .5, ŝ = .25: a step of η */
    near(&cases[9], "w", w, 1 - .1L * .5L / (.5L + 1e-7L), 1);
}

static void clipping_scales_first_and_then_cuts(void **state)
{
    (void)state;
    struct value options[OPTIONS_MAX];
    real w[3] = {0, 0, 0}, g[3] = {4, -8, (real).5};
    struct optim_pass p = {.options = options,
                           .rate = 1,
                           .step = 1,
                           .scale = (real).5,
                           .limit = 3,
                           .n = 3,
                           .w = w,
                           .g = g};
    optim_ops(setup(&cases[0], options))->update(&p);
    assert_true(w[0] == -2 && w[1] == 3 && w[2] == (real)-.25);
}

/* ---- schedules ---- */

static struct choice schedule(const char *name, const char *option, double value, double warmup)
{
    struct choice c = {.kind = catalog_find(CATALOG_SCHEDULES, name)};
    int n;
    assert_true(c.kind >= 0);
    const struct kind *k = &schedule_kinds(&n)[c.kind];
    kind_defaults(k, c.options);
    if (option)
        c.options[option_find(k, option)].n = value;
    c.options[option_find(k, "warmup_steps")].n = warmup;
    return c;
}

static void check_rate(struct choice c, int64_t step, int64_t steps, double want)
{
    struct plateau none = {0};
    double got = schedule_rate(&c, &none, 2, step, steps);
    if (fabs(got - want) > 1e-12)
        fail_msg("step %ld of %ld: rate %.15g, wanted %.15g", (long)step, (long)steps, got, want);
}

static void schedules_follow_their_formulas(void **state)
{
    (void)state;
    struct choice none = {.kind = -1}, c = schedule("cosine", NULL, 0, 0);
    check_rate(none, 5, 10, 2);
    check_rate(c, 0, 10, 2);
    check_rate(c, 5, 10, 1);
    check_rate(c, 10, 10, 0);
    c = schedule("cosine", "alpha", .5, 4); /* warm-up: 1/4, 2/4, … then from the full rate down */
    check_rate(c, 0, 14, .5);
    check_rate(c, 3, 14, 2);
    check_rate(c, 4, 14, 2);
    check_rate(c, 9, 14, 1.5);
    c = schedule("step", "decay_steps", 3, 0);
    check_rate(c, 2, 10, 2);
    check_rate(c, 3, 10, .2);
    check_rate(c, 6, 10, .02);
    c = schedule("exponential", "decay_steps", 4, 0);
    c.options[option_find(&schedule_kinds(&(int){0})[c.kind], "decay_rate")].n = .25;
    check_rate(c, 2, 10, 1);
    check_rate(c, 4, 10, .5);
    c = schedule("linear", NULL, 0, 0);
    check_rate(c, 5, 10, 1);
    c = schedule("one_cycle", NULL, 0,
                 0); /* PyTorch: 0.08 up to 2 at step 3 of 0..10, down to 8e-6 */
    check_rate(c, 0, 11, .08);
    check_rate(c, 3, 11, 2);
    check_rate(c, 10, 11, 8e-6);
}

static void plateau_drops_when_nothing_improves(void **state)
{
    (void)state;
    struct choice c = schedule("plateau", "patience", 2, 0);
    const struct kind *k = &schedule_kinds(&(int){0})[c.kind];
    c.options[option_find(k, "cooldown")].n = 1;
    c.options[option_find(k, "min_delta")].n = .5;
    c.options[option_find(k, "min_learning_rate")].n = .03;
    static const struct {
        double value, rate; /* of the epoch; from then on */
    } epochs[] = {{5, 2}, {4, 2}, {3.8, 2}, {3.7, .2}, {3.6, .2}, {3.9, .03}, {3, .03}, {3, .03}};
    struct plateau p = {0};
    for (size_t i = 0; i < sizeof epochs / sizeof *epochs; i++) {
        schedule_epoch(&c, &p, epochs[i].value);
        double got = schedule_rate(&c, &p, 2, 0, 10);
        if (fabs(got - epochs[i].rate) > 1e-12)
            fail_msg("after epoch %zu the rate is %g, not %g", i, got, epochs[i].rate);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_optimiser_of_the_table_has_a_formula),
        cmocka_unit_test(a_step_equals_the_formula),
        cmocka_unit_test(the_worked_examples_come_out),
        cmocka_unit_test(clipping_scales_first_and_then_cuts),
        cmocka_unit_test(schedules_follow_their_formulas),
        cmocka_unit_test(plateau_drops_when_nothing_improves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
