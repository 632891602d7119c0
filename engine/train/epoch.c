/* epoch.c - an epoch's end: its metrics, and what early stopping and the schedule make of them.
 *
 * The training rows' metrics are taken when the last step is done, since validating counts in the
 * same memory; they wait in the state, so a stop in between loses nothing. */
#include "engine/train/training.h"
#include "engine/tensor/loops.h"

#include <string.h>

void training_point(struct training *t, const char *name, bool per_epoch, double value)
{
    if (!isnan(value))
        t->points[t->n_points++] = (struct point){name, t->state.step, per_epoch, value};
}

/* The values of all metrics over these rows; the lanes' tallies start anew. */
static void take(struct training *t, const struct score *score, int64_t rows, uint64_t *ranks,
                 double value[METRICS_MAX])
{
    const struct metrics *m = &t->plan.metrics;
    metrics_sum(m, t->tallies, t->plan.lanes);
    struct counts counts = {m, score, t->tallies, (double)rows, ranks};
    for (int id = 0; id < METRIC_COUNT; id++)
        value[id] = t->state.untallied && metric_is_tallied((enum metric_id)id)
                        ? NAN
                        : metric_value((enum metric_id)id, &counts);
    memset(t->tallies, 0, (size_t)(t->plan.lanes * m->n) * sizeof *t->tallies);
}

void training_epoch_take(struct training *t)
{
    take(t, &t->state.train, t->plan.train_rows, NULL, t->state.train_value);
}

/* What a monitor watches, so that smaller is better. */
static double monitored(const struct training *t, int monitor, const double *val)
{
    enum metric_id id = monitor_metric(monitor);
    double value = monitor_is_val(monitor) ? val[id] : t->state.train_value[id];
    return metric_rises(id) ? -value : value;
}

/* Keras' rule: an improvement is more than min_delta; after `patience` epochs without, stop. */
static void stop_early(struct training *t, double value)
{
    struct state *s = &t->state;
    const struct value *o = t->spec.early_stopping;
    if ((isnan(s->best) && !isnan(value)) || value < s->best - o[EARLY_STOPPING_MIN_DELTA].n) {
        s->best = value;
        s->waited = 0;
        if (t->plan.keeps_best) {
            vec_copy(t->best, training_weights(t), t->plan.graph->flat);
            vec_copy(t->best_stats, t->stats, t->plan.graph->flat_stats);
            s->has_best = 1;
        }
        return;
    }
    s->waited++;
    if ((double)s->waited >= o[EARLY_STOPPING_PATIENCE].n)
        s->stopped = 1;
}

static void epoch_points(struct training *t, const double *val)
{
    for (int id = 0; id < METRIC_COUNT; id++)
        training_point(t, metric_epoch((enum metric_id)id), true, t->state.train_value[id]);
    for (int id = 0; t->plan.has_validation && id < METRIC_COUNT; id++)
        training_point(t, metric_val((enum metric_id)id), true, val[id]);
}

int training_epoch_end(struct training *t)
{
    struct state *s = &t->state;
    double val[METRICS_MAX];
    if (t->plan.has_validation) {
        s->validation.loss += penalty(t->plan.graph, training_weights(t), t->spec.regularization) *
                              s->validation.count;
        take(t, &s->validation, t->plan.validation_rows, t->ranks, val);
    }
    s->epoch++;
    epoch_points(t, val);
    int watched = schedule_monitor(&t->spec.schedule);
    if (t->spec.has_early_stopping)
        stop_early(t, monitored(t, (int)t->spec.early_stopping[EARLY_STOPPING_MONITOR].n, val));
    if (watched >= 0)
        schedule_epoch(&t->spec.schedule, &s->plateau, monitored(t, watched, val));
    s->train = s->validation = (struct score){0};
    s->at = s->untallied = 0;
    s->phase = s->stopped || s->epoch == t->plan.epochs ? PHASE_DONE : PHASE_STEP;
    if (s->phase == PHASE_DONE)
        return 0;
    training_reorder(t);
    return 1;
}
