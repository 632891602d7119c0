/* test_hostile.c - data that go wrong: each gives a sentence that names the place, or the right
 * result; never a crash, never numbers that mean nothing. */
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

/* Where a case is expected to end. */
enum end { IMPORTED, QUOTED, TRAINED };

struct outcome {
    enum end end;
    char say[512]; /* pointer and detail of what stopped it; "" when it went through */
    double loss;   /* of the last epoch */
};

static int import(const char *format, const char *name, const char *bytes, size_t n,
                  struct err *err)
{
    char raw[64], out[64];
    snprintf(raw, sizeof raw, "%s.raw", name);
    snprintf(out, sizeof out, "%s.ds", name);
    FILE *f = fopen(temp_path(raw), "w");
    assert_non_null(f);
    fwrite(bytes, 1, n, f);
    fclose(f);
    return dataset_import(format, temp_path(raw), NULL, NULL, temp_path(out), err);
}

static struct dataset *open_ds(const char *name)
{
    char out[64];
    struct err err = {0};
    snprintf(out, sizeof out, "%s.ds", name);
    struct dataset *ds = dataset_open(temp_path(out), &err);
    if (!ds)
        fail_msg("%s", err.text);
    return ds;
}

static void run(const struct spec *spec, const struct dataset *ds, const struct dataset *validation,
                struct outcome *o)
{
    struct err err = {0};
    struct training *t = training_new(spec, ds, validation, &err);
    o->end = TRAINED;
    int rc = t ? 1 : err.code;
    while (rc == 1) {
        int n;
        rc = training_advance(t, &parallel_serial, &err);
        const struct point *p = training_points(t, &n);
        for (int i = 0; i < n; i++)
            if (strcmp(p[i].name, "epoch_loss") == 0)
                o->loss = p[i].value;
    }
    if (rc < 0)
        snprintf(o->say, sizeof o->say, "%s", err.text);
    training_free(t);
}

/* Quotes, and trains when nothing is wrong. */
static void try(struct spec *spec, const struct dataset *ds, const struct dataset *validation,
                struct outcome *o)
{
    struct faults faults = {0};
    struct quote quote;
    *o = (struct outcome){.end = QUOTED, .loss = NAN};
    spec_complete(spec, ds);
    if (training_quote(spec, ds, validation, 2, &quote, &faults) > 0)
        snprintf(o->say, sizeof o->say, "%s: %s", faults.v[0].pointer, faults.v[0].detail);
    faults_done(&faults);
    if (*o->say)
        return;
    spec->lanes = quote.lanes;
    run(spec, ds, validation, o);
}

struct hostile {
    const char *what, *csv;
    const char *task, *training, *data, *layers; /* layers separated by ';' */
    enum end end;
    const char *say; /* NULL: it goes through, with a finite loss */
};

#define DENSE "dense"
static const struct hostile cases[] = {
    {"an empty file", "", "regression", "", "", DENSE, IMPORTED, "empty"},
    {"a header alone", "x,y\n", "regression", "", "", DENSE, IMPORTED, "no rows"},
    {"an infinite number", "x,y\n1,2\ninf,3\n", "regression", "", "", DENSE, IMPORTED,
     "line 3, column 1 (\"x\"): an infinite number"},
    {"a number past what a double holds", "x,y\n1,2\n1e999,3\n", "regression", "", "", DENSE,
     IMPORTED, "line 3, column 1 (\"x\"): an infinite number"},
    {"NaN is a missing value", "x,y\n1,2\nNaN,3\n", "regression", "", "", DENSE, QUOTED,
     "/data/missing: column \"x\" is missing in 1 rows"},
    {"NaN with the mean in its place", "x,y\n1,2\nNaN,3\n3,4\n", "regression", "", "missing=mean",
     DENSE, TRAINED, NULL},
    {"a target that is missing", "x,y\n1,2\n2,\n", "regression", "", "", DENSE, QUOTED,
     "/data/target: the target \"y\" is missing in 1 rows"},
    {"a column without any value", "x,z,y\n1,,2\n2,,3\n", "regression", "", "missing=mean", DENSE,
     TRAINED, NULL},
    {"a constant column, scaled", "x,z,y\n1,7,2\n2,7,3\n3,7,4\n", "regression", "",
     "normalize=standard", DENSE, TRAINED, NULL},
    {"a constant column between 0 and 1", "x,z,y\n1,7,2\n2,7,3\n3,7,4\n", "regression", "",
     "normalize=minmax", DENSE, TRAINED, NULL},
    {"a constant target", "x,y\n1,5\n2,5\n3,5\n", "regression", "", "", DENSE, TRAINED, NULL},
    {"a constant target, scaled", "x,y\n1,5\n2,5\n3,5\n", "regression", "",
     "normalize_target=standard", DENSE, TRAINED, NULL},
    {"one class", "x,y\n1,a\n2,a\n", "classification", "", "", DENSE, QUOTED,
     "/data/target: the target \"y\" has only one class, \"a\""},
    {"a class per row", "x,y\n1,a\n2,b\n3,c\n", "classification", "", "", DENSE, TRAINED, NULL},
    {"fractions for classes", "x,y\n1,0.5\n2,1.5\n", "classification", "", "", DENSE, QUOTED,
     "holds fractions; is it regression?"},
    {"words for numbers", "x,y\n1,a\n2,b\n", "regression", "", "", DENSE, QUOTED,
     "/data/target: the target \"y\" is categorical; regression wants numbers"},
    {"flags that are none", "x,y\n1,0\n2,2\n", "multi_label", "", "", DENSE, QUOTED,
     "/data/target: the target \"y\" has other values than 0 and 1"},
    {"one row", "x,y\n1,2\n", "regression", "", "", DENSE, TRAINED, NULL},
    {"one row that is to be split", "x,y\n1,2\n", "regression", "validation_split=0.5", "", DENSE,
     QUOTED, "/training/validation_split: 0.5 of 1 rows leaves 0 to train on"},
    {"one row through batch_norm", "x,y\n1,2\n", "regression", "", "", "batch_norm;dense", TRAINED,
     NULL},
    {"a batch larger than the data", "x,y\n1,2\n2,3\n3,4\n", "regression", "batch_size=1000", "",
     DENSE, TRAINED, NULL},
    {"a last batch of one row", "x,y\n1,2\n2,3\n3,4\n", "regression", "batch_size=2", "",
     "batch_norm;dense", TRAINED, NULL},
    {"numbers too large for a float", "x,y\n1e300,2\n-1e300,3\n", "regression", "", "", DENSE,
     QUOTED, "/data/features: column \"x\" reaches 1e+300, more than a 32-bit float holds"},
    {"the same, scaled", "x,y\n1e300,2\n-1e300,3\n", "regression", "", "normalize=standard", DENSE,
     TRAINED, NULL},
    {"a target too large for a float", "x,y\n1,1e300\n2,3\n", "regression", "", "", DENSE, QUOTED,
     "/data/target: column \"y\" reaches 1e+300, more than a 32-bit float holds"},
    {"an index outside of its table", "x,y\n1,a\n9,b\n", "classification", "", "",
     "embedding input_dim=4 output_dim=2;flatten;dense", TRAINED, "the loss became not a number"},
    {"an index that is a fraction", "x,y\n0.5,a\n1,b\n", "classification", "", "",
     "embedding input_dim=4 output_dim=2;flatten;dense", TRAINED, "the loss became not a number"},
    {"text for a feature",
     "x,s,y\n1,\"a long sentence with words of its own, one\",2\n"
     "2,\"another one that is as long and different\",3\n",
     "regression", "", "", DENSE, TRAINED, NULL},
    {"a time for a target", "x,y\n1,2024-01-01\n2,2024-01-02\n", "regression", "", "", DENSE,
     QUOTED, "/data/target: the target \"y\" is time"},
    {"only a target", "y\n1\n2\n", "regression", "", "", DENSE, QUOTED,
     "/data/features: no column is left as a feature"},
    {"two columns of one name", "x,x,y\n1,2,3\n", "regression", "", "", DENSE, IMPORTED, "name"},
    {"a row that is short", "x,y\n1,2\n3\n", "regression", "", "", DENSE, IMPORTED, "line 3"},
    {"a byte that is no UTF-8", "x,y\n1,\xff\n", "classification", "", "", DENSE, IMPORTED,
     "line 2"},
    {"stratified without classes", "x,y\n1,2\n2,3\n3,4\n4,5\n", "regression",
     "validation_split=0.5 split=stratified", "", DENSE, QUOTED,
     "/training/split: only a classification has classes"},
    {"stratified with a row of each class", "x,y\n1,a\n2,b\n3,c\n4,d\n", "classification",
     "validation_split=0.5 split=stratified", "", DENSE, QUOTED, "leaves 4 to train on and 0"},
    {"a split by a time that is missing", "when,x,y\n2024-01-01,1,2\n,2,3\n2024-01-03,3,4\n",
     "regression", "validation_split=0.5 split=time", "missing=mean", DENSE, QUOTED,
     "/data/time: row 2 has no value in column \"when\""},
    {"a window longer than the series", "t,y\n1,1\n2,2\n3,3\n", "forecasting", "",
     "time=t context=3", "flatten;dense", QUOTED, "/data/context: the dataset has 3 rows"},
    {"a constant series", "t,y\n1,5\n2,5\n3,5\n4,5\n5,5\n", "forecasting", "",
     "time=t context=2 normalize=standard", "flatten;dense", TRAINED, NULL},
};

static void check_case(const struct hostile *c)
{
    struct outcome o = {.end = IMPORTED};
    struct err err = {0};
    if (import("csv", "hostile", c->csv, strlen(c->csv), &err) < 0) {
        snprintf(o.say, sizeof o.say, "%s", err.text);
    } else {
        struct spec spec;
        char text[256], *save;
        struct dataset *ds = open_ds("hostile");
        snprintf(text, sizeof text, "epochs=2 %s", c->training);
        spec_start(&spec, c->task, text);
        snprintf(text, sizeof text, "%s", c->layers);
        for (char *l = strtok_r(text, ";", &save); l; l = strtok_r(NULL, ";", &save))
            spec_add(&spec, l);
        if (*c->data)
            spec_choose(&spec, "data", c->data);
        try(&spec, ds, NULL, &o);
        spec_done(&spec);
        dataset_close(ds);
    }
    bool as_said = c->say ? strstr(o.say, c->say) != NULL : !*o.say && isfinite(o.loss);
    if (o.end != c->end || !as_said)
        print_error("%s: ended at %d: \"%s\", loss %g\n", c->what, o.end, o.say, o.loss);
    assert_true(o.end == c->end && as_said);
}

static void each_gives_a_sentence_or_the_right_result(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(&cases[i]);
}

/* ---- a second dataset that does not go with the first ---- */

struct pair {
    const char *what, *csv, *other;
    const char *task, *data, *layers;
    const char *say; /* NULL: it goes through */
};

static const struct pair pairs[] = {
    {"a class that was never trained on", "x,y\n1,a\n2,b\n", "x,y\n1,a\n2,c\n", "classification",
     "", DENSE,
     "/training/validation_dataset: column \"y\" has the category \"c\", which the training data "
     "have not"},
    {"a class too few", "x,y\n1,a\n2,b\n3,c\n", "x,y\n1,a\n2,b\n", "classification", "", DENSE,
     NULL},
    {"numbers for names of classes", "x,y\n1,1\n2,2\n", "x,y\n1,1.0\n2,02\n", "classification", "",
     DENSE, NULL},
    {"a category that was never trained on", "s,y\nx,1\nz,2\nx,3\n", "s,y\nx,1\nw,2\n",
     "regression", "", DENSE,
     "column \"s\" has the category \"w\", which the training data have not"},
    {"the same, as no category", "s,y\nx,1\nz,2\nx,3\n", "s,y\nx,1\nw,2\n", "regression",
     "missing=zero", DENSE, NULL},
    {"a column that is not there", "x,z,y\n1,2,3\n2,3,4\n", "x,y\n1,2\n", "regression", "", DENSE,
     "the dataset has no column \"z\""},
    {"a column of another type", "x,y\n1,2\n2,3\n", "x,y\na,2\nb,3\n", "regression", "", DENSE,
     "column \"x\" is categorical, in the training data it is numeric"},
    {"a value that is missing", "x,y\n1,2\n2,3\n", "x,y\n,2\n2,3\n", "regression", "", DENSE,
     "column \"x\" has missing values, and data.missing is error"},
    {"a target that is missing", "x,y\n1,2\n2,3\n", "x,y\n1,\n2,3\n", "regression", "", DENSE,
     "column \"y\" is the target and has missing values"},
    {"a series too short for a window", "t,y\n1,1\n2,2\n3,3\n4,4\n", "t,y\n1,1\n2,2\n",
     "forecasting", "time=t context=2", "flatten;dense",
     "no series of the dataset has the 3 rows that a context of 2 and a horizon of 1 need"},
    {"a series with a gap", "t,y\n1,1\n2,2\n3,3\n4,4\n", "t,y\n1,1\n2,2\n3,3\n7,4\n", "forecasting",
     "time=t context=2", "flatten;dense", "from row 3 (3) to row 4 (7) 4 pass"},
};

static void check_pair(const struct pair *c)
{
    struct spec spec;
    struct outcome o;
    struct dataset *ds = table_of("first", c->csv), *other = table_of("second", c->other);
    char text[128], *save;
    spec_start(&spec, c->task, "epochs=1");
    snprintf(text, sizeof text, "%s", c->layers);
    for (char *l = strtok_r(text, ";", &save); l; l = strtok_r(NULL, ";", &save))
        spec_add(&spec, l);
    if (*c->data)
        spec_choose(&spec, "data", c->data);
    try(&spec, ds, other, &o);
    if (c->say ? o.end != QUOTED || !strstr(o.say, c->say) : o.end != TRAINED || *o.say)
        fail_msg("%s: ended at %d: \"%s\"", c->what, o.end, o.say);
    spec_done(&spec);
    dataset_close(ds);
    dataset_close(other);
}

static void a_second_dataset_fits_or_is_told_why_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check_pair(&pairs[i]);
}

static int setup(void **state)
{
    (void)state;
    struct err err;
    return temp_make() ? engine_init(&err) : -1;
}

static int teardown(void **state)
{
    (void)state;
    temp_remove();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_gives_a_sentence_or_the_right_result),
        cmocka_unit_test(a_second_dataset_fits_or_is_told_why_not),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
