/* evaluate.c - loss and metrics of an open model over a labelled dataset. */
#include "engine/data/text.h"
#include "engine/data/windows.h"
#include "engine/model/model.h"
#include "engine/train/anomaly.h"
#include "engine/train/training.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The classes of an evaluation's rows. */
struct labels {
    const struct dataset *ds;
    int column, normal;
};

static void rank_anomalies(struct model *m, const struct loss_pass *p)
{
    const struct labels *l = m->anomalies;
    bool logits = head_answers_logits(&m->head);
    for (int64_t i = 0; i < p->rows; i++) {
        double cell = l->ds->cells[m->ids[i] * (int64_t)l->ds->info.n_columns + l->column];
        int class = dataset_class(l->ds, l->column, cell);
        double score =
            anomaly_score(p->target + i * p->width, p->y + i * p->width, p->width, logits);
        m->ranks[m->at + i] = class < 0 ? RANK_NONE : rank_key((float)score, class != l->normal);
    }
}

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
        .ignored = m->head.ignored >= 0 ? &m->head.ignored : NULL,
        .options = m->head.options};
    struct loss_sum sum = loss->run(&pass);
    metrics_add(&m->metrics, &m->score, m->tallies, &pass, &sum);
    if (m->anomalies)
        rank_anomalies(m, &pass);
    else if (m->ranks)
        metrics_rank(&m->metrics, m->ranks, m->at, m->of, &pass);
}

static int evaluate_rows(struct model *m, bool (*stop)(void *arg), void *arg, struct err *err)
{
    int64_t stride = preprocess_stride(preprocess_info(m->preprocess));
    m->score = (struct score){0};
    m->err = err;
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
        if (m->failed)
            return m->failed;
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

static int evaluate(struct model *m, const struct dataset *ds, int64_t ranks,
                    bool (*stop)(void *arg), void *arg, struct metric *out, int max, int64_t *rows,
                    struct err *err)
{
    struct feed *feed = feed_new(m->preprocess, ds, m->head.targets != TARGET_NONE, err);
    if (!feed)
        return err ? err->code : ERR_INVALID;
    m->feed = feed;
    m->of = preprocess_rows(preprocess_info(m->preprocess), ds);
    m->ranks = ranks ? calloc((size_t)ranks, sizeof *m->ranks) : NULL;
    int rc = ranks && !m->ranks
                 ? err_set(err, ERR_NO_MEMORY, "no memory for %" PRId64 " scores", ranks)
                 : evaluate_rows(m, stop, arg, err);
    int n = rc ? rc : metrics(m, out, max);
    double area = rc == 0 && m->anomalies ? rank_area(m->ranks, ranks) : NAN;
    if (!isnan(area) && n < max)
        out[n++] = (struct metric){metric_name(METRIC_ROC_AUC), area};
    free(m->ranks);
    m->ranks = NULL;
    m->feed = NULL;
    feed_free(feed);
    if (rc == 0)
        *rows = m->of;
    return n;
}

int model_evaluate(struct model *m, const struct dataset *ds, bool (*stop)(void *arg), void *arg,
                   struct metric *out, int max, int64_t *rows, struct err *err)
{
    int64_t n = preprocess_rows(preprocess_info(m->preprocess), ds);
    return evaluate(m, ds, metrics_ranks(&m->metrics, n), stop, arg, out, max, rows, err);
}

/* The column of classes and the one that is normal, or why not. */
static int find_labels(struct labels *l, const struct dataset *ds, const char *label,
                       const char *normal, struct err *err)
{
    char brief[48], want[48];
    text_brief(brief, label, strlen(label));
    text_brief(want, normal, strlen(normal));
    *l = (struct labels){.ds = ds, .column = dataset_column(ds, label)};
    if (l->column < 0)
        return err_set(err, ERR_INVALID, "the dataset has no column \"%s\"", brief);
    if (!ds->cells || ds->classes[l->column].n == 0)
        return err_set(err, ERR_INVALID,
                       "column \"%s\" has too many different values to be classes", brief);
    l->normal = classes_find(&ds->classes[l->column], normal, strlen(normal));
    if (l->normal < 0)
        return err_set(err, ERR_INVALID, "column \"%s\" has no class \"%s\"", brief, want);
    return 0;
}

int model_evaluate_anomalies(struct model *m, const struct dataset *ds, const char *label,
                             const char *normal, bool (*stop)(void *arg), void *arg,
                             struct metric *out, int max, int64_t *rows, struct err *err)
{
    struct labels labels;
    if (m->head.targets != TARGET_NONE)
        return err_set(err, ERR_INVALID,
                       "only an autoencoder scores rows; this model is measured by its own target");
    if (ds->info.rows > RANKS_MAX)
        return err_set(err, ERR_INVALID, "%" PRId64 " rows are more than the %d that are ranked",
                       ds->info.rows, RANKS_MAX);
    int rc = find_labels(&labels, ds, label, normal, err);
    if (rc)
        return rc;
    m->anomalies = &labels;
    int n = evaluate(m, ds, ds->info.rows, stop, arg, out, max, rows, err);
    m->anomalies = NULL;
    return n;
}

const double *model_confusion(const struct model *m, int *n)
{
    *n = m->metrics.at[TALLY_MATRIX] < 0 ? 0 : (int)m->metrics.classes;
    return *n ? m->tallies + m->metrics.at[TALLY_MATRIX] : NULL;
}
