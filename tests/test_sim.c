/* test_sim.c - `allotd sim` as a user meets it: files in, JSON and faults out, exit codes; and
 * replays of traces that were worked out by hand. */
#include "server/base/json.h"
#include "server/sim/sim.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUT_MAX = 65536 };

struct result {
    int code;
    char out[OUT_MAX], err[OUT_MAX];
};

static char dir[256];

static int dir_make(void **state)
{
    (void)state;
    const char *tmp = getenv("TMPDIR");
    snprintf(dir, sizeof dir, "%.200s/allot-sim-XXXXXX", tmp ? tmp : "/tmp");
    return mkdtemp(dir) ? 0 : -1;
}

static const char *path_of(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

static int dir_remove(void **state)
{
    (void)state;
    static const char *const names[] = {"in", "out", "err"};
    for (int i = 0; i < 3; i++)
        unlink(path_of(names[i]));
    return rmdir(dir);
}

static void slurp(const char *name, char text[OUT_MAX])
{
    FILE *f = fopen(path_of(name), "r");
    assert_non_null(f);
    text[fread(text, 1, OUT_MAX - 1, f)] = 0;
    fclose(f);
}

/* Runs sim_main in a child with the words of `line` ("@" is the file that holds `input`). */
static void sim(const char *line, const char *input, struct result *r)
{
    char words[512], *argv[32] = {"sim"}, in[512];
    int argc = 1, status;
    snprintf(words, sizeof words, "%s", line);
    strcpy(in, path_of("in"));
    FILE *f = fopen(in, "w");
    assert_non_null(f);
    fputs(input, f);
    fclose(f);
    for (char *w = strtok(words, " "); w; w = strtok(NULL, " "))
        argv[argc++] = strcmp(w, "@") == 0 ? in : w;
    fflush(stdout);
    fflush(stderr);
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen(path_of("out"), "w", stdout) || !freopen(path_of("err"), "w", stderr))
            _exit(99);
        int code = sim_main(argc, argv);
        fflush(stdout);
        fflush(stderr);
        _exit(code);
    }
    waitpid(pid, &status, 0);
    r->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    slurp("out", r->out);
    slurp("err", r->err);
}

static void the_example_of_the_rules_answers_to_the_letter(void **state)
{
    (void)state;
    struct result r;
    sim("divide @",
        "{\"resources\":{\"cpu\":100},\"k\":0,\"tenants\":[{\"name\":\"a\",\"parent\":null,"
        "\"weight\":1,\"guarantee\":{\"cpu\":2},\"max\":{\"cpu\":5},\"demand\":{\"cpu\":6},"
        "\"usage\":0.0}]}",
        &r);
    assert_string_equal(r.err, "");
    assert_string_equal(r.out, "{\"shares\":{\"a\":{\"cpu\":5}},\"left\":{\"cpu\":95}}\n");
    assert_int_equal(r.code, 0);
    sim("divide @",
        "{\"resources\":{\"cpu\":9,\"gb\":18},\"tenants\":["
        "{\"name\":\"A\",\"weight\":1,\"task\":{\"cpu\":1,\"gb\":4},\"demand\":{\"tasks\":10}},"
        "{\"name\":\"B\",\"weight\":1,\"task\":{\"cpu\":3,\"gb\":1},\"demand\":{\"tasks\":10}}],"
        "\"k\":0}",
        &r);
    assert_string_equal(r.out, "{\"shares\":{\"A\":{\"tasks\":3,\"cpu\":3,\"gb\":12},"
                               "\"B\":{\"tasks\":2,\"cpu\":6,\"gb\":2}},"
                               "\"left\":{\"cpu\":0,\"gb\":4}}\n");
    sim("decide @",
        "{\"resources\":{\"cpu\":9},\"k\":0,\"now\":0,\"quantum_s\":0,\"tenants\":["
        "{\"name\":\"a\",\"weight\":1},{\"name\":\"b\",\"weight\":1}],\"jobs\":["
        "{\"id\":\"b1\",\"tenant\":\"b\",\"state\":\"running\",\"width\":9,"
        "\"slots\":{\"min\":1,\"max\":9},\"device\":\"cpu\",\"priority\":0,\"submitted\":0,"
        "\"started\":0},"
        "{\"id\":\"a1\",\"tenant\":\"a\",\"state\":\"queued\",\"slots\":{\"min\":1,\"max\":9}}]}",
        &r);
    assert_string_equal(r.out, "{\"actions\":[{\"job\":\"b1\",\"do\":\"narrow\",\"width\":4},"
                               "{\"job\":\"a1\",\"do\":\"start\",\"width\":5}]}\n");
}

static const struct {
    const char *command, *input, *fault;
} faulty[] = {
    {"divide @", "{\"resources\":{\"cpu\":1},\"tenants\":[],}", "invalid JSON"},
    {"divide @", "{\"resorces\":{\"cpu\":1},\"tenants\":[]}", "did you mean \"resources\"?"},
    {"divide @", "{\"resources\":{\"cpu\":1},\"tenants\":[{\"name\":\"a\",\"weight\":0}]}",
     "/tenants/0/weight"},
    {"divide @",
     "{\"resources\":{\"cpu\":1},\"tenants\":[{\"name\":\"a\",\"demand\":{\"cpy\":1}}]}",
     "did you mean \"cpu\"?"},
    {"divide @", "{\"resources\":{\"cpu\":1},\"tenants\":[{\"name\":\"a\",\"parent\":\"b\"}]}",
     "no tenant \"b\""},
    {"divide @",
     "{\"resources\":{\"cpu\":1},\"tenants\":[{\"name\":\"a\",\"parent\":\"b\"},"
     "{\"name\":\"b\",\"parent\":\"a\"}]}",
     "its own ancestor"},
    {"divide @",
     "{\"resources\":{\"cpu\":1},\"tenants\":[{\"name\":\"a\",\"demand\":{\"cpu\":1}},"
     "{\"name\":\"b\",\"parent\":\"a\"}]}",
     "/tenants/0/demand"},
    {"divide @",
     "{\"resources\":{\"cpu\":9},\"tenants\":[{\"name\":\"a\",\"guarantee\":{\"cpu\":3},"
     "\"max\":{\"cpu\":2}}]}",
     "below the guarantee 3"},
    {"divide @",
     "{\"resources\":{\"cpu\":9},\"tenants\":[{\"name\":\"a\",\"task\":{\"cpu\":3},"
     "\"guarantee\":{\"cpu\":2}}]}",
     "/tenants/0/task"},
    {"decide @", "{\"resources\":{\"gb\":9},\"tenants\":[]}", "jobs have no device \"gb\""},
    {"decide @",
     "{\"resources\":{\"cpu\":9},\"tenants\":[{\"name\":\"a\"}],"
     "\"jobs\":[{\"id\":\"x\",\"tenant\":\"a\",\"slots\":{\"min\":3,\"max\":2}}]}",
     "/jobs/0/slots"},
    {"decide @",
     "{\"resources\":{\"cpu\":9},\"tenants\":[{\"name\":\"a\"}],"
     "\"jobs\":[{\"id\":\"x\",\"tenant\":\"c\"}]}",
     "no tenant \"c\""},
    {"replay @ --cpu-slots 4", "job_id,submit_s,tenant,cpus,gpus\n", "no column duration_s"},
    {"replay @ --cpu-slots 4",
     "job_id,submit_s,tenant,cpus,gpus,duration_s\nj,0,t,1,0,5\nk,0,t,x,0,5\n",
     "line 3, column cpus: \"x\""},
    {"replay @ --cpu-slots 4", "job_id,submit_s,tenant,cpus,gpus,duration_s\nj,0,t,0,0,5\n",
     "line 2: a job needs cpus or gpus"},
    {"replay @ --cpu-slots 4 --set tenant.x.weight=2",
     "job_id,submit_s,tenant,cpus,gpus,duration_s\nj,0,t,1,0,5\n", "no tenant \"x\""},
};

static void what_is_wrong_is_named_and_exits_1(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
        struct result r;
        sim(faulty[i].command, faulty[i].input, &r);
        if (r.code != 1 || *r.out || !strstr(r.err, faulty[i].fault))
            fail_msg("%s: exit %d, \"%s\"", faulty[i].input, r.code, r.err);
    }
}

static void a_wrong_command_line_exits_2(void **state)
{
    (void)state;
    static const char *const lines[] = {"",
                                        "divide",
                                        "divine @",
                                        "replay @",
                                        "replay @ --cpu-slots 4 --policy lifo",
                                        "replay @ --cpu-slots -4",
                                        "replay @ --cpu-slots 4 --policy fifo --elastic"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct result r;
        sim(lines[i], "", &r);
        if (r.code != 2 || !strstr(r.err, "usage: allotd sim"))
            fail_msg("%s: exit %d, \"%s\"", lines[i], r.code, r.err);
    }
    struct result r;
    sim("divide /nowhere/s.json", "", &r);
    assert_int_equal(r.code, 1);
    assert_non_null(strstr(r.err, "/nowhere/s.json: No such file"));
}

/* Worked out by hand. A: j1 2 slots for 10 s, j2 3 slots for 5 s, j3 (at 1 s) 1 slot for 2 s, on 4.
 *   fifo: j1 0-10, j2 10-15, j3 10-12 (nobody overtakes j2).
 *   srtf: j2 0-5, j3 1-3, j1 5-15.
 *   fair: j1 0-10; j2 does not fit, is reserved for 10; j3 1-3 is done by then; j2 10-15.
 *   elastic: j1 0-2 slots, j2 2 slots; at 1 s j3 comes: a asks 3, b 3 of 4 slots, so a's j3 cannot
 *     take back (a holds 2 of 2) and waits; j2 has 15 slot-s: 2 a second until 7.5; then j1 (15 of
 *     20 done, 2 a second) has 2 and j3 1; j3 7.5-9.5, j1 until 10.
 * B: a short job preempts a long one under srtf: p 1 slot for 10 s, q at 3 s for 2 s, on 1 slot.
 * C: a wide job is not overtaken under fifo, quoted CSV, CRLF, a job that fits nowhere.
 * D: cpu and gpu slots are apart, but the fifo line is one. */
#define TRACE_A                                                                                    \
    "job_id,submit_s,tenant,cpus,gpus,duration_s\n"                                                \
    "j1,0,a,2,0,10\nj2,0,b,3,0,5\nj3,1,a,1,0,2\n"
#define TRACE_B "tenant,job_id,duration_s,submit_s,gpus,cpus\nt,p,10,0,0,1\nt,q,2,3,0,1\n"
#define TRACE_C                                                                                    \
    "job_id,submit_s,tenant,cpus,gpus,duration_s,priority\r\n\"j\"\"1\",0,\"t,u\",1,0,4,0\r\n"     \
    "j2,1,v,2,0,1,0\r\n\r\nj3,1,v,1,0,1,0\r\nj4,1,v,9,0,1,0\r\n"
#define TRACE_D                                                                                    \
    "job_id,submit_s,tenant,cpus,gpus,duration_s\nc1,0,t,1,0,4\nc2,0,t,1,0,4\ng1,0,t,0,1,4\n"

static const struct {
    const char *command, *trace;
    double jobs, makespan, jct_sum, jct_p50, jct_p99, wait_mean, preemptions;
} replays[] = {
    {"replay @ --cpu-slots 4 --policy fifo", TRACE_A, 3, 15, 36, 11, 15, 19.0 / 3, 0},
    {"replay @ --cpu-slots 4 --policy srtf", TRACE_A, 3, 15, 22, 5, 15, 5.0 / 3, 0},
    {"replay @ --cpu-slots 4 --policy fair", TRACE_A, 3, 15, 27, 10, 15, 10.0 / 3, 0},
    {"replay @ --cpu-slots 4 --elastic", TRACE_A, 3, 10, 26, 8.5, 10, 6.5 / 3, 0},
    {"replay @ --cpu-slots 1 --policy fifo", TRACE_B, 2, 12, 19, 9, 10, 3.5, 0},
    {"replay @ --cpu-slots 1 --policy srtf", TRACE_B, 2, 12, 14, 2, 12, 1, 1},
    {"replay @ --cpu-slots 2 --policy fifo", TRACE_C, 3, 6, 13, 4, 5, 7.0 / 3, 0},
    {"replay @ --cpu-slots 1 --gpu-slots 1 --policy fifo", TRACE_D, 3, 8, 20, 8, 8, 8.0 / 3, 0},
    {"replay @ --cpu-slots 1 --gpu-slots 1 --policy fair", TRACE_D, 3, 8, 16, 4, 8, 4.0 / 3, 0},
};

static void near(const struct json *j, const char *name, double expected, const char *what)
{
    double x = json_num(json_get(j, name), -1);
    if (!(x > expected - 1e-9 && x < expected + 1e-9))
        fail_msg("%s: %s is %g, not %g", what, name, x, expected);
}

static void traces_come_out_as_by_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof replays / sizeof *replays; i++) {
        struct result r;
        struct err err = {0};
        sim(replays[i].command, replays[i].trace, &r);
        struct json *j = json_parse(r.out, strlen(r.out), &err);
        if (!j)
            fail_msg("%s: exit %d, \"%s\"", replays[i].command, r.code, r.err);
        near(j, "jobs", replays[i].jobs, replays[i].command);
        near(j, "makespan_s", replays[i].makespan, replays[i].command);
        near(j, "jct_sum_s", replays[i].jct_sum, replays[i].command);
        near(j, "jct_mean_s", replays[i].jct_sum / replays[i].jobs, replays[i].command);
        near(j, "jct_p50_s", replays[i].jct_p50, replays[i].command);
        near(j, "jct_p99_s", replays[i].jct_p99, replays[i].command);
        near(j, "wait_mean_s", replays[i].wait_mean, replays[i].command);
        near(j, "preemptions", replays[i].preemptions, replays[i].command);
        near(j, "steps_lost", 0, replays[i].command);
        json_free(j);
    }
}

/* Two tenants that always have work share as their weights say, and use what they are entitled to.
 */
static void weights_decide_a_replay(void **state)
{
    (void)state;
    char trace[OUT_MAX] = "job_id,submit_s,tenant,cpus,gpus,duration_s\n";
    size_t n = strlen(trace);
    for (int i = 0; i < 200; i++)
        n += (size_t)sprintf(trace + n, "a%d,0,a,1,0,10\nb%d,0,b,1,0,10\n", i, i);
    struct result r;
    struct err err = {0};
    sim("replay @ --cpu-slots 4 --k 0 --set tenant.b.weight=3", trace, &r);
    struct json *j = json_parse(r.out, strlen(r.out), &err);
    assert_non_null(j);
    near(j, "jobs", 400, "weights");
    near(j, "makespan_s", 1000, "weights");
    near(j, "utilisation", 1, "weights");
    near(j, "jain", 1, "weights");
    /* b runs 3 of 4 slots until its 200 are done after 67 rounds, a's one slot meanwhile */
    double jct = json_num(json_get(j, "jct_mean_s"), 0);
    assert_true(jct > 400 && jct < 550);
    json_free(j);
}

/* ---- the examples of docs/scheduling.md ---- */

/* Copies the next fenced block whose info string begins with `lang`; *rest gets the words after it.
 * Returns where the search goes on, or NULL at the end. */
static const char *block_next(const char *p, const char *lang, char *rest, char *body)
{
    size_t n = strlen(lang);
    while ((p = strstr(p, "\n```")) != NULL) {
        const char *info = p + 4, *text = strchr(info, '\n') + 1, *end = strstr(text - 1, "\n```");
        assert_non_null(end);
        p = end + 4;
        if (strncmp(info, lang, n) != 0 || info[n] != ' ')
            continue;
        snprintf(rest, 256, "%.*s", (int)(text - 1 - info - (ptrdiff_t)n - 1), info + n + 1);
        snprintf(body, OUT_MAX, "%.*s\n", (int)(end - text), text);
        return p;
    }
    return NULL;
}

static bool same_json(const char *a, const char *b, bool some)
{
    struct err err = {0};
    struct json *x = json_parse(a, strlen(a), &err), *y = json_parse(b, strlen(b), &err);
    if (!x || !y)
        fail_msg("%s: %s%s", err.text, a, b);
    bool same = true;
    for (const struct json *e = json_first(x); some && e; e = json_next(e))
        same &= json_num(e, -1) == json_num(json_get(y, json_name(e)), -2);
    char *s = json_print(x), *t = json_print(y);
    same &= some || strcmp(s, t) == 0;
    free(s);
    free(t);
    json_free(x);
    json_free(y);
    return same;
}

static int examples_run(const char *doc, const char *lang)
{
    static char body[OUT_MAX], answer[OUT_MAX];
    char what[256], unused[256], line[300];
    int n = 0;
    for (const char *p = doc; (p = block_next(p, lang, what, body)) != NULL;) {
        struct result r;
        if (strcmp(what, "answer") == 0)
            continue;
        assert_non_null(block_next(p, "json", unused, answer));
        assert_string_equal(unused, "answer");
        char *options = strchr(what, ' ');
        snprintf(line, sizeof line, "%.*s @%s", (int)(options ? options - what : 255), what,
                 options ? options : "");
        sim(line, body, &r);
        if (r.code || !same_json(answer, r.out, strcmp(lang, "csv") == 0))
            fail_msg("%s%s answers %s%s, not %s", line, body, r.out, r.err, answer);
        n++;
    }
    return n;
}

static void the_examples_of_the_docs_are_true(void **state)
{
    (void)state;
    static char doc[OUT_MAX];
    FILE *f = fopen("docs/scheduling.md", "r");
    assert_non_null(f);
    doc[fread(doc, 1, OUT_MAX - 1, f)] = 0;
    fclose(f);
    assert_int_equal(examples_run(doc, "json"), 9);
    assert_int_equal(examples_run(doc, "csv"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_rules_answers_to_the_letter),
        cmocka_unit_test(what_is_wrong_is_named_and_exits_1),
        cmocka_unit_test(a_wrong_command_line_exits_2),
        cmocka_unit_test(traces_come_out_as_by_hand),
        cmocka_unit_test(weights_decide_a_replay),
        cmocka_unit_test(the_examples_of_the_docs_are_true),
    };
    return cmocka_run_group_tests(tests, dir_make, dir_remove);
}
