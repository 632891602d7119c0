/* layer.h - what a layer is: a row of functions over views into planned memory.
 *
 * A layer never allocates and never sees the batch as a whole. At planning it says what comes out
 * of what goes in, which parameters it has and what it must keep from forward to backward. At work
 * it is called once per lane with a `struct pass` of pointers: its rows of the batch, its part of
 * the lane's gradient. Layers that need the whole batch (batch_norm) split their work: each lane
 * leaves a part, a join combines the parts in lane order on one thread, then each lane goes on.
 *
 * Padding: an embedding with mask_zero says that index 0 is no word. The graph carries that on to
 * the layers that heed it (attention's keys, lstm, gru, global pools) as long as positions stay
 * what they were; the others compute padding like anything else, and nobody looks at it.
 *
 * To add a layer: a file here, a row in table.c. The gradient check loops over the table. */
#ifndef ENGINE_LAYERS_LAYER_H
#define ENGINE_LAYERS_LAYER_H

#include "engine/layers/init.h"
#include "engine/tensor/real.h"
#include "engine/tensor/rng.h"
#include "engine/tensor/shape.h"

#include <allot/engine.h>

/* 16 inputs: a join of more branches can be two joins. 16 parameters: attention has four kernels
 * and four biases, and two adapters a kernel. */
enum { INPUTS_MAX = 16, PARAMS_MAX = 16 };

/* A tensor of the layer: a trained parameter or a running statistic. */
struct input_block;

struct param {
    const char *name; /* "kernel", "bias", "moving_mean": Keras' names */
    struct shape shape;
    enum initializer initializer;
    int64_t fan_in, fan_out; /* for the initializers that scale by them */
    bool is_kernel;          /* regularised by l1 and l2 */
    bool frozen;             /* training leaves it as it is; no gradient is asked of it */
    int64_t size;            /* elements; filled by the graph */
    int64_t offset;          /* in the flat vector of all parameters (or statistics) */
};

struct layer {
    const struct layer_ops *ops;
    const struct value *options; /* as ops->kind.options lists them */
    int index;                   /* place in the spec; names the layer's random streams */
    const char *path;            /* JSON pointer of the layer, for faults */
    uint64_t seed;
    bool frozen; /* "trainable": false: its parameters and statistics stay as they are */
    const struct input_block
        *block;         /* of an input layer: its stretch of the row; NULL: all of it */
    struct param *tied; /* another layer's tensor that it shares (dense: tie_to); NULL: none */
    bool shared; /* others share its first tensor: all of them add to a gradient that the step
                    clears */
    int64_t vocabulary; /* how many different indices come in, where that is known; or 0 */

    /* shapes of one sample; in[] is set before plan, out by it */
    int n_in;
    struct shape in[INPUTS_MAX], out;
    int64_t in_size[INPUTS_MAX], out_size; /* their elements; out_size is the graph's */

    /* set by plan */
    struct param params[PARAMS_MAX], stats[2];
    int n_params, n_stats;
    int64_t saved;          /* reals kept per row from forward to backward */
    int64_t scratch;        /* reals of a lane, any content, for one call */
    int64_t part;           /* doubles that a lane leaves for a join */
    int64_t joint;          /* doubles that the joins leave for all lanes */
    double flops;           /* forward, per row; multiply and add count one each */
    double flops_back;      /* backward, per row */
    double flops_own;       /* of them, for the parameters' gradients; 0: half, when it has any */
    bool in_place;          /* y may overwrite x, and dx may overwrite dy */
    bool view;              /* y is x under another shape; nothing is computed */
    bool needs_x;           /* backward reads x */
    bool needs_y;           /* backward reads y */
    bool discrete;          /* x holds indices: nothing flows back through it */
    bool masked;            /* some positions that come in may be padding: pass.mask is there */
    int64_t vocabulary_out; /* y holds so many different indices; 0: it holds numbers */
    int64_t dim[16];        /* the kind's own integers (heads, padding …), named in its file */
};

/* A lane's share of the batch at work. */
struct lane {
    int rows;      /* of this lane; may be 0 */
    int row;       /* place of its first row in the batch */
    int batch;     /* rows of the whole batch */
    int ahead;     /* rows in earlier batches of the same update: keys the random streams */
    bool training; /* false: dropout passes through, batch_norm uses its running statistics */
    uint64_t step; /* optimiser steps done: keys the random streams */
};

/* Everything one layer touches in one lane. B = lane->rows; every tensor is row-major with the
 * sample's shape after the batch. */
struct pass {
    const struct lane *lane;
    const real *x[INPUTS_MAX]; /* (B, in[i]) */
    real *y;                   /* (B, out); may be x[0] when l->in_place */
    const real *dy;            /* (B, out) */
    real *dx[INPUTS_MAX];      /* (B, in[i]), to be overwritten; NULL: not wanted */
    const real *mask;          /* (B, T) when l->masked: the indices; 0 is padding */
    const real *w;             /* all parameters: w + l->params[i].offset */
    real *dw;    /* the lane's gradient, same offsets, to be overwritten (of a shared tensor: added
                    to); NULL: frozen */
    real *stats; /* all running statistics; written only by joins */
    real *saved; /* (B, l->saved) */
    real *scratch; /* (l->scratch) */
    double *part;  /* (l->part) of this lane */
    double *joint; /* (l->joint), read-only outside joins */
};

struct layer_ops {
    struct kind kind; /* name, help, options */
    int inputs_min, inputs_max;
    bool heeds_mask; /* of its second input if it has one, else of the first */

    /* Fills out, params, sizes and costs from in[] and options; every fault is added. */
    void (*plan)(struct layer *l, struct faults *faults);
    void (*forward)(const struct layer *l, const struct pass *p);
    void (*backward)(const struct layer *l, const struct pass *p);

    /* Of layers that need the whole batch; else NULL. `lanes` passes, in lane order. */
    void (*forward_part)(const struct layer *l, const struct pass *p);
    void (*forward_join)(const struct layer *l, const struct pass *passes, int lanes, int stride);
    void (*backward_part)(const struct layer *l, const struct pass *p);
    void (*backward_join)(const struct layer *l, const struct pass *passes, int lanes, int stride);
};

/* The kinds of layers a spec may name, in the catalog's order. */
const struct layer_ops *layer_ops(int kind);
const struct kind *layer_kinds(int *n);

/* What a sinusoidal position_embedding adds.   to: (t, c) */
void position_sinusoids(real *to, int64_t t, int64_t c);

/* Behind the last layer where targets are learned in other units than their own (rescale.c). */
extern const struct layer_ops layer_rescale;

/* ---- for plan functions ---- */

/* Adds a parameter (or statistic) and returns its index. */
int layer_param(struct layer *l, const char *name, struct shape shape, enum initializer initializer,
                int64_t fan_in, int64_t fan_out, bool is_kernel);
int layer_stat(struct layer *l, const char *name, struct shape shape, enum initializer initializer);

/* Adds a fault at the layer's own pointer (field NULL) or at one of its options. */
void layer_fault(const struct layer *l, struct faults *faults, const char *field,
                 const char *allowed, const char *detail, ...)
    __attribute__((format(printf, 5, 6)));

/* False, with a fault, where a convolution's number of filters is left out and nothing says it. */
bool layer_wants_filters(const struct layer *l, struct faults *faults, int option);

/* False, with a fault saying what came in, unless input 0 has this rank. */
bool layer_wants_rank(const struct layer *l, struct faults *faults, int rank, const char *form);

/* The option named "activation" as it stands in the table of every layer that has one; the graph
 * makes it a layer of its own that works in place where it can. */
#define OPTION_ACTIVATION                                                                          \
    {                                                                                              \
        .name = "activation", .type = OPT_CHOICE, .choices = activation_names,                     \
        .help = "applied to the output"                                                            \
    }
extern const char *const activation_names[];
extern const struct layer_ops layer_activation;
extern const struct layer_ops layer_embedding; /* whose table a dense may share */
extern const struct layer_ops layer_input;     /* fed by the network's input, never by a layer */

#define OPTION_INITIALIZER(NAME, FALLBACK)                                                         \
    {                                                                                              \
        .name = NAME, .type = OPT_CHOICE, .choices = initializer_names, .fallback = FALLBACK,      \
        .help = "how the initial values are drawn"                                                 \
    }
#define OPTION_BOOL(NAME, FALLBACK, HELP)                                                          \
    {                                                                                              \
        .name = NAME, .type = OPT_BOOL, .max = 1, .fallback = FALLBACK, .help = HELP               \
    }

/* Last in the table of every layer with parameters; the graph reads it. */
#define OPTION_TRAINABLE                                                                           \
    OPTION_BOOL("trainable", 1, "whether training changes the layer's parameters")

/* The options of a kind, counted, and held below OPTIONS_MAX. */
#define KIND(NAME, OPTIONS, HELP)                                                                  \
    {                                                                                              \
        .name = NAME, .help = HELP, .options = OPTIONS,                                            \
        .n_options = sizeof(OPTIONS) / sizeof *(OPTIONS) +                                         \
                     0 * sizeof(char[sizeof(OPTIONS) / sizeof *(OPTIONS) <= OPTIONS_MAX ? 1 : -1]) \
    }
#define KIND_PLAIN(NAME, HELP)                                                                     \
    {                                                                                              \
        .name = NAME, .help = HELP                                                                 \
    }

/* An option's value by its place in the kind's table. */
static inline int64_t option_int(const struct layer *l, int option)
{
    return (int64_t)l->options[option].n;
}

#endif
