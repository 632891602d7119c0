/* store.h - everything that outlives the process, and the only way to it.
 *
 * One SQLite database (WAL) and content-addressed blobs in one data folder, held by one process.
 * One writer thread owns the one connection that writes and checkpoints: it drains its queue into
 * one transaction, a savepoint each, and answers after the COMMIT; so thirty-two submits cost one
 * fsync, and what was answered is on disk. Readers are read-only connections, borrowed for a call;
 * a borrowed reader sees one moment of the database until it is given back.
 *
 * All SQL is in store/<resource>.c: functions over `struct tx *` change, functions over
 * `struct reader *` only look; tx_reader(tx) looks from inside a transaction, seeing its own
 * changes. Row structs own their strings (x_row_done frees them, and may be called on a zeroed
 * row). A list is `struct x_list {v, n, more}`, ended by x_list_done.
 * Times: *_at are wall milliseconds, 0 for "not yet"; *_boot_ms are CLOCK_BOOTTIME milliseconds.
 * Failures: ERR_NOT_FOUND, ERR_CONFLICT … as each function says; ERR_NO_SPACE, ERR_IO, ERR_BUSY,
 * ERR_CORRUPT as the database answers. The store never logs, prints or exits. */
#ifndef ALLOT_STORE_STORE_H
#define ALLOT_STORE_STORE_H

#include <allot/err.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct reader;
struct tx;

struct store_options {
    const char *dir;           /* the data folder; made when missing, with mode 0700 */
    int readers_max;           /* read-only connections at most, opened when first needed; 0: 4 */
    int64_t decisions_keep_ms; /* decisions older than this lose their views; 0: never */
    int64_t events_keep_ms;    /* events older than this are forgotten; 0: never */
};

/* What the last process left behind and opening put right, for one log line. */
struct store_recovery {
    int runs;       /* runs found open, closed with end "daemon" */
    int jobs;       /* running jobs put back in the queue */
    int datasets;   /* imports undone */
    int files;      /* temporary and orphaned files removed */
    int migrations; /* migrations run */
};

/* Opens or creates the data folder: takes DIR/lock (ERR_BUSY naming the holder's pid), upgrades
 * the database (ERR_CONFLICT when it is newer than this program), finishes or undoes what the last
 * process left, starts the writer. NULL on failure. `recovery` may be NULL. */
struct store *store_open(const struct store_options *options, struct store_recovery *recovery,
                         struct err *err);

/* Answers everything that is queued, checkpoints, gives up the lock. Nobody may hold a reader. */
void store_close(struct store *store);

const char *store_dir(const struct store *store);

/* ---- reading ---- */

/* Borrows a reader; waits while all are out. Give it back soon: an old one pins the WAL.
 * Never hold one while waiting for a write or for another reader. */
struct reader *reader_borrow(struct store *store, struct err *err);
void reader_return(struct reader *reader);

/* ---- writing ---- */

/* What a write does, on the writer thread, in a savepoint of its own: 0 keeps it, a negative code
 * (with *err filled) undoes exactly this write. May not block on anything but the database. */
typedef int (*tx_fn)(struct tx *tx, void *arg, struct err *err);

/* Told once, on the writer thread, after the COMMIT or the undoing; rc and err as run left them,
 * or as the failed COMMIT did. Must be quick: the next transaction waits for it. */
typedef void (*tx_done_fn)(void *arg, int rc, const struct err *err);

struct write {
    tx_fn run;
    tx_done_fn done; /* may be NULL */
    void *arg;
    bool lazy; /* a power cut may lose up to 1 s of it (metrics); a killed process loses nothing */
    /* the writer's own while it is queued: */
    struct write *next;
    int rc;
    struct err err;
};

/* Queues w and returns; w belongs to the writer until done is called (or, without one, for ever:
 * then it must live as long as the store). Any thread, the writer's too. */
void store_submit(struct store *store, struct write *w);

/* The same, waiting for the answer. Never from the writer thread. */
int store_write(struct store *store, tx_fn run, void *arg, struct err *err);

/* The same for what may be lost in a power cut (struct write.lazy). */
int store_write_lazy(struct store *store, tx_fn run, void *arg, struct err *err);

/* Looks from inside a transaction. Valid as long as tx is. */
struct reader *tx_reader(struct tx *tx);

/* The wall time of this transaction: one figure for all that one write changes. */
int64_t tx_now(const struct tx *tx);

/* Says that something changed; handed to the hooks after the COMMIT. Topics: "job:ID", "queue",
 * "events", "tenants", "quotas", "datasets", "models", "cluster". Events touch theirs by
 * themselves. */
void tx_touch(struct tx *tx, const char *topic);

/* Called on the writer thread after every COMMIT that touched a topic, before the answers;
 * topics without repetition. Register up to 4 before the first write. Must be quick. */
typedef void (*store_commit_fn)(void *arg, const char *const *topics, int n);
void store_on_commit(struct store *store, store_commit_fn fn, void *arg);

/* ---- care ---- */

struct store_stats {
    int64_t commits;     /* transactions committed since the start */
    int64_t writes;      /* writes answered */
    int64_t checkpoints; /* WAL checkpoints */
    int64_t wal_bytes;   /* size of the WAL at the last commit */
    int64_t queued;      /* writes waiting now */
};
void store_stats(struct store *store, struct store_stats *stats);

/* Copies everything as of one moment into a new folder, while others go on writing: the database,
 * checked, with its blobs and checkpoints (hard links where the file system is the same: those
 * files never change). The folder can be opened as a data folder. ERR_CONFLICT: it exists already.
 * After another failure it is not whole, and its owner's to remove. */
int store_backup(struct store *store, const char *dir, struct err *err);

/* quick_check, foreign_key_check, and the counts that the store keeps against the rows; ERR_CORRUPT
 * with the first complaint. */
int store_check(struct store *store, struct err *err);

/* "3.40.1". */
const char *store_sqlite_version(void);

/* One page of a list, newest first. */
struct page {
    int limit;         /* 1..200 */
    const char *after; /* id of the last row already seen, or NULL for the first page */
};

/* Whose things a question is about: the tenant, with all below it when `subtree`; tenant NULL is
 * everybody (the operator). Every question about things takes one, so that no caller forgets. */
struct scope {
    const char *tenant; /* id */
    bool subtree;
};

#include "server/store/blobs.h"
#include "server/store/tenants.h"
#include "server/store/quotas.h"
#include "server/store/users.h"
#include "server/store/tokens.h"
#include "server/store/datasets.h"
#include "server/store/models.h"
#include "server/store/jobs.h"
#include "server/store/runs.h"
#include "server/store/checkpoints.h"
#include "server/store/metrics.h"
#include "server/store/events.h"
#include "server/store/decisions.h"
#include "server/store/forecasts.h"
#include "server/store/usage.h"
#include "server/store/programs.h"
#include "server/store/grants.h"
#include "server/store/audit.h"
#include "server/store/idempotency.h"
#include "server/store/meta.h"

#endif
