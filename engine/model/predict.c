/* predict.c - raw rows through an open model: answers for people, logits for generate. */
#include "engine/model/generate.h"
#include "engine/model/model.h"
#include "engine/data/text.h"
#include "engine/tensor/vmath.h"
#include "engine/train/anomaly.h"
#include "engine/train/indices.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* "column \"w\"", or the element of a sample, that a place in the row belongs to. */
static const char *place_name(char out[64], const struct preprocess *p, int64_t at)
{
    char brief[48];
    snprintf(out, 64, "element %" PRId64, at - p->sample_at + 1);
    for (int i = 0; i < p->n_columns; i++)
        if (at >= p->inputs[i].at && at < p->inputs[i].at + p->inputs[i].width)
            snprintf(out, 64, "column \"%s\"",
                     text_brief(brief, p->columns[i].name, strlen(p->columns[i].name)));
    return out;
}

/* Refuses rows with a number that an embedding has no vector for: its NaN would be the answer. */
static int check_indices(const struct model *m, const real *x, int rows)
{
    const struct preprocess *p = m->preprocess;
    struct stray stray;
    char name[64];
    for (int i = 0; i < rows; i++, x += p->info.n_in) {
        if (!graph_finds_stray(m->graph, x, &stray))
            continue;
        int64_t step = stray.at / p->n_step, row = m->cells ? i : (int64_t)m->ids[i];
        if (m->cells)
            row = row * (p->info.n_in / p->n_step) + step;
        return err_set(m->err, ERR_INVALID,
                       "%s %" PRId64 ", %s: %.7g is no index that the model's embedding knows; "
                       "allowed are whole numbers 0..%" PRId64,
                       m->info.window && !m->cells ? "window" : "row", row + 1,
                       place_name(name, p, stray.at % p->n_step), (double)x[stray.at],
                       stray.words - 1);
    }
    return 0;
}

void model_gather(void *owner, int lane)
{
    struct model *m = owner;
    int rows = m->machine.lane[lane].rows;
    real *x = machine_pass(&m->machine, lane, 0)->y;
    if (m->cells) {
        m->failed = preprocess_cells(m->preprocess, m->cells, rows, x, m->err);
        if (m->failed == 0)
            m->failed = check_indices(m, x, rows);
        return;
    }
    for (int64_t i = 0; m->text && i < m->head.positions; i++)
        x[i] = i < m->n_text ? (real)m->text[i] : 0;
    if (m->text)
        return;
    enum target_kind targets = m->head.targets;
    feed_gather(m->feed, m->ids, rows, x,
                target_is_number(targets) || targets == TARGET_FLAGS ? m->target : NULL,
                target_is_label(targets) ? m->labels : NULL);
    m->failed = target_is_text(targets) ? 0 : check_indices(m, x, rows);
    for (int i = 0; i < rows && targets == TARGET_MASKED; i++)
        mask_window(&m->mask, MASK_HELD_OUT, m->ids[i], x + i * m->mask.window,
                    m->labels + i * m->mask.window);
}

static void softmax(const real *x, int64_t n, float *out)
{
    real max = x[0], sum = 0;
    for (int64_t i = 1; i < n; i++)
        max = x[i] > max ? x[i] : max;
    for (int64_t i = 0; i < n; i++) {
        out[i] = (float)vexp(x[i] - max);
        sum += out[i];
    }
    for (int64_t i = 0; i < n; i++)
        out[i] /= (float)sum;
}

/* The likeliest class of each pixel: the first of the largest; of one channel, whether above 0. */
static void answer_map(const struct model *m, const real *y, float *out)
{
    int64_t width = m->head.width;
    for (int64_t i = 0; i < m->head.positions; i++, y += width) {
        int64_t best = width == 1 && y[0] > 0;
        for (int64_t k = 1; k < width; k++)
            best = y[k] > y[best] ? k : best;
        out[i] = (float)best;
    }
}

/* One row of logits or numbers → one row of the answer. */
static void answer(const struct model *m, const real *y, float *out)
{
    int64_t width = m->head.width;
    bool logits = m->head.targets == TARGET_FLAGS || head_answers_logits(&m->head);
    if (m->head.targets == TARGET_MAP) {
        answer_map(m, y, out);
    } else if (m->head.targets == TARGET_CLASS && width == 1) {
        out[m->info.n_outputs - 1] = (float)vsigmoid(y[0]);
        if (m->info.n_outputs == 2)
            out[0] = (float)vsigmoid(-y[0]);
    } else if (loss_ops(m->head.loss)->link == LINK_SOFTMAX) {
        softmax(y, width, out);
    } else {
        for (int64_t i = 0; i < width; i++)
            out[i] = (float)(logits ? vsigmoid(y[i]) : y[i]);
    }
}

int model_predict(struct model *m, const struct cell *cells, int64_t rows, float *outputs,
                  struct err *err)
{
    return model_predict_scores(m, cells, rows, outputs, NULL, err);
}

int model_predict_scores(struct model *m, const struct cell *cells, int64_t rows, float *outputs,
                         float *scores, struct err *err)
{
    bool logits = head_answers_logits(&m->head);
    const real *x = machine_pass(&m->machine, 0, 0)->y;
    int64_t n_in = m->head.width;
    scores = m->head.targets == TARGET_NONE ? scores : NULL;
    const real *y = machine_pass(&m->machine, 0, m->graph->n - 1)->y;
    m->err = err;
    if (m->info.context)
        return err_set(err, ERR_INVALID, "a language model writes or fills; it predicts no rows");
    for (int64_t at = 0; at < rows;) {
        int n = rows - at < m->rows ? (int)(rows - at) : m->rows;
        m->cells = cells + at * (m->info.window ? m->info.window : 1) * m->info.n_inputs;
        machine_share(&m->machine, n, false, 0);
        machine_run(&m->machine, &m->predict, &parallel_serial);
        m->cells = NULL;
        if (m->failed)
            return at ? err_wrap(err, "counting rows from %" PRId64 ": ", at + 1) : m->failed;
        for (int i = 0; scores && i < n; i++)
            scores[at + i] = (float)anomaly_score(x + i * n_in, y + i * n_in, n_in, logits);
        for (int i = 0; i < n; i++, at++)
            answer(m, y + i * m->head.positions * m->head.width, outputs + at * m->info.n_outputs);
    }
    return 0;
}

struct classes model_tokens(const struct model *m, const char **column)
{
    *column = m->preprocess->targets[0].name;
    return m->preprocess->targets[0].classes;
}

const real *model_logits(struct model *m, const int32_t *text, int n)
{
    m->text = text;
    m->n_text = n;
    machine_share(&m->machine, 1, false, 0);
    machine_run(&m->machine, &m->predict, &parallel_serial);
    m->text = NULL;
    return machine_pass(&m->machine, 0, m->graph->n - 1)->y;
}

/* What stands after the text in the window is not seen from its end, since nothing looks ahead. */
const real *model_next(struct model *m, const int32_t *text, int n)
{
    return model_logits(m, text, n) + (n - 1) * m->head.width;
}
