/* update.c - from the lanes' gradients to the next parameters.
 *
 * What is trained of the flat vectors is cut into as many chunks as there are lanes, and each chunk
 * is one parallel item: lanes' gradients added in lane order, l1 and l2 on kernels, the chunk's
 * part of the norm. Only clipping by norm needs all chunks before the optimiser may go on; else
 * each goes through. */
#include "engine/train/training.h"
#include "engine/tensor/loops.h"

struct update {
    struct training *t;
    real *g; /* where the whole gradient comes together */
    int64_t ahead;
    struct optim_pass pass; /* but for the stretch */
    double l1, l2;
    real factor;
};

/* Chunks begin at multiples of 16, as tensors do. */
enum { CHUNK_ALIGN = 16 };

static int64_t chunk_begin(const struct training *t, int chunk)
{
    int64_t blocks = t->plan.graph->learned / CHUNK_ALIGN;
    return blocks * chunk / t->plan.lanes * CHUNK_ALIGN;
}

/* Σ v², in eight sums side by side so that it can be a vector loop with fixed order. */
VECTOR_CLONES static double sum_squares(const real *v, int64_t n)
{
    double s[8] = {0};
    int64_t i = 0;
    for (; i + 8 <= n; i += 8)
        for (int j = 0; j < 8; j++)
            s[j] += (double)v[i + j] * (double)v[i + j];
    for (; i < n; i++)
        s[0] += (double)v[i] * (double)v[i];
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

static double sum_magnitudes(const real *v, int64_t n)
{
    double s = 0;
    for (int64_t i = 0; i < n; i++)
        s += fabs((double)v[i]);
    return s;
}

/* g += 2 λ₂ w + λ₁ sign(w) */
VECTOR_CLONES static void regularise(real *g, const real *w, int64_t n, real l1, real l2)
{
    for (int64_t i = 0; i < n; i++)
        g[i] += 2 * l2 * w[i] + (w[i] > 0 ? l1 : w[i] < 0 ? -l1 : 0);
}

static double penalty_of(const real *w, int64_t n, double l1, double l2)
{
    return (l2 > 0 ? l2 * sum_squares(w, n) : 0) + (l1 > 0 ? l1 * sum_magnitudes(w, n) : 0);
}

/* What the kernels within [from, to) of w cost; adds the gradient of it to g when not NULL. */
static double over_kernels(const struct graph *graph, const real *w, int64_t from, int64_t to,
                           double l1, double l2, real *g)
{
    double sum = 0;
    for (int i = 1; i < graph->n; i++)
        for (int k = 0; k < graph->node[i].layer.n_params; k++) {
            const struct param *p = &graph->node[i].layer.params[k];
            int64_t a = p->offset > from ? p->offset : from, b = p->offset + p->size;
            b = b < to ? b : to;
            if (!p->is_kernel || a >= b)
                continue;
            sum += penalty_of(w + a, b - a, l1, l2);
            if (g)
                regularise(g + a, w + a, b - a, (real)l1, (real)l2);
        }
    return sum;
}

double penalty(const struct graph *g, const real *params, const struct value *regularization)
{
    double l1 = regularization[REGULARIZATION_L1].n, l2 = regularization[REGULARIZATION_L2].n;
    return l1 > 0 || l2 > 0 ? over_kernels(g, params, 0, g->flat, l1, l2, NULL) : 0;
}

/* Leaves the chunk's whole gradient in g, its penalty and Σ g² in the lane's score. */
static void reduce(struct update *u, int chunk, bool norm)
{
    struct training *t = u->t;
    int64_t from = chunk_begin(t, chunk), to = chunk_begin(t, chunk + 1);
    real *g = u->g;
    for (int lane = 1; !t->sum && lane < t->plan.lanes; lane++)
        vec_add(g + from, t->grads[lane] + from, to - from);
    if (u->factor != 1)
        vec_scale(g + from, u->factor, to - from);
    struct score *s = &t->lane_score[chunk];
    s->loss = u->l1 > 0 || u->l2 > 0
                  ? over_kernels(t->plan.graph, t->params, from, to, u->l1, u->l2, g)
                  : 0;
    s->error = norm ? sum_squares(g + from, to - from) : 0;
}

/* a ← β a + (1-β) w, and the first update's w as it is (Polyak & Juditsky 1992; as Keras has it) */
VECTOR_CLONES static void average(real *a, const real *w, int64_t n, real beta)
{
    for (int64_t i = 0; i < n; i++)
        a[i] = beta * a[i] + (1 - beta) * w[i];
}

static void average_chunk(const struct training *t, int64_t from, int64_t n)
{
    if (t->state.step == 0)
        vec_copy(t->average + from, t->params + from, n);
    else
        average(t->average + from, t->params + from, n,
                (real)t->spec.training[TRAINING_EMA_MOMENTUM].n);
}

static void optimise_stretch(const struct update *u, int64_t from, int64_t to, bool spared)
{
    struct training *t = u->t;
    struct optim_pass p = u->pass;
    p.n = to - from;
    p.spared = spared;
    p.w = t->params + from;
    p.g = u->g + from;
    for (int i = 0; i < t->plan.moments; i++)
        p.m[i] = t->moments[i] + from;
    optim_ops(t->spec.optimizer.kind)->update(&p);
}

/* Tensor by tensor: those that are no matrix are spared. */
static void optimise_tensors(const struct update *u, int64_t from, int64_t to)
{
    const struct graph *g = u->t->plan.graph;
    for (int i = 1; i < g->n; i++)
        for (int k = 0; k < g->node[i].layer.n_params; k++) {
            const struct param *p = &g->node[i].layer.params[k];
            int64_t a = p->offset > from ? p->offset : from, b = p->offset + p->size;
            b = b < to ? b : to;
            if (a < b)
                optimise_stretch(u, a, b, p->shape.rank < 2);
        }
}

/* Updates the chunk; what is frozen has no place in one. */
static void optimise(const struct update *u, int chunk)
{
    struct training *t = u->t;
    int64_t from = chunk_begin(t, chunk), to = chunk_begin(t, chunk + 1);
    if (optim_spares(t->spec.optimizer.kind, t->spec.optimizer.options))
        optimise_tensors(u, from, to);
    else
        optimise_stretch(u, from, to, false);
    if (t->average)
        average_chunk(t, from, to - from);
}

static void reduce_norm(void *arg, int chunk)
{
    reduce(arg, chunk, true);
}

static void optimise_chunk(void *arg, int chunk)
{
    optimise(arg, chunk);
}

static void reduce_and_optimise(void *arg, int chunk)
{
    reduce(arg, chunk, false);
    optimise(arg, chunk);
}

static void accumulate_chunk(void *arg, int chunk)
{
    const struct update *u = arg;
    struct training *t = u->t;
    int64_t from = chunk_begin(t, chunk), n = chunk_begin(t, chunk + 1) - from;
    for (int lane = 0; lane < t->plan.lanes; lane++)
        if (lane == 0 && u->ahead == 0)
            vec_copy(t->sum + from, t->grads[lane] + from, n);
        else
            vec_add(t->sum + from, t->grads[lane] + from, n);
}

void training_accumulate(struct training *t, int64_t ahead, const struct parallel *parallel)
{
    struct update u = {.t = t, .ahead = ahead};
    lanes_run(parallel, t->plan.lanes, accumulate_chunk, &u);
}

double training_update(struct training *t, double factor, const struct parallel *parallel)
{
    const struct value *r = t->spec.regularization, *o = t->spec.training;
    double clip = o[TRAINING_CLIP_NORM].n;
    const struct graph *graph = t->plan.graph;
    struct update u = {.t = t,
                       .g = t->sum ? t->sum : t->grads[0],
                       .l1 = r[REGULARIZATION_L1].n,
                       .l2 = r[REGULARIZATION_L2].n,
                       .factor = (real)factor};
    if (t->average && t->state.step == 0)
        vec_copy(t->average + graph->learned, t->params + graph->learned,
                 graph->flat - graph->learned);
    u.pass = (struct optim_pass){.options = t->spec.optimizer.options,
                                 .step = t->state.step + 1,
                                 .scale = 1,
                                 .limit = (real)o[TRAINING_CLIP_VALUE].n};
    u.pass.rate = training_rate(t);
    if (clip > 0) {
        double square = 0;
        lanes_run(parallel, t->plan.lanes, reduce_norm, &u);
        for (int i = 0; i < t->plan.lanes; i++)
            square += t->lane_score[i].error;
        double norm = sqrt(square);
        u.pass.scale = norm > clip ? (real)(clip / norm) : 1;
        lanes_run(parallel, t->plan.lanes, optimise_chunk, &u);
    } else {
        lanes_run(parallel, t->plan.lanes, reduce_and_optimise, &u);
    }
    double cost = 0;
    for (int i = 0; i < t->plan.lanes; i++)
        cost += t->lane_score[i].loss;
    return cost;
}
