/* test_quota.c - quotas: what is refused, what is answered, who may; the cluster's slots. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon d;
static char owner[64], member[64];

static int setup(void **state)
{
    static const char *const args[] = {"--cpu-slots", "8", NULL};
    (void)state;
    daemon_start(&d, args);
    tenant_make(&d, "a", NULL);
    tenant_make(&d, "a1", "a");
    tenant_make(&d, "b", NULL);
    user_make(&d, "a", "olga", "owner", owner);
    user_make(&d, "a", "mel", "member", member);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static struct reply put(const char *token, const char *tenant, const char *body)
{
    char path[128];
    snprintf(path, sizeof path, "/v1/tenants/%s/quota", tenant);
    return call(&d, "PUT", path, &(struct ask){.token = token, .body = body});
}

/* Puts a quota and wants this status and, in the sentence, this text. */
static void refused(const char *token, const char *tenant, const char *body, int status,
                    const char *text)
{
    struct reply r = put(token, tenant, body);
    expect(&r, status);
    if (!strstr(r.body, text))
        fail_msg("\"%s\" is not in %s", text, r.body);
    reply_free(&r);
}

static void accepted(const char *token, const char *tenant, const char *body)
{
    struct reply r = put(token, tenant, body);
    expect(&r, 200);
    reply_free(&r);
}

static void nothing_is_limited_but_the_queue(void **state)
{
    (void)state;
    struct reply r = get(&d, d.admin, "/v1/tenants/b/quota");
    expect(&r, 200);
    assert_int_equal(number_at(&r, "cpu_slots/guarantee"), 0);
    assert_int_equal(json_kind(at(&r, "cpu_slots/max")), JSON_NULL);
    assert_int_equal(json_kind(at(&r, "storage_bytes")), JSON_NULL);
    assert_int_equal(number_at(&r, "max_queued_jobs"), 1000);
    reply_free(&r);
}

static void a_quota_is_answered_as_it_was_set(void **state)
{
    (void)state;
    struct reply r = put(d.admin, "b",
                         "{\"cpu_slots\":{\"guarantee\":2,\"max\":4},\"max_running_jobs\":3,"
                         "\"storage_bytes\":1000000,\"job_runtime_s\":60,"
                         "\"job_memory_bytes\":2000000}");
    expect(&r, 200);
    reply_free(&r);
    r = get(&d, d.admin, "/v1/tenants/b/quota");
    assert_int_equal(number_at(&r, "cpu_slots/guarantee"), 2);
    assert_int_equal(number_at(&r, "cpu_slots/max"), 4);
    assert_int_equal(number_at(&r, "max_running_jobs"), 3);
    assert_int_equal(number_at(&r, "storage_bytes"), 1000000);
    assert_int_equal(number_at(&r, "job_runtime_s"), 60);
    assert_int_equal(number_at(&r, "job_memory_bytes"), 2000000);
    reply_free(&r);
    r = call(&d, "PATCH", "/v1/tenants/b/quota",
             &(struct ask){.token = d.admin,
                           .body = "{\"cpu_slots\":{\"max\":null},\"max_running_jobs\":5}"});
    expect(&r, 200);
    assert_int_equal(number_at(&r, "cpu_slots/guarantee"), 2);
    assert_int_equal(json_kind(at(&r, "cpu_slots/max")), JSON_NULL);
    assert_int_equal(number_at(&r, "max_running_jobs"), 5);
    assert_int_equal(number_at(&r, "job_runtime_s"), 60);
    reply_free(&r);
    accepted(d.admin, "b", "{}");
}

static void guarantees_may_not_add_up_to_more_than_there_is(void **state)
{
    (void)state;
    accepted(d.admin, "a", "{\"cpu_slots\":{\"guarantee\":5}}");
    refused(d.admin, "b", "{\"cpu_slots\":{\"guarantee\":4}}", 409, "9");
    accepted(d.admin, "b", "{\"cpu_slots\":{\"guarantee\":3}}");
    refused(d.admin, "a1", "{\"cpu_slots\":{\"guarantee\":6}}", 409, "6");
    accepted(d.admin, "a1", "{\"cpu_slots\":{\"guarantee\":5}}");
    refused(d.admin, "a", "{\"cpu_slots\":{\"guarantee\":4}}", 409, "5");
    refused(d.admin, "a", "{\"cpu_slots\":{\"guarantee\":5,\"max\":4}}", 409, "4");
    accepted(d.admin, "a1", "{}");
    accepted(d.admin, "a", "{}");
    accepted(d.admin, "b", "{}");
}

static void only_who_stands_above_sets_a_quota(void **state)
{
    (void)state;
    refused(member, "a", "{}", 403, "forbidden");
    refused(owner, "a", "{}", 403, "forbidden");
    refused(owner, "b", "{}", 404, "not_found");
    accepted(owner, "a1", "{\"max_running_jobs\":2}");
    struct reply r = get(&d, member, "/v1/tenants/a/quota");
    expect(&r, 200);
    reply_free(&r);
}

static void every_fault_is_named(void **state)
{
    (void)state;
    struct reply r = put(d.admin, "b",
                         "{\"cpu_slots\":{\"garantee\":1,\"max\":-1},\"max_runing_jobs\":1,"
                         "\"storage_bytes\":\"many\"}");
    expect_code(&r, 422, "invalid");
    assert_int_equal(json_count(at(&r, "errors")), 4);
    assert_non_null(strstr(r.body, "did you mean \\\"guarantee\\\"?"));
    assert_non_null(strstr(r.body, "did you mean \\\"max_running_jobs\\\"?"));
    assert_non_null(strstr(r.body, "/cpu_slots/max"));
    assert_non_null(strstr(r.body, "/storage_bytes"));
    reply_free(&r);
}

static void a_stale_etag_changes_nothing(void **state)
{
    char etag[64];
    (void)state;
    struct reply r = get(&d, d.admin, "/v1/tenants/b/quota");
    snprintf(etag, sizeof etag, "If-Match: %s", header(&r, "ETag"));
    reply_free(&r);
    accepted(d.admin, "b", "{\"max_queued_jobs\":7}");
    r = call(&d, "PUT", "/v1/tenants/b/quota",
             &(struct ask){
                 .token = d.admin, .body = "{}", .headers = (const char *const[]){etag, NULL}});
    expect_code(&r, 412, "stale");
    reply_free(&r);
    r = get(&d, d.admin, "/v1/tenants/b/quota");
    assert_int_equal(number_at(&r, "max_queued_jobs"), 7);
    reply_free(&r);
}

static void the_cluster_is_resized_and_drained_live(void **state)
{
    (void)state;
    struct reply r = get(&d, d.admin, "/v1/cluster");
    expect(&r, 200);
    assert_int_equal(number_at(&r, "cpu/slots"), 8);
    assert_int_equal(number_at(&r, "cpu/free"), 8);
    assert_true(json_bool(at(&r, "accepting"), false));
    reply_free(&r);
    r = call(&d, "PATCH", "/v1/cluster",
             &(struct ask){.token = d.admin, .body = "{\"cpu_slots\":3,\"accepting\":false}"});
    expect(&r, 200);
    reply_free(&r);
    r = get(&d, member, "/v1/cluster");
    assert_int_equal(number_at(&r, "cpu/slots"), 3);
    assert_false(json_bool(at(&r, "accepting"), true));
    reply_free(&r);
    r = get(&d, member, "/v1/cluster?format=text");
    expect(&r, 200);
    assert_non_null(strstr(r.body, "0 of 3 slots held"));
    assert_non_null(strstr(r.body, "draining"));
    reply_free(&r);
    r = call(&d, "PATCH", "/v1/cluster",
             &(struct ask){.token = d.admin, .body = "{\"cpu_slots\":0}"});
    expect(&r, 200);
    reply_free(&r);
    r = get(&d, member, "/v1/cluster?format=text");
    expect(&r, 200);
    assert_non_null(strstr(r.body, "no slots"));
    reply_free(&r);
    r = call(&d, "PATCH", "/v1/cluster",
             &(struct ask){.token = member, .body = "{\"cpu_slots\":30}"});
    expect_code(&r, 403, "forbidden");
    reply_free(&r);
    assert_int_equal(daemon_stop(&d), 0);
    daemon_again(&d);
    r = get(&d, d.admin, "/v1/cluster");
    assert_int_equal(number_at(&r, "cpu/slots"), 8); /* the settings' word, after a start */
    assert_false(json_bool(at(&r, "accepting"), true));
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_limited_but_the_queue),
        cmocka_unit_test(a_quota_is_answered_as_it_was_set),
        cmocka_unit_test(guarantees_may_not_add_up_to_more_than_there_is),
        cmocka_unit_test(only_who_stands_above_sets_a_quota),
        cmocka_unit_test(every_fault_is_named),
        cmocka_unit_test(a_stale_etag_changes_nothing),
        cmocka_unit_test(the_cluster_is_resized_and_drained_live),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
