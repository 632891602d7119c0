/* test_catalog.c - the tables everything else is made from are sound, and docs/models.md knows
 * every kind in them. */
#include "engine/layers/layer.h"
#include "tests/support/temp.h"

#include <allot/engine.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef void (*kind_fn)(const char *catalog, const struct kind *kind);

static void each_kind(kind_fn fn)
{
    for (int c = 0; c < CATALOG_COUNT; c++) {
        int n;
        const struct kind *kinds = catalog((enum catalog)c, &n);
        for (int i = 0; i < n; i++)
            fn(catalog_name((enum catalog)c), &kinds[i]);
    }
}

static void check_option(const struct kind *k, const struct option *o)
{
    int choices = 0;
    while (o->choices && o->choices[choices])
        choices++;
    if (!o->name || !o->help || strlen(o->help) < 3)
        fail_msg("%s: an option without name or help", k->name);
    if (o->type != OPT_NUMBERS && (o->type == OPT_CHOICE) != (choices > 0))
        fail_msg("%s.%s: choices do not fit the type", k->name, o->name);
    bool ranged =
        o->type == OPT_INT || o->type == OPT_FLOAT || o->type == OPT_PAIR || o->type == OPT_NUMBERS;
    if (ranged && !(o->min < o->max))
        fail_msg("%s.%s: an empty range", k->name, o->name);
    if (o->type == OPT_NAMES && o->max < 1)
        fail_msg("%s.%s: no name is allowed", k->name, o->name);
    bool inside = o->fallback > o->min || (o->fallback == o->min && !o->min_open);
    inside = inside && (o->fallback < o->max || (o->fallback == o->max && !o->max_open));
    if (ranged && !o->required && !inside && !option_is_derived(o))
        fail_msg("%s.%s: the default %g is outside its range", k->name, o->name, o->fallback);
    if (o->type == OPT_CHOICE && (o->fallback < 0 || o->fallback >= choices))
        fail_msg("%s.%s: the default is no choice", k->name, o->name);
}

static void check_kind(const char *catalog, const struct kind *k)
{
    if (!k->name || !k->help || k->n_options > OPTIONS_MAX)
        fail_msg("%s: a kind without name or help, or with too many options", catalog);
    for (int i = 0; i < k->n_options; i++) {
        check_option(k, &k->options[i]);
        assert_int_equal(option_find(k, k->options[i].name), i); /* no name stands twice */
    }
}

static void every_table_is_sound(void **state)
{
    (void)state;
    each_kind(check_kind);
    for (int c = 0; c < CATALOG_COUNT; c++) {
        int n;
        const struct kind *kinds = catalog((enum catalog)c, &n);
        for (int i = 0; i < n; i++)
            assert_int_equal(catalog_find((enum catalog)c, kinds[i].name), i);
    }
}

static void defaults_are_the_tables(void **state)
{
    (void)state;
    int n;
    struct value values[OPTIONS_MAX];
    const struct kind *adam =
        catalog(CATALOG_OPTIMIZERS, &n) + catalog_find(CATALOG_OPTIMIZERS, "adam");
    kind_defaults(adam, values);
    assert_true(values[option_find(adam, "learning_rate")].n == .001);
    assert_true(values[option_find(adam, "beta_2")].n == .999);
    struct spec spec;
    spec_init(&spec);
    assert_int_equal(spec.optimizer.kind, catalog_find(CATALOG_OPTIMIZERS, "adam"));
    assert_true(spec.training[TRAINING_EPOCHS].n == 10 &&
                spec.training[TRAINING_BATCH_SIZE].n == 32);
    assert_int_equal(spec.loss.kind, -1);
    spec_done(&spec);
}

/* Frozen layers, and activations as nodes, are found by these names. */
static void layers_with_parameters_can_be_frozen(void **state)
{
    (void)state;
    static const char *const with[] = {
        "dense",    "conv2d",    "conv2d_transpose",   "batch_norm",           "layer_norm",
        "rms_norm", "embedding", "position_embedding", "multi_head_attention", "lstm",
        "gru"};
    int n;
    const struct kind *kinds = layer_kinds(&n);
    for (size_t i = 0; i < sizeof with / sizeof *with; i++)
        assert_true(option_find(&kinds[catalog_find(CATALOG_LAYERS, with[i])], "trainable") >= 0);
}

static char *page;

static void check_page(const char *catalog, const struct kind *k)
{
    char quoted[64] = "`";
    if (strcmp(catalog, "sections") == 0 || strcmp(catalog, "formats") == 0)
        return;
    strncat(quoted, k->name, sizeof quoted - 3);
    strcat(quoted, "`");
    if (!strstr(page, quoted))
        fail_msg("docs/models.md does not name %s of %s", k->name, catalog);
}

static void the_page_on_models_names_every_kind(void **state)
{
    (void)state;
    size_t size;
    page = temp_read("docs/models.md", &size);
    assert_non_null(page); /* run from the repository's root */
    each_kind(check_page);
    for (int i = 0; activation_names[i]; i++)
        if (!strstr(page, activation_names[i]))
            fail_msg("docs/models.md does not name %s", activation_names[i]);
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_is_sound),
        cmocka_unit_test(defaults_are_the_tables),
        cmocka_unit_test(layers_with_parameters_can_be_frozen),
        cmocka_unit_test(the_page_on_models_names_every_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
