/* store.c - how many durable submits a second the writer answers, against bare SQLite.
 *
 * Bare is one transaction of one INSERT each, synchronous=FULL, on one thread; the ratio to it is
 * what group commit gains on this disk in this run. Prints, asserts nothing. */
#include "server/base/clock.h"
#include "server/store/store.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static double reads_per_s(void)
{
    struct viewer viewer = {.tenant = tenant, .user = user};
    struct err err = {0};
    struct job_list list;
    struct reader *r = reader_borrow(store, &err);
    if (!r || store_job_list(r, &viewer, &(struct job_filter){0}, &(struct page){200, NULL}, &list,
                             &err) < 0)
        abort();
    reader_return(r);
    int64_t done = 0, from = clock_boot_ms();
    while (clock_boot_ms() - from < SECONDS_MS / 3) {
        struct job_row job;
        r = reader_borrow(store, &err);
        if (!r || store_job_get(r, &viewer, list.v[done % list.n].id, &job, &err) < 0)
            abort();
        job_row_done(&job);
        reader_return(r);
        done++;
    }
    double rate = (double)done * 1000 / (double)(clock_boot_ms() - from);
    job_list_done(&list);
    printf("GET of a job, one thread: %8.0f /s\n", rate);
    return rate;
}

int main(void)
{
    char dir[] = "/tmp/allot-bench-XXXXXX", command[64];
    struct err err = {0};
    memset(spec, 'x', sizeof spec - 1);
    id_new(tenant, "ten");
    id_new(user, "usr");
    if (!mkdtemp(dir) || !(store = store_open(&(struct store_options){.dir = dir}, NULL, &err)) ||
        store_write(store, people, NULL, &err) < 0) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    double bare = bare_per_s(dir), one = submits_per_s(1), crowd = submits_per_s(WRITERS);
    reads_per_s();
    printf("ratio to bare: 1 thread %.2f, %d threads %.2f\n", one / bare, WRITERS, crowd / bare);
    store_close(store);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    return system(command) != 0;
}
