/* graph.c - from the spec's list of layers to nodes that know their shapes. */
#include "engine/train/graph.h"
#include "engine/train/freeze.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2^31 - 1: BLAS counts in 32 bits. */
#define TENSOR_MAX INT32_MAX

struct wiring {
    const struct spec *spec;
    struct graph *g;
    struct faults *faults;
    int *output;                     /* per spec layer: the node that gives its output, or -1 */
    const struct input_block *block; /* of the next input layer; NULL: the row is one */
    bool rescales;                   /* the targets are learned in other units than their own */
    bool has_inputs;                 /* the spec has input layers: only they read the row */
};

/* The name by which `inputs` may ask for the network's input. */
static const char input_name[] = "input";

static int find_layer(const struct spec *spec, const char *name, int before)
{
    for (int i = before - 1; i >= 0; i--)
        if (spec->layers[i].name && !strcmp(spec->layers[i].name, name))
            return i;
    return -1;
}

static const char *nearest_layer(const struct spec *spec, const char *name, int before)
{
    const char *names[LAYERS_MAX + 1];
    int n = 0;
    names[n++] = input_name;
    for (int i = 0; i < before; i++)
        if (spec->layers[i].name)
            names[n++] = spec->layers[i].name;
    return nearest_name(name, names, n);
}

/* The node that an entry of `inputs` means, or -1 with a fault. */
static int input_node(struct wiring *w, int layer, int which)
{
    const char *name = w->spec->layers[layer].inputs[which];
    if (!strcmp(name, input_name))
        return 0;
    int at = find_layer(w->spec, name, layer);
    if (at >= 0)
        return w->output[at];
    char pointer[96];
    snprintf(pointer, sizeof pointer, "/model/layers/%d/inputs/%d", layer, which);
    bool later = find_layer(w->spec, name, w->spec->n_layers) >= layer;
    const char *near = nearest_layer(w->spec, name, layer);
    faults_add(w->faults, pointer, "unknown", "the name of an earlier layer, or \"input\"",
               later ? "layer \"%s\" does not stand before this one%s%s%s"
                     : "no layer is named \"%s\"%s%s%s",
               name, !later && near ? "; did you mean \"" : "", !later && near ? near : "",
               !later && near ? "\"?" : "");
    return -1;
}

static void check_name(struct wiring *w, int layer)
{
    const char *name = w->spec->layers[layer].name;
    if (!name)
        return;
    char pointer[64];
    snprintf(pointer, sizeof pointer, "/model/layers/%d/name", layer);
    if (!strcmp(name, input_name))
        faults_add(w->faults, pointer, "range", "another name",
                   "\"input\" names the network's input");
    int other = find_layer(w->spec, name, layer);
    if (other >= 0)
        faults_add(w->faults, pointer, "conflict", "a name that no other layer has",
                   "layer %d is named \"%s\" too", other, name);
}

/* Fills in[] of a node; false when an input is unknown or their number is wrong. */
static bool wire(struct wiring *w, struct node *node, int layer)
{
    const struct layer_spec *l = &w->spec->layers[layer];
    const struct layer_ops *ops = node->layer.ops;
    int n = l->n_inputs ? l->n_inputs : 1;
    if (n < ops->inputs_min || n > ops->inputs_max) {
        char allowed[64];
        snprintf(allowed, sizeof allowed, "%d to %d names of layers", ops->inputs_min,
                 ops->inputs_max);
        layer_fault(&node->layer, w->faults, "inputs", allowed,
                    l->n_inputs ? "%s takes %d to %d inputs, not %d"
                                : "%s takes %d to %d inputs; list them by name in \"inputs\"",
                    ops->kind.name, ops->inputs_min, ops->inputs_max, n);
        return false;
    }
    bool known = true;
    node->layer.n_in = n;
    if (ops == &layer_input) {
        if (l->n_inputs)
            layer_fault(&node->layer, w->faults, "inputs", "no inputs",
                        "an input layer takes its columns of the row, not another layer's output");
        node->in[0] = 0;
        return l->n_inputs == 0;
    }
    for (int i = 0; i < n; i++) {
        node->in[i] = l->n_inputs ? input_node(w, layer, i) : layer ? w->output[layer - 1] : 0;
        known = known && node->in[i] >= 0;
        if (w->has_inputs && node->in[i] == 0) {
            layer_fault(&node->layer, w->faults, "inputs", "the name of an input layer",
                        "the model has input layers; %s must take one of them by its name",
                        ops->kind.name);
            return false;
        }
    }
    return known;
}

/* True when every size the layer asked for can be counted. */
static bool sizes_fit(struct layer *l, struct faults *faults)
{
    l->out_size = shape_elements(&l->out);
    bool fits = l->out_size > 0 && l->out_size <= TENSOR_MAX && l->saved <= TENSOR_MAX &&
                l->scratch <= TENSOR_MAX;
    for (int i = 0; i < l->n_params; i++)
        fits = fits && l->params[i].size > 0 && l->params[i].size <= TENSOR_MAX;
    if (!fits)
        layer_fault(l, faults, NULL, "tensors of at most 2147483647 elements",
                    "a tensor of this layer would be larger than can be computed with");
    return fits;
}

static void count_tensors(struct graph *g, struct layer *l)
{
    for (int i = 0; i < l->n_params; i++) {
        struct param *p = &l->params[i];
        p->frozen = p->frozen || l->frozen;
        p->is_kernel = p->is_kernel && !p->frozen;
        g->parameters += p->size;
        g->trainable += p->frozen ? 0 : p->size;
    }
}

static bool all_frozen(const struct layer *l)
{
    for (int i = 0; i < l->n_params; i++)
        if (!l->params[i].frozen)
            return false;
    return !l->tied || l->tied->frozen;
}

/* Gradients are made of parameters that are trained, and of inputs behind which something is. */
static double flops_back(const struct graph *g, const struct node *node)
{
    const struct layer *l = &node->layer;
    double own = l->flops_own > 0 ? l->flops_own : l->n_params || l->tied ? l->flops_back / 2 : 0;
    bool through = false;
    for (int i = 0; i < l->n_in; i++)
        through = through || (g->node[node->in[i]].learns && !l->discrete);
    return (all_frozen(l) ? 0 : own) + (through ? l->flops_back - own : 0);
}

/* Where padding comes from and how far it is known: an embedding's own indices, or the mask of the
 * first input whose positions stay positions. */
static int mask_of(const struct graph *g, const struct node *node)
{
    const struct layer *l = &node->layer;
    int mask_zero = option_find(&l->ops->kind, "mask_zero");
    if (mask_zero >= 0)
        return l->options[mask_zero].n > 0 ? node->in[0] : -1;
    for (int i = 0; l->out.rank == 2 && i < l->n_in; i++)
        if (l->in[i].rank == 2 && l->in[i].dim[0] == l->out.dim[0] &&
            g->node[node->in[i]].mask >= 0)
            return g->node[node->in[i]].mask;
    return -1;
}

static void heed_mask(struct graph *g, struct node *node)
{
    struct layer *l = &node->layer;
    int source = l->n_in > 1 ? 1 : 0;
    node->heeds = l->ops->heeds_mask ? g->node[node->in[source]].mask : -1;
    l->masked = node->heeds >= 0;
    if (l->masked)
        g->node[node->heeds].users++;
}

/* Plans a wired node and counts it in; false when it does not fit what comes in. */
static bool admit(struct wiring *w, struct node *node)
{
    struct graph *g = w->g;
    struct layer *l = &node->layer;
    int before = w->faults->n;
    for (int i = 0; i < l->n_in; i++) {
        l->in[i] = g->node[node->in[i]].layer.out;
        l->in_size[i] = g->node[node->in[i]].layer.out_size;
        if (!l->in_size[i])
            return false; /* the earlier layer's own fault says why */
    }
    int trainable = option_find(&l->ops->kind, "trainable");
    l->frozen = (trainable >= 0 && l->options[trainable].n == 0) || freeze_holds(w->spec, l->index);
    l->vocabulary = g->node[node->in[0]].layer.vocabulary_out;
    l->ops->plan(l, w->faults);
    l->vocabulary_out = l->view ? l->vocabulary : l->vocabulary_out;
    if (l->discrete && g->node[node->in[0]].learns)
        layer_fault(l, w->faults, NULL, "the input, or a part of it",
                    "%s reads indices, but what comes in is made of learned numbers, to which no "
                    "gradient would flow back",
                    l->ops->kind.name);
    if (w->faults->n > before || !sizes_fit(l, w->faults))
        return false;
    count_tensors(g, l);
    node->learns = !all_frozen(l);
    node->mask = mask_of(g, node);
    heed_mask(g, node);
    g->traffic += l->out_size;
    for (int i = 0; i < l->n_in; i++) {
        g->node[node->in[i]].users++;
        node->learns = node->learns || g->node[node->in[i]].learns;
        g->traffic += l->block ? l->out_size : l->in_size[i]; /* a block, of the row */
    }
    g->flops += l->flops;
    g->flops_back += flops_back(g, node);
    return true;
}

static struct node *node_new(struct wiring *w, int layer, const struct layer_ops *ops,
                             const struct value *options)
{
    struct node *node = &w->g->node[w->g->n++];
    node->spec = layer;
    node->mask = node->heeds = -1;
    node->name = w->spec->layers[layer].name;
    snprintf(node->path, sizeof node->path, "/model/layers/%d", layer);
    node->layer = (struct layer){.ops = ops,
                                 .options = options,
                                 .index = layer,
                                 .path = node->path,
                                 .seed = w->g->node[0].layer.seed};
    return node;
}

/* The node of a layer's `activation` option, if it has one that does something. */
static bool append_activation(struct wiring *w, int layer, const struct layer_ops *ops)
{
    int option = option_find(&ops->kind, "activation");
    const struct value *v = w->spec->layers[layer].choice.options;
    if (option < 0 || v[option].n == 0)
        return true;
    struct node *node = node_new(w, layer, &layer_activation, NULL);
    kind_defaults(&layer_activation.kind, node->own);
    node->own[0].n = v[option].n;
    node->layer.options = node->own;
    node->layer.n_in = 1;
    node->in[0] = w->g->n - 2;
    return admit(w, node);
}

/* Finds the tensor that `tie_to` means; false, with a fault, when there is none. */
static bool tie(struct wiring *w, struct node *node, int layer)
{
    const struct layer_spec *l = &w->spec->layers[layer];
    int option = option_find(&node->layer.ops->kind, "tie_to");
    if (option < 0 || l->choice.options[option].n < 1)
        return true;
    const char *name = l->choice.options[option].names[0];
    int at = find_layer(w->spec, name, layer);
    struct layer *other = at >= 0 ? &w->g->node[w->output[at]].layer : NULL;
    if (other && other->ops == &layer_embedding) {
        node->layer.tied = &other->params[0];
        other->shared = true;
        return other->n_params > 0; /* else the embedding's own fault says why */
    }
    const char *near = other ? NULL : nearest_layer(w->spec, name, layer);
    layer_fault(&node->layer, w->faults, "tie_to", "the name of an earlier embedding",
                other ? "layer \"%s\" is no embedding, whose table the kernel could be%s%s%s"
                      : "no layer before this one is named \"%s\"%s%s%s",
                name, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return false;
}

static void append_layer(struct wiring *w, int layer)
{
    const struct layer_spec *l = &w->spec->layers[layer];
    const struct layer_ops *ops = layer_ops(l->choice.kind);
    check_name(w, layer);
    struct node *node = node_new(w, layer, ops, l->choice.options);
    if (ops == &layer_input && w->block)
        node->layer.block = w->block++;
    bool fits = wire(w, node, layer) && tie(w, node, layer) && admit(w, node) &&
                append_activation(w, layer, ops);
    w->output[layer] = w->g->n - 1;
    if (!fits)
        w->g->node[w->g->n - 1].layer.out_size = 0; /* later layers are not blamed for it */
}

static void append_rescale(struct wiring *w)
{
    struct node *node = node_new(w, w->spec->n_layers - 1, &layer_rescale, NULL);
    node->name = "target";
    node->layer.n_in = 1;
    node->in[0] = w->g->n - 2;
    admit(w, node);
}

const struct node *graph_output(const struct graph *g)
{
    const struct node *last = &g->node[g->n - 1];
    return last->layer.ops == &layer_rescale ? &g->node[last->in[0]] : last;
}

static void check_dead_ends(struct wiring *w)
{
    for (int i = 0; i < w->spec->n_layers - 1; i++) {
        const struct node *node = &w->g->node[w->output[i]];
        if (node->users == 0)
            layer_fault(&node->layer, w->faults, NULL, "a later layer that takes it",
                        "nothing takes the output of this layer");
    }
}

static struct graph *graph_wired(struct wiring *w, const struct shape *input, int64_t vocabulary,
                                 uint64_t seed)
{
    const struct spec *spec = w->spec;
    struct faults *faults = w->faults;
    int before = faults->n;
    if (spec->n_layers < 1 || spec->n_layers > LAYERS_MAX) {
        faults_add(faults, "/model/layers", "range", "1 to 1000 layers", "a model has %d layers",
                   spec->n_layers);
        return NULL;
    }
    struct graph *g = calloc(1, sizeof *g);
    w->g = g;
    w->output = calloc((size_t)spec->n_layers, sizeof(int));
    if (g)
        g->node = calloc(2 * (size_t)spec->n_layers + 2, sizeof *g->node);
    if (!g || !g->node || !w->output) {
        faults_add(faults, "/model/layers", "memory", NULL, "no memory for %d layers",
                   spec->n_layers);
        goto out;
    }
    g->n = 1;
    g->node[0].spec = g->node[0].mask = g->node[0].heeds = -1;
    g->node[0].layer.out = *input;
    g->node[0].layer.out_size = shape_elements(input);
    g->node[0].layer.vocabulary_out = vocabulary;
    g->node[0].layer.seed = seed;
    for (int i = 0; i < spec->n_layers; i++)
        append_layer(w, i);
    if (faults->n == before)
        check_dead_ends(w);
    if (faults->n == before && w->rescales)
        append_rescale(w);
    freeze_check(spec, faults);
    graph_place(g);
out:
    free(w->output);
    if (faults->n == before)
        return g;
    graph_free(g);
    return NULL;
}

struct graph *graph_new(const struct spec *spec, const struct shape *input, uint64_t seed,
                        struct faults *faults)
{
    struct wiring w = {.spec = spec, .faults = faults};
    w.rescales = target_is_rescaled(spec, TARGET_NUMBERS);
    return graph_wired(&w, input, 0, seed);
}

struct graph *graph_over(const struct spec *spec, const struct preprocess_info *info, uint64_t seed,
                         struct faults *faults)
{
    struct wiring w = {.spec = spec, .faults = faults, .block = info->block};
    struct shape input = {.rank = info->rank};
    for (int i = 0; i < info->rank; i++)
        input.dim[i] = info->shape[i];
    for (int i = 0; i < spec->n_layers; i++)
        w.has_inputs = w.has_inputs || layer_ops(spec->layers[i].choice.kind) == &layer_input;
    w.rescales = target_is_rescaled(spec, info->targets);
    if (info->rank == 2 &&
        info->targets != TARGET_AHEAD) { /* images without a channel axis: (H, W) is (H, W, 1) */
        input.rank = 3;
        input.dim[2] = 1;
    }
    return graph_wired(&w, &input, info->n_blocks == 1 ? info->block[0].vocabulary : 0, seed);
}

void graph_free(struct graph *g)
{
    if (g)
        free(g->node);
    free(g);
}

void graph_drop_head(struct graph *g, const char *function)
{
    struct layer *last = &g->node[g->n - 1].layer;
    if (g->n < 3 || last->ops != &layer_activation ||
        strcmp(activation_names[(int)last->options[0].n], function))
        return;
    g->flops -= last->flops;
    g->flops_back -= flops_back(g, &g->node[g->n - 1]);
    g->node[g->node[g->n - 1].in[0]].users--;
    g->n--;
}

bool graph_takes_indices(const struct graph *g)
{
    for (int i = 1; i < g->n; i++) {
        if (!g->node[i].layer.discrete)
            continue;
        int from = g->node[i].in[0];
        while (from > 0 && g->node[from].layer.view)
            from = g->node[from].in[0];
        if (from == 0)
            return true;
    }
    return false;
}
