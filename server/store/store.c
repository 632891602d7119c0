/* store.c - opening and closing: the lock, the connections' pragmas, the order of things.
 *
 * The lock is flock on DIR/lock, held by the descriptor: it ends with the process however that
 * ends, and leaves no stale file to explain. The pid inside is for people. */
#include "server/store/store.h"

#include "server/base/clock.h"
#include "server/base/file.h"
#include "server/store/internal.h"
#include "server/store/migrate.h"
#include "server/store/sql.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* 4: API threads are about as many, and a fifth would wait for a core anyway. */
enum { READERS_DEFAULT = 4 };

/* 960: the longest name below it is "/blobs/sha256/ab/" and 62 digits. */
enum { DIR_PATH_MAX = PATH_MAX - 128 };

/* "ALOT" in ASCII: says whose file it is; sqlite3 and file(1) show it. */
#define APPLICATION_ID 1095520084

/* cache_size is in KiB: 1 MiB holds the inner pages of every index, and idle memory counts.
 * mmap_size 0 and no automatic checkpoints are part of the one-writer design: see store.h. */
static const char pragmas[] = "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                              "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;"
                              "PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=0;";
static const char pragmas_reader[] = "PRAGMA cache_size=-1024; PRAGMA query_only=ON;";
static const char pragmas_writer[] = "PRAGMA cache_size=-4096; PRAGMA journal_mode=WAL;"
                                     "PRAGMA synchronous=FULL;"
                                     "PRAGMA journal_size_limit=67108864;";

/* Once, before the library's first use: no mutex per connection (each has one user at a time), and
 * no memory statistics, whose one lock all connections would share. */
static void library_set_up(void)
{
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int connection_open(struct reader *r, struct store *store, bool writing, struct err *err)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s/allot.db", DIR_PATH_MAX, store->dir);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, library_set_up);
    r->store = store;
    int rc = sqlite3_open_v2(path, &r->db, flags, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_busy_timeout(r->db, 5000);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(r->db, pragmas, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(r->db, writing ? pragmas_writer : pragmas_reader, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        return 0;
    sql_fail(r, err, path);
    connection_close(r);
    return err ? err->code : ERR_IO;
}

/* ---- the lock ---- */

static int lock_busy(const char *path, int fd, struct err *err)
{
    char pid[32] = "";
    ssize_t n = read(fd, pid, sizeof pid - 1);
    pid[n > 0 ? n : 0] = '\0';
    pid[strcspn(pid, "\n")] = '\0';
    return err_set(err, ERR_BUSY, "%s is held by process %s: its allotd uses this data folder",
                   path, pid[0] ? pid : "(unknown)");
}

static int lock_take(struct store *store, struct err *err)
{
    char path[PATH_MAX], pid[32];
    snprintf(path, sizeof path, "%.*s/lock", DIR_PATH_MAX, store->dir);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set(err, file_err_code(errno), "cannot open %s: %s", path, strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        int rc = errno == EWOULDBLOCK
                     ? lock_busy(path, fd, err)
                     : err_set(err, ERR_IO, "cannot lock %s: %s", path, strerror(errno));
        close(fd);
        return rc;
    }
    int n = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) < 0 || file_write_all(fd, pid, (size_t)n, err) < 0) {
        close(fd);
        return err_set(err, ERR_IO, "cannot write %s: %s", path, strerror(errno));
    }
    store->lock_fd = fd;
    return 0;
}

/* ---- the database ---- */

static int application_check(struct reader *r, struct err *err)
{
    int64_t id = 0, tables = 0;
    int rc = query_int(r, &id, err, "PRAGMA application_id", "");
    if (rc >= 0)
        rc = query_int(r, &tables, err, "SELECT count(*) FROM sqlite_schema", "");
    if (rc < 0)
        return rc;
    if (id != APPLICATION_ID && (id != 0 || tables != 0))
        return err_set(err, ERR_CONFLICT,
                       "%s/allot.db is a database of another program (application_id %lld)",
                       r->store->dir, (long long)id);
    if (id == 0)
        sqlite3_exec(r->db, "PRAGMA application_id=1095520084", NULL, NULL, NULL);
    return 0;
}

static int database_open(struct store *store, struct store_recovery *recovery, struct err *err)
{
    struct reader *r = &store->tx.reader;
    int rc = connection_open(r, store, true, err);
    if (rc < 0)
        return rc;
    rc = application_check(r, err);
    if (rc < 0)
        return rc;
    rc = migrate(&store->tx, migrations_embedded(), err);
    if (rc < 0)
        return rc;
    recovery->migrations = rc;
    return 0;
}

static struct store *store_new(const struct store_options *options, struct err *err)
{
    if (strlen(options->dir) > DIR_PATH_MAX) {
        err_set(err, ERR_INVALID, "the data folder's path has %zu bytes; at most %d are allowed",
                strlen(options->dir), DIR_PATH_MAX);
        return NULL;
    }
    struct store *store = calloc(1, sizeof *store);
    if (!store) {
        err_set(err, ERR_NO_MEMORY, "no memory for the store");
        return NULL;
    }
    strcpy(store->dir, options->dir);
    store->readers_max = options->readers_max > 0 ? options->readers_max : READERS_DEFAULT;
    store->decisions_keep_ms = options->decisions_keep_ms;
    store->events_keep_ms = options->events_keep_ms;
    store->lock_fd = -1;
    store->tail = &store->head;
    store->synchronous_full = true;
    store->tx.reader.store = store;
    pthread_mutex_init(&store->pool_lock, NULL);
    pthread_cond_init(&store->pool_free, NULL);
    pthread_mutex_init(&store->queue_lock, NULL);
    pthread_mutex_init(&store->blob_lock, NULL);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&store->queue_wake, &attr);
    pthread_condattr_destroy(&attr);
    return store;
}

struct store *store_open(const struct store_options *options, struct store_recovery *recovery,
                         struct err *err)
{
    struct store_recovery own;
    struct store_recovery *found = recovery ? recovery : &own;
    memset(found, 0, sizeof *found);
    struct store *store = store_new(options, err);
    if (!store)
        return NULL;
    if (file_make_dirs(store->dir, 0700, err) == 0 && lock_take(store, err) == 0 &&
        database_open(store, found, err) == 0 && blobs_open(store, err) == 0 &&
        recover(store, found, err) == 0 && writer_start(store, err) == 0)
        return store;
    store_close(store);
    return NULL;
}

/* Readers first: the last connection to close checkpoints, and that must be the writer's. */
void store_close(struct store *store)
{
    if (!store)
        return;
    writer_stop(store);
    readers_close(store);
    if (store->tx.reader.db)
        connection_close(&store->tx.reader);
    free(store->tx.topics);
    free(store->tx.litter);
    free(store->waiting);
    while (store->pending) {
        struct pending *p = store->pending;
        store->pending = p->next;
        free(p);
    }
    pthread_mutex_destroy(&store->pool_lock);
    pthread_cond_destroy(&store->pool_free);
    pthread_mutex_destroy(&store->queue_lock);
    pthread_cond_destroy(&store->queue_wake);
    pthread_mutex_destroy(&store->blob_lock);
    if (store->lock_fd >= 0)
        close(store->lock_fd);
    free(store);
}

const char *store_dir(const struct store *store)
{
    return store->dir;
}
