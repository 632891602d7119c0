/* training.h - a training as its own rooms see it: plan, memory, and the state between two units.
 */
#ifndef ENGINE_TRAIN_TRAINING_H
#define ENGINE_TRAIN_TRAINING_H

#include "engine/data/augment.h"
#include "engine/train/mask.h"
#include "engine/train/order.h"
#include "engine/train/plan.h"
#include "engine/train/program.h"
#include "engine/train/schedule.h"

enum phase { PHASE_STEP, PHASE_VALIDATE, PHASE_EPOCH_END, PHASE_DONE };

/* Everything that changes besides the vectors in the arena; saved as it is. Plain numbers only. New
 * ones go to the end: an older checkpoint is the beginning of it, and the rest stays as at the
 * start of a training. */
struct state {
    int64_t phase;                  /* what the next unit is */
    int64_t epoch;                  /* finished */
    int64_t step;                   /* optimiser steps done */
    int64_t at;                     /* rows of this epoch done; of validation while validating */
    struct score train, validation; /* of the epoch at work */
    double train_r2;                /* of format 1; train_value holds all metrics now */
    double best;                    /* best value of the monitor; NaN: none yet */
    int64_t waited;                 /* epochs without improvement */
    int64_t has_best;               /* the best vectors hold something */
    int64_t stopped;                /* early */
    struct plateau plateau;
    struct score update;             /* of the batches so far, when gradients are accumulated */
    double train_value[METRICS_MAX]; /* of this epoch, once its steps are done */
    int64_t untallied; /* the tallies lack rows of this epoch (a checkpoint of format 1) */
};

/* An epoch's end makes two of each metric, a step fewer. */
enum { POINTS_MAX = 2 * METRICS_MAX };

struct training {
    struct spec spec;
    struct plan plan;
    struct arena arena;
    struct preprocess *preprocess;
    struct feed *train, *validation; /* of a split both are of one dataset: the same feed */
    struct augment augment;
    struct mask mask; /* of a masked language model */
    struct machine machine;
    struct program step, evaluate;
    struct state state;

    /* views into the arena */
    real *params, *stats, *moments[MOMENTS_MAX], *best, *best_stats, *target;
    real *sum, *average;   /* accumulated gradients; moving average; NULL when not asked for */
    real **grads, **reals; /* per lane */
    double **parts, *joints;
    double *tallies; /* (lanes, metrics.n) */
    uint64_t *ranks; /* (metrics_ranks) of the validation rows, or NULL */
    int32_t *labels;
    uint32_t *order, *kept_order, *ids; /* kept: rows that train, before an epoch shuffles them */
    struct score *lane_score;           /* per lane, of the unit at work */

    /* the unit at work */
    const struct feed *feed;
    const uint32_t *rows; /* of the batch */
    bool with_gradient;
    real loss_scale;

    struct point points[POINTS_MAX];
    int n_points;
};

/* One optimiser step from the lanes' gradients (update.c): sums them in lane order, regularises,
 * clips, updates. `factor`: what the sum is multiplied by first. Returns the penalty that l1 and l2
 * add to the loss of these parameters. */
double training_update(struct training *t, double factor, const struct parallel *parallel);

/* Adds a batch's gradients to those of the update's earlier batches, of which `ahead` rows came
 * before it. training_update then takes the sum. */
void training_accumulate(struct training *t, int64_t ahead, const struct parallel *parallel);

/* The parameters that are the model: the moving average where there is one. */
static inline real *training_weights(const struct training *t)
{
    return t->average ? t->average : t->params;
}

/* Puts the rows into the order of the epoch that the state says: after a restore. */
void training_reorder(struct training *t);
/* The order before any epoch's shuffle. */
void training_unshuffle(struct training *t);

/* Makes a value known as a point of this unit, unless it is not defined. */
void training_point(struct training *t, const char *name, bool per_epoch, double value);

/* The unit at an epoch's end (epoch.c): its metrics, and what early stopping and the schedule make
 * of them. `take` is called once the last step of an epoch is done. */
void training_epoch_take(struct training *t);
int training_epoch_end(struct training *t);

/* The learning rate of the next step. */
double training_rate(const struct training *t);

/* The penalty alone: λ₂ Σw² + λ₁ Σ|w| over the kernels, by the spec's regularization section. */
double penalty(const struct graph *g, const real *params, const struct value *regularization);

#endif
