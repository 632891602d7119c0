/* test_tenants.c - tenants, users and tokens: the tree, who sees what, secrets, keys, the audit. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon d;
static char uni_owner[64], lab_member[64], firm_member[64], firm_owner[64];

static int setup(void **state)
{
    (void)state;
    daemon_start(&d, NULL);
    tenant_make(&d, "uni", NULL);
    tenant_make(&d, "lab", "uni");
    tenant_make(&d, "firm", NULL);
    user_make(&d, "uni", "ursula", "owner", uni_owner);
    user_make(&d, "lab", "lars", "member", lab_member);
    user_make(&d, "firm", "fred", "member", firm_member);
    user_make(&d, "firm", "fay", "owner", firm_owner);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void status_of(const char *token, const char *method, const char *path, const char *body,
                      int status, const char *code)
{
    struct reply r = call(&d, method, path, &(struct ask){.token = token, .body = body});
    if (code)
        expect_code(&r, status, code);
    else
        expect(&r, status);
    reply_free(&r);
}

static void the_first_start_leaves_a_tenant_an_admin_and_her_token(void **state)
{
    (void)state;
    struct reply r = get(&d, d.admin, "/v1/me");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "role"), "admin");
    assert_string_equal(text_at(&r, "name"), "admin");
    assert_string_equal(text_at(&r, "tenant"), "default");
    assert_int_equal(number_at(&r, "quota/max_queued_jobs"), 1000);
    assert_int_equal(number_at(&r, "use/queued_jobs"), 0);
    reply_free(&r);
}

static void a_tenant_is_made_read_changed_and_deleted(void **state)
{
    char path[128], etag[64];
    (void)state;
    struct reply r =
        post(&d, d.admin, "/v1/tenants",
             "{\"name\":\"club\",\"parent\":\"uni\",\"category\":\"public\",\"weight\":3}");
    expect(&r, 201);
    snprintf(path, sizeof path, "/v1/tenants/%s", text_at(&r, "id"));
    assert_string_equal(header(&r, "Location"), path);
    snprintf(etag, sizeof etag, "If-Match: %s", header(&r, "ETag"));
    assert_string_equal(text_at(&r, "parent"), "uni");
    assert_string_equal(text_at(&r, "category"), "public");
    assert_int_equal(number_at(&r, "weight"), 3);
    reply_free(&r);

    r = call(&d, "PATCH", path,
             &(struct ask){.token = d.admin,
                           .body = "{\"weight\":5}",
                           .headers = (const char *const[]){etag, NULL}});
    expect(&r, 200);
    assert_int_equal(number_at(&r, "weight"), 5);
    assert_string_equal(text_at(&r, "name"), "club");
    reply_free(&r);
    r = call(&d, "PATCH", path,
             &(struct ask){.token = d.admin,
                           .body = "{\"weight\":6}",
                           .headers = (const char *const[]){etag, NULL}});
    expect_code(&r, 412, "stale");
    reply_free(&r);
    r = get(&d, d.admin, "/v1/tenants/club");
    assert_int_equal(number_at(&r, "weight"), 5);
    reply_free(&r);
    status_of(d.admin, "DELETE", path, NULL, 204, NULL);
    status_of(d.admin, "GET", path, NULL, 404, "not_found");
}

static void a_parent_can_be_taken_away_by_null(void **state)
{
    (void)state;
    tenant_make(&d, "mover", "uni");
    struct reply r = call(&d, "PATCH", "/v1/tenants/mover",
                          &(struct ask){.token = d.admin, .body = "{\"parent\":null}"});
    expect(&r, 200);
    assert_int_equal(json_kind(at(&r, "parent")), JSON_NULL);
    reply_free(&r);
    status_of(d.admin, "PATCH", "/v1/tenants/uni", "{\"parent\":\"lab\"}", 409, "conflict");
    status_of(d.admin, "PATCH", "/v1/tenants/mover", "{\"parent\":\"nowhere\"}", 422, "invalid");
}

static void names_are_unique_below_their_parent(void **state)
{
    (void)state;
    status_of(d.admin, "POST", "/v1/tenants", "{\"name\":\"uni\"}", 409, "conflict");
    status_of(d.admin, "POST", "/v1/tenants/firm/users", "{\"name\":\"fred\"}", 409, "conflict");
    status_of(d.admin, "POST", "/v1/tenants/lab/users", "{\"name\":\"fred\"}", 201, NULL);
}

static void a_tenant_that_holds_something_stays(void **state)
{
    (void)state;
    status_of(d.admin, "DELETE", "/v1/tenants/uni", NULL, 409, "conflict");
}

static void others_do_not_exist(void **state)
{
    (void)state;
    status_of(firm_member, "GET", "/v1/tenants/uni", NULL, 404, "not_found");
    status_of(firm_member, "GET", "/v1/tenants/lab/quota", NULL, 404, "not_found");
    status_of(firm_owner, "GET", "/v1/tenants/lab/users", NULL, 404, "not_found");
    status_of(firm_owner, "POST", "/v1/tenants/lab/users", "{\"name\":\"spy\"}", 404, "not_found");
    status_of(firm_owner, "DELETE", "/v1/tenants/lab", NULL, 404, "not_found");
    status_of(lab_member, "GET", "/v1/tenants/uni", NULL, 404, "not_found");
    status_of(uni_owner, "GET", "/v1/tenants/lab", NULL, 200, NULL);
    struct reply r = get(&d, firm_member, "/v1/tenants");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 1);
    assert_string_equal(text_at(&r, "data/0/name"), "firm");
    reply_free(&r);
}

static void an_owner_rules_what_is_below_her(void **state)
{
    (void)state;
    struct reply r = post(&d, uni_owner, "/v1/tenants", "{\"name\":\"group\"}");
    expect(&r, 201);
    assert_string_equal(text_at(&r, "parent"), "uni");
    reply_free(&r);
    status_of(uni_owner, "PATCH", "/v1/tenants/group", "{\"weight\":2}", 200, NULL);
    status_of(uni_owner, "PATCH", "/v1/tenants/uni", "{\"weight\":9}", 403, "forbidden");
    status_of(uni_owner, "POST", "/v1/tenants", "{\"name\":\"x\",\"parent\":\"firm\"}", 422,
              "invalid");
    status_of(uni_owner, "PATCH", "/v1/tenants/group", "{\"parent\":null}", 200, NULL);
    r = get(&d, uni_owner, "/v1/tenants/group");
    assert_string_equal(text_at(&r, "parent"), "uni");
    reply_free(&r);
    status_of(uni_owner, "POST", "/v1/tenants/lab/users", "{\"name\":\"root\",\"role\":\"admin\"}",
              403, "forbidden");
    status_of(uni_owner, "POST", "/v1/tenants/lab/users", "{\"name\":\"lena\",\"role\":\"owner\"}",
              201, NULL);
    status_of(uni_owner, "DELETE", "/v1/tenants/group", NULL, 204, NULL);
}

static void a_role_changes_at_once_and_never_past_ones_own(void **state)
{
    char token[64];
    (void)state;
    user_make(&d, "lab", "rita", "viewer", token);
    status_of(token, "POST", "/v1/tenants", "{\"name\":\"mine\"}", 403, "forbidden");
    status_of(uni_owner, "PATCH", "/v1/users/rita", "{\"role\":\"owner\"}", 200, NULL);
    status_of(token, "POST", "/v1/tenants", "{\"name\":\"mine\"}", 201, NULL);
    status_of(token, "PATCH", "/v1/users/rita", "{\"role\":\"viewer\"}", 403, "forbidden");
    status_of(token, "PATCH", "/v1/users/lars", "{\"role\":\"admin\"}", 403, "forbidden");
    status_of(token, "PATCH", "/v1/users/fred-of-firm", "{\"name\":\"x\"}", 404, "not_found");
    status_of(firm_owner, "PATCH", "/v1/users/rita", "{\"role\":\"viewer\"}", 404, "not_found");
    status_of(d.admin, "PATCH", "/v1/users/admin", "{\"role\":\"member\"}", 403, "forbidden");
    status_of(uni_owner, "PATCH", "/v1/users/rita", "{\"name\":\"lars\"}", 409, "conflict");
    struct reply r = call(&d, "PATCH", "/v1/users/rita",
                          &(struct ask){.token = uni_owner, .body = "{\"name\":\"rita-b\"}"});
    expect(&r, 200);
    char etag[64];
    snprintf(etag, sizeof etag, "%s", header(&r, "ETag"));
    assert_string_equal(text_at(&r, "role"), "owner");
    reply_free(&r);
    r = get(&d, uni_owner, "/v1/users/rita-b");
    assert_string_equal(header(&r, "ETag"), etag);
    reply_free(&r);
}

/* ---- tokens ---- */

static void user_id(const char *token, char out[64])
{
    struct reply r = get(&d, token, "/v1/me");
    expect(&r, 200);
    snprintf(out, 64, "%s", text_at(&r, "id"));
    reply_free(&r);
}

static void a_revoked_token_is_refused_at_once(void **state)
{
    char id[64], path[128], secret[64];
    (void)state;
    user_id(firm_member, id);
    snprintf(path, sizeof path, "/v1/users/%s/tokens", id);
    struct reply r = post(&d, firm_member, path, "{\"name\":\"laptop\",\"expires_in_s\":3600}");
    expect(&r, 201);
    snprintf(secret, sizeof secret, "%s", text_at(&r, "token"));
    assert_true(strlen(text_at(&r, "expires_at")) > 10);
    snprintf(path, sizeof path, "/v1/tokens/%s", text_at(&r, "id"));
    reply_free(&r);
    status_of(secret, "GET", "/v1/me", NULL, 200, NULL);
    status_of(lab_member, "DELETE", path, NULL, 404, "not_found");
    status_of(firm_member, "DELETE", path, NULL, 204, NULL);
    status_of(secret, "GET", "/v1/me", NULL, 401, "unauthorized");
}

static void a_secret_is_shown_once_and_kept_nowhere(void **state)
{
    char id[64], path[128], secret[64], command[256];
    static const char *const key[] = {"Idempotency-Key: token-1", NULL};
    (void)state;
    user_id(firm_member, id);
    snprintf(path, sizeof path, "/v1/users/%s/tokens", id);
    struct ask ask = {.token = firm_member, .body = "{\"name\":\"once\"}", .headers = key};
    struct reply r = call(&d, "POST", path, &ask);
    expect(&r, 201);
    snprintf(secret, sizeof secret, "%s", text_at(&r, "token"));
    reply_free(&r);
    r = call(&d, "POST", path, &ask);
    expect(&r, 201);
    assert_int_equal(json_kind(at(&r, "token")), JSON_NULL);
    assert_string_equal(header(&r, "Idempotency-Replayed"), "true");
    reply_free(&r);
    r = get(&d, firm_member, path);
    expect(&r, 200);
    assert_null(strstr(r.body, secret));
    reply_free(&r);
    snprintf(command, sizeof command, "grep -rqa %s '%s'", secret, d.dir);
    assert_int_not_equal(system(command), 0);
}

static void scopes_limit_a_token_and_what_it_makes(void **state)
{
    char id[64], path[128], reader[64], child[64];
    (void)state;
    user_id(firm_owner, id);
    snprintf(path, sizeof path, "/v1/users/%s/tokens", id);
    status_of(firm_owner, "POST", path, "{\"name\":\"x\",\"scopes\":[\"reed\"]}", 422, "invalid");
    struct reply r = post(&d, firm_owner, path, "{\"name\":\"r\",\"scopes\":[\"read\"]}");
    expect(&r, 201);
    snprintf(reader, sizeof reader, "%s", text_at(&r, "token"));
    reply_free(&r);
    status_of(reader, "GET", "/v1/tenants/firm", NULL, 200, NULL);
    status_of(reader, "POST", "/v1/tenants", "{\"name\":\"y\"}", 403, "scope");
    r = post(&d, firm_owner, path, "{\"name\":\"m\",\"scopes\":[\"manage\"]}");
    snprintf(reader, sizeof reader, "%s", text_at(&r, "token"));
    reply_free(&r);
    r = post(&d, reader, path, "{\"name\":\"wider\",\"scopes\":[\"read\",\"jobs\"]}");
    expect(&r, 201);
    snprintf(child, sizeof child, "%s", text_at(&r, "token"));
    assert_string_equal(text_at(&r, "scopes/0"), "manage");
    reply_free(&r);
    status_of(child, "GET", "/v1/jobs", NULL, 403, "scope");
}

static void an_expired_token_is_refused(void **state)
{
    char id[64], path[128], secret[64];
    (void)state;
    user_id(firm_member, id);
    snprintf(path, sizeof path, "/v1/users/%s/tokens", id);
    struct reply r = post(&d, firm_member, path, "{\"name\":\"short\",\"expires_in_s\":1}");
    snprintf(secret, sizeof secret, "%s", text_at(&r, "token"));
    reply_free(&r);
    int status = 200;
    for (int i = 0; i < 20000 && status == 200; i++) {
        r = get(&d, secret, "/v1/me");
        status = r.status;
        reply_free(&r);
    }
    assert_int_equal(status, 401);
}

/* ---- keys and the audit ---- */

static void the_same_key_gives_the_same_answer_and_does_the_work_once(void **state)
{
    static const char *const key[] = {"Idempotency-Key: abc", NULL};
    struct ask ask = {.token = d.admin, .body = "{\"name\":\"keyed\"}", .headers = key};
    char id[64];
    (void)state;
    struct reply r = call(&d, "POST", "/v1/tenants", &ask);
    expect(&r, 201);
    snprintf(id, sizeof id, "%s", text_at(&r, "id"));
    reply_free(&r);
    r = call(&d, "POST", "/v1/tenants", &ask);
    expect(&r, 201);
    assert_string_equal(text_at(&r, "id"), id);
    assert_non_null(header(&r, "Location"));
    reply_free(&r);
    ask.body = "{\"name\":\"other\"}";
    r = call(&d, "POST", "/v1/tenants", &ask);
    expect_code(&r, 422, "idempotency_key");
    reply_free(&r);
    /* another user's key is another key */
    ask = (struct ask){.token = uni_owner, .body = "{\"name\":\"keyed\"}", .headers = key};
    r = call(&d, "POST", "/v1/tenants", &ask);
    expect(&r, 201);
    assert_string_not_equal(text_at(&r, "id"), id);
    reply_free(&r);
}

static void *ask_with_key(void *arg)
{
    static const char *const key[] = {"Idempotency-Key: raced", NULL};
    char *id = arg;
    struct reply r = call(
        &d, "POST", "/v1/tenants",
        &(struct ask){
            .token = d.admin, .body = "{\"name\":\"raced\"}", .headers = key, .free_form = true});
    snprintf(id, 64, "%d %s", r.status, text_at(&r, "id"));
    reply_free(&r);
    return NULL;
}

static void eight_at_once_with_one_key_do_the_work_once(void **state)
{
    pthread_t threads[8];
    char answers[8][64];
    (void)state;
    for (int i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_with_key, answers[i]), 0);
    for (int i = 0; i < 8; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 8; i++) {
        assert_string_equal(answers[i], answers[0]);
        assert_true(!strncmp(answers[i], "201 ten_", 8));
    }
}

static void a_failed_request_does_not_use_its_key_up(void **state)
{
    static const char *const key[] = {"Idempotency-Key: failed-first", NULL};
    struct ask ask = {.token = d.admin, .body = "{\"name\":\"phoenix\"}", .headers = key};
    (void)state;
    tenant_make(&d, "phoenix", NULL);
    struct reply r = call(&d, "POST", "/v1/tenants", &ask);
    expect_code(&r, 409, "conflict");
    reply_free(&r);
    status_of(d.admin, "DELETE", "/v1/tenants/phoenix", NULL, 204, NULL);
    r = call(&d, "POST", "/v1/tenants", &ask);
    expect(&r, 201);
    reply_free(&r);
}

static void every_change_is_in_the_audit(void **state)
{
    static const char *const id[] = {"X-Request-Id: audit-me", NULL};
    (void)state;
    struct reply r = call(&d, "POST", "/v1/tenants/lab/users",
                          &(struct ask){.token = uni_owner,
                                        .body = "{\"name\":\"audited\",\"role\":\"viewer\"}",
                                        .headers = id});
    expect(&r, 201);
    char user[64];
    snprintf(user, sizeof user, "%s", text_at(&r, "id"));
    reply_free(&r);
    r = get(&d, d.admin, "/v1/audit?limit=1");
    expect(&r, 200);
    assert_string_equal(text_at(&r, "data/0/action"), "user.create");
    assert_string_equal(text_at(&r, "data/0/user"), "ursula");
    assert_string_equal(text_at(&r, "data/0/target"), user);
    assert_string_equal(text_at(&r, "data/0/request_id"), "audit-me");
    assert_string_equal(text_at(&r, "data/0/detail/name"), "audited");
    reply_free(&r);
    r = get(&d, firm_owner, "/v1/audit");
    expect(&r, 200);
    assert_null(strstr(r.body, "ursula"));
    reply_free(&r);
}

static void lists_come_in_pages_newest_first(void **state)
{
    char path[160] = "/v1/tenants?limit=2", before[64] = "";
    int seen = 0;
    (void)state;
    for (int page = 0; page < 20; page++) {
        struct reply r = get(&d, d.admin, path);
        expect(&r, 200);
        for (const struct json *e = json_first(at(&r, "data")); e; e = json_next(e)) {
            const char *id = json_str(json_get(e, "id"), "");
            assert_true(!*before || strcmp(id, before) < 0);
            snprintf(before, sizeof before, "%s", id);
            seen++;
        }
        bool more = json_bool(at(&r, "has_more"), false);
        snprintf(path, sizeof path, "/v1/tenants?limit=2&after=%s", text_at(&r, "next"));
        reply_free(&r);
        if (!more)
            break;
    }
    struct reply r = get(&d, d.admin, "/v1/tenants?limit=200");
    assert_int_equal(json_count(at(&r, "data")), seen);
    assert_true(seen >= 4);
    reply_free(&r);
}

static void what_was_answered_is_there_after_a_kill(void **state)
{
    (void)state;
    tenant_make(&d, "durable", NULL);
    daemon_kill(&d);
    daemon_again(&d);
    status_of(d.admin, "GET", "/v1/tenants/durable", NULL, 200, NULL);
    status_of(firm_member, "GET", "/v1/me", NULL, 200, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_start_leaves_a_tenant_an_admin_and_her_token),
        cmocka_unit_test(a_tenant_is_made_read_changed_and_deleted),
        cmocka_unit_test(a_parent_can_be_taken_away_by_null),
        cmocka_unit_test(names_are_unique_below_their_parent),
        cmocka_unit_test(a_tenant_that_holds_something_stays),
        cmocka_unit_test(others_do_not_exist),
        cmocka_unit_test(an_owner_rules_what_is_below_her),
        cmocka_unit_test(a_role_changes_at_once_and_never_past_ones_own),
        cmocka_unit_test(a_revoked_token_is_refused_at_once),
        cmocka_unit_test(a_secret_is_shown_once_and_kept_nowhere),
        cmocka_unit_test(scopes_limit_a_token_and_what_it_makes),
        cmocka_unit_test(an_expired_token_is_refused),
        cmocka_unit_test(the_same_key_gives_the_same_answer_and_does_the_work_once),
        cmocka_unit_test(eight_at_once_with_one_key_do_the_work_once),
        cmocka_unit_test(a_failed_request_does_not_use_its_key_up),
        cmocka_unit_test(every_change_is_in_the_audit),
        cmocka_unit_test(lists_come_in_pages_newest_first),
        cmocka_unit_test(what_was_answered_is_there_after_a_kill),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
