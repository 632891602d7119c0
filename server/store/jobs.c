/* jobs.c - looking at jobs; transitions.c changes them. */
#include "server/store/jobs.h"

#include "server/base/id.h"
#include "server/store/rows.h"
#include "server/store/transitions.h"
#include "server/store/where.h"
#include <stdlib.h>
#include <string.h>

const char *const job_state_names[] = {"queued", "running",   "paused", "succeeded",
                                       "failed", "cancelled", NULL};
const char *const job_want_names[] = {"none", "cancel", "pause", NULL};

static const struct column columns[] = {
    COLUMN('s', job_row, id),
    COLUMN('s', job_row, tenant),
    COLUMN('s', job_row, user),
    COLUMN_FROM("(SELECT t.name FROM tenants t WHERE t.id=tenant)", 's', job_row, tenant_name),
    COLUMN_FROM("(SELECT u.name FROM users u WHERE u.id=user)", 's', job_row, user_name),
    COLUMN('s', job_row, name),
    COLUMN('s', job_row, spec),
    COLUMN('s', job_row, spec_sha256),
    COLUMN_ENUM(job_row, state, job_state_names),
    COLUMN('s', job_row, reason),
    COLUMN('s', job_row, detail),
    COLUMN_ENUM(job_row, want, job_want_names),
    COLUMN('I', job_row, priority),
    COLUMN_ENUM(job_row, device, store_device_names),
    COLUMN('I', job_row, slots_min),
    COLUMN('I', job_row, slots_max),
    COLUMN('I', job_row, lanes),
    COLUMN('I', job_row, width),
    COLUMN('I', job_row, max_runtime_ms),
    COLUMN('I', job_row, memory_bytes),
    COLUMN('s', job_row, dataset),
    COLUMN('s', job_row, validation_dataset),
    COLUMN('s', job_row, base),
    COLUMN('s', job_row, base_sha256),
    COLUMN('s', job_row, quote),
    COLUMN('I', job_row, quote_slot_ms),
    COLUMN('I', job_row, credits_micro),
    COLUMN('s', job_row, tags),
    COLUMN('s', job_row, run),
    COLUMN('I', job_row, step),
    COLUMN('I', job_row, steps),
    COLUMN('I', job_row, epoch),
    COLUMN('I', job_row, epochs),
    COLUMN('s', job_row, metrics),
    COLUMN('I', job_row, slot_ms),
    COLUMN('I', job_row, run_ms),
    COLUMN('I', job_row, preemptions),
    COLUMN('s', job_row, model),
    COLUMN('s', job_row, provenance),
    COLUMN('I', job_row, created_at),
    COLUMN('I', job_row, queued_at),
    COLUMN('t', job_row, started_at),
    COLUMN('t', job_row, ended_at),
    COLUMN('I', job_row, updated_at),
    COLUMN('I', job_row, version),
    COLUMN_FROM("(SELECT f.p50 FROM forecasts f WHERE f.job=jobs.id)", 't', job_row, told_p50),
    COLUMN_FROM("(SELECT f.p90 FROM forecasts f WHERE f.job=jobs.id)", 't', job_row, told_p90),
};
const struct table job_table = TABLE("jobs", columns, job_row);

void job_row_done(struct job_row *j)
{
    row_done(&job_table, j);
}

void job_list_done(struct job_list *l)
{
    row_list_done(&job_table, &l->v, &l->n);
}

bool job_state_ended(int state)
{
    return state == JOB_SUCCEEDED || state == JOB_FAILED || state == JOB_CANCELLED;
}

static int found(int rc, const char *id_or_name, struct err *err)
{
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no job \"%s\"", id_or_name);
    return rc < 0 ? rc : 0;
}

int store_job_get(struct reader *r, const struct viewer *viewer, const char *id_or_name,
                  struct job_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &job_table);
    if (id_is(id_or_name, "job"))
        sql_add(&sql, "WHERE id=?", "s", id_or_name);
    else
        sql_add(&sql, "WHERE name=?", "s", id_or_name);
    where_tenant(&sql, viewer);
    sql_add(&sql, " ORDER BY n DESC LIMIT 1", "");
    return found(row_get(r, &job_table, &sql, out, err), id_or_name, err);
}

int store_job_load(struct reader *r, const char *id, struct job_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &job_table);
    sql_add(&sql, "WHERE id=?", "s", id);
    return found(row_get(r, &job_table, &sql, out, err), id, err);
}

/* ---- lists ---- */

/* Always says which states: the indexes are read state by state, and with all of them named a
 * list of all is six short walks instead of one long sort. */
static void where_states(struct sql *sql, int states)
{
    const char *separator = " AND state IN ('";
    for (int s = 0; job_state_names[s]; s++)
        if (states == 0 || states & 1 << s) {
            sql_add(sql, separator, "");
            sql_add(sql, job_state_names[s], "");
            separator = "','";
        }
    sql_add(sql, "')", "");
}

int store_job_list(struct reader *r, const struct viewer *viewer, const struct job_filter *filter,
                   const struct page *page, struct job_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &job_table);
    sql_add(&sql, "WHERE 1", "");
    where_tenant(&sql, viewer);
    if (filter->tenant)
        where_scope(&sql, "tenant", &(struct scope){filter->tenant, true});
    if (filter->user)
        sql_add(&sql, " AND user=?", "s", filter->user);
    if (filter->states || viewer->tenant || filter->tenant)
        where_states(&sql, filter->states);
    where_contains(&sql, "name", filter->q);
    where_page(&sql, "id", page);
    return row_list(r, &job_table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

/* ---- for the scheduler ---- */

#define JOB_COLUMN(type_, field_)                                                                  \
    {                                                                                              \
        "jobs." #field_, type_, false, offsetof(struct job_brief, field_), NULL                    \
    }

static const struct column brief_columns[] = {
    JOB_COLUMN('s', id),
    JOB_COLUMN('s', tenant),
    JOB_COLUMN('s', user),
    JOB_COLUMN('s', run),
    {"jobs.state", 'e', false, offsetof(struct job_brief, state), job_state_names},
    {"jobs.want", 'e', false, offsetof(struct job_brief, want), job_want_names},
    {"jobs.device", 'e', false, offsetof(struct job_brief, device), store_device_names},
    JOB_COLUMN('I', priority),
    JOB_COLUMN('I', slots_min),
    JOB_COLUMN('I', slots_max),
    JOB_COLUMN('I', lanes),
    JOB_COLUMN('I', width),
    JOB_COLUMN('I', memory_bytes),
    JOB_COLUMN('I', max_runtime_ms),
    JOB_COLUMN('I', run_ms),
    JOB_COLUMN('I', created_at),
    JOB_COLUMN('I', queued_at),
    COLUMN_AS("runs.started_boot_ms", 't', job_brief, run_started_boot_ms),
    /* 'o': NULL, which reads as -1, where there is no quote */
    COLUMN_AS("CASE WHEN quote_slot_ms>0 THEN CASE WHEN steps>0 THEN"
              " CAST(quote_slot_ms*(1.0-min(step,steps)*1.0/steps) AS INTEGER)"
              " ELSE quote_slot_ms END END",
              'o', job_brief, remaining_ms),
    JOB_COLUMN('I', credits_micro),
    JOB_COLUMN('s', reason),
};
static const struct table brief_table =
    TABLE("jobs LEFT JOIN runs ON runs.id=jobs.run", brief_columns, job_brief);

void job_brief_done(struct job_brief *b)
{
    row_done(&brief_table, b);
}

int store_job_brief(struct reader *r, const char *id, struct job_brief *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &brief_table);
    sql_add(&sql, "WHERE jobs.id=?", "s", id);
    return found(row_get(r, &brief_table, &sql, out, err), id, err);
}

int store_job_active_each(struct reader *r, job_brief_fn fn, void *arg, struct err *err)
{
    struct sql sql;
    struct query q;
    sql_select(&sql, &brief_table);
    sql_add(&sql, "WHERE state IN ('queued','running') ORDER BY jobs.id", "");
    int rc = query_open_sql(&q, r, &sql, err);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        struct job_brief b;
        rc = row_read(&q, &brief_table, &b, err);
        if (rc == 0) {
            rc = fn(arg, &b);
            job_brief_done(&b);
        }
        if (rc != 0)
            break;
    }
    query_close(&q);
    return rc < 0 ? rc : 0;
}
