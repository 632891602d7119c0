/* record.h - what was done to a view since the last decision, as JSON operations.
 *
 * A view does not remember how it came to be: of several puts of one thing only the last counts. So
 * a put takes the place of an earlier one of the same thing, and the record is never longer than
 * there are things, however long the scheduler has nothing to decide. What depends on time or on
 * others (a job's remaining work, a removal) stands at the end instead. */
#ifndef ALLOT_RECORD_RECORD_H
#define ALLOT_RECORD_RECORD_H

#include "server/base/json.h"

struct record;

struct record *record_new(void);
void record_free(struct record *r);

/* Adds {"op":op,"id":id} for the thing `key`, or puts it in the place of that thing's operation.
 * Returns the object to fill; NULL only when memory is out. */
struct json *record_put(struct record *r, const char *op, const char *key, const char *id);

/* The same at the record's end, in place of an earlier operation elsewhere. */
struct json *record_last(struct record *r, const char *op, const char *key, const char *id);

/* Forgets the operations whose key begins so. */
void record_forget(struct record *r, const char *prefix);

int record_count(const struct record *r);

/* All as {"format":1,"now_ms":…,"ops":[…]}, the caller's; the record is empty then. */
char *record_take(struct record *r, int64_t now_ms);

#endif
