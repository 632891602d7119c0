/* rows.c - rows by table of columns: one list drives the SELECT, the INSERT, reading and freeing,
 * so that a new column is one line here and one in a migration. */
#include "server/store/rows.h"

#include <stdlib.h>
#include <string.h>

void sql_select(struct sql *sql, const struct table *table)
{
    sql_init(sql);
    sql_add(sql, "SELECT ", "");
    for (int i = 0; i < table->n; i++) {
        if (i)
            sql_add(sql, ",", "");
        sql_add(sql, table->columns[i].name, "");
    }
    sql_add(sql, " FROM ", "");
    sql_add(sql, table->name, "");
    sql_add(sql, " ", "");
}

static int read_enum(sqlite3_stmt *stmt, int at, const struct column *c, int *out, struct err *err)
{
    const char *s = (const char *)sqlite3_column_text(stmt, at);
    *out = s ? name_index(c->names, s) : -1;
    if (*out < 0)
        return err_set(err, ERR_CORRUPT, "database: \"%s\" is no known value of %s", s ? s : "NULL",
                       c->name);
    return 0;
}

static int read_column(sqlite3_stmt *stmt, int at, const struct column *c, void *row,
                       struct err *err)
{
    char *field = (char *)row + c->at;
    switch (c->type) {
    case 's': return column_text(stmt, at, (char **)(void *)field, err);
    case 'e': return read_enum(stmt, at, c, (int *)(void *)field, err);
    case 'i': *(int *)(void *)field = (int)column_int(stmt, at, 'i'); return 0;
    case 'd': *(double *)(void *)field = column_double(stmt, at); return 0;
    default: *(int64_t *)(void *)field = column_int(stmt, at, c->type); return 0;
    }
}

int row_read(struct query *q, const struct table *table, void *row, struct err *err)
{
    memset(row, 0, table->size);
    for (int i = 0; i < table->n; i++) {
        int rc = read_column(q->statement->stmt, i, &table->columns[i], row, err);
        if (rc < 0) {
            row_done(table, row);
            return rc;
        }
    }
    return 0;
}

void row_done(const struct table *table, void *row)
{
    for (int i = 0; i < table->n; i++)
        if (table->columns[i].type == 's')
            free(*(char **)(void *)((char *)row + table->columns[i].at));
    memset(row, 0, table->size);
}

int row_get(struct reader *r, const struct table *table, const struct sql *sql, void *row,
            struct err *err)
{
    struct query q;
    int rc = query_open_sql(&q, r, sql, err);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1) {
        int failed = row_read(&q, table, row, err);
        rc = failed ? failed : 1;
    }
    query_close(&q);
    return rc;
}

/* The array of a list that grows; the list's own struct is filled only at the end. */
struct rows {
    char *v;
    int n, room;
};

static void *rows_next(struct rows *rows, size_t size)
{
    if (rows->n == rows->room) {
        int room = rows->room ? 2 * rows->room : 16;
        char *v = realloc(rows->v, (size_t)room * size);
        if (!v)
            return NULL;
        rows->v = v;
        rows->room = room;
    }
    return rows->v + (size_t)rows->n * size;
}

int row_list(struct reader *r, const struct table *table, struct sql *sql, int limit, void *v,
             int *n, bool *more, struct err *err)
{
    struct query q;
    struct rows rows = {0};
    bool others = false;
    if (limit > 0)
        sql_add(sql, " LIMIT ?", "i", limit + 1); /* one more tells whether there are others */
    int rc = query_open_sql(&q, r, sql, err);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        if (limit > 0 && rows.n == limit) {
            others = true;
            rc = 0;
            break;
        }
        void *row = rows_next(&rows, table->size);
        rc = row ? row_read(&q, table, row, err)
                 : err_set(err, ERR_NO_MEMORY, "no memory for a list");
        if (rc < 0)
            break;
        rows.n++;
    }
    query_close(&q);
    if (rc < 0) {
        void *p = rows.v;
        row_list_done(table, &p, &rows.n);
        return rc;
    }
    memcpy(v, &rows.v, sizeof rows.v); /* the list's own pointer type is not ours to know */
    *n = rows.n;
    if (more)
        *more = others;
    return 0;
}

void row_list_done(const struct table *table, void *v, int *n)
{
    char *rows;
    memcpy(&rows, v, sizeof rows);
    for (int i = 0; i < *n; i++)
        row_done(table, rows + (size_t)i * table->size);
    free(rows);
    rows = NULL;
    memcpy(v, &rows, sizeof rows);
    *n = 0;
}

static void add_value(struct sql *sql, const char *text, const struct column *c, const void *row)
{
    const char *field = (const char *)row + c->at;
    switch (c->type) {
    case 's': sql_add(sql, text, "s", *(char *const *)(const void *)field); break;
    case 'e': sql_add(sql, text, "s", c->names[*(const int *)(const void *)field]); break;
    case 'i': sql_add(sql, text, "i", *(const int *)(const void *)field); break;
    case 'd': sql_add(sql, text, "d", *(const double *)(const void *)field); break;
    default: {
        const char type[2] = {c->type, '\0'};
        sql_add(sql, text, type, *(const int64_t *)(const void *)field);
    }
    }
}

int row_insert(struct tx *tx, const struct table *table, const void *row, struct err *err)
{
    struct sql sql;
    sql_init(&sql);
    sql_add(&sql, "INSERT INTO ", "");
    sql_add(&sql, table->name, "");
    const char *separator = "(";
    for (int i = 0; i < table->n; i++, separator = ",")
        if (!table->columns[i].derived) {
            sql_add(&sql, separator, "");
            sql_add(&sql, table->columns[i].name, "");
        }
    sql_add(&sql, ") VALUES", "");
    separator = "(?";
    for (int i = 0; i < table->n; i++)
        if (!table->columns[i].derived) {
            add_value(&sql, separator, &table->columns[i], row);
            separator = ",?";
        }
    sql_add(&sql, ")", "");
    return tx_exec_sql(tx, &sql, err);
}
