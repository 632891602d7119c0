/* view.c - a view as a whole: made, copied, freed; its settings, its clock, and reading it. */
#include "server/sched/tree.h"

#include <stdlib.h>
#include <string.h>

void view_settings_init(struct view_settings *s)
{
    *s = (struct view_settings){
        .memory = LIMIT_NONE,
        .k = VIEW_FRACTION,
        .half_life_ms = INT64_C(7) * 24 * 3600 * 1000,
        .quantum_ms = 10 * 1000,
        .turn_ms = 600 * 1000,
    };
}

/* The machine is the limit of the root. */
static void root_limits(struct view *v)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        v->root->limit[k] = v->set.slots[k];
        division_stale(v->root, k);
    }
    v->root->limit[RES_MEMORY] = v->set.memory;
    node_over_check(v, v->root);
}

static int settings_check(const struct view_settings *s, struct err *err)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        if (s->slots[k] < 0 || s->slots[k] > VIEW_SLOTS_MAX)
            return err_set(err, ERR_INVALID, "%s %lld; allowed: 0..%d",
                           resource_name((enum resource)k), (long long)s->slots[k], VIEW_SLOTS_MAX);
    if (s->k < 0 || s->k > VIEW_K_MAX)
        return err_set(err, ERR_INVALID, "k out of range; allowed: 0..1000");
    if (s->half_life_ms < 1 || s->turn_ms < 1)
        return err_set(err, ERR_INVALID, "half-life and turn must be above 0");
    if (s->quantum_ms < 0 || s->memory < 0)
        return err_set(err, ERR_INVALID, "quantum and memory may not be negative");
    return 0;
}

int view_settings_set(struct view *v, const struct view_settings *s, struct err *err)
{
    int rc = settings_check(s, err);
    if (rc)
        return rc;
    v->set = *s;
    root_limits(v);
    return 0;
}

static bool ends_before(const void *a, const void *b)
{
    const struct view_job *x = a, *y = b;
    return x->end_ms != y->end_ms ? x->end_ms < y->end_ms : strcmp(x->id, y->id) < 0;
}

static int *ends_at(void *job)
{
    return &((struct view_job *)job)->end_at;
}

struct view *view_new(const struct view_settings *s)
{
    struct view *v = calloc(1, sizeof *v);
    if (!v)
        return NULL;
    v->root = calloc(1, sizeof *v->root);
    char *id = strdup("");
    if (!v->root || !id) {
        free(v->root);
        free(id);
        free(v);
        return NULL;
    }
    v->turned = -1;
    v->root->id = id;
    v->root->type = NODE_ROOT;
    for (enum resource r = 0; r < RESOURCES; r++)
        v->root->limit[r] = LIMIT_NONE;
    v->root->weight = 1;
    v->ends = (struct heap){.before = ends_before, .at = ends_at};
    donors_init(v);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        v->root->slots[k].donor_at[BY_YOUTH] = v->root->slots[k].donor_at[BY_VICTIM] = -1;
        v->root->slots[k].level = LEVELS;
    }
    view_settings_init(&v->set);
    if (!settings_check(s, NULL))
        v->set = *s;
    root_limits(v);
    return v;
}

static void node_free_all(struct view_node *n)
{
    for (int i = 0; i < n->n_children; i++)
        node_free_all(n->child[i]);
    node_free(n);
}

void view_free(struct view *v)
{
    if (!v)
        return;
    for (size_t i = 0; i < v->jobs.room; i++) {
        struct view_job *j = map_at(&v->jobs, i);
        if (j)
            free((char *)j->id);
        free(j);
    }
    map_done(&v->jobs);
    map_done(&v->nodes);
    node_free_all(v->root);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        free(v->bench[k].v);
    free(v->guaranteed.v);
    free(v->run);
    free(v->lent);
    donors_done(v);
    heap_done(&v->ends);
    scratch_done(&v->scratch);
    free(v);
}

/* ---- a copy ---- */

static int node_copy(struct view *to, const struct view_node *n)
{
    struct view_node *c = n->type == NODE_ROOT ? to->root : map_get(&to->nodes, n->id);
    if (n->type == NODE_OWN)
        c = c->own;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        c->slots[k].u = n->slots[k].u;
    }
    for (int i = 0; i < n->n_children; i++) {
        const struct view_node *e = n->child[i];
        int rc = 0;
        if (e->type == NODE_USER) {
            rc = view_user_put(to, e->id, n->id, e->order, NULL);
        } else if (e->type == NODE_TENANT) {
            struct tenant_spec t = {.id = e->id, .order = e->order, .weight = e->weight};
            t.parent = n->type == NODE_ROOT ? NULL : n->id;
            for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
                t.guarantee[k] = e->slots[k].guarantee;
            memcpy(t.limit, e->limit, sizeof t.limit);
            rc = view_tenant_put(to, &t, NULL);
        } else {
            rc = view_own_put(to, c);
        }
        if (rc || (rc = node_copy(to, e)))
            return rc;
    }
    return 0;
}

static int jobs_copy(struct view *to, const struct view *v)
{
    for (size_t i = 0; i < v->jobs.room; i++) {
        struct view_job *j = map_at(&v->jobs, i);
        if (!j)
            continue;
        int rc = view_job_put(to, &j->spec, NULL);
        if (rc)
            return rc;
        struct view_job *c = map_get(&to->jobs, j->id);
        c->quoted_at = j->quoted_at;
        job_lend(to, c, j->lent, j->lent_mark);
        job_move(to, c, j->spec.width, j->spec.started); /* its end follows from quoted_at */
    }
    return 0;
}

/* When the copy holds what the view holds: then both go on from the same books. */
static void accounts_copy(struct view_node *to, const struct view_node *n)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        to->slots[k].account = n->slots[k].account;
    for (int i = 0; i < n->n_children; i++)
        accounts_copy(to->child[i], n->child[i]);
}

struct view *view_dup(const struct view *v)
{
    struct view *to = view_new(&v->set);
    if (!to)
        return NULL;
    to->now = v->now;
    to->turned = v->turned;
    if (node_copy(to, v->root) || jobs_copy(to, v)) {
        view_free(to);
        return NULL;
    }
    accounts_copy(to->root, v->root);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        to->reserved[k] = v->reserved[k];
        if (v->reserved[k].job)
            to->reserved[k].job = map_get(&to->jobs, v->reserved[k].job->id);
    }
    return to;
}

/* ---- clock and reading ---- */

const struct view_settings *view_settings(const struct view *v)
{
    return &v->set;
}

void view_now_set(struct view *v, int64_t now_ms)
{
    if (now_ms > v->now)
        v->now = now_ms;
}

int64_t view_now(const struct view *v)
{
    return v->now;
}

struct view_node *view_root(const struct view *v)
{
    return v->root;
}

struct view_node *view_node_find(const struct view *v, const char *id)
{
    return map_get(&v->nodes, id);
}

struct view_job *view_job_find(const struct view *v, const char *id)
{
    return map_get(&v->jobs, id);
}

enum node_type node_type(const struct view_node *n)
{
    return n->type;
}

const char *node_id(const struct view_node *n)
{
    return n->id;
}

struct view_node *node_parent(const struct view_node *n)
{
    return n->parent;
}

struct view_node *node_child(const struct view_node *n, int i)
{
    return i < n->n_children ? n->child[i] : NULL;
}

int64_t node_held(const struct view_node *n, enum resource r)
{
    return n->held[r];
}

int64_t node_limit(const struct view_node *n, enum resource r)
{
    return n->limit[r];
}

int64_t node_guarantee(const struct view_node *n, enum slot_kind k)
{
    return n->slots[k].guarantee;
}

int64_t node_weight(const struct view_node *n)
{
    return n->weight;
}

int64_t node_order(const struct view_node *n)
{
    return n->order;
}

int64_t node_usage(const struct view_node *n, enum slot_kind k)
{
    return n->slots[k].u;
}

int64_t node_demand(const struct view_node *n, enum slot_kind k)
{
    return n->slots[k].demand;
}

int node_waiting(const struct view_node *n, enum slot_kind k)
{
    return n->slots[k].waiting;
}

struct share node_share(const struct view_node *n, enum slot_kind k)
{
    return (struct share){.entitled = n->slots[k].entitled, .base = n->slots[k].base};
}

const struct job_spec *job_spec(const struct view_job *j)
{
    return &j->spec;
}

struct view_node *job_leaf(const struct view_job *j)
{
    return j->leaf;
}

struct view_job *view_running(const struct view *v, int i)
{
    return i < v->n_runs ? v->run[i] : NULL;
}
