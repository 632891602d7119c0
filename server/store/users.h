/* users.h - people and services, each in one tenant, with a role. */
#ifndef ALLOT_STORE_USERS_H
#define ALLOT_STORE_USERS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct scope;
struct page;

enum user_role { USER_VIEWER, USER_MEMBER, USER_OWNER, USER_ADMIN };
extern const char *const user_role_names[]; /* "viewer" "member" "owner" "admin" NULL */

struct user_row {
    char *id;   /* "usr_…" */
    char *name; /* unique in the tenant */
    char *tenant;
    char *tenant_name;
    int role; /* enum user_role */
    int64_t created_at;
    int64_t version;
};
struct user_list {
    struct user_row *v;
    int n;
    bool more;
};
void user_row_done(struct user_row *u);
void user_list_done(struct user_list *l);

/* By id, or by name (the oldest within the scope). ERR_NOT_FOUND. */
int store_user_get(struct reader *r, const struct scope *scope, const char *id_or_name,
                   struct user_row *out, struct err *err);
int store_user_list(struct reader *r, const struct scope *scope, const struct page *page,
                    struct user_list *out, struct err *err);
/* Every user, older before younger: the leaves of the scheduler's view. */
int store_user_all(struct reader *r, struct user_list *out, struct err *err);

/* Inserts u (id, name, tenant, role). ERR_CONFLICT: the name is taken in that tenant. */
int store_user_insert(struct tx *tx, const struct user_row *u, struct err *err);
/* Changes name and role; ERR_STALE as in store_tenant_update. */
int store_user_update(struct tx *tx, const struct user_row *u, struct err *err);

#endif
