/* counts.h - jobs per tenant and state, and the rules about sums that quotas must keep. */
#ifndef ALLOT_STORE_COUNTS_H
#define ALLOT_STORE_COUNTS_H

#include <allot/err.h>

struct tx;
struct reader;

/* A job of this tenant left one state for another (enum job_state; -1: was not, or is no more). */
int counts_move(struct tx *tx, const char *tenant, int from, int to, struct err *err);

/* Counts all afresh: after the tree has changed, and when the store opens. */
int counts_rebuild(struct tx *tx, struct err *err);

/* ERR_CORRUPT when the kept counts differ from the rows. */
int counts_check(struct reader *r, struct err *err);

/* ERR_QUOTA when one more queued job would pass max_queued_jobs of the tenant or one above it. */
int counts_queue_check(struct tx *tx, const char *tenant, struct err *err);

/* ERR_CONFLICT with the sums when the guarantees of the children of parent (NULL: of the roots,
 * which is checked against the machine that store_quota_set last was told of) exceed what it has.
 */
int guarantees_check(struct tx *tx, const char *parent, struct err *err);

#endif
