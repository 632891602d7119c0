/* scheduler.c - the thread that turns the view into plans and the plans into runs.
 *
 * It sleeps until something arrives: a commit that touched a job, tenants or the cluster; a run
 * that ended or became narrower; a moment at which time alone changes the answer (a quantum over, a
 * new turn). Then it brings the view up to date (mirror.h), plans (sched/plan.h), and has the plan
 * carried out (dispatch.h). Others look at the view under its lock, which is never held over disk.
 */
#include "server/run/dispatch.h"
#include "server/run/foresight.h"
#include "server/run/inbox.h"
#include "server/run/mirror.h"
#include "server/run/runner.h"
#include "server/record/rebuild.h"
#include "server/sched/usage.h"
#include "server/base/clock.h"
#include "server/base/log.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* One second: how often the plan is looked at anew while jobs wait and nothing else happens, so
 * that a reservation's due time is met within a second. */
enum { WAITING_TICK_MS = 1000 };

/* 8,192 changes without a decision, about 2 MB of JSON: then they are stored with an empty plan. */
enum { RECORDED_MAX = 8192 };

/* 10 s in steps of 100 ms. */
enum { READER_TRIES = 100 };

struct run {
    struct run_options options;
    struct runner runner;
    pthread_t thread;
    struct inbox inbox;
    _Atomic int64_t units;

    pthread_mutex_t wanted_lock;
    struct run_cluster wanted; /* as the admin said last */

    pthread_mutex_t view_lock; /* of the next four; the scheduler thread changes them */
    struct mirror *mirror;
    struct run_stats stats;
    bool accepting;
    int64_t turned_ms;
    int64_t based_ms; /* when a decision was last stored with all of its view; 0 = never */

    struct foresight *foresight;
    struct dispatch dispatch; /* the scheduler thread's own */
};

/* ---- what others tell ---- */

/* On the writer thread, after a commit. */
static void committed(void *arg, const char *const *topics, int n)
{
    struct run *run = arg;
    for (int i = 0; i < n; i++) {
        if (!strncmp(topics[i], "job:", 4))
            inbox_post(&run->inbox, MSG_JOB, topics[i] + 4, 0, 0);
        else if (!strcmp(topics[i], "tenants") || !strcmp(topics[i], "quotas") ||
                 !strcmp(topics[i], "grants"))
            inbox_post(&run->inbox, MSG_TENANTS, NULL, 0, 0);
    }
}

static void narrowed(void *arg, const char *job, int width, int64_t boot_ms)
{
    struct run *run = arg;
    inbox_post(&run->inbox, MSG_NARROWED, job, width, boot_ms);
}

static void ended(void *arg, const char *job)
{
    struct run *run = arg;
    inbox_post(&run->inbox, MSG_ENDED, job, 0, clock_boot_ms());
}

/* On a slot thread: the whole life of a run. */
static void run_job(void *arg, struct team *team)
{
    struct run *run = arg;
    runner_run(&run->runner, team);
    ended(run, team_job(team));
}

/* ---- bringing the view up to date ---- */

static void refresh_job(struct run *run, struct reader *r, const char *id)
{
    struct err err = {0};
    struct job_brief job = {0};
    struct holder *h = dispatch_find(&run->dispatch, id);
    int rc = store_job_brief(r, id, &job, &err);
    bool active = !rc && (job.state == JOB_QUEUED || job.state == JOB_RUNNING);
    if (h && h->team) { /* its run will tell when it has ended */
        if (!rc)
            team_limit(h->team, job.max_runtime_ms);
        if (!rc && job.state == JOB_RUNNING && job.want != JOB_WANT_NONE)
            team_stop(h->team, job.want == JOB_WANT_CANCEL ? RUN_CANCELLED : RUN_PAUSED);
        active = true;
    } else if (h && !active) {
        dispatch_drop(&run->dispatch, id);
        h = NULL;
    }
    if (!active)
        mirror_job_remove(run->mirror, id);
    else if (!rc && (rc = mirror_job(run->mirror, r, &job, h ? h->decided : 0,
                                     h ? h->started_ms : 0, &err)))
        log_error("job cannot be scheduled", "job=%s error=%s", id, err.text);
    job_brief_done(&job);
}

/* Slots and acceptance as the admin wants them now. */
static void take_cluster(struct run *run)
{
    struct err err = {0};
    struct run_cluster c;
    run_cluster_get(run, &c);
    int64_t slots[SLOT_KINDS] = {c.cpu_slots, c.gpu_slots};
    run->accepting = c.accepting;
    memcpy(run->dispatch.slots, slots, sizeof slots);
    if (mirror_slots(run->mirror, slots, &err))
        log_error("slots cannot be changed", "error=%s", err.text);
}

static void take_message(struct run *run, struct reader *r, const struct message *m)
{
    struct err err = {0};
    switch (m->kind) {
    case MSG_TENANTS:
        if (mirror_tenants(run->mirror, r, &err))
            log_error("tenants cannot be read", "error=%s", err.text);
        break;
    case MSG_NARROWED: dispatch_narrowed(&run->dispatch, m->id, m->width, m->boot_ms); break;
    case MSG_ENDED:
        dispatch_drop(&run->dispatch, m->id);
        refresh_job(run, r, m->id);
        break;
    case MSG_JOB: refresh_job(run, r, m->id); break;
    case MSG_CLUSTER: take_cluster(run); break;
    case MSG_STOP: break; /* seen before */
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

/* ---- planning ---- */

struct decided {
    struct decision_row row;
    char id[ID_MAX];
};

static void note_duration(struct run *run, const struct timespec *from)
{
    struct timespec to;
    clock_gettime(CLOCK_MONOTONIC, &to);
    int64_t us = (to.tv_sec - from->tv_sec) * 1000000 + (to.tv_nsec - from->tv_nsec) / 1000;
    run->stats.plans++;
    run->stats.plan_us_last = us;
    if (us > run->stats.plan_us_max)
        run->stats.plan_us_max = us;
}

/* A decision goes on from the one before it. So that old ones can be forgotten and the rest still
 * be replayed, one a day is stored with all of its view (and the first of a process is by itself);
 * more often where decisions are kept for less than four days. */
static bool base_due(struct run *run, int64_t boot_ms)
{
    if (run->based_ms && boot_ms - run->based_ms < run->options.base_ms)
        return false;
    run->based_ms = boot_ms;
    return true;
}

static void make_plan(struct run *run, int64_t boot_ms, struct decided *out)
{
    struct err err = {0};
    struct plan plan;
    struct timespec from;
    plan_init(&plan);
    clock_gettime(CLOCK_MONOTONIC, &from);
    mirror_now(run->mirror, boot_ms);
    int rc = plan_make(mirror_view(run->mirror), &plan, &err);
    note_duration(run, &from);
    if (rc)
        log_error("no plan", "error=%s", err.text);
    if (!rc && (plan.n || mirror_recorded(run->mirror) > RECORDED_MAX)) {
        run->stats.actions += plan.n;
        id_new(out->id, "dec");
        out->row = (struct decision_row){.id = out->id, .at = clock_wall_ms()};
        out->row.base = base_due(run, boot_ms);
        out->row.view = mirror_take_record(run->mirror, out->row.base);
        out->row.plan = record_plan(&plan);
        dispatch_decide(&run->dispatch, &plan, boot_ms);
        plan_apply(mirror_view(run->mirror), &plan);
    }
    plan_done(&plan);
}

/* A reader for the messages, which must not be lost: a passing fault of the disk is waited out. */
static struct reader *borrow_patiently(struct store *store)
{
    struct err err = {0};
    struct reader *r = NULL;
    for (int i = 0; i < READER_TRIES && !(r = reader_borrow(store, &err)); i++)
        nanosleep(&(struct timespec){.tv_nsec = 100 * 1000000}, NULL);
    if (!r)
        log_error("the store cannot be read", "error=%s", err.text);
    return r;
}

/* Messages into the view, and a plan from it. */
static void look(struct run *run, const struct message *messages, int64_t boot_ms,
                 struct decided *out)
{
    struct reader *r = messages ? borrow_patiently(run->options.store) : NULL;
    pthread_mutex_lock(&run->view_lock);
    for (const struct message *m = messages; m && r; m = m->next)
        take_message(run, r, m);
    if (r && charges_news(run, messages))
        take_message(run, r, &(struct message){.kind = MSG_TENANTS});
    if (boot_ms - run->turned_ms >= run->options.turn_ms) {
        run->turned_ms = boot_ms;
        mirror_now(run->mirror, boot_ms);
        mirror_turn(run->mirror);
    }
    if (run->accepting)
        make_plan(run, boot_ms, out);
    dispatch_limits(&run->dispatch, mirror_view(run->mirror));
    pthread_mutex_unlock(&run->view_lock);
    if (r)
        reader_return(r);
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
    if (run->accepting)
        foresight_wake(run->foresight);
    if (now + WAITING_TICK_MS < next)
        next = now + WAITING_TICK_MS;
    for (const struct holder *h = run->dispatch.first; h; h = h->next) {
        int64_t over = h->started_ms + run->options.quantum_ms;
        if (over > now && over < next)
            next = over;
    }
    return next;
}

/* Looks once; returns when to look again though nothing arrives. */
static int64_t look_and_act(struct run *run, const struct message *messages)
{
    struct err err = {0};
    struct decided decided = {0};
    int64_t boot_ms = clock_boot_ms();
    look(run, messages, boot_ms, &decided);
    int rc = dispatch_write(&run->dispatch, decided.row.plan ? &decided.row : NULL, boot_ms, &err);
    if (rc)
        log_error("a decision could not be written; it is tried again", "error=%s", err.text);
    free(decided.row.view);
    free(decided.row.plan);
    int64_t now = clock_boot_ms();
    return rc ? now + WAITING_TICK_MS : next_look_ms(run, now);
}

static bool asked_to_stop(const struct message *m)
{
    for (; m; m = m->next)
        if (m->kind == MSG_STOP)
            return true;
    return false;
}

/* Asks every run to save and leave, and waits until the last has. */
static void drain(struct run *run, struct message *messages)
{
    for (;;) {
        for (const struct message *m = messages; m; m = m->next)
            if (m->kind == MSG_ENDED)
                dispatch_drop(&run->dispatch, m->id);
        messages_free(messages);
        if (!dispatch_stop(&run->dispatch, RUN_DAEMON))
            return;
        messages = inbox_take(&run->inbox, INT64_MAX);
    }
}

static void *scheduler_main(void *arg)
{
    struct run *run = arg;
    int64_t next = 0;
    for (;;) {
        struct message *messages = inbox_take(&run->inbox, next);
        if (asked_to_stop(messages)) {
            drain(run, messages);
            return NULL;
        }
        next = look_and_act(run, messages);
        messages_free(messages);
    }
}

/* ---- the room's face ---- */

void run_free(struct run *run)
{
    if (!run)
        return;
    pool_free(run->dispatch.pool);
    while (run->dispatch.first)
        dispatch_drop(&run->dispatch, run->dispatch.first->id);
    foresight_free(run->foresight);
    mirror_free(run->mirror);
    inbox_done(&run->inbox);
    pthread_mutex_destroy(&run->wanted_lock);
    pthread_mutex_destroy(&run->view_lock);
    free(run);
}

/* Acceptance as the admin last set it, slots as the settings say. */
static void load_cluster(struct run *run)
{
    struct err err = {0};
    struct reader *r = reader_borrow(run->options.store, &err);
    run->wanted = (struct run_cluster){run->options.cpu_slots, run->options.gpu_slots, true};
    if (r) {
        run->wanted.accepting = store_meta_int(r, "accepting", 1);
        reader_return(r);
    }
    run->accepting = run->wanted.accepting;
    run->dispatch.slots[SLOT_CPU] = run->wanted.cpu_slots;
    run->dispatch.slots[SLOT_GPU] = run->wanted.gpu_slots;
}

static int start(struct run *run, struct err *err)
{
    struct dispatch *d = &run->dispatch;
    if (!(d->pool = pool_new(run_job, run)))
        return err_set(err, ERR_NO_MEMORY, "out of memory");
    if (!(run->mirror = mirror_new(&run->options, err)) || load_all(run, err))
        return err->code;
    if (!(run->foresight = foresight_start(run, run->options.store, err)))
        return err->code;
    store_on_commit(run->options.store, committed, run);
    if (pthread_create(&run->thread, NULL, scheduler_main, run)) {
        foresight_stop(run->foresight);
        return err_set(err, ERR_NO_MEMORY, "the system gives no more threads");
    }
    return 0;
}

struct run *run_start(const struct run_options *options, struct err *err)
{
    struct run *run = calloc(1, sizeof *run);
    if (!run) {
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    run->options = *options;
    run->runner = (struct runner){&run->options, narrowed, run, &run->units};
    run->dispatch = (struct dispatch){.store = options->store, .gave_up = ended, .arg = run};
    run->turned_ms = clock_boot_ms() - options->turn_ms; /* a turn at once */
    inbox_init(&run->inbox);
    pthread_mutex_init(&run->wanted_lock, NULL);
    pthread_mutex_init(&run->view_lock, NULL);
    load_cluster(run);
    if (!start(run, err))
        return run;
    run_free(run);
    return NULL;
}

void run_stop(struct run *run)
{
    if (!run)
        return;
    foresight_stop(run->foresight);
    inbox_post(&run->inbox, MSG_STOP, NULL, 0, 0);
    pthread_join(run->thread, NULL);
}

void run_cluster_get(struct run *run, struct run_cluster *out)
{
    pthread_mutex_lock(&run->wanted_lock);
    *out = run->wanted;
    pthread_mutex_unlock(&run->wanted_lock);
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
    pthread_mutex_lock(&run->wanted_lock);
    run->wanted = copy;
    pthread_mutex_unlock(&run->wanted_lock);
    inbox_post(&run->inbox, MSG_CLUSTER, NULL, 0, 0);
    return 0;
}

void run_with_view(struct run *run, void (*fn)(struct view *view, void *arg), void *arg)
{
    pthread_mutex_lock(&run->view_lock);
    view_now_set(mirror_view(run->mirror), clock_boot_ms());
    fn(mirror_view(run->mirror), arg);
    pthread_mutex_unlock(&run->view_lock);
}

/* Nobody knows when a draining machine will start jobs again. */
static bool is_draining(struct run *run)
{
    struct run_cluster c;
    run_cluster_get(run, &c);
    return !c.accepting;
}

bool run_foreseen(struct run *run, const char *job, struct forecast *out)
{
    return !is_draining(run) && foresight_of(run->foresight, job, out);
}

int run_forecast(struct run *run, struct view *copy, const char *job, struct forecast *out,
                 struct err *err)
{
    if (is_draining(run))
        return err_set(err, ERR_CONFLICT, "the cluster is draining: no job is started");
    return foresight_ask(run->foresight, copy, job, out, err);
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
