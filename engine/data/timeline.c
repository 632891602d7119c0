/* timeline.c - sorting by series and time, and what may be wrong with the times. */
#include "engine/data/timeline.h"
#include "engine/data/prep.h"
#include "engine/data/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A step of 1.5 times the shortest is a gap: 31 days beside 28, a leap year or an hour of daylight
 * saving are not, one step left out is. */
static const double GAP = 1.5;

/* What a row is sorted by. */
struct moment {
    double time;
    uint32_t row;
    int32_t series;
};

struct reading {
    const struct dataset *ds;
    const struct timeline_rules *rules;
    struct timeline *t;
    struct err *err;
};

bool timeline_orders(const struct dataset *ds, int column)
{
    enum column_type type = ds->info.columns[column].type;
    return type == COLUMN_TIME || type == COLUMN_NUMERIC;
}

bool timeline_separates(const struct dataset *ds, int column)
{
    return ds->classes[column].n > 0;
}

static struct moment moment_at(const struct reading *r, int64_t row)
{
    const double *cells = r->ds->cells + row * r->ds->info.n_columns;
    struct moment m = {cells[r->rules->time], (uint32_t)row, 0};
    if (r->rules->series >= 0)
        m.series = dataset_class(r->ds, r->rules->series, cells[r->rules->series]);
    return m;
}

static int compare(const struct moment *x, const struct moment *y)
{
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return x->row < y->row ? -1 : 1;
}

static int by_series_and_time(const void *a, const void *b, void *reading)
{
    struct moment x = moment_at(reading, *(const uint32_t *)a);
    struct moment y = moment_at(reading, *(const uint32_t *)b);
    return compare(&x, &y);
}

/* ---- sentences ---- */

/* A time as people write it; of a column of numbers the number. */
static const char *time_text(const struct reading *r, double time, char buf[48])
{
    time_t whole = (time_t)floor(time);
    struct tm tm;
    if (r->ds->info.columns[r->rules->time].type != COLUMN_TIME || !gmtime_r(&whole, &tm))
        return text_print(buf, time);
    bool day = tm.tm_hour == 0 && tm.tm_min == 0 && tm.tm_sec == 0 && time == (double)whole;
    strftime(buf, 48, day ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%SZ", &tm);
    return buf;
}

/* "31 days": a step in the largest unit that it is a multiple of. */
static const char *step_text(const struct reading *r, double step, char buf[48])
{
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};
    if (r->ds->info.columns[r->rules->time].type != COLUMN_TIME)
        return text_print(buf, step);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        double n = step / units[i].seconds;
        if (n != floor(n) && i < 3)
            continue;
        snprintf(buf, 48, "%g %s%s", n, units[i].name, n == 1 ? "" : "s");
        break;
    }
    return buf;
}

static const char *column_name(const struct reading *r, int column, char buf[48])
{
    const char *name = r->ds->info.columns[column].name;
    return text_brief(buf, name, strlen(name));
}

static int lacks(const struct reading *r, int64_t row, int column)
{
    char name[48];
    return err_set(r->err, ERR_INVALID, "row %" PRId64 " has no value in column \"%s\"", row + 1,
                   column_name(r, column, name));
}

static int is_tie(const struct reading *r, struct moment a, struct moment b)
{
    char name[48], time[48];
    return err_set(
        r->err, ERR_INVALID,
        "rows %" PRIu32 " and %" PRIu32 " have the same time, %s in column \"%s\"%s", a.row + 1,
        b.row + 1, time_text(r, a.time, time), column_name(r, r->rules->time, name),
        r->rules->series < 0 ? "; if the file holds several series, data.series names their column"
                             : " and the same series");
}

static int is_gap(const struct reading *r, struct moment a, struct moment b, double shortest)
{
    char name[48], from[48], to[48], step[48], least[48];
    return err_set(r->err, ERR_INVALID,
                   "the steps of column \"%s\" are not equal: from row %" PRIu32
                   " (%s) to row %" PRIu32
                   " (%s) %s pass, elsewhere %s; fill the gap, or say \"gaps\": \"ignore\" to take "
                   "each row as one step",
                   column_name(r, r->rules->time, name), a.row + 1, time_text(r, a.time, from),
                   b.row + 1, time_text(r, b.time, to), step_text(r, b.time - a.time, step),
                   step_text(r, shortest, least));
}

/* ---- sorting ---- */

/* Every row has its values; *sorted: the file is in order as it is. */
static int check_values(const struct reading *r, bool *sorted)
{
    struct moment last = {0};
    *sorted = true;
    for (int64_t i = 0; i < r->ds->info.rows; i++) {
        struct moment m = moment_at(r, i);
        if (isnan(m.time))
            return lacks(r, i, r->rules->time);
        if (m.series < 0)
            return lacks(r, i, r->rules->series);
        *sorted = *sorted && (i == 0 || compare(&last, &m) < 0);
        last = m;
    }
    return 0;
}

static int sort(struct reading *r)
{
    int64_t rows = r->ds->info.rows;
    r->t->order = malloc(sizeof *r->t->order * (size_t)rows);
    if (!r->t->order)
        return err_set(r->err, ERR_NO_MEMORY, "no memory to sort rows by time");
    for (int64_t i = 0; i < rows; i++)
        r->t->order[i] = (uint32_t)i;
    qsort_r(r->t->order, (size_t)rows, sizeof *r->t->order, by_series_and_time, r);
    return 0;
}

/* ---- what is in order ---- */

static int find_series(const struct reading *r)
{
    struct timeline *t = r->t;
    int most = r->rules->series < 0 ? 1 : r->ds->classes[r->rules->series].n;
    int32_t last = -1;
    t->starts = malloc(sizeof *t->starts * ((size_t)most + 1));
    if (!t->starts)
        return err_set(r->err, ERR_NO_MEMORY, "no memory for %d series", most);
    for (int64_t i = 0; i < r->ds->info.rows; i++) {
        int32_t series = moment_at(r, timeline_row(t, i)).series;
        if (series != last)
            t->starts[t->n_series++] = i;
        last = series;
    }
    t->starts[t->n_series] = r->ds->info.rows;
    return 0;
}

/* Walks the steps within the series: the shortest of them; or the first that is a gap. */
static int walk_steps(const struct reading *r, double *shortest, bool complain)
{
    for (int s = 0; s < r->t->n_series; s++) {
        struct moment last = moment_at(r, timeline_row(r->t, r->t->starts[s]));
        for (int64_t i = r->t->starts[s] + 1; i < r->t->starts[s + 1]; i++) {
            struct moment m = moment_at(r, timeline_row(r->t, i));
            double step = m.time - last.time;
            if (step == 0 && !r->rules->ties)
                return is_tie(r, last, m);
            if (complain && step >= GAP * *shortest)
                return is_gap(r, last, m, *shortest);
            if (!complain && step < *shortest)
                *shortest = step;
            last = m;
        }
    }
    return 0;
}

int timeline_init(struct timeline *t, const struct dataset *ds, const struct timeline_rules *rules,
                  struct err *err)
{
    bool sorted;
    double shortest = INFINITY;
    struct reading r = {ds, rules, t, err};
    *t = (struct timeline){0};
    int rc = check_values(&r, &sorted);
    if (rc == 0 && !sorted)
        rc = sort(&r);
    if (rc == 0)
        rc = find_series(&r);
    if (rc == 0 && !(rules->ties && rules->gaps))
        rc = walk_steps(&r, &shortest, false);
    if (rc == 0 && !rules->gaps)
        rc = walk_steps(&r, &shortest, true);
    if (rc)
        timeline_done(t);
    return rc;
}

void timeline_done(struct timeline *t)
{
    free(t->order);
    free(t->starts);
    *t = (struct timeline){0};
}
