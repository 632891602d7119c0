/* target_scale.c - one pass over the targets of the rows that train, per output (Welford 1962). */
#include "engine/train/target_scale.h"
#include "engine/data/stats.h"
#include "engine/train/training.h"

/* One output at a time would read every row again; a chunk of outputs keeps the counters small. */
enum { CHUNK = 256 };

static void scale_chunk(struct training *t, int64_t from, int n, real *mean, real *std)
{
    struct stats s[CHUNK] = {{0}};
    for (int64_t i = 0; i < t->plan.train_rows; i++) {
        feed_gather(t->train, &t->order[i], 1, NULL, t->target, NULL);
        for (int j = 0; j < n; j++)
            stats_add(&s[j], (double)t->target[from + j]);
    }
    for (int j = 0; j < n; j++) {
        double spread = stats_std(&s[j]);
        mean[from + j] = (real)s[j].mean;
        std[from + j] = spread > 0 ? (real)spread : 1;
    }
}

void target_scale_set(struct training *t)
{
    const struct layer *last = &t->plan.graph->node[t->plan.graph->n - 1].layer;
    if (last->ops != &layer_rescale)
        return;
    for (int64_t at = 0; at < last->out_size; at += CHUNK) {
        int64_t n = last->out_size - at;
        scale_chunk(t, at, n < CHUNK ? (int)n : CHUNK, t->stats + last->stats[0].offset,
                    t->stats + last->stats[1].offset);
    }
}
