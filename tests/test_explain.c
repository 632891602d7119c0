/* test_explain.c - why a job waits, what would start it, and when it will: every constraint once,
 * the sentences, and forecasts by hand. That changes start jobs is test_sched_properties' business.
 */
#include "tests/support/sched_case.h"

#include "server/sched/explain.h"
#include "server/sched/forecast.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *line, *job;
    int position;
    const char *constraints, *change;
} cases[] = {
    {"slots 4; a; a1=3 a2?4", "a2", 1,
     "slots 1/4, entitlement 4/7: 1 CPU slot is free, the job needs 4", "1 slot instead of 4"},
    {"slots 4; a m2; a1=2 a2?1", "a2", 1,
     "max_slots 2/3, entitlement 2/3: a may hold at most 2 CPU slots, with this job it would hold "
     "3",
     "raise max cpu_slots of a from 2 to 3"},
    {"slots 9; a j3; a1=1 a2=1 a3=1 a4?1", "a4", 1,
     "max_running_jobs 3/4: a may run at most 3 jobs, this would be number 4",
     "raise max_running_jobs of a from 3 to 4"},
    {"slots 9; a j3; a1=1 a2=1 a3=1 a4?1 a5?1", "a5", 2,
     "max_running_jobs 3/4: a may run at most 3 jobs, this would be number 4",
     "raise max_running_jobs of a from 3 to 5"},
    {"slots 2 quantum 10 now 104; a, b; b1=1@100 b2=1@101 a1?1", "a1", 1,
     "slots 0/1, quantum 4000/10000: 0 CPU slots are free, the job needs 1",
     "3 CPU slots for the machine instead of 2"},
    {"slots 4; a, b; a1=1 b1=3 a2?2 b2?1", "b2", 2,
     "slots 0/1, entitlement 2/4: 0 CPU slots are free, the job needs 1",
     "5 CPU slots for the machine instead of 4"},
    {"slots 4; a, b; b1=3 ~10 a1?4 b2?1 ~30", "b2", 2,
     "reservation 10000/30000: a wider job has a reservation in 10.0 s, this one would take 30.0 s",
     "5 CPU slots for the machine instead of 4"},
};

static const char *constraints_text(const struct explanation *e, char *text)
{
    size_t n = 0;
    char sentence[256];
    for (int i = 0; i < e->n_constraints; i++) {
        const struct constraint *c = &e->constraints[i];
        if (c->node != e->constraints[0].node && c->code != WAIT_ENTITLEMENT &&
            c->code != WAIT_QUANTUM)
            continue; /* the other levels of the tree */
        n += (size_t)sprintf(text + n, "%s%s %lld/%lld", n ? ", " : "",
                             constraint_code_name(c->code), (long long)c->have, (long long)c->need);
    }
    sprintf(text + n, ": %s",
            explain_constraint_text(&e->constraints[0], NULL, NULL, sentence, sizeof sentence));
    return text;
}

/* The view as the scheduler leaves it: nothing more to do, reservations made. */
static struct view *settled(const char *line)
{
    struct sched_case c;
    struct plan p;
    case_parse(&c, line);
    struct view *v = case_view(&c);
    plan_init(&p);
    assert_int_equal(plan_make(v, &p, NULL), 0);
    plan_apply(v, &p);
    plan_done(&p);
    return v;
}

static void every_constraint_is_told_with_its_change(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct view *v = settled(cases[i].line);
        struct explanation e;
        char text[1024], change[256];
        assert_int_equal(explain_make(v, cases[i].job, &e, NULL), 0);
        assert_false(e.starts);
        assert_true(e.proved);
        constraints_text(&e, text);
        explain_change_text(&e, NULL, NULL, change, sizeof change);
        if (e.position != cases[i].position || strcmp(text, cases[i].constraints) != 0 ||
            strcmp(change, cases[i].change) != 0) {
            print_error("%s: %s: %d \"%s\" \"%s\"\n", cases[i].line, cases[i].job, e.position, text,
                        change);
            wrong++;
        }
        view_free(v);
    }
    assert_int_equal(wrong, 0);
}

static void job_of(struct view *v, const char *id, int64_t width, int64_t memory, int64_t credits,
                   int64_t work, int64_t work_p90)
{
    struct job_spec j;
    job_spec_init(&j);
    j.id = id;
    j.leaf = "t";
    j.width = width;
    j.memory = memory;
    j.credits = credits;
    j.work = work;
    j.work_p90 = work_p90;
    assert_int_equal(view_job_put(v, &j, NULL), 0);
}

static struct view *one_tenant(int64_t slots, int64_t memory, int64_t credits)
{
    struct view_settings s;
    struct tenant_spec t;
    view_settings_init(&s);
    s.slots[SLOT_CPU] = slots;
    s.memory = memory;
    struct view *v = view_new(&s);
    tenant_spec_init(&t);
    t.id = "t";
    t.limit[RES_CREDITS] = credits;
    assert_int_equal(view_tenant_put(v, &t, NULL), 0);
    return v;
}

static const char *acme(void *arg, const char *id)
{
    (void)arg;
    return strcmp(id, "t") == 0 ? "acme" : NULL;
}

static void credits_and_memory_are_limits_too(void **state)
{
    (void)state;
    struct explanation e;
    char text[256];
    struct view *v = one_tenant(4, 100 << 20, 1000000);
    job_of(v, "j1", 1, 0, 600000, -1, -1);
    job_of(v, "j2", 0, 0, 800000, -1, -1);
    job_of(v, "j3", 0, 101 << 20, 0, -1, -1);
    assert_int_equal(explain_make(v, "j2", &e, NULL), 0);
    assert_int_equal(e.constraints[0].code, WAIT_CREDITS);
    assert_int_equal(e.constraints[0].have, 400000);
    assert_string_equal(explain_change_text(&e, acme, NULL, text, sizeof text),
                        "0.4 credits more for acme");
    assert_string_equal(
        explain_constraint_text(&e.constraints[0], acme, NULL, text, sizeof text),
        "acme has 0.4 credits left that no running job has reserved, the job reserves 0.8");
    assert_int_equal(explain_make(v, "j3", &e, NULL), 0);
    assert_int_equal(e.constraints[0].code, WAIT_MEMORY);
    assert_string_equal(explain_change_text(&e, acme, NULL, text, sizeof text),
                        "raise memory_bytes of the machine from 100.0 MiB to 101.0 MiB");
    view_free(v);
}

static void who_runs_or_starts_now_has_nothing_to_explain(void **state)
{
    (void)state;
    struct explanation e;
    struct err err;
    struct view *v = one_tenant(2, LIMIT_NONE, LIMIT_NONE);
    job_of(v, "j1", 1, 0, 0, -1, -1);
    job_of(v, "j2", 0, 0, 0, -1, -1);
    assert_int_equal(explain_make(v, "j1", &e, NULL), 0);
    assert_int_equal(e.position, 0);
    assert_int_equal(explain_make(v, "j2", &e, NULL), 0);
    assert_true(e.starts);
    assert_int_equal(explain_make(v, "j3", &e, &err), ERR_NOT_FOUND);
    view_free(v);
}

static void a_forecast_runs_the_scheduler_forward(void **state)
{
    (void)state;
    struct forecast f;
    struct view *v = one_tenant(2, LIMIT_NONE, LIMIT_NONE);
    job_of(v, "j1", 1, 0, 0, 10000, 15000);
    job_of(v, "j2", 1, 0, 0, 20000, 20000);
    job_of(v, "j3", 0, 0, 0, 5000, -1);
    job_of(v, "j4", 0, 0, 0, 7000, 8000);
    assert_int_equal(forecast_make(v, "j4", &f, NULL), 0);
    assert_int_equal(f.start_p50, 15000); /* after j1 and j3 */
    assert_int_equal(f.finish_p50, 22000);
    assert_int_equal(f.start_p90, 20000); /* j1 to 15 s, j3 to 20 s; j2 ends then too */
    assert_int_equal(f.finish_p90, 28000);
    assert_int_equal(forecast_make(v, "j1", &f, NULL), 0);
    assert_int_equal(f.start_p50, 0);
    assert_int_equal(f.finish_p90, 15000);
    view_free(v);
}

static void without_quotes_there_is_no_forecast(void **state)
{
    (void)state;
    struct forecast f;
    struct view *v = one_tenant(1, LIMIT_NONE, LIMIT_NONE);
    job_of(v, "j1", 1, 0, 0, -1, -1);
    job_of(v, "j2", 0, 0, 0, 5000, -1);
    assert_int_equal(forecast_make(v, "j2", &f, NULL), 0);
    assert_true(f.start_p50 == TIME_UNKNOWN && f.finish_p90 == TIME_UNKNOWN);
    view_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_constraint_is_told_with_its_change),
        cmocka_unit_test(credits_and_memory_are_limits_too),
        cmocka_unit_test(who_runs_or_starts_now_has_nothing_to_explain),
        cmocka_unit_test(a_forecast_runs_the_scheduler_forward),
        cmocka_unit_test(without_quotes_there_is_no_forecast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
