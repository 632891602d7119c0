/* memory.c - lives, aliases, and a first fit by size.
 *
 * Outputs that share a place form a group: a view shares its input's always; an elementwise layer
 * writes over its input when it is the only reader of the whole group and no member's backward
 * needs what it wrote. The gradient of a node's only user may likewise turn into the node's own. */
#include "engine/train/memory.h"

#include <stdlib.h>
#include <string.h>

/* A stretch of a lane's block over a stretch of time. */
struct buffer {
    int64_t size, at;
    int from, to;
};

struct group {
    struct buffer buffer;
    int members, readers;
    bool fixed; /* a member's backward, or the input's owner, needs the values as written */
};

struct planner {
    const struct graph *g;
    struct memory *m;
    struct group *value; /* of outputs, by group */
    int *value_of;       /* node → group */
    struct buffer *grad; /* of gradients, by group */
    int *grad_of;        /* node → group of dy, or -1 */
    struct buffer *saved;
    struct buffer *extra; /* gradients on their way to be added */
    int n_extra, room_extra;
    int end; /* time of the loss */
};

enum { REALS_ALIGN = 16 };

static int64_t padded(int64_t n)
{
    return (n + REALS_ALIGN - 1) / REALS_ALIGN * REALS_ALIGN;
}

static int back(const struct planner *p, int node)
{
    return 2 * p->end - node;
}

static void live(struct buffer *b, int time)
{
    b->from = time < b->from ? time : b->from;
    b->to = time > b->to ? time : b->to;
}

/* ---- outputs ---- */

static bool shares(const struct planner *p, int node)
{
    const struct layer *l = &p->g->node[node].layer;
    const struct group *in = &p->value[p->value_of[p->g->node[node].in[0]]];
    if (l->view)
        return true;
    /* all edges out of the members but those that joined them: must be this node alone */
    return l->in_place && !in->fixed && in->readers - (in->members - 1) == 1;
}

static void plan_value(struct planner *p, int node)
{
    const struct node *n = &p->g->node[node];
    int at = node && shares(p, node) ? p->value_of[n->in[0]] : node;
    struct group *group = &p->value[at];
    if (at == node)
        group->buffer = (struct buffer){padded(n->layer.out_size * p->m->rows), 0, node, node};
    p->value_of[node] = at;
    group->members++;
    group->readers += n->users;
    group->fixed = group->fixed || node == 0 || (p->m->training && n->layer.needs_y);
    live(&group->buffer, node);
    if (p->m->training && n->layer.needs_y)
        live(&group->buffer, back(p, node));
    if (node == p->g->n - 1)
        live(&group->buffer, p->end);
    for (int i = 0; i < n->layer.n_in; i++) {
        struct buffer *in = &p->value[p->value_of[n->in[i]]].buffer;
        live(in, node);
        if (p->m->training && n->layer.needs_x)
            live(in, back(p, node));
    }
    if (n->heeds >= 0) {
        struct buffer *mask = &p->value[p->value_of[n->heeds]].buffer;
        live(mask, p->m->training ? back(p, node) : node);
    }
}

/* ---- gradients ---- */

static bool wants(const struct planner *p, int node, int input)
{
    const struct node *n = &p->g->node[node];
    return n->learns && !n->layer.discrete && p->g->node[n->in[input]].learns;
}

static int extra_add(struct planner *p, int64_t size, int time)
{
    p->extra[p->n_extra] = (struct buffer){padded(size), 0, time, time};
    return p->n_extra++;
}

/* dx of input i becomes: the node's own dy turned over (in place), or the input's dy when this is
 * the first user to come in backward order, or an extra buffer to be added. Extra buffers are noted
 * as -2 - index until their places are known. */
static void plan_gradient(struct planner *p, int node)
{
    const struct node *n = &p->g->node[node];
    struct place *place = &p->m->place[node];
    for (int i = 0; i < n->layer.n_in; i++) {
        int in = n->in[i];
        place->dx[i] = -1;
        if (!wants(p, node, i))
            continue;
        int64_t size = p->g->node[in].layer.out_size * p->m->rows;
        bool first = p->grad_of[in] < 0;
        if (first) {
            bool over = (n->layer.in_place || n->layer.view) && p->g->node[in].users == 1;
            p->grad_of[in] = over ? p->grad_of[node] : in;
            if (!over)
                p->grad[in] = (struct buffer){padded(size), 0, back(p, node), back(p, node)};
        } else {
            place->dx[i] = -2 - extra_add(p, size, back(p, node));
            place->adds[i] = true;
        }
        live(&p->grad[p->grad_of[in]], back(p, in));
    }
}

static void plan_gradients(struct planner *p)
{
    int last = p->g->n - 1;
    for (int i = 0; i <= last; i++)
        p->grad_of[i] = -1;
    p->grad_of[last] = last;
    p->grad[last] = (struct buffer){padded(p->g->node[last].layer.out_size * p->m->rows), 0, p->end,
                                    back(p, last)};
    for (int i = last; i > 0; i--)
        if (p->g->node[i].learns && p->grad_of[i] >= 0)
            plan_gradient(p, i);
}

/* ---- placement ---- */

static int larger_first(const void *a, const void *b)
{
    const struct buffer *x = *(struct buffer *const *)a, *y = *(struct buffer *const *)b;
    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return x->from != y->from ? (x->from > y->from ? 1 : -1) : 0;
}

static bool meet(const struct buffer *a, const struct buffer *b)
{
    return a->from <= b->to && b->from <= a->to;
}

/* The lowest place where b fits between those it lives with; v[0..n) are placed already. */
static int64_t lowest(const struct buffer *b, struct buffer *const *v, int n)
{
    int64_t at = 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = 0; i < n; i++)
            if (meet(b, v[i]) && at < v[i]->at + v[i]->size && v[i]->at < at + b->size) {
                at = v[i]->at + v[i]->size;
                moved = true;
            }
    }
    return at;
}

static int64_t place_all(struct buffer **v, int n)
{
    int64_t end = 0;
    qsort(v, (size_t)n, sizeof *v, larger_first);
    for (int i = 0; i < n; i++) {
        v[i]->at = lowest(v[i], v, i);
        if (v[i]->at + v[i]->size > end)
            end = v[i]->at + v[i]->size;
    }
    return end;
}

static int collect(struct planner *p, struct buffer **v)
{
    int n = 0;
    for (int i = 0; i < p->g->n; i++) {
        if (p->value_of[i] == i)
            v[n++] = &p->value[i].buffer;
        if (p->m->training && p->grad_of[i] == i)
            v[n++] = &p->grad[i];
        if (p->saved[i].size)
            v[n++] = &p->saved[i];
    }
    for (int i = 0; i < p->n_extra; i++)
        v[n++] = &p->extra[i];
    return n;
}

static void settle(struct planner *p)
{
    for (int i = 0; i < p->g->n; i++) {
        struct place *place = &p->m->place[i];
        const struct node *n = &p->g->node[i];
        place->y = p->value[p->value_of[i]].buffer.at;
        place->dy = p->m->training && p->grad_of[i] >= 0 ? p->grad[p->grad_of[i]].at : -1;
        place->saved = p->saved[i].at;
        for (int k = 0; p->m->training && k < n->layer.n_in; k++)
            if (place->adds[k])
                place->dx[k] = p->extra[-2 - place->dx[k]].at;
            else if (place->dy >= 0 && wants(p, i, k))
                place->dx[k] = p->grad[p->grad_of[n->in[k]]].at;
    }
}

static void plan_rest(struct planner *p)
{
    struct memory *m = p->m;
    int64_t scratch = 0;
    for (int i = 1; i < p->g->n; i++) {
        const struct layer *l = &p->g->node[i].layer;
        if (m->training && l->saved)
            p->saved[i] = (struct buffer){padded(l->saved * m->rows), 0, i, back(p, i)};
        scratch = l->scratch > scratch ? l->scratch : scratch;
        m->place[i].part = m->parts;
        m->parts += l->part;
        m->place[i].joint = m->joints;
        m->joints += l->joint;
    }
    m->scratch = padded(scratch);
}

static int count_edges(const struct graph *g)
{
    int n = 0;
    for (int i = 1; i < g->n; i++)
        n += g->node[i].layer.n_in;
    return n;
}

int memory_plan(struct memory *m, const struct graph *g, int rows, bool training, bool keep_input,
                struct err *err)
{
    size_t n = (size_t)g->n, edges = (size_t)count_edges(g);
    *m = (struct memory){.rows = rows, .training = training};
    struct planner p = {.g = g, .m = m, .end = g->n};
    m->place = calloc(n, sizeof *m->place);
    p.value = calloc(n, sizeof *p.value);
    p.value_of = calloc(n, sizeof *p.value_of);
    p.grad = calloc(n, sizeof *p.grad);
    p.grad_of = calloc(n, sizeof *p.grad_of);
    p.saved = calloc(n, sizeof *p.saved);
    p.extra = calloc(edges, sizeof *p.extra);
    struct buffer **all = calloc(3 * n + edges, sizeof *all);
    int rc = 0;
    if (!m->place || !p.value || !p.value_of || !p.grad || !p.grad_of || !p.saved || !p.extra ||
        !all) {
        rc = err_set(err, ERR_NO_MEMORY, "no memory to plan %d layers", g->n);
        memory_done(m);
        goto out;
    }
    for (int i = 0; i < g->n; i++)
        plan_value(&p, i);
    if (keep_input)
        live(&p.value[0].buffer, p.end);
    if (training)
        plan_gradients(&p);
    plan_rest(&p);
    m->reals = place_all(all, collect(&p, all));
    settle(&p);
    int64_t scratch = m->scratch;
    m->scratch = m->reals;
    m->reals += scratch;
out:
    free(p.value);
    free(p.value_of);
    free(p.grad);
    free(p.grad_of);
    free(p.saved);
    free(p.extra);
    free(all);
    return rc;
}

void memory_done(struct memory *m)
{
    free(m->place);
    m->place = NULL;
}
