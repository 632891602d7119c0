/* recurrent.c - lstm and gru, as Keras has them (gate orders i f c o and z r h; gru: reset_after).
 *
 * lstm: i, f, o = σ(…), g = tanh(…);  c = f c' + i g;  h = o tanh(c)   (Hochreiter & Schmidhuber
 * 1997) gru:  z, r = σ(…), g = tanh(x W + b + r (h' R + b'));  h = z h' + (1 - z) g   (Cho et al.
 * 2014)
 *
 * x: (B, T, C)   kernel: (C, G·U)   recurrent_kernel: (U, G·U)   y: (B, U), or (B, T, U) with
 * return_sequences. The input's product is one for all steps; the recurrent ones step through rows
 * T·G·U apart. A step that is padding leaves the state as it is. On the way back the gates'
 * gradients take the gates' places. */
#include "engine/layers/layer.h"
#include "engine/tensor/blas.h"
#include "engine/tensor/loops.h"
#include "engine/tensor/vmath.h"

enum {
    UNITS,
    RETURN_SEQUENCES,
    USE_BIAS,
    KERNEL_INITIALIZER,
    RECURRENT_INITIALIZER,
    UNIT_FORGET_BIAS
};
static const struct option lstm_options[] = {
    {.name = "units",
     .type = OPT_INT,
     .min = 1,
     .max = 65536,
     .required = true,
     .help = "length of the state"},
    OPTION_BOOL("return_sequences", 0, "whether every step's state comes out, not only the last"),
    OPTION_BOOL("use_bias", 1, "whether biases are added"),
    OPTION_INITIALIZER("kernel_initializer", INIT_GLOROT_UNIFORM),
    OPTION_INITIALIZER("recurrent_initializer", INIT_ORTHOGONAL),
    OPTION_BOOL("unit_forget_bias", 1, "whether the forget gate's bias starts at one"),
    OPTION_TRAINABLE,
};
static const struct option gru_options[] = {
    {.name = "units",
     .type = OPT_INT,
     .min = 1,
     .max = 65536,
     .required = true,
     .help = "length of the state"},
    OPTION_BOOL("return_sequences", 0, "whether every step's state comes out, not only the last"),
    OPTION_BOOL("use_bias", 1, "whether biases are added"),
    OPTION_INITIALIZER("kernel_initializer", INIT_GLOROT_UNIFORM),
    OPTION_INITIALIZER("recurrent_initializer", INIT_ORTHOGONAL),
    OPTION_TRAINABLE,
};

enum { STEPS, CHANNELS };         /* places in l->dim */
enum { KERNEL, RECURRENT, BIAS }; /* parameters; gru's bias has two rows: input, recurrent */
enum { LSTM_GATES = 4, GRU_GATES = 3 };

static bool recurrent_plan(struct layer *l, struct faults *faults, int gates)
{
    if (!layer_wants_rank(l, faults, 2, "a sequence (T, C)"))
        return false;
    int64_t t = l->in[0].dim[0], c = l->in[0].dim[1], u = option_int(l, UNITS);
    l->dim[STEPS] = t;
    l->dim[CHANNELS] = c;
    l->out = option_int(l, RETURN_SEQUENCES) ? shape_2(t, u) : shape_1(u);
    layer_param(l, "kernel", shape_2(c, gates * u),
                (enum initializer)option_int(l, KERNEL_INITIALIZER), c, gates * u, true);
    layer_param(l, "recurrent_kernel", shape_2(u, gates * u),
                (enum initializer)option_int(l, RECURRENT_INITIALIZER), u, gates * u, true);
    l->needs_x = true;
    l->flops = (double)t * (2. * (double)((c + u) * gates * u) + 120. * (double)u);
    l->flops_back = 2 * l->flops;
    return true;
}

/* ---- what both share ---- */

struct sizes {
    int64_t b, t, c, u, g; /* rows, steps, channels, units, gates·units */
};

static struct sizes sizes_of(const struct layer *l, const struct pass *p, int gates)
{
    int64_t u = option_int(l, UNITS);
    return (struct sizes){p->lane->rows, l->dim[STEPS], l->dim[CHANNELS], u, gates * u};
}

/* z = x kernel + bias.   z: (B·T, G·U) */
static void input_product(const struct layer *l, const struct pass *p, const struct sizes *s,
                          real *z)
{
    bool bias = option_int(l, USE_BIAS);
    if (bias)
        rows_fill(z, p->w + l->params[BIAS].offset, s->b * s->t, s->g);
    gemm(false, false, (int)(s->b * s->t), (int)s->g, (int)s->c, 1, p->x[0], (int)s->c,
         p->w + l->params[KERNEL].offset, (int)s->g, bias, z, (int)s->g);
}

/* z at step t += h at step t-1 · recurrent_kernel.   z: (B, T, G·U)   h: (B, T, U) */
static void recurrent_product(const struct layer *l, const struct pass *p, const struct sizes *s,
                              const real *h, int64_t t, real *z)
{
    if (t > 0)
        gemm(false, false, (int)s->b, (int)s->g, (int)s->u, 1, h + (t - 1) * s->u,
             (int)(s->t * s->u), p->w + l->params[RECURRENT].offset, (int)s->g, 1, z + t * s->g,
             (int)(s->t * s->g));
}

/* dh += dz at step t · recurrent_kernelᵀ.   dh: (B, U) */
static void recurrent_back(const struct layer *l, const struct pass *p, const struct sizes *s,
                           const real *dz, int64_t t, real beta, real *dh)
{
    gemm(false, true, (int)s->b, (int)s->u, (int)s->g, 1, dz + t * s->g, (int)(s->t * s->g),
         p->w + l->params[RECURRENT].offset, (int)s->g, beta, dh, (int)s->u);
}

/* Gradients of both kernels, and for x: dz for the input's product, dr for the recurrent one. */
static void kernel_gradients(const struct layer *l, const struct pass *p, const struct sizes *s,
                             const real *h, const real *dz, const real *dr)
{
    int m = (int)(s->b * s->t), g = (int)s->g;
    if (p->dw) {
        gemm(true, false, (int)s->c, g, m, 1, p->x[0], (int)s->c, dz, g, 0,
             p->dw + l->params[KERNEL].offset, g);
        real *dkernel = p->dw + l->params[RECURRENT].offset;
        vec_zero(dkernel, l->params[RECURRENT].size);
        for (int64_t t = 1; t < s->t; t++)
            gemm(true, false, (int)s->u, g, (int)s->b, 1, h + (t - 1) * s->u, (int)(s->t * s->u),
                 dr + t * s->g, (int)(s->t * s->g), 1, dkernel, g);
    }
    if (p->dx[0])
        gemm(false, true, m, (int)s->c, g, 1, dz, g, p->w + l->params[KERNEL].offset, g, 0,
             p->dx[0], (int)s->c);
}

/* Whether place b·T + t is padding. */
static bool skipped(const struct layer *l, const struct pass *p, int64_t at)
{
    return l->masked && p->mask[at] == 0;
}

/* A skipped step's state is the one before; zero at the start. */
static void carry(real *states, int64_t t, int64_t u)
{
    if (t > 0)
        vec_copy(states, states - u, u);
    else
        vec_zero(states, u);
}

/* The states come out: all of them, or the last. */
static void give_states(const struct layer *l, const struct pass *p, const struct sizes *s,
                        const real *h)
{
    if (option_int(l, RETURN_SEQUENCES))
        vec_copy(p->y, h, s->b * s->t * s->u);
    else
        for (int64_t b = 0; b < s->b; b++)
            vec_copy(p->y + b * s->u, h + ((b + 1) * s->t - 1) * s->u, s->u);
}

/* dh += what came from above at step t. */
static void take_gradient(const struct layer *l, const struct pass *p, const struct sizes *s,
                          int64_t t, real *dh)
{
    bool all = option_int(l, RETURN_SEQUENCES);
    for (int64_t b = 0; b < s->b; b++)
        if (all)
            vec_add(dh + b * s->u, p->dy + (b * s->t + t) * s->u, s->u);
        else if (t == s->t - 1)
            vec_add(dh + b * s->u, p->dy + b * s->u, s->u);
}

/* In prediction the kept tensors lie in scratch and rows are taken one at a time. */
typedef void (*rows_fn)(const struct layer *l, const struct pass *p, real *kept);

static void forward_rows(const struct layer *l, const struct pass *p, rows_fn fn)
{
    if (p->lane->training) {
        fn(l, p, p->saved);
        return;
    }
    struct lane one = *p->lane;
    struct pass row = *p;
    row.lane = &one;
    one.rows = 1;
    for (int i = 0; i < p->lane->rows; i++) {
        row.x[0] = p->x[0] + i * l->in_size[0];
        row.y = p->y + i * l->out_size;
        row.mask = p->mask ? p->mask + i * l->dim[STEPS] : NULL;
        fn(l, &row, p->scratch);
    }
}

/* ---- lstm; kept: gates (B, T, 4U), cells (B, T, U), states (B, T, U), then dh, dc (B, U) ---- */

static void lstm_plan(struct layer *l, struct faults *faults)
{
    if (!recurrent_plan(l, faults, LSTM_GATES))
        return;
    int64_t u = option_int(l, UNITS), t = l->dim[STEPS];
    if (option_int(l, USE_BIAS))
        layer_param(l, "bias", shape_1(LSTM_GATES * u),
                    option_int(l, UNIT_FORGET_BIAS) ? INIT_FORGET_BIAS : INIT_ZEROS, 1, 1, false);
    l->saved = t * u * (LSTM_GATES + 2) + 2 * u;
    l->scratch = l->saved;
}

struct lstm {
    real *gates, *cells, *states, *dh, *dc;
};

static struct lstm lstm_kept(const struct sizes *s, real *base)
{
    struct lstm k = {.gates = base};
    k.cells = k.gates + s->b * s->t * s->g;
    k.states = k.cells + s->b * s->t * s->u;
    k.dh = k.states + s->b * s->t * s->u;
    k.dc = k.dh + s->b * s->u;
    return k;
}

/* One step of one row: z (4U) turns into gates; c, h from the cell before (NULL at the start). */
VECTOR_CLONES static void lstm_cell(real *z, const real *before, real *c, real *h, int64_t u)
{
    real *i = z, *f = z + u, *g = z + 2 * u, *o = z + 3 * u;
    for (int64_t j = 0; j < u; j++) {
        i[j] = vsigmoid(i[j]);
        f[j] = vsigmoid(f[j]);
        g[j] = vtanh(g[j]);
        o[j] = vsigmoid(o[j]);
        c[j] = f[j] * (before ? before[j] : 0) + i[j] * g[j];
        h[j] = o[j] * vtanh(c[j]);
    }
}

static void lstm_rows(const struct layer *l, const struct pass *p, real *kept)
{
    struct sizes s = sizes_of(l, p, LSTM_GATES);
    struct lstm k = lstm_kept(&s, kept);
    input_product(l, p, &s, k.gates);
    for (int64_t t = 0; t < s.t; t++) {
        recurrent_product(l, p, &s, k.states, t, k.gates);
        for (int64_t b = 0; b < s.b; b++) {
            int64_t at = b * s.t + t;
            if (skipped(l, p, at)) {
                carry(k.cells + at * s.u, t, s.u);
                carry(k.states + at * s.u, t, s.u);
                continue;
            }
            lstm_cell(k.gates + at * s.g, t ? k.cells + (at - 1) * s.u : NULL, k.cells + at * s.u,
                      k.states + at * s.u, s.u);
        }
    }
    give_states(l, p, &s, k.states);
}

static void lstm_forward(const struct layer *l, const struct pass *p)
{
    forward_rows(l, p, lstm_rows);
}

/* Gates turn into their gradients; dc into that of the cell before. */
VECTOR_CLONES static void lstm_cell_back(real *z, const real *before, const real *c, const real *dh,
                                         real *dc, int64_t u)
{
    real *i = z, *f = z + u, *g = z + 2 * u, *o = z + 3 * u;
    for (int64_t j = 0; j < u; j++) {
        real th = vtanh(c[j]), d = dc[j] + dh[j] * o[j] * (1 - th * th), forget = f[j];
        real di = d * g[j], df = d * (before ? before[j] : 0), dg = d * i[j], dout = dh[j] * th;
        g[j] = dg * (1 - g[j] * g[j]);
        i[j] = di * i[j] * (1 - i[j]);
        f[j] = df * forget * (1 - forget);
        o[j] = dout * o[j] * (1 - o[j]);
        dc[j] = d * forget;
    }
}

static void lstm_backward(const struct layer *l, const struct pass *p)
{
    struct sizes s = sizes_of(l, p, LSTM_GATES);
    struct lstm k = lstm_kept(&s, p->saved);
    vec_zero(k.dh, 2 * s.b * s.u);
    for (int64_t t = s.t - 1; t >= 0; t--) {
        take_gradient(l, p, &s, t, k.dh);
        for (int64_t b = 0; b < s.b; b++) {
            int64_t at = b * s.t + t;
            if (skipped(l, p, at)) {
                vec_zero(k.gates + at * s.g, s.g);
                continue;
            }
            lstm_cell_back(k.gates + at * s.g, t ? k.cells + (at - 1) * s.u : NULL,
                           k.cells + at * s.u, k.dh + b * s.u, k.dc + b * s.u, s.u);
            if (l->masked)
                vec_zero(k.dh + b * s.u, s.u); /* what skipped rows keep is added to below */
        }
        if (t > 0)
            recurrent_back(l, p, &s, k.gates, t, l->masked, k.dh);
    }
    kernel_gradients(l, p, &s, k.states, k.gates, k.gates);
    if (p->dw && option_int(l, USE_BIAS))
        rows_sum(p->dw + l->params[BIAS].offset, k.gates, s.b * s.t, s.g);
}

const struct layer_ops layer_lstm = {
    .kind = KIND("lstm", lstm_options,
                 "Long short-term memory over a sequence (Hochreiter & Schmidhuber 1997)"),
    .inputs_min = 1,
    .inputs_max = 1,
    .heeds_mask = true,
    .plan = lstm_plan,
    .forward = lstm_forward,
    .backward = lstm_backward,
};

/* ---- gru; kept: gates (B, T, 3U), recurrent parts (B, T, 3U), states (B, T, U), dh (B, U) ---- */

static void gru_plan(struct layer *l, struct faults *faults)
{
    if (!recurrent_plan(l, faults, GRU_GATES))
        return;
    int64_t u = option_int(l, UNITS), t = l->dim[STEPS];
    if (option_int(l, USE_BIAS))
        layer_param(l, "bias", shape_2(2, GRU_GATES * u), INIT_ZEROS, 1, 1, false);
    l->saved = t * u * (2 * GRU_GATES + 1) + u;
    l->scratch = l->saved;
}

struct gru {
    real *gates, *parts, *states, *dh;
};

static struct gru gru_kept(const struct sizes *s, real *base)
{
    struct gru k = {.gates = base};
    k.parts = k.gates + s->b * s->t * s->g;
    k.states = k.parts + s->b * s->t * s->g;
    k.dh = k.states + s->b * s->t * s->u;
    return k;
}

VECTOR_CLONES static void gru_cell(real *gates, const real *part, const real *before, real *h,
                                   int64_t u)
{
    real *z = gates, *r = gates + u, *g = gates + 2 * u;
    for (int64_t j = 0; j < u; j++) {
        z[j] = vsigmoid(z[j] + part[j]);
        r[j] = vsigmoid(r[j] + part[u + j]);
        g[j] = vtanh(g[j] + r[j] * part[2 * u + j]);
        h[j] = z[j] * (before ? before[j] : 0) + (1 - z[j]) * g[j];
    }
}

static void gru_rows(const struct layer *l, const struct pass *p, real *kept)
{
    struct sizes s = sizes_of(l, p, GRU_GATES);
    struct gru k = gru_kept(&s, kept);
    input_product(l, p, &s, k.gates);
    if (option_int(l, USE_BIAS))
        rows_fill(k.parts, p->w + l->params[BIAS].offset + s.g, s.b * s.t, s.g);
    else
        vec_zero(k.parts, s.b * s.t * s.g);
    for (int64_t t = 0; t < s.t; t++) {
        recurrent_product(l, p, &s, k.states, t, k.parts);
        for (int64_t b = 0; b < s.b; b++) {
            int64_t at = b * s.t + t;
            if (skipped(l, p, at)) {
                carry(k.states + at * s.u, t, s.u);
                continue;
            }
            gru_cell(k.gates + at * s.g, k.parts + at * s.g, t ? k.states + (at - 1) * s.u : NULL,
                     k.states + at * s.u, s.u);
        }
    }
    give_states(l, p, &s, k.states);
}

static void gru_forward(const struct layer *l, const struct pass *p)
{
    forward_rows(l, p, gru_rows);
}

/* Gates and parts turn into their gradients; dh into what reaches the state before directly. */
VECTOR_CLONES static void gru_cell_back(real *gates, real *part, const real *before, real *dh,
                                        int64_t u)
{
    real *z = gates, *r = gates + u, *g = gates + 2 * u;
    for (int64_t j = 0; j < u; j++) {
        real d = dh[j], zj = z[j], rj = r[j];
        real dg = d * (1 - zj) * (1 - g[j] * g[j]);
        real dz = d * ((before ? before[j] : 0) - g[j]) * zj * (1 - zj);
        real dr = dg * part[2 * u + j] * rj * (1 - rj);
        z[j] = part[j] = dz;
        r[j] = part[u + j] = dr;
        g[j] = dg;
        part[2 * u + j] = dg * rj;
        dh[j] = d * zj;
    }
}

static void gru_backward(const struct layer *l, const struct pass *p)
{
    struct sizes s = sizes_of(l, p, GRU_GATES);
    struct gru k = gru_kept(&s, p->saved);
    vec_zero(k.dh, s.b * s.u);
    for (int64_t t = s.t - 1; t >= 0; t--) {
        take_gradient(l, p, &s, t, k.dh);
        for (int64_t b = 0; b < s.b; b++) {
            int64_t at = b * s.t + t;
            if (skipped(l, p, at)) {
                vec_zero(k.gates + at * s.g, s.g);
                vec_zero(k.parts + at * s.g, s.g);
                continue;
            }
            gru_cell_back(k.gates + at * s.g, k.parts + at * s.g,
                          t ? k.states + (at - 1) * s.u : NULL, k.dh + b * s.u, s.u);
        }
        if (t > 0)
            recurrent_back(l, p, &s, k.parts, t, 1, k.dh);
    }
    kernel_gradients(l, p, &s, k.states, k.gates, k.parts);
    if (p->dw && option_int(l, USE_BIAS)) {
        rows_sum(p->dw + l->params[BIAS].offset, k.gates, s.b * s.t, s.g);
        rows_sum(p->dw + l->params[BIAS].offset + s.g, k.parts, s.b * s.t, s.g);
    }
}

const struct layer_ops layer_gru = {
    .kind = KIND("gru", gru_options, "Gated recurrent unit over a sequence (Cho et al. 2014)"),
    .inputs_min = 1,
    .inputs_max = 1,
    .heeds_mask = true,
    .plan = gru_plan,
    .forward = gru_forward,
    .backward = gru_backward,
};
