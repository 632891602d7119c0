/* evaluate.c - loss and metrics of an open model over a labelled dataset. */
#include "engine/data/windows.h"
#include "engine/model/model.h"
#include "engine/train/training.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void model_score(void *owner, int lane)
{
    struct model *m = owner;
    int64_t rows = m->machine.lane[lane].rows * m->head.positions;
    const struct loss_ops *loss = loss_ops(m->head.loss);
    enum target_kind targets = m->head.targets;
    struct loss_pass pass = {
        .y = machine_pass(&m->machine, lane, m->graph->n - 1)->y,
        .target = targets == TARGET_NONE ? machine_pass(&m->machine, lane, 0)->y : m->target,
        .label = target_is_label(targets) ? m->labels : NULL,
        .rows = rows,
        .width = m->head.width,
        .options = m->head.options};
    struct loss_sum sum = loss->run(&pass);
    metrics_add(&m->metrics, &m->score, m->tallies, &pass, &sum);
    if (m->ranks)
        metrics_rank(&m->metrics, m->ranks, m->at, m->of, &pass);
}

static int evaluate_rows(struct model *m, bool (*stop)(void *arg), void *arg, struct err *err)
{
    int64_t stride = preprocess_stride(preprocess_info(m->preprocess));
    m->score = (struct score){0};
    memset(m->tallies, 0, (size_t)m->metrics.n * sizeof *m->tallies);
    for (m->at = 0; m->at < m->of;) {
        if (stop && stop(arg))
            return err_set(err, ERR_BUSY, "the evaluation was stopped after %" PRId64 " rows",
                           m->at);
        int n = m->of - m->at < m->rows ? (int)(m->of - m->at) : m->rows;
        for (int i = 0; i < n; i++)
            m->ids[i] = (uint32_t)((m->at + i) * stride);
        machine_share(&m->machine, n, false, 0);
        machine_run(&m->machine, &m->evaluate, &parallel_serial);
        m->at += n;
    }
    return 0;
}

static int metrics(const struct model *m, struct metric *out, int max)
{
    struct counts counts = {&m->metrics, &m->score, m->tallies, (double)m->of, m->ranks};
    int n = 0;
    for (int id = 0; id < METRIC_COUNT && n < max; id++) {
        double value = metric_value((enum metric_id)id, &counts);
        if (id == METRIC_LOSS)
            value += penalty(m->graph, m->params, m->spec.regularization);
        if (!isnan(value))
            out[n++] = (struct metric){metric_name((enum metric_id)id), value};
    }
    return n;
}

int model_evaluate(struct model *m, const struct dataset *ds, bool (*stop)(void *arg), void *arg,
                   struct metric *out, int max, int64_t *rows, struct err *err)
{
    struct feed *feed = feed_new(m->preprocess, ds, m->head.targets != TARGET_NONE, err);
    if (!feed)
        return err ? err->code : ERR_INVALID;
    m->feed = feed;
    m->of = preprocess_rows(preprocess_info(m->preprocess), ds);
    int64_t ranks = metrics_ranks(&m->metrics, m->of);
    m->ranks = ranks ? calloc((size_t)ranks, sizeof *m->ranks) : NULL;
    int rc = ranks && !m->ranks
                 ? err_set(err, ERR_NO_MEMORY, "no memory for %" PRId64 " scores", ranks)
                 : evaluate_rows(m, stop, arg, err);
    int n = rc ? rc : metrics(m, out, max);
    free(m->ranks);
    m->ranks = NULL;
    m->feed = NULL;
    feed_free(feed);
    if (rc == 0)
        *rows = m->of;
    return n;
}

const double *model_confusion(const struct model *m, int *n)
{
    *n = m->metrics.at[TALLY_MATRIX] < 0 ? 0 : (int)m->metrics.classes;
    return *n ? m->tallies + m->metrics.at[TALLY_MATRIX] : NULL;
}
