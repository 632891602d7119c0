/* adapted.h - what the kernels of a base mean: with the adapters that it learned beside them. */
#ifndef ENGINE_MODEL_ADAPTED_H
#define ENGINE_MODEL_ADAPTED_H

#include "engine/data/base.h"
#include "engine/model/safetensors.h"
#include "engine/train/graph.h"

/* A kernel's adapters in the base's file: w + scale A B is what it computed with. */
struct adapters {
    const struct tensor *a, *b; /* NULL: it has none */
    double scale;
};

/* Those of the base's kernel that this parameter of a new model would take. */
struct adapters base_adapters(const struct base *base, const struct node *node,
                              const struct param *p);

/* α / r of a layer of a spec; 0 when it has no adapters. */
double spec_adapters_scale(const struct layer_spec *l);

/* The rank of a layer's own adapters; 0 when it has none. */
int64_t spec_adapters_rank(const struct layer_spec *l);

/* w += scale A B.   w: (n_in, n_out) */
void adapters_merge(const struct adapters *from, real *w);

/* The layer of the base that a node would take its tensors from, or NULL. */
const struct layer_spec *base_layer(const struct base *base, const struct node *node);

#endif
