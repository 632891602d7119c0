/* answer.c - asks the scheduler what a scenario comes to. */
#include "server/sim/answer.h"

#include "server/sched/plan.h"

#include <stdlib.h>
#include <string.h>

/* ---- divide ---- */

/* One resource of the tree: a leaf's demand is one waiting job that asks for it. */
static int demands_put(struct view *v, const struct scenario *s, int r, struct faults *faults)
{
    for (int i = 0; i < s->n_tenants; i++) {
        const struct scenario_tenant *t = &s->tenant[i];
        if (t->has_children || t->demand[r] == 0)
            continue;
        struct job_spec j;
        struct err err = {0};
        job_spec_init(&j);
        j.id = j.leaf = t->name;
        j.max = t->demand[r];
        if (view_job_put(v, &j, &err)) {
            faults_add(faults, "/tenants", "demand", NULL, "%s", err.text);
            return ERR_INVALID;
        }
    }
    return 0;
}

/* Fills shares[tenant][r] and what is left of r. */
static int resource_divide(const struct scenario *s, int r, int64_t *shares, int64_t *left,
                           struct faults *faults)
{
    struct view *v = scenario_view(s, r, -1, faults);
    if (!v || demands_put(v, s, r, faults)) {
        view_free(v);
        return ERR_INVALID;
    }
    divide(v);
    *left = s->total[r];
    for (int i = 0; i < s->n_tenants; i++) {
        struct view_node *n = view_node_find(v, s->tenant[i].name);
        int64_t got = node_share(n, SLOT_CPU).entitled;
        shares[i * s->n_resources + r] = got;
        if (!s->tenant[i].parent)
            *left -= got;
    }
    view_free(v);
    return 0;
}

static int tasks_divide(const struct scenario *s, int64_t *tasks, int64_t *shares, int64_t *left)
{
    struct drf_tenant *t = calloc((size_t)s->n_tenants + 1, sizeof *t);
    if (!t)
        return ERR_NO_MEMORY;
    for (int i = 0; i < s->n_tenants; i++) {
        t[i].weight = s->tenant[i].weight;
        t[i].usage = s->tenant[i].usage;
        t[i].demand = s->tenant[i].tasks;
        memcpy(t[i].task, s->tenant[i].task, sizeof t[i].task);
    }
    int rc = divide_tasks(t, s->n_tenants, s->total, s->n_resources, s->k, tasks);
    free(t);
    memcpy(left, s->total, sizeof s->total);
    for (int i = 0; i < s->n_tenants; i++)
        for (int r = 0; r < s->n_resources; r++) {
            int64_t got = tasks[i] * s->tenant[i].task[r];
            shares[i * s->n_resources + r] = got;
            left[r] -= got;
        }
    return rc;
}

static struct json *shares_json(const struct scenario *s, const int64_t *tasks,
                                const int64_t *shares, const int64_t *left)
{
    struct json *answer = json_new_object();
    struct json *all = json_add_object(answer, "shares");
    for (int i = 0; i < s->n_tenants; i++) {
        struct json *one = json_add_object(all, s->tenant[i].name);
        if (s->tasks)
            json_add_int(one, "tasks", tasks[i]);
        for (int r = 0; r < s->n_resources; r++)
            json_add_int(one, s->resource[r], shares[i * s->n_resources + r]);
    }
    struct json *rest = json_add_object(answer, "left");
    for (int r = 0; r < s->n_resources; r++)
        json_add_int(rest, s->resource[r], left[r]);
    return answer;
}

struct json *answer_divide(const struct scenario *s, struct faults *faults)
{
    int64_t left[SCENARIO_RESOURCES_MAX] = {0};
    size_t n = (size_t)s->n_tenants + 1;
    int64_t *shares = calloc(n * ((size_t)s->n_resources + 1), sizeof *shares);
    int64_t *tasks = calloc(n, sizeof *tasks);
    int rc = shares && tasks ? 0 : ERR_NO_MEMORY;
    if (!rc && s->tasks)
        rc = tasks_divide(s, tasks, shares, left);
    for (int r = 0; !rc && !s->tasks && r < s->n_resources; r++)
        rc = resource_divide(s, r, shares, &left[r], faults);
    if (rc == ERR_NO_MEMORY)
        faults_add(faults, "", "memory", NULL, "out of memory");
    struct json *answer = rc ? NULL : shares_json(s, tasks, shares, left);
    free(shares);
    free(tasks);
    return answer;
}

/* ---- decide ---- */

static int resource_index(const struct scenario *s, const char *name)
{
    for (int r = 0; r < s->n_resources; r++)
        if (strcmp(s->resource[r], name) == 0)
            return r;
    return -1;
}

static struct view *decide_view(const struct scenario *s, struct faults *faults)
{
    struct view *v = scenario_view(s, resource_index(s, "cpu"), resource_index(s, "gpu"), faults);
    struct err err = {0};
    for (int i = 0; v && i < s->n_jobs; i++)
        if (view_job_put(v, &s->job[i], &err)) {
            faults_add(faults, "/jobs", "job", NULL, "%s", err.text);
            view_free(v);
            return NULL;
        }
    return v;
}

static struct json *plan_json(const struct plan *p)
{
    struct json *answer = json_new_object();
    struct json *actions = json_add_array(answer, "actions"), *reservations = NULL;
    for (int i = 0; i < p->n; i++) {
        const struct action *a = &p->v[i];
        if (a->kind == ACTION_RESERVE) {
            if (!reservations)
                reservations = json_add_array(answer, "reservations");
            struct json *r = json_add_object(reservations, NULL);
            json_add_str(r, "job", job_spec(a->job)->id);
            json_add_num(r, "at", (double)a->at / 1000);
            continue;
        }
        struct json *one = json_add_object(actions, NULL);
        json_add_str(one, "job", job_spec(a->job)->id);
        json_add_str(one, "do", action_kind_name(a->kind));
        if (a->kind != ACTION_PREEMPT)
            json_add_int(one, "width", a->width);
    }
    return answer;
}

struct json *answer_decide(const struct scenario *s, struct faults *faults)
{
    struct view *v = decide_view(s, faults);
    if (!v)
        return NULL;
    struct plan p;
    struct err err = {0};
    struct json *answer = NULL;
    plan_init(&p);
    if (plan_make(v, &p, &err))
        faults_add(faults, "", "plan", NULL, "%s", err.text);
    else
        answer = plan_json(&p);
    plan_done(&p);
    view_free(v);
    return answer;
}
