/* dataset_cache.h - canonical files kept open between requests.
 *
 * A submit checks its spec against the dataset, and opening one reads and checks all its tables; a
 * client that submits a thousand jobs on one dataset pays for that once. */
#ifndef ALLOT_API_DATASET_CACHE_H
#define ALLOT_API_DATASET_CACHE_H

#include <allot/engine.h>

struct dataset_cache;
struct store;

struct dataset_cache *dataset_cache_new(struct store *store);
/* Nothing may be pinned any more; NULL is allowed. */
void dataset_cache_free(struct dataset_cache *cache);

/* The dataset whose canonical file is this blob, pinned until dataset_unpin. Any thread. */
struct dataset *dataset_pin(struct dataset_cache *cache, const char *sha256, struct err *err);
void dataset_unpin(struct dataset_cache *cache, struct dataset *ds); /* NULL is allowed */

/* Closes what is not pinned, so that the space of deleted files is free at once. */
void dataset_cache_drop(struct dataset_cache *cache);

#endif
