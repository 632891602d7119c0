/* forecast.h - when will it start and end? The same scheduler, run forward over the quotes.
 *
 * The future of a copy of the view: runs end when their quotes say, nobody else arrives, past use
 * is read anew every turn, and every end is followed by plan_make and plan_apply. A run without a
 * known end never ends; what waits for it has no forecast.
 *
 * The truth is later: others arrive, and quotes are wrong. How much later is not guessed but
 * learned from how earlier forecasts turned out (forecast_correct). */
#ifndef ALLOT_SCHED_FORECAST_H
#define ALLOT_SCHED_FORECAST_H

#include "server/sched/map.h"
#include "server/sched/view.h"

/* Times in ms on the view's clock; TIME_UNKNOWN where nothing can be said. */
struct forecast {
    int64_t start_p50, start_p90;
    int64_t finish_p50, finish_p90;
};

/* ERR_NOT_FOUND: no such job. A running job's start is its `started`. For a quote of a job that is
 * not submitted yet: view_dup, view_job_put, then this. p90 takes the quotes at p90. */
int forecast_make(const struct view *v, const char *job_id, struct forecast *f, struct err *err);

/* Quotes are known to be off: from here on each job of v has that many thousandths of its work
 * left.
 */
void forecast_pace(struct view *v, int64_t pace);

/* 64: the longest id is 30 characters. */
enum { FORESEEN_ID_MAX = 64 };

/* When each job that waits will start, by the quotes at p50. */
struct foreseen {
    const char *id; /* first: map.h */
    int64_t start;  /* TIME_UNKNOWN: beyond what was looked at, or never by what is known */
    char text[FORESEEN_ID_MAX];
};
struct forecasts {
    struct foreseen *v; /* in no particular order */
    int n;
    struct map by_id;
    int64_t now; /* of the view */
};

/* Runs *v itself forward, until every waiting job has started, `steps` plans were made or go_on
 * says no (NULL: it may). ERR_NO_MEMORY. */
int forecast_all(struct view *v, int steps, bool (*go_on)(void *arg), void *arg,
                 struct forecasts *out, struct err *err);
void forecasts_done(struct forecasts *f);

/* How late forecasts were: the median and the 90th percentile of (truth + 1 s) / (foreseen + 1 s),
 * in thousandths. */
struct forecast_bias {
    int64_t p50, p90;
};

/* From n ratios in ascending order. Few say little: below FORECAST_RATIOS_MIN, from which on a 90th
 * percentile of n + 1 places exists, it is (1000, 1500).
 * Ranks are rounded up as in conformal prediction: of n + 1 equally likely places, the next truth
 * takes one beyond the 90th percentile at most one time in ten. */
struct forecast_bias forecast_bias(const int64_t *ratio, int n);
enum { FORECAST_RATIOS_MIN = 9 };

/* Moves the starts as the bias says (p90 never before p50), and the finishes with them. */
void forecast_correct(struct forecast *f, int64_t now, struct forecast_bias bias);

#endif
