/* plan.c - rows, steps, lanes and the arena's layout. */
#include "engine/train/plan.h"
#include "engine/data/ahead.h"
#include "engine/data/augment.h"
#include "engine/data/windows.h"
#include "engine/train/indices.h"
#include "engine/train/loss_data.h"
#include "engine/train/mix.h"
#include "engine/train/schedule.h"
#include "engine/train/split.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A lane below 10^6 operations a step would spend its time waiting for the others. */
static const double LANE_FLOPS = 1e6;

static void count_rows(struct plan *p, const struct dataset *train,
                       const struct dataset *validation, struct faults *faults)
{
    double split = p->spec->training[TRAINING_VALIDATION_SPLIT].n;
    p->rows = p->train_rows = preprocess_rows(&p->info, train);
    p->timed_rows = train->info.rows;
    p->stride = preprocess_stride(&p->info);
    p->splits = split > 0;
    bool understood = p->info.n_in > 0; /* the data section has no fault */
    if (p->splits && validation)
        faults_add(faults, "/training/validation_split", "conflict", "one of the two",
                   "both validation_split and validation_dataset are given");
    if (!p->splits && p->spec->training[TRAINING_SPLIT].n != SPLIT_AUTO)
        faults_add(faults, "/training/split", "conflict", "auto, or a validation_split",
                   "without a validation_split there is nothing to split");
    else if (!p->splits && understood && p->info.targets == TARGET_AHEAD)
        split_count(p, train, 0, faults);
    if (p->splits && understood) {
        if (split_count(p, train, split, faults) > 0)
            return;
        if (p->train_rows < 1 || p->validation_rows < 1)
            faults_add(faults, "/training/validation_split", "range",
                       "a part that leaves rows on both sides",
                       "%g of %" PRId64 " rows leaves %" PRId64 " to train on and %" PRId64
                       " to validate with",
                       split, p->rows, p->train_rows, p->validation_rows);
    } else if (validation) {
        p->validation_rows = preprocess_rows(&p->info, validation);
    }
    p->has_validation = p->splits || validation;
    if (p->rows < 1)
        faults_add(faults, "/dataset", "range", "a dataset with rows", "the dataset has no rows");
}

static void count_steps(struct plan *p)
{
    int64_t batch = (int64_t)p->spec->training[TRAINING_BATCH_SIZE].n;
    p->batch = (int)(batch < p->train_rows ? batch : p->train_rows);
    p->epochs = (int)p->spec->training[TRAINING_EPOCHS].n;
    p->update = p->batch * (int64_t)p->spec->training[TRAINING_GRADIENT_ACCUMULATION_STEPS].n;
    p->update = p->update < p->train_rows ? p->update : p->train_rows;
    p->accumulates = p->update > p->batch;
    p->steps_per_epoch = (p->train_rows + p->update - 1) / p->update;
    p->steps = p->steps_per_epoch * p->epochs;
}

/* A monitor that is measured in this training, or a fault that says which ones are. */
static void check_monitor(const struct plan *p, int monitor, const char *at, struct faults *faults)
{
    enum metric_id id = monitor_metric(monitor);
    char allowed[256];
    if (monitor_is_val(monitor) && !p->has_validation)
        faults_add(faults, at, "conflict",
                   "validation_split or validation_dataset, or a monitor without val_",
                   "a val_ metric needs rows to validate with, and none are given");
    if (!metric_has(&p->metrics, id))
        faults_add(faults, at, "task", metrics_list(&p->metrics, allowed, sizeof allowed),
                   "there is no %s in this task; there is, with or without val_: %s",
                   metric_name(id), metrics_list(&p->metrics, allowed, sizeof allowed));
    else if (metric_is_held_out(id) && !monitor_is_val(monitor))
        faults_add(faults, at, "task", metric_val(id), "%s is measured on validation rows only",
                   metric_name(id));
    else if (metric_is_held_out(id) && !metrics_ranks(&p->metrics, p->validation_rows))
        faults_add(faults, at, "range", "another monitor, or fewer rows to validate with",
                   "%s is measured of at most %d answers", metric_name(id), RANKS_MAX);
}

static void check_monitors(const struct plan *p, struct faults *faults)
{
    const struct spec *s = p->spec;
    if (s->has_early_stopping)
        check_monitor(p, (int)s->early_stopping[EARLY_STOPPING_MONITOR].n,
                      "/training/early_stopping/monitor", faults);
    if (schedule_monitor(&s->schedule) >= 0)
        check_monitor(p, schedule_monitor(&s->schedule), "/training/schedule/monitor", faults);
}

static double flops_of(const struct plan *p, double rows)
{
    const struct graph *g = p->graph;
    double per_row = g->flops + g->flops_back +
                     loss_ops(p->head.loss)->flops * (double)(p->head.positions * p->head.width) +
                     augment_flops(p->spec, &p->info);
    double per_number = optim_ops(p->spec->optimizer.kind)->flops + (p->averages ? 3 : 0);
    return rows * per_row + per_number * (double)g->trainable;
}

double plan_flops(const struct plan *p)
{
    return flops_of(p, (double)p->update);
}

int64_t plan_batches(const struct plan *p)
{
    return (p->update + p->batch - 1) / p->batch;
}

/* Activations are written and read about twice (forward, backward); parameters are read twice, and
 * those that are trained once more and written; gradients are written and read, moments read and
 * written. */
double plan_bytes(const struct plan *p)
{
    const struct graph *g = p->graph;
    double params =
        (double)g->parameters * 2 +
        (double)g->trainable * (2 + 2 * p->moments + (p->averages ? 2 : 0)) +
        (double)g->trainable * (double)plan_batches(p) * (2 * p->lanes + (p->accumulates ? 2 : 0));
    double rows = (double)g->traffic * 3 + augment_traffic(p->spec, &p->info);
    return (rows * (double)p->update + params) * sizeof(real);
}

static void decide_lanes(struct plan *p, int slots_max)
{
    double lanes = slots_max > 0 ? slots_max : p->spec->lanes;
    if (slots_max > 0) {
        double worth = floor(flops_of(p, p->batch) / LANE_FLOPS);
        lanes = lanes < worth ? lanes : worth;
    }
    lanes = lanes < p->batch ? lanes : p->batch;
    lanes = lanes < LANES_MAX ? lanes : LANES_MAX;
    p->lanes = lanes > 1 ? (int)lanes : 1;
    p->lane_rows = (p->batch + p->lanes - 1) / p->lanes;
}

int64_t layout_lanes(struct layout *l, int lanes, int64_t count, size_t size, int64_t *stride)
{
    struct layout one = {0};
    layout_add(&one, count, size);
    *stride = one.used;
    return layout_add(l, one.used < 0 ? -1 : size_mul(one.used, lanes), 1);
}

static void lay_out(struct plan *p)
{
    struct layout *l = &p->layout;
    struct offsets *at = &p->at;
    const struct graph *g = p->graph;
    at->params = layout_add(l, g->flat, sizeof(real));
    at->stats = layout_add(l, g->flat_stats, sizeof(real));
    for (int i = 0; i < p->moments; i++)
        at->moments[i] = layout_add(l, g->learned, sizeof(real));
    at->best = layout_add(l, p->keeps_best ? g->flat : 0, sizeof(real));
    at->best_stats = layout_add(l, p->keeps_best ? g->flat_stats : 0, sizeof(real));
    at->sum = layout_add(l, p->accumulates ? g->learned : 0, sizeof(real));
    at->average = layout_add(l, p->averages ? g->flat : 0, sizeof(real));
    at->grads = layout_lanes(l, p->lanes, g->learned, sizeof(real), &at->grads_stride);
    at->reals = layout_lanes(l, p->lanes, p->memory.reals, sizeof(real), &at->reals_stride);
    at->parts = layout_lanes(l, p->lanes, p->memory.parts, sizeof(double), &at->parts_stride);
    at->scratch = layout_lanes(l, p->lanes, augment_scratch(p->spec, &p->info), sizeof(float),
                               &at->scratch_stride);
    mix_lay_out(p);
    at->joints = layout_add(l, p->memory.joints, sizeof(double));
    int64_t targets = size_mul(
        p->batch,
        target_is_number(p->head.targets) || p->head.targets == TARGET_FLAGS ? p->head.width : 0);
    at->target = layout_add(l, targets, sizeof(real));
    int64_t labels = target_is_label(p->head.targets) ? size_mul(p->batch, p->head.positions) : 0;
    at->labels = layout_add(l, labels, sizeof(int32_t));
    at->order = layout_add(l, p->rows, sizeof(uint32_t));
    at->kept_order = layout_add(l, split_keeps(p) ? p->train_rows : 0, sizeof(uint32_t));
    layout_add(l, split_sorts(p) ? p->timed_rows : 0, TIMELINE_ROW_BYTES); /* the feed's own */
    at->ids = layout_add(l, p->batch, sizeof(uint32_t));
    at->tallies = layout_add(l, size_mul(p->lanes, p->metrics.n), sizeof(double));
    at->ranks = layout_add(l, metrics_ranks(&p->metrics, p->validation_rows), sizeof(uint64_t));
}

/* BLAS counts rows × positions in 32 bits, so no tensor of a lane may have more elements. */
static void check_sizes(const struct plan *p, struct faults *faults)
{
    if (p->update > INT32_MAX)
        faults_add(faults, "/training/gradient_accumulation_steps", "range", "fewer batches",
                   "an update of %" PRId64 " rows is more than 2147483647", p->update);
    for (int i = 0; i < p->graph->n; i++) {
        const struct layer *l = &p->graph->node[i].layer;
        int64_t n = size_mul(l->out_size > l->saved ? l->out_size : l->saved, p->lane_rows);
        if (n < 0 || n > INT32_MAX) {
            faults_add(faults, "/training/batch_size", "range", "a smaller batch",
                       "%d rows of %" PRId64 " numbers in one lane are more than 2147483647",
                       p->lane_rows, l->out_size);
            return;
        }
    }
}

int plan_build(struct plan *p, const struct spec *spec, const struct dataset *train,
               const struct dataset *validation, int slots_max, struct faults *faults)
{
    int before = faults->n;
    *p = (struct plan){.spec = spec};
    enum target_kind targets = task_targets((enum task)spec->task);
    if (targets != TARGET_AHEAD)
        ahead_unused(spec, split_by_time(spec), faults);
    preprocess_check(spec, targets, train, validation, &p->info, faults);
    count_rows(p, train, validation, faults);
    if (faults->n > before)
        return faults->n - before;
    p->graph = head_plan(&p->head, spec, &p->info, faults);
    loss_check_data(&p->head, spec, train, faults);
    if (!p->graph)
        return faults->n - before;
    indices_check(p->graph, spec, train, validation, faults);
    metrics_plan(&p->metrics, &p->head, false);
    bool indices = target_is_text(p->head.targets) || graph_takes_indices(p->graph);
    augment_check(spec, indices, &p->info, faults);
    mix_check(p, faults);
    count_steps(p);
    p->moments = optim_ops(spec->optimizer.kind)->moments(spec->optimizer.options);
    p->keeps_best =
        spec->has_early_stopping && spec->early_stopping[EARLY_STOPPING_RESTORE_BEST].n > 0;
    p->averages = spec->training[TRAINING_USE_EMA].n > 0;
    check_monitors(p, faults);
    decide_lanes(p, slots_max);
    check_sizes(p, faults);
    struct err err;
    if (faults->n == before && memory_plan(&p->memory, p->graph, p->lane_rows, true,
                                           p->head.task == TASK_AUTOENCODER, &err) != 0)
        faults_add(faults, "/model/layers", "memory", NULL, "%s", err.text);
    if (faults->n == before) {
        lay_out(p);
        if (p->layout.used < 0)
            faults_add(faults, "/model/layers", "range", "a smaller model or batch",
                       "the training needs more memory than can be counted");
    }
    if (faults->n > before)
        plan_release(p);
    return faults->n - before;
}

void plan_release(struct plan *p)
{
    graph_free(p->graph);
    p->graph = NULL;
    memory_done(&p->memory);
}
