/* test_grants.c - programmes and grants through the API; what a tenant sees of its credits. */
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
static char member[64], stranger[64];

static int setup(void **state)
{
    static const char *const args[] = {"--cpu-slots", "2", "--checkpoint-s", "0.1", NULL};
    (void)state;
    daemon_start(&d, args);
    tenant_make(&d, "lab", NULL);
    tenant_make(&d, "firm", NULL);
    user_make(&d, "lab", "mel", "member", member);
    user_make(&d, "firm", "fred", "owner", stranger);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void refused(const char *token, const char *method, const char *path, const char *body,
                    int status, const char *text)
{
    struct reply r = call(&d, method, path, &(struct ask){.token = token, .body = body});
    expect(&r, status);
    if (!strstr(r.body, text))
        fail_msg("\"%s\" is not in %s", text, r.body);
    reply_free(&r);
}

static void nobody_is_metered_before_the_first_grant(void **state)
{
    (void)state;
    struct reply r = get(&d, stranger, "/v1/me");
    expect(&r, 200);
    assert_false(json_bool(at(&r, "credits/metered"), true));
    assert_int_equal(json_kind(at(&r, "credits/left")), JSON_NULL);
    reply_free(&r);
}

static void a_programme_has_a_budget_and_categories(void **state)
{
    (void)state;
    struct reply r = post(&d, d.admin, "/v1/programs",
                          "{\"name\":\"fund\",\"budget\":100,\"subsidy_rate\":0.5,"
                          "\"categories\":[\"university\",\"individual\"]}");
    expect(&r, 201);
    assert_int_equal(number_at(&r, "budget"), 100);
    assert_true(number_at(&r, "subsidy_rate") == 0.5);
    assert_string_equal(text_at(&r, "categories/1"), "individual");
    reply_free(&r);
    refused(d.admin, "POST", "/v1/programs", "{\"name\":\"fund\",\"budget\":1}", 409, "fund");
    refused(d.admin, "POST", "/v1/programs",
            "{\"name\":\"x\",\"budget\":-1,\"subsidy_rate\":2,\"categories\":[\"sne\"]}", 422,
            "/subsidy_rate");
    refused(d.admin, "POST", "/v1/programs",
            "{\"name\":\"x\",\"budget\":1,\"categories\":[\"sne\"]}", 422,
            "did you mean \\\"sme\\\"?");
    r = get(&d, member, "/v1/programs");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 1);
    reply_free(&r);
}

static void a_grant_is_given_seen_and_changed(void **state)
{
    char path[128];
    (void)state;
    struct reply r = post(&d, d.admin, "/v1/tenants/lab/grants",
                          "{\"credits\":10.5,\"program\":\"fund\",\"reason\":\"thesis\","
                          "\"period\":{\"from\":\"2026-01-01\",\"to\":\"2099-12-31\"}}");
    expect(&r, 201);
    snprintf(path, sizeof path, "/v1/grants/%s", text_at(&r, "id"));
    assert_string_equal(text_at(&r, "program"), "fund");
    assert_string_equal(text_at(&r, "tenant"), "lab");
    assert_string_equal(text_at(&r, "period/from"), "2026-01-01");
    assert_string_equal(text_at(&r, "lapse"), "end");
    assert_true(number_at(&r, "left") == 10.5);
    reply_free(&r);
    r = get(&d, member, "/v1/tenants/lab/grants");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "data/0/reason"), "thesis");
    assert_true(number_at(&r, "balance/left") == 10.5);
    reply_free(&r);
    r = get(&d, member, "/v1/me");
    assert_true(number_at(&r, "credits/left") == 10.5);
    reply_free(&r);
    r = call(&d, "PATCH", path,
             &(struct ask){.token = d.admin,
                           .body = "{\"credits\":20,\"period\":{\"to\":null},\"reason\":null,"
                                   "\"lapse\":\"never\"}"});
    expect(&r, 200);
    assert_int_equal(number_at(&r, "left"), 20);
    assert_int_equal(json_kind(at(&r, "period/to")), JSON_NULL);
    assert_int_equal(json_kind(at(&r, "reason")), JSON_NULL);
    assert_string_equal(text_at(&r, "lapse"), "never");
    reply_free(&r);
    r = get(&d, member, "/v1/programs");
    assert_int_equal(number_at(&r, "data/0/granted"), 10);
    reply_free(&r);
    refused(d.admin, "PATCH", path, "{\"credits\":300}", 409, "150");
    refused(d.admin, "PATCH", path, "{\"period\":{\"to\":\"2025-01-01\"}}", 422, "/period/to");
    refused(member, "PATCH", path, "{\"credits\":30}", 403, "admin");
}

static void what_cannot_be_granted_is_refused(void **state)
{
    (void)state;
    refused(d.admin, "POST", "/v1/tenants/lab/grants", "{}", 422, "/credits");
    refused(d.admin, "POST", "/v1/tenants/lab/grants", "{\"credits\":1,\"program\":\"fnd\"}", 422,
            "/program");
    refused(d.admin, "POST", "/v1/tenants/lab/grants",
            "{\"credits\":1,\"period\":{\"from\":\"soon\"}}", 422, "/period/from");
    refused(d.admin, "POST", "/v1/tenants/nobody/grants", "{\"credits\":1}", 404, "nobody");
    refused(member, "POST", "/v1/tenants/lab/grants", "{\"credits\":1}", 403, "admin");
    refused(stranger, "GET", "/v1/tenants/lab/grants", NULL, 404, "lab");
    refused(d.admin, "PATCH", "/v1/grants/grt_nothing", "{\"credits\":1}", 404, "grt_nothing");
}

/* ---- jobs that are paid for ---- */

/* A training that goes on until it is stopped; its quote is a few credits. */
#define ENDLESS                                                                                    \
    "{\"dataset\":\"line\",\"model\":{\"task\":\"regression\",\"layers\":["                        \
    "{\"type\":\"dense\",\"units\":1}]},\"training\":{\"epochs\":1000000,\"batch_size\":4}}"

static void await(const char *path, const char *state)
{
    bool there = false;
    for (int i = 0; i < 20000 && !there; i++) {
        struct reply r = get(&d, d.admin, path);
        expect(&r, 200);
        there = !strcmp(text_at(&r, "state"), state);
        reply_free(&r);
    }
    if (!there)
        fail_msg("%s is not %s", path, state);
}

static void submit(char path[64])
{
    struct reply r = post(&d, member, "/v1/jobs", ENDLESS);
    expect(&r, 201);
    snprintf(path, 64, "/v1/jobs/%s", text_at(&r, "id"));
    reply_free(&r);
}

static void act(const char *path, const char *verb)
{
    char to[96];
    snprintf(to, sizeof to, "%s/%s", path, verb);
    struct reply r = call(&d, "POST", to, &(struct ask){.token = member});
    expect(&r, 200);
    reply_free(&r);
}

static void set_credits(const char *grant, const char *credits)
{
    char path[96], body[64];
    snprintf(path, sizeof path, "/v1/grants/%s", grant);
    snprintf(body, sizeof body, "{\"credits\":%s}", credits);
    struct reply r = call(&d, "PATCH", path, &(struct ask){.token = d.admin, .body = body});
    expect(&r, 200);
    reply_free(&r);
}

static void a_job_pauses_at_the_last_credit_and_goes_on_with_more(void **state)
{
    char csv[2048] = "x,y\n", grant[64], runs[64], waits[64], to[96];
    (void)state;
    for (int i = 0; i < 100; i++)
        sprintf(csv + strlen(csv), "%d,%d\n", i, 2 * i + 3);
    struct reply r = call(&d, "POST", "/v1/datasets?name=line&format=csv",
                          &(struct ask){.token = member, .body = csv});
    expect(&r, 201);
    reply_free(&r);
    r = get(&d, d.admin, "/v1/tenants/lab/grants");
    snprintf(grant, sizeof grant, "%s", text_at(&r, "data/0/id"));
    reply_free(&r);
    submit(runs);
    await(runs, "running");

    set_credits(grant, "0");
    await(runs, "paused");
    r = get(&d, member, runs);
    assert_string_equal(text_at(&r, "reason"), "credits");
    assert_true(number_at(&r, "progress/step") > 0);
    reply_free(&r);

    submit(waits);
    snprintf(to, sizeof to, "%s/explain", waits);
    r = get(&d, member, to);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "constraints/0/code"), "credits");
    assert_int_equal(number_at(&r, "constraints/0/have"), 0);
    assert_true(number_at(&r, "constraints/0/need") > 0);
    reply_free(&r);

    set_credits(grant, "20");
    await(waits, "running");
    act(runs, "resume");
    await(runs, "running");
    act(waits, "cancel");
    act(runs, "cancel");
    await(runs, "cancelled");
    await(waits, "cancelled");
    r = get(&d, member, "/v1/tenants/lab/grants");
    assert_true(number_at(&r, "data/0/used") > 0);
    assert_true(number_at(&r, "balance/left") < 20);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_metered_before_the_first_grant),
        cmocka_unit_test(a_programme_has_a_budget_and_categories),
        cmocka_unit_test(a_grant_is_given_seen_and_changed),
        cmocka_unit_test(what_cannot_be_granted_is_refused),
        cmocka_unit_test(a_job_pauses_at_the_last_credit_and_goes_on_with_more),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
