/* test_kill.c - what a client was told is there after kill -9, once, and nothing is stuck. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/daemon.h"
#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The storm of the contract: 1,000 submits over 32 connections, killed at a random moment, 20
 * times; under a sanitizer a short one. */
enum { CONNECTIONS = 32, ID_BYTES = 40 };
static int submits = 1000, rounds = 20;

static struct daemon d;
static _Atomic int next_submit, acknowledged;
static int round_now;

struct client {
    pthread_t thread;
    char (*ids)[ID_BYTES]; /* what it was told: 201 and this id */
    int n;
};

static const char job_text[] =
    "{\"name\":\"storm-%d-%d\",\"dataset\":\"line\",\"model\":{\"task\":\"regression\",\"layers\":["
    "{\"type\":"
    "\"dense\",\"units\":1}]},\"training\":{\"epochs\":1},\"data\":{\"target\":\"y\"}}";

static size_t collect(char *data, size_t size, size_t n, void *arg)
{
    char *text = arg;
    size_t have = strlen(text), more = size * n;
    if (have + more < 8192) {
        memcpy(text + have, data, more);
        text[have + more] = 0;
    }
    return size * n;
}

static void *submit_many(void *arg)
{
    struct client *c = arg;
    char url[128], auth[128], key[64], body[512], text[8192];
    CURL *curl = curl_easy_init();
    snprintf(url, sizeof url, "%s/v1/jobs", d.url);
    snprintf(auth, sizeof auth, "Authorization: Bearer %s", d.admin);
    for (int i; (i = atomic_fetch_add(&next_submit, 1)) < submits;) {
        snprintf(body, sizeof body, job_text, round_now, i);
        snprintf(key, sizeof key, "Idempotency-Key: storm-%d-%d", round_now, i);
        struct curl_slist *headers = curl_slist_append(NULL, auth);
        headers = curl_slist_append(headers, key);
        text[0] = 0;
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, text);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 20000L);
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        long status = 0;
        CURLcode rc = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        curl_slist_free_all(headers);
        if (rc != CURLE_OK)
            break; /* the daemon is gone */
        struct json *j = json_parse(text, strlen(text), NULL);
        if (status == 201 && atomic_fetch_add(&acknowledged, 1) >= 0)
            snprintf(c->ids[c->n++], ID_BYTES, "%s", json_str(json_get(j, "id"), ""));
        json_free(j);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static void allow_many(void)
{
    struct reply r = call(&d, "PUT", "/v1/tenants/default/quota",
                          &(struct ask){.token = d.admin, .body = "{\"max_queued_jobs\":1000000}"});
    expect(&r, 200);
    reply_free(&r);
}

static void upload_line(void)
{
    struct reply r = post(&d, d.admin, "/v1/datasets?name=line&format=csv",
                          "x,y\n0,3\n1,5\n2,7\n3,9\n-1,1\n4,11\n");
    expect(&r, 201);
    reply_free(&r);
}

/* Waits until no job is queued or running; false when it takes longer than a minute. */
static bool everything_ends(void)
{
    for (int i = 0; i < 600; i++) {
        struct reply queued = get(&d, d.admin, "/v1/jobs?state=queued&limit=1");
        struct reply running = get(&d, d.admin, "/v1/jobs?state=running&limit=1");
        bool done = !json_count(at(&queued, "data")) && !json_count(at(&running, "data"));
        reply_free(&queued);
        reply_free(&running);
        if (done)
            return true;
        usleep(100000);
    }
    return false;
}

/* Every acknowledged job of this round exists under its own id, and its name only once. */
static int check_round(struct client *clients)
{
    int told = 0;
    for (int c = 0; c < CONNECTIONS; c++) {
        for (int i = 0; i < clients[c].n; i++, told++) {
            char path[128];
            snprintf(path, sizeof path, "/v1/jobs/%s", clients[c].ids[i]);
            struct reply r = get(&d, d.admin, path);
            expect(&r, 200);
            reply_free(&r);
        }
    }
    return told;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* No name stands twice in the whole list: an Idempotency-Key belongs to one job. */
static int count_jobs_once_each(void)
{
    char **names = NULL, after[64] = "";
    int n = 0;
    for (bool more = true; more;) {
        char path[160];
        snprintf(path, sizeof path, "/v1/jobs?limit=200%s%s", *after ? "&after=" : "", after);
        struct reply r = get(&d, d.admin, path);
        expect(&r, 200);
        const struct json *data = at(&r, "data");
        names = realloc(names, (size_t)(n + json_count(data) + 1) * sizeof *names);
        for (const struct json *j = json_first(data); j; j = json_next(j)) {
            names[n++] = strdup(json_str(json_get(j, "name"), ""));
            snprintf(after, sizeof after, "%s", json_str(json_get(j, "id"), ""));
        }
        more = json_bool(at(&r, "has_more"), false);
        reply_free(&r);
    }
    qsort(names, (size_t)n, sizeof *names, by_text);
    int twice = 0;
    for (int i = 1; i < n; i++)
        twice += !strcmp(names[i - 1], names[i]);
    for (int i = 0; i < n; i++)
        free(names[i]);
    free(names);
    assert_int_equal(twice, 0);
    return n;
}

/* Every 201 that a client saw is there after the restart, none twice, and every job ends. */
static void acknowledged_jobs_survive(void **state)
{
    (void)state;
    static const char *const args[] = {"--cpu-slots", "2", NULL};
    struct client clients[CONNECTIONS] = {0};
    int told = 0;
    daemon_start(&d, args);
    allow_many();
    upload_line();
    for (int c = 0; c < CONNECTIONS; c++)
        clients[c].ids = calloc((size_t)submits, ID_BYTES);
    for (round_now = 0; round_now < rounds; round_now++) {
        atomic_store(&next_submit, 0);
        atomic_store(&acknowledged, 0);
        for (int c = 0; c < CONNECTIONS; c++) {
            clients[c].n = 0;
            pthread_create(&clients[c].thread, NULL, submit_many, &clients[c]);
        }
        int moment = (int)(random() % submits);
        for (int i = 0; i < 10000 && atomic_load(&acknowledged) < moment; i++)
            usleep(1000);
        daemon_kill(&d);
        for (int c = 0; c < CONNECTIONS; c++)
            pthread_join(clients[c].thread, NULL);
        daemon_again(&d);
        told += check_round(clients);
    }
    for (int c = 0; c < CONNECTIONS; c++)
        free(clients[c].ids);
    assert_true(everything_ends());
    int all = count_jobs_once_each();
    print_message("# %d of %d jobs were acknowledged before %d kills; %d exist\n", told,
                  submits * rounds, rounds, all);
    assert_true(told > 0);
    assert_true(all >= told);
    daemon_end(&d);
}

/* A training killed again and again ends with the very model of one that nobody disturbed. */
static void killed_training_gives_the_same_model(void **state)
{
    (void)state;
    static const char *const args[] = {"--cpu-slots", "2", "--checkpoint-s", "0.05", NULL};
    static const char job[] = "{\"name\":\"long\",\"dataset\":\"data\",\"model\":{\"task\":"
                              "\"regression\",\"layers\":[{\"type\":"
                              "\"dense\",\"units\":64,\"activation\":\"tanh\"},{\"type\":"
                              "\"dropout\",\"rate\":0.1},{\"type\":"
                              "\"dense\",\"units\":1}]},\"training\":{\"epochs\":%d,\"batch_size\":"
                              "16,\"seed\":7},\"resources\":{"
                              "\"slots\":{\"min\":1,\"max\":2}}}";
    char csv[40000] = "a,b,y\n", body[1024], sha[2][80];
    size_t n = strlen(csv);
    for (int i = 0; i < 500; i++)
        n += (size_t)snprintf(csv + n, sizeof csv - n, "%g,%g,%g\n", i * 0.01, (i * 7 % 50) * 0.1,
                              i * 0.02 - (i * 7 % 50) * 0.3);
    snprintf(body, sizeof body, job, getenv("CHECK_SHORT") ? 100 : 6000);
    daemon_start(&d, args);
    struct reply r = post(&d, d.admin, "/v1/datasets?name=data&format=csv", csv);
    expect(&r, 201);
    reply_free(&r);
    int kills = 0;
    for (int run = 0; run < 2; run++) {
        char path[128];
        r = post(&d, d.admin, "/v1/jobs", body);
        expect(&r, 201);
        snprintf(path, sizeof path, "/v1/jobs/%s", text_at(&r, "id"));
        reply_free(&r);
        for (int i = 0; i < 600; i++) {
            r = get(&d, d.admin, path);
            bool done = !strcmp(text_at(&r, "state"), "succeeded");
            if (done) {
                char model[160];
                snprintf(model, sizeof model, "/v1/models/%s", text_at(&r, "model"));
                reply_free(&r);
                r = get(&d, d.admin, model);
                snprintf(sha[run], sizeof sha[run], "%s", text_at(&r, "sha256"));
            }
            reply_free(&r);
            if (done)
                break;
            if (run == 1 && kills < 8) { /* let it get somewhere, then strike */
                usleep(100000 + (unsigned)(random() % 100000));
                daemon_kill(&d);
                daemon_again(&d);
                kills++;
            } else {
                usleep(50000);
            }
        }
    }
    print_message("# killed %d times\n", kills);
    assert_true(kills > 0);
    assert_int_equal(strlen(sha[0]), 64);
    assert_string_equal(sha[0], sha[1]);
    daemon_end(&d);
}

int main(void)
{
    if (getenv("CHECK_SHORT"))
        submits = 200, rounds = 2;
    srandom((unsigned)time(NULL));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acknowledged_jobs_survive),
        cmocka_unit_test(killed_training_gives_the_same_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
