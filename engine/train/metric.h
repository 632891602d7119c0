/* metric.h - everything a training and an evaluation report besides the learning rate, as one
 * table.
 *
 * A metric is a row: what it is called, on which targets it is measured, and how its value follows
 * from what was counted. What is counted over many rows is a tally: doubles that each lane adds to
 * in its own memory, summed in lane order once the rows are done, so the width changes nothing.
 * Ranks are the one thing kept per row: the scores of held-out rows, for the area under the curve.
 *
 * To add a metric: its name in METRICS, its row in metric.c's table; a tally (tally.c) when none
 * has what it needs. Training, validation, evaluate, monitors, catalog and OpenAPI follow. */
#ifndef ENGINE_TRAIN_METRIC_H
#define ENGINE_TRAIN_METRIC_H

#include "engine/train/loss.h"

/* In the order in which they are shown; append only: a checkpoint holds values in this order. */
#define METRICS(X)                                                                                 \
    X(LOSS, "loss")                                                                                \
    X(ACCURACY, "accuracy")                                                                        \
    X(MAE, "mae")                                                                                  \
    X(R2, "r2")                                                                                    \
    X(TOP_5_ACCURACY, "top_5_accuracy")                                                            \
    X(PERPLEXITY, "perplexity")                                                                    \
    X(F1, "f1")                                                                                    \
    X(PRECISION, "precision")                                                                      \
    X(RECALL, "recall")                                                                            \
    X(ROC_AUC, "roc_auc")                                                                          \
    X(MEAN_IOU, "mean_iou")                                                                        \
    X(HIT_RATE_10, "hit_rate_10")                                                                  \
    X(NDCG_10, "ndcg_10")                                                                          \
    X(BITS_PER_BYTE, "bits_per_byte")

#define METRIC_ID(ID, NAME) METRIC_##ID,
enum metric_id { METRICS(METRIC_ID) METRIC_COUNT };

/* 32: places in the state of a training, and so in checkpoints; more rows need a new format. */
enum { METRICS_MAX = 32 };

/* A choice among monitor_names is METRIC_x for val_x, METRIC_COUNT + METRIC_x for x. */
static inline enum metric_id monitor_metric(int monitor)
{
    return (enum metric_id)(monitor % METRIC_COUNT);
}
static inline bool monitor_is_val(int monitor)
{
    return monitor < METRIC_COUNT;
}

enum tally {
    TALLY_MOMENTS,  /* per target column: Σ t, Σ t², Σ (y - t)² */
    TALLY_CLASSES,  /* per class or flag: how often it was the answer, was true, was both */
    TALLY_TOP,      /* rows, and those whose class is among the five likeliest */
    TALLY_SURPRISE, /* Σ -log p of the true class, and of how many */
    TALLY_ITEMS,    /* rows, those whose item is among the ten first, and Σ of its worth there */
    TALLY_MATRIX,   /* (classes, classes): rows of a true class by the class answered */
    TALLY_BYTES,    /* Σ -log p of the true token, and its bytes */
    TALLY_COUNT
};

/* 100: the largest matrix that is still read by a human: 10,000 numbers, about 30 KB as JSON. */
enum { CONFUSION_CLASSES_MAX = 100 };

/* 2^21 scores are 16 MiB; of more held-out answers roc_auc is not measured. */
enum { RANKS_MAX = 1 << 21 };

/* Which metrics one model has, and what must be counted for them. */
struct metrics {
    enum target_kind targets;
    bool items;               /* the classes are items, of which the first ten count */
    const char *const *names; /* of the classes of a text: its tokens; set once they are known */
    enum link link;           /* of numbers: what makes an answer of an output */
    int64_t width;            /* numbers of a position's output */
    int64_t classes;          /* class, map: how many, two for one unit; flags: columns; else 0 */
    int64_t ignored;          /* a class that is not counted; -1: none */
    unsigned has;             /* bit per enum metric_id */
    int64_t at[TALLY_COUNT];  /* where a tally begins; -1: not counted */
    int64_t n;                /* doubles of all of them */
    int64_t curves;           /* scores of a row: 1, a unit each for flags; 0: none are kept */
};

/* `matrix`: whether the confusion matrix is counted too. */
struct head;
void metrics_plan(struct metrics *m, const struct head *h, bool matrix);

/* How many scores are kept of so many held-out rows; 0: none, or too many. */
int64_t metrics_ranks(const struct metrics *m, int64_t rows);

/* Adds a lane's rows to its score and tallies. */
void metrics_add(const struct metrics *m, struct score *s, double *tally, const struct loss_pass *p,
                 const struct loss_sum *sum);

/* Keeps the scores of a lane's rows, which are the rows from `first` of `rows` held out; ranks has
 * room for metrics_ranks. */
void metrics_rank(const struct metrics *m, uint64_t *ranks, int64_t first, int64_t rows,
                  const struct loss_pass *p);

/* Sums the tallies of all lanes (lanes, m->n) into the first, in lane order. */
void metrics_sum(const struct metrics *m, double *tally, int lanes);

/* All that was counted over some rows. */
struct counts {
    const struct metrics *metrics;
    const struct score *score;
    const double *tally;
    double rows;
    uint64_t *ranks; /* sorted by the asking; NULL: none were kept */
};

/* NaN: not measured here, or not defined on these rows. */
double metric_value(enum metric_id id, const struct counts *c);

bool metric_rises(enum metric_id id);        /* larger is better */
bool metric_is_held_out(enum metric_id id);  /* measured on rows that are not trained on only */
bool metric_is_tallied(enum metric_id id);   /* needs more than the score */
bool metric_is_per_step(enum metric_id id);  /* reported after every step */
const char *metric_name(enum metric_id id);  /* of a step, of an evaluation */
const char *metric_epoch(enum metric_id id); /* of an epoch's training rows */
const char *metric_val(enum metric_id id);   /* of the validation rows */
const char *metric_help(enum metric_id id);  /* one sentence */
bool metric_has(const struct metrics *m, enum metric_id id);

/* "loss, accuracy, f1": the metrics that a model has. */
const char *metrics_list(const struct metrics *m, char *text, size_t size);

/* rank.c: one score as a sortable key, which says of what kind the row was; and the area under the
 * receiver operating characteristic of n keys: the part of all pairs of a positive and a negative
 * row in which the positive one scores higher, a tie counting half. Sorts them. NaN without both.
 */
uint64_t rank_key(float score, bool positive);
#define RANK_NONE ((uint64_t)1 << 33) /* a row that is not counted; sorts last */
double rank_area(uint64_t *keys, int64_t n);

#endif
