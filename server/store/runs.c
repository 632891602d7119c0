/* runs.c - looking at runs and their width histories; charge.c writes them. */
#include "server/store/runs.h"

#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdlib.h>

const char *const run_end_names[] = {"open",   "succeeded", "failed", "cancelled",
                                     "paused", "preempted", "daemon", NULL};

static const struct column columns[] = {
    COLUMN('s', run_row, id),
    COLUMN('s', run_row, job),
    COLUMN('I', run_row, started_at),
    COLUMN('t', run_row, ended_at),
    COLUMN('I', run_row, started_boot_ms),
    COLUMN('t', run_row, ended_boot_ms),
    COLUMN('I', run_row, width),
    COLUMN('I', run_row, first_step),
    COLUMN('I', run_row, last_step),
    COLUMN('I', run_row, slot_ms),
    {"run_end", 'e', false, offsetof(struct run_row, end), run_end_names},
};
static const struct table table = TABLE("runs", columns, run_row);

void run_row_done(struct run_row *run)
{
    row_done(&table, run);
}

void run_list_done(struct run_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

int store_run_list(struct reader *r, const char *job, const struct page *page, struct run_list *out,
                   struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE job=?", "s", job);
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

static int piece_read(struct query *q, run_piece_fn fn, void *arg, struct err *err)
{
    char *run, *job, *tenant, *user, *device;
    struct run_piece piece;
    int rc = query_read(q, err, "sssssiII", &run, &job, &tenant, &user, &device, &piece.width,
                        &piece.from, &piece.to);
    if (rc == 0) {
        piece.run = run;
        piece.job = job;
        piece.tenant = tenant;
        piece.user = user;
        piece.device = name_index(store_device_names, device);
        rc = piece.to > piece.from ? fn(arg, &piece) : 0;
    }
    free(run);
    free(job);
    free(tenant);
    free(user);
    free(device);
    return rc;
}

int store_run_piece_each(struct reader *r, const char *job, int64_t since, int64_t now_boot_ms,
                         run_piece_fn fn, void *arg, struct err *err)
{
    struct sql sql;
    sql_init(&sql);
    sql_add(&sql,
            "SELECT r.id, j.id, j.tenant, j.user, j.device, w.width,"
            " r.started_at + w.boot_ms - r.started_boot_ms,"
            " r.started_at - r.started_boot_ms + coalesce(lead(w.boot_ms) OVER"
            " (PARTITION BY r.id ORDER BY w.boot_ms), r.ended_boot_ms, ?)"
            " FROM runs r JOIN jobs j ON j.id=r.job JOIN run_widths w ON w.run=r.id WHERE ",
            "I", now_boot_ms);
    if (job)
        sql_add(&sql, "r.job=? AND ", "s", job);
    else
        sql_add(&sql,
                "r.id IN (SELECT id FROM runs WHERE run_end='open'"
                " UNION ALL SELECT id FROM runs WHERE ended_at>?) AND ",
                "I", since);
    sql_add(&sql, "(r.ended_at>? OR r.run_end='open') ORDER BY r.id, w.boot_ms", "I", since);
    struct query q;
    int rc = query_open_sql(&q, r, &sql, err);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1)
        if ((rc = piece_read(&q, fn, arg, err)) != 0)
            break;
    query_close(&q);
    return rc < 0 ? rc : 0;
}
