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

/* quota.c */
struct json *quota_show(const struct quota_row *q);
struct json *quota_use_show(const struct quota_use *use);
void quota_get(struct request *req);
void quota_put(struct request *req);
extern const struct shape shape_quota, shape_quota_slots;

/* cluster.c */
void cluster_slots(const struct api *api, int64_t machine[STORE_DEVICES]);

#endif
