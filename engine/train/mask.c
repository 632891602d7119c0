/* mask.c - choosing and hiding the tokens of a window. */
#include "engine/train/mask.h"
#include "engine/tensor/rng.h"

#include <math.h>

struct mask mask_init(const struct spec *spec, int64_t window, int n_tokens)
{
    double chosen = ceil(spec->data[DATA_MASK_RATE].n * (double)window);
    return (struct mask){.window = window,
                         .chosen = chosen < (double)window ? (int64_t)chosen : window,
                         .n_tokens = n_tokens,
                         .seed = (uint64_t)spec->training[TRAINING_SEED].n};
}

/* What a chosen position shows. */
static float shown(const struct mask *m, struct rng *rng, float token)
{
    uint64_t tenth = rng_below(rng, 10);
    if (tenth < 8)
        return (float)m->n_tokens;
    return tenth == 8 ? (float)rng_below(rng, (uint64_t)m->n_tokens) : token;
}

/* Knuth's algorithm S: a position is taken with chance (still to choose) / (positions to come). */
void mask_window(const struct mask *m, uint64_t epoch, uint32_t row, float *x, int32_t *labels)
{
    struct rng rng = rng_begin(m->seed, RNG_MASK, 0, epoch, row);
    int64_t left = m->chosen;
    for (int64_t i = 0; i < m->window; i++) {
        if (rng_below(&rng, (uint64_t)(m->window - i)) < (uint64_t)left) {
            x[i] = shown(m, &rng, x[i]);
            left--;
        } else {
            labels[i] = -1;
        }
    }
}
