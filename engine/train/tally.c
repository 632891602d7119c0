/* tally.c - counting over the rows of a lane, in the lane's own memory, and the lanes' sum. */
#include "engine/train/tally.h"

#include <math.h>
#include <string.h>

/* The first of the largest; one unit: above 0 is class 1. */
static int32_t predicted(const real *y, int64_t n)
{
    if (n == 1)
        return y[0] > 0;
    int64_t best = 0;
    for (int64_t j = 1; j < n; j++)
        if (y[j] > y[best])
            best = j;
    return (int32_t)best;
}

/* What a row's outputs have in common: log Σ e^y under a softmax. */
static double row_norm(const struct metrics *m, const real *y)
{
    double max = (double)y[0], sum = 0;
    if (m->link != LINK_SOFTMAX)
        return 0;
    for (int64_t j = 1; j < m->width; j++)
        max = (double)y[j] > max ? (double)y[j] : max;
    for (int64_t j = 0; j < m->width; j++)
        sum += exp((double)y[j] - max);
    return max + log(sum);
}

/* The answer in the target's units: of a logit its probability. */
static double answer(const struct metrics *m, double y, double norm)
{
    return m->link == LINK_SOFTMAX   ? exp(y - norm)
           : m->link == LINK_SIGMOID ? 1 / (1 + exp(-y))
                                     : y;
}

static void add_moments(const struct metrics *m, double *at, const struct loss_pass *p,
                        const struct loss_sum *sum)
{
    (void)sum;
    for (int64_t i = 0; i < p->rows; i++) {
        const real *y = p->y + i * m->width;
        double norm = row_norm(m, y);
        for (int64_t j = 0; j < m->width; j++) {
            double t = (double)p->target[i * m->width + j];
            double e = answer(m, (double)y[j], norm) - t;
            at[j * MOMENTS + SUM_T] += t;
            at[j * MOMENTS + SUM_TT] += t * t;
            at[j * MOMENTS + SUM_EE] += e * e;
        }
    }
}

static void add_flags(const struct metrics *m, double *at, const struct loss_pass *p)
{
    for (int64_t i = 0; i < p->rows; i++)
        for (int64_t j = 0; j < m->width; j++) {
            bool answer = p->y[i * m->width + j] > 0;
            bool truth = p->target[i * m->width + j] > (real).5;
            at[j * CLASS_COUNTS + ANSWERED] += answer;
            at[j * CLASS_COUNTS + TRUE] += truth;
            at[j * CLASS_COUNTS + HIT] += answer && truth;
        }
}

static void add_classes(const struct metrics *m, double *at, const struct loss_pass *p,
                        const struct loss_sum *sum)
{
    (void)sum;
    if (m->targets == TARGET_FLAGS) {
        add_flags(m, at, p);
        return;
    }
    for (int64_t i = 0; i < p->rows; i++) {
        struct truth truth[2];
        int n = loss_truths(p, i, truth), answer = predicted(p->y + i * m->width, m->width);
        at[answer * CLASS_COUNTS + ANSWERED] += n > 0;
        for (int k = 0; k < n; k++) {
            at[truth[k].label * CLASS_COUNTS + TRUE] += truth[k].part;
            at[truth[k].label * CLASS_COUNTS + HIT] += truth[k].label == answer ? truth[k].part : 0;
        }
    }
}

/* How many classes are likelier; among equals the first is, as for `accuracy`. */
static int64_t place(const real *y, int64_t n, int32_t label)
{
    int64_t before = 0;
    for (int64_t j = 0; j < n; j++)
        before += y[j] > y[label] || (y[j] == y[label] && j < label);
    return before;
}

static void add_top(const struct metrics *m, double *at, const struct loss_pass *p,
                    const struct loss_sum *sum)
{
    (void)sum;
    for (int64_t i = 0; i < p->rows; i++) {
        struct truth truth[2];
        int n = loss_truths(p, i, truth);
        at[TOP_OF] += n > 0;
        for (int k = 0; k < n; k++)
            at[TOP_HIT] +=
                place(p->y + i * m->width, m->width, truth[k].label) < TOP ? truth[k].part : 0;
    }
}

static void add_items(const struct metrics *m, double *at, const struct loss_pass *p,
                      const struct loss_sum *sum)
{
    (void)sum;
    for (int64_t i = 0; i < p->rows; i++) {
        struct truth truth[2];
        int n = loss_truths(p, i, truth);
        at[ITEMS_OF] += n > 0;
        for (int k = 0; k < n; k++) {
            int64_t before = place(p->y + i * m->width, m->width, truth[k].label);
            at[ITEMS_HIT] += before < ITEMS ? truth[k].part : 0;
            at[ITEMS_GAIN] += before < ITEMS ? truth[k].part / log2(2. + (double)before) : 0;
        }
    }
}

static void add_surprise(const struct metrics *m, double *at, const struct loss_pass *p,
                         const struct loss_sum *sum)
{
    (void)m;
    (void)p;
    at[SURPRISE] += sum->surprise;
    at[SURPRISE_OF] += sum->of;
}

static void add_bytes(const struct metrics *m, double *at, const struct loss_pass *p,
                      const struct loss_sum *sum)
{
    struct truth truth[2];
    at[BYTES_SURPRISE] += sum->surprise;
    for (int64_t i = 0; m->names && i < p->rows; i++)
        if (loss_truths(p, i, truth) > 0)
            at[BYTES_OF] += (double)strlen(m->names[p->label[i]]);
}

static void add_matrix(const struct metrics *m, double *at, const struct loss_pass *p,
                       const struct loss_sum *sum)
{
    (void)sum;
    struct truth truth[2];
    for (int64_t i = 0; i < p->rows; i++)
        if (loss_truths(p, i, truth) > 0)
            at[truth[0].label * m->classes + predicted(p->y + i * m->width, m->width)]++;
}

int64_t tally_size(const struct metrics *m, enum tally tally)
{
    switch (tally) {
    case TALLY_MOMENTS: return m->width * MOMENTS;
    case TALLY_CLASSES: return m->classes * CLASS_COUNTS;
    case TALLY_TOP: return TOP_COUNTS;
    case TALLY_SURPRISE: return SURPRISE_COUNTS;
    case TALLY_ITEMS: return ITEMS_COUNTS;
    case TALLY_MATRIX: return m->classes * m->classes;
    case TALLY_BYTES: return BYTES_COUNTS;
    case TALLY_COUNT: break;
    }
    return 0;
}

static void (*const adds[TALLY_COUNT])(const struct metrics *m, double *at,
                                       const struct loss_pass *p, const struct loss_sum *sum) = {
    [TALLY_MOMENTS] = add_moments,   [TALLY_CLASSES] = add_classes, [TALLY_TOP] = add_top,
    [TALLY_SURPRISE] = add_surprise, [TALLY_MATRIX] = add_matrix,   [TALLY_ITEMS] = add_items,
    [TALLY_BYTES] = add_bytes,
};

/* ---- rows ---- */

static void score_labels(struct score *s, const struct loss_pass *p)
{
    for (int64_t i = 0; i < p->rows; i++) {
        struct truth truth[2];
        int n = loss_truths(p, i, truth), answer = predicted(p->y + i * p->width, p->width);
        for (int k = 0; k < n; k++)
            s->right += truth[k].label == answer ? truth[k].part : 0;
        s->of += n > 0;
    }
}

static void score_flags(struct score *s, const struct loss_pass *p)
{
    int64_t n = p->rows * p->width;
    for (int64_t i = 0; i < n; i++)
        s->right += (p->y[i] > 0) == (p->target[i] > (real).5);
    s->of += (double)n;
}

static void score_numbers(const struct metrics *m, struct score *s, const struct loss_pass *p)
{
    for (int64_t i = 0; i < p->rows; i++) {
        const real *y = p->y + i * m->width, *t = p->target + i * m->width;
        double norm = row_norm(m, y);
        for (int64_t j = 0; j < m->width; j++)
            s->error += fabs(answer(m, (double)y[j], norm) - (double)t[j]);
    }
    s->elements += (double)(p->rows * m->width);
}

void metrics_add(const struct metrics *m, struct score *s, double *tally, const struct loss_pass *p,
                 const struct loss_sum *sum)
{
    s->loss += sum->loss;
    s->count += sum->count;
    if (target_is_label(m->targets))
        score_labels(s, p);
    else if (m->targets == TARGET_FLAGS)
        score_flags(s, p);
    else
        score_numbers(m, s, p);
    for (int i = 0; i < TALLY_COUNT; i++)
        if (m->at[i] >= 0)
            adds[i](m, tally + m->at[i], p, sum);
}

void metrics_rank(const struct metrics *m, uint64_t *ranks, int64_t first, int64_t rows,
                  const struct loss_pass *p)
{
    struct truth truth[2];
    for (int64_t i = 0; i < p->rows; i++)
        for (int64_t j = 0; j < m->curves; j++) {
            const real *y = p->y + i * m->width;
            bool flags = m->targets == TARGET_FLAGS;
            real score = flags ? y[j] : m->width == 1 ? y[0] : y[1] - y[0];
            bool positive = flags ? p->target[i * m->width + j] > (real).5 : p->label[i] == 1;
            bool counted = flags || loss_truths(p, i, truth) > 0;
            ranks[j * rows + first + i] = counted ? rank_key((float)score, positive) : RANK_NONE;
        }
}

void metrics_sum(const struct metrics *m, double *tally, int lanes)
{
    for (int lane = 1; lane < lanes; lane++)
        for (int64_t i = 0; i < m->n; i++)
            tally[i] += tally[lane * m->n + i];
}
