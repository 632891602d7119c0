/* trace.h - a workload: jobs with their submit time, tenant, request and duration. Private. */
#ifndef ALLOT_SIM_TRACE_H
#define ALLOT_SIM_TRACE_H

#include "server/sched/view.h"

struct trace_job {
    int64_t submit_ms, duration_ms;
    int64_t slots; /* requested, of its kind */
    int64_t min;   /* the fewest it runs with under the fair policy; 0 = as many as requested */
    int64_t priority;
    int32_t tenant;
    enum slot_kind kind;
    uint32_t name; /* of its job_id, in trace.names */
};

struct trace_tenant {
    char *name;
    int parent; /* another tenant, earlier; -1 = the machine */
    int64_t weight, guarantee[SLOT_KINDS];
    int64_t limit[RESOURCES]; /* of the fair policy; LIMIT_NONE = none */
};

/* Jobs sorted by submit time, then job_id: that order is their number. Tenants as they first come.
 */
struct trace {
    struct trace_job *job;
    struct trace_tenant *tenant;
    char *names;
    size_t names_n, names_room;
    int n_jobs, jobs_room, n_tenants, tenants_room;
    bool tree; /* tenants may have tenants and jobs: the jobs hang at a user */
};

void trace_init(struct trace *t);
void trace_done(struct trace *t);

/* Reads CSV (RFC 4180: quotes, CRLF) with a header that names the columns job_id, submit_s, tenant,
 * cpus, gpus, duration_s and perhaps priority, in any order; a line at a time, so millions of rows
 * cost what they hold. ERR_INVALID with line, column and value; ERR_IO; ERR_NO_MEMORY. */
int trace_read(struct trace *t, const char *path, struct err *err);

/* The same from a daemon's database (allot.db; it may be in use). */
int trace_read_db(struct trace *t, const char *path, struct err *err);

/* Adds a tenant, or a job of a tenant that is there; call trace_sort after the last job. */
int trace_tenant_add(struct trace *t, const char *name, int parent, struct err *err);
int trace_job_add(struct trace *t, const char *id, const struct trace_job *job, struct err *err);
void trace_sort(struct trace *t);

/* "tenant.NAME.weight=2", "….guarantee=3" or "….max=4" (CPU slots). ERR_INVALID with the sentence.
 */
int trace_set(struct trace *t, const char *assignment, struct err *err);

#endif
