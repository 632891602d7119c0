/* rng.c - Philox4x32-10 and the few distributions the engine needs. */
#include "engine/tensor/rng.h"
#include "engine/tensor/real.h"

enum { ROUNDS = 10 };

static const uint32_t M0 = 0xD2511F53, M1 = 0xCD9E8D57; /* multipliers */
static const uint32_t W0 = 0x9E3779B9, W1 = 0xBB67AE85; /* Weyl increments of the key */

static inline void rounds(uint32_t k0, uint32_t k1, uint32_t c[4])
{
    for (int i = 0; i < ROUNDS; i++) {
        uint64_t p0 = (uint64_t)M0 * c[0], p1 = (uint64_t)M1 * c[2];
        uint32_t y0 = (uint32_t)(p1 >> 32) ^ c[1] ^ k0, y2 = (uint32_t)(p0 >> 32) ^ c[3] ^ k1;
        c[0] = y0;
        c[1] = (uint32_t)p1;
        c[2] = y2;
        c[3] = (uint32_t)p0;
        k0 += W0;
        k1 += W1;
    }
}

void philox(const uint32_t k[2], const uint32_t c[4], uint32_t out[4])
{
    uint32_t x[4] = {c[0], c[1], c[2], c[3]};
    rounds(k[0], k[1], x);
    for (int i = 0; i < 4; i++)
        out[i] = x[i];
}

struct rng_key rng_key(uint64_t seed, enum rng_purpose purpose, uint32_t layer, uint64_t step)
{
    uint32_t k[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)}, out[4];
    uint32_t c[4] = {(uint32_t)purpose, layer, (uint32_t)step, (uint32_t)(step >> 32)};
    philox(k, c, out);
    return (struct rng_key){{out[0], out[1]}};
}

static void block(struct rng_key key, uint64_t row, uint64_t i, uint32_t out[4])
{
    uint32_t c[4] = {(uint32_t)i, (uint32_t)(i >> 32), (uint32_t)row, (uint32_t)(row >> 32)};
    philox(key.k, c, out);
}

struct rng rng_at(struct rng_key key, uint64_t row)
{
    return (struct rng){.key = key, .row = row, .at = 4};
}

struct rng rng_begin(uint64_t seed, enum rng_purpose purpose, uint32_t layer, uint64_t step,
                     uint64_t row)
{
    return rng_at(rng_key(seed, purpose, layer, step), row);
}

uint32_t rng_u32(struct rng *r)
{
    if (r->at == 4) {
        block(r->key, r->row, r->block++, r->word);
        r->at = 0;
    }
    return r->word[r->at++];
}

double rng_uniform(struct rng *r)
{
    uint64_t hi = rng_u32(r), lo = rng_u32(r);
    return (double)((hi << 32 | lo) >> 11) * 0x1p-53;
}

double rng_normal(struct rng *r)
{
    double u = 1.0 - rng_uniform(r), v = rng_uniform(r); /* u in (0, 1] */
    return sqrt(-2.0 * log(u)) * cos(6.283185307179586 * v);
}

/* Lemire's method: multiply, and draw again in the short biased range. */
uint64_t rng_below(struct rng *r, uint64_t n)
{
    uint64_t threshold = (0 - n) % n;
    for (;;) {
        uint64_t hi = rng_u32(r), x = hi << 32 | rng_u32(r);
        unsigned __int128 m = (unsigned __int128)x * n;
        if ((uint64_t)m >= threshold)
            return (uint64_t)(m >> 64);
    }
}

/* The rounds of eight blocks side by side, in arrays the compiler turns into vectors. */
enum { SIDE = 8 };

VECTOR_CLONES static void blocks(const uint32_t k[2], uint64_t row, uint64_t first, uint32_t *out)
{
    uint32_t c0[SIDE], c1[SIDE], c2[SIDE], c3[SIDE], k0 = k[0], k1 = k[1];
    for (int j = 0; j < SIDE; j++) {
        c0[j] = (uint32_t)(first + (uint64_t)j);
        c1[j] = (uint32_t)((first + (uint64_t)j) >> 32);
        c2[j] = (uint32_t)row;
        c3[j] = (uint32_t)(row >> 32);
    }
    for (int i = 0; i < ROUNDS; i++, k0 += W0, k1 += W1)
        for (int j = 0; j < SIDE; j++) {
            uint64_t p0 = (uint64_t)M0 * c0[j], p1 = (uint64_t)M1 * c2[j];
            c0[j] = (uint32_t)(p1 >> 32) ^ c1[j] ^ k0;
            c1[j] = (uint32_t)p1;
            c2[j] = (uint32_t)(p0 >> 32) ^ c3[j] ^ k1;
            c3[j] = (uint32_t)p0;
        }
    for (int j = 0; j < SIDE; j++) {
        out[4 * j] = c0[j];
        out[4 * j + 1] = c1[j];
        out[4 * j + 2] = c2[j];
        out[4 * j + 3] = c3[j];
    }
}

void rng_fill(struct rng_key key, uint64_t row, int64_t first, uint32_t *out, int64_t n)
{
    int64_t at = 0;
    for (; at + 4 * SIDE <= n; at += 4 * SIDE)
        blocks(key.k, row, (uint64_t)((first + at) / 4), out + at);
    for (; at < n; at += 4) {
        uint32_t w[4];
        block(key, row, (uint64_t)((first + at) / 4), w);
        for (int64_t j = 0; j < 4 && at + j < n; j++)
            out[at + j] = w[j];
    }
}
