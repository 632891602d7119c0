/* arena.h - one block of memory for a whole training, planned before it is taken.
 *
 * A layout adds up sizes and hands out offsets; the arena is then taken once, exactly that large,
 * and every tensor is a view into it. Big arenas are 2 MiB aligned and ask for huge pages: the
 * first touch of a small page can cost 20 us in a virtual machine. The block arrives zeroed. */
#ifndef ENGINE_TENSOR_ARENA_H
#define ENGINE_TENSOR_ARENA_H

#include <allot/err.h>
#include <stddef.h>
#include <stdint.h>

/* 64: a cache line, and one AVX-512 register. */
enum { ARENA_ALIGN = 64 };

struct layout {
    int64_t used; /* bytes; -1 once a size has overflowed */
};

/* Reserves count × size bytes; returns their offset, or -1 on overflow (the layout then stays
 * broken, so that one check at the end suffices). */
int64_t layout_add(struct layout *l, int64_t count, size_t size);

struct arena {
    unsigned char *base;
    size_t bytes;
};

/* Takes the layout's bytes, zeroed and touched. ERR_TOO_LARGE on a broken layout, ERR_NO_MEMORY. */
int arena_init(struct arena *a, const struct layout *l, struct err *err);
void arena_done(struct arena *a);

#endif
