/* mix.c - blending a lane's rows with their partners. */
#include "engine/train/mix.h"
#include "engine/train/training.h"

static void *at(const struct training *t, int64_t offset)
{
    return t->arena.base + offset;
}

static void blend(float *a, const float *b, int64_t n, float part)
{
    for (int64_t i = 0; i < n; i++)
        a[i] = part * a[i] + (1 - part) * b[i];
}

void mix_rows(struct training *t, int lane)
{
    const struct plan *p = &t->plan;
    const struct lane *l = &t->machine.lane[lane];
    int64_t n_in = p->info.n_in, width = p->head.width, positions = p->head.positions;
    enum target_kind targets = p->head.targets;
    bool numbers = target_is_number(targets) || targets == TARGET_FLAGS;
    float *x = machine_pass(&t->machine, lane, 0)->y;
    float *partner_x = at(t, p->at.mix_scratch + lane * p->at.mix_scratch_stride);
    float *partner_y = partner_x + n_in, *scratch = partner_y + width;
    real *parts = at(t, p->at.mix_part);
    int32_t *labels = target_is_label(targets) ? at(t, p->at.mix_label) : NULL;
    for (int i = 0; i < l->rows; i++) {
        int64_t row = l->row + i;
        struct mix m = augment_mix(&t->augment, t->state.epoch, t->rows[row], p->train_rows);
        uint32_t partner = t->order[m.partner];
        int32_t *label = labels ? labels + row * positions : NULL;
        feed_gather(t->train, &partner, 1, partner_x, numbers ? partner_y : NULL, label);
        augment_sample(&t->augment, t->state.epoch, partner, partner_x,
                       targets == TARGET_MAP ? label : NULL, scratch);
        parts[row] = (real)m.part;
        blend(x + i * n_in, partner_x, n_in, parts[row]);
        if (numbers)
            blend(t->target + row * width, partner_y, width, parts[row]);
    }
}

void mix_pass(const struct training *t, int64_t row, struct loss_pass *pass)
{
    const struct plan *p = &t->plan;
    if (!t->with_gradient || !augment_mixes(p->spec) || !target_is_label(p->head.targets))
        return;
    pass->other = (const int32_t *)at(t, p->at.mix_label) + row * p->head.positions;
    pass->part = (const real *)at(t, p->at.mix_part) + row;
    pass->per_part = p->head.positions;
}
