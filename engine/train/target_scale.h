/* target_scale.h - mean and deviation of what a model is to answer, into its rescale. */
#ifndef ENGINE_TRAIN_TARGET_SCALE_H
#define ENGINE_TRAIN_TARGET_SCALE_H

struct training;

/* Sets the statistics of the graph's rescale, if it has one, from the rows that train. A constant
 * target keeps the deviation 1. Uses the batch's targets as room. */
void target_scale_set(struct training *t);

#endif
