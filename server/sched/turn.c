/* turn.c - turns: their order, and the tournaments that find the next one.
 *
 * The order among siblings: first those that hold less than their base, by (held + 1/2) / base;
 * then by rule 1.2 with what they hold: (held - base + 1/2) / P, those with P = 0 last and by
 * weight. */
#include "server/sched/planner.h"

#include <stdlib.h>

static struct turn_key key_of(const struct view_node *n, enum slot_kind k)
{
    const struct node_slots *s = &n->slots[k];
    int64_t held = n->held[k];
    if (held < s->base)
        return (struct turn_key){.class = 0, .units = held, .divisor = s->base};
    if (s->p > 0)
        return (struct turn_key){.class = 1, .units = held - s->base, .divisor = s->p};
    return (struct turn_key){.class = 2, .units = held - s->base, .divisor = n->weight};
}

/* Of two siblings, by their places; of equals the older, which stands before the other. */
static bool turn_before(const struct tournament *t, int32_t a, int32_t b)
{
    const struct turn_key *x = &t->key[a], *y = &t->key[b];
    if (x->class != y->class)
        return x->class < y->class;
    wide left = (2 * (wide)x->units + 1) * y->divisor;
    wide right = (2 * (wide)y->units + 1) * x->divisor;
    return left != right ? left < right : a < b;
}

int turn_order(const struct view_node *n, enum slot_kind k, int32_t *place)
{
    const struct tournament *t = &n->slots[k].turn;
    int waiting = 0;
    for (int i = 0; i < n->n_children; i++) {
        if (n->child[i]->slots[k].waiting == 0)
            continue;
        int at = waiting++;
        t->key[i] = key_of(n->child[i], k);
        for (; at > 0 && turn_before(t, i, place[at - 1]); at--)
            place[at] = place[at - 1];
        place[at] = i;
    }
    return waiting;
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
    struct turn_key *key = realloc(t->key, (size_t)cap * sizeof *key);
    if (!key)
        return false;
    t->key = key;
    int32_t *win = realloc(t->win, (size_t)cap * 2 * LEVELS * sizeof *win);
    if (!win)
        return false;
    t->win = win;
    t->cap = cap;
    for (int i = 0; i < cap * 2 * LEVELS; i++)
        win[i] = -1;
    return true;
}

void tournament_done(struct tournament *t)
{
    free(t->win);
    free(t->key);
}

/* The lowest level at which n's tournament has a winner. */
static int lowest_level(const struct view_node *n, enum slot_kind k)
{
    const struct tournament *t = &n->slots[k].turn;
    for (int l = 0; l < LEVELS && t->cap; l++)
        if (t->win[LEVELS + l] >= 0)
            return l;
    return LEVELS;
}

/* Plays match i at every level; says whether any came out differently, or has `me` as winner, whose
 * key may be another one now. */
static bool match(const struct tournament *t, int i, int32_t me)
{
    int32_t *win = t->win + i * LEVELS;
    const int32_t *a = win + i * LEVELS, *b = a + LEVELS; /* the children of i: 2 i, 2 i + 1 */
    bool news = false;
    for (int l = 0; l < LEVELS; l++) {
        int32_t w;
        if (a[l] < 0 || b[l] < 0)
            w = a[l] < 0 ? b[l] : a[l];
        else if (l && a[l] == a[l - 1] && b[l] == b[l - 1])
            w = win[l - 1];
        else
            w = turn_before(t, a[l], b[l]) ? a[l] : b[l];
        news |= w != win[l] || w == me;
        win[l] = w;
    }
    return news;
}

static void enter(const struct view_node *n, const struct view_node *child, enum slot_kind k)
{
    const struct tournament *t = &n->slots[k].turn;
    int32_t *win = t->win + (t->cap + child->place) * LEVELS;
    t->key[child->place] = key_of(child, k);
    for (int l = 0; l < LEVELS; l++)
        win[l] = child->slots[k].level <= l ? child->place : -1;
}

/* The child's key or level changed: plays its matches again. Where all winners are and were others,
 * nothing changes further up. */
static void play(struct view_node *n, const struct view_node *child, enum slot_kind k)
{
    const struct tournament *t = &n->slots[k].turn;
    enter(n, child, k);
    for (int i = (t->cap + child->place) / 2; i > 0; i /= 2)
        if (!match(t, i, child->place))
            break;
    n->slots[k].level = lowest_level(n, k);
}

void turn_replay(struct view *v, struct view_node *n, enum slot_kind k)
{
    (void)v;
    const struct tournament *t = &n->slots[k].turn;
    for (int i = 0; i < n->n_children; i++)
        enter(n, n->child[i], k);
    for (int i = n->n_children; i < t->cap; i++)
        for (int l = 0; l < LEVELS; l++)
            t->win[(t->cap + i) * LEVELS + l] = -1;
    for (int i = t->cap - 1; i > 0; i--)
        match(t, i, -1);
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

void turn_freshen(struct view *v, struct view_node *n, enum slot_kind k)
{
    struct node_slots *s = &n->slots[k];
    int stale = 0, played = 0;
    if (!s->stale)
        return;
    s->stale = false;
    if (node_is_leaf(n)) {
        donors_changed(v, n, k);
        s->level = level_of(n, k);
        return;
    }
    for (int i = 0; i < n->n_children; i++)
        stale += n->child[i]->slots[k].stale;
    bool few = stale < n->n_children / 8;
    for (int i = 0; i < n->n_children && played < stale; i++) {
        if (!n->child[i]->slots[k].stale)
            continue;
        turn_freshen(v, n->child[i], k);
        played++;
        if (few && !s->dirty)
            play(n, n->child[i], k);
    }
    if (!few && !s->dirty)
        turn_replay(v, n, k);
}

struct view_node *turn_next(struct view *v, enum slot_kind k, int level)
{
    struct view_node *n = v->root;
    if (node_is_leaf(n) || n->slots[k].level > level)
        return NULL;
    while (!node_is_leaf(n)) {
        const struct tournament *t = &n->slots[k].turn;
        n = n->child[t->win[LEVELS + level]];
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
