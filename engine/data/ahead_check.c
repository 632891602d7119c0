/* ahead_check.c - does a table bear a forecast: its columns, its times, enough rows. */
#include "engine/data/ahead.h"
#include "engine/data/prep.h"
#include "engine/data/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct check {
    const struct spec *spec;
    const struct dataset *ds;
    struct faults *faults;
    struct ahead ahead;
};

int ahead_check_time(const struct spec *spec, const struct dataset *ds, struct faults *faults)
{
    const struct value *named = &spec->data[DATA_TIME];
    int column = ahead_time(spec, ds);
    char name[48];
    if (column >= 0 && timeline_orders(ds, column))
        return column;
    if (column >= 0)
        faults_add(faults, "/data/time", "type", "a column of times or numbers",
                   "column \"%s\" is %s and does not order the rows",
                   text_brief(name, named->names[0], strlen(named->names[0])),
                   column_type_name(ds->info.columns[column].type));
    else if (named->n > 0)
        fault_unknown_column(faults, "/data/time", ds, named->names[0]);
    else
        faults_add(faults, "/data/time", "required", "a column of times or numbers",
                   "the dataset has no column of type time; name the one that orders the rows (a "
                   "year or a row's number will do)");
    return -1;
}

static void check_series(struct check *c)
{
    const struct value *named = &c->spec->data[DATA_SERIES];
    int column = ahead_series(c->spec, c->ds);
    char name[48];
    c->ahead.series = "";
    if (named->n == 0)
        return;
    c->ahead.series = named->names[0];
    if (column < 0)
        fault_unknown_column(c->faults, "/data/series", c->ds, named->names[0]);
    else if (!timeline_separates(c->ds, column))
        faults_add(c->faults, "/data/series", "type", "a categorical column, or few numbers",
                   "column \"%s\" has too many different values to tell series apart",
                   text_brief(name, named->names[0], strlen(named->names[0])));
}

static int64_t longest(const struct check *c)
{
    const int64_t *rows;
    int64_t most = 0;
    int n = ahead_count(&c->ahead, c->ds, &rows);
    for (int i = 0; i < n; i++)
        most = rows[i] > most ? rows[i] : most;
    return most;
}

static void check_length(const struct check *c)
{
    const struct ahead *a = &c->ahead;
    if (ahead_windows(a, c->ds) < 1)
        faults_add(c->faults, "/data/context", "range", "a shorter context or horizon",
                   "%s has %" PRId64 " rows; a context of %" PRId64 " and a horizon of %" PRId64
                   " need %" PRId64 " that follow each other",
                   *a->series ? "the longest series" : "the dataset", longest(c), a->context,
                   a->horizon, a->context + a->horizon);
    else if (ahead_windows(a, c->ds) > ROWS_MAX)
        faults_add(c->faults, "/dataset", "range", NULL, "the dataset has too many windows");
}

static void check_order(const struct check *c)
{
    struct err err = {0};
    struct lookout l;
    if (lookout_init(&l, &c->ahead, c->ds, &err) == 0)
        lookout_done(&l);
    else
        faults_add(c->faults, "/data/time", "order", "a different time in each row, at equal steps",
                   "%s", err.text);
}

void ahead_check(const struct spec *spec, const struct dataset *ds, struct faults *faults)
{
    struct check c = {spec,
                      ds,
                      faults,
                      {.context = (int64_t)spec->data[DATA_CONTEXT].n,
                       .horizon = (int64_t)spec->data[DATA_HORIZON].n,
                       .gaps = spec->data[DATA_GAPS].n > 0}};
    int before = faults->n;
    if (ds->samples || !ds->cells) {
        faults_add(faults, "/model/task", "task", "a dataset of format csv",
                   "a forecast looks along the rows of a table; this dataset has format %s",
                   ds->info.format);
        return;
    }
    int time = ahead_check_time(spec, ds, faults);
    c.ahead.time = time < 0 ? "" : ds->info.columns[time].name;
    check_series(&c);
    if (faults->n == before)
        check_length(&c);
    if (faults->n == before)
        check_order(&c);
}

void ahead_unused(const struct spec *spec, bool by_time, struct faults *faults)
{
    if (spec->data[DATA_SERIES].n > 0)
        faults_add(faults, "/data/series", "task", "nothing, but for forecasting",
                   "only forecasting tells series apart");
    if (spec->data[DATA_TIME].n > 0 && !by_time)
        faults_add(faults, "/data/time", "conflict",
                   "forecasting, or \"split\": \"time\" with a validation_split",
                   "nothing of this training asks for the order of time");
}
