/* test_checkpoint.c - the engine's second promise: a training stopped after any unit and restored
 * in a fresh one ends with the same model as one that never stopped. And: no damaged, foreign or
 * misplaced file is taken for a checkpoint. */
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"
#include "tests/support/trainings.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct training *start(const struct spec *spec, const struct dataset *ds)
{
    struct err err = {0};
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    return t;
}

/* Advances until done or `units` units are over; returns how many were done. */
static int advance(struct training *t, int units)
{
    struct err err = {0};
    for (int done = 0; done < units; done++) {
        int rc = training_advance(t, &parallel_serial, &err);
        if (rc < 0)
            fail_msg("%s", err.text);
        if (rc == 0)
            return done + 1;
    }
    return units;
}

enum { WHOLE = 1 << 30 };

static char *exported(struct training *t, size_t *n)
{
    struct err err = {0};
    assert_int_equal(training_export(t, temp_path("model"), "{}", "0", &err), 0);
    training_free(t);
    return temp_read(temp_path("model"), n);
}

static void check_stop(const struct sample_spec *sample, const struct spec *spec,
                       const struct dataset *ds, int unit, const char *want, size_t n_want)
{
    struct err err = {0};
    bool exact = false;
    size_t n;
    struct training *t = start(spec, ds);
    advance(t, unit);
    assert_int_equal(training_save(t, temp_path("checkpoint"), &err), 0);
    training_free(t);
    t = start(spec, ds);
    if (training_restore(t, temp_path("checkpoint"), &exact, &err) != 0)
        fail_msg("%s", err.text);
    assert_true(exact);
    advance(t, WHOLE);
    char *got = exported(t, &n);
    if (n != n_want || memcmp(got, want, n) != 0)
        fail_msg("%s: stopped after unit %d it ends with another model", sample->name, unit);
    free(got);
}

static void check_spec(const struct sample_spec *sample)
{
    struct spec spec;
    struct dataset *ds = sample_table(sample, 47);
    sample_spec_init(&spec, sample);
    spec.lanes = 3;
    size_t n;
    struct training *t = start(&spec, ds);
    int units = advance(t, WHOLE);
    char *want = exported(t, &n);
    for (int unit = 0; unit <= units; unit++)
        check_stop(sample, &spec, ds, unit, want, n);
    free(want);
    spec_done(&spec);
    dataset_close(ds);
}

static void a_stop_after_any_unit_leaves_no_trace(void **state)
{
    (void)state;
    for (int i = 0; i < n_sample_specs; i++)
        check_spec(&sample_specs[i]);
}

/* ---- refused files ---- */

struct fixture {
    struct spec spec;
    struct dataset *ds;
    struct training *t;
    char *bytes; /* of a good checkpoint */
    size_t n;
};

static void fixture_start(struct fixture *f)
{
    struct err err = {0};
    f->ds = table_made("refused", 40, 16, 3, 1);
    sample_spec_init(&f->spec, &sample_specs[1]);
    f->t = start(&f->spec, f->ds);
    advance(f->t, 3);
    assert_int_equal(training_save(f->t, temp_path("good"), &err), 0);
    f->bytes = temp_read(temp_path("good"), &f->n);
}

static void fixture_end(struct fixture *f)
{
    free(f->bytes);
    training_free(f->t);
    dataset_close(f->ds);
    spec_done(&f->spec);
}

static int restore_bytes(struct fixture *f, const char *bytes, size_t n, struct err *err)
{
    bool exact;
    FILE *file = fopen(temp_path("bad"), "wb");
    fwrite(bytes, 1, n, file);
    fclose(file);
    return training_restore(f->t, temp_path("bad"), &exact, err);
}

static void a_cut_or_lengthened_checkpoint_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct err err = {0};
    fixture_start(&f);
    for (size_t n = 0; n < f.n; n += n < 512 ? 1 : 97)
        assert_int_equal(restore_bytes(&f, f.bytes, n, &err), ERR_CORRUPT);
    char *longer = calloc(1, f.n + 1);
    memcpy(longer, f.bytes, f.n);
    assert_int_equal(restore_bytes(&f, longer, f.n + 1, &err), ERR_CORRUPT);
    assert_int_equal(restore_bytes(&f, f.bytes, f.n, &err), 0);
    free(longer);
    fixture_end(&f);
}

static void a_flipped_bit_anywhere_behind_the_names_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct err err = {0};
    fixture_start(&f);
    for (size_t i = 64; i < f.n; i += 13) {
        f.bytes[i] ^= 4;
        if (restore_bytes(&f, f.bytes, f.n, &err) == 0)
            fail_msg("byte %zu of %zu was changed and nobody saw it", i, f.n);
        f.bytes[i] ^= 4;
    }
    fixture_end(&f);
}

static void a_refused_file_leaves_the_training_as_it_was(void **state)
{
    (void)state;
    struct fixture f;
    struct err err = {0};
    size_t n, n_want;
    fixture_start(&f);
    struct training *other = start(&f.spec, f.ds);
    advance(other, WHOLE);
    char *want = exported(other, &n_want);
    f.bytes[f.n - 9] ^= 1;
    assert_int_equal(restore_bytes(&f, f.bytes, f.n, &err), ERR_CORRUPT);
    advance(f.t, WHOLE);
    char *got = exported(f.t, &n);
    f.t = NULL;
    assert_int_equal(n, n_want);
    assert_memory_equal(got, want, n);
    free(got);
    free(want);
    fixture_end(&f);
}

static void another_trainings_checkpoint_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct err err = {0};
    bool exact;
    fixture_start(&f);
    f.spec.training[TRAINING_SEED].n = 5;
    struct training *other = start(&f.spec, f.ds);
    assert_int_equal(training_restore(other, temp_path("good"), &exact, &err), ERR_CONFLICT);
    assert_int_equal(training_restore(other, temp_path("none"), &exact, &err), ERR_NOT_FOUND);
    training_free(other);
    fixture_end(&f);
}

static void another_engine_or_kernel_is_allowed_and_said(void **state)
{
    (void)state;
    struct fixture f;
    struct err err = {0};
    bool exact = true;
    fixture_start(&f);
    f.bytes[16] = '0'; /* the engine's version stands behind magic, format and size of a number */
    FILE *file = fopen(temp_path("older"), "wb");
    fwrite(f.bytes, 1, f.n, file);
    fclose(file);
    assert_int_equal(training_restore(f.t, temp_path("older"), &exact, &err), 0);
    assert_false(exact);
    fixture_end(&f);
}

/* ---- older formats ---- */

/* As the files under tests/golden/checkpoints were made: stopped after so many units. */
static const struct old {
    const char *file, *task, *first, *last;
    int classes, units, steps;
} olds[] = {
    {"tests/golden/checkpoints/1-regression", "regression", "dense units=3 activation=tanh",
     "dense units=1", 0, 5, 4},
    {"tests/golden/checkpoints/1-classification", "classification", "dense units=3 activation=tanh",
     "dense units=3", 3, 9, 6},
    {"tests/golden/checkpoints/1-frozen", "classification",
     "dense units=3 activation=tanh trainable=0", "dense units=3", 3, 9, 6},
};

static void old_start(struct spec *s, const struct old *old)
{
    spec_start(s, old->task, "epochs=3 batch_size=8 seed=5 validation_split=0.3");
    spec_add(s, old->first);
    spec_add(s, old->last);
    spec_choose(s, "early_stopping", "monitor=val_loss patience=9 restore_best_weights=1");
    s->lanes = 2;
}

/* Ends within a rounding of a training that never stopped; exactly so on the kernel that saved. */
static void check_old(const struct old *old)
{
    struct spec spec;
    struct err err = {0};
    bool exact;
    size_t n, n_want;
    old_start(&spec, old);
    struct dataset *ds = table_made("old", 40, 4, old->classes, 1);
    struct training *t = start(&spec, ds);
    if (training_restore(t, old->file, &exact, &err) != 0)
        fail_msg("%s: %s", old->file, err.text);
    assert_int_equal(training_progress(t).step, old->steps);
    int rest = advance(t, WHOLE);
    char *got = exported(t, &n);
    t = start(&spec, ds);
    assert_int_equal(advance(t, WHOLE), old->units + rest);
    char *want = exported(t, &n_want);
    assert_int_equal(n, n_want);
    if (exact)
        assert_memory_equal(got, want, n);
    free(got);
    free(want);
    dataset_close(ds);
    spec_done(&spec);
}

static void checkpoints_of_older_formats_go_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof olds / sizeof *olds; i++)
        check_old(&olds[i]);
}

/* Of the epoch in which an old checkpoint was written only what it knew is told; then all. */
static void an_old_checkpoint_tells_no_half_counted_metric(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    bool exact;
    int told = 0, n;
    old_start(&spec, &olds[1]);
    struct dataset *ds = table_made("old", 40, 4, 3, 1);
    struct training *t = start(&spec, ds);
    assert_int_equal(training_restore(t, olds[1].file, &exact, &err), 0);
    for (int more = 1; more;) {
        more = training_advance(t, &parallel_serial, &err);
        const struct point *p = training_points(t, &n);
        for (int i = 0; i < n; i++) {
            told += strcmp(p[i].name, "f1") == 0;
            if (strcmp(p[i].name, "epoch_accuracy") == 0 && training_progress(t).epoch == 2)
                assert_int_equal(told, 0);
        }
    }
    assert_int_equal(told, 1);
    training_free(t);
    dataset_close(ds);
    spec_done(&spec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stop_after_any_unit_leaves_no_trace),
        cmocka_unit_test(a_cut_or_lengthened_checkpoint_is_refused),
        cmocka_unit_test(a_flipped_bit_anywhere_behind_the_names_is_refused),
        cmocka_unit_test(a_refused_file_leaves_the_training_as_it_was),
        cmocka_unit_test(another_trainings_checkpoint_is_refused),
        cmocka_unit_test(another_engine_or_kernel_is_allowed_and_said),
        cmocka_unit_test(checkpoints_of_older_formats_go_on),
        cmocka_unit_test(an_old_checkpoint_tells_no_half_counted_metric),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
