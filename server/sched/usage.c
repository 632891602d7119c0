/* usage.c - decayed use in closed form, kept per node, read by turns. */
#include "server/sched/tree.h"

#include <math.h>

void usage_advance(struct usage *u, int64_t held, int64_t now_ms, int64_t half_life_ms)
{
    int64_t dt = now_ms - u->at_ms;
    if (dt <= 0)
        return;
    double left = exp2(-(double)dt / (double)half_life_ms);
    u->value = (double)held + (u->value - (double)held) * left;
    u->slot_ms += held * dt;
    u->at_ms = now_ms;
}

struct usage view_usage(const struct view *v, const char *id, enum slot_kind kind)
{
    const struct view_node *n = view_node_find(v, id);
    if (!n)
        return (struct usage){.at_ms = v->now};
    struct usage u = n->slots[kind].account;
    usage_advance(&u, n->held[kind], v->now, v->set.half_life_ms);
    return u;
}

int view_usage_load(struct view *v, const char *id, enum slot_kind kind, const struct usage *u,
                    struct err *err)
{
    struct view_node *n = view_node_find(v, id);
    if (!n)
        return err_set(err, ERR_NOT_FOUND, "no tenant or user %s", id);
    n->slots[kind].account = *u;
    usage_advance(&n->slots[kind].account, 0, v->now, v->set.half_life_ms);
    return 0;
}

/* part / whole in units of 2^-20, rounded once, within the bound of the arithmetic. */
static int64_t fraction(double part, double whole)
{
    if (!(whole > 0) || !(part > 0))
        return 0;
    double u = nearbyint(part / whole * VIEW_FRACTION);
    return u < (double)VIEW_USAGE_MAX ? (int64_t)u : VIEW_USAGE_MAX;
}

/* A tenant's own users together: what the tenant used beside its sub-tenants. */
static double own_value(const struct view_node *tenant, enum slot_kind k)
{
    double value = tenant->slots[k].account.value;
    for (int i = 0; i < tenant->n_children; i++)
        if (tenant->child[i] != tenant->own)
            value -= tenant->child[i]->slots[k].account.value;
    return value > 0 ? value : 0;
}

static void turn_below(struct view *v, struct view_node *n, enum slot_kind k, double whole)
{
    for (int i = 0; i < n->n_children; i++) {
        struct view_node *c = n->child[i];
        usage_advance(&c->slots[k].account, c->held[k], v->now, v->set.half_life_ms);
    }
    for (int i = 0; i < n->n_children; i++) {
        struct view_node *c = n->child[i];
        double value = c == n->own ? own_value(n, k) : c->slots[k].account.value;
        c->slots[k].u = fraction(value, whole);
        turn_below(v, c, k, value);
    }
    if (n->n_children)
        division_stale(n, k);
}

void view_turn(struct view *v)
{
    v->turned = v->now;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        turn_below(v, v->root, k, (double)v->set.slots[k]);
}
