/* table.c - the kinds of layers, in the order the catalog shows them; and what plans share. */
#include "engine/layers/layer.h"

#include <stdarg.h>
#include <stdio.h>

extern const struct layer_ops layer_dense, layer_conv2d, layer_conv2d_transpose, layer_max_pool2d,
    layer_avg_pool2d, layer_global_max_pool2d, layer_global_avg_pool2d, layer_upsample2d,
    layer_batch_norm, layer_layer_norm, layer_rms_norm, layer_dropout, layer_flatten, layer_reshape,
    layer_add, layer_concat, layer_multiply, layer_embedding, layer_position_embedding,
    layer_multi_head_attention, layer_lstm, layer_gru;

static const struct layer_ops *const table[] = {
    &layer_input,
    &layer_dense,
    &layer_activation,
    &layer_conv2d,
    &layer_conv2d_transpose,
    &layer_max_pool2d,
    &layer_avg_pool2d,
    &layer_global_max_pool2d,
    &layer_global_avg_pool2d,
    &layer_upsample2d,
    &layer_batch_norm,
    &layer_layer_norm,
    &layer_rms_norm,
    &layer_embedding,
    &layer_position_embedding,
    &layer_multi_head_attention,
    &layer_lstm,
    &layer_gru,
    &layer_dropout,
    &layer_flatten,
    &layer_reshape,
    &layer_add,
    &layer_concat,
    &layer_multiply,
};
enum { N_LAYERS = sizeof table / sizeof *table };

/* The kinds alone, side by side, for the catalog; copied before main so that nobody can race. */
static struct kind kinds[N_LAYERS];
__attribute__((constructor)) static void kinds_collect(void)
{
    for (int i = 0; i < N_LAYERS; i++)
        kinds[i] = table[i]->kind;
}

const struct layer_ops *layer_ops(int kind)
{
    return table[kind];
}

const struct kind *layer_kinds(int *n)
{
    *n = N_LAYERS;
    return kinds;
}

static struct param tensor(const char *name, struct shape shape, enum initializer initializer)
{
    return (struct param){.name = name,
                          .shape = shape,
                          .initializer = initializer,
                          .fan_in = 1,
                          .fan_out = 1,
                          .size = shape_elements(&shape)};
}

int layer_param(struct layer *l, const char *name, struct shape shape, enum initializer initializer,
                int64_t fan_in, int64_t fan_out, bool is_kernel)
{
    struct param p = tensor(name, shape, initializer);
    p.fan_in = fan_in;
    p.fan_out = fan_out;
    p.is_kernel = is_kernel;
    l->params[l->n_params] = p;
    return l->n_params++;
}

int layer_stat(struct layer *l, const char *name, struct shape shape, enum initializer initializer)
{
    l->stats[l->n_stats] = tensor(name, shape, initializer);
    return l->n_stats++;
}

void layer_fault(const struct layer *l, struct faults *faults, const char *field,
                 const char *allowed, const char *detail, ...)
{
    char text[ERR_TEXT_MAX], pointer[256];
    va_list ap;
    va_start(ap, detail);
    vsnprintf(text, sizeof text, detail, ap);
    va_end(ap);
    snprintf(pointer, sizeof pointer, "%s%s%s", l->path, field ? "/" : "", field ? field : "");
    faults_add(faults, pointer, "shape", allowed, "%s", text);
}

bool layer_wants_filters(const struct layer *l, struct faults *faults, int option)
{
    if (option_int(l, option) > 0)
        return true;
    layer_fault(
        l, faults, "filters", "integer 1..65536",
        "\"filters\" is required here: only of a segmentation's last layer do the data say it");
    return false;
}

bool layer_wants_rank(const struct layer *l, struct faults *faults, int rank, const char *form)
{
    if (l->in[0].rank == rank)
        return true;
    char text[SHAPE_TEXT_MAX];
    layer_fault(l, faults, NULL, form, "%s wants %s, but %s comes in", l->ops->kind.name, form,
                shape_text(&l->in[0], text));
    return false;
}
