/* mix_plan.c - what mixup takes of the arena, and what it wants of the loss. */
#include "engine/train/mix.h"
#include "engine/data/augment.h"

#include <stdio.h>

/* The lane's scratch: a partner's input, its targets, and what its own changes need. */
static int64_t scratch_size(const struct plan *p)
{
    return p->info.n_in + p->head.width + augment_scratch(p->spec, &p->info);
}

void mix_lay_out(struct plan *p)
{
    bool mixes = augment_mixes(p->spec), labels = mixes && target_is_label(p->head.targets);
    struct layout *l = &p->layout;
    p->at.mix_part = layout_add(l, mixes ? p->batch : 0, sizeof(real));
    p->at.mix_label =
        layout_add(l, labels ? size_mul(p->batch, p->head.positions) : 0, sizeof(int32_t));
    p->at.mix_scratch = layout_lanes(l, p->lanes, mixes ? scratch_size(p) : 0, sizeof(float),
                                     &p->at.mix_scratch_stride);
}

void mix_check(const struct plan *p, struct faults *faults)
{
    const struct loss_ops *loss = loss_ops(p->head.loss);
    char pointer[40];
    if (!augment_mixes(p->spec) || !target_is_label(p->head.targets) || loss->mixes)
        return;
    snprintf(pointer, sizeof pointer, "/training/augment/%d", p->spec->n_augment - 1);
    faults_add(faults, pointer, "task", "cross_entropy, binary_cross_entropy",
               "mixup makes a row of two classes, which %s cannot measure", loss->kind.name);
}
