/* embedding.c - a learned vector for each index, and for each position.
 *
 * embedding:          (T) indices → (T, output_dim); an index outside 0..input_dim-1 becomes NaN,
 * so that the loss tells at once instead of training on the wrong word position_embedding: (T, C) →
 * (T, C), adds a learned or a sinusoidal vector to each position */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

#include <inttypes.h>

enum { INPUT_DIM, OUTPUT_DIM, INITIALIZER, MASK_ZERO };
static const struct option embedding_options[] = {
    {.name = "input_dim",
     .type = OPT_INT,
     .min = 1,
     .max = 1 << 24,
     .help = "how many different indices there are; where it is left out, as many as the training "
             "data have"},
    {.name = "output_dim",
     .type = OPT_INT,
     .min = 1,
     .max = 65536,
     .required = true,
     .help = "length of each vector"},
    OPTION_INITIALIZER("embeddings_initializer", INIT_RANDOM_UNIFORM),
    [MASK_ZERO] = OPTION_BOOL("mask_zero", 0,
                              "whether index 0 is padding, which attention, lstm, gru and global "
                              "pools after it skip"),
    OPTION_TRAINABLE,
};

static void embedding_plan(struct layer *l, struct faults *faults)
{
    if (!layer_wants_rank(l, faults, 1, "indices (T)"))
        return;
    int64_t words = option_int(l, INPUT_DIM), width = option_int(l, OUTPUT_DIM);
    if (words < 1) {
        layer_fault(
            l, faults, "input_dim", "integer 1..16777216",
            "\"input_dim\" is required here: the data do not say how many different indices "
            "there are");
        return;
    }
    if (words < l->vocabulary)
        layer_fault(l, faults, "input_dim", "as many as its input has, or left out",
                    "its input has %" PRId64 " different indices, this table has room for %" PRId64,
                    l->vocabulary, words);
    l->out = shape_2(l->in[0].dim[0], width);
    layer_param(l, "embeddings", shape_2(words, width),
                (enum initializer)option_int(l, INITIALIZER), words, width, true);
    l->needs_x = true;
    l->discrete = true;
    l->flops_back = l->flops_own = (double)l->in_size[0] * (double)width;
}

/* The row of the table that x means, or -1. */
static int64_t row_of(const struct layer *l, real x)
{
    int64_t row = x >= 0 && x < (real)option_int(l, INPUT_DIM) ? (int64_t)x : -1;
    return (real)row == x ? row : -1;
}

static void embedding_forward(const struct layer *l, const struct pass *p)
{
    int64_t n = p->lane->rows * l->in_size[0], width = option_int(l, OUTPUT_DIM);
    const real *table = p->w + l->params[0].offset, unknown = NAN;
    for (int64_t i = 0; i < n; i++) {
        int64_t row = row_of(l, p->x[0][i]);
        if (row < 0)
            rows_fill(p->y + i * width, &unknown, width, 1);
        else
            vec_copy(p->y + i * width, table + row * width, width);
    }
}

static void embedding_backward(const struct layer *l, const struct pass *p)
{
    int64_t n = p->lane->rows * l->in_size[0], width = option_int(l, OUTPUT_DIM);
    if (!p->dw)
        return;
    real *table = p->dw + l->params[0].offset;
    if (!l->shared)
        vec_zero(table, l->params[0].size);
    for (int64_t i = 0; i < n; i++) {
        int64_t row = row_of(l, p->x[0][i]);
        if (row >= 0)
            vec_add(table + row * width, p->dy + i * width, width);
    }
}

const struct layer_ops layer_embedding = {
    .kind = KIND("embedding", embedding_options, "A learned vector for each index"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = embedding_plan,
    .forward = embedding_forward,
    .backward = embedding_backward,
};

/* ---- positions ---- */

enum { FORM, POSITION_INITIALIZER };
enum form { FORM_LEARNED, FORM_SINUSOIDAL };
static const char *const forms[] = {"learned", "sinusoidal", NULL};
static const struct option position_options[] = {
    {.name = "form",
     .type = OPT_CHOICE,
     .choices = forms,
     .help = "learned vectors, or sines and cosines of fixed wavelengths (Vaswani et al. 2017)"},
    OPTION_INITIALIZER("initializer", INIT_GLOROT_UNIFORM),
    OPTION_TRAINABLE,
};

static void position_plan(struct layer *l, struct faults *faults)
{
    if (!layer_wants_rank(l, faults, 2, "a sequence (T, C)"))
        return;
    l->out = l->in[0];
    l->in_place = true;
    l->flops = (double)l->in_size[0];
    if (option_int(l, FORM) == FORM_LEARNED) {
        layer_param(l, "embeddings", l->in[0],
                    (enum initializer)option_int(l, POSITION_INITIALIZER), l->in[0].dim[0],
                    l->in[0].dim[1], false);
        l->flops_back = l->flops_own = (double)l->in_size[0];
    } else {
        l->scratch = l->in_size[0];
    }
}

/* sin(t / 10000^(2i/C)) at even places, cos of the same at odd ones */
void position_sinusoids(real *to, int64_t t, int64_t c)
{
    for (int64_t i = 0; i < t; i++)
        for (int64_t j = 0; j < c; j++) {
            double angle = (double)i / pow(10000., (double)(j - j % 2) / (double)c);
            to[i * c + j] = (real)(j % 2 ? cos(angle) : sin(angle));
        }
}

static void position_forward(const struct layer *l, const struct pass *p)
{
    int64_t n = l->in_size[0];
    const real *table = p->scratch;
    if (option_int(l, FORM) == FORM_LEARNED)
        table = p->w + l->params[0].offset;
    else
        position_sinusoids(p->scratch, l->in[0].dim[0], l->in[0].dim[1]);
    vec_copy(p->y, p->x[0], p->lane->rows * n);
    for (int r = 0; r < p->lane->rows; r++)
        vec_add(p->y + r * n, table, n);
}

static void position_backward(const struct layer *l, const struct pass *p)
{
    int64_t n = l->in_size[0];
    if (p->dw && l->n_params)
        rows_sum(p->dw + l->params[0].offset, p->dy, p->lane->rows, n);
    if (p->dx[0])
        vec_copy(p->dx[0], p->dy, p->lane->rows * n);
}

const struct layer_ops layer_position_embedding = {
    .kind = KIND("position_embedding", position_options, "Adds a vector to each position"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = position_plan,
    .forward = position_forward,
    .backward = position_backward,
};
