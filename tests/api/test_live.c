/* test_live.c - the scheduler among people: a tree of tenants, a storm of everything, kills in
 * between.
 *
 * 8 slots, 20 tenants in three levels; clients submit and cancel, an admin changes quotas, the
 * daemon is killed. Then the event log must show that no instant was above the machine or a cap, no
 * job that was acknowledged is lost, slots went as entitled, and every decision can be made again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/slots.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Four organisations of two departments of one group each: 4 + 8 + 8 tenants. */
enum { SLOTS = 8, ORGS = 4, GROUPS = 8, TENANTS = ORGS + 2 * GROUPS, CAP = 3, KNOWN_MAX = 8192 };

static struct daemon d;
static struct slots_log logged;
static char tokens[GROUPS][64];
static char (*known)[40]; /* every job that was acknowledged */
static int n_known, storm_s = 30, kills = 3;
static int most_of_org[ORGS];

static int group_org(int group)
{
    return group / 2;
}

/* What an organisation holds: all its tenants together. */
static void watch_orgs(const struct slots_log *log, void *arg)
{
    (void)arg;
    int held[ORGS] = {0};
    for (int g = 0; g < GROUPS; g++)
        held[group_org(g)] += log->by_tenant[ORGS + GROUPS + g];
    for (int o = 0; o < ORGS; o++)
        if (held[o] > most_of_org[o])
            most_of_org[o] = held[o];
}

static void add_tenant(int i, const char *name, const char *parent)
{
    char path[64];
    tenant_make(&d, name, parent);
    snprintf(path, sizeof path, "/v1/tenants/%s", name);
    struct reply r = get(&d, d.admin, path);
    expect(&r, 200);
    snprintf(logged.ids[i], sizeof logged.ids[i], "%s", text_at(&r, "id"));
    reply_free(&r);
}

static void set_quota(const char *tenant, const char *body)
{
    char path[64];
    snprintf(path, sizeof path, "/v1/tenants/%s/quota", tenant);
    struct reply r = call(&d, "PUT", path, &(struct ask){.token = d.admin, .body = body});
    expect(&r, 200);
    reply_free(&r);
}

/* The first organisation has a cap of 3 slots, the third a guarantee of 2. */
static void make_tree(void)
{
    char name[32], parent[32];
    for (int o = 0; o < ORGS; o++) {
        snprintf(name, sizeof name, "org%d", o);
        add_tenant(o, name, NULL);
    }
    for (int g = 0; g < GROUPS; g++) {
        snprintf(parent, sizeof parent, "org%d", group_org(g));
        snprintf(name, sizeof name, "dept%d", g);
        add_tenant(ORGS + g, name, parent);
        snprintf(parent, sizeof parent, "group%d", g);
        add_tenant(ORGS + GROUPS + g, parent, name);
        user_make(&d, parent, "someone", "member", tokens[g]);
    }
    set_quota("org0", "{\"cpu_slots\":{\"max\":3}}");
    set_quota("org2", "{\"cpu_slots\":{\"guarantee\":2}}");
}

static void upload(void)
{
    char csv[60000] = "a,b,c,d,y\n";
    size_t n = strlen(csv);
    for (int i = 0; i < 1000; i++)
        n += (size_t)snprintf(csv + n, sizeof csv - n, "%d,%d,%d,%d,%d\n", i % 7, i % 11, i % 13,
                              i % 5, i % 17);
    struct reply r = post(&d, d.admin, "/v1/datasets?name=live&format=csv&visibility=public", csv);
    expect(&r, 201);
    reply_free(&r);
}

/* Some rigid, most elastic, some wide; a step is about 6 MFLOP, a job some tenths of a second. */
static void submit(int group)
{
    char body[512];
    int min = random() % 5 == 0 ? 2 : 1, max = min + (int)(random() % 3);
    snprintf(body, sizeof body,
             "{\"name\":\"live\",\"dataset\":\"live\",\"priority\":%d,\"model\":{\"task\":"
             "\"regression\",\"layers\":["
             "{\"type\":\"dense\",\"units\":200,\"activation\":\"relu\"},{\"type\":\"dense\","
             "\"units\":1}]},"
             "\"training\":{\"epochs\":%d,\"batch_size\":1000},\"resources\":{\"slots\":{\"min\":%"
             "d,\"max\":%d}}}",
             (int)(random() % 3), 200 + (int)(random() % 600), min, max);
    struct reply r = post(&d, tokens[group], "/v1/jobs", body);
    if (r.status == 201 && n_known < KNOWN_MAX)
        snprintf(known[n_known++], sizeof *known, "%s", text_at(&r, "id"));
    else if (r.status != 429)
        expect(&r, 201);
    reply_free(&r);
}

static void cancel_one(void)
{
    char path[96];
    if (!n_known)
        return;
    snprintf(path, sizeof path, "/v1/jobs/%s/cancel", known[random() % n_known]);
    struct reply r = call(&d, "POST", path, &(struct ask){.token = d.admin});
    expect(&r, 200);
    reply_free(&r);
}

static int waiting_of(int group)
{
    struct reply r = get(&d, tokens[group], "/v1/jobs?state=queued&limit=50");
    expect(&r, 200);
    int n = json_count(at(&r, "data"));
    reply_free(&r);
    return n;
}

static void one_thing(void)
{
    static const char *const quotas[] = {"{\"cpu_slots\":{\"max\":2}}", "{}",
                                         "{\"max_running_jobs\":1}"};
    long what = random() % 20;
    if (what < 14)
        submit((int)(random() % GROUPS));
    else if (what < 18)
        cancel_one();
    else if (what == 18)
        set_quota("org1", quotas[random() % 3]);
    else
        usleep(20000);
}

static void flood(void)
{
    for (int g = 0; g < GROUPS; g++)
        for (int missing = 12 - waiting_of(g); missing > 0; missing--)
            submit(g);
}

static double seconds(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void storm(void)
{
    double began = seconds();
    for (int struck = 0; seconds() - began < storm_s;) {
        one_thing();
        if (struck < kills && seconds() - began > storm_s * (struck + 1.0) / (kills + 1)) {
            daemon_kill(&d);
            daemon_again(&d);
            struck++;
        }
    }
}

static void nothing_acknowledged_is_lost(void)
{
    for (int i = 0; i < n_known; i++) {
        char path[96];
        snprintf(path, sizeof path, "/v1/jobs/%s", known[i]);
        struct reply r = get(&d, d.admin, path);
        expect(&r, 200);
        reply_free(&r);
    }
}

/* With nothing but demand the organisations hold what they are entitled to: the third its
 * guaranteed 2, and of the other 6 slots everybody one and the two oldest a second. */
static void shares_converge(void)
{
    static const double entitled[ORGS] = {2, 2, 3, 1};
    set_quota("org1", "{}");
    flood();
    usleep(1000000);
    slots_read(&logged, &d);
    logged.from_ms = logged.last_ms;
    memset(logged.slot_ms, 0, sizeof logged.slot_ms);
    for (int i = 0; i < 16; i++) {
        flood();
        usleep(500000);
    }
    slots_read(&logged, &d);
    double org[ORGS] = {0}, total = 0;
    for (int g = 0; g < GROUPS; g++) {
        org[group_org(g)] += logged.slot_ms[ORGS + GROUPS + g];
        total += logged.slot_ms[ORGS + GROUPS + g];
    }
    print_message("# slot-seconds %.1f %.1f %.1f %.1f\n", org[0] / 1e3, org[1] / 1e3, org[2] / 1e3,
                  org[3] / 1e3);
    for (int o = 0; o < ORGS && !getenv("CHECK_SHORT"); o++)
        assert_true(fabs(org[o] / total - entitled[o] / SLOTS) <= 0.05);
}

static void everything_holds_in_a_storm(void **state)
{
    (void)state;
    static const char *const args[] = {
        "--cpu-slots", "8", "--history-k", "0", "--quantum-s", "1", "--checkpoint-s", "0.5", NULL};
    known = calloc(KNOWN_MAX, sizeof *known);
    logged = (struct slots_log){.n_tenants = TENANTS, .look = watch_orgs};
    daemon_start(&d, args);
    make_tree();
    upload();
    storm();
    shares_converge();
    nothing_acknowledged_is_lost();
    print_message(
        "# %d jobs; %d preempted, %d narrowed, %d requeued by kills; at most %d slots, org0 %d\n",
        n_known, logged.preempted, logged.narrowed, logged.requeued, logged.most_held,
        most_of_org[0]);
    assert_true(logged.most_held <= SLOTS);
    assert_true(most_of_org[0] <= CAP);
    assert_int_equal(logged.steps_lost, 0);
    slots_done(&logged);
    decisions_verify(&d);
    daemon_end(&d);
    free(known);
}

int main(void)
{
    if (getenv("CHECK_SHORT"))
        storm_s = 6, kills = 1;
    if (getenv("LIVE_S"))
        storm_s = atoi(getenv("LIVE_S"));
    srandom((unsigned)time(NULL));
    const struct CMUnitTest tests[] = {cmocka_unit_test(everything_holds_in_a_storm)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
