/* program.c - binding, compiling and running. */
#include "engine/train/program.h"
#include "engine/tensor/loops.h"

#include <stdlib.h>

static void serial_run(void *ctx, int n, void (*fn)(void *arg, int i), void *arg)
{
    (void)ctx;
    for (int i = 0; i < n; i++)
        fn(arg, i);
}

const struct parallel parallel_serial = {serial_run, NULL};

void lanes_run(const struct parallel *parallel, int lanes, void (*fn)(void *arg, int i), void *arg)
{
    if (lanes == 1)
        fn(arg, 0);
    else
        parallel->run(parallel->ctx, lanes, fn, arg);
}

static void bind(struct machine *m, const struct memory *memory, const struct blocks *b, int lane,
                 int node)
{
    const struct node *n = &m->graph->node[node];
    const struct place *place = &memory->place[node];
    struct pass *p = machine_pass(m, lane, node);
    real *base = b->reals[lane];
    *p = (struct pass){.lane = &m->lane[lane],
                       .y = base + place->y,
                       .w = b->params,
                       .stats = b->stats,
                       .scratch = base + memory->scratch,
                       .part = b->parts[lane] + place->part,
                       .joint = b->joints + place->joint};
    for (int i = 0; i < n->layer.n_in; i++)
        p->x[i] = base + memory->place[n->in[i]].y;
    p->mask = n->heeds >= 0 ? base + memory->place[n->heeds].y : NULL;
    if (!memory->training)
        return;
    p->saved = base + place->saved;
    bool ties = n->layer.tied && !n->layer.tied->frozen;
    p->dw = n->layer.frozen && !ties ? NULL : b->grads[lane];
    p->dy = place->dy >= 0 ? base + place->dy : NULL;
    for (int i = 0; i < n->layer.n_in; i++)
        p->dx[i] = p->dy && n->learns && place->dx[i] >= 0 ? base + place->dx[i] : NULL;
}

int machine_init(struct machine *m, const struct graph *g, const struct memory *memory,
                 const struct blocks *blocks, int lanes, void *owner, struct err *err)
{
    *m = (struct machine){.graph = g, .lanes = lanes, .owner = owner};
    m->lane = calloc((size_t)lanes, sizeof *m->lane);
    m->pass = calloc((size_t)lanes * (size_t)g->n, sizeof *m->pass);
    if (!m->lane || !m->pass) {
        machine_done(m);
        return err_set(err, ERR_NO_MEMORY, "no memory for %d lanes of %d layers", lanes, g->n);
    }
    for (int lane = 0; lane < lanes; lane++)
        for (int node = 0; node < g->n; node++)
            bind(m, memory, blocks, lane, node);
    return 0;
}

void machine_done(struct machine *m)
{
    free(m->lane);
    free(m->pass);
    m->lane = NULL;
    m->pass = NULL;
}

void machine_share(struct machine *m, int batch, bool training, uint64_t step)
{
    for (int i = 0; i < m->lanes; i++) {
        int from = (int)((int64_t)i * batch / m->lanes);
        int to = (int)((int64_t)(i + 1) * batch / m->lanes);
        m->lane[i] = (struct lane){
            .rows = to - from, .row = from, .batch = batch, .training = training, .step = step};
    }
}

void machine_weigh(struct machine *m, const real *params)
{
    for (int i = 0; i < m->lanes * m->graph->n; i++)
        m->pass[i].w = params;
}

/* ---- compiling ---- */

static void emit(struct program *p, int op, int node, lane_fn call)
{
    p->list[p->n].op = op;
    p->list[p->n].node = node;
    p->list[p->n++].call = call;
}

static void emit_forward(struct program *p, const struct graph *g, const struct memory *m,
                         bool training, int node)
{
    const struct node *n = &g->node[node];
    if (n->layer.view && m->place[node].y == m->place[n->in[0]].y)
        return;
    if (training && n->layer.ops->forward_part && !n->layer.frozen) {
        emit(p, OP_FORWARD_PART, node, NULL);
        emit(p, OP_FORWARD_JOIN, node, NULL);
    }
    emit(p, OP_FORWARD, node, NULL);
}

static void emit_backward(struct program *p, const struct graph *g, const struct memory *m,
                          int node)
{
    const struct node *n = &g->node[node];
    const struct place *place = &m->place[node];
    if (!n->learns || place->dy < 0 || (n->layer.view && place->dx[0] == place->dy))
        return;
    if (n->layer.ops->backward_part && !n->layer.frozen) {
        emit(p, OP_BACKWARD_PART, node, NULL);
        emit(p, OP_BACKWARD_JOIN, node, NULL);
    }
    emit(p, OP_BACKWARD, node, NULL);
}

int program_init(struct program *p, const struct graph *g, const struct memory *memory,
                 bool training, lane_fn gather, lane_fn loss, struct err *err)
{
    *p = (struct program){.list = calloc(7 * (size_t)g->n + 2, sizeof *p->list)};
    if (!p->list)
        return err_set(err, ERR_NO_MEMORY, "no memory for a program of %d layers", g->n);
    emit(p, OP_CALL, 0, gather);
    for (int i = 1; training && i < g->n; i++)
        if (g->node[i].layer.shared && !g->node[i].layer.params[0].frozen)
            emit(p, OP_CLEAR, i, NULL);
    for (int i = 1; i < g->n; i++)
        emit_forward(p, g, memory, training, i);
    if (loss)
        emit(p, OP_CALL, 0, loss);
    if (training)
        for (int i = g->n - 1; i > 0; i--)
            emit_backward(p, g, memory, i);
    return 0;
}

void program_done(struct program *p)
{
    free(p->list);
    p->list = NULL;
}

/* ---- running ---- */

/* Adds what branched off to the gradients that other users wrote before. */
static void add_branches(const struct machine *m, const struct node *n, const struct pass *p,
                         int lane)
{
    for (int i = 0; i < n->layer.n_in; i++) {
        real *dy = (real *)machine_pass(m, lane, n->in[i])->dy;
        if (p->dx[i] && p->dx[i] != dy && dy)
            vec_add(dy, p->dx[i], p->lane->rows * n->layer.in_size[i]);
    }
}

static void execute(const struct machine *m, const struct instruction *in, int lane)
{
    const struct node *n = &m->graph->node[in->node];
    const struct pass *p = machine_pass(m, lane, in->node);
    const struct layer_ops *ops = n->layer.ops;
    switch (in->op) {
    case OP_CALL: in->call(m->owner, lane); break;
    case OP_CLEAR: vec_zero(p->dw + n->layer.params[0].offset, n->layer.params[0].size); break;
    case OP_FORWARD: ops->forward(&n->layer, p); break;
    case OP_FORWARD_PART: ops->forward_part(&n->layer, p); break;
    case OP_BACKWARD_PART: ops->backward_part(&n->layer, p); break;
    case OP_BACKWARD:
        ops->backward(&n->layer, p);
        add_branches(m, n, p, lane);
        break;
    case OP_FORWARD_JOIN:
    case OP_BACKWARD_JOIN: break;
    }
}

static bool is_join(const struct instruction *in)
{
    return in->op == OP_FORWARD_JOIN || in->op == OP_BACKWARD_JOIN;
}

static void join(const struct machine *m, const struct instruction *in)
{
    const struct node *n = &m->graph->node[in->node];
    const struct pass *first = machine_pass(m, 0, in->node);
    if (in->op == OP_FORWARD_JOIN)
        n->layer.ops->forward_join(&n->layer, first, m->lanes, m->graph->n);
    else
        n->layer.ops->backward_join(&n->layer, first, m->lanes, m->graph->n);
}

static void run_stretch(void *arg, int lane)
{
    const struct machine *m = arg;
    for (const struct instruction *in = m->from; in < m->to; in++)
        execute(m, in, lane);
}

void machine_run(struct machine *m, const struct program *p, const struct parallel *parallel)
{
    const struct instruction *in = p->list, *end = p->list + p->n;
    while (in < end) {
        m->from = in;
        while (in < end && !is_join(in))
            in++;
        m->to = in;
        lanes_run(parallel, m->lanes, run_stretch, m);
        if (in < end)
            join(m, in++);
    }
}
