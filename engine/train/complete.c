/* complete.c - what a spec leaves to its data: units of the last layer (of a segmentation filters),
 * input_dim of an embedding.
 *
 * Both follow from task, target and vocabulary, so they may be left out (an option that is out of
 * its range, 0, is one left out). They are written into the spec before anything is planned: quote,
 * provenance and model file show the numbers, and nothing later knows that they were missing. A
 * number that does not follow stays 0, and the layer's own plan says that it is required. */
#include "engine/train/loss_data.h"

#include <string.h>

/* The option's place when the layer has it and its value is left out, else -1. */
static int left_out(const struct layer_spec *l, const char *name)
{
    const struct kind *kind = &layer_ops(l->choice.kind)->kind;
    int i = option_find(kind, name);
    return i >= 0 && option_is_derived(&kind->options[i]) && l->choice.options[i].n == 0 ? i : -1;
}

/* The last layer that may have units: an activation behind it changes no shape. */
static struct layer_spec *last_layer(struct spec *spec)
{
    int i = spec->n_layers - 1;
    while (i > 0 && spec->layers[i].n_inputs == 0 &&
           layer_ops(spec->layers[i].choice.kind) == &layer_activation)
        i--;
    return i >= 0 ? &spec->layers[i] : NULL;
}

static bool lacks(struct spec *spec)
{
    bool lacking = false;
    struct layer_spec *last = last_layer(spec);
    for (int i = 0; i < spec->n_layers; i++)
        lacking = lacking || left_out(&spec->layers[i], "input_dim") >= 0;
    return lacking || (last && (left_out(last, "units") >= 0 || left_out(last, "filters") >= 0));
}

static int64_t units_of(const struct spec *spec, const struct preprocess_info *info)
{
    if (info->targets == TARGET_NONE)
        return info->n_in;
    bool one = spec->loss.kind >= 0 &&
               (info->targets == TARGET_CLASS || info->targets == TARGET_MAP) &&
               strcmp(loss_ops(spec->loss.kind)->kind.name, "binary_cross_entropy") == 0;
    return one ? 1 : info->n_out;
}

/* How many different indices a layer reads: of the input row's block that it takes, whatever shape
 * it was given in between. 0: the data do not say. */
static int64_t indices_of(const struct spec *spec, const struct preprocess_info *info, int layer)
{
    const struct layer_spec *l = &spec->layers[layer];
    const struct layer_ops *ops = layer_ops(l->choice.kind);
    bool views = ops == layer_ops(catalog_find(CATALOG_LAYERS, "reshape")) ||
                 ops == layer_ops(catalog_find(CATALOG_LAYERS, "flatten"));
    if (ops == &layer_input) {
        int block = 0;
        for (int i = 0; i < layer; i++)
            block += layer_ops(spec->layers[i].choice.kind) == &layer_input;
        return block < info->n_blocks ? info->block[block].vocabulary : 0;
    }
    if (!views && option_find(&ops->kind, "input_dim") < 0)
        return 0;
    int from = layer - 1;
    for (; l->n_inputs && from >= 0; from--)
        if (spec->layers[from].name && !strcmp(spec->layers[from].name, l->inputs[0]))
            break;
    return from < 0 ? info->indices : indices_of(spec, info, from);
}

void spec_complete(struct spec *spec, const struct dataset *train)
{
    struct preprocess_info info = {0};
    struct faults faults = {0};
    loss_balance(spec, train);
    if (!lacks(spec))
        return;
    int bad =
        preprocess_check(spec, task_targets((enum task)spec->task), train, NULL, &info, &faults);
    faults_done(&faults); /* the quote tells them */
    if (bad)
        return;
    struct layer_spec *last = last_layer(spec);
    int units = left_out(last, info.targets == TARGET_MAP ? "filters" : "units");
    if (units >= 0)
        last->choice.options[units].n = (double)units_of(spec, &info);
    for (int i = 0; i < spec->n_layers; i++) {
        int words = left_out(&spec->layers[i], "input_dim");
        if (words >= 0)
            spec->layers[i].choice.options[words].n = (double)indices_of(spec, &info, i);
    }
}
