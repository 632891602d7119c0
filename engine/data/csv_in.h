/* csv_in.h - inside a CSV file that is read as a table: its columns and what is known of them. */
#ifndef ALLOT_ENGINE_DATA_CSV_IN_H
#define ALLOT_ENGINE_DATA_CSV_IN_H

#include "engine/data/csv.h"
#include "engine/data/distinct.h"
#include "engine/data/raw.h"
#include "engine/data/records.h"
#include "engine/data/sniff.h"
#include "engine/data/stats.h"

/* What the user says a column is. */
enum said { SAID_NOTHING, SAID_CATEGORIES, SAID_TEXT };

struct csv_column {
    enum said said;
    enum column_type type;
    int64_t missing, numbers, times, words;
    int64_t infinite, infinite_line; /* how many, and where the first is */
    struct stats number, time;
    struct distinct distinct;
    bool recount;  /* its table was given up while it still looked numeric */
    int *class_of; /* categorical: order of arrival → class */
};

struct csv {
    struct raw raw;
    struct records records;
    struct sniff sniff;
    int n; /* columns */
    int64_t rows;
    size_t budget;
    char **names;
    struct csv_column *columns;
    struct column *public;
    struct classes *classes;
};

/* csv_columns.c. Reads the first record: the number of columns, and their names. */
int csv_begin(struct csv *csv, struct err *err);

/* The columns whose type the import's options give. */
int csv_take_types(struct csv *csv, const struct value *options, struct err *err);

static inline int csv_no_memory(struct err *err)
{
    return err_set(err, ERR_NO_MEMORY, "no memory to convert a CSV file");
}

#endif
