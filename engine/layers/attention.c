/* attention.c - multi-head attention (Vaswani et al. 2017), self or cross, causal or not.
 *
 * query x0: (Tq, C)   value x1: (Tk, Cv)   key x2: (Tk, Ck); missing ones are the ones before, as
 * in Keras. Per head: softmax(q kᵀ / √key_dim) v; the heads side by side through an output product.
 *
 * No (Tq, Tk) matrix is ever kept: scores are made for BLOCK queries at a time, and again on the
 * way back from the log of each row's sum (Dao et al. 2022). A causal head computes no score beyond
 * its block. A key that is padding has no weight; a query that sees nothing else gets zeros. On the
 * way back gradients take the places of what they are gradients of. */
#include "engine/layers/lora.h"
#include "engine/tensor/blas.h"
#include "engine/tensor/loops.h"
#include "engine/tensor/vmath.h"

#include <inttypes.h>

enum {
    NUM_HEADS,
    KEY_DIM,
    VALUE_DIM,
    CAUSAL,
    DROPOUT,
    USE_BIAS,
    KERNEL_INITIALIZER,
    BIAS_INITIALIZER,
    LORA_RANK
};
static const struct option options[] = {
    {.name = "num_heads",
     .type = OPT_INT,
     .min = 1,
     .max = 1024,
     .required = true,
     .help = "how many heads look at once"},
    {.name = "key_dim",
     .type = OPT_INT,
     .min = 1,
     .max = 65536,
     .required = true,
     .help = "length of a head's queries and keys"},
    {.name = "value_dim",
     .type = OPT_INT,
     .min = 0,
     .max = 65536,
     .help = "length of a head's values; 0: key_dim"},
    OPTION_BOOL("causal", 0, "whether a position sees only itself and those before it"),
    {.name = "dropout",
     .type = OPT_FLOAT,
     .max = 1,
     .max_open = true,
     .help = "the fraction of attention weights to zero while training"},
    OPTION_BOOL("use_bias", 1, "whether the four products add a bias"),
    OPTION_INITIALIZER("kernel_initializer", INIT_GLOROT_UNIFORM),
    OPTION_INITIALIZER("bias_initializer", INIT_ZEROS),
    OPTION_LORA,
    OPTION_TRAINABLE,
};

/* 64 queries at once: their scores over 1000 keys stay in a second-level cache. */
enum { BLOCK = 64 };

/* Places in l->dim. */
enum { TQ, TK, HEADS, DK, DV };

/* The four products, with their parameters in pairs kernel, bias. */
enum role { QUERY, KEY, VALUE, OUTPUT, ROLES };

static int64_t width_of(const struct layer *l, enum role role)
{
    return l->dim[HEADS] * l->dim[role == VALUE || role == OUTPUT ? DV : DK];
}

/* Which input a role reads. */
static int source_of(const struct layer *l, enum role role)
{
    int value = l->n_in > 1 ? 1 : 0;
    return role == QUERY ? 0 : role == VALUE ? value : l->n_in > 2 ? 2 : value;
}

static int param_of(const struct layer *l, enum role role)
{
    return option_int(l, USE_BIAS) ? 2 * (int)role : (int)role;
}

static void add_product(struct layer *l, const char *kernel, const char *bias, int64_t in,
                        int64_t out)
{
    layer_param(l, kernel, shape_2(in, out), (enum initializer)option_int(l, KERNEL_INITIALIZER),
                in, out, true);
    if (option_int(l, USE_BIAS))
        layer_param(l, bias, shape_1(out), (enum initializer)option_int(l, BIAS_INITIALIZER), in,
                    out, false);
}

/* Adapters stand behind the products, a pair for each. */
static int adapters_at(const struct layer *l, enum role role)
{
    return (option_int(l, USE_BIAS) ? 2 * ROLES : ROLES) + 2 * (int)role;
}

static struct lora adapters_of(const struct layer *l, enum role role)
{
    return lora_of(l, LORA_RANK, adapters_at(l, role));
}

static void add_adapters(struct layer *l)
{
    static const char *const names[ROLES][2] = {{"query_lora_a", "query_lora_b"},
                                                {"key_lora_a", "key_lora_b"},
                                                {"value_lora_a", "value_lora_b"},
                                                {"output_lora_a", "output_lora_b"}};
    for (int r = 0; r < ROLES; r++)
        lora_plan(l, LORA_RANK, param_of(l, (enum role)r), names[r][0], names[r][1]);
}

/* How many keys the queries [from, to) may see at most. */
static int64_t keys_of(const struct layer *l, int64_t to)
{
    return option_int(l, CAUSAL) && to < l->dim[TK] ? to : l->dim[TK];
}

/* Scores that a head computes: by blocks, so that a causal one does a little more than half. */
static int64_t pairs_of(const struct layer *l)
{
    int64_t pairs = 0;
    for (int64_t from = 0; from < l->dim[TQ]; from += BLOCK) {
        int64_t to = from + BLOCK < l->dim[TQ] ? from + BLOCK : l->dim[TQ];
        pairs += (to - from) * keys_of(l, to);
    }
    return pairs;
}

static bool check_inputs(const struct layer *l, struct faults *faults)
{
    char text[SHAPE_TEXT_MAX];
    for (int i = 0; i < l->n_in; i++)
        if (l->in[i].rank != 2) {
            layer_fault(l, faults, l->n_in > 1 ? "inputs" : NULL, "sequences (T, C)",
                        "multi_head_attention wants sequences (T, C), but input %d is %s", i,
                        shape_text(&l->in[i], text));
            return false;
        }
    if (l->n_in == 3 && l->in[1].dim[0] != l->in[2].dim[0]) {
        layer_fault(l, faults, "inputs", "a key for each value",
                    "%" PRId64 " values come in with %" PRId64 " keys", l->in[1].dim[0],
                    l->in[2].dim[0]);
        return false;
    }
    return true;
}

static void attention_plan(struct layer *l, struct faults *faults)
{
    if (!check_inputs(l, faults))
        return;
    int64_t *d = l->dim, c = l->in[0].dim[1];
    d[TQ] = l->in[0].dim[0];
    d[TK] = l->in[source_of(l, VALUE)].dim[0];
    d[HEADS] = option_int(l, NUM_HEADS);
    d[DK] = option_int(l, KEY_DIM);
    d[DV] = option_int(l, VALUE_DIM) ? option_int(l, VALUE_DIM) : d[DK];
    l->out = shape_2(d[TQ], c);
    add_product(l, "query_kernel", "query_bias", c, width_of(l, QUERY));
    add_product(l, "key_kernel", "key_bias", l->in[source_of(l, KEY)].dim[1], width_of(l, KEY));
    add_product(l, "value_kernel", "value_bias", l->in[source_of(l, VALUE)].dim[1],
                width_of(l, VALUE));
    add_product(l, "output_kernel", "output_bias", width_of(l, OUTPUT), c);
    add_adapters(l);
    /* q, k, v, heads' outputs, and log sums; in prediction they live in scratch, a row at a time */
    l->saved = d[TQ] * (width_of(l, QUERY) + width_of(l, OUTPUT) + d[HEADS]) +
               d[TK] * (width_of(l, KEY) + width_of(l, VALUE));
    l->scratch = 3 * BLOCK * d[TK] + d[TK] * (d[DK] + d[DV]) + BLOCK * d[DK] +
                 lora_scratch(l, LORA_RANK) + l->saved;
    l->needs_x = true;
    double scores = (double)(pairs_of(l) * d[HEADS]);
    double products = 0, adapters = 0;
    for (int r = 0; r < ROLES; r++) {
        const struct shape *w = &l->params[param_of(l, (enum role)r)].shape;
        double rows = (double)(r == QUERY || r == OUTPUT ? d[TQ] : d[TK]);
        products += 2. * (double)(w->dim[0] * w->dim[1]) * rows;
        adapters += lora_flops(l, LORA_RANK, w->dim[0], w->dim[1]) * rows;
    }
    l->flops = products + adapters + scores * (2. * (double)(d[DK] + d[DV]) + 26);
    l->flops_own = adapters > 0 ? 2 * adapters : products;
    l->flops_back =
        products + l->flops_own + adapters + scores * (2. * (double)(3 * d[DK] + 2 * d[DV]) + 26);
}

/* The kept tensors of n rows, one after the other. */
struct kept {
    real *q, *k, *v, *o, *lse; /* (n·T, heads·d)…   lse: (n, heads, Tq) */
};

static struct kept kept_of(const struct layer *l, real *base, int64_t n)
{
    const int64_t *d = l->dim;
    struct kept s = {.q = base};
    s.k = s.q + n * d[TQ] * width_of(l, QUERY);
    s.v = s.k + n * d[TK] * width_of(l, KEY);
    s.o = s.v + n * d[TK] * width_of(l, VALUE);
    s.lse = s.o + n * d[TQ] * width_of(l, OUTPUT);
    return s;
}

/* Behind what a head works with. */
static real *adapters_scratch(const struct layer *l, const struct pass *p)
{
    return p->scratch + l->scratch - l->saved - lora_scratch(l, LORA_RANK);
}

/* out = in kernel + bias.   in: (m, n_in)   out: (m, n_out) */
static void product(const struct layer *l, const struct pass *p, enum role role, const real *in,
                    real *out, int64_t m)
{
    const struct param *kernel = &l->params[param_of(l, role)];
    int n_in = (int)kernel->shape.dim[0], n_out = (int)kernel->shape.dim[1];
    bool bias = option_int(l, USE_BIAS);
    if (bias)
        rows_fill(out, p->w + kernel[1].offset, m, n_out);
    gemm(false, false, (int)m, n_out, n_in, 1, in, n_in, p->w + kernel->offset, n_out, bias, out,
         n_out);
    struct lora lora = adapters_of(l, role);
    lora_forward(&lora, p, in, out, m, adapters_scratch(l, p));
}

/* One head of one sample at work. */
struct head {
    const struct layer *l;
    const struct pass *p;
    real *q, *k, *v, *o, *lse; /* this head's columns of this sample */
    const real *mask;          /* (Tk) of this sample, or NULL */
    int64_t row;               /* of the sample in the batch */
    int64_t number;            /* of the head */
};

static struct head head_at(const struct layer *l, const struct pass *p, const struct kept *s,
                           int64_t sample, int64_t number, int64_t row)
{
    const int64_t *d = l->dim;
    return (struct head){
        .l = l,
        .p = p,
        .q = s->q + sample * d[TQ] * width_of(l, QUERY) + number * d[DK],
        .k = s->k + sample * d[TK] * width_of(l, KEY) + number * d[DK],
        .v = s->v + sample * d[TK] * width_of(l, VALUE) + number * d[DV],
        .o = s->o + sample * d[TQ] * width_of(l, OUTPUT) + number * d[DV],
        .lse = s->lse + (sample * d[HEADS] + number) * d[TQ],
        .mask = l->masked ? p->mask + (row - p->lane->row) * d[TK] : NULL,
        .row = row,
        .number = number,
    };
}

/* The score of padding: its weight is e^-huge, exactly zero beside any other. */
#define HIDDEN ((real)-1e30)

/* s = q kᵀ / √d for queries [from, to).   s: (to - from, keys) */
static void scores(const struct head *h, int64_t from, int64_t to, int64_t keys, real *s)
{
    int dk = (int)h->l->dim[DK], ld = (int)width_of(h->l, QUERY);
    gemm(false, true, (int)(to - from), (int)keys, dk, (real)(1 / sqrt((double)dk)),
         h->q + from * ld, ld, h->k, (int)width_of(h->l, KEY), 0, s, (int)keys);
    for (int64_t j = 0; h->mask && j < keys; j++)
        for (int64_t i = 0; h->mask[j] == 0 && i < to - from; i++)
            s[i * keys + j] = HIDDEN;
}

/* e^(s - max) over the first n places, zero beyond; returns log of the sum, leaves the sum. */
VECTOR_CLONES static real exp_row(real *s, int64_t n, int64_t keys, real *sum)
{
    real max = s[0], total = 0;
    for (int64_t j = 1; j < n; j++)
        max = s[j] > max ? s[j] : max;
    for (int64_t j = 0; j < n; j++)
        s[j] = vexp(s[j] - max);
    for (int64_t j = 0; j < n; j++)
        total += s[j];
    for (int64_t j = n; j < keys; j++)
        s[j] = 0;
    *sum = total;
    return max + log(total);
}

VECTOR_CLONES static void scale_row(real *s, int64_t n, real a)
{
    for (int64_t j = 0; j < n; j++)
        s[j] *= a;
}

/* The same weights again from the log sum. */
VECTOR_CLONES static void weights_again(real *s, int64_t n, int64_t keys, real lse)
{
    for (int64_t j = 0; j < n; j++)
        s[j] = vexp(s[j] - lse);
    for (int64_t j = n; j < keys; j++)
        s[j] = 0;
}

/* What dropout multiplies the weights of one query with: 0 or 1/(1-rate), by 16 random bits each.
 */
static void dropout_factors(const struct head *h, int64_t query, int64_t keys, real *factor)
{
    enum { DRAWS = 1 << 16, WORDS = 256 };
    const struct layer *l = h->l;
    uint32_t dropped = (uint32_t)(l->options[DROPOUT].n * DRAWS + .5), word[WORDS];
    real scale = dropped < DRAWS ? (real)(DRAWS / (double)(DRAWS - dropped)) : 0;
    int64_t words = (l->dim[TK] + 7) / 8 * 4; /* per query: a multiple of 4 */
    int64_t first = (h->number * l->dim[TQ] + query) * words;
    struct rng_key key = rng_key(l->seed, RNG_DROPOUT, (uint32_t)l->index, h->p->lane->step);
    for (int64_t at = 0; at < keys; at += 2 * WORDS) {
        int64_t n = keys - at < 2 * WORDS ? keys - at : 2 * WORDS;
        rng_fill(key, (uint64_t)(h->p->lane->ahead + h->row), first + at / 2, word, (n + 1) / 2);
        for (int64_t j = 0; j < n; j++)
            factor[at + j] = (word[j / 2] >> 16 * (j % 2) & 0xffff) < dropped ? 0 : scale;
    }
}

static bool drops(const struct head *h)
{
    return h->p->lane->training && h->l->options[DROPOUT].n > 0;
}

static int64_t seen(const struct layer *l, int64_t query)
{
    return keys_of(l, query + 1);
}

static void head_forward(const struct head *h, real *s, real *factor)
{
    const struct layer *l = h->l;
    int dv = (int)l->dim[DV], ld_v = (int)width_of(l, VALUE), ld_o = (int)width_of(l, OUTPUT);
    for (int64_t from = 0; from < l->dim[TQ]; from += BLOCK) {
        int64_t to = from + BLOCK < l->dim[TQ] ? from + BLOCK : l->dim[TQ], keys = keys_of(l, to);
        scores(h, from, to, keys, s);
        for (int64_t i = from; i < to; i++) {
            real *row = s + (i - from) * keys, sum;
            h->lse[i] = exp_row(row, seen(l, i), keys, &sum);
            if (h->lse[i] <= HIDDEN / 2) {
                h->lse[i] = 0;
                vec_zero(row, keys);
            }
            scale_row(row, seen(l, i), 1 / sum);
            if (drops(h)) {
                dropout_factors(h, i, keys, factor);
                vec_mul(row, row, factor, keys);
            }
        }
        gemm(false, false, (int)(to - from), dv, (int)keys, 1, s, (int)keys, h->v, ld_v, 0,
             h->o + from * ld_o, ld_o);
    }
}

static void attend(const struct layer *l, const struct pass *p, real *base, int first, int n)
{
    const int64_t *d = l->dim;
    struct kept s = kept_of(l, base, n);
    int64_t row[] = {first * d[TQ], first * d[TK]};
    for (int r = QUERY; r <= VALUE; r++) {
        int in = source_of(l, (enum role)r);
        real *out = r == QUERY ? s.q : r == KEY ? s.k : s.v;
        product(l, p, (enum role)r, p->x[in] + row[r != QUERY] * l->in[in].dim[1], out,
                n * d[r == QUERY ? TQ : TK]);
    }
    for (int i = 0; i < n; i++)
        for (int64_t h = 0; h < d[HEADS]; h++) {
            struct head head = head_at(l, p, &s, i, h, p->lane->row + first + i);
            head_forward(&head, p->scratch, p->scratch + BLOCK * d[TK]);
        }
    product(l, p, OUTPUT, s.o, p->y + first * l->out_size, n * d[TQ]);
}

static void attention_forward(const struct layer *l, const struct pass *p)
{
    if (p->lane->training) {
        attend(l, p, p->saved, 0, p->lane->rows);
        return;
    }
    real *base = p->scratch + l->scratch - l->saved;
    for (int i = 0; i < p->lane->rows; i++)
        attend(l, p, base, i, 1);
}

/* ---- backward ---- */

/* Gradients of a product's parameters from in: (m, n_in) and dout: (m, n_out). */
static void product_gradient(const struct layer *l, const struct pass *p, enum role role,
                             const real *in, const real *dout, int64_t m)
{
    const struct param *kernel = &l->params[param_of(l, role)];
    int n_in = (int)kernel->shape.dim[0], n_out = (int)kernel->shape.dim[1];
    struct lora lora = adapters_of(l, role);
    lora_gradient(&lora, p, in, dout, m, adapters_scratch(l, p));
    if (!p->dw)
        return;
    if (!kernel->frozen)
        gemm(true, false, n_in, n_out, (int)m, 1, in, n_in, dout, n_out, 0, p->dw + kernel->offset,
             n_out);
    if (option_int(l, USE_BIAS))
        rows_sum(p->dw + kernel[1].offset, dout, m, n_out);
}

/* din = β din + dout kernelᵀ */
static void product_back(const struct layer *l, const struct pass *p, enum role role,
                         const real *dout, real beta, real *din, int64_t m)
{
    const struct param *kernel = &l->params[param_of(l, role)];
    int n_in = (int)kernel->shape.dim[0], n_out = (int)kernel->shape.dim[1];
    gemm(false, true, (int)m, n_in, n_out, 1, dout, n_out, p->w + kernel->offset, n_out, beta, din,
         n_in);
    struct lora lora = adapters_of(l, role);
    lora_back(&lora, p, dout, din, m, adapters_scratch(l, p));
}

/* ds = w (dw - Σ w dw) scale */
VECTOR_CLONES static void softmax_row_back(real *ds, const real *w, int64_t n, real scale)
{
    real sum = 0;
    for (int64_t j = 0; j < n; j++)
        sum += w[j] * ds[j];
    for (int64_t j = 0; j < n; j++)
        ds[j] = w[j] * (ds[j] - sum) * scale;
}

/* Scratch of a head on its way back. */
struct space {
    real *w, *ds, *factor; /* (BLOCK, Tk) each */
    real *dk, *dv, *dq;    /* (Tk, dk), (Tk, dv), (BLOCK, dk) */
};

/* Queries [from, to): h->o holds the gradient of the head's output; dq replaces q. */
static void block_backward(const struct head *h, const struct space *s, int64_t from, int64_t to)
{
    const struct layer *l = h->l;
    int64_t keys = keys_of(l, to);
    int n = (int)(to - from), k = (int)keys, dk = (int)l->dim[DK], dv = (int)l->dim[DV];
    int ld_q = (int)width_of(l, QUERY), ld_v = (int)width_of(l, VALUE),
        ld_o = (int)width_of(l, OUTPUT);
    real scale = (real)(1 / sqrt((double)dk)), *q = h->q + from * ld_q, *dout = h->o + from * ld_o;
    scores(h, from, to, keys, s->w);
    for (int64_t i = 0; i < n; i++)
        weights_again(s->w + i * keys, seen(l, from + i), keys, h->lse[from + i]);
    gemm(false, true, n, k, dv, 1, dout, ld_o, h->v, ld_v, 0, s->ds, k);
    if (drops(h)) {
        for (int64_t i = 0; i < n; i++) {
            dropout_factors(h, from + i, keys, s->factor + i * keys);
            vec_mul(s->ds + i * keys, s->ds + i * keys, s->factor + i * keys, keys);
        }
        vec_mul(s->factor, s->factor, s->w, n * keys); /* the weights that went into the output */
        gemm(true, false, k, dv, n, 1, s->factor, k, dout, ld_o, 1, s->dv, dv);
    } else {
        gemm(true, false, k, dv, n, 1, s->w, k, dout, ld_o, 1, s->dv, dv);
    }
    for (int64_t i = 0; i < n; i++)
        softmax_row_back(s->ds + i * keys, s->w + i * keys, keys, scale);
    gemm(true, false, k, dk, n, 1, s->ds, k, q, ld_q, 1, s->dk, dk);
    gemm(false, false, n, dk, k, 1, s->ds, k, h->k, (int)width_of(l, KEY), 0, s->dq, dk);
    for (int64_t i = 0; i < n; i++)
        vec_copy(q + i * ld_q, s->dq + i * dk, dk);
}

static void head_backward(const struct head *h)
{
    const struct layer *l = h->l;
    const int64_t *d = l->dim;
    struct space s = {.w = h->p->scratch};
    s.ds = s.w + BLOCK * d[TK];
    s.factor = s.ds + BLOCK * d[TK];
    s.dk = s.factor + BLOCK * d[TK];
    s.dv = s.dk + d[TK] * d[DK];
    s.dq = s.dv + d[TK] * d[DV];
    vec_zero(s.dk, d[TK] * (d[DK] + d[DV]));
    for (int64_t from = 0; from < d[TQ]; from += BLOCK)
        block_backward(h, &s, from, from + BLOCK < d[TQ] ? from + BLOCK : d[TQ]);
    for (int64_t j = 0; j < d[TK]; j++) {
        vec_copy(h->k + j * width_of(l, KEY), s.dk + j * d[DK], d[DK]);
        vec_copy(h->v + j * width_of(l, VALUE), s.dv + j * d[DV], d[DV]);
    }
}

static void attention_backward(const struct layer *l, const struct pass *p)
{
    const int64_t *d = l->dim;
    int64_t n = p->lane->rows;
    bool written[3] = {false};
    struct kept s = kept_of(l, p->saved, n);
    product_gradient(l, p, OUTPUT, s.o, p->dy, n * d[TQ]);
    product_back(l, p, OUTPUT, p->dy, 0, s.o, n * d[TQ]); /* o is done with: now its gradient */
    for (int64_t i = 0; i < n; i++)
        for (int64_t h = 0; h < d[HEADS]; h++) {
            struct head head = head_at(l, p, &s, i, h, p->lane->row + i);
            head_backward(&head);
        }
    for (int r = QUERY; r <= VALUE; r++) {
        int in = source_of(l, (enum role)r);
        const real *dout = r == QUERY ? s.q : r == KEY ? s.k : s.v;
        int64_t m = n * d[r == QUERY ? TQ : TK];
        product_gradient(l, p, (enum role)r, p->x[in], dout, m);
        if (p->dx[in])
            product_back(l, p, (enum role)r, dout, written[in], p->dx[in], m);
        written[in] = true;
    }
}

const struct layer_ops layer_multi_head_attention = {
    .kind = KIND("multi_head_attention", options,
                 "softmax(q kᵀ / √d) v in several heads (Vaswani et al. 2017); inputs: query, then "
                 "value and key where they differ"),
    .inputs_min = 1,
    .inputs_max = 3,
    .heeds_mask = true,
    .plan = attention_plan,
    .forward = attention_forward,
    .backward = attention_backward,
};
