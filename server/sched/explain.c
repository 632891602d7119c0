/* explain.c - why a job waits, and the smallest change that would start it.
 *
 * The constraints are read off the view as it is. The change is searched, cheapest kind first: less
 * for the job itself, then more for its tenants, then both, then more machine; each candidate is
 * tried on the view by making the plan and undone again, so that what is told is proved. */
#include "server/sched/explain.h"

#include "server/sched/line.h"
#include "server/sched/planner.h"

#include <stdlib.h>
#include <string.h>

/* ---- what binds ---- */

static void constraint_add(struct explanation *e, enum constraint_code code,
                           const struct view_node *n, enum resource r, int64_t have, int64_t need)
{
    if (e->n_constraints < EXPLAIN_MAX)
        e->constraints[e->n_constraints++] = (struct constraint){code, n, r, have, need};
}

static void limits_read(const struct view_job *j, struct explanation *e)
{
    for (const struct view_node *n = j->leaf; n; n = n->parent)
        for (enum resource r = 0; r < RESOURCES; r++) {
            int64_t need = job_need(j, r, j->spec.min);
            if (node_lack(n, j, r, j->spec.min) <= 0)
                continue;
            int64_t left = n->limit[r] - n->held[r];
            if (r == RES_CREDITS)
                constraint_add(e, WAIT_CREDITS, n, r, left, need);
            else if (r == RES_JOBS || r == RES_MEMORY)
                constraint_add(e, r == RES_JOBS ? WAIT_RUNNING_JOBS : WAIT_MEMORY, n, r,
                               n->limit[r], n->held[r] + need);
            else if (n->parent)
                constraint_add(e, WAIT_MAX_SLOTS, n, r, n->limit[r], n->held[r] + need);
            else
                constraint_add(e, WAIT_SLOTS, n, r, left > 0 ? left : 0, need);
        }
}

/* The age of the oldest run that only its youth spares; -1 if there is none. */
static int64_t spared_age(const struct view *v, enum slot_kind k)
{
    int64_t oldest = -1;
    for (int i = 0; i < v->n_runs; i++) {
        const struct view_job *j = v->run[i];
        int64_t age = v->now > j->spec.started ? v->now - j->spec.started : 0;
        if (j->spec.kind == k && j->leaf->held[k] > j->leaf->slots[k].entitled &&
            age < v->set.quantum_ms && age > oldest)
            oldest = age;
    }
    return oldest;
}

static void rights_read(const struct view *v, const struct view_job *j, struct explanation *e)
{
    enum slot_kind k = j->spec.kind;
    const struct view_node *leaf = j->leaf;
    int64_t entitled = leaf->slots[k].entitled, wanted = leaf->held[k] + j->spec.min;
    int64_t age = spared_age(v, k);
    if (wanted > entitled)
        constraint_add(e, WAIT_ENTITLEMENT, leaf, (enum resource)k, entitled, wanted);
    else if (age >= 0)
        constraint_add(e, WAIT_QUANTUM, v->root, (enum resource)k, age, v->set.quantum_ms);
}

static void reservation_read(const struct view *v, const struct view_job *j, struct explanation *e)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        const struct reserved *r = &v->reserved[k];
        int64_t end = job_end_ms(v, j);
        if (!r->job || r->job == j || end <= r->at)
            continue;
        constraint_add(e, WAIT_RESERVATION, v->root, (enum resource)k,
                       r->at > v->now ? r->at - v->now : 0,
                       end == TIME_UNKNOWN ? TIME_UNKNOWN : end - v->now);
    }
}

static int position_of(struct view *v, const struct view_job *j)
{
    int waiting = v->root->slots[j->spec.kind].waiting, at = 0;
    const struct view_job **line = malloc((size_t)(waiting + 1) * sizeof *line);
    int n = line ? line_make(v, j->spec.kind, line, waiting, NULL) : 0;
    while (at < n && line[at] != j)
        at++;
    free(line);
    return at + 1;
}

static void constraints_read(struct view *v, const struct view_job *j, struct explanation *e)
{
    limits_read(j, e);
    if (e->n_constraints)
        rights_read(v, j, e);
    else
        reservation_read(v, j, e);
    if (e->n_constraints == 0)
        constraint_add(e, WAIT_TURN, v->root, (enum resource)j->spec.kind, e->position, 1);
}

/* ---- trying changes ---- */

static void change_set(struct view *v, struct view_job *j, const struct change *c, int64_t value)
{
    if (c->node) {
        node_limit_set(v, (struct view_node *)c->node, c->resource, value);
        return;
    }
    struct job_spec s = j->spec;
    s.min = value;
    view_job_put(v, &s,
                 NULL); /* the class of that min exists or is made; out of memory: no change */
}

/* A plan of the view with the changes; says whether it starts the job. */
struct attempt {
    struct view *v;
    struct view_job *j;
    struct explanation *e;
    struct plan plan;
    int64_t (*held)[RESOURCES]; /* of the job's path by depth, when a brief attempt started it */
    bool whole;                 /* brief attempts misled: every one is a whole plan */
    bool misled;
};

static bool attempt_starts(struct attempt *a)
{
    for (int i = 0; i < a->e->n_changes; i++)
        change_set(a->v, a->j, &a->e->changes[i], a->e->changes[i].to);
    bool starts = false;
    if (plan_make(a->v, &a->plan, NULL))
        a->plan.n = 0;
    for (int i = 0; i < a->plan.n; i++)
        starts |= a->plan.v[i].job == a->j && a->plan.v[i].kind == ACTION_START;
    return starts;
}

static void attempt_undo(struct attempt *a)
{
    for (int i = a->e->n_changes - 1; i >= 0; i--)
        change_set(a->v, a->j, &a->e->changes[i], a->e->changes[i].from);
}

static bool attempt(struct attempt *a)
{
    bool starts = attempt_starts(a);
    attempt_undo(a);
    return starts;
}

/* The same with a plan that ends as soon as the job has started: enough for searching, and half as
 * much to do. What is found is tried with a whole plan at the end: it may take the job's slots back
 * again. */
static bool attempt_briefly(struct attempt *a)
{
    if (a->whole)
        return attempt(a);
    a->v->watch = (struct watch){.job = a->j, .held = a->held};
    attempt_starts(a);
    bool starts = a->v->watch.started;
    a->v->watch = (struct watch){0};
    attempt_undo(a);
    return starts;
}

/* What of r the node holds after the plan of the attempt. */
static int64_t held_after(const struct attempt *a, const struct view_node *n, enum resource r)
{
    int64_t held = n->held[r];
    for (int i = 0; i < a->plan.n; i++) {
        const struct action *x = &a->plan.v[i];
        if (x->kind == ACTION_RESERVE || !node_beneath(x->job->leaf, n))
            continue;
        held += x->width > 0 ? job_need(x->job, r, x->width) : 0;
        held -= x->was > 0 ? job_need(x->job, r, x->was) : 0;
    }
    return held;
}

static struct change *change_of(struct explanation *e, const struct view_node *n, enum resource r)
{
    for (int i = 0; i < e->n_changes; i++)
        if (e->changes[i].node == n && e->changes[i].resource == r)
            return &e->changes[i];
    if (e->n_changes == CHANGE_MAX)
        return NULL;
    struct change *c = &e->changes[e->n_changes++];
    *c = (struct change){n, r, n ? n->limit[r] : 0, n ? n->limit[r] : 0};
    return c;
}

/* ---- the job asks for less ---- */

/* The widest slots.min below the present one with which it starts, out of those that a limit or the
 * entitlement leaves room for. */
static bool less_for_the_job(struct attempt *a)
{
    enum slot_kind k = a->j->spec.kind;
    const struct view_node *leaf = a->j->leaf;
    int64_t room = leaf->slots[k].entitled - leaf->held[k], free_slots = LIMIT_NONE;
    for (const struct view_node *n = leaf; n; n = n->parent)
        if (n->limit[k] != LIMIT_NONE && n->limit[k] - n->held[k] < free_slots)
            free_slots = n->limit[k] - n->held[k];
    int64_t tries[] = {room > free_slots ? room : free_slots, room < free_slots ? room : free_slots,
                       1};
    int before = a->e->n_changes;
    for (int i = 0; i < 3; i++) {
        if (tries[i] < 1 || tries[i] >= a->j->spec.min || (i && tries[i] == tries[i - 1]))
            continue;
        struct change *c = change_of(a->e, NULL, (enum resource)k);
        if (!c)
            return false;
        c->from = a->j->spec.min;
        c->to = tries[i];
        if (attempt(a))
            return true;
    }
    a->e->n_changes = before;
    return false;
}

/* ---- more for everybody ---- */

/* 40: doubling reaches every bound of the arithmetic long before. */
enum { RAISES_MAX = 40 };

/* Raises what still lacks after the plan of the last attempt, at least twice as far as the last
 * time; the root's limits only with `machine`. */
static bool raise(struct attempt *a, bool machine)
{
    bool raised = false;
    int64_t min = a->j->spec.min;
    for (struct view_node *n = a->j->leaf; n; n = n->parent)
        for (enum resource r = 0; r < RESOURCES && (n->parent || machine); r++) {
            if (n->limit[r] == LIMIT_NONE)
                continue;
            struct change known = {n, r, n->limit[r], n->limit[r]};
            for (int i = 0; i < a->e->n_changes; i++)
                if (a->e->changes[i].node == n && a->e->changes[i].resource == r)
                    known = a->e->changes[i];
            int64_t lack = held_after(a, n, r) + job_need(a->j, r, min) - known.to;
            if (lack <= 0)
                continue;
            int64_t step = known.to - known.from;
            struct change *c = change_of(a->e, n, r);
            if (!c)
                return false;
            c->to += lack > step ? lack : step;
            raised = true;
        }
    return raised;
}

/* 4,096: a machine of so many slots more is nobody's next step. */
enum { RAISE_MAX = 4096 };

/* Nothing lacks and still it does not start: a reservation stands before it, of a job that lacks
 * something itself. Every limit on the path goes up; tighten() takes back what was not needed. */
static bool raise_all(struct attempt *a)
{
    bool raised = false;
    for (struct view_node *n = a->j->leaf; n; n = n->parent)
        for (enum resource r = 0; r < RES_CREDITS; r++) {
            struct change *c;
            if (n->limit[r] == LIMIT_NONE || job_need(a->j, r, 1) == 0 ||
                !(c = change_of(a->e, n, r)) || c->to - c->from > RAISE_MAX)
                continue;
            c->to += c->to > c->from ? c->to - c->from : job_need(a->j, r, a->j->spec.min);
            raised = true;
        }
    return raised;
}

static bool confirm(struct attempt *a)
{
    bool starts = attempt(a);
    if (!starts) {
        a->misled = true;
        a->e->n_changes = 0;
    }
    return starts;
}

/* What the node of the change held right after the job's start in the last attempt that had one: a
 * guess at what is needed, and mostly right, since nobody later in line was served before. */
static int64_t guess(const struct attempt *a, const struct change *c)
{
    return a->held[c->node->depth][c->resource];
}

static bool starts_with(struct attempt *a, struct change *c, int64_t to)
{
    c->to = to;
    return attempt_briefly(a);
}

/* Brings one change down: to the guess, then by halves, then by ones, since what starts a job is
 * not always monotone in a limit (more slots move everybody's entitlement). */
static bool tighten_one(struct attempt *a, struct change *c)
{
    int64_t bad = c->from, good = c->to, was = c->to, first = guess(a, c);
    if (!a->whole && first > bad && first < good) {
        if (starts_with(a, c, first))
            good = first;
        else
            bad = first;
    }
    if (good > c->from && starts_with(a, c, good - 1)) {
        good--;
        while (good - bad > 1) {
            int64_t middle = bad + (good - bad) / 2;
            if (starts_with(a, c, middle))
                good = middle;
            else
                bad = middle;
        }
        while (good > c->from && starts_with(a, c, good - 1))
            good--;
    }
    c->to = good;
    return good < was;
}

/* Brings every change down until none can be less while the others stay. */
static void tighten(struct attempt *a)
{
    struct explanation *e = a->e;
    bool less = true;
    while (less) {
        less = false;
        for (int i = 0; i < e->n_changes; i++) {
            struct change *c = &e->changes[i];
            if (!c->node || !(less |= tighten_one(a, c)) || c->to > c->from)
                continue;
            memmove(c, c + 1, (size_t)(--e->n_changes - i) * sizeof *c); /* it is not needed */
            i--;
        }
    }
}

/* As many slots of the machine as all jobs ask, where it lacks any: then the line does not matter,
 * and tighten() knows from the job's turn how few are enough. */
static void raise_machine(struct attempt *a)
{
    enum slot_kind k = a->j->spec.kind;
    const struct node_slots *s = &a->v->root->slots[k];
    for (int i = 0; i < a->e->n_changes; i++) {
        struct change *c = &a->e->changes[i];
        if (c->node == a->v->root && (int)c->resource == (int)k && c->to < s->asked)
            c->to = s->asked < VIEW_SLOTS_MAX ? s->asked : VIEW_SLOTS_MAX;
    }
}

static bool more_for_others(struct attempt *a, bool machine)
{
    a->e->n_changes = 0;
    attempt(a);
    for (int i = 0; i < RAISES_MAX; i++) {
        if (!raise(a, machine) && !(machine && raise_all(a)))
            break;
        if (i > 0)
            raise_machine(a);
        if (attempt_briefly(a)) {
            tighten(a);
            return confirm(a);
        }
    }
    a->e->n_changes = 0;
    return false;
}

/* Both: room under the tenants' own limits, and fewer slots for the job. */
static bool both(struct attempt *a)
{
    attempt(a);
    if (raise(a, false) && less_for_the_job(a) && attempt_briefly(a)) {
        tighten(a);
        return confirm(a);
    }
    a->e->n_changes = 0;
    return false;
}

static bool change_search(struct attempt *a)
{
    return less_for_the_job(a) || more_for_others(a, false) || both(a) || more_for_others(a, true);
}

static bool change_find(struct attempt *a)
{
    if (change_search(a))
        return true;
    a->whole = a->misled;
    return a->misled && change_search(a);
}

/* ---- the whole ---- */

int explain_make(struct view *v, const char *job_id, struct explanation *e, struct err *err)
{
    *e = (struct explanation){0};
    struct view_job *j = view_job_find(v, job_id);
    if (!j)
        return err_set(err, ERR_NOT_FOUND, "job %s does not wait or run", job_id);
    if (j->spec.width > 0)
        return 0;
    struct attempt a = {.v = v, .j = j, .e = e};
    plan_init(&a.plan);
    a.held = calloc((size_t)j->leaf->depth + 1, sizeof *a.held);
    if (!a.held)
        return err_set(err, ERR_NO_MEMORY, "no memory for an explanation");
    e->position = position_of(v, j);
    e->starts = attempt(&a);
    if (!e->starts) {
        constraints_read(v, j, e);
        e->proved = change_find(&a);
    }
    plan_done(&a.plan);
    free(a.held);
    divide(v);
    return 0;
}

int explain_apply(struct view *v, const char *job_id, const struct explanation *e, struct err *err)
{
    struct view_job *j = view_job_find(v, job_id);
    if (!j)
        return err_set(err, ERR_NOT_FOUND, "job %s does not wait or run", job_id);
    for (int i = 0; i < e->n_changes; i++) {
        struct change c = e->changes[i];
        if (c.node && c.node->type == NODE_ROOT)
            c.node = v->root;
        else if (c.node)
            c.node = view_node_find(v, c.node->id);
        change_set(v, j, &c, c.to);
    }
    return 0;
}
