/* map.h - things by id: open addressing, strings borrowed from the things themselves.
 *
 * A stored thing must be a struct whose first member is `const char *id`. Iteration order is
 * nobody's business: nothing that decides walks a map. */
#ifndef ALLOT_SCHED_MAP_H
#define ALLOT_SCHED_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct map {
    void **slot;
    size_t room, used; /* room is 0 or a power of two; used counts things, not tombstones */
    size_t filled;     /* things and tombstones */
};

void map_done(struct map *m);
void *map_get(const struct map *m, const char *id);
bool map_put(struct map *m, void *thing);    /* not there yet; false when memory is out */
void *map_at(const struct map *m, size_t i); /* i < room: the thing in that slot, or NULL */
void map_remove(struct map *m, const char *id);

#endif
