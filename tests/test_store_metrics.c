/* test_store_metrics.c - points in, series out, extremes kept; decisions and the audit's order. */
#include "tests/support/temp_store.h"

#include "server/base/clock.h"
#include "server/store/sql.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct batch {
    const char *job;
    const struct metric_point *v;
    int n;
};

static int insert(struct tx *tx, void *arg, struct err *e)
{
    const struct batch *b = arg;
    return store_metric_insert(tx, b->job, b->v, b->n, e);
}

static int cut_at_5(struct tx *tx, void *arg, struct err *e)
{
    return store_metric_cut(tx, arg, 5, e);
}

static struct metric_set read_set(struct temp_store *t, const struct metric_query *q)
{
    struct metric_set set;
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_metric_read(r, q, &set, &err));
    reader_return(r);
    return set;
}

static void series_come_by_name_in_the_order_of_steps(void **state)
{
    struct temp_store *t = *state;
    char job[ID_MAX], other[ID_MAX];
    temp_store_job(t, id_new(job, "job"), "x");
    temp_store_job(t, id_new(other, "job"), "y");
    static const struct metric_point v[] = {
        {"loss", 2, .5}, {"loss", 1, 1}, {"val_loss", 1, .7}, {"accuracy", 1, .1}, {"loss", 3, NAN},
    };
    static const struct metric_point theirs[] = {{"loss", 9, 9}, {"mae", 9, 9}};
    static const struct metric_point again[] = {{"loss", 2, .25}};
    WRITE(t->store, insert, (&(struct batch){job, v, 5}));
    WRITE(t->store, insert, (&(struct batch){other, theirs, 2}));
    WRITE(t->store, insert, (&(struct batch){job, again, 1})); /* a repeated step replaces */
    struct metric_set set = read_set(t, &(struct metric_query){.job = job, .after = -1});
    assert_int_equal(set.n, 3);
    assert_string_equal(set.v[0].name, "accuracy");
    assert_string_equal(set.v[1].name, "loss");
    assert_int_equal(set.v[1].n, 3);
    assert_true(set.v[1].value[0] == 1 && set.v[1].value[1] == .25 && isnan(set.v[1].value[2]));
    metric_set_done(&set);
    set = read_set(t, &(struct metric_query){.job = job, .names = "val_loss,loss", .after = 1});
    assert_int_equal(set.n, 2);
    assert_int_equal(set.v[0].n, 2);
    assert_int_equal(set.v[1].n, 0);
    metric_set_done(&set);
    struct batch nowhere = {"job_none", v, 1};
    FAILS(store_write(t->store, insert, &nowhere, &err), ERR_NOT_FOUND, "job_none");
}

static void a_resumed_job_forgets_the_steps_it_will_do_again(void **state)
{
    struct temp_store *t = *state;
    char job[ID_MAX];
    struct metric_point v[10];
    temp_store_job(t, id_new(job, "job"), "x");
    for (int i = 0; i < 10; i++)
        v[i] = (struct metric_point){i % 2 ? "loss" : "mae", i, i};
    WRITE(t->store, insert, (&(struct batch){job, v, 10}));
    WRITE(t->store, cut_at_5, job);
    struct metric_set set = read_set(t, &(struct metric_query){.job = job, .after = -1});
    assert_int_equal(set.v[0].n, 3);
    assert_int_equal(set.v[0].step[2], 5);
    assert_int_equal(set.v[1].n, 3);
    metric_set_done(&set);
}

/* For many lengths and limits: not too many points, ends and extremes there, steps ascending. */
static void downsampling_keeps_ends_and_extremes(void **state)
{
    struct temp_store *t = *state;
    static const int lengths[] = {1, 2, 3, 5, 17, 100, 999, 1000, 5000};
    static const int limits[] = {4, 5, 10, 99, 100, 1000};
    static struct metric_point v[5000];
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        char job[ID_MAX];
        int n = lengths[l], low = 0, high = 0;
        temp_store_job(t, id_new(job, "job"), "x");
        for (int i = 0; i < n; i++) {
            v[i] = (struct metric_point){"loss", 7 + 3 * i, (i * 7919 % 4099) - 2000};
            low = v[i].value < v[low].value ? i : low;
            high = v[i].value > v[high].value ? i : high;
        }
        WRITE(t->store, insert, (&(struct batch){job, v, n}));
        for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
            struct metric_query q = {.job = job, .after = -1, .points = limits[k]};
            struct metric_set set = read_set(t, &q);
            const struct metric_series *s = &set.v[0];
            bool has_low = false, has_high = false;
            assert_true(s->n <= limits[k]);
            assert_true(n > limits[k] || s->n == n);
            assert_int_equal(s->step[0], v[0].step);
            assert_int_equal(s->step[s->n - 1], v[n - 1].step);
            for (int i = 0; i < s->n; i++) {
                assert_true(i == 0 || s->step[i] > s->step[i - 1]);
                assert_true(s->value[i] == v[(s->step[i] - 7) / 3].value);
                has_low = has_low || s->value[i] == v[low].value;
                has_high = has_high || s->value[i] == v[high].value;
            }
            assert_true(has_low && has_high);
            metric_set_done(&set);
        }
    }
}

/* ---- the other logs ---- */

static int decisions_age(struct tx *tx, void *arg, struct err *e)
{
    int rc = tx_exec(tx, e, "UPDATE decisions SET at=at-?", "i", *(int *)arg);
    return rc < 0 ? rc : 0;
}

static int events_age(struct tx *tx, void *arg, struct err *e)
{
    (void)arg;
    int rc = tx_exec(tx, e, "UPDATE events SET at=at-7200000", "");
    return rc < 0 ? rc : 0;
}

static int happen(struct tx *tx, void *arg, struct err *e)
{
    (void)arg;
    return store_event_insert(tx, "test.happened", NULL, NULL, NULL, e);
}

static int decide(struct tx *tx, void *arg, struct err *e)
{
    return store_decision_insert(tx, arg, e);
}

static void decisions_are_listed_without_their_views(void **state)
{
    struct temp_store *t = *state;
    char ids[3][ID_MAX];
    struct decision_list list;
    struct decision_row one;
    for (int i = 0; i < 3; i++) {
        struct decision_row d = {
            .id = ids[i], .at = 10 * i, .view = "{\"format\":1}", .plan = "[]"};
        id_new(ids[i], "dec");
        WRITE(t->store, decide, &d);
    }
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_decision_list(r, &(struct page){2, NULL}, &list, &err));
    assert_int_equal(list.n, 2);
    assert_string_equal(list.v[0].id, ids[2]);
    assert_null(list.v[0].view);
    assert_true(list.more);
    decision_list_done(&list);
    OK(store_decision_get(r, ids[1], &one, &err));
    assert_string_equal(one.view, "{\"format\":1}");
    decision_row_done(&one);
    reader_return(r);
}

static void reopen(struct temp_store *t, const struct store_options *options)
{
    struct store_options o = *options;
    store_close(t->store);
    o.dir = t->dir;
    t->store = store_open(&o, NULL, &err);
    assert_non_null(t->store);
}

/* Views may go only up to a base that is itself old: what goes on from it stays replayable. */
static void old_decisions_lose_their_views_but_not_their_plans(void **state)
{
    enum { N = 5 };
    static const struct {
        int age_ms, base;
        bool whole;
    } of[N] = {
        {9000, 1, false}, {8000, 0, false}, {5000, 1, true}, {4000, 0, true}, {500, 1, true}};
    struct temp_store *t = *state;
    char id[N][ID_MAX];
    int64_t now = clock_wall_ms();
    for (int i = 0; i < N; i++) {
        struct decision_row d = {.id = id[i], .view = "{}", .plan = "[1]", .base = of[i].base};
        d.at = now + 60000 - of[i].age_ms;
        id_new(id[i], "dec");
        WRITE(t->store, decide, &d);
    }
    reopen(t, &(struct store_options){.decisions_keep_ms = 1}); /* all are of the future */
    for (int round = 0; round < 2; round++) {
        struct reader *r = reader_borrow(t->store, &err);
        for (int i = 0; i < N; i++) {
            struct decision_row d;
            OK(store_decision_get(r, id[i], &d, &err));
            assert_int_equal(d.view != NULL, round == 0 || of[i].whole);
            assert_int_equal(d.base, d.view != NULL && of[i].base);
            assert_string_equal(d.plan, "[1]");
            decision_row_done(&d);
        }
        reader_return(r);
        WRITE(t->store, decisions_age, &(int){60000});
        reopen(t, &(struct store_options){.decisions_keep_ms = 1000});
    }
}

/* Newest last, and that one stays: no id is ever used twice. */
static void old_events_are_forgotten_but_never_the_newest(void **state)
{
    struct temp_store *t = *state;
    int64_t first, last, was;
    for (int i = 0; i < 3; i++)
        WRITE(t->store, happen, NULL);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_event_range(r, &first, &was, &err));
    reader_return(r);
    assert_true(was - first >= 2);
    reopen(t, &(struct store_options){.events_keep_ms = 3600000});
    r = reader_borrow(t->store, &err);
    OK(store_event_range(r, &first, &last, &err));
    reader_return(r);
    assert_true(last - first >= 2);
    WRITE(t->store, events_age, NULL);
    reopen(t, &(struct store_options){.events_keep_ms = 3600000});
    r = reader_borrow(t->store, &err);
    OK(store_event_range(r, &first, &last, &err));
    reader_return(r);
    assert_int_equal(last, was);
    assert_int_equal(first, was);
}

static int note(struct tx *tx, void *arg, struct err *e)
{
    return store_audit_insert(tx, arg, e);
}

static void the_audit_is_seen_by_its_tenant(void **state)
{
    struct temp_store *t = *state;
    struct audit_list list;
    struct audit_row a = {.tenant = t->tenant, .user = t->user, .action = "quota.set"};
    WRITE(t->store, note, &a);
    a.tenant = "ten_gone"; /* the record outlives the people */
    WRITE(t->store, note, &a);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_audit_list(r, &(struct scope){t->tenant, true}, &(struct page){10, NULL}, &list,
                        &err));
    assert_int_equal(list.n, 1);
    assert_true(id_is(list.v[0].id, "aud"));
    audit_list_done(&list);
    OK(store_audit_list(r, &(struct scope){0}, &(struct page){10, NULL}, &list, &err));
    assert_int_equal(list.n, 2);
    audit_list_done(&list);
    reader_return(r);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, temp_store_setup, temp_store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(series_come_by_name_in_the_order_of_steps),
        TEST(a_resumed_job_forgets_the_steps_it_will_do_again),
        TEST(downsampling_keeps_ends_and_extremes),
        TEST(decisions_are_listed_without_their_views),
        TEST(old_decisions_lose_their_views_but_not_their_plans),
        TEST(old_events_are_forgotten_but_never_the_newest),
        TEST(the_audit_is_seen_by_its_tenant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
