/* test_stream.c - what is told while it happens: events, live text, long polls, curves. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct daemon d;
static char ann[64], other[64];

#define MODEL "\"model\":{\"task\":\"regression\",\"layers\":[{\"type\":\"dense\",\"units\":1}]}"
#define SHORT                                                                                      \
    "{\"name\":\"short\",\"dataset\":\"line\"," MODEL                                              \
    ",\"training\":{\"epochs\":3,\"batch_size\":10,\"validation_split\":0.2}}"
#define ENDLESS                                                                                    \
    "{\"name\":\"endless\",\"dataset\":\"line\"," MODEL ",\"training\":{\"epochs\":1000000}}"

static int setup(void **state)
{
    static const char *const args[] = {"--cpu-slots", "2", NULL};
    char csv[4096] = "x,y\n";
    (void)state;
    daemon_start(&d, args);
    tenant_make(&d, "a", NULL);
    tenant_make(&d, "b", NULL);
    user_make(&d, "a", "ann", "member", ann);
    user_make(&d, "b", "otto", "member", other);
    for (int i = 0; i < 100; i++)
        sprintf(csv + strlen(csv), "%d,%d\n", i, 2 * i + 3);
    for (int i = 0; i < 2; i++) {
        struct reply r = call(&d, "POST", "/v1/datasets?name=line&format=csv",
                              &(struct ask){.token = i ? other : ann, .body = csv});
        expect(&r, 201);
        reply_free(&r);
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

static void submit(const char *token, const char *body, char path[64])
{
    struct reply r = post(&d, token, "/v1/jobs", body);
    expect(&r, 201);
    snprintf(path, 64, "/v1/jobs/%s", text_at(&r, "id"));
    reply_free(&r);
}

static void finish(const char *path)
{
    char to[96];
    snprintf(to, sizeof to, "%s/cancel", path);
    struct reply r = call(&d, "POST", to, &(struct ask){.token = ann});
    expect(&r, 200);
    reply_free(&r);
    snprintf(to, sizeof to, "%s?wait=20", path);
    r = get(&d, ann, to);
    expect(&r, 200);
    reply_free(&r);
}

/* The stream's answer, as far as it came in timeout_ms. */
static struct reply stream(const char *token, const char *path, const char *last_id,
                           long timeout_ms)
{
    char last[64];
    snprintf(last, sizeof last, "Last-Event-ID: %s", last_id ? last_id : "");
    struct reply r =
        call(&d, "GET", path,
             &(struct ask){.token = token,
                           .headers = (const char *const[]){"Accept: text/event-stream",
                                                            last_id ? last : NULL, NULL},
                           .timeout_ms = timeout_ms});
    expect(&r, 200);
    assert_string_equal(header(&r, "Content-Type"), "text/event-stream");
    return r;
}

static int times(const char *text, const char *word)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, word)); p += strlen(word))
        n++;
    return n;
}

/* The id of the first event of a type in a stream's text; 0 when it is not there. */
static long id_of(const char *text, const char *type)
{
    char line[64];
    snprintf(line, sizeof line, "event: %s\n", type);
    const char *at = strstr(text, line), *id = text;
    for (const char *p = text; at && (p = strstr(p, "id: ")) && p < at; p++)
        id = p;
    return at ? strtol(id + 4, NULL, 10) : 0;
}

/* ---- events ---- */

static void a_jobs_stream_ends_with_it(void **state)
{
    char path[64], events[96];
    (void)state;
    submit(ann, SHORT, path);
    snprintf(events, sizeof events, "%s/events", path);
    struct reply r = stream(ann, events, NULL, 20000);
    assert_true(id_of(r.body, "job.queued") < id_of(r.body, "job.started"));
    assert_true(id_of(r.body, "job.started") < id_of(r.body, "job.succeeded"));
    assert_true(id_of(r.body, "job.queued") > 0);
    assert_non_null(strstr(r.body, "event: end\n"));
    reply_free(&r);

    snprintf(events, sizeof events, "%s/events?limit=1", path);
    r = get(&d, ann, events);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "data/0/type"), "job.queued");
    assert_true(json_bool(at(&r, "has_more"), false));
    snprintf(events, sizeof events, "%s/events?after=%s", path, text_at(&r, "next"));
    reply_free(&r);
    r = get(&d, ann, events);
    expect(&r, 200);
    assert_string_equal(text_at(&r, "data/0/type"), "job.started");
    reply_free(&r);
}

/* What came before Last-Event-ID does not come again, what came after does; over a restart. */
static void a_stream_goes_on_where_it_was(void **state)
{
    char path[64], events[96], last[32];
    (void)state;
    submit(ann, SHORT, path);
    snprintf(events, sizeof events, "%s/events", path);
    struct reply r = stream(ann, events, NULL, 20000);
    long started = id_of(r.body, "job.started"), ended = id_of(r.body, "job.succeeded");
    reply_free(&r);
    snprintf(last, sizeof last, "%ld", started);
    for (int again = 0; again < 2; again++) {
        r = stream(ann, events, last, 20000);
        assert_int_equal(id_of(r.body, "job.queued"), 0);
        assert_int_equal(id_of(r.body, "job.started"), 0);
        assert_int_equal(id_of(r.body, "job.succeeded"), ended);
        reply_free(&r);
        if (!again) {
            assert_int_equal(daemon_stop(&d), 0);
            daemon_again(&d);
        }
    }
}

/* An id of another database: look at everything afresh. */
static void an_unknown_last_id_is_told_to_reset(void **state)
{
    (void)state;
    struct reply r = stream(ann, "/v1/events", "999999999", 300);
    assert_non_null(strstr(r.body, "event: reset\n"));
    reply_free(&r);
}

static void the_stream_of_all_is_ones_own(void **state)
{
    char path[64], mine[40], id[80];
    (void)state;
    submit(other, SHORT, path);
    snprintf(id, sizeof id, "%s?wait=20", path);
    struct reply r = get(&d, other, id);
    expect(&r, 200);
    snprintf(mine, sizeof mine, "%s", text_at(&r, "id"));
    reply_free(&r);
    r = stream(other, "/v1/events?after=0", NULL, 300);
    assert_true(times(r.body, mine) >= 3);
    reply_free(&r);
    r = stream(ann, "/v1/events?after=0", NULL, 300);
    assert_true(times(r.body, "job.succeeded") > 0);
    assert_int_equal(times(r.body, mine), 0);
    reply_free(&r);
    r = call(&d, "GET", "/v1/events",
             &(struct ask){.token = ann,
                           .headers = (const char *const[]){"Accept: application/json", NULL}});
    expect(&r, 200);
    assert_true(json_count(at(&r, "data")) > 0);
    reply_free(&r);
}

/* ---- what others do meanwhile ---- */

struct listener {
    pthread_t thread;
    const char *path;
    struct reply reply;
};

static void *listen_to(void *arg)
{
    struct listener *l = arg;
    l->reply =
        call(&d, "GET", l->path,
             &(struct ask){.token = ann,
                           .headers = (const char *const[]){"Accept: text/event-stream", NULL},
                           .free_form = true});
    return NULL;
}

/* Live: a stream that was open before learns of what a later request does. */
static void a_stream_tells_what_happens_later(void **state)
{
    char path[64], events[96];
    (void)state;
    submit(ann, ENDLESS, path);
    snprintf(events, sizeof events, "%s/events", path);
    struct listener l = {.path = events};
    pthread_create(&l.thread, NULL, listen_to, &l);
    finish(path);
    pthread_join(l.thread, NULL);
    assert_true(id_of(l.reply.body, "job.cancelled") > 0);
    assert_non_null(strstr(l.reply.body, "event: end\n"));
    reply_free(&l.reply);
}

static void stopping_ends_the_streams(void **state)
{
    char path[64];
    (void)state;
    submit(ann, ENDLESS, path);
    char watch[96], wait[96];
    snprintf(watch, sizeof watch, "%s/watch", path);
    snprintf(wait, sizeof wait, "%s?wait=60", path);
    struct listener l[3] = {{.path = "/v1/events"}, {.path = watch}, {.path = wait}};
    for (int i = 0; i < 3; i++)
        pthread_create(&l[i].thread, NULL, listen_to, &l[i]);
    for (int i = 0; i < 20; i++) { /* so that the three are there by now */
        struct reply r = get(&d, ann, path);
        reply_free(&r);
    }
    assert_int_equal(daemon_stop(&d), 0);
    for (int i = 0; i < 3; i++) {
        pthread_join(l[i].thread, NULL);
        reply_free(&l[i].reply);
    }
    daemon_again(&d);
    finish(path);
}

/* ---- live text ---- */

static void watch_shows_every_epoch(void **state)
{
    char path[64], watch[96];
    (void)state;
    submit(ann, SHORT, path);
    snprintf(watch, sizeof watch, "%s/watch", path);
    struct reply r = get(&d, ann, watch);
    expect(&r, 200);
    for (int epoch = 1; epoch <= 3; epoch++) {
        char line[32];
        snprintf(line, sizeof line, "Epoch %d/3\n", epoch);
        assert_int_equal(times(r.body, line), 1);
    }
    assert_int_equal(times(r.body, "8/8 [==============================] - loss: "), 3);
    assert_int_equal(times(r.body, "val_loss: "), 3);
    assert_non_null(strstr(r.body, "\nsucceeded after "));
    reply_free(&r);
}

/* ---- long polls ---- */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void a_long_poll_waits_for_the_end_or_its_time(void **state)
{
    char path[64], wait[96];
    (void)state;
    submit(ann, ENDLESS, path);
    snprintf(wait, sizeof wait, "%s?wait=0.3", path);
    double from = seconds();
    struct reply r = get(&d, ann, wait);
    expect(&r, 200);
    assert_true(seconds() - from >= 0.29);
    assert_string_not_equal(text_at(&r, "state"), "cancelled");
    reply_free(&r);
    snprintf(wait, sizeof wait, "%s?wait=60", path);
    struct listener l = {.path = wait};
    pthread_create(&l.thread, NULL, listen_to, &l);
    finish(path);
    pthread_join(l.thread, NULL); /* long before its 60 s, or the call's own 20 s */
    assert_string_equal(text_at(&l.reply, "state"), "cancelled");
    reply_free(&l.reply);
}

/* ---- curves ---- */

static void metrics_are_read_in_three_ways(void **state)
{
    char path[64], to[128];
    (void)state;
    submit(ann, SHORT, path);
    snprintf(to, sizeof to, "%s?wait=20", path);
    struct reply r = get(&d, ann, to);
    expect(&r, 200);
    double loss = number_at(&r, "metrics/latest/loss");
    reply_free(&r);
    snprintf(to, sizeof to, "%s/metrics?name=loss,val_loss", path);
    r = get(&d, ann, to);
    expect(&r, 200);
    assert_int_equal(json_count(at(&r, "data")), 2);
    assert_string_equal(text_at(&r, "data/0/name"), "loss");
    assert_int_equal(json_count(at(&r, "data/0/step")), 24);
    assert_int_equal(json_count(at(&r, "data/1/value")), 3);
    assert_true(number_at(&r, "data/0/value/23") == loss);
    reply_free(&r);
    snprintf(to, sizeof to, "%s/metrics?name=loss&after=20", path);
    r = get(&d, ann, to);
    assert_int_equal(json_count(at(&r, "data/0/step")), 4);
    assert_int_equal(number_at(&r, "data/0/step/0"), 21);
    reply_free(&r);
    snprintf(to, sizeof to, "%s/metrics?name=loss&points=6", path);
    r = get(&d, ann, to);
    assert_true(json_count(at(&r, "data/0/step")) <= 6);
    assert_int_equal(number_at(&r, "data/0/step/0"), 1);
    reply_free(&r);
    snprintf(to, sizeof to, "%s/metrics?name=val_loss&format=csv", path);
    r = get(&d, ann, to);
    expect(&r, 200);
    assert_int_equal(strncmp(r.body, "name,step,value\r\nval_loss,8,", 28), 0);
    assert_int_equal(times(r.body, "\r\n"), 4);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_jobs_stream_ends_with_it),
        cmocka_unit_test(a_stream_goes_on_where_it_was),
        cmocka_unit_test(an_unknown_last_id_is_told_to_reset),
        cmocka_unit_test(the_stream_of_all_is_ones_own),
        cmocka_unit_test(a_stream_tells_what_happens_later),
        cmocka_unit_test(stopping_ends_the_streams),
        cmocka_unit_test(watch_shows_every_epoch),
        cmocka_unit_test(a_long_poll_waits_for_the_end_or_its_time),
        cmocka_unit_test(metrics_are_read_in_three_ways),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
