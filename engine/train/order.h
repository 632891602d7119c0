/* order.h - which rows train, which validate, and in what order an epoch takes them.
 *
 * A pure function of seed and epoch, so nothing of it needs saving. */
#ifndef ENGINE_TRAIN_ORDER_H
#define ENGINE_TRAIN_ORDER_H

#include <stdbool.h>
#include <stdint.h>

/* order[0..train): rows to train on, ascending; order[train..rows): rows to validate with,
 * ascending, chosen at random by the seed (each choice equally likely). train = rows: all rows
 * train. */
void order_split(uint32_t *order, int64_t rows, int64_t train, uint64_t seed);

/* Makes the order that of windows of a text, `stride` characters each: order[i] becomes where the
 * window begins. Those that train are the first, and begin `shift` characters earlier, which
 * differs by epoch so that every cut of the text is seen; the rest, the text's tail, stay. */
void order_windows(uint32_t *order, int64_t rows, int64_t train, int64_t stride, int64_t shift);
int64_t order_shift(int64_t stride, uint64_t seed, int epoch);

/* Shuffles order[0..train) as epoch's own order (Fisher-Yates, from any stage of order_split). */
void order_shuffle(uint32_t *order, int64_t train, uint64_t seed, int epoch);

#endif
