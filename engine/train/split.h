/* split.h - which rows of a dataset train and which validate.
 *
 *   random      any choice is as likely, by the seed (order.h)
 *   stratified  so too, but of each class its share: the exact counts by largest remainder, ties to
 *               the class that comes first; a class's only row trains
 *   time        those that come last, in each series; of a forecast the windows between the two
 *               sides are left out, so that no row is seen from both
 * A function of spec and dataset alone, so nothing of it needs saving. */
#ifndef ENGINE_TRAIN_SPLIT_H
#define ENGINE_TRAIN_SPLIT_H

#include "engine/train/plan.h"

/* In the order of training.split's choices. */
enum split { SPLIT_AUTO, SPLIT_RANDOM, SPLIT_STRATIFIED, SPLIT_TIME };
extern const char *const split_names[];

/* What a spec's choice comes down to for its task. */
enum split split_of(const struct spec *spec, enum target_kind targets);

/* Whether the spec holds rows back by the time column. */
bool split_by_time(const struct spec *spec);

/* Sets p's rows, train_rows and validation_rows for a share to validate with; p->info is known.
 * Returns the number of faults added. */
int split_count(struct plan *p, const struct dataset *train, double share, struct faults *faults);

/* Fills order[0..p->rows): rows that train, then those that validate. */
int split_fill(const struct plan *p, const struct dataset *train, uint32_t *order, struct err *err);

/* Whether the table's rows are sorted by time, which takes memory beside the arena; the plan keeps
 * as much of the arena free, so that the quote counts it. */
bool split_sorts(const struct plan *p);

/* Whether the order is more than a seed's function and must be kept beside the shuffled one. */
bool split_keeps(const struct plan *p);

#endif
