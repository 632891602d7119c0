/* arena.c - mapped, aligned to huge pages when large, and given back whole. */
#include "engine/tensor/arena.h"
#include "engine/tensor/shape.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* 2 MiB: the huge page of x86-64 and arm64; smaller arenas come from malloc, which reuses them. */
enum { HUGE_PAGE = 2 << 20 };

int64_t layout_add(struct layout *l, int64_t count, size_t size)
{
    int64_t bytes = size_mul(count, (int64_t)size);
    int64_t padded = bytes < 0 ? -1 : size_add(bytes, ARENA_ALIGN - 1);
    int64_t at = l->used;
    if (padded >= 0)
        padded -= padded % ARENA_ALIGN;
    l->used = size_add(at, padded);
    return l->used < 0 ? -1 : at;
}

/* Maps `bytes` at a multiple of HUGE_PAGE: maps one page more, then gives both ends back. */
static unsigned char *map_aligned(size_t bytes)
{
    size_t wide = bytes + HUGE_PAGE;
    unsigned char *p = mmap(NULL, wide, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    size_t head = (HUGE_PAGE - (uintptr_t)p % HUGE_PAGE) % HUGE_PAGE;
    if (head)
        munmap(p, head);
    size_t page = 4096, end = (bytes + page - 1) / page * page;
    if (wide - head > end)
        munmap(p + head + end, wide - head - end);
    return p + head;
}

int arena_init(struct arena *a, const struct layout *l, struct err *err)
{
    if (l->used < 0)
        return err_set(err, ERR_TOO_LARGE, "the training needs more memory than can be counted");
    size_t bytes = l->used ? (size_t)l->used : ARENA_ALIGN;
    unsigned char *p = bytes < HUGE_PAGE ? aligned_alloc(ARENA_ALIGN, bytes) : map_aligned(bytes);
    if (!p)
        return err_set(err, ERR_NO_MEMORY, "no memory for a training of %zu bytes", bytes);
    if (bytes >= HUGE_PAGE)
        madvise(p, bytes, MADV_HUGEPAGE);
    memset(p, 0, bytes);
    a->base = p;
    a->bytes = bytes;
    return 0;
}

void arena_done(struct arena *a)
{
    if (a->base && a->bytes >= HUGE_PAGE)
        munmap(a->base, a->bytes);
    else
        free(a->base);
    *a = (struct arena){0};
}
