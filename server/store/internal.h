/* internal.h - what the store's own files share: the structs behind store.h's names. */
#ifndef ALLOT_STORE_INTERNAL_H
#define ALLOT_STORE_INTERNAL_H

#include "server/store/store.h"

#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

/* A statement that stays prepared, found by its text. */
struct statement {
    char *sql;
    uint32_t hash;
    bool busy; /* being stepped: a second use at the same time gets a statement of its own */
    sqlite3_stmt *stmt;
    struct statement *next;
};

/* 64 buckets: a connection meets about a hundred different texts. */
enum { STATEMENT_BUCKETS = 64 };

/* A connection. Readers of the pool and the writer's own are the same thing to a query. */
struct reader {
    sqlite3 *db;
    struct store *store;
    struct statement *cache[STATEMENT_BUCKETS];
    struct reader *next; /* in the pool's free list */
};

/* 48: "job:" and an id, with room. */
struct topic {
    char text[48];
};

/* 80: a blob's sha256 or a checkpoint's id. */
struct litter {
    char name[HASH_TEXT_MAX];
    bool blob; /* else a checkpoint */
};

/* The one transaction there is. What is noted in it is cut back with its savepoint. */
struct tx {
    struct reader reader;
    int64_t now;
    struct topic *topics;
    int n_topics, topics_room;
    struct litter *litter; /* files to look at after the COMMIT: perhaps nobody names them now */
    int n_litter, litter_room;
    bool out_of_memory; /* a topic or litter could not be noted: the write must fail */
};

struct commit_hook {
    store_commit_fn fn;
    void *arg;
};
enum { COMMIT_HOOKS_MAX = 4 };

/* A blob on disk that its handle still protects from being collected. */
struct pending {
    char sha256[HASH_TEXT_MAX];
    int handles;
    struct pending *next;
};

struct store {
    char dir[PATH_MAX];
    int lock_fd;

    /* readers.c */
    pthread_mutex_t pool_lock;
    pthread_cond_t pool_free;
    struct reader *pool;
    int readers, readers_max;

    /* writer.c */
    struct tx tx;
    pthread_t writer;
    bool writer_runs;
    pthread_mutex_t queue_lock;
    pthread_cond_t queue_wake;
    struct write *head, **tail;
    bool closing, sleeping;
    bool synchronous_full;
    int64_t tidy_at_boot_ms, decisions_keep_ms, events_keep_ms; /* tidy.c */
    int64_t lazy_since; /* boot ms of the oldest lazy commit not yet synced, or 0 */
    int wal_pages;
    struct commit_hook hooks[COMMIT_HOOKS_MAX];
    int n_hooks;

    /* blobs.c */
    pthread_mutex_t blob_lock;
    struct pending *pending;
    int holds;              /* backups under way: files stay … */
    struct litter *waiting; /* … and these are looked at afterwards */
    int n_waiting, waiting_room;

    _Atomic int64_t commits, writes, checkpoints, wal_bytes, queued;
};

/* store.c: opens a connection with the pragmas of its kind. */
int connection_open(struct reader *r, struct store *store, bool writing, struct err *err);
void connection_close(struct reader *r);

/* readers.c */
void readers_close(struct store *store);

/* writer.c */
int writer_start(struct store *store, struct err *err);
void writer_stop(struct store *store);
/* One write before the thread runs, on the caller's. */
int writer_run_alone(struct store *store, tx_fn run, void *arg, struct err *err);

/* care.c: ERR_CORRUPT with the text of the first row, unless that is "ok" or there is none. */
int complaint(struct reader *r, const char *sql, struct err *err);

/* tx.c: runs all of a batch and commits; on return every rc is final. Whether it committed. */
bool tx_run(struct tx *tx, struct write *batch);
/* Notes a file that may have lost its last row. */
void tx_litter(struct tx *tx, const char *name, bool blob);

/* recover.c: one transaction for the rows, then the files. */
int recover(struct store *store, struct store_recovery *recovery, struct err *err);

/* tidy.c: a tx_fn over the store, and whether it is time for it. */
int tidy(struct tx *tx, void *store, struct err *err);
bool tidy_due(struct store *store);

/* blobs.c, on the writer thread after a COMMIT: removes the file unless a row or a handle has it,
 * or a backup holds all; and the holding. */
void litter_collect(struct store *store, const struct litter *litter);
void litter_hold(struct store *store);
void litter_release(struct store *store);
int blobs_open(struct store *store, struct err *err);

#endif
