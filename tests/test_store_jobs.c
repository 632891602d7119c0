/* test_store_jobs.c - transitions, counts, slot-time to the millisecond, recovery. */
#include "tests/support/temp_store.h"

#include "server/base/clock.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One step of a job's life, as data: what the tables below are made of. */
struct step {
    const char *job;
    enum { START, WIDTH, STOP, CANCEL, PAUSE, RESUME, DELETE, FAIL, CHECKPOINT } what;
    int n; /* width, or enum run_end, or the checkpoint's step */
    int64_t boot_ms;
    const char *id; /* of the run or checkpoint */
};

static int take(struct tx *tx, void *arg, struct err *e)
{
    const struct step *s = arg;
    switch (s->what) {
    case START: return store_job_start(tx, s->job, s->id, s->n, s->boot_ms, e);
    case WIDTH: return store_job_width(tx, s->job, s->n, s->boot_ms, e);
    case STOP:
        return store_job_stop(tx, s->job, &(struct job_stop){.end = s->n, .reason = "r"},
                              s->boot_ms, e);
    case CANCEL: return store_job_cancel(tx, s->job, "user", e);
    case PAUSE: return store_job_pause(tx, s->job, "user", e);
    case RESUME: return store_job_resume(tx, s->job, e);
    case DELETE: return store_job_delete(tx, s->job, e);
    case FAIL: return store_job_fail(tx, s->job, "gone", "its dataset is gone", e);
    case CHECKPOINT: {
        struct checkpoint_row c = {.id = (char *)(uintptr_t)s->id,
                                   .job = (char *)(uintptr_t)s->job,
                                   .run = "run_1",
                                   .step = s->n,
                                   .bytes = 1,
                                   .sha256 = "0",
                                   .engine = "test",
                                   .boot_ms = s->boot_ms};
        return store_checkpoint_insert(tx, &c, 1, e);
    }
    }
    return ERR_INTERNAL;
}

static struct job_row load(struct temp_store *t, const char *id)
{
    struct job_row job;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_job_load(r, id, &job, &err));
    reader_return(r);
    return job;
}

static int state_of(struct temp_store *t, const char *id)
{
    struct job_row job = load(t, id);
    int state = job.state;
    job_row_done(&job);
    return state;
}

static struct quota_use use_of(struct temp_store *t)
{
    struct quota_use use;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_quota_use(r, t->tenant, &use, &err));
    reader_return(r);
    return use;
}

/* From each state, each step: where it leads, or that it is refused. */
static void every_step_from_every_state(void **state)
{
    struct temp_store *t = *state;
    enum { NO = -1 };
    static const struct {
        struct step step;
        int to[6]; /* from queued, running, paused, succeeded, failed, cancelled */
    } cases[] = {
        {{.what = START, .n = 1, .boot_ms = 50}, {JOB_RUNNING, NO, NO, NO, NO, NO}},
        {{.what = WIDTH, .n = 2, .boot_ms = 60}, {NO, JOB_RUNNING, NO, NO, NO, NO}},
        {{.what = STOP, .n = RUN_SUCCEEDED, .boot_ms = 70}, {NO, JOB_SUCCEEDED, NO, NO, NO, NO}},
        {{.what = STOP, .n = RUN_FAILED, .boot_ms = 70}, {NO, JOB_FAILED, NO, NO, NO, NO}},
        {{.what = STOP, .n = RUN_CANCELLED, .boot_ms = 70}, {NO, JOB_CANCELLED, NO, NO, NO, NO}},
        {{.what = STOP, .n = RUN_PREEMPTED, .boot_ms = 70}, {NO, JOB_QUEUED, NO, NO, NO, NO}},
        {{.what = STOP, .n = RUN_PAUSED, .boot_ms = 70}, {NO, JOB_PAUSED, NO, NO, NO, NO}},
        {{.what = CANCEL},
         {JOB_CANCELLED, JOB_RUNNING, JOB_CANCELLED, JOB_SUCCEEDED, JOB_FAILED, JOB_CANCELLED}},
        {{.what = PAUSE}, {JOB_PAUSED, JOB_RUNNING, JOB_PAUSED, NO, NO, NO}},
        {{.what = RESUME}, {JOB_QUEUED, JOB_RUNNING, JOB_QUEUED, NO, NO, NO}},
        {{.what = FAIL}, {JOB_FAILED, NO, NO, NO, NO, NO}},
        {{.what = DELETE}, {NO, NO, NO, JOB_CANCELLED + 1, JOB_CANCELLED + 1, JOB_CANCELLED + 1}},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        for (int from = 0; from < 6; from++) {
            char id[ID_MAX], run[ID_MAX], run2[ID_MAX];
            temp_store_job(t, id_new(id, "job"), "x");
            struct step start = {.job = id, .what = START, .n = 1, .id = id_new(run, "run")};
            struct step pause = {.job = id, .what = PAUSE};
            struct step stop = {.job = id, .what = STOP};
            static const int ends[6] = {0, 0, 0, RUN_SUCCEEDED, RUN_FAILED, RUN_CANCELLED};
            if (from == JOB_PAUSED)
                WRITE(t->store, take, &pause);
            else if (from != JOB_QUEUED)
                WRITE(t->store, take, &start);
            stop.n = ends[from];
            if (stop.n)
                WRITE(t->store, take, &stop);
            assert_int_equal(state_of(t, id), from);

            struct step step = cases[c].step;
            step.job = id;
            step.id = id_new(run2, "run");
            err.code = 0;
            int rc = store_write(t->store, take, &step, &err), want = cases[c].to[from];
            if (want == NO) {
                assert_int_equal(rc, ERR_CONFLICT);
                assert_non_null(strstr(err.text, job_state_names[from]));
                assert_int_equal(state_of(t, id), from);
            } else if (want <= JOB_CANCELLED)
                assert_int_equal(state_of(t, id), want);
            else
                assert_int_equal(rc, 0);
        }
    OK(store_check(t->store, &err)); /* the counts came along */
    int64_t counts[6];
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_job_counts(r, NULL, counts, &err));
    assert_true(counts[JOB_SUCCEEDED] > 0 && counts[JOB_CANCELLED] > counts[JOB_SUCCEEDED]);
    reader_return(r);
}

static void a_name_means_the_newest_job(void **state)
{
    struct temp_store *t = *state;
    char a[ID_MAX], b[ID_MAX];
    struct job_row job;
    temp_store_job(t, id_new(a, "job"), "same");
    temp_store_job(t, id_new(b, "job"), "same");
    struct viewer viewer = {.tenant = t->tenant, .user = t->user}, other = {.tenant = "ten_other"};
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_job_get(r, &viewer, "same", &job, &err));
    assert_string_equal(job.id, b);
    assert_string_equal(job.tenant_name, "lab");
    assert_string_equal(job.user_name, "ada");
    job_row_done(&job);
    OK(store_job_get(r, &viewer, a, &job, &err));
    job_row_done(&job);
    FAILS(store_job_get(r, &other, a, &job, &err), ERR_NOT_FOUND, a);
    FAILS(store_job_get(r, &other, "same", &job, &err), ERR_NOT_FOUND, "same");
    reader_return(r);
}

static void lists_are_newest_first_and_go_on_after_a_cursor(void **state)
{
    struct temp_store *t = *state;
    char ids[5][ID_MAX];
    struct viewer viewer = {.tenant = t->tenant};
    struct job_list list;
    for (int i = 0; i < 5; i++)
        temp_store_job(t, id_new(ids[i], "job"), i % 2 ? "odd" : "even");
    struct step pause = {.job = ids[4], .what = PAUSE};
    WRITE(t->store, take, &pause);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_job_list(r, &viewer, &(struct job_filter){0}, &(struct page){2, NULL}, &list, &err));
    assert_int_equal(list.n, 2);
    assert_true(list.more);
    assert_string_equal(list.v[0].id, ids[4]);
    job_list_done(&list);
    OK(store_job_list(r, &viewer, &(struct job_filter){0}, &(struct page){2, ids[2]}, &list, &err));
    assert_int_equal(list.n, 2);
    assert_false(list.more);
    assert_string_equal(list.v[1].id, ids[0]);
    job_list_done(&list);
    struct job_filter queued_odd = {.states = 1 << JOB_QUEUED, .q = "OD"};
    OK(store_job_list(r, &viewer, &queued_odd, &(struct page){10, NULL}, &list, &err));
    assert_int_equal(list.n, 2);
    job_list_done(&list);
    struct job_filter paused = {.states = 1 << JOB_PAUSED | 1 << JOB_FAILED, .tenant = t->tenant};
    OK(store_job_list(r, &(struct viewer){0}, &paused, &(struct page){10, NULL}, &list, &err));
    assert_int_equal(list.n, 1);
    job_list_done(&list);
    reader_return(r);
}

static void max_queued_jobs_counts_the_queued_alone(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX], run[ID_MAX], other[ID_MAX];
    OK(store_write(t->store, temp_store_quota_queued_2, t, &err));
    temp_store_job(t, id_new(id, "job"), "a");
    temp_store_job(t, id_new(other, "job"), "b");
    char third[ID_MAX];
    struct job_row row = temp_store_job_row(t, id_new(third, "job"), "c");
    FAILS(store_write(t->store, temp_store_insert_job, &row, &err), ERR_QUOTA,
          "max_queued_jobs of tenant lab is 2, and 2 jobs are queued");
    struct step start = {.job = id, .what = START, .n = 1, .id = id_new(run, "run")};
    WRITE(t->store, take, &start);
    WRITE(t->store, temp_store_insert_job, &row);
    /* the preempted one comes back although there is no room for a new one */
    struct step stop = {.job = id, .what = STOP, .n = RUN_PREEMPTED, .boot_ms = 1};
    WRITE(t->store, take, &stop);
    assert_int_equal(use_of(t).queued, 3);
}

/* ---- slot-time ---- */

static int64_t usage_of(struct temp_store *t, int by, int *rows)
{
    struct usage_list list;
    int64_t sum = 0;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_usage_read(r, &(struct scope){t->tenant, true}, by, 0, 1000000, &list, &err));
    for (int i = 0; i < list.n; i++)
        sum += list.v[i].slot_ms[STORE_CPU];
    if (rows)
        *rows = list.n;
    usage_list_done(&list);
    reader_return(r);
    return sum;
}

static void slot_time_is_the_exact_sum_of_width_by_time(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX];
    temp_store_job(t, id_new(id, "job"), "x");
    struct step steps[] = {
        {id, START, 1, 1000, "run_1"},
        {id, WIDTH, 2, 1250, NULL},
        {id, CHECKPOINT, 5, 1300, "ckp_1"},
        {id, CHECKPOINT, 6, 1200, "ckp_2"},
        /* an earlier moment charges nothing anew */ {id, WIDTH, 1, 1400, NULL},
        {id, WIDTH, 2, 1400, NULL},
        {id, STOP, RUN_PREEMPTED, 2000, NULL},
        {id, START, 2, 5000, "run_2"},
        {id, STOP, RUN_SUCCEEDED, 5001, NULL},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        WRITE(t->store, take, &steps[i]);
    struct job_row job = load(t, id);
    int64_t expected = 250 * 1 + 150 * 2 + 600 * 2 + 1 * 2;
    assert_int_equal(job.slot_ms, expected);
    assert_int_equal(job.run_ms, 1001);
    assert_int_equal(job.preemptions, 1);
    job_row_done(&job);
    for (int by = USAGE_BY_DAY; by <= USAGE_BY_TENANT; by++)
        assert_int_equal(usage_of(t, by, NULL), expected);
}

static void a_run_past_midnight_is_booked_on_both_days(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX];
    int days;
    int64_t day_ms = clock_day_start_ms(1), to_midnight;
    temp_store_job(t, id_new(id, "job"), "x");
    struct step start = {id, START, 2, 0, "run_1"};
    WRITE(t->store, take, &start);
    struct job_row job = load(t, id);
    to_midnight = clock_day_start_ms(clock_day(job.started_at) + 1) - job.started_at;
    job_row_done(&job);
    struct step stop = {id, STOP, RUN_SUCCEEDED, to_midnight + day_ms + 7, NULL};
    WRITE(t->store, take, &stop);
    assert_int_equal(usage_of(t, USAGE_BY_DAY, &days), 2 * (to_midnight + day_ms + 7));
    assert_int_equal(days, 3);
    struct usage_list list;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_usage_read(r, &(struct scope){0}, USAGE_BY_DAY, 0, 1000000, &list, &err));
    assert_int_equal(list.v[1].slot_ms[STORE_CPU], 2 * day_ms);
    assert_int_equal(list.v[2].slot_ms[STORE_CPU], 2 * 7);
    usage_list_done(&list);
    reader_return(r);
}

struct pieces {
    char text[256];
};

static int piece(void *arg, const struct run_piece *p)
{
    struct pieces *all = arg;
    size_t n = strlen(all->text);
    snprintf(all->text + n, sizeof all->text - n, "%d*%lld ", p->width,
             (long long)(p->to - p->from));
    return 0;
}

static void the_pieces_of_an_open_run_end_now(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX];
    struct pieces all = {{0}};
    temp_store_job(t, id_new(id, "job"), "x");
    struct step steps[] = {{id, START, 1, 100, "run_1"}, {id, WIDTH, 2, 130, NULL}};
    for (int i = 0; i < 2; i++)
        WRITE(t->store, take, &steps[i]);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_run_piece_each(r, id, 0, 200, piece, &all, &err));
    reader_return(r);
    assert_string_equal(all.text, "1*30 2*70 ");
}

/* ---- at random ---- */

/* What an onlooker with pencil and paper knows of a job. */
struct onlooker {
    char id[ID_MAX], run[ID_MAX];
    int width;
    int64_t since, slot_ms;
};

static uint32_t dice;
static int roll(int sides)
{
    dice = dice * 1664525u + 1013904223u;
    return (int)((dice >> 16) % (uint32_t)sides);
}

static void onlooker_ticks(struct onlooker *o, int64_t now)
{
    o->slot_ms += o->width * (now - o->since);
    o->since = now;
}

/* Any step on any job; refused ones change nothing, others the onlooker follows. */
static void random_step(struct temp_store *t, struct onlooker *o, int64_t now)
{
    static const int ends[] = {RUN_PREEMPTED, RUN_PAUSED, RUN_PREEMPTED, RUN_FAILED};
    static const int whats[] = {START, START, START, WIDTH,  WIDTH,
                                WIDTH, STOP,  PAUSE, RESUME, RESUME};
    char run[ID_MAX];
    struct step step = {.job = o->id, .what = whats[roll(10)], .n = 1 + roll(4), .boot_ms = now};
    step.id = id_new(run, "run");
    if (step.what == STOP)
        step.n = ends[roll(4)];
    if (store_write(t->store, take, &step, &err) != 0)
        return;
    if (step.what == START || step.what == WIDTH || step.what == STOP) {
        onlooker_ticks(o, now);
        o->width = step.what == STOP ? 0 : step.n;
    }
}

static void the_books_agree_with_an_onlooker_whatever_happens(void **state)
{
    struct temp_store *t = *state;
    enum { JOBS = 6, STEPS = 400 };
    for (unsigned seed = 1; seed <= 3; seed++) {
        struct onlooker o[JOBS] = {0};
        int64_t now = 1000, booked = usage_of(t, USAGE_BY_JOB, NULL), sum = 0;
        dice = seed;
        for (int i = 0; i < JOBS; i++)
            temp_store_job(t, id_new(o[i].id, "job"), "r");
        for (int i = 0; i < STEPS; i++)
            random_step(t, &o[roll(JOBS)], now += roll(50));
        for (int i = 0; i < JOBS; i++) {
            struct step stop = {.job = o[i].id, .what = STOP, .n = RUN_CANCELLED, .boot_ms = now};
            if (o[i].width)
                WRITE(t->store, take, &stop);
            onlooker_ticks(&o[i], now);
            struct job_row job = load(t, o[i].id);
            if (job.slot_ms != o[i].slot_ms)
                fail_msg("seed %u job %d: %lld booked, %lld seen", seed, i, (long long)job.slot_ms,
                         (long long)o[i].slot_ms);
            job_row_done(&job);
            sum += o[i].slot_ms;
        }
        assert_true(sum > 0);
        assert_int_equal(usage_of(t, USAGE_BY_JOB, NULL) - booked, sum);
        OK(store_check(t->store, &err));
    }
}

/* ---- restarts ---- */

static void a_killed_daemons_jobs_wait_again_charged_up_to_their_checkpoint(void **state)
{
    struct temp_store *t = *state;
    char a[ID_MAX], b[ID_MAX], c[ID_MAX];
    temp_store_job(t, id_new(a, "job"), "with checkpoint");
    temp_store_job(t, id_new(b, "job"), "without");
    temp_store_job(t, id_new(c, "job"), "being cancelled");
    struct step steps[] = {{a, START, 2, 1000, "run_1"},
                           {a, CHECKPOINT, 40, 1500, "ckp_1"},
                           {b, START, 1, 1000, "run_2"},
                           {c, START, 1, 1000, "run_3"},
                           {c, CANCEL, 0, 0, NULL}};
    for (int i = 0; i < 5; i++)
        WRITE(t->store, take, &steps[i]);
    temp_store_reopen(t);
    assert_int_equal(t->recovery.runs, 3);
    struct job_row job = load(t, a);
    assert_int_equal(job.state, JOB_QUEUED);
    assert_string_equal(job.reason, "daemon_restarted");
    assert_non_null(strstr(job.detail, "step 40"));
    assert_int_equal(job.step, 40);
    assert_int_equal(job.slot_ms, 1000);
    assert_null(job.run);
    job_row_done(&job);
    job = load(t, b);
    assert_int_equal(job.slot_ms, 0);
    assert_int_equal(job.state, JOB_QUEUED);
    job_row_done(&job);
    assert_int_equal(state_of(t, c), JOB_CANCELLED);
    struct run_list runs;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_run_list(r, a, &(struct page){10, NULL}, &runs, &err));
    assert_int_equal(runs.n, 1);
    assert_int_equal(runs.v[0].end, RUN_DAEMON);
    assert_int_equal(runs.v[0].ended_boot_ms, 1500);
    run_list_done(&runs);
    reader_return(r);
    OK(store_check(t->store, &err));
    temp_store_reopen(t);
    assert_int_equal(t->recovery.runs, 0);
}

/* ---- events ---- */

static void each_transition_writes_its_event_in_order(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX];
    struct event_list list;
    temp_store_job(t, id_new(id, "job"), "x");
    struct step steps[] = {{id, START, 1, 100, "run_1"},
                           {id, WIDTH, 2, 130, NULL},
                           {id, STOP, RUN_PREEMPTED, 140, NULL},
                           {id, CANCEL, 0, 0, NULL}};
    for (int i = 0; i < 4; i++)
        WRITE(t->store, take, &steps[i]);
    static const char *const types[] = {"job.queued", "job.started", "job.width", "job.preempted",
                                        "job.cancelled"};
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_event_list(r, NULL, id, 0, 10, &list, &err));
    assert_int_equal(list.n, 5);
    for (int i = 0; i < 5; i++) {
        assert_string_equal(list.v[i].type, types[i]);
        assert_true(i == 0 || list.v[i].id > list.v[i - 1].id);
    }
    assert_non_null(strstr(list.v[2].data, "\"width\":2,\"was\":1"));
    int64_t after = list.v[2].id;
    event_list_done(&list);
    OK(store_event_list(r, &(struct viewer){.tenant = t->tenant}, NULL, after, 1, &list, &err));
    assert_int_equal(list.n, 1);
    assert_true(list.more);
    assert_string_equal(list.v[0].type, "job.preempted");
    event_list_done(&list);
    OK(store_event_list(r, &(struct viewer){.tenant = "ten_x"}, NULL, 0, 10, &list, &err));
    assert_int_equal(list.n, 0);
    event_list_done(&list);
    reader_return(r);
}

static int expire_all(struct tx *tx, void *arg, struct err *e)
{
    int n = store_event_expire(tx, INT64_MAX, 1000000, e);
    *(int *)arg = n;
    return n < 0 ? n : 0;
}

static void an_event_id_is_never_used_twice(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX];
    int64_t first, last, then;
    int expired;
    temp_store_job(t, id_new(id, "job"), "x");
    struct step steps[] = {{id, CANCEL, 0, 0, NULL}, {id, DELETE, 0, 0, NULL}};
    for (int i = 0; i < 2; i++)
        WRITE(t->store, take, &steps[i]);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_event_range(r, &first, &last, &err));
    reader_return(r);
    WRITE(t->store, expire_all, &expired);
    assert_int_equal(last, 3); /* queued, cancelled, deleted */
    temp_store_job(t, id_new(id, "job"), "y");
    r = reader_borrow(t->store, &err);
    OK(store_event_range(r, &first, &then, &err));
    assert_int_equal(first, last);
    assert_int_equal(then, last + 1);
    reader_return(r);
}

static int count_brief(void *arg, const struct job_brief *b)
{
    int *n = arg;
    assert_true(b->state == JOB_QUEUED || b->state == JOB_RUNNING);
    if (b->state == JOB_RUNNING)
        assert_int_equal(b->run_started_boot_ms, 77);
    ++*n;
    return 0;
}

static void the_scheduler_reads_what_waits_and_runs(void **state)
{
    struct temp_store *t = *state;
    char ids[4][ID_MAX];
    int n = 0;
    struct job_brief brief;
    for (int i = 0; i < 4; i++)
        temp_store_job(t, id_new(ids[i], "job"), "x");
    struct step steps[] = {
        {ids[0], START, 1, 77, "run_1"}, {ids[1], PAUSE, 0, 0, NULL}, {ids[2], CANCEL, 0, 0, NULL}};
    for (int i = 0; i < 3; i++)
        WRITE(t->store, take, &steps[i]);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_job_active_each(r, count_brief, &n, &err));
    assert_int_equal(n, 2);
    OK(store_job_brief(r, ids[1], &brief, &err));
    assert_int_equal(brief.state, JOB_PAUSED);
    assert_int_equal(brief.remaining_ms, -1);
    job_brief_done(&brief);
    reader_return(r);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, temp_store_setup, temp_store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_step_from_every_state),
        TEST(a_name_means_the_newest_job),
        TEST(lists_are_newest_first_and_go_on_after_a_cursor),
        TEST(max_queued_jobs_counts_the_queued_alone),
        TEST(slot_time_is_the_exact_sum_of_width_by_time),
        TEST(a_run_past_midnight_is_booked_on_both_days),
        TEST(the_pieces_of_an_open_run_end_now),
        TEST(the_books_agree_with_an_onlooker_whatever_happens),
        TEST(a_killed_daemons_jobs_wait_again_charged_up_to_their_checkpoint),
        TEST(each_transition_writes_its_event_in_order),
        TEST(an_event_id_is_never_used_twice),
        TEST(the_scheduler_reads_what_waits_and_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
