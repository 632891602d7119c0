/* probe.h - how long a layer takes on this machine: measured, once for each layer of its kind.
 *
 * A layer is run by itself, forward and backward, on made-up numbers of its real shapes and about
 * as many rows as a lane will have; what is found is remembered for the process. So a quote knows
 * what a rate per operation cannot: thin products, transcendental functions, patches.
 * Processor time of the calling thread counts, not the clock on the wall. Thread-safe. */
#ifndef ENGINE_TRAIN_PROBE_H
#define ENGINE_TRAIN_PROBE_H

#include "engine/train/plan.h"

/* Processor seconds of one row. */
struct pace {
    double forward, backward;
};

/* What a quote may spend on measuring; what is not measured is reckoned from operations. */
struct purse {
    double seconds;
};

/* A node of a graph, in lanes of `rows` rows. */
struct pace probe_node(const struct graph *g, int node, int rows, struct purse *purse);

/* Loss and metrics of a row with and without gradient (forward: without). */
struct pace probe_loss(const struct head *head, const struct metrics *metrics, int rows,
                       struct purse *purse);

/* Seconds of an optimiser's update of one parameter, out of n. */
double probe_optimizer(const struct choice *optimizer, int moments, int64_t n, struct purse *purse);

#endif
