/* tidy.c - what is no longer needed goes, a little at a time, after the writes of others: answers
 * kept for an Idempotency-Key after a day; events, and the views of decisions, that are older than
 * the options say. Once when the store opens; then an idle store has nothing to tidy, so there is
 * no timer. */
#include "server/store/internal.h"

#include "server/base/clock.h"

/* A minute and 500 rows, about 3 ms: nobody waits noticeably. While a backlog is left, every 100 ms
 * instead: 5,000 rows a second, more than 500 jobs a second leave behind. */
enum { TIDY_EVERY_MS = 60000, TIDY_MORE_MS = 100, TIDY_ROWS = 500 };

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
    struct store *store = arg;
    bool more = false;
    int rc = store_idempotency_expire(tx, tx->now, TIDY_ROWS, err);
    if (rc >= 0 && store->decisions_keep_ms > 0) {
        rc = store_decision_compact(tx, tx->now - store->decisions_keep_ms, TIDY_ROWS, err);
        more |= rc == TIDY_ROWS;
    }
    if (rc >= 0 && store->events_keep_ms > 0) {
        rc = store_event_expire(tx, tx->now - store->events_keep_ms, TIDY_ROWS, err);
        more |= rc >= TIDY_ROWS - 1;
    }
    if (more)
        store->tidy_at_boot_ms = clock_boot_ms() + TIDY_MORE_MS;
    return rc < 0 ? rc : 0;
}
