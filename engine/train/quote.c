/* quote.c - what a training would cost, from the plan that it would be made of. */
#include "engine/train/plan.h"
#include "engine/train/start.h"

#include <string.h>

int training_quote(const struct spec *spec, const struct dataset *train,
                   const struct dataset *validation, int slots_max, struct quote *quote,
                   struct faults *faults)
{
    struct plan p;
    int n = plan_build(&p, spec, train, validation, slots_max > 0 ? slots_max : 1, faults);
    *quote = (struct quote){.train_rows = p.train_rows, .validation_rows = p.validation_rows};
    if (n)
        return n;
    quote->parameters = p.graph->parameters;
    quote->flops_per_step = (int64_t)plan_flops(&p);
    quote->bytes_per_step = (int64_t)plan_bytes(&p);
    quote->memory_bytes = p.layout.used;
    quote->steps = p.steps;
    quote->steps_per_epoch = p.steps_per_epoch;
    quote->lanes = p.lanes;
    plan_seconds(&p, &quote->seconds_per_step, &quote->seconds);
    struct start start;
    int before = faults->n;
    if (spec->base) {
        base_check(spec->base, spec, p.graph, &start, faults);
        quote->base_taken = start.taken;
        quote->base_of = start.of;
        memcpy(quote->base_fresh, start.fresh, sizeof start.fresh);
    }
    plan_release(&p);
    return faults->n - before;
}
