/* model.c - opens a model file: its spec's graph, its own preprocessing, one arena, one lane. */
#include "engine/model/model.h"
#include "engine/engine.h"
#include "engine/model/tensors.h"
#include "engine/train/loss_data.h"

#include <stdlib.h>
#include <string.h>

/* A batch of at most 256 rows, fewer when a row needs much: 16 M numbers of activations. */
enum { ROWS = 256, REALS_MAX = 16 << 20 };

struct load {
    const struct safetensors *file;
    struct model *m;
    struct err *err;
    int rc;
};

static void load_tensor(void *arg, const struct node *node, const struct param *p, bool is_stat)
{
    struct load *l = arg;
    char name[TENSOR_NAME_MAX], want[SHAPE_TEXT_MAX], got[SHAPE_TEXT_MAX];
    if (l->rc)
        return;
    const struct tensor *t = safetensors_find(l->file, tensor_name(name, node, p));
    if (!t)
        l->rc = err_set(l->err, ERR_CORRUPT, "the model file has no tensor \"%s\"", name);
    else if (t->type != tensor_type || !shape_equal(&t->shape, &p->shape))
        l->rc = err_set(l->err, ERR_CORRUPT, "tensor \"%s\" is %s; the model's spec makes it %s",
                        name, shape_text(&t->shape, got), shape_text(&p->shape, want));
    else
        memcpy((is_stat ? l->m->stats : l->m->params) + p->offset, t->data, (size_t)t->bytes);
}

static int plan_batch(struct model *m, struct err *err)
{
    int rc = memory_plan(&m->memory, m->graph, 1, false, m->head.task == TASK_AUTOENCODER, err);
    int64_t fit = rc ? 1 : REALS_MAX / (m->memory.reals ? m->memory.reals : 1);
    m->rows = fit < 1 ? 1 : fit > ROWS ? ROWS : (int)fit;
    memory_done(&m->memory);
    return rc ? rc
              : memory_plan(&m->memory, m->graph, m->rows, false, m->head.task == TASK_AUTOENCODER,
                            err);
}

/* Lays out and takes the arena, then binds the graph to it. */
static int take_memory(struct model *m, struct err *err)
{
    struct layout l = {0};
    int64_t width = m->head.width;
    int64_t params = layout_add(&l, m->graph->flat, sizeof(real));
    int64_t stats = layout_add(&l, m->graph->flat_stats, sizeof(real));
    int64_t reals = layout_add(&l, m->memory.reals, sizeof(real));
    int64_t target = layout_add(&l, size_mul(m->rows, width), sizeof(real));
    int64_t n_labels = size_mul(m->rows, m->head.positions);
    int64_t parts = layout_add(&l, m->memory.parts, sizeof(double));
    int64_t joints = layout_add(&l, m->memory.joints, sizeof(double));
    int64_t tallies = layout_add(&l, m->metrics.n, sizeof(double));
    int64_t labels = layout_add(&l, n_labels, sizeof(int32_t));
    int64_t ids = layout_add(&l, m->rows, sizeof(uint32_t));
    int rc = arena_init(&m->arena, &l, err);
    if (rc)
        return rc;
    unsigned char *base = m->arena.base;
    m->params = (real *)(base + params);
    m->stats = (real *)(base + stats);
    m->reals = (real *)(base + reals);
    m->target = (real *)(base + target);
    m->parts = (double *)(base + parts);
    m->joints = (double *)(base + joints);
    m->tallies = (double *)(base + tallies);
    m->labels = (int32_t *)(base + labels);
    m->ids = (uint32_t *)(base + ids);
    struct blocks blocks = {m->params, m->stats, NULL, &m->reals, &m->parts, m->joints};
    rc = machine_init(&m->machine, m->graph, &m->memory, &blocks, 1, m, err);
    if (rc == 0)
        rc = program_init(&m->predict, m->graph, &m->memory, false, model_gather, NULL, err);
    if (rc == 0)
        rc =
            program_init(&m->evaluate, m->graph, &m->memory, false, model_gather, model_score, err);
    return rc;
}

static void describe(struct model *m)
{
    const struct preprocess_info *in = preprocess_info(m->preprocess);
    struct model_info *out = &m->info;
    *out = (struct model_info){.inputs = in->inputs,
                               .n_inputs = in->n_inputs,
                               .n_sample = in->n_sample,
                               .n_outputs = (int)m->head.width,
                               .classes = in->n_out ? in->names : NULL,
                               .is_classifier = m->head.targets == TARGET_CLASS,
                               .is_autoencoder = m->head.targets == TARGET_NONE,
                               .top = m->head.task == TASK_RECOMMENDER ? RECOMMENDED : 0,
                               .parameters = m->graph->parameters};
    for (int i = 0; i < in->n_blocks; i++)
        if (in->block[i].kind == BLOCK_SAMPLE) {
            out->rank = in->block[i].rank;
            memcpy(out->shape, in->block[i].shape, sizeof out->shape);
        }
    if (m->head.targets == TARGET_AHEAD)
        out->window = (int)in->ahead.context;
    m->mask = mask_init(&m->spec, in->n_in, in->n_out);
    if (target_is_text(m->head.targets)) {
        out->context = (int)in->n_in;
        out->masked = m->head.targets == TARGET_MASKED;
        out->n_outputs = in->n_out;
    }
    if (out->is_classifier)
        out->n_outputs = in->n_out;
    if (m->head.targets == TARGET_MAP) {
        out->n_outputs = (int)m->head.positions;
        out->map_classes = in->n_out;
    }
}

/* Older files have none. */
static void load_scores(struct model *m, const struct safetensors *file)
{
    const struct tensor *t = safetensors_find(file, SCORES_TENSOR);
    if (!t || t->type != TENSOR_F32 || t->bytes != (int64_t)sizeof m->percentiles ||
        m->head.targets != TARGET_NONE)
        return;
    memcpy(m->percentiles, t->data, sizeof m->percentiles);
    m->info.scores = m->percentiles;
}

static int open_from(struct model *m, const struct safetensors *file, const struct spec *spec,
                     struct err *err)
{
    const struct tensor *p = safetensors_find(file, PREPROCESS_TENSOR);
    if (!p || p->type != TENSOR_U8)
        return err_set(err, ERR_CORRUPT, "the model file has no preprocessing");
    int rc = spec_copy(&m->spec, spec, err);
    if (rc)
        return rc;
    m->preprocess = preprocess_load(p->data, (size_t)p->bytes, err);
    if (!m->preprocess)
        return err->code;
    struct faults faults = {0};
    m->graph = head_plan(&m->head, &m->spec, preprocess_info(m->preprocess), &faults);
    if (!m->graph) {
        err_set(err, ERR_CORRUPT, "the model's spec does not fit its file: %s: %s",
                faults.v[0].pointer, faults.v[0].detail);
        faults_done(&faults);
        return ERR_CORRUPT;
    }
    if (loss_is_unbalanced(&m->head))
        return err_set(err, ERR_CORRUPT,
                       "the model's spec asks for balanced class_weights, which "
                       "are numbers once a model is trained");
    m->head.ignored = loss_ignored(&m->head, preprocess_info(m->preprocess));
    metrics_plan(&m->metrics, &m->head, true);
    m->metrics.names = preprocess_info(m->preprocess)->names;
    rc = plan_batch(m, err);
    rc = rc ? rc : take_memory(m, err);
    struct load load = {file, m, err, rc};
    if (rc == 0)
        graph_tensors(m->graph, load_tensor, &load);
    describe(m);
    load_scores(m, file);
    return load.rc;
}

struct model *model_open(const char *path, const struct spec *spec, struct err *err)
{
    struct err local;
    err = err ? err : &local;
    struct safetensors *file = safetensors_open(path, err);
    struct model *m = file ? calloc(1, sizeof *m) : NULL;
    if (file && !m)
        err_set(err, ERR_NO_MEMORY, "no memory to open a model");
    if (m && open_from(m, file, spec, err) != 0) {
        model_close(m);
        m = NULL;
    }
    safetensors_close(file);
    return m;
}

void model_close(struct model *m)
{
    if (!m)
        return;
    program_done(&m->predict);
    program_done(&m->evaluate);
    machine_done(&m->machine);
    arena_done(&m->arena);
    memory_done(&m->memory);
    graph_free(m->graph);
    preprocess_free(m->preprocess);
    spec_done(&m->spec);
    free(m);
}

const struct model_info *model_info(const struct model *m)
{
    return &m->info;
}

char *model_metadata(const char *path, const char *key, struct err *err)
{
    struct safetensors *s = safetensors_open(path, err);
    const char *value = s ? safetensors_metadata(s, key) : NULL;
    char *copy = value ? strdup(value) : NULL;
    if (s && !copy)
        err_set(err, ERR_NOT_FOUND, "%s has no metadata \"%s\"", path, key);
    safetensors_close(s);
    return copy;
}
