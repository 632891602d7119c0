/* training.c - a training's life, one unit at a time.
 *
 * STEP … STEP, then VALIDATE … VALIDATE when there is something to validate with, then EPOCH_END,
 * and again. A unit reads nothing but the state and the arena, so it may be followed by a save, and
 * may be run by any number of threads. */
#include "engine/train/training.h"
#include "engine/data/base.h"
#include "engine/engine.h"
#include "engine/tensor/loops.h"
#include "engine/train/loss_data.h"
#include "engine/train/mix.h"
#include "engine/train/schedule.h"
#include "engine/train/split.h"
#include "engine/train/start.h"
#include "engine/train/target_scale.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- birth and death ---- */

static void find_views(struct training *t)
{
    const struct plan *p = &t->plan;
    const struct offsets *at = &p->at;
    unsigned char *base = t->arena.base;
    t->params = (real *)(base + at->params);
    t->stats = (real *)(base + at->stats);
    for (int i = 0; i < p->moments; i++)
        t->moments[i] = (real *)(base + at->moments[i]);
    t->best = (real *)(base + at->best);
    t->best_stats = (real *)(base + at->best_stats);
    t->sum = p->accumulates ? (real *)(base + at->sum) : NULL;
    t->average = p->averages ? (real *)(base + at->average) : NULL;
    t->target = (real *)(base + at->target);
    t->labels = (int32_t *)(base + at->labels);
    t->order = (uint32_t *)(base + at->order);
    t->kept_order = (uint32_t *)(base + at->kept_order);
    t->ids = (uint32_t *)(base + at->ids);
    t->joints = (double *)(base + at->joints);
    t->tallies = (double *)(base + at->tallies);
    t->ranks =
        metrics_ranks(&p->metrics, p->validation_rows) ? (uint64_t *)(base + at->ranks) : NULL;
    for (int i = 0; i < p->lanes; i++) {
        t->grads[i] = (real *)(base + at->grads + i * at->grads_stride);
        t->reals[i] = (real *)(base + at->reals + i * at->reals_stride);
        t->parts[i] = (double *)(base + at->parts + i * at->parts_stride);
    }
}

static int fault_error(struct faults *faults, struct err *err)
{
    err_set(err, ERR_INVALID, "%s: %s", faults->v[0].pointer, faults->v[0].detail);
    faults_done(faults);
    return ERR_INVALID;
}

void training_unshuffle(struct training *t)
{
    const struct plan *p = &t->plan;
    if (split_keeps(p))
        memcpy(t->order, t->kept_order, (size_t)p->train_rows * sizeof *t->order);
    else
        order_split(t->order, p->rows, p->train_rows, (uint64_t)t->spec.training[TRAINING_SEED].n);
}

void training_reorder(struct training *t)
{
    uint64_t seed = (uint64_t)t->spec.training[TRAINING_SEED].n;
    const struct plan *p = &t->plan;
    bool shuffle = t->spec.training[TRAINING_SHUFFLE].n > 0;
    int epoch = (int)t->state.epoch;
    if (target_is_text(p->head.targets))
        order_windows(t->order, p->rows, p->train_rows, p->stride,
                      shuffle ? order_shift(p->stride, seed, epoch) : 0);
    else
        training_unshuffle(t);
    if (shuffle)
        order_shuffle(t->order, p->train_rows, seed, epoch);
}

static int connect(struct training *t, const struct dataset *train,
                   const struct dataset *validation, struct err *err)
{
    if (split_fill(&t->plan, train, t->order, err) != 0)
        return err->code;
    if (split_keeps(&t->plan))
        memcpy(t->kept_order, t->order, (size_t)t->plan.train_rows * sizeof *t->order);
    bool targets = t->plan.head.targets != TARGET_NONE;
    const char *pointer;
    t->preprocess = preprocess_make(&t->spec, t->plan.head.targets, train, t->order,
                                    t->plan.train_rows, &pointer, err);
    if (!t->preprocess || !(t->train = feed_new(t->preprocess, train, targets, err)))
        return err->code;
    t->plan.head.ignored = loss_ignored(&t->plan.head, preprocess_info(t->preprocess));
    t->plan.metrics.ignored = t->plan.head.ignored;
    t->augment = augment_init(&t->spec, &t->plan.info, preprocess_zero(t->preprocess));
    t->plan.metrics.names = preprocess_info(t->preprocess)->names;
    t->mask = mask_init(&t->spec, t->plan.info.n_in, t->plan.info.n_out);
    t->validation = t->train;
    if (validation && !(t->validation = feed_new(t->preprocess, validation, targets, err)))
        return err->code;
    return 0;
}

static void gather(void *owner, int lane);
static void score(void *owner, int lane);

static int prepare(struct training *t, struct err *err)
{
    const struct plan *p = &t->plan;
    struct blocks blocks = {t->params, t->stats, t->grads, t->reals, t->parts, t->joints};
    int rc = machine_init(&t->machine, p->graph, &p->memory, &blocks, p->lanes, t, err);
    if (rc == 0)
        rc = program_init(&t->step, p->graph, &p->memory, true, gather, score, err);
    if (rc == 0)
        rc = program_init(&t->evaluate, p->graph, &p->memory, false, gather, score, err);
    return rc;
}

static void initialise(struct training *t)
{
    real start = (real)optim_initial(t->spec.optimizer.kind, t->spec.optimizer.options);
    graph_init(t->plan.graph, t->params, t->stats);
    target_scale_set(t);
    struct start taken; /* the scale of targets too, where its layer comes from the base */
    if (t->spec.base)
        base_start(t->spec.base, &t->spec, t->plan.graph, t->params, t->stats, &taken);
    t->spec.base = NULL; /* it may be closed now */
    for (int i = 0; start != 0 && i < t->plan.moments; i++)
        rows_fill(t->moments[i], &start, t->plan.graph->learned, 1);
    t->state.best = NAN;
    training_reorder(t);
}

struct training *training_new(const struct spec *spec, const struct dataset *train,
                              const struct dataset *validation, struct err *err)
{
    struct err local;
    err = err ? err : &local;
    struct training *t = calloc(1, sizeof *t);
    if (!t) {
        err_set(err, ERR_NO_MEMORY, "no memory for a training");
        return NULL;
    }
    struct faults faults = {0};
    if (spec_copy(&t->spec, spec, err) != 0)
        goto fail;
    loss_balance(&t->spec, train);
    if (plan_build(&t->plan, &t->spec, train, validation, 0, &faults) > 0) {
        fault_error(&faults, err);
        goto fail;
    }
    size_t lanes = (size_t)t->plan.lanes;
    t->grads = calloc(lanes, sizeof *t->grads);
    t->reals = calloc(lanes, sizeof *t->reals);
    t->parts = calloc(lanes, sizeof *t->parts);
    t->lane_score = calloc(lanes, sizeof *t->lane_score);
    if (!t->grads || !t->reals || !t->parts || !t->lane_score) {
        err_set(err, ERR_NO_MEMORY, "no memory for %zu lanes", lanes);
        goto fail;
    }
    if (arena_init(&t->arena, &t->plan.layout, err) != 0)
        goto fail;
    find_views(t);
    if (connect(t, train, validation, err) != 0 || prepare(t, err) != 0)
        goto fail;
    initialise(t);
    return t;
fail:
    training_free(t);
    return NULL;
}

void training_free(struct training *t)
{
    if (!t)
        return;
    if (t->validation != t->train)
        feed_free(t->validation);
    feed_free(t->train);
    preprocess_free(t->preprocess);
    program_done(&t->step);
    program_done(&t->evaluate);
    machine_done(&t->machine);
    arena_done(&t->arena);
    plan_release(&t->plan);
    spec_done(&t->spec);
    free(t->grads);
    free(t->reals);
    free(t->parts);
    free(t->lane_score);
    free(t);
}

/* ---- what a lane does at the ends of the program ---- */

static void augment(struct training *t, int lane, const struct lane *l, float *x)
{
    const struct offsets *at = &t->plan.at;
    float *scratch = (float *)((char *)t->arena.base + at->scratch + lane * at->scratch_stride);
    int32_t *maps = t->plan.head.targets == TARGET_MAP ? t->labels : NULL;
    for (int i = 0; i < l->rows; i++)
        augment_sample(&t->augment, t->state.epoch, t->rows[l->row + i], x + i * t->plan.info.n_in,
                       maps ? maps + (l->row + i) * t->plan.head.positions : NULL, scratch);
}

/* Hides what is to be guessed. */
static void hide(struct training *t, const struct lane *l, float *x, int32_t *labels)
{
    uint64_t epoch = t->with_gradient ? (uint64_t)t->state.epoch : MASK_HELD_OUT;
    for (int i = 0; i < l->rows; i++)
        mask_window(&t->mask, epoch, t->rows[l->row + i], x + i * t->mask.window,
                    labels + i * t->mask.window);
}

static void gather(void *owner, int lane)
{
    struct training *t = owner;
    const struct lane *l = &t->machine.lane[lane];
    int64_t width = t->plan.head.width, positions = t->plan.head.positions;
    enum target_kind targets = t->plan.head.targets;
    bool numbers = target_is_number(targets) || targets == TARGET_FLAGS;
    t->lane_score[lane] = (struct score){0};
    if (l->rows > 0)
        feed_gather(t->feed, t->rows + l->row, l->rows, machine_pass(&t->machine, lane, 0)->y,
                    numbers ? t->target + l->row * width : NULL,
                    target_is_label(targets) ? t->labels + l->row * positions : NULL);
    if (targets == TARGET_MASKED)
        hide(t, l, machine_pass(&t->machine, lane, 0)->y, t->labels + l->row * positions);
    if (t->with_gradient && t->augment.n > 0)
        augment(t, lane, l, machine_pass(&t->machine, lane, 0)->y);
    if (t->with_gradient && augment_mixes(&t->spec))
        mix_rows(t, lane);
}

static void score(void *owner, int lane)
{
    struct training *t = owner;
    const struct lane *l = &t->machine.lane[lane];
    const struct plan *p = &t->plan;
    const struct loss_ops *loss = loss_ops(p->head.loss);
    int64_t width = p->head.width, positions = p->head.positions, rows = l->rows * positions;
    const struct pass *last = machine_pass(&t->machine, lane, p->graph->n - 1);
    struct loss_pass pass = {
        .y = last->y,
        .target = p->head.targets == TARGET_NONE ? machine_pass(&t->machine, lane, 0)->y
                                                 : t->target + l->row * width,
        .label = target_is_label(p->head.targets) ? t->labels + l->row * positions : NULL,
        .rows = rows,
        .width = width,
        .dy = t->with_gradient ? (real *)last->dy : NULL,
        .scale = t->loss_scale,
        .ignored = p->head.ignored >= 0 ? &p->head.ignored : NULL,
        .options = p->head.options};
    mix_pass(t, l->row, &pass);
    struct loss_sum sum = loss->run(&pass);
    metrics_add(&p->metrics, &t->lane_score[lane], t->tallies + lane * p->metrics.n, &pass, &sum);
    if (!t->with_gradient && t->ranks)
        metrics_rank(&p->metrics, t->ranks, t->state.at + l->row, p->validation_rows, &pass);
}

/* ---- units ---- */

double training_rate(const struct training *t)
{
    return schedule_rate(&t->spec.schedule, &t->state.plateau,
                         t->spec.optimizer.options[OPTIM_LEARNING_RATE].n, t->state.step,
                         t->plan.steps);
}

/* What the loss of so many rows is the mean over when each of them counts. */
static double counted(const struct training *t, int64_t rows)
{
    const struct head *h = &t->plan.head;
    return (double)rows * (double)h->positions *
           (double)(loss_ops(h->loss)->per_row ? 1 : h->width);
}

/* Runs a program over a batch, the part of `whole` rows that comes after `ahead` of them, and
 * returns the lanes' scores, summed in lane order. The gradient is that of the mean over all. */
static struct score run_batch(struct training *t, const struct program *program, int batch,
                              int64_t ahead, int64_t whole, bool training,
                              const struct parallel *parallel)
{
    struct score sum = {0};
    t->with_gradient = training;
    t->loss_scale = (real)(1. / counted(t, whole));
    machine_share(&t->machine, batch, training, (uint64_t)t->state.step);
    for (int i = 0; i < t->plan.lanes; i++)
        t->machine.lane[i].ahead = (int)ahead;
    if (t->average)
        machine_weigh(&t->machine, training ? t->params : t->average);
    machine_run(&t->machine, program, parallel);
    for (int i = 0; i < t->plan.lanes; i++)
        score_sum(&sum, &t->lane_score[i]);
    return sum;
}

static int batch_at(const struct training *t, int64_t rows)
{
    int64_t left = rows - t->state.at;
    return (int)(left < t->plan.batch ? left : t->plan.batch);
}

static int diverged(const struct training *t, const char *what, double loss, struct err *err)
{
    return err_set(err, ERR_DIVERGED, "%s became %s at step %" PRId64, what,
                   isnan(loss) ? "not a number" : "infinite", t->state.step + 1);
}

/* The metrics that every step reports need no tallies. */
static void step_points(struct training *t, const struct score *sum)
{
    struct counts counts = {.metrics = &t->plan.metrics, .score = sum};
    for (int id = 0; id < METRIC_COUNT; id++)
        if (metric_is_per_step((enum metric_id)id))
            training_point(t, metric_name((enum metric_id)id), false,
                           metric_value((enum metric_id)id, &counts));
}

static int advance_step(struct training *t, const struct parallel *parallel, struct err *err)
{
    struct state *s = &t->state;
    int64_t ahead = s->at % t->plan.update, left = t->plan.train_rows - (s->at - ahead);
    int64_t whole = left < t->plan.update ? left : t->plan.update;
    int batch = (int)(whole - ahead < t->plan.batch ? whole - ahead : t->plan.batch);
    t->feed = t->train;
    t->rows = t->order + s->at;
    struct score sum = run_batch(t, &t->step, batch, ahead, whole, true, parallel);
    if (!isfinite(sum.loss))
        return diverged(t, "the loss", sum.loss, err);
    if (t->sum)
        training_accumulate(t, ahead, parallel);
    score_sum(&s->update, &sum);
    s->at += batch;
    if (ahead + batch < whole)
        return 1;
    sum = s->update;
    s->update = (struct score){0};
    double factor = sum.count > 0 ? counted(t, whole) / sum.count : 1;
    double rate = training_rate(t), cost = training_update(t, factor, parallel);
    if (!isfinite(cost))
        return diverged(t, "the regularization", cost, err);
    sum.loss += cost * sum.count;
    score_sum(&s->train, &sum);
    s->step++;
    step_points(t, &sum);
    training_point(t, "learning_rate", false, rate);
    if (s->at == t->plan.train_rows) {
        s->at = 0;
        s->phase = t->plan.has_validation ? PHASE_VALIDATE : PHASE_EPOCH_END;
        training_epoch_take(t);
    }
    return 1;
}

static int advance_validation(struct training *t, const struct parallel *parallel, struct err *err)
{
    struct state *s = &t->state;
    int batch = batch_at(t, t->plan.validation_rows);
    t->feed = t->validation;
    t->rows = t->order + t->plan.train_rows + s->at;
    if (!t->plan.splits) {
        for (int i = 0; i < batch; i++)
            t->ids[i] = (uint32_t)((s->at + i) * t->plan.stride);
        t->rows = t->ids;
    }
    struct score sum = run_batch(t, &t->evaluate, batch, 0, batch, false, parallel);
    if (!isfinite(sum.loss))
        return diverged(t, "the validation loss", sum.loss, err);
    score_sum(&s->validation, &sum);
    s->at += batch;
    if (s->at == t->plan.validation_rows)
        s->phase = PHASE_EPOCH_END;
    return 1;
}

int training_advance(struct training *t, const struct parallel *parallel, struct err *err)
{
    t->n_points = 0;
    switch ((enum phase)t->state.phase) {
    case PHASE_STEP: return advance_step(t, parallel, err);
    case PHASE_VALIDATE: return advance_validation(t, parallel, err);
    case PHASE_EPOCH_END: return training_epoch_end(t);
    case PHASE_DONE: break;
    }
    return 0;
}

const struct point *training_points(const struct training *t, int *n)
{
    *n = t->n_points;
    return t->points;
}

int64_t training_parameters(const struct training *t)
{
    return t->plan.graph->parameters;
}

struct progress training_progress(const struct training *t)
{
    return (struct progress){.step = t->state.step,
                             .steps = t->plan.steps,
                             .epoch = (int)t->state.epoch,
                             .epochs = t->plan.epochs,
                             .validating = t->state.phase == PHASE_VALIDATE,
                             .stopped_early = t->state.stopped};
}
