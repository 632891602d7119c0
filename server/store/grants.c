/* grants.c - rows of grants, and the one computation of what is left: the days of the books, in
 * order, each paid by the grants that may pay on it. Integers only, so that it is exact and the
 * same whenever it is asked. */
#include "server/store/grants.h"

#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdlib.h>
#include <string.h>

const char *const grant_lapse_names[] = {"end", "never", NULL};

static const struct column columns[] = {
    COLUMN('s', grant_row, id),
    COLUMN('s', grant_row, tenant),
    COLUMN('s', grant_row, program),
    COLUMN('I', grant_row, credits_micro),
    COLUMN('I', grant_row, from_day),
    COLUMN('o', grant_row, to_day),
    COLUMN_ENUM(grant_row, lapse, grant_lapse_names),
    COLUMN('s', grant_row, reason),
    COLUMN('s', grant_row, created_by),
    COLUMN('I', grant_row, created_at),
    COLUMN('I', grant_row, version),
};
static const struct table table = TABLE("grants", columns, grant_row);

void grant_row_done(struct grant_row *g)
{
    row_done(&table, g);
}

void grant_list_done(struct grant_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

int store_grant_get(struct reader *r, const char *id, struct grant_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE id=?", "s", id);
    int rc = row_get(r, &table, &sql, out, err);
    return rc == 0 ? err_set(err, ERR_NOT_FOUND, "there is no grant \"%s\"", id) : rc < 0 ? rc : 0;
}

/* ---- what is left ---- */

int64_t credits_of(int64_t cpu_slot_ms, int64_t gpu_slot_ms, int64_t gpu_rate_micro)
{
    __int128 micro_ms = (__int128)cpu_slot_ms * CREDIT_MICRO;
    micro_ms += (__int128)gpu_slot_ms * gpu_rate_micro;
    return (int64_t)(micro_ms / (3600 * 1000));
}

static bool pays_on(const struct grant_row *g, int64_t day)
{
    bool ended = g->to_day != GRANT_NO_END && day > g->to_day && g->lapse == GRANT_LAPSES;
    return day >= g->from_day && !ended;
}

/* The day after which it is lost. */
static int64_t lost_after(const struct grant_row *g)
{
    return g->lapse == GRANT_STAYS || g->to_day == GRANT_NO_END ? INT64_MAX : g->to_day;
}

static int lost_first(const void *a, const void *b)
{
    const struct grant_row *x = *(const struct grant_row *const *)a;
    const struct grant_row *y = *(const struct grant_row *const *)b;
    if (lost_after(x) != lost_after(y))
        return lost_after(x) < lost_after(y) ? -1 : 1;
    return strcmp(x->id, y->id);
}

static void pay(struct grant_row **order, int n, int64_t day, int64_t cost)
{
    for (int i = 0; i < n && cost > 0; i++) {
        int64_t rest = order[i]->credits_micro - order[i]->used_micro;
        if (rest <= 0 || !pays_on(order[i], day))
            continue;
        int64_t paid = rest < cost ? rest : cost;
        order[i]->used_micro += paid;
        cost -= paid;
    }
}

static void sum_up(const struct grant_list *grants, int64_t today, struct balance *out)
{
    *out = (struct balance){.metered = grants->n > 0};
    for (int i = 0; i < grants->n; i++) {
        const struct grant_row *g = &grants->v[i];
        int64_t rest = g->credits_micro - g->used_micro;
        out->used_micro += g->used_micro;
        if (rest > 0 && pays_on(g, today))
            out->left_micro += rest;
        else if (rest > 0 && today >= g->from_day)
            out->lapsed_micro += rest;
    }
}

static int pay_days(struct reader *r, const char *tenant, int64_t gpu_rate_micro, int64_t today,
                    struct grant_row **order, int n, struct err *err)
{
    struct scope scope = {tenant, true};
    struct usage_list days = {0};
    int64_t first = today;
    for (int i = 0; i < n; i++)
        first = order[i]->from_day < first ? order[i]->from_day : first;
    int rc = store_usage_read(r, &scope, USAGE_BY_DAY, first, today, &days, err);
    for (int i = 0; i < days.n; i++)
        pay(order, n, days.v[i].day,
            credits_of(days.v[i].slot_ms[STORE_CPU], days.v[i].slot_ms[STORE_GPU], gpu_rate_micro));
    usage_list_done(&days);
    return rc;
}

int store_grant_balance(struct reader *r, const char *tenant, int64_t gpu_rate_micro, int64_t today,
                        struct grant_list *grants, struct balance *out, struct err *err)
{
    struct sql sql;
    *grants = (struct grant_list){0};
    *out = (struct balance){0};
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE tenant=? ORDER BY id DESC", "s", tenant);
    int rc = row_list(r, &table, &sql, 0, &grants->v, &grants->n, NULL, err);
    if (rc < 0 || !grants->n)
        return rc;
    struct grant_row **order = calloc((size_t)grants->n, sizeof(struct grant_row *));
    if (!order) {
        grant_list_done(grants);
        return err_set(err, ERR_NO_MEMORY, "out of memory");
    }
    for (int i = 0; i < grants->n; i++)
        order[i] = &grants->v[i];
    qsort(order, (size_t)grants->n, sizeof(struct grant_row *), lost_first);
    rc = pay_days(r, tenant, gpu_rate_micro, today, order, grants->n, err);
    free(order);
    if (rc < 0)
        grant_list_done(grants);
    else
        sum_up(grants, today, out);
    return rc;
}

/* ---- who is metered ---- */

void credit_list_done(struct credit_list *l)
{
    for (int i = 0; i < l->n; i++)
        free(l->v[i].tenant);
    free(l->v);
    *l = (struct credit_list){0};
}

/* The tenants that the query names. */
static int metered(struct reader *r, const struct sql *sql, struct credit_list *out,
                   struct err *err)
{
    struct query q;
    int rc = query_open_sql(&q, r, sql, err), n = 0;
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        struct credit *v = realloc(out->v, (size_t)(n + 1) * sizeof *v);
        if (!v) {
            rc = err_set(err, ERR_NO_MEMORY, "out of memory");
            break;
        }
        out->v = v;
        out->v[n] = (struct credit){0};
        out->n = ++n;
        if ((rc = query_read(&q, err, "s", &v[n - 1].tenant)) < 0)
            break;
    }
    query_close(&q);
    return rc < 0 ? rc : 0;
}

static int fill_left(struct reader *r, int64_t gpu_rate_micro, int64_t today,
                     struct credit_list *list, struct err *err)
{
    int rc = 0;
    for (int i = 0; i < list->n && rc == 0; i++) {
        struct grant_list grants;
        struct balance b;
        rc = store_grant_balance(r, list->v[i].tenant, gpu_rate_micro, today, &grants, &b, err);
        list->v[i].left_micro = b.left_micro;
        grant_list_done(&grants);
    }
    return rc < 0 ? rc : 0;
}

int store_credits_left(struct reader *r, const char *tenant, int64_t gpu_rate_micro, int64_t today,
                       int64_t *left_micro, struct err *err)
{
    struct sql sql;
    struct credit_list list = {0};
    sql_init(&sql);
    sql_add(&sql,
            "SELECT DISTINCT g.tenant FROM tenant_tree t JOIN grants g ON g.tenant=t.ancestor"
            " WHERE t.tenant=?",
            "s", tenant);
    int rc = metered(r, &sql, &list, err);
    if (rc == 0)
        rc = fill_left(r, gpu_rate_micro, today, &list, err);
    int64_t least = CREDITS_UNMETERED;
    for (int i = 0; i < list.n; i++)
        least = list.v[i].left_micro < least ? list.v[i].left_micro : least;
    credit_list_done(&list);
    if (rc == 0)
        *left_micro = least;
    return rc;
}

int store_credit_all(struct reader *r, int64_t gpu_rate_micro, int64_t today,
                     struct credit_list *out, struct err *err)
{
    struct sql sql;
    *out = (struct credit_list){0};
    sql_init(&sql);
    sql_add(&sql, "SELECT DISTINCT tenant FROM grants", "");
    int rc = metered(r, &sql, out, err);
    if (rc == 0)
        rc = fill_left(r, gpu_rate_micro, today, out, err);
    if (rc < 0)
        credit_list_done(out);
    return rc;
}

/* ---- changing ---- */

/* Whether the programme is for the tenant, and its budget covers what it now bears. */
static int check_program(struct tx *tx, const struct grant_row *g, struct err *err)
{
    struct program_row p = {0};
    int64_t fits = 0;
    if (!g->program)
        return 0;
    int rc = store_program_get(tx_reader(tx), g->program, &p, err);
    if (rc == 0)
        rc = query_int(tx_reader(tx), &fits, err,
                       "SELECT EXISTS(SELECT 1 FROM programs p, tenants t WHERE p.id=? AND t.id=?"
                       " AND (json_array_length(p.categories)=0 OR t.category IN"
                       " (SELECT value FROM json_each(p.categories))))",
                       "ss", p.id, g->tenant);
    if (rc >= 0 && !fits)
        rc = err_set(err, ERR_INVALID, "program %s is only for tenants of the categories %s",
                     p.name, p.categories);
    else if (rc >= 0 && p.granted_micro > p.budget_micro)
        rc = err_set(err, ERR_CONFLICT,
                     "program %s would bear %.6g credits, but its budget is %.6g", p.name,
                     (double)p.granted_micro / CREDIT_MICRO, (double)p.budget_micro / CREDIT_MICRO);
    program_row_done(&p);
    return rc < 0 ? rc : 0;
}

int store_grant_insert(struct tx *tx, const struct grant_row *g, struct err *err)
{
    struct grant_row row = *g;
    row.created_at = tx->now;
    row.version = 1;
    int rc = row_insert(tx, &table, &row, err);
    if (rc == ERR_CONFLICT)
        return err_set(err, ERR_NOT_FOUND, "there is no tenant \"%s\" or no such program",
                       g->tenant);
    tx_touch(tx, "grants");
    return rc < 0 ? rc : check_program(tx, g, err);
}

int store_grant_update(struct tx *tx, const struct grant_row *g, struct err *err)
{
    struct grant_row now = {0};
    int rc = store_grant_get(tx_reader(tx), g->id, &now, err);
    if (rc == 0)
        rc = version_check("grant", g->id, now.version, g->version, err);
    if (rc == 0)
        rc = tx_exec(tx, err,
                     "UPDATE grants SET credits_micro=?, from_day=?, to_day=?, lapse=?, reason=?,"
                     " version=version+1 WHERE id=?",
                     "IIosss", g->credits_micro, g->from_day, g->to_day,
                     grant_lapse_names[g->lapse], g->reason, g->id);
    grant_row_done(&now);
    tx_touch(tx, "grants");
    return rc < 0 ? rc : check_program(tx, g, err);
}
