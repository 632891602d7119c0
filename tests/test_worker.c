/* test_worker.c - lines take turns, a full line refuses, and nothing queued is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "server/run/worker.h"
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* A gate that holds the worker until the test has queued what it wants. */
static pthread_mutex_t gate;
static char order[64];
static atomic_int done, started;

static void wait_at_gate(void *arg)
{
    (void)arg;
    started = 1;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
}

static void note(void *arg)
{
    order[done++] = *(const char *)arg;
}

static struct worker *held_worker(int line_max)
{
    struct err err = {0};
    memset(order, 0, sizeof order);
    done = started = 0;
    pthread_mutex_init(&gate, NULL); /* afresh, so that one failed test does not stop the next */
    pthread_mutex_lock(&gate);
    struct worker *w = worker_start("test", line_max, &err);
    assert_non_null(w);
    assert_int_equal(worker_submit(w, "gate", wait_at_gate, NULL, &err), 0);
    while (!started)
        ;
    return w;
}

/* Five things of a, then two of b: b's first comes second. */
static void lines_take_turns(void **state)
{
    (void)state;
    struct worker *w = held_worker(8);
    for (int i = 0; i < 5; i++)
        assert_int_equal(worker_submit(w, "a", note, "a", NULL), 0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(worker_submit(w, "b", note, "b", NULL), 0);
    assert_int_equal(worker_queued(w), 7);
    pthread_mutex_unlock(&gate);
    worker_stop(w);
    assert_string_equal(order, "ababaaa");
}

/* A tenant with a full line is refused while another is served. */
static void a_full_line_refuses(void **state)
{
    (void)state;
    struct err err = {0};
    struct worker *w = held_worker(2);
    assert_int_equal(worker_submit(w, "a", note, "a", &err), 0);
    assert_int_equal(worker_submit(w, "a", note, "a", &err), 0);
    assert_int_equal(worker_submit(w, "a", note, "a", &err), ERR_BUSY);
    assert_int_equal(worker_submit(w, "b", note, "b", &err), 0);
    pthread_mutex_unlock(&gate);
    worker_stop(w);
    assert_string_equal(order, "aba");
}

/* After the drain nothing is taken, and what was queued is still done. */
static void draining_refuses_and_finishes(void **state)
{
    (void)state;
    struct err err = {0};
    struct worker *w = held_worker(8);
    assert_int_equal(worker_submit(w, "a", note, "a", &err), 0);
    assert_false(worker_stopping(w));
    worker_drain(w);
    assert_true(worker_stopping(w));
    assert_int_equal(worker_submit(w, "a", note, "x", &err), ERR_BUSY);
    pthread_mutex_unlock(&gate);
    worker_stop(w);
    assert_string_equal(order, "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_take_turns),
        cmocka_unit_test(a_full_line_refuses),
        cmocka_unit_test(draining_refuses_and_finishes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
