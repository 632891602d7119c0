/* model.h - an open model, for the files that open it, predict with it and score it. */
#ifndef ENGINE_MODEL_MODEL_H
#define ENGINE_MODEL_MODEL_H

#include "engine/data/prep.h"
#include "engine/train/mask.h"
#include "engine/train/plan.h"
#include "engine/train/program.h"

struct model {
    struct spec spec;
    struct preprocess *preprocess;
    struct head head;
    struct graph *graph;
    struct memory memory;
    struct arena arena;
    struct machine machine;
    struct program predict, evaluate;
    struct model_info info;
    real *params, *stats, *reals, *target;
    double *parts, *joints, *tallies;
    int32_t *labels;
    uint32_t *ids;
    int rows; /* most of a batch */

    /* the batch at work */
    const struct cell *cells;
    const int32_t *text; /* one window's characters, n_text of them */
    int n_text;
    const struct feed *feed;
    struct mask mask; /* of a masked language model */
    struct score score;
    struct metrics metrics;
    uint64_t *ranks;                /* while evaluating: the scores of all rows, or NULL */
    const struct labels *anomalies; /* while evaluating scores against classes, or NULL */
    float percentiles[SCORE_PERCENTILES];
    int64_t at, of; /* while evaluating: rows before the batch, rows of the dataset */
    struct err *err;
    int failed;
};

/* The ends of a model's programs: rows in (predict.c), the loss and metrics of what came out
 * (evaluate.c). Both take the model as owner. */
void model_gather(void *owner, int lane);
void model_score(void *owner, int lane);

#endif
