/* test_store.c - opening, locking, the writer's groups and failures, readers, restarts. */
#include "tests/support/temp_store.h"

#include "server/store/fault.h"
#include "server/store/internal.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int set_meta(struct tx *tx, void *arg, struct err *e)
{
    return store_meta_set(tx, arg, "1", e);
}

static bool has_meta(struct store *s, const char *key)
{
    struct reader *r = reader_borrow(s, &err);
    assert_non_null(r);
    char *value = store_meta_get(r, key, &err);
    bool has = value != NULL;
    free(value);
    reader_return(r);
    return has;
}

static void a_second_store_on_the_same_folder_is_refused_by_pid(void **state)
{
    struct temp_store *t = *state;
    char pid[32];
    assert_null(store_open(&(struct store_options){.dir = t->dir}, NULL, &err));
    assert_int_equal(err.code, ERR_BUSY);
    snprintf(pid, sizeof pid, "process %ld", (long)getpid());
    assert_non_null(strstr(err.text, pid));
}

static void what_was_written_is_there_after_a_restart(void **state)
{
    struct temp_store *t = *state;
    WRITE(t->store, set_meta, "kept");
    temp_store_reopen(t);
    assert_true(has_meta(t->store, "kept"));
    assert_int_equal(t->recovery.migrations, 0);
}

static int set_then_fail(struct tx *tx, void *arg, struct err *e)
{
    int rc = store_meta_set(tx, arg, "1", e);
    tx_touch(tx, "never");
    return rc < 0 ? rc : err_set(e, ERR_CONFLICT, "on purpose");
}

static void a_write_that_fails_leaves_nothing(void **state)
{
    struct temp_store *t = *state;
    FAILS(store_write(t->store, set_then_fail, "gone", &err), ERR_CONFLICT, "on purpose");
    assert_false(has_meta(t->store, "gone"));
}

/* ---- groups ---- */

/* Holds the writer inside a transaction until it is let go, so that a crowd can gather. */
struct gate {
    struct write write;
    sem_t inside, go;
};

static int gate_run(struct tx *tx, void *arg, struct err *e)
{
    struct gate *g = arg;
    (void)tx;
    (void)e;
    sem_post(&g->inside);
    sem_wait(&g->go);
    return 0;
}

static void gate_shut(struct gate *g, struct store *s)
{
    sem_init(&g->inside, 0, 0);
    sem_init(&g->go, 0, 0);
    g->write = (struct write){.run = gate_run, .arg = g};
    store_submit(s, &g->write);
    sem_wait(&g->inside);
}

static void gate_open(struct gate *g)
{
    sem_post(&g->go);
}

enum { CROWD = 100 };
struct member {
    struct write write;
    char key[16];
    sem_t *answered;
    int rc;
    tx_fn run;
};

static int member_run(struct tx *tx, void *arg, struct err *e)
{
    struct member *m = arg;
    return m->run(tx, m->key, e);
}

static void member_done(void *arg, int rc, const struct err *e)
{
    struct member *m = arg;
    (void)e;
    m->rc = rc;
    sem_post(m->answered);
}

static void crowd_submit(struct store *s, struct member *crowd, sem_t *answered)
{
    sem_init(answered, 0, 0);
    for (int i = 0; i < CROWD; i++) {
        struct member *m = &crowd[i];
        snprintf(m->key, sizeof m->key, "m%d", i);
        m->answered = answered;
        if (!m->run)
            m->run = set_meta;
        m->write = (struct write){.run = member_run, .done = member_done, .arg = m};
        store_submit(s, &m->write);
    }
}

static void crowd_wait(sem_t *answered)
{
    for (int i = 0; i < CROWD; i++)
        sem_wait(answered);
}

static int64_t commits(struct store *s)
{
    struct store_stats stats;
    store_stats(s, &stats);
    return stats.commits;
}

static void a_crowd_shares_one_commit(void **state)
{
    struct temp_store *t = *state;
    static struct member crowd[CROWD];
    memset(crowd, 0, sizeof crowd);
    struct gate gate;
    sem_t answered;
    gate_shut(&gate, t->store);
    int64_t before = commits(t->store);
    crowd_submit(t->store, crowd, &answered);
    gate_open(&gate);
    crowd_wait(&answered);
    assert_int_equal(commits(t->store) - before, 2); /* the gate's, and the crowd's */
    assert_true(has_meta(t->store, "m0"));
    assert_true(has_meta(t->store, "m99"));
}

static void one_that_fails_in_a_crowd_fails_alone(void **state)
{
    struct temp_store *t = *state;
    static struct member crowd[CROWD];
    memset(crowd, 0, sizeof crowd);
    crowd[37].run = set_then_fail;
    struct gate gate;
    sem_t answered;
    gate_shut(&gate, t->store);
    crowd_submit(t->store, crowd, &answered);
    gate_open(&gate);
    crowd_wait(&answered);
    for (int i = 0; i < CROWD; i++)
        assert_int_equal(crowd[i].rc, i == 37 ? ERR_CONFLICT : 0);
    assert_false(has_meta(t->store, "m37"));
    assert_true(has_meta(t->store, "m38"));
}

/* ---- faults ---- */

static enum fault_point fault_where;
static int fault_errno;
static _Atomic int fault_countdown; /* happens when it reaches 0, once */

static int fault_once(enum fault_point point)
{
    return point == fault_where && --fault_countdown == 0 ? fault_errno : 0;
}

static void fault_set(enum fault_point where, int errnum, int countdown)
{
    fault_where = where;
    fault_errno = errnum;
    fault_countdown = countdown;
    store_fault = fault_once;
}

static void a_failing_commit_fails_everybody_in_it_and_the_next_works(void **state)
{
    struct temp_store *t = *state;
    static const struct {
        int errnum, code;
    } cases[] = {{ENOSPC, ERR_NO_SPACE}, {EIO, ERR_IO}, {EBUSY, ERR_BUSY}};
    for (int c = 0; c < 3; c++) {
        static struct member crowd[CROWD];
        memset(crowd, 0, sizeof crowd);
        struct gate gate;
        sem_t answered;
        gate_shut(&gate, t->store);
        fault_set(FAULT_COMMIT, cases[c].errnum, 2); /* the gate's own commit passes */
        crowd_submit(t->store, crowd, &answered);
        gate_open(&gate);
        crowd_wait(&answered);
        store_fault = NULL;
        for (int i = 0; i < CROWD; i++)
            assert_int_equal(crowd[i].rc, cases[c].code);
        assert_false(has_meta(t->store, "m5"));
    }
    WRITE(t->store, set_meta, "after");
    assert_true(has_meta(t->store, "after"));
}

static void a_begin_that_fails_is_told_to_the_writer(void **state)
{
    struct temp_store *t = *state;
    fault_set(FAULT_BEGIN, EBUSY, 1);
    FAILS(store_write(t->store, set_meta, "x", &err), ERR_BUSY, "BEGIN");
    store_fault = NULL;
    WRITE(t->store, set_meta, "x");
}

/* Whatever statement of a submit fails, nothing of it is seen, and the same submit then works. */
static void insert_job_at_each_fault(struct temp_store *t, int errnum)
{
    for (int n = 1;; n++) {
        char id[ID_MAX];
        int64_t counts[6], before[6];
        struct job_row row = temp_store_job_row(t, id_new(id, "job"), "j");
        struct reader *r = reader_borrow(t->store, &err);
        OK(store_job_counts(r, NULL, before, &err));
        reader_return(r);
        fault_set(FAULT_STEP, errnum, n);
        int rc = store_write(t->store, temp_store_insert_job, &row, &err);
        bool reached = fault_countdown <= 0;
        store_fault = NULL;
        r = reader_borrow(t->store, &err);
        OK(store_job_counts(r, NULL, counts, &err));
        reader_return(r);
        assert_int_equal(counts[JOB_QUEUED] - before[JOB_QUEUED], rc == 0);
        OK(store_check(t->store, &err));
        if (!reached) {
            assert_int_equal(rc, 0);
            assert_true(n > 4);
            return;
        }
        assert_true(rc < 0);
    }
}

static void a_full_disk_at_any_statement_of_a_submit_leaves_nothing(void **state)
{
    insert_job_at_each_fault(*state, ENOSPC);
    insert_job_at_each_fault(*state, EIO);
}

static int fill(struct tx *tx, void *arg, struct err *e)
{
    char *big = malloc((1 << 20) + 1);
    int rc = 0;
    memset(big, 'x', 1 << 20);
    big[1 << 20] = '\0';
    for (int i = 0; i < 64 && rc == 0; i++) {
        char key[32];
        snprintf(key, sizeof key, "%s%d", (char *)arg, i);
        rc = store_meta_set(tx, key, big, e);
    }
    free(big);
    return rc;
}

/* SQLite's own SQLITE_FULL, in the middle of a transaction of several writes. */
static void a_database_that_may_not_grow_refuses_and_recovers(void **state)
{
    struct temp_store *t = *state;
    OK(store_limit_pages(t->store, 2000, &err));
    FAILS(store_write(t->store, fill, "big", &err), ERR_NO_SPACE, "full");
    assert_false(has_meta(t->store, "big0"));
    WRITE(t->store, set_meta, "small");
    OK(store_limit_pages(t->store, 1000000, &err));
    WRITE(t->store, fill, "big");
    assert_true(has_meta(t->store, "big63"));
    OK(store_check(t->store, &err));
}

/* ---- topics ---- */

struct heard {
    char text[1024];
    int calls;
};

static void hear(void *arg, const char *const *topics, int n)
{
    struct heard *h = arg;
    h->calls++;
    for (int i = 0; i < n; i++) {
        strcat(h->text, topics[i]);
        strcat(h->text, " ");
    }
}

static int touch_twice(struct tx *tx, void *arg, struct err *e)
{
    (void)arg;
    (void)e;
    tx_touch(tx, "queue");
    tx_touch(tx, "events");
    tx_touch(tx, "queue");
    return 0;
}

static void hooks_hear_each_topic_once_and_nothing_of_what_was_undone(void **state)
{
    struct temp_store *t = *state;
    struct heard heard = {0};
    store_on_commit(t->store, hear, &heard);
    FAILS(store_write(t->store, set_then_fail, "gone", &err), ERR_CONFLICT, "");
    assert_int_equal(heard.calls, 0);
    WRITE(t->store, touch_twice, NULL);
    assert_string_equal(heard.text, "events queue ");
    assert_int_equal(heard.calls, 1);
}

/* ---- readers ---- */

static void a_reader_sees_one_moment_until_it_is_given_back(void **state)
{
    struct temp_store *t = *state;
    struct reader *r = reader_borrow(t->store, &err);
    assert_int_equal(store_meta_int(r, "n", -1), -1);
    WRITE(t->store, set_meta, "n");
    assert_int_equal(store_meta_int(r, "n", -1), -1);
    reader_return(r);
    r = reader_borrow(t->store, &err);
    assert_int_equal(store_meta_int(r, "n", -1), 1);
    reader_return(r);
}

struct crowd_reader {
    struct store *store;
    _Atomic bool *stop;
    int64_t reads;
};

static void *read_much(void *arg)
{
    struct crowd_reader *c = arg;
    while (!*c->stop) {
        struct err own = {0};
        struct reader *r = reader_borrow(c->store, &own);
        int64_t counts[6];
        if (r && store_job_counts(r, NULL, counts, &own) == 0)
            c->reads++;
        reader_return(r);
    }
    return NULL;
}

/* More threads than readers, while jobs are written: what ThreadSanitizer is shown. */
static void many_threads_share_few_readers(void **state)
{
    struct temp_store *t = *state;
    _Atomic bool stop = false;
    struct crowd_reader c[8];
    pthread_t threads[8];
    for (int i = 0; i < 8; i++) {
        c[i] = (struct crowd_reader){t->store, &stop, 0};
        pthread_create(&threads[i], NULL, read_much, &c[i]);
    }
    for (int i = 0; i < 200; i++) {
        char id[ID_MAX];
        temp_store_job(t, id_new(id, "job"), "many");
    }
    stop = true;
    for (int i = 0; i < 8; i++) {
        pthread_join(threads[i], NULL);
        assert_true(c[i].reads > 0);
    }
}

/* ---- kill -9 ---- */

/* The child's threads answer each committed id over the pipe, as clients would be told; a write of
 * ID_MAX bytes to a pipe is never torn. */
struct client {
    struct temp_store *t;
    struct store *store;
    int out;
};

static void *client_main(void *arg)
{
    const struct client *c = arg;
    for (;;) {
        char id[ID_MAX];
        struct job_row row = temp_store_job_row(c->t, id_new(id, "job"), "k");
        if (store_write(c->store, temp_store_insert_job, &row, NULL) != 0 ||
            write(c->out, id, ID_MAX) != ID_MAX)
            return NULL;
    }
}

enum { CLIENTS = 8 };
static void child_writes(struct temp_store *t, int out)
{
    struct client c = {t, store_open(&(struct store_options){.dir = t->dir}, NULL, NULL), out};
    pthread_t threads[CLIENTS];
    for (int i = 0; c.store && i < CLIENTS; i++)
        pthread_create(&threads[i], NULL, client_main, &c);
    for (;;)
        pause();
}

static int read_acknowledged(int in, char ids[][ID_MAX], int most)
{
    int n = 0;
    while (n < most && read(in, ids[n], ID_MAX) == ID_MAX)
        n++;
    return n;
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
    struct temp_store *t = *state;
    static char ids[100000][ID_MAX];
    OK(store_write(t->store, temp_store_quota_none, t, &err));
    for (int round = 0; round < 5; round++) {
        int pipes[2];
        store_close(t->store);
        t->store = NULL;
        assert_int_equal(pipe(pipes), 0);
        pid_t pid = fork();
        if (pid == 0) {
            close(pipes[0]);
            child_writes(t, pipes[1]);
        }
        close(pipes[1]);
        int n = read_acknowledged(pipes[0], ids, 20 + 150 * round);
        kill(pid, SIGKILL);
        n += read_acknowledged(pipes[0], ids + n, 100000 - n);
        close(pipes[0]);
        waitpid(pid, NULL, 0);
        t->store = store_open(&(struct store_options){.dir = t->dir}, &t->recovery, &err);
        assert_non_null(t->store);
        struct reader *r = reader_borrow(t->store, &err);
        for (int i = 0; i < n; i++) {
            struct job_row job;
            OK(store_job_load(r, ids[i], &job, &err));
            job_row_done(&job);
        }
        reader_return(r);
        assert_true(n >= 20);
        OK(store_check(t->store, &err));
    }
}

/* ---- care ---- */

static int name_blob(struct tx *tx, void *arg, struct err *e)
{
    int rc = store_blob_ref(tx, arg, 3, e);
    return rc < 0 ? rc : store_meta_set(tx, "kept", arg, e);
}

static int drop_blob(struct tx *tx, void *arg, struct err *e)
{
    return store_blob_unref(tx, arg, e);
}

static void make_blob(struct temp_store *t, char sha256[HASH_TEXT_MAX])
{
    struct blob *b = blob_begin(t->store, 3, &err);
    OK(blob_append(b, "abc", 3, &err));
    OK(blob_commit(b, &err));
    strcpy(sha256, blob_sha256(b));
    WRITE(t->store, name_blob, sha256);
    blob_close(b);
}

static void a_backup_can_be_opened_as_a_data_folder(void **state)
{
    struct temp_store *t = *state;
    char dir[300], sha256[HASH_TEXT_MAX];
    struct store_recovery found;
    make_blob(t, sha256);
    snprintf(dir, sizeof dir, "%s/copy", t->dir);
    OK(store_backup(t->store, dir, &err));
    FAILS(store_backup(t->store, dir, &err), ERR_CONFLICT, "exists already");
    FAILS(store_backup(t->store, "/nowhere/copy", &err), ERR_NOT_FOUND, "/nowhere/copy");
    WRITE(t->store, drop_blob, sha256); /* the copy has its own */
    FAILS(blob_open(t->store, sha256, NULL, &err), ERR_NOT_FOUND, "");
    struct store *copy = store_open(&(struct store_options){.dir = dir}, &found, &err);
    assert_non_null(copy);
    assert_int_equal(found.files, 0);
    assert_true(has_meta(copy, "kept"));
    OK(store_check(copy, &err));
    close(blob_open(copy, sha256, NULL, &err));
    store_close(copy);
}

/* Files go only when the copy is done, and then they do go. */
static void nothing_is_collected_while_a_backup_runs(void **state)
{
    struct temp_store *t = *state;
    char sha256[HASH_TEXT_MAX];
    make_blob(t, sha256);
    litter_hold(t->store);
    WRITE(t->store, drop_blob, sha256);
    int fd = blob_open(t->store, sha256, NULL, &err);
    assert_true(fd >= 0);
    close(fd);
    litter_release(t->store);
    WRITE(t->store, set_meta, "looked at");
    FAILS(blob_open(t->store, sha256, NULL, &err), ERR_NOT_FOUND, "");
}

static void lazy_writes_are_synced_and_kept(void **state)
{
    struct temp_store *t = *state;
    OK(store_write_lazy(t->store, set_meta, "lazy", &err));
    assert_true(has_meta(t->store, "lazy"));
    temp_store_reopen(t); /* closing syncs them */
    assert_true(has_meta(t->store, "lazy"));
    assert_true(has_meta(t->store, "flushed_at"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, temp_store_setup, temp_store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_second_store_on_the_same_folder_is_refused_by_pid),
        TEST(what_was_written_is_there_after_a_restart),
        TEST(a_write_that_fails_leaves_nothing),
        TEST(a_crowd_shares_one_commit),
        TEST(one_that_fails_in_a_crowd_fails_alone),
        TEST(a_failing_commit_fails_everybody_in_it_and_the_next_works),
        TEST(a_begin_that_fails_is_told_to_the_writer),
        TEST(a_full_disk_at_any_statement_of_a_submit_leaves_nothing),
        TEST(a_database_that_may_not_grow_refuses_and_recovers),
        TEST(hooks_hear_each_topic_once_and_nothing_of_what_was_undone),
        TEST(a_reader_sees_one_moment_until_it_is_given_back),
        TEST(many_threads_share_few_readers),
        TEST(what_was_acknowledged_survives_kill_9),
        TEST(a_backup_can_be_opened_as_a_data_folder),
        TEST(nothing_is_collected_while_a_backup_runs),
        TEST(lazy_writes_are_synced_and_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
