/* schedule.h - the learning rate of a step, a pure function of its number; but for plateau, which
 * also looks at how an epoch's metric went. */
#ifndef ENGINE_TRAIN_SCHEDULE_H
#define ENGINE_TRAIN_SCHEDULE_H

#include <allot/engine.h>

const struct kind *schedule_kinds(int *n);

/* What plateau remembers between epochs; all zeros at the start. */
struct plateau {
    double drops; /* how often the rate was multiplied by the factor */
    double best;  /* of the monitored metric, smaller is better; counts once `seen` */
    int64_t seen, waited, cooling;
};

/* An epoch has ended with this value of the monitored metric. Nothing but for plateau. */
void schedule_epoch(const struct choice *schedule, struct plateau *p, double value);

/* The metric that a schedule looks at, as a choice of early_stopping's monitor; -1: none. */
int schedule_monitor(const struct choice *schedule);

/* η of step (from 0) of `steps` planned, from the optimiser's learning_rate. */
double schedule_rate(const struct choice *schedule, const struct plateau *p, double rate,
                     int64_t step, int64_t steps);

#endif
