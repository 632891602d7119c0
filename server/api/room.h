/* room.h - what all uploads ask before and while they arrive; private to the api room. */
#ifndef ALLOT_API_ROOM_H
#define ALLOT_API_ROOM_H

#include "server/api/handler.h"

/* 64 MiB: how often a growing upload looks at the disk's free space. */
enum { DISK_CHECK_BYTES = 64 << 20 };

/* ERR_NO_SPACE when so many bytes more would eat into disk_reserve_bytes. */
int room_on_disk(struct request *req, int64_t more, struct err *err);

/* In upload_ops.begin: ERR_QUOTA or ERR_NO_SPACE when the announced body has no room; limits what
 * may come to what the tenant has left. */
int room_check(struct request *req, struct reader *r, const char *tenant, struct err *err);

/* Replies what room_check found: 413 "storage_bytes" for a quota, 507 for the disk. */
void room_refuse(struct request *req, const struct err *err);

/* A blob for the body, of at most upload_max_bytes; NULL after replying. */
struct blob *room_blob(struct request *req);
/* Appends a piece, looking at the disk now and then. */
int room_append(struct request *req, struct blob *blob, const void *data, size_t n,
                struct err *err);

#endif
