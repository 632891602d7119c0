/* memory.h - where every tensor of a lane lies: planned with its life, so that space is reused.
 *
 * The time of a plan: node i runs forward at time i, the loss at time n, node i backward at time
 * 2n - i. A tensor lives from the time it is written to the last time it is read; tensors that
 * never live together may share space. Elementwise layers work in place where nobody else looks. */
#ifndef ENGINE_TRAIN_MEMORY_H
#define ENGINE_TRAIN_MEMORY_H

#include "engine/train/graph.h"

/* Places of one node's tensors in a lane's block, in reals; -1: has none. */
struct place {
    int64_t y, dy, saved;
    int64_t dx[INPUTS_MAX]; /* where the gradient for input i is first written; -1: not wanted */
    bool adds[INPUTS_MAX];  /* it is then added to the input's dy, which others wrote before */
    int64_t part;           /* in doubles, in the lane's block of doubles */
    int64_t joint;          /* in doubles, in the block all lanes share */
};

struct memory {
    struct place *place; /* per node */
    int rows;            /* most rows of a lane */
    bool training;
    int64_t reals;   /* of a lane's block */
    int64_t scratch; /* where in it the scratch lies */
    int64_t parts;   /* doubles of a lane */
    int64_t joints;  /* doubles of all lanes */
};

/* Plans for lanes of at most `rows` rows; without training only the forward tensors, and a tensor's
 * life ends with its last forward use. `keep_input`: the loss reads the input (autoencoder). */
int memory_plan(struct memory *m, const struct graph *g, int rows, bool training, bool keep_input,
                struct err *err);
void memory_done(struct memory *m);

#endif
