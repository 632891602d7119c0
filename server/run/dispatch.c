/* dispatch.c - holders in the order of their grants; one transaction for all that changes now. */
#include "server/run/dispatch.h"
#include "server/base/clock.h"
#include "server/base/log.h"

#include <stdlib.h>
#include <string.h>

struct holder *dispatch_find(const struct dispatch *d, const char *job)
{
    for (struct holder *h = d->first; h; h = h->next)
        if (!strcmp(h->id, job))
            return h;
    return NULL;
}

void dispatch_drop(struct dispatch *d, const char *job)
{
    for (struct holder **p = &d->first; *p; p = &(*p)->next) {
        struct holder *h = *p;
        if (strcmp(h->id, job))
            continue;
        *p = h->next;
        team_release(h->team);
        free(h->path);
        free(h);
        return;
    }
}

/* Nodes that can have limits: tenants, and the machine. */
static bool path_read(struct holder *h, const struct view_job *job)
{
    int depth = 0;
    const struct view_node *n;
    for (n = job_leaf(job); n; n = node_parent(n))
        depth++;
    h->path = calloc((size_t)depth, sizeof *h->path);
    for (n = job_leaf(job); h->path && n; n = node_parent(n))
        if (node_type(n) == NODE_TENANT || node_type(n) == NODE_ROOT)
            strncpy(h->path[h->n_path++].node, node_id(n), ID_MAX - 1);
    return h->path;
}

static struct holder *grant(struct dispatch *d, const struct view_job *granted, int64_t boot_ms)
{
    const struct job_spec *job = job_spec(granted);
    struct holder *h = calloc(1, sizeof *h), **end = &d->first;
    if (!h || !path_read(h, granted)) {
        free(h);
        return NULL;
    }
    strncpy(h->id, job->id, sizeof h->id - 1);
    h->kind = job->kind;
    h->memory = job->memory;
    h->started_ms = boot_ms;
    while (*end)
        end = &(*end)->next;
    return *end = h;
}

void dispatch_decide(struct dispatch *d, const struct plan *plan, int64_t boot_ms)
{
    for (int i = 0; i < plan->n; i++) {
        const struct action *a = &plan->v[i];
        struct holder *h = dispatch_find(d, job_spec(a->job)->id);
        if (a->kind == ACTION_START && !h)
            h = grant(d, a->job, boot_ms);
        if (!h || a->kind == ACTION_RESERVE)
            continue;
        h->decided = a->kind == ACTION_PREEMPT ? 0 : (int)a->width;
        if (!h->team && !h->decided)
            dispatch_drop(d, h->id); /* granted, and taken back before it began */
        else if (h->team && a->kind == ACTION_PREEMPT)
            team_stop(h->team, RUN_PREEMPTED);
        else if (h->team && a->kind == ACTION_NARROW)
            team_target(h->team, h->decided);
    }
}

void dispatch_limits(struct dispatch *d, const struct view *v)
{
    for (struct holder *h = d->first; h; h = h->next) {
        for (int i = 0; i < h->n_path && h->decided > h->held; i++) {
            struct cap *c = &h->path[i];
            const struct view_node *n = *c->node ? view_node_find(v, c->node) : view_root(v);
            for (enum resource r = 0; r <= RES_MEMORY; r++)
                c->limit[r] = n ? node_limit(n, r) : LIMIT_NONE;
        }
    }
}

void dispatch_narrowed(struct dispatch *d, const char *job, int width, int64_t boot_ms)
{
    struct holder *h = dispatch_find(d, job);
    if (!h)
        return;
    h->narrowed = width;
    h->narrowed_ms = boot_ms;
}

/* ---- one transaction ---- */

struct changes {
    struct dispatch *d;
    const struct decision_row *decision;
    int64_t boot_ms;
};

static bool is_beneath(const struct holder *h, const char *node)
{
    for (int i = 0; i < h->n_path; i++)
        if (!strcmp(h->path[i].node, node))
            return true;
    return false;
}

/* Whether the node has room for the holder at its decided width beside what all others hold in
 * truth: those who are to give way for it may not have done so yet. */
static bool cap_leaves_room(const struct dispatch *d, const struct holder *h, const struct cap *c)
{
    int64_t held[RES_MEMORY + 1] = {[RES_JOBS] = 1, [RES_MEMORY] = h->memory};
    bool limited = false;
    held[h->kind] += h->decided;
    for (enum resource r = 0; r <= RES_MEMORY; r++)
        limited |= c->limit[r] != LIMIT_NONE;
    for (const struct holder *o = d->first; o && limited; o = o->next) {
        if (o == h || o->writing == 0 || !is_beneath(o, c->node))
            continue;
        held[o->kind] += o->writing;
        held[RES_JOBS]++;
        held[RES_MEMORY] += o->memory;
    }
    for (enum resource r = 0; r <= RES_MEMORY && limited; r++)
        if (c->limit[r] != LIMIT_NONE && held[r] > c->limit[r])
            return false;
    return true;
}

static bool caps_leave_room(const struct dispatch *d, const struct holder *h)
{
    for (int i = 0; i < h->n_path; i++)
        if (!cap_leaves_room(d, h, &h->path[i]))
            return false;
    return true;
}

/* How many slots the holder takes now: those it was granted and does not hold, if they are free in
 * truth. In the order of the grants, so that whoever waits for slots that a run has yet to give up
 * is not overtaken. */
static int taking(const struct dispatch *d, const struct holder *h, int64_t free_slots[SLOT_KINDS])
{
    int64_t *left = &free_slots[h->kind];
    int more = h->decided - h->held;
    if (more <= 0 || (h->team && team_stop_asked(h->team)))
        return 0;
    if (more > *left) {
        *left = 0;
        return 0;
    }
    *left -= more; /* they are kept for it, also while a cap makes it wait */
    return caps_leave_room(d, h) ? more : 0;
}

static int write_narrowed(struct tx *tx, struct holder *h, struct err *err)
{
    h->writing = h->held;
    if (!h->narrowed || h->narrowed >= h->held)
        return 0;
    int rc = store_job_width(tx, h->id, h->narrowed, h->narrowed_ms, err);
    if (!rc)
        h->writing = h->narrowed;
    return rc == ERR_CONFLICT ? 0 : rc; /* it has ended since */
}

static int write_taking(struct tx *tx, struct holder *h, int64_t boot_ms, struct err *err)
{
    int rc;
    if (h->team) {
        rc = store_job_width(tx, h->id, h->decided, boot_ms, err);
    } else {
        id_new(h->run_id, "run");
        rc = store_job_start(tx, h->id, h->run_id, h->decided, boot_ms, err);
    }
    if (!rc)
        h->writing = h->decided;
    /* A conflict: its user or its end was faster; the message about that is on its way. */
    return rc == ERR_CONFLICT || rc == ERR_NOT_FOUND ? 0 : rc;
}

static int write_changes(struct tx *tx, void *arg, struct err *err)
{
    struct changes *c = arg;
    int64_t left[SLOT_KINDS];
    memcpy(left, c->d->slots, sizeof left);
    int rc = c->decision ? store_decision_insert(tx, c->decision, err) : 0;
    for (struct holder *h = c->d->first; h && !rc; h = h->next) {
        rc = write_narrowed(tx, h, err);
        left[h->kind] -= h->writing;
    }
    for (struct holder *h = c->d->first; h && !rc; h = h->next)
        if (taking(c->d, h, left))
            rc = write_taking(tx, h, c->boot_ms, err);
    return rc;
}

/* Whether a transaction would write anything. */
static bool anything_to_write(const struct dispatch *d)
{
    int64_t left[SLOT_KINDS];
    bool any = false;
    memcpy(left, d->slots, sizeof left);
    for (struct holder *h = d->first; h; h = h->next) {
        bool news = h->narrowed && h->narrowed < h->held;
        any |= news;
        h->writing = news ? h->narrowed : h->held;
        left[h->kind] -= h->writing;
    }
    for (const struct holder *h = d->first; h && !any; h = h->next)
        any = taking(d, h, left) > 0;
    return any;
}

/* ---- what is on disk is so ---- */

struct failure {
    const char *job, *detail;
};

static int write_failure(struct tx *tx, void *arg, struct err *err)
{
    const struct failure *f = arg;
    struct job_stop stop = {.end = RUN_FAILED, .reason = "threads", .detail = f->detail};
    return store_job_stop(tx, f->job, &stop, clock_boot_ms(), err);
}

/* The system gives no thread: the job fails rather than hold slots it cannot use. */
static void give_up(struct dispatch *d, const char *job, const struct err *why)
{
    struct err err = {0};
    struct failure f = {job, why->text};
    log_error("job cannot be started", "job=%s error=%s", job, why->text);
    if (store_write(d->store, write_failure, &f, &err))
        log_error("job cannot be ended", "job=%s error=%s", job, err.text);
    d->gave_up(d->arg, job);
}

static void launch(struct dispatch *d)
{
    struct err err = {0};
    for (struct holder *h = d->first; h; h = h->next) {
        h->held = h->writing;
        if (h->narrowed && h->narrowed >= h->held)
            h->narrowed = 0;
        if (h->team) {
            team_target(h->team, h->decided < h->held ? h->decided : h->held);
        } else if (h->held) {
            h->team = pool_start(d->pool, h->id, h->held, &err);
            if (!h->team)
                give_up(d, h->id, &err);
        }
    }
}

int dispatch_write(struct dispatch *d, const struct decision_row *decision, int64_t boot_ms,
                   struct err *err)
{
    struct changes c = {d, decision, boot_ms};
    if (!decision && !anything_to_write(d))
        return 0;
    int rc = store_write(d->store, write_changes, &c, err);
    if (!rc)
        launch(d);
    return rc;
}

bool dispatch_stop(struct dispatch *d, int end)
{
    bool any = false;
    for (struct holder *h = d->first; h; h = h->next) {
        if (!h->team)
            continue;
        team_stop(h->team, end);
        any = true;
    }
    return any;
}
