/* schedule.h - the learning rate of a step, a pure function of its number. */
#ifndef ENGINE_TRAIN_SCHEDULE_H
#define ENGINE_TRAIN_SCHEDULE_H

#include <allot/engine.h>

const struct kind *schedule_kinds(int *n);

/* η of step (from 0) of `steps` planned, from the optimiser's learning_rate. */
double schedule_rate(const struct choice *schedule, double rate, int64_t step, int64_t steps);

#endif
