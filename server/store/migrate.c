/* migrate.c - the files of migrations/, embedded, run in order.
 *
 * user_version is the number of the last one; the table `migrations` has the checksum of each, so
 * that a file changed after its release is found out before it does harm. */
#include "server/store/migrate.h"

#include "server/base/clock.h"
#include "server/base/embedded.h"
#include "server/base/hash.h"
#include "server/store/sql.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1000: numbers have four digits, and a list that long would want squashing first. */
enum { MIGRATIONS_MAX = 1000 };

const struct migration *migrations_embedded(void)
{
    static struct migration list[MIGRATIONS_MAX + 1];
    static const char folder[] = "migrations/";
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    int n = 0;
    for (const struct embedded *e = embedded_files(); e->name && n < MIGRATIONS_MAX; e++)
        if (strncmp(e->name, folder, sizeof folder - 1) == 0) {
            const char *name = e->name + sizeof folder - 1;
            list[n++] = (struct migration){atoi(name), name, (const char *)e->data, e->size};
        }
    pthread_mutex_unlock(&lock);
    return list;
}

/* The table of what has been run is older than any migration, so it makes itself. */
static int begin(struct tx *tx, int64_t *version, struct err *err)
{
    int rc = tx_exec(tx, err,
                     "CREATE TABLE IF NOT EXISTS migrations ("
                     "number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL,"
                     " applied_at INTEGER NOT NULL) STRICT",
                     "");
    if (rc >= 0)
        rc = query_int(&tx->reader, version, err, "PRAGMA user_version", "");
    return rc < 0 ? rc : 0;
}

static int list_check(const struct migration *list, int *n, struct err *err)
{
    for (*n = 0; list[*n].number; (*n)++)
        if (list[*n].number != *n + 1)
            return err_set(err, ERR_INTERNAL, "migration %s should have number %04d", list[*n].name,
                           *n + 1);
    return 0;
}

static int checksum_check(struct tx *tx, const struct migration *m, struct err *err)
{
    char now[HASH_TEXT_MAX], *then = NULL;
    int rc = query_text(&tx->reader, &then, err, "SELECT sha256 FROM migrations WHERE number=?",
                        "i", m->number);
    if (rc < 0)
        return rc;
    hash_sha256(now, m->sql, m->n);
    rc = 0;
    if (!then)
        rc = err_set(err, ERR_CORRUPT, "the database does not say that it had migration %s",
                     m->name);
    else if (strcmp(now, then) != 0)
        rc = err_set(err, ERR_CONFLICT,
                     "migration %s is not the one this database had (sha256 %.12s, then %.12s)",
                     m->name, now, then);
    free(then);
    return rc;
}

static int copy_before(struct tx *tx, int number, struct err *err)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s/allot.db.before-%04d", PATH_MAX - 128, tx->reader.store->dir,
             number);
    remove(path);
    return tx_exec(tx, err, "VACUUM INTO ?", "s", path);
}

static int foreign_keys_check(struct tx *tx, struct err *err)
{
    struct query q;
    int rc = query_open(&q, &tx->reader, err, "PRAGMA foreign_key_check", "");
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = err_set(err, ERR_CORRUPT, "leaves rows that refer to nothing");
    query_close(&q);
    return rc;
}

static int run(struct tx *tx, const struct migration *m, struct err *err)
{
    char sha256[HASH_TEXT_MAX], version[64];
    char *sql = strndup(m->sql, m->n);
    if (!sql)
        return err_set(err, ERR_NO_MEMORY, "no memory for a migration");
    int rc = sqlite3_exec(tx->reader.db, sql, NULL, NULL, NULL) == SQLITE_OK
                 ? 0
                 : sql_fail(&tx->reader, err, "");
    free(sql);
    if (rc == 0)
        rc = tx_exec(tx, err, "INSERT INTO migrations VALUES(?,?,?,?)", "issI", m->number, m->name,
                     hash_sha256(sha256, m->sql, m->n), clock_wall_ms());
    if (rc >= 0)
        rc = foreign_keys_check(tx, err);
    if (rc < 0)
        return rc;
    snprintf(version, sizeof version, "PRAGMA user_version=%d", m->number);
    rc = sqlite3_exec(tx->reader.db, version, NULL, NULL, NULL);
    return rc == SQLITE_OK ? 0 : sql_fail(&tx->reader, err, version);
}

static int run_alone(struct tx *tx, const struct migration *m, struct err *err)
{
    int rc = tx_exec(tx, err, "BEGIN IMMEDIATE", "");
    if (rc < 0)
        return rc;
    rc = run(tx, m, err);
    if (rc >= 0)
        rc = tx_exec(tx, err, "COMMIT", "");
    if (rc >= 0)
        return 0;
    if (!sqlite3_get_autocommit(tx->reader.db))
        tx_exec(tx, NULL, "ROLLBACK", "");
    return err_wrap(err, "migration %s: ", m->name);
}

int migrate(struct tx *tx, const struct migration *list, struct err *err)
{
    int64_t version = 0;
    int n, rc = list_check(list, &n, err);
    if (rc == 0)
        rc = begin(tx, &version, err);
    if (rc < 0)
        return rc;
    if (version > n)
        return err_set(err, ERR_CONFLICT,
                       "the database has migration %lld, this program knows %d: use a newer one",
                       (long long)version, n);
    for (int i = 0; i < version && rc == 0; i++)
        rc = checksum_check(tx, &list[i], err);
    if (rc == 0 && version > 0 && version < n)
        rc = copy_before(tx, (int)version + 1, err);
    int done = 0;
    for (int i = (int)version; i < n && rc >= 0; i++, done++)
        rc = run_alone(tx, &list[i], err);
    return rc < 0 ? rc : done;
}
