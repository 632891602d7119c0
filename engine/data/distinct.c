/* distinct.c - counting the different values of a column. */
#include "engine/data/distinct.h"
#include "engine/data/text.h"

#include <stdlib.h>
#include <string.h>

void distinct_init(struct distinct *d, size_t *budget)
{
    *d = (struct distinct){.budget = budget};
}

void distinct_done(struct distinct *d)
{
    free(d->values);
    free(d->slots);
    free(d->heap);
    if (d->budget)
        *d->budget += d->drawn;
    *d = (struct distinct){.budget = d->budget};
}

static void give_up(struct distinct *d)
{
    distinct_done(d);
    d->gave_up = true;
}

/* FNV-1a with a final mix, since the slots take its low bits. */
static uint32_t hash(const char *s, size_t n)
{
    uint64_t h = 1469598103934665603ULL;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211ULL;
    return (uint32_t)(h ^ (h >> 32));
}

/* The slot where `text` is, or the free one where it would be. */
static uint32_t slot_of(const struct distinct *d, const char *text, size_t n)
{
    uint32_t mask = d->n_slots - 1;
    for (uint32_t i = hash(text, n) & mask;; i = (i + 1) & mask) {
        if (!d->slots[i])
            return i;
        const struct distinct_value *v = &d->values[d->slots[i] - 1];
        if (v->n == n && memcmp(d->heap + v->at, text, n) == 0)
            return i;
    }
}

static bool draw(struct distinct *d, size_t bytes)
{
    if (bytes > *d->budget)
        return false;
    *d->budget -= bytes;
    d->drawn += bytes;
    return true;
}

static bool grow_values(struct distinct *d)
{
    int room = d->room ? 2 * d->room : 16;
    uint32_t n_slots = (uint32_t)room * 2;
    if (!draw(d, (size_t)(room - d->room) * sizeof *d->values +
                     (n_slots - d->n_slots) * sizeof *d->slots))
        return false;
    struct distinct_value *values = realloc(d->values, (size_t)room * sizeof *values);
    if (!values)
        return false;
    d->values = values;
    uint32_t *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return false;
    free(d->slots);
    d->slots = slots;
    d->n_slots = n_slots;
    d->room = room;
    for (int i = 0; i < d->n; i++)
        slots[slot_of(d, d->heap + d->values[i].at, d->values[i].n)] = (uint32_t)i + 1;
    return true;
}

static bool grow_heap(struct distinct *d, size_t n)
{
    size_t room = d->heap_room ? d->heap_room : 64;
    while (room < d->n_heap + n)
        room *= 2;
    if (room == d->heap_room)
        return true;
    char *heap = draw(d, room - d->heap_room) ? realloc(d->heap, room) : NULL;
    if (!heap)
        return false;
    d->heap = heap;
    d->heap_room = (uint32_t)room;
    return true;
}

void distinct_add(struct distinct *d, const char *text, size_t n, int max)
{
    if (d->gave_up)
        return;
    int known = distinct_find(d, text, n);
    if (known >= 0) {
        d->values[known].count++;
        return;
    }
    if (d->n >= max || n > DISTINCT_TEXT_MAX || (d->n == d->room && !grow_values(d)) ||
        !grow_heap(d, n + 1)) {
        give_up(d);
        return;
    }
    uint32_t slot = slot_of(d, text, n);
    d->values[d->n] = (struct distinct_value){d->n_heap, (uint32_t)n, 1};
    memcpy(d->heap + d->n_heap, text, n);
    d->heap[d->n_heap + n] = 0;
    d->n_heap += (uint32_t)n + 1;
    d->slots[slot] = (uint32_t)++d->n;
}

int distinct_find(const struct distinct *d, const char *text, size_t n)
{
    return d->n_slots ? (int)d->slots[slot_of(d, text, n)] - 1 : -1;
}

const char *distinct_text(const struct distinct *d, int i)
{
    return d->heap + d->values[i].at;
}

static int compare(const void *a, const void *b, void *arg)
{
    const struct distinct *d = arg;
    const struct distinct_value *va = &d->values[*(const int *)a],
                                *vb = &d->values[*(const int *)b];
    return text_order(d->heap + va->at, va->n, d->heap + vb->at, vb->n, true);
}

void distinct_order(const struct distinct *d, int *order)
{
    for (int i = 0; i < d->n; i++)
        order[i] = i;
    qsort_r(order, (size_t)d->n, sizeof *order, compare, (void *)d);
}
