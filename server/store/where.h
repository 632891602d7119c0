/* where.h - the conditions that every question about things carries: whose, and from where on. */
#ifndef ALLOT_STORE_WHERE_H
#define ALLOT_STORE_WHERE_H

#include "server/store/sql.h"

/* " AND column …": rows whose tenant the scope covers. */
void where_scope(struct sql *sql, const char *column, const struct scope *scope);

/* " AND …": rows of a table with tenant, user and visibility that the viewer may see for her
 * purpose (datasets.h). */
void where_visible(struct sql *sql, const struct viewer *viewer);

/* " ORDER BY … LIMIT 1": of several with the name, the one meant: the one with that id, then the
 * viewer's own tenant's, then one that she owns below it, then the oldest. */
void where_nearest(struct sql *sql, const struct viewer *viewer, const char *id_or_name);

/* " AND …": rows of a table with tenant only (jobs). */
void where_tenant(struct sql *sql, const struct viewer *viewer);

/* " AND id<after ORDER BY id DESC". */
void where_page(struct sql *sql, const char *id, const struct page *page);

/* " AND column contains q", if there is a q; its % and _ mean themselves. */
void where_contains(struct sql *sql, const char *column, const char *q);

/* ERR_STALE unless expected is 0 or what the row has. */
int version_check(const char *kind, const char *name, int64_t has, int64_t expected,
                  struct err *err);

#endif
