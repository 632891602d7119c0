/* test_damage.c - what a daemon does when things go wrong around it, and that the result stays the
 * same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/daemon.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct daemon d;

static void start(const char *const *args)
{
    daemon_start(&d, args);
    char csv[20000] = "a,b,y\n";
    size_t n = strlen(csv);
    for (int i = 0; i < 400; i++)
        n += (size_t)snprintf(csv + n, sizeof csv - n, "%d,%d,%d\n", i % 19, i % 7, i % 19 - i % 7);
    struct reply r = post(&d, d.admin, "/v1/datasets?name=data&format=csv", csv);
    expect(&r, 201);
    reply_free(&r);
}

/* A job whose steps are about 5 MFLOP, so that it has four lanes; path becomes /v1/jobs/ID. */
static void submit(char path[96], int epochs, int max)
{
    char body[640];
    snprintf(body, sizeof body,
             "{\"name\":\"job\",\"dataset\":\"data\",\"model\":{\"task\":\"regression\",\"layers\":"
             "[{\"type\":"
             "\"dense\",\"units\":128,\"activation\":\"tanh\"},{\"type\":\"dropout\",\"rate\":0.2},"
             "{\"type\":"
             "\"dense\",\"units\":32},{\"type\":\"dense\",\"units\":1}]},\"training\":{\"epochs\":%"
             "d,\"batch_size\":"
             "200,\"seed\":3},\"resources\":{\"slots\":{\"min\":1,\"max\":%d}}}",
             epochs, max);
    struct reply r = post(&d, d.admin, "/v1/jobs", body);
    expect(&r, 201);
    snprintf(path, 96, "/v1/jobs/%s", text_at(&r, "id"));
    reply_free(&r);
}

/* Waits until the job is in this state, and past this step; copies its reason and model. */
static bool wait_for(const char *path, const char *state, double step, char out[96])
{
    for (int i = 0; i < 3000; i++) {
        struct reply r = get(&d, d.admin, path);
        bool there = !strcmp(text_at(&r, "state"), state) && number_at(&r, "progress/step") >= step;
        if (there && out)
            snprintf(out, 96, "%s",
                     *text_at(&r, "model") ? text_at(&r, "model") : text_at(&r, "reason"));
        reply_free(&r);
        if (there)
            return true;
        usleep(20000);
    }
    return false;
}

static void model_sha(const char *model, char sha[80])
{
    char path[128];
    snprintf(path, sizeof path, "/v1/models/%s", model);
    struct reply r = get(&d, d.admin, path);
    expect(&r, 200);
    snprintf(sha, 80, "%s", text_at(&r, "sha256"));
    reply_free(&r);
}

/* Runs a shell command over the data folder: %s in it is the folder. */
static void shell(const char *format)
{
    char command[512];
    snprintf(command, sizeof command, format, d.dir);
    assert_int_equal(system(command), 0);
}

/* The exit status of another allotd with these arguments, its last words in text. */
static int other(const char *arguments, char text[512])
{
    char command[512];
    const char *program = getenv("ALLOTD");
    snprintf(command, sizeof command, "timeout 20 %s serve %s 2>&1",
             program ? program : "build/allotd", arguments);
    FILE *out = popen(command, "r");
    size_t n = fread(text, 1, 511, out);
    text[n] = 0;
    int status = pclose(out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int epochs(void)
{
    return getenv("CHECK_SHORT") ? 300 : 1500;
}

/* The same training, alone; among others that come and go, so that its width changes; drained and
 * taken up again; with its newest checkpoint damaged after a kill: one model. */
static void the_result_is_always_the_same(void **state)
{
    (void)state;
    static const char *const args[] = {"--cpu-slots",    "4",   "--quantum-s", "0",
                                       "--checkpoint-s", "0.1", NULL};
    char path[96], other_path[96], model[96], alone[80], sha[80];
    start(args);
    submit(path, epochs(), 4);
    assert_true(wait_for(path, "succeeded", 0, model));
    model_sha(model, alone);

    submit(path, epochs(), 4);
    for (int i = 0; i < 6; i++) {
        submit(other_path, 100000, 1 + i % 3);
        usleep(60000);
        struct reply r =
            call(&d, "POST", strcat(other_path, "/cancel"), &(struct ask){.token = d.admin});
        expect(&r, 200);
        reply_free(&r);
    }
    assert_true(wait_for(path, "succeeded", 0, model));
    model_sha(model, sha);
    assert_string_equal(sha, alone);

    submit(path, epochs(), 4);
    assert_true(wait_for(path, "running", 20, NULL));
    assert_int_equal(daemon_stop(&d), 0);
    daemon_again(&d);
    assert_true(wait_for(path, "succeeded", 0, model));
    model_sha(model, sha);
    assert_string_equal(sha, alone);

    submit(path, epochs(), 4);
    assert_true(wait_for(path, "running", 20, NULL));
    usleep(300000);
    daemon_kill(&d);
    shell("f=$(ls -t %s/checkpoints/* 2>/dev/null | head -1); [ -z \"$f\" ] || printf damage | dd "
          "of=$f bs=1 "
          "seek=200 conv=notrunc 2>/dev/null");
    daemon_again(&d);
    assert_true(wait_for(path, "succeeded", 0, model));
    model_sha(model, sha);
    assert_string_equal(sha, alone);
    daemon_end(&d);
}

/* A dataset's file that is gone fails the job that needs it, by name; others go on. */
static void a_lost_file_fails_its_job_alone(void **state)
{
    (void)state;
    char path[96], reason[96];
    start(NULL);
    struct reply r = call(&d, "PATCH", "/v1/cluster",
                          &(struct ask){.token = d.admin, .body = "{\"accepting\":false}"});
    expect(&r, 200);
    reply_free(&r);
    submit(path, 5, 1);
    assert_int_equal(daemon_stop(&d), 0);
    shell("find %s/blobs -type f -exec truncate -s 100 {} +");
    daemon_again(&d);
    r = call(&d, "PATCH", "/v1/cluster",
             &(struct ask){.token = d.admin, .body = "{\"accepting\":true}"});
    expect(&r, 200);
    reply_free(&r);
    assert_true(wait_for(path, "failed", 0, reason));
    assert_string_equal(reason, "setup");
    r = post(&d, d.admin, "/v1/datasets?name=new&format=csv", "x,y\n1,2\n2,4\n3,6\n");
    expect(&r, 201);
    reply_free(&r);
    daemon_end(&d);
}

/* With the disk nearly full uploads get 507 and running jobs pause with everything kept; submits,
 * reads and cancels still work. */
static void a_full_disk_stops_only_what_needs_it(void **state)
{
    (void)state;
    static const char *const roomy[] = {NULL};
    static const char *const full[] = {"--disk-reserve-bytes", "8000000000000000", "--checkpoint-s",
                                       "0.05", NULL};
    char path[96], reason[96];
    start(roomy);
    assert_int_equal(daemon_stop(&d), 0);
    d.args = full;
    daemon_again(&d);
    struct reply r = post(&d, d.admin, "/v1/datasets?name=more&format=csv", "x,y\n1,2\n");
    expect(&r, 507);
    reply_free(&r);
    submit(path, 1000000, 1);
    assert_true(wait_for(path, "paused", 1, reason));
    assert_string_equal(reason, "disk_reserve");
    r = call(&d, "POST", strcat(path, "/cancel"), &(struct ask){.token = d.admin});
    expect(&r, 200);
    assert_string_equal(text_at(&r, "state"), "cancelled");
    reply_free(&r);
    daemon_end(&d);
}

/* A second daemon on the same folder, a port that is taken, a database that is none, an address
 * that others can reach: refused with a sentence and exit status 1. */
static void what_cannot_work_is_refused(void **state)
{
    (void)state;
    char arguments[256], text[512];
    start(NULL);
    snprintf(arguments, sizeof arguments, "--listen 127.0.0.1:0 --data %s", d.dir);
    assert_int_equal(other(arguments, text), 1);
    assert_non_null(strstr(text, "held by process"));
    snprintf(arguments, sizeof arguments, "--listen 127.0.0.1:%s --data %s-2",
             strrchr(d.url, ':') + 1, d.dir);
    assert_int_equal(other(arguments, text), 1);
    assert_non_null(strstr(text, "in use"));
    shell("rm -rf %s-2; mkdir -p /tmp/allot-none && printf 'this is no database, but long enough "
          "to be read' > "
          "/tmp/allot-none/allot.db; true");
    assert_int_equal(other("--listen 127.0.0.1:0 --data /tmp/allot-none", text), 1);
    assert_non_null(strstr(text, "not a database"));
    shell("rm -rf /tmp/allot-none %s-2");
    assert_int_equal(other("--listen 0.0.0.0:0 --data /tmp/allot-never", text), 1);
    assert_non_null(strstr(text, "tls_cert"));
    assert_int_equal(access("/tmp/allot-never", F_OK), -1);
    daemon_end(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_result_is_always_the_same),
        cmocka_unit_test(a_lost_file_fails_its_job_alone),
        cmocka_unit_test(a_full_disk_stops_only_what_needs_it),
        cmocka_unit_test(what_cannot_work_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
