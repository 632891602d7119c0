/* test_random_specs.c - the engine's promises on specs nobody thought of.
 *
 * A seed makes a spec: layers by chance with chance options, wired in a chain with now and then a
 * branch; optimiser, schedule, regularization, clipping, batch, lanes, validation, early stopping
 * likewise. What the planner refuses is thrown away. The rest is trained once straight through, and
 * once with lanes run in changing order, stopped, saved and restored at random units: the model
 * files must be equal byte for byte, or both trainings must diverge at the same step. A failing
 * seed is printed with its spec, shrunk to the fewest layers that still fail.
 *
 * RANDOM_SPECS=N tries N seeds instead of the default, RANDOM_SEED=S starts at S. */
#include "engine/tensor/rng.h"
#include "engine/train/training.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEEDS = 1500,
    MIDDLE = 6, /* layers of a model with one input */
    LAYERS = 14,
    TEXT = 256,
    ROWS = 37,
    FEATURES = 16,
    LANES_OF_ORDER = 8,
    PARTS = 7,
    TABLES = 20
};

/* A spec as text, so that it can be printed and shrunk. */
struct draft {
    const char *task;
    char training[TEXT], layers[LAYERS][TEXT], parts[PARTS][TEXT];
    int n_layers, lanes, classes;
    bool pictures; /* 4 × 4, instead of rows of a table */
    bool maps;     /* and a class per pixel */
    bool mixed;    /* several inputs: of a table of all kinds of columns, beside pictures or not */
};

static struct dataset *data_of(const struct draft *d, struct dataset *const tables[TABLES])
{
    int kind = d->mixed ? 12 + 4 * d->pictures : d->maps ? 8 : d->pictures ? 4 : 0;
    return tables[d->classes + kind];
}

static const char *const part_names[] = {
    "optimizer", "schedule", "regularization", "early_stopping", "loss", "augment", "augment"};

static int roll(struct rng *r, int n)
{
    return (int)rng_below(r, (uint64_t)n);
}

/* " name=value" with a small value that the option allows. */
static void draw_option(struct rng *r, const struct option *o, char *to)
{
    double low = o->min > 1 ? o->min : 1;
    switch (o->type) {
    case OPT_INT:
        sprintf(to, " %s=%d", o->name, o->max < 4 ? (int)o->min : (int)low + roll(r, 4));
        break;
    case OPT_PAIR: sprintf(to, " %s=%dx%d", o->name, 1 + roll(r, 3), 1 + roll(r, 3)); break;
    case OPT_BOOL: sprintf(to, " %s=%d", o->name, roll(r, 2)); break;
    case OPT_FLOAT: {
        double top = o->max < 1 ? o->max : 1;
        sprintf(to, " %s=%.3f", o->name, o->min + (top - o->min) * (.05 + .9 * rng_uniform(r)));
        break;
    }
    case OPT_CHOICE: {
        int n = 0;
        while (o->choices[n])
            n++;
        sprintf(to, " %s=%s", o->name, o->choices[roll(r, n)]);
        break;
    }
    case OPT_NAME:
    case OPT_NAMES: break; /* a name means something only in its place: drawn there */
    case OPT_DIMS: {
        static const char *const dims[] = {"-1", "4x-1", "-1x2", "2x-1x2", "4x4x-1", "2x2x-1"};
        sprintf(to, " %s=%s", o->name, dims[roll(r, 6)]);
        break;
    }
    }
}

static void draw_kind(struct rng *r, enum catalog which, char *to)
{
    int n;
    const struct kind *k = catalog(which, &n);
    k += roll(r, n);
    strcpy(to, k->name);
    for (int i = 0; i < k->n_options; i++)
        if (k->options[i].required || roll(r, 3) == 0)
            draw_option(r, &k->options[i], to + strlen(to));
}

/* Layers that keep a picture's size: a map needs as many pixels at the end. */
static const char *const keepers[] = {"conv2d filters=3 kernel_size=3 padding=same",
                                      "conv2d filters=2 kernel_size=2x3 padding=same", "batch_norm",
                                      "activation function=tanh", "dropout rate=0.2"};

/* Layers are named l0, l1 …; a join takes the layer before and one further back. */
static void draw_layer(struct rng *r, struct draft *d, int i)
{
    char *to = d->layers[i];
    if (d->maps && roll(r, 4))
        strcpy(to, keepers[roll(r, sizeof keepers / sizeof *keepers)]);
    else
        draw_kind(r, CATALOG_LAYERS, to);
    sprintf(to + strlen(to), " name=l%d", i);
    bool joins = !strncmp(to, "add", 3) || !strncmp(to, "concat", 6) || !strncmp(to, "multiply", 8);
    if (i > 0 && (joins || (roll(r, 5) == 0 && !strncmp(to, "multi", 5))))
        sprintf(to + strlen(to), " inputs=l%d,l%d", i - 1, roll(r, i));
}

static void add_line(struct draft *d, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vsnprintf(d->layers[d->n_layers++], TEXT, format, ap);
    va_end(ap);
}

/* Branches over a category, a text, and what is left, or the pictures; joined to one vector. */
static void draw_inputs(struct rng *r, struct draft *d)
{
    static const char *const readers[] = {"lstm units=2", "gru units=3", "global_avg_pool2d",
                                          "global_max_pool2d", "flatten"};
    static const char *const tokenizers[] = {"words", "characters", "bytes"};
    int tokenizer = roll(r, 3), words = tokenizer == 2 ? 258 : 4 + roll(r, 20);
    add_line(d, "input columns=user encoding=index name=u");
    add_line(d, "embedding input_dim=%d output_dim=%d", 9, 1 + roll(r, 3));
    add_line(d, "flatten name=a");
    add_line(d, "input columns=says encoding=tokens tokenizer=%s length=%d vocabulary_size=%d",
             tokenizers[tokenizer], 1 + roll(r, 9), tokenizer == 2 ? 0 : words);
    add_line(d, "embedding input_dim=%d output_dim=3 mask_zero=%d", words, roll(r, 2));
    add_line(d, "%s name=b", readers[roll(r, 5)]);
    add_line(d, d->pictures ? "input name=p" : "input columns=number,day name=c");
    if (d->pictures)
        add_line(d, "flatten name=c");
    add_line(d, "concat inputs=%s", roll(r, 2) ? "a,b,c" : "c,b,a,b");
    sprintf(d->layers[d->n_layers - 1] + strlen(d->layers[d->n_layers - 1]), " name=l%d",
            d->n_layers - 1);
    if (roll(r, 2)) {
        draw_kind(r, CATALOG_LAYERS, d->layers[d->n_layers]);
        d->n_layers++;
    }
    add_line(d, "flatten");
    add_line(d, "dense units=%d", d->classes ? d->classes : 1);
}

static void draw_middle(struct rng *r, struct draft *d, bool table)
{
    static const char *const forms[] = {"4x4x1", "2x4x2", "4x4", "8x2"};
    if (table && roll(r, 3))
        add_line(d, "reshape target_shape=%s name=l0", forms[roll(r, 4)]);
    for (int more = 1 + roll(r, MIDDLE - 2); more > 0 && d->n_layers < MIDDLE - 1;
         more--, d->n_layers++)
        draw_layer(r, d, d->n_layers);
    int out = d->classes ? d->classes : table ? 1 : d->pictures ? FEATURES : FEATURES + 1;
    if (!d->maps && (d->pictures || (d->n_layers && table)))
        add_line(d, "flatten");
    if (d->n_layers == MIDDLE)
        d->n_layers--;
    add_line(d, d->maps ? "conv2d kernel_size=1 filters=%d" : "dense units=%d", out);
}

static void draw_draft(uint64_t seed, struct draft *d)
{
    struct rng rng = rng_begin(seed, RNG_NOISE, 0, 0, 0), *r = &rng;
    static const char *const tasks[] = {"regression", "classification", "autoencoder",
                                        "segmentation"};
    *d = (struct draft){.task = tasks[roll(r, 4)], .lanes = 1 + roll(r, 5)};
    d->maps = strcmp(d->task, "segmentation") == 0;
    d->pictures = d->maps || roll(r, 4) == 0;
    bool classes = strcmp(d->task, "classification") == 0 || d->maps,
         table = strcmp(d->task, "autoencoder") != 0 && !d->maps;
    d->classes = classes ? 2 + roll(r, 2) : 0;
    d->mixed = table && roll(r, 4) == 0;
    sprintf(d->training, "epochs=%d batch_size=%d seed=%d shuffle=%d", 1 + roll(r, 2),
            1 + roll(r, 20), roll(r, 100), roll(r, 2));
    if (roll(r, 2))
        sprintf(d->training + strlen(d->training), " validation_split=0.%d", 1 + roll(r, 5));
    if (roll(r, 3) == 0)
        strcat(d->training, " clip_norm=0.5");
    if (roll(r, 4) == 0)
        strcat(d->training, " clip_value=0.1");
    if (roll(r, 4) == 0)
        sprintf(d->training + strlen(d->training), " gradient_accumulation_steps=%d",
                1 + roll(r, 4));
    if (roll(r, 4) == 0)
        sprintf(d->training + strlen(d->training), " use_ema=1 ema_momentum=0.%d", roll(r, 10));
    if (roll(r, 5) == 0)
        sprintf(d->training + strlen(d->training), " freeze=%s", roll(r, 3) ? "layers.0" : "l1*");
    if (d->mixed)
        draw_inputs(r, d);
    else
        draw_middle(r, d, table);
    draw_kind(r, CATALOG_OPTIMIZERS, d->parts[0]);
    draw_kind(r, CATALOG_SCHEDULES, d->parts[1]);
    for (int i = 5; i < PARTS && d->pictures; i++)
        draw_kind(r, CATALOG_AUGMENTATIONS, d->parts[i]);
    if (!d->pictures && !d->mixed && roll(r, 4) == 0)
        strcpy(d->parts[5], roll(r, 2) ? "noise std=0.3" : "mixup alpha=0.5");
    if (roll(r, 3) == 0)
        strcpy(d->parts[2], "l1=0.01 l2=0.02");
    if (roll(r, 3) == 0)
        sprintf(d->parts[3], "monitor=%s patience=%d restore_best_weights=%d",
                strstr(d->training, "validation") ? "val_loss" : "loss", roll(r, 2), roll(r, 2));
}

static void draft_spec(const struct draft *d, struct spec *s)
{
    spec_start(s, d->task, d->training);
    for (int i = 0; i < d->n_layers; i++)
        spec_add(s, d->layers[i]);
    for (int i = 0; i < PARTS; i++)
        if (d->parts[i][0])
            spec_choose(s, part_names[i], d->parts[i]);
    s->lanes = d->lanes;
}

static void draft_print(const struct draft *d)
{
    print_error("  task %s on %s, %d classes, %d lanes: %s\n", d->task,
                d->pictures ? "pictures" : "a table", d->classes, d->lanes, d->training);
    for (int i = 0; i < d->n_layers; i++)
        print_error("  layer %s\n", d->layers[i]);
    for (int i = 0; i < PARTS; i++)
        if (d->parts[i][0])
            print_error("  %s %s\n", part_names[i], d->parts[i]);
}

/* ---- running ---- */

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

struct outcome {
    int rc;       /* of the last advance */
    int64_t step; /* where it ended */
    char *model;
    size_t n;
};

static struct training *hop(struct training *t, const struct spec *spec, const struct dataset *ds)
{
    struct err err = {0};
    bool exact;
    if (training_save(t, temp_path("stop"), &err) != 0)
        fail_msg("%s", err.text);
    training_free(t);
    t = training_new(spec, ds, NULL, &err);
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
    struct training *t = training_new(spec, ds, NULL, &err);
    *out = (struct outcome){0};
    if (!t)
        return false;
    do {
        if (dice && roll(dice, 4) == 0)
            t = hop(t, spec, ds);
        out->rc = training_advance(t, dice ? &shuffled : &parallel_serial, &err);
    } while (out->rc == 1);
    out->step = training_progress(t).step;
    if (out->rc == 0) {
        assert_int_equal(training_export(t, temp_path("model"), "", "", &err), 0);
        out->model = temp_read(temp_path("model"), &out->n);
    }
    training_free(t);
    return true;
}

enum verdict { REFUSED, SAME, DIVERGED, DIFFERENT };

static enum verdict try(const struct draft *d, uint64_t seed, struct dataset *const tables[TABLES])
{
    struct spec spec;
    struct outcome a, b;
    struct rng dice = rng_begin(seed, RNG_NOISE, 1, 0, 0);
    enum verdict verdict = REFUSED;
    draft_spec(d, &spec);
    if (run(&spec, data_of(d, tables), NULL, &a)) {
        run(&spec, data_of(d, tables), &dice, &b);
        bool same = a.rc == b.rc && a.step == b.step && a.n == b.n &&
                    !memcmp(a.model ? a.model : "", b.model ? b.model : "", a.n);
        verdict = !same ? DIFFERENT : a.rc ? DIVERGED : SAME;
        free(a.model);
        free(b.model);
    }
    spec_done(&spec);
    return verdict;
}

/* Leaves layers out, one after the other, as long as the rest still fails. */
static void shrink(struct draft *d, uint64_t seed, struct dataset *const tables[TABLES])
{
    for (int i = 0; i < d->n_layers; i++) {
        struct draft less = *d;
        memmove(less.layers[i], less.layers[i + 1],
                sizeof less.layers[0] * (size_t)(LAYERS - 1 - i));
        less.n_layers--;
        if (less.n_layers > 0 && try(&less, seed, tables) == DIFFERENT) {
            *d = less;
            i = -1;
        }
    }
}

static uint64_t setting(const char *name, uint64_t fallback)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : fallback;
}

static void random_specs_keep_the_promises(void **state)
{
    (void)state;
    uint64_t first = setting("RANDOM_SEED", 1), n = setting("RANDOM_SPECS", SEEDS);
    int counts[4] = {0}, mixed = 0;
    struct dataset *tables[TABLES] = {table_made("t0", ROWS, FEATURES, 0, 4),
                                      NULL,
                                      table_made("t2", ROWS, FEATURES, 2, 4),
                                      table_made("t3", ROWS, FEATURES, 3, 4),
                                      pictures_made("p0", ROWS, 4, 4, 5),
                                      NULL,
                                      pictures_made("p2", ROWS, 4, 4, 2),
                                      pictures_made("p3", ROWS, 4, 4, 3),
                                      NULL,
                                      NULL,
                                      maps_made("m2", ROWS, 4, 4, 2),
                                      maps_made("m3", ROWS, 4, 4, 3),
                                      table_mixed("x0", ROWS, 0),
                                      NULL,
                                      table_mixed("x2", ROWS, 2),
                                      table_mixed("x3", ROWS, 3),
                                      pictures_with_table("g0", ROWS, 0),
                                      NULL,
                                      pictures_with_table("g2", ROWS, 2),
                                      pictures_with_table("g3", ROWS, 3)};
    for (uint64_t seed = first; seed < first + n; seed++) {
        struct draft d;
        draw_draft(seed, &d);
        enum verdict verdict = try(&d, seed, tables);
        counts[verdict]++;
        mixed += d.mixed && verdict == SAME;
        if (verdict == DIFFERENT) {
            shrink(&d, seed, tables);
            draft_print(&d);
            fail_msg("seed %lu: another model after stops and another order of lanes",
                     (unsigned long)seed);
        }
    }
    print_message("%d specs refused, %d the same (%d of several inputs), %d diverged the same "
                  "way\n",
                  counts[REFUSED], counts[SAME], mixed, counts[DIVERGED]);
    assert_true(counts[SAME] >= (int)n / 5); /* else the generator tests nothing */
    for (int i = 0; i < TABLES; i++)
        dataset_close(tables[i]);
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
        cmocka_unit_test(random_specs_keep_the_promises),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
