/* loss_data.h - what a loss's options mean on the data at hand. */
#ifndef ENGINE_TRAIN_LOSS_DATA_H
#define ENGINE_TRAIN_LOSS_DATA_H

#include "engine/train/plan.h"

/* Turns "class_weights": "balanced" into the numbers that it stands for on this dataset:
 * rows / (classes · rows of the class), as scikit-learn has it. Nothing where it does not stand. */
void loss_balance(struct spec *spec, const struct dataset *train);

/* Whether that is still to be done: a head without its dataset cannot weigh. */
bool loss_is_unbalanced(const struct head *h);

/* Faults of options that do not fit the output. */
void loss_check_output(const struct head *h, struct faults *faults);

/* Faults of options or targets that do not fit the dataset. */
void loss_check_data(const struct head *h, const struct spec *spec, const struct dataset *train,
                     struct faults *faults);

/* The place of the ignored class among the fitted classes; -1: there is none. */
int32_t loss_ignored(const struct head *h, const struct preprocess_info *info);

#endif
