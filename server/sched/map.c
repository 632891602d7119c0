/* map.c - things by id. FNV-1a, linear probing, at most 3/4 full. */
#include "server/sched/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static char tombstone;

static const char *id_of(const void *thing)
{
    return *(const char *const *)thing;
}

static size_t hash(const char *s)
{
    uint64_t h = 14695981039346656037u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return (size_t)(h ^ (h >> 32));
}

void map_done(struct map *m)
{
    free(m->slot);
    *m = (struct map){0};
}

static size_t find(const struct map *m, const char *id)
{
    for (size_t i = hash(id) & (m->room - 1);; i = (i + 1) & (m->room - 1)) {
        if (!m->slot[i])
            return m->room;
        if (m->slot[i] != &tombstone && strcmp(id_of(m->slot[i]), id) == 0)
            return i;
    }
}

void *map_get(const struct map *m, const char *id)
{
    if (!m->room)
        return NULL;
    size_t i = find(m, id);
    return i == m->room ? NULL : m->slot[i];
}

static void place(void **slot, size_t room, void *thing)
{
    size_t i = hash(id_of(thing)) & (room - 1);
    while (slot[i])
        i = (i + 1) & (room - 1);
    slot[i] = thing;
}

static bool grow(struct map *m)
{
    size_t room = m->used * 2 < 32 ? 64 : m->room;
    while (room < m->used * 2 + 2)
        room *= 2;
    void **slot = calloc(room, sizeof *slot);
    if (!slot)
        return false;
    for (size_t i = 0; i < m->room; i++)
        if (m->slot[i] && m->slot[i] != &tombstone)
            place(slot, room, m->slot[i]);
    free(m->slot);
    m->slot = slot;
    m->room = room;
    m->filled = m->used;
    return true;
}

bool map_put(struct map *m, void *thing)
{
    if ((m->filled + 1) * 4 > m->room * 3 && !grow(m))
        return false;
    place(m->slot, m->room, thing);
    m->used++;
    m->filled++;
    return true;
}

void *map_at(const struct map *m, size_t i)
{
    return m->slot[i] == &tombstone ? NULL : m->slot[i];
}

void map_remove(struct map *m, const char *id)
{
    size_t i = m->room ? find(m, id) : 0;
    if (m->room && i < m->room) {
        m->slot[i] = &tombstone;
        m->used--;
    }
}
