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
    /* 50 slot-seconds on 4 slots when both come within one millisecond and share them; else the
     * second waits until its user's first is done */
    bool at_once = trace.job[0].submit_ms == trace.job[1].submit_ms;
    double least = at_once ? 12.5 : 15;
    assert_true(replayed(&trace, "makespan_s") >= least);
    assert_true(replayed(&trace, "makespan_s") < least + 1);
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

static int quota_put(struct tx *tx, void *arg, struct err *e)
{
    return store_quota_set(tx, arg, (const int64_t[STORE_DEVICES]){4, 0}, e);
}

/* A tenant's max holds in the replay as it did in the daemon, and can be asked away; a job that is
 * content with fewer slots than it asks for runs beneath it. */
static void caps_are_kept_and_can_be_changed(void **state)
{
    struct temp_store *t = *state;
    struct trace trace;
    char path[300], set[300];
    struct quota_row quota = temp_store_quota(t->tenant);
    quota.max[STORE_CPU] = 2;
    WRITE(t->store, quota_put, &quota);
    job_put(t, "job_1", 4, 40000); /* of 1..4 slots: 20 s on 2, 10 s on 4 */
    snprintf(path, sizeof path, "%s/allot.db", t->dir);
    trace_init(&trace);
    OK(trace_read_db(&trace, path, &err));
    assert_true(replayed(&trace, "makespan_s") == 20);
    snprintf(set, sizeof set, "tenant.%s.max=4", trace.tenant[trace.job[0].tenant].name);
    OK(trace_set(&trace, set, &err));
    assert_true(replayed(&trace, "makespan_s") == 10);
    snprintf(set, sizeof set, "tenant.%s.max=0", trace.tenant[trace.job[0].tenant].name);
    OK(trace_set(&trace, set, &err));
    assert_true(replayed(&trace, "refused") == 1);
    trace_done(&trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(caps_are_kept_and_can_be_changed, temp_store_setup,
                                        temp_store_teardown),
        cmocka_unit_test_setup_teardown(a_history_replays_while_the_store_is_open, temp_store_setup,
                                        temp_store_teardown),
        cmocka_unit_test_setup_teardown(a_change_of_weight_is_taken_by_name, temp_store_setup,
                                        temp_store_teardown),
        cmocka_unit_test(what_is_no_database_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
