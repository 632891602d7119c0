/* shape.h - the shape of one sample (the batch is never part of it), with overflow-safe sizes. */
#ifndef ENGINE_TENSOR_SHAPE_H
#define ENGINE_TENSOR_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHAPE_RANK_MAX = 4 };

/* 2^40 elements: far above any memory of one machine, far below where products of a few such sizes
 * overflow 64 bits unseen. */
#define SHAPE_ELEMENTS_MAX ((int64_t)1 << 40)

struct shape {
    int rank; /* 0: one number */
    int64_t dim[SHAPE_RANK_MAX];
};

struct shape shape_1(int64_t a);
struct shape shape_2(int64_t a, int64_t b);
struct shape shape_3(int64_t a, int64_t b, int64_t c);
struct shape shape_4(int64_t a, int64_t b, int64_t c, int64_t d);

bool shape_equal(const struct shape *a, const struct shape *b);

/* Product of the dimensions, or -1 when one is not positive or the product passes
 * SHAPE_ELEMENTS_MAX. */
int64_t shape_elements(const struct shape *s);

/* a*b and a+b, or -1 when an operand is negative or the result passes SHAPE_ELEMENTS_MAX. */
int64_t size_mul(int64_t a, int64_t b);
int64_t size_add(int64_t a, int64_t b);

/* 96: four numbers of 20 digits with separators. */
enum { SHAPE_TEXT_MAX = 96 };

/* "(28, 28, 1)" into text; returns text. */
const char *shape_text(const struct shape *s, char text[SHAPE_TEXT_MAX]);

#endif
