/* test_errors.c - what a client gets who makes mistakes: the right status, a code of its own, a
 * sentence that helps, and every fault at once. */
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

static int setup(void **state)
{
    (void)state;
    daemon_start(&d, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

/* A request, the status and code it must get, and what its answer must say. */
static const struct {
    const char *name, *method, *path, *body;
    int status;
    const char *code, *says;
} cases[] = {
    {"no such path", "GET", "/v1/job", NULL, 404, "no_such_path", "/v1/jobs"},
    {"no such thing", "GET", "/v1/tenants/nobody", NULL, 404, "not_found", "nobody"},
    {"wrong method", "DELETE", "/v1/me", NULL, 405, "method", "GET"},
    {"not JSON", "POST", "/v1/tenants", "{\"name\"", 400, NULL, "byte"},
    {"a key twice", "POST", "/v1/tenants", "{\"name\":\"a\",\"name\":\"b\"}", 400, NULL, "name"},
    {"bytes after the end", "POST", "/v1/tenants", "{} {}", 400, NULL, "byte 3"},
    {"a number like 01", "POST", "/v1/tenants", "{\"name\":\"a\",\"weight\":01}", 400, NULL, "0"},
    {"an array", "POST", "/v1/tenants", "[]", 422, "invalid", "object"},
    {"nothing", "POST", "/v1/tenants", "", 400, NULL, ""},
    {"a name missing", "POST", "/v1/tenants", "{}", 422, "invalid", "\"/name\""},
    {"a name too many", "POST", "/v1/tenants", "{\"name\":\"a\",\"wieght\":2}", 422, "invalid",
     "did you mean \\\"weight\\\"?"},
    {"a wrong choice", "POST", "/v1/tenants", "{\"name\":\"a\",\"category\":\"univercity\"}", 422,
     "invalid", "did you mean \\\"university\\\"?"},
    {"out of range", "POST", "/v1/tenants", "{\"name\":\"a\",\"weight\":0}", 422, "invalid",
     "1..1000000"},
    {"not whole", "POST", "/v1/tenants", "{\"name\":\"a\",\"weight\":1.5}", 422, "invalid",
     "integer"},
    {"a name with a slash", "POST", "/v1/tenants", "{\"name\":\"a/b\"}", 422, "invalid", "/name"},
    {"a name like an id", "POST", "/v1/tenants", "{\"name\":\"ten_01234567890123456789012345\"}",
     422, "invalid", "id"},
    {"a query parameter too many", "GET", "/v1/tenants?limt=3", NULL, 400, NULL,
     "did you mean \\\"limit\\\"?"},
    {"a query parameter out of range", "GET", "/v1/tenants?limit=0", NULL, 400, NULL, "1..200"},
    {"a day that is none", "GET", "/v1/tenants/default/usage?from=yesterday", NULL, 422, "invalid",
     "RFC 3339"},
    {"days in the wrong order", "GET", "/v1/tenants/default/usage?from=2026-02-01&to=2026-01-01",
     NULL, 422, "invalid", "later"},
};

static void every_mistake_gets_its_own_answer(void **state)
{
    int failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = call(&d, cases[i].method, cases[i].path,
                              &(struct ask){.token = d.admin, .body = cases[i].body});
        bool good = r.status == cases[i].status && strstr(r.body, cases[i].says) &&
                    (!cases[i].code || !strcmp(text_at(&r, "code"), cases[i].code)) &&
                    (int)number_at(&r, "status") == r.status;
        if (!good)
            print_error("%s: expected %d %s \"%s\", got %d %s\n", cases[i].name, cases[i].status,
                        cases[i].code ? cases[i].code : "", cases[i].says, r.status, r.body);
        failures += !good;
        reply_free(&r);
    }
    assert_int_equal(failures, 0);
}

/* `curl -F` sends a form around the file: refused before it becomes data. */
static void a_form_is_not_the_file_in_it(void **state)
{
    static const struct {
        const char *method, *path, *type;
        int status;
        const char *says;
    } forms[] = {
        {"POST", "/v1/datasets?name=form&format=csv",
         "Content-Type: multipart/form-data; boundary=x", 415, "curl -T FILE"},
        {"PUT", "/v1/datasets/none/labels", "Content-Type: Multipart/Form-Data;boundary=x", 415,
         "--data-binary @FILE"},
        {"POST", "/v1/models?name=form", "Content-Type: multipart/form-data", 415, "not -F"},
        {"POST", "/v1/models?name=form", "Content-Type: multipart/form-database", 422, ""},
        {"POST", "/v1/datasets?name=plain&format=csv",
         "Content-Type: application/x-www-form-urlencoded", 201, "plain"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *headers[] = {forms[i].type, NULL};
        struct reply r =
            call(&d, forms[i].method, forms[i].path,
                 &(struct ask){.token = d.admin, .body = "a,b\n1,2\n3,4\n", .headers = headers});
        expect_code(&r, forms[i].status, forms[i].status == 415 ? "content_type" : NULL);
        assert_non_null(strstr(r.body, forms[i].says));
        reply_free(&r);
    }
}

static void all_faults_come_at_once(void **state)
{
    (void)state;
    struct reply r = post(&d, d.admin, "/v1/tenants",
                          "{\"nme\":\"x\",\"weight\":\"heavy\",\"category\":7,\"parent\":3}");
    expect_code(&r, 422, "invalid");
    assert_int_equal(json_count(at(&r, "errors")), 5);
    reply_free(&r);
}

static void a_problem_says_what_the_headers_say(void **state)
{
    static const char *const id[] = {"X-Request-Id: find-me-again", NULL};
    (void)state;
    struct reply r =
        call(&d, "GET", "/v1/tenants/nobody", &(struct ask){.token = d.admin, .headers = id});
    expect(&r, 404);
    assert_string_equal(text_at(&r, "request_id"), "find-me-again");
    assert_string_equal(header(&r, "X-Request-Id"), "find-me-again");
    reply_free(&r);
    r = call(&d, "POST", "/v1/me", &(struct ask){.token = d.admin, .body = "{}"});
    expect(&r, 405);
    assert_non_null(strstr(header(&r, "Allow"), "GET"));
    reply_free(&r);
}

static void a_body_too_large_is_refused_before_it_is_sent(void **state)
{
    size_t n = 3 << 20;
    char *body = malloc(n);
    (void)state;
    memset(body, ' ', n);
    struct reply r =
        call(&d, "POST", "/v1/tenants", &(struct ask){.token = d.admin, .body = body, .n = n});
    expect(&r, 413);
    reply_free(&r);
    free(body);
}

static void a_key_must_have_a_sane_length(void **state)
{
    char key[400] = "Idempotency-Key: ";
    const char *const headers[] = {key, NULL};
    (void)state;
    memset(key + strlen(key), 'k', 250);
    struct reply r = call(
        &d, "POST", "/v1/tenants",
        &(struct ask){.token = d.admin, .body = "{\"name\":\"long-key\"}", .headers = headers});
    expect_code(&r, 422, "idempotency_key");
    reply_free(&r);
    r = get(&d, d.admin, "/v1/tenants/long-key");
    expect(&r, 404);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mistake_gets_its_own_answer),
        cmocka_unit_test(a_form_is_not_the_file_in_it),
        cmocka_unit_test(all_faults_come_at_once),
        cmocka_unit_test(a_problem_says_what_the_headers_say),
        cmocka_unit_test(a_body_too_large_is_refused_before_it_is_sent),
        cmocka_unit_test(a_key_must_have_a_sane_length),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
