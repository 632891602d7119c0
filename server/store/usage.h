/* usage.h - the books: slot-milliseconds by day, tenant, user, job, run and device.
 *
 * A run is charged up to each checkpoint and to its end, from its width history; what a killed
 * daemon had computed since the last checkpoint is lost work and never charged. Integers only, so
 * sums are exact in any order. Days are UTC. */
#ifndef ALLOT_STORE_USAGE_H
#define ALLOT_STORE_USAGE_H

#include <allot/err.h>
#include <stdint.h>

struct reader;
struct tx;
struct scope;

enum usage_by { USAGE_BY_DAY, USAGE_BY_USER, USAGE_BY_JOB, USAGE_BY_TENANT };

struct usage_row {
    int64_t day;        /* days since 1970 UTC; 0 unless by day */
    char *key;          /* id of the user, job or tenant; NULL by day */
    char *name;         /* its name, or NULL when it is gone */
    int64_t slot_ms[2]; /* by enum store_device */
};
struct usage_list {
    struct usage_row *v;
    int n;
};
void usage_row_done(struct usage_row *u);
void usage_list_done(struct usage_list *l);

/* Sums over days from_day..to_day (both included), ordered by day or by use, largest first. */
int store_usage_read(struct reader *r, const struct scope *scope, int by, int64_t from_day,
                     int64_t to_day, struct usage_list *out, struct err *err);

/* Charges a user for time that models spent answering her: milliseconds of one CPU slot. */
int store_usage_serving(struct tx *tx, const char *tenant, const char *user, int64_t slot_ms,
                        struct err *err);

#endif
