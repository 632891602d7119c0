/* test_jobs.c - submitting, quoting, following, stopping and changing jobs. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon d;
static char ann[64], bob[64], olga[64], viv[64], other[64];

#define MODEL "\"model\":{\"task\":\"regression\",\"layers\":[{\"type\":\"dense\",\"units\":1}]}"
/* A training that goes on until it is stopped: a million epochs of a few steps each. */
#define ENDLESS                                                                                    \
    "{\"dataset\":\"line\"," MODEL ",\"training\":{\"epochs\":1000000,\"batch_size\":4}}"
#define SHORT "{\"dataset\":\"line\"," MODEL ",\"training\":{\"epochs\":2}}"

static int setup(void **state)
{
    static const char *const args[] = {"--cpu-slots", "2", NULL};
    char csv[4096] = "x,y\n";
    (void)state;
    daemon_start(&d, args);
    tenant_make(&d, "a", NULL);
    tenant_make(&d, "b", NULL);
    user_make(&d, "a", "ann", "member", ann);
    user_make(&d, "a", "bob", "member", bob);
    user_make(&d, "a", "olga", "owner", olga);
    user_make(&d, "a", "viv", "viewer", viv);
    user_make(&d, "b", "otto", "member", other);
    for (int i = 0; i < 100; i++)
        sprintf(csv + strlen(csv), "%d,%d\n", i, 2 * i + 3);
    struct reply r = call(&d, "POST", "/v1/datasets?name=line&format=csv",
                          &(struct ask){.token = ann, .body = csv});
    expect(&r, 201);
    reply_free(&r);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static int status_of(const char *method, const char *token, const char *path, const char *body)
{
    struct reply r = call(&d, method, path, &(struct ask){.token = token, .body = body});
    int status = r.status;
    reply_free(&r);
    return status;
}

/* Submits as a user; the id goes to `path` as "/v1/jobs/ID". */
static void submit(const char *token, const char *body, char path[64])
{
    struct reply r = post(&d, token, "/v1/jobs", body);
    expect(&r, 201);
    snprintf(path, 64, "/v1/jobs/%s", text_at(&r, "id"));
    assert_string_equal(header(&r, "Location"), path);
    reply_free(&r);
}

static struct reply act(const char *token, const char *path, const char *verb)
{
    char to[96];
    snprintf(to, sizeof to, "%s/%s", path, verb);
    return call(&d, "POST", to, &(struct ask){.token = token});
}

static void cancel(const char *path)
{
    char wait[96];
    struct reply r = act(olga, path, "cancel");
    expect(&r, 200);
    reply_free(&r);
    snprintf(wait, sizeof wait, "%s?wait=20", path);
    r = get(&d, olga, wait);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "state"), "cancelled");
    reply_free(&r);
}

/* Asks until the job is in this state (the event that brings it there has no other sign). */
static void await_state(const char *path, const char *state)
{
    for (int i = 0; i < 20000; i++) {
        struct reply r = get(&d, olga, path);
        bool there = !strcmp(text_at(&r, "state"), state);
        bool last = i == 19999;
        if (!there && last)
            fail_msg("not %s: %s", state, r.body);
        reply_free(&r);
        if (there)
            return;
    }
}

/* ---- submitting ---- */

static void a_job_runs_to_its_model(void **state)
{
    (void)state;
    char path[64], wait[96];
    submit(ann, SHORT, path);
    snprintf(wait, sizeof wait, "%s?wait=20", path);
    struct reply r = get(&d, viv, wait);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "state"), "succeeded");
    assert_string_equal(text_at(&r, "name"), "line"); /* the dataset's, for want of another */
    assert_string_equal(text_at(&r, "dataset"), "line");
    assert_int_equal(number_at(&r, "progress/percent"), 100);
    assert_int_equal(number_at(&r, "progress/epoch"), 2);
    assert_false(isnan(number_at(&r, "metrics/latest/loss")));
    assert_true(number_at(&r, "usage/slot_seconds") >= 0);
    assert_int_equal(number_at(&r, "quote/parameters"), 2);
    assert_int_equal(strlen(text_at(&r, "provenance/spec_sha256")), 64);
    assert_int_equal(strlen(text_at(&r, "provenance/dataset_sha256")), 64);
    assert_int_equal(strncmp(text_at(&r, "model"), "mdl_", 4), 0);
    reply_free(&r);
    r = act(ann, path, "cancel"); /* of an ended job: unchanged */
    expect(&r, 200);
    assert_string_equal(text_at(&r, "state"), "succeeded");
    reply_free(&r);
}

/* A spec as the answer shows it can be submitted as it stands, and is the same training. */
static void a_shown_spec_is_a_body(void **state)
{
    (void)state;
    struct reply r = get(&d, ann, "/v1/jobs/line");
    expect(&r, 200);
    char hash[80], *spec = json_print(at(&r, "spec"));
    snprintf(hash, sizeof hash, "%s", text_at(&r, "spec_sha256"));
    reply_free(&r);
    r = post(&d, ann, "/v1/jobs", spec);
    expect(&r, 201);
    assert_string_equal(text_at(&r, "spec_sha256"), hash);
    reply_free(&r);
    free(spec);
}

static void a_quote_says_what_it_would_cost(void **state)
{
    (void)state;
    struct reply before = get(&d, ann, "/v1/jobs?limit=200");
    int jobs = json_count(at(&before, "data"));
    reply_free(&before);
    struct reply r = post(&d, ann, "/v1/jobs?dry_run=true", SHORT);
    expect(&r, 200);
    assert_int_equal(number_at(&r, "parameters"), 2);
    assert_int_equal(number_at(&r, "steps"), 8); /* 2 epochs of 100 rows by 32 */
    assert_true(number_at(&r, "memory_bytes") > 0);
    assert_true(number_at(&r, "flops_per_step") > 0);
    assert_true(number_at(&r, "slot_seconds") > 0);
    assert_true(number_at(&r, "credits") > 0);
    assert_int_equal(json_count(at(&r, "errors")), 0);
    assert_int_equal(strlen(text_at(&r, "start/p50")), strlen("2026-11-24T08:00:00.000Z"));
    assert_true(strcmp(text_at(&r, "start/p50"), text_at(&r, "finish/p90")) <= 0);
    reply_free(&r);
    struct reply after = get(&d, ann, "/v1/jobs?limit=200");
    assert_int_equal(json_count(at(&after, "data")), jobs);
    reply_free(&after);
}

/* One thing wrong with a body: where, and a word of what is allowed. */
struct fault_case {
    const char *body, *pointer, *code;
};

static const struct fault_case faults[] = {
    {"{\"dataset\":\"nope\"," MODEL "}", "/dataset", "not_found"},
    {"{" MODEL "}", "/dataset", "required"},
    {"{\"dataset\":\"line\"}", "/model", "required"},
    {"{\"dataset\":\"line\",\"model\":7}", "/model", "type"},
    {"{\"dataset\":\"line\"," MODEL ",\"nmae\":\"x\"}", "/nmae", "unknown"},
    {"{\"dataset\":\"line\"," MODEL ",\"name\":\"a/b\"}", "/name", "name"},
    {"{\"dataset\":\"line\"," MODEL ",\"training\":{\"epochs\":0}}", "/training/epochs", "range"},
    {"{\"dataset\":\"line\"," MODEL ",\"training\":{\"epohcs\":1}}", "/training/epohcs", "unknown"},
    {"{\"dataset\":\"line\"," MODEL ",\"training\":{\"optimizer\":\"adma\"}}",
     "/training/optimizer", "choice"},
    {"{\"dataset\":\"line\"," MODEL ",\"training\":{\"validation_dataset\":\"nope\"}}",
     "/training/validation_dataset", "not_found"},
    {"{\"dataset\":\"line\"," MODEL
     ",\"training\":{\"validation_split\":0.2,\"validation_dataset\":\"line\"}}",
     "/training/validation_split", "conflict"},
    {"{\"dataset\":\"line\"," MODEL ",\"data\":{\"target\":\"z\"}}", "/data/target", NULL},
    {"{\"dataset\":\"line\"," MODEL ",\"resources\":{\"slots\":{\"min\":3}}}",
     "/resources/slots/min", "machine_slots"},
    {"{\"dataset\":\"line\"," MODEL ",\"resources\":{\"slots\":{\"min\":2,\"max\":1}}}",
     "/resources/slots/max", "range"},
    {"{\"dataset\":\"line\"," MODEL ",\"resources\":{\"device\":\"gpu\"}}", "/resources/device",
     "no_device"},
    {"{\"dataset\":\"line\"," MODEL ",\"priority\":1.5}", "/priority", "type"},
    {"{\"dataset\":\"line\"," MODEL ",\"tags\":{\"a\":1}}", "/tags/a", "type"},
};

static void every_fault_has_its_pointer(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct reply r = post(&d, ann, "/v1/jobs", faults[i].body);
        expect_code(&r, 422, "invalid");
        bool found = false;
        const struct json *list = at(&r, "errors");
        for (const struct json *f = json_first(list); f; f = json_next(f))
            found =
                found ||
                (!strcmp(json_str(json_get(f, "pointer"), ""), faults[i].pointer) &&
                 (!faults[i].code || !strcmp(json_str(json_get(f, "code"), ""), faults[i].code)));
        if (!found)
            fail_msg("case %zu: no %s at %s in %s", i, faults[i].code, faults[i].pointer, r.body);
        if (json_count(list) != 1) /* told once, whoever found it */
            fail_msg("case %zu: more than one fault in %s", i, r.body);
        reply_free(&r);
    }
}

/* Faults of the form, the spec, the datasets and the machine come in one answer, each once. */
static void all_faults_come_at_once(void **state)
{
    static const char body[] =
        "{\"name\":\"a/b\",\"dataset\":\"nope\",\"model\":{\"task\":\"regression\",\"layers\":[{"
        "\"type\":\"dens\"}]},\"training\":{\"epochs\":\"x\",\"validation_dataset\":\"nix\"},"
        "\"resources\":{\"slots\":{\"min\":3}},\"xyz\":1}";
    (void)state;
    struct reply r = post(&d, ann, "/v1/jobs", body);
    expect_code(&r, 422, "invalid");
    assert_int_equal(json_count(at(&r, "errors")), 7);
    char *told = json_print(at(&r, "errors"));
    reply_free(&r);
    r = post(&d, ann, "/v1/jobs?dry_run=true", body);
    expect(&r, 200);
    char *quoted = json_print(at(&r, "errors"));
    assert_string_equal(told, quoted);
    free(told);
    free(quoted);
    reply_free(&r);
}

static void a_submit_can_be_repeated(void **state)
{
    const char *const key[] = {"Idempotency-Key: submit-1", NULL};
    char id[64];
    (void)state;
    struct reply r =
        call(&d, "POST", "/v1/jobs", &(struct ask){.token = ann, .body = SHORT, .headers = key});
    expect(&r, 201);
    snprintf(id, sizeof id, "%s", text_at(&r, "id"));
    reply_free(&r);
    r = call(&d, "POST", "/v1/jobs", &(struct ask){.token = ann, .body = SHORT, .headers = key});
    expect(&r, 201);
    assert_string_equal(text_at(&r, "id"), id);
    reply_free(&r);
    r = call(&d, "POST", "/v1/jobs", &(struct ask){.token = ann, .body = ENDLESS, .headers = key});
    expect_code(&r, 422, "idempotency_key");
    reply_free(&r);
}

/* ---- quotas ---- */

static void set_quota(const char *body)
{
    assert_int_equal(status_of("PUT", d.admin, "/v1/tenants/a/quota", body), 200);
}

static void quotas_refuse_at_the_submit(void **state)
{
    static const struct {
        const char *quota, *body, *pointer, *code;
    } cases[] = {
        {"{\"cpu_slots\":{\"max\":1}}",
         "{\"dataset\":\"line\"," MODEL ",\"resources\":{\"slots\":{\"min\":2}}}",
         "/resources/slots/min", "max_slots"},
        {"{\"job_memory_bytes\":10}", SHORT, "/model", "job_memory_bytes"},
        {"{\"job_runtime_s\":60}",
         "{\"dataset\":\"line\"," MODEL ",\"resources\":{\"max_runtime_s\":61}}",
         "/resources/max_runtime_s", "job_runtime_s"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set_quota(cases[i].quota);
        struct reply r = post(&d, ann, "/v1/jobs", cases[i].body);
        expect_code(&r, 422, "invalid");
        assert_string_equal(text_at(&r, "errors/0/pointer"), cases[i].pointer);
        assert_string_equal(text_at(&r, "errors/0/code"), cases[i].code);
        reply_free(&r);
    }
    set_quota("{\"job_runtime_s\":60}");
    struct reply r = post(&d, ann, "/v1/jobs", SHORT);
    expect(&r, 201);
    assert_int_equal(number_at(&r, "resources/max_runtime_s"), 60);
    char path[64];
    snprintf(path, sizeof path, "/v1/jobs/%s", text_at(&r, "id"));
    reply_free(&r);
    await_state(path, "succeeded"); /* else it may still wait when the next test counts */
    set_quota("{}");
}

static void a_full_queue_says_429(void **state)
{
    char running[64];
    (void)state;
    set_quota("{\"max_queued_jobs\":1,\"max_running_jobs\":1}");
    submit(ann, ENDLESS, running);
    await_state(running, "running");
    char waiting[64];
    submit(ann, SHORT, waiting);
    struct reply r = post(&d, ann, "/v1/jobs", SHORT);
    expect_code(&r, 429, "max_queued_jobs");
    assert_non_null(header(&r, "Retry-After"));
    reply_free(&r);
    cancel(waiting);
    cancel(running);
    set_quota("{}");
}

/* ---- what one does with a job ---- */

static void pause_and_resume_lose_nothing(void **state)
{
    char path[64];
    (void)state;
    submit(ann, ENDLESS, path);
    await_state(path, "running");
    struct reply r = act(ann, path, "pause");
    expect(&r, 200);
    reply_free(&r);
    await_state(path, "paused");
    r = get(&d, ann, path);
    double step = number_at(&r, "progress/step");
    assert_int_equal(number_at(&r, "width"), 0);
    reply_free(&r);
    r = act(ann, path, "resume");
    expect(&r, 200);
    reply_free(&r);
    await_state(path, "running");
    assert_int_equal(status_of("DELETE", ann, path, NULL), 409);
    r = get(&d, ann, path);
    assert_true(number_at(&r, "progress/step") >= step);
    reply_free(&r);
    cancel(path);
    char runs[96];
    snprintf(runs, sizeof runs, "%s/runs", path);
    r = get(&d, ann, runs);
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 2);
    assert_string_equal(text_at(&r, "data/0/end"), "cancelled");
    assert_string_equal(text_at(&r, "data/1/end"), "paused");
    assert_int_equal(number_at(&r, "data/1/steps"), step);
    reply_free(&r);
    r = act(ann, path, "resume");
    expect(&r, 409);
    reply_free(&r);
    assert_int_equal(status_of("DELETE", ann, path, NULL), 204);
    assert_int_equal(status_of("GET", ann, path, NULL), 404);
}

/* A limit that comes while it runs holds for the run, too. */
static void a_running_job_can_be_given_a_limit(void **state)
{
    char path[64];
    (void)state;
    submit(ann, ENDLESS, path);
    await_state(path, "running");
    struct reply r =
        call(&d, "PATCH", path,
             &(struct ask){.token = ann, .body = "{\"resources\":{\"max_runtime_s\":1}}"});
    expect(&r, 200);
    reply_free(&r);
    await_state(path, "failed");
    r = get(&d, ann, path);
    assert_string_equal(text_at(&r, "reason"), "max_runtime");
    reply_free(&r);
}

static void a_waiting_job_can_be_changed(void **state)
{
    char running[64], path[64];
    (void)state;
    set_quota("{\"max_running_jobs\":1}");
    submit(ann, ENDLESS, running);
    await_state(running, "running");
    submit(ann, SHORT, path);
    struct reply r = call(&d, "PATCH", path,
                          &(struct ask){.token = ann,
                                        .body = "{\"name\":\"later\",\"priority\":7,\"tags\":{"
                                                "\"k\":\"v\"},\"resources\":{\"slots\":{\"max\":2},"
                                                "\"max_runtime_s\":9}}"});
    expect(&r, 200);
    assert_string_equal(text_at(&r, "name"), "later");
    assert_string_equal(text_at(&r, "tags/k"), "v");
    assert_int_equal(number_at(&r, "priority"), 7);
    assert_int_equal(number_at(&r, "resources/slots/max"), 2);
    assert_int_equal(number_at(&r, "resources/max_runtime_s"), 9);
    reply_free(&r);
    r = call(
        &d, "PATCH", path,
        &(struct ask){.token = ann,
                      .body = "{\"tags\":{\"k\":null},\"resources\":{\"max_runtime_s\":null}}"});
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "tags")), 0);
    assert_int_equal(json_kind(at(&r, "resources/max_runtime_s")), JSON_NULL);
    reply_free(&r);
    static const char *const wrong[] = {
        "{\"resources\":{\"slots\":{\"min\":9}}}",
        "{\"resources\":{\"device\":\"gpu\"}}",
        "{\"tags\":{\"k\":1}}",
        "{\"dataset\":\"x\"}",
        "{\"priority\":\"high\"}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(status_of("PATCH", ann, path, wrong[i]), 422);
    assert_int_equal(status_of("PATCH", bob, path, "{\"priority\":1}"), 403);
    assert_int_equal(status_of("PATCH", viv, path, "{\"priority\":1}"), 403);
    assert_int_equal(status_of("PATCH", other, path, "{\"priority\":1}"), 404);
    assert_int_equal(status_of("PATCH", olga, path, "{\"priority\":1}"), 200);
    cancel(path);
    cancel(running);
    set_quota("{}");
}

/* A cache sees progress; who changes a job is not held up by it. */
static void an_etag_sees_progress_but_allows_changes(void **state)
{
    char path[64], first[96], none[128], match[128];
    (void)state;
    submit(ann, ENDLESS, path);
    await_state(path, "running");
    struct reply r = get(&d, ann, path);
    snprintf(first, sizeof first, "%s", header(&r, "ETag"));
    double step = number_at(&r, "progress/step");
    reply_free(&r);
    for (bool moved = false; !moved;) { /* until it has gone on */
        r = get(&d, ann, path);
        moved = number_at(&r, "progress/step") > step;
        reply_free(&r);
    }
    snprintf(none, sizeof none, "If-None-Match: %s", first);
    r = call(&d, "GET", path,
             &(struct ask){.token = ann, .headers = (const char *const[]){none, NULL}});
    expect(&r, 200);
    reply_free(&r);
    snprintf(match, sizeof match, "If-Match: %s", first);
    const struct ask ask = {
        .token = ann, .body = "{\"priority\":3}", .headers = (const char *const[]){match, NULL}};
    r = call(&d, "PATCH", path, &ask);
    expect(&r, 200);
    reply_free(&r);
    r = call(&d, "PATCH", path, &ask);
    expect_code(&r, 412, "stale");
    reply_free(&r);
    cancel(path);
}

static void a_clone_is_the_job_with_changes(void **state)
{
    char path[64], to[96];
    (void)state;
    submit(ann, SHORT, path);
    snprintf(to, sizeof to, "%s/clone", path);
    struct reply r = post(&d, bob, to, "{\"name\":\"twin\",\"training\":{\"epochs\":3}}");
    expect(&r, 201);
    assert_string_equal(text_at(&r, "name"), "twin");
    assert_string_equal(text_at(&r, "user"), "bob");
    assert_int_equal(number_at(&r, "spec/training/epochs"), 3);
    reply_free(&r);
    r = call(&d, "POST", to, &(struct ask){.token = bob});
    expect(&r, 201);
    reply_free(&r);
    assert_int_equal(status_of("POST", other, to, NULL), 404);
}

static void others_do_not_see_it(void **state)
{
    static const char *const below[] = {"",         "/metrics", "/events",     "/runs",
                                        "/explain", "/watch",   "/checkpoints"};
    char path[64], to[96];
    (void)state;
    submit(ann, SHORT, path);
    for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
        snprintf(to, sizeof to, "%s%s", path, below[i]);
        assert_int_equal(status_of("GET", other, to, NULL), 404);
        if (strcmp(below[i], "/watch"))
            assert_int_equal(status_of("GET", viv, to, NULL), 200);
    }
    assert_int_equal(status_of("POST", viv, "/v1/jobs", SHORT), 403);
    struct reply r = get(&d, other, "/v1/jobs");
    assert_int_equal(json_count(at(&r, "data")), 0);
    reply_free(&r);
}

static void lists_are_filtered(void **state)
{
    char path[64];
    (void)state;
    submit(ann,
           "{\"name\":\"needle\",\"dataset\":\"line\"," MODEL ",\"training\":{\"epochs\":1000000}}",
           path);
    await_state(path, "running");
    struct reply r = get(&d, ann, "/v1/jobs?state=running,paused&q=need&tenant=a");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 1);
    assert_string_equal(text_at(&r, "data/0/name"), "needle");
    reply_free(&r);
    r = get(&d, ann, "/v1/jobs?state=runing");
    expect(&r, 422);
    reply_free(&r);
    assert_int_equal(status_of("GET", ann, "/v1/jobs?tenant=b", NULL), 404);
    r = get(&d, ann, "/v1/jobs?format=text&q=needle");
    expect(&r, 200);
    assert_non_null(strstr(r.body, "needle"));
    assert_non_null(strstr(r.body, "running"));
    assert_non_null(strstr(r.body, "METRIC"));
    reply_free(&r);
    r = get(&d, ann, "/v1/jobs/needle?format=text");
    expect(&r, 200);
    assert_non_null(strstr(r.body, "Epoch"));
    reply_free(&r);
    cancel(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_runs_to_its_model),
        cmocka_unit_test(a_shown_spec_is_a_body),
        cmocka_unit_test(a_quote_says_what_it_would_cost),
        cmocka_unit_test(every_fault_has_its_pointer),
        cmocka_unit_test(all_faults_come_at_once),
        cmocka_unit_test(a_submit_can_be_repeated),
        cmocka_unit_test(quotas_refuse_at_the_submit),
        cmocka_unit_test(a_full_queue_says_429),
        cmocka_unit_test(pause_and_resume_lose_nothing),
        cmocka_unit_test(a_running_job_can_be_given_a_limit),
        cmocka_unit_test(a_waiting_job_can_be_changed),
        cmocka_unit_test(an_etag_sees_progress_but_allows_changes),
        cmocka_unit_test(a_clone_is_the_job_with_changes),
        cmocka_unit_test(others_do_not_see_it),
        cmocka_unit_test(lists_are_filtered),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
