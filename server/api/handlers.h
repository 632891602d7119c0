/* handlers.h - every handler and shape that routes.c puts in its table, by file. */
#ifndef ALLOT_API_HANDLERS_H
#define ALLOT_API_HANDLERS_H

#include "server/api/handler.h"

/* health.c */
void healthz_get(struct request *req);
void readyz_get(struct request *req);
void version_get(struct request *req);
extern const struct shape shape_status, shape_version;

/* me.c */
void me_get(struct request *req);
extern const struct shape shape_me;

/* tenants.c */
void tenant_list(struct request *req);
void tenant_create(struct request *req);
void tenant_get(struct request *req);
void tenant_patch(struct request *req);
void tenant_delete(struct request *req);
extern const struct shape shape_tenant, shape_tenant_new, shape_tenant_patch;

/* users.c */
void user_list(struct request *req);
void user_create(struct request *req);
void user_get(struct request *req);
extern const struct shape shape_user, shape_user_new;

/* tokens.c */
void token_list(struct request *req);
void token_create(struct request *req);
void token_delete(struct request *req);
extern const struct shape shape_token, shape_token_new;

/* usage.c */
void usage_get(struct request *req);
extern const struct shape shape_usage;
extern const struct field usage_query[];
enum { USAGE_QUERY = 4 };

/* audit.c */
void audit_list(struct request *req);
extern const struct shape shape_audit;

/* catalog.c */
void catalog_get(struct request *req);

/* quota.c */
struct json *quota_show(const struct quota_row *q);
struct json *quota_use_show(const struct quota_use *use);
void quota_get(struct request *req);
void quota_put(struct request *req);
extern const struct shape shape_quota, shape_quota_slots;

/* cluster.c */
void cluster_slots(const struct api *api, int64_t machine[STORE_DEVICES]);

#endif
