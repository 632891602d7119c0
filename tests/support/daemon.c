/* daemon.c - starting, asking and ending a daemon. */
#include "tests/support/daemon.h"

#include "server/base/file.h"
#include "tests/support/contract.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <curl/curl.h>
#include <pthread.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- the process ---- */

/* The program that belongs to this test: BUILD/tests/x or BUILD/tests/api/x → BUILD/allotd. */
static void program(char *out, size_t size)
{
    const char *set = getenv("ALLOTD");
    char self[512];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = 0;
    char *cut = strstr(self, "/tests/");
    if (cut)
        *cut = 0;
    if (set)
        snprintf(out, size, "%s", set);
    else
        snprintf(out, size, "%s/allotd", self);
}

static void launch(struct daemon *d)
{
    char path[600], log[160];
    const char *argv[32] = {"allotd", "serve", "--listen", "127.0.0.1:0", "--data", d->dir};
    int n = 6;
    for (int i = 0; d->args && d->args[i] && n < 31; i++)
        argv[n++] = d->args[i];
    program(path, sizeof path);
    snprintf(log, sizeof log, "%s.log", d->dir);
    unlink(log); /* await() must not read what the last one said */
    if ((d->pid = fork()) == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that dies leaves no daemon behind */
        int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(fd, 2);
        dup2(fd, 1);
        execv(path, (char *const *)argv);
        _exit(127);
    }
}

static void pause_briefly(void)
{
    nanosleep(&(struct timespec){0, 2 * 1000 * 1000}, NULL);
}

/* Waits until the log says where it serves; 60 s, since a sanitizer makes everything slow. */
static void await(struct daemon *d)
{
    char log[160];
    snprintf(log, sizeof log, "%s.log", d->dir);
    for (int i = 0; i < 30000; i++) {
        char *text = file_read(log, 1 << 24, NULL, NULL);
        char *serving = text ? strstr(text, "serving") : NULL;
        char *url = serving ? strstr(serving, "url=") : NULL;
        int status;
        if (url && strchr(url, '\n')) {
            snprintf(d->url, sizeof d->url, "%.*s", (int)strcspn(url + 4, " \n"), url + 4);
            free(text);
            return;
        }
        bool gone = waitpid(d->pid, &status, WNOHANG) == d->pid;
        if (gone)
            print_error("%s\n", text ? text : "no log");
        free(text);
        if (gone) {
            d->pid = 0;
            fail_msg("allotd did not start");
        }
        pause_briefly();
    }
    fail_msg("allotd did not say where it serves");
}

static void read_admin(struct daemon *d)
{
    char path[160];
    snprintf(path, sizeof path, "%s/admin.token", d->dir);
    char *text = file_read(path, 256, NULL, NULL);
    assert_non_null(text);
    text[strcspn(text, "\n")] = 0;
    snprintf(d->admin, sizeof d->admin, "%s", text);
    free(text);
}

void daemon_again(struct daemon *d)
{
    launch(d);
    await(d);
    read_admin(d);
    if (d->contract)
        return;
    struct reply r = call(d, "GET", "/openapi.json", &(struct ask){.free_form = true});
    d->contract = r.json;
    r.json = NULL;
    reply_free(&r);
    assert_non_null(d->contract);
}

void daemon_start(struct daemon *d, const char *const *args)
{
    const char *tmp = getenv("TMPDIR");
    *d = (struct daemon){.args = args};
    snprintf(d->dir, sizeof d->dir, "%s/allot-api-XXXXXX", tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(d->dir));
    daemon_again(d);
}

static int reap(struct daemon *d)
{
    int status = 0;
    waitpid(d->pid, &status, 0);
    d->pid = 0;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int daemon_stop(struct daemon *d)
{
    kill(d->pid, SIGTERM);
    return reap(d);
}

void daemon_kill(struct daemon *d)
{
    kill(d->pid, SIGKILL);
    reap(d);
}

void daemon_end(struct daemon *d)
{
    char command[400];
    int status = d->pid > 0 ? daemon_stop(d) : 0;
    json_free(d->contract);
    d->contract = NULL;
    snprintf(command, sizeof command, "rm -rf '%s' '%s.log'", d->dir, d->dir);
    if (d->dir[0] && status == 0 && system(command) != 0)
        print_message("could not remove %s\n", d->dir);
    assert_int_equal(status, 0);
}

/* ---- asking ---- */

struct buffer {
    char *p;
    size_t n;
};

static size_t collect(char *data, size_t size, size_t count, void *arg)
{
    struct buffer *b = arg;
    size_t n = size * count;
    char *p = realloc(b->p, b->n + n + 1);
    if (!p)
        return 0;
    b->p = p;
    memcpy(p + b->n, data, n);
    b->n += n;
    p[b->n] = 0;
    return n;
}

static pthread_key_t handle_key;

static void free_handle(void *curl)
{
    curl_easy_cleanup(curl);
}

static void make_key(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_key_create(&handle_key, free_handle);
}

/* One connection a thread, kept from call to call. */
static CURL *handle(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_key);
    CURL *curl = pthread_getspecific(handle_key);
    if (!curl)
        pthread_setspecific(handle_key, curl = curl_easy_init());
    curl_easy_reset(curl);
    return curl;
}

static struct curl_slist *headers_of(const struct ask *ask)
{
    char line[256];
    /* curl asks before it sends more than 1 MiB, so that a refusal is read and not reset. */
    struct curl_slist *list = ask->n > 1 << 20 ? NULL : curl_slist_append(NULL, "Expect:");
    if (ask->token) {
        snprintf(line, sizeof line, "Authorization: Bearer %s", ask->token);
        list = curl_slist_append(list, line);
    }
    for (int i = 0; ask->headers && ask->headers[i]; i++)
        list = curl_slist_append(list, ask->headers[i]);
    return list;
}

static void check_contract(const struct daemon *d, const char *method, const char *path,
                           const struct reply *r)
{
    char out[512];
    const char *type = header(r, "Content-Type");
    const char *wrong = contract_check(d->contract, method, path, r->status, type, r->json, out);
    if (*wrong)
        fail_msg("%s %s: %s\n%d %.2000s", method, path, wrong, r->status, r->body);
}

struct reply call(const struct daemon *d, const char *method, const char *path,
                  const struct ask *ask)
{
    static const struct ask nothing;
    char url[2048];
    struct buffer body = {0}, head = {0};
    long status = 0;
    CURL *curl = handle();
    ask = ask ? ask : &nothing;
    struct curl_slist *headers = headers_of(ask);
    snprintf(url, sizeof url, "%s%s", d->url, path);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_NOBODY, (long)!strcmp(method, "HEAD"));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, ask->timeout_ms ? ask->timeout_ms : 20000L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &head);
    if (ask->body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                         (curl_off_t)(ask->n ? ask->n : strlen(ask->body)));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask->body);
    } else if (!strcmp(method, "POST") || !strcmp(method, "PUT") || !strcmp(method, "PATCH")) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "");
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, 0L);
    }
    curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    struct reply r = {.status = (int)status, .body = body.p, .n = body.n, .headers = head.p};
    if (body.p)
        r.json = json_parse(body.p, body.n, NULL);
    if (!r.body)
        r.body = strdup("");
    if (d->contract && !ask->free_form && r.status && strcmp(method, "HEAD"))
        check_contract(d, method, path, &r);
    return r;
}

struct reply get(const struct daemon *d, const char *token, const char *path)
{
    return call(d, "GET", path, &(struct ask){.token = token});
}

struct reply post(const struct daemon *d, const char *token, const char *path, const char *body)
{
    return call(d, "POST", path, &(struct ask){.token = token, .body = body});
}

void reply_free(struct reply *r)
{
    free(r->body);
    free(r->headers);
    json_free(r->json);
    *r = (struct reply){0};
}

/* ---- looking at answers ---- */

const char *header(const struct reply *r, const char *name)
{
    static _Thread_local char value[512];
    size_t n = strlen(name);
    for (const char *p = r->headers; p && *p; p += strcspn(p, "\n") + (strchr(p, '\n') != NULL))
        if (!strncasecmp(p, name, n) && p[n] == ':') {
            p += n + 1;
            p += strspn(p, " ");
            snprintf(value, sizeof value, "%.*s", (int)strcspn(p, "\r\n"), p);
            return value;
        }
    return NULL;
}

const struct json *at(const struct reply *r, const char *path)
{
    const struct json *j = r->json;
    char name[64];
    while (j && *path) {
        size_t n = strcspn(path, "/");
        snprintf(name, sizeof name, "%.*s", (int)n, path);
        path += n + (path[n] == '/');
        if (json_kind(j) == JSON_OBJECT) {
            j = json_get(j, name);
        } else {
            int i = atoi(name);
            for (j = json_first(j); j && i; i--)
                j = json_next(j);
        }
    }
    return j;
}

const char *text_at(const struct reply *r, const char *path)
{
    return json_str(at(r, path), "");
}

double number_at(const struct reply *r, const char *path)
{
    return json_num(at(r, path), NAN);
}

void expect_here(const struct reply *r, int status, const char *code, const char *file, int line)
{
    const char *is = json_str(json_get(r->json, "code"), "");
    if (r->status == status && (!code || !strcmp(is, code)))
        return;
    print_error("%s:%d: expected %d %s, got %d %.2000s\n", file, line, status, code ? code : "",
                r->status, r->body);
    _fail(file, line);
}

/* ---- people ---- */

void tenant_make(const struct daemon *d, const char *name, const char *parent)
{
    char body[256];
    snprintf(body, sizeof body, "{\"name\":\"%s\",\"parent\":%s%s%s}", name, parent ? "\"" : "",
             parent ? parent : "null", parent ? "\"" : "");
    struct reply r = post(d, d->admin, "/v1/tenants", body);
    expect(&r, 201);
    reply_free(&r);
}

void user_make(const struct daemon *d, const char *tenant, const char *name, const char *role,
               char token[64])
{
    char path[256], body[256];
    snprintf(path, sizeof path, "/v1/tenants/%s/users", tenant);
    snprintf(body, sizeof body, "{\"name\":\"%s\",\"role\":\"%s\"}", name, role);
    struct reply r = post(d, d->admin, path, body);
    expect(&r, 201);
    snprintf(path, sizeof path, "/v1/users/%s/tokens", text_at(&r, "id"));
    reply_free(&r);
    r = post(d, d->admin, path, "{\"name\":\"test\"}");
    expect(&r, 201);
    snprintf(token, 64, "%s", text_at(&r, "token"));
    reply_free(&r);
}

struct reply train(const struct daemon *d, const char *token, const char *body)
{
    char path[96];
    struct reply r = post(d, token, "/v1/jobs", body);
    expect(&r, 201);
    snprintf(path, sizeof path, "/v1/jobs/%s?wait=60", text_at(&r, "id"));
    reply_free(&r);
    r = call(d, "GET", path, &(struct ask){.token = token, .timeout_ms = 90000});
    if (strcmp(text_at(&r, "state"), "succeeded"))
        fail_msg("%s", r.body);
    return r;
}

void dataset_make(const struct daemon *d, const char *token, const char *query, const char *body)
{
    char path[192];
    snprintf(path, sizeof path, "/v1/datasets?%s", query);
    struct reply r = call(d, "POST", path, &(struct ask){.token = token, .body = body});
    expect(&r, 201);
    reply_free(&r);
}
