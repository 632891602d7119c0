/* indices.c - embeddings over numbers of the input row: every number must be one of their indices.
 *
 * An embedding that reads a vocabulary's indices gets no others: here are those that read plain
 * numbers, straight from the row, through views of it or through its blocks. */
#include "engine/train/indices.h"
#include "engine/train/loss_data.h"

#include <math.h>

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
