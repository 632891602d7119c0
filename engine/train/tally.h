/* tally.h - what the places of each tally hold: counted in tally.c, made into values in metric.c.
 */
#ifndef ENGINE_TRAIN_TALLY_H
#define ENGINE_TRAIN_TALLY_H

#include "engine/train/metric.h"

/* Per target column. */
enum { SUM_T, SUM_TT, SUM_EE, MOMENTS };

/* Per class, or flag. */
enum { ANSWERED, TRUE, HIT, CLASS_COUNTS };

enum { TOP_OF, TOP_HIT, TOP_COUNTS, TOP = 5 };

/* Of a list of ten: the true item is in it, and worth 1 / log₂(2 + place) there. */
enum { ITEMS_OF, ITEMS_HIT, ITEMS_GAIN, ITEMS_COUNTS, ITEMS = 10 };

enum { SURPRISE, SURPRISE_OF, SURPRISE_COUNTS };

enum { BYTES_SURPRISE, BYTES_OF, BYTES_COUNTS };

/* Doubles of a tally, for one model. */
int64_t tally_size(const struct metrics *m, enum tally tally);

#endif
