/* timeline.h - a table's rows in the order of time, cut into series.
 *
 * A forecast looks along time, whatever the file's order. Rows are sorted by the time column,
 * within each value of the series column if there is one; a file that is in order already costs one
 * pass and no memory. Steps are taken as equal: a step that is one and a half times the shortest,
 * or more, is a gap (months and years are none, a weekend left out is one), and an error unless the
 * caller says that gaps do not matter. */
#ifndef ALLOT_ENGINE_DATA_TIMELINE_H
#define ALLOT_ENGINE_DATA_TIMELINE_H

#include "engine/data/dataset.h"

struct timeline {
    uint32_t *order; /* (rows) of the dataset; NULL: the file's own order */
    int n_series;
    int64_t *starts; /* (n_series + 1) where each series begins in the order */
};

/* 8: of a row, its place in the order, and as much again while it is sorted. */
enum { TIMELINE_ROW_BYTES = 8 };

/* What is asked of the times. */
struct timeline_rules {
    int time, series; /* columns; series -1: all rows are one */
    bool ties;        /* rows of equal time may stand, in the file's order */
    bool gaps;        /* steps need not be equal */
};

/* Reads the two columns. ERR_INVALID names rows (from 1, the header not counted), column and times.
 * On failure nothing needs freeing. */
int timeline_init(struct timeline *t, const struct dataset *ds, const struct timeline_rules *rules,
                  struct err *err);
void timeline_done(struct timeline *t);

static inline int64_t timeline_row(const struct timeline *t, int64_t place)
{
    return t->order ? t->order[place] : place;
}

/* Whether a column can order rows, or tell series apart. */
bool timeline_orders(const struct dataset *ds, int column);
bool timeline_separates(const struct dataset *ds, int column);

#endif
