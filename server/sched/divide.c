/* divide.c - what each node should hold now.
 *
 * Down the tree, siblings share what their parent has: guarantees first, then weighted max-min by
 * Webster's rounding, modulated by decayed use. Integers and rationals only, a total order on
 * ties: the same view gives the same answer on any machine.
 *
 * P = max(0, W + k (W - U)) with W = w / S is kept times S * 2^40, which is common to siblings:
 *     p = w * 2^40 + k20 * (w * 2^20 - u20 * S).
 * Bounds: w <= 2^20, S <= 2^20 children * 2^20 = 2^40, k20 and u20 < 2^30, so |p| < 2^101 on the
 * way down, and where it is positive p <= w * (2^40 + k20 * 2^20) < 2^71. Units held s <= 2^30, so
 * the products (2s + 1) * p of a comparison stay below 2^102, and a sum of p over all siblings
 * below 2^91: everything fits a signed 128-bit integer. */
#include "server/sched/tree.h"

#include <stdlib.h>

/* A claim on units that are dealt one by one: the next goes to the smallest (held + 1/2) / p. */
struct claim {
    struct view_node *node;
    wide p;
    int64_t held, most;
};

bool scratch_reserve(struct scratch *s, int n)
{
    if (n <= s->room)
        return true;
    int room = n * 2;
    struct claim *c = realloc(s->claim, (size_t)room * sizeof *c);
    if (c)
        s->claim = c;
    struct claim **open = realloc(s->open, (size_t)room * sizeof(struct claim *));
    if (open)
        s->open = open;
    if (c && open)
        s->room = room;
    return c && open;
}

void scratch_done(struct scratch *s)
{
    free(s->claim);
    free(s->open);
    *s = (struct scratch){0};
}

/* Whether a is served before b. */
static bool claim_before(const struct claim *a, const struct claim *b)
{
    wide left = (2 * (wide)a->held + 1) * b->p, right = (2 * (wide)b->held + 1) * a->p;
    return left != right ? left < right : node_older(a->node, b->node);
}

static void sift_down(struct claim **h, int n, int i)
{
    for (;;) {
        int first = i, l = 2 * i + 1;
        if (l < n && claim_before(h[l], h[first]))
            first = l;
        if (l + 1 < n && claim_before(h[l + 1], h[first]))
            first = l + 1;
        if (first == i)
            return;
        struct claim *t = h[i];
        h[i] = h[first];
        h[first] = t;
        i = first;
    }
}

/* Deals up to `units`, one by one; returns what is left because nobody wants more. */
static int64_t deal_singly(struct claim **open, int n, int64_t units)
{
    for (int i = n / 2 - 1; i >= 0; i--)
        sift_down(open, n, i);
    while (units > 0 && n > 0) {
        open[0]->held++;
        units--;
        if (open[0]->held == open[0]->most)
            open[0] = open[--n];
        sift_down(open, n, 0);
    }
    return units;
}

static int claims_open(struct claim *c, int n, struct claim **open)
{
    int n_open = 0;
    for (int i = 0; i < n; i++)
        if (c[i].held < c[i].most)
            open[n_open++] = &c[i];
    return n_open;
}

/* Deals many units at once. All units whose key is at most L make a prefix of the order of dealing,
 * and with L = (T - n/2) / sum p, T being what the open claims hold plus what is left, that prefix
 * is no longer than T: the i-th claim has round(L p) units in it, at most L p + 1/2. Ends when
 * fewer units than claims are left, or a round deals nothing. */
static int64_t deal_in_bulk(struct claim *c, int n, struct claim **open, int64_t units)
{
    for (;;) {
        int n_open = claims_open(c, n, open);
        if (n_open == 0 || units < n_open)
            return units;
        wide p_sum = 0, total = units;
        for (int i = 0; i < n_open; i++) {
            p_sum += open[i]->p;
            total += open[i]->held;
        }
        int64_t before = units;
        for (int i = 0; i < n_open; i++) {
            wide upto = ((2 * total - n_open) * open[i]->p + p_sum) / (2 * p_sum);
            if (upto > open[i]->most)
                upto = open[i]->most;
            if (upto > open[i]->held) {
                units -= (int64_t)upto - open[i]->held;
                open[i]->held = (int64_t)upto;
            }
        }
        if (units == before)
            return units;
    }
}

static int64_t deal(struct claim *c, int n, struct claim **open, int64_t units)
{
    units = deal_in_bulk(c, n, open, units);
    return deal_singly(open, claims_open(c, n, open), units);
}

/* ---- guarantees ---- */

/* Whether a's base is cut before b's: the larger base / guarantee, the younger first. */
static bool cut_before(const struct view_node *a, const struct view_node *b, enum slot_kind k)
{
    wide left = (wide)a->slots[k].base * b->slots[k].guarantee;
    wide right = (wide)b->slots[k].base * a->slots[k].guarantee;
    return left != right ? left > right : node_older(b, a);
}

/* The machine shrank below what is guaranteed: one unit at a time. */
static void bases_cut(struct view_node *n, enum slot_kind k, int64_t excess)
{
    for (; excess > 0; excess--) {
        struct view_node *from = NULL;
        for (int i = 0; i < n->n_children; i++) {
            struct view_node *c = n->child[i];
            if (c->slots[k].base > 0 && (!from || cut_before(c, from, k)))
                from = c;
        }
        from->slots[k].base--;
    }
}

static int64_t bases_set(struct view_node *n, enum slot_kind k, int64_t total)
{
    int64_t sum = 0;
    for (int i = 0; i < n->n_children; i++) {
        struct node_slots *s = &n->child[i]->slots[k];
        s->base = s->guarantee < s->demand ? s->guarantee : s->demand;
        sum += s->base;
    }
    n->slots[k].cut = sum > total;
    if (sum > total) {
        bases_cut(n, k, sum - total);
        sum = total;
    }
    return total - sum;
}

/* ---- one node's children ---- */

static wide history(int64_t weight, int64_t u, wide weights, int64_t k20)
{
    wide p = ((wide)weight << 40) + (wide)k20 * (((wide)weight << 20) - (wide)u * weights);
    return p > 0 ? p : 0;
}

static void history_set(struct view_node *n, enum slot_kind k, int64_t k20)
{
    wide weights = 0;
    for (int i = 0; i < n->n_children; i++)
        if (n->child[i]->slots[k].demand > 0)
            weights += n->child[i]->weight;
    for (int i = 0; i < n->n_children; i++) {
        struct view_node *c = n->child[i];
        c->slots[k].p = history(c->weight, c->slots[k].u, weights, k20);
    }
}

/* The claims on surplus of the children whose P is positive, or of those whose P is 0. */
static int claims_of(struct view_node *n, enum slot_kind k, bool positive, struct claim *c)
{
    int n_claims = 0;
    for (int i = 0; i < n->n_children; i++) {
        const struct node_slots *s = &n->child[i]->slots[k];
        if ((s->p > 0) != positive || s->demand <= s->base)
            continue;
        c[n_claims++] = (struct claim){.node = n->child[i],
                                       .p = positive ? s->p : n->child[i]->weight,
                                       .most = s->demand - s->base};
    }
    return n_claims;
}

static void surplus_divide(struct view_node *n, enum slot_kind k, int64_t units, struct scratch *s)
{
    for (int i = 0; i < n->n_children; i++)
        n->child[i]->slots[k].entitled = n->child[i]->slots[k].base;
    for (int positive = 1; positive >= 0 && units > 0; positive--) {
        struct claim *c = s->claim;
        int n_claims = claims_of(n, k, positive, c);
        units = deal(c, n_claims, s->open, units);
        for (int i = 0; i < n_claims; i++)
            c[i].node->slots[k].entitled += c[i].held;
    }
}

/* What a child's new share means for it, once its own children know theirs. */
static void node_divide(struct view *v, struct view_node *n, enum slot_kind k)
{
    struct node_slots *s = &n->slots[k];
    bool all = s->dirty;
    if (all) {
        history_set(n, k, v->set.k);
        int64_t surplus = bases_set(n, k, s->entitled);
        surplus_divide(n, k, surplus, &v->scratch);
    }
    s->dirty_below = false;
    for (int i = 0; i < n->n_children; i++) {
        struct view_node *c = n->child[i];
        struct node_slots *cs = &c->slots[k];
        if (cs->entitled != cs->divided || node_is_leaf(c))
            cs->dirty |= all;
        cs->divided = cs->entitled;
        if (!cs->dirty && !cs->dirty_below)
            continue;
        if (node_is_leaf(c)) {
            cs->dirty = cs->dirty_below = false;
            turn_leaf_changed(v, c, k);
        } else {
            node_divide(v, c, k);
        }
    }
    s->dirty = false;
    if (all)
        turn_replay(v, n, k);
    turn_changed(n, k);
}

void divide(struct view *v)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        struct node_slots *root = &v->root->slots[k];
        root->entitled = root->divided = v->set.slots[k];
        if (root->dirty || root->dirty_below)
            node_divide(v, v->root, k);
    }
}

/* ---- units that need several resources ---- */

/* a * b as an unsigned 256-bit number, for comparisons beyond 128 bits. */
struct product {
    unsigned __int128 high, low;
};

static struct product multiply(unsigned __int128 a, unsigned __int128 b)
{
    const unsigned __int128 mask = UINT64_MAX;
    unsigned __int128 ll = (a & mask) * (b & mask), lh = (a & mask) * (b >> 64);
    unsigned __int128 hl = (a >> 64) * (b & mask), hh = (a >> 64) * (b >> 64);
    unsigned __int128 middle = (ll >> 64) + (lh & mask) + (hl & mask);
    return (struct product){.high = hh + (lh >> 64) + (hl >> 64) + (middle >> 64),
                            .low = (middle << 64) | (ll & mask)};
}

static int product_cmp(struct product a, struct product b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low == b.low ? 0 : a.low < b.low ? -1 : 1;
}

/* One tenant's claim on tasks: the dominant resource is the one of largest task / total. */
struct task_claim {
    wide p;
    int64_t task, total;
    bool open;
};

/* (2 got + 1) * task / (total * p): products of at most 2^31 * 2^30 * 2^30 and 2^71. */
static bool task_before(const struct task_claim *a, int64_t got_a, const struct task_claim *b,
                        int64_t got_b)
{
    unsigned __int128 left = (unsigned __int128)(2 * got_a + 1) * (uint64_t)a->task;
    unsigned __int128 right = (unsigned __int128)(2 * got_b + 1) * (uint64_t)b->task;
    struct product l = multiply(left * (uint64_t)b->total, (unsigned __int128)b->p);
    struct product r = multiply(right * (uint64_t)a->total, (unsigned __int128)a->p);
    return product_cmp(l, r) < 0;
}

static struct task_claim task_claim(const struct drf_tenant *t, const int64_t *total, int n)
{
    struct task_claim c = {0};
    for (int r = 0; r < n; r++) {
        if (t->task[r] == 0)
            continue;
        if (total[r] < t->task[r])
            return (struct task_claim){0};
        if (!c.open || (wide)t->task[r] * c.total > (wide)c.task * total[r]) {
            c.task = t->task[r];
            c.total = total[r];
        }
        c.open = true;
    }
    return c;
}

static bool task_fits(const struct drf_tenant *t, const int64_t *left, int n)
{
    for (int r = 0; r < n; r++)
        if (t->task[r] > left[r])
            return false;
    return true;
}

/* Deals tasks to the open claims of one class (P > 0, or P = 0 by weight). */
static void tasks_deal(const struct drf_tenant *t, struct task_claim *c, int n, int64_t *left,
                       int n_resources, int64_t *got)
{
    for (;;) {
        int next = -1;
        for (int i = 0; i < n; i++) {
            if (c[i].open && (got[i] >= t[i].demand || !task_fits(&t[i], left, n_resources)))
                c[i].open = false;
            if (c[i].open && (next < 0 || task_before(&c[i], got[i], &c[next], got[next])))
                next = i;
        }
        if (next < 0)
            return;
        got[next]++;
        for (int r = 0; r < n_resources; r++)
            left[r] -= t[next].task[r];
    }
}

int divide_tasks(const struct drf_tenant *t, int n, const int64_t *total, int n_resources,
                 int64_t k, int64_t *got)
{
    struct task_claim *c = calloc((size_t)n + 1, sizeof *c);
    if (!c)
        return ERR_NO_MEMORY;
    int64_t left[DRF_RESOURCES_MAX];
    wide weights = 0;
    for (int r = 0; r < n_resources; r++)
        left[r] = total[r];
    for (int i = 0; i < n; i++) {
        got[i] = 0;
        weights += t[i].demand > 0 ? t[i].weight : 0;
    }
    for (int positive = 1; positive >= 0; positive--) {
        for (int i = 0; i < n; i++) {
            wide p = history(t[i].weight, t[i].usage, weights, k);
            c[i] = task_claim(&t[i], total, n_resources);
            c[i].open = c[i].open && (p > 0) == positive;
            c[i].p = p > 0 ? p : t[i].weight;
        }
        tasks_deal(t, c, n, left, n_resources, got);
    }
    free(c);
    return 0;
}
