/* forecast.h - when will it start and end? The same scheduler, run forward over the quotes.
 *
 * The future of a copy of the view: runs end when their quotes say, nobody else arrives, every end
 * is followed by plan_make and plan_apply. p50 takes the quotes at p50, p90 at p90. A run without a
 * known end never ends; what waits for it has no forecast. */
#ifndef ALLOT_SCHED_FORECAST_H
#define ALLOT_SCHED_FORECAST_H

#include "server/sched/view.h"

/* Times in ms on the view's clock; TIME_UNKNOWN where nothing can be said. */
struct forecast {
    int64_t start_p50, start_p90;
    int64_t finish_p50, finish_p90;
};

/* ERR_NOT_FOUND: no such job. A running job's start is its `started`. For a quote of a job that is
 * not submitted yet: view_dup, view_job_put, then this. */
int forecast_make(const struct view *v, const char *job_id, struct forecast *f, struct err *err);

#endif
