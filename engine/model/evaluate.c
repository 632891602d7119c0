/* evaluate.c - loss and metrics of an open model over a labelled dataset. */
#include "engine/data/windows.h"
#include "engine/model/model.h"
#include "engine/train/training.h"

#include <inttypes.h>
#include <math.h>
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
    m->score.loss += loss->run(&pass);
    m->score.count += (double)(loss->per_row ? rows : rows * m->head.width);
    score_add(&m->score, m->r2, targets, &pass);
}

static int evaluate_rows(struct model *m, int64_t rows, bool (*stop)(void *arg), void *arg,
                         struct err *err)
{
    int64_t stride = preprocess_stride(preprocess_info(m->preprocess));
    m->score = (struct score){0};
    if (m->r2)
        memset(m->r2, 0, (size_t)m->head.width * MOMENTS * sizeof *m->r2);
    for (int64_t at = 0; at < rows;) {
        if (stop && stop(arg))
            return err_set(err, ERR_BUSY, "the evaluation was stopped after %" PRId64 " rows", at);
        int n = rows - at < m->rows ? (int)(rows - at) : m->rows;
        for (int i = 0; i < n; i++)
            m->ids[i] = (uint32_t)(at++ * stride);
        machine_share(&m->machine, n, false, 0);
        machine_run(&m->machine, &m->evaluate, &parallel_serial);
    }
    return 0;
}

static int metrics(const struct model *m, int64_t rows, struct metric *out, int max)
{
    const struct score *s = &m->score;
    struct metric all[4];
    int n = 0;
    all[n++] = (struct metric){"loss", s->loss / s->count +
                                           penalty(m->graph, m->params, m->spec.regularization)};
    if (target_is_label(m->head.targets) || m->head.targets == TARGET_FLAGS)
        all[n++] = (struct metric){"accuracy", s->right / s->of};
    else
        all[n++] = (struct metric){"mae", s->error / s->elements};
    if (m->head.targets == TARGET_NEXT)
        all[n++] = (struct metric){"perplexity", exp(all[0].value)};
    if (m->r2)
        all[n++] = (struct metric){"r2", score_r2(m->r2, m->head.width, (double)rows)};
    n = n < max ? n : max;
    memcpy(out, all, (size_t)n * sizeof *out);
    return n;
}

int model_evaluate(struct model *m, const struct dataset *ds, bool (*stop)(void *arg), void *arg,
                   struct metric *out, int max, int64_t *rows, struct err *err)
{
    struct feed *feed = feed_new(m->preprocess, ds, m->head.targets != TARGET_NONE, err);
    if (!feed)
        return err ? err->code : ERR_INVALID;
    m->feed = feed;
    int64_t n = preprocess_rows(preprocess_info(m->preprocess), ds);
    int rc = evaluate_rows(m, n, stop, arg, err);
    m->feed = NULL;
    feed_free(feed);
    if (rc)
        return rc;
    *rows = n;
    return metrics(m, n, out, max);
}
