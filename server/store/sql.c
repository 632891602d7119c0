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

int column_text(sqlite3_stmt *stmt, int at, char **out, struct err *err)
{
    const char *s = (const char *)sqlite3_column_text(stmt, at);
    *out = s ? strdup(s) : NULL;
    if (s && !*out)
        return err_set(err, ERR_NO_MEMORY, "no memory for a row");
    return 0;
}

int64_t column_int(sqlite3_stmt *stmt, int at, char type)
{
    if (type == 'o' && sqlite3_column_type(stmt, at) == SQLITE_NULL)
        return -1;
    return sqlite3_column_int64(stmt, at);
}

double column_double(sqlite3_stmt *stmt, int at)
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
