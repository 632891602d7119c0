/* loss_class.h - the losses of logits, for the table in loss.c, and their options' places. */
#ifndef ENGINE_TRAIN_LOSS_CLASS_H
#define ENGINE_TRAIN_LOSS_CLASS_H

#include "engine/train/loss.h"

enum cross_entropy_option {
    CROSS_ENTROPY_SMOOTHING,
    CROSS_ENTROPY_WEIGHTS,
    CROSS_ENTROPY_IGNORE,
    N_CROSS_ENTROPY_OPTIONS
};
extern const struct option cross_entropy_options[N_CROSS_ENTROPY_OPTIONS];

enum binary_option { BINARY_SMOOTHING, BINARY_WEIGHTS, N_BINARY_OPTIONS };
extern const struct option binary_options[N_BINARY_OPTIONS];

struct loss_sum cross_entropy(const struct loss_pass *p);
struct loss_sum binary_cross_entropy(const struct loss_pass *p);
struct loss_sum kl_divergence(const struct loss_pass *p);

#endif
