/* specs.c - a word, then name=value pairs, looked up in the engine's catalog. */
#include "tests/support/specs.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 24: "target_shape=28x28x1" and twenty more words. */
enum { WORDS = 24 };

struct words {
    char text[512];
    char *word[WORDS];
    int n;
};

static void split(struct words *w, const char *text, const char *at)
{
    snprintf(w->text, sizeof w->text, "%s", text);
    w->n = 0;
    for (char *save, *word = strtok_r(w->text, at, &save); word; word = strtok_r(NULL, at, &save))
        w->word[w->n++] = word;
}

static struct value value_of(const struct option *o, const char *text)
{
    struct value v = {0};
    if (o->type == OPT_CHOICE) {
        for (int i = 0; o->choices[i]; i++)
            if (strcmp(o->choices[i], text) == 0)
                return (struct value){.n = i};
        fail_msg("%s has no choice %s", o->name, text);
    }
    if (option_is_name(o)) {
        struct words w;
        split(&w, text, ",");
        v.names = calloc((size_t)w.n, sizeof *v.names);
        for (int i = 0; i < w.n; i++)
            v.names[i] = strdup(w.word[i]);
        v.n = w.n;
        return v;
    }
    char *end;
    if (o->type == OPT_NUMBERS) {
        struct words w;
        for (int i = 0; o->choices && o->choices[i]; i++)
            if (strcmp(o->choices[i], text) == 0)
                return (struct value){.m = i + 1};
        split(&w, text, ",");
        v.numbers = calloc((size_t)w.n, sizeof *v.numbers);
        for (int i = 0; i < w.n; i++)
            v.numbers[i] = strtod(w.word[i], NULL);
        v.n = w.n;
        return v;
    }
    if (o->type == OPT_DIMS) {
        for (const char *p = text; v.n < DIMS_MAX; p = end + 1) {
            v.dims[(int)v.n++] = strtoll(p, &end, 10);
            if (*end != 'x')
                break;
        }
        return v;
    }
    v.n = v.m = strtod(text, &end);
    if (*end == 'x')
        v.m = strtod(end + 1, NULL);
    return v;
}

static void set_options(const struct kind *kind, struct value *values, char *const *pairs, int n)
{
    for (int i = 0; i < n; i++) {
        char *equals = strchr(pairs[i], '=');
        assert_non_null(equals);
        *equals = 0;
        int o = option_find(kind, pairs[i]);
        if (o < 0)
            fail_msg("%s has no option %s", kind->name, pairs[i]);
        values[o] = value_of(&kind->options[o], equals + 1);
    }
}

static const struct kind *kind_of(enum catalog which, const char *name, int *index)
{
    int n;
    *index = catalog_find(which, name);
    if (*index < 0)
        fail_msg("no %s in %s", name, catalog_name(which));
    return &catalog(which, &n)[*index];
}

static void choose(enum catalog which, struct choice *c, const char *text)
{
    struct words w;
    split(&w, text, " ");
    const struct kind *kind = kind_of(which, w.word[0], &c->kind);
    kind_defaults(kind, c->options);
    set_options(kind, c->options, w.word + 1, w.n - 1);
}

static void section(enum section which, struct value *values, const char *text)
{
    int n;
    struct words w;
    split(&w, text, " ");
    set_options(&catalog(CATALOG_SECTIONS, &n)[which], values, w.word, w.n);
}

void spec_start(struct spec *s, const char *task, const char *training)
{
    spec_init(s);
    kind_of(CATALOG_TASKS, task, &s->task);
    section(SECTION_TRAINING, s->training, training);
}

/* Takes name= and inputs= out of the words, which belong to the layer, not to its kind. */
static void take_wiring(struct layer_spec *l, struct words *w)
{
    int kept = 0;
    for (int i = 0; i < w->n; i++) {
        if (strncmp(w->word[i], "name=", 5) == 0) {
            l->name = strdup(w->word[i] + 5);
        } else if (strncmp(w->word[i], "inputs=", 7) == 0) {
            struct words names;
            split(&names, w->word[i] + 7, ",");
            l->inputs = calloc((size_t)names.n, sizeof *l->inputs);
            for (l->n_inputs = 0; l->n_inputs < names.n; l->n_inputs++)
                l->inputs[l->n_inputs] = strdup(names.word[l->n_inputs]);
        } else {
            w->word[kept++] = w->word[i];
        }
    }
    w->n = kept;
}

void spec_add(struct spec *s, const char *layer)
{
    s->layers = realloc(s->layers, (size_t)(s->n_layers + 1) * sizeof *s->layers);
    struct layer_spec *l = &s->layers[s->n_layers++];
    memset(l, 0, sizeof *l);
    struct words w;
    split(&w, layer, " ");
    take_wiring(l, &w);
    const struct kind *kind = kind_of(CATALOG_LAYERS, w.word[0], &l->choice.kind);
    kind_defaults(kind, l->choice.options);
    set_options(kind, l->choice.options, w.word + 1, w.n - 1);
}

void spec_choose(struct spec *s, const char *part, const char *text)
{
    if (strcmp(part, "optimizer") == 0) {
        choose(CATALOG_OPTIMIZERS, &s->optimizer, text);
    } else if (strcmp(part, "schedule") == 0) {
        choose(CATALOG_SCHEDULES, &s->schedule, text);
    } else if (strcmp(part, "loss") == 0) {
        choose(CATALOG_LOSSES, &s->loss, text);
    } else if (strcmp(part, "augment") == 0) {
        s->augment = realloc(s->augment, (size_t)(s->n_augment + 1) * sizeof *s->augment);
        memset(&s->augment[s->n_augment], 0, sizeof *s->augment);
        choose(CATALOG_AUGMENTATIONS, &s->augment[s->n_augment++], text);
    } else if (strcmp(part, "early_stopping") == 0) {
        s->has_early_stopping = true;
        section(SECTION_EARLY_STOPPING, s->early_stopping, text);
    } else if (strcmp(part, "regularization") == 0) {
        section(SECTION_REGULARIZATION, s->regularization, text);
    } else if (strcmp(part, "data") == 0) {
        section(SECTION_DATA, s->data, text);
    } else if (strcmp(part, "training") == 0) {
        section(SECTION_TRAINING, s->training, text);
    } else {
        fail_msg("a spec has no part %s", part);
    }
}
