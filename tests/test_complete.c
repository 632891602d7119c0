/* test_complete.c - what a spec leaves to its data is filled in before anything is planned. */
#include "tests/support/specs.h"
#include "tests/support/tables.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double number(const struct spec *s, int layer, const char *option)
{
    int n, kind = s->layers[layer].choice.kind;
    return s->layers[layer]
        .choice.options[option_find(&catalog(CATALOG_LAYERS, &n)[kind], option)]
        .n;
}

static void units_and_input_dim_follow_from_task_and_data(void **state)
{
    (void)state;
    static const struct {
        const char *task, *parts, *layers[3];
        int classes; /* of a table of 3 features; -1: a text of 4 different characters; -2: pictures
                        with a class per pixel, two of them */
        int layer;
        const char *option;
        int is;
    } cases[] = {
        {"classification", NULL, {"dense units=4", "dense"}, 5, 1, "units", 5},
        {"classification", NULL, {"dense", "activation function=softmax"}, 5, 0, "units", 5},
        {"classification", NULL, {"dense"}, 2, 0, "units", 2},
        {"classification", "loss:binary_cross_entropy", {"dense"}, 2, 0, "units", 1},
        {"regression", NULL, {"dense"}, 0, 0, "units", 1},
        {"autoencoder", NULL, {"dense units=2", "dense"}, 0, 1, "units", 4},
        {"language_model", NULL, {"embedding output_dim=3", "dense"}, -1, 1, "units", 4},
        {"language_model", NULL, {"embedding output_dim=3", "dense"}, -1, 0, "input_dim", 4},
        {"classification", NULL, {"dense units=9"}, 9, 0, "units", 9},
        {"segmentation", NULL, {"conv2d kernel_size=1"}, -2, 0, "filters", 2},
        {"segmentation",
         "loss:binary_cross_entropy",
         {"conv2d kernel_size=1"},
         -2,
         0,
         "filters",
         1},
        {"segmentation", NULL, {"conv2d_transpose kernel_size=1"}, -2, 0, "filters", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote quote;
        struct faults faults = {0};
        struct dataset *ds = cases[i].classes == -2 ? maps_made("maps", 20, 4, 4, 2)
                             : cases[i].classes < 0
                                 ? text_of("text", "abcdabcdabcd")
                                 : table_made("table", 60, 3, cases[i].classes, 1);
        spec_start(&spec, cases[i].task, "epochs=1");
        if (cases[i].classes == -1)
            spec_choose(&spec, "data", "context=4");
        for (int k = 0; k < 3 && cases[i].layers[k]; k++)
            spec_add(&spec, cases[i].layers[k]);
        if (cases[i].parts)
            spec_choose(&spec, "loss", strchr(cases[i].parts, ':') + 1);
        spec_complete(&spec, ds);
        if (number(&spec, cases[i].layer, cases[i].option) != cases[i].is)
            fail_msg("case %zu: %s is %g, not %d", i, cases[i].option,
                     number(&spec, cases[i].layer, cases[i].option), cases[i].is);
        if (training_quote(&spec, ds, NULL, 1, &quote, &faults))
            fail_msg("case %zu: %s: %s", i, faults.v[0].pointer, faults.v[0].detail);
        spec_done(&spec);
        dataset_close(ds);
    }
}

static void an_embedding_of_a_table_has_room_for_the_largest_index(void **state)
{
    (void)state;
    struct spec spec;
    struct dataset *ds = table_of("indices", "a,b,y\n0,3,1.5\n6,2,2.5\n1,1,0.5\n");
    spec_start(&spec, "regression", "epochs=1");
    spec_add(&spec, "embedding output_dim=2");
    spec_add(&spec, "flatten");
    spec_add(&spec, "dense");
    spec_complete(&spec, ds);
    assert_int_equal(number(&spec, 0, "input_dim"), 7);
    assert_int_equal(number(&spec, 2, "units"), 1);
    spec_done(&spec);
    dataset_close(ds);
}

/* An embedding reads w: its own data and the validation's must hold its indices, unchanged. */
static void numbers_that_are_no_indices_are_faults(void **state)
{
    (void)state;
    static const char *const good = "w,v,y\n0,0.5,1\n6,1.5,2\n3,2.5,4\n6,1.5,3\n";
    static const struct {
        const char *train, *validation, *data, *embedding, *pointer, *says;
    } cases[] = {
        {good, NULL, "", "embedding output_dim=2 input_dim=6", "/model/layers/1/input_dim",
         "column \"w\" holds 6"},
        {good, "w,v,y\n7,1,1\n1,1,1\n", "", "embedding output_dim=2 input_dim=7",
         "/training/validation_dataset", "column \"w\" holds 7"},
        {good, "w,v,y\n1.5,1,1\n1,1,1\n", "", "embedding output_dim=2 input_dim=7",
         "/training/validation_dataset", "column \"w\" holds 1.5"},
        {"w,v,y\n-1,0,1\n6,1,2\n", NULL, "", "embedding output_dim=2 input_dim=9",
         "/model/layers/1/input_dim", "column \"w\" holds -1"},
        {"w,v,y\n0,0,1\n2.5,1,2\n6,1,2\n", NULL, "", "embedding output_dim=2 input_dim=9",
         "/model/layers/1/input_dim", "column \"w\" holds 2.5"},
        {good, NULL, "normalize=standard", "embedding output_dim=2 input_dim=7", "/data/normalize",
         "reads column \"w\" as indices"},
        {good, NULL, "normalize=minmax", "embedding output_dim=2 input_dim=7", "/data/normalize",
         "reads column \"w\" as indices"},
        {"w,v,y\n0,0,1\n,1,2\n6,1,2\n", NULL, "missing=mean", "embedding output_dim=2 input_dim=7",
         "/data/missing", "a mean is none"},
        {good, "w,v,y\n5,1,1\n1,1,1\n", "", "embedding output_dim=2 input_dim=7", NULL, NULL},
        {"w,v,y\n0,0,1\n,1,2\n6,1,2\n", NULL, "missing=zero", "embedding output_dim=2 input_dim=7",
         NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote quote;
        struct faults faults = {0};
        struct dataset *ds = table_of("train", cases[i].train);
        struct dataset *more =
            cases[i].validation ? table_of("validation", cases[i].validation) : NULL;
        spec_start(&spec, "regression", "epochs=1");
        spec_choose(&spec, "data", cases[i].data);
        spec_add(&spec, "input name=a columns=w");
        spec_add(&spec, cases[i].embedding);
        spec_add(&spec, "flatten name=b");
        spec_add(&spec, "input name=c columns=v");
        spec_add(&spec, "concat inputs=b,c");
        spec_add(&spec, "dense units=1");
        int n = training_quote(&spec, ds, more, 1, &quote, &faults);
        if (n != (cases[i].pointer != NULL))
            fail_msg("case %zu: %d faults: %s", i, n, n ? faults.v[0].detail : "none");
        if (n && (strcmp(faults.v[0].pointer, cases[i].pointer) ||
                  !strstr(faults.v[0].detail, cases[i].says)))
            fail_msg("case %zu: %s: %s", i, faults.v[0].pointer, faults.v[0].detail);
        faults_done(&faults);
        spec_done(&spec);
        dataset_close(ds);
        if (more)
            dataset_close(more);
    }
}

static void what_does_not_follow_is_named_as_required(void **state)
{
    (void)state;
    static const struct {
        const char *layers[3], *pointer, *says;
    } cases[] = {
        {{"dense", "dense"}, "/model/layers/0/units", "\"units\" is required here"},
        {{"reshape target_shape=1x1x-1", "conv2d kernel_size=1", "dense"},
         "/model/layers/1/filters",
         "\"filters\" is required here"},
        {{"embedding output_dim=2", "flatten", "dense"},
         "/model/layers/0/input_dim",
         "\"input_dim\" is required here"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote quote;
        struct faults faults = {0};
        struct dataset *ds = table_of("fractions", "a,y\n-1,1.5\n2,2.5\n");
        spec_start(&spec, "regression", "epochs=1");
        for (int k = 0; k < 3 && cases[i].layers[k]; k++)
            spec_add(&spec, cases[i].layers[k]);
        spec_complete(&spec, ds);
        assert_true(training_quote(&spec, ds, NULL, 1, &quote, &faults) > 0);
        assert_string_equal(faults.v[0].pointer, cases[i].pointer);
        assert_non_null(strstr(faults.v[0].detail, cases[i].says));
        faults_done(&faults);
        spec_done(&spec);
        dataset_close(ds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_and_input_dim_follow_from_task_and_data),
        cmocka_unit_test(an_embedding_of_a_table_has_room_for_the_largest_index),
        cmocka_unit_test(numbers_that_are_no_indices_are_faults),
        cmocka_unit_test(what_does_not_follow_is_named_as_required),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
