/* claim.c - a job that is wider than its own leaf is entitled to, inside a guarantee above it.
 *
 * Taking back looks at the leaf: a job must stay within its leaf's entitlement. But what a tenant
 * is guaranteed comes back at once, to whatever its users ask it for; two users who both ask for
 * three of their tenant's four slots are each entitled to two, and would else wait beside slots
 * that others hold against the guarantee. So when nobody can start within an entitlement any more,
 * each guarantee that is not filled is claimed by the first job in turn order beneath it that fits
 * into it, at its slots.min, at the cost of leaves outside. */
#include "server/sched/planner.h"

#include <stdlib.h>

/* Slots that n may still claim: within its guarantee, and what it got of it if that was cut. */
static int64_t unfilled(const struct view_node *n, enum slot_kind k)
{
    const struct node_slots *s = &n->slots[k];
    int64_t most = s->guarantee < s->entitled ? s->guarantee : s->entitled;
    return most - n->held[k];
}

static bool job_claims(struct planner *p, struct view_job *j, struct view_node *above)
{
    enum slot_kind k = j->spec.kind;
    int64_t own = j->leaf->slots[k].entitled - j->leaf->held[k];
    return j->spec.min > own && j->spec.min <= unfilled(above, k) && take_inside(p, j, above);
}

static bool leaf_claims(struct planner *p, struct view_node *leaf, enum slot_kind k,
                        struct view_node *above)
{
    struct view_job *j;
    while ((j = queue_first(&leaf->queue, k, p->v->pass))) {
        if (job_claims(p, j, above))
            return true;
        queue_skip(&leaf->queue, j, p->v->pass, class_lacks(j));
    }
    return false;
}

static bool claims_beneath(struct planner *p, struct view_node *n, enum slot_kind k,
                           struct view_node *above)
{
    if (n->slots[k].waiting == 0)
        return false;
    if (node_is_leaf(n))
        return leaf_claims(p, n, k, above);
    bool claimed = false;
    int32_t *place = malloc((size_t)n->n_children * sizeof *place);
    p->out_of_memory |= !place;
    int n_children = place ? turn_order(n, k, place) : 0;
    for (int i = 0; i < n_children && !claimed; i++)
        claimed = claims_beneath(p, n->child[place[i]], k, above);
    free(place);
    return claimed;
}

bool claim_guarantees(struct planner *p, enum slot_kind k)
{
    const struct leaf_list *all = &p->v->guaranteed;
    bool changed = false;
    for (int i = 0; i < all->n && !p->out_of_memory; i++) {
        struct view_node *n = all->v[i];
        while (unfilled(n, k) > 0 && n->slots[k].waiting > 0) {
            turn_pass(p->v, k);
            if (!claims_beneath(p, n, k, n))
                break;
            changed = true;
        }
    }
    return changed;
}

/* ---- which nodes those are ---- */

static bool collect(struct view *v, struct view_node *n)
{
    bool guaranteed = false;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        guaranteed |= n->slots[k].guarantee > 0;
    if (guaranteed && !node_is_leaf(n)) {
        struct leaf_list *l = &v->guaranteed;
        struct view_node **nodes = realloc(l->v, (size_t)(l->n + 1) * sizeof *nodes);
        if (!nodes)
            return false;
        l->v = nodes;
        l->v[l->n++] = n;
    }
    for (int i = 0; i < n->n_children; i++)
        if (!collect(v, n->child[i]))
            return false;
    return true;
}

/* Lower ones before those above them: their guarantee is a part of it. */
static int by_depth(const void *a, const void *b)
{
    const struct view_node *x = *(struct view_node *const *)a, *y = *(struct view_node *const *)b;
    if (x->depth != y->depth)
        return x->depth > y->depth ? -1 : 1;
    return node_older(x, y) ? -1 : node_older(y, x);
}

bool guaranteed_refresh(struct view *v)
{
    if (!v->guaranteed_stale)
        return true;
    v->guaranteed.n = 0;
    if (!collect(v, v->root))
        return false;
    if (v->guaranteed.n)
        qsort(v->guaranteed.v, (size_t)v->guaranteed.n, sizeof *v->guaranteed.v, by_depth);
    v->guaranteed_stale = false;
    return true;
}
