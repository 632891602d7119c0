/* turn.c - turns: their order, and the tournaments that find the next one.
 *
 * The order among siblings: first those that hold less than their base, by (held + 1/2) / base;
 * then by rule 1.2 with what they hold: (held - base + 1/2) / P, those with P = 0 last and by
 * weight. */
#include "server/sched/planner.h"

#include <stdlib.h>

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

/* ---- levels ---- */

int turn_level(int64_t free)
{
    int level = 0;
    for (; free > 0 && level < LEVEL_ANY; free /= 2)
        level++;
    return level;
}

static int level_of(const struct view_node *leaf, enum slot_kind k)
{
    const struct node_slots *s = &leaf->slots[k];
    int64_t least = queue_least(&leaf->queue, k), below = s->entitled - leaf->held[k];
    bool widens = leaf->widenable[k] > 0;
    if (s->benched)
        return LEVELS;
    if ((least > 0 && least <= below) || (widens && below > 0))
        return 0;
    if (widens)
        return 1;
    return least > 0 ? turn_level(least) : LEVELS;
}

/* ---- tournaments ---- */

bool tournament_reserve(struct tournament *t, int n_children)
{
    int cap = t->cap ? t->cap : 1;
    while (cap < n_children)
        cap *= 2;
    if (cap == t->cap)
        return true;
    int32_t *win = realloc(t->win, (size_t)cap * 2 * LEVELS * sizeof *win);
    if (!win)
        return false;
    t->win = win;
    t->cap = cap;
    for (int i = 0; i < cap * 2 * LEVELS; i++)
        win[i] = -1;
    return true;
}

static int32_t better(const struct view_node *n, enum slot_kind k, int32_t a, int32_t b)
{
    if (a < 0 || b < 0)
        return a < 0 ? b : a;
    return turn_before(n->child[a], n->child[b], k) ? a : b;
}

/* The lowest level at which n's tournament has a winner. */
static int lowest_level(const struct view_node *n, enum slot_kind k)
{
    const struct tournament *t = &n->slots[k].turn;
    for (int l = 0; l < LEVELS && t->cap; l++)
        if (t->win[l * 2 * t->cap + 1] >= 0)
            return l;
    return LEVELS;
}

/* The child's key or level changed: plays its matches again. A match whose winner is and was
 * somebody else ends the walk. */
static void play(struct view_node *n, const struct view_node *child, enum slot_kind k)
{
    const struct tournament *t = &n->slots[k].turn;
    int32_t me = child->place;
    for (int l = 0; l < LEVELS; l++) {
        int32_t *win = t->win + l * 2 * t->cap;
        int i = t->cap + me;
        win[i] = child->slots[k].level <= l ? me : -1;
        for (i /= 2; i > 0; i /= 2) {
            int32_t was = win[i];
            win[i] = better(n, k, win[2 * i], win[2 * i + 1]);
            if (was != me && win[i] == was)
                break;
        }
    }
    n->slots[k].level = lowest_level(n, k);
}

void turn_replay(struct view *v, struct view_node *n, enum slot_kind k)
{
    (void)v;
    const struct tournament *t = &n->slots[k].turn;
    for (int l = 0; l < LEVELS && t->cap; l++) {
        int32_t *win = t->win + l * 2 * t->cap;
        for (int i = 0; i < t->cap; i++)
            win[t->cap + i] =
                i < n->n_children && n->child[i]->slots[k].level <= l ? (int32_t)i : -1;
        for (int i = t->cap - 1; i > 0; i--)
            win[i] = better(n, k, win[2 * i], win[2 * i + 1]);
    }
    n->slots[k].level = lowest_level(n, k);
}

void turn_changed(struct view_node *n, enum slot_kind k)
{
    for (; n->parent; n = n->parent)
        if (!n->parent->slots[k].dirty) /* else it is played again after the division */
            play(n->parent, n, k);
}

void turn_leaf_changed(struct view *v, struct view_node *leaf, enum slot_kind k)
{
    donors_changed(v, leaf, k);
    leaf->slots[k].level = level_of(leaf, k);
    turn_changed(leaf, k);
}

struct view_node *turn_next(struct view *v, enum slot_kind k, int level)
{
    struct view_node *n = v->root;
    if (node_is_leaf(n) || n->slots[k].level > level)
        return NULL;
    while (!node_is_leaf(n)) {
        const struct tournament *t = &n->slots[k].turn;
        n = n->child[t->win[level * 2 * t->cap + 1]];
    }
    return n;
}

void turn_bench(struct view *v, struct view_node *leaf, enum slot_kind k)
{
    struct leaf_list *l = &v->bench[k];
    l->v[l->n++] = leaf;
    leaf->slots[k].benched = true;
    turn_leaf_changed(v, leaf, k);
}

void turn_pass(struct view *v, enum slot_kind k)
{
    struct leaf_list *l = &v->bench[k];
    v->pass++;
    while (l->n > 0) {
        struct view_node *leaf = l->v[--l->n];
        leaf->slots[k].benched = false;
        turn_leaf_changed(v, leaf, k);
    }
}
