/* test_random_specs.c - the engine's promises on specs nobody thought of.
 *
 * A seed makes a spec (tests/support/draft.c). What the planner refuses is thrown away. The rest is
 * trained once straight through, and once with lanes run in changing order, stopped, saved and
 * restored at random units: the model files must be equal byte for byte, or both trainings must
 * diverge at the same step. Now and then the same once more, begun from the model that came out.
 * And the model file, opened, must judge the data as the training did in its last validation, and
 * its predictions must be so good as it says; and what the quote takes can be trained, in the
 * memory it says. A failing seed is printed with its spec, shrunk to
 * what still fails; one that dies is printed as it is.
 *
 * RANDOM_SPECS=N tries N seeds instead of the default, RANDOM_SEED=S starts at S. */
#include "engine/tensor/rng.h"
#include "engine/train/training.h"
#include "tests/support/draft.h"
#include "tests/support/judge.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 3000: a few seconds; 600 under a sanitizer. `make acceptance` tries many more. */
enum { SEEDS = 3000, SEEDS_SHORT = 600, LANES_OF_ORDER = 8 };

static int roll(struct rng *r, int n)
{
    return (int)rng_below(r, (uint64_t)n);
}

/* Lanes one after the other in an order that changes with every call. */
static void shuffled_run(void *ctx, int n, void (*fn)(void *arg, int i), void *arg)
{
    int order[LANES_OF_ORDER];
    for (int i = 0; i < n; i++) {
        int j = roll(ctx, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (int i = 0; i < n; i++)
        fn(arg, order[i]);
}

/* 24: more than any task measures. */
enum { METRICS_MOST = 24 };

struct outcome {
    int rc;       /* of the last advance */
    int64_t step; /* where it ended */
    char *model;
    size_t n;
    struct metric val[METRICS_MOST]; /* of the last validation */
    int n_val;
};

/* Validated with the same data, where no part of them is set aside. */
static const struct dataset *validation_of(const struct spec *spec, const struct dataset *ds)
{
    return spec->training[TRAINING_VALIDATION_SPLIT].n > 0 ? NULL : ds;
}

static void keep_validation(const struct training *t, struct outcome *out)
{
    int n;
    const struct point *p = training_points(t, &n);
    bool fresh = false;
    for (int i = 0; i < n; i++)
        fresh = fresh || strncmp(p[i].name, "val_", 4) == 0;
    out->n_val = fresh ? 0 : out->n_val;
    for (int i = 0; i < n; i++)
        if (strncmp(p[i].name, "val_", 4) == 0 && out->n_val < METRICS_MOST)
            out->val[out->n_val++] = (struct metric){p[i].name + 4, p[i].value};
}

static struct training *hop(struct training *t, const struct spec *spec, const struct dataset *ds)
{
    struct err err = {0};
    bool exact;
    if (training_save(t, temp_path("stop"), &err) != 0)
        fail_msg("%s", err.text);
    training_free(t);
    t = training_new(spec, ds, validation_of(spec, ds), &err);
    if (!t || training_restore(t, temp_path("stop"), &exact, &err) != 0)
        fail_msg("%s", err.text);
    return t;
}

/* False when the planner refuses the spec. dice: NULL for the straight run. */
static bool run(const struct spec *spec, const struct dataset *ds, struct rng *dice,
                struct outcome *out)
{
    struct err err = {0};
    struct parallel shuffled = {shuffled_run, dice};
    struct training *t = training_new(spec, ds, validation_of(spec, ds), &err);
    *out = (struct outcome){0};
    if (!t)
        return false;
    do {
        if (dice && roll(dice, 4) == 0)
            t = hop(t, spec, ds);
        out->rc = training_advance(t, dice ? &shuffled : &parallel_serial, &err);
        keep_validation(t, out);
    } while (out->rc == 1);
    out->step = training_progress(t).step;
    if (out->rc == 0) {
        assert_int_equal(training_export(t, temp_path("model"), "", "", &err), 0);
        out->model = temp_read(temp_path("model"), &out->n);
    }
    training_free(t);
    return true;
}

/* Whether rows of some class are not counted, which a judge of all rows cannot know. */
static bool ignores(const struct spec *spec)
{
    int n, cross_entropy = catalog_find(CATALOG_LOSSES, "cross_entropy");
    int place = option_find(&catalog(CATALOG_LOSSES, &n)[cross_entropy], "ignore_class");
    return spec->loss.kind == cross_entropy && spec->loss.options[place].names;
}

/* The model file's own evaluation and predictions; those to which the best weights were given back
 * had another last validation. */
static bool judges_alike(const struct spec *spec, const struct dataset *ds,
                         const struct dataset *part, const struct outcome *out)
{
    struct err err = {0};
    struct model *m = model_open(temp_path("model"), spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    bool alike = ignores(spec) || (judge_predictions(m, ds) && judge_predictions(m, part));
    if (!spec->has_early_stopping && validation_of(spec, ds))
        alike = judge_evaluation(m, ds, out->val, out->n_val) && alike;
    model_close(m);
    return alike;
}

/* What the quote takes can be trained, in the memory that it says; what it refuses can not. */
static bool quoted_alike(const struct spec *from, const struct dataset *ds)
{
    struct spec spec = *from; /* but for the lanes, which the quote decides */
    struct quote quote = {0};
    struct faults faults = {0};
    struct err err = {0};
    const struct dataset *validation = validation_of(from, ds);
    int n = training_quote(&spec, ds, validation, LANES_OF_ORDER, &quote, &faults);
    spec.lanes = n ? 1 : quote.lanes;
    struct training *t = training_new(&spec, ds, validation, &err);
    bool alike = n ? !t : t && (int64_t)t->arena.bytes == quote.memory_bytes;
    if (!alike)
        print_error("the quote says %s, %ld bytes; the training %s, %ld\n",
                    n ? faults.v[0].detail : "yes", (long)quote.memory_bytes, t ? "yes" : err.text,
                    t ? (long)t->arena.bytes : 0);
    training_free(t);
    faults_done(&faults);
    return alike;
}

enum verdict { REFUSED, SAME, DIVERGED, DIFFERENT, MISJUDGED, MISQUOTED };

static bool same(const struct outcome *a, const struct outcome *b)
{
    return a->rc == b->rc && a->step == b->step && a->n == b->n &&
           !memcmp(a->model ? a->model : "", b->model ? b->model : "", a->n);
}

/* One in so many goes on from its own model. */
enum { WITH_BASE = 8 };
static int went_on;

/* The promises of a training that begins where the last one ended; its file is the last written. */
static bool goes_on_alike(struct spec *spec, const struct dataset *ds, uint64_t seed,
                          struct rng *dice)
{
    struct err err = {0};
    struct outcome a = {0}, b = {0};
    struct base *base = base_open(temp_path("model"), spec, &err);
    if (!base)
        fail_msg("%s", err.text);
    spec->base = base;
    spec->data[DATA_FROM_BASE].n = (double)(seed / WITH_BASE % 3); /* inputs, all, none */
    bool alike = true;
    if (run(spec, ds, NULL, &a)) {
        run(spec, ds, dice, &b);
        alike = same(&a, &b);
        went_on++;
    }
    free(a.model);
    free(b.model);
    base_close(base);
    spec->base = NULL;
    return alike;
}

static enum verdict try(const struct draft *d, uint64_t seed)
{
    struct spec spec;
    struct outcome a, b;
    struct rng dice = rng_begin(seed, RNG_NOISE, 1, 0, 0);
    enum verdict verdict = REFUSED;
    draft_spec(d, &spec);
    spec_complete(&spec, draft_data(d)); /* as it is at every submit */
    if (!quoted_alike(&spec, draft_data(d))) {
        verdict = MISQUOTED;
    } else if (run(&spec, draft_data(d), NULL, &a)) {
        bool alike = a.rc != 0 || judges_alike(&spec, draft_data(d), draft_part(d), &a);
        run(&spec, draft_data(d), &dice, &b);
        verdict = !same(&a, &b) ? DIFFERENT : !alike ? MISJUDGED : a.rc ? DIVERGED : SAME;
        if (verdict == SAME && seed % WITH_BASE == 0 &&
            !goes_on_alike(&spec, draft_data(d), seed, &dice))
            verdict = DIFFERENT;
        free(a.model);
        free(b.model);
    }
    spec_done(&spec);
    return verdict;
}

struct failure {
    uint64_t seed;
    enum verdict verdict;
};

static bool fails_alike(const struct draft *d, void *failure)
{
    const struct failure *f = failure;
    return try(d, f->seed) == f->verdict;
}

static uint64_t setting(const char *name, uint64_t fallback)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : fallback;
}

/* What is being tried, for the group's teardown to print if the program does not come back. */
static struct draft at_work;
static uint64_t seed_at_work;

static const char *const sentences[] = {
    [DIFFERENT] = "another model after stops and another order of lanes",
    [MISJUDGED] = "the model file judges otherwise than its training",
    [MISQUOTED] = "the quote says otherwise than the training",
};

static void random_specs_keep_the_promises(void **state)
{
    (void)state;
    uint64_t first = setting("RANDOM_SEED", 1);
    uint64_t n = setting("RANDOM_SPECS", getenv("CHECK_SHORT") ? SEEDS_SHORT : SEEDS);
    int counts[MISQUOTED + 1] = {0}, mixed = 0, texts = 0, series = 0;
    for (uint64_t seed = first; seed < first + n; seed++) {
        struct draft *d = &at_work;
        draft_draw(seed, d);
        seed_at_work = seed;
        enum verdict verdict = try(d, seed);
        counts[verdict]++;
        mixed += d->mixed && verdict == SAME;
        texts += d->text && verdict == SAME;
        series += d->series && verdict == SAME;
        if (verdict >= DIFFERENT) {
            draft_shrink(d, fails_alike, &(struct failure){seed, verdict});
            fail_msg("%s", sentences[verdict]);
        }
    }
    seed_at_work = 0;
    print_message("%d specs refused, %d the same (%d of several inputs, %d of texts, %d of "
                  "series), %d diverged "
                  "the same way; %d went on from their own model\n",
                  counts[REFUSED], counts[SAME], mixed, texts, series, counts[DIVERGED], went_on);
    assert_true(counts[SAME] >= (int)n / 5); /* else the generator tests nothing */
}

/* "Fails" with a dense layer and two lanes. */
static bool has_dense_and_lanes(const struct draft *d, void *tried)
{
    ++*(int *)tried;
    for (int i = 0; i < d->n_layers && d->lanes > 1; i++)
        if (strncmp(d->layers[i], "dense", 5) == 0)
            return true;
    return false;
}

static void a_failing_spec_is_shrunk_to_what_fails(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 50; seed++) {
        struct draft d;
        int tried = 0;
        draft_draw(seed, &d);
        if (!has_dense_and_lanes(&d, &tried))
            continue;
        draft_shrink(&d, has_dense_and_lanes, &tried);
        assert_int_equal(d.n_layers, 1);
        assert_string_equal(d.layers[0], "dense ");
        assert_int_equal(d.lanes, 2);
        assert_string_equal(d.training, "");
        for (int i = 0; i < DRAFT_PARTS; i++)
            assert_string_equal(d.parts[i], "");
        assert_true(tried < 1000);
    }
}

static int teardown(void **state)
{
    (void)state;
    if (seed_at_work) {
        print_error("RANDOM_SEED=%lu RANDOM_SPECS=1:\n", (unsigned long)seed_at_work);
        draft_print(&at_work);
    }
    draft_data_close();
    temp_remove();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_spec_is_shrunk_to_what_fails),
        cmocka_unit_test(random_specs_keep_the_promises),
    };
    return cmocka_run_group_tests(tests, temp_setup, teardown);
}
