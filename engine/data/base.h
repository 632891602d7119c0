/* base.h - a model that a training begins from, as the data room sees it.
 *
 * What its parameters mean depends on what its inputs were made into, so with a base the inputs are
 * prepared as the base prepares them: the same columns, categories, vocabulary and normalisation,
 * fitted on the base's rows. data.from_base says how much is taken:
 *   none    nothing: fitted on this training's own rows
 *   inputs  the inputs; the target's classes are this dataset's own. Where target and input are of
 *           one making (the characters of a language model) the target's are taken with them
 *   all     classes of the target too, in the base's order: the same task goes on */
#ifndef ALLOT_ENGINE_DATA_BASE_H
#define ALLOT_ENGINE_DATA_BASE_H

#include "engine/data/preprocess.h"

enum from_base { FROM_BASE_INPUTS, FROM_BASE_ALL, FROM_BASE_NONE };

struct safetensors;

struct base {
    struct spec spec; /* the model's own */
    struct preprocess *preprocess;
    struct safetensors *file; /* the model room's */
};

/* Whether the spec's preprocessing is, in part at least, its base's. */
bool base_prepares(const struct spec *spec);

/* preprocess_fit, or what the base has instead. *pointer says where a failure belongs. */
struct preprocess *preprocess_make(const struct spec *spec, enum target_kind kind,
                                   const struct dataset *train, const uint32_t *rows, int64_t n,
                                   const char **pointer, struct err *err);

#endif
