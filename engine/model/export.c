/* export.c - the model file that a training leaves behind.
 *
 * The metadata holds no time, no name, no width: the same training gives the same bytes. */
#include "engine/engine.h"
#include "engine/model/tensors.h"
#include "engine/train/anomaly.h"
#include "engine/train/training.h"

#include <stdio.h>
#include <stdlib.h>

static const char format[] = "allot-model-1";

const char *tensor_name(char text[TENSOR_NAME_MAX], const struct node *node, const struct param *p)
{
    if (node->name)
        snprintf(text, TENSOR_NAME_MAX, "%s.%s", node->name, p->name);
    else
        snprintf(text, TENSOR_NAME_MAX, "layers.%d.%s", node->spec, p->name);
    return text;
}

struct export
{
    const float *scores; /* (SCORE_PERCENTILES) or NULL */
    const real *params, *stats;
    struct tensor *tensors;
    char(*names)[TENSOR_NAME_MAX];
    int n;
};

static void export_tensor(void *arg, const struct node *node, const struct param *p, bool is_stat)
{
    struct export *e = arg;
    struct tensor *t = &e->tensors[e->n];
    t->name = tensor_name(e->names[e->n++], node, p);
    t->type = tensor_type;
    t->shape = p->shape;
    t->data = (is_stat ? e->stats : e->params) + p->offset;
    t->bytes = p->size * (int64_t)sizeof(real);
}

static int export_write(const struct training *t, struct export *e, void *preprocess, size_t n,
                        const char *path, const char *spec_text, const char *dataset_sha256,
                        struct err *err)
{
    char lanes[24], seed[24];
    snprintf(lanes, sizeof lanes, "%d", t->plan.lanes);
    snprintf(seed, sizeof seed, "%.0f", t->spec.training[TRAINING_SEED].n);
    struct pair metadata[] = {
        {"format", format},
        {"engine_version", engine_version()},
        {"blas", engine_blas()},
        {"kernel", engine_kernel()},
        {"lanes", lanes},
        {"seed", seed},
        {"dataset_sha256", dataset_sha256 ? dataset_sha256 : ""},
        {"spec", spec_text ? spec_text : ""},
    };
    preprocess_store(t->preprocess, preprocess);
    graph_tensors(t->plan.graph, export_tensor, e);
    e->tensors[e->n++] =
        (struct tensor){PREPROCESS_TENSOR, TENSOR_U8, shape_1((int64_t)n), preprocess, (int64_t)n};
    if (e->scores)
        e->tensors[e->n++] = (struct tensor){SCORES_TENSOR, TENSOR_F32, shape_1(SCORE_PERCENTILES),
                                             e->scores, SCORE_PERCENTILES * sizeof(float)};
    return safetensors_write(path, e->tensors, e->n, metadata,
                             (int)(sizeof metadata / sizeof *metadata), err);
}

int training_export(struct training *t, const char *path, const char *spec_text,
                    const char *dataset_sha256, struct err *err)
{
    int rc = 0;
    bool best = t->plan.keeps_best && t->state.has_best;
    size_t most = (size_t)t->plan.graph->n * (PARAMS_MAX + 2) + 2;
    size_t n = preprocess_store(t->preprocess, NULL);
    struct export e = {.params = best ? t->best : training_weights(t),
                       .stats = best ? t->best_stats : t->stats,
                       .tensors = calloc(most, sizeof *e.tensors),
                       .names = calloc(most, sizeof *e.names)};
    void *preprocess = malloc(n ? n : 1);
    float scores[SCORE_PERCENTILES];
    if (t->plan.head.targets == TARGET_NONE) {
        e.scores = scores;
        rc = anomaly_percentiles(t, e.params, e.stats, scores, err);
    }
    if (rc == 0)
        rc = e.tensors && e.names && preprocess
                 ? export_write(t, &e, preprocess, n, path, spec_text, dataset_sha256, err)
                 : err_set(err, ERR_NO_MEMORY, "no memory to export a model");
    free(e.tensors);
    free(e.names);
    free(preprocess);
    return rc;
}
