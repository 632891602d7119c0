/* loss.c - the losses and their gradients; then the table. */
#include "engine/train/loss.h"
#include "engine/layers/layer.h"
#include "engine/tensor/vmath.h"

static struct loss_sum over_elements(const struct loss_pass *p, double loss)
{
    return (struct loss_sum){.loss = loss, .count = (double)(p->rows * p->width)};
}

/* mse: (y - t)² */
static struct loss_sum mse(const struct loss_pass *p)
{
    double sum = 0;
    for (int64_t i = 0, n = p->rows * p->width; i < n; i++) {
        real e = p->y[i] - p->target[i];
        sum += (double)e * (double)e;
        if (p->dy)
            p->dy[i] = 2 * e * p->scale;
    }
    return over_elements(p, sum);
}

/* mae: |y - t|; its slope at 0 is taken as 0 */
static struct loss_sum mae(const struct loss_pass *p)
{
    double sum = 0;
    for (int64_t i = 0, n = p->rows * p->width; i < n; i++) {
        real e = p->y[i] - p->target[i];
        sum += fabs((double)e);
        if (p->dy)
            p->dy[i] = e > 0 ? p->scale : e < 0 ? -p->scale : 0 * e;
    }
    return over_elements(p, sum);
}

enum { HUBER_DELTA };
static const struct option huber_options[] = {
    {.name = "delta",
     .type = OPT_FLOAT,
     .min = 0,
     .min_open = true,
     .max = 1e6,
     .fallback = 1,
     .help = "where the square turns into a line"},
};

/* huber: e²/2 up to δ, then δ (|e| - δ/2). Huber 1964. */
static struct loss_sum huber(const struct loss_pass *p)
{
    real delta = (real)p->options[HUBER_DELTA].n;
    double sum = 0;
    for (int64_t i = 0, n = p->rows * p->width; i < n; i++) {
        real e = p->y[i] - p->target[i], a = fabs(e);
        sum += a <= delta ? .5 * (double)e * (double)e : (double)(delta * (a - delta / 2));
        if (p->dy)
            p->dy[i] = p->scale * (a <= delta ? e : e > 0 ? delta : -delta);
    }
    return over_elements(p, sum);
}

enum { LABEL_SMOOTHING };
static const struct option cross_entropy_options[] = {
    {.name = "label_smoothing",
     .type = OPT_FLOAT,
     .max = 1,
     .help = "part of the target spread evenly over all classes"},
};

/* log Σ e^y, without overflow; e^(y - max) is left in e when not NULL, its sum in *sum. */
static real log_sum_exp(const real *y, int64_t n, real *e, real *sum)
{
    real max = y[0], s = 0;
    for (int64_t j = 1; j < n; j++)
        max = y[j] > max ? y[j] : max;
    for (int64_t j = 0; j < n; j++) {
        real v = vexp(y[j] - max);
        s += v;
        if (e)
            e[j] = v;
    }
    *sum = s;
    return max + log(s);
}

/* cross_entropy: log Σ e^y - (1-ε) y_label - ε mean(y); its gradient: softmax(y) - smoothed target.
 * A row without a class, a negative label, is not counted. With mixup y_label is a blend of two. */
VECTOR_CLONES static struct loss_sum cross_entropy(const struct loss_pass *p)
{
    int64_t n = p->width;
    real smoothing = (real)p->options[LABEL_SMOOTHING].n, even = smoothing / (real)n;
    struct loss_sum sum = {0};
    for (int64_t i = 0; i < p->rows; i++) {
        const real *y = p->y + i * n;
        real *dy = p->dy ? p->dy + i * n : NULL, total, mean = 0;
        int32_t label = p->label[i];
        if (!loss_counts(p, i)) {
            for (int64_t j = 0; dy && j < n; j++)
                dy[j] = 0;
            continue;
        }
        real lse = log_sum_exp(y, n, dy, &total);
        if (smoothing > 0)
            for (int64_t j = 0; j < n; j++)
                mean += y[j] / (real)n;
        real part = loss_part(p, i), hit = y[label];
        if (p->other)
            hit = part * hit + (1 - part) * y[p->other[i]];
        sum.loss += (double)lse - (double)((1 - smoothing) * hit + smoothing * mean);
        sum.surprise += (double)lse - (double)hit;
        sum.count++;
        if (!dy)
            continue;
        real c = p->scale / total;
        for (int64_t j = 0; j < n; j++)
            dy[j] = dy[j] * c - even * p->scale;
        dy[label] -= part * ((1 - smoothing) * p->scale);
        if (p->other)
            dy[p->other[i]] -= (1 - part) * ((1 - smoothing) * p->scale);
    }
    sum.of = sum.count;
    return sum;
}

/* binary_cross_entropy, of a logit: max(y, 0) - y t + log(1 + e^-|y|); its gradient: σ(y) - t. One
 * unit takes a class label 0 or 1 as its target. */
static struct loss_sum binary_cross_entropy(const struct loss_pass *p)
{
    struct loss_sum sum = {0};
    real smoothing = (real)p->options[LABEL_SMOOTHING].n;
    for (int64_t i = 0, n = p->rows * p->width; i < n; i++) {
        if (p->label && !loss_counts(p, i)) {
            if (p->dy)
                p->dy[i] = 0;
            continue;
        }
        real y = p->y[i], t = p->label ? (real)p->label[i] : p->target[i], part = loss_part(p, i);
        if (p->other)
            t = part * t + (1 - part) * (real)p->other[i];
        t = t * (1 - smoothing) + smoothing / 2;
        sum.count++;
        sum.loss += (double)((y > 0 ? y : 0) - y * t + log1p(vexp(-fabs(y))));
        if (p->dy)
            p->dy[i] = p->scale * (vsigmoid(y) - t);
    }
    return sum;
}

#define TARGETS(kind) (1u << (kind))
static const struct loss_ops table[] = {
    {.kind = KIND_PLAIN("mse", "Mean squared error: mean (y - t)²"),
     .targets = TARGETS(TARGET_NUMBERS) | TARGETS(TARGET_AHEAD) | TARGETS(TARGET_NONE),
     .flops = 4,
     .run = mse},
    {.kind = KIND_PLAIN("mae", "Mean absolute error: mean |y - t|"),
     .targets = TARGETS(TARGET_NUMBERS) | TARGETS(TARGET_AHEAD) | TARGETS(TARGET_NONE),
     .flops = 3,
     .run = mae},
    {.kind = KIND("huber", huber_options,
                  "Squared error near the target, absolute error far from it (Huber 1964)"),
     .targets = TARGETS(TARGET_NUMBERS) | TARGETS(TARGET_AHEAD) | TARGETS(TARGET_NONE),
     .flops = 6,
     .run = huber},
    {.kind =
         KIND("cross_entropy", cross_entropy_options,
              "Of a class, from logits: log Σ exp(y) - y[label]; the last layer has one unit per "
              "class"),
     .targets = TARGETS(TARGET_CLASS) | TARGETS(TARGET_NEXT) | TARGETS(TARGET_MAP) |
                TARGETS(TARGET_MASKED),
     .per_row = true,
     .mixes = true,
     .flops = 26,
     .run = cross_entropy},
    {.kind =
         KIND("binary_cross_entropy", cross_entropy_options,
              "Of yes or no, from logits: log(1 + exp(y)) - y t; two classes with one unit, or a "
              "unit per flag"),
     .targets =
         TARGETS(TARGET_CLASS) | TARGETS(TARGET_FLAGS) | TARGETS(TARGET_NONE) | TARGETS(TARGET_MAP),
     .mixes = true,
     .flops = 50,
     .run = binary_cross_entropy},
};
enum { N_LOSSES = sizeof table / sizeof *table };

static struct kind kinds[N_LOSSES];
__attribute__((constructor)) static void kinds_collect(void)
{
    for (int i = 0; i < N_LOSSES; i++)
        kinds[i] = table[i].kind;
}

const struct loss_ops *loss_ops(int kind)
{
    return &table[kind];
}

const struct kind *loss_kinds(int *n)
{
    *n = N_LOSSES;
    return kinds;
}

void score_sum(struct score *s, const struct score *lane)
{
    s->loss += lane->loss;
    s->count += lane->count;
    s->right += lane->right;
    s->of += lane->of;
    s->error += lane->error;
    s->elements += lane->elements;
}
