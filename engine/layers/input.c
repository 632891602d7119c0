/* input.c - a block of the input row under its own shape: one of several inputs.
 *
 * The row (n_in) has all blocks side by side; which columns this one takes, and how they become
 * numbers or indices, is settled where the row is made (data/intake.h). What is left to do here is
 * to copy the block out of the row. Fed by the network's input, never by a layer, so nothing ever
 * flows back through it. */
#include "engine/data/intake.h"
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

static const char *const encodings[] = {"auto", "index", "tokens", NULL};
static const char *const tokenizers[] = {"words", "characters", "bytes", NULL};
static const struct option options[] = {
    [INPUT_COLUMNS] = {.name = "columns",
                       .type = OPT_NAMES,
                       .max = COLUMNS_MAX,
                       .help = "the columns it takes; none: every feature that no other input "
                               "takes, or the dataset's samples"},
    [INPUT_ENCODING] = {.name = "encoding",
                        .type = OPT_CHOICE,
                        .choices = encodings,
                        .help = "auto: numbers scaled, categories one-hot, a text's tokens; index: "
                                "each category's index, for an embedding; tokens: a text's "
                                "tokens as indices"},
    [INPUT_LENGTH] = {.name = "length",
                      .type = OPT_INT,
                      .min = 1,
                      .max = 65536,
                      .fallback = INPUT_LENGTH_DEFAULT,
                      .help = "tokens of a text; a longer one is cut, a shorter one padded"},
    [INPUT_VOCABULARY] = {.name = "vocabulary_size",
                          .type = OPT_INT,
                          .max = CLASSES_MAX,
                          .help = "different indices of tokens, with padding and unknown; the most "
                                  "frequent are kept; 0: 10000 words, 1000 characters"},
    [INPUT_TOKENIZER] = {.name = "tokenizer",
                         .type = OPT_CHOICE,
                         .choices = tokenizers,
                         .help = "words: runs of letters and digits in small letters; characters; "
                                 "bytes"},
};

enum { AT }; /* place in l->dim: the block's first number in the row */

static void input_plan(struct layer *l, struct faults *faults)
{
    (void)faults;
    l->out = l->in[0];
    if (!l->block)
        return;
    l->dim[AT] = l->block->at;
    l->vocabulary_out = l->block->vocabulary;
    l->out = (struct shape){.rank = l->block->rank};
    for (int i = 0; i < l->out.rank; i++)
        l->out.dim[i] = l->block->shape[i];
    if (l->out.rank == 2) { /* images without a channel axis */
        l->out.rank = 3;
        l->out.dim[2] = 1;
    }
}

static void input_forward(const struct layer *l, const struct pass *p)
{
    for (int i = 0; i < p->lane->rows; i++)
        vec_copy(p->y + i * l->out_size, p->x[0] + i * l->in_size[0] + l->dim[AT], l->out_size);
}

const struct layer_ops layer_input = {
    .kind = KIND("input", options,
                 "One of several inputs: a block of the row, as numbers, indices or tokens"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = input_plan,
    .forward = input_forward,
};
