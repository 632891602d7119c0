/* dropout.c - in training, zeroes each element with probability `rate` and scales the others so
 * that the expectation stays (Srivastava et al. 2014, inverted). The draws are keyed by step, layer
 * and the row's place in the batch: the same on any lane. */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

enum { RATE };
static const struct option options[] = {
    {.name = "rate",
     .type = OPT_FLOAT,
     .max = 1,
     .max_open = true,
     .required = true,
     .help = "the fraction of elements to zero"},
};

/* 16 random bits decide an element: the rate is met to 1/131072, the scale is exact for it. */
enum { DRAWS = 1 << 16, WORDS = 256 };

static void dropout_plan(struct layer *l, struct faults *faults)
{
    (void)faults;
    l->out = l->in[0];
    l->saved = l->in_size[0];
    l->in_place = true;
    l->flops = 6. * (double)l->in_size[0];
    l->flops_back = (double)l->in_size[0];
}

/* factor[i]: 0 or scale, by the i-th half word. */
VECTOR_CLONES static void factors(const uint32_t *word, real *factor, int64_t n, uint32_t dropped,
                                  real scale)
{
    for (int64_t i = 0; i < n / 2; i++) {
        factor[2 * i] = (word[i] & 0xffff) < dropped ? 0 : scale;
        factor[2 * i + 1] = word[i] >> 16 < dropped ? 0 : scale;
    }
    if (n % 2)
        factor[n - 1] = (word[n / 2] & 0xffff) < dropped ? 0 : scale;
}

static void dropout_forward(const struct layer *l, const struct pass *p)
{
    int64_t n = l->in_size[0];
    if (!p->lane->training) {
        vec_copy(p->y, p->x[0], p->lane->rows * n);
        return;
    }
    uint32_t dropped = (uint32_t)(l->options[RATE].n * DRAWS + .5), word[WORDS];
    real scale = dropped < DRAWS ? (real)(DRAWS / (double)(DRAWS - dropped)) : 0;
    struct rng_key key = rng_key(l->seed, RNG_DROPOUT, (uint32_t)l->index, p->lane->step);
    for (int r = 0; r < p->lane->rows; r++)
        for (int64_t at = 0; at < n; at += 2 * WORDS) {
            int64_t count = n - at < 2 * WORDS ? n - at : 2 * WORDS;
            rng_fill(key, (uint64_t)(p->lane->ahead + p->lane->row + r), at / 2, word,
                     (count + 1) / 2);
            factors(word, p->saved + r * n + at, count, dropped, scale);
        }
    vec_mul(p->y, p->x[0], p->saved, p->lane->rows * n);
}

static void dropout_backward(const struct layer *l, const struct pass *p)
{
    if (p->dx[0])
        vec_mul(p->dx[0], p->dy, p->saved, p->lane->rows * l->in_size[0]);
}

const struct layer_ops layer_dropout = {
    .kind = KIND("dropout", options, "Zeroes elements at random while training"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = dropout_plan,
    .forward = dropout_forward,
    .backward = dropout_backward,
};
