/* indices.c - embeddings over numbers of the input row: every number must be one of their indices.
 *
 * An embedding that reads a vocabulary's indices gets no others: here are those that read plain
 * numbers, straight from the row, through views of it or through its blocks. */
#include "engine/train/indices.h"
#include "engine/data/base.h"
#include "engine/data/prep.h"
#include "engine/data/text.h"
#include "engine/train/loss_data.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Calls back for each stretch of the row that comes to a layer as it is. */
typedef void (*stretch_fn)(void *arg, const struct layer *embedding, int64_t at, int64_t n);

static void walk(const struct graph *g, int node, const struct layer *embedding, stretch_fn fn,
                 void *arg)
{
    const struct layer *l = &g->node[node].layer;
    if (node == 0 || l->ops == &layer_input)
        fn(arg, embedding, l->block ? l->block->at : 0, l->out_size);
    else if (l->view || l->ops == layer_ops(catalog_find(CATALOG_LAYERS, "concat")))
        for (int i = 0; i < l->n_in; i++)
            walk(g, g->node[node].in[i], embedding, fn, arg);
}

static void walk_all(const struct graph *g, stretch_fn fn, void *arg)
{
    for (int i = 1; i < g->n; i++)
        if (g->node[i].layer.ops == &layer_embedding)
            walk(g, g->node[i].in[0], &g->node[i].layer, fn, arg);
}

static int64_t words_of(const struct layer *embedding)
{
    return option_int(embedding, option_find(&embedding->ops->kind, "input_dim"));
}

static bool is_index(double v, int64_t words)
{
    return v >= 0 && v < (double)words && v == floor(v);
}

struct search {
    const real *x;
    struct stray *out;
    bool found;
};

static void search(void *arg, const struct layer *embedding, int64_t at, int64_t n)
{
    struct search *s = arg;
    int64_t words = words_of(embedding);
    for (int64_t i = at; i < at + n && !s->found; i++)
        if (!is_index(s->x[i], words)) {
            *s->out = (struct stray){i, words};
            s->found = true;
        }
}

bool graph_finds_stray(const struct graph *g, const real *x, struct stray *out)
{
    struct search s = {.x = x, .out = out};
    walk_all(g, search, &s);
    return s.found;
}

/* ---- before a training ---- */

struct check {
    const struct spec *spec;
    const struct preprocess *p;
    const struct dataset *train, *validation;
    struct faults *faults;
    bool said; /* that numbers are normalised in front */
};

/* A number of the column that is no index; false: all are, or missing. */
static bool find_stray(const struct dataset *ds, int column, int64_t words, double *out)
{
    const struct column *c = &ds->info.columns[column];
    const struct classes *classes = &ds->classes[column];
    *out = !(c->min >= 0) ? c->min : c->max;
    if (isnan(*out))
        return false; /* all are missing */
    if (!(c->min >= 0) || !(c->max < (double)words))
        return true;
    for (int k = 0; k < classes->n; k++)
        if (classes->values[k] != floor(classes->values[k])) {
            *out = classes->values[k];
            return true;
        }
    for (int64_t i = 0; classes->n == 0 && i < ds->info.rows; i++) {
        *out = ds->cells[i * ds->info.n_columns + column];
        if (*out != floor(*out) && !isnan(*out))
            return true;
    }
    return false;
}

static void check_dataset(const struct check *c, const struct layer *embedding,
                          const struct dataset *ds, const char *name)
{
    int column = dataset_column(ds, name);
    int64_t words = words_of(embedding);
    double stray;
    char allowed[48], brief[48];
    if (column < 0 || ds->info.columns[column].type != COLUMN_NUMERIC ||
        !find_stray(ds, column, words, &stray))
        return;
    snprintf(allowed, sizeof allowed, "whole numbers 0..%" PRId64, words - 1);
    text_brief(brief, name, strlen(name));
    if (ds == c->validation)
        faults_add(c->faults, "/training/validation_dataset", "range", allowed,
                   "column \"%s\" holds %.7g, and the embedding at %s has no such index", brief,
                   stray, embedding->path);
    else
        layer_fault(embedding, c->faults, "input_dim", allowed,
                    "column \"%s\" holds %.7g, which is no index among %" PRId64
                    "; give each number a vector of its own, or take the column to a dense layer",
                    brief, stray, words);
}

/* Once: one setting is to blame, whatever it changes. */
static void check_scaling(struct check *c, const struct layer *embedding, struct scaling s,
                          const char *what)
{
    bool own = !base_prepares(c->spec);
    bool changes =
        own ? c->spec->data[DATA_NORMALIZE].n != NORMALIZE_NONE : s.shift != 0 || s.scale != 1;
    if (c->said || !changes)
        return;
    c->said = true;
    faults_add(c->faults, own ? "/data/normalize" : "/data/from_base", "conflict", "none",
               "the embedding at %s reads %s as indices, which %s would make fractions of",
               embedding->path, what, own ? "normalizing" : "the base's normalization");
}

static void check_column(struct check *c, const struct layer *embedding, int i)
{
    const char *name = c->p->columns[i].name;
    char brief[48], what[64];
    int column = dataset_column(c->train, name);
    snprintf(what, sizeof what, "column \"%s\"", text_brief(brief, name, strlen(name)));
    check_scaling(c, embedding, c->p->inputs[i].scaling, what);
    if (column >= 0 && c->train->info.columns[column].missing && c->p->missing == MISSING_MEAN)
        faults_add(c->faults, "/data/missing", "conflict", "zero",
                   "the embedding at %s reads %s as indices, and a mean is none", embedding->path,
                   what);
    check_dataset(c, embedding, c->train, name);
    if (c->validation)
        check_dataset(c, embedding, c->validation, name);
}

/* A forecast's window has every column in each of its steps. */
static void check_stretch(void *arg, const struct layer *embedding, int64_t at, int64_t n)
{
    struct check *c = arg;
    const struct preprocess *p = c->p;
    if (p->sample_type && p->sample_at >= at && p->sample_at < at + n)
        check_scaling(c, embedding, p->scaling, "the samples");
    for (int i = 0; i < p->n_columns; i++)
        if (p->columns[i].type == COLUMN_NUMERIC && p->inputs[i].kind == BLOCK_NUMBERS &&
            p->inputs[i].at >= at && p->inputs[i].at < at + n)
            check_column(c, embedding, i);
}

static void note(void *arg, const struct layer *embedding, int64_t at, int64_t n)
{
    (void)embedding, (void)at, (void)n;
    *(bool *)arg = true;
}

void indices_check(const struct graph *g, const struct spec *spec, const struct dataset *train,
                   const struct dataset *validation, struct faults *faults)
{
    bool any = false;
    const char *pointer;
    struct err err = {0};
    enum target_kind kind = task_targets((enum task)spec->task);
    walk_all(g, note, &any);
    if (!any || target_is_text(kind))
        return;
    struct preprocess *p = preprocess_make(spec, kind, train, NULL, 0, &pointer, &err);
    struct check c = {spec, p, train, validation, faults, false};
    if (p)
        walk_all(g, check_stretch, &c);
    else
        faults_add(faults, pointer, "invalid", NULL, "%s", err.text);
    preprocess_free(p);
}
