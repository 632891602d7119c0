/* merges.c - a table of pairs, and coding with it. */
#include "engine/data/merges.h"
#include "engine/data/pieces.h"

#include <stdlib.h>
#include <string.h>

static uint32_t key_of(int32_t left, int32_t right)
{
    return (uint32_t)left << 16 | (uint32_t)right;
}

/* Fibonacci hashing; the high bits are the good ones. */
static uint32_t slot_of(const struct merges *m, uint32_t key)
{
    uint32_t mask = m->n_slots - 1;
    uint32_t i = (uint32_t)((key * 0x9E3779B97F4A7C15ULL) >> 40) & mask;
    while (m->tokens[i] >= 0 && m->keys[i] != key)
        i = (i + 1) & mask;
    return i;
}

int merges_code(const struct merges *m, const char *piece, size_t n, int32_t *out)
{
    for (size_t i = 0; i < n; i++)
        if ((out[i] = m->base[(unsigned char)piece[i]]) < 0)
            return -1;
    for (;;) {
        int32_t first = INT32_MAX;
        size_t at = 0;
        for (size_t i = 0; i + 1 < n; i++) {
            int32_t token = m->tokens[slot_of(m, key_of(out[i], out[i + 1]))];
            if (token >= 0 && token < first) {
                first = token;
                at = i;
            }
        }
        if (first == INT32_MAX)
            return (int)n;
        out[at] = first;
        n--;
        memmove(out + at + 1, out + at + 2, (n - at - 1) * sizeof *out);
    }
}

static int corrupt(struct err *err)
{
    return err_set(err, ERR_CORRUPT,
                   "the byte pairs of the vocabulary are not as they were learned");
}

/* The base bytes come first, ascending; returns how many, or an error. */
static int take_bytes(struct merges *m, const struct classes *tokens, struct err *err)
{
    int n = 0, before = 0;
    memset(m->base, -1, sizeof m->base);
    for (; n < tokens->n && strlen(tokens->names[n]) == 1; n++) {
        int byte = (unsigned char)tokens->names[n][0];
        if (byte <= before)
            return corrupt(err);
        m->base[byte] = n;
        before = byte;
    }
    return n;
}

int merges_init(struct merges *m, const struct classes *tokens, struct err *err)
{
    *m = (struct merges){.n_slots = 1024};
    while (m->n_slots < 2 * (uint32_t)tokens->n)
        m->n_slots *= 2;
    m->keys = calloc(m->n_slots, sizeof *m->keys);
    m->tokens = malloc(m->n_slots * sizeof *m->tokens);
    if (!m->keys || !m->tokens)
        return err_set(err, ERR_NO_MEMORY, "no memory for a vocabulary");
    memset(m->tokens, -1, m->n_slots * sizeof *m->tokens);
    int n = tokens->n <= CLASSES_MAX ? take_bytes(m, tokens, err) : corrupt(err);
    for (; n >= 0 && n < tokens->n; n++) {
        int32_t pair[PIECE_MAX];
        size_t bytes = strlen(tokens->names[n]);
        if (bytes > PIECE_MAX || merges_code(m, tokens->names[n], bytes, pair) != 2)
            return corrupt(err);
        uint32_t key = key_of(pair[0], pair[1]), slot = slot_of(m, key);
        m->keys[slot] = key;
        m->tokens[slot] = n;
    }
    return n < 0 ? n : 0;
}

void merges_done(struct merges *m)
{
    free(m->keys);
    free(m->tokens);
    *m = (struct merges){0};
}
