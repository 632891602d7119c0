/* test_store_grants.c - what is left of grants: who pays on which day, what lapses, what programmes
 * refuse. */
#include "tests/support/temp_store.h"

#include "server/base/clock.h"
#include "server/store/sql.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOUR 3600000LL
#define RATE (20 * CREDIT_MICRO)

struct use {
    const char *tenant;
    int day;
    int64_t cpu_ms, gpu_ms;
};

static int use_run(struct tx *tx, void *arg, struct err *e)
{
    const struct use *u = arg;
    static int n;
    for (int d = 0; d < 2; d++) {
        char run[32];
        snprintf(run, sizeof run, "run_%d", n++);
        int rc =
            tx_exec(tx, e,
                    "INSERT INTO usage(day,tenant,user,job,run,device,slot_ms)"
                    " VALUES(?,?,'u','j',?,?,?)",
                    "isssI", u->day, u->tenant, run, d ? "gpu" : "cpu", d ? u->gpu_ms : u->cpu_ms);
        if (rc < 0)
            return rc;
    }
    return 0;
}

static int grant_run(struct tx *tx, void *arg, struct err *e)
{
    return store_grant_insert(tx, arg, e);
}

static int change_run(struct tx *tx, void *arg, struct err *e)
{
    return store_grant_update(tx, arg, e);
}

static int program_run(struct tx *tx, void *arg, struct err *e)
{
    return store_program_insert(tx, arg, e);
}

static struct grant_row grant(struct temp_store *t, char *id, double credits, int from, int to,
                              int lapse)
{
    return (struct grant_row){.id = id,
                              .tenant = t->tenant,
                              .credits_micro = (int64_t)(credits * CREDIT_MICRO),
                              .from_day = from,
                              .to_day = to,
                              .lapse = lapse,
                              .created_by = t->user};
}

static struct balance balance_on(struct temp_store *t, int today, struct grant_list *list)
{
    struct balance b;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_grant_balance(r, t->tenant, RATE, today, list, &b, &err));
    reader_return(r);
    return b;
}

/* Left on that day, in thousandths of a credit. */
static int left_on(struct temp_store *t, int today)
{
    struct grant_list list;
    struct balance b = balance_on(t, today, &list);
    grant_list_done(&list);
    return (int)(b.left_micro / 1000);
}

static void a_tenant_without_grants_is_not_metered(void **state)
{
    struct temp_store *t = *state;
    struct grant_list list;
    WRITE(t->store, use_run, (&(struct use){t->tenant, 10, HOUR, 0}));
    struct balance b = balance_on(t, 10, &list);
    assert_false(b.metered);
    assert_int_equal(list.n, 0);
    grant_list_done(&list);
}

static void hours_cost_what_the_rate_says(void **state)
{
    (void)state;
    assert_int_equal(credits_of(HOUR, 0, RATE), CREDIT_MICRO);
    assert_int_equal(credits_of(0, HOUR, RATE), 20 * CREDIT_MICRO);
    assert_int_equal(credits_of(HOUR / 2, HOUR / 4, RATE), 5500000);
    assert_int_equal(credits_of(3, 0, RATE), 0); /* less than a millionth */
    assert_int_equal(credits_of(4, 0, RATE), 1);
    assert_int_equal(credits_of(1000000000000000LL, 0, RATE), 277777777777777LL);
}

static void the_grant_that_is_lost_first_pays_first(void **state)
{
    struct temp_store *t = *state;
    struct grant_list list;
    struct grant_row late = grant(t, "grt_1", 10, 0, 30, GRANT_LAPSES);
    struct grant_row early = grant(t, "grt_2", 2, 0, 10, GRANT_LAPSES);
    struct grant_row open = grant(t, "grt_3", 5, 0, GRANT_NO_END, GRANT_LAPSES);
    WRITE(t->store, grant_run, &late);
    WRITE(t->store, grant_run, &early);
    WRITE(t->store, grant_run, &open);
    WRITE(t->store, use_run, (&(struct use){t->tenant, 5, 3 * HOUR, 0}));
    struct balance b = balance_on(t, 5, &list);
    assert_int_equal(list.n, 3);
    assert_string_equal(list.v[0].id, "grt_3");
    assert_int_equal(list.v[0].used_micro, 0);
    assert_int_equal(list.v[1].used_micro, 2 * CREDIT_MICRO);
    assert_int_equal(list.v[2].used_micro, 1 * CREDIT_MICRO);
    assert_int_equal(b.left_micro, 14 * CREDIT_MICRO);
    assert_int_equal(b.used_micro, 3 * CREDIT_MICRO);
    grant_list_done(&list);
}

static void what_is_left_lapses_or_stays(void **state)
{
    struct temp_store *t = *state;
    struct grant_list list;
    struct grant_row lapses = grant(t, "grt_1", 4, 0, 10, GRANT_LAPSES);
    struct grant_row stays = grant(t, "grt_2", 3, 0, 10, GRANT_STAYS);
    WRITE(t->store, grant_run, &lapses);
    WRITE(t->store, grant_run, &stays);
    assert_int_equal(left_on(t, 10), 7000);
    assert_int_equal(left_on(t, 11), 3000);
    WRITE(t->store, use_run, (&(struct use){t->tenant, 11, HOUR, 0}));
    struct balance b = balance_on(t, 12, &list);
    assert_int_equal(b.left_micro, 2 * CREDIT_MICRO);
    assert_int_equal(b.lapsed_micro, 4 * CREDIT_MICRO);
    assert_true(b.metered);
    grant_list_done(&list);
}

static void use_before_a_period_or_past_all_credits_is_not_charged_later(void **state)
{
    struct temp_store *t = *state;
    struct grant_row first = grant(t, "grt_1", 1, 5, 10, GRANT_LAPSES);
    struct grant_row second = grant(t, "grt_2", 2, 8, 20, GRANT_LAPSES);
    WRITE(t->store, grant_run, &first);
    WRITE(t->store, grant_run, &second);
    WRITE(t->store, use_run, (&(struct use){t->tenant, 4, 9 * HOUR, 0}));
    assert_int_equal(left_on(t, 4), 0);
    assert_int_equal(left_on(t, 5), 1000);
    WRITE(t->store, use_run, (&(struct use){t->tenant, 6, 3 * HOUR, 0}));
    assert_int_equal(left_on(t, 7), 0);
    assert_int_equal(left_on(t, 8), 2000);
}

static int below_run(struct tx *tx, void *arg, struct err *e)
{
    struct tenant_row child = {.id = "ten_child", .name = "child", .parent = arg, .weight = 1};
    return store_tenant_insert(tx, &child, e);
}

static void a_grant_pays_for_all_below_its_tenant(void **state)
{
    struct temp_store *t = *state;
    struct grant_row g = grant(t, "grt_1", 30, 0, GRANT_NO_END, GRANT_LAPSES);
    WRITE(t->store, below_run, t->tenant);
    WRITE(t->store, grant_run, &g);
    WRITE(t->store, use_run, (&(struct use){"ten_child", 1, HOUR, HOUR}));
    assert_int_equal(left_on(t, 1), 9000);
}

static void the_least_that_is_left_on_the_way_up_counts(void **state)
{
    struct temp_store *t = *state;
    struct credit_list all;
    int64_t left = 0;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_credits_left(r, t->tenant, RATE, 0, &left, &err));
    reader_return(r);
    assert_true(left == CREDITS_UNMETERED);
    WRITE(t->store, below_run, t->tenant);
    struct grant_row above = grant(t, "grt_1", 3, 0, GRANT_NO_END, GRANT_LAPSES);
    struct grant_row below = grant(t, "grt_2", 5, 0, GRANT_NO_END, GRANT_LAPSES);
    below.tenant = "ten_child";
    WRITE(t->store, grant_run, &above);
    WRITE(t->store, grant_run, &below);
    r = reader_borrow(t->store, &err);
    OK(store_credits_left(r, "ten_child", RATE, 0, &left, &err));
    assert_int_equal(left, 3 * CREDIT_MICRO);
    OK(store_credit_all(r, RATE, 0, &all, &err));
    assert_int_equal(all.n, 2);
    credit_list_done(&all);
    reader_return(r);
}

static void a_programme_pays_for_its_categories_within_its_budget(void **state)
{
    struct temp_store *t = *state;
    struct program_row p = {.id = "prg_1",
                            .name = "fund",
                            .budget_micro = 10 * CREDIT_MICRO,
                            .subsidy_ppm = 500000,
                            .categories = "[\"university\",\"sme\"]"};
    struct program_row others = p;
    others.id = "prg_2";
    others.name = "elsewhere";
    others.categories = "[\"enterprise\"]";
    WRITE(t->store, program_run, &p);
    WRITE(t->store, program_run, &others);
    FAILS(store_write(t->store, program_run, &p, &err), ERR_CONFLICT, "fund");
    struct grant_row g = grant(t, "grt_1", 20, 0, GRANT_NO_END, GRANT_LAPSES);
    g.program = "prg_1";
    WRITE(t->store, grant_run, &g);
    struct grant_row more = grant(t, "grt_2", 1, 0, GRANT_NO_END, GRANT_LAPSES);
    more.program = "prg_1";
    FAILS(store_write(t->store, grant_run, &more, &err), ERR_CONFLICT, "10.5");
    more.program = "prg_2";
    FAILS(store_write(t->store, grant_run, &more, &err), ERR_INVALID, "enterprise");
    g.credits_micro = 21 * CREDIT_MICRO;
    FAILS(store_write(t->store, change_run, &g, &err), ERR_CONFLICT, "10.5");
    g.credits_micro = 5 * CREDIT_MICRO;
    WRITE(t->store, change_run, &g);
    more.program = "prg_1";
    WRITE(t->store, grant_run, &more);
    g.version = 1;
    FAILS(store_write(t->store, change_run, &g, &err), ERR_STALE, "version");
    assert_int_equal(left_on(t, 0), 6000);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, temp_store_setup, temp_store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_tenant_without_grants_is_not_metered),
        TEST(hours_cost_what_the_rate_says),
        TEST(the_grant_that_is_lost_first_pays_first),
        TEST(what_is_left_lapses_or_stays),
        TEST(use_before_a_period_or_past_all_credits_is_not_charged_later),
        TEST(a_grant_pays_for_all_below_its_tenant),
        TEST(the_least_that_is_left_on_the_way_up_counts),
        TEST(a_programme_pays_for_its_categories_within_its_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
