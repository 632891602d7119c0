/* dataset_cache.c - least recently used first out; what is pinned stays.
 *
 * Files are opened outside the lock; when two threads open the same one, the second finds it there
 * and closes its own. A blob never changes, so an entry can be old but never wrong. */
#include "server/api/dataset_cache.h"

#include "server/base/hash.h"
#include "server/store/store.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* 16: address space is cheap, but each entry's tables lie on the heap (at most a few MiB). */
enum { CACHE_MAX = 16 };

struct entry {
    char sha256[HASH_TEXT_MAX];
    struct dataset *ds;
    int pins;
    struct entry *next; /* most recently used first */
};

struct dataset_cache {
    struct store *store;
    pthread_mutex_t lock;
    struct entry *first;
};

struct dataset_cache *dataset_cache_new(struct store *store)
{
    struct dataset_cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        return NULL;
    cache->store = store;
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

/* ---- the list; with the lock held ---- */

/* Finds an entry, pins it and moves it to the front. */
static struct entry *touch(struct dataset_cache *cache, const char *sha256)
{
    for (struct entry **at = &cache->first; *at; at = &(*at)->next) {
        struct entry *e = *at;
        if (strcmp(e->sha256, sha256))
            continue;
        *at = e->next;
        e->next = cache->first;
        cache->first = e;
        e->pins++;
        return e;
    }
    return NULL;
}

/* Takes unpinned entries behind the first `keep` out of the list; returns them as a list. */
static struct entry *take_idle(struct dataset_cache *cache, int keep)
{
    struct entry *idle = NULL;
    int n = 0;
    for (struct entry **at = &cache->first; *at;) {
        struct entry *e = *at;
        if (n++ < keep || e->pins) {
            at = &e->next;
            continue;
        }
        *at = e->next;
        e->next = idle;
        idle = e;
    }
    return idle;
}

static void close_all(struct entry *e)
{
    while (e) {
        struct entry *next = e->next;
        dataset_close(e->ds);
        free(e);
        e = next;
    }
}

void dataset_cache_free(struct dataset_cache *cache)
{
    if (!cache)
        return;
    close_all(cache->first);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static struct entry *entry_open(struct dataset_cache *cache, const char *sha256, struct err *err)
{
    char path[BLOB_PATH_MAX];
    struct entry *e = calloc(1, sizeof *e);
    if (!e) {
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    strncpy(e->sha256, sha256, HASH_TEXT_MAX - 1);
    e->ds = dataset_open(blob_path(cache->store, sha256, path), err);
    if (!e->ds) {
        free(e);
        return NULL;
    }
    return e;
}

struct dataset *dataset_pin(struct dataset_cache *cache, const char *sha256, struct err *err)
{
    pthread_mutex_lock(&cache->lock);
    struct entry *e = touch(cache, sha256);
    pthread_mutex_unlock(&cache->lock);
    if (e)
        return e->ds;
    struct entry *mine = entry_open(cache, sha256, err), *idle = mine;
    if (!mine)
        return NULL;
    pthread_mutex_lock(&cache->lock);
    if (!(e = touch(cache, sha256))) {
        e = mine;
        e->pins = 1;
        e->next = cache->first;
        cache->first = e;
        idle = take_idle(cache, CACHE_MAX);
    }
    pthread_mutex_unlock(&cache->lock);
    close_all(idle);
    return e->ds;
}

void dataset_unpin(struct dataset_cache *cache, struct dataset *ds)
{
    pthread_mutex_lock(&cache->lock);
    for (struct entry *e = cache->first; ds && e; e = e->next)
        if (e->ds == ds)
            e->pins--;
    pthread_mutex_unlock(&cache->lock);
}

void dataset_cache_drop(struct dataset_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    struct entry *idle = take_idle(cache, 0);
    pthread_mutex_unlock(&cache->lock);
    close_all(idle);
}
