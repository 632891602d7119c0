/* test_datasets.c - uploads: what is understood, what is refused and leaves nothing, who may see.
 */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static struct daemon d;
static char ann[64], bob[64], olga[64], viv[64], other[64];

static const char flowers[] = "length,width,kind\r\n"
                              "5.1,3.5,\"setosa\"\r\n"
                              "4.9,,virginica\r\n"
                              "6.0,3.1,setosa\r\n"
                              "5.5,2.9,\"virginica\"\r\n";

static int setup(void **state)
{
    (void)state;
    daemon_start(&d, NULL);
    tenant_make(&d, "a", NULL);
    tenant_make(&d, "b", NULL);
    user_make(&d, "a", "ann", "member", ann);
    user_make(&d, "a", "bob", "member", bob);
    user_make(&d, "a", "olga", "owner", olga);
    user_make(&d, "a", "viv", "viewer", viv);
    user_make(&d, "b", "otto", "member", other);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static struct reply upload(const char *token, const char *query, const char *bytes, size_t n)
{
    char path[256];
    snprintf(path, sizeof path, "/v1/datasets?%s", query);
    return call(&d, "POST", path, &(struct ask){.token = token, .body = bytes, .n = n});
}

/* Uploads the flowers under a name and wants 201. */
static void upload_flowers(const char *token, const char *query)
{
    struct reply r = upload(token, query, flowers, sizeof flowers - 1);
    expect(&r, 201);
    reply_free(&r);
}

static int status_of(const char *method, const char *token, const char *path, const char *body)
{
    struct reply r = call(&d, method, path, &(struct ask){.token = token, .body = body});
    int status = r.status;
    reply_free(&r);
    return status;
}

/* Files below the folder of blobs, temporary ones too. */
static int blobs_below(const char *folder)
{
    char path[512];
    int n = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        n += e->d_type == DT_DIR ? blobs_below(path) : 1;
    }
    if (dir)
        closedir(dir);
    return n;
}

static int blobs(void)
{
    char path[256];
    snprintf(path, sizeof path, "%s/blobs", d.dir);
    return blobs_below(path);
}

/* ---- csv ---- */

static void a_csv_is_described_to_the_last_column(void **state)
{
    (void)state;
    struct reply r = upload(ann, "name=flowers&format=csv&license=CC0&description=few", flowers,
                            sizeof flowers - 1);
    expect(&r, 201);
    char location[64];
    snprintf(location, sizeof location, "/v1/datasets/%s", text_at(&r, "id"));
    assert_string_equal(header(&r, "Location"), location);
    assert_string_equal(text_at(&r, "state"), "ready");
    assert_string_equal(text_at(&r, "tenant"), "a");
    assert_string_equal(text_at(&r, "user"), "ann");
    assert_string_equal(text_at(&r, "license"), "CC0");
    assert_string_equal(text_at(&r, "visibility"), "tenant");
    assert_int_equal(number_at(&r, "rows"), 4);
    assert_int_equal(number_at(&r, "bytes"), sizeof flowers - 1);
    assert_string_equal(text_at(&r, "columns/0/name"), "length");
    assert_string_equal(text_at(&r, "columns/0/type"), "numeric");
    assert_true(number_at(&r, "columns/0/max") == 6.0);
    assert_int_equal(number_at(&r, "columns/1/missing"), 1);
    assert_string_equal(text_at(&r, "columns/2/type"), "categorical");
    assert_string_equal(text_at(&r, "columns/2/classes/1"), "virginica");
    assert_int_equal(number_at(&r, "columns/2/counts/1"), 2);
    reply_free(&r);
    r = get(&d, ann, location);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "name"), "flowers");
    reply_free(&r);
}

static void the_first_rows_and_the_file_come_back(void **state)
{
    (void)state;
    struct reply r = get(&d, viv, "/v1/datasets/flowers/preview?rows=2");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "rows")), 2);
    assert_true(number_at(&r, "rows/0/0") == 5.1);
    assert_int_equal(json_kind(at(&r, "rows/1/1")), JSON_NULL);
    assert_string_equal(text_at(&r, "rows/1/2"), "virginica");
    assert_int_equal(number_at(&r, "total"), 4);
    reply_free(&r);
    r = get(&d, viv, "/v1/datasets/flowers/content");
    expect(&r, 200);
    assert_int_equal(r.n, sizeof flowers - 1);
    assert_memory_equal(r.body, flowers, r.n);
    reply_free(&r);
    r = call(
        &d, "GET", "/v1/datasets/flowers/content",
        &(struct ask){.token = viv, .headers = (const char *const[]){"Range: bytes=7-11", NULL}});
    expect(&r, 206);
    assert_int_equal(r.n, 5);
    assert_memory_equal(r.body, "width", 5);
    reply_free(&r);
}

/* Each broken file is told where it is broken, and leaves neither a row nor a file. */
static void a_broken_file_leaves_nothing(void **state)
{
    static const char *const cases[][3] = {
        /* query, file, words of the sentence */
        {"name=x&format=csv", "a,b\n1,2\n3\n", "line 3"},
        {"name=x&format=csv", "a,b\n1,\"2\n", "line 2"},
        {"name=x&format=csv", "a,a\n1,2\n", "column 2"},
        {"name=x&format=csv", "a,b\n", "row"},
        {"name=x&format=idx", "no idx at all", "IDX"},
        {"name=x&format=csv", "", "empty"},
    };
    (void)state;
    int before = blobs();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = upload(ann, cases[i][0], cases[i][1], strlen(cases[i][1]));
        expect(&r, 422);
        if (!strstr(r.body, cases[i][2]))
            fail_msg("case %zu: \"%s\" is not in %s", i, cases[i][2], r.body);
        reply_free(&r);
    }
    assert_int_equal(status_of("GET", ann, "/v1/datasets/x", NULL), 404);
    for (int i = 0; i < 200 && blobs() != before; i++) /* the writer removes them soon after */
        assert_int_equal(status_of("PATCH", ann, "/v1/datasets/flowers", "{}"), 200);
    assert_int_equal(blobs(), before);
}

static void every_fault_of_the_query_is_told(void **state)
{
    (void)state;
    struct reply r = upload(ann, "name=a%2Fb&format=cvs", flowers, sizeof flowers - 1);
    expect(&r, 422);
    assert_int_equal(json_count(at(&r, "errors")), 2);
    reply_free(&r);
    r = upload(ann, "name=y&format=idx&header=yes", flowers, sizeof flowers - 1);
    expect(&r, 422);
    assert_string_equal(text_at(&r, "errors/0/pointer"), "/query/header");
    reply_free(&r);
}

static void a_name_is_taken_once(void **state)
{
    (void)state;
    struct reply r = upload(bob, "name=flowers&format=csv", flowers, sizeof flowers - 1);
    expect_code(&r, 409, "conflict");
    reply_free(&r);
    upload_flowers(other, "name=flowers&format=csv"); /* another tenant's name is free */
}

/* ---- idx ---- */

/* Three pictures of 2×2, and their labels. */
static const char pictures[] = "\0\0\x08\x03\0\0\0\x03\0\0\0\x02\0\0\0\x02"
                               "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c";
static const char labels[] = "\0\0\x08\x01\0\0\0\x03\x07\x01\x07";
static const char two_labels[] = "\0\0\x08\x01\0\0\0\x02\x07\x01";

static struct reply put_labels(const char *token, const char *bytes, size_t n)
{
    return call(&d, "PUT", "/v1/datasets/pics/labels",
                &(struct ask){.token = token, .body = bytes, .n = n});
}

static void idx_waits_for_its_labels(void **state)
{
    (void)state;
    struct reply r = upload(ann, "name=pics&format=idx", pictures, sizeof pictures - 1);
    expect(&r, 201);
    assert_string_equal(text_at(&r, "state"), "incomplete");
    assert_int_equal(number_at(&r, "shape/1"), 2);
    char before[80];
    snprintf(before, sizeof before, "%s", text_at(&r, "sha256"));
    reply_free(&r);

    r = put_labels(ann, two_labels, sizeof two_labels - 1);
    expect(&r, 422);
    reply_free(&r);
    r = put_labels(bob, labels, sizeof labels - 1);
    expect(&r, 403);
    reply_free(&r);
    r = put_labels(other, labels, sizeof labels - 1);
    expect(&r, 404);
    reply_free(&r);
    r = put_labels(ann, labels, sizeof labels - 1);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "state"), "ready");
    assert_string_equal(text_at(&r, "columns/0/name"), "label");
    assert_int_equal(number_at(&r, "columns/0/n_classes"), 2);
    assert_string_not_equal(text_at(&r, "sha256"), before);
    reply_free(&r);
    r = put_labels(ann, labels, sizeof labels - 1);
    expect(&r, 409);
    reply_free(&r);
    r = get(&d, ann, "/v1/datasets/pics/content?part=labels");
    expect(&r, 200);
    assert_int_equal(r.n, sizeof labels - 1);
    reply_free(&r);
}

/* Samples that will have no labels are ready at once, and an autoencoder learns from them. */
static void samples_without_labels_are_ready(void **state)
{
    char path[64];
    (void)state;
    struct reply r = upload(ann, "name=bare&format=idx&labels=none", pictures, sizeof pictures - 1);
    expect(&r, 201);
    assert_string_equal(text_at(&r, "state"), "ready");
    reply_free(&r);
    r = call(&d, "PUT", "/v1/datasets/bare/labels",
             &(struct ask){.token = ann, .body = labels, .n = sizeof labels - 1});
    expect(&r, 409);
    reply_free(&r);
    r = post(&d, ann, "/v1/jobs",
             "{\"dataset\":\"bare\",\"model\":{\"task\":\"autoencoder\",\"layers\":[{\"type\":"
             "\"flatten\"},{\"type\":\"dense\",\"units\":4}]},\"training\":{\"epochs\":1}}");
    expect(&r, 201);
    snprintf(path, sizeof path, "/v1/jobs/%s?wait=20", text_at(&r, "id"));
    reply_free(&r);
    r = get(&d, ann, path);
    assert_string_equal(text_at(&r, "state"), "succeeded");
    reply_free(&r);
    r = post(&d, ann, "/v1/jobs",
             "{\"dataset\":\"bare\",\"model\":{\"task\":\"classification\",\"layers\":[{\"type\":"
             "\"dense\",\"units\":2}]}}");
    expect(&r, 422);
    reply_free(&r);
}

static void gzip_is_undone_on_the_way(void **state)
{
    unsigned char packed[256];
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)flowers,
                  .avail_in = sizeof flowers - 1,
                  .next_out = packed,
                  .avail_out = sizeof packed};
    (void)state;
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    struct reply r =
        call(&d, "POST", "/v1/datasets?name=packed&format=csv",
             &(struct ask){.token = ann,
                           .body = (const char *)packed,
                           .n = z.total_out,
                           .headers = (const char *const[]){"Content-Encoding: gzip", NULL}});
    expect(&r, 201);
    assert_int_equal(number_at(&r, "bytes"), sizeof flowers - 1);
    reply_free(&r);
}

/* ---- limits ---- */

static void set_storage(const char *bytes)
{
    char body[128];
    snprintf(body, sizeof body, "{\"storage_bytes\":%s}", bytes);
    assert_int_equal(status_of("PUT", d.admin, "/v1/tenants/b/quota", body), 200);
}

/* By its length before a byte is read; without one, when it passes; by what it became. */
static void the_storage_quota_holds(void **state)
{
    (void)state;
    int before = blobs();
    set_storage("100");
    struct reply r = upload(other, "name=big&format=csv", flowers, sizeof flowers - 1);
    expect_code(&r, 413, "storage_bytes");
    reply_free(&r);
    r = call(&d, "POST", "/v1/datasets?name=big&format=csv",
             &(struct ask){.token = other,
                           .body = flowers,
                           .headers = (const char *const[]){"Transfer-Encoding: chunked", NULL}});
    expect_code(&r, 413, "storage_bytes");
    reply_free(&r);
    struct reply now = get(&d, other, "/v1/datasets/flowers");
    char most[32];
    snprintf(most, sizeof most, "%.0f", number_at(&now, "storage_bytes") + sizeof flowers + 10);
    reply_free(&now);
    set_storage(most); /* the file fits, what it is converted to does not */
    r = upload(other, "name=big&format=csv", flowers, sizeof flowers - 1);
    expect_code(&r, 413, "storage_bytes");
    reply_free(&r);
    assert_int_equal(status_of("GET", other, "/v1/datasets/big", NULL), 404);
    set_storage("null");
    for (int i = 0; i < 200 && blobs() != before; i++)
        assert_int_equal(status_of("PATCH", ann, "/v1/datasets/flowers", "{}"), 200);
    assert_int_equal(blobs(), before);
}

/* ---- who may ---- */

static void visibility_says_who_sees_and_who_reads(void **state)
{
    static const struct {
        const char *visibility;
        int owner_see, peer_see, peer_read, other_see, other_read;
    } cases[] = {
        {"private", 200, 404, 404, 404, 404},
        {"tenant", 200, 200, 200, 404, 404},
        {"public", 200, 200, 200, 200, 200},
        {"train_only", 200, 200, 200, 200, 403},
    };
    (void)state;
    upload_flowers(ann, "name=seen&format=csv");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[64];
        snprintf(body, sizeof body, "{\"visibility\":\"%s\"}", cases[i].visibility);
        assert_int_equal(status_of("PATCH", ann, "/v1/datasets/seen", body), 200);
        const char *const paths[] = {"/v1/datasets/seen/content", "/v1/datasets/seen/preview"};
        assert_int_equal(status_of("GET", ann, "/v1/datasets/seen", NULL), cases[i].owner_see);
        assert_int_equal(status_of("GET", olga, "/v1/datasets/seen", NULL), 200);
        assert_int_equal(status_of("GET", viv, "/v1/datasets/seen", NULL), cases[i].peer_see);
        assert_int_equal(status_of("GET", other, "/v1/datasets/seen", NULL), cases[i].other_see);
        for (int p = 0; p < 2; p++) {
            assert_int_equal(status_of("GET", viv, paths[p], NULL), cases[i].peer_read);
            assert_int_equal(status_of("GET", other, paths[p], NULL), cases[i].other_read);
        }
        /* Seeing is not changing. */
        assert_int_equal(status_of("PATCH", other, "/v1/datasets/seen", "{}"), 404);
        assert_int_equal(status_of("DELETE", other, "/v1/datasets/seen", NULL), 404);
    }
    struct reply r = get(&d, other, "/v1/datasets/seen"); /* who in it uploaded it is not told */
    assert_string_equal(text_at(&r, "tenant"), "a");
    assert_int_equal(json_kind(at(&r, "user")), JSON_NULL);
    reply_free(&r);
    assert_int_equal(status_of("DELETE", viv, "/v1/datasets/seen", NULL), 403);
    assert_int_equal(status_of("DELETE", bob, "/v1/datasets/seen", NULL), 403);
    assert_int_equal(status_of("DELETE", olga, "/v1/datasets/seen", NULL), 204);
    assert_int_equal(status_of("GET", ann, "/v1/datasets/seen", NULL), 404);
}

static void a_change_holds_to_its_etag(void **state)
{
    (void)state;
    struct reply r = get(&d, ann, "/v1/datasets/flowers");
    char match[64];
    snprintf(match, sizeof match, "If-Match: %s", header(&r, "ETag"));
    reply_free(&r);
    const struct ask first = {.token = ann,
                              .body = "{\"description\":\"a few\"}",
                              .headers = (const char *const[]){match, NULL}};
    r = call(&d, "PATCH", "/v1/datasets/flowers", &first);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "description"), "a few");
    assert_string_equal(text_at(&r, "license"), "CC0"); /* what a merge patch leaves out stays */
    reply_free(&r);
    r = call(&d, "PATCH", "/v1/datasets/flowers", &first);
    expect(&r, 412);
    reply_free(&r);
    r = call(&d, "PATCH", "/v1/datasets/flowers",
             &(struct ask){.token = ann, .body = "{\"nmae\":\"x\"}"});
    expect(&r, 422);
    assert_non_null(strstr(r.body, "did you mean \\\"name\\\"?"));
    reply_free(&r);
}

/* The same key and file again: the same dataset; the key with another file: 422. */
static void an_upload_can_be_repeated(void **state)
{
    const char *const key[] = {"Idempotency-Key: upload-1", NULL};
    char id[64];
    (void)state;
    struct reply r = call(&d, "POST", "/v1/datasets?name=once&format=csv",
                          &(struct ask){.token = ann, .body = flowers, .headers = key});
    expect(&r, 201);
    snprintf(id, sizeof id, "%s", text_at(&r, "id"));
    reply_free(&r);
    r = call(&d, "POST", "/v1/datasets?name=once&format=csv",
             &(struct ask){.token = ann, .body = flowers, .headers = key});
    expect(&r, 201);
    assert_string_equal(text_at(&r, "id"), id);
    reply_free(&r);
    r = call(&d, "POST", "/v1/datasets?name=once&format=csv",
             &(struct ask){.token = ann, .body = "a,b\n1,2\n", .headers = key});
    expect_code(&r, 422, "idempotency_key");
    reply_free(&r);
}

static void the_list_pages_and_has_a_table(void **state)
{
    (void)state;
    struct reply r = get(&d, ann, "/v1/datasets?limit=2");
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 2);
    assert_true(json_bool(at(&r, "has_more"), false));
    char path[128], first[64];
    snprintf(path, sizeof path, "/v1/datasets?limit=2&after=%s", text_at(&r, "next"));
    snprintf(first, sizeof first, "%s", text_at(&r, "data/0/id"));
    reply_free(&r);
    r = get(&d, ann, path);
    expect(&r, 200);
    assert_true(strcmp(text_at(&r, "data/0/id"), first) < 0);
    reply_free(&r);
    r = get(&d, ann, "/v1/datasets?q=flow&format=text");
    expect(&r, 200);
    assert_non_null(strstr(r.body, "NAME"));
    assert_non_null(strstr(r.body, "flowers"));
    assert_null(strstr(r.body, "pics"));
    reply_free(&r);
}

static void it_is_all_there_after_a_kill(void **state)
{
    (void)state;
    daemon_kill(&d);
    daemon_again(&d);
    assert_int_equal(status_of("GET", ann, "/v1/datasets/pics/preview", NULL), 200);
    struct reply r = get(&d, ann, "/v1/datasets/flowers/content");
    expect(&r, 200);
    assert_memory_equal(r.body, flowers, r.n);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_csv_is_described_to_the_last_column),
        cmocka_unit_test(the_first_rows_and_the_file_come_back),
        cmocka_unit_test(a_broken_file_leaves_nothing),
        cmocka_unit_test(every_fault_of_the_query_is_told),
        cmocka_unit_test(a_name_is_taken_once),
        cmocka_unit_test(idx_waits_for_its_labels),
        cmocka_unit_test(samples_without_labels_are_ready),
        cmocka_unit_test(gzip_is_undone_on_the_way),
        cmocka_unit_test(the_storage_quota_holds),
        cmocka_unit_test(visibility_says_who_sees_and_who_reads),
        cmocka_unit_test(a_change_holds_to_its_etag),
        cmocka_unit_test(an_upload_can_be_repeated),
        cmocka_unit_test(the_list_pages_and_has_a_table),
        cmocka_unit_test(it_is_all_there_after_a_kill),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
