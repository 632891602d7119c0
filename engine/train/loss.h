/* loss.h - losses and metrics over the rows of one lane.
 *
 * A sample's output is `positions` rows of `width` numbers: (T, V) for a sequence, (1, C) else. The
 * loss of a batch is the mean over everything it counts; a lane returns its sum, in double, and the
 * sums are added in lane order. */
#ifndef ENGINE_TRAIN_LOSS_H
#define ENGINE_TRAIN_LOSS_H

#include "engine/data/preprocess.h"
#include "engine/tensor/real.h"

struct loss_pass {
    const real *y;        /* (rows, width), the network's output: logits for the cross-entropies */
    const real *target;   /* (rows, width), or NULL */
    const int32_t *label; /* (rows), or NULL */
    const int32_t *other; /* (rows) classes that a row has besides, by mixup; or NULL */
    const real *part;     /* of every per_part rows: how much of them is label, the rest is other */
    int64_t per_part;
    int64_t rows; /* of the lane, positions counted as rows */
    int64_t width;
    real *dy;   /* (rows, width): gradient of the batch's mean loss; NULL: not wanted */
    real scale; /* dy is multiplied by it: 1 / what the whole batch counts */
    const struct value *options;
};

struct loss_ops {
    struct kind kind;
    unsigned targets; /* bit per enum target_kind that it understands */
    bool mixes;       /* takes a row of two classes */
    bool per_row;     /* the mean is over rows (cross_entropy), else over all elements */
    double flops;     /* per element, with gradient */
    double (*run)(const struct loss_pass *p); /* the sum over the lane */
};

/* How much of row i is its label; 1 without mixup. */
static inline real loss_part(const struct loss_pass *p, int64_t i)
{
    return p->other ? p->part[i / p->per_part] : 1;
}

const struct loss_ops *loss_ops(int kind);
const struct kind *loss_kinds(int *n);

/* What accuracy, mae and r2 are computed from; sums of lanes add up. */
struct score {
    double loss;  /* sum of the loss */
    double count; /* what it is the mean over */
    double right; /* classification: rows; multi_label: elements */
    double of;    /* what right is a part of */
    double error; /* Σ |y - t| */
    double elements;
};

/* Per target column: Σ t, Σ t², Σ (y - t)², for r2. */
enum { MOMENTS = 3 };

/* Adds the rows' metrics to *s, and to moments (width, MOMENTS) when not NULL. */
void score_add(struct score *s, double *moments, enum target_kind targets,
               const struct loss_pass *p);
void score_sum(struct score *s, const struct score *lane);

/* 1 - Σ(y-t)² / Σ(t-mean)², averaged over the columns (scikit-learn's uniform average); a constant
 * column counts 1 when met exactly, else 0. */
double score_r2(const double *moments, int64_t width, double rows);

#endif
