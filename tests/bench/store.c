/* store.c - how many durable submits a second the writer answers, against bare SQLite.
 *
 * Bare is one transaction of one INSERT each, synchronous=FULL, on one thread; the ratio to it is
 * what group commit gains on this disk in this run. With an argument N, the same again with N ended
 * jobs in the database: history should slow nothing down. Prints, asserts nothing. */
#include "server/base/clock.h"
#include "server/store/store.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECONDS_MS = 3000, WRITERS = 32 };

static struct store *store;
static char tenant[ID_MAX], user[ID_MAX];
static _Atomic bool stop;

static int people(struct tx *tx, void *arg, struct err *err)
{
    struct tenant_row t = {.id = tenant, .name = "lab", .weight = 1};
    struct user_row u = {.id = user, .name = "ada", .tenant = tenant, .role = USER_OWNER};
    (void)arg;
    int rc = store_tenant_insert(tx, &t, err);
    struct quota_row q = {.tenant = tenant,
                          .max = {QUOTA_NONE, QUOTA_NONE},
                          .max_running_jobs = QUOTA_NONE,
                          .max_queued_jobs = QUOTA_NONE,
                          .storage_bytes = QUOTA_NONE,
                          .job_memory_bytes = QUOTA_NONE,
                          .job_runtime_s = QUOTA_NONE};
    if (rc == 0)
        rc = store_quota_set(tx, &q, (int64_t[]){4, 0}, err);
    return rc < 0 ? rc : store_user_insert(tx, &u, err);
}

/* About the spec of a small MLP. */
static char spec[600];

static int submit(struct tx *tx, void *arg, struct err *err)
{
    return store_job_insert(tx, arg, err);
}

struct counter {
    int64_t done;
    int64_t worst_ms;
};

static void *submit_much(void *arg)
{
    struct counter *c = arg;
    while (!stop) {
        char id[ID_MAX];
        struct job_row row = {.id = id,
                              .tenant = tenant,
                              .user = user,
                              .name = "bench",
                              .spec = spec,
                              .spec_sha256 = "0",
                              .slots_min = 1,
                              .slots_max = 2,
                              .lanes = 2};
        id_new(id, "job");
        int64_t from = clock_boot_ms();
        if (store_write(store, submit, &row, NULL) < 0)
            abort();
        int64_t took = clock_boot_ms() - from;
        c->worst_ms = took > c->worst_ms ? took : c->worst_ms;
        c->done++;
    }
    return NULL;
}

static double submits_per_s(int threads)
{
    pthread_t thread[WRITERS];
    struct counter counter[WRITERS] = {0};
    int64_t done = 0, worst = 0, from = clock_boot_ms();
    struct store_stats before, after;
    store_stats(store, &before);
    stop = false;
    for (int i = 0; i < threads; i++)
        pthread_create(&thread[i], NULL, submit_much, &counter[i]);
    while (clock_boot_ms() - from < SECONDS_MS)
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    stop = true;
    for (int i = 0; i < threads; i++) {
        pthread_join(thread[i], NULL);
        done += counter[i].done;
        worst = counter[i].worst_ms > worst ? counter[i].worst_ms : worst;
    }
    double rate = (double)done * 1000 / (double)(clock_boot_ms() - from);
    store_stats(store, &after);
    printf("submits, %2d threads: %8.0f /s, %5.1f a commit, worst %lld ms\n", threads, rate,
           (double)done / (double)(after.commits - before.commits), (long long)worst);
    return rate;
}

static double bare_per_s(const char *dir)
{
    char path[300];
    sqlite3 *db;
    sqlite3_stmt *insert;
    int64_t done = 0, from = clock_boot_ms();
    snprintf(path, sizeof path, "%s/bare.db", dir);
    sqlite3_open(path, &db);
    sqlite3_exec(db,
                 "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                 "CREATE TABLE jobs(id TEXT PRIMARY KEY, spec TEXT)",
                 NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO jobs VALUES(?,?)", -1, &insert, NULL);
    while (clock_boot_ms() - from < SECONDS_MS) {
        char id[ID_MAX];
        sqlite3_bind_text(insert, 1, id_new(id, "job"), -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, spec, -1, SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        done++;
    }
    double rate = (double)done * 1000 / (double)(clock_boot_ms() - from);
    sqlite3_finalize(insert);
    sqlite3_close(db);
    printf("bare SQLite, one commit each: %8.0f /s\n", rate);
    return rate;
}

/* Calls of one reading function in a third of the time. */
static void reads_per_s(const char *what, int (*read_one)(struct reader *r, struct err *err))
{
    struct err err = {0};
    int64_t done = 0, from = clock_boot_ms();
    for (; clock_boot_ms() - from < SECONDS_MS / 3; done++) {
        struct reader *r = reader_borrow(store, &err);
        if (!r || read_one(r, &err) < 0) {
            fprintf(stderr, "%s\n", err.text);
            abort();
        }
        reader_return(r);
    }
    printf("%-34s %8.0f /s\n", what, (double)done * 1000 / (double)(clock_boot_ms() - from));
}

static char newest[ID_MAX];

static int list_page(struct reader *r, const struct viewer *viewer, struct err *err)
{
    struct job_list list;
    int rc =
        store_job_list(r, viewer, &(struct job_filter){0}, &(struct page){50, NULL}, &list, err);
    if (rc == 0) {
        snprintf(newest, sizeof newest, "%s", list.v[0].id);
        job_list_done(&list);
    }
    return rc;
}

static int list_own(struct reader *r, struct err *err)
{
    return list_page(r, &(struct viewer){.tenant = tenant, .user = user}, err);
}

static int list_below(struct reader *r, struct err *err)
{
    return list_page(r, &(struct viewer){.tenant = tenant, .user = user, .subtree = true}, err);
}

static int list_all(struct reader *r, struct err *err)
{
    return list_page(r, &(struct viewer){0}, err);
}

static int list_paused(struct reader *r, struct err *err)
{
    struct job_list list;
    struct job_filter paused = {.states = 1 << JOB_PAUSED};
    int rc = store_job_list(r, &(struct viewer){0}, &paused, &(struct page){50, NULL}, &list, err);
    if (rc == 0)
        job_list_done(&list);
    return rc;
}

static int list_failed(struct reader *r, struct err *err)
{
    struct job_list list;
    struct job_filter failed = {.states = 1 << JOB_FAILED};
    int rc = store_job_list(r, &(struct viewer){.tenant = tenant, .user = user}, &failed,
                            &(struct page){50, NULL}, &list, err);
    if (rc == 0)
        job_list_done(&list);
    return rc;
}

static int count_all(struct reader *r, struct err *err)
{
    int64_t counts[6];
    return store_job_counts(r, NULL, counts, err);
}

static int get_one(struct reader *r, struct err *err)
{
    struct job_row job;
    int rc = store_job_get(r, &(struct viewer){.tenant = tenant}, newest, &job, err);
    if (rc == 0)
        job_row_done(&job);
    return rc;
}

static int get_named(struct reader *r, struct err *err)
{
    struct job_row job;
    int rc = store_job_get(r, &(struct viewer){.tenant = tenant}, "bench", &job, err);
    if (rc == 0)
        job_row_done(&job);
    return rc;
}

static void print_rss(const char *when)
{
    char line[128];
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "RssAnon", 7) == 0)
            printf("%s, %s", when, line);
    if (f)
        fclose(f);
}

static void reads(void)
{
    reads_per_s("list of 50, own tenant:", list_own);
    reads_per_s("list of 50, subtree:", list_below);
    reads_per_s("list of 50, everybody:", list_all);
    reads_per_s("list of the paused:", list_paused);
    reads_per_s("list of own failed:", list_failed);
    reads_per_s("counts by state:", count_all);
    reads_per_s("GET of a job by id:", get_one);
    reads_per_s("GET of a job by name:", get_named);
}

/* Ended jobs written past the store, while it is closed: only their number matters. */
static void make_history(const char *dir, int n)
{
    char path[300], sql[1024];
    sqlite3 *db;
    char *complaint = NULL;
    snprintf(path, sizeof path, "%s/allot.db", dir);
    snprintf(sql, sizeof sql,
             "PRAGMA synchronous=OFF; WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c"
             " WHERE i<%d) INSERT INTO jobs(id,tenant,user,name,spec,spec_sha256,state,priority,"
             "device,slots_min,slots_max,lanes,created_at,queued_at,updated_at,version)"
             " SELECT printf('job_0%%025d',i),'%s','%s','old-'||(i%%1000),"
             "'{}','0','succeeded',0,'cpu',1,1,1,i,i,i,1 FROM c",
             n, tenant, user);
    sqlite3_open(path, &db);
    if (sqlite3_exec(db, sql, NULL, NULL, &complaint) != SQLITE_OK) {
        fprintf(stderr, "%s\n", complaint);
        exit(1);
    }
    sqlite3_close(db);
    sync(); /* or the disk would still be busy with it */
    printf("-- with %d ended jobs more --\n", n);
}

static void open_store(const char *dir)
{
    struct err err = {0};
    store = store_open(&(struct store_options){.dir = dir}, NULL, &err);
    if (!store) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    char dir[] = "/tmp/allot-bench-XXXXXX", command[64];
    int history = argc > 1 ? atoi(argv[1]) : 0;
    memset(spec, 'x', sizeof spec - 1);
    id_new(tenant, "ten");
    id_new(user, "usr");
    if (!mkdtemp(dir))
        return 1;
    print_rss("before the store is opened");
    open_store(dir);
    print_rss("after");
    if (store_write(store, people, NULL, NULL) < 0)
        return 1;
    double bare = bare_per_s(dir), one = submits_per_s(1), crowd = submits_per_s(WRITERS);
    printf("ratio to bare: 1 thread %.2f, %d threads %.2f\n", one / bare, WRITERS, crowd / bare);
    reads();
    print_rss("after all that");
    if (history) {
        store_close(store);
        make_history(dir, history);
        open_store(dir);
        submits_per_s(1);
        submits_per_s(WRITERS);
        reads();
    }
    store_close(store);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    return system(command) != 0;
}
