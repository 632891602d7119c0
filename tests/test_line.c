/* test_line.c - the waiting line: turns alternate between tenants, and thinking changes nothing. */
#include "tests/support/sched_case.h"

#include "server/sched/line.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *line, *order;
} cases[] = {
    {"nobody waits", "slots 4; a; a1=1", ""},
    {"tenants take turns", "slots 4; a, b; a1?1 a2?1 a3?1 b1?1 b2?1 b3?1", "a1 b1 a2 b2 a3 b3"},
    {"a heavier one has more of them", "slots 4; a, b w2; a1?1 a2?1 b1?1 b2?1 b3?1",
     "b1 a1 b2 b3 a2"},
    {"who holds slots comes later", "slots 4; a, b; a1=1 a2=1 a3?1 b1?1 b2?1", "b1 b2 a3"},
    {"priority inside a tenant", "slots 2; a; a1?1 a2?1 a3?1 !5", "a3 a1 a2"},
    {"guarantees first", "slots 3; a w9, b g2; a1?1 a2?1 b1?1 b2?1 b3?1", "b1 b2 a1 a2 b3"},
    {"a job too wide for now keeps its place", "slots 4; a, b; a1=3 b1?4 b2?1 a2?1", "b1 a2 b2"},
};

static void walk(struct view *v, char *text, size_t size)
{
    const struct view_job *out[CASE_JOBS];
    struct err err = {0};
    int n = line_make(v, SLOT_CPU, out, CASE_JOBS, &err);
    size_t used = 0;
    assert_true(n >= 0);
    text[0] = 0;
    for (int i = 0; i < n; i++)
        used +=
            (size_t)snprintf(text + used, size - used, "%s%s", i ? " " : "", job_spec(out[i])->id);
}

static void every_line_is_in_turn_order_and_stays(void **state)
{
    static struct sched_case c;
    char first[1024], again[1024];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        case_parse(&c, cases[i].line);
        struct view *v = case_view(&c);
        walk(v, first, sizeof first);
        if (strcmp(first, cases[i].order))
            fail_msg("%s: \"%s\" instead of \"%s\"", cases[i].name, first, cases[i].order);
        walk(v, again, sizeof again);
        assert_string_equal(first, again);
        view_free(v);
    }
}

static void only_as_many_as_asked_for(void **state)
{
    static struct sched_case c;
    const struct view_job *out[2];
    struct err err = {0};
    (void)state;
    case_parse(&c, "slots 4; a; a1?1 a2?1 a3?1");
    struct view *v = case_view(&c);
    assert_int_equal(line_make(v, SLOT_CPU, out, 2, &err), 2);
    assert_string_equal(job_spec(out[1])->id, "a2");
    assert_int_equal(line_make(v, SLOT_GPU, out, 2, &err), 0);
    view_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_in_turn_order_and_stays),
        cmocka_unit_test(only_as_many_as_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
