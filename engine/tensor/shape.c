/* shape.c - products of sizes that cannot overflow, and shapes as people write them. */
#include "engine/tensor/shape.h"

#include <inttypes.h>
#include <stdio.h>

struct shape shape_1(int64_t a)
{
    return (struct shape){1, {a, 0, 0, 0}};
}

struct shape shape_2(int64_t a, int64_t b)
{
    return (struct shape){2, {a, b, 0, 0}};
}

struct shape shape_3(int64_t a, int64_t b, int64_t c)
{
    return (struct shape){3, {a, b, c, 0}};
}

struct shape shape_4(int64_t a, int64_t b, int64_t c, int64_t d)
{
    return (struct shape){4, {a, b, c, d}};
}

bool shape_equal(const struct shape *a, const struct shape *b)
{
    if (a->rank != b->rank)
        return false;
    for (int i = 0; i < a->rank; i++)
        if (a->dim[i] != b->dim[i])
            return false;
    return true;
}

int64_t size_mul(int64_t a, int64_t b)
{
    int64_t n;
    if (a < 0 || b < 0 || __builtin_mul_overflow(a, b, &n) || n > SHAPE_ELEMENTS_MAX)
        return -1;
    return n;
}

int64_t size_add(int64_t a, int64_t b)
{
    int64_t n;
    if (a < 0 || b < 0 || __builtin_add_overflow(a, b, &n) || n > SHAPE_ELEMENTS_MAX)
        return -1;
    return n;
}

int64_t shape_elements(const struct shape *s)
{
    int64_t n = 1;
    for (int i = 0; i < s->rank; i++) {
        if (s->dim[i] <= 0)
            return -1;
        n = size_mul(n, s->dim[i]);
    }
    return n;
}

const char *shape_text(const struct shape *s, char text[SHAPE_TEXT_MAX])
{
    size_t at = (size_t)snprintf(text, SHAPE_TEXT_MAX, "(");
    for (int i = 0; i < s->rank; i++)
        at += (size_t)snprintf(text + at, SHAPE_TEXT_MAX - at, i ? ", %" PRId64 : "%" PRId64,
                               s->dim[i]);
    snprintf(text + at, SHAPE_TEXT_MAX - at, ")");
    return text;
}
