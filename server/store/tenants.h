/* tenants.h - the tree of organisations. */
#ifndef ALLOT_STORE_TENANTS_H
#define ALLOT_STORE_TENANTS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct scope;
struct page;

/* 16: nobody's organisation is deeper, and a closure row is kept for every pair above one another.
 */
enum { TENANT_DEPTH_MAX = 16 };

enum tenant_category {
    TENANT_UNIVERSITY,
    TENANT_SME,
    TENANT_INDIVIDUAL,
    TENANT_ENTERPRISE,
    TENANT_PUBLIC
};
extern const char *const tenant_category_names[]; /* NULL-terminated, in the order of the enum */

struct tenant_row {
    char *id;     /* "ten_…" */
    char *name;   /* unique among its siblings */
    char *parent; /* id, or NULL for a root */
    int category; /* enum tenant_category */
    int64_t weight;
    int64_t created_at;
    int64_t version; /* counts changes; the ETag */
    int depth;       /* 0 for a root */
};
struct tenant_list {
    struct tenant_row *v;
    int n;
    bool more;
};
void tenant_row_done(struct tenant_row *t);
void tenant_list_done(struct tenant_list *l);

/* By id or name, within the scope; of several with that name the highest, then the oldest.
 * ERR_NOT_FOUND. */
int store_tenant_get(struct reader *r, const struct scope *scope, const char *id_or_name,
                     struct tenant_row *out, struct err *err);
/* Newest first. */
int store_tenant_list(struct reader *r, const struct scope *scope, const struct page *page,
                      struct tenant_list *out, struct err *err);
/* Every tenant, parents before children, older before younger: what the scheduler's view needs. */
int store_tenant_all(struct reader *r, struct tenant_list *out, struct err *err);

/* Whether `tenant` is `ancestor` or lies below it; both ids. Negative on failure. */
int store_tenant_within(struct reader *r, const char *ancestor, const char *tenant,
                        struct err *err);

/* Inserts t (id, name, parent, category, weight) with the default quota. ERR_CONFLICT: the name is
 * taken, or the tree would be deeper than TENANT_DEPTH_MAX; ERR_NOT_FOUND: no such parent. */
int store_tenant_insert(struct tx *tx, const struct tenant_row *t, struct err *err);

/* Changes name, category, weight and parent of the row with t's id; t->version is the version read
 * before (ERR_STALE when it has moved on), 0 to change whatever is there. ERR_CONFLICT: name taken,
 * parent within its own subtree, too deep, or guarantees that the new parent cannot cover. */
int store_tenant_update(struct tx *tx, const struct tenant_row *t, struct err *err);

/* Deletes a tenant with its users and tokens. ERR_CONFLICT naming what it still holds: sub-tenants,
 * jobs, datasets, models. Its usage stays in the books. */
int store_tenant_delete(struct tx *tx, const char *id, struct err *err);

#endif
