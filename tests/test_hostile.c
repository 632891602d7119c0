/* test_hostile.c - data and shapes that do not mean well: a clear sentence, or the right result.
 *
 * Each case goes the whole way of a job: import, quote, training, model file, evaluation. It ends
 * at the first refusal, whose sentence is held, or with all numbers finite on the way; never with a
 * crash or silent nonsense. Each format's own broken files are in its own test. */
#include "tests/support/specs.h"
#include "tests/support/temp.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hostile {
    const char *what, *format, *bytes, *task;
    const char *training; /* or NULL */
    const char *layers;   /* lines as spec_add takes them, separated by ';' */
    const char *parts;    /* "data:normalize=standard;loss:mae", or NULL */
    const char *says;     /* a part of the sentence that refuses it; NULL: it is trained */
};

#define ROWS "1,2,a\n2,1,b\n3,5,a\n4,3,b\n5,2,a\n6,6,b\n7,1,a\n8,2,b\n9,4,a\n10,3,b\n"
#define NUMBERS "x,y\n1,2\n2,1\n3,5\n4,3\n5,2\n6,6\n7,1\n8,2\n"
#define WORDLESS "says,c\n...,a\ngood one,b\n!!!,a\nbad two,b\n- -,a\n"
#define WORDS                                                                                      \
    "input columns=says encoding=tokens tokenizer=words length=4; embedding output_dim=2 "         \
    "mask_zero=1; "

static const struct hostile cases[] = {
    /* few rows */
    {"nothing", "csv", "", "classification", NULL, "dense", NULL, "the file is empty"},
    {"a header alone", "csv", "x,y,c\n", "classification", NULL, "dense", NULL,
     "a header but no rows"},
    {"one row", "csv", "x,y\n1,2\n", "regression", NULL, "dense", NULL, NULL},
    {"one row, standardised", "csv", "x,y\n1,2\n", "regression", NULL, "dense",
     "data:normalize=standard", NULL},
    {"one row, half of it to validate with", "csv", "x,y\n1,2\n", "regression",
     "epochs=2 validation_split=0.5", "dense", NULL,
     "/training/validation_split: 0.5 of 1 rows leaves 0 to train on"},
    {"a row to train and a row to validate with", "csv", "x,y\n1,2\n2,3\n", "regression",
     "epochs=2 validation_split=0.5", "dense", NULL, NULL},
    {"a batch larger than the data", "csv", "x,y,c\n" ROWS, "classification",
     "epochs=2 batch_size=1000", "dense", NULL, NULL},
    {"more lanes than the last batch has rows", "csv", "x,y,c\n" ROWS, "classification",
     "epochs=2 batch_size=3", "dense units=4; batch_norm; dense", NULL, NULL},
    /* classes */
    {"one class", "csv", "x,c\n1,a\n2,a\n3,a\n", "classification", NULL, "dense", NULL,
     "/data/target: the target \"c\" has only one class, \"a\""},
    {"as many classes as rows", "csv", "x,c\n1,a\n2,b\n3,c\n4,d\n", "classification",
     "epochs=2 validation_split=0.5", "dense", NULL, NULL},
    {"three classes for one unit", "csv", "x,c\n1,a\n2,b\n3,c\n", "classification", NULL,
     "dense units=1", NULL,
     "/model/layers/0/units: the last layer gives (1), but cross_entropy needs 3"},
    {"words to regress on", "csv", "x,y,c\n" ROWS, "regression", NULL, "dense", NULL,
     "the target \"c\" is categorical; regression wants numbers"},
    {"smoothing until nothing is left", "csv", "x,y,c\n" ROWS, "classification", NULL, "dense",
     "loss:cross_entropy label_smoothing=1", NULL},
    /* constant columns */
    {"a constant column, standardised", "csv", "x,z,y\n1,7,2\n2,7,4\n3,7,5\n", "regression", NULL,
     "dense", "data:normalize=standard", NULL},
    {"a constant column, to 0..1", "csv", "x,z,y\n1,7,2\n2,7,4\n3,7,5\n", "regression", NULL,
     "dense", "data:normalize=minmax", NULL},
    {"a constant target", "csv", "x,y\n1,7\n2,7\n3,7\n4,7\n", "regression",
     "epochs=2 validation_split=0.3", "dense", "data:normalize=standard", NULL},
    {"a column without values", "csv", "x,z,y\n1,,7\n2,,8\n3,,9\n", "regression", NULL, "dense",
     "data:missing=mean normalize=standard", NULL},
    {"a target without values", "csv", "x,z,y\n1,2,\n2,3,\n3,4,\n", "regression", NULL, "dense",
     NULL, "the target \"y\" is missing in 3 rows"},
    /* numbers that are none */
    {"NaN", "csv", "x,y\n1,7\nnan,8\n3,9\n", "regression", NULL, "dense", NULL,
     "column \"x\" is missing in 1 rows; say what a missing value becomes"},
    {"NaN as a missing value", "csv", "x,y\n1,7\nNaN,8\n3,9\n", "regression", NULL, "dense",
     "data:missing=mean", NULL},
    {"infinity", "csv", "x,y\n1,7\ninf,8\n3,9\n", "regression", NULL, "dense", NULL,
     "line 3, column 1 (\"x\"): an infinite number"},
    {"infinity as target", "csv", "x,y\n1,7\n2,-Infinity\n3,9\n", "regression", NULL, "dense", NULL,
     "line 3, column 2 (\"y\"): an infinite number"},
    {"a number beyond doubles", "csv", "x,y\n1,7\n1e400,8\n3,9\n", "regression", NULL, "dense",
     NULL, "line 3, column 1 (\"x\"): an infinite number"},
    {"a number beyond floats", "csv", "x,y\n1,7\n1e300,8\n3,9\n", "regression", NULL, "dense", NULL,
     "/data/features: column \"x\" reaches 1e+300, more than a 32-bit float holds (3.4e+38)"},
    {"standardised, it is one like others", "csv", "x,y\n1,7\n1e300,8\n3,9\n", "regression", NULL,
     "dense", "data:normalize=standard", NULL},
    {"a target beyond floats", "csv", "x,y\n1,7\n2,-1e300\n3,9\n", "regression", NULL, "dense",
     NULL, "/data/target: column \"y\" reaches 1e+300"},
    {"numbers near zero", "csv", "x,y\n1e-300,7\n2e-300,8\n3e-300,9\n", "regression", NULL, "dense",
     "data:normalize=standard", NULL},
    {"a spread below a float's", "csv", "x,y\n1e9,7\n1000000001,8\n1000000002,9\n", "regression",
     NULL, "dense", "data:normalize=standard", NULL},
    {"two columns of one name", "csv", "x,x,y\n1,2,3\n", "regression", NULL, "dense", NULL,
     "line 1, column 2: column 1 has the same name"},
    /* trainings that go wrong */
    {"steps that explode", "csv", NUMBERS, "regression", "epochs=400", "dense units=8; dense",
     "optimizer:sgd learning_rate=1000", "the loss became "},
    {"clipping to almost nothing", "csv", NUMBERS, "regression", "epochs=2 clip_norm=1e-30",
     "dense", NULL, NULL},
    /* layers without room */
    {"a batch of one normalised", "csv", "x,c\n1,a\n2,b\n3,a\n", "classification",
     "epochs=2 batch_size=1", "batch_norm; dense", NULL, NULL},
    {"a row of one number normalised", "csv", "x,c\n1,a\n2,b\n3,a\n", "classification", NULL,
     "layer_norm; dense", NULL, NULL},
    {"zeros divided by their size", "csv", "x,c\n0,a\n0,b\n0,a\n", "classification", NULL,
     "rms_norm; dense", "data:normalize=none", NULL},
    {"a softmax of one", "csv", NUMBERS, "regression", NULL,
     "dense units=1 activation=softmax; dense", NULL, NULL},
    {"a window larger than the image", "csv", "a,b,c,d,e\n1,2,3,4,x\n4,3,2,1,y\n", "classification",
     NULL, "reshape target_shape=2x2x1; conv2d filters=1 kernel_size=3; flatten; dense", NULL,
     "/model/layers/1/kernel_size: a window of 3 by 3 does not fit the (2, 2, 1)"},
    /* texts */
    {"no text", "text", "", "language_model", NULL, "embedding output_dim=3; dense",
     "data:context=4", "the file is empty"},
    {"bytes that are no text", "text", "ab\xff\xfe", "language_model", NULL,
     "embedding output_dim=3; dense", "data:context=2", "byte 2 (0xFF): not valid UTF-8"},
    {"a vocabulary of one", "text", "aaaaaaaaaaaaaaaa", "language_model", NULL,
     "embedding output_dim=3; dense", "data:context=4",
     "/dataset: the text is the one token \"a\" over and over"},
    {"a context longer than the text", "text", "abab", "language_model", NULL,
     "embedding output_dim=3; dense", "data:context=64",
     "/data/context: the text has 4 characters; a context of 64 needs one more than that"},
    {"a text of one window", "text", "ababb", "language_model", NULL,
     "embedding output_dim=3; dense", "data:context=4", NULL},
    {"texts without a word, averaged", "csv", WORDLESS, "classification", NULL,
     WORDS "global_avg_pool2d; dense", NULL, NULL},
    {"attention over no word", "csv", WORDLESS, "classification", NULL,
     WORDS "multi_head_attention num_heads=1 key_dim=2; lstm units=2; dense", NULL, NULL},
    {"the largest of no word", "csv", WORDLESS, "classification", NULL, WORDS "gru units=2; dense",
     NULL, NULL},
    {"the largest of no state", "csv", WORDLESS, "classification", NULL,
     WORDS "lstm units=2 return_sequences=1; global_max_pool2d; dense", NULL, NULL},
    /* targets and indices of the wrong kind */
    {"fractions for classes", "csv", "x,y\n1,0.5\n2,1.5\n", "classification", NULL, "dense", NULL,
     "holds fractions; is it regression?"},
    {"flags that are none", "csv", "x,y\n1,0\n2,2\n", "multi_label", NULL, "dense", NULL,
     "/data/target: the target \"y\" has other values than 0 and 1"},
    {"a time for a target", "csv", "x,y\n1,2024-01-01\n2,2024-01-02\n", "regression", NULL, "dense",
     NULL, "/data/target: the target \"y\" is time"},
    {"only a target", "csv", "y\n1\n2\n", "regression", NULL, "dense", NULL,
     "/data/features: no column is left as a feature"},
    {"an index outside of its table", "csv", "x,y\n1,a\n9,b\n", "classification", NULL,
     "embedding input_dim=4 output_dim=2; flatten; dense", NULL,
     "holds 9, which is no index among 4"},
    {"an index that is a fraction", "csv", "x,y\n0.5,a\n1,b\n", "classification", NULL,
     "embedding input_dim=4 output_dim=2; flatten; dense", NULL, "holds 0.5, which is no index"},
    {"a constant target, learned scaled", "csv", "x,y\n1,7\n2,7\n3,7\n", "regression", NULL,
     "dense", "data:normalize_target=standard", NULL},
    /* splits and series */
    {"shares of classes without classes", "csv", NUMBERS, "regression",
     "epochs=2 validation_split=0.5 split=stratified", "dense", NULL,
     "/training/split: only a classification has classes"},
    {"shares of classes of one row each", "csv", "x,c\n1,a\n2,b\n3,c\n4,d\n", "classification",
     "epochs=2 validation_split=0.5 split=stratified", "dense", NULL,
     "leaves 4 to train on and 0 to validate with"},
    {"a split by a time that is missing", "csv", "when,x,y\n2024-01-01,1,2\n,2,3\n2024-01-03,3,4\n",
     "regression", "epochs=2 validation_split=0.5 split=time", "dense", "data:missing=mean",
     "/data/time: row 2 has no value in column \"when\""},
    {"a split by time without times", "csv", NUMBERS, "regression",
     "epochs=2 validation_split=0.5 split=time", "dense", NULL, "/data/time: "},
    {"a split by words", "csv", "when,x,y\nsoon,1,2\nlater,2,3\nnow,3,4\n", "regression",
     "epochs=2 validation_split=0.5 split=time", "dense", "data:time=when",
     "/data/time: column \"when\" is categorical and does not order the rows"},
    {"a split by a column that is not there", "csv", NUMBERS, "regression",
     "epochs=2 validation_split=0.5 split=time", "dense", "data:time=z",
     "/data/time: the dataset has no column \"z\""},
    {"a window longer than the series", "csv", "t,y\n1,1\n2,2\n3,3\n", "forecasting", NULL,
     "flatten; dense", "data:time=t context=3", "/data/context: the dataset has 3 rows"},
    {"two rows of one time", "csv", "t,y\n1,1\n2,2\n2,3\n3,4\n", "forecasting", NULL,
     "flatten; dense", "data:time=t context=2", "/data/time: rows 2 and 3 have the same time, 2"},
    {"a constant series", "csv", "t,y\n1,5\n2,5\n3,5\n4,5\n5,5\n", "forecasting", NULL,
     "flatten; dense", "data:time=t context=2 normalize=standard", NULL},
};

static void import_case(const struct hostile *h, struct dataset **ds, struct err *err)
{
    FILE *f = fopen(temp_path("raw"), "w");
    assert_non_null(f);
    fwrite(h->bytes, 1, strlen(h->bytes), f);
    fclose(f);
    *ds = NULL;
    if (dataset_import(h->format, temp_path("raw"), NULL, NULL, temp_path("data"), err) == 0)
        *ds = dataset_open(temp_path("data"), err);
}

static void make_spec(const struct hostile *h, struct spec *s)
{
    char text[512], *save;
    spec_start(s, h->task, h->training ? h->training : "epochs=2");
    snprintf(text, sizeof text, "%s", h->layers);
    for (char *line = strtok_r(text, ";", &save); line; line = strtok_r(NULL, ";", &save))
        spec_add(s, line);
    snprintf(text, sizeof text, "%s", h->parts ? h->parts : "");
    for (char *part = strtok_r(text, ";", &save); part; part = strtok_r(NULL, ";", &save)) {
        char *colon = strchr(part, ':');
        *colon = 0;
        spec_choose(s, part, colon + 1);
    }
}

static void keep_fault(struct faults *faults, struct err *err)
{
    err_set(err, ERR_INVALID, "%s: %s", faults->v[0].pointer, faults->v[0].detail);
    faults_done(faults);
}

/* 0, or an error as a job would end with it. */
static int run_training(struct training *t, struct err *err)
{
    int rc;
    do {
        int n;
        rc = training_advance(t, &parallel_serial, err);
        const struct point *p = training_points(t, &n);
        for (int i = 0; i < n && rc >= 0; i++)
            if (!isfinite(p[i].value))
                fail_msg("%s is %g", p[i].name, p[i].value);
    } while (rc == 1);
    return rc;
}

static void use_model(const struct spec *spec, const struct dataset *ds)
{
    struct err err = {0};
    struct model *m = model_open(temp_path("model"), spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    struct metric metric[16];
    int64_t rows;
    int n = model_evaluate(m, ds, NULL, NULL, metric, 16, &rows, &err);
    if (n < 0)
        fail_msg("evaluation: %s", err.text);
    for (int i = 0; i < n; i++)
        if (!isfinite(metric[i].value))
            fail_msg("evaluated, %s is %g", metric[i].name, metric[i].value);
    model_close(m);
}

static int try(const struct hostile *h, struct err *err)
{
    struct dataset *ds;
    struct spec spec;
    struct quote quote = {0};
    struct faults faults = {0};
    import_case(h, &ds, err);
    if (!ds)
        return err->code;
    make_spec(h, &spec);
    spec_complete(&spec, ds);
    int rc = training_quote(&spec, ds, NULL, 3, &quote, &faults) > 0 ? ERR_INVALID : 0;
    if (rc != 0)
        keep_fault(&faults, err);
    spec.lanes = quote.lanes;
    struct training *t = rc == 0 ? training_new(&spec, ds, NULL, err) : NULL;
    if (rc == 0)
        rc = t ? run_training(t, err) : err->code;
    if (rc == 0 && (rc = training_export(t, temp_path("model"), "", "", err)) == 0)
        use_model(&spec, ds);
    training_free(t);
    spec_done(&spec);
    dataset_close(ds);
    return rc;
}

static void hostile_data_are_refused_in_words_or_trained(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        const struct hostile *h = &cases[i];
        int rc = try(h, &err);
        if (rc == 0 && h->says)
            fail_msg("%s: trained, though it should say: %s", h->what, h->says);
        if (rc != 0 && (!h->says || !strstr(err.text, h->says)))
            fail_msg("%s: %s", h->what, err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_data_are_refused_in_words_or_trained),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
