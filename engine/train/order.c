/* order.c - selection sampling and Fisher-Yates. */
#include "engine/train/order.h"
#include "engine/tensor/rng.h"

/* Knuth's algorithm S: row i is taken with probability (still to take) / (rows still to come). */
void order_split(uint32_t *order, int64_t rows, int64_t train, uint64_t seed)
{
    struct rng rng = rng_begin(seed, RNG_SPLIT, 0, 0, 0);
    int64_t kept = 0, held = 0, hold = rows - train;
    for (int64_t i = 0; i < rows; i++) {
        bool take = held < hold && rng_below(&rng, (uint64_t)(rows - i)) < (uint64_t)(hold - held);
        if (take)
            order[train + held++] = (uint32_t)i;
        else
            order[kept++] = (uint32_t)i;
    }
}

void order_shuffle(uint32_t *order, int64_t train, uint64_t seed, int epoch)
{
    struct rng rng = rng_begin(seed, RNG_SHUFFLE, 0, (uint64_t)epoch, 0);
    for (int64_t i = train - 1; i > 0; i--) {
        int64_t j = (int64_t)rng_below(&rng, (uint64_t)i + 1);
        uint32_t row = order[i];
        order[i] = order[j];
        order[j] = row;
    }
}

void order_windows(uint32_t *order, int64_t rows, int64_t train, int64_t stride, int64_t shift)
{
    for (int64_t i = 0; i < rows; i++) {
        int64_t at = i * stride;
        order[i] = (uint32_t)(i < train && at >= shift ? at - shift : at);
    }
}

int64_t order_shift(int64_t stride, uint64_t seed, int epoch)
{
    struct rng rng = rng_begin(seed, RNG_SHUFFLE, 1, (uint64_t)epoch, 0);
    return (int64_t)rng_below(&rng, (uint64_t)stride);
}
