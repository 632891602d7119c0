/* test_gate.c - what the HTTP room decides by text alone, as tables of cases: the gate, targets,
 * ranges, entity tags, Accept, and the router. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "server/http/conditional.h"
#include "server/http/gate.h"
#include "server/http/router.h"
#include "server/http/uri.h"

static void the_gate_knows_where_a_body_ends_or_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *version;
        struct header headers[4];
        int status;
        int64_t length; /* -1: chunked */
        const char *code;
    } CASES[] = {
        {"HTTP/1.1", {{"Host", "x"}}, 0, 0, ""},
        {"HTTP/1.1", {{"Content-Length", "0"}}, 0, 0, ""},
        {"HTTP/1.1", {{"content-length", "17"}}, 0, 17, ""},
        {"HTTP/1.1", {{"Transfer-Encoding", "Chunked"}}, 0, -1, ""},
        {"HTTP/1.1",
         {{"Content-Length", "1"}, {"TRANSFER-ENCODING", "chunked"}},
         400,
         0,
         "ambiguous_length"},
        {"HTTP/1.1", {{"Content-Length", "1"}, {"Content-length", "1"}}, 400, 0, "repeated_header"},
        {"HTTP/1.1", {{"Content-Length", "+1"}}, 400, 0, "content_length"},
        {"HTTP/1.1", {{"Content-Length", "1, 1"}}, 400, 0, "content_length"},
        {"HTTP/1.1", {{"Content-Length", ""}}, 400, 0, "content_length"},
        {"HTTP/1.1", {{"Content-Length", "9223372036854775808"}}, 400, 0, "content_length"},
        {"HTTP/1.1", {{"Transfer-Encoding", "chunked, gzip"}}, 501, 0, "transfer_encoding"},
        {"HTTP/1.1", {{"Transfer-Encoding", ""}}, 501, 0, "transfer_encoding"},
        {"HTTP/1.0", {{"Transfer-Encoding", "chunked"}}, 400, 0, "ambiguous_length"},
        {"HTTP/1.1", {{"Host", "a"}, {"host", "a"}}, 400, 0, "repeated_header"},
        {"HTTP/1.1", {{"X", "a\001b"}}, 400, 0, "malformed_header"},
        {"HTTP/1.1", {{"Content-Length ", "5"}}, 400, 0, "malformed_header"},
        {"HTTP/1.1", {{"X\"", ""}}, 400, 0, "malformed_header"},
        {"HTTP/1.1", {{"", ""}}, 400, 0, "malformed_header"},
        {"HTTP/1.1", {{"X", "tabs\tare fine"}, {"X", "twice"}}, 0, 0, ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct refusal refusal = {.code = ""};
        bool has_body;
        int64_t length = 0;
        int n = 0;
        while (n < 4 && CASES[i].headers[n].name)
            n++;
        int status =
            gate_check(CASES[i].version, CASES[i].headers, n, &has_body, &length, &refusal);
        if (status != CASES[i].status || strcmp(refusal.code, CASES[i].code) != 0)
            fail_msg("case %zu: %d %s", i, status, refusal.code);
        if (!status && (length != CASES[i].length || has_body != (length != 0)))
            fail_msg("case %zu: length %lld", i, (long long)length);
    }
}

static void only_a_sane_request_id_is_taken_over(void **state)
{
    (void)state;
    assert_true(gate_sane_id("a-B_9.z"));
    assert_false(gate_sane_id(""));
    assert_false(gate_sane_id("a b"));
    assert_false(gate_sane_id("a\"b"));
    char id[80];
    memset(id, 'a', sizeof id);
    id[63] = 0;
    assert_true(gate_sane_id(id));
    id[63] = 'a';
    id[64] = 0;
    assert_false(gate_sane_id(id));
}

/* "path|segment,segment|name=value&…" of a target, or "!" and a part of the refusal. */
static char *taken_apart(const char *target)
{
    static char out[4096];
    struct uri u;
    struct err err;
    if (uri_parse(&u, target, &err)) {
        snprintf(out, sizeof out, "!%s", err.text);
        return out;
    }
    int n = snprintf(out, sizeof out, "%s|", u.path);
    for (int i = 0; i < u.n_segments; i++)
        n += snprintf(out + n, sizeof out - (size_t)n, "%s%s", i ? "," : "", u.segments[i]);
    n += snprintf(out + n, sizeof out - (size_t)n, "|");
    for (int i = 0; i < u.n_query; i++)
        n += snprintf(out + n, sizeof out - (size_t)n, "%s%s=%s", i ? "&" : "", u.query[i].name,
                      u.query[i].value);
    uri_done(&u);
    return out;
}

static void a_target_is_taken_apart_or_refused(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"/", "/||"},
        {"/v1/jobs", "/v1/jobs|v1,jobs|"},
        {"/v1/jobs/", "/v1/jobs/|v1,jobs,|"},
        {"//", "//|,|"},
        {"/a%2Fb/c%20d", "/a/b/c d|a/b,c d|"},
        {"/a+b?c+d=e+f", "/a+b|a+b|c d=e f"},
        {"/?a=1&b&&c=%26%3D", "/||a=1&b=&c=&="},
        {"/?a==1", "/||a==1"},
        {"/%C3%BC?q=%E2%82%AC", "/ü|ü|q=€"},
        {"/../x/.", "/../x/.|..,x,.|"},
        {"http://h:80/a?b=c", "/a|a|b=c"},
        {"HTTPS://h", "/||"},
        {"http://h?x=1", "/||x=1"},
        {"*", "*||"},
        {"", "!begin with /"},
        {"a", "!begin with /"},
        {"*x", "!begin with /"},
        {"/%", "!hexadecimal"},
        {"/%4", "!hexadecimal"},
        {"/%g0", "!hexadecimal"},
        {"/?a=%4", "!hexadecimal"},
        {"/%00", "!%00"},
        {"/?a=%00", "!%00"},
        {"/%0a", "!control character"},
        {"/\x7f", "!control character"},
        {"/?a=%0a", "/||a=\n"},
        {"/%ff", "!UTF-8"},
        {"/%C0%80", "!UTF-8"},
        {"/%ED%A0%80", "!UTF-8"},
        {"/%F4%90%80%80", "!UTF-8"},
        {"/?a=1&%61=2", "!given twice"},
        {"/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "!more than 16 segments"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *got = taken_apart(CASES[i][0]), *want = CASES[i][1];
        if (want[0] == '!' ? got[0] != '!' || !strstr(got, want + 1) : strcmp(got, want) != 0)
            fail_msg("%s gave %s, not %s", CASES[i][0], got, want);
    }
    char *longest = malloc(URI_MAX + 2);
    memset(longest, 'a', URI_MAX + 1);
    longest[0] = '/';
    longest[URI_MAX + 1] = 0;
    struct err err;
    struct uri u;
    assert_int_equal(uri_parse(&u, longest, &err), ERR_TOO_LARGE);
    longest[URI_MAX] = 0;
    assert_int_equal(uri_parse(&u, longest, &err), 0);
    uri_done(&u);
    free(longest);
}

static void a_query_has_a_limited_number_of_parameters(void **state)
{
    (void)state;
    char target[1024] = "/?";
    for (int i = 0; i < URI_QUERY_MAX; i++)
        sprintf(target + strlen(target), "p%d&", i);
    assert_int_not_equal(taken_apart(target)[0], '!');
    strcat(target, "one_more");
    assert_non_null(strstr(taken_apart(target), "more than 64"));
}

static void text_is_mended_to_utf8(void **state)
{
    (void)state;
    char text[] = "a\xff\xC3\xBC\xE2\x82";
    utf8_mend(text);
    assert_string_equal(text, "a?\xC3\xBC??");
}

static void a_range_is_understood_ignored_or_outside(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int64_t size;
        int found;
        int64_t first, length;
    } CASES[] = {
        {"bytes=0-0", 10, 1, 0, 1},
        {"bytes=0-", 10, 1, 0, 10},
        {"bytes=3-5", 10, 1, 3, 3},
        {"bytes=9-", 10, 1, 9, 1},
        {"bytes=5-99", 10, 1, 5, 5},
        {"bytes=-3", 10, 1, 7, 3},
        {"bytes=-99", 10, 1, 0, 10},
        {"Bytes= 1-2 ", 10, 1, 1, 2},
        {"bytes=10-", 10, -1, 0, 0},
        {"bytes=99-100", 10, -1, 0, 0},
        {"bytes=-0", 10, -1, 0, 0},
        {"bytes=0-", 0, -1, 0, 0},
        {"bytes=-5", 0, -1, 0, 0},
        {"bytes=5-3", 10, 0, 0, 0},
        {"bytes=0-1,3-4", 10, 0, 0, 0},
        {"lines=0-1", 10, 0, 0, 0},
        {"bytes=", 10, 0, 0, 0},
        {"bytes=-", 10, 0, 0, 0},
        {"bytes=a-b", 10, 0, 0, 0},
        {"bytes=1-2x", 10, 0, 0, 0},
        {"bytes=99999999999999999999-", 10, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int64_t first = 0, length = 0;
        int found = range_parse(CASES[i].value, CASES[i].size, &first, &length);
        if (found != CASES[i].found || first != CASES[i].first || length != CASES[i].length)
            fail_msg("%s of %lld gave %d: %lld + %lld", CASES[i].value, (long long)CASES[i].size,
                     found, (long long)first, (long long)length);
    }
}

static void an_etag_is_found_in_a_list(void **state)
{
    (void)state;
    assert_true(etag_listed("\"a\"", "\"a\"", false));
    assert_true(etag_listed("\"b\", W/\"a\"", "\"a\"", true));
    assert_false(etag_listed("\"b\", W/\"a\"", "\"a\"", false));
    assert_true(etag_listed("\"b,\" ,\"a\"", "\"a\"", false));
    assert_true(etag_listed("*", "\"a\"", false));
    assert_false(etag_listed("\"A\"", "\"a\"", true));
    assert_false(etag_listed("a", "\"a\"", true));
    assert_false(etag_listed("\"a", "\"a\"", true));
    assert_false(etag_listed("", "\"a\"", true));
}

static void accept_weighs_exact_names_and_wildcards(void **state)
{
    (void)state;
    static const struct {
        const char *header, *token;
        bool exact;
        int weight;
    } CASES[] = {
        {"text/plain", "text/plain", true, 1000},
        {"*/*", "text/plain", true, -1},
        {"*/*", "text/plain", false, 1000},
        {"text/*;q=0.5", "text/plain", false, 500},
        {"text/*;q=0.5, text/plain;q=0.25", "text/plain", false, 250},
        {"application/json, text/plain; charset=utf-8; q=0.1", "text/plain", true, 100},
        {"gzip;q=0", "gzip", false, 0},
        {"br, *;q=0.001", "gzip", false, 1},
        {"", "gzip", false, -1},
        {"textplain", "text/plain", true, -1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int got = accept_weight(CASES[i].header, CASES[i].token, CASES[i].exact);
        if (got != CASES[i].weight)
            fail_msg("%s of \"%s\" gave %d", CASES[i].token, CASES[i].header, got);
    }
}

static void run(struct request *req)
{
    (void)req;
}

static const struct route ROUTES[] = {
    {.method = "GET", .pattern = "/", .handler = run},
    {.method = "GET", .pattern = "/v1/jobs/{id}", .handler = run},
    {.method = "GET", .pattern = "/v1/jobs/stats", .handler = run},
    {.method = "DELETE", .pattern = "/v1/jobs/{id}", .handler = run},
    {.method = "POST", .pattern = "/v1/jobs", .handler = run},
    {.method = "GET", .pattern = "/v1/jobs/{job}/runs/{run}", .handler = run},
};
enum { N_ROUTES = sizeof ROUTES / sizeof *ROUTES };

static void the_router_finds_the_most_literal_row(void **state)
{
    (void)state;
    static const struct {
        const char *method, *target;
        int row;
        const char *allow;
    } CASES[] = {
        {"GET", "/", 0, "GET, HEAD, OPTIONS"},
        {"GET", "/v1/jobs/7", 1, "GET, HEAD, DELETE, OPTIONS"},
        {"GET", "/v1/jobs/stats", 2, "GET, HEAD, DELETE, OPTIONS"},
        {"DELETE", "/v1/jobs/stats", 3, "GET, HEAD, DELETE, OPTIONS"},
        {"GET", "/v1/jobs", -1, "POST, OPTIONS"},
        {"GET", "/v1/jobs/", -1, ""},
        {"GET", "/v1/jobs/7/runs", -1, ""},
        {"GET", "/v1/jobs/7/runs/8", 5, "GET, HEAD, OPTIONS"},
    };
    struct err err;
    struct router *r = router_new(ROUTES, N_ROUTES, &err);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct uri u;
        struct match m;
        assert_int_equal(uri_parse(&u, CASES[i].target, &err), 0);
        router_match(r, CASES[i].method, &u, &m);
        const struct route *want = CASES[i].row < 0 ? NULL : &ROUTES[CASES[i].row];
        if (m.route != want || strcmp(m.allow, CASES[i].allow) != 0)
            fail_msg("%s %s: %s, %s", CASES[i].method, CASES[i].target,
                     m.route ? m.route->pattern : "none", m.allow);
        if (CASES[i].row == 5) {
            assert_string_equal(router_param(m.route, &u, "job"), "7");
            assert_string_equal(router_param(m.route, &u, "run"), "8");
            assert_null(router_param(m.route, &u, "ru"));
        }
        uri_done(&u);
    }
    router_free(r);
}

static void the_router_suggests_what_was_meant(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"/v1/job", "/v1/jobs"},
        {"/v1/jbos/7", "/v1/jobs/7"},
        {"/v1/jobs/7/rns/8", "/v1/jobs/7/runs/8"},
        {"/completely/else", NULL},
    };
    struct err err;
    struct router *r = router_new(ROUTES, N_ROUTES, &err);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct uri u;
        char buf[256];
        assert_int_equal(uri_parse(&u, CASES[i][0], &err), 0);
        const char *got = router_nearest(r, &u, buf), *want = CASES[i][1];
        if (want ? !got || strcmp(got, want) != 0 : got != NULL)
            fail_msg("%s suggests %s", CASES[i][0], got ? got : "nothing");
        uri_done(&u);
    }
    router_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gate_knows_where_a_body_ends_or_refuses),
        cmocka_unit_test(only_a_sane_request_id_is_taken_over),
        cmocka_unit_test(a_target_is_taken_apart_or_refused),
        cmocka_unit_test(a_query_has_a_limited_number_of_parameters),
        cmocka_unit_test(text_is_mended_to_utf8),
        cmocka_unit_test(a_range_is_understood_ignored_or_outside),
        cmocka_unit_test(an_etag_is_found_in_a_list),
        cmocka_unit_test(accept_weighs_exact_names_and_wildcards),
        cmocka_unit_test(the_router_finds_the_most_literal_row),
        cmocka_unit_test(the_router_suggests_what_was_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
