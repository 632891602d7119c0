/* writer.c - the one thread that writes.
 *
 * It takes what is queued (up to BATCH_MAX), runs each in a savepoint of one transaction, commits,
 * and only then answers: who was answered is on disk, and a crowd shares one fsync. It never waits
 * for more to come: an idle queue is committed at once, and while it commits the next crowd
 * gathers by itself. A write that fails undoes itself alone; a COMMIT that fails undoes all.
 *
 * Lazy writes (metrics) are committed without fsync when no other is among them, and synced within
 * LAZY_MS by the next commit or by a small one made for it. Checkpoints happen here too, after the
 * answers, and nowhere else: two connections that checkpoint can corrupt a WAL before 3.51.3. */
#include "server/store/internal.h"

#include "server/base/clock.h"
#include "server/store/fault.h"
#include "server/store/sql.h"
#include <assert.h>
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* 512: at 30 µs a write the first waits 15 ms at worst; larger groups no longer save fsyncs. */
enum { BATCH_MAX = 512 };

/* 500 ms, half of what DESIGN lets a power cut take. */
enum { LAZY_MS = 500 };

/* 4000 pages (16 MiB): a checkpoint holds up those who wait for it, so it should meet fewer than
 * one write in a hundred; past 16000 (64 MiB) readers that pin the WAL are waited for. */
enum { WAL_PAGES_CHECKPOINT = 4000, WAL_PAGES_RESTART = 16000, RESTART_WAIT_MS = 20 };

void store_on_commit(struct store *store, store_commit_fn fn, void *arg)
{
    assert(store->n_hooks < COMMIT_HOOKS_MAX);
    store->hooks[store->n_hooks++] = (struct commit_hook){fn, arg};
}

static void set_synchronous(struct store *store, bool full)
{
    if (store->synchronous_full == full)
        return;
    sqlite3_exec(store->tx.reader.db,
                 full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", NULL, NULL, NULL);
    store->synchronous_full = full;
}

/* ---- after the COMMIT ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void tell_hooks(struct store *store)
{
    struct tx *tx = &store->tx;
    if (tx->n_topics == 0 || store->n_hooks == 0)
        return;
    const char *inline_names[64], **names = inline_names;
    if (tx->n_topics > 64 && !(names = malloc((size_t)tx->n_topics * sizeof *names)))
        abort(); /* a lost wake-up would leave somebody waiting for ever */
    qsort(tx->topics, (size_t)tx->n_topics, sizeof *tx->topics, by_text);
    int n = 0;
    for (int i = 0; i < tx->n_topics; i++)
        if (n == 0 || strcmp(names[n - 1], tx->topics[i].text) != 0)
            names[n++] = tx->topics[i].text;
    for (int i = 0; i < store->n_hooks; i++)
        store->hooks[i].fn(store->hooks[i].arg, names, n);
    if (names != inline_names)
        free(names);
}

static void answer(struct store *store, struct write *batch)
{
    int64_t n = 0;
    for (struct write *w = batch, *next; w; w = next, n++) {
        next = w->next; /* w may be gone once it is answered */
        if (w->done)
            w->done(w->arg, w->rc, &w->err);
    }
    store->writes += n;
    store->queued -= n;
}

static void collect_litter(struct store *store)
{
    struct tx *tx = &store->tx;
    for (int i = 0; i < tx->n_litter; i++)
        litter_collect(store, &tx->litter[i]);
    tx->n_litter = 0;
}

static int note_wal(void *arg, sqlite3 *db, const char *name, int pages)
{
    struct store *store = arg;
    (void)db;
    (void)name;
    store->wal_pages = pages;
    store->wal_bytes = (int64_t)pages * 4096;
    return SQLITE_OK;
}

static void checkpoint(struct store *store)
{
    if (store->wal_pages < WAL_PAGES_CHECKPOINT || fault_at(FAULT_CHECKPOINT))
        return;
    sqlite3 *db = store->tx.reader.db;
    bool restart = store->wal_pages >= WAL_PAGES_RESTART;
    sqlite3_busy_timeout(db, restart ? RESTART_WAIT_MS : 0);
    sqlite3_wal_checkpoint_v2(
        db, NULL, restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    sqlite3_busy_timeout(db, 5000);
    store->checkpoints++;
}

static void lazy_note(struct store *store, bool lazy)
{
    if (!lazy)
        store->lazy_since = 0; /* this commit synced the whole WAL */
    else if (store->lazy_since == 0)
        store->lazy_since = clock_boot_ms();
}

static void process(struct store *store, struct write *batch)
{
    bool lazy = true;
    for (struct write *w = batch; w; w = w->next)
        lazy = lazy && w->lazy;
    set_synchronous(store, !lazy);
    store->tx.now = clock_wall_ms();
    if (tx_run(&store->tx, batch)) {
        store->commits++;
        lazy_note(store, lazy);
        tell_hooks(store);
    }
    collect_litter(store); /* who is told that a thing is deleted finds its file gone */
    answer(store, batch);
    store->tx.n_topics = 0;
    checkpoint(store);
}

/* ---- the thread ---- */

static int flush_mark(struct tx *tx, void *arg, struct err *err)
{
    (void)arg;
    return store_meta_set_int(tx, "flushed_at", tx->now, err);
}

static void tidy_up(struct store *store)
{
    struct write w = {.run = tidy, .arg = store, .lazy = true};
    store->queued++;
    process(store, &w); /* a failure is no one's: it is tried again next time */
}

static void flush_lazy(struct store *store)
{
    struct write mark = {.run = flush_mark};
    store->queued++;
    process(store, &mark);
    store->lazy_since = 0; /* even if it failed: the disk is full, and the next commit will sync */
}

/* Waits for work, at most until lazy commits are due; with the queue locked. */
static void wait_for_work(struct store *store)
{
    store->sleeping = true;
    if (store->lazy_since == 0) {
        pthread_cond_wait(&store->queue_wake, &store->queue_lock);
    } else {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LAZY_MS * 1000000L / 4;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&store->queue_wake, &store->queue_lock, &until);
    }
    store->sleeping = false;
}

static bool lazy_due(const struct store *store)
{
    return store->lazy_since != 0 && clock_boot_ms() - store->lazy_since >= LAZY_MS;
}

static struct write *take_batch(struct store *store)
{
    struct write *batch = store->head, *last = batch;
    for (int n = 1; last && last->next && n < BATCH_MAX; n++)
        last = last->next;
    store->head = last ? last->next : NULL;
    if (!store->head)
        store->tail = &store->head;
    if (last)
        last->next = NULL;
    return batch;
}

static void *writer_main(void *arg)
{
    struct store *store = arg;
    pthread_mutex_lock(&store->queue_lock);
    for (;;) {
        while (!store->head && !store->closing && !lazy_due(store))
            wait_for_work(store);
        struct write *batch = take_batch(store);
        bool end = !batch && store->closing;
        pthread_mutex_unlock(&store->queue_lock);
        if (batch)
            process(store, batch);
        if (batch && tidy_due(store))
            tidy_up(store);
        if (lazy_due(store) || (end && store->lazy_since != 0))
            flush_lazy(store);
        if (end)
            return NULL;
        pthread_mutex_lock(&store->queue_lock);
    }
}

int writer_start(struct store *store, struct err *err)
{
    sqlite3_wal_hook(store->tx.reader.db, note_wal, store);
    int errnum = pthread_create(&store->writer, NULL, writer_main, store);
    if (errnum)
        return err_set(err, ERR_NO_MEMORY, "cannot start the writer thread: %s", strerror(errnum));
    pthread_setname_np(store->writer, "allot-writer");
    store->writer_runs = true;
    return 0;
}

int writer_run_alone(struct store *store, tx_fn run, void *arg, struct err *err)
{
    struct write w = {.run = run, .arg = arg};
    store->queued++;
    process(store, &w);
    if (w.rc < 0 && err)
        *err = w.err;
    return w.rc;
}

void writer_stop(struct store *store)
{
    if (!store->writer_runs)
        return;
    pthread_mutex_lock(&store->queue_lock);
    store->closing = true;
    pthread_cond_signal(&store->queue_wake);
    pthread_mutex_unlock(&store->queue_lock);
    pthread_join(store->writer, NULL);
    store->writer_runs = false;
}

/* ---- asking it ---- */

void store_submit(struct store *store, struct write *w)
{
    w->next = NULL;
    w->rc = 0;
    w->err.code = 0;
    w->err.text[0] = '\0';
    store->queued++;
    pthread_mutex_lock(&store->queue_lock);
    *store->tail = w;
    store->tail = &w->next;
    bool wake = store->sleeping;
    pthread_mutex_unlock(&store->queue_lock);
    if (wake)
        pthread_cond_signal(&store->queue_wake);
}

struct waiting {
    tx_fn run;
    void *arg;
    sem_t answered;
};

static int waiting_run(struct tx *tx, void *arg, struct err *err)
{
    struct waiting *w = arg;
    return w->run(tx, w->arg, err);
}

static void waiting_done(void *arg, int rc, const struct err *err)
{
    struct waiting *w = arg;
    (void)rc;
    (void)err;
    sem_post(&w->answered);
}

static int write_and_wait(struct store *store, tx_fn run, void *arg, bool lazy, struct err *err)
{
    assert(!store->writer_runs || !pthread_equal(pthread_self(), store->writer));
    struct waiting waiting = {.run = run, .arg = arg};
    struct write w = {.run = waiting_run, .done = waiting_done, .arg = &waiting, .lazy = lazy};
    sem_init(&waiting.answered, 0, 0);
    store_submit(store, &w);
    while (sem_wait(&waiting.answered) < 0 && errno == EINTR)
        ;
    sem_destroy(&waiting.answered);
    if (w.rc < 0 && err)
        *err = w.err;
    return w.rc;
}

int store_write(struct store *store, tx_fn run, void *arg, struct err *err)
{
    return write_and_wait(store, run, arg, false, err);
}

int store_write_lazy(struct store *store, tx_fn run, void *arg, struct err *err)
{
    return write_and_wait(store, run, arg, true, err);
}
