/* intake.h - which columns the model's `input` layers take, and how they lie in the input row.
 *
 * Each input layer takes a block: columns as numbers (scaled, categories one-hot), the indices of
 * categories, the tokens of one text column, or the dataset's samples. Blocks lie one after the
 * other in the order of their layers. Without input layers the row is one block: the samples, all
 * features, or, where a text column is the only feature, its tokens. */
#ifndef ALLOT_ENGINE_DATA_INTAKE_H
#define ALLOT_ENGINE_DATA_INTAKE_H

#include "engine/data/preprocess.h"

/* Rows of the input layer's options (engine/layers/input.c). */
enum input_option {
    INPUT_COLUMNS,
    INPUT_ENCODING,
    INPUT_LENGTH,
    INPUT_VOCABULARY,
    INPUT_TOKENIZER
};
enum encoding { ENCODING_AUTO, ENCODING_INDEX, ENCODING_TOKENS };
enum { INPUT_LENGTH_DEFAULT = 64 };

/* Whether a layer of the spec is an input layer; how many there are. */
bool spec_is_input(const struct spec *spec, int layer);
int spec_inputs(const struct spec *spec);

struct intake {
    struct input_block block[INPUT_BLOCKS_MAX];
    int layer[INPUT_BLOCKS_MAX]; /* in the spec; -1: made without one */
    int n;
    int *columns; /* the dataset's, n_columns of them in the blocks' order; the caller's to free */
    int n_columns;
};

/* Fills kinds, columns, tokens' lengths and vocabularies; sizes and places follow from the fit.
 * Adds faults at the input layers and at /data/features; returns their number, or ERR_NO_MEMORY.
 * A name in data.features that the dataset lacks is left out here. */
int intake_make(struct intake *in, const struct spec *spec, enum target_kind kind,
                const struct dataset *ds, struct faults *faults);

#endif
