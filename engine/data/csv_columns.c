/* csv_columns.c - a CSV file's columns before anything is counted: their names, and what the import
 * says they are. */
#include "engine/data/csv_in.h"
#include "engine/data/format.h"
#include "engine/data/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 256: longer names fit no table, plot or sentence. */
enum { NAME_MAX_BYTES = 256 };

static int by_name(const void *a, const void *b, void *arg)
{
    char **names = arg;
    int ia = *(const int *)a, ib = *(const int *)b, c = strcmp(names[ia], names[ib]);
    return c ? c : ia - ib;
}

static int check_unique(struct csv *csv, struct err *err)
{
    int *order = malloc((size_t)csv->n * sizeof *order), rc = 0;
    if (!order)
        return csv_no_memory(err);
    for (int i = 0; i < csv->n; i++)
        order[i] = i;
    qsort_r(order, (size_t)csv->n, sizeof *order, by_name, csv->names);
    for (int i = 1; i < csv->n && rc == 0; i++)
        if (strcmp(csv->names[order[i]], csv->names[order[i - 1]]) == 0)
            rc = records_fault(&csv->records, order[i], err,
                               "column %d has the same name; give each column its own",
                               order[i - 1] + 1);
    free(order);
    return rc;
}

static int name_column(struct csv *csv, int i, struct err *err)
{
    const struct records *r = &csv->records;
    struct record_cell cell = r->cells[i];
    if (csv->sniff.header && memchr(r->text + cell.at, 0, cell.n))
        return records_fault(r, i, err, "a NUL byte");
    if (csv->sniff.header && cell.n > NAME_MAX_BYTES)
        return records_fault(r, i, err, "the column's name has %u bytes; %d are allowed", cell.n,
                             NAME_MAX_BYTES);
    if (csv->sniff.header && cell.n)
        csv->names[i] = strndup(r->text + cell.at, cell.n);
    else if (asprintf(&csv->names[i], "column_%d", i + 1) < 0)
        csv->names[i] = NULL;
    return csv->names[i] ? 0 : csv_no_memory(err);
}

int csv_begin(struct csv *csv, struct err *err)
{
    int rc = records_start(&csv->records, &csv->raw, csv->sniff.delimiter, err);
    if (rc == 0 && csv->sniff.counts)
        rc = records_next(&csv->records, err);
    if (rc < 0 || (rc = records_next(&csv->records, err)) < 0)
        return rc;
    if (rc == 0)
        return err_set(err, ERR_INVALID, "the file has no lines but empty ones");
    csv->n = csv->records.n_cells;
    size_t n = (size_t)csv->n;
    csv->names = calloc(n, sizeof *csv->names);
    csv->columns = calloc(n, sizeof *csv->columns);
    csv->public = calloc(n, sizeof *csv->public);
    csv->classes = calloc(n, sizeof *csv->classes);
    if (!csv->names || !csv->columns || !csv->public || !csv->classes)
        return csv_no_memory(err);
    csv->budget = DISTINCT_BUDGET;
    for (int i = 0; i < csv->n; i++) {
        distinct_init(&csv->columns[i].distinct, &csv->budget);
        if ((rc = name_column(csv, i, err)) < 0)
            return rc;
    }
    return check_unique(csv, err);
}

static int take_said(struct csv *csv, const struct value *names, enum said said, const char *option,
                     struct err *err)
{
    for (int k = 0; k < (int)names->n; k++) {
        int i = 0;
        char brief[48];
        text_brief(brief, names->names[k], strlen(names->names[k]));
        while (i < csv->n && strcmp(csv->names[i], names->names[k]) != 0)
            i++;
        if (i == csv->n)
            return err_set(err, ERR_INVALID, "%s: the file has no column \"%s\"", option, brief);
        if (csv->columns[i].said && csv->columns[i].said != said)
            return err_set(err, ERR_INVALID,
                           "column \"%s\" stands among categories and among texts", brief);
        csv->columns[i].said = said;
    }
    return 0;
}

int csv_take_types(struct csv *csv, const struct value *options, struct err *err)
{
    int rc = take_said(csv, &options[CSV_CATEGORIES], SAID_CATEGORIES, "categories", err);
    return rc < 0 ? rc : take_said(csv, &options[CSV_TEXTS], SAID_TEXT, "texts", err);
}
