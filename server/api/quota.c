/* quota.c - what a tenant is guaranteed and allowed. A limit that is null is none. */
#include "server/api/handlers.h"

#include <string.h>

static const struct field slots_fields[] = {
    {.name = "guarantee",
     .type = FIELD_INT,
     .min = 0,
     .max = 1 << 20,
     .nullable = true,
     .fallback = "0",
     .help = "slots it gets back at once when it wants them"},
    {.name = "max",
     .type = FIELD_INT,
     .min = 0,
     .max = 1 << 20,
     .nullable = true,
     .help = "slots it never holds more of, with all below it"},
};
const struct shape shape_quota_slots = {.name = "QuotaSlots", FIELDS(slots_fields)};

/* 2^53: what a JSON integer can say. */
#define LIMIT(field, what)                                                                         \
    {                                                                                              \
        .name = (field), .type = FIELD_INT, .min = 0, .max = (double)JSON_INT_MAX,                 \
        .nullable = true, .help = (what)                                                           \
    }

static const struct field quota_fields[] = {
    {.name = "cpu_slots", .type = FIELD_OBJECT, .nullable = true, .help = "of CPU slots"},
    {.name = "gpu_slots", .type = FIELD_OBJECT, .nullable = true, .help = "of GPU slots"},
    LIMIT("max_running_jobs", "jobs that run at the same time"),
    LIMIT("max_queued_jobs", "jobs that wait at the same time; 1000 unless set"),
    LIMIT("storage_bytes", "bytes of datasets and models"),
    LIMIT("job_memory_bytes", "bytes that one job may need"),
    LIMIT("job_runtime_s", "seconds that one job may run"),
};
static const struct part quota_parts[] = {
    {"cpu_slots", &shape_quota_slots, NULL}, {"gpu_slots", &shape_quota_slots, NULL}, {0}};
const struct shape shape_quota = {.name = "Quota", FIELDS(quota_fields), .parts = quota_parts};

/* The plain limits, by the names above. */
static int64_t *limit_slot(struct quota_row *q, int i)
{
    int64_t *slots[] = {&q->max_running_jobs, &q->max_queued_jobs, &q->storage_bytes,
                        &q->job_memory_bytes, &q->job_runtime_s};
    return slots[i];
}
enum { LIMIT_FIRST = 2, LIMITS = 5 };

static void add_limit(struct json *o, const char *name, int64_t value)
{
    if (value == QUOTA_NONE)
        json_add_null(o, name);
    else
        json_add_int(o, name, value);
}

struct json *quota_show(const struct quota_row *q)
{
    struct json *o = json_new_object();
    for (int d = 0; d < STORE_DEVICES; d++) {
        struct json *slots = json_add_object(o, quota_fields[d].name);
        json_add_int(slots, "guarantee", q->guarantee[d]);
        add_limit(slots, "max", q->max[d]);
    }
    for (int i = 0; i < LIMITS; i++)
        add_limit(o, quota_fields[LIMIT_FIRST + i].name, *limit_slot((struct quota_row *)q, i));
    return o;
}

struct json *quota_use_show(const struct quota_use *use)
{
    struct json *o = json_new_object();
    json_add_int(o, "queued_jobs", use->queued);
    json_add_int(o, "running_jobs", use->running);
    json_add_int(o, "paused_jobs", use->paused);
    json_add_int(o, "storage_bytes", use->storage_bytes);
    return o;
}

void quota_get(struct request *req)
{
    struct tenant_row tenant = {0};
    struct quota_row quota = {0};
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = api_tenant(req, r, &tenant);
    if (rc == 0 && (rc = store_quota_get(r, tenant.id, &quota, &err)) < 0)
        reply_err(req, &err);
    reader_return(r);
    if (rc == 0) {
        api_etag(req, quota.version);
        reply_json(req, 200, quota_show(&quota));
    }
    tenant_row_done(&tenant);
    quota_row_done(&quota);
}

/* ---- setting ---- */

struct put {
    char *tenant; /* id */
    int64_t machine[STORE_DEVICES];
    struct json *body;
    bool patch; /* merge it into what is there; else it is the whole quota */
    struct quota_row quota;
};

static void put_done(void *arg)
{
    struct put *p = arg;
    free(p->tenant);
    json_free(p->body);
    free(p);
}

/* What the body does not say is as it is by default. */
static void read_quota(const struct json *body, struct quota_row *q)
{
    for (int d = 0; d < STORE_DEVICES; d++) {
        const struct json *slots = json_get(body, quota_fields[d].name);
        q->guarantee[d] = json_int(json_get(slots, "guarantee"), 0);
        q->max[d] = json_int(json_get(slots, "max"), QUOTA_NONE);
    }
    for (int i = 0; i < LIMITS; i++)
        *limit_slot(q, i) =
            json_int(json_get(body, quota_fields[LIMIT_FIRST + i].name), QUOTA_NONE);
    if (!json_get(body, "max_queued_jobs"))
        q->max_queued_jobs = QUOTA_QUEUED_DEFAULT;
}

static void read_wish(struct put *p, const struct quota_row *now)
{
    struct json *merged = p->patch ? json_merge_patch_take(quota_show(now), p->body) : NULL;
    read_quota(p->patch ? merged : p->body, &p->quota);
    json_free(merged);
}

static int put_run(struct tx *tx, struct request *req, void *arg, struct answer *a, struct err *err)
{
    struct put *p = arg;
    struct quota_row now = {0};
    int rc = store_quota_get(tx_reader(tx), p->tenant, &now, err);
    if (rc == 0)
        rc = api_match(req, now.version, err);
    read_wish(p, &now);
    p->quota.tenant = p->tenant;
    p->quota.version = now.version;
    quota_row_done(&now);
    now = (struct quota_row){0};
    if (rc < 0 || (rc = store_quota_set(tx, &p->quota, p->machine, err)) < 0 ||
        (rc = store_quota_get(tx_reader(tx), p->tenant, &now, err)) < 0)
        return rc;
    a->version = now.version;
    a->body = quota_show(&now);
    a->detail = quota_show(&now);
    snprintf(a->target, sizeof a->target, "%s", p->tenant);
    quota_row_done(&now);
    return 0;
}

/* An owner divides what her tenant has among those below it; her own is set from above. */
static bool may_set(struct request *req, const struct tenant_row *tenant)
{
    if (api_is_admin(req) || strcmp(tenant->id, api_who(req)->tenant))
        return true;
    reply_problem(req, 403, "forbidden", NULL,
                  "a tenant's own quota is set by an admin or by an owner above it");
    return false;
}

static void set_quota(struct request *req, bool patch)
{
    struct tenant_row tenant = {0};
    const struct json *body = api_body(req, &shape_quota);
    struct reader *r = body ? api_read(req) : NULL;
    if (!r)
        return;
    int rc = api_tenant(req, r, &tenant);
    reader_return(r);
    struct put *p = rc == 0 && may_set(req, &tenant) ? api_alloc(req, sizeof *p) : NULL;
    if (p) {
        p->tenant = tenant.id;
        tenant.id = NULL;
        cluster_slots(api_of(req), p->machine);
        p->body = json_dup(body);
        p->patch = patch;
        api_change(req, &(struct api_change){"quota.set", put_run, p, put_done, NULL, false});
    }
    tenant_row_done(&tenant);
}

void quota_put(struct request *req)
{
    set_quota(req, false);
}

void quota_patch(struct request *req)
{
    set_quota(req, true);
}
