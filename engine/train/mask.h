/* mask.h - a masked language model's task: some tokens of a window are hidden, and to be guessed.
 *
 * Devlin et al. 2019: of each window ⌈mask_rate T⌉ positions are chosen; of these 80 % show the
 * mask, 10 % another token drawn at random, 10 % what they are, so that every position may be
 * doubted. Only chosen positions have a label, the others -1. What is drawn depends on the seed,
 * the epoch and the window's place in the text; held-out windows have an epoch of their own and are
 * masked alike each time. */
#ifndef ENGINE_TRAIN_MASK_H
#define ENGINE_TRAIN_MASK_H

#include <allot/engine.h>

struct mask {
    int64_t window;   /* T */
    int64_t chosen;   /* positions of each window */
    int32_t n_tokens; /* V; the mask is token V */
    uint64_t seed;
};

/* No epoch of a training: of rows that are held out. */
#define MASK_HELD_OUT UINT64_MAX

struct mask mask_init(const struct spec *spec, int64_t window, int n_tokens);

/* x: (T) tokens, changed; labels: (T), the tokens as they are, -1 written where none is asked. */
void mask_window(const struct mask *m, uint64_t epoch, uint32_t row, float *x, int32_t *labels);

#endif
