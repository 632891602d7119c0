/* mirror.c - store rows into view puts, and each put into the record. */
#include "server/run/mirror.h"
#include "server/record/write.h"
#include "server/base/clock.h"
#include "server/base/json.h"
#include "server/sched/usage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct names {
    char **v;
    int n;
};

struct mirror {
    struct view *view;
    struct view_settings settings;
    struct record *record;
    struct names tenants, users; /* ids in the view, for finding those that are gone */
    int64_t gpu_rate_micro;
    bool metered;
};

/* ---- the record ---- */

char *mirror_take_record(struct mirror *m, bool whole)
{
    if (whole)
        record_whole(m->record, m->view);
    return record_take(m->record, view_now(m->view));
}

int mirror_recorded(const struct mirror *m)
{
    return record_count(m->record);
}

/* ---- settings and time ---- */

/* 4/5 of the machine's memory for arenas: the rest is for mapped datasets and the daemon itself. */
static int64_t machine_memory(void)
{
    return (int64_t)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE) / 5 * 4;
}

struct mirror *mirror_new(const struct run_options *options, struct err *err)
{
    struct mirror *m = calloc(1, sizeof *m);
    if (m) {
        struct view_settings *s = &m->settings;
        view_settings_init(s);
        m->gpu_rate_micro = llround(options->gpu_credit_rate * CREDIT_MICRO);
        s->slots[SLOT_CPU] = options->cpu_slots;
        s->slots[SLOT_GPU] = options->gpu_slots;
        s->memory = machine_memory();
        s->k = (int64_t)llround(options->history_k * VIEW_FRACTION);
        s->half_life_ms = options->history_half_life_ms;
        s->quantum_ms = options->quantum_ms;
        s->turn_ms = options->turn_ms;
        m->view = view_new(s);
        m->record = record_new();
    }
    if (!m || !m->view || !m->record) {
        err_set(err, ERR_NO_MEMORY, "out of memory");
        mirror_free(m);
        return NULL;
    }
    record_new_view(m->record);
    record_settings(m->record, &m->settings);
    return m;
}

static void names_done(struct names *names)
{
    for (int i = 0; i < names->n; i++)
        free(names->v[i]);
    free(names->v);
    *names = (struct names){0};
}

void mirror_free(struct mirror *m)
{
    if (!m)
        return;
    view_free(m->view);
    record_free(m->record);
    names_done(&m->tenants);
    names_done(&m->users);
    free(m);
}

struct view *mirror_view(struct mirror *m)
{
    return m->view;
}

int mirror_slots(struct mirror *m, const int64_t slots[SLOT_KINDS], struct err *err)
{
    struct view_settings s = m->settings;
    memcpy(s.slots, slots, sizeof s.slots);
    int rc = view_settings_set(m->view, &s, err);
    if (rc)
        return rc;
    m->settings = s;
    record_settings(m->record, &m->settings);
    return 0;
}

void mirror_now(struct mirror *m, int64_t boot_ms)
{
    view_now_set(m->view, boot_ms);
}

/* ---- tenants and users ---- */

/* What a tenant has left, as a limit of the view. */
static int64_t credit_of(const struct credit_list *credits, const char *tenant)
{
    for (int i = 0; credits && i < credits->n; i++)
        if (!strcmp(credits->v[i].tenant, tenant))
            return credits->v[i].left_micro;
    return LIMIT_NONE;
}

bool mirror_metered(const struct mirror *m)
{
    return m->metered;
}

static int put_tenant(struct mirror *m, const struct tenant_row *row, const struct quota_row *q,
                      const struct credit_list *credits, int64_t order, struct err *err)
{
    struct tenant_spec t;
    tenant_spec_init(&t);
    t.id = row->id;
    t.parent = row->parent;
    t.order = order;
    t.weight = row->weight;
    for (int k = 0; k < SLOT_KINDS && q; k++) {
        t.guarantee[k] = q->guarantee[k] > 0 ? q->guarantee[k] : 0;
        t.limit[k] = q->max[k] == QUOTA_NONE ? LIMIT_NONE : q->max[k];
    }
    if (q && q->max_running_jobs != QUOTA_NONE)
        t.limit[RES_JOBS] = q->max_running_jobs;
    t.limit[RES_CREDITS] = credit_of(credits, row->id);
    int rc = view_tenant_put(m->view, &t, err);
    if (!rc)
        record_tenant(m->record, &t);
    return rc;
}

static const struct quota_row *quota_of(const struct quota_list *quotas, const char *tenant)
{
    for (int i = 0; i < quotas->n; i++)
        if (!strcmp(quotas->v[i].tenant, tenant))
            return &quotas->v[i];
    return NULL;
}

static bool names_add(struct names *names, const char *id)
{
    char **v = realloc(names->v, (size_t)(names->n + 1) * sizeof *v);
    if (!v)
        return false;
    names->v = v;
    v[names->n] = strdup(id);
    return v[names->n++] != NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Removes from the view what was there before and is not now; children come after their parents,
 * so from the end. A node that still holds a job stays until the job is gone. */
static void sweep(struct mirror *m, struct names *before, struct names *now)
{
    struct names sorted = {malloc((size_t)(now->n + 1) * sizeof(char *)), now->n};
    if (sorted.v) {
        if (now->n)
            memcpy(sorted.v, now->v, (size_t)now->n * sizeof(char *));
        qsort(sorted.v, (size_t)sorted.n, sizeof(char *), by_text);
        for (int i = before->n - 1; i >= 0; i--) {
            if (bsearch(&before->v[i], sorted.v, (size_t)sorted.n, sizeof(char *), by_text))
                continue;
            if (!view_node_remove(m->view, before->v[i], NULL))
                record_last(m->record, "remove_node", before->v[i], before->v[i]);
        }
    }
    free(sorted.v);
    names_done(before);
    *before = *now;
    *now = (struct names){0};
}

static int load_tenants(struct mirror *m, struct reader *r, struct names *seen, struct err *err)
{
    struct tenant_list tenants = {0};
    struct quota_list quotas = {0};
    struct credit_list credits = {0};
    int rc = store_tenant_all(r, &tenants, err);
    if (!rc)
        rc = store_quota_all(r, &quotas, err);
    if (!rc)
        rc = store_credit_all(r, m->gpu_rate_micro, clock_day(clock_wall_ms()), &credits, err);
    m->metered = credits.n > 0;
    /* First without guarantees and limits, then with them: so no order of changes is refused. */
    for (int round = 0; round < 2 && !rc; round++) {
        for (int i = 0; i < tenants.n && !rc; i++) {
            const struct tenant_row *t = &tenants.v[i];
            rc = put_tenant(m, t, round ? quota_of(&quotas, t->id) : NULL, round ? &credits : NULL,
                            i, err);
        }
    }
    for (int i = 0; i < tenants.n && !rc; i++)
        if (!names_add(seen, tenants.v[i].id))
            rc = err_set(err, ERR_NO_MEMORY, "out of memory");
    credit_list_done(&credits);
    quota_list_done(&quotas);
    tenant_list_done(&tenants);
    return rc;
}

static int load_users(struct mirror *m, struct reader *r, struct names *seen, struct err *err)
{
    struct user_list users = {0};
    int rc = store_user_all(r, &users, err);
    for (int i = 0; i < users.n && !rc; i++) {
        const struct user_row *u = &users.v[i];
        bool known = view_node_find(m->view, u->id) != NULL;
        if (!known && !(rc = view_user_put(m->view, u->id, u->tenant, i, err)))
            record_user(m->record, u->id, u->tenant, i);
        if (!rc && !names_add(seen, u->id))
            rc = err_set(err, ERR_NO_MEMORY, "out of memory");
    }
    user_list_done(&users);
    return rc;
}

int mirror_tenants(struct mirror *m, struct reader *r, struct err *err)
{
    struct names tenants = {0}, users = {0};
    int rc = load_tenants(m, r, &tenants, err);
    if (!rc)
        rc = load_users(m, r, &users, err);
    if (!rc) {
        sweep(m, &m->users, &users);
        sweep(m, &m->tenants, &tenants);
    }
    names_done(&tenants);
    names_done(&users);
    return rc;
}

/* ---- past use ---- */

struct account {
    const char *id;
    struct usage use[SLOT_KINDS];
};

struct books {
    struct mirror *m;
    struct account *v;
    int n;
    int64_t now; /* wall ms */
};

static int account_order(const void *a, const void *b)
{
    return strcmp(((const struct account *)a)->id, ((const struct account *)b)->id);
}

static void charge(struct books *b, const char *id, const struct run_piece *p)
{
    struct account key = {.id = id};
    struct account *a = bsearch(&key, b->v, (size_t)b->n, sizeof *b->v, account_order);
    if (!a)
        return;
    /* ∫ w · ln2/H · 2^(-age/H) over the piece, in closed form */
    double half = (double)b->m->settings.half_life_ms;
    double from = exp2(-(double)(b->now - p->from) / half);
    double to = exp2(-(double)(b->now - p->to) / half);
    a->use[p->device].value += p->width * (to - from);
    a->use[p->device].slot_ms += p->width * (p->to - p->from);
}

/* A piece counts for its user and for every tenant above her. */
static int charge_piece(void *arg, const struct run_piece *p)
{
    struct books *b = arg;
    charge(b, p->user, p);
    for (struct view_node *n = view_node_find(b->m->view, p->tenant); n; n = node_parent(n))
        if (node_type(n) == NODE_TENANT)
            charge(b, node_id(n), p);
    return 0;
}

/* 20 half-lives: a slot held that long ago counts a millionth. */
enum { HALF_LIVES = 20 };

static int load_usage(struct mirror *m, struct reader *r, struct err *err)
{
    struct books b = {m, calloc((size_t)(m->tenants.n + m->users.n + 1), sizeof *b.v), 0,
                      clock_wall_ms()};
    if (!b.v)
        return err_set(err, ERR_NO_MEMORY, "out of memory");
    for (int i = 0; i < m->tenants.n; i++)
        b.v[b.n++].id = m->tenants.v[i];
    for (int i = 0; i < m->users.n; i++)
        b.v[b.n++].id = m->users.v[i];
    qsort(b.v, (size_t)b.n, sizeof *b.v, account_order);
    int64_t boot = clock_boot_ms();
    int rc = store_run_piece_each(r, NULL, b.now - HALF_LIVES * m->settings.half_life_ms, boot,
                                  charge_piece, &b, err);
    for (int i = 0; i < b.n && !rc; i++) {
        for (int k = 0; k < SLOT_KINDS && !rc; k++) {
            b.v[i].use[k].at_ms = boot;
            rc = view_usage_load(m->view, b.v[i].id, (enum slot_kind)k, &b.v[i].use[k], err);
        }
    }
    free(b.v);
    return rc;
}

int mirror_load(struct mirror *m, struct reader *r, struct err *err)
{
    view_now_set(m->view, clock_boot_ms());
    int rc = mirror_tenants(m, r, err);
    return rc ? rc : load_usage(m, r, err);
}

void mirror_turn(struct mirror *m)
{
    view_turn(m->view);
    record_turn(m->record, m->view);
}

/* ---- jobs ---- */

/* What a job has yet to cost: all of its quote, or the rest of one that has been at work. */
static int64_t credits_to_come(const struct mirror *m, const struct job_brief *job)
{
    bool gpu = job->device == STORE_GPU;
    if (job->remaining_ms < 0)
        return job->credits_micro;
    int64_t rest =
        credits_of(gpu ? 0 : job->remaining_ms, gpu ? job->remaining_ms : 0, m->gpu_rate_micro);
    return rest < job->credits_micro ? rest : job->credits_micro;
}

int mirror_job(struct mirror *m, struct reader *r, const struct job_brief *job, int64_t width,
               int64_t started, struct err *err)
{
    struct job_spec j;
    job_spec_init(&j);
    j.id = job->id;
    j.leaf = job->user;
    j.kind = (enum slot_kind)job->device;
    /* No job is given more slots than it has lanes. */
    int64_t lanes = job->lanes > 0 ? job->lanes : 1;
    j.max = job->slots_max < lanes ? job->slots_max : lanes;
    j.min = job->slots_min < j.max ? job->slots_min : j.max;
    j.width = width;
    j.priority = job->priority;
    j.submitted = job->created_at;
    j.started = started;
    j.memory = job->memory_bytes;
    j.credits = credits_to_come(m, job);
    j.work = j.work_p90 = job->remaining_ms;
    if (job->max_runtime_ms > 0)
        j.runtime_left = job->max_runtime_ms > job->run_ms ? job->max_runtime_ms - job->run_ms : 0;
    int rc = view_job_put(m->view, &j, err);
    if (rc == ERR_NOT_FOUND && !(rc = mirror_tenants(m, r, err)))
        rc = view_job_put(m->view, &j, err); /* its user is new */
    if (!rc)
        record_job(m->record, &j, view_now(m->view));
    return rc;
}

void mirror_job_remove(struct mirror *m, const char *id)
{
    if (!view_job_find(m->view, id))
        return;
    view_job_remove(m->view, id);
    record_last(m->record, "remove_job", id, id);
}
