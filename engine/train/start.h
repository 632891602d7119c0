/* start.h - the parameters that a training begins with: its base's, where it has one that fits. */
#ifndef ENGINE_TRAIN_START_H
#define ENGINE_TRAIN_START_H

#include "engine/train/graph.h"

/* How much of a model comes from a base. */
struct start {
    int64_t taken, of;          /* numbers: parameters and running statistics */
    char fresh[BASE_FRESH_MAX]; /* "head.kernel, head.bias and 3 more": what does not */
};

/* Copies every tensor whose name and shape fit into a model of this spec; params and stats may be
 * NULL: only counted. */
void base_start(const struct base *base, const struct spec *spec, const struct graph *g,
                real *params, real *stats, struct start *out);

/* A fault at /base when nothing fits, with names and shapes of both sides. */
void base_check(const struct base *base, const struct spec *spec, const struct graph *g,
                struct start *out, struct faults *faults);

#endif
