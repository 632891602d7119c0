/* health.c - alive, ready, and what is running here. */
#include "server/api/handlers.h"

#include "server/base/version.h"
#include <allot/engine.h>

void healthz_get(struct request *req)
{
    struct json *o = json_new_object();
    json_add_str(o, "status", "ok");
    reply_json(req, 200, o);
}

/* Ready: the database answers and the scheduler runs. */
void readyz_get(struct request *req)
{
    struct err err = {0};
    struct reader *r = reader_borrow(api_of(req)->store, &err);
    int64_t counts[6];
    int rc = r ? store_job_counts(r, NULL, counts, &err) : err.code;
    if (r)
        reader_return(r);
    if (rc < 0 || !api_of(req)->run) {
        reply_problem(req, 503, "not_ready", NULL, "%s",
                      rc < 0 ? err.text : "the scheduler has not started");
        return;
    }
    struct json *o = json_new_object();
    json_add_str(o, "status", "ready");
    reply_json(req, 200, o);
}

static const struct field status_fields[] = {
    {.name = "status", .type = FIELD_STRING, .required = true, .help = "ok, ready"}};
const struct shape shape_status = {.name = "Status", FIELDS(status_fields)};

static const struct field version_fields[] = {
    {.name = "allot", .type = FIELD_STRING, .required = true, .help = "of the daemon"},
    {.name = "engine", .type = FIELD_STRING, .required = true, .help = "of the training engine"},
    {.name = "blas", .type = FIELD_STRING, .required = true, .help = "library that multiplies"},
    {.name = "kernel", .type = FIELD_STRING, .required = true, .help = "its kernel in use"},
    {.name = "sqlite", .type = FIELD_STRING, .required = true, .help = "of the database"},
    {.name = "started_at", .type = FIELD_STRING, .required = true, .help = "of the daemon"},
};
const struct shape shape_version = {.name = "Version", FIELDS(version_fields)};

void version_get(struct request *req)
{
    struct json *o = json_new_object();
    json_add_str(o, "allot", ALLOT_VERSION);
    json_add_str(o, "engine", engine_version());
    json_add_str(o, "blas", engine_blas());
    json_add_str(o, "kernel", engine_kernel());
    json_add_str(o, "sqlite", store_sqlite_version());
    add_time(o, "started_at", api_of(req)->started_at);
    reply_json(req, 200, o);
}
