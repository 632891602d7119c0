/* scheduler.c - the thread that turns the view into plans and the plans into runs.
 *
 * It sleeps until something arrives: a commit that touched a job, tenants or the cluster; a run
 * that ended or became narrower; a moment at which time alone changes the answer (a quantum over, a
 * new turn). Then it brings the view up to date, plans, and carries the plan out in two steps.
 * What frees slots is asked of the runs at once and takes effect at their next unit of work; what
 * takes slots waits in line, in the plan's order, until enough are free in truth. So the view is
 * always what was decided, the store what holds, and neither is ever above the machine.
 * A start is on disk before its thread begins. */
#include "server/run/mirror.h"
#include "server/run/runner.h"
#include "server/record/rebuild.h"
#include "server/sched/plan.h"
#include "server/sched/usage.h"
#include "server/base/clock.h"
#include "server/base/log.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* One second: how often the plan is looked at anew while jobs wait and nothing else happens, so
 * that a reservation's due time is met within a second. */
enum { WAITING_TICK_MS = 1000 };

/* 8,192 changes without a decision, about 2 MB of JSON: then they are stored with an empty plan. */
enum { RECORDED_MAX = 8192 };

/* A job that holds slots or has been granted some. */
struct holder {
    char id[ID_MAX];
    char run_id[ID_MAX];
    enum slot_kind kind;
    struct team *team; /* NULL: granted, not yet started */
    int decided;       /* width by the view */
    int held;          /* width in truth: what the store says */
    int writing;       /* held, once the present transaction is on disk */
    int narrowed;      /* what its run has narrowed to, until that is on disk; 0: nothing new */
    int64_t narrowed_ms;
    int64_t started_ms; /* boot; of the grant, then of the start */
    struct holder *next;
};

enum message_kind { MSG_JOB, MSG_TENANTS, MSG_NARROWED, MSG_ENDED };
struct message {
    enum message_kind kind;
    char id[ID_MAX];
    int width;
    int64_t boot_ms;
    struct message *next;
};

struct run {
    struct run_options options;
    struct runner runner;
    struct pool *pool;
    pthread_t thread;

    pthread_mutex_t inbox_lock;
    pthread_cond_t arrived;
    struct message *first, **last;
    bool stopping;
    bool slots_changed;
    struct run_cluster wanted; /* as the admin said last */

    /* the scheduler thread's own, under view_lock as others may look */
    pthread_mutex_t view_lock;
    struct mirror *mirror;
    struct run_cluster cluster; /* as the view has it */
    struct holder *holders;
    int64_t turned_ms;
    struct run_stats stats;
    _Atomic int64_t units;
};

/* ---- the inbox ---- */

static void post(struct run *run, enum message_kind kind, const char *id, int width,
                 int64_t boot_ms)
{
    struct message *m = calloc(1, sizeof *m);
    if (!m)
        abort(); /* a lost end of a run would hold its slots for ever */
    m->kind = kind;
    m->width = width;
    m->boot_ms = boot_ms;
    if (id)
        strncpy(m->id, id, sizeof m->id - 1);
    pthread_mutex_lock(&run->inbox_lock);
    *run->last = m;
    run->last = &m->next;
    pthread_cond_signal(&run->arrived);
    pthread_mutex_unlock(&run->inbox_lock);
}

/* On the writer thread, after a commit. */
static void committed(void *arg, const char *const *topics, int n)
{
    struct run *run = arg;
    for (int i = 0; i < n; i++) {
        if (!strncmp(topics[i], "job:", 4))
            post(run, MSG_JOB, topics[i] + 4, 0, 0);
        else if (!strcmp(topics[i], "tenants") || !strcmp(topics[i], "quotas") ||
                 !strcmp(topics[i], "grants"))
            post(run, MSG_TENANTS, NULL, 0, 0);
    }
}

static void narrowed(void *arg, const char *job, int width, int64_t boot_ms)
{
    post(arg, MSG_NARROWED, job, width, boot_ms);
}

/* On a slot thread: the whole life of a run. */
static void run_job(void *arg, struct team *team)
{
    struct run *run = arg;
    runner_run(&run->runner, team);
    post(run, MSG_ENDED, team_job(team), 0, clock_boot_ms());
}

/* ---- holders ---- */

static struct holder *find_holder(struct run *run, const char *id)
{
    for (struct holder *h = run->holders; h; h = h->next)
        if (!strcmp(h->id, id))
            return h;
    return NULL;
}

static void drop_holder(struct run *run, const char *id)
{
    for (struct holder **p = &run->holders; *p; p = &(*p)->next) {
        struct holder *h = *p;
        if (strcmp(h->id, id))
            continue;
        *p = h->next;
        team_release(h->team);
        free(h);
        return;
    }
}

/* ---- bringing the view up to date ---- */

static void refresh_job(struct run *run, struct reader *r, const char *id)
{
    struct err err = {0};
    struct job_brief job = {0};
    struct holder *h = find_holder(run, id);
    int rc = store_job_brief(r, id, &job, &err);
    bool active = !rc && (job.state == JOB_QUEUED || job.state == JOB_RUNNING);
    if (h && h->team) { /* its run will tell when it has ended */
        if (!rc && job.state == JOB_RUNNING && job.want != JOB_WANT_NONE)
            team_stop(h->team, job.want == JOB_WANT_CANCEL ? RUN_CANCELLED : RUN_PAUSED);
        active = true;
    } else if (h && !active) {
        drop_holder(run, id);
        h = NULL;
    }
    if (!active)
        mirror_job_remove(run->mirror, id);
    else if (!rc && (rc = mirror_job(run->mirror, r, &job, h ? h->decided : 0,
                                     h ? h->started_ms : 0, &err)))
        log_error("job cannot be scheduled", "job=%s error=%s", id, err.text);
    job_brief_done(&job);
}

static void take_message(struct run *run, struct reader *r, const struct message *m)
{
    struct err err = {0};
    struct holder *h;
    switch (m->kind) {
    case MSG_TENANTS:
        if (mirror_tenants(run->mirror, r, &err))
            log_error("tenants cannot be read", "error=%s", err.text);
        break;
    case MSG_NARROWED:
        if ((h = find_holder(run, m->id))) {
            h->narrowed = m->width;
            h->narrowed_ms = m->boot_ms;
        }
        break;
    case MSG_ENDED:
        drop_holder(run, m->id);
        refresh_job(run, r, m->id);
        break;
    case MSG_JOB: refresh_job(run, r, m->id); break;
    }
}

/* What was charged is no longer left: what waits must not be started on it. */
static bool charges_news(const struct run *run, const struct message *messages)
{
    bool ended = false;
    for (const struct message *m = messages; m; m = m->next)
        ended |= m->kind == MSG_ENDED;
    return ended && mirror_metered(run->mirror);
}

struct loading {
    struct run *run;
    struct reader *reader;
};

static int load_job(void *arg, const struct job_brief *job)
{
    struct loading *l = arg;
    struct err err = {0};
    if (mirror_job(l->run->mirror, l->reader, job, 0, 0, &err))
        log_error("job cannot be scheduled", "job=%s error=%s", job->id, err.text);
    return 0;
}

/* At the start, when nothing runs. */
static int load_all(struct run *run, struct err *err)
{
    struct loading l = {run, reader_borrow(run->options.store, err)};
    if (!l.reader)
        return err->code;
    int rc = mirror_load(run->mirror, l.reader, err);
    if (!rc)
        rc = store_job_active_each(l.reader, load_job, &l, err);
    reader_return(l.reader);
    return rc;
}

/* ---- carrying a plan out ---- */

static struct holder *grant(struct run *run, const struct action *a, int64_t now)
{
    struct holder *h = calloc(1, sizeof *h), **end = &run->holders;
    if (!h)
        return NULL;
    strncpy(h->id, job_spec(a->job)->id, sizeof h->id - 1);
    h->kind = job_spec(a->job)->kind;
    h->started_ms = now;
    while (*end)
        end = &(*end)->next;
    return *end = h;
}

/* Takes note of what was decided; asks for what frees slots. */
static void decide(struct run *run, const struct plan *plan, int64_t now)
{
    for (int i = 0; i < plan->n; i++) {
        const struct action *a = &plan->v[i];
        struct holder *h = find_holder(run, job_spec(a->job)->id);
        if (a->kind == ACTION_START && !h)
            h = grant(run, a, now);
        if (!h || a->kind == ACTION_RESERVE)
            continue;
        h->decided = a->kind == ACTION_PREEMPT ? 0 : (int)a->width;
        if (!h->team && !h->decided)
            drop_holder(run, h->id); /* granted, and taken back before it began */
        else if (h->team && a->kind == ACTION_PREEMPT)
            team_stop(h->team, RUN_PREEMPTED);
        else if (h->team && a->kind == ACTION_NARROW)
            team_target(h->team, h->decided);
    }
}

/* What one transaction writes: the decision, and the widths that change now. */
struct changes {
    struct run *run;
    struct decision_row decision;
    char decision_id[ID_MAX];
    int64_t boot_ms;
};

/* How many slots the holder takes now: those it was granted and does not hold, if they are free in
 * truth. In the order of the grants, so that whoever waits for slots that a run has yet to give up
 * is not overtaken. */
static int taking(const struct holder *h, int64_t free_slots[SLOT_KINDS])
{
    int64_t *left = &free_slots[h->kind];
    int more = h->decided - h->held;
    if (more <= 0 || (h->team && team_stop_asked(h->team)))
        return 0;
    if (more > *left) {
        *left = 0;
        return 0;
    }
    *left -= more;
    return more;
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
    int64_t left[SLOT_KINDS] = {c->run->cluster.cpu_slots, c->run->cluster.gpu_slots};
    int rc = c->decision.plan ? store_decision_insert(tx, &c->decision, err) : 0;
    for (struct holder *h = c->run->holders; h && !rc; h = h->next) {
        rc = write_narrowed(tx, h, err);
        left[h->kind] -= h->writing;
    }
    for (struct holder *h = c->run->holders; h && !rc; h = h->next)
        if (taking(h, left))
            rc = write_taking(tx, h, c->boot_ms, err);
    return rc;
}

/* Whether a transaction would write anything. */
static bool anything_to_write(const struct run *run, const struct changes *c)
{
    int64_t left[SLOT_KINDS] = {run->cluster.cpu_slots, run->cluster.gpu_slots};
    bool any = c->decision.plan != NULL;
    for (const struct holder *h = run->holders; h; h = h->next) {
        bool news = h->narrowed && h->narrowed < h->held;
        any |= news;
        left[h->kind] -= news ? h->narrowed : h->held;
    }
    for (const struct holder *h = run->holders; h && !any; h = h->next)
        any = taking(h, left) > 0;
    return any;
}

/* The system gives no thread: the job fails rather than hold slots it cannot use. */
static void give_up(struct run *run, const struct holder *h, const struct err *why);

/* The transaction is on disk: what it said is so. */
static void launch(struct run *run)
{
    struct err err = {0};
    for (struct holder *h = run->holders, *next; h; h = next) {
        next = h->next;
        h->held = h->writing;
        if (h->narrowed && h->narrowed >= h->held)
            h->narrowed = 0;
        if (h->team) {
            team_target(h->team, h->decided < h->held ? h->decided : h->held);
        } else if (h->held) {
            h->team = pool_start(run->pool, h->id, h->held, &err);
            if (!h->team)
                give_up(run, h, &err);
        }
    }
}

static void make_plan(struct run *run, struct changes *c)
{
    struct err err = {0};
    struct plan plan;
    struct timespec t0, t1;
    plan_init(&plan);
    clock_gettime(CLOCK_MONOTONIC, &t0);
    mirror_now(run->mirror, c->boot_ms);
    int rc = plan_make(mirror_view(run->mirror), &plan, &err);
    clock_gettime(CLOCK_MONOTONIC, &t1);
    int64_t us = (t1.tv_sec - t0.tv_sec) * 1000000 + (t1.tv_nsec - t0.tv_nsec) / 1000;
    run->stats.plans++;
    run->stats.plan_us_last = us;
    if (us > run->stats.plan_us_max)
        run->stats.plan_us_max = us;
    if (rc)
        log_error("no plan", "error=%s", err.text);
    if (!rc && (plan.n || mirror_recorded(run->mirror) > RECORDED_MAX)) {
        run->stats.actions += plan.n;
        id_new(c->decision_id, "dec");
        c->decision = (struct decision_row){.id = c->decision_id, .at = clock_wall_ms()};
        c->decision.view = mirror_take_record(run->mirror);
        c->decision.plan = record_plan(&plan);
        decide(run, &plan, c->boot_ms);
        plan_apply(mirror_view(run->mirror), &plan);
    }
    plan_done(&plan);
}

struct stopping {
    const char *id, *detail;
};

static int write_given_up(struct tx *tx, void *arg, struct err *err)
{
    struct stopping *s = arg;
    struct job_stop stop = {.end = RUN_FAILED, .reason = "threads", .detail = s->detail};
    return store_job_stop(tx, s->id, &stop, clock_boot_ms(), err);
}

static void give_up(struct run *run, const struct holder *h, const struct err *why)
{
    struct err err = {0};
    struct stopping s = {h->id, why->text};
    log_error("job cannot be started", "job=%s error=%s", h->id, why->text);
    if (store_write(run->options.store, write_given_up, &s, &err))
        log_error("job cannot be ended", "job=%s error=%s", h->id, err.text);
    post(run, MSG_ENDED, h->id, 0, clock_boot_ms());
}

/* ---- the thread ---- */

/* Under the lock: who explains a job moves jobs in thought, and puts them back. */
static bool anybody_waits(struct run *run)
{
    pthread_mutex_lock(&run->view_lock);
    const struct view_node *root = view_root(mirror_view(run->mirror));
    bool waits = node_waiting(root, SLOT_CPU) || node_waiting(root, SLOT_GPU);
    pthread_mutex_unlock(&run->view_lock);
    return waits;
}

/* When time alone may change the plan: while somebody waits, when the next quantum ends, and every
 * second; else at the next turn. */
static int64_t next_look_ms(struct run *run, int64_t now)
{
    int64_t next = run->turned_ms + run->options.turn_ms;
    if (!anybody_waits(run))
        return next;
    if (now + WAITING_TICK_MS < next)
        next = now + WAITING_TICK_MS;
    for (const struct holder *h = run->holders; h; h = h->next) {
        int64_t over = h->started_ms + run->options.quantum_ms;
        if (over > now && over < next)
            next = over;
    }
    return next;
}

static struct message *wait_for_messages(struct run *run, int64_t until_ms, bool *stopping,
                                         bool *slots_changed, struct run_cluster *cluster)
{
    pthread_mutex_lock(&run->inbox_lock);
    while (!run->first && !run->stopping && !run->slots_changed) {
        int64_t wait = until_ms - clock_boot_ms();
        if (wait <= 0)
            break;
        struct timespec ts;
        clock_gettime(CLOCK_MONOTONIC, &ts);
        ts.tv_sec += wait / 1000;
        ts.tv_nsec += wait % 1000 * 1000000;
        ts.tv_sec += ts.tv_nsec / 1000000000;
        ts.tv_nsec %= 1000000000;
        if (pthread_cond_timedwait(&run->arrived, &run->inbox_lock, &ts) == ETIMEDOUT)
            break;
    }
    struct message *messages = run->first;
    run->first = NULL;
    run->last = &run->first;
    *stopping = run->stopping;
    *slots_changed = run->slots_changed;
    *cluster = run->wanted;
    run->slots_changed = false;
    pthread_mutex_unlock(&run->inbox_lock);
    return messages;
}

static void free_messages(struct message *m)
{
    while (m) {
        struct message *next = m->next;
        free(m);
        m = next;
    }
}

/* Messages into the view, and a plan from it. */
static void look(struct run *run, const struct message *messages, bool slots_changed,
                 const struct run_cluster *cluster, struct changes *c)
{
    struct err err = {0};
    struct reader *r = messages ? reader_borrow(run->options.store, &err) : NULL;
    pthread_mutex_lock(&run->view_lock);
    for (const struct message *m = messages; m && r; m = m->next)
        take_message(run, r, m);
    if (r && charges_news(run, messages))
        take_message(run, r, &(struct message){.kind = MSG_TENANTS});
    run->cluster = *cluster;
    if (slots_changed) {
        int64_t slots[SLOT_KINDS] = {cluster->cpu_slots, cluster->gpu_slots};
        if (mirror_slots(run->mirror, slots, &err))
            log_error("slots cannot be changed", "error=%s", err.text);
    }
    if (c->boot_ms - run->turned_ms >= run->options.turn_ms) {
        run->turned_ms = c->boot_ms;
        mirror_turn(run->mirror);
    }
    if (cluster->accepting)
        make_plan(run, c);
    pthread_mutex_unlock(&run->view_lock);
    if (r)
        reader_return(r);
    else if (messages)
        log_error("the store cannot be read", "error=%s", err.text);
}

/* False: nothing could be written, so nothing was begun; what was decided is tried again. */
static bool carry_out(struct run *run, struct changes *c)
{
    struct err err = {0};
    bool done = true;
    if (anything_to_write(run, c)) {
        done = !store_write(run->options.store, write_changes, c, &err);
        if (done)
            launch(run);
        else
            log_error("a decision could not be written", "error=%s", err.text);
    }
    free(c->decision.view);
    free(c->decision.plan);
    return done;
}

/* Asks every run to save and leave, and waits until the last has. */
static void drain(struct run *run)
{
    for (struct holder *h = run->holders; h; h = h->next)
        if (h->team)
            team_stop(h->team, RUN_DAEMON);
    for (;;) {
        bool any = false, stopping, slots_changed;
        struct run_cluster cluster;
        for (struct holder *h = run->holders; h; h = h->next)
            any |= h->team != NULL;
        if (!any)
            return;
        pthread_mutex_lock(&run->inbox_lock);
        while (!run->first)
            pthread_cond_wait(&run->arrived, &run->inbox_lock);
        pthread_mutex_unlock(&run->inbox_lock);
        struct message *m = wait_for_messages(run, 0, &stopping, &slots_changed, &cluster);
        for (const struct message *i = m; i; i = i->next)
            if (i->kind == MSG_ENDED)
                drop_holder(run, i->id);
        free_messages(m);
    }
}

static void *scheduler_main(void *arg)
{
    struct run *run = arg;
    int64_t next = 0;
    for (;;) {
        bool stopping, slots_changed;
        struct run_cluster cluster;
        struct message *messages =
            wait_for_messages(run, next, &stopping, &slots_changed, &cluster);
        if (!stopping) {
            struct changes c = {.run = run, .boot_ms = clock_boot_ms()};
            look(run, messages, slots_changed, &cluster, &c);
            bool done = carry_out(run, &c);
            int64_t now = clock_boot_ms();
            next = done ? next_look_ms(run, now) : now + WAITING_TICK_MS;
        } else {
            for (const struct message *m = messages; m; m = m->next)
                if (m->kind == MSG_ENDED)
                    drop_holder(run, m->id);
        }
        free_messages(messages);
        if (stopping) {
            drain(run);
            return NULL;
        }
    }
}

/* ---- the room's face ---- */

void run_free(struct run *run)
{
    if (!run)
        return;
    struct message *left = run->first;
    pool_free(run->pool);
    while (run->holders)
        drop_holder(run, run->holders->id);
    free_messages(left);
    mirror_free(run->mirror);
    pthread_cond_destroy(&run->arrived);
    pthread_mutex_destroy(&run->inbox_lock);
    pthread_mutex_destroy(&run->view_lock);
    free(run);
}

/* Slots and acceptance as the admin last set them at run time, or as the settings say. */
static void load_cluster(struct run *run)
{
    struct err err = {0};
    struct reader *r = reader_borrow(run->options.store, &err);
    run->cluster = (struct run_cluster){run->options.cpu_slots, run->options.gpu_slots, true};
    if (r) {
        run->cluster.accepting = store_meta_int(r, "accepting", 1);
        reader_return(r);
    }
    run->wanted = run->cluster;
}

struct run *run_start(const struct run_options *options, struct err *err)
{
    struct run *run = calloc(1, sizeof *run);
    if (!run) {
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    run->options = *options;
    run->last = &run->first;
    run->runner = (struct runner){&run->options, narrowed, run, &run->units};
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&run->arrived, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&run->inbox_lock, NULL);
    pthread_mutex_init(&run->view_lock, NULL);
    load_cluster(run);
    run->turned_ms = clock_boot_ms() - options->turn_ms; /* a turn at once */
    run->pool = pool_new(run_job, run);
    run->mirror = run->pool ? mirror_new(options, err) : NULL;
    if (!run->mirror || load_all(run, err)) {
        run_free(run);
        return NULL;
    }
    store_on_commit(options->store, committed, run);
    if (pthread_create(&run->thread, NULL, scheduler_main, run)) {
        err_set(err, ERR_NO_MEMORY, "the system gives no more threads");
        run_free(run);
        return NULL;
    }
    return run;
}

void run_stop(struct run *run)
{
    if (!run)
        return;
    pthread_mutex_lock(&run->inbox_lock);
    run->stopping = true;
    pthread_cond_signal(&run->arrived);
    pthread_mutex_unlock(&run->inbox_lock);
    pthread_join(run->thread, NULL);
}

void run_cluster_get(struct run *run, struct run_cluster *out)
{
    pthread_mutex_lock(&run->inbox_lock);
    *out = run->wanted;
    pthread_mutex_unlock(&run->inbox_lock);
}

static int write_cluster(struct tx *tx, void *arg, struct err *err)
{
    const struct run_cluster *c = arg;
    int rc = store_meta_set_int(tx, "accepting", c->accepting, err);
    tx_touch(tx, "cluster");
    return rc;
}

int run_cluster_set(struct run *run, const struct run_cluster *cluster, struct err *err)
{
    struct run_cluster copy = *cluster;
    int rc = store_write(run->options.store, write_cluster, &copy, err);
    if (rc)
        return rc;
    pthread_mutex_lock(&run->inbox_lock);
    run->wanted = copy;
    run->slots_changed = true;
    pthread_cond_signal(&run->arrived);
    pthread_mutex_unlock(&run->inbox_lock);
    return 0;
}

void run_with_view(struct run *run, void (*fn)(struct view *view, void *arg), void *arg)
{
    pthread_mutex_lock(&run->view_lock);
    view_now_set(mirror_view(run->mirror), clock_boot_ms());
    fn(mirror_view(run->mirror), arg);
    pthread_mutex_unlock(&run->view_lock);
}

void run_stats(struct run *run, struct run_stats *out)
{
    pthread_mutex_lock(&run->view_lock);
    *out = run->stats;
    out->running = 0;
    while (view_running(mirror_view(run->mirror), out->running))
        out->running++;
    pthread_mutex_unlock(&run->view_lock);
    out->units = atomic_load(&run->units);
}
