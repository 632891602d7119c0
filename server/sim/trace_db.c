/* trace_db.c - a workload from a daemon's own database.
 *
 * Every job that used slots or has a quote becomes one: it asks for its slots.max (cut to its
 * lanes) and takes as long as what it was charged, or still would be, lasts at that width. Tenants
 * keep their tree, weights and guarantees. */
#include "server/sim/trace.h"
#include "server/sim/database.h"
#include "server/store/jobs.h"
#include "server/store/quotas.h"
#include "server/store/store.h"
#include "server/store/datasets.h"
#include "server/store/tenants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- tenants ---- */

static int index_of(const struct tenant_list *all, const char *id)
{
    for (int i = 0; id && i < all->n; i++)
        if (strcmp(all->v[i].id, id) == 0)
            return i;
    return -1;
}

static int64_t limit(int64_t quota)
{
    return quota == QUOTA_NONE ? LIMIT_NONE : quota;
}

static void quota_take(struct trace_tenant *t, const struct quota_row *q)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        t->guarantee[k] = q->guarantee[k] > 0 ? q->guarantee[k] : 0;
        t->limit[k] = limit(q->max[k]);
    }
    t->limit[RES_JOBS] = limit(q->max_running_jobs);
}

static int tenants_read(struct trace *t, const struct tenant_list *all, struct reader *r,
                        struct err *err)
{
    struct quota_list quotas = {0};
    t->tree = true;
    int rc = store_quota_all(r, &quotas, err);
    for (int i = 0; !rc && i < all->n; i++)
        rc = trace_tenant_add(t, all->v[i].name, index_of(all, all->v[i].parent), err);
    for (int i = 0; !rc && i < all->n; i++) {
        t->tenant[i].weight = all->v[i].weight;
        for (int q = 0; q < quotas.n; q++)
            if (strcmp(quotas.v[q].tenant, all->v[i].id) == 0)
                quota_take(&t->tenant[i], &quotas.v[q]);
    }
    quota_list_done(&quotas);
    return rc;
}

/* ---- jobs ---- */

static int job_read(struct trace *t, const struct tenant_list *all, const struct job_row *row,
                    struct err *err)
{
    int64_t slots = row->slots_max < row->lanes ? row->slots_max : row->lanes;
    int64_t work = row->slot_ms;
    if (!job_state_ended(row->state) && row->quote_slot_ms > work)
        work = row->quote_slot_ms;
    struct trace_job j = {.submit_ms = row->created_at,
                          .slots = slots > 0 ? slots : 1,
                          .min = row->slots_min < slots ? row->slots_min : slots,
                          .priority = row->priority,
                          .kind = row->device == STORE_GPU ? SLOT_GPU : SLOT_CPU,
                          .tenant = index_of(all, row->tenant)};
    j.duration_ms = (work + j.slots - 1) / j.slots;
    return work > 0 && j.tenant >= 0 ? trace_job_add(t, row->id, &j, err) : 0;
}

static int jobs_read(struct trace *t, const struct tenant_list *all, struct reader *r,
                     struct err *err)
{
    struct viewer everybody = {0};
    struct job_filter filter = {0};
    char after[64] = "";
    bool more = true;
    int rc = 0;
    while (!rc && more) {
        struct page page = {.limit = 200, .after = *after ? after : NULL};
        struct job_list list = {0};
        rc = store_job_list(r, &everybody, &filter, &page, &list, err);
        for (int i = 0; !rc && i < list.n; i++)
            rc = job_read(t, all, &list.v[i], err);
        more = !rc && list.more && list.n;
        if (more)
            snprintf(after, sizeof after, "%s", list.v[list.n - 1].id);
        job_list_done(&list);
    }
    return rc;
}

/* ---- the whole ---- */

static int store_read(struct reader *r, void *arg, struct err *err)
{
    struct trace *t = arg;
    struct tenant_list all = {0};
    int rc = store_tenant_all(r, &all, err);
    if (!rc)
        rc = tenants_read(t, &all, r, err);
    if (!rc)
        rc = jobs_read(t, &all, r, err);
    tenant_list_done(&all);
    return rc;
}

int trace_read_db(struct trace *t, const char *path, struct err *err)
{
    int rc = database_copy_read(path, store_read, t, err);
    trace_sort(t);
    return rc;
}
