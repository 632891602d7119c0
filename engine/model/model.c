/* model.c - the model file: what a training leaves behind, and what predicts from raw rows.
 *
 * Tensors are named LAYER.TENSOR, a layer by its own name or "layers.N" by its place in the spec;
 * "preprocess" holds what turns raw rows into inputs. The metadata holds no time, no name, no
 * width: the same training gives the same bytes. */
#include "engine/engine.h"
#include "engine/data/prep.h"
#include "engine/data/windows.h"
#include "engine/model/generate.h"
#include "engine/model/safetensors.h"
#include "engine/tensor/loops.h"
#include "engine/tensor/vmath.h"
#include "engine/train/training.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 160: a layer's name (its limit is the spec's) or "layers.N", a dot and a tensor's name. */
enum { TENSOR_NAME_MAX = 160 };

static const char preprocess_name[] = "preprocess";
static const char format[] = "allot-model-1";
static const enum tensor_type tensor_type = sizeof(real) == 4 ? TENSOR_F32 : TENSOR_F64;

static const char *tensor_name(char text[TENSOR_NAME_MAX], const struct node *node,
                               const struct param *p)
{
    if (node->name)
        snprintf(text, TENSOR_NAME_MAX, "%s.%s", node->name, p->name);
    else
        snprintf(text, TENSOR_NAME_MAX, "layers.%d.%s", node->spec, p->name);
    return text;
}

/* ---- export ---- */

struct export
{
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
        (struct tensor){preprocess_name, TENSOR_U8, shape_1((int64_t)n), preprocess, (int64_t)n};
    return safetensors_write(path, e->tensors, e->n, metadata,
                             (int)(sizeof metadata / sizeof *metadata), err);
}

int training_export(const struct training *t, const char *path, const char *spec_text,
                    const char *dataset_sha256, struct err *err)
{
    bool best = t->plan.keeps_best && t->state.has_best;
    size_t most = (size_t)t->plan.graph->n * (PARAMS_MAX + 2) + 1;
    size_t n = preprocess_store(t->preprocess, NULL);
    struct export e = {.params = best ? t->best : t->params,
                       .stats = best ? t->best_stats : t->stats,
                       .tensors = calloc(most, sizeof *e.tensors),
                       .names = calloc(most, sizeof *e.names)};
    void *preprocess = malloc(n ? n : 1);
    int rc = e.tensors && e.names && preprocess
                 ? export_write(t, &e, preprocess, n, path, spec_text, dataset_sha256, err)
                 : err_set(err, ERR_NO_MEMORY, "no memory to export a model");
    free(e.tensors);
    free(e.names);
    free(preprocess);
    return rc;
}

/* ---- warm start ---- */

struct adoption {
    const struct safetensors *file;
    struct training *t;
    int64_t taken;
};

static void adopt_tensor(void *arg, const struct node *node, const struct param *p, bool is_stat)
{
    struct adoption *a = arg;
    char name[TENSOR_NAME_MAX];
    const struct tensor *t = safetensors_find(a->file, tensor_name(name, node, p));
    if (!t || t->type != tensor_type || !shape_equal(&t->shape, &p->shape))
        return;
    memcpy((is_stat ? a->t->stats : a->t->params) + p->offset, t->data, (size_t)t->bytes);
    a->taken += p->size;
}

int training_start_from(struct training *t, const char *model_path, int64_t *taken, struct err *err)
{
    struct safetensors *file = safetensors_open(model_path, err);
    if (!file)
        return err ? err->code : ERR_CORRUPT;
    struct adoption a = {file, t, 0};
    graph_tensors(t->plan.graph, adopt_tensor, &a);
    safetensors_close(file);
    if (a.taken == 0)
        return err_set(err, ERR_CONFLICT,
                       "no tensor of the base model has the name and shape of one of this model's");
    *taken = a.taken;
    return 0;
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

/* ---- opening ---- */

struct model {
    struct spec spec;
    struct preprocess *preprocess;
    struct head head;
    struct graph *graph;
    struct memory memory;
    struct arena arena;
    struct machine machine;
    struct program predict, evaluate;
    struct model_info info;
    real *params, *stats, *reals, *target;
    double *parts, *joints, *r2;
    int32_t *labels;
    uint32_t *ids;
    int rows; /* most of a batch */

    /* the batch at work */
    const struct cell *cells;
    const int32_t *text; /* one window's characters, n_text of them */
    int n_text;
    const struct feed *feed;
    struct score score;
    struct err *err;
    int failed;
};

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

static void gather(void *owner, int lane);
static void score(void *owner, int lane);

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
    int64_t r2 = layout_add(&l, size_mul(width, MOMENTS), sizeof(double));
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
    m->r2 = m->head.targets == TARGET_NUMBERS ? (double *)(base + r2) : NULL;
    m->labels = (int32_t *)(base + labels);
    m->ids = (uint32_t *)(base + ids);
    struct blocks blocks = {m->params, m->stats, NULL, &m->reals, &m->parts, m->joints};
    rc = machine_init(&m->machine, m->graph, &m->memory, &blocks, 1, m, err);
    if (rc == 0)
        rc = program_init(&m->predict, m->graph, &m->memory, false, gather, NULL, err);
    if (rc == 0)
        rc = program_init(&m->evaluate, m->graph, &m->memory, false, gather, score, err);
    return rc;
}

static void describe(struct model *m)
{
    const struct preprocess_info *in = preprocess_info(m->preprocess);
    struct model_info *out = &m->info;
    *out = (struct model_info){.inputs = in->inputs,
                               .n_inputs = in->n_inputs,
                               .n_outputs = (int)m->head.width,
                               .classes = in->names,
                               .is_classifier = m->head.targets == TARGET_CLASS,
                               .parameters = m->graph->parameters};
    if (!in->inputs) {
        out->rank = in->rank;
        memcpy(out->shape, in->shape, sizeof out->shape);
    }
    if (m->head.targets == TARGET_NEXT) {
        out->context = (int)in->n_in;
        out->n_outputs = in->n_out;
    }
    if (out->is_classifier)
        out->n_outputs = in->n_out;
}

static int open_from(struct model *m, const struct safetensors *file, const struct spec *spec,
                     struct err *err)
{
    const struct tensor *p = safetensors_find(file, preprocess_name);
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
    rc = plan_batch(m, err);
    rc = rc ? rc : take_memory(m, err);
    struct load load = {file, m, err, rc};
    if (rc == 0)
        graph_tensors(m->graph, load_tensor, &load);
    describe(m);
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

/* ---- predicting ---- */

static void gather(void *owner, int lane)
{
    struct model *m = owner;
    int rows = m->machine.lane[lane].rows;
    real *x = machine_pass(&m->machine, lane, 0)->y;
    if (m->cells) {
        m->failed = preprocess_cells(m->preprocess, m->cells, rows, x, m->err);
        return;
    }
    for (int64_t i = 0; m->text && i < m->head.positions; i++)
        x[i] = i < m->n_text ? (real)m->text[i] : 0;
    if (m->text)
        return;
    enum target_kind targets = m->head.targets;
    feed_gather(m->feed, m->ids, rows, x,
                targets == TARGET_NUMBERS || targets == TARGET_FLAGS ? m->target : NULL,
                target_is_label(targets) ? m->labels : NULL);
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

/* One row of logits or numbers → one row of the answer. */
static void answer(const struct model *m, const real *y, float *out)
{
    int64_t width = m->head.width;
    if (m->head.targets == TARGET_CLASS && width == 1) {
        out[m->info.n_outputs - 1] = (float)vsigmoid(y[0]);
        if (m->info.n_outputs == 2)
            out[0] = (float)vsigmoid(-y[0]);
    } else if (m->head.targets == TARGET_CLASS) {
        softmax(y, width, out);
    } else {
        for (int64_t i = 0; i < width; i++)
            out[i] = (float)(m->head.targets == TARGET_FLAGS ? vsigmoid(y[i]) : y[i]);
    }
}

int model_predict(struct model *m, const struct cell *cells, int64_t rows, float *outputs,
                  struct err *err)
{
    const real *y = machine_pass(&m->machine, 0, m->graph->n - 1)->y;
    m->err = err;
    if (m->info.context)
        return err_set(err, ERR_INVALID, "a language_model answers generate, not predict");
    for (int64_t at = 0; at < rows;) {
        int n = rows - at < m->rows ? (int)(rows - at) : m->rows;
        m->cells = cells + at * m->info.n_inputs;
        machine_share(&m->machine, n, false, 0);
        machine_run(&m->machine, &m->predict, &parallel_serial);
        m->cells = NULL;
        if (m->failed)
            return at ? err_wrap(err, "counting rows from %" PRId64 ": ", at + 1) : m->failed;
        for (int i = 0; i < n; i++, at++)
            answer(m, y + i * m->head.width, outputs + at * m->info.n_outputs);
    }
    return 0;
}

/* ---- writing ---- */

struct classes model_characters(const struct model *m)
{
    return m->preprocess->targets[0].classes;
}

/* What stands after the text in the window is not seen from its end, since nothing looks ahead. */
const real *model_next(struct model *m, const int32_t *text, int n)
{
    m->text = text;
    m->n_text = n;
    machine_share(&m->machine, 1, false, 0);
    machine_run(&m->machine, &m->predict, &parallel_serial);
    m->text = NULL;
    return machine_pass(&m->machine, 0, m->graph->n - 1)->y + (n - 1) * m->head.width;
}

/* ---- evaluating ---- */

static void score(void *owner, int lane)
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
