/* counts.c - how many jobs of a tenant's subtree are in each state: one row a tenant, changed with
 * each transition for the tenant and all above it. */
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
    int rc = tx_exec(tx, err,
                     "UPDATE tenant_counts SET queued=queued+?, running=running+?, paused=paused+?,"
                     " succeeded=succeeded+?, failed=failed+?, cancelled=cancelled+?"
                     " WHERE tenant IN (SELECT ancestor FROM tenant_tree WHERE tenant=?)",
                     "iiiiiis", change[JOB_QUEUED], change[JOB_RUNNING], change[JOB_PAUSED],
                     change[JOB_SUCCEEDED], change[JOB_FAILED], change[JOB_CANCELLED], tenant);
    return rc < 0 ? rc : 0;
}

/* The same six numbers from the rows themselves. */
#define COUNTED                                                                                    \
    "(SELECT u.ancestor AS tenant, sum(j.state='queued') AS queued,"                               \
    " sum(j.state='running') AS running, sum(j.state='paused') AS paused,"                         \
    " sum(j.state='succeeded') AS succeeded, sum(j.state='failed') AS failed,"                     \
    " sum(j.state='cancelled') AS cancelled"                                                       \
    " FROM jobs j JOIN tenant_tree u ON u.tenant=j.tenant GROUP BY u.ancestor)"

int counts_rebuild(struct tx *tx, struct err *err)
{
    int rc = tx_exec(tx, err,
                     "UPDATE tenant_counts SET (queued,running,paused,succeeded,failed,cancelled)="
                     "(0,0,0,0,0,0)",
                     "");
    if (rc >= 0)
        rc = tx_exec(tx, err,
                     "UPDATE tenant_counts SET"
                     " (queued,running,paused,succeeded,failed,cancelled)="
                     "(c.queued,c.running,c.paused,c.succeeded,c.failed,c.cancelled)"
                     " FROM " COUNTED " c WHERE c.tenant=tenant_counts.tenant",
                     "");
    return rc < 0 ? rc : 0;
}

int counts_check(struct reader *r, struct err *err)
{
    int64_t wrong = 0;
    int rc = query_int(r, &wrong, err,
                       "SELECT count(*) FROM tenant_counts k LEFT JOIN " COUNTED
                       " c ON c.tenant=k.tenant WHERE"
                       " (k.queued,k.running,k.paused,k.succeeded,k.failed,k.cancelled)<>"
                       "(coalesce(c.queued,0),coalesce(c.running,0),coalesce(c.paused,0),"
                       "coalesce(c.succeeded,0),coalesce(c.failed,0),coalesce(c.cancelled,0))",
                       "");
    if (rc >= 0 && wrong)
        return err_set(err, ERR_CORRUPT, "the job counts of %lld tenants differ from their jobs",
                       (long long)wrong);
    return rc < 0 ? rc : 0;
}

int store_job_counts(struct reader *r, const char *tenant, int64_t counts[6], struct err *err)
{
    struct query q;
    int rc = query_open(&q, r, err, /* the roots' subtrees are everything */
                        "SELECT coalesce(sum(queued),0), coalesce(sum(running),0),"
                        " coalesce(sum(paused),0), coalesce(sum(succeeded),0),"
                        " coalesce(sum(failed),0), coalesce(sum(cancelled),0) FROM tenant_counts"
                        " WHERE tenant IN (SELECT id FROM tenants WHERE parent IS NULL AND ?1 IS"
                        " NULL UNION ALL SELECT ?1)",
                        "s", tenant);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = query_read(&q, err, "IIIIII", &counts[0], &counts[1], &counts[2], &counts[3],
                        &counts[4], &counts[5]);
    query_close(&q);
    return rc;
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
