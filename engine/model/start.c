/* start.c - a training begins where a model ended: every tensor whose name and shape fit. */
#include "engine/train/start.h"
#include "engine/data/base.h"
#include "engine/model/adapted.h"
#include "engine/model/tensors.h"
#include "engine/tensor/loops.h"

#include <stdio.h>
#include <string.h>

/* 200: the longest name and shape fit, and two of them in a sentence. */
enum { NAMES_TEXT = 200 };

/* Names one after the other, as many as fit, then how many more there are. */
struct names {
    char text[BASE_FRESH_MAX];
    size_t at;
    int more;
};

static void names_add(struct names *n, const char *name)
{
    /* 20: room for " and 100000 more" */
    bool fits = !n->more && n->at + strlen(name) + 2 + 20 < sizeof n->text;
    if (fits)
        n->at += (size_t)snprintf(n->text + n->at, sizeof n->text - n->at, "%s%s",
                                  n->at ? ", " : "", name);
    n->more += !fits;
}

static const char *names_text(struct names *n)
{
    if (n->more)
        snprintf(n->text + n->at, sizeof n->text - n->at, " and %d more", n->more);
    return n->text;
}

struct walk {
    const struct base *base;
    const struct spec *spec; /* of the new model */
    real *params, *stats;
    int64_t taken, of;
    bool last; /* whether the last parameter looked at was taken */
    struct names fresh;
};

/* The scale of targets is that of the head before it, or nothing. */
static bool fits(const struct walk *w, const struct node *node, const struct param *p,
                 const struct tensor *t)
{
    return t && t->type == tensor_type && shape_equal(&t->shape, &p->shape) &&
           (node->layer.ops != &layer_rescale || w->last);
}

/* A layer that goes on with its base's adapters, of the same rank, keeps kernel and adapters apart;
 * B is in units of the layer's own α. Any other takes the kernel with the adapters merged in. */
static void adjust(const struct walk *w, const struct node *node, const struct param *p, real *to)
{
    const struct layer_spec *was = base_layer(w->base, node), *now = &w->spec->layers[node->spec];
    bool goes_on = was && spec_adapters_rank(was) == spec_adapters_rank(now);
    struct adapters from = base_adapters(w->base, node, p);
    size_t n = strlen(p->name);
    if (from.a && !goes_on)
        adapters_merge(&from, to);
    else if (goes_on && n >= 6 && !strcmp(p->name + n - 6, "lora_b"))
        vec_scale(to, (real)(spec_adapters_scale(was) / spec_adapters_scale(now)), p->size);
}

static void start_tensor(void *arg, const struct node *node, const struct param *p, bool is_stat)
{
    struct walk *w = arg;
    char name[TENSOR_NAME_MAX];
    real *to = is_stat ? w->stats : w->params;
    const struct tensor *t = safetensors_find(w->base->file, tensor_name(name, node, p));
    bool taken = fits(w, node, p, t);
    w->of += p->size;
    if (!is_stat)
        w->last = taken;
    if (!taken) {
        names_add(&w->fresh, name);
        return;
    }
    if (to) {
        memcpy(to + p->offset, t->data, (size_t)t->bytes);
        adjust(w, node, p, to + p->offset);
    }
    w->taken += p->size;
}

void base_start(const struct base *base, const struct spec *spec, const struct graph *g,
                real *params, real *stats, struct start *out)
{
    struct walk w = {.base = base, .spec = spec, .params = params, .stats = stats};
    graph_tensors(g, start_tensor, &w);
    out->taken = w.taken;
    out->of = w.of;
    snprintf(out->fresh, sizeof out->fresh, "%s", names_text(&w.fresh));
}

/* "dense.kernel (784, 10)" */
static void name_own(void *arg, const struct node *node, const struct param *p, bool is_stat)
{
    char name[TENSOR_NAME_MAX], shape[SHAPE_TEXT_MAX], text[TENSOR_NAME_MAX + SHAPE_TEXT_MAX];
    (void)is_stat;
    snprintf(text, sizeof text, "%s %s", tensor_name(name, node, p), shape_text(&p->shape, shape));
    names_add(arg, text);
}

static void name_bases(struct names *names, const struct safetensors *file)
{
    char shape[SHAPE_TEXT_MAX], text[TENSOR_NAME_MAX + SHAPE_TEXT_MAX];
    for (int i = 0; i < safetensors_count(file); i++) {
        const struct tensor *t = safetensors_at(file, i);
        if (!strcmp(t->name, PREPROCESS_TENSOR))
            continue;
        snprintf(text, sizeof text, "%.*s %s", TENSOR_NAME_MAX - 1, t->name,
                 shape_text(&t->shape, shape));
        names_add(names, text);
    }
}

void base_check(const struct base *base, const struct spec *spec, const struct graph *g,
                struct start *out, struct faults *faults)
{
    struct names own = {0}, bases = {0};
    base_start(base, spec, g, NULL, NULL, out);
    if (out->taken)
        return;
    graph_tensors(g, name_own, &own);
    name_bases(&bases, base->file);
    faults_add(faults, "/base", "no_fit", "a model with a tensor of the same name and shape",
               "nothing of the base fits: it has %.*s; this model has %.*s", NAMES_TEXT,
               names_text(&bases), NAMES_TEXT, names_text(&own));
}
