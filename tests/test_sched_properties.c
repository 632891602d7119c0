/* test_sched_properties.c - what the rules promise, on thousands of random trees, jobs and events.
 *
 * A trial is a case (tests/support/sched_case.h) and a list of events; after each event comes a
 * plan, and every promise is checked. A trial that breaks one is shrunk to the smallest that still
 * does, and printed with its seed. ALLOT_TRIALS=n and ALLOT_SEED=n change how many and which.
 * The oracle for small cases knows nothing of production code but the public view. */
#include "tests/support/sched_case.h"

#include "server/record/rebuild.h"
#include "server/record/write.h"
#include "server/sched/divide.h"
#include "server/sched/explain.h"
#include "server/sched/usage.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS_MAX = 24, TEXT = 512 };

enum event_kind { TIME_PASSES, RUN_ENDS, JOB_COMES, SLOTS_CHANGE, MAX_CHANGES, WEIGHT_CHANGES };

struct event {
    enum event_kind kind;
    int value;  /* seconds, slots, max, weight */
    int tenant; /* MAX_CHANGES, WEIGHT_CHANGES; which run ends */
    struct case_job job;
};

struct trial {
    struct sched_case c;
    struct event event[EVENTS_MAX];
    int n_events;
    bool unit_jobs; /* rigid jobs of one slot, equal tenants: the trial checks envy */
};

/* ---- random trials ---- */

static uint64_t random_state;

static int dice(int n) /* 0 .. n-1, splitmix64 */
{
    uint64_t z = (random_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

static bool is_inner(const struct sched_case *c, const char *name)
{
    for (int i = 0; i < c->n_tenants; i++)
        if (strcmp(c->tenant[i].parent, name) == 0)
            return true;
    return false;
}

static void random_tenants(struct trial *t)
{
    struct sched_case *c = &t->c;
    c->n_tenants = 1 + dice(6);
    for (int i = 0; i < c->n_tenants; i++) {
        struct case_tenant *n = &c->tenant[i];
        *n = (struct case_tenant){.weight = 1, .max = -1, .running_max = -1};
        snprintf(n->name, sizeof n->name, "%c", 'a' + i);
        if (t->unit_jobs)
            continue;
        n->weight = 1 + dice(4);
        if (i && dice(3) == 0)
            memcpy(n->parent, c->tenant[dice(i)].name, sizeof n->parent);
        if (dice(4) == 0)
            n->max = dice(c->slots + 2);
        if (dice(6) == 0)
            n->running_max = dice(4);
        if (dice(2) == 0)
            n->usage = dice(1200);
    }
    int left = c->slots;
    for (int i = c->n_tenants - 1; i >= 0; i--) {
        struct case_tenant *n = &c->tenant[i];
        int below = 0;
        for (int j = i + 1; j < c->n_tenants; j++)
            if (strcmp(c->tenant[j].parent, n->name) == 0)
                below += c->tenant[j].guarantee;
        n->guarantee = below;
        if (!t->unit_jobs && left > below && dice(2) == 0)
            n->guarantee += dice(left - below + 1);
        if (!*n->parent)
            left -= n->guarantee;
        if (n->max >= 0 && n->max < n->guarantee)
            n->max = n->guarantee;
    }
}

static bool random_job(const struct trial *t, struct case_job *j, int number, bool may_run)
{
    const struct sched_case *c = &t->c;
    *j = (struct case_job){.remaining = -1};
    memcpy(j->tenant, c->tenant[dice(c->n_tenants)].name, sizeof j->tenant);
    if (is_inner(c, j->tenant) && !c->users)
        return false;
    snprintf(j->id, sizeof j->id, "%.3s%d", j->tenant, number);
    j->min = j->max = 1;
    j->started = dice(20);
    j->submitted = dice(3);
    if (!t->unit_jobs) {
        j->min = 1 + (dice(2) ? 0 : dice(4));
        j->max = j->min + (dice(2) ? 0 : dice(6));
        j->priority = dice(3) ? 0 : dice(3);
        j->gpu = c->gpu && dice(3) == 0;
    }
    if (may_run && dice(2))
        j->width = j->min + dice(j->max - j->min + 1);
    return true;
}

static void random_trial(struct trial *t, uint64_t seed)
{
    random_state = seed;
    memset(t, 0, sizeof *t);
    struct sched_case *c = &t->c;
    t->unit_jobs = dice(4) == 0;
    bool quotes = dice(2);
    c->slots = 1 + dice(9);
    c->gpu = dice(3) ? 0 : 1 + dice(3);
    c->quantum = dice(2) ? 0 : dice(12);
    c->k_thousandths = dice(2) ? 0 : dice(2000);
    c->now = 20 + dice(10);
    c->users = t->unit_jobs || dice(3) ? 0 : 1 + dice(3);
    random_tenants(t);
    int jobs = dice(14);
    for (int i = 0; i < jobs; i++)
        if (random_job(t, &c->job[c->n_jobs], i + 1, true)) {
            if (quotes && dice(4))
                c->job[c->n_jobs].remaining = 1 + dice(30);
            c->n_jobs++;
        }
    int events = dice(EVENTS_MAX);
    for (int i = 0; i < events; i++) {
        struct event *e = &t->event[t->n_events];
        e->kind = (enum event_kind)dice(t->unit_jobs ? 4 : 6);
        e->tenant = dice(c->n_tenants);
        e->value = e->kind == TIME_PASSES ? dice(12) : dice(10);
        if (e->kind == JOB_COMES && !random_job(t, &e->job, 100 + i, false))
            continue;
        if (e->kind == JOB_COMES && quotes && dice(4))
            e->job.remaining = 1 + dice(30);
        t->n_events++;
    }
}

/* ---- reading the view ---- */

/* Every waiting job of a case or its events is found by name. */
struct jobs {
    const struct view_job *v[CASE_JOBS + EVENTS_MAX];
    int n;
};

static void jobs_read(const struct trial *t, struct view *v, struct jobs *all)
{
    all->n = 0;
    for (int i = 0; i < t->c.n_jobs + t->n_events; i++) {
        const char *id = i < t->c.n_jobs ? t->c.job[i].id : t->event[i - t->c.n_jobs].job.id;
        const struct view_job *j = *id ? view_job_find(v, id) : NULL;
        if (j)
            all->v[all->n++] = j;
    }
}

static int64_t need(const struct view_job *j, enum resource r, int64_t width)
{
    if (r == RES_JOBS)
        return 1;
    return (int)r == (int)job_spec(j)->kind ? width : 0;
}

/* Whether all limits leave room for `extra` slots and, when it does not run yet, the job. */
static bool has_room(const struct view_job *j, int64_t extra, bool new_run)
{
    for (struct view_node *n = job_leaf(j); n; n = node_parent(n))
        for (enum resource r = 0; r <= RES_JOBS; r++) {
            int64_t more = r == RES_JOBS ? new_run : need(j, r, extra);
            if (node_limit(n, r) != LIMIT_NONE && more && node_held(n, r) + more > node_limit(n, r))
                return false;
        }
    return true;
}

/* ---- promises ---- */

static char broken[TEXT];

__attribute__((format(printf, 1, 2))) static bool breaks(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(broken, sizeof broken, fmt, ap);
    va_end(ap);
    return false;
}

static bool sums_are_right(const struct view_node *n, int64_t held[RESOURCES])
{
    memset(held, 0, RESOURCES * sizeof *held);
    if (!node_child(n, 0))
        return true;
    for (int i = 0; node_child(n, i); i++) {
        int64_t below[RESOURCES];
        sums_are_right(node_child(n, i), below);
        for (enum resource r = 0; r < RESOURCES; r++)
            held[r] += node_held(node_child(n, i), r);
    }
    for (enum resource r = 0; r < RESOURCES; r++)
        if (held[r] != node_held(n, r))
            return breaks("held of \"%s\" is not the sum of its children's", node_id(n));
    return true;
}

static bool limits_hold(const struct view_node *n)
{
    for (enum resource r = 0; r < RESOURCES; r++)
        if (node_limit(n, r) != LIMIT_NONE && node_held(n, r) > node_limit(n, r))
            return breaks("%s of \"%s\": %lld held, limit %lld", resource_name(r), node_id(n),
                          (long long)node_held(n, r), (long long)node_limit(n, r));
    for (int i = 0; node_child(n, i); i++)
        if (!limits_hold(node_child(n, i)))
            return false;
    return true;
}

/* No node of the tree holds more at any step of the plan than it may, or held before. */
static bool no_step_exceeds(struct view *v, const struct plan *p)
{
    int64_t over = 0;
    enum action_kind last = ACTION_NARROW;
    for (int i = 0; i < p->n; i++) {
        const struct action *a = &p->v[i];
        if (a->kind < last)
            return breaks("%s comes after %s", action_kind_name(a->kind), action_kind_name(last));
        last = a->kind;
        if (a->kind == ACTION_RESERVE)
            continue;
        if ((a->kind == ACTION_NARROW || a->kind == ACTION_PREEMPT) != (a->width < a->was))
            return breaks("%s of %s goes from %lld to %lld", action_kind_name(a->kind),
                          job_spec(a->job)->id, (long long)a->was, (long long)a->width);
        if (a->width && (a->width < job_spec(a->job)->min || a->width > job_spec(a->job)->max) &&
            a->width > a->was)
            return breaks("%s gets a width it does not want", job_spec(a->job)->id);
        over += a->width - a->was;
    }
    (void)v;
    return true;
}

static bool no_slot_idles(const struct jobs *all, bool quotes)
{
    for (int i = 0; i < all->n; i++) {
        const struct job_spec *s = job_spec(all->v[i]);
        if (s->width == 0 && !quotes && has_room(all->v[i], s->min, true))
            return breaks("%s fits and waits", s->id);
        if (s->width > 0 && s->width < s->max && has_room(all->v[i], 1, false))
            return breaks("%s could be widened", s->id);
    }
    return true;
}

/* A waiting job inside the guarantee of its leaf or of any node above that only the machine's slots
 * keep waiting. */
static bool guarantees_are_kept(const struct sched_case *c, const struct jobs *all)
{
    int64_t sum = 0;
    for (int i = 0; i < c->n_tenants; i++)
        if (!*c->tenant[i].parent)
            sum += c->tenant[i].guarantee;
    for (int i = 0; i < all->n && sum <= c->slots; i++) {
        const struct job_spec *s = job_spec(all->v[i]);
        struct view_node *leaf = job_leaf(all->v[i]);
        bool capped = s->kind != SLOT_CPU;
        for (struct view_node *n = leaf; node_parent(n); n = node_parent(n))
            for (enum resource r = 0; r <= RES_JOBS; r++)
                capped |= node_limit(n, r) != LIMIT_NONE &&
                          node_held(n, r) + need(all->v[i], r, s->min) > node_limit(n, r);
        for (struct view_node *n = leaf; n; n = node_parent(n))
            if (s->width == 0 && !capped &&
                node_held(n, RES_CPU) + s->min <= node_guarantee(n, SLOT_CPU))
                return breaks("%s waits inside the guarantee of \"%s\"", s->id, node_id(n));
    }
    return true;
}

static bool entitlements_are_sane(struct view_node *n)
{
    struct share s = node_share(n, SLOT_CPU);
    int64_t sum = 0, wanted = 0;
    for (int i = 0; node_child(n, i); i++) {
        struct view_node *c = node_child(n, i);
        sum += node_share(c, SLOT_CPU).entitled;
        wanted += node_demand(c, SLOT_CPU);
        if (node_share(c, SLOT_CPU).entitled > node_demand(c, SLOT_CPU))
            return breaks("%s is entitled to more than it asks", node_id(c));
        if (!entitlements_are_sane(c))
            return false;
    }
    if (node_child(n, 0) && sum != (s.entitled < wanted ? s.entitled : wanted))
        return breaks("the children of \"%s\" share %lld of %lld", node_id(n), (long long)sum,
                      (long long)s.entitled);
    return true;
}

static bool nobody_is_worse_off_than_alone(const struct sched_case *c, struct view *v)
{
    int64_t sum = 0;
    for (int i = 0; i < c->n_tenants; i++)
        if (!*c->tenant[i].parent)
            sum += c->tenant[i].guarantee;
    for (int i = 0; i < c->n_tenants && sum <= c->slots; i++) {
        struct view_node *n = view_node_find(v, c->tenant[i].name);
        int64_t alone = node_guarantee(n, SLOT_CPU);
        for (struct view_node *a = n; a; a = node_parent(a)) {
            alone = node_demand(n, SLOT_CPU) < alone ? node_demand(n, SLOT_CPU) : alone;
            alone = node_limit(a, RES_CPU) < alone ? node_limit(a, RES_CPU) : alone;
        }
        if (node_share(n, SLOT_CPU).entitled < alone)
            return breaks("%s is entitled to less than its guarantee", node_id(n));
    }
    return true;
}

/* Equal tenants, unit jobs, no quantum: who has a job waiting holds at most one slot less. */
static bool nobody_envies(const struct trial *t, struct view *v)
{
    for (int i = 0; t->unit_jobs && t->c.quantum == 0 && i < t->c.n_tenants; i++)
        for (int j = 0; j < t->c.n_tenants; j++) {
            struct view_node *a = view_node_find(v, t->c.tenant[i].name);
            struct view_node *b = view_node_find(v, t->c.tenant[j].name);
            if (node_waiting(a, SLOT_CPU) && node_weight(a) == node_weight(b) &&
                node_held(b, RES_CPU) > node_held(a, RES_CPU) + 1)
                return breaks("%s holds %lld and waits, %s holds %lld", node_id(a),
                              (long long)node_held(a, RES_CPU), node_id(b),
                              (long long)node_held(b, RES_CPU));
        }
    return true;
}

/* ---- the oracle: no permitted set of victims would have let a waiting job start ---- */

static bool in(const struct jobs *all, unsigned set, int i)
{
    return (set >> i & 1) && job_spec(all->v[i])->width > 0;
}

/* A set of victims (bits over all->v) is permitted if every leaf was above its entitlement, its
 * runs at their narrowest, before each removal; the widest goes last. */
static bool set_permitted(const struct jobs *all, unsigned set)
{
    for (int i = 0; i < all->n; i++) {
        if (!in(all, set, i))
            continue;
        struct view_node *leaf = job_leaf(all->v[i]);
        int64_t left = 0, largest = 0;
        for (int k = 0; k < all->n; k++) {
            int64_t w = job_spec(all->v[k])->width ? job_spec(all->v[k])->min : 0;
            if (job_leaf(all->v[k]) != leaf)
                continue;
            left += in(all, set, k) ? 0 : w;
            largest = in(all, set, k) && w > largest ? w : largest;
        }
        if (left + largest <= node_share(leaf, SLOT_CPU).entitled)
            return false;
    }
    return true;
}

/* Slots that come free beneath n if the set goes and all others are narrowed as far as they may. */
static int64_t freed(const struct jobs *all, unsigned set, const struct view_node *n,
                     enum resource r)
{
    int64_t sum = 0;
    if (!node_child(n, 0)) {
        int64_t held = node_held(n, RES_CPU), narrow = 0;
        for (int i = 0; i < all->n; i++) {
            const struct job_spec *s = job_spec(all->v[i]);
            if (job_leaf(all->v[i]) != n || s->width == 0)
                continue;
            if (in(all, set, i)) {
                sum += r == RES_JOBS ? 1 : s->width;
                held -= s->width;
            } else if (r == RES_CPU) {
                narrow += s->width - s->min;
            }
        }
        int64_t above = held - node_share(n, SLOT_CPU).entitled;
        return sum + (above <= 0 ? 0 : above < narrow ? above : narrow);
    }
    for (int i = 0; node_child(n, i); i++)
        sum += freed(all, set, node_child(n, i), r);
    return sum;
}

static bool set_makes_room(const struct jobs *all, unsigned set, const struct view_job *j)
{
    for (struct view_node *n = job_leaf(j); n; n = node_parent(n))
        for (enum resource r = 0; r <= RES_JOBS; r++)
            if (node_limit(n, r) != LIMIT_NONE && need(j, r, 1) &&
                node_held(n, r) + need(j, r, job_spec(j)->min) - freed(all, set, n, r) >
                    node_limit(n, r))
                return false;
    return true;
}

/* The same for a claim: no set outside a guarantee that is not filled lets a job start inside it. A
 * leaf is spared where a node above it, not above the job, holds no more than it is guaranteed. */
static bool is_spared(const struct view_node *leaf, const struct view_node *taker)
{
    for (const struct view_node *n = leaf; n; n = node_parent(n)) {
        for (const struct view_node *t = taker; t; t = node_parent(t))
            if (t == n)
                return false;
        if (node_guarantee(n, SLOT_CPU) > 0 && node_held(n, RES_CPU) <= node_guarantee(n, SLOT_CPU))
            return true;
    }
    return false;
}

static bool is_beneath(const struct view_node *n, const struct view_node *above)
{
    for (; n; n = node_parent(n))
        if (n == above)
            return true;
    return false;
}

static bool nobody_could_claim(const struct jobs *all, const struct view_job *j)
{
    for (struct view_node *g = job_leaf(j); g; g = node_parent(g)) {
        if (node_held(g, RES_CPU) + job_spec(j)->min > node_guarantee(g, SLOT_CPU) ||
            node_held(g, RES_CPU) + job_spec(j)->min > node_share(g, SLOT_CPU).entitled)
            continue;
        for (unsigned set = 0; set < 1u << all->n; set++) {
            bool outside = true;
            for (int i = 0; i < all->n && outside; i++)
                outside = !in(all, set, i) || (!is_beneath(job_leaf(all->v[i]), g) &&
                                               !is_spared(job_leaf(all->v[i]), job_leaf(j)));
            if (outside && set_permitted(all, set) && set_makes_room(all, set, j))
                return breaks("the oracle claims for %s at the cost of set %x", job_spec(j)->id,
                              set);
        }
    }
    return true;
}

static bool oracle_agrees(const struct trial *t, const struct jobs *all, bool quotes)
{
    if (t->c.quantum || quotes || t->c.gpu || all->n > 14 || t->c.slots > 6 || t->c.n_tenants > 4)
        return true;
    for (int i = 0; i < all->n; i++) {
        const struct job_spec *s = job_spec(all->v[i]);
        struct view_node *leaf = job_leaf(all->v[i]);
        if (s->width == 0 && !nobody_could_claim(all, all->v[i]))
            return false;
        if (s->width > 0 || node_held(leaf, RES_CPU) + s->min > node_share(leaf, SLOT_CPU).entitled)
            continue;
        for (unsigned set = 0; set < 1u << all->n; set++) {
            if (set_permitted(all, set) && set_makes_room(all, set, all->v[i]))
                return breaks("the oracle starts %s at the cost of set %x", s->id, set);
        }
    }
    return true;
}

/* ---- explanations ---- */

static bool starts_with(struct view *v, const char *id, const struct explanation *e)
{
    struct view *copy = view_dup(v);
    struct plan p;
    bool starts = false;
    plan_init(&p);
    explain_apply(copy, id, e, NULL);
    plan_make(copy, &p, NULL);
    for (int i = 0; i < p.n; i++)
        starts |= p.v[i].kind == ACTION_START && strcmp(job_spec(p.v[i].job)->id, id) == 0;
    plan_done(&p);
    view_free(copy);
    return starts;
}

/* One waiting job a step: it has constraints, and the change, applied to a copy, starts it. */
static bool explanation_is_true(struct view *v, const struct jobs *all, int which)
{
    const char *id = NULL;
    for (int i = 0; i < all->n && !id; i++) {
        const struct job_spec *s = job_spec(all->v[(i + which) % all->n]);
        id = s->width == 0 ? s->id : NULL;
    }
    if (!id)
        return true;
    struct explanation e;
    explain_make(v, id, &e, NULL);
    if (e.starts || e.position < 1 || e.n_constraints < 1)
        return breaks("%s waits without a reason", id);
    if (!e.proved || !e.n_changes)
        return breaks("nothing is known that would start %s", id);
    if (!starts_with(v, id, &e)) {
        char text[TEXT / 2];
        return breaks("%s does not start with \"%s\"", id,
                      explain_change_text(&e, NULL, NULL, text, sizeof text));
    }
    for (int i = 0; i < e.n_changes; i++) {
        struct explanation less = e;
        less.changes[i].to -= less.changes[i].to > less.changes[i].from ? 1 : -1;
        if (less.changes[i].node && starts_with(v, id, &less))
            return breaks("%s starts with less than was said", id);
    }
    return true;
}

/* ---- a trial ---- */

static bool plans_equal(const struct plan *a, const struct plan *b)
{
    bool equal = a->n == b->n;
    for (int i = 0; equal && i < a->n; i++)
        equal = a->v[i].kind == b->v[i].kind && a->v[i].width == b->v[i].width &&
                a->v[i].was == b->v[i].was && a->v[i].at == b->v[i].at &&
                a->v[i].reason == b->v[i].reason && a->v[i].have == b->v[i].have &&
                a->v[i].need == b->v[i].need && a->v[i].lent == b->v[i].lent &&
                strcmp(job_spec(a->v[i].job)->id, job_spec(b->v[i].job)->id) == 0;
    return equal;
}

/* The view written down whole, and made anew from that. */
static struct view *written_and_read(const struct view *v)
{
    struct view *copy = NULL;
    struct record *r = record_new();
    record_whole(r, v);
    char *text = record_take(r, view_now(v));
    if (rebuild_apply(&copy, text, NULL)) {
        view_free(copy);
        copy = NULL;
    }
    free(text);
    record_free(r);
    return copy;
}

/* The plan is a function of the view: asked again, asked of a copy, and asked of what the view's
 * record makes anew, it is the same. */
static bool plan_is_a_function(struct view *v, const struct plan *p)
{
    struct plan again;
    plan_init(&again);
    plan_make(v, &again, NULL);
    bool same = plans_equal(p, &again);
    struct view *copy = view_dup(v);
    plan_make(copy, &again, NULL);
    bool same_copy = plans_equal(p, &again);
    view_free(copy);
    copy = written_and_read(v);
    bool same_record = copy && plan_make(copy, &again, NULL) == 0 && plans_equal(p, &again);
    view_free(copy);
    plan_done(&again);
    if (!same)
        return breaks("asked again, the plan differs");
    if (!same_record)
        return breaks("the plan of the view's record differs");
    return same_copy ? true : breaks("the plan of a copy differs");
}

static bool has_quotes(const struct trial *t)
{
    for (int i = 0; i < t->c.n_jobs; i++)
        if (t->c.job[i].remaining >= 0)
            return true;
    for (int i = 0; i < t->n_events; i++)
        if (t->event[i].kind == JOB_COMES && t->event[i].job.remaining >= 0)
            return true;
    return false;
}

static bool telling; /* the trial that failed is run once more, aloud */

static void plan_tell(const struct plan *p)
{
    for (int i = 0; telling && i < p->n; i++) {
        const struct action *a = &p->v[i];
        print_error("    %s %s %lld->%lld: %s of %s, have %lld need %lld%s%s\n",
                    action_kind_name(a->kind), job_spec(a->job)->id, (long long)a->was,
                    (long long)a->width, plan_reason_name(a->reason), resource_name(a->resource),
                    (long long)a->have, (long long)a->need, a->by ? " by " : "",
                    a->by ? job_spec(a->by)->id : "");
    }
}

static bool step_keeps_promises(const struct trial *t, struct view *v)
{
    struct plan p;
    struct jobs all;
    char text[CASE_TEXT];
    int64_t held[RESOURCES];
    plan_init(&p);
    bool ok = plan_make(v, &p, NULL) == 0 && no_step_exceeds(v, &p) && plan_is_a_function(v, &p);
    if (ok) {
        plan_tell(&p);
        plan_apply(v, &p);
        case_plan_text(&p, text);
        plan_make(v, &p, NULL);
        char second[CASE_TEXT];
        if (p.n)
            ok = breaks("after \"%.180s\" a second plan: \"%.180s\"", text,
                        case_plan_text(&p, second));
    }
    jobs_read(t, v, &all);
    bool quotes = has_quotes(t);
    ok = ok && sums_are_right(view_root(v), held) && limits_hold(view_root(v)) &&
         no_slot_idles(&all, quotes) && guarantees_are_kept(&t->c, &all) &&
         entitlements_are_sane(view_root(v)) && nobody_is_worse_off_than_alone(&t->c, v) &&
         nobody_envies(t, v) && oracle_agrees(t, &all, quotes) &&
         explanation_is_true(v, &all, (int)(view_now(v) / 1000));
    plan_make(v, &p, NULL);
    if (ok && p.n)
        ok = breaks("explaining changed the view");
    plan_done(&p);
    return ok;
}

static void run_ends(const struct trial *t, struct view *v, int which)
{
    struct jobs all;
    jobs_read(t, v, &all);
    int runs = 0;
    for (int i = 0; i < all.n; i++)
        runs += job_spec(all.v[i])->width > 0;
    for (int i = 0; i < all.n && runs; i++)
        if (job_spec(all.v[i])->width > 0 && which-- % runs == 0) {
            view_job_remove(v, job_spec(all.v[i])->id);
            return;
        }
}

static void happen(struct trial *t, struct view *v, const struct event *e)
{
    struct view_settings s = *view_settings(v);
    struct case_tenant *n = &t->c.tenant[e->tenant % t->c.n_tenants];
    switch (e->kind) {
    case TIME_PASSES: view_now_set(v, view_now(v) + e->value * 1000); break;
    case RUN_ENDS: run_ends(t, v, e->value); break;
    case JOB_COMES: case_job_put(v, &t->c, &e->job); break;
    case SLOTS_CHANGE:
        s.slots[SLOT_CPU] = t->c.slots = e->value;
        view_settings_set(v, &s, NULL);
        break;
    case MAX_CHANGES:
        n->max = e->value < n->guarantee ? n->guarantee : e->value;
        case_tenant_put(v, n, (int)(n - t->c.tenant));
        break;
    case WEIGHT_CHANGES:
        n->weight = e->value + 1;
        case_tenant_put(v, n, (int)(n - t->c.tenant));
        break;
    }
}

/* Whether every promise held; else `broken` says which did not. */
static bool trial_passes(const struct trial *t)
{
    struct trial now = *t;
    struct view *v = case_view(&now.c);
    bool ok = step_keeps_promises(&now, v);
    for (int i = 0; ok && i < now.n_events; i++) {
        happen(&now, v, &now.event[i]);
        if (telling)
            print_error("  event %d\n", i);
        ok = step_keeps_promises(&now, v);
    }
    view_free(v);
    return ok;
}

/* ---- shrinking ---- */

static bool smaller_fails(struct trial *t, const struct trial *smaller)
{
    if (trial_passes(smaller))
        return false;
    *t = *smaller;
    return true;
}

static bool drop_event(struct trial *t, int i)
{
    struct trial s = *t;
    memmove(s.event + i, s.event + i + 1, (size_t)(--s.n_events - i) * sizeof *s.event);
    return smaller_fails(t, &s);
}

static bool drop_job(struct trial *t, int i)
{
    struct trial s = *t;
    memmove(s.c.job + i, s.c.job + i + 1, (size_t)(--s.c.n_jobs - i) * sizeof *s.c.job);
    return smaller_fails(t, &s);
}

static bool drop_tenant(struct trial *t, int i)
{
    struct trial s = *t;
    const char *name = t->c.tenant[i].name;
    if (is_inner(&s.c, name) || s.c.n_tenants == 1)
        return false;
    for (int k = 0; k < s.c.n_jobs; k++)
        if (strcmp(s.c.job[k].tenant, name) == 0)
            return false;
    for (int k = 0; k < s.n_events; k++)
        if (strcmp(s.event[k].job.tenant, name) == 0 || s.event[k].tenant == i)
            return false;
    for (int k = 0; k < s.n_events; k++)
        s.event[k].tenant -= s.event[k].tenant > i;
    memmove(s.c.tenant + i, s.c.tenant + i + 1, (size_t)(--s.c.n_tenants - i) * sizeof *s.c.tenant);
    return smaller_fails(t, &s);
}

static bool plain_value(struct trial *t, int *in, int plain)
{
    size_t at = (size_t)((char *)in - (char *)t);
    struct trial s = *t;
    if (*in == plain)
        return false;
    *(int *)((char *)&s + at) = plain;
    return smaller_fails(t, &s);
}

static bool shrink_once(struct trial *t)
{
    for (int i = t->n_events - 1; i >= 0; i--)
        if (drop_event(t, i))
            return true;
    for (int i = t->c.n_jobs - 1; i >= 0; i--)
        if (drop_job(t, i))
            return true;
    for (int i = t->c.n_tenants - 1; i >= 0; i--)
        if (drop_tenant(t, i))
            return true;
    for (int i = 0; i < t->c.n_tenants; i++) {
        struct case_tenant *n = &t->c.tenant[i];
        if (plain_value(t, &n->usage, 0) || plain_value(t, &n->weight, 1) ||
            plain_value(t, &n->max, -1) || plain_value(t, &n->running_max, -1))
            return true;
    }
    for (int i = 0; i < t->c.n_jobs; i++) {
        struct case_job *j = &t->c.job[i];
        if (plain_value(t, &j->started, 0) || plain_value(t, &j->submitted, 0) ||
            plain_value(t, &j->priority, 0) || plain_value(t, &j->remaining, -1) ||
            plain_value(t, &j->max, j->width > j->min ? j->width : j->min))
            return true;
    }
    return plain_value(t, &t->c.quantum, 0) || plain_value(t, &t->c.gpu, 0) ||
           plain_value(t, &t->c.k_thousandths, 0) ||
           (t->c.slots > 1 && plain_value(t, &t->c.slots, t->c.slots - 1));
}

static void trial_print(const struct trial *t)
{
    static const char *const name[] = {"time", "end", "come", "slots", "max", "weight"};
    char text[CASE_TEXT];
    print_error("%s\n", case_line(&t->c, text));
    for (int i = 0; i < t->n_events; i++) {
        const struct event *e = &t->event[i];
        print_error("  event %s %d of tenant %d", name[e->kind], e->value, e->tenant);
        if (e->kind == JOB_COMES)
            print_error(": %s min %d max %d ~%d +%d !%d", e->job.id, e->job.min, e->job.max,
                        e->job.remaining, e->job.submitted, e->job.priority);
        print_error("\n");
    }
}

static long setting(const char *name, long fallback)
{
    const char *s = getenv(name);
    return s ? atol(s) : fallback;
}

/* 6000, some 13 s; 2000 where CHECK_SHORT is set, as under the sanitizers, which take five times as
 * long. */
static long trials_wanted(void)
{
    return setting("ALLOT_TRIALS", getenv("CHECK_SHORT") ? 2000 : 6000);
}

static void every_promise_holds_on_random_trials(void **state)
{
    (void)state;
    long trials = trials_wanted(), seed = setting("ALLOT_SEED", 1);
    for (long i = 0; i < trials; i++) {
        struct trial t;
        random_trial(&t, (uint64_t)(seed + i));
        if (trial_passes(&t))
            continue;
        while (shrink_once(&t))
            ;
        trial_print(&t);
        telling = true;
        trial_passes(&t);
        fail_msg("seed %ld: %s", seed + i, broken);
    }
}

/* ---- a larger world: what is kept up to date against what is made from scratch ---- */

static void world_job(struct view *v, int number, int tenants)
{
    struct job_spec j;
    char id[16], leaf[16];
    job_spec_init(&j);
    snprintf(id, sizeof id, "j%05d", number);
    snprintf(leaf, sizeof leaf, "t%d", dice(tenants));
    j.id = id;
    j.leaf = leaf;
    j.min = dice(4) ? 1 : 1 + dice(5);
    j.max = dice(2) ? j.min : j.min + dice(6);
    j.priority = dice(4) ? 0 : dice(3);
    j.submitted = number;
    if (dice(3) == 0)
        j.work = j.max * (1000 + dice(100000));
    view_job_put(v, &j, NULL);
}

static struct view *world(int tenants, int slots)
{
    struct view_settings s;
    view_settings_init(&s);
    s.slots[SLOT_CPU] = slots;
    struct view *v = view_new(&s);
    view_now_set(v, 20000);
    for (int i = -5; i < tenants; i++) {
        struct tenant_spec t;
        char id[16], parent[16];
        snprintf(id, sizeof id, i < 0 ? "g%d" : "t%d", i < 0 ? i + 5 : i);
        snprintf(parent, sizeof parent, "g%d", i < 0 ? 0 : i % 5);
        tenant_spec_init(&t);
        t.id = id;
        t.parent = i < 0 ? NULL : parent;
        t.order = i;
        t.weight = 1 + dice(3);
        assert_int_equal(view_tenant_put(v, &t, NULL), 0);
        view_usage_set(v, id, SLOT_CPU, dice(VIEW_FRACTION / 10), NULL);
    }
    return v;
}

/* Plans until nothing is left to do; each plan is the one that a copy of the view comes to. */
static void world_settles(struct view *v, long seed)
{
    struct plan p;
    plan_init(&p);
    assert_int_equal(plan_make(v, &p, NULL), 0);
    if (!plan_is_a_function(v, &p))
        fail_msg("seed %ld: %s", seed, broken);
    plan_apply(v, &p);
    plan_make(v, &p, NULL);
    if (p.n || !plan_is_a_function(v, &p))
        fail_msg("seed %ld: a second plan of %d actions, or another one from a copy", seed, p.n);
    plan_done(&p);
}

static void a_large_view_kept_up_to_date_plans_like_a_fresh_one(void **state)
{
    (void)state;
    enum { TENANTS = 60, SLOTS = 80 };
    long worlds = trials_wanted() / 200, first = setting("ALLOT_SEED", 1);
    for (long seed = first; seed < first + worlds; seed++) {
        random_state = (uint64_t)seed;
        struct view *v = world(TENANTS, SLOTS);
        int jobs = 0;
        while (jobs < 150)
            world_job(v, jobs++, TENANTS);
        world_settles(v, seed);
        for (int e = 0; e < 40; e++) {
            char id[16];
            snprintf(id, sizeof id, "j%05d", dice(jobs));
            view_now_set(v, view_now(v) + dice(8000));
            if (dice(2))
                view_job_remove(v, id);
            else
                world_job(v, jobs++, TENANTS);
            if (dice(10) == 0)
                view_turn(v);
            world_settles(v, seed);
        }
        view_free(v);
    }
}

/* ---- shares as numbers change ---- */

static int64_t share_of(const struct sched_case *c, const char *name)
{
    struct view *v = case_view(c);
    divide(v);
    int64_t share = node_share(view_node_find(v, name), SLOT_CPU).entitled;
    view_free(v);
    return share;
}

static void one_slot_more_never_lowers_a_share(void **state)
{
    (void)state;
    for (long i = 0; i < trials_wanted() / 4; i++) {
        struct trial t;
        char text[CASE_TEXT];
        random_trial(&t, (uint64_t)i + 77);
        struct sched_case more = t.c;
        more.slots++;
        for (int n = 0; n < t.c.n_tenants; n++)
            if (share_of(&more, t.c.tenant[n].name) < share_of(&t.c, t.c.tenant[n].name))
                fail_msg("%s: one slot more takes from %s", case_line(&t.c, text),
                         t.c.tenant[n].name);
    }
}

static void more_demand_never_lowers_ones_own_share(void **state)
{
    (void)state;
    for (long i = 0; i < trials_wanted() / 4; i++) {
        struct trial t;
        char text[CASE_TEXT];
        random_trial(&t, (uint64_t)i + 7777);
        if (!t.c.n_jobs)
            continue;
        struct sched_case more = t.c;
        more.job[0].max++;
        const char *name = t.c.job[0].tenant;
        if (share_of(&more, name) < share_of(&t.c, name))
            fail_msg("%s: %s loses by asking for more", case_line(&t.c, text), name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_promise_holds_on_random_trials),
        cmocka_unit_test(a_large_view_kept_up_to_date_plans_like_a_fresh_one),
        cmocka_unit_test(one_slot_more_never_lowers_a_share),
        cmocka_unit_test(more_demand_never_lowers_ones_own_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
