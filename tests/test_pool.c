/* test_pool.c - teams: every lane once, whatever the width and however it changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "server/run/pool.h"
#include <sched.h>
#include <stdatomic.h>

enum { LANES = 13, STEPS = 20000, TEAMS = 3 };

struct tally {
    _Atomic int lanes[LANES];
    _Atomic int widest, units;
};
static struct tally tallies[TEAMS];
static _Atomic int finished;

static void lane(void *arg, int i)
{
    struct tally *t = arg;
    atomic_fetch_add(&t->lanes[i], 1);
}

/* A "training" of at least STEPS units with a different number of lanes each, which has been wide.
 */
static void job(void *arg, struct team *team)
{
    (void)arg;
    struct tally *t = &tallies[team_job(team)[0] - '0'];
    const struct parallel *p = team_parallel(team);
    for (int step = 0; step < STEPS || atomic_load(&t->widest) < 2; step++) {
        int width = team_follow(team);
        if (width > atomic_load(&t->widest))
            atomic_store(&t->widest, width);
        p->run(p->ctx, 1 + step % LANES, lane, t);
        atomic_fetch_add(&t->units, 1);
    }
    atomic_fetch_add(&finished, 1);
}

/* Teams whose widths change all the time run every lane of every step exactly once. */
static void every_lane_runs_once(void **state)
{
    (void)state;
    struct pool *pool = pool_new(job, NULL);
    struct team *teams[TEAMS];
    for (int i = 0; i < TEAMS; i++) {
        char id[2] = {(char)('0' + i), 0};
        teams[i] = pool_start(pool, id, 1 + i, NULL);
        assert_non_null(teams[i]);
    }
    for (unsigned turn = 0; atomic_load(&finished) < TEAMS; turn++) {
        for (int i = 0; i < TEAMS; i++)
            team_target(teams[i], (int)((turn * 7 + (unsigned)i * 3) % 6)); /* 0, too */
        sched_yield();
    }
    for (int i = 0; i < TEAMS; i++)
        team_release(teams[i]);
    pool_free(pool);
    for (int i = 0; i < TEAMS; i++) {
        assert_true(tallies[i].units >= STEPS);
        for (int k = 0; k < LANES; k++) {
            int expect = 0;
            for (int step = 0; step < tallies[i].units; step++)
                expect += 1 + step % LANES > k;
            assert_int_equal(tallies[i].lanes[k], expect);
        }
    }
}

static _Atomic int seen_stop;

static void endless(void *arg, struct team *team)
{
    (void)arg;
    const struct parallel *p = team_parallel(team);
    while (!team_stop_asked(team)) {
        team_follow(team);
        p->run(p->ctx, 4, lane, &tallies[0]);
    }
    atomic_store(&seen_stop, team_stop_asked(team));
}

/* A team stops between two units, and the first reason given stays. */
static void stops_between_units(void **state)
{
    (void)state;
    struct pool *pool = pool_new(endless, NULL);
    struct team *t = pool_start(pool, "x", 3, NULL);
    team_stop(t, 5);
    team_stop(t, 2);
    pool_free(pool);
    team_release(t);
    assert_int_equal(seen_stop, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lane_runs_once),
        cmocka_unit_test(stops_between_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
