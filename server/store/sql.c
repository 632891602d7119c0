/* sql.c - a cache of prepared statements per connection, and values in and out of them by
 * signature. A statement in use when its text is asked for again is prepared once more and thrown
 * away after: walks may nest. */
#include "server/store/sql.h"

#include "server/store/fault.h"
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- failures ---- */

static int code_of(sqlite3 *db, int rc)
{
    switch (rc & 0xff) {
    case SQLITE_FULL: return ERR_NO_SPACE;
    case SQLITE_IOERR: return sqlite3_system_errno(db) == ENOSPC ? ERR_NO_SPACE : ERR_IO;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM: return ERR_IO;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERR_CORRUPT;
    case SQLITE_CONSTRAINT: return ERR_CONFLICT;
    case SQLITE_NOMEM: return ERR_NO_MEMORY;
    case SQLITE_TOOBIG: return ERR_TOO_LARGE;
    default: return ERR_INTERNAL;
    }
}

int sql_fail(struct reader *r, struct err *err, const char *context)
{
    int rc = sqlite3_extended_errcode(r->db);
    return err_set(err, code_of(r->db, rc), "database: %s (%d) %s", sqlite3_errmsg(r->db), rc,
                   context);
}

static int fault_fail(struct err *err, int errnum, const char *context)
{
    int code = errnum == ENOSPC ? ERR_NO_SPACE : errnum == EBUSY ? ERR_BUSY : ERR_IO;
    return err_set(err, code, "database: %s %s", strerror(errnum), context);
}

bool sql_not_unique(struct tx *tx)
{
    int rc = sqlite3_extended_errcode(tx->reader.db);
    return rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY;
}

int name_index(const char *const *names, const char *text)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    return -1;
}

/* ---- statements ---- */

static uint32_t hash_text(const char *s)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

static struct statement *statement_new(struct reader *r, const char *sql, uint32_t hash,
                                       struct err *err)
{
    struct statement *s = calloc(1, sizeof *s);
    if (!s || !(s->sql = strdup(sql))) {
        free(s);
        err_set(err, ERR_NO_MEMORY, "no memory for a statement");
        return NULL;
    }
    s->hash = hash;
    if (sqlite3_prepare_v3(r->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->stmt, NULL) !=
        SQLITE_OK) {
        sql_fail(r, err, sql);
        free(s->sql);
        free(s);
        return NULL;
    }
    return s;
}

static void statement_free(struct statement *s)
{
    sqlite3_finalize(s->stmt);
    free(s->sql);
    free(s);
}

static struct statement *statement_get(struct reader *r, const char *sql, struct err *err)
{
    uint32_t hash = hash_text(sql);
    struct statement **bucket = &r->cache[hash % STATEMENT_BUCKETS];
    for (struct statement *s = *bucket; s; s = s->next)
        if (s->hash == hash && !s->busy && strcmp(s->sql, sql) == 0) {
            s->busy = true;
            return s;
        }
    struct statement *s = statement_new(r, sql, hash, err);
    if (!s)
        return NULL;
    s->busy = true;
    s->next = *bucket;
    *bucket = s;
    return s;
}

static void statement_put(struct statement *s)
{
    sqlite3_reset(s->stmt);
    sqlite3_clear_bindings(s->stmt);
    s->busy = false;
}

void connection_close(struct reader *r)
{
    for (int i = 0; i < STATEMENT_BUCKETS; i++)
        for (struct statement *s = r->cache[i], *next; s; s = next) {
            next = s->next;
            statement_free(s);
        }
    memset(r->cache, 0, sizeof r->cache);
    sqlite3_close(r->db);
    r->db = NULL;
}

/* ---- values in ---- */

static void args_read(struct arg *args, const char *types, va_list ap)
{
    for (int i = 0; types[i]; i++) {
        args[i].type = types[i];
        switch (types[i]) {
        case 's': args[i].s = va_arg(ap, const char *); break;
        case 'i': args[i].i = va_arg(ap, int); break;
        case 'd': args[i].d = va_arg(ap, double); break;
        default: args[i].i = va_arg(ap, int64_t); break;
        }
    }
}

/* Texts are the caller's until the statement is put back, so none is copied. */
static void bind(sqlite3_stmt *stmt, int at, const struct arg *a)
{
    switch (a->type) {
    case 's':
        sqlite3_bind_text(stmt, at, a->s, -1, SQLITE_STATIC); /* NULL binds NULL */
        break;
    case 'd': sqlite3_bind_double(stmt, at, a->d); break;
    case 'o':
        if (a->i >= 0)
            sqlite3_bind_int64(stmt, at, a->i);
        break;
    case 't':
        if (a->i != 0)
            sqlite3_bind_int64(stmt, at, a->i);
        break;
    default: sqlite3_bind_int64(stmt, at, a->i);
    }
}

void sql_init(struct sql *sql)
{
    sql->n = 0;
    sql->n_args = 0;
    sql->text[0] = '\0';
}

void sql_add(struct sql *sql, const char *text, const char *types, ...)
{
    size_t n = strlen(text);
    int n_args = (int)strlen(types);
    if (sql->n + n >= sizeof sql->text || sql->n_args + n_args > SQL_ARGS_MAX)
        abort(); /* our own statement is longer than we said: a mistake of this program */
    memcpy(sql->text + sql->n, text, n + 1);
    sql->n += n;
    va_list ap;
    va_start(ap, types);
    args_read(sql->args + sql->n_args, types, ap);
    va_end(ap);
    sql->n_args += n_args;
}

/* ---- running ---- */

static struct statement *statement_bound(struct reader *r, const char *sql, const struct arg *args,
                                         int n, struct err *err)
{
    struct statement *s = statement_get(r, sql, err);
    for (int i = 0; s && i < n; i++)
        bind(s->stmt, i + 1, &args[i]);
    return s;
}

static int exec_args(struct tx *tx, struct err *err, const char *sql, const struct arg *args, int n)
{
    int errnum = fault_at(FAULT_STEP);
    if (errnum)
        return fault_fail(err, errnum, sql);
    struct statement *s = statement_bound(&tx->reader, sql, args, n, err);
    if (!s)
        return err ? err->code : ERR_INTERNAL;
    int step = sqlite3_step(s->stmt), rc;
    if (step == SQLITE_DONE)
        rc = sqlite3_changes(tx->reader.db);
    else if (step == SQLITE_ROW)
        rc = err_set(err, ERR_INTERNAL, "database: a statement gave rows nobody reads: %s", sql);
    else
        rc = sql_fail(&tx->reader, err, sql);
    statement_put(s);
    return rc;
}

int tx_exec(struct tx *tx, struct err *err, const char *sql, const char *types, ...)
{
    struct arg args[SQL_ARGS_MAX];
    va_list ap;
    va_start(ap, types);
    args_read(args, types, ap);
    va_end(ap);
    return exec_args(tx, err, sql, args, (int)strlen(types));
}

int tx_exec_sql(struct tx *tx, const struct sql *sql, struct err *err)
{
    return exec_args(tx, err, sql->text, sql->args, sql->n_args);
}

static int open_args(struct query *q, struct reader *r, struct err *err, const char *sql,
                     const struct arg *args, int n)
{
    struct err own;
    q->reader = r;
    q->statement = statement_bound(r, sql, args, n, err ? err : &own);
    return q->statement ? 0 : (err ? err : &own)->code;
}

int query_open(struct query *q, struct reader *r, struct err *err, const char *sql,
               const char *types, ...)
{
    struct arg args[SQL_ARGS_MAX];
    va_list ap;
    va_start(ap, types);
    args_read(args, types, ap);
    va_end(ap);
    return open_args(q, r, err, sql, args, (int)strlen(types));
}

int query_open_sql(struct query *q, struct reader *r, const struct sql *sql, struct err *err)
{
    return open_args(q, r, err, sql->text, sql->args, sql->n_args);
}

int query_next(struct query *q, struct err *err)
{
    switch (sqlite3_step(q->statement->stmt)) {
    case SQLITE_ROW: return 1;
    case SQLITE_DONE: return 0;
    default: return sql_fail(q->reader, err, q->statement->sql);
    }
}

void query_close(struct query *q)
{
    if (q->statement)
        statement_put(q->statement);
    q->statement = NULL;
}

/* ---- values out ---- */

static int column_text(sqlite3_stmt *stmt, int at, char **out, struct err *err)
{
    const char *s = (const char *)sqlite3_column_text(stmt, at);
    *out = s ? strdup(s) : NULL;
    if (s && !*out)
        return err_set(err, ERR_NO_MEMORY, "no memory for a row");
    return 0;
}

static int64_t column_int(sqlite3_stmt *stmt, int at, char type)
{
    if (type == 'o' && sqlite3_column_type(stmt, at) == SQLITE_NULL)
        return -1;
    return sqlite3_column_int64(stmt, at);
}

static double column_double(sqlite3_stmt *stmt, int at)
{
    return sqlite3_column_type(stmt, at) == SQLITE_NULL ? NAN : sqlite3_column_double(stmt, at);
}

int query_read(struct query *q, struct err *err, const char *types, ...)
{
    sqlite3_stmt *stmt = q->statement->stmt;
    int rc = 0;
    va_list ap;
    va_start(ap, types);
    for (int i = 0; types[i]; i++)
        switch (types[i]) {
        case 's': {
            int failed = column_text(stmt, i, va_arg(ap, char **), err);
            rc = failed ? failed : rc; /* go on: every pointer is set, so that all may be freed */
            break;
        }
        case 'i': *va_arg(ap, int *) = (int)column_int(stmt, i, 'i'); break;
        case 'd': *va_arg(ap, double *) = column_double(stmt, i); break;
        default: *va_arg(ap, int64_t *) = column_int(stmt, i, types[i]);
        }
    va_end(ap);
    return rc;
}

int query_int(struct reader *r, int64_t *out, struct err *err, const char *sql, const char *types,
              ...)
{
    struct arg args[SQL_ARGS_MAX];
    va_list ap;
    va_start(ap, types);
    args_read(args, types, ap);
    va_end(ap);
    struct query q;
    int rc = open_args(&q, r, err, sql, args, (int)strlen(types));
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1) {
        if (sqlite3_column_type(q.statement->stmt, 0) == SQLITE_NULL)
            rc = 0;
        else
            *out = sqlite3_column_int64(q.statement->stmt, 0);
    }
    query_close(&q);
    return rc;
}

int query_text(struct reader *r, char **out, struct err *err, const char *sql, const char *types,
               ...)
{
    struct arg args[SQL_ARGS_MAX];
    va_list ap;
    va_start(ap, types);
    args_read(args, types, ap);
    va_end(ap);
    struct query q;
    int rc = open_args(&q, r, err, sql, args, (int)strlen(types));
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1) {
        char *text;
        int failed = column_text(q.statement->stmt, 0, &text, err);
        if (failed || !text)
            rc = failed;
        else
            *out = text;
    }
    query_close(&q);
    return rc;
}

/* ---- rows by table of columns ---- */

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
