/* test_config.c - the settings table: order of sources, ranges, hints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "server/base/config.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct config c;

static int load(struct err *err, int argc, ...)
{
    char *argv[8];
    va_list ap;
    va_start(ap, argc);
    for (int i = 0; i < argc; i++)
        argv[i] = va_arg(ap, char *);
    va_end(ap);
    *err = (struct err){0};
    return config_load(&c, argc, argv, err);
}

/* A flag wins over a variable, a variable over the file, the file over the default. */
static void later_sources_win(void **state)
{
    (void)state;
    struct err err;
    char path[] = "/tmp/allot-config-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    const char *text = "# a comment\ncpu_slots = 3\nquantum_s = 2.5\nturn_s = 60\n";
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    setenv("ALLOT_QUANTUM_S", "1.5", 1);
    setenv("ALLOT_CPU_SLOTS", "5", 1);
    assert_int_equal(load(&err, 4, "--cpu-slots", "7", "--config", path), 0);
    assert_int_equal(config_int(&c, SET_CPU_SLOTS), 7);
    assert_true(config_num(&c, SET_QUANTUM_S) == 1.5);
    assert_int_equal(config_int(&c, SET_TURN_S), 60);
    assert_string_equal(config_str(&c, SET_LISTEN), "127.0.0.1:8080");
    assert_int_equal(c.source[SET_CPU_SLOTS], FROM_FLAG);
    assert_int_equal(c.source[SET_QUANTUM_S], FROM_VARIABLE);
    assert_int_equal(c.source[SET_TURN_S], FROM_FILE);
    assert_int_equal(c.source[SET_LISTEN], FROM_DEFAULT);
    unsetenv("ALLOT_QUANTUM_S");
    unsetenv("ALLOT_CPU_SLOTS");
    unlink(path);
}

/* A value of the wrong type or out of range is refused with its name, its value and what is
 * allowed. */
static void wrong_values_are_named(void **state)
{
    (void)state;
    static const struct {
        char *flag;
        const char *says;
    } cases[] = {
        {"--cpu-slots=many", "flag: cpu_slots is \"many\"; allowed: integer 0..4096"},
        {"--cpu-slots=4097", "flag: cpu_slots is \"4097\"; allowed: integer 0..4096"},
        {"--cpu-slots=1.5", "flag: cpu_slots is \"1.5\"; allowed: integer 0..4096"},
        {"--cpu-slots=nan", "flag: cpu_slots is \"nan\"; allowed: integer 0..4096"},
        {"--insecure=maybe", "flag: insecure is \"maybe\"; allowed: true or false"},
        {"--cpu-slot=2", "unknown flag \"--cpu-slot=2\"; did you mean \"--cpu-slots\"?"},
        {"cpu-slots", "unexpected argument \"cpu-slots\"; flags begin with --"},
        {"--data", "the flag --data needs a value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err;
        assert_int_equal(load(&err, 1, cases[i].flag), ERR_INVALID);
        assert_string_equal(err.text, cases[i].says);
    }
}

/* Every default is acceptable to its own row, and a bare boolean flag means true. */
static void defaults_hold(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(load(&err, 1, "--insecure"), 0);
    assert_true(config_bool(&c, SET_INSECURE));
    for (int i = 0; i < SETTING_COUNT; i++) {
        assert_true(strlen(c.value[i]) > 0 || i == SET_TLS_CERT || i == SET_TLS_KEY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(later_sources_win),
        cmocka_unit_test(wrong_values_are_named),
        cmocka_unit_test(defaults_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
