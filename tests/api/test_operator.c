/* test_operator.c - what an operator looks at: health, figures, versions, the contract, the books.
 */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct daemon d;
static char member[64];

static int setup(void **state)
{
    (void)state;
    daemon_start(&d, NULL);
    tenant_make(&d, "secretive", NULL);
    user_make(&d, "secretive", "mel", "member", member);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void five_paths_need_no_token(void **state)
{
    static const char *const paths[] = {"/healthz", "/readyz", "/metrics", "/openapi.json", "/"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct reply r = call(&d, "GET", paths[i], &(struct ask){.free_form = true});
        expect(&r, 200);
        reply_free(&r);
    }
}

static void the_admin_token_is_hers_alone(void **state)
{
    char path[160];
    struct stat st;
    (void)state;
    snprintf(path, sizeof path, "%s/admin.token", d.dir);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

/* promtool knows the rules better than we do; where it is not installed, the form is checked. */
static void the_figures_please_prometheus(void **state)
{
    char command[512];
    (void)state;
    struct reply r = get(&d, d.admin, "/metrics");
    expect(&r, 200);
    assert_string_equal(header(&r, "Content-Type"), "text/plain; version=0.0.4");
    assert_non_null(strstr(r.body, "\nallot_slots{device=\"cpu\"} "));
    assert_non_null(strstr(r.body, "# TYPE allot_http_requests_total counter\n"));
    assert_non_null(strstr(r.body, "\nallot_jobs{state=\"queued\"} 0\n"));
    reply_free(&r);
    if (system("command -v promtool >/dev/null 2>&1") != 0)
        return;
    snprintf(command, sizeof command,
             "curl -s -H 'Authorization: Bearer %s' %s/metrics | promtool check metrics", d.admin,
             d.url);
    assert_int_equal(system(command), 0);
}

static void every_command_tells_its_help(void **state)
{
    const char *program = getenv("ALLOTD");
    char command[256];
    (void)state;
    snprintf(command, sizeof command, "timeout 20 %s serve --help | grep -q 'run the daemon'",
             program ? program : "build/allotd");
    assert_int_equal(system(command), 0);
}

static void figures_name_no_tenant_to_strangers(void **state)
{
    (void)state;
    struct reply r = get(&d, NULL, "/metrics");
    assert_null(strstr(r.body, "tenant"));
    reply_free(&r);
    r = get(&d, member, "/metrics");
    assert_null(strstr(r.body, "tenant"));
    reply_free(&r);
    r = get(&d, d.admin, "/metrics");
    assert_non_null(strstr(r.body, "allot_tenant_slots_held"));
    reply_free(&r);
}

static void versions_and_catalog_are_told(void **state)
{
    (void)state;
    struct reply r = get(&d, member, "/v1/version");
    expect(&r, 200);
    assert_true(strlen(text_at(&r, "sqlite")) > 3);
    assert_true(strlen(text_at(&r, "kernel")) > 1);
    reply_free(&r);
    r = get(&d, member, "/v1/catalog");
    expect(&r, 200);
    assert_non_null(strstr(r.body, "\"dense\""));
    assert_non_null(strstr(r.body, "\"adam\""));
    assert_true(json_count(at(&r, "layers")) >= 5);
    reply_free(&r);
}

static void the_books_of_an_idle_tenant_are_empty(void **state)
{
    (void)state;
    struct reply r = get(&d, member, "/v1/tenants/secretive/usage?from=2026-01-01&to=2026-01-31");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "from"), "2026-01-01");
    assert_string_equal(text_at(&r, "to"), "2026-01-31");
    assert_int_equal(json_count(at(&r, "data")), 0);
    assert_int_equal(number_at(&r, "total/credits"), 0);
    reply_free(&r);
    r = get(&d, member, "/v1/tenants/secretive/usage?by=job&format=csv");
    expect(&r, 200);
    assert_string_equal(r.body, "id,name,cpu_slot_seconds,gpu_slot_seconds,credits\r\n");
    reply_free(&r);
}

static void an_idle_machine_is_fair_and_has_no_queue(void **state)
{
    (void)state;
    struct reply r = get(&d, member, "/v1/fairness");
    expect(&r, 200);
    assert_int_equal(number_at(&r, "jain"), 1);
    assert_int_equal(number_at(&r, "gini"), 0);
    reply_free(&r);
    r = get(&d, member, "/v1/queue");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 0);
    reply_free(&r);
    r = call(&d, "GET", "/v1/queue",
             &(struct ask){.token = member,
                           .headers = (const char *const[]){"Accept: text/plain", NULL}});
    expect(&r, 200);
    assert_non_null(strstr(r.body, "REASON"));
    reply_free(&r);
    r = get(&d, d.admin, "/v1/decisions");
    expect(&r, 200);
    reply_free(&r);
}

static void a_head_is_a_get_without_its_body(void **state)
{
    (void)state;
    struct reply r = call(&d, "HEAD", "/v1/me", &(struct ask){.token = member});
    expect(&r, 200);
    assert_string_equal(r.body, "");
    assert_true(atoi(header(&r, "Content-Length")) > 10);
    reply_free(&r);
}

static void an_etag_spares_the_second_answer(void **state)
{
    char match[96];
    (void)state;
    struct reply r = get(&d, member, "/v1/tenants/secretive");
    snprintf(match, sizeof match, "If-None-Match: %s", header(&r, "ETag"));
    reply_free(&r);
    r = call(&d, "GET", "/v1/tenants/secretive",
             &(struct ask){.token = member, .headers = (const char *const[]){match, NULL}});
    expect(&r, 304);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_paths_need_no_token),
        cmocka_unit_test(the_admin_token_is_hers_alone),
        cmocka_unit_test(the_figures_please_prometheus),
        cmocka_unit_test(every_command_tells_its_help),
        cmocka_unit_test(figures_name_no_tenant_to_strangers),
        cmocka_unit_test(versions_and_catalog_are_told),
        cmocka_unit_test(the_books_of_an_idle_tenant_are_empty),
        cmocka_unit_test(an_idle_machine_is_fair_and_has_no_queue),
        cmocka_unit_test(a_head_is_a_get_without_its_body),
        cmocka_unit_test(an_etag_spares_the_second_answer),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
