/* test_start.c - a training begins from a model: tensors are taken by name and shape, and the
 * inputs mean what they meant to the base. */
#include "engine/data/base.h"
#include "engine/data/prep.h"
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

static void add_layers(struct spec *spec, const char *layers)
{
    char text[1024], *save;
    snprintf(text, sizeof text, "%s", layers);
    for (char *line = strtok_r(text, ";", &save); line; line = strtok_r(NULL, ";", &save))
        spec_add(spec, line);
}

static void spec_make(struct spec *spec, const char *task, const char *training, const char *data,
                      const char *layers)
{
    spec_start(spec, task, training);
    spec_choose(spec, "data", data);
    add_layers(spec, layers);
}

static struct training *start(const struct spec *spec, const struct dataset *ds)
{
    struct err err = {0};
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    return t;
}

static void finish(struct training *t)
{
    struct err err = {0};
    int rc;
    while ((rc = training_advance(t, &parallel_serial, &err)) == 1)
        ;
    if (rc)
        fail_msg("%s", err.text);
}

/* Trains, exports, and opens what came out as a base. */
static struct base *base_of(struct spec *spec, struct dataset *ds)
{
    struct err err = {0};
    struct training *t = start(spec, ds);
    finish(t);
    assert_int_equal(training_export(t, temp_path("base"), "{}", "", &err), 0);
    training_free(t);
    struct base *base = base_open(temp_path("base"), spec, &err);
    if (!base)
        fail_msg("%s", err.text);
    return base;
}

static int quote(const struct spec *spec, const struct dataset *ds, struct quote *q,
                 struct faults *faults)
{
    *faults = (struct faults){0};
    return training_quote(spec, ds, NULL, 1, q, faults);
}

/* ---- tensors ---- */

static void a_frozen_base_stays_while_a_new_head_learns(void **state)
{
    (void)state;
    struct spec old, spec;
    struct quote q;
    struct faults faults;
    struct dataset *ds = table_made("warm", 60, 6, 3, 4), *other = table_made("next", 60, 6, 2, 5);
    spec_make(&old, "classification", "epochs=2", "normalize=none",
              "dense units=8 activation=relu name=body; dense units=3 name=head");
    struct base *base = base_of(&old, ds);
    spec_make(&spec, "classification", "epochs=3 freeze=body", "normalize=none",
              "dense units=8 activation=relu name=body; dense units=2 name=head");
    spec_choose(&spec, "optimizer", "adamw weight_decay=0.5");
    spec_choose(&spec, "regularization", "l2=0.1");
    spec.base = base;
    assert_int_equal(quote(&spec, other, &q, &faults), 0);
    assert_int_equal(q.base_taken, 6 * 8 + 8);
    assert_int_equal(q.base_of, 6 * 8 + 8 + 8 * 2 + 2);
    assert_string_equal(q.base_fresh, "head.kernel, head.bias");
    struct training *t = start(&spec, other);
    const struct param *kernel = &t->plan.graph->node[1].layer.params[0];
    const struct param *head = &t->plan.graph->node[3].layer.params[0];
    size_t bytes = (size_t)kernel->size * sizeof(real);
    real *before = malloc(bytes), first = t->params[head->offset];
    memcpy(before, t->params + kernel->offset, bytes);
    finish(t);
    assert_memory_equal(before, t->params + kernel->offset, bytes);
    assert_true(t->params[head->offset] != first);
    free(before);
    training_free(t);
    base_close(base);
    spec_done(&spec);
    spec_done(&old);
    dataset_close(ds);
    dataset_close(other);
}

static void running_statistics_come_with_the_parameters(void **state)
{
    (void)state;
    static const char layers[] = "dense units=8 name=a; batch_norm name=b; dense units=3 name=c";
    struct spec spec;
    struct dataset *ds = table_made("stats", 60, 6, 3, 4);
    spec_make(&spec, "classification", "epochs=2", "normalize=standard", layers);
    struct base *base = base_of(&spec, ds);
    struct training *was = start(&spec, ds);
    finish(was);
    spec.base = base;
    struct training *now = start(&spec, ds);
    const struct graph *g = now->plan.graph;
    assert_memory_equal(now->params, was->params, (size_t)g->flat * sizeof(real));
    assert_memory_equal(now->stats, was->stats, (size_t)g->flat_stats * sizeof(real));
    training_free(now);
    training_free(was);
    base_close(base);
    spec_done(&spec);
    dataset_close(ds);
}

/* Learned in other units, a head means something only with the scale it learned them in: it comes
 * with the head, and a fresh head has its own data's. */
static void the_scale_of_targets_comes_with_its_head(void **state)
{
    (void)state;
    static const char *const heads[] = {"dense units=3 name=body; dense units=1 name=head",
                                        "dense units=3 name=body; dense units=1 name=other"};
    struct spec old;
    struct dataset *ds = table_of("near", "x,y\n0,1\n1,2\n2,3\n3,4\n"),
                   *far = table_of("far", "x,y\n0,101\n1,102\n2,103\n3,104\n");
    spec_make(&old, "regression", "epochs=1", "normalize_target=standard", heads[0]);
    struct base *base = base_of(&old, ds);
    for (int i = 0; i < 2; i++) {
        struct spec spec;
        spec_make(&spec, "regression", "epochs=1", "normalize_target=standard", heads[i]);
        spec.base = base;
        struct training *t = start(&spec, far);
        const struct layer *last = &t->plan.graph->node[t->plan.graph->n - 1].layer;
        assert_float_equal(t->stats[last->stats[0].offset], i ? 102.5 : 2.5, 1e-4);
        training_free(t);
        spec_done(&spec);
    }
    base_close(base);
    spec_done(&old);
    dataset_close(ds);
    dataset_close(far);
}

/* ---- adapters ---- */

enum { X = 4, Y = 3, RANK = 2 };

/* A kernel's tensors in a training, or NULL where it has no adapters. */
struct product {
    real *w, *a, *b;
};

static struct product product_of(const struct training *t)
{
    const struct layer *l = &t->plan.graph->node[1].layer;
    struct product p = {.w = t->params + l->params[0].offset};
    if (l->n_params == 4) {
        p.a = t->params + l->params[2].offset;
        p.b = t->params + l->params[3].offset;
    }
    return p;
}

/* w + scale A B of the base, α = 6 and r = 2, multiplied out. */
static void assert_merged(const real *got, const struct product *base)
{
    for (int i = 0; i < X; i++)
        for (int k = 0; k < Y; k++) {
            double want = base->w[i * Y + k];
            for (int j = 0; j < RANK; j++)
                want += 3. * base->a[i * RANK + j] * base->b[j * Y + k];
            assert_float_equal(got[i * Y + k], want, 1e-5);
        }
}

/* What a base learned by adapters is never left behind: they go on where there are some of their
 * rank, whatever α, else they are in the kernel. */
static void adapters_of_a_base_go_on_or_are_merged(void **state)
{
    (void)state;
    static const char *const layers[] = {"dense units=3 name=d", "dense units=3 name=d lora_rank=1",
                                         "dense units=3 name=d lora_rank=2 lora_alpha=2"};
    struct spec old;
    struct dataset *ds = table_made("adapters", 40, X, Y, 6);
    spec_make(&old, "classification", "epochs=4", "normalize=none",
              "dense units=3 name=d lora_rank=2 lora_alpha=6");
    struct base *base = base_of(&old, ds);
    struct training *was = start(&old, ds);
    finish(was);
    struct product from = product_of(was);
    assert_true(from.b[0] != 0);
    for (int i = 0; i < 3; i++) {
        struct spec spec;
        spec_make(&spec, "classification", "epochs=1", "normalize=none", layers[i]);
        spec.base = base;
        struct training *t = start(&spec, ds);
        struct product now = product_of(t);
        if (i < 2) {
            assert_merged(now.w, &from);
        } else {
            assert_memory_equal(now.w, from.w, X * Y * sizeof(real));
            assert_memory_equal(now.a, from.a, X * RANK * sizeof(real));
            for (int k = 0; k < RANK * Y; k++)
                assert_float_equal(now.b[k], 3 * from.b[k], 1e-6);
        }
        if (i == 1)
            assert_true(now.b[0] == 0);
        training_free(t);
        spec_done(&spec);
    }
    training_free(was);
    base_close(base);
    spec_done(&old);
    dataset_close(ds);
}

static void a_base_of_which_nothing_fits_is_refused_with_both_sides_named(void **state)
{
    (void)state;
    struct spec old, spec;
    struct quote q;
    struct faults faults;
    struct dataset *ds = table_made("misfit", 60, 6, 3, 4);
    spec_make(&old, "classification", "epochs=1", "normalize=none", "dense units=3 name=only");
    struct base *base = base_of(&old, ds);
    spec_make(&spec, "classification", "epochs=1", "normalize=none",
              "dense units=5; dense units=3 name=head");
    spec.base = base;
    assert_int_equal(quote(&spec, ds, &q, &faults), 1);
    assert_string_equal(faults.v[0].pointer, "/base");
    assert_string_equal(faults.v[0].code, "no_fit");
    assert_non_null(strstr(faults.v[0].detail, "only.kernel (6, 3)"));
    assert_non_null(strstr(faults.v[0].detail, "layers.0.kernel (6, 5)"));
    faults_done(&faults);
    base_close(base);
    spec_done(&spec);
    spec_done(&old);
    dataset_close(ds);
}

/* ---- what the inputs become ---- */

static const char fruit[] = "colour,weight,kind\n"
                            "red,150,apple\ngreen,160,apple\nyellow,120,banana\ngreen,130,banana\n"
                            "red,170,apple\nyellow,118,banana\nyellow,122,banana\nred,155,apple\n";
static const char ripeness[] = "weight,colour,ripe\n"
                               "140,green,no\n150,green,no\n160,yellow,yes\n155,yellow,yes\n";

/* Red, which the second dataset has not, keeps its place among the base's colours, and weights are
 * scaled as the base scales them. */
static void inputs_are_the_bases_and_classes_are_its_own(void **state)
{
    (void)state;
    struct spec old, spec;
    struct err err = {0};
    const char *pointer;
    struct dataset *ds = table_of("fruit", fruit), *other = table_of("ripe", ripeness);
    spec_make(&old, "classification", "epochs=1", "normalize=standard", "dense units=2");
    struct base *base = base_of(&old, ds);
    spec_make(&spec, "classification", "epochs=1", "normalize=none", "dense units=2");
    spec.base = base;
    struct preprocess *p = preprocess_make(&spec, TARGET_CLASS, other, NULL, 4, &pointer, &err);
    if (!p)
        fail_msg("%s", err.text);
    assert_int_equal(p->info.n_in, 4);
    assert_string_equal(p->info.names[0], "no");
    assert_string_equal(p->info.names[1], "yes");
    float x[4];
    int32_t label;
    struct feed *feed = feed_new(p, other, true, &err);
    feed_gather(feed, (const uint32_t[]){2}, 1, x, NULL, &label);
    struct scaling s = base->preprocess->inputs[1].scaling;
    assert_true(x[0] == 0 && x[1] == 0 && x[2] == 1 && x[3] == scaled(s, 160));
    assert_int_equal(label, 1);
    feed_free(feed);
    preprocess_free(p);
    base_close(base);
    spec_done(&spec);
    spec_done(&old);
    dataset_close(ds);
    dataset_close(other);
}

static struct dataset *texts_of(const char *name, const char *csv);

/* Columns that the base does not take may be of any kind, and may lack values. */
static void only_the_bases_columns_are_checked(void **state)
{
    (void)state;
    static const char csv[] = "age,city,text,gap,income\n20,a,so it is,1,10\n30,b,so it was,,20\n"
                              "40,a,never again,3,30\n25,b,now and then,,15\n";
    static const char *const layers[] = {
        "dense units=3; dense units=1",
        "input name=i; dense units=3; dense units=1",
    };
    struct dataset *ds = texts_of("people", csv);
    for (int i = 0; i < 2; i++) {
        struct spec old, spec;
        struct quote q;
        struct faults faults;
        char age[] = "age", city[] = "city", income[] = "income", gap[] = "gap";
        char *features[] = {age, city}, *targets[] = {income}, *others[] = {gap};
        spec_make(&old, "regression", "epochs=1", "normalize=standard", layers[i]);
        old.features = features, old.n_features = 2;
        old.targets = targets, old.n_targets = 1;
        struct base *base = base_of(&old, ds);
        spec_make(&spec, "regression", "epochs=1", "normalize=standard", layers[i]);
        spec.base = base;
        spec.targets = targets, spec.n_targets = 1;
        if (quote(&spec, ds, &q, &faults))
            fail_msg("%s: %s", faults.v[0].pointer, faults.v[0].detail);
        assert_int_equal(q.base_taken, q.base_of);
        struct training *t = start(&spec, ds);
        assert_int_equal(preprocess_info(t->preprocess)->n_inputs, 2);
        training_free(t);
        spec.targets = features; /* what the base takes is no target */
        assert_int_equal(quote(&spec, ds, &q, &faults), 1);
        assert_non_null(strstr(faults.v[0].detail, "and here it is the target"));
        faults_done(&faults);
        spec.targets = others;
        assert_true(quote(&spec, ds, &q, &faults) > 0);
        assert_string_equal(faults.v[0].pointer, "/data/target");
        faults_done(&faults);
        spec.targets = NULL, spec.n_targets = 0;
        old.features = old.targets = NULL, old.n_features = old.n_targets = 0;
        base_close(base);
        spec_done(&spec);
        spec_done(&old);
    }
    dataset_close(ds);
}

/* A CSV whose column "text" is one, however few there are. */
static struct dataset *texts_of(const char *name, const char *csv)
{
    int n;
    struct err err = {0};
    struct value options[OPTIONS_MAX] = {{0}};
    char text[] = "text", *names[] = {text};
    const struct kind *kind = &catalog(CATALOG_FORMATS, &n)[catalog_find(CATALOG_FORMATS, "csv")];
    const char *raw = temp_path("raw"), *path = temp_path(name);
    FILE *f = fopen(raw, "w");
    fputs(csv, f);
    fclose(f);
    kind_defaults(kind, options);
    options[option_find(kind, "texts")] = (struct value){.n = 1, .names = names};
    if (dataset_import("csv", raw, NULL, options, path, &err) != 0)
        fail_msg("%s", err.text);
    return dataset_open(path, &err);
}

/* The words of a text column are the base's: its embedding's rows keep their meaning, and what it
 * never read is the unknown word. */
static void words_keep_the_bases_places(void **state)
{
    (void)state;
    static const char old_text[] = "text,kind\ngood good film,yes\nbad film,no\ngood play,yes\n"
                                   "bad bad play,no\n";
    static const char new_text[] = "text,stars\nplay zebra bad,one\nzebra zebra,two\n";
    static const char layers[] =
        "input vocabulary_size=8 name=in; embedding input_dim=8 output_dim=4 name=words; "
        "global_avg_pool2d; dense units=2";
    struct spec old, spec;
    struct err err = {0};
    const char *pointer;
    float x[64], was[64];
    int32_t label;
    struct dataset *ds = texts_of("reviews", old_text), *other = texts_of("stars", new_text);
    spec_make(&old, "classification", "epochs=1", "normalize=none", layers);
    struct base *base = base_of(&old, ds);
    spec_make(&spec, "classification", "epochs=1", "normalize=none", layers);
    spec.base = base;
    struct preprocess *p = preprocess_make(&spec, TARGET_CLASS, other, NULL, 2, &pointer, &err);
    if (!p)
        fail_msg("%s", err.text);
    assert_int_equal(p->info.n_in, 64);
    struct feed *feed = feed_new(p, other, true, &err);
    feed_gather(feed, (const uint32_t[]){0}, 1, x, NULL, &label);
    struct cell cell = {.kind = CELL_TEXT, .text = "play good bad", .n = 13};
    assert_int_equal(preprocess_cells(base->preprocess, &cell, 1, was, &err), 0);
    assert_true(x[0] == was[0] && x[1] == 1 && x[2] == was[2] && x[3] == 0);
    feed_free(feed);
    preprocess_free(p);
    base_close(base);
    spec_done(&spec);
    spec_done(&old);
    dataset_close(ds);
    dataset_close(other);
}

/* A body that learned classes answers with a number: only the target's part is another. */
static void the_target_may_be_of_another_kind(void **state)
{
    (void)state;
    static const char priced[] = "weight,colour,price\n140,green,1.5\n150,green,2\n160,yellow,3\n";
    struct spec old, spec;
    struct quote q;
    struct faults faults;
    struct dataset *ds = table_of("fruit1", fruit), *other = table_of("priced", priced);
    spec_make(&old, "classification", "epochs=1", "normalize=standard",
              "dense units=3 name=body; dense units=2");
    struct base *base = base_of(&old, ds);
    spec_make(&spec, "regression", "epochs=2", "normalize=none",
              "dense units=3 name=body; dense units=1");
    spec.base = base;
    if (quote(&spec, other, &q, &faults) != 0)
        fail_msg("%s", faults.v[0].detail);
    struct training *t = start(&spec, other);
    assert_int_equal(preprocess_info(t->preprocess)->targets, TARGET_NUMBERS);
    assert_string_equal(preprocess_info(t->preprocess)->names[0], "price");
    finish(t);
    training_free(t);
    base_close(base);
    spec_done(&spec);
    spec_done(&old);
    dataset_close(ds);
    dataset_close(other);
}

/* A dataset with bananas alone and apples, in another order of classes: the head's units keep their
 * meaning; what the base has never seen is refused. */
static void all_takes_the_classes_in_the_bases_order(void **state)
{
    (void)state;
    struct spec spec;
    struct quote q;
    struct faults faults;
    struct dataset *ds = table_made("three", 60, 4, 3, 6), *two = table_made("two", 60, 4, 2, 6);
    spec_make(&spec, "classification", "epochs=1", "normalize=none", "dense units=3");
    struct base *base = base_of(&spec, ds);
    spec.base = base;
    assert_int_equal(quote(&spec, two, &q, &faults), 1); /* two classes, three units */
    assert_string_equal(faults.v[0].pointer, "/model/layers/0/units");
    faults_done(&faults);
    spec_choose(&spec, "data", "from_base=all");
    assert_int_equal(quote(&spec, two, &q, &faults), 0);
    assert_int_equal(q.base_taken, q.base_of);
    assert_string_equal(q.base_fresh, "");
    struct dataset *strange = table_of("strange", "x1,x2,x3,x4,class\n1,2,3,4,one\n2,1,0,1,xyz\n");
    assert_int_equal(quote(&spec, strange, &q, &faults), 1);
    assert_string_equal(faults.v[0].pointer, "/base");
    assert_non_null(strstr(faults.v[0].detail, "has the category"));
    faults_done(&faults);
    base_close(base);
    spec_done(&spec);
    dataset_close(strange);
    dataset_close(ds);
    dataset_close(two);
}

static void a_language_model_keeps_the_bases_characters(void **state)
{
    (void)state;
    static const char layers[] = "embedding input_dim=5 output_dim=4 name=e; dense units=5 name=d";
    struct spec spec;
    struct quote q;
    struct faults faults;
    struct dataset *ds = text_of("abcde", "abcdeabcdeabcdeedcbaabcde"),
                   *part = text_of("bd", "bdbdbdddbbbdbdbdbdbdbbdbd"),
                   *other = text_of("bz", "bzbzbzbzbbbzbzbzbzbzbzbzb");
    spec_make(&spec, "language_model", "epochs=2", "context=3", layers);
    struct base *base = base_of(&spec, ds);
    spec.base = base;
    assert_int_equal(quote(&spec, part, &q, &faults), 0);
    assert_int_equal(q.base_taken, q.base_of);
    struct training *t = start(&spec, part);
    assert_int_equal(t->plan.info.n_out, 5);
    finish(t);
    training_free(t);
    assert_int_equal(quote(&spec, other, &q, &faults), 1);
    assert_string_equal(faults.v[0].pointer, "/base");
    assert_non_null(strstr(faults.v[0].detail, "\"z\""));
    faults_done(&faults);
    spec_choose(&spec, "data", "context=2");
    assert_int_equal(quote(&spec, part, &q, &faults), 1);
    assert_non_null(strstr(faults.v[0].detail, "looks back on 3 tokens, not 2"));
    faults_done(&faults);
    base_close(base);
    spec_done(&spec);
    dataset_close(ds);
    dataset_close(part);
    dataset_close(other);
}

static void a_base_that_cannot_read_the_data_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *data, *layers, *pointer, *says;
    } cases[] = {
        {"colour,kind\nred,a\ngreen,b\n", "normalize=none", "dense units=2", "/base",
         "no column \"weight\""},
        {"colour,weight,kind\nred,1,a\nblue,2,b\n", "normalize=none", "dense units=2", "/base",
         "category \"blue\""},
        {"kind,weight,colour\na,1,red\nb,2,green\n", "normalize=none", "dense units=2", "/base",
         "and here it is the target"},
        {"colour,weight,kind\nred,1,a\ngreen,2,b\n", "features=colour", "dense units=2",
         "/data/features", "takes 2 columns, not 1"},
        {"colour,weight,size,kind\nred,1,1,a\ngreen,2,2,b\n", "features=colour,size",
         "dense units=2", "/data/features", "does not take the column \"size\""},
        {"colour,weight,kind\nred,1,a\ngreen,2,b\n", "normalize=none",
         "input columns=weight name=w; input columns=colour name=c; concat inputs=w,c; dense "
         "units=2",
         "/base", "other blocks"},
    };
    struct spec old;
    struct dataset *ds = table_of("fruit2", fruit);
    spec_make(&old, "classification", "epochs=1", "normalize=none", "dense units=2");
    struct base *base = base_of(&old, ds);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct spec spec;
        struct quote q;
        struct faults faults;
        char name[16];
        snprintf(name, sizeof name, "case%zu", i);
        struct dataset *other = table_of(name, cases[i].csv);
        bool features = !strncmp(cases[i].data, "features=", 9);
        spec_make(&spec, "classification", "epochs=1", features ? "normalize=none" : cases[i].data,
                  cases[i].layers);
        if (features) {
            char text[64], *save;
            snprintf(text, sizeof text, "%s", cases[i].data + 9);
            spec.features = calloc(4, sizeof *spec.features);
            for (char *f = strtok_r(text, ",", &save); f; f = strtok_r(NULL, ",", &save))
                spec.features[spec.n_features++] = strdup(f);
        }
        spec.base = base;
        assert_true(quote(&spec, other, &q, &faults) > 0);
        if (strcmp(faults.v[0].pointer, cases[i].pointer) != 0 ||
            !strstr(faults.v[0].detail, cases[i].says))
            fail_msg("case %zu: %s: %s", i, faults.v[0].pointer, faults.v[0].detail);
        faults_done(&faults);
        spec_choose(&spec, "data", "from_base=none");
        spec.base = NULL;
        if (quote(&spec, other, &q, &faults) != 0)
            fail_msg("case %zu without a base: %s", i, faults.v[0].detail);
        spec_done(&spec);
        dataset_close(other);
    }
    base_close(base);
    spec_done(&old);
    dataset_close(ds);
}

/* A resumed training has its base's preprocessing again, and its own parameters. */
static void a_stop_leaves_no_trace_of_the_base_either(void **state)
{
    (void)state;
    struct spec old, spec;
    struct err err = {0};
    bool exact;
    size_t n, n_again;
    struct dataset *ds = table_of("fruit3", fruit), *other = table_of("ripe3", ripeness);
    spec_make(&old, "classification", "epochs=1", "normalize=standard", "dense units=2");
    struct base *base = base_of(&old, ds);
    spec_make(&spec, "classification", "epochs=4 batch_size=2", "normalize=none", "dense units=2");
    spec.base = base;
    struct training *t = start(&spec, other);
    finish(t);
    assert_int_equal(training_export(t, temp_path("straight"), "{}", "", &err), 0);
    training_free(t);
    t = start(&spec, other);
    assert_int_equal(training_advance(t, &parallel_serial, &err), 1);
    assert_int_equal(training_save(t, temp_path("stop"), &err), 0);
    training_free(t);
    t = start(&spec, other);
    assert_int_equal(training_restore(t, temp_path("stop"), &exact, &err), 0);
    finish(t);
    assert_int_equal(training_export(t, temp_path("hopped"), "{}", "", &err), 0);
    training_free(t);
    char *a = temp_read(temp_path("straight"), &n), *b = temp_read(temp_path("hopped"), &n_again);
    assert_int_equal(n, n_again);
    assert_memory_equal(a, b, n);
    free(a);
    free(b);
    base_close(base);
    spec_done(&spec);
    spec_done(&old);
    dataset_close(ds);
    dataset_close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frozen_base_stays_while_a_new_head_learns),
        cmocka_unit_test(running_statistics_come_with_the_parameters),
        cmocka_unit_test(the_scale_of_targets_comes_with_its_head),
        cmocka_unit_test(adapters_of_a_base_go_on_or_are_merged),
        cmocka_unit_test(a_base_of_which_nothing_fits_is_refused_with_both_sides_named),
        cmocka_unit_test(inputs_are_the_bases_and_classes_are_its_own),
        cmocka_unit_test(only_the_bases_columns_are_checked),
        cmocka_unit_test(words_keep_the_bases_places),
        cmocka_unit_test(the_target_may_be_of_another_kind),
        cmocka_unit_test(all_takes_the_classes_in_the_bases_order),
        cmocka_unit_test(a_language_model_keeps_the_bases_characters),
        cmocka_unit_test(a_base_that_cannot_read_the_data_is_refused),
        cmocka_unit_test(a_stop_leaves_no_trace_of_the_base_either),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
