/* anomaly.c - scores of rows, and the percentiles of those that trained. */
#include "engine/train/anomaly.h"
#include "engine/tensor/vmath.h"
#include "engine/train/split.h"
#include "engine/train/training.h"

#include <stdlib.h>
#include <string.h>

/* 16,384: the 99th percentile stands on 164 of them, and they are scored in seconds. */
enum { SCORED_MAX = 16384 };

double anomaly_score(const real *x, const real *y, int64_t n, bool logits)
{
    double sum = 0;
    for (int64_t i = 0; i < n; i++) {
        double e = (double)x[i] - (double)(logits ? vsigmoid(y[i]) : y[i]);
        sum += e * e;
    }
    return sum / (double)n;
}

static void bind(struct machine *m, const real *params, real *stats)
{
    machine_weigh(m, params);
    for (int i = 0; i < m->lanes * m->graph->n; i++)
        m->pass[i].stats = stats;
}

static void score_batch(struct training *t, int rows, float *out)
{
    int64_t width = t->plan.head.width;
    bool logits = head_answers_logits(&t->plan.head);
    machine_share(&t->machine, rows, false, 0);
    machine_run(&t->machine, &t->evaluate, &parallel_serial);
    for (int lane = 0; lane < t->plan.lanes; lane++) {
        const struct lane *l = &t->machine.lane[lane];
        const real *x = machine_pass(&t->machine, lane, 0)->y;
        const real *y = machine_pass(&t->machine, lane, t->plan.graph->n - 1)->y;
        for (int64_t i = 0; i < l->rows; i++)
            out[l->row + i] = (float)anomaly_score(x + i * width, y + i * width, width, logits);
    }
}

static void score_rows(struct training *t, float *scores, int64_t n)
{
    t->feed = t->train;
    t->rows = t->ids;
    t->with_gradient = false;
    for (int64_t at = 0; at < n;) {
        int rows = n - at < t->plan.batch ? (int)(n - at) : t->plan.batch;
        for (int i = 0; i < rows; i++)
            t->ids[i] = t->order[(at + i) * t->plan.train_rows / n];
        score_batch(t, rows, scores + at);
        at += rows;
    }
}

static int ascending(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

int anomaly_percentiles(struct training *t, const real *params, const real *stats,
                        float out[SCORE_PERCENTILES], struct err *err)
{
    int64_t n = t->plan.train_rows < SCORED_MAX ? t->plan.train_rows : SCORED_MAX;
    float *scores = malloc(sizeof *scores * (size_t)n);
    if (!scores)
        return err_set(err, ERR_NO_MEMORY, "no memory for the scores of %d rows", (int)n);
    bind(&t->machine, params, (real *)stats); /* read only, outside of a step */
    training_unshuffle(t);
    score_rows(t, scores, n);
    bind(&t->machine, t->params, t->stats);
    training_reorder(t);
    qsort(scores, (size_t)n, sizeof *scores, ascending);
    for (int i = 0; i < SCORE_PERCENTILES; i++) {
        double place = (double)(n - 1) * i / (SCORE_PERCENTILES - 1);
        int64_t low = (int64_t)place, high = low + 1 < n ? low + 1 : low;
        double part = place - (double)low;
        out[i] = (float)((1 - part) * (double)scores[low] + part * (double)scores[high]);
    }
    free(scores);
    return 0;
}
