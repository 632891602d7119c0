/* turn.c - whose turn is it?
 *
 * Down the tree from the root, among children beneath which there is something to do: first those
 * that hold less than their base, by (held + 1/2) / base; then by rule 1.2 with what they hold:
 * (held - base + 1/2) / P, those with P = 0 last and by weight. A pass benches leaves that cannot
 * use their turn; benching lasts until the pass number changes. */
#include "server/sched/planner.h"

/* The place in the order: class, then (2 * units + 1) / divisor. Bounds: divide.c. */
struct turn_key {
    int class;
    int64_t units;
    wide divisor;
};

static struct turn_key key_of(const struct view_node *n, enum slot_kind k)
{
    const struct node_slots *s = &n->slots[k];
    int64_t held = n->held[k];
    if (held < s->base)
        return (struct turn_key){0, held, s->base};
    if (s->p > 0)
        return (struct turn_key){1, held - s->base, s->p};
    return (struct turn_key){2, held - s->base, n->weight};
}

bool turn_before(const struct view_node *a, const struct view_node *b, enum slot_kind k)
{
    struct turn_key x = key_of(a, k), y = key_of(b, k);
    if (x.class != y.class)
        return x.class < y.class;
    wide left = (2 * (wide)x.units + 1) * y.divisor, right = (2 * (wide)y.units + 1) * x.divisor;
    return left != right ? left < right : node_older(a, b);
}

static int benched(const struct view *v, const struct node_slots *s)
{
    return s->pass == v->pass ? s->benched : 0;
}

struct view_node *turn_next(struct view *v, enum slot_kind k)
{
    struct view_node *n = v->root;
    if (n->slots[k].active <= benched(v, &n->slots[k]))
        return NULL;
    while (!node_is_leaf(n)) {
        struct view_node *next = NULL;
        for (int i = 0; i < n->n_children; i++) {
            struct view_node *c = n->child[i];
            if (c->slots[k].active > benched(v, &c->slots[k]) && (!next || turn_before(c, next, k)))
                next = c;
        }
        n = next;
    }
    return n;
}

void turn_bench(struct view *v, struct view_node *leaf, enum slot_kind k)
{
    for (struct view_node *n = leaf; n; n = n->parent) {
        struct node_slots *s = &n->slots[k];
        if (s->pass != v->pass) {
            s->pass = v->pass;
            s->benched = 0;
        }
        s->benched++;
    }
}
