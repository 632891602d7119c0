/* usage.c - sums over the books. */
#include "server/store/usage.h"

#include "server/base/clock.h"
#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdio.h>

static const struct column columns[] = {
    COLUMN('I', usage_row, day),
    COLUMN('s', usage_row, key),
    COLUMN('s', usage_row, name),
    COLUMN_AS("cpu", 'I', usage_row, slot_ms[STORE_CPU]),
    COLUMN_AS("gpu", 'I', usage_row, slot_ms[STORE_GPU]),
};
static const struct table table = TABLE("usage", columns, usage_row);

void usage_row_done(struct usage_row *u)
{
    row_done(&table, u);
}

void usage_list_done(struct usage_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

/* By enum usage_by: what a row is about, and its name as far as it still has one. */
static const struct {
    const char *key, *group;
} ways[] = {
    [USAGE_BY_DAY] = {"day, NULL, NULL", "day ORDER BY day"},
    [USAGE_BY_USER] = {"0, user, (SELECT u.name FROM users u WHERE u.id=usage.user)",
                       "user ORDER BY sum(slot_ms) DESC, user"},
    [USAGE_BY_JOB] = {"0, job, (SELECT j.name FROM jobs j WHERE j.id=usage.job)",
                      "job ORDER BY sum(slot_ms) DESC, job"},
    [USAGE_BY_TENANT] = {"0, tenant, (SELECT t.name FROM tenants t WHERE t.id=usage.tenant)",
                         "tenant ORDER BY sum(slot_ms) DESC, tenant"},
};

int store_usage_read(struct reader *r, const struct scope *scope, int by, int64_t from_day,
                     int64_t to_day, struct usage_list *out, struct err *err)
{
    struct sql sql;
    sql_init(&sql);
    sql_add(&sql, "SELECT ", "");
    sql_add(&sql, ways[by].key, "");
    sql_add(&sql,
            ", sum(iif(device='cpu',slot_ms,0)), sum(iif(device='gpu',slot_ms,0))"
            " FROM usage WHERE day BETWEEN ? AND ?",
            "II", from_day, to_day);
    where_scope(&sql, "tenant", scope);
    sql_add(&sql, " GROUP BY ", "");
    sql_add(&sql, ways[by].group, "");
    return row_list(r, &table, &sql, 0, &out->v, &out->n, NULL, err);
}

int store_usage_serving(struct tx *tx, const char *tenant, const char *user, int64_t slot_ms,
                        struct err *err)
{
    char run[64]; /* stands where others have a run: one row a user and day */
    snprintf(run, sizeof run, "serving/%.40s", user);
    int rc = tx_exec(tx, err,
                     "INSERT INTO usage(day,tenant,user,job,run,device,slot_ms)"
                     " VALUES(?,?,?,'',?,'cpu',?)"
                     " ON CONFLICT DO UPDATE SET slot_ms=slot_ms+excluded.slot_ms",
                     "IsssI", clock_day(tx_now(tx)), tenant, user, run, slot_ms);
    return rc < 0 ? rc : 0;
}
