/* counts.c - how many jobs of a tenant's subtree are queued, running and paused: one row a tenant,
 * changed with each transition for the tenant and all above it. */
#include "server/store/counts.h"

#include "server/store/sql.h"
#include <stdlib.h>

int counts_move(struct tx *tx, const char *tenant, int from, int to, struct err *err)
{
    int change[JOB_CANCELLED + 1] = {0};
    if (from >= 0)
        change[from]--;
    if (to >= 0)
        change[to]++;
    if (!change[JOB_QUEUED] && !change[JOB_RUNNING] && !change[JOB_PAUSED])
        return 0;
    int rc = tx_exec(tx, err,
                     "UPDATE tenant_counts SET queued=queued+?, running=running+?, paused=paused+?"
                     " WHERE tenant IN (SELECT ancestor FROM tenant_tree WHERE tenant=?)",
                     "iiis", change[JOB_QUEUED], change[JOB_RUNNING], change[JOB_PAUSED], tenant);
    return rc < 0 ? rc : 0;
}

/* The same three numbers from the rows themselves. */
#define COUNTED                                                                                    \
    "(SELECT u.ancestor AS tenant, sum(j.state='queued') AS queued,"                               \
    " sum(j.state='running') AS running, sum(j.state='paused') AS paused"                          \
    " FROM jobs j JOIN tenant_tree u ON u.tenant=j.tenant"                                         \
    " WHERE j.state IN ('queued','running','paused') GROUP BY u.ancestor)"

int counts_rebuild(struct tx *tx, struct err *err)
{
    int rc = tx_exec(tx, err, "UPDATE tenant_counts SET queued=0, running=0, paused=0", "");
    if (rc >= 0)
        rc = tx_exec(tx, err,
                     "UPDATE tenant_counts SET queued=c.queued, running=c.running, paused=c.paused"
                     " FROM " COUNTED " c WHERE c.tenant=tenant_counts.tenant",
                     "");
    return rc < 0 ? rc : 0;
}

int counts_check(struct reader *r, struct err *err)
{
    int64_t wrong = 0;
    int rc = query_int(r, &wrong, err,
                       "SELECT count(*) FROM tenant_counts k LEFT JOIN " COUNTED
                       " c ON c.tenant=k.tenant WHERE k.queued<>coalesce(c.queued,0)"
                       " OR k.running<>coalesce(c.running,0) OR k.paused<>coalesce(c.paused,0)",
                       "");
    if (rc >= 0 && wrong)
        return err_set(err, ERR_CORRUPT, "the job counts of %lld tenants differ from their jobs",
                       (long long)wrong);
    return rc < 0 ? rc : 0;
}

int counts_queue_check(struct tx *tx, const char *tenant, struct err *err)
{
    struct query q;
    int rc = query_open(&q, &tx->reader, err,
                        "SELECT t.name, c.queued, l.max_queued_jobs FROM tenant_tree u"
                        " JOIN quotas l ON l.tenant=u.ancestor"
                        " JOIN tenant_counts c ON c.tenant=u.ancestor"
                        " JOIN tenants t ON t.id=u.ancestor"
                        " WHERE u.tenant=? AND c.queued>=l.max_queued_jobs"
                        " ORDER BY u.depth LIMIT 1",
                        "s", tenant);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1) {
        char *name = NULL;
        int64_t queued, max;
        rc = query_read(&q, err, "sII", &name, &queued, &max);
        if (rc == 0)
            rc = err_set(err, ERR_QUOTA,
                         "max_queued_jobs of tenant %s is %lld, and %lld jobs are queued", name,
                         (long long)max, (long long)queued);
        free(name);
    }
    query_close(&q);
    return rc;
}
