/* tokens.h - a text's tokens as indices: 0 is padding, 1 what the vocabulary lacks, then its words.
 *
 * words       runs of letters, digits and apostrophes, in small letters (Latin, Greek and Cyrillic
 *             have them here); what separates them is dropped
 * characters  each UTF-8 character as it is
 * bytes       each byte b as b + 2; there is nothing to learn
 * A vocabulary is learned from the training rows: the most frequent tokens, equals in the order of
 * their bytes. While more than TOKENS_COUNTED different ones are met, those seen least are
 * forgotten (lossy counting: Manku & Motwani 2002), so memory stays bounded. */
#ifndef ALLOT_ENGINE_DATA_TOKENS_H
#define ALLOT_ENGINE_DATA_TOKENS_H

#include "engine/data/dataset.h"

enum tokenizer { TOKENIZER_WORDS, TOKENIZER_CHARACTERS, TOKENIZER_BYTES };
enum { TOKEN_PADDING, TOKEN_UNKNOWN, TOKEN_FIRST };

/* 64: a longer word is cut, since no dictionary has it. 2^18 different tokens are counted. */
enum { TOKEN_BYTES_MAX = 64, TOKENS_COUNTED = 1 << 18 };

/* Indices that a table must have room for: as asked, or when 0 what suits the tokenizer. */
int64_t tokens_vocabulary(enum tokenizer tokenizer, int64_t asked);

/* The next token of [*at, end) into token (not terminated): its length, or 0 at the end. */
int token_next(enum tokenizer tokenizer, const char **at, const char *end,
               char token[TOKEN_BYTES_MAX]);

/* ---- learning ---- */

struct token_counts;
struct token_counts *token_counts_new(enum tokenizer tokenizer);
void token_counts_free(struct token_counts *c);
int token_counts_add(struct token_counts *c, const char *text, size_t n); /* or ERR_NO_MEMORY */

/* The most frequent, at most `max`; *names and *counts are arrays of the result's length, which
 * token_counts_free() takes with it. */
int token_counts_best(struct token_counts *c, int max, const char ***names, int64_t **counts);

/* ---- looking up ---- */

/* names[i] is token TOKEN_FIRST + i; borrowed. NULL: out of memory. */
struct vocabulary *vocabulary_new(enum tokenizer tokenizer, const char *const *names, int n);
void vocabulary_free(struct vocabulary *v);

/* The first `length` tokens of a text as indices, then padding. */
void vocabulary_read(const struct vocabulary *v, const char *text, size_t n, int64_t length,
                     float *x);

#endif
