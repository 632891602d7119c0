/* quotas.c - limits per tenant, and the sums that guarantees may not exceed.
 *
 * A guarantee is a promise of slots that exist: what a parent promises its children cannot be more
 * than it was promised itself, and what the roots are promised not more than the machine has. */
#include "server/store/quotas.h"

#include "server/store/counts.h"
#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdio.h>
#include <stdlib.h>

const char *const store_device_names[] = {"cpu", "gpu", NULL};

static const struct column columns[] = {
    COLUMN('s', quota_row, tenant),
    COLUMN_AS("cpu_guarantee", 'I', quota_row, guarantee[STORE_CPU]),
    COLUMN_AS("cpu_max", 'o', quota_row, max[STORE_CPU]),
    COLUMN_AS("gpu_guarantee", 'I', quota_row, guarantee[STORE_GPU]),
    COLUMN_AS("gpu_max", 'o', quota_row, max[STORE_GPU]),
    COLUMN('o', quota_row, max_running_jobs),
    COLUMN('o', quota_row, max_queued_jobs),
    COLUMN('o', quota_row, storage_bytes),
    COLUMN('o', quota_row, job_memory_bytes),
    COLUMN('o', quota_row, job_runtime_s),
    COLUMN('I', quota_row, version),
};
static const struct table table = TABLE("quotas", columns, quota_row);

void quota_row_done(struct quota_row *q)
{
    row_done(&table, q);
}

void quota_list_done(struct quota_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

static int found(int rc, const char *tenant, struct err *err)
{
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no tenant \"%s\"", tenant);
    return rc < 0 ? rc : 0;
}

int store_quota_get(struct reader *r, const char *tenant, struct quota_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE tenant=?", "s", tenant);
    return found(row_get(r, &table, &sql, out, err), tenant, err);
}

int store_quota_all(struct reader *r, struct quota_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    return row_list(r, &table, &sql, 0, &out->v, &out->n, NULL, err);
}

int store_quota_effective(struct reader *r, const char *tenant, struct quota_row *out,
                          struct err *err)
{
    /* the columns of the table in their order; min() leaves NULL out, and is NULL of nothing */
    static const char tightest[] =
        "SELECT q.tenant, q.cpu_guarantee, min(a.cpu_max), q.gpu_guarantee, min(a.gpu_max),"
        " min(a.max_running_jobs), min(a.max_queued_jobs), min(a.storage_bytes),"
        " min(a.job_memory_bytes), min(a.job_runtime_s), q.version FROM quotas q"
        " JOIN tenant_tree u ON u.tenant=q.tenant JOIN quotas a ON a.tenant=u.ancestor"
        " WHERE q.tenant=? GROUP BY q.tenant";
    struct sql sql;
    sql_init(&sql);
    sql_add(&sql, tightest, "s", tenant);
    return found(row_get(r, &table, &sql, out, err), tenant, err);
}

/* ---- the sums ---- */

struct sums {
    int64_t children[STORE_DEVICES]; /* guaranteed to all children of a node together */
    int64_t own[STORE_DEVICES];      /* guaranteed to the node, or the machine's slots */
    char *name;                      /* of the node, NULL for the machine */
};

static const char *const machine_keys[] = {"machine_cpu_slots", "machine_gpu_slots"};

static int sums_children(struct tx *tx, const char *parent, struct sums *s, struct err *err)
{
    struct query q;
    int rc = query_open(&q, &tx->reader, err,
                        "SELECT coalesce(sum(cpu_guarantee),0), coalesce(sum(gpu_guarantee),0)"
                        " FROM quotas JOIN tenants ON id=tenant WHERE parent IS ?",
                        "s", parent);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = query_read(&q, err, "II", &s->children[STORE_CPU], &s->children[STORE_GPU]);
    query_close(&q);
    return rc;
}

static int sums_own(struct tx *tx, const char *parent, struct sums *s, struct err *err)
{
    for (int d = 0; d < STORE_DEVICES && !parent; d++)
        s->own[d] = store_meta_int(&tx->reader, machine_keys[d], INT64_MAX);
    if (!parent)
        return 0;
    struct query q;
    int rc = query_open(&q, &tx->reader, err,
                        "SELECT name, cpu_guarantee, gpu_guarantee FROM quotas"
                        " JOIN tenants ON id=tenant WHERE id=?",
                        "s", parent);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = query_read(&q, err, "sII", &s->name, &s->own[STORE_CPU], &s->own[STORE_GPU]);
    query_close(&q);
    return rc;
}

int guarantees_check(struct tx *tx, const char *parent, struct err *err)
{
    struct sums s = {0};
    int rc = sums_children(tx, parent, &s, err);
    if (rc >= 0)
        rc = sums_own(tx, parent, &s, err);
    for (int d = 0; d < STORE_DEVICES && rc >= 0; d++) {
        if (s.children[d] <= s.own[d])
            continue;
        if (parent)
            rc = err_set(err, ERR_CONFLICT,
                         "%s_slots: the guarantees of the tenants below %s add up to %lld, its own "
                         "guarantee is %lld",
                         store_device_names[d], s.name, (long long)s.children[d],
                         (long long)s.own[d]);
        else
            rc = err_set(err, ERR_CONFLICT,
                         "%s_slots: the guarantees add up to %lld, the machine has %lld",
                         store_device_names[d], (long long)s.children[d], (long long)s.own[d]);
    }
    free(s.name);
    return rc < 0 ? rc : 0;
}

/* ---- setting ---- */

static int max_check(const struct quota_row *q, struct err *err)
{
    for (int d = 0; d < STORE_DEVICES; d++)
        if (q->max[d] != QUOTA_NONE && q->max[d] < q->guarantee[d])
            return err_set(err, ERR_CONFLICT, "%s_slots: max %lld is below the guarantee of %lld",
                           store_device_names[d], (long long)q->max[d], (long long)q->guarantee[d]);
    return 0;
}

static int set_row(struct tx *tx, const struct quota_row *q, struct err *err)
{
    int rc =
        tx_exec(tx, err,
                "UPDATE quotas SET cpu_guarantee=?, cpu_max=?, gpu_guarantee=?, gpu_max=?,"
                " max_running_jobs=?, max_queued_jobs=?, storage_bytes=?, job_memory_bytes=?,"
                " job_runtime_s=?, version=version+1 WHERE tenant=?",
                "IoIoooooos", q->guarantee[STORE_CPU], q->max[STORE_CPU], q->guarantee[STORE_GPU],
                q->max[STORE_GPU], q->max_running_jobs, q->max_queued_jobs, q->storage_bytes,
                q->job_memory_bytes, q->job_runtime_s, q->tenant);
    return rc < 0 ? rc : 0;
}

static int parent_of(struct tx *tx, const char *tenant, char **parent, struct err *err)
{
    *parent = NULL;
    int rc =
        query_text(&tx->reader, parent, err, "SELECT parent FROM tenants WHERE id=?", "s", tenant);
    return rc < 0 ? rc : 0;
}

int store_quota_set(struct tx *tx, const struct quota_row *q, const int64_t machine[STORE_DEVICES],
                    struct err *err)
{
    struct quota_row old;
    char *parent = NULL;
    int rc = store_quota_get(&tx->reader, q->tenant, &old, err);
    if (rc < 0)
        return rc;
    rc = version_check("the quota of", q->tenant, old.version, q->version, err);
    quota_row_done(&old);
    if (rc == 0)
        rc = max_check(q, err);
    for (int d = 0; d < STORE_DEVICES && rc == 0; d++)
        rc = store_meta_set_int(tx, machine_keys[d], machine[d], err);
    if (rc == 0)
        rc = set_row(tx, q, err);
    if (rc == 0)
        rc = parent_of(tx, q->tenant, &parent, err);
    if (rc == 0)
        rc = guarantees_check(tx, parent, err); /* with its siblings under what is above … */
    if (rc == 0)
        rc = guarantees_check(tx, q->tenant, err); /* … and what is below it under its own */
    free(parent);
    tx_touch(tx, "quotas");
    return rc;
}

/* ---- what is held ---- */

#define STORED_BY(tenant_)                                                                         \
    "(SELECT coalesce(sum(content_bytes+labels_bytes+canonical_bytes),0) FROM datasets WHERE"      \
    " tenant IN (SELECT tenant FROM tenant_tree WHERE ancestor=" tenant_ "))"                      \
    "+(SELECT coalesce(sum(bytes),0) FROM models WHERE"                                            \
    " tenant IN (SELECT tenant FROM tenant_tree WHERE ancestor=" tenant_ "))"

int store_quota_use(struct reader *r, const char *tenant, struct quota_use *out, struct err *err)
{
    struct query q;
    int rc = query_open(
        &q, r, err,
        "SELECT queued, running, paused, " STORED_BY("?1") " FROM tenant_counts WHERE tenant=?1",
        "s", tenant);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = query_read(&q, err, "IIII", &out->queued, &out->running, &out->paused,
                        &out->storage_bytes) < 0
                 ? err->code
                 : 1;
    query_close(&q);
    return found(rc, tenant, err);
}

int store_quota_storage_check(struct reader *r, const char *tenant, int64_t more_bytes,
                              struct err *err)
{
    struct query q;
    int rc = query_open(
        &q, r, err,
        "SELECT name, storage_bytes, " STORED_BY(
            "u.ancestor") " FROM tenant_tree u JOIN quotas l ON l.tenant=u.ancestor"
                          " JOIN tenants t ON t.id=u.ancestor"
                          " WHERE u.tenant=? AND storage_bytes IS NOT NULL ORDER BY u.depth",
        "s", tenant);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        char *name = NULL;
        int64_t limit, used;
        rc = query_read(&q, err, "sII", &name, &limit, &used);
        if (rc == 0 && (used > limit || more_bytes > limit - used))
            rc = err_set(err, ERR_QUOTA,
                         "storage_bytes of tenant %s is %lld, %lld are used, %lld more are wanted",
                         name, (long long)limit, (long long)used, (long long)more_bytes);
        free(name);
        if (rc < 0)
            break;
    }
    query_close(&q);
    return rc;
}

int store_quota_storage_left(struct reader *r, const char *tenant, int64_t *left, struct err *err)
{
    int64_t least = 0;
    int rc = query_int(r, &least, err,
                       "SELECT min(storage_bytes - " STORED_BY(
                           "u.ancestor") ") FROM tenant_tree u JOIN quotas l ON l.tenant=u.ancestor"
                                         " WHERE u.tenant=? AND storage_bytes IS NOT NULL"
                                         " HAVING count(*)>0",
                       "s", tenant);
    if (rc < 0)
        return rc;
    *left = rc == 1 ? least : INT64_MAX;
    return 0;
}
