/* graph_tensors.c - the flat vectors: where each tensor lies in them, and what it begins with. */
#include "engine/train/graph.h"

/* 16 reals: every tensor starts on a cache line of its own. */
enum { TENSOR_ALIGN = 16 };

int64_t tensor_room(int64_t n)
{
    return (n + TENSOR_ALIGN - 1) / TENSOR_ALIGN * TENSOR_ALIGN;
}

/* The trained ones first: gradients and moments have no room for the others. */
static void place_params(struct graph *g, bool frozen)
{
    for (int i = 1; i < g->n; i++)
        for (int k = 0; k < g->node[i].layer.n_params; k++) {
            struct param *p = &g->node[i].layer.params[k];
            if (p->frozen != frozen)
                continue;
            p->offset = g->flat;
            g->flat += tensor_room(p->size);
        }
}

void graph_place(struct graph *g)
{
    place_params(g, false);
    g->learned = g->flat;
    place_params(g, true);
    for (int i = 1; i < g->n; i++)
        for (int k = 0; k < g->node[i].layer.n_stats; k++) {
            struct param *p = &g->node[i].layer.stats[k];
            p->offset = g->flat_stats;
            g->flat_stats += tensor_room(p->size);
        }
}

void graph_init(const struct graph *g, real *params, real *stats)
{
    uint32_t tensor = 0;
    for (int i = 1; i < g->n; i++) {
        const struct layer *l = &g->node[i].layer;
        for (int k = 0; k < l->n_params + l->n_stats; k++) {
            bool is_stat = k >= l->n_params;
            const struct param *p = is_stat ? &l->stats[k - l->n_params] : &l->params[k];
            struct rng rng = rng_begin(l->seed, RNG_INIT, tensor++, 0, 0);
            init_fill(p->initializer, rng, p->fan_in, p->fan_out, p->shape.dim[p->shape.rank - 1],
                      (is_stat ? stats : params) + p->offset, p->size);
        }
    }
}

void graph_tensors(const struct graph *g, graph_tensor_fn fn, void *arg)
{
    for (int i = 1; i < g->n; i++) {
        const struct layer *l = &g->node[i].layer;
        for (int k = 0; k < l->n_params; k++)
            fn(arg, &g->node[i], &l->params[k], false);
        for (int k = 0; k < l->n_stats; k++)
            fn(arg, &g->node[i], &l->stats[k], true);
    }
}
