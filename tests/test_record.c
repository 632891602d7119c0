/* test_record.c - the record of a view's changes: short, in order, whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "server/record/record.h"
#include <stdio.h>
#include <stdlib.h>

static void put(struct record *r, const char *op, const char *id, int value)
{
    json_add_int(record_put(r, op, id, id), "v", value);
}

/* Of several puts of one thing the last stays, where the first stood. */
static void later_puts_replace_earlier_ones(void **state)
{
    (void)state;
    struct record *r = record_new();
    put(r, "tenant", "t", 1);
    put(r, "job", "a", 1);
    put(r, "job", "b", 1);
    for (int i = 2; i < 5000; i++)
        put(r, "job", "a", i);
    put(r, "tenant", "t", 2);
    assert_int_equal(record_count(r), 3);
    char *text = record_take(r, 7);
    assert_string_equal(
        text, "{\"format\":1,\"now_ms\":7,\"ops\":[{\"op\":\"tenant\",\"id\":\"t\",\"v\":2},"
              "{\"op\":\"job\",\"id\":\"a\",\"v\":4999},{\"op\":\"job\",\"id\":\"b\",\"v\":1}]}");
    free(text);
    assert_int_equal(record_count(r), 0);
    record_free(r);
}

/* A removal stands at the end: a user's after that of her job, whatever was put first. */
static void removals_stand_at_the_end(void **state)
{
    (void)state;
    struct record *r = record_new();
    put(r, "user", "u", 1);
    put(r, "job", "j", 1);
    put(r, "job", "k", 1);
    record_last(r, "remove_job", "j", "j");
    record_last(r, "remove_node", "u", "u");
    char *text = record_take(r, 0);
    assert_string_equal(
        text, "{\"format\":1,\"now_ms\":0,\"ops\":[{\"op\":\"job\",\"id\":\"k\",\"v\":1},{\"op\":"
              "\"remove_job\",\"id\":\"j\"},{\"op\":\"remove_node\",\"id\":\"u\"}]}");
    free(text);
    record_free(r);
}

/* Things that come and go leave no gaps behind; what is forgotten by prefix is gone. */
static void coming_and_going_costs_no_memory(void **state)
{
    (void)state;
    struct record *r = record_new();
    for (int i = 0; i < 10000; i++) {
        put(r, "job", "j", i);
        record_last(r, "remove_job", "j", "j");
        put(r, "usage", i % 2 ? "usage cpu a" : "usage cpu b", i);
    }
    assert_int_equal(record_count(r), 3);
    record_forget(r, "usage ");
    assert_int_equal(record_count(r), 1);
    record_last(r, "turn", "turn", NULL);
    char *text = record_take(r, 0);
    assert_string_equal(
        text, "{\"format\":1,\"now_ms\":0,\"ops\":[{\"op\":\"remove_job\",\"id\":\"j\"},{\"op\":"
              "\"turn\"}]}");
    free(text);
    record_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(later_puts_replace_earlier_ones),
        cmocka_unit_test(removals_stand_at_the_end),
        cmocka_unit_test(coming_and_going_costs_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
