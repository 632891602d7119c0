/* judge.h - whether a model file answers as the training that made it. */
#ifndef TESTS_SUPPORT_JUDGE_H
#define TESTS_SUPPORT_JUDGE_H

#include <allot/engine.h>

/* The opened file's evaluation of a dataset has the metrics that a validation with it had; the
 * first that differs by more than 10⁻⁴ is printed. */
bool judge_evaluation(struct model *m, const struct dataset *ds, const struct metric *want, int n);

/* Each row's raw cells, given to model_predict, are answered so well as the evaluation says: its
 * accuracy for a classifier of rows, for flags and maps, its mae for a regression on one column.
 * True for others. */
bool judge_predictions(struct model *m, const struct dataset *ds);

#endif
