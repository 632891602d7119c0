/* learn.h - what a fit learns of the training rows, one pass in the given order: the range, mean
 * and deviation of numbers, how often a category comes, the tokens of texts. */
#ifndef ALLOT_ENGINE_DATA_LEARN_H
#define ALLOT_ENGINE_DATA_LEARN_H

#include "engine/data/intake.h"
#include "engine/data/prep.h"
#include "engine/data/stats.h"
#include "engine/data/tokens.h"

/* What is learned of one feature column. */
struct learned {
    int column;
    bool categorical;
    double unit; /* seconds to days for a time */
    struct stats stats;
    int64_t *counts; /* categorical: rows of each class */
    const struct input_block *block;
    struct token_counts *tokens;
    struct classes vocabulary; /* the most frequent of them */
};

/* The feature columns to learn of, n_columns of them, with their counters; or ERR_NO_MEMORY. After
 * a failure, too, learn_end frees. */
int learn_begin(struct learned *learned, const struct intake *in, const struct dataset *ds);
void learn_end(struct learned *learned, int n);

/* Of rows[0..n), or the first n: numbers and categories of all columns, tokens of one. */
void learn_rows(struct learned *learned, int n_learned, const struct dataset *ds,
                const uint32_t *rows, int64_t n);
int learn_tokens(struct learned *l, const struct dataset *ds, const uint32_t *rows, int64_t n);

/* All elements of all training samples. */
struct stats learn_samples(const struct dataset *ds, const uint32_t *rows, int64_t n);

int learned_most_frequent(const struct learned *l, const struct classes *classes);

#endif
