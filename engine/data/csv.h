/* csv.h - a CSV file read as a table: a dataset of its own, or the columns beside samples. */
#ifndef ALLOT_ENGINE_DATA_CSV_H
#define ALLOT_ENGINE_DATA_CSV_H

#include "engine/data/canon.h"
#include "engine/data/import.h"

/* Reads the whole file once or twice: columns, their types and classes. options: of the csv
 * format's table; NULL: its defaults. */
struct csv;
struct csv *csv_open(const char *path, const struct value *options, struct err *err);
void csv_close(struct csv *csv);

int64_t csv_rows(const struct csv *csv);
int csv_columns(const struct csv *csv, const struct column **columns,
                const struct classes **classes);

/* Writes the cells into the body and the texts, after canon_cells(). */
int csv_write(struct csv *csv, struct canon *out, struct err *err);

#endif
