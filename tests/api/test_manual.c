/* test_manual.c - the operator's manual does what it says: every request in docs/admin.md is made,
 * in its order, against a fresh daemon. */
#include "tests/support/daemon.h"

#include "server/base/file.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct daemon d;

static int setup(void **state)
{
    (void)state;
    daemon_start(&d, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

/* As a reader would: in a folder with allot-data in it; curl says so when it is refused. */
static int run(const char *command)
{
    char line[2048];
    snprintf(
        line, sizeof line,
        "cd '%s' && { [ -e allot-data ] || ln -s . allot-data; } && ALLOT='%s' && "
        "curl() { command curl -sS -o answer --fail-with-body \"$@\" || { cat answer; false; }; "
        "} && %s",
        d.dir, d.url, command);
    return system(line);
}

static void the_manuals_requests_work_in_their_order(void **state)
{
    char *manual = file_read("docs/admin.md", 1 << 20, NULL, NULL);
    int requests = 0;
    (void)state;
    if (!manual)
        fail_msg("run this from the top of the tree: docs/admin.md is not there");
    for (char *line = strtok(manual, "\n"); line; line = strtok(NULL, "\n")) {
        bool request = !strncmp(line, "    curl ", 9);
        if (!request && strncmp(line, "    printf ", 11))
            continue;
        requests += request;
        if (run(line + 4) != 0)
            fail_msg("this failed: %s", line + 4);
    }
    free(manual);
    assert_true(requests >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_manuals_requests_work_in_their_order),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
