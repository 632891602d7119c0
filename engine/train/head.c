/* head.c - task, loss and the model's last layer must speak of the same thing. */
#include "engine/train/loss_data.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum target_kind task_targets(enum task task)
{
    static const enum target_kind of[] = {
        [TASK_REGRESSION] = TARGET_NUMBERS,
        [TASK_CLASSIFICATION] = TARGET_CLASS,
        [TASK_MULTI_LABEL] = TARGET_FLAGS,
        [TASK_AUTOENCODER] = TARGET_NONE,
        [TASK_LANGUAGE_MODEL] = TARGET_NEXT,
        [TASK_SEGMENTATION] = TARGET_MAP,
        [TASK_RECOMMENDER] = TARGET_CLASS,
        [TASK_FORECASTING] = TARGET_AHEAD,
        [TASK_MASKED_LANGUAGE_MODEL] = TARGET_MASKED,
    };
    return of[task];
}

static const char *implied_loss(const struct head *h, int64_t classes, int64_t width)
{
    switch (h->task) {
    case TASK_RECOMMENDER: return "cross_entropy";
    case TASK_CLASSIFICATION:
    case TASK_SEGMENTATION:
        return classes <= 2 && width == 1 ? "binary_cross_entropy" : "cross_entropy";
    case TASK_LANGUAGE_MODEL:
    case TASK_MASKED_LANGUAGE_MODEL: return "cross_entropy";
    case TASK_MULTI_LABEL: return "binary_cross_entropy";
    case TASK_FORECASTING:
    case TASK_REGRESSION:
    case TASK_AUTOENCODER: break;
    }
    return "mse";
}

static bool is_loss(int loss, const char *name)
{
    return strcmp(loss_ops(loss)->kind.name, name) == 0;
}

bool head_answers_logits(const struct head *h)
{
    return h->targets == TARGET_NONE && is_loss(h->loss, "binary_cross_entropy");
}

static void choose_loss(struct head *h, const struct spec *spec, int64_t classes)
{
    if (spec->loss.kind >= 0) {
        h->loss = spec->loss.kind;
        memcpy(h->options, spec->loss.options, sizeof h->options);
        return;
    }
    h->loss = catalog_find(CATALOG_LOSSES, implied_loss(h, classes, h->width));
    kind_defaults(&loss_ops(h->loss)->kind, h->options);
}

/* "mse, mae, huber": the losses that fit these targets. */
static const char *fitting(char text[128], enum target_kind targets)
{
    int n;
    size_t at = 0;
    const struct kind *kinds = loss_kinds(&n);
    text[0] = 0;
    for (int i = 0; i < n; i++)
        if (loss_ops(i)->targets >> targets & 1)
            at += (size_t)snprintf(text + at, 128 - at, "%s%s", at ? ", " : "", kinds[i].name);
    return text;
}

static void check_loss(const struct head *h, const char *task, struct faults *faults)
{
    char allowed[128];
    fitting(allowed, h->targets);
    if (!(loss_ops(h->loss)->targets >> h->targets & 1))
        faults_add(faults, "/training/loss", "task", allowed, "%s is no loss for %s; allowed: %s",
                   loss_ops(h->loss)->kind.name, task, allowed);
}

static void width_fault(const struct head *h, const struct node *last, struct faults *faults,
                        const char *of, int64_t want)
{
    char allowed[64], got[SHAPE_TEXT_MAX];
    snprintf(allowed, sizeof allowed, "%" PRId64 " units", want);
    layer_fault(&last->layer, faults,
                option_find(&last->layer.ops->kind, "units") < 0 ? NULL : "units", allowed,
                "the last layer gives %s, but %s needs %" PRId64 " %s",
                shape_text(&last->layer.out, got), loss_ops(h->loss)->kind.name, want, of);
}

/* A layer that works on each row of the window alone leaves the window there. */
static void window_fault(const struct head *h, const struct node *last, struct faults *faults,
                         int64_t want)
{
    char allowed[64], got[SHAPE_TEXT_MAX];
    snprintf(allowed, sizeof allowed, "(%" PRId64 ")", want);
    layer_fault(&last->layer, faults, NULL, allowed,
                "the last layer gives %s, its numbers for each row of the window, but %s needs %s, "
                "one per step of the horizon and target column; put flatten, or an lstm, in front",
                shape_text(&last->layer.out, got), loss_ops(h->loss)->kind.name, allowed);
}

/* A language model's output: a logit per token at each position. */
static void check_sequence(const struct head *h, const struct node *last,
                           const struct preprocess_info *info, struct faults *faults)
{
    const struct shape *out = &last->layer.out;
    char allowed[64], got[SHAPE_TEXT_MAX];
    if (out->rank == 2 && out->dim[0] == h->positions) {
        if (h->width != info->n_out)
            width_fault(h, last, faults, "(one per different token of the text)", info->n_out);
        return;
    }
    snprintf(allowed, sizeof allowed, "(%" PRId64 ", %d)", h->positions, info->n_out);
    layer_fault(&last->layer, faults, NULL, allowed,
                "the last layer gives %s, but a language model needs %s: a number per token "
                "of the text at each position",
                shape_text(out, got), allowed);
}

/* A segmentation's output: a picture of the input's size, a channel per class. */
static void check_map(const struct head *h, const struct node *last,
                      const struct preprocess_info *info, struct faults *faults)
{
    const struct shape *out = &last->layer.out;
    bool binary = is_loss(h->loss, "binary_cross_entropy");
    int64_t want = binary ? 1 : info->n_out;
    char allowed[64], got[SHAPE_TEXT_MAX];
    if (binary && info->n_out > 2) {
        faults_add(faults, "/training/loss", "task", "cross_entropy",
                   "binary_cross_entropy tells two classes apart, the maps have %d", info->n_out);
        return;
    }
    if (out->rank == 3 && out->dim[0] == info->shape[0] && out->dim[1] == info->shape[1] &&
        h->width == want)
        return;
    snprintf(allowed, sizeof allowed, "(%" PRId64 ", %" PRId64 ", %" PRId64 ")", info->shape[0],
             info->shape[1], want);
    layer_fault(&last->layer, faults, NULL, allowed,
                "the last layer gives %s, but a segmentation by %s needs %s: %s at each pixel of "
                "the picture; a conv2d of %" PRId64 " filters with kernel_size 1 gives that",
                shape_text(out, got), loss_ops(h->loss)->kind.name, allowed,
                binary ? "one number" : "a number per class", want);
}

/* Nothing may look ahead to the token that is to be guessed, and no index may be unknown. */
static void check_layers(const struct graph *g, const struct preprocess_info *info,
                         struct faults *faults)
{
    for (int i = 1; i < g->n; i++) {
        const struct layer *l = &g->node[i].layer;
        int causal = option_find(&l->ops->kind, "causal");
        int words = option_find(&l->ops->kind, "input_dim");
        int padding = option_find(&l->ops->kind, "mask_zero");
        char allowed[64];
        snprintf(allowed, sizeof allowed, "%" PRId64 " or more", info->indices);
        if (causal >= 0 && info->targets == TARGET_NEXT && l->options[causal].n == 0)
            layer_fault(l, faults, "causal", "true",
                        "in a language_model no position may see those after it");
        if (padding >= 0 && l->options[padding].n > 0)
            layer_fault(l, faults, "mask_zero", "false",
                        "token 0 of a text is a token like the others, and no padding");
        if (words >= 0 && l->options[words].n < (double)info->indices)
            layer_fault(l, faults, "input_dim", allowed,
                        "the text has %d different tokens%s, this table has room for %" PRId64,
                        info->n_out, info->targets == TARGET_MASKED ? " and the mask" : "",
                        option_int(l, words));
    }
    for (int i = 1; i < g->n; i++)
        if (g->node[i].in[0] == 0 && option_find(&g->node[i].layer.ops->kind, "input_dim") < 0)
            layer_fault(&g->node[i].layer, faults, NULL, "an embedding",
                        "the tokens of a text come as indices, which only an embedding takes");
}

static void check_width(const struct head *h, const struct node *last,
                        const struct preprocess_info *info, struct faults *faults)
{
    int64_t classes = info->n_out;
    bool binary = is_loss(h->loss, "binary_cross_entropy");
    switch (h->task) {
    case TASK_CLASSIFICATION:
    case TASK_RECOMMENDER:
        if (binary && classes > 2)
            faults_add(faults, "/training/loss", "task", "cross_entropy",
                       "binary_cross_entropy tells two classes apart, the target has %" PRId64,
                       classes);
        else if (h->width != (binary ? 1 : classes))
            width_fault(h, last, faults, binary ? "(one unit for both classes)" : "(one per class)",
                        binary ? 1 : classes);
        break;
    case TASK_REGRESSION:
    case TASK_MULTI_LABEL:
        if (h->width != classes)
            width_fault(h, last, faults, "(one per target column)", classes);
        break;
    case TASK_FORECASTING:
        if (h->width != classes && last->layer.out.rank > 1)
            window_fault(h, last, faults, classes);
        else if (h->width != classes)
            width_fault(h, last, faults, "(one per step of the horizon and target column)",
                        classes);
        break;
    case TASK_SEGMENTATION: check_map(h, last, info, faults); break;
    case TASK_LANGUAGE_MODEL:
    case TASK_MASKED_LANGUAGE_MODEL: check_sequence(h, last, info, faults); break;
    case TASK_AUTOENCODER:
        if (h->width != info->n_in)
            width_fault(h, last, faults, "(one per input number)", info->n_in);
        break;
    }
}

static int64_t last_axis(const struct shape *s)
{
    return s->dim[s->rank - 1];
}

struct graph *head_plan(struct head *h, const struct spec *spec, const struct preprocess_info *info,
                        struct faults *faults)
{
    int before = faults->n, n;
    uint64_t seed = (uint64_t)spec->training[TRAINING_SEED].n;
    struct graph *g = graph_over(spec, info, seed, faults);
    if (!g)
        return NULL;
    *h = (struct head){.task = (enum task)spec->task,
                       .targets = task_targets((enum task)spec->task),
                       .ignored = -1};
    bool each = target_is_text(h->targets) || h->targets == TARGET_MAP;
    h->positions = target_is_text(h->targets) ? info->n_in
                   : h->targets == TARGET_MAP ? info->shape[0] * info->shape[1]
                                              : 1;
    h->width = each ? last_axis(&g->node[g->n - 1].layer.out) : g->node[g->n - 1].layer.out_size;
    choose_loss(h, spec, info->n_out);
    check_loss(h, catalog(CATALOG_TASKS, &n)[spec->task].name, faults);
    if (target_is_text(h->targets))
        check_layers(g, info, faults);
    if (faults->n == before)
        check_width(h, graph_output(g), info, faults);
    if (faults->n == before)
        loss_check_output(h, faults);
    if (loss_ops(h->loss)->link == LINK_SOFTMAX)
        graph_drop_head(g, "softmax");
    if (loss_ops(h->loss)->link == LINK_SIGMOID)
        graph_drop_head(g, "sigmoid");
    if (faults->n == before && g->trainable == 0)
        faults_add(faults,
                   spec->training[TRAINING_FREEZE].n > 0 ? "/training/freeze" : "/model/layers",
                   "range", "a layer with parameters that is not frozen, such as dense",
                   "no layer of this model has anything to learn");
    if (faults->n == before)
        return g;
    graph_free(g);
    return NULL;
}
