/* test_replay_db.c - a daemon's own history as a trace: while the store is open, from a copy. */
#include "server/base/json.h"
#include "server/sim/replay.h"
#include "server/store/jobs.h"
#include "tests/support/temp_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void job_put(struct temp_store *t, const char *id, int64_t slots, int64_t quote_slot_ms)
{
    struct job_row row = temp_store_job_row(t, id, id);
    row.slots_max = slots;
    row.lanes = slots;
    row.quote_slot_ms = quote_slot_ms;
    WRITE(t->store, temp_store_insert_job, &row);
}

static double replayed(const struct trace *t, const char *field)
{
    struct replay_options o = {.slots = {4, 0}, .policy = &policy_fair};
    view_settings_init(&o.set);
    struct json *j = replay_run(t, &o, &err);
    if (!j)
        fail_msg("%s", err.text);
    double x = json_num(json_get(j, field), -1);
    json_free(j);
    return x;
}

static void a_history_replays_while_the_store_is_open(void **state)
{
    struct temp_store *t = *state;
    struct trace trace;
    char path[300];
    job_put(t, "job_1", 4, 40000); /* 10 s on 4 slots */
    job_put(t, "job_2", 2, 10000); /* 5 s on 2 */
    job_put(t, "job_3", 2, 0);     /* nothing known: it is no work */
    snprintf(path, sizeof path, "%s/allot.db", t->dir);
    trace_init(&trace);
    OK(trace_read_db(&trace, path, &err));
    assert_int_equal(trace.n_jobs, 2);
    assert_int_equal(trace.job[0].duration_ms + trace.job[1].duration_ms, 15000);
    assert_true(replayed(&trace, "jobs") == 2);
    assert_true(replayed(&trace, "makespan_s") >= 15);
    assert_true(replayed(&trace, "makespan_s") < 16);
    trace_done(&trace);
}

static void a_change_of_weight_is_taken_by_name(void **state)
{
    struct temp_store *t = *state;
    struct trace trace;
    char path[300], set[300];
    snprintf(path, sizeof path, "%s/allot.db", t->dir);
    trace_init(&trace);
    OK(trace_read_db(&trace, path, &err));
    assert_true(trace.n_tenants > 0);
    snprintf(set, sizeof set, "tenant.%s.weight=7", trace.tenant[0].name);
    OK(trace_set(&trace, set, &err));
    assert_int_equal(trace.tenant[0].weight, 7);
    trace_done(&trace);
}

static void what_is_no_database_is_refused(void **state)
{
    (void)state;
    struct trace trace;
    trace_init(&trace);
    FAILS(trace_read_db(&trace, "/nowhere/allot.db", &err), ERR_IO, "No such file");
    trace_done(&trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_history_replays_while_the_store_is_open, temp_store_setup,
                                        temp_store_teardown),
        cmocka_unit_test_setup_teardown(a_change_of_weight_is_taken_by_name, temp_store_setup,
                                        temp_store_teardown),
        cmocka_unit_test(what_is_no_database_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
