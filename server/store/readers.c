/* readers.c - the pool of read-only connections: opened when first needed, lent one at a time.
 *
 * A lent reader is inside a read transaction, so that several questions of one request are answered
 * from the same moment. Connections are kept: opening one costs a schema parse. */
#include "server/store/internal.h"
#include "server/store/sql.h"

#include <stdlib.h>

static struct reader *reader_new(struct store *store, struct err *err)
{
    struct reader *r = calloc(1, sizeof *r);
    if (!r) {
        err_set(err, ERR_NO_MEMORY, "no memory for a reader");
        return NULL;
    }
    if (connection_open(r, store, false, err) < 0) {
        free(r);
        return NULL;
    }
    return r;
}

static struct reader *pool_take(struct store *store, struct err *err)
{
    pthread_mutex_lock(&store->pool_lock);
    while (!store->pool && store->readers == store->readers_max)
        pthread_cond_wait(&store->pool_free, &store->pool_lock);
    struct reader *r = store->pool;
    if (r)
        store->pool = r->next;
    else
        store->readers++; /* its place is taken before it exists, so that the lock is not held */
    pthread_mutex_unlock(&store->pool_lock);
    if (r)
        return r;
    r = reader_new(store, err);
    if (!r) {
        pthread_mutex_lock(&store->pool_lock);
        store->readers--;
        pthread_cond_signal(&store->pool_free);
        pthread_mutex_unlock(&store->pool_lock);
    }
    return r;
}

static void pool_put(struct reader *r)
{
    struct store *store = r->store;
    pthread_mutex_lock(&store->pool_lock);
    r->next = store->pool;
    store->pool = r;
    pthread_cond_signal(&store->pool_free);
    pthread_mutex_unlock(&store->pool_lock);
}

static int reader_step(struct reader *r, const char *sql, struct err *err)
{
    struct query q;
    int rc = query_open(&q, r, err, sql, "");
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    query_close(&q);
    return rc;
}

struct reader *reader_borrow(struct store *store, struct err *err)
{
    struct reader *r = pool_take(store, err);
    if (r && reader_step(r, "BEGIN", err) < 0) {
        pool_put(r);
        r = NULL;
    }
    return r;
}

void reader_return(struct reader *reader)
{
    if (!reader)
        return;
    reader_step(reader, "COMMIT", NULL);
    pool_put(reader);
}

void readers_close(struct store *store)
{
    while (store->pool) {
        struct reader *r = store->pool;
        store->pool = r->next;
        connection_close(r);
        free(r);
    }
}
