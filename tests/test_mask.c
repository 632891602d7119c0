/* test_mask.c - masked language models: what is hidden, what is learned, what is filled in. */
#include "engine/train/mask.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { T = 40, V = 9 };

static struct mask mask_of(double rate, uint64_t seed)
{
    struct spec spec;
    spec_init(&spec);
    spec.data[DATA_MASK_RATE].n = rate;
    spec.training[TRAINING_SEED].n = (double)seed;
    return mask_init(&spec, T, V);
}

/* A window of tokens i % V, masked. */
static void masked(const struct mask *m, uint64_t epoch, uint32_t row, float *x, int32_t *labels)
{
    for (int i = 0; i < T; i++) {
        labels[i] = i % V;
        x[i] = (float)(i % V);
    }
    mask_window(m, epoch, row, x, labels);
}

static void each_window_has_exactly_its_part_chosen_as_devlin_says(void **state)
{
    (void)state;
    static const struct {
        double rate;
        int chosen;
    } cases[] = {{.15, 6}, {.01, 1}, {.5, 20}, {.51, 21}, {1, 40}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct mask m = mask_of(cases[c].rate, 1);
        for (uint32_t row = 0; row < 50; row++) {
            float x[T];
            int32_t labels[T];
            int chosen = 0;
            masked(&m, 0, row, x, labels);
            for (int i = 0; i < T; i++) {
                chosen += labels[i] >= 0;
                assert_true(labels[i] == (labels[i] < 0 ? -1 : i % V));
                assert_true(labels[i] >= 0 || x[i] == (float)(i % V));
            }
            assert_int_equal(chosen, cases[c].chosen);
        }
    }
    struct mask m = mask_of(.15, 2);
    double hidden = 0, same = 0, other = 0, at[T] = {0};
    enum { WINDOWS = 20000 };
    for (uint32_t row = 0; row < WINDOWS; row++) {
        float x[T];
        int32_t labels[T];
        masked(&m, 3, row, x, labels);
        for (int i = 0; i < T; i++) {
            if (labels[i] < 0)
                continue;
            at[i]++;
            hidden += x[i] == V;
            same += x[i] == (float)labels[i];
            other += x[i] != V && x[i] != (float)labels[i];
        }
    }
    double all = 6. * WINDOWS; /* a random token is the same one in V */
    assert_true(fabs(hidden / all - .8) < .005);
    assert_true(fabs(other / all - .1 * (V - 1) / V) < .005);
    assert_true(fabs(same / all - .1 - .1 / V) < .005);
    for (int i = 0; i < T; i++) /* no position is chosen more often than another: 6 sigma */
        assert_true(fabs(at[i] / WINDOWS - .15) < .016);
}

static void a_mask_depends_on_seed_epoch_and_window_alone(void **state)
{
    (void)state;
    struct mask one = mask_of(.15, 1), two = mask_of(.15, 2);
    float a[T], b[T];
    int32_t la[T], lb[T];
    masked(&one, 0, 7, a, la);
    masked(&one, 0, 7, b, lb);
    assert_memory_equal(a, b, sizeof a);
    assert_memory_equal(la, lb, sizeof la);
    masked(&one, 1, 7, b, lb);
    assert_memory_not_equal(la, lb, sizeof la);
    masked(&one, 0, 8, b, lb);
    assert_memory_not_equal(la, lb, sizeof la);
    masked(&two, 0, 7, b, lb);
    assert_memory_not_equal(la, lb, sizeof la);
    masked(&one, MASK_HELD_OUT, 7, b, lb);
    assert_memory_not_equal(la, lb, sizeof la);
}

/* ---- learning ---- */

static struct dataset *alphabet(void)
{
    char text[2000] = "";
    for (int i = 0; i < 180; i++)
        strcat(text, "abcdefgh\n");
    return text_of("alphabet", text);
}

static double last(const struct training *t, const char *name, double before)
{
    int n;
    const struct point *p = training_points(t, &n);
    for (int i = 0; i < n; i++)
        before = strcmp(p[i].name, name) == 0 ? p[i].value : before;
    return before;
}

static struct model *learn(struct spec *spec, const struct dataset *ds, double *loss)
{
    struct err err = {0};
    spec_start(spec, "masked_language_model", "epochs=40 batch_size=8 validation_split=0.1 seed=3");
    spec_choose(spec, "data", "context=12 mask_rate=0.2");
    spec_choose(spec, "optimizer", "adam learning_rate=0.01");
    spec_add(spec, "embedding output_dim=16");
    spec_add(spec, "position_embedding name=p");
    spec_add(spec, "multi_head_attention num_heads=2 key_dim=8 name=a");
    spec_add(spec, "add inputs=p,a name=s");
    spec_add(spec, "dense units=32 activation=gelu");
    spec_add(spec, "dense units=16 name=d");
    spec_add(spec, "add inputs=s,d");
    spec_add(spec, "dense");
    spec_complete(spec, ds);
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    int rc;
    while ((rc = training_advance(t, &parallel_serial, &err)) == 1)
        *loss = last(t, "val_loss", *loss);
    *loss = last(t, "val_loss", *loss);
    assert_int_equal(rc, 0);
    assert_int_equal(training_export(t, temp_path("model"), "{}", "0", &err), 0);
    training_free(t);
    struct model *m = model_open(temp_path("model"), spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    return m;
}

struct fills {
    char first[8][8];
    double p[8], sum[8];
    int answers;
};

static void take(void *arg, int sign, const char *token, double p)
{
    struct fills *f = arg;
    if (f->sum[sign] == 0) {
        strcpy(f->first[sign], token);
        f->p[sign] = p;
    } else {
        assert_true(p <= f->p[sign]);
    }
    f->sum[sign] += p;
    f->answers++;
}

static void a_small_encoder_learns_to_fill_the_alphabet(void **state)
{
    (void)state;
    struct spec spec;
    struct err err = {0};
    double loss = 9;
    struct dataset *ds = alphabet();
    struct model *m = learn(&spec, ds, &loss);
    if (!(loss < .6))
        fail_msg("loss %g", loss);
    assert_true(model_info(m)->masked);
    assert_int_equal(model_info(m)->context, 12);
    struct fills f = {0};
    assert_int_equal(model_fill(m, "abcd[MASK]fgh\na[MASK]c", take, &f, &err), 2);
    assert_string_equal(f.first[0], "e");
    assert_string_equal(f.first[1], "b");
    assert_int_equal(f.answers, 2 * FILLS);
    assert_true(f.p[0] > .5 && f.sum[0] <= 1 + 1e-9);
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"abcd", "has no \"[MASK]\""},
        {"abcd[MASK]fgh\nabcde", "has 14 characters; the model looks at 12"},
        {"x[MASK]", "no such characters"},
        {"", "has no \"[MASK]\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(model_fill(m, cases[i].text, take, &f, &err), ERR_INVALID);
        if (!strstr(err.text, cases[i].says))
            fail_msg("case %zu: %s", i, err.text);
    }
    struct generate how = {.max_tokens = 1};
    assert_int_equal(model_generate(m, "a", &how, NULL, NULL, &err), ERR_INVALID);
    struct metric once[32], again[32];
    int64_t rows;
    int n = model_evaluate(m, ds, NULL, NULL, once, 32, &rows, &err);
    assert_int_equal(rows, 180 * 9 / 12);
    assert_int_equal(model_evaluate(m, ds, NULL, NULL, again, 32, &rows, &err), n);
    for (int i = 0; i < n; i++)
        assert_true(once[i].value == again[i].value);
    dataset_close(ds);
    model_close(m);
    spec_done(&spec);
}

static void the_mask_is_one_index_more(void **state)
{
    (void)state;
    static const struct {
        const char *data, *embedding, *dense, *pointer, *says;
    } cases[] = {
        {"context=4", "embedding input_dim=3 output_dim=2", "dense units=3",
         "/model/layers/0/input_dim", "has 3 different tokens and the mask"},
        {"context=4", "embedding input_dim=4 output_dim=2", "dense units=4",
         "/model/layers/1/units", "needs 3"},
        {"context=10", "embedding output_dim=2", "dense", "/data/context", "has 9 characters"},
        {"context=9", "embedding output_dim=2", "dense", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote quote;
        struct faults faults = {0};
        struct dataset *ds = text_of("short", "abcabcabc");
        spec_start(&spec, "masked_language_model", "epochs=1");
        spec_choose(&spec, "data", cases[i].data);
        spec_add(&spec, cases[i].embedding);
        spec_add(&spec, cases[i].dense);
        spec_complete(&spec, ds);
        int n = training_quote(&spec, ds, NULL, 1, &quote, &faults);
        if (!cases[i].says != !n || (n && (strcmp(faults.v[0].pointer, cases[i].pointer) ||
                                           !strstr(faults.v[0].detail, cases[i].says))))
            fail_msg("case %zu: %s %s", i, n ? faults.v[0].pointer : "",
                     n ? faults.v[0].detail : "");
        faults_done(&faults);
        spec_done(&spec);
        dataset_close(ds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_window_has_exactly_its_part_chosen_as_devlin_says),
        cmocka_unit_test(a_mask_depends_on_seed_epoch_and_window_alone),
        cmocka_unit_test(a_small_encoder_learns_to_fill_the_alphabet),
        cmocka_unit_test(the_mask_is_one_index_more),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
