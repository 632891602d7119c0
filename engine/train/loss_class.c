/* loss_class.c - losses of logits: of a class, of yes or no, of a distribution. */
#include "engine/train/loss_class.h"
#include "engine/layers/layer.h"
#include "engine/tensor/vmath.h"

#define SMOOTHING                                                                                  \
    {                                                                                              \
        .name = "label_smoothing", .type = OPT_FLOAT, .max = 1,                                    \
        .help = "part of the target spread evenly over all classes"                                \
    }

static const char *const balanced[] = {"balanced", NULL};
const struct option cross_entropy_options[N_CROSS_ENTROPY_OPTIONS] = {
    [CROSS_ENTROPY_SMOOTHING] = SMOOTHING,
    [CROSS_ENTROPY_WEIGHTS] = {.name = "class_weights",
                               .type = OPT_NUMBERS,
                               .max = 1e6,
                               .choices = balanced,
                               .help = "what a row of each class counts, in the classes' order; "
                                       "balanced: rows / (classes · rows of the class)"},
    [CROSS_ENTROPY_IGNORE] = {.name = "ignore_class",
                              .type = OPT_NAME,
                              .help = "a class whose rows, positions or pixels are not counted"},
};

const struct option binary_options[N_BINARY_OPTIONS] = {
    [BINARY_SMOOTHING] = SMOOTHING,
    [BINARY_WEIGHTS] = {.name = "pos_weight",
                        .type = OPT_NUMBERS,
                        .max = 1e6,
                        .help = "what a yes counts beside a no; one number, or one per flag"},
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

static void no_gradient(real *dy, int64_t n)
{
    for (int64_t j = 0; dy && j < n; j++)
        dy[j] = 0;
}

/* log Σ e^y - (1-ε) y_label - ε mean(y); its gradient: softmax(y) - smoothed target. With mixup
 * y_label is a blend of two. */
VECTOR_CLONES static struct loss_sum plain_cross_entropy(const struct loss_pass *p)
{
    int64_t n = p->width;
    real smoothing = (real)p->options[CROSS_ENTROPY_SMOOTHING].n, even = smoothing / (real)n;
    struct loss_sum sum = {0};
    for (int64_t i = 0; i < p->rows; i++) {
        const real *y = p->y + i * n;
        real *dy = p->dy ? p->dy + i * n : NULL, total, mean = 0;
        struct truth truth[2];
        int truths = loss_truths(p, i, truth);
        if (truths == 0) {
            no_gradient(dy, n);
            continue;
        }
        real lse = log_sum_exp(y, n, dy, &total);
        if (smoothing > 0)
            for (int64_t j = 0; j < n; j++)
                mean += y[j] / (real)n;
        real hit = y[truth[0].label];
        if (truths == 2)
            hit = (real)truth[0].part * hit + (real)truth[1].part * y[truth[1].label];
        sum.loss += (double)lse - (double)((1 - smoothing) * hit + smoothing * mean);
        sum.surprise += (double)lse - (double)hit;
        sum.count++;
        if (!dy)
            continue;
        real c = p->scale / total;
        for (int64_t j = 0; j < n; j++)
            dy[j] = dy[j] * c - even * p->scale;
        for (int k = 0; k < truths; k++)
            dy[truth[k].label] -= (real)truth[k].part * ((1 - smoothing) * p->scale);
    }
    sum.of = sum.count;
    return sum;
}

/* (1-ε) w_label (lse - y_label) + ε/C Σ w_c (lse - y_c); a row counts w_label. As PyTorch has it.
 */
static struct loss_sum weighted_cross_entropy(const struct loss_pass *p)
{
    int64_t n = p->width;
    const double *w = p->options[CROSS_ENTROPY_WEIGHTS].numbers;
    double smoothing = p->options[CROSS_ENTROPY_SMOOTHING].n, even = smoothing / (double)n;
    struct loss_sum sum = {0};
    for (int64_t i = 0; i < p->rows; i++) {
        const real *y = p->y + i * n;
        real *dy = p->dy ? p->dy + i * n : NULL, total;
        struct truth truth[2];
        int truths = loss_truths(p, i, truth);
        if (truths == 0) {
            no_gradient(dy, n);
            continue;
        }
        double lse = (double)log_sum_exp(y, n, dy, &total), pull = 0;
        for (int64_t j = 0; smoothing > 0 && j < n; j++) {
            sum.loss += even * w[j] * (lse - (double)y[j]);
            pull += even * w[j];
        }
        for (int k = 0; k < truths; k++) {
            double part = truth[k].part, weight = part * w[truth[k].label];
            double surprise = lse - (double)y[truth[k].label];
            sum.loss += (1 - smoothing) * weight * surprise;
            sum.surprise += part * surprise;
            sum.count += weight;
            pull += (1 - smoothing) * weight;
        }
        sum.of++;
        if (!dy)
            continue;
        for (int64_t j = 0; j < n; j++)
            dy[j] = p->scale * (real)(pull * (double)dy[j] / (double)total - even * w[j]);
        for (int k = 0; k < truths; k++)
            dy[truth[k].label] -=
                p->scale * (real)((1 - smoothing) * truth[k].part * w[truth[k].label]);
    }
    return sum;
}

struct loss_sum cross_entropy(const struct loss_pass *p)
{
    return p->options[CROSS_ENTROPY_WEIGHTS].numbers ? weighted_cross_entropy(p)
                                                     : plain_cross_entropy(p);
}

/* max(y, 0) - y t + log(1 + e^-|y|); its gradient: σ(y) - t. One unit takes a class label 0 or 1 as
 * its target. A yes may count π instead of 1:
 * (1 - t) y + (1 + (π-1) t) (log(1 + e^-|y|) + max(-y, 0)). */
struct loss_sum binary_cross_entropy(const struct loss_pass *p)
{
    struct loss_sum sum = {0};
    const struct value *weights = &p->options[BINARY_WEIGHTS];
    real smoothing = (real)p->options[BINARY_SMOOTHING].n;
    for (int64_t i = 0, n = p->rows * p->width; i < n; i++) {
        struct truth truth[2];
        if (p->label && loss_truths(p, i, truth) == 0) {
            no_gradient(p->dy ? p->dy + i : NULL, 1);
            continue;
        }
        sum.count++;
        real y = p->y[i], t = p->label ? (real)p->label[i] : p->target[i], part = loss_part(p, i);
        if (p->other)
            t = part * t + (1 - part) * (real)p->other[i];
        t = t * (1 - smoothing) + smoothing / 2;
        if (!weights->numbers) {
            sum.loss += (double)((y > 0 ? y : 0) - y * t + log1p(vexp(-fabs(y))));
            if (p->dy)
                p->dy[i] = p->scale * (vsigmoid(y) - t);
            continue;
        }
        real pi = (real)weights->numbers[weights->n > 1 ? i % p->width : 0], l = 1 + (pi - 1) * t;
        sum.loss += (double)((1 - t) * y + l * (log1p(vexp(-fabs(y))) + (y < 0 ? -y : 0)));
        if (p->dy)
            p->dy[i] = p->scale * (l * vsigmoid(y) - pi * t);
    }
    return sum;
}

/* Σ t (log t - log softmax(y)), 0 log 0 being 0; its gradient: softmax(y) Σ t - t. */
struct loss_sum kl_divergence(const struct loss_pass *p)
{
    int64_t n = p->width;
    struct loss_sum sum = {.count = (double)p->rows};
    for (int64_t i = 0; i < p->rows; i++) {
        const real *y = p->y + i * n, *t = p->target + i * n;
        real *dy = p->dy ? p->dy + i * n : NULL, total, mass = 0;
        double lse = (double)log_sum_exp(y, n, dy, &total);
        for (int64_t j = 0; j < n; j++) {
            mass += t[j];
            if (t[j] > 0)
                sum.loss += (double)t[j] * (log((double)t[j]) + lse - (double)y[j]);
        }
        for (int64_t j = 0; dy && j < n; j++)
            dy[j] = p->scale * (mass * dy[j] / total - t[j]);
    }
    return sum;
}
