/* plan.h - everything about a training that is decided before its first step.
 *
 * Quote and training make the same plan, so the quote's memory is the arena's size exactly. */
#ifndef ENGINE_TRAIN_PLAN_H
#define ENGINE_TRAIN_PLAN_H

#include "engine/data/preprocess.h"
#include "engine/tensor/arena.h"
#include "engine/train/memory.h"
#include "engine/train/metric.h"
#include "engine/train/optim.h"

/* In the catalog's order. */
enum task {
    TASK_REGRESSION,
    TASK_CLASSIFICATION,
    TASK_MULTI_LABEL,
    TASK_AUTOENCODER,
    TASK_LANGUAGE_MODEL,
    TASK_SEGMENTATION,
    TASK_RECOMMENDER,
    TASK_FORECASTING,
    TASK_MASKED_LANGUAGE_MODEL,
};

/* 4096: more lanes than a machine has slots help nobody, and each costs a gradient's memory. */
enum { LANES_MAX = 4096 };

/* What a graph needs of its task: shared by training and prediction. */
struct head {
    enum task task;
    enum target_kind targets;
    int loss; /* of CATALOG_LOSSES */
    struct value options[OPTIONS_MAX];
    int64_t positions; /* of a sample's output, each with a target: T of a language model,
                          H·W of a segmentation, or 1 */
    int64_t width;     /* numbers of a position's output */
    int32_t ignored;   /* a class that is not counted, once the classes are known; -1: none */
};

/* Offsets into the arena, in bytes. */
struct offsets {
    int64_t params, stats, moments[MOMENTS_MAX], best, best_stats, sum, average;
    int64_t grads, reals, parts; /* the first lane's; the others follow at these strides: */
    int64_t grads_stride, reals_stride, parts_stride;
    int64_t scratch, scratch_stride; /* a lane's, for augmentation */
    int64_t mix_part, mix_label, mix_scratch, mix_scratch_stride;
    int64_t joints, target, labels, order, kept_order, ids, tallies, ranks;
};

struct plan {
    const struct spec *spec;
    struct preprocess_info info;
    struct head head;
    struct graph *graph;
    struct memory memory;
    struct metrics metrics;
    int batch, lanes, lane_rows;
    int64_t timed_rows; /* of the table: a forecast's windows are fewer */
    int64_t rows;       /* of the training dataset, validation split included */
    int64_t stride; /* from a row's place in the dataset to the next's: T for windows of a text */
    int64_t train_rows, validation_rows;
    int64_t update; /* rows of an optimiser's update: one batch, or several accumulated */
    int split;      /* enum split (split.h) */
    bool has_validation, splits, keeps_best, accumulates, averages;
    int64_t steps_per_epoch, steps;
    int epochs, moments;
    struct layout layout;
    struct offsets at;
};

/* Whether the outputs of a task without targets are logits, and its answers their sigmoids. */
bool head_answers_logits(const struct head *head);

/* The target's kind that a task wants. */
enum target_kind task_targets(enum task task);

/* Builds the graph of a spec over preprocessed inputs and settles the loss. NULL with faults. */
struct graph *head_plan(struct head *head, const struct spec *spec,
                        const struct preprocess_info *info, struct faults *faults);

/* slots_max > 0 decides the lanes; 0 takes spec->lanes. Returns the number of faults added; on
 * faults nothing needs freeing. The spec is borrowed. */
int plan_build(struct plan *p, const struct spec *spec, const struct dataset *train,
               const struct dataset *validation, int slots_max, struct faults *faults);
void plan_release(struct plan *p);

/* Reserves count × size bytes for each lane; *stride is from one lane's to the next's. */
int64_t layout_lanes(struct layout *l, int lanes, int64_t count, size_t size, int64_t *stride);

/* Operations and bytes of one step, from the layers' own counts. */
double plan_flops(const struct plan *p);
double plan_bytes(const struct plan *p);

int64_t plan_batches(const struct plan *p); /* of a step */

/* Seconds that a step and the whole training take on one slot, validation included. */
void plan_seconds(const struct plan *p, double *step, double *whole);

#endif
