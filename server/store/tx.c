/* tx.c - one transaction of many writes, a savepoint each: what fails undoes itself alone, and a
 * COMMIT that fails undoes all. Topics and litter noted by a write are cut back with its savepoint.
 */
#include "server/store/internal.h"

#include "server/store/fault.h"
#include "server/store/sql.h"
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a write may do with its transaction ---- */

struct reader *tx_reader(struct tx *tx)
{
    return &tx->reader;
}

int64_t tx_now(const struct tx *tx)
{
    return tx->now;
}

static void *grow(void *v, int n, int *room, size_t size)
{
    if (n < *room)
        return v;
    int more = *room ? 2 * *room : 64;
    void *grown = realloc(v, (size_t)more * size);
    if (grown)
        *room = more;
    return grown;
}

void tx_touch(struct tx *tx, const char *topic)
{
    assert(strlen(topic) < sizeof tx->topics->text);
    struct topic *v = grow(tx->topics, tx->n_topics, &tx->topics_room, sizeof *v);
    if (!v) {
        tx->out_of_memory = true;
        return;
    }
    tx->topics = v;
    strcpy(v[tx->n_topics++].text, topic);
}

void tx_litter(struct tx *tx, const char *name, bool blob)
{
    struct litter *v = grow(tx->litter, tx->n_litter, &tx->litter_room, sizeof *v);
    if (!v) {
        tx->out_of_memory = true;
        return;
    }
    tx->litter = v;
    snprintf(v[tx->n_litter].name, sizeof v->name, "%s", name);
    v[tx->n_litter++].blob = blob;
}

/* ---- running ---- */

static int step(struct tx *tx, const char *sql, enum fault_point point, struct err *err)
{
    int errnum = fault_at(point);
    if (errnum)
        return err_set(err,
                       errnum == ENOSPC  ? ERR_NO_SPACE
                       : errnum == EBUSY ? ERR_BUSY
                                         : ERR_IO,
                       "database: %s at %s", strerror(errnum), sql);
    return tx_exec(tx, err, sql, "");
}

static bool in_transaction(struct tx *tx)
{
    return !sqlite3_get_autocommit(tx->reader.db);
}

static void roll_back(struct tx *tx)
{
    if (in_transaction(tx))
        sqlite3_exec(tx->reader.db, "ROLLBACK", NULL, NULL, NULL);
    tx->n_topics = 0;
    tx->n_litter = 0;
}

/* Through sqlite3_exec: the way out of a failure must not itself meet the tests' faults. */
static void savepoint_undo(struct tx *tx)
{
    if (in_transaction(tx))
        sqlite3_exec(tx->reader.db, "ROLLBACK TO w; RELEASE w", NULL, NULL, NULL);
}

static void run_one(struct tx *tx, struct write *w)
{
    int topics = tx->n_topics, litter = tx->n_litter;
    tx->out_of_memory = false;
    w->rc = tx_exec(tx, &w->err, "SAVEPOINT w", "");
    if (w->rc < 0)
        return;
    w->rc = w->run(tx, w->arg, &w->err);
    if (w->rc >= 0 && tx->out_of_memory)
        w->rc = err_set(&w->err, ERR_NO_MEMORY, "no memory for a write");
    if (w->rc >= 0 && in_transaction(tx)) {
        int rc = tx_exec(tx, &w->err, "RELEASE w", "");
        w->rc = rc < 0 ? rc : 0;
    }
    if (w->rc < 0) {
        if (w->err.code == 0)
            err_set(&w->err, w->rc, "a write failed without saying why");
        savepoint_undo(tx);
        tx->n_topics = topics;
        tx->n_litter = litter;
    }
}

/* A full disk may make SQLite undo the whole transaction: then those before went with it. */
static void fail_until(struct write *first, const struct write *end, const struct err *why)
{
    for (struct write *w = first; w != end; w = w->next)
        if (w->rc >= 0) {
            w->rc = why->code;
            w->err = *why;
        }
}

bool tx_run(struct tx *tx, struct write *batch)
{
    struct err err = {0};
    struct write *first = batch; /* of the transaction that is open now */
    for (struct write *w = batch; w; w = w->next) {
        if (!in_transaction(tx)) {
            roll_back(tx);
            first = w;
            w->rc = step(tx, "BEGIN IMMEDIATE", FAULT_BEGIN, &w->err);
            if (w->rc < 0)
                continue;
        }
        run_one(tx, w);
        if (!in_transaction(tx)) {
            if (w->rc >= 0)
                w->rc = err_set(&w->err, ERR_INTERNAL, "a write ended the transaction");
            fail_until(first, w, &w->err);
        }
    }
    if (!in_transaction(tx))
        return false;
    if (step(tx, "COMMIT", FAULT_COMMIT, &err) >= 0)
        return true;
    roll_back(tx);
    fail_until(first, NULL, &err);
    return false;
}
