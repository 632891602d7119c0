/* ahead.h - forecasting: windows over a table in the order of time, and the steps after each.
 *
 * A window is `context` rows that follow each other in one series, and the `horizon` rows after
 * them; the next window begins one row later. The input is (context, floats of a row), the output
 * the targets of the horizon's rows, step by step. Windows are numbered through all series. */
#ifndef ALLOT_ENGINE_DATA_AHEAD_H
#define ALLOT_ENGINE_DATA_AHEAD_H

#include "engine/data/preprocess.h"
#include "engine/data/timeline.h"

/* Columns that a spec means: data.time or the first time column, data.series; -1: none, or unknown.
 */
int ahead_time(const struct spec *spec, const struct dataset *ds);
int ahead_series(const struct spec *spec, const struct dataset *ds);

/* Adds the faults of a forecast's table; or, for another task, of options that only a forecast
 * knows. by_time: the rows are split by time. */
void ahead_check(const struct spec *spec, const struct dataset *ds, struct faults *faults);
/* The column that orders the rows, or -1 and a fault. */
int ahead_check_time(const struct spec *spec, const struct dataset *ds, struct faults *faults);
void ahead_unused(const struct spec *spec, bool by_time, struct faults *faults);

/* What is seen and what is foretold when the spec does not say: all columns but time, series and
 * texts; the last column but for time and series (-1: none). */
bool ahead_sees(const struct spec *spec, const struct dataset *ds, int column);
int ahead_target(const struct spec *spec, const struct dataset *ds);

/* Windows in the whole dataset, and in one of its `n` series of so many rows. */
int64_t ahead_windows(const struct ahead *a, const struct dataset *ds);
int64_t ahead_windows_of(const struct ahead *a, int64_t rows);
int ahead_count(const struct ahead *a, const struct dataset *ds, const int64_t **rows);

/* The windows of a dataset, found. */
struct lookout {
    struct timeline timeline;
    int64_t *first; /* (n_series + 1) number of each series' first window */
};
int lookout_init(struct lookout *l, const struct ahead *a, const struct dataset *ds,
                 struct err *err);
void lookout_done(struct lookout *l);

/* The place in the timeline where a window begins. */
int64_t lookout_place(const struct lookout *l, int64_t window);

/* The rows that windows (ascending numbers) cover, each once, in the order of time. malloc'd, or
 * NULL. */
uint32_t *lookout_rows(const struct lookout *l, const struct ahead *a, const uint32_t *windows,
                       int64_t n, int64_t *n_rows, struct err *err);

#endif
