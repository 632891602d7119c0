/* write.c - operations of a record, from the things they are about. */
#include "server/record/write.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const devices[SLOT_KINDS] = {"cpu", "gpu"};

/* Limits and times that are "none" are not written. */
static void add_limit(struct json *o, const char *name, int64_t value)
{
    if (value != LIMIT_NONE)
        json_add_int(o, name, value);
}

void record_new_view(struct record *r)
{
    record_put(r, "new", "new", NULL);
}

void record_settings(struct record *r, const struct view_settings *s)
{
    struct json *o = record_put(r, "settings", "settings", NULL);
    json_add_int(o, "cpu_slots", s->slots[SLOT_CPU]);
    json_add_int(o, "gpu_slots", s->slots[SLOT_GPU]);
    add_limit(o, "memory", s->memory);
    json_add_int(o, "k", s->k);
    json_add_int(o, "half_life_ms", s->half_life_ms);
    json_add_int(o, "quantum_ms", s->quantum_ms);
    json_add_int(o, "turn_ms", s->turn_ms);
}

void record_tenant(struct record *r, const struct tenant_spec *t)
{
    static const char *const limits[RESOURCES] = {"max_cpu", "max_gpu", "max_running_jobs",
                                                  "max_memory", "credits"};
    struct json *o = record_put(r, "tenant", t->id, t->id);
    if (t->parent)
        json_add_str(o, "parent", t->parent);
    json_add_int(o, "order", t->order);
    json_add_int(o, "weight", t->weight);
    json_add_int(o, "guarantee_cpu", t->guarantee[SLOT_CPU]);
    json_add_int(o, "guarantee_gpu", t->guarantee[SLOT_GPU]);
    for (int i = 0; i < RESOURCES; i++)
        add_limit(o, limits[i], t->limit[i]);
}

void record_user(struct record *r, const char *id, const char *tenant, int64_t order)
{
    struct json *o = record_put(r, "user", id, id);
    json_add_str(o, "tenant", tenant);
    json_add_int(o, "order", order);
}

void record_job(struct record *r, const struct job_spec *j, int64_t at)
{
    struct json *o = record_last(r, "job", j->id, j->id);
    json_add_int(o, "at", at);
    json_add_str(o, "leaf", j->leaf);
    json_add_str(o, "device", devices[j->kind]);
    json_add_int(o, "min", j->min);
    json_add_int(o, "max", j->max);
    json_add_int(o, "width", j->width);
    json_add_int(o, "priority", j->priority);
    json_add_int(o, "submitted", j->submitted);
    json_add_int(o, "started", j->started);
    json_add_int(o, "memory", j->memory);
    json_add_int(o, "credits", j->credits);
    json_add_int(o, "work", j->work);
    json_add_int(o, "work_p90", j->work_p90);
    json_add_int(o, "runtime_left", j->runtime_left);
}

static void usage_of(struct record *r, const char *op, const struct view_node *n)
{
    for (int k = 0; k < SLOT_KINDS; k++) {
        char key[80];
        if (!node_usage(n, (enum slot_kind)k))
            continue;
        snprintf(key, sizeof key, "usage %s %s %s", op, devices[k], node_id(n));
        struct json *o = record_put(r, op, key, node_id(n));
        json_add_str(o, "device", devices[k]);
        json_add_int(o, "u", node_usage(n, (enum slot_kind)k));
    }
}

static void usage_below(struct record *r, const struct view_node *n)
{
    const struct view_node *c;
    for (int i = 0; (c = node_child(n, i)); i++) {
        usage_of(r, node_type(c) == NODE_OWN ? "own_usage" : "usage", c);
        usage_below(r, c);
    }
}

void record_turn(struct record *r, const struct view *v)
{
    record_forget(r, "usage ");
    record_last(r, "turn", "turn", NULL); /* everybody's U is 0 but for those that follow */
    usage_below(r, view_root(v));
}

/* ---- the whole ---- */

static void tenant_of(struct record *r, const struct view_node *n)
{
    struct tenant_spec t;
    const struct view_node *above = node_parent(n);
    tenant_spec_init(&t);
    t.id = node_id(n);
    t.parent = node_type(above) == NODE_TENANT ? node_id(above) : NULL;
    t.order = node_order(n);
    t.weight = node_weight(n);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        t.guarantee[k] = node_guarantee(n, k);
    for (enum resource i = 0; i < RESOURCES; i++)
        t.limit[i] = node_limit(n, i);
    record_tenant(r, &t);
}

static void nodes_below(struct record *r, const struct view_node *n)
{
    const struct view_node *c;
    for (int i = 0; (c = node_child(n, i)); i++) {
        if (node_type(c) == NODE_TENANT)
            tenant_of(r, c);
        if (node_type(c) == NODE_USER)
            record_user(r, node_id(c), node_id(n),
                        node_order(c)); /* an own node has its tenant's */
        nodes_below(r, c);
    }
}

static void loan_of(struct record *r, const struct view_job *j)
{
    char key[80];
    struct job_loan loan = job_loan(j);
    if (!loan.slots)
        return;
    snprintf(key, sizeof key, "lent %s", job_spec(j)->id);
    struct json *o = record_put(r, "lent", key, job_spec(j)->id);
    json_add_int(o, "slots", loan.slots);
    json_add_int(o, "mark", (int64_t)loan.mark);
}

static void reservation_of(struct record *r, const struct view *v, enum slot_kind k)
{
    struct view_reservation s = view_reservation(v, k);
    char key[16];
    if (!s.job && !s.mark)
        return;
    snprintf(key, sizeof key, "reserved %s", devices[k]);
    struct json *o = record_put(r, "reserved", key, NULL);
    json_add_str(o, "device", devices[k]);
    if (s.job) {
        json_add_str(o, "job", job_spec(s.job)->id);
        json_add_int(o, "at", s.at);
    }
    json_add_int(o, "mark", (int64_t)s.mark);
}

void record_whole(struct record *r, const struct view *v)
{
    int n = view_jobs(v, NULL, 0);
    const struct view_job **job = malloc((size_t)(n + 1) * sizeof *job);
    if (!job)
        return; /* the changes alone, as ever */
    view_jobs(v, job, n);
    record_forget(r, "");
    record_new_view(r);
    record_settings(r, view_settings(v));
    nodes_below(r, view_root(v));
    record_turn(r, v);
    for (int i = 0; i < n; i++)
        record_job(r, job_spec(job[i]), job_quoted_at(job[i]));
    for (int i = 0; i < n; i++)
        loan_of(r, job[i]);
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        reservation_of(r, v, k);
    free(job);
}
