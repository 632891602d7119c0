/* generate.h - what generating needs of an open model. */
#ifndef ENGINE_MODEL_GENERATE_H
#define ENGINE_MODEL_GENERATE_H

#include "engine/data/dataset.h"
#include "engine/tensor/real.h"

/* The characters of a language model, in the order of its logits. */
struct classes model_characters(const struct model *m);

/* The logits of what comes after n ≤ context characters; valid until the model's next use. */
const real *model_next(struct model *m, const int32_t *text, int n);

#endif
