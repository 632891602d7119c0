/* anomaly.h - how badly an autoencoder gives back a row: its anomaly score.
 *
 * The mean over the row's inputs of (x - y)², in the units the model sees (normalised). What is
 * usual is learned with the model: the percentiles of the scores of at most 16,384 rows that
 * trained, evenly spread, go into its file. */
#ifndef ENGINE_TRAIN_ANOMALY_H
#define ENGINE_TRAIN_ANOMALY_H

#include "engine/train/plan.h"

struct training;

/* `logits`: y has still to pass a sigmoid (head_answers_logits). */
double anomaly_score(const real *x, const real *y, int64_t n, bool logits);

/* Percentiles 0 to 100 of the training rows' scores under these parameters, linear between the two
 * nearest (as NumPy's default). Uses the lanes' memory. ERR_NO_MEMORY. */
int anomaly_percentiles(struct training *t, const real *params, const real *stats,
                        float out[SCORE_PERCENTILES], struct err *err);

#endif
