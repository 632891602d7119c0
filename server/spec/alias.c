/* alias.c - what other frameworks call our kinds and options, for hints only: no name is taken. */
#include "server/spec/options.h"

#include <ctype.h>
#include <string.h>

/* Theirs as fold() leaves it, and ours. */
static const struct {
    const char *theirs, *ours;
} aliases[] = {
    {"acc", "accuracy"},
    {"averagepooling2d", "avg_pool2d"},
    {"bce", "binary_cross_entropy"},
    {"categoricalcrossentropy", "cross_entropy"},
    {"concatenate", "concat"},
    {"globalaveragepooling1d", "global_avg_pool2d"},
    {"globalaveragepooling2d", "global_avg_pool2d"},
    {"globalmaxpooling1d", "global_max_pool2d"},
    {"globalmaxpooling2d", "global_max_pool2d"},
    {"layernormalization", "layer_norm"},
    {"batchnormalization", "batch_norm"},
    {"leakyrelu", "activation"},
    {"linear", "dense"},
    {"lr", "learning_rate"},
    {"maxpooling2d", "max_pool2d"},
    {"meanabsoluteerror", "mae"},
    {"meansquarederror", "mse"},
    {"relu", "activation"},
    {"sigmoid", "activation"},
    {"softmax", "activation"},
    {"sparsecategoricalcrossentropy", "cross_entropy"},
    {"tanh", "activation"},
    {"upsampling2d", "upsample2d"},
    {"valacc", "val_accuracy"},
};

/* 64: no name of theirs or ours is longer. "BatchNormalization" and "batch_normalization" are one
 * word: "batchnormalization". */
enum { FOLDED_MAX = 64 };

static const char *fold(const char *word, char out[FOLDED_MAX])
{
    size_t n = 0;
    for (; *word && n + 1 < FOLDED_MAX; word++)
        if (*word != '_' && *word != '-' && *word != ' ')
            out[n++] = (char)tolower((unsigned char)*word);
    out[n] = 0;
    return out;
}

static const char *find(const char *name, const char *const *known, int n)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(known[i], name))
            return known[i];
    return NULL;
}

const char *nearest_known(const char *word, const char *const *known, int n)
{
    char folded[FOLDED_MAX], other[FOLDED_MAX];
    fold(word, folded);
    for (int i = 0; i < n; i++)
        if (!strcmp(fold(known[i], other), folded))
            return known[i];
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        const char *ours =
            strcmp(aliases[i].theirs, folded) ? NULL : find(aliases[i].ours, known, n);
        if (ours)
            return ours;
    }
    return nearest_name(word, known, n);
}
