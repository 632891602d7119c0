/* graph.h - a model's layers as a graph: who takes whose output, every shape, every parameter.
 *
 * Node 0 is the network's input. The other nodes stand in the spec's order, which is a topological
 * order since a layer may only take earlier ones; an `activation` option becomes a node of its own
 * after its layer. A final softmax (sigmoid) in front of a cross-entropy is left out: that loss
 * takes logits, and predict gives probabilities anyway. */
#ifndef ENGINE_TRAIN_GRAPH_H
#define ENGINE_TRAIN_GRAPH_H

#include "engine/data/preprocess.h"
#include "engine/layers/layer.h"

/* 1000: deeper models exist only as repetitions; the planning is quadratic in it. */
enum { GRAPH_NODES_MAX = 2048, LAYERS_MAX = 1000 };

struct node {
    struct layer layer;  /* layer.ops is NULL for the input */
    int spec;            /* layer's place in the spec; -1 for the input */
    const char *name;    /* the spec's, borrowed, or NULL */
    int in[INPUTS_MAX];  /* nodes whose outputs it takes */
    int users;           /* how many inputs and masks of later nodes it is */
    int mask;            /* the node whose indices say where its output is padding; -1: none */
    int heeds;           /* the node whose indices it reads as its own mask; -1: none */
    bool learns;         /* it or something before it is trained: gradients flow through it */
    struct value own[8]; /* options of a node made from an `activation` option */
    char path[48];
};

struct graph {
    struct node *node;
    int n;                    /* nodes, the input included; the last is the output */
    int64_t parameters;       /* trained numbers */
    int64_t trainable;        /* of them, not frozen */
    int64_t flat, flat_stats; /* lengths of the flat vectors; tensors start at multiples of 16 */
    int64_t learned;          /* of the flat parameters, those that training changes come first */
    double flops, flops_back; /* per row */
    int64_t traffic;          /* reals read and written per row by forward */
};

/* Wires the spec's layers over an input of this shape. NULL, with faults added, when anything does
 * not fit; the spec is borrowed for the graph's life. */
struct graph *graph_new(const struct spec *spec, const struct shape *input, uint64_t seed,
                        struct faults *faults);

/* The same over a row of blocks: the spec's input layers take one each, in order. */
struct graph *graph_over(const struct spec *spec, const struct preprocess_info *info, uint64_t seed,
                         struct faults *faults);
void graph_free(struct graph *g);

/* Whether some layer reads the input, or a view of it, as indices. */
bool graph_takes_indices(const struct graph *g);

/* The node of the spec's last layer: the last, but for a rescale behind it. */
const struct node *graph_output(const struct graph *g);

/* Leaves out a last node that is this activation. */
void graph_drop_head(struct graph *g, const char *function);

/* Gives every tensor of a planned graph its place in the flat vectors. */
void graph_place(struct graph *g);

/* Reals that a tensor of n elements takes in a flat vector. */
int64_t tensor_room(int64_t n);

/* Draws the initial parameters and running statistics. */
void graph_init(const struct graph *g, real *params, real *stats);

/* The flat vectors' tensors in order: calls back for each. */
typedef void (*graph_tensor_fn)(void *arg, const struct node *node, const struct param *param,
                                bool is_stat);
void graph_tensors(const struct graph *g, graph_tensor_fn fn, void *arg);

#endif
