/* quotas.h - what a tenant (with all below it) is guaranteed and allowed. */
#ifndef ALLOT_STORE_QUOTAS_H
#define ALLOT_STORE_QUOTAS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;

enum { QUOTA_NONE = -1 }; /* this limit is not set; a guarantee not set is 0 */

/* 1000: "quotas none but max_queued_jobs 1000", so that one loop in a shell cannot fill the disk.
 */
enum { QUOTA_QUEUED_DEFAULT = 1000 };

/* A device of slots, as stored in a job and indexing what is kept for each. */
enum store_device { STORE_CPU, STORE_GPU, STORE_DEVICES };
extern const char *const store_device_names[]; /* "cpu" "gpu" NULL */

struct quota_row {
    char *tenant;
    int64_t guarantee[STORE_DEVICES]; /* slots */
    int64_t max[STORE_DEVICES];       /* slots, or QUOTA_NONE; so are all below */
    int64_t max_running_jobs;
    int64_t max_queued_jobs;
    int64_t storage_bytes;
    int64_t job_memory_bytes;
    int64_t job_runtime_s;
    int64_t version; /* counts changes; the ETag */
};
struct quota_list {
    struct quota_row *v;
    int n;
};
void quota_row_done(struct quota_row *q);
void quota_list_done(struct quota_list *l);

int store_quota_get(struct reader *r, const char *tenant, struct quota_row *out, struct err *err);
int store_quota_all(struct reader *r, struct quota_list *out, struct err *err);

/* The tightest of each limit over the tenant and all above it (guarantees: its own). */
int store_quota_effective(struct reader *r, const char *tenant, struct quota_row *out,
                          struct err *err);

/* Sets all fields; q->version as in store_tenant_update. machine[] is the number of slots there
 * are. ERR_CONFLICT with the sums in the sentence: children's guarantees above the parent's, the
 * roots' above the machine, a max below the guarantee. Checked and set in this one transaction. */
int store_quota_set(struct tx *tx, const struct quota_row *q, const int64_t machine[STORE_DEVICES],
                    struct err *err);

/* What the tenant with all below it holds now. */
struct quota_use {
    int64_t queued, running, paused; /* jobs */
    int64_t storage_bytes;           /* datasets and models */
};
int store_quota_use(struct reader *r, const char *tenant, struct quota_use *out, struct err *err);

/* Whether the tenant and all above it have room for so many more bytes; ERR_QUOTA with figures. */
int store_quota_storage_check(struct reader *r, const char *tenant, int64_t more_bytes,
                              struct err *err);

/* How many bytes more the tenant may store by its own and all limits above it (may be negative);
 * INT64_MAX when there is none. */
int store_quota_storage_left(struct reader *r, const char *tenant, int64_t *left, struct err *err);

#endif
