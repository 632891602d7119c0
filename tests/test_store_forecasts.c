/* test_store_forecasts.c - what a job was told is held against when it started, once and exactly.
 */
#include "tests/support/temp_store.h"

#include "server/base/clock.h"
#include "server/store/sql.h"
#include <stdlib.h>
#include <string.h>

static int put(struct tx *tx, void *arg, struct err *e)
{
    return store_forecast_put(tx, arg, e);
}

static int start(struct tx *tx, void *arg, struct err *e)
{
    char run[ID_MAX];
    return store_job_start(tx, arg, id_new(run, "run"), 1, clock_boot_ms(), e);
}

static int stop(struct tx *tx, void *arg, struct err *e)
{
    return store_job_stop(tx, arg, &(struct job_stop){.end = RUN_PREEMPTED}, clock_boot_ms(), e);
}

static int pause_job(struct tx *tx, void *arg, struct err *e)
{
    return store_job_pause(tx, arg, NULL, e);
}

static struct forecast_scores scores(struct temp_store *t)
{
    struct forecast_scores s;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_forecast_scores(r, clock_wall_ms(), &s, &err));
    reader_return(r);
    return s;
}

/* A waiting job that was told p50 and p90 so many ms from now; -1 for neither. */
static char *told(struct temp_store *t, char id[ID_MAX], int64_t p50, int64_t p90)
{
    int64_t now = clock_wall_ms();
    struct forecast_row f = {.job = id, .at = now - 5000, .ahead_ms = -1};
    temp_store_job(t, id_new(id, "job"), "j");
    if (p50 > -100000) {
        f.ahead_ms = p50 + 5000;
        f.p50 = now + p50;
        f.p90 = now + p90;
    }
    WRITE(t->store, put, &f);
    return id;
}

enum { NONE = -100000 };

static void a_start_scores_its_forecast_by_its_horizon(void **state)
{
    static const struct {
        int64_t p50, p90;
        int horizon, by_p50, by_p90;
    } of[] = {
        {4000, 8000, WITHIN_10_S, 1, 1},     {-2000, 8000, WITHIN_10_S, 0, 1},
        {-2000, -1000, WITHIN_10_S, 0, 0},   {30000, 60000, WITHIN_1_M, 1, 1},
        {300000, 600000, WITHIN_10_M, 1, 1}, {3000000, 3600000, WITHIN_1_H, 1, 1},
        {90000000, 99000000, LATER, 1, 1},   {NONE, NONE, UNTOLD, 0, 0},
    };
    struct temp_store *t = *state;
    struct forecast_scores want = {0}, got;
    char id[ID_MAX];
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        WRITE(t->store, start, told(t, id, of[i].p50, of[i].p90));
        want.of[of[i].horizon].started++;
        want.of[of[i].horizon].by_p50 += of[i].by_p50;
        want.of[of[i].horizon].by_p90 += of[i].by_p90;
    }
    got = scores(t);
    for (int h = 0; h < HORIZONS; h++) {
        assert_int_equal(got.of[h].started, want.of[h].started);
        assert_int_equal(got.of[h].by_p50, want.of[h].by_p50);
        assert_int_equal(got.of[h].by_p90, want.of[h].by_p90);
        assert_int_equal(got.of[h].withdrawn, 0);
    }
    assert_true(got.of[WITHIN_10_S].told_ms == 9000 + 3000 + 3000);
    assert_true(got.of[WITHIN_10_S].waited_ms >= 15000);
    assert_int_equal(got.waiting, 0);
}

/* Only the first start counts, and only the first forecast; one made while it runs is none. */
static void a_job_is_scored_once(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX], other[ID_MAX];
    told(t, id, 4000, 8000);
    struct forecast_row again = {id, 1, 1, 2, 3};
    WRITE(t->store, put, &again);
    WRITE(t->store, start, id);
    WRITE(t->store, stop, id);
    WRITE(t->store, put, &again);
    WRITE(t->store, start, id);
    temp_store_job(t, id_new(other, "job"), "k");
    WRITE(t->store, start, other);
    again.job = other;
    WRITE(t->store, put, &again);
    struct forecast_scores s = scores(t);
    assert_int_equal(s.of[WITHIN_10_S].started, 1);
    assert_int_equal(s.of[WITHIN_10_S].by_p50, 1);
    assert_int_equal(s.waiting, 0);
}

static void cancelled_and_paused_jobs_are_withdrawn_and_late_ones_are_seen(void **state)
{
    struct temp_store *t = *state;
    char a[ID_MAX], b[ID_MAX], c[ID_MAX], d[ID_MAX];
    WRITE(t->store, temp_store_cancel, told(t, a, 4000, 8000));
    WRITE(t->store, pause_job, told(t, b, 4000, 8000));
    WRITE(t->store, temp_store_cancel, b);
    told(t, c, 4000, 8000);
    told(t, d, -2000, -1000);
    struct forecast_scores s = scores(t);
    assert_int_equal(s.of[WITHIN_10_S].withdrawn, 2);
    assert_int_equal(s.of[WITHIN_10_S].started, 0);
    assert_int_equal(s.waiting, 2);
    assert_int_equal(s.late, 1);
}

/* (waited + 1 s) / (foreseen + 1 s): 5 s as told 9 s ago; twice as long; and one that still waits
 * though its time is over. */
static void ratios_are_of_the_last_starts_and_of_those_who_still_wait(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX];
    int64_t ratio[20];
    WRITE(t->store, start, told(t, id, 6000, 7000));   /* 6 s / 12 s */
    WRITE(t->store, start, told(t, id, -3000, -2000)); /* 6 s / 3 s */
    told(t, id, -4000, -3000);                         /* 6 s / 2 s, so far */
    told(t, id, 4000, 8000);                           /* not due */
    told(t, id, NONE, NONE);
    struct reader *r = reader_borrow(t->store, &err);
    int n = store_forecast_ratios(r, clock_wall_ms(), 10, ratio, &err);
    reader_return(r);
    assert_int_equal(n, 3);
    assert_in_range(ratio[0], 500, 530);
    assert_in_range(ratio[1], 2000, 2100);
    assert_in_range(ratio[2], 3000, 3150);
}

static int succeed(struct tx *tx, void *arg, struct err *e)
{
    int rc = tx_exec(tx, e,
                     "UPDATE jobs SET state='succeeded', slot_ms=?, quote_slot_ms=1000"
                     " WHERE state='queued'",
                     "I", *(int64_t *)arg);
    return rc < 0 ? rc : 0;
}

static int64_t pace(struct temp_store *t, int max)
{
    int64_t p = -1;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_forecast_pace(r, max, &p, &err));
    reader_return(r);
    return p;
}

/* Four jobs say nothing yet; of more the newest count, by their sums. */
static void the_pace_is_what_jobs_took_over_what_they_were_quoted(void **state)
{
    struct temp_store *t = *state;
    char id[ID_MAX];
    for (int i = 0; i < 10; i++) {
        int64_t slot_ms = i < 5 ? 9000 : 2000 + 500 * (i % 2);
        if (i == 4)
            assert_int_equal(pace(t, 64), 1000);
        temp_store_job(t, id_new(id, "job"), "j");
        WRITE(t->store, succeed, &slot_ms);
    }
    assert_int_equal(pace(t, 5), 2300); /* 2.5 2 2.5 2 2.5 */
    assert_int_equal(pace(t, 64), 5650);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, temp_store_setup, temp_store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_start_scores_its_forecast_by_its_horizon),
        TEST(a_job_is_scored_once),
        TEST(cancelled_and_paused_jobs_are_withdrawn_and_late_ones_are_seen),
        TEST(the_pace_is_what_jobs_took_over_what_they_were_quoted),
        TEST(ratios_are_of_the_last_starts_and_of_those_who_still_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
