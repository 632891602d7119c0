/* test_seconds.c - predicted seconds: every kind of layer is measured without harm, what is known
 * is not measured again, and the whole is made of its parts. How near they come is for
 * tests/bench/quote to say. */
#include "engine/layers/layer.h"
#include "engine/train/probe.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

struct one {
    const char *task, *layers[8];
    bool pictures;
};

static const struct one specs[] = {
    {"regression",
     {"dense units=5 activation=tanh", "batch_norm", "layer_norm", "rms_norm", "dropout rate=0.5",
      "activation function=gelu", "dense units=1 lora_rank=2"},
     false},
    {"classification",
     {"conv2d filters=4 kernel_size=3 padding=same groups=1 name=a", "max_pool2d", "upsample2d",
      "conv2d_transpose filters=4 kernel_size=2 name=b", "avg_pool2d", "global_max_pool2d",
      "dense units=2"},
     true},
    {"classification",
     {"reshape target_shape=6x6", "lstm units=3 return_sequences=1 name=a", "gru units=3",
      "dense units=4 name=b", "multiply inputs=b,b name=m", "concat inputs=m,b", "dense units=2"},
     true},
    {"classification",
     {"embedding input_dim=300 output_dim=4 mask_zero=1 name=e", "position_embedding name=p",
      "multi_head_attention num_heads=2 key_dim=2 causal=1 lora_rank=1 name=a", "add inputs=p,a",
      "global_avg_pool2d", "flatten", "dense units=2"},
     false},
    {"classification",
     {"embedding input_dim=300 output_dim=4 mask_zero=1", "lstm units=3", "dense units=2"},
     false},
    {"regression",
     {"input columns=x1,x2 name=i", "input columns=x3 name=j", "concat inputs=i,j",
      "dense units=1"},
     false},
};

static struct dataset *table, *words, *pictures, *text;

static void start(struct spec *spec, const struct one *o)
{
    spec_start(spec, o->task, "batch_size=16 epochs=3");
    for (int i = 0; i < 8 && o->layers[i]; i++)
        spec_add(spec, o->layers[i]);
    spec->data[DATA_NORMALIZE].n = 0;
}

static struct quote quote_of(struct spec *spec, const struct dataset *ds)
{
    struct quote quote;
    struct faults faults = {0};
    if (training_quote(spec, ds, NULL, 1, &quote, &faults))
        fail_msg("%s: %s", faults.v[0].pointer, faults.v[0].detail);
    return quote;
}

static const struct dataset *data_for(const struct one *o)
{
    return o->pictures ? pictures : strstr(o->layers[0], "embedding") ? words : table;
}

static void every_kind_of_layer_is_measured(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        struct spec spec;
        start(&spec, &specs[i]);
        struct quote q = quote_of(&spec, data_for(&specs[i]));
        assert_true(q.seconds_per_step > 0 && q.seconds_per_step < 1);
        assert_true(q.seconds >= q.seconds_per_step * (double)q.steps);
        spec_done(&spec);
    }
    int n;
    const struct kind *kinds = layer_kinds(&n);
    for (int k = 0; k < n; k++) {
        bool found = false;
        for (size_t i = 0; i < sizeof specs / sizeof *specs; i++)
            for (int j = 0; j < 8 && specs[i].layers[j]; j++)
                found = found || !strncmp(specs[i].layers[j], kinds[k].name, strlen(kinds[k].name));
        if (!found)
            fail_msg("no layer %s is measured here", kinds[k].name);
    }
}

/* Two measurements are never equal; two answers from memory are. */
static void what_is_known_is_not_measured_again(void **state)
{
    (void)state;
    struct spec spec;
    start(&spec, &specs[0]);
    double first = quote_of(&spec, table).seconds_per_step;
    for (int i = 0; i < 5; i++)
        assert_true(quote_of(&spec, table).seconds_per_step == first);
    spec_done(&spec);
}

static void an_empty_purse_buys_operations_by_rate(void **state)
{
    (void)state;
    struct spec spec;
    struct plan plan;
    struct faults faults = {0};
    struct purse empty = {0};
    spec_start(&spec, "regression", "batch_size=16");
    spec_add(&spec, "dense units=977");
    spec_add(&spec, "dense units=1");
    assert_int_equal(plan_build(&plan, &spec, table, NULL, 1, &faults), 0);
    struct pace pace = probe_node(plan.graph, 1, 16, &empty);
    const struct layer *l = &plan.graph->node[1].layer;
    assert_true(pace.forward == l->flops / engine_speed()->flops_per_s);
    plan_release(&plan);
    spec_done(&spec);
}

static void validation_costs_its_rows(void **state)
{
    (void)state;
    struct spec spec;
    start(&spec, &specs[0]);
    struct quote without = quote_of(&spec, table);
    spec.training[TRAINING_VALIDATION_SPLIT].n = .5;
    struct quote with = quote_of(&spec, table);
    assert_true(without.seconds == without.seconds_per_step * (double)without.steps);
    assert_true(with.seconds > with.seconds_per_step * (double)with.steps);
    assert_true(with.seconds < without.seconds);
    spec_done(&spec);
}

/* A tied output product stands for its embedding's tensor. */
static void a_tied_layer_is_measured(void **state)
{
    (void)state;
    struct spec spec;
    spec_start(&spec, "language_model", "batch_size=4");
    spec_add(&spec, "embedding output_dim=8 name=e");
    spec_add(&spec, "layer_norm");
    spec_add(&spec, "dense tie_to=e");
    spec_complete(&spec, text);
    assert_true(quote_of(&spec, text).seconds_per_step > 0);
    spec_done(&spec);
}

static int setup(void **state)
{
    (void)state;
    struct err err;
    if (!temp_make() || engine_init(&err) != 0)
        return -1;
    table = table_made("table", 100, 6, 0, 4);
    words = table_of_indices("words", 100, 9, 256, 2);
    pictures = pictures_made("pictures", 60, 6, 6, 2);
    text = text_made("text", 4000, 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    dataset_close(table);
    dataset_close(words);
    dataset_close(pictures);
    dataset_close(text);
    temp_remove();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_layer_is_measured),
        cmocka_unit_test(what_is_known_is_not_measured_again),
        cmocka_unit_test(an_empty_purse_buys_operations_by_rate),
        cmocka_unit_test(validation_costs_its_rows),
        cmocka_unit_test(a_tied_layer_is_measured),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
