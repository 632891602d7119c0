/* adapted.c - finding a base's adapters by the names of their tensors, their scale by its spec. */
#include "engine/model/adapted.h"
#include "engine/model/tensors.h"
#include "engine/tensor/blas.h"

#include <stdio.h>
#include <string.h>

const struct layer_spec *base_layer(const struct base *base, const struct node *node)
{
    const struct spec *s = &base->spec;
    for (int i = 0; node->name && i < s->n_layers; i++)
        if (s->layers[i].name && !strcmp(s->layers[i].name, node->name))
            return &s->layers[i];
    bool by_place = !node->name && node->spec < s->n_layers && !s->layers[node->spec].name;
    return by_place ? &s->layers[node->spec] : NULL;
}

static double option_of(const struct layer_spec *l, const char *name)
{
    int i = option_find(&layer_ops(l->choice.kind)->kind, name);
    return i < 0 ? 0 : l->choice.options[i].n;
}

int64_t spec_adapters_rank(const struct layer_spec *l)
{
    return (int64_t)option_of(l, "lora_rank");
}

double spec_adapters_scale(const struct layer_spec *l)
{
    double rank = option_of(l, "lora_rank"), alpha = option_of(l, "lora_alpha");
    return rank > 0 ? (alpha > 0 ? alpha / rank : 1) : 0;
}

/* "query_kernel" → "query_lora_a"; false when it is no kernel. */
static bool rename_kernel(char name[TENSOR_NAME_MAX], const char *kernel, char which)
{
    size_t n = strlen(kernel), end = sizeof "kernel" - 1;
    if (n < end || strcmp(kernel + n - end, "kernel") != 0 || n + 1 >= TENSOR_NAME_MAX)
        return false;
    snprintf(name, TENSOR_NAME_MAX, "%.*slora_%c", (int)(n - end), kernel, which);
    return true;
}

static const struct tensor *matrix(const struct base *base, const struct node *node,
                                   const struct param *p, char which)
{
    char kernel[TENSOR_NAME_MAX], name[TENSOR_NAME_MAX];
    if (!rename_kernel(name, tensor_name(kernel, node, p), which))
        return NULL;
    const struct tensor *t = safetensors_find(base->file, name);
    return t && t->type == tensor_type && t->shape.rank == 2 ? t : NULL;
}

struct adapters base_adapters(const struct base *base, const struct node *node,
                              const struct param *p)
{
    const struct layer_spec *l = base_layer(base, node);
    struct adapters found = {matrix(base, node, p, 'a'), matrix(base, node, p, 'b'),
                             l ? spec_adapters_scale(l) : 0};
    bool fits = found.a && found.b && found.scale > 0 && p->shape.rank == 2 &&
                found.a->shape.dim[0] == p->shape.dim[0] &&
                found.b->shape.dim[1] == p->shape.dim[1] &&
                found.a->shape.dim[1] == found.b->shape.dim[0];
    return fits ? found : (struct adapters){0};
}

void adapters_merge(const struct adapters *from, real *w)
{
    int n_in = (int)from->a->shape.dim[0], r = (int)from->a->shape.dim[1],
        n_out = (int)from->b->shape.dim[1];
    gemm(false, false, n_in, n_out, r, (real)from->scale, from->a->data, r, from->b->data, n_out, 1,
         w, n_out);
}
