/* csv.c - a CSV file becomes a table.
 *
 * Read twice (three times where a column turns out not to be numeric late): the first pass finds
 * each column's type, statistics and distinct values; the second writes the cells. Memory is one
 * record, the columns' counters and the distinct values' budget, whatever the file's size.
 *
 * Unless the import says what it is, a column is numeric when all its values are numbers, time when
 * all are ISO 8601; else it is categorical, or text when its values are too many or too long to be
 * categories, or are mostly different from each other. A column without any value is numeric. */
#include "engine/data/csv_in.h"
#include "engine/data/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 100: a column of few rows may have only different categories; beyond it, a column whose values
 * mostly come once is names, ids or prose. */
enum { TEXT_DISTINCT_MIN = 100 };

/* ---- records ---- */

/* A row with the right number of cells is in records: 1; 0: the end; or an error. */
static int next_row(struct csv *csv, struct err *err)
{
    struct records *r = &csv->records;
    for (;;) {
        int rc = records_next(r, err);
        if (rc <= 0)
            return rc;
        if (r->n_cells == csv->n)
            return 1;
        if (r->n_cells == 1 && r->cells[0].n == 0)
            continue;
        return records_fault(r, r->n_cells < csv->n ? r->n_cells : csv->n, err,
                             "the line has %d cells, the first has %d", r->n_cells, csv->n);
    }
}

/* Back to the first row of data. */
static int restart(struct csv *csv, struct err *err)
{
    struct records *r = &csv->records;
    records_done(r);
    int rc = records_start(r, &csv->raw, csv->sniff.delimiter, err);
    if (rc < 0)
        return rc;
    rc = csv->sniff.header || csv->sniff.counts ? records_next(r, err) : 0;
    r->names = csv->names;
    r->n_names = csv->n;
    return rc < 0 ? rc : 0;
}

/* ---- first pass: types, statistics, distinct values ---- */

static void count_value(struct csv_column *c, const char *s, size_t n, int64_t line)
{
    double v;
    switch (text_number(s, n, &v)) {
    case TEXT_NUMBER:
        c->numbers++;
        stats_add(&c->number, v);
        return;
    case TEXT_INFINITE:
        if (c->infinite++ == 0)
            c->infinite_line = line;
        return;
    case TEXT_NO_NUMBER: break;
    }
    if (c->words == 0 && c->numbers == 0 && text_time(s, n, &v)) {
        c->times++;
        stats_add(&c->time, v);
    } else {
        c->words++;
    }
}

static void count_cell(struct csv_column *c, const char *s, size_t n, int64_t line)
{
    if (text_is_missing(s, n)) {
        c->missing++;
        return;
    }
    count_value(c, s, n, line);
    if (c->distinct.gave_up)
        return;
    bool words = c->words || c->said;
    distinct_add(&c->distinct, s, n, words ? CLASSES_MAX : NUMERIC_CLASSES_MAX);
    c->recount = c->distinct.gave_up && !words;
}

static int scan(struct csv *csv, struct err *err)
{
    int rc = restart(csv, err);
    if (rc < 0)
        return rc;
    const struct records *r = &csv->records;
    while ((rc = next_row(csv, err)) > 0) {
        for (int i = 0; i < csv->n; i++)
            count_cell(&csv->columns[i], r->text + r->cells[i].at, r->cells[i].n, r->first);
        if (++csv->rows > ROWS_MAX)
            return err_set(err, ERR_TOO_LARGE, "the file has more than %lld rows", ROWS_MAX);
    }
    if (rc == 0 && csv->rows == 0)
        return err_set(err, ERR_INVALID, "the file has a header but no rows");
    return rc;
}

/* Counts again the distinct values of the columns that looked numeric too long. */
static int recount(struct csv *csv, struct err *err)
{
    int rc = restart(csv, err);
    const struct records *r = &csv->records;
    while (rc >= 0 && (rc = next_row(csv, err)) > 0)
        for (int i = 0; i < csv->n; i++) {
            const char *s = r->text + r->cells[i].at;
            if (csv->columns[i].recount && !text_is_missing(s, r->cells[i].n))
                distinct_add(&csv->columns[i].distinct, s, r->cells[i].n, CLASSES_MAX);
        }
    return rc;
}

/* ---- between the passes ---- */

static int settle_type(struct csv *csv, int i, struct err *err)
{
    struct csv_column *c = &csv->columns[i];
    bool only_numbers = (c->numbers || c->infinite) && !c->times && !c->words;
    if (c->said == SAID_CATEGORIES && c->distinct.gave_up)
        return err_set(
            err, ERR_INVALID,
            "column %d (\"%s\") has more than %d different values, or longer ones than %d "
            "bytes: too many for categories",
            i + 1, csv->names[i], CLASSES_MAX, DISTINCT_TEXT_MAX);
    if (c->said && c->missing < csv->rows) {
        c->type = COLUMN_CATEGORICAL;
        return 0;
    }
    if (only_numbers && c->infinite) {
        csv->records.first = c->infinite_line;
        return records_fault(&csv->records, i, err,
                             "an infinite number; leave the cell empty if it is unknown");
    }
    if (only_numbers || c->missing == csv->rows)
        c->type = COLUMN_NUMERIC;
    else if (c->times && !c->numbers && !c->infinite && !c->words)
        c->type = COLUMN_TIME;
    else
        c->type = COLUMN_CATEGORICAL;
    bool counted_words = c->type == COLUMN_CATEGORICAL && c->recount;
    c->recount = counted_words;
    if (counted_words)
        distinct_init(&c->distinct, &csv->budget);
    if (c->type == COLUMN_TIME)
        distinct_done(&c->distinct);
    return 0;
}

static bool is_prose(const struct csv *csv, const struct csv_column *c)
{
    if (c->said)
        return c->said == SAID_TEXT;
    return c->distinct.gave_up ||
           (c->distinct.n > TEXT_DISTINCT_MIN && c->distinct.n > (csv->rows - c->missing) / 2);
}

/* The classes of a categorical column, in order. Names stay in the distinct table. */
static int make_classes(struct csv_column *c, struct classes *out)
{
    size_t n = (size_t)c->distinct.n;
    int *order = malloc(n * sizeof *order);
    const char **names = malloc(n * sizeof *names);
    int64_t *counts = malloc(n * sizeof *counts);
    c->class_of = malloc(n * sizeof *c->class_of);
    *out = (struct classes){.n = (int)n, .names = names, .counts = counts};
    if (!order || !names || !counts || !c->class_of) {
        free(order);
        return ERR_NO_MEMORY;
    }
    distinct_order(&c->distinct, order);
    for (int k = 0; k < (int)n; k++) {
        names[k] = distinct_text(&c->distinct, order[k]);
        counts[k] = c->distinct.values[order[k]].count;
        c->class_of[order[k]] = k;
    }
    free(order);
    return 0;
}

/* "1" and "1.0" are one class: merges neighbours of equal value. */
static void merge_numbers(struct classes *classes)
{
    const char **names = (const char **)classes->names;
    int64_t *counts = (int64_t *)classes->counts;
    int n = 0;
    double last = 0, v = 0;
    for (int k = 0; k < classes->n; k++, last = v) {
        text_number(names[k], strlen(names[k]), &v);
        if (k > 0 && v == last) {
            counts[n - 1] += counts[k];
            continue;
        }
        names[n] = names[k];
        counts[n++] = counts[k];
    }
    classes->n = n;
}

static int settle(struct csv *csv, struct err *err)
{
    bool again = false;
    int rc = 0;
    for (int i = 0; i < csv->n && rc == 0; i++) {
        rc = settle_type(csv, i, err);
        again |= csv->columns[i].recount;
    }
    if (rc == 0 && again)
        rc = recount(csv, err);
    for (int i = 0; i < csv->n && rc == 0; i++) {
        struct csv_column *c = &csv->columns[i];
        if (c->type == COLUMN_CATEGORICAL && is_prose(csv, c)) {
            c->type = COLUMN_TEXT;
            distinct_done(&c->distinct);
        }
        if (c->distinct.n > 0 && make_classes(c, &csv->classes[i]) < 0)
            rc = csv_no_memory(err);
        else if (c->type == COLUMN_NUMERIC)
            merge_numbers(&csv->classes[i]);
        const struct stats *s = c->type == COLUMN_TIME ? &c->time : &c->number;
        bool measured = s->n > 0 && (c->type == COLUMN_NUMERIC || c->type == COLUMN_TIME);
        csv->public[i] = (struct column){.name = csv->names[i],
                                         .type = c->type,
                                         .missing = c->missing,
                                         .min = measured ? s->min : NAN,
                                         .max = measured ? s->max : NAN,
                                         .mean = measured ? s->mean : NAN,
                                         .std = measured ? stats_std(s) : NAN};
    }
    return rc;
}

/* ---- second pass: cells ---- */

static int write_text(struct canon *out, const char *s, size_t n, double *place, struct err *err)
{
    uint32_t length = (uint32_t)n;
    *place = (double)(out->texts.at + out->texts.n - out->header.texts_at);
    int rc = canon_write(&out->texts, &length, sizeof length, err);
    return rc < 0 ? rc : canon_write(&out->texts, s, n, err);
}

static int cell_value(const struct csv_column *c, const char *s, size_t n, struct canon *out,
                      double *value, struct err *err)
{
    *value = NAN;
    if (text_is_missing(s, n))
        return 0;
    switch (c->type) {
    case COLUMN_NUMERIC: text_number(s, n, value); return 0;
    case COLUMN_TIME: text_time(s, n, value); return 0;
    case COLUMN_CATEGORICAL: {
        int found = distinct_find(&c->distinct, s, n);
        *value = found < 0 ? NAN : c->class_of[found];
        return 0;
    }
    case COLUMN_TEXT: return write_text(out, s, n, value, err);
    }
    return 0;
}

int csv_write(struct csv *csv, struct canon *out, struct err *err)
{
    int64_t rows = 0;
    const struct records *r = &csv->records;
    int rc = restart(csv, err);
    while (rc >= 0 && (rc = next_row(csv, err)) > 0) {
        for (int i = 0; i < csv->n && rc >= 0; i++) {
            double v;
            rc =
                cell_value(&csv->columns[i], r->text + r->cells[i].at, r->cells[i].n, out, &v, err);
            if (rc >= 0)
                rc = canon_write(&out->body, &v, sizeof v, err);
        }
        rows++;
    }
    if (rc == 0 && rows != csv->rows)
        rc = err_set(err, ERR_IO, "the uploaded file changed while it was read");
    return rc;
}

struct csv *csv_open(const char *path, const struct value *options, struct err *err)
{
    static const struct value defaults[OPTIONS_MAX];
    struct csv *csv = calloc(1, sizeof *csv);
    if (!csv) {
        csv_no_memory(err);
        return NULL;
    }
    csv->raw.fd = -1;
    if (raw_open(&csv->raw, path, err) == 0 &&
        csv_sniff(&csv->raw, options ? options : defaults, &csv->sniff, err) == 0 &&
        csv_begin(csv, err) == 0 && csv_take_types(csv, options ? options : defaults, err) == 0 &&
        scan(csv, err) == 0 && settle(csv, err) == 0)
        return csv;
    csv_close(csv);
    return NULL;
}

void csv_close(struct csv *csv)
{
    if (!csv)
        return;
    for (int i = 0; csv->columns && csv->classes && i < csv->n; i++) {
        distinct_done(&csv->columns[i].distinct);
        free(csv->columns[i].class_of);
        free((void *)csv->classes[i].names);
        free((void *)csv->classes[i].counts);
    }
    for (int i = 0; csv->names && i < csv->n; i++)
        free(csv->names[i]);
    free(csv->names);
    free(csv->columns);
    free(csv->public);
    free(csv->classes);
    records_done(&csv->records);
    raw_close(&csv->raw);
    free(csv);
}

int64_t csv_rows(const struct csv *csv)
{
    return csv->rows;
}

int csv_columns(const struct csv *csv, const struct column **columns,
                const struct classes **classes)
{
    *columns = csv->public;
    *classes = csv->classes;
    return csv->n;
}

static int write_out(struct csv *csv, const char *path, struct err *err)
{
    struct canon out;
    int rc = canon_begin(&out, path, "csv", err);
    if (rc < 0)
        return rc;
    out.header.rows = csv->rows;
    out.header.n_columns = (uint32_t)csv->n;
    out.header.labelled = LABELLED_COLUMN;
    if ((rc = canon_layout(&out, err)) == 0 && (rc = canon_cells(&out, err)) == 0 &&
        (rc = csv_write(csv, &out, err)) == 0)
        rc = canon_end(&out, csv->public, csv->classes, err);
    canon_abort(&out);
    return rc;
}

int csv_import(const struct import *in, struct err *err)
{
    struct csv *csv = csv_open(in->raw_path, in->options, err);
    int rc = csv ? write_out(csv, in->out_path, err) : err->code;
    csv_close(csv);
    return rc;
}
