/* indices.h - numbers of the input row that an embedding reads as indices: which of them it knows.
 *
 * Any other number would become NaN, and silently the answer. */
#ifndef ENGINE_TRAIN_INDICES_H
#define ENGINE_TRAIN_INDICES_H

#include "engine/train/graph.h"

/* A number of a row that no vector stands for. */
struct stray {
    int64_t at;    /* place in the row */
    int64_t words; /* the embedding knows 0..words-1 */
};

/* Whether the row x holds one; then the first that the first such embedding finds. */
bool graph_finds_stray(const struct graph *g, const real *x, struct stray *out);

/* Faults for columns of the datasets (validation may be NULL) that hold what the graph's embeddings
 * have no vectors for, and for what would change their numbers on the way. */
void indices_check(const struct graph *g, const struct spec *spec, const struct dataset *train,
                   const struct dataset *validation, struct faults *faults);

#endif
