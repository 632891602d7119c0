/* test_plan.c - what the scheduler does: every case of the rules and then the finer print, through
 * plan_make and through the JSON of `allotd sim decide`. After each plan a second one is empty. */
#include "tests/support/sched_case.h"

#include "server/sim/answer.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREE "slots 9; a g3, b g3, c g3; "

static const struct {
    const char *name, *line, *plan;
} cases[] = {
    /* the rules' own cases */
    {"c below its guarantee takes b's newest",
     THREE "a1=1@1 a2=1@2 a3=1@3 b1=1@4 b2=1@5 b3=1@6 b4=1@7 b5=1@8 c1=1@9 c2?1",
     "preempt b5, start c2:1"},
    {"a below its entitlement of 4 takes b's newest",
     THREE "a1=1@1 a2=1@2 a3=1@3 b1=1@4 b2=1@5 b3=1@6 b4=1@7 b5=1@8 c1=1@9 a4?1",
     "preempt b5, start a4:1"},
    {"all at their entitlement",
     THREE "a1=1@1 a2=1@2 a3=1@3 b1=1@4 b2=1@5 b3=1@6 c1=1@7 c2=1@8 c3=1@9 c4?1", ""},
    {"one rigid job of 9 is preempted", THREE "b1=9 a1?2", "preempt b1, start a1:2"},
    {"one elastic job of 9 is narrowed", THREE "b1=9/1-9 a1?2", "narrow b1:7, start a1:2"},
    {"one run that is enough goes alone", THREE "b1=2@1 b2=2@2 c1=2@3 c2=3@4 a1?3",
     "preempt c2, start a1:3"},
    {"and does not come back", THREE "b1=2@1 b2=2@2 c1=2@3 a1=3@5 c2?3", ""},
    {"not past the entitlement", THREE "a1=2@1 b1=7@2 a2?5", ""},
    {"narrowing outranks preempting", THREE "b1=3/1-3@1 b2=3/1-3@2 b3=3/1-3@3 a1?3",
     "narrow b2:2, narrow b3:1, start a1:3"},
    {"an elastic job takes its entitlement by narrowing", "slots 9; a, b; b1=9/1-9 a1?1-9",
     "narrow b1:4, start a1:5"},
    {"a rigid job wider than its entitlement gives way", "slots 2; a, b; a1=2 b1?1",
     "preempt a1, start b1:1"},
    /* fill */
    {"an empty machine is filled in turn order", "slots 4; a, b; a1?1 a2?1 a3?1 b1?1 b2?1 b3?1",
     "start a1:1, start a2:1, start b1:1, start b2:1"},
    {"weights in turn order", "slots 4; a, b w3; a1?1 a2?1 a3?1 b1?1 b2?1 b3?1 b4?1",
     "start a1:1, start b1:1, start b2:1, start b3:1"},
    {"no slot idles while a job fits", "slots 4; a, b; a1?3 a2?3 a3?1", "start a1:3, start a3:1"},
    {"priority, then submit time, then id inside a tenant",
     "slots 3; a; a1?1 a2?1 +5 a3?1 +4 a4?1 !1 a5?1", "start a1:1, start a4:1, start a5:1"},
    {"an elastic job fills the rest", "slots 5; a; a1?1-9 a2?2", "start a1:3, start a2:2"},
    {"nine jobs of one tenant get no more than one wide job of another",
     "slots 10; a, b; a1?1 a2?1 a3?1 a4?1 a5?1 a6?1 a7?1 a8?1 a9?1 b1?1-10",
     "start a1:1, start a2:1, start a3:1, start a4:1, start a5:1, start b1:5"},
    {"running jobs are widened when slots are free", "slots 5; a, b; a1=1/1-9 b1=1/1-9",
     "widen a1:3, widen b1:2"},
    {"guarantees come first", "slots 3; a w9, b g2; a1?1 a2?1 a3?1 b1?1 b2?1 b3?1",
     "start a1:1, start b1:1, start b2:1"},
    {"cpu and gpu apart", "slots 1 gpu 1; a; a1?1 a2?1 *a3?1 *a4?1", "start a1:1, start a3:1"},
    /* caps */
    {"max is never exceeded", "slots 9; a m2; a1=1 a2?1 a3?1", "start a2:1"},
    {"max stops widening", "slots 9; a m2; a1?1-9", "start a1:2"},
    {"max of a parent", "slots 9; p m2, a <p, b <p; a1?1 b1?1 b2?1", "start a1:1, start b1:1"},
    {"max_running_jobs", "slots 9; a j2; a1=1 a2?1 a3?1", "start a2:1"},
    {"a lowered max narrows first", "slots 9; a m2; a1=3/1-3@1 a2=1@2", "narrow a1:1"},
    {"a lowered max preempts what it must", "slots 9; a m1; a1=2 a2=2@1", "preempt a1, preempt a2"},
    {"fewer slots: the furthest above entitlement", "slots 2; a, b; a1=1@1 b1=1@2 b2=1@3",
     "preempt b2"},
    {"a lowered max_running_jobs", "slots 9; a j1; a1=1@1 a2=1@2", "preempt a2"},
    {"where a cap binds, victims come from beneath it",
     "slots 9; p m2, a <p, b <p, c; b1=1@1 b2=1@2 c1=7@3 a1?1", "preempt b2, start a1:1"},
    /* quantum */
    {"a young run is spared", "slots 2 quantum 10 now 105; a, b; b1=1@100 b2=1@100 a1?1", ""},
    {"at the quantum it is not", "slots 2 quantum 10 now 110; a, b; b1=1@100 b2=1@100 a1?1",
     "preempt b2, start a1:1"},
    {"a guarantee comes back at once",
     "slots 2 quantum 10 now 105; a g1, b; b1=1@100 b2=1@100 a1?1", "preempt b2, start a1:1"},
    {"an ancestor's guarantee too, from outside it",
     "slots 4 quantum 10 now 105; p g2, x, a <p, b <p; b1=1@100 x1=1@100 x2=1@101 x3=1@99 a1?1",
     "preempt x2, start a1:1"},
    {"two users each ask for three of their tenant's four: one has them, whatever they are "
     "entitled to",
     "slots 9; p g4 m4, x, a <p, b <p; x1=9/1-9 a1?3 b1?3", "narrow x1:6, start a1:3"},
    {"at once, and from outside the guarantee",
     "slots 9 quantum 10 now 105; p g4, x, a <p, b <p; b1=1@1 x1=4@100 x2=4@101 a1?3 b2?9",
     "preempt x2, start a1:3"},
    {"not past the guarantee", "slots 9; p g4 m4, x, a <p, b <p; x1=7/1-9 b1=2 a1?3 b2?3", ""},
    {"narrowing respects the quantum", "slots 4 quantum 10 now 105; a, b; b1=4/1-4@100 a1?1", ""},
    /* victims */
    {"lowest priority first", "slots 4; a, b; b1=1@1 b2=1@2 !1 b3=1@3 !1 b4=1@4 !1 a1?1",
     "preempt b1, start a1:1"},
    {"greedy, then put back", "slots 6; a g5, b, c; b1=1@1 b2=2@9 b3=3@2 a1?5",
     "preempt b2, preempt b3, start a1:5"},
    /* rebalance */
    {"a running job is widened by narrowing", "slots 9; a, b; a1=1/1-9 b1=8/1-9",
     "narrow b1:4, widen a1:5"},
    {"never by preempting", "slots 9; a, b; a1=1/1-9 b1=4 b2=4", ""},
    {"rebalance respects the quantum", "slots 9 quantum 10 now 5; a, b; a1=1/1-9 b1=8/1-9", ""},
    /* reservations */
    {"a wide job is reserved for", "slots 4; a, b; b1=3@0 ~10 a1?4 ", "reserve a1 at 10"},
    {"a short job goes before it", "slots 4; a, b; b1=3 ~10 a1?4 b2?1 ~10",
     "start b2:1, reserve a1 at 10"},
    {"a long one does not", "slots 4; a, b; b1=3 ~10 a1?4 b2?1 ~11", "reserve a1 at 10"},
    {"nor one without a quote", "slots 4; a, b; b1=3 ~10 a1?4 b2?1", "reserve a1 at 10"},
    {"what is left over then may be used for long", "slots 4; a, b; b1=3 ~10 a1?3 b2?1",
     "start b2:1, reserve a1 at 10"},
    {"without a known end there is no reservation", "slots 4; a, b; b1=3 a1?4 b2?1", "start b2:1"},
    {"a start inside a guarantee ignores it", "slots 4; a, b, c g1; b1=3 ~10 a1?4 c1?1 ~99",
     "start c1:1, reserve a1 at 99"},
    {"widening borrows", "slots 4; a, b; b1=2/2-4 ~10 a1?4", "widen b1:4, reserve a1 at 5"},
    /* a job may come back in the same plan, narrower */
    {"a machine of nothing", "slots 0; a; a1?1", ""},
};

static const char *plan_of_view(const struct sched_case *c, char *text)
{
    struct view *v = case_view(c);
    struct plan p;
    struct err err;
    plan_init(&p);
    assert_int_equal(plan_make(v, &p, &err), 0);
    case_plan_text(&p, text);
    plan_apply(v, &p);
    assert_int_equal(plan_make(v, &p, &err), 0);
    if (p.n) {
        char again[CASE_TEXT];
        fail_msg("after \"%s\" a second plan: \"%s\"", text, case_plan_text(&p, again));
    }
    plan_done(&p);
    view_free(v);
    return text;
}

static const char *plan_of_json(const struct sched_case *c, char *text)
{
    char scenario[CASE_TEXT];
    struct scenario s;
    struct faults faults = {0};
    case_json(c, true, scenario);
    if (scenario_read(&s, scenario, strlen(scenario), true, &faults))
        fail_msg("%s: %s", faults.v[0].pointer, faults.v[0].detail);
    struct json *answer = answer_decide(&s, &faults);
    assert_non_null(answer);
    size_t n = 0;
    *text = 0;
    const struct json *e = json_first(json_get(answer, "actions"));
    for (; e; e = json_next(e)) {
        n += (size_t)sprintf(text + n, "%s%s %s", n ? ", " : "", json_str(json_get(e, "do"), "?"),
                             json_str(json_get(e, "job"), "?"));
        if (json_get(e, "width"))
            n += (size_t)sprintf(text + n, ":%d", (int)json_int(json_get(e, "width"), -1));
    }
    for (e = json_first(json_get(answer, "reservations")); e; e = json_next(e))
        n += (size_t)sprintf(text + n, "%sreserve %s at %d", n ? ", " : "",
                             json_str(json_get(e, "job"), "?"),
                             (int)json_int(json_get(e, "at"), -1));
    json_free(answer);
    scenario_done(&s);
    return text;
}

static void every_case_is_decided_as_the_rules_say(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sched_case c;
        char text[CASE_TEXT];
        case_parse(&c, cases[i].line);
        if (strcmp(plan_of_view(&c, text), cases[i].plan) != 0) {
            print_error("%s: \"%s\", not \"%s\"\n", cases[i].name, text, cases[i].plan);
            wrong++;
        }
        if (strcmp(plan_of_json(&c, text), cases[i].plan) != 0) {
            print_error("%s as JSON: \"%s\", not \"%s\"\n", cases[i].name, text, cases[i].plan);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_is_decided_as_the_rules_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
