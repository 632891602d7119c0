/* merges.h - byte pair encoding: which two neighbouring tokens become one, and in which order.
 *
 * Sennrich, Haddow, Birch 2016, over bytes (Radford et al. 2019): the base tokens are bytes, each
 * later one is two earlier ones side by side. A piece is coded by joining the pair that was learned
 * first, as long as there is one. A token's bytes say which two it is made of: they are what its
 * bytes are coded as by the tokens before it; so names in order are the whole vocabulary. */
#ifndef ALLOT_ENGINE_DATA_MERGES_H
#define ALLOT_ENGINE_DATA_MERGES_H

#include "engine/data/dataset.h"
#include "engine/data/distinct.h"
#include "engine/data/pieces.h"

struct merges {
    uint32_t *keys;   /* left << 16 | right, by hash; open addressing */
    int32_t *tokens;  /* beside them; -1: free */
    uint32_t n_slots; /* a power of two, at least twice the tokens */
    int32_t base[256];
};

/* From a vocabulary: bytes in ascending order, then what they were joined to. ERR_CORRUPT when the
 * names are no such thing. */
int merges_init(struct merges *m, const struct classes *tokens, struct err *err);
void merges_done(struct merges *m);

/* Codes a piece of n ≤ PIECE_MAX bytes into out[0..n); returns how many tokens, or -1 when a byte
 * is no base token. */
int merges_code(const struct merges *m, const char *piece, size_t n, int32_t *out);

/* Learns at most `most` tokens, base bytes included, from distinct pieces and how often each
 * occurs. The most frequent pair is joined next, of equals the one of the earlier tokens; a pair
 * that occurs once is not. name[i]: token i, at most PIECE_MAX bytes and a NUL, with the base bytes
 * in place. Returns how many tokens there are. */
int merges_learn(const struct distinct *pieces, int base, int most, char (*name)[PIECE_MAX + 1],
                 struct err *err);

#endif
