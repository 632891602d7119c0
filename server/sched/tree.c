/* tree.c - the nodes of a view: made, changed, removed, read; and what sums up along a path.
 *
 * Sums (held, demand, waiting, active) are kept by differences up the path to the root, so that a
 * change costs the depth of the tree. */
#include "server/sched/tree.h"

#include <stdlib.h>
#include <string.h>

bool node_older(const struct view_node *a, const struct view_node *b)
{
    if ((a->type == NODE_OWN) != (b->type == NODE_OWN))
        return a->type == NODE_OWN;
    if (a->order != b->order)
        return a->order < b->order;
    return strcmp(a->id, b->id) < 0;
}

bool node_beneath(const struct view_node *n, const struct view_node *above)
{
    while (n->depth > above->depth)
        n = n->parent;
    return n == above;
}

/* ---- what follows from a change ---- */

/* A child asks `was` no longer but its demand of now, and the others' shares stay what they are:
 * because it still gets less than it asks, or because there is enough for everybody. */
static bool shares_stand(const struct view_node *n, const struct node_slots *c, enum slot_kind k,
                         int64_t was)
{
    const struct node_slots *s = &n->slots[k];
    int64_t low = was < c->demand ? was : c->demand;
    return !s->dirty && !s->cut && low > 0 && c->entitled < low && c->guarantee <= low;
}

/* The node's demand may have changed, and with it the division among its siblings, and so on up. */
static void demand_changed(struct view_node *n, enum slot_kind k)
{
    for (; n; n = n->parent) {
        struct node_slots *s = &n->slots[k];
        int64_t was = s->demand;
        s->demand = s->asked < n->limit[k] ? s->asked : n->limit[k];
        if (s->demand == was || !n->parent)
            break;
        n->parent->slots[k].asked += s->demand - was;
        if (!shares_stand(n->parent, s, k, was))
            division_stale(n->parent, k);
    }
}

void division_stale(struct view_node *n, enum slot_kind k)
{
    n->slots[k].dirty = true;
    for (; n && !n->slots[k].dirty_below; n = n->parent)
        n->slots[k].dirty_below = true;
}

/* The leaf has so many waiting jobs more, or its running jobs changed. */
static void leaf_changed(struct view *v, struct view_node *leaf, enum slot_kind k, int waiting_more)
{
    for (struct view_node *n = leaf; n && waiting_more; n = n->parent)
        n->slots[k].waiting += waiting_more;
    turn_leaf_changed(v, leaf, k);
}

void node_over_check(struct view *v, struct view_node *n)
{
    bool over = false;
    for (enum resource r = 0; r < RES_CREDITS; r++)
        over |= n->held[r] > n->limit[r];
    v->n_over += over - n->over;
    n->over = over;
}

/* ---- jobs of a leaf ---- */

static void held_add(struct view *v, const struct view_job *j, int sign)
{
    bool ends = j->end_ms != TIME_UNKNOWN;
    for (struct view_node *n = j->leaf; n; n = n->parent) {
        for (enum resource r = 0; r < RESOURCES; r++) {
            int64_t need = sign * job_need(j, r, j->spec.width);
            n->held[r] += need;
            n->ending[r] += ends ? need : 0;
        }
        node_over_check(v, n);
    }
}

/* Whole milliseconds that `work` slot-milliseconds take at that width, rounded up. */
static int64_t duration(const struct view_job *j, int64_t width)
{
    int64_t work = j->spec.work, limit = j->spec.runtime_left;
    int64_t ms = work < 0 ? TIME_UNKNOWN : work / width + (work % width != 0);
    return limit >= 0 && limit < ms ? limit : ms;
}

int64_t job_end_at_width(const struct view *v, const struct view_job *j, int64_t width)
{
    int64_t ms = duration(j, width);
    return ms > TIME_UNKNOWN - 1 - v->now ? TIME_UNKNOWN : v->now + (ms > 0 ? ms : 1);
}

int64_t job_end_ms(const struct view *v, const struct view_job *j)
{
    if (j->spec.width == 0)
        return job_end_at_width(v, j, j->spec.min);
    return j->end_ms > v->now ? j->end_ms : v->now + 1; /* overdue: any moment */
}

static void width_add(struct view *v, struct view_job *j)
{
    struct width_list *l = &v->by_width[j->spec.kind][width_bits(j->spec.width)];
    j->width_prev = NULL;
    j->width_next = l->first;
    if (l->first)
        l->first->width_prev = j;
    l->first = j;
    l->n++;
}

static void width_remove(struct view *v, struct view_job *j)
{
    struct width_list *l = &v->by_width[j->spec.kind][width_bits(j->spec.width)];
    *(j->width_prev ? &j->width_prev->width_next : &l->first) = j->width_next;
    if (j->width_next)
        j->width_next->width_prev = j->width_prev;
    l->n--;
}

static void run_add(struct view *v, struct view_job *j)
{
    j->at_leaf = j->leaf->n_runs;
    j->leaf->run[j->leaf->n_runs++] = j;
    j->at_view = v->n_runs;
    v->run[v->n_runs++] = j;
    width_add(v, j);
    heap_put(&v->ends, j, j->end_ms != TIME_UNKNOWN);
}

static void run_remove(struct view *v, struct view_job *j)
{
    struct view_node *leaf = j->leaf;
    leaf->run[j->at_leaf] = leaf->run[--leaf->n_runs];
    leaf->run[j->at_leaf]->at_leaf = j->at_leaf;
    v->run[j->at_view] = v->run[--v->n_runs];
    v->run[j->at_view]->at_view = j->at_view;
    width_remove(v, j);
    heap_put(&v->ends, j, false);
}

void job_lend(struct view *v, struct view_job *j, int64_t lent, uint64_t mark)
{
    if (lent > 0 && j->lent_at < 0) {
        j->lent_at = v->n_lent;
        v->lent[v->n_lent++] = j;
    } else if (lent == 0 && j->lent_at >= 0) {
        v->lent[j->lent_at] = v->lent[--v->n_lent];
        v->lent[j->lent_at]->lent_at = j->lent_at;
        j->lent_at = -1;
    }
    j->lent = lent;
    j->lent_mark = mark;
}

/* Takes the job out of its leaf's books, as whatever it is now. */
static int job_detach(struct view *v, struct view_job *j)
{
    if (j->spec.width == 0) {
        queue_remove(&j->leaf->queue, j);
        return -1;
    }
    held_add(v, j, -1);
    j->leaf->widenable[j->spec.kind] -= j->spec.width < j->spec.max;
    j->leaf->narrowable[j->spec.kind] -= j->spec.width > j->spec.min;
    run_remove(v, j);
    return 0;
}

static int job_attach(struct view *v, struct view_job *j)
{
    if (j->spec.width == 0) {
        queue_add(&j->leaf->queue, j);
        return 1;
    }
    int64_t ms = duration(j, j->spec.width);
    j->end_ms = ms > TIME_UNKNOWN - 1 - j->quoted_at ? TIME_UNKNOWN : j->quoted_at + ms;
    held_add(v, j, 1);
    j->leaf->widenable[j->spec.kind] += j->spec.width < j->spec.max;
    j->leaf->narrowable[j->spec.kind] += j->spec.width > j->spec.min;
    run_add(v, j);
    return 0;
}

void job_move(struct view *v, struct view_job *j, int64_t width, int64_t started)
{
    int waiting = job_detach(v, j);
    j->spec.width = width;
    j->spec.started = started;
    if (width == 0)
        job_lend(v, j, 0, 0);
    waiting += job_attach(v, j);
    leaf_changed(v, j->leaf, j->spec.kind, waiting);
}

void job_move_quietly(struct view *v, struct view_job *j, int64_t width, int64_t started)
{
    enum slot_kind k = j->spec.kind;
    int waiting = job_detach(v, j);
    j->spec.width = width;
    j->spec.started = started;
    waiting += job_attach(v, j);
    for (struct view_node *n = j->leaf; n; n = n->parent) {
        n->slots[k].waiting += waiting;
        n->slots[k].stale = true;
    }
}

void account_settle(struct view *v, struct view_node *leaf)
{
    for (struct view_node *n = leaf; n; n = n->parent)
        for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
            usage_advance(&n->slots[k].account, n->held[k], v->now, v->set.half_life_ms);
}

void quote_settle(const struct view *v, struct view_job *j)
{
    int64_t gone = v->now - j->quoted_at, width = j->spec.width;
    j->quoted_at = v->now;
    if (width == 0 || gone <= 0)
        return;
    if (j->spec.work >= 0)
        j->spec.work = j->spec.work > gone * width ? j->spec.work - gone * width : 0;
    if (j->spec.work_p90 >= 0)
        j->spec.work_p90 = j->spec.work_p90 > gone * width ? j->spec.work_p90 - gone * width : 0;
    if (j->spec.runtime_left >= 0)
        j->spec.runtime_left = j->spec.runtime_left > gone ? j->spec.runtime_left - gone : 0;
}

/* Room for n more at every place the job may ever be; false when memory is out. */
static bool job_room(struct view *v, struct view_job *j)
{
    struct view_node *leaf = j->leaf;
    int jobs = leaf->n_runs + leaf->slots[SLOT_CPU].waiting + leaf->slots[SLOT_GPU].waiting + 1;
    if (!queue_reserve(&leaf->queue, j, jobs))
        return false;
    if (leaf->runs_room < jobs) {
        struct view_job **run = realloc(leaf->run, (size_t)jobs * 2 * sizeof *run);
        if (!run)
            return false;
        leaf->run = run;
        leaf->runs_room = jobs * 2;
    }
    int all = (int)v->jobs.used + 1;
    if (v->runs_room < all) {
        struct view_job **run = realloc(v->run, (size_t)all * 2 * sizeof *run);
        if (!run)
            return false;
        v->run = run;
        struct view_job **lent = realloc(v->lent, (size_t)all * 2 * sizeof *lent);
        if (!lent)
            return false;
        v->lent = lent;
        v->runs_room = all * 2;
    }
    return heap_reserve(&v->ends, all);
}

void job_spec_init(struct job_spec *j)
{
    *j = (struct job_spec){.min = 1, .max = 1, .work = -1, .work_p90 = -1, .runtime_left = -1};
}

static int job_spec_check(const struct job_spec *j, struct err *err)
{
    if (j->min < 1 || j->max < j->min)
        return err_set(err, ERR_INVALID,
                       "job %s: slots min %lld, max %lld; allowed: 1 <= min <= max", j->id,
                       (long long)j->min, (long long)j->max);
    if (j->width < 0 || j->memory < 0 || j->credits < 0)
        return err_set(err, ERR_INVALID, "job %s: width, memory and credits may not be negative",
                       j->id);
    return 0;
}

static struct view_job *job_new(struct view *v, const struct job_spec *s, struct view_node *leaf)
{
    struct view_job *j = calloc(1, sizeof *j);
    char *id = strdup(s->id);
    if (!j || !id) {
        free(j);
        free(id);
        return NULL;
    }
    j->id = j->spec.id = id;
    j->leaf = leaf;
    j->spec.kind = s->kind;
    j->spec.min = s->min;
    j->end_at = j->lent_at = -1;
    if (!job_room(v, j) || !map_put(&v->jobs, j)) {
        free(id);
        free(j);
        return NULL;
    }
    return j;
}

/* Copies what was given, cut to the bounds of the arithmetic. */
static void job_spec_take(struct view_job *j, const struct job_spec *s, int64_t now)
{
    j->spec = *s;
    j->spec.id = j->id;
    j->spec.leaf = j->leaf->id;
    j->quoted_at = now;
    if (j->spec.max > VIEW_SLOTS_MAX)
        j->spec.max = VIEW_SLOTS_MAX;
    if (j->spec.min > j->spec.max)
        j->spec.min = j->spec.max;
}

int view_job_put(struct view *v, const struct job_spec *s, struct err *err)
{
    int rc = job_spec_check(s, err);
    if (rc)
        return rc;
    struct view_job *j = map_get(&v->jobs, s->id);
    struct view_node *leaf = map_get(&v->nodes, s->leaf);
    if (!leaf || !node_is_leaf(leaf) || leaf == v->root)
        return err_set(err, ERR_NOT_FOUND, "job %s: %s is no user or tenant that can have jobs",
                       s->id, s->leaf);
    if (j && (j->leaf != leaf || j->spec.kind != s->kind)) {
        view_job_remove(v, s->id);
        j = NULL;
    }
    int64_t asked = s->max < VIEW_SLOTS_MAX ? s->max : VIEW_SLOTS_MAX, waiting = 0;
    if (j) {
        if (!job_room(v, &(struct view_job){.leaf = leaf, .spec = *s}))
            return err_set(err, ERR_NO_MEMORY, "no memory for job %s", s->id);
        account_settle(v, leaf);
        asked -= j->spec.max;
        waiting = job_detach(v, j);
    } else if (!(j = job_new(v, s, leaf))) {
        return err_set(err, ERR_NO_MEMORY, "no memory for job %s", s->id);
    } else {
        account_settle(v, leaf);
    }
    job_spec_take(j, s, v->now);
    job_lend(v, j, j->lent < s->width ? j->lent : s->width, j->lent_mark);
    waiting += job_attach(v, j);
    leaf->slots[s->kind].asked += asked;
    leaf_changed(v, leaf, s->kind, (int)waiting);
    demand_changed(leaf, s->kind);
    return 0;
}

static void reservation_forget(struct view *v, const struct view_job *j)
{
    struct reserved *r = &v->reserved[j->spec.kind];
    if (r->job == j)
        r->job = NULL;
}

void view_job_remove(struct view *v, const char *id)
{
    struct view_job *j = map_get(&v->jobs, id);
    if (!j)
        return;
    struct view_node *leaf = j->leaf;
    account_settle(v, leaf);
    reservation_forget(v, j);
    int waiting = job_detach(v, j);
    job_lend(v, j, 0, 0);
    leaf_changed(v, leaf, j->spec.kind, waiting);
    leaf->slots[j->spec.kind].asked -= j->spec.max;
    demand_changed(leaf, j->spec.kind);
    map_remove(&v->jobs, id);
    free((char *)j->id);
    free(j);
}

/* ---- nodes ---- */

void tenant_spec_init(struct tenant_spec *t)
{
    *t = (struct tenant_spec){.weight = 1};
    for (enum resource r = 0; r < RESOURCES; r++)
        t->limit[r] = LIMIT_NONE;
}

/* Among the parent's children, by age. */
static bool child_insert(struct view_node *parent, struct view_node *n)
{
    if (parent->n_children == parent->children_room) {
        int room = parent->children_room ? parent->children_room * 2 : 2;
        struct view_node **c = realloc(parent->child, (size_t)room * sizeof *c);
        if (!c)
            return false;
        parent->child = c;
        parent->children_room = room;
    }
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        if (!tournament_reserve(&parent->slots[k].turn, parent->n_children + 1))
            return false;
    int at = parent->n_children++;
    for (; at > 0 && node_older(n, parent->child[at - 1]); at--) {
        parent->child[at] = parent->child[at - 1];
        parent->child[at]->place = at;
    }
    parent->child[at] = n;
    n->place = at;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        division_stale(parent, k);
    return true;
}

static void child_remove(struct view_node *parent, const struct view_node *n)
{
    parent->n_children--;
    for (int at = n->place; at < parent->n_children; at++) {
        parent->child[at] = parent->child[at + 1];
        parent->child[at]->place = at;
    }
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        division_stale(parent, k);
}

void node_free(struct view_node *n)
{
    queue_done(&n->queue);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        tournament_done(&n->slots[k].turn);
    free(n->run);
    free(n->child);
    if (n->type != NODE_OWN)
        free((char *)n->id);
    free(n);
}

/* Room for one leaf more in every list of leaves. */
static bool leaves_reserve(struct view *v)
{
    int n = (int)v->nodes.used + 2;
    if (n <= v->leaves_room)
        return true;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        struct view_node **leaf = realloc(v->bench[k].v, (size_t)n * 2 * sizeof *leaf);
        if (!leaf)
            return false;
        v->bench[k].v = leaf;
    }
    if (!donors_reserve(v, n * 2))
        return false;
    v->leaves_room = n * 2;
    return true;
}

static struct view_node *node_new(struct view *v, const char *id, enum node_type type,
                                  struct view_node *parent, int64_t order)
{
    struct view_node *n = calloc(1, sizeof *n);
    if (!n)
        return NULL;
    n->id = type == NODE_OWN ? id : strdup(id);
    n->type = type;
    n->parent = parent;
    n->depth = parent ? parent->depth + 1 : 0;
    n->order = order;
    n->weight = 1;
    for (enum resource r = 0; r < RESOURCES; r++)
        n->limit[r] = LIMIT_NONE;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        n->slots[k].account.at_ms = v->now;
        n->slots[k].donor_at[BY_YOUTH] = n->slots[k].donor_at[BY_VICTIM] = -1;
        n->slots[k].level = LEVELS;
    }
    if (!n->id || !leaves_reserve(v) ||
        !scratch_reserve(&v->scratch, parent ? parent->n_children + 1 : 1) ||
        (parent && !child_insert(parent, n))) {
        node_free(n);
        return NULL;
    }
    if (parent && type != NODE_OWN && !map_put(&v->nodes, n)) {
        child_remove(parent, n);
        node_free(n);
        return NULL;
    }
    return n;
}

static bool has_jobs_itself(const struct view_node *n)
{
    return node_is_leaf(n) &&
           (n->n_runs || n->slots[SLOT_CPU].waiting || n->slots[SLOT_GPU].waiting);
}

static int tenant_spec_ranges(const struct tenant_spec *t, struct err *err)
{
    if (t->weight < 1 || t->weight > VIEW_WEIGHT_MAX)
        return err_set(err, ERR_INVALID, "tenant %s: weight %lld; allowed: 1..%d", t->id,
                       (long long)t->weight, VIEW_WEIGHT_MAX);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        if (t->guarantee[k] < 0 || t->guarantee[k] > VIEW_SLOTS_MAX)
            return err_set(err, ERR_INVALID, "tenant %s: guarantee of %s %lld; allowed: 0..%d",
                           t->id, resource_name((enum resource)k), (long long)t->guarantee[k],
                           VIEW_SLOTS_MAX);
    for (enum resource r = 0; r < RESOURCES; r++)
        if (t->limit[r] < 0)
            return err_set(err, ERR_INVALID, "tenant %s: limit of %s %lld; allowed: 0 or more",
                           t->id, resource_name(r), (long long)t->limit[r]);
    return 0;
}

/* Sum of the guarantees of a node's tenants, `except` left out. */
static int64_t guarantees(const struct view_node *n, enum slot_kind k, const char *except)
{
    int64_t sum = 0;
    for (int i = 0; i < n->n_children; i++)
        if (n->child[i]->type == NODE_TENANT && (!except || strcmp(n->child[i]->id, except) != 0))
            sum += n->child[i]->slots[k].guarantee;
    return sum;
}

int view_tenant_check(const struct view *v, const struct tenant_spec *t, struct err *err)
{
    const struct view_node *n = map_get(&v->nodes, t->id);
    const struct view_node *parent = n           ? n->parent
                                     : t->parent ? map_get(&v->nodes, t->parent)
                                                 : v->root;
    if (!parent)
        return err_set(err, ERR_NOT_FOUND, "tenant %s: no tenant %s", t->id, t->parent);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        const char *what = resource_name((enum resource)k);
        long long own = t->guarantee[k], below = n ? guarantees(n, k, NULL) : 0;
        long long beside = guarantees(parent, k, t->id);
        long long above = parent == v->root ? v->set.slots[k] : parent->slots[k].guarantee;
        if (t->limit[k] < own || t->limit[k] < below)
            return err_set(err, ERR_CONFLICT,
                           "max %s %lld of %s is below the guarantee %lld; allowed: %lld or more",
                           what, (long long)t->limit[k], t->id, own > below ? own : below,
                           own > below ? own : below);
        if (below > own)
            return err_set(err, ERR_CONFLICT,
                           "guarantee %lld %s of %s is below its sub-tenants' sum %lld", own, what,
                           t->id, below);
        if (own && own + beside > above)
            return err_set(err, ERR_CONFLICT,
                           "guarantee %lld %s of %s makes the sum %lld, above the %lld of %s", own,
                           what, t->id, own + beside, above,
                           parent == v->root ? "the machine" : parent->id);
    }
    return 0;
}

/* The own node has what the tenant's guarantee leaves over. */
static void own_changed(struct view_node *tenant)
{
    for (enum slot_kind k = 0; tenant->own && k < SLOT_KINDS; k++) {
        int64_t left = tenant->slots[k].guarantee - guarantees(tenant, k, NULL);
        tenant->own->slots[k].guarantee = left > 0 ? left : 0;
        division_stale(tenant, k);
    }
}

static void tenant_take(struct view *v, struct view_node *n, const struct tenant_spec *t)
{
    v->guaranteed_stale = true;
    n->weight = t->weight;
    for (enum resource r = 0; r < RESOURCES; r++)
        n->limit[r] = t->limit[r];
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        n->slots[k].guarantee = t->guarantee[k];
        division_stale(n->parent, k);
        demand_changed(n, k);
    }
    node_over_check(v, n);
    own_changed(n);
    own_changed(n->parent);
}

int view_tenant_put(struct view *v, const struct tenant_spec *t, struct err *err)
{
    int rc = tenant_spec_ranges(t, err);
    if (rc)
        return rc;
    struct view_node *n = map_get(&v->nodes, t->id);
    struct view_node *parent = t->parent ? map_get(&v->nodes, t->parent) : v->root;
    if (!n) {
        if (!parent || parent->type == NODE_USER)
            return err_set(err, ERR_NOT_FOUND, "tenant %s: no tenant %s", t->id, t->parent);
        if (has_jobs_itself(parent))
            return err_set(err, ERR_CONFLICT, "tenant %s has jobs of its own, not sub-tenants",
                           parent->id);
        if (parent->n_children >= VIEW_CHILDREN_MAX)
            return err_set(err, ERR_TOO_LARGE, "tenant %s: at most %d children", parent->id,
                           VIEW_CHILDREN_MAX);
        if (!(n = node_new(v, t->id, NODE_TENANT, parent, t->order)))
            return err_set(err, ERR_NO_MEMORY, "no memory for tenant %s", t->id);
    } else if (n->type != NODE_TENANT) {
        return err_set(err, ERR_CONFLICT, "%s is a user, not a tenant", t->id);
    }
    tenant_take(v, n, t);
    return 0;
}

void node_limit_set(struct view *v, struct view_node *n, enum resource r, int64_t limit)
{
    n->limit[r] = limit;
    node_over_check(v, n);
    if (n == v->root && r == RES_MEMORY)
        v->set.memory = limit;
    if ((int)r >= SLOT_KINDS)
        return;
    if (n == v->root) {
        v->set.slots[r] = limit;
        division_stale(n, (enum slot_kind)r);
    } else {
        demand_changed(n, (enum slot_kind)r);
    }
}

int view_own_put(struct view *v, struct view_node *tenant)
{
    if (!tenant->own && !(tenant->own = node_new(v, tenant->id, NODE_OWN, tenant, INT64_MIN)))
        return ERR_NO_MEMORY;
    own_changed(tenant);
    return 0;
}

int view_user_put(struct view *v, const char *id, const char *tenant, int64_t order,
                  struct err *err)
{
    struct view_node *t = map_get(&v->nodes, tenant), *n = map_get(&v->nodes, id);
    if (n)
        return 0;
    if (!t || t->type != NODE_TENANT)
        return err_set(err, ERR_NOT_FOUND, "user %s: no tenant %s", id, tenant);
    if (has_jobs_itself(t))
        return err_set(err, ERR_CONFLICT, "tenant %s has jobs of its own, not users", t->id);
    v->guaranteed_stale = true;
    if (view_own_put(v, t) || !node_new(v, id, NODE_USER, t->own, order))
        return err_set(err, ERR_NO_MEMORY, "no memory for user %s", id);
    return 0;
}

int view_node_remove(struct view *v, const char *id, struct err *err)
{
    struct view_node *n = map_get(&v->nodes, id);
    if (!n)
        return 0;
    struct view_node *own = n->own, *parent = n->parent;
    bool has_children = n->n_children > (own ? 1 : 0) || (own && own->n_children > 0);
    if (has_children || n->n_runs || n->slots[SLOT_CPU].waiting || n->slots[SLOT_GPU].waiting)
        return err_set(err, ERR_CONFLICT, "%s still has %s", id, has_children ? "members" : "jobs");
    v->guaranteed_stale = true;
    if (own)
        node_free(own);
    map_remove(&v->nodes, id);
    child_remove(parent, n);
    node_free(n);
    own_changed(parent);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        division_stale(parent, k);
    return 0;
}

int view_usage_set(struct view *v, const char *id, enum slot_kind kind, int64_t u, struct err *err)
{
    struct view_node *n = map_get(&v->nodes, id);
    if (!n)
        return err_set(err, ERR_NOT_FOUND, "no tenant or user %s", id);
    if (u < 0 || u > VIEW_USAGE_MAX)
        return err_set(err, ERR_INVALID, "usage of %s out of range; allowed: 0..1000", id);
    n->slots[kind].u = u;
    division_stale(n->parent, kind);
    return 0;
}

int view_own_usage_set(struct view *v, const char *tenant, enum slot_kind kind, int64_t u,
                       struct err *err)
{
    struct view_node *n = map_get(&v->nodes, tenant);
    if (!n || !n->own)
        return err_set(err, ERR_NOT_FOUND, "no tenant %s with users of its own", tenant);
    n->own->slots[kind].u = u;
    division_stale(n, kind);
    return 0;
}
