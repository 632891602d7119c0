/* reclaim.c - taking slots back: for a job below entitlement, for a lowered limit, for balance.
 *
 * All three make room beneath nodes: narrowing first, one slot at a time, from the leaf furthest
 * above its entitlement; then preempting, one run alone if one is enough, else one after another;
 * then whoever is not needed is put back. Who may be a victim differs, and is a struct permit. */
#include "server/sched/planner.h"

#include <string.h>

/* Who may be made smaller. */
struct permit {
    int64_t now, quantum_ms;         /* runs younger than this are spared */
    const struct view_node *outside; /* runs beneath this node are spared; NULL = none */
    const struct view_node *taker;   /* the leaf that gains; NULL = none */
    bool any_leaf;                   /* a limit was lowered: not only leaves above entitlement */
    int kind;                        /* runs of this kind only; -1 = of any */
};

/* Room that is wanted on the nodes from `low` up to (not including) `end`. */
struct want {
    struct view_node *low, *end;
    int64_t need[RESOURCES];
};

static struct want want_job(const struct view_job *j, int64_t width)
{
    struct want w = {.low = j->leaf};
    for (enum resource r = 0; r < RESOURCES; r++)
        w.need[r] = job_need(j, r, width);
    return w;
}

static int64_t lack(const struct want *w, const struct view_node *n, enum resource r)
{
    return n->limit[r] == LIMIT_NONE ? 0 : n->held[r] + w->need[r] - n->limit[r];
}

static bool satisfied(const struct want *w)
{
    for (const struct view_node *n = w->low; n != w->end; n = n->parent)
        for (enum resource r = 0; r < RES_CREDITS; r++)
            if (lack(w, n, r) > 0)
                return false;
    return true;
}

static bool young(const struct permit *a, const struct view_job *j)
{
    int64_t age = a->now > j->spec.started ? a->now - j->spec.started : 0;
    return age < a->quantum_ms;
}

/* Whether the leaf is above its entitlement even with its runs at their narrowest. What narrowing
 * can cure justifies no preemption: else two leaves that compete for one place under
 * max_running_jobs, each widened in turn over free slots, would displace each other for ever. */
static bool above_at_narrowest(const struct view_node *leaf, enum slot_kind k,
                               const struct permit *a)
{
    int64_t held = leaf->held[k];
    for (int i = 0; i < leaf->n_runs; i++) {
        const struct view_job *j = leaf->run[i];
        if (j->spec.kind == k && j->spec.width > j->spec.min && !young(a, j))
            held -= j->spec.width - j->spec.min;
    }
    return a->any_leaf || held > leaf->slots[k].entitled;
}

static bool permitted(const struct permit *a, const struct view_job *j)
{
    return (a->kind < 0 || a->kind == (int)j->spec.kind) && !young(a, j) &&
           (a->any_leaf || leaf_above(j->leaf, j->spec.kind) > 0);
}

/* ---- narrowing ---- */

static struct view_job *newest_wide_run(const struct view_node *leaf, const struct permit *a)
{
    struct view_job *best = NULL;
    for (int i = 0; i < leaf->n_runs; i++) {
        struct view_job *j = leaf->run[i];
        if (j->spec.width > j->spec.min && permitted(a, j) && (!best || run_newer(j, best)))
            best = j;
    }
    return best;
}

/* Of two runs of different leaves: the leaf furthest above, of equals the younger. */
static bool narrow_before(const struct view_job *a, const struct view_job *b)
{
    int64_t x = leaf_above(a->leaf, a->spec.kind), y = leaf_above(b->leaf, b->spec.kind);
    return x != y ? x > y : node_older(b->leaf, a->leaf);
}

/* When a limit was lowered, any leaf beneath n. */
static struct view_job *narrow_pick_any(const struct view_node *n, const struct permit *a)
{
    if (n->held[RES_JOBS] == 0)
        return NULL;
    if (node_is_leaf(n))
        return newest_wide_run(n, a);
    struct view_job *best = NULL;
    for (int i = 0; i < n->n_children; i++) {
        struct view_job *j = narrow_pick_any(n->child[i], a);
        if (j && (!best || narrow_before(j, best)))
            best = j;
    }
    return best;
}

/* Whether a node above the leaf, but not above the taker, holds no more than its guarantee: what
 * was taken from beneath it would come back at once. Only a claim (claim.c) lifts a leaf above its
 * entitlement there. */
static bool guaranteed_to(const struct view_node *leaf, const struct permit *a)
{
    enum slot_kind k = (enum slot_kind)a->kind;
    for (const struct view_node *n = leaf; n && a->taker; n = n->parent) {
        const struct node_slots *s = &n->slots[k];
        if (node_beneath(a->taker, n))
            return false;
        if (s->guarantee > 0 && n->held[k] <= s->guarantee && n->held[k] <= s->entitled)
            return true;
    }
    return false;
}

static bool leaf_permitted(const struct view_node *leaf, const struct view_node *n,
                           const struct permit *a)
{
    return node_beneath(leaf, n) && !(a->outside && node_beneath(leaf, a->outside)) &&
           !guaranteed_to(leaf, a);
}

static struct view_job *narrow_pick(const struct view *v, const struct view_node *n,
                                    const struct permit *a)
{
    if (a->any_leaf)
        return narrow_pick_any(n, a);
    struct heap_walk w = heap_walk(&v->donors[a->kind][BY_YOUTH]);
    for (struct view_node *leaf; (leaf = heap_next(&w));) {
        struct view_job *j = leaf_permitted(leaf, n, a) ? newest_wide_run(leaf, a) : NULL;
        if (j)
            return j;
    }
    return NULL;
}

static void victim_numbers(struct why *why, const struct view_job *j)
{
    if (why->reason == REASON_CAP)
        return;
    why->have = j->leaf->held[j->spec.kind];
    why->need = j->leaf->slots[j->spec.kind].entitled;
}

static void narrow_for(struct planner *p, const struct want *w, const struct permit *a,
                       struct why *why)
{
    struct permit of_kind = *a;
    for (struct view_node *n = w->low; n != w->end; n = n->parent)
        for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
            if (a->kind >= 0 && a->kind != (int)k)
                continue;
            of_kind.kind = (int)k;
            struct view_job *j;
            while (lack(w, n, (enum resource)k) > 0 && (j = narrow_pick(p->v, n, &of_kind)) &&
                   !p->out_of_memory) {
                victim_numbers(why, j);
                move_job(p, j, j->spec.width - 1, why);
            }
        }
}

/* ---- preempting ---- */

static bool victim_before(const struct view_job *a, const struct view_job *b)
{
    int64_t x = leaf_above(a->leaf, a->spec.kind), y = leaf_above(b->leaf, b->spec.kind);
    return x != y ? x > y : victim_sooner(a, b);
}

/* Whether preempting j alone frees all that is missing; or, with alone = false, something of what
 * is missing at the lowest node where anything is. */
static bool frees(const struct want *w, const struct view_job *j, bool alone)
{
    for (const struct view_node *n = w->low; n != w->end; n = n->parent) {
        bool missing = false, some = false;
        for (enum resource r = 0; r < RES_CREDITS; r++) {
            int64_t m = lack(w, n, r);
            if (m <= 0)
                continue;
            int64_t freed = node_beneath(j->leaf, n) ? job_need(j, r, j->spec.width) : 0;
            if (alone && freed < m)
                return false;
            missing = true;
            some |= freed > 0;
        }
        if (missing && !alone)
            return some;
    }
    return alone;
}

/* The first victim of the leaf. */
static struct view_job *leaf_victim(const struct view_node *leaf, const struct want *w,
                                    const struct permit *a, bool alone)
{
    struct view_job *best = NULL;
    for (int i = 0; i < leaf->n_runs; i++) {
        struct view_job *j = leaf->run[i];
        if (permitted(a, j) && frees(w, j, alone) && (!best || victim_before(j, best)) &&
            above_at_narrowest(leaf, j->spec.kind, a))
            best = j;
    }
    return best;
}

static struct view_job *victim_pick_any(const struct view_node *n, const struct want *w,
                                        const struct permit *a, bool alone)
{
    if (n->held[RES_JOBS] == 0)
        return NULL;
    struct view_job *best = node_is_leaf(n) ? leaf_victim(n, w, a, alone) : NULL;
    for (int i = 0; i < n->n_children; i++) {
        struct view_job *j = victim_pick_any(n->child[i], w, a, alone);
        if (j && (!best || victim_before(j, best)))
            best = j;
    }
    return best;
}

/* How many runs are that wide, or nearly. */
static int wide_runs(const struct view *v, enum slot_kind k, int64_t width)
{
    int n = 0;
    for (int b = width_bits(width); b < WIDTH_BITS; b++)
        n += v->by_width[k][b].n;
    return n;
}

/* The one run that is enough, when few are wide enough: by looking at those. */
static struct view_job *wide_victim(const struct view *v, const struct view_node *n,
                                    const struct want *w, const struct permit *a, int64_t width)
{
    enum slot_kind k = (enum slot_kind)a->kind;
    struct view_job *best = NULL;
    for (int b = width_bits(width); b < WIDTH_BITS; b++)
        for (struct view_job *j = v->by_width[k][b].first; j; j = j->width_next)
            if (permitted(a, j) && (!best || victim_before(j, best)) && frees(w, j, true) &&
                leaf_permitted(j->leaf, n, a) && above_at_narrowest(j->leaf, k, a))
                best = j;
    return best;
}

/* Leaves come in the order of their first victims; a later one is looked at only while its first
 * could be sooner than the best so far. */
static struct view_job *victim_pick(const struct view *v, const struct view_node *n,
                                    const struct want *w, const struct permit *a, bool alone)
{
    enum slot_kind k = (enum slot_kind)a->kind;
    if (a->any_leaf)
        return victim_pick_any(n, w, a, alone);
    int64_t missing = lack(w, v->root, (enum resource)k);
    if (alone && missing > 0 && wide_runs(v, k, missing) < v->donors[k][BY_VICTIM].n)
        return wide_victim(v, n, w, a, missing);
    struct view_job *best = NULL;
    struct heap_walk walk = heap_walk(&v->donors[k][BY_VICTIM]);
    for (struct view_node *leaf; (leaf = heap_next(&walk));) {
        if (best && !victim_before(leaf->slots[k].victim, best))
            break;
        struct view_job *j = leaf_permitted(leaf, n, a) ? leaf_victim(leaf, w, a, alone) : NULL;
        if (j && (!best || victim_before(j, best)))
            best = j;
    }
    return best;
}

static struct view_node *highest(const struct want *w)
{
    struct view_node *n = w->low;
    while (n->parent != w->end)
        n = n->parent;
    return n;
}

static void preempt_for(struct planner *p, const struct want *w, const struct permit *a,
                        struct why *why)
{
    struct view_node *top = highest(w);
    struct view_job *j = victim_pick(p->v, top, w, a, true);
    while ((j || (j = victim_pick(p->v, top, w, a, false))) && !p->out_of_memory) {
        victim_numbers(why, j);
        move_job(p, j, 0, why);
        j = NULL;
        if (satisfied(w))
            return;
    }
}

/* ---- putting back ---- */

/* Undoes move `m`, all of a run or one slot, unless the room is then missing. A lent slot that
 * comes back is lent as before. */
static void restore(struct planner *p, const struct want *w, const struct move *m)
{
    struct why why = {m->by, m->reason, m->resource, m->have, m->need};
    struct view_job *j = m->job;
    int mark = p->n;
    int64_t lent = m->width == 0 ? m->was_lent : j->lent + (m->was_lent > 0);
    move_job(p, j, m->width == 0 ? m->was : j->spec.width + 1, &why);
    if (lent > 0 && j->spec.width > 0)
        job_lend(p->v, j, lent, m->was_lent_mark);
    if (!satisfied(w))
        roll_back(p, mark);
}

/* The last victim first: first whole runs, then single slots. */
static void put_back(struct planner *p, const struct want *w, int mark)
{
    int end = p->n;
    for (int i = end - 1; i >= mark; i--) {
        struct move m = p->log[i];
        if (m.width == 0)
            restore(p, w, &m);
    }
    for (int i = end - 1; i >= mark; i--) {
        struct move m = p->log[i];
        if (m.width > 0 && m.job->spec.width > 0)
            restore(p, w, &m);
    }
}

static bool make_room(struct planner *p, const struct want *w, const struct permit *a,
                      struct why *why)
{
    int mark = p->n;
    narrow_for(p, w, a, why);
    if (!satisfied(w))
        preempt_for(p, w, a, why);
    if (!satisfied(w)) {
        roll_back(p, mark);
        return false;
    }
    put_back(p, w, mark);
    return true;
}

/* ---- for a job below entitlement ---- */

static bool credits_lack(const struct view_job *j)
{
    for (const struct view_node *n = j->leaf; n; n = n->parent)
        if (node_lack(n, j, RES_CREDITS, j->spec.min) > 0)
            return true;
    return false;
}

/* A start outside a guarantee may not delay a reservation. What is taken back changes the future
 * too, so the time is found anew and compared. */
static bool reservations_stand(struct planner *p, bool ignore)
{
    bool stand = true;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        struct reservation *r = &p->res[k];
        if (!r->job || r->job->spec.width > 0)
            continue;
        struct view_job *j = r->job;
        int64_t at = r->at;
        if (!reservation_make(p, r, j)) {
            r->job = j;
            stand = false;
        } else if (r->at > at) {
            stand = false;
        }
        r->at = stand || ignore ? r->at : at;
    }
    return stand || ignore;
}

static void reservations_again(struct planner *p)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        if (p->res[k].job)
            reservation_make(p, &p->res[k], p->res[k].job);
}

/* What one job could not have, no other can until something moves: who may be a victim does not
 * depend on who asks, where there are no guarantees above leaves. */
static bool hopeless(const struct planner *p, enum slot_kind k, int64_t width)
{
    return p->v->guaranteed.n == 0 && p->hopeless[k] > 0 && p->hopeless_at[k] == p->n &&
           width >= p->hopeless[k];
}

static void hopeless_note(struct planner *p, enum slot_kind k, int64_t width)
{
    if (p->hopeless_at[k] != p->n || p->hopeless[k] == 0 || width < p->hopeless[k])
        p->hopeless[k] = width;
    p->hopeless_at[k] = p->n;
}

static bool only_the_machine_lacks(const struct want *w, enum slot_kind k)
{
    for (const struct view_node *n = w->low; n; n = n->parent)
        for (enum resource r = 0; r < RES_CREDITS; r++)
            if (lack(w, n, r) > 0 && (n->parent || (int)r != (int)k))
                return false;
    return true;
}

static struct refusal refusal_of(const struct planner *p, const struct view_job *j, int64_t width)
{
    struct refusal f = {.moves = p->n,
                        .width = width,
                        .end = job_end_at_width(p->v, j, width),
                        .memory = j->spec.memory};
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        const struct reservation *r = &p->res[k];
        f.reserved[k] = r->job;
        f.at[k] = r->job ? r->at : 0;
        f.depth[k] = r->job ? common_depth(j->leaf, r->job->leaf) : 0;
    }
    return f;
}

/* Whether another was refused for no more than this; victims do not depend on who asks where there
 * are no guarantees above leaves, as with what is hopeless. */
static bool refused_before(const struct planner *p, const struct view_job *j, int64_t width)
{
    const struct refusal *was = &p->refused[j->spec.kind];
    if (p->v->guaranteed.n || was->moves != p->n || was->width != width)
        return false;
    struct refusal f = refusal_of(p, j, width);
    bool as_much = f.end >= was->end && f.memory >= was->memory;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        as_much &= f.reserved[k] == was->reserved[k] && f.at[k] == was->at[k] &&
                   f.depth[k] >= was->depth[k];
    return as_much;
}

static bool take_at_width(struct planner *p, struct view_job *j, int64_t width,
                          struct view_node *guarantee)
{
    enum slot_kind k = j->spec.kind;
    struct want w = want_job(j, width);
    struct permit a = {.now = p->v->now,
                       .quantum_ms = guarantee ? 0 : p->v->set.quantum_ms,
                       .outside = guarantee,
                       .taker = j->leaf,
                       .kind = (int)k};
    struct why why = {.by = j,
                      .reason = guarantee ? REASON_GUARANTEE : REASON_TAKE_BACK,
                      .resource = (enum resource)k};
    int mark = p->n;
    if (!guarantee &&
        (hopeless(p, k, width) || (refused_before(p, j, width) && only_the_machine_lacks(&w, k))))
        return false;
    if (!make_room(p, &w, &a, &why)) {
        if (!guarantee && only_the_machine_lacks(&w, k))
            hopeless_note(p, k, width);
        return false;
    }
    why.by = NULL;
    victim_numbers(&why, j);
    move_job(p, j, width, &why);
    if (!reservations_stand(p, guarantee != NULL)) {
        roll_back(p, mark);
        reservations_again(p);
        if (only_the_machine_lacks(&w, k))
            p->refused[k] = refusal_of(p, j, width);
        return false;
    }
    return true;
}

bool take_inside(struct planner *p, struct view_job *j, struct view_node *above)
{
    return !credits_lack(j) && take_at_width(p, j, j->spec.min, above);
}

bool take_back(struct planner *p, struct view_job *j)
{
    enum slot_kind k = j->spec.kind;
    int64_t room = j->leaf->slots[k].entitled - j->leaf->held[k];
    int64_t width = j->spec.max < room ? j->spec.max : room;
    if (width < j->spec.min || credits_lack(j))
        return false;
    for (; width >= j->spec.min; width--) {
        struct view_node *g = j->leaf;
        while ((g = guarantee_of(j, width, g))) {
            if (take_at_width(p, j, width, g))
                return true;
            if (!(g = g->parent))
                break;
        }
        if (take_at_width(p, j, width, NULL))
            return true;
    }
    return false;
}

/* ---- for a limit that was lowered ---- */

static void shed_node(struct planner *p, struct view_node *n)
{
    for (int i = 0; i < n->n_children; i++)
        shed_node(p, n->child[i]);
    struct want w = {.low = n, .end = n->parent};
    struct permit a = {.any_leaf = true, .kind = -1};
    for (enum resource r = 0; r < RES_CREDITS; r++)
        if (lack(&w, n, r) > 0) {
            struct why why = {
                .reason = REASON_CAP, .resource = r, .have = n->limit[r], .need = n->held[r]};
            make_room(p, &w, &a, &why);
            return;
        }
}

void shed(struct planner *p)
{
    if (p->v->n_over > 0)
        shed_node(p, p->v->root);
}

/* ---- for balance ---- */

static bool leaf_gains(struct planner *p, struct view_node *leaf, enum slot_kind k)
{
    struct view_job *j = leaf_first_widenable(leaf, k);
    if (!j || leaf_above(leaf, k) >= 0)
        return false;
    struct view_node *n = slot_lack(leaf, k);
    struct permit a = {
        .now = p->v->now, .quantum_ms = p->v->set.quantum_ms, .taker = leaf, .kind = (int)k};
    struct view_job *from = n ? narrow_pick(p->v, n, &a) : NULL;
    if (n && !from)
        return false;
    struct why why = {.by = j, .reason = REASON_REBALANCE, .resource = (enum resource)k};
    if (from) {
        victim_numbers(&why, from);
        move_job(p, from, from->spec.width - 1, &why);
    }
    why.by = NULL;
    victim_numbers(&why, j);
    move_job(p, j, j->spec.width + 1, &why);
    lend(p, j);
    return true;
}

bool rebalance(struct planner *p, enum slot_kind k)
{
    bool changed = false;
    struct view_node *leaf;
    turn_pass(p->v, k);
    while (!p->out_of_memory && p->v->donors[k][BY_YOUTH].n > 0 && (leaf = turn_next(p->v, k, 0))) {
        if (leaf_gains(p, leaf, k))
            changed = true;
        else
            turn_bench(p->v, leaf, k);
    }
    return changed;
}
