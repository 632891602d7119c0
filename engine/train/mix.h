/* mix.h - mixup (Zhang, Cisse, Dauphin, Lopez-Paz 2018): a training row blended with another one.
 *
 * λ is drawn from Beta(α, α) and the partner from all training rows, both by (seed, place in the
 * list of augmentations, epoch, row), so lanes, threads, batch size and stops leave no trace. The
 * partner is read and changed as it would be in its own turn, but for the mixing. Inputs and
 * numbers are blended, λ a + (1 - λ) b; a loss of classes is λ L(a) + (1 - λ) L(b). */
#ifndef ENGINE_TRAIN_MIX_H
#define ENGINE_TRAIN_MIX_H

#include "engine/train/plan.h"

struct training;

/* Reserves what mixing needs in the arena: nothing without it. */
void mix_lay_out(struct plan *p);

/* Adds a fault when the loss cannot take two classes at once. */
void mix_check(const struct plan *p, struct faults *faults);

/* Blends a lane's rows, already gathered and changed, and leaves what mix_pass wants. */
void mix_rows(struct training *t, int lane);

/* Tells a loss of the partners' classes: `row` is the pass's first row of the batch. */
void mix_pass(const struct training *t, int64_t row, struct loss_pass *pass);

#endif
