/* seconds.c - how long a training will take on one slot, from what its parts were measured to take.
 */
#include "engine/train/probe.h"
#include "engine/data/augment.h"

/* 0.1 s of processor time for one quote's measurements; the next quote of such layers needs none.
 */
static const double PURSE_S = .1;

/* What one number of an input costs to fetch, in bytes of streaming: a cell is a double among its
 * row's others and is scaled one by one; a sample is read as it lies. */
enum { CELL_BYTES = 64, SAMPLE_BYTES = 8 };

static double gather_seconds(const struct plan *p)
{
    const struct engine_speed *speed = engine_speed();
    int each = p->info.n_sample ? SAMPLE_BYTES : CELL_BYTES;
    return (double)(p->info.n_in * each) / speed->bytes_per_s +
           augment_flops(p->spec, &p->info) / speed->flops_per_s;
}

/* Gradients of all lanes added up, moments and parameters brought forward. */
static double update_seconds(const struct plan *p, struct purse *purse)
{
    const struct engine_speed *speed = engine_speed();
    double n = (double)p->graph->learned;
    double added = 3. * sizeof(real) * n / speed->bytes_per_s;
    double sums = (double)plan_batches(p) * (p->lanes - 1 + (p->accumulates ? 1 : 0));
    return n * probe_optimizer(&p->spec->optimizer, p->moments, p->graph->learned, purse) +
           added * (sums + (p->averages ? 1 : 0));
}

void plan_seconds(const struct plan *p, double *step, double *whole)
{
    const struct graph *g = p->graph;
    struct purse purse = {PURSE_S};
    struct pace row = probe_loss(&p->head, &p->metrics, p->lane_rows, &purse);
    double fetched = gather_seconds(p), overhead = g->n * engine_speed()->seconds_per_op;
    double there = fetched + row.forward, back = fetched + row.backward;
    for (int i = 1; i < g->n; i++) {
        struct pace pace = probe_node(g, i, p->lane_rows, &purse);
        there += pace.forward;
        back += pace.forward + pace.backward;
    }
    *step = back * (double)p->update + update_seconds(p, &purse) +
            overhead * p->lanes * (double)plan_batches(p);
    *whole = *step * (double)p->steps + there * (double)p->validation_rows * p->epochs;
}
