/* generate.h - what generating needs of an open model. */
#ifndef ENGINE_MODEL_GENERATE_H
#define ENGINE_MODEL_GENERATE_H

#include "engine/data/dataset.h"
#include "engine/tensor/real.h"

/* The tokens of a language model, in the order of its logits; *column names their kind. */
struct classes model_tokens(const struct model *m, const char **column);

/* The logits (T, V) of each position of a window that begins with these n tokens, the rest token 0;
 * valid until the model's next use. */
const real *model_logits(struct model *m, const int32_t *text, int n);

/* The logits of what comes after n ≤ context tokens; valid until the model's next use. */
const real *model_next(struct model *m, const int32_t *text, int n);

#endif
