/* rows.h - structs as rows: a table of columns says which field is which column. */
#ifndef ALLOT_STORE_ROWS_H
#define ALLOT_STORE_ROWS_H

#include "server/store/sql.h"

/* One column: its letter as above, or e: int that is stored as one of `names`. A derived column is
 * an expression that is read, never inserted. */
struct column {
    const char *name;
    char type;
    bool derived;
    size_t at;
    const char *const *names;
};
struct table {
    const char *name;
    const struct column *columns;
    int n;
    size_t size; /* of the struct */
};
#define COLUMN(type_, struct_, field_)                                                             \
    {                                                                                              \
#field_, type_, false, offsetof(struct struct_, field_), NULL                              \
    }
#define COLUMN_AS(name_, type_, struct_, field_)                                                   \
    {                                                                                              \
        name_, type_, false, offsetof(struct struct_, field_), NULL                                \
    }
#define COLUMN_ENUM(struct_, field_, names_)                                                       \
    {                                                                                              \
#field_, 'e', false, offsetof(struct struct_, field_), names_                              \
    }
#define COLUMN_FROM(sql_, type_, struct_, field_)                                                  \
    {                                                                                              \
        sql_, type_, true, offsetof(struct struct_, field_), NULL                                  \
    }
#define TABLE(name_, columns_, struct_)                                                            \
    {                                                                                              \
        name_, columns_, (int)(sizeof(columns_) / sizeof *(columns_)), sizeof(struct struct_)      \
    }

/* Begins sql with SELECT columns FROM table. */
void sql_select(struct sql *sql, const struct table *table);
int row_read(struct query *q, const struct table *table, void *row, struct err *err);
void row_done(const struct table *table, void *row);

/* The one row that sql (begun by sql_select) finds: 1, 0 for none, negative. */
int row_get(struct reader *r, const struct table *table, const struct sql *sql, void *row,
            struct err *err);

/* All rows that sql finds, at most limit (0: all); sql must not end in a LIMIT. `v` is the address
 * of the list's array pointer; *more (may be NULL) says whether there were others. */
int row_list(struct reader *r, const struct table *table, struct sql *sql, int limit, void *v,
             int *n, bool *more, struct err *err);
void row_list_done(const struct table *table, void *v, int *n);

/* Inserts the columns that are not derived. */
int row_insert(struct tx *tx, const struct table *table, const void *row, struct err *err);

#endif
