/* head.c - task, loss and the model's last layer must speak of the same thing. */
#include "engine/train/plan.h"

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
    };
    return of[task];
}

static const char *implied_loss(const struct head *h, int64_t classes, int64_t width)
{
    switch (h->task) {
    case TASK_CLASSIFICATION:
        return classes <= 2 && width == 1 ? "binary_cross_entropy" : "cross_entropy";
    case TASK_MULTI_LABEL: return "binary_cross_entropy";
    case TASK_REGRESSION:
    case TASK_AUTOENCODER: break;
    }
    return "mse";
}

static bool is_loss(int loss, const char *name)
{
    return strcmp(loss_ops(loss)->kind.name, name) == 0;
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

static void check_width(const struct head *h, const struct node *last,
                        const struct preprocess_info *info, struct faults *faults)
{
    int64_t classes = info->n_out;
    bool binary = is_loss(h->loss, "binary_cross_entropy");
    switch (h->task) {
    case TASK_CLASSIFICATION:
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
    case TASK_AUTOENCODER:
        if (h->width != info->n_in)
            width_fault(h, last, faults, "(one per input number)", info->n_in);
        break;
    }
}

struct graph *head_plan(struct head *h, const struct spec *spec, const struct preprocess_info *info,
                        struct faults *faults)
{
    struct shape input = {.rank = info->rank};
    for (int i = 0; i < info->rank; i++)
        input.dim[i] = info->shape[i];
    if (info->rank == 2) { /* images without a channel axis: (H, W) is (H, W, 1) */
        input.rank = 3;
        input.dim[2] = 1;
    }
    int before = faults->n, n;
    uint64_t seed = (uint64_t)spec->training[TRAINING_SEED].n;
    struct graph *g = graph_new(spec, &input, seed, faults);
    if (!g)
        return NULL;
    *h = (struct head){.task = (enum task)spec->task,
                       .targets = task_targets((enum task)spec->task)};
    h->width = g->node[g->n - 1].layer.out_size;
    choose_loss(h, spec, info->n_out);
    check_loss(h, catalog(CATALOG_TASKS, &n)[spec->task].name, faults);
    if (faults->n == before)
        check_width(h, &g->node[g->n - 1], info, faults);
    if (is_loss(h->loss, "cross_entropy"))
        graph_drop_head(g, "softmax");
    if (is_loss(h->loss, "binary_cross_entropy"))
        graph_drop_head(g, "sigmoid");
    if (faults->n == before && g->trainable == 0)
        faults_add(faults, "/model/layers", "range",
                   "a layer with parameters that is not frozen, such as dense",
                   "no layer of this model has anything to learn");
    if (faults->n == before)
        return g;
    graph_free(g);
    return NULL;
}
