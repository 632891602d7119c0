/* test_waiting.c - a full machine, seen from outside: who holds it, who waits and why, what would
 * start her, what was decided, and what it cost. */
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
static char ann[64], ben[64];

/* A training that goes on until it is stopped. */
#define ENDLESS                                                                                    \
    "{\"name\":\"%s\",\"dataset\":\"line\",\"model\":{\"task\":\"regression\",\"layers\":["        \
    "{\"type\":\"dense\",\"units\":1}]},\"training\":{\"epochs\":1000000,\"batch_size\":4}}"

static void upload(const char *token)
{
    char csv[2048] = "x,y\n";
    for (int i = 0; i < 100; i++)
        sprintf(csv + strlen(csv), "%d,%d\n", i, 2 * i + 3);
    struct reply r = call(&d, "POST", "/v1/datasets?name=line&format=csv",
                          &(struct ask){.token = token, .body = csv});
    expect(&r, 201);
    reply_free(&r);
}

static int setup(void **state)
{
    static const char *const args[] = {"--cpu-slots", "2", "--quantum-s", "0", NULL};
    (void)state;
    daemon_start(&d, args);
    tenant_make(&d, "a", NULL);
    tenant_make(&d, "b", NULL);
    user_make(&d, "a", "ann", "member", ann);
    user_make(&d, "b", "ben", "member", ben);
    upload(ann);
    upload(ben);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void submit(const char *token, const char *name, char path[64])
{
    char body[512];
    snprintf(body, sizeof body, ENDLESS, name);
    struct reply r = post(&d, token, "/v1/jobs", body);
    expect(&r, 201);
    snprintf(path, 64, "/v1/jobs/%s", text_at(&r, "id"));
    reply_free(&r);
}

/* Asks again until so many wait in line. */
static struct reply await_queue(const char *token, int n)
{
    for (int i = 0; i < 5000; i++) {
        struct reply r = get(&d, token, "/v1/queue");
        expect(&r, 200);
        if (json_count(at(&r, "data")) == n)
            return r;
        reply_free(&r);
    }
    fail_msg("there are never %d in the queue", n);
    return (struct reply){0};
}

/* Asks again until the job is in this state; the daemon decides within milliseconds. */
static void await(const char *path, const char *state)
{
    bool there = false;
    for (int i = 0; i < 5000 && !there; i++) {
        struct reply r = get(&d, d.admin, path);
        expect(&r, 200);
        there = !strcmp(text_at(&r, "state"), state);
        reply_free(&r);
    }
    if (!there)
        fail_msg("%s is not %s", path, state);
}

static void cancel(const char *path)
{
    char to[96];
    snprintf(to, sizeof to, "%s/cancel", path);
    struct reply r = call(&d, "POST", to, &(struct ask){.token = d.admin});
    expect(&r, 200);
    reply_free(&r);
    await(path, "cancelled");
}

static struct reply explain(const char *token, const char *path)
{
    char to[96];
    snprintf(to, sizeof to, "%s/explain", path);
    return get(&d, token, to);
}

/* The place of a code among the constraints of an explanation, or -1. */
static int constraint(const struct reply *r, const char *code)
{
    int i = 0;
    for (const struct json *c = json_first(at(r, "constraints")); c; c = json_next(c), i++)
        if (!strcmp(json_str(json_get(c, "code"), ""), code))
            return i;
    return -1;
}

static void a_waiting_job_is_explained_to_its_own(void **state)
{
    char first[64], second[64], waits[64], path[96];
    (void)state;
    submit(ann, "first", first);
    submit(ben, "second", second);
    await(first, "running");
    await(second, "running");
    submit(ann, "waits", waits);

    struct reply r = explain(ann, waits);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "state"), "queued");
    assert_int_equal(json_kind(at(&r, "detail")), JSON_NULL);
    assert_int_equal(number_at(&r, "position"), 1);
    int c = constraint(&r, "slots");
    assert_true(c >= 0);
    snprintf(path, sizeof path, "constraints/%d/have", c);
    assert_int_equal(number_at(&r, path), 0);
    snprintf(path, sizeof path, "constraints/%d/need", c);
    assert_int_equal(number_at(&r, path), 1);
    assert_int_equal(json_count(at(&r, "held/own")), 1);
    assert_string_equal(text_at(&r, "held/own/0/job"), first + strlen("/v1/jobs/"));
    assert_int_equal(number_at(&r, "held/others"), 1);
    assert_int_equal(number_at(&r, "change/set/cluster/cpu_slots"), 3);
    assert_null(strstr(r.body, second + strlen("/v1/jobs/")));
    reply_free(&r);

    snprintf(path, sizeof path, "%s/explain?format=text", waits);
    r = get(&d, ann, path);
    expect(&r, 200);
    assert_non_null(strstr(r.body, "number 1 in line"));
    assert_non_null(strstr(r.body, "because  "));
    reply_free(&r);
    r = explain(ben, waits);
    expect_code(&r, 404, "not_found");
    reply_free(&r);
    cancel(waits);
    cancel(first);
    cancel(second);
}

static void the_change_that_is_told_starts_the_job(void **state)
{
    char first[64], waits[64], path[96], body[64];
    (void)state;
    struct reply r = call(&d, "PUT", "/v1/tenants/a/quota",
                          &(struct ask){.token = d.admin, .body = "{\"max_running_jobs\":1}"});
    expect(&r, 200);
    reply_free(&r);
    submit(ann, "runs", first);
    await(first, "running");
    submit(ann, "capped", waits);
    r = explain(ann, waits);
    expect(&r, 200);
    assert_true(constraint(&r, "max_running_jobs") >= 0);
    assert_int_equal(number_at(&r, "change/set/quota/max_running_jobs"), 2);
    assert_string_equal(text_at(&r, "change/set/tenant"), "a");
    snprintf(path, sizeof path, "/v1/tenants/%s/quota", text_at(&r, "change/set/tenant"));
    snprintf(body, sizeof body, "{\"max_running_jobs\":%d}",
             (int)number_at(&r, "change/set/quota/max_running_jobs"));
    reply_free(&r);
    r = call(&d, "PATCH", path, &(struct ask){.token = d.admin, .body = body});
    expect(&r, 200);
    reply_free(&r);
    await(waits, "running");
    cancel(first);
    cancel(waits);
}

static void the_queue_shows_each_her_own_with_the_true_position(void **state)
{
    char path[6][64];
    (void)state;
    submit(ann, "r1", path[0]);
    submit(ben, "r2", path[1]);
    await(path[0], "running");
    await(path[1], "running");
    for (int i = 2; i < 6; i++)
        submit(i % 2 ? ben : ann, i % 2 ? "of-ben" : "of-ann", path[i]);
    struct reply r = await_queue(d.admin, 4);
    for (int i = 0; i < 4; i++) {
        char where[32];
        snprintf(where, sizeof where, "data/%d/position", i);
        assert_int_equal(number_at(&r, where), i + 1);
        snprintf(where, sizeof where, "data/%d/tenant", i);
        assert_string_equal(text_at(&r, where), i % 2 ? "b" : "a");
        snprintf(where, sizeof where, "data/%d/reason", i);
        assert_string_equal(text_at(&r, where), "slots");
    }
    reply_free(&r);
    r = get(&d, ben, "/v1/queue");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 2);
    assert_int_equal(number_at(&r, "data/0/position"), 2);
    assert_string_equal(text_at(&r, "data/0/name"), "of-ben");
    assert_null(strstr(r.body, "of-ann"));
    reply_free(&r);
    r = get(&d, ben, "/v1/queue?format=text");
    expect(&r, 200);
    assert_non_null(strstr(r.body, "of-ben"));
    reply_free(&r);

    r = get(&d, ben, "/v1/cluster");
    expect(&r, 200);
    assert_int_equal(number_at(&r, "cpu/free"), 0);
    assert_string_equal(text_at(&r, "cpu/held/0/tenant"), "b");
    assert_int_equal(number_at(&r, "cpu/held/0/slots"), 1);
    assert_int_equal(number_at(&r, "cpu/others"), 1);
    reply_free(&r);
    r = get(&d, d.admin, "/v1/cluster");
    assert_int_equal(json_count(at(&r, "cpu/held")), 2);
    assert_int_equal(number_at(&r, "cpu/others"), 0);
    reply_free(&r);

    r = get(&d, d.admin, "/v1/fairness");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 2);
    assert_int_equal(number_at(&r, "data/0/cpu/entitlement"), 1);
    assert_int_equal(number_at(&r, "data/1/cpu/held"), 1);
    assert_int_equal(number_at(&r, "jain"), 1);
    reply_free(&r);
    r = get(&d, ben, "/v1/fairness");
    assert_int_equal(json_count(at(&r, "data")), 1);
    reply_free(&r);
    for (int i = 5; i >= 0; i--)
        cancel(path[i]);
}

static void a_drained_machine_says_so(void **state)
{
    char waits[64];
    (void)state;
    struct reply r = call(&d, "PATCH", "/v1/cluster",
                          &(struct ask){.token = d.admin, .body = "{\"accepting\":false}"});
    expect(&r, 200);
    reply_free(&r);
    submit(ann, "late", waits);
    r = explain(ann, waits);
    expect(&r, 200);
    assert_true(constraint(&r, "draining") >= 0);
    assert_int_equal(json_kind(at(&r, "start/p50")), JSON_NULL); /* nobody knows until when */
    reply_free(&r);
    char body[512];
    snprintf(body, sizeof body, ENDLESS, "later");
    r = post(&d, ann, "/v1/jobs?dry_run=true", body);
    expect(&r, 200);
    assert_int_equal(json_kind(at(&r, "start/p90")), JSON_NULL);
    reply_free(&r);
    r = await_queue(ann, 1);
    assert_string_equal(text_at(&r, "data/0/reason"), "draining");
    reply_free(&r);
    r = call(&d, "PATCH", "/v1/cluster",
             &(struct ask){.token = d.admin, .body = "{\"accepting\":true}"});
    expect(&r, 200);
    reply_free(&r);
    await(waits, "running");
    cancel(waits);
}

static void a_job_that_ended_tells_how(void **state)
{
    static const char more[] = ",\"resources\":{\"max_runtime_s\":0.5}}";
    char job[64], path[96], body[512];
    (void)state;
    int n = snprintf(body, sizeof body, ENDLESS, "brief");
    snprintf(body + n - 1, sizeof body - (size_t)n + 1, "%s", more);
    struct reply r = post(&d, ann, "/v1/jobs", body);
    expect(&r, 201);
    snprintf(job, sizeof job, "/v1/jobs/%s", text_at(&r, "id"));
    reply_free(&r);
    snprintf(path, sizeof path, "%s?wait=20", job);
    r = get(&d, ann, path);
    assert_string_equal(text_at(&r, "state"), "failed");
    reply_free(&r);
    r = explain(ann, job);
    expect(&r, 200);
    assert_non_null(strstr(text_at(&r, "detail"), "max_runtime_s"));
    reply_free(&r);
    snprintf(path, sizeof path, "%s/explain?format=text", job);
    r = get(&d, ann, path);
    assert_non_null(strstr(r.body, "max_runtime_s"));
    reply_free(&r);
}

static void what_was_done_is_on_record_and_in_the_books(void **state)
{
    char path[96];
    (void)state;
    struct reply r = get(&d, d.admin, "/v1/decisions?limit=5");
    expect(&r, 200);
    assert_true(json_count(at(&r, "data")) == 5);
    snprintf(path, sizeof path, "/v1/decisions/%s", text_at(&r, "data/0/id"));
    reply_free(&r);
    r = get(&d, d.admin, path);
    expect(&r, 200);
    assert_non_null(at(&r, "plan"));
    assert_int_equal(json_kind(at(&r, "view")), JSON_OBJECT);
    reply_free(&r);
    r = get(&d, ann, "/v1/tenants/a/usage");
    expect(&r, 200);
    assert_true(number_at(&r, "total/cpu_slot_seconds") > 0);
    assert_true(number_at(&r, "data/0/share") > 0);
    assert_true(number_at(&r, "decayed/cpu_slots") > 0);
    assert_int_equal(number_at(&r, "decayed/gpu_slots"), 0);
    reply_free(&r);
    r = get(&d, ann, "/v1/tenants/a/usage?by=user");
    assert_string_equal(text_at(&r, "data/0/name"), "ann");
    reply_free(&r);
    r = get(&d, ann, "/v1/tenants/a/usage?by=job");
    assert_true(json_count(at(&r, "data")) >= 4);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_waiting_job_is_explained_to_its_own),
        cmocka_unit_test(the_change_that_is_told_starts_the_job),
        cmocka_unit_test(the_queue_shows_each_her_own_with_the_true_position),
        cmocka_unit_test(a_drained_machine_says_so),
        cmocka_unit_test(a_job_that_ended_tells_how),
        cmocka_unit_test(what_was_done_is_on_record_and_in_the_books),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
