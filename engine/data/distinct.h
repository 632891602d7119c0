/* distinct.h - the distinct values of a column with their counts, as long as they are few.
 *
 * A hash table of texts by order of arrival. All tables of an import draw on one budget of bytes;
 * a table that finds no room, or meets a value that is too long, gives up and frees itself: the
 * column then has no classes. */
#ifndef ALLOT_ENGINE_DATA_DISTINCT_H
#define ALLOT_ENGINE_DATA_DISTINCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 24 MiB: an import may use 64 MiB in all; 65,536 categories of 30 bytes are 5 MiB. */
#define DISTINCT_BUDGET ((size_t)24 << 20)

/* 256: a longer value is prose, no category. */
enum { DISTINCT_TEXT_MAX = 256 };

struct distinct_value {
    uint32_t at, n; /* in heap; n bytes and a NUL */
    int64_t count;
};

struct distinct {
    struct distinct_value *values;
    int n, room;
    uint32_t *slots; /* index + 1, 0 free; n_slots is a power of two ≥ 2 room */
    uint32_t n_slots;
    char *heap;
    uint32_t n_heap, heap_room;
    bool gave_up;
    size_t *budget; /* bytes left to all tables of the import */
    size_t drawn;
};

void distinct_init(struct distinct *d, size_t *budget);
void distinct_done(struct distinct *d);

/* Counts one more of `text`; gives up beyond `max` values. Does nothing once given up. */
void distinct_add(struct distinct *d, const char *text, size_t n, int max);

/* Index by order of arrival, or -1. */
int distinct_find(const struct distinct *d, const char *text, size_t n);

/* The text of a value, NUL-terminated. */
const char *distinct_text(const struct distinct *d, int i);

/* Fills order[0..n) with indices such that numbers come first, by value, then texts, bytewise. */
void distinct_order(const struct distinct *d, int *order);

#endif
