/* test_misfit.c - a validation dataset that does not go with the one trained on: what lacks, what
 * is new, what is of another type is named; what means the same is taken. */
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

#define DENSE "dense"

enum end { QUOTED, TRAINED };

struct outcome {
    enum end end;
    char say[512]; /* pointer and detail of what stopped it; "" when it went through */
    double loss;   /* of the last epoch */
};

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_dataset_fits_or_is_told_why_not),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
