/* test_http.c - the HTTP room: a real server with a small route table of its own, spoken to by raw
 * sockets (for what no client library would send) and by libcurl (for what people use). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <assert.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <gnutls/x509.h>
#include <pthread.h>
#include <netinet/tcp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>
#include "server/http/http.h"

/* ---- the server under test ---- */

static struct http *http;
static atomic_int begun, ended, aborted, resumed;
static atomic_long uploaded;
static atomic_int state_made, state_freed;
static int thing_version;
static pthread_mutex_t thing_lock = PTHREAD_MUTEX_INITIALIZER;

enum { ROLE_NONE, ROLE_MEMBER };

static void authorize(struct request *req, int role, void *arg)
{
    (void)arg;
    const char *token = request_header(req, "Authorization");
    if (role == ROLE_NONE)
        return;
    if (!token)
        reply_problem(req, 401, "no_token", NULL, "a token is needed");
    else
        request_set_label(req, token + 7);
}

static void get_thing(struct request *req)
{
    struct json *j = json_new_object();
    json_add_str(j, "id", request_param(req, "id"));
    json_add_str(j, "path", request_path(req));
    reply_json(req, 200, j);
}

static void list_things(struct request *req)
{
    struct json *j = json_new_object();
    json_add_int(j, "limit", request_query_int(req, "limit", 50));
    json_add_str(j, "q", request_query(req, "q"));
    json_add_bool(j, "all", request_query_bool(req, "all", false));
    if (request_wants(req, "text/plain")) {
        json_free(j);
        reply_text(req, 200, "text/plain", "a table\n");
    } else {
        reply_json(req, 200, j);
    }
}

static void create_thing(struct request *req)
{
    size_t n;
    request_body(req, &n);
    struct json *j = json_new_object();
    json_add_str(j, "name", json_str(json_get(request_json(req), "name"), "none"));
    json_add_int(j, "bytes", (int64_t)n);
    reply_header(req, "Location", "/v1/things/%d", 7);
    reply_json(req, 201, j);
}

static void tagged(struct request *req)
{
    if (!request_if_match(req, "\"v1\"")) {
        reply_problem(req, 412, "stale", NULL, "it changed");
        return;
    }
    reply_etag(req, "v%d", 1);
    struct json *j = json_new_object();
    json_add_int(j, "version", 1);
    reply_json(req, 200, j);
}

static void nothing(struct request *req)
{
    (void)req;
}

static void busy(struct request *req)
{
    struct err err = {0};
    err_set(&err, ERR_BUSY, "try later");
    reply_err(req, &err);
}

static void file(struct request *req)
{
    FILE *f = tmpfile();
    assert(f);
    for (int i = 0; i < 1000; i++)
        fprintf(f, "%09d\n", i);
    fflush(f);
    int fd = dup(fileno(f));
    fclose(f);
    reply_file(req, fd, 10000, "application/octet-stream", "\"abc\"", "numbers \"1\".txt");
}

/* A reply that comes from another thread, as after a group commit. */
static void *answer_later(void *arg)
{
    struct request *req = arg;
    reply_text(req, 200, "text/plain", "later\n");
    request_finish(req);
    return NULL;
}

static void later(struct request *req)
{
    pthread_t t;
    request_defer(req);
    assert(!pthread_create(&t, NULL, answer_later, req));
    pthread_detach(t);
}

/* A long poll: answers when the version is above ?after=, or when ?wait= ms have passed. */
static void wait_thing(struct request *req)
{
    resumed++;
    int64_t left = request_query_int(req, "wait", 0) - request_age_ms(req);
    request_hold(req, "thing", left > 0 ? left : 0, wait_thing);
    pthread_mutex_lock(&thing_lock);
    int version = thing_version;
    pthread_mutex_unlock(&thing_lock);
    if (version > request_query_int(req, "after", 0) || request_expired(req)) {
        struct json *j = json_new_object();
        json_add_int(j, "version", version);
        json_add_bool(j, "expired", request_expired(req));
        reply_json(req, 200, j);
    }
}

static void wake_thing(void)
{
    pthread_mutex_lock(&thing_lock);
    thing_version++;
    pthread_mutex_unlock(&thing_lock);
    http_wake(http, "thing");
}

/* The wake comes between the hold and the end of the handler. */
static void woken_early(struct request *req)
{
    resumed++;
    request_hold(req, "early", -1, woken_early);
    if (resumed == 1)
        http_wake(request_http(req), "early");
    else
        reply_text(req, 200, "text/plain", request_expired(req) ? "expired" : "woken");
}

/* Holds again, whatever happens. */
static void stubborn(struct request *req)
{
    request_hold(req, NULL, -1, stubborn);
}

static void count_free(void *state)
{
    free(state);
    state_freed++;
}

/* An event stream: one event per version, from ?after= on; ends after ?until=. */
static void events(struct request *req)
{
    int *sent = request_state(req);
    if (!sent) {
        sent = malloc(sizeof *sent);
        state_made++;
        *sent = (int)request_query_int(req, "after", 0);
        request_set_state(req, sent, count_free);
        stream_begin(req, 200, "text/event-stream");
    }
    request_hold(req, "thing", -1, events);
    pthread_mutex_lock(&thing_lock);
    int version = thing_version;
    pthread_mutex_unlock(&thing_lock);
    for (; *sent < version; ++*sent) {
        char id[16];
        snprintf(id, sizeof id, "%d", *sent + 1);
        if (stream_event(req, id, "version", "line one\nline two"))
            return;
    }
    if (*sent >= request_query_int(req, "until", 1 << 30))
        stream_end(req);
}

/* Writes without asking for room. */
static void careless(struct request *req)
{
    static const char block[4096] = {'x'};
    stream_begin(req, 200, "text/plain");
    int rc = 0;
    for (int i = 0; i < 100000 && !rc; i++)
        rc = stream_write(req, block, sizeof block);
    assert(rc == ERR_TOO_LARGE || rc == ERR_NOT_FOUND);
    ended++;
}

/* Keeps its thread until the test lets go. */
static atomic_bool let_go;
static atomic_int stuck_n;
static void stuck(struct request *req)
{
    stuck_n++;
    while (!let_go)
        usleep(1000);
    reply_empty(req, 204);
}

/* Deferred, and never finished by itself. */
static struct request *forgotten;
static void forget(struct request *req)
{
    request_defer(req);
    forgotten = req;
    stuck_n++;
}

/* More than a buffer full, in pieces, as fast as the client takes them. */
static void flood(struct request *req)
{
    static const char block[4096] = {'x'};
    int *left = request_state(req);
    if (!left) {
        left = malloc(sizeof *left);
        state_made++;
        *left = 1024;
        request_set_state(req, left, count_free);
        stream_begin(req, 200, "application/octet-stream");
    }
    request_hold(req, NULL, -1, flood);
    for (; *left && stream_room(req) >= sizeof block; --*left)
        if (stream_write(req, block, sizeof block))
            return;
    if (!*left)
        stream_end(req);
}

static void upload_begin_(struct request *req)
{
    const char *max = request_query(req, "max");
    if (request_query(req, "refuse"))
        reply_problem(req, 409, "refused", NULL, "no");
    else if (max)
        request_set_body_max(req, atoll(max), "storage_bytes", "no more storage");
    if (!request_replied(req)) {
        begun++;
        state_made++;
        request_set_state(req, calloc(1, sizeof(unsigned long)), count_free);
    }
}

static void upload_chunk_(struct request *req, const void *data, size_t n)
{
    unsigned long *crc = request_state(req);
    if (request_query_bool(req, "slow", false))
        usleep(2000);
    *crc = crc32(*crc, data, (unsigned)n);
    uploaded += (long)n;
    if (memmem(data, n, "BROKEN", 6))
        reply_problem(req, 422, "broken", NULL, "line 1 is broken");
}

static void upload_end_(struct request *req)
{
    unsigned long *crc = request_state(req);
    ended++;
    struct json *j = json_new_object();
    json_add_int(j, "crc", (int64_t)*crc);
    reply_json(req, 201, j);
}

static void upload_abort_(struct request *req)
{
    assert(request_state(req));
    aborted++;
}

static const struct upload_ops upload = {upload_begin_, upload_chunk_, upload_end_, upload_abort_};

static const struct field list_query[] = {
    {.name = "limit", .type = FIELD_INT, .min = 1, .max = 200},
    {.name = "q", .type = FIELD_STRING},
    {.name = "all", .type = FIELD_BOOL},
    {.name = "format", .type = FIELD_STRING},
};
static const struct field wait_query[] = {
    {.name = "after", .type = FIELD_INT, .max = 1e9},
    {.name = "wait", .type = FIELD_INT, .max = 1e9},
    {.name = "until", .type = FIELD_INT, .max = 1e9},
};
static const struct field upload_query[] = {
    {.name = "max", .type = FIELD_INT, .max = 1e12},
    {.name = "refuse", .type = FIELD_BOOL},
    {.name = "slow", .type = FIELD_BOOL},
};

static const struct route routes[] = {
    {.method = "GET", .pattern = "/v1/things/{id}", .handler = get_thing},
    {.method = "GET", .pattern = "/v1/things/special", .handler = tagged},
    {.method = "PATCH", .pattern = "/v1/things/special", .handler = tagged, .body = BODY_JSON},
    {.method = "GET",
     .pattern = "/v1/things",
     .handler = list_things,
     .query = list_query,
     .n_query = 4},
    {.method = "POST", .pattern = "/v1/things", .handler = create_thing, .body = BODY_JSON},
    {.method = "POST",
     .pattern = "/v1/things/{id}/go",
     .handler = create_thing,
     .body = BODY_JSON_OPTIONAL},
    {.method = "GET", .pattern = "/v1/secret", .role = ROLE_MEMBER, .handler = list_things},
    {.method = "GET", .pattern = "/v1/nothing", .handler = nothing},
    {.method = "GET", .pattern = "/v1/busy", .handler = busy},
    {.method = "GET", .pattern = "/v1/file", .handler = file},
    {.method = "GET", .pattern = "/v1/later", .handler = later},
    {.method = "GET",
     .pattern = "/v1/wait",
     .handler = wait_thing,
     .query = wait_query,
     .n_query = 3},
    {.method = "GET",
     .pattern = "/v1/events",
     .handler = events,
     .query = wait_query,
     .n_query = 3},
    {.method = "GET", .pattern = "/v1/flood", .handler = flood},
    {.method = "GET", .pattern = "/v1/early", .handler = woken_early},
    {.method = "GET", .pattern = "/v1/stubborn", .handler = stubborn},
    {.method = "GET", .pattern = "/v1/careless", .handler = careless},
    {.method = "GET", .pattern = "/v1/stuck", .handler = stuck},
    {.method = "GET", .pattern = "/v1/forget", .handler = forget},
    {.method = "POST",
     .pattern = "/v1/blobs",
     .body = BODY_STREAM,
     .upload = &upload,
     .query = upload_query,
     .n_query = 3},
};

static struct http_options defaults(void)
{
    return (struct http_options){.listen = "127.0.0.1:0",
                                 .routes = routes,
                                 .n_routes = sizeof routes / sizeof *routes,
                                 .authorize = authorize};
}

static void start_with(struct http_options o)
{
    struct err err = {0};
    http = http_start(&o, &err);
    if (!http)
        fail_msg("%s", err.text);
    begun = ended = aborted = resumed = state_made = state_freed = 0;
    uploaded = 0;
    thing_version = 0;
}

static int start(void **state)
{
    (void)state;
    start_with(defaults());
    return 0;
}

static int stop(void **state)
{
    (void)state;
    http_stop(http);
    http = NULL;
    return 0;
}

/* ---- clients ---- */

struct answer {
    int status;
    char *text; /* head and body as they came; freed by done() */
    const char *body;
};

static int dial(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)http_port(http))};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval limit = {.tv_sec = 20};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
    return fd;
}

static void say(int fd, const char *text, size_t n)
{
    assert_int_equal(send(fd, text, n, MSG_NOSIGNAL), n);
}

/* Reads to the end of the connection. */
static struct answer hear(int fd)
{
    struct answer a = {.text = calloc(1, 1 << 20)};
    size_t n = 0;
    ssize_t got;
    while ((got = recv(fd, a.text + n, (1 << 20) - 1 - n, 0)) > 0)
        n += (size_t)got;
    close(fd);
    if (n > 12)
        a.status = atoi(a.text + 9);
    a.body = strstr(a.text, "\r\n\r\n");
    a.body = a.body ? a.body + 4 : "";
    return a;
}

static struct answer talk_n(const char *text, size_t n)
{
    int fd = dial();
    say(fd, text, n);
    return hear(fd);
}

static struct answer talk(const char *text)
{
    return talk_n(text, strlen(text));
}

static void done(struct answer *a)
{
    free(a->text);
    a->text = NULL;
}

#define HOST "Host: x\r\nConnection: close\r\n"

static struct answer get(const char *path)
{
    char text[2048];
    snprintf(text, sizeof text, "GET %s HTTP/1.1\r\n" HOST "\r\n", path);
    return talk(text);
}

static bool has(const struct answer *a, const char *part)
{
    return strstr(a->text, part) != NULL;
}

static struct answer post(const char *path, const char *headers, const char *body)
{
    char *text;
    int n = asprintf(&text, "POST %s HTTP/1.1\r\n" HOST "%sContent-Length: %zu\r\n\r\n%s", path,
                     headers, strlen(body), body);
    struct answer a = talk_n(text, (size_t)n);
    free(text);
    return a;
}

#define EXPECT(a, want_status, part)                                                               \
    do {                                                                                           \
        if ((a).status != (want_status) || !has(&(a), part))                                       \
            fail_msg("wanted %d with %s, got:\n%s", want_status, part, (a).text);                  \
        done(&(a));                                                                                \
    } while (0)

/* ---- the tests ---- */

static void a_path_is_routed_and_its_parameter_decoded(void **state)
{
    (void)state;
    struct answer a = get("/v1/things/a%2Fb%20c");
    EXPECT(a, 200, "{\"id\":\"a/b c\",\"path\":\"/v1/things/a/b c\"}");
    a = get("http://example.org/v1/things/9");
    EXPECT(a, 200, "\"id\":\"9\"");
    a = get("/v1/things/special"); /* the literal wins, whatever the order of the rows */
    EXPECT(a, 200, "ETag: \"v1\"");
}

static void what_is_not_there_says_what_is(void **state)
{
    (void)state;
    struct answer a = get("/v1/thing");
    EXPECT(a, 404, "did you mean \\\"/v1/things\\\"?");
    a = get("/nowhere");
    EXPECT(a, 404, "\"code\":\"no_such_path\"");
    a = talk("DELETE /v1/things HTTP/1.1\r\n" HOST "\r\n");
    EXPECT(a, 405, "Allow: GET, HEAD, POST, OPTIONS\r\n");
    a = talk("BREW /v1/things HTTP/1.1\r\n" HOST "\r\n");
    EXPECT(a, 405, "Allow: GET, HEAD, POST, OPTIONS\r\n");
    a = talk("BREW /pot HTTP/1.1\r\n" HOST "\r\n");
    EXPECT(a, 501, "\"code\":\"method\"");
    a = talk("OPTIONS /v1/things HTTP/1.1\r\n" HOST "\r\n");
    EXPECT(a, 204, "Allow: GET, HEAD, POST, OPTIONS\r\n");
    a = talk("OPTIONS * HTTP/1.1\r\n" HOST "\r\n");
    EXPECT(a, 204, "Allow: ");
}

static void a_head_is_a_get_without_its_body(void **state)
{
    (void)state;
    struct answer a = talk("HEAD /v1/things/9 HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, "");
    EXPECT(a, 200, "Content-Length: 32\r\n");
}

static void a_problem_has_all_its_members(void **state)
{
    (void)state;
    struct answer a = talk("GET /nowhere HTTP/1.1\r\nX-Request-Id: me-1\r\n" HOST "\r\n");
    assert_true(has(&a, "Content-Type: application/problem+json\r\n"));
    assert_true(has(&a, "X-Request-Id: me-1\r\n"));
    assert_true(has(&a, "\"type\":\"urn:allot:problem:no_such_path\""));
    assert_true(has(&a, "\"title\":\"Not Found\""));
    assert_true(has(&a, "\"status\":404"));
    EXPECT(a, 404, "\"request_id\":\"me-1\"");
    a = talk("GET /nowhere HTTP/1.1\r\nX-Request-Id: a b\r\n" HOST "\r\n");
    EXPECT(a, 404, "X-Request-Id: req_");
    a = get("/v1/busy");
    EXPECT(a, 503, "Retry-After: 1\r\n");
    a = get("/v1/nothing");
    EXPECT(a, 500, "gave no answer");
}

static void the_gate_refuses_what_could_be_read_two_ways(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int status;
        const char *part;
    } CASES[] = {
        {"POST /v1/things HTTP/1.1\r\n" HOST
         "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/things/smuggled "
         "HTTP/1.1\r\nHost: x\r\n\r\n",
         400, "ambiguous_length"},
        {"POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n"
         "GET /v1/things/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
         400, "repeated_header"},
        {"GET /v1/things HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, "repeated_header"},
        {"GET /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer "
         "b\r\n\r\n",
         400, "repeated_header"},
        {"POST /v1/things HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501,
         "transfer_encoding"},
        {"POST /v1/things HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
         "ambiguous_length"},
        {"POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400, ""},
        {"POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 413,
         ""},
        {"POST /v1/things HTTP/1.1\r\n" HOST "Transfer-Encoding : chunked\r\nContent-Length: "
         "5\r\n\r\n0\r\n\r\nGET /v1/things/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
         400, ""},
        {"POST /v1/things HTTP/1.1\r\n" HOST "Content-Length : 5\r\n\r\nGET /v1/things/smuggled "
         "HTTP/1.1\r\nHost: x\r\n\r\n",
         400, ""},
        {"POST /v1/things HTTP/1.1\r\n" HOST "X: a\r\n Content-Length: 99\r\n\r\n", 400,
         "is folded"},
        {"POST /v1/things HTTP/1.1\r\n" HOST "Content-Leng: 5\r\n th\r\n\r\n0\r\n\r\n", 400,
         "is folded"},
        {"GET /v1/things HTTP/1.1\nHost: x\n\n", 400, "CR LF"},
        {"GET /v1/things HTTP/1.1\r\nX: y\nHost: x\r\n\r\n", 400, "CR LF"},
        {"POST /v1/things HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r"
         "\n\r\n",
         400, ""},
        {"POST /v1/things HTTP/1.1\r\n" HOST "Transfer-Encoding: \x0b"
         "chunked\r\n\r\n0\r\n\r\n",
         400, ""},
        {"GET /v1/things%00x HTTP/1.1\r\nHost: x\r\n\r\n", 400, "%00"},
        {"GET /v1/things/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400, "hexadecimal"},
        {"GET /v1/things/%c3%28 HTTP/1.1\r\nHost: x\r\n\r\n", 400, "UTF-8"},
        {"GET /v1/things?q=1&q=2 HTTP/1.1\r\nHost: x\r\n\r\n", 400, "given twice"},
        {"GET /v1/things HTTP/1.1\r\n\r\n", 400, ""},
        {"GET things HTTP/1.1\r\nHost: x\r\n\r\n", 400, "begin with /"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct answer a = talk(CASES[i].text);
        assert_false(has(&a, "smuggled\""));
        EXPECT(a, CASES[i].status, CASES[i].part);
    }
    static const char nul[] = "GET /v1/things\0x HTTP/1.1\r\nHost: x\r\n\r\n";
    struct answer a = talk_n(nul, sizeof nul - 1);
    EXPECT(a, 400, "NUL");
    static const char hidden[] = "POST /v1/things HTTP/1.1\r\n" HOST "Content-Length: 2\0"
                                 "0\r\n\r\n{}";
    a = talk_n(hidden, sizeof hidden - 1);
    EXPECT(a, 400, "NUL");
}

/* The library's buffer grows and moves meanwhile; a sound request stays one. */
static void headers_that_trickle_in_are_taken(void **state)
{
    (void)state;
    char *text = malloc(16384), *end = text;
    end += sprintf(end, "GET /v1/things/slow HTTP/1.1\r\n" HOST);
    for (int i = 0; i < 40; i++)
        end += sprintf(end, "X-%d: %*s\r\n", i, 1 + i * 6, "v");
    end += sprintf(end, "X-Empty:\r\nX-Blank:  \t\r\n\r\n");
    int fd = dial(), now = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
    for (char *p = text; p < end; p += 37)
        say(fd, p, end - p < 37 ? (size_t)(end - p) : 37);
    struct answer a = hear(fd);
    EXPECT(a, 200, "\"id\":\"slow\"");
    free(text);
}

static void a_query_is_checked_against_its_table(void **state)
{
    (void)state;
    struct answer a = get("/v1/things?limit=7&q=a+b%21&all");
    EXPECT(a, 200, "{\"limit\":7,\"q\":\"a b!\",\"all\":true}");
    a = get("/v1/things?limit=999");
    EXPECT(a, 400, "\"pointer\":\"/query/limit\"");
    a = get("/v1/things?limit=abc");
    EXPECT(a, 400, "\"pointer\":\"/query/limit\"");
    a = get("/v1/things?limitt=1");
    EXPECT(a, 400, "did you mean");
    a = get("/v1/things/1?x=1");
    EXPECT(a, 400, "/query/x");
    a = get("/v1/things?format=text");
    EXPECT(a, 200, "a table");
    a = talk("GET /v1/things HTTP/1.1\r\nAccept: text/plain\r\n" HOST "\r\n");
    EXPECT(a, 200, "a table");
    a = talk("GET /v1/things HTTP/1.1\r\nAccept: */*\r\n" HOST "\r\n");
    EXPECT(a, 200, "\"limit\":50");
}

static void a_json_body_is_collected_and_parsed(void **state)
{
    (void)state;
    struct answer a = post("/v1/things", "Content-Type: application/x-www-form-urlencoded\r\n",
                           "{\"name\":\"n\"}");
    EXPECT(a, 201, "Location: /v1/things/7\r\n");
    a = post("/v1/things", "", "{\"name\":\"n\"} x");
    EXPECT(a, 400, "\"code\":\"json\"");
    a = post("/v1/things", "", "");
    EXPECT(a, 400, "\"code\":\"body_required\"");
    a = post("/v1/things/1/go", "", "");
    EXPECT(a, 201, "\"bytes\":0");
    a = post("/v1/things", "Content-Encoding: gzip\r\n", "{}");
    EXPECT(a, 415, "\"code\":\"content_encoding\"");
    a = talk("POST /v1/things HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
             "5\r\n{\"nam\r\n7\r\ne\":\"m\"}\r\n0\r\n\r\n");
    EXPECT(a, 201, "{\"name\":\"m\",\"bytes\":12}");
}

static void a_body_too_large_is_refused_before_it_is_read(void **state)
{
    (void)state;
    struct answer a = talk("POST /v1/things HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                           "Content-Length: 1048577\r\n\r\n");
    EXPECT(a, 413, "1048576");
}

static void a_chunked_body_too_large_is_told_so_at_its_end(void **state)
{
    (void)state;
    int fd = dial();
    static const char head[] =
        "POST /v1/things HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n";
    say(fd, head, sizeof head - 1);
    char *block = malloc(100000);
    memset(block, 'x', 100000);
    for (int i = 0; i < 15; i++) {
        say(fd, "186a0\r\n", 7);
        say(fd, block, 100000);
        say(fd, "\r\n", 2);
    }
    say(fd, "0\r\n\r\n", 5);
    free(block);
    struct answer a = hear(fd);
    EXPECT(a, 413, "\"code\":\"body_too_large\"");
}

static void a_role_is_checked_before_the_handler(void **state)
{
    (void)state;
    struct answer a = get("/v1/secret");
    EXPECT(a, 401, "WWW-Authenticate: Bearer\r\n");
    a = talk("GET /v1/secret HTTP/1.1\r\nAuthorization: Bearer t\r\n" HOST "\r\n");
    EXPECT(a, 200, "");
}

static void an_etag_saves_the_body(void **state)
{
    (void)state;
    struct answer a =
        talk("GET /v1/things/special HTTP/1.1\r\nIf-None-Match: W/\"v1\"\r\n" HOST "\r\n");
    assert_string_equal(a.body, "");
    EXPECT(a, 304, "ETag: \"v1\"");
    a = talk("GET /v1/things/special HTTP/1.1\r\nIf-None-Match: \"v2\"\r\n" HOST "\r\n");
    EXPECT(a, 200, "\"version\":1");
    a = talk("GET /v1/things/special HTTP/1.1\r\nIf-Match: \"v2\"\r\n" HOST "\r\n");
    EXPECT(a, 412, "stale");
}

static void a_file_is_sent_whole_or_in_part(void **state)
{
    (void)state;
    struct answer a = get("/v1/file");
    assert_int_equal(strlen(a.body), 10000);
    assert_true(has(&a, "filename=\"numbers _1_.txt\""));
    EXPECT(a, 200, "Accept-Ranges: bytes\r\n");
    a = talk("GET /v1/file HTTP/1.1\r\nRange: bytes=10-19\r\n" HOST "\r\n");
    assert_string_equal(a.body, "000000001\n");
    EXPECT(a, 206, "Content-Range: bytes 10-19/10000\r\n");
    a = talk("GET /v1/file HTTP/1.1\r\nRange: bytes=-10\r\n" HOST "\r\n");
    assert_string_equal(a.body, "000000999\n");
    EXPECT(a, 206, "Content-Range: bytes 9990-9999/10000\r\n");
    a = talk("GET /v1/file HTTP/1.1\r\nRange: bytes=10000-\r\n" HOST "\r\n");
    EXPECT(a, 416, "Content-Range: bytes */10000\r\n");
    a = talk("GET /v1/file HTTP/1.1\r\nRange: bytes=0-9\r\nIf-Range: \"old\"\r\n" HOST "\r\n");
    assert_int_equal(strlen(a.body), 10000);
    EXPECT(a, 200, "");
    a = talk("GET /v1/file HTTP/1.1\r\nIf-None-Match: \"abc\"\r\n" HOST "\r\n");
    EXPECT(a, 304, "");
    a = talk("HEAD /v1/file HTTP/1.1\r\n" HOST "\r\n");
    assert_string_equal(a.body, "");
    EXPECT(a, 200, "Content-Length: 10000\r\n");
}

static void a_connection_lives_through_many_requests(void **state)
{
    (void)state;
    struct answer a = talk("GET /v1/things/1 HTTP/1.1\r\nHost: x\r\n\r\n"
                           "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
                           "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                           "GET /v1/later HTTP/1.1\r\nHost: x\r\n\r\n"
                           "GET /v1/things/last HTTP/1.1\r\n" HOST "\r\n");
    assert_true(has(&a, "404 Not Found"));
    assert_true(has(&a, "201 Created"));
    assert_true(has(&a, "later\n"));
    EXPECT(a, 200, "\"id\":\"last\"");
}

/* Waits until the server says so, by asking it. */
static void until(bool (*true_now)(void))
{
    for (int i = 0; i < 4000 && !true_now(); i++)
        usleep(5000);
    assert_true(true_now());
}

static int held_wanted;
static bool held(void)
{
    struct http_stats s;
    http_stats(http, &s);
    return s.held == held_wanted;
}

static void a_long_poll_ends_with_the_wake_or_its_time(void **state)
{
    (void)state;
    int fd = dial();
    static const char ask[] = "GET /v1/wait?wait=60000 HTTP/1.1\r\n" HOST "\r\n";
    say(fd, ask, sizeof ask - 1);
    held_wanted = 1;
    until(held);
    http_wake(http, "something else");
    wake_thing();
    struct answer a = hear(fd);
    EXPECT(a, 200, "{\"version\":1,\"expired\":false}");
    assert_int_equal(resumed, 2);
    a = get("/v1/wait?after=1&wait=50");
    EXPECT(a, 200, "{\"version\":1,\"expired\":true}");
}

static void a_wake_before_the_handler_returned_is_not_lost(void **state)
{
    (void)state;
    struct answer a = get("/v1/early");
    EXPECT(a, 200, "woken");
}

static void a_hundred_long_polls_need_no_thread(void **state)
{
    (void)state;
    int fds[100];
    static const char ask[] = "GET /v1/wait?wait=60000 HTTP/1.1\r\n" HOST "\r\n";
    for (int i = 0; i < 100; i++)
        say(fds[i] = dial(), ask, sizeof ask - 1);
    held_wanted = 100;
    until(held);
    struct answer a = get("/v1/things/free");
    EXPECT(a, 200, "free");
    wake_thing();
    for (int i = 0; i < 100; i++) {
        a = hear(fds[i]);
        EXPECT(a, 200, "\"version\":1");
    }
}

static void a_client_that_leaves_a_long_poll_is_noticed(void **state)
{
    (void)state;
    int fd = dial();
    static const char ask[] = "GET /v1/wait?wait=60000 HTTP/1.1\r\n" HOST "\r\n";
    say(fd, ask, sizeof ask - 1);
    held_wanted = 1;
    until(held);
    close(fd);
    held_wanted = 0;
    until(held);
}

static void an_event_stream_sends_each_event_once(void **state)
{
    (void)state;
    int fd = dial();
    static const char ask[] = "GET /v1/events?until=50 HTTP/1.1\r\n" HOST "\r\n";
    say(fd, ask, sizeof ask - 1);
    for (int i = 0; i < 50; i++)
        wake_thing();
    struct answer a = hear(fd);
    for (int i = 1; i <= 50; i++) {
        char want[96];
        snprintf(want, sizeof want, "id: %d\nevent: version\ndata: line one\ndata: line two\n\n",
                 i);
        if (!has(&a, want))
            fail_msg("event %d is missing in\n%s", i, a.text);
    }
    EXPECT(a, 200, "Content-Type: text/event-stream\r\n");
}

static bool all_freed(void)
{
    struct http_stats s;
    http_stats(http, &s);
    return s.connections == 0 && state_freed == state_made;
}

static void clients_that_leave_streams_leave_nothing_behind(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        int fd = dial();
        static const char ask[] = "GET /v1/events HTTP/1.1\r\n" HOST "\r\n";
        say(fd, ask, sizeof ask - 1);
        if (i % 2) {
            char byte;
            assert_int_equal(recv(fd, &byte, 1, 0), 1);
        }
        close(fd);
        wake_thing();
    }
    until(all_freed);
}

static void a_stream_larger_than_its_buffer_follows_the_client(void **state)
{
    (void)state;
    int fd = dial();
    static const char ask[] = "GET /v1/flood HTTP/1.0\r\nHost: x\r\n\r\n";
    say(fd, ask, sizeof ask - 1);
    char *buf = malloc(1 << 16);
    size_t total = 0;
    ssize_t got;
    while ((got = recv(fd, buf, 1 << 16, 0)) > 0)
        total += (size_t)got;
    close(fd);
    free(buf);
    assert_in_range(total, 4 << 20, (4 << 20) + 1000);
}

/* ---- uploads, by libcurl ---- */

struct source {
    const char *data;
    size_t n;
};

static size_t give(char *out, size_t size, size_t n, void *arg)
{
    struct source *s = arg;
    n = size * n < s->n ? size * n : s->n;
    memcpy(out, s->data, n);
    s->data += n;
    s->n -= n;
    return n;
}

static size_t keep(char *data, size_t size, size_t n, void *arg)
{
    strncat(arg, data, size * n);
    return size * n;
}

static const char *scheme = "http";

static CURL *curl_for(const char *path, char *answer)
{
    char url[256];
    snprintf(url, sizeof url, "%s://127.0.0.1:%d%s", scheme, http_port(http), path);
    answer[0] = 0;
    CURL *c = curl_easy_init();
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, 20L);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, answer);
    return c;
}

static long curl_status(CURL *c)
{
    long status = 0;
    curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(c);
    return status;
}

static long curl_get(const char *path, char *answer)
{
    return curl_status(curl_for(path, answer));
}

/* POSTs with curl; the status, and the body in `answer` (4096 bytes). */
static long curl_post(const char *path, const char *data, size_t n, bool chunked,
                      const char *header, char *answer)
{
    struct source source = {data, n};
    CURL *c = curl_for(path, answer);
    struct curl_slist *headers = curl_slist_append(NULL, header ? header : "X-None: 1");
    if (chunked)
        headers = curl_slist_append(headers, "Transfer-Encoding: chunked");
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(c, CURLOPT_READDATA, &source);
    if (!chunked)
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)n);
    long status = curl_status(c);
    curl_slist_free_all(headers);
    return status;
}

enum { BIG = 3000000 };

static char *big(void)
{
    char *data = malloc(BIG);
    uint32_t x = 1;
    for (int i = 0; i < BIG; i++)
        data[i] = (char)("abcdefgh"[(x = x * 1664525 + 1013904223) >> 29]);
    return data;
}

static void an_upload_arrives_as_it_was_sent(void **state)
{
    (void)state;
    char answer[4096], want[64], *data = big();
    snprintf(want, sizeof want, "{\"crc\":%lu}", crc32(0, (unsigned char *)data, BIG));
    for (int chunked = 0; chunked < 2; chunked++) {
        assert_int_equal(curl_post("/v1/blobs", data, BIG, chunked, NULL, answer), 201);
        assert_string_equal(answer, want);
    }
    assert_int_equal(curl_post("/v1/blobs", "", 0, false, NULL, answer), 201);
    assert_int_equal(uploaded, 2 * BIG);
    assert_int_equal(ended, 3);
    assert_int_equal(aborted, 0);
    free(data);
}

/* Many small chunks in one segment, which fill our buffer exactly: the library offers the next one
 * although we just suspended. */
static void an_upload_in_small_chunks_arrives_whole(void **state)
{
    (void)state;
    enum { CHUNK = 128, CHUNKS = 5000 };
    char *data = big(), *text = malloc(CHUNKS * (CHUNK + 8) + 200), *end = text, want[64];
    end +=
        sprintf(end, "POST /v1/blobs?slow HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < CHUNKS; i++) {
        end += sprintf(end, "%x\r\n", CHUNK);
        memcpy(end, data + i * CHUNK, CHUNK);
        end += CHUNK;
        end += sprintf(end, "\r\n");
    }
    end += sprintf(end, "0\r\n\r\n");
    struct answer a = talk_n(text, (size_t)(end - text));
    snprintf(want, sizeof want, "{\"crc\":%lu}", crc32(0, (unsigned char *)data, CHUNK * CHUNKS));
    EXPECT(a, 201, want);
    free(text);
    free(data);
}

static size_t gzip_into(unsigned char *out, size_t room, const char *data, size_t n)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)data;
    z.avail_in = (unsigned)n;
    z.next_out = out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

static void a_gzip_upload_is_inflated_on_the_way(void **state)
{
    (void)state;
    static const char header[] = "Content-Encoding: gzip";
    char answer[4096], want[64], *data = big();
    unsigned char *packed = malloc(BIG);
    /* Two members, one after the other, are one file. */
    size_t n = gzip_into(packed, BIG, data, 1000000);
    n += gzip_into(packed + n, BIG - n, data + 1000000, BIG - 1000000);
    snprintf(want, sizeof want, "{\"crc\":%lu}", crc32(0, (unsigned char *)data, BIG));
    assert_int_equal(curl_post("/v1/blobs", (char *)packed, n, false, header, answer), 201);
    assert_string_equal(answer, want);
    assert_int_equal(curl_post("/v1/blobs", (char *)packed, n, true, header, answer), 201);
    assert_string_equal(answer, want);
    assert_int_equal(curl_post("/v1/blobs", (char *)packed, n / 2, false, header, answer), 400);
    assert_non_null(strstr(answer, "ends in the middle"));
    assert_int_equal(curl_post("/v1/blobs", data, 1000, false, header, answer), 400);
    assert_non_null(strstr(answer, "is not gzip"));
    assert_int_equal(aborted, 2);
    free(packed);
    free(data);
}

static void a_gzip_bomb_inflates_to_the_limit_and_no_further(void **state)
{
    (void)state;
    char answer[4096], *zeros = calloc(1, 20000000);
    unsigned char *packed = malloc(100000);
    size_t n = gzip_into(packed, 100000, zeros, 20000000);
    assert_int_equal(curl_post("/v1/blobs?max=1000000", (char *)packed, n, false,
                               "Content-Encoding: gzip", answer),
                     413);
    assert_non_null(strstr(answer, "\"code\":\"storage_bytes\""));
    assert_in_range(uploaded, 1, 1000000);
    assert_int_equal(aborted, 1);
    /* Members of nothing inflate to nothing, but they are bytes on the wire too. */
    size_t one = gzip_into(packed, 100000, "", 0), all = one;
    for (; all + one <= 100000; all += one)
        memcpy(packed + all, packed, one);
    assert_int_equal(curl_post("/v1/blobs?max=70000", (char *)packed, all, true,
                               "Content-Encoding: gzip", answer),
                     413);
    free(packed);
    free(zeros);
}

static bool one_aborted(void)
{
    return aborted == 1;
}

static void an_upload_is_refused_at_once_or_on_the_way(void **state)
{
    (void)state;
    char answer[4096], *data = big();
    assert_int_equal(curl_post("/v1/blobs?refuse", data, BIG, false, NULL, answer), 409);
    assert_int_equal(begun, 0);
    assert_int_equal(curl_post("/v1/blobs?max=10", data, BIG, false, NULL, answer), 413);
    assert_non_null(strstr(answer, "no more storage"));
    assert_int_equal(aborted, 1);
    aborted = 0;
    assert_int_equal(curl_post("/v1/blobs?max=2000000", data, BIG, true, NULL, answer), 413);
    until(one_aborted);
    memcpy(data + 200000, "BROKEN", 6);
    aborted = 0;
    assert_int_equal(curl_post("/v1/blobs", data, BIG, false, NULL, answer), 422);
    assert_non_null(strstr(answer, "line 1 is broken"));
    assert_int_equal(aborted, 1);
    assert_int_equal(ended, 0);
    free(data);
}

static void an_upload_whose_client_leaves_is_aborted(void **state)
{
    (void)state;
    int fd = dial();
    static const char ask[] = "POST /v1/blobs HTTP/1.1\r\n" HOST "Content-Length: 1000000\r\n\r\nx";
    say(fd, ask, sizeof ask - 1);
    for (int i = 0; i < 4000 && !begun; i++)
        usleep(5000);
    close(fd);
    until(one_aborted);
    assert_int_equal(ended, 0);
}

/* ---- lateness, overload, stopping ---- */

static bool one_stuck(void)
{
    return stuck_n == 1;
}

static bool two_queued(void)
{
    struct http_stats s;
    http_stats(http, &s);
    return s.queued == 2;
}

static bool one_reaped(void)
{
    struct http_stats s;
    http_stats(http, &s);
    return s.reaped >= 1;
}

static void late_headers_and_slow_bodies_are_ended(void **state)
{
    (void)state;
    static const char first[] = "GET /v1/things/1 HTTP/1.1\r\nHost: x\r\n\r\n";
    static const char *const BEGINNINGS[] = {
        "GET /v1/things HT", "GET /v1/things HT",
        "POST /v1/blobs HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc",
        "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc"};
    for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++) {
        struct http_options o = defaults();
        o.header_timeout_ms = 300;
        start_with(o);
        int fd = dial();
        if (i) { /* on a kept connection the clock starts with the first byte */
            char byte;
            say(fd, first, sizeof first - 1);
            assert_int_equal(recv(fd, &byte, 1, 0), 1);
            usleep(100000);
        }
        say(fd, BEGINNINGS[i], strlen(BEGINNINGS[i]));
        until(one_reaped);
        struct answer a = hear(fd); /* ends: the connection was closed */
        assert_false(has(&a, "\"crc\""));
        done(&a);
        stop(NULL);
    }
}

static void a_silent_event_stream_has_a_heartbeat(void **state)
{
    (void)state;
    struct http_options o = defaults();
    o.heartbeat_ms = 100;
    start_with(o);
    int fd = dial();
    static const char ask[] = "GET /v1/events HTTP/1.0\r\nHost: x\r\n\r\n";
    say(fd, ask, sizeof ask - 1);
    char buf[4096] = "";
    size_t n = 0;
    ssize_t got;
    while (!strstr(buf, ": still here\n\n") && (got = recv(fd, buf + n, sizeof buf - 1 - n, 0)) > 0)
        n += (size_t)got;
    assert_non_null(strstr(buf, ": still here\n\n"));
    close(fd);
    stop(NULL);
}

static void a_stop_answers_who_waits_and_ends_who_streams(void **state)
{
    (void)state;
    start_with(defaults());
    static const char poll[] = "GET /v1/wait?wait=60000 HTTP/1.1\r\nHost: x\r\n\r\n";
    static const char stream[] = "GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n";
    static const char body[] = "POST /v1/blobs HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx";
    static const char again[] = "GET /v1/stubborn HTTP/1.1\r\nHost: x\r\n\r\n";
    int waiting = dial(), streaming = dial(), sending = dial(), holding = dial();
    say(holding, again, sizeof again - 1);
    say(waiting, poll, sizeof poll - 1);
    say(streaming, stream, sizeof stream - 1);
    say(sending, body, sizeof body - 1);
    held_wanted = 3;
    until(held);
    for (int i = 0; i < 4000 && !begun; i++)
        usleep(5000);
    stop(NULL);
    struct answer a = hear(waiting);
    EXPECT(a, 200, "\"expired\":true");
    a = hear(holding);
    EXPECT(a, 503, "\"code\":\"stopping\"");
    a = hear(streaming);
    EXPECT(a, 200, "\r\n0\r\n\r\n");
    a = hear(sending);
    assert_int_equal(a.status, 0);
    done(&a);
    assert_int_equal(aborted, 1);
    assert_int_equal(state_freed, 2);
}

static void a_full_queue_is_answered_503_at_once(void **state)
{
    (void)state;
    struct http_options o = defaults();
    o.threads = 1;
    o.queue_max = 2;
    start_with(o);
    let_go = false;
    stuck_n = 0;
    int fds[3];
    static const char ask[] = "GET /v1/stuck HTTP/1.1\r\n" HOST "\r\n";
    say(fds[0] = dial(), ask, sizeof ask - 1);
    until(one_stuck);
    say(fds[1] = dial(), ask, sizeof ask - 1);
    say(fds[2] = dial(), ask, sizeof ask - 1);
    until(two_queued);
    struct answer a = get("/v1/things/1");
    assert_true(has(&a, "\"code\":\"overloaded\""));
    EXPECT(a, 503, "Retry-After: 1\r\n");
    let_go = true;
    for (int i = 0; i < 3; i++) {
        a = hear(fds[i]);
        EXPECT(a, 204, "");
    }
    a = get("/v1/things/1");
    EXPECT(a, 200, "");
    stop(NULL);
}

static void holds_leave_connections_for_others(void **state)
{
    (void)state;
    struct http_options o = defaults();
    o.connections_max = 10; /* half of them may be held */
    start_with(o);
    int fds[5];
    static const char ask[] = "GET /v1/wait?wait=60000 HTTP/1.1\r\n" HOST "\r\n";
    for (int i = 0; i < 5; i++)
        say(fds[i] = dial(), ask, sizeof ask - 1);
    held_wanted = 5;
    until(held);
    struct answer a = get("/v1/wait?wait=60000");
    EXPECT(a, 503, "too_many_held");
    wake_thing();
    for (int i = 0; i < 5; i++) {
        a = hear(fds[i]);
        EXPECT(a, 200, "");
    }
    stop(NULL);
}

static void uploads_at_once_have_a_limit(void **state)
{
    (void)state;
    struct http_options o = defaults();
    o.uploads_max = 1;
    start_with(o);
    int fd = dial();
    static const char ask[] = "POST /v1/blobs HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nx";
    say(fd, ask, sizeof ask - 1);
    for (int i = 0; i < 4000 && !begun; i++)
        usleep(5000);
    struct answer a = post("/v1/blobs", "", "x");
    EXPECT(a, 503, "as many uploads as may (1) are under way");
    say(fd, "y", 1);
    a = hear(fd);
    EXPECT(a, 201, "");
    for (int i = 0; i < 1000; i++) { /* given back when the last byte is out, a moment later */
        a = post("/v1/blobs", "", "x");
        if (a.status == 201)
            break;
        done(&a);
        usleep(1000);
    }
    EXPECT(a, 201, "");
    stop(NULL);
}

static void library_says(void *arg, const char *text)
{
    (void)arg;
    assert(text);
    resumed++;
}

static void the_library_may_log_ten_lines_a_second(void **state)
{
    (void)state;
    struct http_options o = defaults();
    o.log = library_says;
    start_with(o);
    time_t begin = time(NULL);
    for (int i = 0; i < 100; i++) {
        struct answer a = talk("GET / HTTP/1.1\r\n\r\n"); /* no Host: refused by the library */
        EXPECT(a, 400, "");
    }
    assert_in_range(resumed, 1, 10 * (time(NULL) - begin + 2));
    stop(NULL);
}

static void bodies_together_have_a_limit(void **state)
{
    (void)state;
    struct http_options o = defaults();
    o.bodies_max_bytes = 4096;
    start_with(o);
    char body[5000] = "{\"name\":\"";
    memset(body + 9, 'x', 4900);
    strcpy(body + 4909, "\"}");
    struct answer a = post("/v1/things", "", body);
    EXPECT(a, 503, "overloaded");
    for (int i = 0; i < 8; i++) { /* what was collected is given back */
        a = post("/v1/things", "", "{\"name\":\"x\"}");
        EXPECT(a, 201, "");
    }
    stop(NULL);
}

static void a_stream_nobody_reads_is_cut_off(void **state)
{
    (void)state;
    start_with(defaults());
    int fd = dial();
    static const char ask[] = "GET /v1/careless HTTP/1.1\r\n" HOST "\r\n";
    say(fd, ask, sizeof ask - 1);
    for (int i = 0; i < 4000 && !ended; i++)
        usleep(5000);
    char *all = malloc(1 << 16);
    size_t total = 0;
    ssize_t got;
    while ((got = recv(fd, all, 1 << 16, 0)) > 0)
        total += (size_t)got;
    close(fd);
    assert_true(total < 400000000); /* and it ends, without the last chunk */
    free(all);
    stop(NULL);
}

static void a_head_of_a_stream_ends_at_once(void **state)
{
    (void)state;
    start_with(defaults());
    struct answer a = talk("HEAD /v1/events HTTP/1.1\r\n" HOST "\r\n");
    assert_string_equal(a.body, "");
    EXPECT(a, 200, "text/event-stream");
    stop(NULL);
}

/* In a child, since the server and the request are left behind on purpose. */
static void a_stop_does_not_wait_for_ever_for_a_deferred_reply(void **state)
{
    (void)state;
    pid_t child = fork();
    if (!child) {
        struct http_options o = defaults();
        o.stop_grace_ms = 50;
        start_with(o);
        stuck_n = 0;
        int fd = dial();
        static const char ask[] = "GET /v1/forget HTTP/1.1\r\n" HOST "\r\n";
        say(fd, ask, sizeof ask - 1);
        while (!stuck_n)
            usleep(1000);
        http_stop(http);
        struct answer a = hear(fd);
        reply_text(forgotten, 200, "text/plain", "too late"); /* harmless */
        request_finish(forgotten);
        _exit(a.status == 0 ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static char access_log[4096];
static void write_access(void *arg, const struct access *a)
{
    size_t n = strlen(access_log);
    (void)arg;
    snprintf(access_log + n, sizeof access_log - n, "%s %s %s %s %d %lld %s\n", a->method,
             a->target, a->peer, a->label, a->status, (long long)a->bytes, a->request_id);
}

static void each_request_is_in_the_access_log(void **state)
{
    (void)state;
    struct http_options o = defaults();
    o.access = write_access;
    access_log[0] = 0;
    start_with(o);
    struct answer a = talk("GET /v1/secret HTTP/1.1\r\nAuthorization: Bearer ann\r\n"
                           "X-Request-Id: r1\r\nHost: x\r\n\r\n"
                           "HEAD /nowhere HTTP/1.1\r\nX-Request-Id: r2\r\n" HOST "\r\n");
    done(&a);
    struct http_stats s;
    stop(NULL);
    assert_string_equal(access_log, "GET /v1/secret 127.0.0.1 ann 200 33 r1\n"
                                    "HEAD /nowhere 127.0.0.1  404 0 r2\n");
    start_with(o);
    a = get("/nowhere");
    done(&a);
    for (int i = 0; i < 1000; i++) { /* counted when the last byte is out, a moment later */
        http_stats(http, &s);
        if (s.requests)
            break;
        usleep(1000);
    }
    assert_int_equal(s.requests, 1);
    assert_int_equal(s.by_class[4], 1);
    stop(NULL);
}

static void the_dashboard_is_served_from_the_binary(void **state)
{
    (void)state;
    struct http_options o = defaults();
    o.static_prefix = "web/dist/";
    start_with(o);
    struct answer a = get("/");
    assert_true(has(&a, "Content-Security-Policy: default-src 'none';"));
    assert_true(has(&a, "Content-Type: text/html"));
    char tag[80], ask[256];
    assert_int_equal(sscanf(strstr(a.text, "ETag: "), "ETag: %79s", tag), 1);
    EXPECT(a, 200, "<html");
    snprintf(ask, sizeof ask, "GET /index.html HTTP/1.1\r\nIf-None-Match: %s\r\n" HOST "\r\n", tag);
    a = talk(ask);
    EXPECT(a, 304, tag);
    a = talk("GET /app.js HTTP/1.1\r\nAccept-Encoding: gzip\r\n" HOST "\r\n");
    EXPECT(a, 200, "Content-Encoding: gzip\r\n");
    a = talk("POST / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n");
    EXPECT(a, 405, "Allow: GET, HEAD, OPTIONS\r\n");
    a = get("/../web/dist/index.html");
    EXPECT(a, 404, "");
    stop(NULL);
}

/* ---- TLS ---- */

static void *wake_when_held(void *arg)
{
    held_wanted = 1;
    until(held);
    wake_thing();
    return arg;
}

static void make_certificate(char *cert, char *key, size_t room)
{
    gnutls_x509_privkey_t k;
    gnutls_x509_crt_t c;
    size_t n = room;
    gnutls_x509_privkey_init(&k);
    gnutls_x509_privkey_generate(k, GNUTLS_PK_ECDSA,
                                 GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
    gnutls_x509_crt_init(&c);
    gnutls_x509_crt_set_version(c, 3);
    gnutls_x509_crt_set_serial(c, "\001", 1);
    gnutls_x509_crt_set_activation_time(c, time(NULL) - 60);
    gnutls_x509_crt_set_expiration_time(c, time(NULL) + 3600);
    gnutls_x509_crt_set_dn(c, "CN=localhost", NULL);
    gnutls_x509_crt_set_key(c, k);
    assert_int_equal(gnutls_x509_crt_sign2(c, c, k, GNUTLS_DIG_SHA256, 0), 0);
    assert_int_equal(gnutls_x509_crt_export(c, GNUTLS_X509_FMT_PEM, cert, &n), 0);
    n = room;
    assert_int_equal(gnutls_x509_privkey_export(k, GNUTLS_X509_FMT_PEM, key, &n), 0);
    gnutls_x509_crt_deinit(c);
    gnutls_x509_privkey_deinit(k);
}

static void over_tls_all_is_the_same(void **state)
{
    (void)state;
    char cert[4096], key[4096], answer[4096], want[64], *data = big();
    make_certificate(cert, key, sizeof cert);
    struct http_options o = defaults();
    o.tls_cert = cert;
    o.tls_key = key;
    start_with(o);
    scheme = "https";
    snprintf(want, sizeof want, "{\"crc\":%lu}", crc32(0, (unsigned char *)data, BIG));
    for (int chunked = 0; chunked < 2; chunked++) {
        assert_int_equal(curl_post("/v1/blobs", data, BIG, chunked, NULL, answer), 201);
        assert_string_equal(answer, want);
    }
    assert_int_equal(curl_post("/v1/things", "{\"name\":\"t\"}", 12, false, NULL, answer), 201);
    pthread_t waker;
    assert_int_equal(pthread_create(&waker, NULL, wake_when_held, NULL), 0);
    assert_int_equal(curl_get("/v1/wait?wait=60000", answer), 200);
    pthread_join(waker, NULL);
    assert_non_null(strstr(answer, "\"expired\":false"));
    assert_int_equal(curl_get("/v1/events?until=1", answer), 200);
    assert_non_null(strstr(answer, "id: 1\nevent: version\n"));
    scheme = "http";
    stop(NULL);
    free(data);
}

/* ---- all of it at once ---- */

static atomic_bool storm_over, calm;

static void *storm_client(void *arg)
{
    static const char *const REQUESTS[] = {
        "GET /v1/things/1 HTTP/1.1\r\nHost: x\r\n\r\nGET /v1/later HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/later HTTP/1.1\r\n" HOST "\r\n",
        "GET /v1/wait?wait=30 HTTP/1.1\r\n" HOST "\r\n",
        "GET /v1/wait?after=1000000 HTTP/1.1\r\n" HOST "\r\n",
        "GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/flood HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/file HTTP/1.1\r\nHost: x\r\nRange: bytes=5-\r\n\r\n",
        "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{\"name\":\"n\"}       ",
        "POST /v1/blobs HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n",
        "POST /v1/blobs HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n..BROKEN..",
        "POST /v1/blobs?max=5 HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n..BROKEN..",
        "POST /v1/blobs HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: "
        "9\r\n\r\nnot gzip!",
        "BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n",
    };
    unsigned seed = (unsigned)(uintptr_t)arg;
    char *block = calloc(1, 70000), buf[4096];
    struct timeval soon = {.tv_usec = 20000};
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)http_port(http))};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    while (!storm_over) {
        const char *text = REQUESTS[rand_r(&seed) % (sizeof REQUESTS / sizeof *REQUESTS)];
        size_t n = strlen(text);
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
        if (!connect(fd, (struct sockaddr *)&a, sizeof a)) {
            if (rand_r(&seed) % 4 == 0)
                n = (size_t)rand_r(&seed) % n; /* breaks off */
            if (send(fd, text, n, MSG_NOSIGNAL) < 0)
                n = 0;
            if (strstr(text, "70000") && send(fd, block, 70000, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
                n = 0;
            for (int reads = rand_r(&seed) % 4; reads && recv(fd, buf, sizeof buf, 0) > 0; reads--)
                ;
        }
        close(fd);
    }
    free(block);
    return NULL;
}

static void *storm_waker(void *arg)
{
    while (!calm) {
        wake_thing();
        usleep(1000);
    }
    return arg;
}

static void a_storm_of_clients_that_come_and_go_loses_nothing(void **state)
{
    (void)state;
    for (int round = 0; round < 3; round++) {
        pthread_t threads[7];
        start_with(defaults());
        storm_over = calm = false;
        for (uintptr_t i = 0; i < 6; i++)
            assert_int_equal(pthread_create(&threads[i], NULL, storm_client,
                                            (void *)(i + 7 * (size_t)round + 1)),
                             0);
        assert_int_equal(pthread_create(&threads[6], NULL, storm_waker, NULL), 0);
        usleep(500000);
        calm = true; /* no wakes once the server is gone */
        pthread_join(threads[6], NULL);
        if (round) /* the first round stops when the clients are gone, the others amid them */
            stop(NULL);
        storm_over = true;
        for (int i = 0; i < 6; i++)
            pthread_join(threads[i], NULL);
        if (!round)
            stop(NULL);
        assert_int_equal(state_freed, state_made);
        assert_int_equal(begun, ended + aborted);
        assert_true(begun > 0 && resumed > 0);
    }
}

static void a_start_that_cannot_be_says_why(void **state)
{
    (void)state;
    struct err err;
    char address[32];
    start_with(defaults());
    snprintf(address, sizeof address, "127.0.0.1:%d", http_port(http));
    struct http_options o = defaults();
    o.listen = address;
    assert_null(http_start(&o, &err));
    assert_non_null(strstr(err.text, "is in use"));
    o.listen = "8080";
    assert_null(http_start(&o, &err));
    assert_non_null(strstr(err.text, "ADDRESS:PORT"));
    o = defaults();
    o.tls_cert = "x";
    o.tls_key = "y";
    assert_null(http_start(&o, &err));
    assert_non_null(strstr(err.text, "certificate"));
    static const struct route twice[] = {
        {.method = "GET", .pattern = "/a/{x}", .handler = nothing},
        {.method = "GET", .pattern = "/a/{y}", .handler = nothing}};
    o = defaults();
    o.routes = twice;
    o.n_routes = 2;
    assert_null(http_start(&o, &err));
    assert_non_null(strstr(err.text, "two routes"));
    stop(NULL);
}

#define SERVED(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SERVED(a_path_is_routed_and_its_parameter_decoded),
        SERVED(what_is_not_there_says_what_is),
        SERVED(a_head_is_a_get_without_its_body),
        SERVED(a_problem_has_all_its_members),
        SERVED(the_gate_refuses_what_could_be_read_two_ways),
        SERVED(headers_that_trickle_in_are_taken),
        SERVED(a_query_is_checked_against_its_table),
        SERVED(a_json_body_is_collected_and_parsed),
        SERVED(a_body_too_large_is_refused_before_it_is_read),
        SERVED(a_chunked_body_too_large_is_told_so_at_its_end),
        SERVED(a_role_is_checked_before_the_handler),
        SERVED(an_etag_saves_the_body),
        SERVED(a_file_is_sent_whole_or_in_part),
        SERVED(a_connection_lives_through_many_requests),
        SERVED(a_long_poll_ends_with_the_wake_or_its_time),
        SERVED(a_wake_before_the_handler_returned_is_not_lost),
        SERVED(a_hundred_long_polls_need_no_thread),
        SERVED(a_client_that_leaves_a_long_poll_is_noticed),
        SERVED(an_event_stream_sends_each_event_once),
        SERVED(clients_that_leave_streams_leave_nothing_behind),
        SERVED(a_stream_larger_than_its_buffer_follows_the_client),
        SERVED(an_upload_arrives_as_it_was_sent),
        SERVED(an_upload_in_small_chunks_arrives_whole),
        SERVED(a_gzip_upload_is_inflated_on_the_way),
        SERVED(a_gzip_bomb_inflates_to_the_limit_and_no_further),
        SERVED(an_upload_is_refused_at_once_or_on_the_way),
        SERVED(an_upload_whose_client_leaves_is_aborted),
        cmocka_unit_test(late_headers_and_slow_bodies_are_ended),
        cmocka_unit_test(a_silent_event_stream_has_a_heartbeat),
        cmocka_unit_test(a_stop_answers_who_waits_and_ends_who_streams),
        cmocka_unit_test(a_full_queue_is_answered_503_at_once),
        cmocka_unit_test(holds_leave_connections_for_others),
        cmocka_unit_test(bodies_together_have_a_limit),
        cmocka_unit_test(uploads_at_once_have_a_limit),
        cmocka_unit_test(the_library_may_log_ten_lines_a_second),
        cmocka_unit_test(a_stream_nobody_reads_is_cut_off),
        cmocka_unit_test(a_head_of_a_stream_ends_at_once),
        cmocka_unit_test(a_stop_does_not_wait_for_ever_for_a_deferred_reply),
        cmocka_unit_test(each_request_is_in_the_access_log),
        cmocka_unit_test(the_dashboard_is_served_from_the_binary),
        cmocka_unit_test(over_tls_all_is_the_same),
        cmocka_unit_test(a_storm_of_clients_that_come_and_go_loses_nothing),
        cmocka_unit_test(a_start_that_cannot_be_says_why),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (getenv("TEST"))
        cmocka_set_test_filter(getenv("TEST"));
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    return failed;
}
