/* scenario.c - reading a scenario: field tables, names, then what one field cannot know alone. */
#include "server/sim/scenario.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct field top_fields[] = {
    {.name = "resources", .type = FIELD_OBJECT, .help = "what there is of each", .required = true},
    {.name = "k", .type = FIELD_NUMBER, .help = "weight of history", .max = 1000},
    {.name = "tenants", .type = FIELD_ARRAY, .help = "oldest first", .required = true},
    {.name = "now", .type = FIELD_NUMBER, .help = "seconds"},
    {.name = "quantum_s", .type = FIELD_NUMBER, .help = "younger runs are spared", .max = 1e9},
    {.name = "jobs", .type = FIELD_ARRAY, .help = "running and queued"},
};
enum { N_TOP = sizeof top_fields / sizeof *top_fields, N_TOP_DIVIDE = 3 };

static const struct field tenant_fields[] = {
    {.name = "name",
     .type = FIELD_STRING,
     .help = "unique",
     .required = true,
     .min = 1,
     .max = 200},
    {.name = "parent", .type = FIELD_STRING, .help = "another tenant", .nullable = true},
    {.name = "weight", .type = FIELD_INT, .help = "1 by default", .min = 1, .max = VIEW_WEIGHT_MAX},
    {.name = "guarantee", .type = FIELD_OBJECT, .help = "per resource", .nullable = true},
    {.name = "max", .type = FIELD_OBJECT, .help = "per resource", .nullable = true},
    {.name = "demand", .type = FIELD_OBJECT, .help = "per resource, or tasks", .nullable = true},
    {.name = "usage", .type = FIELD_NUMBER, .help = "decayed use U", .max = 1000},
    {.name = "task", .type = FIELD_OBJECT, .help = "what a task needs", .nullable = true},
    {.name = "max_running_jobs", .type = FIELD_INT, .help = "at a time", .max = 1e9},
    {.name = "memory_bytes", .type = FIELD_INT, .help = "of running jobs", .max = 9e15},
    {.name = "credits", .type = FIELD_NUMBER, .help = "left", .max = 1e9},
};
enum { N_TENANT = sizeof tenant_fields / sizeof *tenant_fields };

static const char *const states[] = {"running", "queued", NULL};
static const char *const devices[] = {"cpu", "gpu", NULL};
static const struct field job_fields[] = {
    {.name = "id", .type = FIELD_STRING, .help = "unique", .required = true, .min = 1, .max = 200},
    {.name = "tenant", .type = FIELD_STRING, .help = "one without children", .required = true},
    {.name = "state", .type = FIELD_ENUM, .help = "queued by default", .choices = states},
    {.name = "width", .type = FIELD_INT, .help = "slots held", .max = VIEW_SLOTS_MAX},
    {.name = "slots", .type = FIELD_OBJECT, .help = "1 and 1 by default"},
    {.name = "device", .type = FIELD_ENUM, .help = "cpu by default", .choices = devices},
    {.name = "priority", .type = FIELD_INT, .help = "larger first", .min = -1e9, .max = 1e9},
    {.name = "submitted", .type = FIELD_NUMBER, .help = "seconds"},
    {.name = "started", .type = FIELD_NUMBER, .help = "seconds"},
    {.name = "remaining_s", .type = FIELD_NUMBER, .help = "quote", .max = 1e9, .nullable = true},
    {.name = "memory_bytes", .type = FIELD_INT, .help = "while it runs", .max = 9e15},
    {.name = "credits", .type = FIELD_NUMBER, .help = "reserved at its start", .max = 1e9},
};
enum { N_JOB = sizeof job_fields / sizeof *job_fields };

static const struct field slots_fields[] = {
    {.name = "min", .type = FIELD_INT, .help = "slots", .min = 1, .max = VIEW_SLOTS_MAX},
    {.name = "max", .type = FIELD_INT, .help = "slots", .min = 1, .max = 9e15},
};

static int64_t scaled(const struct json *j, double scale, int64_t fallback)
{
    return j && json_kind(j) == JSON_NUMBER ? (int64_t)nearbyint(json_num(j, 0) * scale) : fallback;
}

/* ---- amounts: {"cpu": 3, …} ---- */

static int resource_find(const struct scenario *s, const char *name)
{
    for (int r = 0; r < s->n_resources; r++)
        if (strcmp(s->resource[r], name) == 0)
            return r;
    return -1;
}

static bool amount_ok(const struct json *j, const char *pointer, struct faults *faults)
{
    if (json_is_int(j) && json_int(j, -1) >= 0)
        return true;
    faults_add(faults, pointer, "range", "an integer from 0", "this amount is no such number");
    return false;
}

/* Fills to[r]; "tasks" goes to *tasks where that is allowed (not NULL). */
static void amounts_read(const struct scenario *s, const struct json *j, const char *pointer,
                         int64_t *to, int64_t *tasks, struct faults *faults)
{
    char at[256];
    for (const struct json *e = json_first(j); e; e = json_next(e)) {
        const char *name = json_name(e);
        int r = resource_find(s, name);
        json_pointer(at, pointer, name);
        if (tasks && strcmp(name, "tasks") == 0) {
            if (amount_ok(e, at, faults))
                *tasks = json_int(e, 0);
        } else if (r < 0) {
            const char *near = nearest_name(name, s->resource, s->n_resources);
            faults_add(faults, at, "unknown", "a name under /resources",
                       near ? "no resource \"%s\"; did you mean \"%s\"?" : "no resource \"%s\"",
                       name, near);
        } else if (amount_ok(e, at, faults)) {
            to[r] = json_int(e, 0);
        }
    }
}

static void resources_read(struct scenario *s, const struct json *j, bool with_jobs,
                           struct faults *faults)
{
    char at[256];
    for (const struct json *e = json_first(j); e; e = json_next(e)) {
        const char *name = json_name(e);
        json_pointer(at, "/resources", name);
        if (with_jobs && strcmp(name, "cpu") != 0 && strcmp(name, "gpu") != 0) {
            faults_add(faults, at, "unknown", "cpu, gpu", "jobs have no device \"%s\"", name);
        } else if (s->n_resources == SCENARIO_RESOURCES_MAX) {
            faults_add(faults, at, "range", "16 resources", "one resource too many");
        } else if (!json_is_int(e) || json_int(e, -1) < 0 || json_int(e, 0) > VIEW_SLOTS_MAX) {
            faults_add(faults, at, "range", "an integer 0..1073741824",
                       "this total is no such number");
        } else {
            s->resource[s->n_resources] = name;
            s->total[s->n_resources++] = json_int(e, 0);
        }
    }
}

/* ---- tenants ---- */

static struct scenario_tenant *tenant_find(const struct scenario *s, const char *name)
{
    for (int i = 0; i < s->n_tenants; i++)
        if (s->tenant[i].name && strcmp(s->tenant[i].name, name) == 0)
            return &s->tenant[i];
    return NULL;
}

static void tenant_read(struct scenario *s, struct scenario_tenant *t, const struct json *j,
                        const char *pointer, struct faults *faults)
{
    char at[256];
    if (json_check(j, pointer, tenant_fields, N_TENANT, faults))
        return;
    t->weight = json_int(json_get(j, "weight"), 1);
    t->usage = scaled(json_get(j, "usage"), VIEW_FRACTION, 0);
    t->running_max = json_int(json_get(j, "max_running_jobs"), LIMIT_NONE);
    t->memory_max = json_int(json_get(j, "memory_bytes"), LIMIT_NONE);
    t->credits = scaled(json_get(j, "credits"), 1e6, LIMIT_NONE);
    t->parent = json_str(json_get(j, "parent"), NULL);
    const struct json *task = json_get(j, "task"), *demand = json_get(j, "demand");
    t->has_task = json_count(task) > 0;
    amounts_read(s, json_get(j, "guarantee"), json_pointer(at, pointer, "guarantee"), t->guarantee,
                 NULL, faults);
    amounts_read(s, json_get(j, "max"), json_pointer(at, pointer, "max"), t->max, NULL, faults);
    amounts_read(s, task, json_pointer(at, pointer, "task"), t->task, NULL, faults);
    amounts_read(s, demand, json_pointer(at, pointer, "demand"), t->demand,
                 t->has_task ? &t->tasks : NULL, faults);
    const char *name = json_str(json_get(j, "name"), "");
    if (tenant_find(s, name))
        faults_add(faults, json_pointer(at, pointer, "name"), "duplicate", "a name of its own",
                   "a second tenant \"%s\"", name);
    t->name = name;
}

/* What one tenant cannot know alone: its parent, its children, and that all agree on tasks. */
static void tenant_relate(struct scenario *s, struct scenario_tenant *t, const char *pointer,
                          const struct json *j, bool with_jobs, struct faults *faults)
{
    char at[256];
    struct scenario_tenant *parent = t->parent ? tenant_find(s, t->parent) : NULL;
    if (t->parent && !parent)
        faults_add(faults, json_pointer(at, pointer, "parent"), "unknown", "a tenant's name",
                   "no tenant \"%s\"", t->parent);
    bool cycle = false;
    int steps = 0;
    for (struct scenario_tenant *a = parent; a; a = a->parent ? tenant_find(s, a->parent) : NULL)
        if (a == t || ++steps > s->n_tenants) {
            cycle = true;
            break;
        }
    if (cycle)
        faults_add(faults, json_pointer(at, pointer, "parent"), "cycle", "a tree",
                   "tenant \"%s\" is its own ancestor", t->name);
    if (t->has_children && json_count(json_get(j, "demand")) > 0 && !with_jobs)
        faults_add(faults, json_pointer(at, pointer, "demand"), "inner", "demand on leaves only",
                   "tenant \"%s\" has sub-tenants", t->name);
    if (!s->tasks)
        return;
    if (with_jobs || t->parent || json_count(json_get(j, "guarantee")) > 0 ||
        json_count(json_get(j, "max")) > 0)
        faults_add(faults, json_pointer(at, pointer, "task"), "task",
                   "tasks in a flat scenario without guarantee and max, in divide only",
                   "tenant \"%s\" has more than that", t->name);
    else if (!t->has_task)
        faults_add(faults, json_pointer(at, pointer, "task"), "required", "a task for every tenant",
                   "tenant \"%s\" has none", t->name);
}

static int tenants_read(struct scenario *s, const struct json *j, bool with_jobs,
                        struct faults *faults)
{
    int n = json_count(j);
    s->tenant = calloc((size_t)n + 1, sizeof *s->tenant);
    if (!s->tenant)
        return ERR_NO_MEMORY;
    char at[256];
    int before = faults->n;
    for (const struct json *e = json_first(j); e; e = json_next(e)) {
        struct scenario_tenant *t = &s->tenant[s->n_tenants++];
        for (int r = 0; r < SCENARIO_RESOURCES_MAX; r++)
            t->max[r] = LIMIT_NONE;
        snprintf(at, sizeof at, "/tenants/%d", s->n_tenants - 1);
        tenant_read(s, t, e, at, faults);
        s->tasks |= t->has_task;
    }
    if (faults->n > before)
        return 0;
    for (int i = 0; i < n; i++) {
        struct scenario_tenant *p =
            s->tenant[i].parent ? tenant_find(s, s->tenant[i].parent) : NULL;
        if (p)
            p->has_children = true;
    }
    int i = 0;
    for (const struct json *e = json_first(j); e; e = json_next(e), i++) {
        snprintf(at, sizeof at, "/tenants/%d", i);
        tenant_relate(s, &s->tenant[i], at, e, with_jobs, faults);
    }
    return 0;
}

/* ---- jobs ---- */

/* slots, width and quote: a quote in seconds is at the present width of a run, and at the widest
 * of a job that waits. */
static void job_size_read(struct job_spec *job, const struct json *j, const char *pointer,
                          struct faults *faults)
{
    char at[256];
    const struct json *slots = json_get(j, "slots");
    if (slots && json_check(slots, json_pointer(at, pointer, "slots"), slots_fields, 2, faults))
        return;
    job->min = json_int(json_get(slots, "min"), 1);
    job->max = json_int(json_get(slots, "max"), job->min);
    if (job->max < job->min)
        faults_add(faults, json_pointer(at, pointer, "slots"), "range", "min <= max",
                   "min %lld is above max %lld", (long long)job->min, (long long)job->max);
    if (job->max > VIEW_SLOTS_MAX)
        job->max = VIEW_SLOTS_MAX;
    bool running = strcmp(json_str(json_get(j, "state"), "queued"), "running") == 0;
    job->width = running ? json_int(json_get(j, "width"), job->min) : 0;
    if (running && job->width < 1)
        faults_add(faults, json_pointer(at, pointer, "width"), "range", "1 or more",
                   "a running job holds a slot");
    int64_t quote_ms = scaled(json_get(j, "remaining_s"), 1000, -1);
    if (quote_ms >= 0)
        job->work = quote_ms * (running ? job->width : job->max < 1000000 ? job->max : 1000000);
}

static void job_read(struct scenario *s, struct job_spec *job, const struct json *j,
                     const char *pointer, struct faults *faults)
{
    char at[256];
    job_spec_init(job);
    if (json_check(j, pointer, job_fields, N_JOB, faults))
        return;
    job->id = json_str(json_get(j, "id"), "");
    job->leaf = json_str(json_get(j, "tenant"), "");
    job->kind = strcmp(json_str(json_get(j, "device"), "cpu"), "gpu") == 0 ? SLOT_GPU : SLOT_CPU;
    job->priority = json_int(json_get(j, "priority"), 0);
    job->submitted = scaled(json_get(j, "submitted"), 1000, 0);
    job->started = scaled(json_get(j, "started"), 1000, 0);
    job->memory = json_int(json_get(j, "memory_bytes"), 0);
    job->credits = scaled(json_get(j, "credits"), 1e6, 0);
    job_size_read(job, j, pointer, faults);
    const struct scenario_tenant *t = tenant_find(s, job->leaf);
    if (!t || t->has_children)
        faults_add(faults, json_pointer(at, pointer, "tenant"), "unknown",
                   "a tenant without sub-tenants",
                   t ? "tenant \"%s\" has sub-tenants" : "no tenant \"%s\"", job->leaf);
    for (int i = 0; i < s->n_jobs; i++)
        if (s->job[i].id && &s->job[i] != job && strcmp(s->job[i].id, job->id) == 0)
            faults_add(faults, json_pointer(at, pointer, "id"), "duplicate", "an id of its own",
                       "a second job \"%s\"", job->id);
}

static int jobs_read(struct scenario *s, const struct json *j, struct faults *faults)
{
    s->job = calloc((size_t)json_count(j) + 1, sizeof *s->job);
    if (!s->job)
        return ERR_NO_MEMORY;
    char at[256];
    for (const struct json *e = json_first(j); e; e = json_next(e)) {
        snprintf(at, sizeof at, "/jobs/%d", s->n_jobs);
        s->n_jobs++;
        job_read(s, &s->job[s->n_jobs - 1], e, at, faults);
    }
    return 0;
}

/* ---- the whole ---- */

int scenario_read(struct scenario *s, const char *text, size_t n, bool with_jobs,
                  struct faults *faults)
{
    struct err err = {0};
    *s = (struct scenario){.k = VIEW_FRACTION};
    s->json = json_parse(text, n, &err);
    if (!s->json) {
        faults_add(faults, "", "json", NULL, "%s", err.text);
        return ERR_INVALID;
    }
    if (json_check(s->json, "", top_fields, with_jobs ? N_TOP : N_TOP_DIVIDE, faults))
        return ERR_INVALID;
    s->k = scaled(json_get(s->json, "k"), VIEW_FRACTION, VIEW_FRACTION);
    s->now_ms = scaled(json_get(s->json, "now"), 1000, 0);
    s->quantum_ms = scaled(json_get(s->json, "quantum_s"), 1000, 10000);
    resources_read(s, json_get(s->json, "resources"), with_jobs, faults);
    int rc = faults->n ? 0 : tenants_read(s, json_get(s->json, "tenants"), with_jobs, faults);
    if (!rc && !faults->n)
        rc = jobs_read(s, json_get(s->json, "jobs"), faults);
    if (rc == ERR_NO_MEMORY)
        faults_add(faults, "", "memory", NULL, "out of memory");
    return faults->n ? ERR_INVALID : 0;
}

void scenario_done(struct scenario *s)
{
    free(s->tenant);
    free(s->job);
    json_free(s->json);
    *s = (struct scenario){0};
}

/* ---- into a view ---- */

static int tenant_put(struct view *v, const struct scenario *s, int i, int r_cpu, int r_gpu,
                      struct err *err)
{
    const struct scenario_tenant *t = &s->tenant[i];
    int r_of[SLOT_KINDS] = {r_cpu, r_gpu};
    struct tenant_spec spec;
    tenant_spec_init(&spec);
    spec.id = t->name;
    spec.parent = t->parent;
    spec.order = i;
    spec.weight = t->weight;
    spec.limit[RES_JOBS] = t->running_max;
    spec.limit[RES_MEMORY] = t->memory_max;
    spec.limit[RES_CREDITS] = t->credits;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        spec.guarantee[k] = r_of[k] < 0 ? 0 : t->guarantee[r_of[k]];
        spec.limit[k] = r_of[k] < 0 ? LIMIT_NONE : t->max[r_of[k]];
    }
    int rc = view_tenant_check(v, &spec, err);
    if (!rc)
        rc = view_tenant_put(v, &spec, err);
    for (enum slot_kind k = 0; !rc && k < SLOT_KINDS; k++)
        rc = view_usage_set(v, t->name, k, t->usage, err);
    return rc;
}

/* Parents first, whatever the order of the array, which is age. */
static void tenants_put(struct view *v, const struct scenario *s, int r_cpu, int r_gpu,
                        struct faults *faults)
{
    bool more = true;
    char at[256];
    while (more && !faults->n) {
        more = false;
        for (int i = 0; i < s->n_tenants; i++) {
            const struct scenario_tenant *t = &s->tenant[i];
            if (view_node_find(v, t->name) || (t->parent && !view_node_find(v, t->parent)))
                continue;
            struct err err = {0};
            snprintf(at, sizeof at, "/tenants/%d", i);
            if (tenant_put(v, s, i, r_cpu, r_gpu, &err))
                faults_add(faults, at, "conflict", NULL, "%s", err.text);
            more = true;
        }
    }
}

/* Guarantees are checked against each other, not against the machine: a scenario is a state, and
 * a machine may have shrunk since the guarantees were given. */
struct view *scenario_view(const struct scenario *s, int r_cpu, int r_gpu, struct faults *faults)
{
    struct view_settings set;
    view_settings_init(&set);
    set.k = s->k;
    set.quantum_ms = s->quantum_ms;
    set.slots[SLOT_CPU] = set.slots[SLOT_GPU] = VIEW_SLOTS_MAX;
    struct view *v = view_new(&set);
    if (!v)
        return NULL;
    tenants_put(v, s, r_cpu, r_gpu, faults);
    set.slots[SLOT_CPU] = r_cpu < 0 ? 0 : s->total[r_cpu];
    set.slots[SLOT_GPU] = r_gpu < 0 ? 0 : s->total[r_gpu];
    view_settings_set(v, &set, NULL);
    view_now_set(v, s->now_ms);
    if (faults->n) {
        view_free(v);
        return NULL;
    }
    return v;
}
