/* learn.c - counting, and running statistics. */
#include "engine/data/learn.h"

#include <stdlib.h>

int learn_begin(struct learned *learned, const struct intake *in, const struct dataset *ds)
{
    for (int i = 0, b = 0; i < in->n_columns; i++) {
        while (i >= in->block[b].first + in->block[b].columns)
            b++;
        struct learned *l = &learned[i];
        const struct input_block *block = &in->block[b];
        int column = in->columns[i];
        enum column_type type = ds->info.columns[column].type;
        bool words = block->kind == BLOCK_TOKENS;
        *l = (struct learned){.column = column,
                              .block = block,
                              .categorical = block->kind == BLOCK_INDEX ||
                                             (type == COLUMN_CATEGORICAL && !words),
                              .unit = type == COLUMN_TIME ? SECONDS_PER_DAY : 1};
        if (l->categorical &&
            !(l->counts = calloc((size_t)ds->classes[column].n + 1, sizeof(int64_t))))
            return ERR_NO_MEMORY;
        if (words && !(l->tokens = token_counts_new((enum tokenizer)block->tokenizer)))
            return ERR_NO_MEMORY;
    }
    return 0;
}

void learn_end(struct learned *learned, int n)
{
    for (int i = 0; learned && i < n; i++) {
        free(learned[i].counts);
        token_counts_free(learned[i].tokens);
    }
}

static void count_number(struct learned *l, const struct classes *classes, double v)
{
    int k = values_find(classes->values, classes->n, v);
    if (k >= 0)
        l->counts[k]++;
}

void learn_rows(struct learned *learned, int n_learned, const struct dataset *ds,
                const uint32_t *rows, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        const double *cells = ds->cells + (rows ? rows[i] : i) * ds->info.n_columns;
        for (int k = 0; k < n_learned; k++) {
            struct learned *l = &learned[k];
            double v = cells[l->column];
            if (isnan(v) || l->tokens)
                continue;
            if (!l->categorical)
                stats_add(&l->stats, v / l->unit);
            else if (ds->info.columns[l->column].type == COLUMN_NUMERIC)
                count_number(l, &ds->classes[l->column], v);
            else if (v >= 0 && v < ds->classes[l->column].n)
                l->counts[(int)v]++;
        }
    }
}

int learn_tokens(struct learned *l, const struct dataset *ds, const uint32_t *rows, int64_t n)
{
    const char *text, **names;
    size_t bytes;
    int64_t *counts;
    for (int64_t i = 0; i < n; i++) {
        double v = ds->cells[(rows ? rows[i] : i) * ds->info.n_columns + l->column];
        if (!isnan(v) && dataset_words(ds, l->column, v, &text, &bytes) &&
            token_counts_add(l->tokens, text, bytes) < 0)
            return ERR_NO_MEMORY;
    }
    int most = l->block->tokenizer == TOKENIZER_BYTES ? 0 : (int)l->block->vocabulary - TOKEN_FIRST;
    int k = token_counts_best(l->tokens, most, &names, &counts);
    l->vocabulary = (struct classes){.n = k, .names = names, .counts = counts};
    return k < 0 ? k : 0;
}

int learned_most_frequent(const struct learned *l, const struct classes *classes)
{
    int best = 0;
    for (int k = 1; k < classes->n; k++)
        if (l->counts[k] > l->counts[best])
            best = k;
    return best;
}

/* Bytes are summed exactly, as fractions of 255. */
struct stats learn_samples(const struct dataset *ds, const uint32_t *rows, int64_t n)
{
    struct stats s = {0};
    uint64_t sum = 0, squares = 0;
    int64_t m = ds->n_elements;
    unsigned low = 255, high = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t at = (rows ? rows[i] : i) * m;
        for (int64_t k = at; k < at + m; k++) {
            if (ds->sample_type == SAMPLE_U8) {
                unsigned b = ((const unsigned char *)ds->samples)[k];
                sum += b;
                squares += b * b;
                low = b < low ? b : low;
                high = b > high ? b : high;
            } else {
                stats_add(&s, ds->sample_type == SAMPLE_F32 ? ((const float *)ds->samples)[k]
                                                            : ((const double *)ds->samples)[k]);
            }
        }
    }
    if (ds->sample_type == SAMPLE_U8 && n > 0) {
        double count = (double)n * (double)m, mean = (double)sum / count;
        s = (struct stats){.n = n * m,
                           .min = low / 255.0,
                           .max = high / 255.0,
                           .mean = mean / 255,
                           .m2 = ((double)squares - mean * (double)sum) / 65025};
    }
    return s;
}
