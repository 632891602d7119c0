/* plan.c - the planning loop: shed, then fill and rebalance until nothing changes.
 *
 * Entitlements do not move while a plan is made (they depend on what jobs ask, not on what they
 * hold), so the loop works towards a fixed point, and a second plan on the view that it leaves
 * finds that point at once and is empty. In a pass every leaf in turn gives its next waiting job
 * its slots.min, from free slots or by taking back; a leaf with nothing to start widens a running
 * job by one slot; so nine jobs of one tenant get no more than one wide job of another. */
#include "server/sched/planner.h"

#include <stdlib.h>
#include <string.h>

bool job_fits(const struct view_job *j, int64_t width)
{
    for (const struct view_node *n = j->leaf; n; n = n->parent)
        for (enum resource r = 0; r < RESOURCES; r++)
            if (node_lack(n, j, r, width) > 0)
                return false;
    return true;
}

bool class_lacks(const struct view_job *j)
{
    for (const struct view_node *n = j->leaf; n; n = n->parent)
        for (enum resource r = RES_MEMORY; r < RESOURCES; r++)
            if (node_lack(n, j, r, j->spec.min) > 0)
                return false;
    return true;
}

struct view_node *slot_lack(struct view_node *leaf, enum slot_kind k)
{
    for (struct view_node *n = leaf; n; n = n->parent)
        if (n->limit[k] != LIMIT_NONE && n->held[k] >= n->limit[k])
            return n;
    return NULL;
}

struct view_node *guarantee_of(const struct view_job *j, int64_t width, struct view_node *from)
{
    enum slot_kind k = j->spec.kind;
    for (struct view_node *n = from; n; n = n->parent)
        if (n->slots[k].guarantee > 0 && n->held[k] + width <= n->slots[k].guarantee)
            return n;
    return NULL;
}

static struct why turn_of(const struct view_job *j)
{
    enum slot_kind k = j->spec.kind;
    return (struct why){.reason = REASON_TURN,
                        .resource = (enum resource)k,
                        .have = j->leaf->held[k],
                        .need = j->leaf->slots[k].entitled};
}

/* What a turn came to. */
enum outcome { NOTHING, STARTED, TOOK_BACK };

/* The first in turn order that cannot start gets the reservation. */
static void reserve_if_first(struct planner *p, struct view_job *j)
{
    struct reservation *r = &p->res[j->spec.kind];
    if (!r->job && r->tries < RESERVE_TRIES && !reservation_make(p, r, j))
        r->tries++;
}

static enum outcome job_start(struct planner *p, struct view_job *j)
{
    int64_t min = j->spec.min;
    if (job_fits(j, min)) {
        if (!guarantee_of(j, min, j->leaf) && reservations_delayed(p, j, min))
            return NOTHING;
        reservations_charge(p, j, min);
        struct why why = turn_of(j);
        move_job(p, j, min, &why);
        return STARTED;
    }
    if (!p->res[j->spec.kind].job && lent_comes_back(p, j))
        return TOOK_BACK;
    if (take_back(p, j))
        return TOOK_BACK;
    reserve_if_first(p, j);
    return NOTHING;
}

struct view_job *leaf_first_widenable(const struct view_node *leaf, enum slot_kind k)
{
    struct view_job *first = NULL;
    for (int i = 0; i < leaf->n_runs && leaf->widenable[k] > 0; i++) {
        struct view_job *j = leaf->run[i];
        if (j->spec.kind == k && j->spec.width < j->spec.max && (!first || job_before(j, first)))
            first = j;
    }
    return first;
}

/* One slot more for a running job of the leaf, if there is one and a free slot for it. */
static bool leaf_widen(struct planner *p, struct view_node *leaf, enum slot_kind k)
{
    struct view_job *j = slot_lack(leaf, k) ? NULL : leaf_first_widenable(leaf, k);
    if (!j)
        return false;
    struct why why = turn_of(j);
    move_job(p, j, j->spec.width + 1, &why);
    lend(p, j);
    return true;
}

static enum outcome leaf_serve(struct planner *p, struct view_node *leaf, enum slot_kind k)
{
    struct view_job *j;
    while ((j = queue_first(&leaf->queue, k, p->v->pass))) {
        bool class_fails = !job_fits(j, j->spec.min) && class_lacks(j);
        enum outcome o = job_start(p, j);
        if (o != NOTHING)
            return o;
        queue_skip(&leaf->queue, j, p->v->pass, class_fails);
    }
    return leaf_widen(p, leaf, k) ? STARTED : NOTHING;
}

static void pass_new(struct planner *p, enum slot_kind k)
{
    turn_pass(p->v, k);
    p->res[k].job = NULL;
    p->res[k].tries = 0;
}

static int64_t free_slots(const struct planner *p, enum slot_kind k)
{
    const struct view_node *root = p->v->root;
    return root->limit[k] > root->held[k] ? root->limit[k] - root->held[k] : 0;
}

/* Which leaves may have a turn: all until the first in line that cannot start has its reservation,
 * then those that the free slots are enough for or that may take back; -1 = nobody can do anything.
 */
static int level_now(const struct planner *p, enum slot_kind k)
{
    if (!p->res[k].job && p->res[k].tries < RESERVE_TRIES)
        return LEVEL_ANY;
    int level = turn_level(free_slots(p, k));
    return level == 0 && p->v->donors[k][BY_VICTIM].n == 0 ? -1 : level;
}

/* Whoever asks for one job's start wants no more of the plan. */
static bool watched_started(const struct view *v)
{
    return v->watch.job && v->watch.job->spec.width > 0;
}

/* A pass starts anew when more came free than was needed: those who were found unable before have
 * their turn again. */
static bool fill(struct planner *p, enum slot_kind k)
{
    bool changed = false;
    pass_new(p, k);
    while (!p->out_of_memory && !watched_started(p->v)) {
        int level = level_now(p, k);
        int64_t free_before = free_slots(p, k);
        struct view_node *leaf = level < 0 ? NULL : turn_next(p->v, k, level);
        if (!leaf)
            break;
        enum outcome o = leaf_serve(p, leaf, k);
        if (o == NOTHING)
            turn_bench(p->v, leaf, k);
        if (o == TOOK_BACK && free_slots(p, k) > free_before)
            pass_new(p, k);
        changed |= o != NOTHING;
    }
    return changed;
}

/* 1,000: far beyond what any view was seen to need (3); a plan that is cut short is still valid. */
enum { ROUNDS_MAX = 1000 };

static void plan_loop(struct planner *p)
{
    bool changed = true;
    shed(p);
    for (int round = 0; changed && round < ROUNDS_MAX && !p->out_of_memory; round++) {
        if (watched_started(p->v))
            return;
        changed = false;
        for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
            p->res[k].job = NULL;
        for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
            changed |= fill(p, k);
            changed |= claim_guarantees(p, k);
            changed |= rebalance(p, k);
        }
    }
}

/* ---- from the log to actions ---- */

void plan_init(struct plan *p)
{
    *p = (struct plan){0};
}

void plan_done(struct plan *p)
{
    free(p->v);
    plan_init(p);
}

static int action_cmp(const void *a, const void *b)
{
    const struct action *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcmp(x->job->id, y->job->id);
}

static enum action_kind kind_of(int64_t was, int64_t width)
{
    if (width == 0)
        return ACTION_PREEMPT;
    if (was == 0)
        return ACTION_START;
    return width < was ? ACTION_NARROW : ACTION_WIDEN;
}

/* Adds the action that move m explains: it goes in the direction in which its job went as a whole.
 */
static void action_add(struct plan *out, const struct planner *p, const struct move *m)
{
    struct view_job *j = m->job;
    int64_t was = j->width_before, width = j->spec.width;
    if (width == was || (m->width > m->was) != (width > was) || j->told == p->stamp)
        return;
    j->told = p->stamp;
    out->v[out->n++] = (struct action){.kind = kind_of(was, width),
                                       .job = j,
                                       .by = m->by,
                                       .width = width,
                                       .was = was,
                                       .lent = j->lent,
                                       .lent_mark = j->lent_mark,
                                       .reason = m->reason,
                                       .resource = m->resource,
                                       .have = m->have,
                                       .need = m->need};
}

/* 1 s, and an eighth of the way there: quotes that are brought up to date move a reservation by
 * less all the time, and that is no decision. */
enum { MOVED_MS = 1000, MOVED_PART = 8 };

static bool is_news(const struct reservation *r, const struct reserved *was, int64_t now)
{
    int64_t moved = r->at > was->at ? r->at - was->at : was->at - r->at;
    int64_t ahead = r->at > now ? r->at - now : 0;
    return r->job != was->job || (moved > MOVED_MS && moved > ahead / MOVED_PART);
}

/* Says what became of the reservation of a kind, if that is news. */
static void reservation_add(struct plan *out, const struct planner *p, enum slot_kind k)
{
    const struct reserved *was = &p->v->reserved[k];
    const struct reservation *r = &p->res[k];
    struct action a = {.kind = ACTION_RESERVE, .reason = REASON_RESERVED};
    a.resource = (enum resource)k;
    if (r->job && is_news(r, was, p->v->now)) {
        a.job = r->job;
        a.at = r->at;
        a.have = p->v->set.slots[k] - p->v->root->held[k];
        a.need = r->job->spec.min;
        out->v[out->n++] = a;
    } else if (!r->job && was->job && was->job->spec.width == 0) {
        a.job = was->job;
        a.at = TIME_UNKNOWN;
        out->v[out->n++] = a;
    }
}

static bool plan_room(struct plan *out, int n)
{
    out->n = 0;
    if (n <= out->room)
        return true;
    struct action *v = realloc(out->v, (size_t)n * sizeof *v);
    if (!v)
        return false;
    out->v = v;
    out->room = n;
    return true;
}

static int plan_read(struct planner *p, struct plan *out)
{
    if (p->out_of_memory || !plan_room(out, p->n + SLOT_KINDS))
        return ERR_NO_MEMORY;
    for (int i = p->n - 1; i >= 0; i--)
        action_add(out, p, &p->log[i]);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        reservation_add(out, p, k);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        out->mark[k] = p->res[k].mark + (p->res[k].job == NULL);
    if (out->n)
        qsort(out->v, (size_t)out->n, sizeof *out->v, action_cmp);
    return 0;
}

/* What the path of the watched job holds, when the plan was cut short because it has started. */
static void watch_note(struct view *v)
{
    struct watch *w = &v->watch;
    w->started = w->job && w->job->spec.width > 0;
    for (const struct view_node *n = w->started ? w->job->leaf : NULL; n; n = n->parent)
        memcpy(w->held[n->depth], n->held, sizeof n->held);
}

int plan_make(struct view *v, struct plan *out, struct err *err)
{
    struct planner p = {.v = v, .stamp = ++v->stamp};
    if (!guaranteed_refresh(v))
        return err_set(err, ERR_NO_MEMORY, "no memory for a plan");
    divide(v);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        p.res[k].mark = v->reserved[k].mark;
        p.refused[k].moves = -1;
    }
    plan_loop(&p);
    int rc = plan_read(&p, out);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        turn_pass(v, k);
    watch_note(v);
    undo(&p);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        free(p.res[k].extra);
    free(p.log);
    return rc ? err_set(err, rc, "no memory for a plan") : 0;
}

void plan_apply(struct view *v, const struct plan *plan)
{
    for (int i = 0; i < plan->n; i++) {
        const struct action *a = &plan->v[i];
        struct view_job *j = (struct view_job *)a->job;
        struct reserved *r = &v->reserved[j->spec.kind];
        if (a->kind == ACTION_RESERVE) {
            r->job = a->at == TIME_UNKNOWN ? NULL : j;
            r->at = a->at;
            continue;
        }
        account_settle(v, j->leaf);
        quote_settle(v, j);
        job_move(v, j, a->width, a->kind == ACTION_START ? v->now : j->spec.started);
        job_lend(v, j, a->lent, a->lent_mark);
        if (r->job == j)
            r->job = NULL;
    }
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        v->reserved[k].mark = plan->mark[k];
}

/* ---- names ---- */

const char *action_kind_name(enum action_kind kind)
{
    static const char *const name[] = {"narrow", "preempt", "start", "widen", "reserve"};
    return name[kind];
}

const char *plan_reason_name(enum plan_reason r)
{
    static const char *const name[] = {"turn",      "take_back", "guarantee",
                                       "rebalance", "cap",       "reserved"};
    return name[r];
}

const char *resource_name(enum resource r)
{
    static const char *const name[] = {"cpu_slots", "gpu_slots", "max_running_jobs", "memory_bytes",
                                       "credits"};
    return name[r];
}
