/* idempotency.h - answers kept for 24 hours under the client's Idempotency-Key.
 *
 * Look and put in the transaction that does the work: writes come one after another, so a second
 * request with the key finds the first one's answer and does nothing. */
#ifndef ALLOT_STORE_IDEMPOTENCY_H
#define ALLOT_STORE_IDEMPOTENCY_H

#include <allot/err.h>
#include <stdint.h>

struct reader;
struct tx;

/* 24 hours: as the IETF draft's examples; a client that retries later has forgotten as well. */
#define IDEMPOTENCY_KEEP_MS (24 * 3600 * 1000LL)

struct idempotency_row {
    char *tenant;
    char *key;
    char *request_sha256; /* of method, path and body */
    int64_t status;       /* of the answer */
    char *body;           /* of the answer */
    char *location;       /* header, or NULL */
    int64_t created_at;
};
void idempotency_row_done(struct idempotency_row *i);

/* ERR_NOT_FOUND: a new key (or one older than 24 hours at `now`). */
int store_idempotency_get(struct reader *r, const char *tenant, const char *key, int64_t now,
                          struct idempotency_row *out, struct err *err);
int store_idempotency_put(struct tx *tx, const struct idempotency_row *i, struct err *err);
/* Forgets what is older than 24 hours, at most `limit` rows a call; returns how many. */
int store_idempotency_expire(struct tx *tx, int64_t now, int limit, struct err *err);

#endif
