/* sql.h - statements with type signatures: the only calls through which the store's SQL runs.
 *
 * A signature says what follows it, one letter each: s text (NULL is NULL) · i int · I int64_t ·
 * d double (NaN is NULL) · o int64_t, negative is NULL · t int64_t, 0 is NULL. Reading a row takes
 * the same letters with pointers; text is copied and becomes the caller's, NULL reads as 0, or -1
 * for o, NaN for d. Statements stay prepared with their connection. */
#ifndef ALLOT_STORE_SQL_H
#define ALLOT_STORE_SQL_H

#include "server/store/internal.h"

struct arg {
    char type;
    union {
        const char *s;
        int64_t i;
        double d;
    };
};

/* A statement in the making, for conditions that depend on the question. 4096: the longest list of
 * columns (jobs) is about 900. 32: the widest row that is inserted has 30 columns that vary. */
enum { SQL_TEXT_MAX = 4096, SQL_ARGS_MAX = 64 };
struct sql {
    size_t n;
    int n_args;
    struct arg args[SQL_ARGS_MAX];
    char text[SQL_TEXT_MAX];
};
/* Starts, and appends text with the values of its question marks. */
void sql_init(struct sql *sql);
void sql_add(struct sql *sql, const char *text, const char *types, ...);

/* Runs a statement that gives no rows; the number of rows changed, or a negative code. */
int tx_exec(struct tx *tx, struct err *err, const char *sql, const char *types, ...);
int tx_exec_sql(struct tx *tx, const struct sql *sql, struct err *err);

struct query {
    struct reader *reader;
    struct statement *statement;
};
int query_open(struct query *q, struct reader *r, struct err *err, const char *sql,
               const char *types, ...);
int query_open_sql(struct query *q, struct reader *r, const struct sql *sql, struct err *err);
int query_next(struct query *q, struct err *err); /* 1: a row, 0: no more, negative */
int query_read(struct query *q, struct err *err, const char *types, ...); /* the row's columns */
void query_close(struct query *q);

/* A single value: 1 and *out, 0 when there is no row (or NULL), negative on failure. */
int query_int(struct reader *r, int64_t *out, struct err *err, const char *sql, const char *types,
              ...);
int query_text(struct reader *r, char **out, struct err *err, const char *sql, const char *types,
               ...);

/* The code and sentence for what the connection last complained of. */
int sql_fail(struct reader *r, struct err *err, const char *context);

/* One column of the row at hand, for rows.c. */
int column_text(sqlite3_stmt *stmt, int at, char **out, struct err *err);
int64_t column_int(sqlite3_stmt *stmt, int at, char type);
double column_double(sqlite3_stmt *stmt, int at);

/* Whether the failure in *err is a uniqueness that was broken. */
bool sql_not_unique(struct tx *tx);

/* Index of text in a NULL-terminated list, or -1. */
int name_index(const char *const *names, const char *text);

#endif
