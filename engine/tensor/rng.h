/* rng.h - random numbers that depend on what they are for, never on who asks or when.
 *
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11): a block of
 * four words is a pure function of key and counter. A stream is named by (seed, purpose, layer,
 * step, row), so any lane, on any thread, after any restart, draws the same numbers for the same
 * row. Nothing is stored between steps and nothing needs saving. */
#ifndef ENGINE_TENSOR_RNG_H
#define ENGINE_TENSOR_RNG_H

#include <stdint.h>

/* What the numbers are for. Append only: the values are part of every result's bits. */
enum rng_purpose {
    RNG_INIT = 1,    /* initial parameters; layer = parameter's index, row = 0 */
    RNG_DROPOUT = 2, /* row = position in the batch */
    RNG_SHUFFLE = 3, /* order of an epoch; step = epoch */
    RNG_SPLIT = 4,   /* choice of the validation rows */
    RNG_AUGMENT = 5, /* layer = augmentation's index, row = dataset row, step = epoch */
    RNG_GENERATE = 6,
    RNG_NOISE = 7,
    RNG_MASK = 8, /* row = where the window begins, step = epoch */
};

/* One block: 10 rounds over counter c with key k. */
void philox(const uint32_t k[2], const uint32_t c[4], uint32_t out[4]);

/* All streams of one (seed, purpose, layer, step); rows differ in the counter. */
struct rng_key {
    uint32_t k[2];
};
struct rng_key rng_key(uint64_t seed, enum rng_purpose purpose, uint32_t layer, uint64_t step);

/* A stream that is read in order. */
struct rng {
    struct rng_key key;
    uint64_t row;
    uint64_t block; /* next counter */
    uint32_t word[4];
    int at; /* words of `word` already used */
};
struct rng rng_at(struct rng_key key, uint64_t row);
struct rng rng_begin(uint64_t seed, enum rng_purpose purpose, uint32_t layer, uint64_t step,
                     uint64_t row);

uint32_t rng_u32(struct rng *r);
double rng_uniform(struct rng *r);             /* [0, 1), 53 bits */
double rng_normal(struct rng *r);              /* N(0, 1), Box-Muller */
uint64_t rng_below(struct rng *r, uint64_t n); /* 0..n-1 without bias; n ≥ 1 */

/* Words first..first+n-1 of the row's stream, many at once, as rng_at and rng_u32 would give them;
 * first is a multiple of 4. */
void rng_fill(struct rng_key key, uint64_t row, int64_t first, uint32_t *out, int64_t n);

#endif
