/* test_width.c - the engine's first promise: how many threads run a training, and how they change
 * between two units, leaves no trace in the model. Real threads, every sample spec. */
#include "tests/support/tables.h"
#include "tests/support/temp.h"
#include "tests/support/trainings.h"
#include "engine/tensor/rng.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 4, THREADS_MAX = 4 };

/* A team of `width` threads, started anew for each call: slow and simple. Items are handed out as
 * threads ask, the last first, so their order differs from the serial one too. */
struct team {
    int width;
    struct rng *dice; /* NULL: the width stays */
};

struct errand {
    void (*fn)(void *arg, int i);
    void *arg;
    atomic_int left;
};

static void *work(void *arg)
{
    struct errand *e = arg;
    for (int i; (i = atomic_fetch_sub(&e->left, 1) - 1) >= 0;)
        e->fn(e->arg, i);
    return NULL;
}

static void team_run(void *ctx, int n, void (*fn)(void *arg, int i), void *arg)
{
    struct team *team = ctx;
    struct errand e = {.fn = fn, .arg = arg, .left = n};
    pthread_t threads[THREADS_MAX];
    int started = 0;
    while (started < team->width - 1 && pthread_create(&threads[started], NULL, work, &e) == 0)
        started++;
    work(&e);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* Trains and returns the model file's bytes. */
static char *train(const struct spec *spec, const struct dataset *ds, struct team *team, size_t *n)
{
    struct err err = {0};
    struct parallel parallel = {team_run, team};
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    int rc;
    do {
        if (team->dice)
            team->width = 1 + (int)rng_below(team->dice, THREADS_MAX);
        rc = training_advance(t, team->width ? &parallel : &parallel_serial, &err);
    } while (rc == 1);
    if (rc != 0)
        fail_msg("%s", err.text);
    assert_int_equal(training_export(t, temp_path("model"), "{}", "0", &err), 0);
    training_free(t);
    return temp_read(temp_path("model"), n);
}

static void check_width(const struct sample_spec *sample, const struct spec *spec,
                        const struct dataset *ds, struct team team, const char *want, size_t n_want)
{
    size_t n;
    char *got = train(spec, ds, &team, &n);
    if (n != n_want || memcmp(got, want, n) != 0)
        fail_msg("%s: width %d%s gives another model than one thread", sample->name, team.width,
                 team.dice ? " (changing)" : "");
    free(got);
}

static void check_spec(const struct sample_spec *sample)
{
    struct spec spec;
    struct rng dice = rng_begin(99, RNG_NOISE, 0, 0, 0);
    struct dataset *ds = sample_table(sample, 61);
    sample_spec_init(&spec, sample);
    spec.lanes = LANES;
    size_t n;
    char *want = train(&spec, ds, &(struct team){0}, &n);
    assert_true(n > 0);
    for (int width = 1; width <= THREADS_MAX; width++)
        check_width(sample, &spec, ds, (struct team){.width = width}, want, n);
    for (int i = 0; i < 3; i++)
        check_width(sample, &spec, ds, (struct team){.width = 1, .dice = &dice}, want, n);
    free(want);
    spec_done(&spec);
    dataset_close(ds);
}

static void the_model_is_the_same_at_every_width_and_change_of_width(void **state)
{
    (void)state;
    for (int i = 0; i < n_sample_specs; i++)
        check_spec(&sample_specs[i]);
}

static void the_sample_specs_hold_every_layer_and_optimiser(void **state)
{
    (void)state;
    static const enum catalog all[] = {CATALOG_LAYERS, CATALOG_OPTIMIZERS};
    for (int c = 0; c < 2; c++) {
        int n;
        const struct kind *kinds = catalog(all[c], &n);
        for (int k = 0; k < n; k++) {
            bool found = false;
            for (int i = 0; i < n_sample_specs; i++)
                found = found || strstr(sample_specs[i].layers, kinds[k].name) ||
                        (sample_specs[i].parts && strstr(sample_specs[i].parts, kinds[k].name));
            if (!found)
                fail_msg("no sample spec has %s", kinds[k].name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_specs_hold_every_layer_and_optimiser),
        cmocka_unit_test(the_model_is_the_same_at_every_width_and_change_of_width),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
