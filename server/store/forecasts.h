/* forecasts.h - when a waiting job was told to start, and how often that was right.
 *
 * A job that waits has at most one forecast, made soon after it came. Its start counts it, once, by
 * how far ahead it looked; so the scores are exact however many jobs there were and whatever is
 * deleted since. */
#ifndef ALLOT_STORE_FORECASTS_H
#define ALLOT_STORE_FORECASTS_H

#include <allot/err.h>
#include <stdint.h>

struct reader;
struct tx;

/* How far ahead p50 was: up to 10 s, a minute, 10 minutes, an hour; longer; no time was told. */
enum forecast_horizon { WITHIN_10_S, WITHIN_1_M, WITHIN_10_M, WITHIN_1_H, LATER, UNTOLD, HORIZONS };

struct forecast_row {
    const char *job;
    int64_t at;       /* wall ms, as the next three */
    int64_t ahead_ms; /* before correction; -1: no time can be told, then p50 and p90 are 0 */
    int64_t p50, p90;
};

/* Keeps the first forecast of a job that waits and has never run; else does nothing. */
int store_forecast_put(struct tx *tx, const struct forecast_row *f, struct err *err);

/* The job starts: its forecast, if it has one that is open, is scored. */
int store_forecast_started(struct tx *tx, const char *job, struct err *err);
/* It was cancelled or paused while it waited: the forecast is counted as withdrawn and forgotten.
 */
int store_forecast_withdrawn(struct tx *tx, const char *job, struct err *err);

struct forecast_score {
    int64_t started, by_p50, by_p90, withdrawn;
    int64_t told_ms, waited_ms; /* sums over the started */
};
struct forecast_scores {
    struct forecast_score of[HORIZONS];
    int64_t waiting; /* forecasts whose jobs still wait */
    int64_t late;    /* of those: beyond p90 already */
};
int store_forecast_scores(struct reader *r, int64_t now, struct forecast_scores *out,
                          struct err *err);

/* The truth over what was foreseen, in thousandths ((waited + 1 s) / (ahead + 1 s)), of the last
 * `max` starts and of every job that still waits past its time, at most `max` of each; ascending.
 * Fills ratio (room for 2 * max) and returns how many, or a negative code. */
int store_forecast_ratios(struct reader *r, int64_t now, int max, int64_t *ratio, struct err *err);

/* What jobs took over what they were quoted, in thousandths: the sum over the last `max` that
 * succeeded. 1000 when fewer than five have. */
int store_forecast_pace(struct reader *r, int max, int64_t *pace, struct err *err);

#endif
