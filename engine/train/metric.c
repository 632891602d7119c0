/* metric.c - what is made of the counts, and the table. */
#include "engine/train/tally.h"
#include "engine/engine.h"
#include "engine/train/plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- values ---- */

static const double *tally_of(const struct counts *c, enum tally tally)
{
    return c->tally + c->metrics->at[tally];
}

static double ratio(double part, double of)
{
    return of > 0 ? part / of : NAN;
}

static double loss(const struct counts *c)
{
    return c->score->count > 0 ? c->score->loss / c->score->count : 0;
}

static double accuracy(const struct counts *c)
{
    return ratio(c->score->right, c->score->of);
}

static double mae(const struct counts *c)
{
    return ratio(c->score->error, c->score->elements);
}

/* 1 - Σ(y-t)² / Σ(t-mean)², averaged over the columns (scikit-learn's uniform average); a constant
 * column counts 1 when met exactly, else 0. */
static double r2(const struct counts *c)
{
    double sum = 0;
    int64_t width = c->metrics->width;
    for (int64_t j = 0; j < width; j++) {
        const double *m = tally_of(c, TALLY_MOMENTS) + j * MOMENTS;
        double total = m[SUM_TT] - m[SUM_T] * m[SUM_T] / c->rows;
        sum += total > 0 ? 1 - m[SUM_EE] / total : m[SUM_EE] > 0 ? 0 : 1;
    }
    return sum / (double)width;
}

static double top_5_accuracy(const struct counts *c)
{
    const double *top = tally_of(c, TALLY_TOP);
    return ratio(top[TOP_HIT], top[TOP_OF]);
}

static double hit_rate_10(const struct counts *c)
{
    const double *items = tally_of(c, TALLY_ITEMS);
    return ratio(items[ITEMS_HIT], items[ITEMS_OF]);
}

static double ndcg_10(const struct counts *c)
{
    const double *items = tally_of(c, TALLY_ITEMS);
    return ratio(items[ITEMS_GAIN], items[ITEMS_OF]);
}

static double perplexity(const struct counts *c)
{
    const double *s = tally_of(c, TALLY_SURPRISE);
    return exp(fmin(ratio(s[SURPRISE], s[SURPRISE_OF]), 700)); /* 10^304: no more is a number */
}

static double bits_per_byte(const struct counts *c)
{
    const double *s = tally_of(c, TALLY_BYTES);
    return ratio(s[BYTES_SURPRISE], s[BYTES_OF] * M_LN2);
}

/* The mean over the classes that occur, as an answer or as the truth; NaN when none does. `of` says
 * how much a class answered, true and hit so often is worth; nothing / nothing is worth 0. */
static double over_classes(const struct counts *c, double (*of)(const double *k))
{
    double sum = 0, n = 0;
    for (int64_t j = 0; j < c->metrics->classes; j++) {
        const double *k = tally_of(c, TALLY_CLASSES) + j * CLASS_COUNTS;
        double value = of(k);
        if (k[ANSWERED] + k[TRUE] == 0 || j == c->metrics->ignored)
            continue;
        sum += isnan(value) ? 0 : value;
        n++;
    }
    return ratio(sum, n);
}

static double f1_of(const double *k)
{
    return ratio(2 * k[HIT], k[ANSWERED] + k[TRUE]);
}

static double precision_of(const double *k)
{
    return ratio(k[HIT], k[ANSWERED]);
}

static double recall_of(const double *k)
{
    return ratio(k[HIT], k[TRUE]);
}

static double iou_of(const double *k)
{
    return ratio(k[HIT], k[ANSWERED] + k[TRUE] - k[HIT]);
}

static double mean_iou(const struct counts *c)
{
    return over_classes(c, iou_of);
}

static double f1(const struct counts *c)
{
    return over_classes(c, f1_of);
}

static double precision(const struct counts *c)
{
    return over_classes(c, precision_of);
}

static double recall(const struct counts *c)
{
    return over_classes(c, recall_of);
}

/* Over the columns in which both answers occur. */
static double roc_auc(const struct counts *c)
{
    double sum = 0, n = 0;
    for (int64_t j = 0; c->ranks && j < c->metrics->curves; j++) {
        double area = rank_area(c->ranks + j * (int64_t)c->rows, (int64_t)c->rows);
        sum += isnan(area) ? 0 : area;
        n += !isnan(area);
    }
    return ratio(sum, n);
}

static bool has_top(const struct metrics *m)
{
    return m->width > TOP;
}

static bool has_curves(const struct metrics *m)
{
    return m->curves > 0 && !m->items;
}

static bool has_items(const struct metrics *m)
{
    return m->items;
}

/* Each item's own f1 says nothing of a list. */
static bool has_no_items(const struct metrics *m)
{
    return !m->items;
}

/* ---- the table ---- */

struct metric_ops {
    const char *help;
    unsigned targets; /* bit per enum target_kind */
    unsigned tallies; /* bit per enum tally */
    bool rises, per_step, held_out;
    bool (*fits)(const struct metrics *m); /* NULL: whenever the targets do */
    double (*value)(const struct counts *c);
};

#define BIT(KIND) (1u << (KIND))
enum {
    NUMBERS = BIT(TARGET_NUMBERS) | BIT(TARGET_AHEAD),
    CLASSES = BIT(TARGET_CLASS),
    FLAGS = BIT(TARGET_FLAGS),
    LETTERS = BIT(TARGET_NEXT) | BIT(TARGET_MASKED),
    SELF = BIT(TARGET_NONE),
    MAPS = BIT(TARGET_MAP),
};

static const struct metric_ops table[] = {
    [METRIC_LOSS] = {.help = "what the training makes small, penalties of l1 and l2 included",
                     .targets = NUMBERS | CLASSES | FLAGS | LETTERS | SELF | MAPS,
                     .per_step = true,
                     .value = loss},
    [METRIC_ACCURACY] = {.help = "part of the answers that are right",
                         .targets = CLASSES | FLAGS | LETTERS | MAPS,
                         .rises = true,
                         .per_step = true,
                         .value = accuracy},
    [METRIC_MAE] = {.help = "mean absolute error, in the target's units",
                    .targets = NUMBERS | SELF,
                    .per_step = true,
                    .value = mae},
    [METRIC_R2] = {.help = "part of the targets' variance that is explained, mean over columns",
                   .targets = NUMBERS,
                   .tallies = BIT(TALLY_MOMENTS),
                   .rises = true,
                   .value = r2},
    [METRIC_TOP_5_ACCURACY] = {.help = "part of the rows whose class is among the five likeliest; "
                                       "of six classes or more",
                               .targets = CLASSES | LETTERS,
                               .tallies = BIT(TALLY_TOP),
                               .rises = true,
                               .fits = has_top,
                               .value = top_5_accuracy},
    [METRIC_PERPLEXITY] = {.help = "exp of the mean of -log p of what came",
                           .targets = LETTERS,
                           .tallies = BIT(TALLY_SURPRISE),
                           .value = perplexity},
    [METRIC_F1] = {.help = "2 hits / (answers + truths) of a class, mean over the classes that "
                           "occur (macro)",
                   .targets = CLASSES | FLAGS | MAPS,
                   .tallies = BIT(TALLY_CLASSES),
                   .rises = true,
                   .fits = has_no_items,
                   .value = f1},
    [METRIC_PRECISION] = {.help = "hits / answers of a class, mean over the classes that occur "
                                  "(macro)",
                          .targets = CLASSES | FLAGS | MAPS,
                          .tallies = BIT(TALLY_CLASSES),
                          .rises = true,
                          .fits = has_no_items,
                          .value = precision},
    [METRIC_RECALL] = {.help = "hits / truths of a class, mean over the classes that occur (macro)",
                       .targets = CLASSES | FLAGS | MAPS,
                       .tallies = BIT(TALLY_CLASSES),
                       .rises = true,
                       .fits = has_no_items,
                       .value = recall},
    [METRIC_ROC_AUC] = {.help = "how often a positive row scores above a negative one, ties half; "
                                "of two classes, or mean over flags",
                        .targets = CLASSES | FLAGS,
                        .rises = true,
                        .held_out = true,
                        .fits = has_curves,
                        .value = roc_auc},
    [METRIC_MEAN_IOU] = {.help = "hits / (answers + truths - hits) of a class's pixels, mean over "
                                 "the classes that occur",
                         .targets = MAPS,
                         .tallies = BIT(TALLY_CLASSES),
                         .rises = true,
                         .value = mean_iou},
    [METRIC_HIT_RATE_10] = {.help = "part of the rows whose item is among the ten likeliest",
                            .targets = CLASSES,
                            .tallies = BIT(TALLY_ITEMS),
                            .rises = true,
                            .fits = has_items,
                            .value = hit_rate_10},
    [METRIC_NDCG_10] = {.help = "mean of 1 / log2(1 + place) of the row's item among the ten "
                                "likeliest, 0 beyond them",
                        .targets = CLASSES,
                        .tallies = BIT(TALLY_ITEMS),
                        .rises = true,
                        .fits = has_items,
                        .value = ndcg_10},
    [METRIC_BITS_PER_BYTE] = {.help = "-log2 p of what came, per byte of it: so texts compare that "
                                      "are coded in different tokens",
                              .targets = BIT(TARGET_NEXT),
                              .tallies = BIT(TALLY_BYTES),
                              .value = bits_per_byte},
};
_Static_assert(sizeof table / sizeof *table == METRIC_COUNT, "a row per metric");
_Static_assert((int)METRIC_COUNT <= (int)METRICS_MAX, "every value has its place in the state");

#define PLAIN(ID, NAME) NAME,
#define OF_EPOCH(ID, NAME) "epoch_" NAME,
#define OF_VALIDATION(ID, NAME) "val_" NAME,
static const char *const names[] = {METRICS(PLAIN)};
static const char *const epoch_names[] = {METRICS(OF_EPOCH)};
const char *const monitor_names[] = {METRICS(OF_VALIDATION) METRICS(PLAIN) NULL};

/* ---- the plan ---- */

void metrics_plan(struct metrics *m, const struct head *h, bool matrix)
{
    enum target_kind targets = h->targets;
    int64_t width = h->width;
    bool flags = targets == TARGET_FLAGS, items = h->task == TASK_RECOMMENDER,
         classes = targets == TARGET_CLASS || targets == TARGET_MAP;
    *m = (struct metrics){.targets = targets,
                          .items = items,
                          .width = width,
                          .ignored = h->ignored,
                          .link = loss_ops(h->loss)->link};
    m->classes = flags ? width : !classes ? 0 : width == 1 ? 2 : width;
    m->curves = flags ? width : targets == TARGET_CLASS && m->classes == 2 ? 1 : 0;
    unsigned tallies = 0;
    for (int id = 0; id < METRIC_COUNT; id++)
        if (table[id].targets >> targets & 1 && (!table[id].fits || table[id].fits(m))) {
            m->has |= BIT(id);
            tallies |= table[id].tallies;
        }
    if (matrix && classes && !items && m->classes <= CONFUSION_CLASSES_MAX)
        tallies |= BIT(TALLY_MATRIX);
    for (int i = 0; i < TALLY_COUNT; i++) {
        m->at[i] = tallies >> i & 1 ? m->n : -1;
        m->n += tallies >> i & 1 ? tally_size(m, (enum tally)i) : 0;
    }
}

int64_t metrics_ranks(const struct metrics *m, int64_t rows)
{
    return rows > 0 && m->curves > 0 && rows <= RANKS_MAX / m->curves ? rows * m->curves : 0;
}

/* ---- asking ---- */

double metric_value(enum metric_id id, const struct counts *c)
{
    return metric_has(c->metrics, id) ? table[id].value(c) : NAN;
}

bool metric_has(const struct metrics *m, enum metric_id id)
{
    return m->has >> id & 1;
}

bool metric_rises(enum metric_id id)
{
    return table[id].rises;
}

bool metric_is_held_out(enum metric_id id)
{
    return table[id].held_out;
}

bool metric_is_tallied(enum metric_id id)
{
    return table[id].tallies || table[id].held_out;
}

bool metric_is_per_step(enum metric_id id)
{
    return table[id].per_step;
}

const char *metric_name(enum metric_id id)
{
    return names[id];
}

const char *metric_epoch(enum metric_id id)
{
    return table[id].per_step ? epoch_names[id] : names[id];
}

const char *metric_val(enum metric_id id)
{
    return monitor_names[id];
}

const char *metric_help(enum metric_id id)
{
    return table[id].help;
}

const char *metrics_list(const struct metrics *m, char *text, size_t size)
{
    size_t used = 0;
    text[0] = 0;
    for (int id = 0; id < METRIC_COUNT; id++)
        if (metric_has(m, (enum metric_id)id) && used < size)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", names[id]);
    return text;
}
