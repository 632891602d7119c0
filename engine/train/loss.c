/* loss.c - the losses of numbers and their gradients; then the table of all. */
#include "engine/train/loss_class.h"
#include "engine/layers/layer.h"

#include <math.h>

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
     .link = LINK_SOFTMAX,
     .targets = TARGETS(TARGET_CLASS) | TARGETS(TARGET_NEXT) | TARGETS(TARGET_MAP) |
                TARGETS(TARGET_MASKED),
     .per_row = true,
     .mixes = true,
     .flops = 26,
     .run = cross_entropy},
    {.kind =
         KIND("binary_cross_entropy", binary_options,
              "Of yes or no, from logits: log(1 + exp(y)) - y t; two classes with one unit, or a "
              "unit per flag"),
     .link = LINK_SIGMOID,
     .targets =
         TARGETS(TARGET_CLASS) | TARGETS(TARGET_FLAGS) | TARGETS(TARGET_NONE) | TARGETS(TARGET_MAP),
     .mixes = true,
     .flops = 50,
     .run = binary_cross_entropy},
    {.kind = KIND_PLAIN("kl_divergence", "Of a distribution over the target columns, from logits: "
                                         "Σ t (log t - log softmax(y)); one unit per column"),
     .link = LINK_SOFTMAX,
     .targets = TARGETS(TARGET_NUMBERS),
     .per_row = true,
     .flops = 32,
     .run = kl_divergence},
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
