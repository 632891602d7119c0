/* test_divide.c - what each tenant should hold: every case of the rules, through the functions and
 * through the JSON of `allotd sim divide`. */
#include "tests/support/sched_case.h"

#include "server/sched/divide.h"
#include "server/sched/usage.h"
#include "server/sim/answer.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *line, *shares;
} cases[] = {
    {"guarantees, both satisfied", "slots 15; a g2, b g2; a1?6 b1?6", "a 6 b 6 left 3"},
    {"just enough", "slots 12; a g2, b g2; a1?6 b1?6", "a 6 b 6 left 0"},
    {"one short: the older has it", "slots 11; a g2, b g2; a1?6 b1?6", "a 6 b 5 left 0"},
    {"weights 1:3", "slots 8; a, b w3; a1?100 b1?100", "a 2 b 6 left 0"},
    {"surplus by weight", "slots 100; a g10 w3, b g10; a1?100 b1?100", "a 70 b 30 left 0"},
    {"weight is of the surplus", "slots 11; a g2, b g2 w4; a1?10 b1?10", "a 3 b 8 left 0"},
    {"large", "slots 1000; a g250, b g150 w2; a1?5000 b1?5000", "a 450 b 550 left 0"},
    {"max on the second", "slots 1000; a g250, b g150 w2 m400; a1?5000 b1?5000",
     "a 600 b 400 left 0"},
    {"6:2:1", "slots 9999; a w6, b w2, c; a1?10000 b1?10000 c1?10000",
     "a 6666 b 2222 c 1111 left 0"},
    {"small demands first", "slots 100; a, b, c; a1?1 b1?40 c1?1000", "a 1 b 40 c 59 left 0"},
    {"history, k 0", "slots 16 k 0; a u600, b u200; a1?99 b1?99", "a 8 b 8 left 0"},
    {"history, k .5", "slots 16 k 500; a u600, b u200; a1?99 b1?99", "a 7 b 9 left 0"},
    {"history, k 1", "slots 16 k 1000; a u600, b u200; a1?99 b1?99", "a 5 b 11 left 0"},
    {"history, k 2", "slots 16 k 2000; a u600, b u200; a1?99 b1?99", "a 3 b 13 left 0"},
    {"history, k 10", "slots 16 k 10000; a u600, b u200; a1?99 b1?99", "a 0 b 16 left 0"},
    {"used by weight", "slots 100 k 1000; a u250, b w3 u750; a1?100 b1?100", "a 25 b 75 left 0"},
    {"used equally", "slots 100 k 1000; a u250, b w3 u250; a1?100 b1?100", "a 17 b 83 left 0"},
    {"P = 0 gets what nobody else wants", "slots 16 k 10000; a u600, b u200; a1?99 b1?5",
     "a 11 b 5 left 0"},
    {"tree", "slots 300; x, y, xa <x, xb <x, xc w3 <x, ya <y; xa1?999 xb1?999 xc1?999 ya1?999",
     "x 150 y 150 xa 30 xb 30 xc 90 ya 150 left 0"},
    {"a tree's max is the subtree's", "slots 10; x m4, y, xa <x, xb <x; xa1?9 xb1?9 y1?9",
     "x 4 y 6 xa 2 xb 2 left 0"},
    {"a guarantee below a guarantee", "slots 10; x g6, y w9, xa g4 <x, xb <x; xa1?9 xb1?9 y1?9",
     "x 6 y 4 xa 5 xb 1 left 0"},
    {"the machine shrank: the largest base over guarantee is cut first, the younger first",
     "slots 5; a g4, b g4; a1?9 b1?9", "a 3 b 2 left 0"},
    {"the machine shrank to nothing", "slots 0; a g4, b g4; a1?9 b1?9", "a 0 b 0 left 0"},
    {"nobody asks", "slots 7; a g3, b; ", "a 0 b 0 left 7"},
    {"a weight without demand does not count", "slots 10 k 1000; a u500, b u0 w8; a1?9",
     "a 9 b 0 left 1"},
};

static const char *shares_of_view(const struct sched_case *c, char *text)
{
    struct view *v = case_view(c);
    divide(v);
    int64_t left = c->slots;
    size_t n = 0;
    for (int i = 0; i < c->n_tenants; i++) {
        struct view_node *t = view_node_find(v, c->tenant[i].name);
        int64_t share = node_share(t, SLOT_CPU).entitled;
        if (!*c->tenant[i].parent)
            left -= share;
        n += (size_t)sprintf(text + n, "%s %lld ", c->tenant[i].name, (long long)share);
    }
    sprintf(text + n, "left %lld", (long long)left);
    view_free(v);
    return text;
}

static const char *shares_of_json(const struct sched_case *c, char *text)
{
    char scenario[CASE_TEXT];
    struct scenario s;
    struct faults faults = {0};
    case_json(c, false, scenario);
    if (scenario_read(&s, scenario, strlen(scenario), false, &faults))
        fail_msg("%s: %s", faults.v[0].pointer, faults.v[0].detail);
    struct json *answer = answer_divide(&s, &faults);
    assert_non_null(answer);
    size_t n = 0;
    const struct json *shares = json_get(answer, "shares");
    for (const struct json *e = json_first(shares); e; e = json_next(e))
        n += (size_t)sprintf(text + n, "%s %lld ", json_name(e),
                             (long long)json_int(json_get(e, "cpu"), -1));
    sprintf(text + n, "left %lld",
            (long long)json_int(json_get(json_get(answer, "left"), "cpu"), -1));
    json_free(answer);
    scenario_done(&s);
    return text;
}

static void every_case_divides_as_the_rules_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sched_case c;
        char text[CASE_TEXT];
        case_parse(&c, cases[i].line);
        if (strcmp(shares_of_view(&c, text), cases[i].shares) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", cases[i].name, text, cases[i].shares);
        if (strcmp(shares_of_json(&c, text), cases[i].shares) != 0)
            fail_msg("%s as JSON: \"%s\", not \"%s\"", cases[i].name, text, cases[i].shares);
    }
}

static const struct {
    const char *name;
    int64_t total[2];
    struct drf_tenant a, b;
    int64_t got[2];
} task_cases[] = {
    {"Ghodsi et al., section 4",
     {9, 18},
     {.weight = 1, .demand = 100, .task = {1, 4}},
     {.weight = 1, .demand = 100, .task = {3, 1}},
     {3, 2}},
    {"weight 2", {9, 18}, {2, 0, 100, {1, 4}}, {1, 0, 100, {3, 1}}, {4, 1}},
    {"large", {100, 10000}, {1, 0, 1000, {2, 300}}, {1, 0, 1000, {6, 100}}, {20, 10}},
    {"demand ends it", {9, 18}, {1, 0, 2, {1, 4}}, {1, 0, 100, {3, 1}}, {2, 2}},
    {"one resource is not there", {9, 0}, {1, 0, 9, {1, 4}}, {1, 0, 9, {3, 0}}, {0, 3}},
    {"a task of nothing gets nothing", {9, 9}, {1, 0, 9, {0, 0}}, {1, 0, 9, {3, 0}}, {0, 3}},
};

static void tasks_divide_by_dominant_share(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof task_cases / sizeof *task_cases; i++) {
        struct drf_tenant t[2] = {task_cases[i].a, task_cases[i].b};
        int64_t got[2];
        assert_int_equal(divide_tasks(t, 2, task_cases[i].total, 2, 0, got), 0);
        if (got[0] != task_cases[i].got[0] || got[1] != task_cases[i].got[1])
            fail_msg("%s: %lld and %lld", task_cases[i].name, (long long)got[0], (long long)got[1]);
    }
}

/* With one resource and tasks of one unit, dominant share is the surplus rule itself. */
static void tasks_of_one_unit_divide_like_slots(void **state)
{
    (void)state;
    struct drf_tenant t[3] = {
        {6, 0, 10000, {1}}, {2, VIEW_FRACTION / 4, 900, {1}}, {1, 0, 10000, {1}}};
    int64_t total = 999, got[3];
    assert_int_equal(divide_tasks(t, 3, &total, 1, VIEW_FRACTION, got), 0);
    struct sched_case c;
    char text[CASE_TEXT], expected[64];
    case_parse(&c, "slots 999 k 1000; a w6, b w2 u250, c; a1?10000 b1?900 c1?10000");
    sprintf(expected, "a %d b %d c %d left 0", (int)got[0], (int)got[1], (int)got[2]);
    assert_string_equal(shares_of_view(&c, text), expected);
}

static void use_decays_by_half_lives(void **state)
{
    (void)state;
    const double expected[] = {0, 1.0, 1.5, 1.75};
    struct usage u = {0};
    for (int n = 1; n <= 3; n++) {
        usage_advance(&u, 2, n * 1000, 1000);
        assert_true(u.value > expected[n] - 1e-12 && u.value < expected[n] + 1e-12);
        assert_int_equal(u.slot_ms, n * 2000);
    }
    usage_advance(&u, 2, 100 * 1000, 1000);
    assert_true(u.value <= 2);
}

/* Steps of any size add up to the same use: nothing is sampled. */
static void use_does_not_depend_on_how_often_it_is_read(void **state)
{
    (void)state;
    struct usage once = {0}, often = {0};
    usage_advance(&once, 3, 5000, 7000);
    for (int t = 1; t <= 5000; t++)
        usage_advance(&often, 3, t, 7000);
    assert_true(once.value - often.value < 1e-9 && often.value - once.value < 1e-9);
    assert_int_equal(once.slot_ms, often.slot_ms);
}

static void job_set(struct view *v, const char *id, const char *leaf, int64_t width)
{
    struct job_spec j;
    struct err err = {0};
    job_spec_init(&j);
    j.id = id;
    j.leaf = leaf;
    j.max = 8;
    j.width = width;
    if (view_job_put(v, &j, &err))
        fail_msg("%s", err.text);
}

static void tenant_set(struct view *v, const char *id, const char *parent, int64_t order,
                       int64_t guarantee)
{
    struct tenant_spec t;
    struct err err = {0};
    tenant_spec_init(&t);
    t.id = id;
    t.parent = parent;
    t.order = order;
    t.guarantee[SLOT_CPU] = guarantee;
    if (view_tenant_put(v, &t, &err))
        fail_msg("%s", err.text);
}

static struct view *view_of(int64_t slots, int64_t half_life_ms)
{
    struct view_settings s;
    view_settings_init(&s);
    s.slots[SLOT_CPU] = slots;
    s.half_life_ms = half_life_ms;
    return view_new(&s);
}

/* At the root U is by the machine's slots, below by the parent's use; it is held between turns. */
static void a_turn_reads_everybody_at_once(void **state)
{
    (void)state;
    struct view *v = view_of(8, 1000);
    tenant_set(v, "p", NULL, 1, 0);
    tenant_set(v, "c", "p", 2, 0);
    assert_int_equal(view_user_put(v, "u", "p", 3, NULL), 0);
    assert_int_equal(view_user_put(v, "w", "c", 4, NULL), 0);
    job_set(v, "j1", "u", 3);
    job_set(v, "j2", "w", 1);
    view_now_set(v, 1000);
    assert_int_equal(node_usage(view_node_find(v, "p"), SLOT_CPU), 0);
    view_turn(v);
    assert_int_equal(node_usage(view_node_find(v, "p"), SLOT_CPU), VIEW_FRACTION / 4);
    assert_int_equal(node_usage(view_node_find(v, "c"), SLOT_CPU), VIEW_FRACTION / 4);
    assert_int_equal(node_usage(view_node_find(v, "w"), SLOT_CPU), VIEW_FRACTION);
    struct view_node *own = node_child(view_node_find(v, "p"), 0);
    assert_int_equal(node_type(own), NODE_OWN);
    assert_int_equal(node_usage(own, SLOT_CPU), VIEW_FRACTION * 3 / 4);
    view_free(v);
}

/* A tenant's own users together are its oldest child, with what the guarantee leaves over. */
static void own_users_share_beside_sub_tenants(void **state)
{
    (void)state;
    struct view *v = view_of(9, 1000);
    tenant_set(v, "p", NULL, 1, 6);
    tenant_set(v, "c", "p", 0, 4);
    assert_int_equal(view_user_put(v, "u", "p", 5, NULL), 0);
    assert_int_equal(view_user_put(v, "x", "c", 6, NULL), 0);
    job_set(v, "j1", "u", 0);
    job_set(v, "j2", "x", 0);
    divide(v);
    struct view_node *own = node_child(view_node_find(v, "p"), 0);
    assert_int_equal(node_guarantee(own, SLOT_CPU), 2);
    assert_int_equal(node_share(own, SLOT_CPU).base, 2);
    assert_int_equal(node_share(own, SLOT_CPU).entitled, 4); /* the odd surplus unit is the own's */
    assert_int_equal(node_share(view_node_find(v, "c"), SLOT_CPU).entitled, 5);
    view_free(v);
}

static void refused_when_configured(void **state)
{
    (void)state;
    struct view *v = view_of(10, 1000);
    struct tenant_spec t;
    struct err err = {0};
    tenant_set(v, "p", NULL, 1, 6);
    tenant_set(v, "c", "p", 2, 4);
    tenant_spec_init(&t);
    t.id = "d";
    t.parent = "p";
    t.guarantee[SLOT_CPU] = 3;
    assert_int_equal(view_tenant_check(v, &t, &err), ERR_CONFLICT);
    assert_non_null(strstr(err.text, "7"));
    t.guarantee[SLOT_CPU] = 2;
    assert_int_equal(view_tenant_check(v, &t, &err), 0);
    t.limit[RES_CPU] = 1;
    assert_int_equal(view_tenant_check(v, &t, &err), ERR_CONFLICT);
    tenant_spec_init(&t);
    t.id = "e";
    t.guarantee[SLOT_CPU] = 5;
    assert_int_equal(view_tenant_check(v, &t, &err), ERR_CONFLICT);
    t.id = "p";
    t.guarantee[SLOT_CPU] = 3;
    assert_int_equal(view_tenant_check(v, &t, &err), ERR_CONFLICT);
    view_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_divides_as_the_rules_say),
        cmocka_unit_test(tasks_divide_by_dominant_share),
        cmocka_unit_test(tasks_of_one_unit_divide_like_slots),
        cmocka_unit_test(use_decays_by_half_lives),
        cmocka_unit_test(use_does_not_depend_on_how_often_it_is_read),
        cmocka_unit_test(a_turn_reads_everybody_at_once),
        cmocka_unit_test(own_users_share_beside_sub_tenants),
        cmocka_unit_test(refused_when_configured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
