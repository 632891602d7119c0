/* test_explain.c - why a job waits, what would start it, and when it will: every constraint once,
 * the sentences, and forecasts by hand. That changes start jobs is test_sched_properties' business.
 */
#include "tests/support/sched_case.h"

#include "server/sched/explain.h"
#include "server/sched/forecast.h"
#include "server/sched/usage.h"

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

/* Jobs have taken twice what they were quoted: what is left of each takes twice as long. */
static void a_pace_stretches_what_is_left(void **state)
{
    (void)state;
    struct forecast f;
    struct view *v = one_tenant(1, LIMIT_NONE, LIMIT_NONE);
    job_of(v, "j1", 1, 0, 0, 10000, -1);
    job_of(v, "j2", 0, 0, 0, 5000, -1);
    view_now_set(v, 4000);
    forecast_pace(v, 2000);
    assert_int_equal(forecast_make(v, "j2", &f, NULL), 0);
    assert_int_equal(f.start_p50, 16000); /* 6 s left, twice */
    assert_int_equal(f.finish_p50, 26000);
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

/* Two equal tenants and one slot: the older holds it, and by its use of now it would keep it for
 * its whole 60 s. Each turn of 10 s reads what it used since; at the first the other is owed the
 * slot. */
static struct view *a_slot_and_history(int64_t turn_ms, bool turned)
{
    struct view_settings s;
    struct tenant_spec t;
    view_settings_init(&s);
    s.slots[SLOT_CPU] = 1;
    s.quantum_ms = 0;
    s.turn_ms = turn_ms;
    s.half_life_ms = 10000;
    struct view *v = view_new(&s);
    tenant_spec_init(&t);
    t.id = "a";
    view_tenant_put(v, &t, NULL);
    t.id = "b";
    t.order = 1;
    view_tenant_put(v, &t, NULL);
    for (int i = 0; i < 2; i++) {
        struct job_spec j;
        job_spec_init(&j);
        j.id = i ? "b1" : "a1";
        j.leaf = i ? "b" : "a";
        j.width = i == 0;
        j.work = 60000;
        view_job_put(v, &j, NULL);
    }
    if (turned)
        view_turn(v);
    return v;
}

static void a_forecast_takes_the_turns_of_history(void **state)
{
    (void)state;
    struct forecast f;
    struct view *v = a_slot_and_history(10000, true);
    assert_int_equal(forecast_make(v, "b1", &f, NULL), 0);
    assert_int_equal(f.start_p50, 10000);
    view_now_set(v, 4000); /* what a has used since the turn goes with the copy */
    assert_int_equal(forecast_make(v, "b1", &f, NULL), 0);
    assert_int_equal(f.start_p50, 10000);
    view_free(v);
    v = a_slot_and_history(10000, false);
    assert_int_equal(forecast_make(v, "b1", &f, NULL), 0);
    assert_int_equal(f.start_p50, 60000);
    view_free(v);
}

/* The books of a copy are those of the view: the same turn reads the same use. */
static void a_copy_goes_on_from_the_same_books(void **state)
{
    (void)state;
    struct view *v = a_slot_and_history(10000, true);
    view_now_set(v, 7000);
    struct view *copy = view_dup(v);
    view_turn(v);
    view_turn(copy);
    assert_true(node_usage(view_node_find(v, "a"), SLOT_CPU) > 0);
    assert_int_equal(node_usage(view_node_find(v, "a"), SLOT_CPU),
                     node_usage(view_node_find(copy, "a"), SLOT_CPU));
    view_free(copy);
    view_free(v);
}

static void all_forecasts_are_those_of_each(void **state)
{
    (void)state;
    struct forecast one;
    struct forecasts all;
    struct view *v = one_tenant(2, LIMIT_NONE, LIMIT_NONE);
    char id[8];
    for (int i = 1; i < 40; i++) {
        snprintf(id, sizeof id, "j%d", i);
        job_of(v, id, i <= 2, 0, 0, 1000 * (1 + i * 7 % 13), -1);
    }
    struct view *copy = view_dup(v);
    assert_int_equal(forecast_all(copy, 1000, NULL, NULL, &all, NULL), 0);
    assert_int_equal(all.n, 37);
    for (int i = 3; i < 40; i++) {
        snprintf(id, sizeof id, "j%d", i);
        const struct foreseen *f = map_get(&all.by_id, id);
        assert_int_equal(forecast_make(v, id, &one, NULL), 0);
        assert_int_equal(f->start, one.start_p50);
        assert_true(f->start < TIME_UNKNOWN);
    }
    forecasts_done(&all);
    view_free(copy);
    copy = view_dup(v);
    assert_int_equal(forecast_all(copy, 3, NULL, NULL, &all, NULL), 0); /* three plans reach few */
    assert_int_equal(((struct foreseen *)map_get(&all.by_id, "j39"))->start, TIME_UNKNOWN);
    forecasts_done(&all);
    view_free(copy);
    view_free(v);
}

static void forecasts_are_moved_as_earlier_ones_were_off(void **state)
{
    (void)state;
    int64_t ratio[99];
    for (int i = 0; i < 99; i++)
        ratio[i] = 1000 + 10 * i;
    struct forecast_bias few = forecast_bias(ratio, FORECAST_RATIOS_MIN - 1);
    assert_true(few.p50 == 1000 && few.p90 == 1500);
    struct forecast_bias b = forecast_bias(ratio, 99); /* ranks 50 and 90 of 99 */
    assert_true(b.p50 == 1490 && b.p90 == 1890);
    struct forecast f = {9000, 9000, 11000, 11000};
    forecast_correct(&f, 4000, b); /* 5 s + 1 s ahead */
    assert_true(f.start_p50 == 4000 + 7940 && f.start_p90 == 4000 + 10340);
    assert_true(f.finish_p50 == f.start_p50 + 2000 && f.finish_p90 == f.start_p90 + 2000);
    f = (struct forecast){TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN, TIME_UNKNOWN};
    forecast_correct(&f, 4000, b);
    assert_true(f.start_p50 == TIME_UNKNOWN && f.finish_p90 == TIME_UNKNOWN);
    f = (struct forecast){100, 100, 200, 200}; /* it runs already */
    forecast_correct(&f, 4000, b);
    assert_true(f.start_p50 == 100 && f.start_p90 == 100 && f.finish_p50 == 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_forecast_takes_the_turns_of_history),
        cmocka_unit_test(a_copy_goes_on_from_the_same_books),
        cmocka_unit_test(all_forecasts_are_those_of_each),
        cmocka_unit_test(forecasts_are_moved_as_earlier_ones_were_off),
        cmocka_unit_test(every_constraint_is_told_with_its_change),
        cmocka_unit_test(credits_and_memory_are_limits_too),
        cmocka_unit_test(who_runs_or_starts_now_has_nothing_to_explain),
        cmocka_unit_test(a_forecast_runs_the_scheduler_forward),
        cmocka_unit_test(without_quotes_there_is_no_forecast),
        cmocka_unit_test(a_pace_stretches_what_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
