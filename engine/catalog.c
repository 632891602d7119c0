/* catalog.c - every table of the engine under one roof, and the spec's defaults.
 *
 * A new kind is a row in its own room's table; a new option of a section a row here and a name in
 * engine.h's enum. Nothing else has a list of them. */
#include "engine/engine.h"
#include "engine/data/augment.h"
#include "engine/data/format.h"
#include "engine/data/preprocess.h"
#include "engine/layers/layer.h"
#include "engine/train/graph.h"
#include "engine/train/loss.h"
#include "engine/train/optim.h"
#include "engine/train/schedule.h"
#include "engine/train/split.h"

#include <allot/engine.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(TABLE) ((int)(sizeof(TABLE) / sizeof *(TABLE)))

/* In enum task's order (train/plan.h). */
static const struct kind tasks[] = {
    KIND_PLAIN("regression", "Numbers from a row; one unit per target column"),
    KIND_PLAIN("classification",
               "One class of several; one unit per class, or one for two classes"),
    KIND_PLAIN("multi_label", "Several yes-or-no answers; one unit per target column"),
    KIND_PLAIN("autoencoder", "The input itself, through something narrower"),
    KIND_PLAIN("language_model",
               "The next token of a text, at each position of data.context; one unit per token of "
               "the vocabulary, and every attention causal"),
    KIND_PLAIN("segmentation",
               "A class for each pixel of a picture, (H, W, one channel per class), or one channel "
               "for two classes; the labels are a tensor (rows, H, W)"),
    KIND_PLAIN("recommender",
               "The likeliest items for a user, as she chose one in each row; one unit per item of "
               "the target column"),
    KIND_PLAIN(
        "forecasting",
        "The next data.horizon steps of a table's columns from data.context steps before; one "
        "unit per step and target column"),
    KIND_PLAIN(
        "masked_language_model",
        "The hidden tokens of a text, data.mask_rate of each data.context; one unit per token "
        "of the vocabulary, and one index more for the mask"),
};

static const struct option training_options[] = {
    [TRAINING_EPOCHS] = {.name = "epochs",
                         .type = OPT_INT,
                         .min = 1,
                         .max = 1000000,
                         .fallback = 10,
                         .help = "passes over the training rows"},
    [TRAINING_BATCH_SIZE] = {.name = "batch_size",
                             .type = OPT_INT,
                             .min = 1,
                             .max = 1 << 20,
                             .fallback = 32,
                             .help = "rows per step; the last step takes what is left"},
    [TRAINING_SEED] = {.name = "seed",
                       .type = OPT_INT,
                       .max = 9007199254740991.,
                       .fallback = 0,
                       .help = "start of every random number"},
    [TRAINING_SHUFFLE] = {.name = "shuffle",
                          .type = OPT_BOOL,
                          .max = 1,
                          .fallback = 1,
                          .help = "whether each epoch has an order of its own"},
    [TRAINING_VALIDATION_SPLIT] = {.name = "validation_split",
                                   .type = OPT_FLOAT,
                                   .max = 1,
                                   .max_open = true,
                                   .help = "part of the rows held back; split says which"},
    [TRAINING_CLIP_NORM] = {.name = "clip_norm",
                            .type = OPT_FLOAT,
                            .max = 1e9,
                            .help =
                                "longest gradient, as one vector of all parameters; 0: no limit"},
    [TRAINING_CLIP_VALUE] = {.name = "clip_value",
                             .type = OPT_FLOAT,
                             .max = 1e9,
                             .help = "largest element of the gradient; 0: no limit"},
    [TRAINING_FREEZE] = {.name = "freeze",
                         .type = OPT_NAMES,
                         .max = LAYERS_MAX,
                         .help = "layers that keep their parameters, by name; layers.N is the one "
                                 "at place N, and block1* means all whose name begins so"},
    [TRAINING_GRADIENT_ACCUMULATION_STEPS] =
        {.name = "gradient_accumulation_steps",
         .type = OPT_INT,
         .min = 1,
         .max = 65536,
         .fallback = 1,
         .help = "batches whose gradients make one update: the memory of batch_size rows, the "
                 "mathematics of so many times as many. A step is an update."},
    [TRAINING_USE_EMA] = {.name = "use_ema",
                          .type = OPT_BOOL,
                          .max = 1,
                          .help = "whether the model is a moving average of the parameters; it is "
                                  "what is validated and kept"},
    [TRAINING_EMA_MOMENTUM] = {.name = "ema_momentum",
                               .type = OPT_FLOAT,
                               .max = 1,
                               .max_open = true,
                               .fallback = .99,
                               .help = "how much of the average an update keeps"},
    [TRAINING_SPLIT] = {.name = "split",
                        .type = OPT_CHOICE,
                        .choices = split_names,
                        .help = "Which rows validation_split holds back. random: any, by the seed. "
                                "stratified: so too, but each class keeps its share. time: the "
                                "last by data.time. auto: time for forecasting and language_model, "
                                "else random."},
};

static const struct option regularization_options[] = {
    [REGULARIZATION_L1] = {.name = "l1",
                           .type = OPT_FLOAT,
                           .max = 1e3,
                           .help = "λ of λ Σ|w| over kernels, counted in loss"},
    [REGULARIZATION_L2] = {.name = "l2",
                           .type = OPT_FLOAT,
                           .max = 1e3,
                           .help = "λ of λ Σw² over kernels, counted in loss"},
};

static const struct option early_stopping_options[] = {
    [EARLY_STOPPING_MONITOR] = {.name = "monitor",
                                .type = OPT_CHOICE,
                                .choices = monitor_names,
                                .help = "the epoch's metric that must improve"},
    [EARLY_STOPPING_PATIENCE] = {.name = "patience",
                                 .type = OPT_INT,
                                 .max = 1000000,
                                 .help = "epochs without improvement that are forgiven"},
    [EARLY_STOPPING_MIN_DELTA] = {.name = "min_delta",
                                  .type = OPT_FLOAT,
                                  .max = 1e9,
                                  .help = "a smaller change is no improvement"},
    [EARLY_STOPPING_RESTORE_BEST] = {.name = "restore_best_weights",
                                     .type = OPT_BOOL,
                                     .max = 1,
                                     .help =
                                         "whether the model is the best epoch's, not the last's"},
};

/* In enum section's order; data's options belong to the data room and are joined before main. */
static struct kind sections[] = {
    [SECTION_TRAINING] = KIND("training", training_options, "How long and in which portions"),
    [SECTION_REGULARIZATION] =
        KIND("regularization", regularization_options, "What large weights cost"),
    [SECTION_EARLY_STOPPING] =
        KIND("early_stopping", early_stopping_options, "When to stop before the last epoch"),
    [SECTION_DATA] = KIND_PLAIN("data", "How rows become numbers"),
};

__attribute__((constructor)) static void sections_join(void)
{
    sections[SECTION_DATA].options = data_options;
    sections[SECTION_DATA].n_options = n_data_options;
}

const struct kind *catalog(enum catalog which, int *n)
{
    *n = 0;
    switch (which) {
    case CATALOG_TASKS: *n = COUNT(tasks); return tasks;
    case CATALOG_LAYERS: return layer_kinds(n);
    case CATALOG_LOSSES: return loss_kinds(n);
    case CATALOG_OPTIMIZERS: return optim_kinds(n);
    case CATALOG_SCHEDULES: return schedule_kinds(n);
    case CATALOG_SECTIONS: *n = COUNT(sections); return sections;
    case CATALOG_FORMATS: *n = n_data_formats; return data_formats;
    case CATALOG_AUGMENTATIONS: *n = n_augment_kinds; return augment_kinds;
    case CATALOG_COUNT: break;
    }
    return NULL;
}

const char *catalog_name(enum catalog which)
{
    static const char *const names[] = {"tasks",     "layers",        "losses",   "optimizers",
                                        "schedules", "augmentations", "sections", "formats"};
    _Static_assert(sizeof names / sizeof *names == CATALOG_COUNT, "a name per catalog");
    return names[which];
}

int catalog_find(enum catalog which, const char *name)
{
    int n;
    const struct kind *k = catalog(which, &n);
    for (int i = 0; i < n; i++)
        if (!strcmp(k[i].name, name))
            return i;
    return -1;
}

int option_find(const struct kind *kind, const char *name)
{
    for (int i = 0; i < kind->n_options; i++)
        if (!strcmp(kind->options[i].name, name))
            return i;
    return -1;
}

void kind_defaults(const struct kind *kind, struct value *values)
{
    for (int i = 0; i < kind->n_options; i++)
        values[i] = (struct value){.n = kind->options[i].fallback, .m = kind->options[i].fallback};
}

void spec_init(struct spec *spec)
{
    memset(spec, 0, sizeof *spec);
    spec->loss.kind = -1;
    spec->schedule.kind = -1;
    spec->lanes = 1;
    int n;
    const struct kind *optimizers = catalog(CATALOG_OPTIMIZERS, &n);
    spec->optimizer.kind = catalog_find(CATALOG_OPTIMIZERS, "adam");
    kind_defaults(&optimizers[spec->optimizer.kind], spec->optimizer.options);
    kind_defaults(&sections[SECTION_TRAINING], spec->training);
    kind_defaults(&sections[SECTION_REGULARIZATION], spec->regularization);
    kind_defaults(&sections[SECTION_EARLY_STOPPING], spec->early_stopping);
    kind_defaults(&sections[SECTION_DATA], spec->data);
}

static void names_free(char **names, int n)
{
    for (int i = 0; names && i < n; i++)
        free(names[i]);
    free(names);
}

/* Every array of option values that a spec holds. */
typedef void (*values_fn)(struct value *values, bool *failed);

static void each_values(struct spec *spec, values_fn fn, bool *failed)
{
    for (int i = 0; i < spec->n_layers; i++)
        fn(spec->layers[i].choice.options, failed);
    for (int i = 0; i < spec->n_augment; i++)
        fn(spec->augment[i].options, failed);
    fn(spec->loss.options, failed);
    fn(spec->optimizer.options, failed);
    fn(spec->schedule.options, failed);
    fn(spec->training, failed);
    fn(spec->regularization, failed);
    fn(spec->early_stopping, failed);
    fn(spec->data, failed);
}

void values_done(struct value *values)
{
    for (int i = 0; i < OPTIONS_MAX; i++) {
        if (values[i].names)
            names_free(values[i].names, (int)values[i].n);
        free(values[i].numbers);
    }
}

static void values_free(struct value *values, bool *failed)
{
    (void)failed;
    values_done(values);
}

void spec_done(struct spec *spec)
{
    for (int i = 0; i < spec->n_layers; i++) {
        free(spec->layers[i].name);
        names_free(spec->layers[i].inputs, spec->layers[i].n_inputs);
    }
    each_values(spec, values_free, NULL);
    free(spec->layers);
    free(spec->augment);
    names_free(spec->targets, spec->n_targets);
    names_free(spec->features, spec->n_features);
    memset(spec, 0, sizeof *spec);
}

static char **names_copy(char *const *from, int n, bool *failed)
{
    char **to = n ? calloc((size_t)n, sizeof *to) : NULL;
    *failed = *failed || (n && !to);
    for (int i = 0; to && i < n; i++) {
        to[i] = strdup(from[i]);
        *failed = *failed || !to[i];
    }
    return to;
}

static void *block_copy(const void *from, int n, size_t size, bool *failed)
{
    void *to = n ? malloc((size_t)n * size) : NULL;
    *failed = *failed || (n && !to);
    return to ? memcpy(to, from, (size_t)n * size) : NULL;
}

/* In values copied from another spec, whose names and numbers they still point at. */
static void values_own(struct value *values, bool *failed)
{
    for (int i = 0; i < OPTIONS_MAX; i++) {
        struct value *v = &values[i];
        if (v->names)
            v->names = names_copy(v->names, (int)v->n, failed);
        if (v->numbers)
            v->numbers = block_copy(v->numbers, (int)v->n, sizeof *v->numbers, failed);
    }
}

int spec_copy(struct spec *to, const struct spec *from, struct err *err)
{
    bool failed = false;
    *to = *from;
    to->layers = block_copy(from->layers, from->n_layers, sizeof *to->layers, &failed);
    to->augment = block_copy(from->augment, from->n_augment, sizeof *to->augment, &failed);
    to->targets = names_copy(from->targets, from->n_targets, &failed);
    to->features = names_copy(from->features, from->n_features, &failed);
    for (int i = 0; to->layers && i < to->n_layers; i++) {
        const struct layer_spec *l = &from->layers[i];
        to->layers[i].name = l->name ? strdup(l->name) : NULL;
        to->layers[i].inputs = names_copy(l->inputs, l->n_inputs, &failed);
        failed = failed || (l->name && !to->layers[i].name);
    }
    to->n_layers = to->layers ? to->n_layers : 0;
    to->n_augment = to->augment ? to->n_augment : 0;
    each_values(to, values_own, &failed);
    if (!failed)
        return 0;
    for (int i = 0; i < to->n_layers; i++)
        to->layers[i].n_inputs = to->layers[i].inputs ? to->layers[i].n_inputs : 0;
    to->n_targets = to->targets ? to->n_targets : 0;
    to->n_features = to->features ? to->n_features : 0;
    spec_done(to);
    return err_set(err, ERR_NO_MEMORY, "no memory for a copy of the spec");
}
