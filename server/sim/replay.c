/* replay.c - the event loop of `sim replay`, and what it counts. */
#include "server/sim/replay.h"

#include "server/base/json.h"
#include "server/sched/divide.h"
#include "server/sched/usage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* ---- coming ends: a binary heap; an entry whose version is old is skipped ---- */

static bool end_before(const struct coming_end *a, const struct coming_end *b)
{
    return a->at != b->at ? a->at < b->at : a->job < b->job;
}

static void end_push(struct replay *r, struct coming_end e)
{
    if (r->n_ends == r->ends_room) {
        int room = r->ends_room ? r->ends_room * 2 : 256;
        struct coming_end *end = realloc(r->end, (size_t)room * sizeof *end);
        if (!end) {
            r->out_of_memory = true;
            return;
        }
        r->end = end;
        r->ends_room = room;
    }
    int i = r->n_ends++;
    for (; i > 0 && end_before(&e, &r->end[(i - 1) / 2]); i = (i - 1) / 2)
        r->end[i] = r->end[(i - 1) / 2];
    r->end[i] = e;
}

static void end_pop(struct replay *r)
{
    struct coming_end e = r->end[--r->n_ends];
    int i = 0;
    for (int c; (c = 2 * i + 1) < r->n_ends; i = c) {
        if (c + 1 < r->n_ends && end_before(&r->end[c + 1], &r->end[c]))
            c++;
        if (!end_before(&r->end[c], &e))
            break;
        r->end[i] = r->end[c];
    }
    r->end[i] = e;
}

/* The next run to end, or NULL. */
static const struct coming_end *end_first(struct replay *r)
{
    while (r->n_ends && r->job[r->end[0].job].version != r->end[0].version)
        end_pop(r);
    return r->n_ends ? &r->end[0] : NULL;
}

/* ---- widths ---- */

int64_t replay_end(const struct replay *r, int job)
{
    const struct replay_job *j = &r->job[job];
    return j->since + j->left / j->width + (j->left % j->width != 0);
}

/* What the run did since `since` is done. */
static void settle(struct replay *r, int job)
{
    struct replay_job *j = &r->job[job];
    int64_t gone = r->now - j->since, work = gone * j->width;
    if (j->width > 0)
        j->ran_ms += gone;
    j->left = j->left > work ? j->left - work : 0;
    j->since = r->now;
}

void replay_set_width(struct replay *r, int job, int64_t width)
{
    struct replay_job *j = &r->job[job];
    settle(r, job);
    r->free[r->t->job[job].kind] -= width - j->width;
    if (width == 0)
        r->preemptions++;
    j->width = width;
    j->version++;
    if (width > 0)
        end_push(r, (struct coming_end){replay_end(r, job), job, j->version});
}

/* ---- events ---- */

/* Nodes go by their number: names are unique among siblings only. */
static void tenant_id(int tenant, char id[16])
{
    snprintf(id, 16, "t%d", tenant);
}

/* Where the tenant's jobs hang. */
static void leaf_id(const struct replay *r, int tenant, char id[16])
{
    snprintf(id, 16, "%c%d", r->t->tree ? 'u' : 't', tenant);
}

static void name_of(int job, char id[16])
{
    snprintf(id, 16, "%010d", job);
}

/* The fewest slots the job runs with: only the fair policy knows of fewer than requested. */
static int64_t fewest(const struct replay *r, const struct trace_job *t)
{
    if (r->o->policy != &policy_fair)
        return t->slots;
    return r->o->elastic ? 1 : t->min > 0 ? t->min : t->slots;
}

/* Whether the machine, or under the fair policy a max above the job, is too narrow for it. */
static bool is_refused(const struct replay *r, const struct trace_job *t)
{
    int64_t least = fewest(r, t);
    if (least > r->o->slots[t->kind])
        return true;
    for (int i = t->tenant; i >= 0 && r->o->policy == &policy_fair; i = r->t->tenant[i].parent)
        if (least > r->t->tenant[i].limit[t->kind] || r->t->tenant[i].limit[RES_JOBS] == 0)
            return true;
    return false;
}

static void job_arrives(struct replay *r, int job)
{
    const struct trace_job *t = &r->t->job[job];
    struct job_spec s;
    char id[16], leaf[16];
    if (is_refused(r, t)) {
        r->refused++;
        return;
    }
    name_of(job, id);
    job_spec_init(&s);
    s.id = id;
    leaf_id(r, t->tenant, leaf);
    s.leaf = leaf;
    s.kind = t->kind;
    s.max = t->slots;
    s.min = fewest(r, t);
    s.priority = t->priority;
    s.submitted = t->submit_ms;
    s.work = t->slots * t->duration_ms;
    r->job[job] =
        (struct replay_job){.left = s.work, .since = r->now, .finish = -1, .in_system = true};
    if (view_job_put(r->v, &s, NULL))
        r->out_of_memory = true;
    r->present++;
    r->o->policy->arrive(r, job);
}

static void job_finishes(struct replay *r, int job)
{
    struct replay_job *j = &r->job[job];
    char id[16];
    settle(r, job);
    r->free[r->t->job[job].kind] += j->width;
    j->width = 0;
    j->version++;
    j->finish = r->last_finish = r->now;
    j->in_system = false;
    r->present--;
    r->o->policy->finish(r, job);
    name_of(job, id);
    view_job_remove(r->v, id);
}

/* Adds what was held and what was due between the last event and `at`. */
static void count_until(struct replay *r, int64_t at)
{
    double gone = (double)(at - r->now);
    for (int i = 0; r->present && gone > 0 && i < r->t->n_tenants; i++) {
        const struct view_node *n = r->leaf[i];
        for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
            if (node_demand(n, k))
                r->entitled[i] += (double)node_share(n, k).entitled * gone;
    }
    r->now = at;
    view_now_set(r->v, at);
}

static int64_t next_time(struct replay *r)
{
    const struct coming_end *e = end_first(r);
    int64_t at = e ? e->at : TIME_UNKNOWN;
    if (r->next < r->t->n_jobs && r->t->job[r->next].submit_ms < at)
        at = r->t->job[r->next].submit_ms;
    if (r->present && r->o->set.k > 0 && r->turn_at < at)
        at = r->turn_at;
    int64_t wake = r->present && r->o->policy->wake ? r->o->policy->wake(r) : TIME_UNKNOWN;
    return wake < at ? wake : at;
}

/* U is read every turn while somebody is there; turns nobody saw are skipped. */
static void turn(struct replay *r)
{
    if (r->o->set.k == 0 || r->now < r->turn_at)
        return;
    view_turn(r->v);
    r->turn_at += ((r->now - r->turn_at) / r->o->set.turn_ms + 1) * r->o->set.turn_ms;
}

static bool advance(struct replay *r)
{
    int64_t at = next_time(r);
    if (at == TIME_UNKNOWN)
        return false;
    count_until(r, at);
    const struct coming_end *e;
    while ((e = end_first(r)) && e->at <= at) {
        int job = e->job;
        end_pop(r);
        job_finishes(r, job);
    }
    for (; r->next < r->t->n_jobs && r->t->job[r->next].submit_ms <= at; r->next++)
        job_arrives(r, r->next);
    turn(r);
    r->decisions++;
    r->o->policy->decide(r);
    divide(r->v);
    return !r->out_of_memory;
}

/* ---- the answer ---- */

struct summary {
    int64_t n, jct_sum, wait_sum, makespan;
    int64_t *jct; /* sorted */
    double used_all;
};

static int ms_cmp(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static bool summarise(const struct replay *r, struct summary *s)
{
    *s = (struct summary){.jct = malloc(((size_t)r->t->n_jobs + 1) * sizeof *s->jct)};
    for (int i = 0; s->jct && i < r->t->n_jobs; i++) {
        const struct replay_job *j = &r->job[i];
        if (j->finish < 0)
            continue;
        int64_t jct = j->finish - r->t->job[i].submit_ms;
        double work = (double)r->t->job[i].slots * (double)r->t->job[i].duration_ms;
        s->jct[s->n++] = jct;
        s->jct_sum += jct;
        s->wait_sum += jct - j->ran_ms;
        s->used_all += work;
        r->used[r->t->job[i].tenant] += work;
    }
    if (s->n)
        qsort(s->jct, (size_t)s->n, sizeof *s->jct, ms_cmp);
    s->makespan = s->n ? r->last_finish - r->t->job[0].submit_ms : 0;
    return s->jct != NULL;
}

/* The value that p percent of the jobs do not exceed: the nearest rank. */
static double percentile_s(const struct summary *s, int p)
{
    return s->n ? (double)s->jct[(s->n * p + 99) / 100 - 1] / 1000 : 0;
}

/* Jain's index of use / entitlement over the tenants that were entitled to anything. */
static double jain(const struct replay *r)
{
    double sum = 0, squares = 0;
    int n = 0;
    for (int i = 0; i < r->t->n_tenants; i++) {
        if (r->entitled[i] <= 0)
            continue;
        double x = r->used[i] / r->entitled[i];
        sum += x;
        squares += x * x;
        n++;
    }
    return squares > 0 ? sum * sum / (n * squares) : 1;
}

static double worst_rho(const struct replay *r)
{
    double worst = 0;
    for (int i = 0; i < r->t->n_tenants; i++) {
        double shared = 0;
        for (int j = 0; j < r->t->n_jobs; j++)
            if (r->t->job[j].tenant == i && r->job[j].finish >= 0)
                shared += (double)(r->job[j].finish - r->t->job[j].submit_ms);
        double alone = replay_alone_ms(r->t, r->o, i);
        if (alone > 0 && shared / alone > worst)
            worst = shared / alone;
    }
    return worst;
}

static double ratio(double a, double b)
{
    return b > 0 ? a / b : 0;
}

static struct json *answer(const struct replay *r, double seconds, struct err *err)
{
    struct summary s;
    struct rusage usage;
    if (!summarise(r, &s)) {
        err_set(err, ERR_NO_MEMORY, "no memory for %d jobs", r->t->n_jobs);
        return NULL;
    }
    double slots = (double)(r->o->slots[SLOT_CPU] + r->o->slots[SLOT_GPU]);
    struct json *j = json_new_object();
    getrusage(RUSAGE_SELF, &usage);
    json_add_str(j, "policy", r->o->policy->name);
    json_add_int(j, "jobs", s.n);
    json_add_int(j, "refused", r->refused);
    json_add_num(j, "makespan_s", (double)s.makespan / 1000);
    json_add_num(j, "jct_sum_s", (double)s.jct_sum / 1000);
    json_add_num(j, "jct_mean_s", ratio((double)s.jct_sum / 1000, (double)s.n));
    json_add_num(j, "jct_p50_s", percentile_s(&s, 50));
    json_add_num(j, "jct_p99_s", percentile_s(&s, 99));
    json_add_num(j, "wait_mean_s", ratio((double)s.wait_sum / 1000, (double)s.n));
    json_add_num(j, "utilisation", ratio(s.used_all, slots * (double)s.makespan));
    json_add_num(j, "jain", jain(r));
    json_add_num(j, "worst_tenant_rho", worst_rho(r));
    json_add_int(j, "preemptions", r->preemptions);
    json_add_int(j, "steps_lost", 0); /* a preempted job goes on where it stopped */
    json_add_int(j, "decisions", r->decisions);
    json_add_num(j, "decisions_per_s", ratio((double)r->decisions, seconds));
    json_add_num(j, "peak_rss_mb", (double)usage.ru_maxrss / 1024);
    free(s.jct);
    return j;
}

/* ---- the whole ---- */

static int tenants_put(struct replay *r, struct err *err)
{
    for (int i = 0; i < r->t->n_tenants; i++) {
        const struct trace_tenant *t = &r->t->tenant[i];
        struct tenant_spec s;
        char id[16], parent[16], leaf[16];
        tenant_id(i, id);
        tenant_id(t->parent, parent);
        leaf_id(r, i, leaf);
        tenant_spec_init(&s);
        s.id = id;
        s.parent = t->parent < 0 ? NULL : parent;
        s.order = i;
        s.weight = t->weight;
        memcpy(s.guarantee, t->guarantee, sizeof s.guarantee);
        memcpy(s.limit, t->limit, sizeof s.limit);
        int rc = view_tenant_check(r->v, &s, err);
        rc = rc ? rc : view_tenant_put(r->v, &s, err);
        if (!rc && r->t->tree)
            rc = view_user_put(r->v, leaf, id, i, err);
        if (rc)
            return err_wrap(err, "tenant %s: ", t->name);
        r->leaf[i] = view_node_find(r->v, leaf);
    }
    return 0;
}

static int replay_open(struct replay *r, struct err *err)
{
    size_t jobs = (size_t)r->t->n_jobs + 1, tenants = (size_t)r->t->n_tenants + 1;
    struct view_settings set = r->o->set;
    memcpy(set.slots, r->o->slots, sizeof set.slots);
    memcpy(r->free, r->o->slots, sizeof r->free);
    plan_init(&r->plan);
    r->v = view_new(&set);
    r->job = calloc(jobs, sizeof *r->job);
    r->used = calloc(tenants, sizeof *r->used);
    r->entitled = calloc(tenants, sizeof *r->entitled);
    r->leaf = calloc(tenants, sizeof *r->leaf);
    if (!r->v || !r->leaf || !r->job || !r->used || !r->entitled || r->o->policy->open(r))
        return err_set(err, ERR_NO_MEMORY, "no memory for %d jobs", r->t->n_jobs);
    for (int i = 0; i < r->t->n_jobs; i++)
        r->job[i].finish = -1;
    r->now = r->t->n_jobs ? r->t->job[0].submit_ms : 0;
    r->turn_at = r->now + set.turn_ms;
    view_now_set(r->v, r->now);
    return tenants_put(r, err);
}

static void replay_close(struct replay *r)
{
    r->o->policy->close(r);
    plan_done(&r->plan);
    view_free(r->v);
    free(r->job);
    free(r->leaf);
    free(r->used);
    free(r->entitled);
    free(r->end);
}

static double clock_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct json *replay_run(const struct trace *t, const struct replay_options *o, struct err *err)
{
    struct replay r = {.t = t, .o = o};
    struct json *j = NULL;
    double from = clock_s();
    if (!replay_open(&r, err)) {
        while (advance(&r))
            ;
        if (r.out_of_memory)
            err_set(err, ERR_NO_MEMORY, "no memory for the replay");
        else
            j = answer(&r, clock_s() - from, err);
    }
    replay_close(&r);
    return j;
}
