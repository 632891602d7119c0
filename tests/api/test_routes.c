/* test_routes.c - every route of the contract with every role: without a token 401, below the role
 * 403, from the role on anything but these two. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOBODY, VIEWER, MEMBER, OWNER, ADMIN, ROLES };
static const char *const roles[ROLES] = {"none", "viewer", "member", "owner", "admin"};

static struct daemon d;
static char tokens[ROLES][64];

static int setup(void **state)
{
    (void)state;
    daemon_start(&d, NULL);
    tenant_make(&d, "acme", NULL);
    user_make(&d, "acme", "vera", "viewer", tokens[VIEWER]);
    user_make(&d, "acme", "mel", "member", tokens[MEMBER]);
    user_make(&d, "acme", "olga", "owner", tokens[OWNER]);
    snprintf(tokens[ADMIN], sizeof tokens[ADMIN], "%s", d.admin);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static int rank(const char *role)
{
    for (int i = 0; i < ROLES; i++)
        if (!strcmp(roles[i], role))
            return i;
    return -1;
}

/* A path whose things do not exist, so that nothing is changed by walking. */
static void fill(char *out, size_t size, const char *pattern)
{
    size_t n = 0;
    for (const char *p = pattern; *p && n + 16 < size; p++) {
        if (*p == '{') {
            n += (size_t)snprintf(out + n, size - n, "nothing");
            p += strcspn(p, "}");
        } else {
            out[n++] = *p;
        }
    }
    out[n] = 0;
}

/* Asks with a role and says what is wrong with the answer, or NULL. */
static const char *try_role(const char *method, const char *path, int needed, int role, int *status)
{
    struct ask ask = {.token = role == NOBODY ? NULL : tokens[role], .timeout_ms = 1500};
    if (!strcmp(method, "POST") || !strcmp(method, "PUT") || !strcmp(method, "PATCH"))
        ask.body = "{}";
    struct reply r = call(&d, method, path, &ask);
    *status = r.status;
    const char *challenge = header(&r, "WWW-Authenticate"), *wrong = NULL;
    if (role == NOBODY && needed > NOBODY)
        wrong = r.status != 401             ? "a token is needed"
                : !challenge || !*challenge ? "no WWW-Authenticate"
                                            : NULL;
    else if (role < needed)
        wrong = r.status != 403 ? "the role is not enough" : NULL;
    else if (r.status == 401 || r.status == 403 || r.status == 0 || r.status >= 500)
        wrong = "the role is enough";
    reply_free(&r);
    return wrong;
}

static void every_route_asks_for_its_role(void **state)
{
    int routes = 0, failures = 0, status;
    char path[256], method[16];
    (void)state;
    for (const struct json *p = json_first(json_get(d.contract, "paths")); p; p = json_next(p)) {
        for (const struct json *o = json_first(p); o; o = json_next(o)) {
            int needed = rank(json_str(json_get(o, "x-role"), ""));
            size_t n = 0;
            for (const char *c = json_name(o); *c && n < 15; c++)
                method[n++] = (char)toupper((unsigned char)*c);
            method[n] = 0;
            fill(path, sizeof path, json_name(p));
            routes++;
            assert_true(needed >= 0);
            for (int role = NOBODY; role < ROLES; role++) {
                const char *wrong = try_role(method, path, needed, role, &status);
                failures += wrong != NULL;
                if (wrong)
                    print_error("%s %s as %s (needs %s): %d, but %s\n", method, path, roles[role],
                                roles[needed], status, wrong);
            }
        }
    }
    assert_true(routes > 25);
    assert_int_equal(failures, 0);
}

static void every_operation_has_a_summary_and_an_id_of_its_own(void **state)
{
    char seen[8192] = " ", id[160];
    (void)state;
    for (const struct json *p = json_first(json_get(d.contract, "paths")); p; p = json_next(p))
        for (const struct json *o = json_first(p); o; o = json_next(o)) {
            assert_true(strlen(json_str(json_get(o, "summary"), "")) > 3);
            snprintf(id, sizeof id, " %s ", json_str(json_get(o, "operationId"), ""));
            if (strstr(seen, id))
                fail_msg("%s stands twice", id);
            strncat(seen, id + 1, sizeof seen - strlen(seen) - 1);
        }
}

static void every_ref_of_the_contract_leads_somewhere(void **state)
{
    char *text = json_print(d.contract), name[64];
    const struct json *schemas = json_get(json_get(d.contract, "components"), "schemas");
    static const char prefix[] = "#/components/schemas/";
    (void)state;
    for (const char *p = text; (p = strstr(p, prefix)); p++) {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p + sizeof prefix - 1, "\""),
                 p + sizeof prefix - 1);
        if (!json_get(schemas, name))
            fail_msg("there is no schema %s", name);
    }
    free(text);
}

static void a_wrong_token_is_refused_where_one_is_needed(void **state)
{
    (void)state;
    struct reply r = get(&d, "allot_nonsense", "/v1/me");
    expect_code(&r, 401, "unauthorized");
    assert_non_null(header(&r, "WWW-Authenticate"));
    reply_free(&r);
    r = get(&d, "allot_nonsense", "/healthz");
    expect(&r, 200);
    reply_free(&r);
    static const char *const basic[] = {"Authorization: Basic YWRtaW46YWRtaW4=", NULL};
    r = call(&d, "GET", "/v1/me", &(struct ask){.headers = basic});
    expect_code(&r, 401, "unauthorized");
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_asks_for_its_role),
        cmocka_unit_test(every_operation_has_a_summary_and_an_id_of_its_own),
        cmocka_unit_test(every_ref_of_the_contract_leads_somewhere),
        cmocka_unit_test(a_wrong_token_is_refused_where_one_is_needed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
