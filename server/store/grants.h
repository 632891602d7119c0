/* grants.h - credits given to a tenant for a period, and what is left of them.
 *
 * A grant pays for the use of its tenant with all below it, day by day. Of several that may pay on
 * a day, the one that is lost first pays first. A tenant that never had a grant is not metered. */
#ifndef ALLOT_STORE_GRANTS_H
#define ALLOT_STORE_GRANTS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;

enum grant_lapse { GRANT_LAPSES, GRANT_STAYS };
extern const char *const grant_lapse_names[]; /* "end" "never" NULL */

enum { GRANT_NO_END = -1 };

struct grant_row {
    char *id; /* "grt_…" */
    char *tenant;
    char *program; /* id, or NULL */
    int64_t credits_micro;
    int64_t from_day, to_day; /* both included; to_day GRANT_NO_END */
    int lapse;                /* enum grant_lapse: what becomes of the rest after to_day */
    char *reason;
    char *created_by; /* user id */
    int64_t created_at;
    int64_t version;
    int64_t used_micro; /* by the books, as of the balance that it was read with */
};
struct grant_list {
    struct grant_row *v;
    int n;
    bool more;
};
void grant_row_done(struct grant_row *g);
void grant_list_done(struct grant_list *l);

/* What a tenant has in credits. */
struct balance {
    bool metered;         /* it has, or once had, a grant */
    int64_t left_micro;   /* usable today */
    int64_t used_micro;   /* paid by grants in all */
    int64_t lapsed_micro; /* lost at the ends of periods */
};

/* The tenant's own grants, newest first, with what each has paid, and their balance today. A
 * CPU-slot-hour costs a credit, a GPU-slot-hour gpu_rate_micro millionths. */
int store_grant_balance(struct reader *r, const char *tenant, int64_t gpu_rate_micro, int64_t today,
                        struct grant_list *grants, struct balance *out, struct err *err);

/* What a job of this tenant may still use today: the least that is left over its tenant and all
 * above it that are metered; CREDITS_UNMETERED when none is. */
#define CREDITS_UNMETERED INT64_MAX
int store_credits_left(struct reader *r, const char *tenant, int64_t gpu_rate_micro, int64_t today,
                       int64_t *left_micro, struct err *err);

/* Every metered tenant with what is left of its own grants today. */
struct credit {
    char *tenant;
    int64_t left_micro;
};
struct credit_list {
    struct credit *v;
    int n;
};
void credit_list_done(struct credit_list *l);
int store_credit_all(struct reader *r, int64_t gpu_rate_micro, int64_t today,
                     struct credit_list *out, struct err *err);

/* Slot-milliseconds as millionths of credits, rounded down. */
int64_t credits_of(int64_t cpu_slot_ms, int64_t gpu_slot_ms, int64_t gpu_rate_micro);

int store_grant_get(struct reader *r, const char *id, struct grant_row *out, struct err *err);

/* Inserts g (id, tenant, program, credits, days, lapse, reason, created_by). ERR_INVALID: the
 * programme is not for tenants of this category; ERR_CONFLICT with the figures: its budget does not
 * cover it. Touches "grants". */
int store_grant_insert(struct tx *tx, const struct grant_row *g, struct err *err);
/* Changes credits, days, lapse, reason; the same refusals, and ERR_STALE as for a tenant. */
int store_grant_update(struct tx *tx, const struct grant_row *g, struct err *err);

#endif
