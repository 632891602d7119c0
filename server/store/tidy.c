/* tidy.c - what is no longer needed goes, a little at a time, after the writes of others: answers
 * kept for an Idempotency-Key after a day, the views of decisions that are older than the options
 * say. Once when the store opens; then an idle store has nothing to tidy, so there is no timer. */
#include "server/store/internal.h"

#include "server/base/clock.h"

/* A minute and 500 rows: nobody waits noticeably, and a backlog shrinks by 30,000 an hour. */
enum { TIDY_EVERY_MS = 60000, TIDY_ROWS = 500 };

bool tidy_due(struct store *store)
{
    int64_t now = clock_boot_ms();
    if (now < store->tidy_at_boot_ms)
        return false;
    store->tidy_at_boot_ms = now + TIDY_EVERY_MS;
    return true;
}

int tidy(struct tx *tx, void *arg, struct err *err)
{
    const struct store *store = arg;
    int rc = store_idempotency_expire(tx, tx->now, TIDY_ROWS, err);
    if (rc >= 0 && store->decisions_keep_ms > 0)
        rc = store_decision_compact(tx, tx->now - store->decisions_keep_ms, TIDY_ROWS, err);
    return rc < 0 ? rc : 0;
}
