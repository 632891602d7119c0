/* ahead.c - which rows make a window. */
#include "engine/data/ahead.h"

#include <stdlib.h>
#include <string.h>

int ahead_time(const struct spec *spec, const struct dataset *ds)
{
    const struct value *time = &spec->data[DATA_TIME];
    if (time->n > 0)
        return dataset_column(ds, time->names[0]);
    for (int i = 0; i < ds->info.n_columns; i++)
        if (ds->info.columns[i].type == COLUMN_TIME)
            return i;
    return -1;
}

int ahead_series(const struct spec *spec, const struct dataset *ds)
{
    const struct value *series = &spec->data[DATA_SERIES];
    return series->n > 0 ? dataset_column(ds, series->names[0]) : -1;
}

bool ahead_sees(const struct spec *spec, const struct dataset *ds, int column)
{
    return column != ahead_time(spec, ds) && column != ahead_series(spec, ds) &&
           ds->info.columns[column].type != COLUMN_TEXT;
}

int ahead_target(const struct spec *spec, const struct dataset *ds)
{
    int column = ds->info.n_columns - 1;
    while (column >= 0 && (column == ahead_time(spec, ds) || column == ahead_series(spec, ds)))
        column--;
    return column;
}

int64_t ahead_windows_of(const struct ahead *a, int64_t rows)
{
    int64_t n = rows - a->context - a->horizon + 1;
    return n > 0 ? n : 0;
}

int ahead_count(const struct ahead *a, const struct dataset *ds, const int64_t **rows)
{
    int column = *a->series ? dataset_column(ds, a->series) : -1;
    if (column < 0) {
        *rows = &ds->info.rows;
        return 1;
    }
    *rows = ds->classes[column].counts;
    return ds->classes[column].n;
}

int64_t ahead_windows(const struct ahead *a, const struct dataset *ds)
{
    const int64_t *rows;
    int64_t windows = 0;
    int n = ahead_count(a, ds, &rows);
    for (int i = 0; i < n; i++)
        windows += ahead_windows_of(a, rows[i]);
    return windows;
}

int lookout_init(struct lookout *l, const struct ahead *a, const struct dataset *ds,
                 struct err *err)
{
    struct timeline *t = &l->timeline;
    struct timeline_rules rules = {
        .time = dataset_column(ds, a->time), .series = -1, .gaps = a->gaps};
    *l = (struct lookout){0};
    if (rules.time < 0 || !timeline_orders(ds, rules.time))
        return err_set(err, ERR_INVALID, "the dataset has no column \"%s\" of times", a->time);
    if (*a->series && (rules.series = dataset_column(ds, a->series)) < 0)
        return err_set(err, ERR_INVALID, "the dataset has no column \"%s\"", a->series);
    if (rules.series >= 0 && !timeline_separates(ds, rules.series))
        return err_set(err, ERR_INVALID,
                       "column \"%s\" has too many different values to tell series apart",
                       a->series);
    int rc = timeline_init(t, ds, &rules, err);
    if (rc)
        return rc;
    l->first = calloc((size_t)t->n_series + 1, sizeof *l->first);
    if (!l->first) {
        lookout_done(l);
        return err_set(err, ERR_NO_MEMORY, "no memory to read series");
    }
    for (int s = 0; s < t->n_series; s++)
        l->first[s + 1] = l->first[s] + ahead_windows_of(a, t->starts[s + 1] - t->starts[s]);
    return 0;
}

void lookout_done(struct lookout *l)
{
    timeline_done(&l->timeline);
    free(l->first);
    *l = (struct lookout){0};
}

int64_t lookout_place(const struct lookout *l, int64_t window)
{
    int low = 0, high = l->timeline.n_series; /* first[low] <= window < first[high] */
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (l->first[middle] <= window)
            low = middle;
        else
            high = middle;
    }
    return l->timeline.starts[low] + window - l->first[low];
}

uint32_t *lookout_rows(const struct lookout *l, const struct ahead *a, const uint32_t *windows,
                       int64_t n, int64_t *n_rows, struct err *err)
{
    int64_t rows = l->timeline.starts[l->timeline.n_series], end = 0;
    uint32_t *out = malloc(sizeof *out * ((size_t)rows + 1));
    *n_rows = 0;
    if (!out)
        err_set(err, ERR_NO_MEMORY, "no memory for the rows of %lld windows", (long long)n);
    for (int64_t i = 0; out && i < n; i++) {
        int64_t place = lookout_place(l, windows ? windows[i] : i);
        int64_t past = place + a->context + a->horizon;
        for (int64_t k = place > end ? place : end; k < past; k++)
            out[(*n_rows)++] = (uint32_t)timeline_row(&l->timeline, k);
        end = past;
    }
    return out;
}
