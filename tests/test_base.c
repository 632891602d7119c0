/* test_base.c - ids, clocks, log lines, durable files, hashes. */
#include "server/base/clock.h"
#include "server/base/file.h"
#include "server/base/hash.h"
#include "server/base/id.h"
#include "server/base/log.h"
#include "tests/support/temp_store.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- id ---- */

static void ids_grow_and_have_their_form(void **state)
{
    char last[ID_MAX] = "", now[ID_MAX];
    (void)state;
    for (int i = 0; i < 100000; i++) {
        id_new(now, "job");
        assert_true(strcmp(last, now) < 0);
        strcpy(last, now);
    }
    assert_int_equal(strlen(now), 30);
    assert_true(id_is(now, "job"));
    static const char *const names[] = {"", "job", "job_", "job_x", "mnist", "job_0", "jobs"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(id_is(names[i], "job"));
    assert_false(id_is(now, "ds"));
    now[29] = 'U'; /* not in Crockford's alphabet */
    assert_false(id_is(now, "job"));
}

enum { MAKERS = 4, EACH = 5000 };
static char made[MAKERS * EACH][ID_MAX];

static void *make_ids(void *arg)
{
    char(*out)[ID_MAX] = arg;
    for (int i = 0; i < EACH; i++)
        id_new(out[i], "x");
    return NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void threads_never_make_the_same_id(void **state)
{
    pthread_t threads[MAKERS];
    (void)state;
    for (int i = 0; i < MAKERS; i++)
        pthread_create(&threads[i], NULL, make_ids, made[i * EACH]);
    for (int i = 0; i < MAKERS; i++)
        pthread_join(threads[i], NULL);
    qsort(made, MAKERS * EACH, ID_MAX, by_text);
    for (int i = 1; i < MAKERS * EACH; i++)
        assert_string_not_equal(made[i - 1], made[i]);
}

/* ---- clock ---- */

static void times_are_read_and_printed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms; /* -1: refused */
        const char *printed;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00.000Z"},
        {"2026-11-24T08:12:01.123Z", 1795507921123, "2026-11-24T08:12:01.123Z"},
        {"2026-11-24t09:12:01.5+01:00", 1795507921500, "2026-11-24T08:12:01.500Z"},
        {"2026-11-24 03:12:01-05:00", 1795507921000, "2026-11-24T08:12:01.000Z"},
        {"2024-02-29", 1709164800000, "2024-02-29T00:00:00.000Z"},
        {"2000-02-29", 951782400000, "2000-02-29T00:00:00.000Z"},
        {"2016-12-31T23:59:60Z", 1483228800000, "2017-01-01T00:00:00.000Z"},
        {"2026-11-24T08:12:01.123456789Z", 1795507921123, "2026-11-24T08:12:01.123Z"},
        {"2023-02-29", -1, NULL},
        {"1900-02-29", -1, NULL},
        {"2026-13-01", -1, NULL},
        {"2026-00-10", -1, NULL},
        {"2026-11-24T24:00:00Z", -1, NULL},
        {"2026-11-24T08:12:01", -1, NULL},
        {"2026-11-24T08:12Z", -1, NULL},
        {"2026-11-24T08:12:01.Z", -1, NULL},
        {"2026-11-24T08:12:01Zx", -1, NULL},
        {"2026-11-24T", -1, NULL},
        {"26-11-24", -1, NULL},
        {"yesterday", -1, NULL},
        {"", -1, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t ms = -7;
        char text[CLOCK_TEXT_MAX];
        bool ok = clock_parse(cases[i].text, &ms);
        if (ok != (cases[i].ms >= 0))
            fail_msg("%s", cases[i].text);
        assert_int_equal(ms, ok ? cases[i].ms : -7);
        if (ok)
            assert_string_equal(clock_print(text, ms), cases[i].printed);
    }
}

static void a_day_begins_at_its_midnight_before_1970_too(void **state)
{
    char text[CLOCK_TEXT_MAX];
    (void)state;
    assert_int_equal(clock_day(0), 0);
    assert_int_equal(clock_day(-1), -1);
    assert_int_equal(clock_day(86400000 - 1), 0);
    assert_int_equal(clock_day_start_ms(clock_day(-1)), -86400000);
    assert_string_equal(clock_print(text, -1), "1969-12-31T23:59:59.999Z");
    assert_true(clock_boot_ms() > 0 && clock_wall_ms() > 1700000000000);
}

/* ---- log ---- */

static int log_fds[2];

static const char *logged(char *out, size_t room)
{
    ssize_t n = read(log_fds[0], out, room - 1);
    out[n > 0 ? n : 0] = '\0';
    return strstr(out, "level="); /* past the time */
}

static void a_line_is_logfmt_and_cannot_be_forged(void **state)
{
    char line[2 * LOG_LINE_MAX];
    (void)state;
    assert_int_equal(pipe(log_fds), 0);
    log_fd_set(log_fds[1]);
    log_info("started", "at=%s:%d", "::1", 80);
    assert_string_equal(logged(line, sizeof line), "level=info msg=started at=::1:80\n");
    log_warn("job done", "job=%s width=%d ms=%lld part=%.2f", "job_1", 3, 12345678901LL, 0.5);
    assert_string_equal(logged(line, sizeof line),
                        "level=warn msg=\"job done\" job=job_1 width=3 ms=12345678901 part=0.50\n");
    log_error("x", "name=%s file=%.*s/x%% empty=%s", "a\"b\nlevel=info msg=\x01", 2, "abc", "");
    assert_string_equal(logged(line, sizeof line),
                        "level=error msg=x name=\"a\\\"b\\nlevel=info msg=\\x01\" file=ab/x% "
                        "empty=\"\"\n");
    log_debug("unseen", "n=%d", 1);
    log_level_set(LOG_LEVEL_DEBUG);
    log_debug("seen", "n=%d", 1);
    assert_string_equal(logged(line, sizeof line), "level=debug msg=seen n=1\n");
    char *big = calloc(1, 2 * LOG_LINE_MAX);
    memset(big, 'x', 2 * LOG_LINE_MAX - 1);
    log_info(big, "n=%d", 1);
    const char *cut = logged(line, sizeof line);
    assert_string_equal(cut + strlen(cut) - 4, "…\n");
    assert_true(strlen(line) <= LOG_LINE_MAX);
    free(big);
    log_level_set(LOG_LEVEL_INFO);
    log_fd_set(2);
    close(log_fds[0]);
    close(log_fds[1]);
    enum log_level level = LOG_LEVEL_INFO;
    assert_true(log_level_parse("error", &level) && level == LOG_LEVEL_ERROR);
    assert_false(log_level_parse("loud", &level));
}

static void a_flood_is_one_line_an_interval(void **state)
{
    static struct log_rate rate;
    int dropped = -1;
    (void)state;
    assert_true(log_rate_ok(&rate, 1000000, &dropped));
    assert_int_equal(dropped, 0);
    for (int i = 0; i < 5; i++)
        assert_false(log_rate_ok(&rate, 1000000, &dropped));
    rate.next_ms = 0;
    assert_true(log_rate_ok(&rate, 1000000, &dropped));
    assert_int_equal(dropped, 5);
}

/* ---- file, hash ---- */

static void a_file_is_written_whole_or_not_at_all(void **state)
{
    char dir[256], path[512];
    size_t n;
    struct stat st;
    (void)state;
    temp_dir_make(dir);
    snprintf(path, sizeof path, "%s/a/b/c", dir);
    OK(file_make_dirs(path, 0700, &err));
    OK(file_make_dirs(path, 0700, &err));
    strcat(path, "/file");
    OK(file_write_atomic(path, "one", 3, 0600, &err));
    OK(file_write_atomic(path, "two!", 4, 0600, &err));
    stat(path, &st);
    assert_int_equal(st.st_mode & 0777, 0600);
    char *text = file_read(path, 100, &n, &err);
    assert_string_equal(text, "two!");
    assert_int_equal(n, 4);
    free(text);
    assert_null(file_read(path, 3, &n, &err));
    assert_int_equal(err.code, ERR_TOO_LARGE);
    strcat(path, "/below");
    assert_null(file_read(path, 3, &n, &err));
    assert_true(file_write_atomic(path, "x", 1, 0600, &err) < 0);
    assert_true(file_make_dirs(path, 0700, &err) < 0);
    assert_true(file_free_bytes(dir) > 0);
    assert_int_equal(file_free_bytes("/nowhere"), -1);
    temp_dir_remove(dir);
}

static void a_hash_is_the_same_in_pieces(void **state)
{
    char whole[HASH_TEXT_MAX], pieces[HASH_TEXT_MAX];
    (void)state;
    assert_string_equal(hash_sha256(whole, "", 0),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hash_sha256(whole, "abc", 3);
    struct hash *h = hash_new();
    hash_add(h, "a", 1);
    hash_add(h, "bc", 2);
    assert_string_equal(hash_end(h, pieces), whole);
    assert_null(hash_end(NULL, pieces));
    assert_null(hash_end(hash_new(), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_grow_and_have_their_form),
        cmocka_unit_test(threads_never_make_the_same_id),
        cmocka_unit_test(times_are_read_and_printed),
        cmocka_unit_test(a_day_begins_at_its_midnight_before_1970_too),
        cmocka_unit_test(a_line_is_logfmt_and_cannot_be_forged),
        cmocka_unit_test(a_flood_is_one_line_an_interval),
        cmocka_unit_test(a_file_is_written_whole_or_not_at_all),
        cmocka_unit_test(a_hash_is_the_same_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
