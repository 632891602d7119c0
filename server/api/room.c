/* room.c - whether there is room for an upload: of the tenants' quotas, and on the disk. */
#include "server/api/room.h"

#include "server/base/file.h"

int room_on_disk(struct request *req, int64_t more, struct err *err)
{
    const struct api *api = api_of(req);
    int64_t left = file_free_bytes(store_dir(api->store));
    int64_t reserve = config_int(api->config, SET_DISK_RESERVE_BYTES);
    if (left < 0 || left - more >= reserve)
        return 0;
    return err_set(err, ERR_NO_SPACE,
                   "%lld bytes are free on the disk, of which %lld (disk_reserve_bytes) are kept",
                   (long long)left, (long long)reserve);
}

int room_check(struct request *req, struct reader *r, const char *tenant, struct err *err)
{
    const char *length = request_header(req, "Content-Length");
    int64_t bytes = length ? strtoll(length, NULL, 10) : 0;
    int64_t left = INT64_MAX;
    char why[160];
    int rc = room_on_disk(req, bytes, err);
    if (rc == 0)
        rc = store_quota_storage_left(r, tenant, &left, err);
    if (rc < 0 || left == INT64_MAX)
        return rc;
    snprintf(why, sizeof why, "the tenant has room for %lld bytes more (storage_bytes)",
             (long long)(left > 0 ? left : 0));
    if (left <= bytes)
        return err_set(err, ERR_QUOTA, "%s; this body has %lld", why, (long long)bytes);
    request_set_body_max(req, left, "storage_bytes", why);
    return 0;
}

void room_refuse(struct request *req, const struct err *err)
{
    if (err->code == ERR_QUOTA)
        reply_problem(req, 413, "storage_bytes", NULL, "%s", err->text);
    else
        reply_err(req, err);
}

struct blob *room_blob(struct request *req)
{
    struct err err = {0};
    const struct api *api = api_of(req);
    struct blob *blob = blob_begin(api->store, config_int(api->config, SET_UPLOAD_MAX_BYTES), &err);
    if (!blob)
        reply_err(req, &err);
    return blob;
}

int room_append(struct request *req, struct blob *blob, const void *data, size_t n, struct err *err)
{
    int64_t before = blob_bytes(blob);
    int rc = blob_append(blob, data, n, err);
    if (rc == 0 && before / DISK_CHECK_BYTES != blob_bytes(blob) / DISK_CHECK_BYTES)
        rc = room_on_disk(req, 0, err);
    return rc;
}
