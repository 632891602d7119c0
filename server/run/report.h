/* report.h - what a running training tells: metric points in batches, and where it is.
 *
 * Points are collected on the runner's thread and handed to the writer every few hundred
 * milliseconds without waiting; what is left at the end goes into the transaction that ends the
 * run. Of a long training every n-th step is kept, decided by the number of steps alone. */
#ifndef ALLOT_RUN_REPORT_H
#define ALLOT_RUN_REPORT_H

#include <allot/engine.h>
#include "server/store/store.h"

struct report;

struct report_options {
    struct store *store;
    const char *job; /* id */
    int flush_ms;
    int points_max;    /* per-step points of one metric over the whole training */
    int64_t steps;     /* planned */
    int64_t step_rows; /* rows a step learns from, for samples_per_s */
    int64_t step;      /* done before this run */
};

struct report *report_new(const struct report_options *options);

/* After a unit of work: takes its points and, when it is time, hands a batch to the writer. */
void report_unit(struct report *r, const struct training *t, int64_t now_ms);

/* Where the training is, with the latest of each metric; valid until the next call. */
const struct job_progress *report_progress(struct report *r, const struct training *t);

/* In the transaction that ends the run: writes the points that are left. */
int report_finish(struct report *r, struct tx *tx, struct err *err);

/* Waits until the writer has let go of the last batch. */
void report_free(struct report *r);

#endif
