/* loss.h - losses over the rows of one lane.
 *
 * A sample's output is `positions` rows of `width` numbers: (T, V) for a sequence, (1, C) else. The
 * loss of a batch is the mean over everything it counts; a lane returns its sum and its count, in
 * double, and both are added in lane order. What a batch will count is only known then, so lanes
 * scale the gradient by the count of a batch in which everything counts; where it turns out smaller
 * (rows without a label, weights), the sum of the lanes' gradients is scaled once more. */
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
    real *dy;               /* (rows, width): gradient of the batch's mean loss; NULL: not wanted */
    real scale;             /* dy is multiplied by it: 1 / what the whole batch counts at most */
    const int32_t *ignored; /* a class that is not counted; NULL: none */
    const struct value *options;
};

/* A row's class; with mixup a part of it, the rest another's. */
struct truth {
    int32_t label;
    double part;
};

/* What makes the answer of an output: of logits a probability. */
enum link { LINK_NONE, LINK_SIGMOID, LINK_SOFTMAX };

/* Of a lane. */
struct loss_sum {
    double loss;     /* the sum */
    double count;    /* what the mean is over: elements, rows, or the weights of rows */
    double surprise; /* Σ -log p of the true class, neither smoothed nor weighted; classes only */
    double of;       /* rows that surprise is of */
};

struct loss_ops {
    struct kind kind;
    unsigned targets; /* bit per enum target_kind that it understands */
    enum link link;
    bool mixes;   /* takes a row of two classes */
    bool per_row; /* the mean is over rows (cross_entropy), else over all elements */
    double flops; /* per element, with gradient */
    struct loss_sum (*run)(const struct loss_pass *p);
};

/* How much of row i is its label; 1 without mixup. */
static inline real loss_part(const struct loss_pass *p, int64_t i)
{
    return p->other ? p->part[i / p->per_part] : 1;
}

/* Returns how many classes a row is of. 0: it is not counted, since it has none (a negative label),
 * or an ignored one, or with mixup its partner has. */
static inline int loss_truths(const struct loss_pass *p, int64_t i, struct truth truth[2])
{
    double part = (double)loss_part(p, i);
    int n = p->other ? 2 : 1;
    truth[0] = (struct truth){p->label[i], part};
    truth[1] = (struct truth){n == 2 ? p->other[i] : -1, 1 - part};
    for (int k = 0; k < n; k++)
        if (truth[k].label < 0 || (p->ignored && truth[k].label == *p->ignored))
            return 0;
    return n;
}

const struct loss_ops *loss_ops(int kind);
const struct kind *loss_kinds(int *n);

/* What a step's metrics are computed from; sums of lanes add up. */
struct score {
    double loss;  /* sum of the loss */
    double count; /* what it is the mean over */
    double right; /* classification: rows; multi_label: elements */
    double of;    /* what right is a part of */
    double error; /* Σ |y - t| */
    double elements;
};

void score_sum(struct score *s, const struct score *lane);

#endif
