/* submission.c - a job's body, read and checked to the bottom before anything is kept.
 *
 * Four questions, all answered even when the first says no: is the body of the right form; is the
 * spec one that the engine knows; may this user train on these datasets, and does the spec fit
 * them; would the machine and the tenant's quotas ever let it run. A job that passes is certain to
 * be able to run, and its cost is known. */
#include "server/api/jobs.h"

#include "server/api/base.h"
#include "server/api/dataset_cache.h"
#include "server/api/datasets.h"
#include "server/spec/spec.h"
#include <string.h>

/* 100 years: far above any training, far below what overflows milliseconds. */
#define RUNTIME_MAX_S 3.2e9
/* 64 tags of 200 characters: labels for people and scripts, not a store of data. */
enum { PRIORITY_MAX = 1000, TAGS_MAX = 64, TAG_MAX = 200 };

static const struct field job_fields[] = {
    {.name = "name",
     .type = FIELD_STRING,
     .min = 1,
     .max = 100,
     .help = "may repeat; a name means the newest; default: the dataset's name"},
    {.name = "dataset",
     .type = FIELD_STRING,
     .min = 1,
     .max = 100,
     .required = true,
     .help = "id or name of what to train on"},
    {.name = "model",
     .type = FIELD_OBJECT,
     .help = "task and layers; required but with a base, whose own it then is"},
    {.name = "training", .type = FIELD_OBJECT, .help = "loss, optimizer, epochs …"},
    {.name = "data", .type = FIELD_OBJECT, .help = "target, features, normalize, missing"},
    {.name = "base",
     .type = FIELD_STRING,
     .nullable = true,
     .help = "id or name of a model to begin from: yours, or a public one"},
    {.name = "resources", .type = FIELD_OBJECT, .help = "device, slots, max_runtime_s"},
    {.name = "priority",
     .type = FIELD_INT,
     .min = -PRIORITY_MAX,
     .max = PRIORITY_MAX,
     .fallback = "0",
     .help = "orders one's own jobs, the larger first"},
    {.name = "tags", .type = FIELD_OBJECT, .help = "names and texts of one's own"},
};
static const struct field slots_fields[] = {
    {.name = "min",
     .type = FIELD_INT,
     .min = 1,
     .max = 1e6,
     .fallback = "1",
     .help = "it does not start with fewer"},
    {.name = "max",
     .type = FIELD_INT,
     .min = 1,
     .max = 1e6,
     .help = "it is never given more; default: min"},
};
static const struct field resources_fields[] = {
    {.name = "device",
     .type = FIELD_ENUM,
     .choices = store_device_names,
     .fallback = "\"cpu\"",
     .help = "what kind of slots"},
    {.name = "slots", .type = FIELD_OBJECT, .help = "how many"},
    {.name = "max_runtime_s",
     .type = FIELD_NUMBER,
     .min = 0.001,
     .max = RUNTIME_MAX_S,
     .nullable = true,
     .help = "running longer fails it, its checkpoint kept"},
};
static const struct shape shape_slots = {.name = "SlotRange", FIELDS(slots_fields)};
const struct shape shape_resources = {
    .name = "Resources",
    FIELDS(resources_fields),
    .parts = (const struct part[]){{"slots", &shape_slots, NULL}, {0}},
};
/* Their schemas are the spec room's, from the engine's option tables. */
static const struct shape shape_model_section = {.name = "Model"};
static const struct shape shape_training_section = {.name = "Training"};
static const struct shape shape_data_section = {.name = "Data"};
static const struct part job_parts[] = {{"model", &shape_model_section, NULL},
                                        {"training", &shape_training_section, NULL},
                                        {"data", &shape_data_section, NULL},
                                        {"resources", &shape_resources, NULL},
                                        {0}};
const struct shape shape_job_new = {
    .name = "JobNew",
    FIELDS(job_fields),
    .parts = job_parts,
};

/* Form and spec are checked by two tables that both look at /model and its sisters: what both
 * found is told once. */
static void tell_once(struct faults *faults)
{
    int kept = 0;
    for (int i = 0; i < faults->n; i++) {
        bool told = false;
        struct fault f = faults->v[i];
        for (int k = 0; k < kept && !told; k++)
            told = !strcmp(faults->v[k].pointer, f.pointer) && !strcmp(faults->v[k].code, f.code);
        faults->v[i] = faults->v[kept];
        faults->v[kept] = f;
        kept += !told;
    }
    while (faults->n > kept) {
        struct fault *f = &faults->v[--faults->n];
        free(f->pointer);
        free(f->code);
        free(f->detail);
        free(f->allowed);
    }
}

/* ---- the form ---- */

void check_tags(const struct json *tags, const char *pointer, bool nullable, struct faults *faults)
{
    char at[256];
    if (json_count(tags) > TAGS_MAX)
        faults_add(faults, pointer, "range", "at most 64", "%d tags; allowed: at most %d",
                   json_count(tags), TAGS_MAX);
    for (const struct json *t = json_first(tags); t; t = json_next(t)) {
        const char *text = json_str(t, NULL);
        json_pointer(at, pointer, json_name(t));
        if (!text && !(nullable && json_kind(t) == JSON_NULL))
            faults_add(faults, at, "type", "string", "a tag is a string, not %s",
                       json_kind_name(json_kind(t)));
        else if (text && (strlen(text) > TAG_MAX || strlen(json_name(t)) > TAG_MAX))
            faults_add(faults, at, "range", "at most 200 bytes", "a tag has at most %d bytes",
                       TAG_MAX);
    }
}

static void read_slots(const struct json *slots, struct job_row *job, struct faults *faults)
{
    job->slots_min = json_int(json_get(slots, "min"), 1);
    job->slots_max = json_int(json_get(slots, "max"), job->slots_min);
    if (!json_get(slots, "min") || job->slots_max >= job->slots_min)
        return;
    faults_add(faults, "/resources/slots/max", "range", "at least slots.min",
               "slots.max %lld is below slots.min %lld", (long long)job->slots_max,
               (long long)job->slots_min);
}

static void read_form(struct request *req, const struct json *body, struct job_row *job,
                      struct faults *faults)
{
    char id[ID_MAX];
    const struct principal *who = api_who(req);
    const struct json *resources = json_get(body, "resources"), *tags = json_get(body, "tags");
    shape_check(body, "", &shape_job_new, faults);
    job->id = strdup(id_new(id, "job"));
    job->tenant = strdup(who->tenant);
    job->user = strdup(who->user);
    job->tenant_name = strdup(who->tenant_name);
    job->user_name = strdup(who->user_name);
    job->name = api_str_dup(json_get(body, "name"));
    if (job->name)
        api_check_name(job->name, "/name", faults);
    job->priority = json_int(json_get(body, "priority"), 0);
    job->device =
        api_index(store_device_names, json_str(json_get(resources, "device"), NULL), STORE_CPU);
    read_slots(json_get(resources, "slots"), job, faults);
    double runtime_s = json_num(json_get(resources, "max_runtime_s"), 0);
    job->max_runtime_ms =
        runtime_s > 0 && runtime_s <= RUNTIME_MAX_S ? (int64_t)(1000 * runtime_s) : 0;
    if (json_kind(tags) == JSON_OBJECT)
        check_tags(tags, "/tags", false, faults);
    job->tags = json_kind(tags) == JSON_OBJECT ? json_print(tags) : strdup("{}");
}

/* ---- the datasets ---- */

static void fault_state(const struct dataset_row *d, const char *pointer, struct faults *faults)
{
    if (d->state == DATASET_INCOMPLETE)
        faults_add(faults, pointer, "incomplete", "a ready dataset",
                   "dataset \"%s\" waits for its labels: PUT /v1/datasets/%s/labels, or upload it "
                   "with labels=none for an autoencoder",
                   d->name, d->name);
    else
        faults_add(faults, pointer, "state", "a ready dataset", "dataset \"%s\" is %s", d->name,
                   dataset_state_names[d->state]);
}

/* Finds and pins a dataset; sets *id, and *name when that is wanted. NULL with a fault added. */
static struct dataset *pin_named(struct request *req, struct reader *r, const char *name,
                                 const char *pointer, char **id, char **found_name,
                                 struct faults *faults)
{
    struct viewer viewer = api_viewer(req, STORE_TO_TRAIN);
    struct dataset_row d = {0};
    struct dataset *ds = NULL;
    struct err err = {0};
    int rc = dataset_find(r, &viewer, api_who(req)->tenant, name, &d, &err);
    if (rc == 0 && d.state == DATASET_READY && d.canonical)
        ds = dataset_pin(api_of(req)->datasets, d.canonical, &err);
    else if (rc == 0)
        fault_state(&d, pointer, faults);
    if (rc < 0 || err.code)
        faults_add(faults, pointer, rc == ERR_NOT_FOUND ? "not_found" : "dataset",
                   "a dataset of yours, or a public one", "%s", err.text);
    if (ds) {
        *id = strdup(d.id);
        if (found_name && !*found_name)
            *found_name = strdup(d.name);
    }
    dataset_row_done(&d);
    return ds;
}

static void find_datasets(struct request *req, struct reader *r, const struct json *body,
                          struct submission *s, struct faults *faults)
{
    const char *train = json_str(json_get(body, "dataset"), NULL);
    const struct json *training = json_get(body, "training");
    const struct json *validation = json_get(training, "validation_dataset");
    if (train)
        s->train = pin_named(req, r, train, "/dataset", &s->job.dataset, &s->job.name, faults);
    if (json_str(validation, NULL))
        s->validation = pin_named(req, r, json_str(validation, ""), "/training/validation_dataset",
                                  &s->job.validation_dataset, NULL, faults);
    else if (validation && json_kind(validation) != JSON_NULL)
        faults_add(faults, "/training/validation_dataset", "type", "string",
                   "validation_dataset is the id or name of a dataset, not %s",
                   json_kind_name(json_kind(validation)));
}

/* ---- machine and quotas ---- */

static void check_slots(const struct api *api, const struct quota_row *quota,
                        const struct job_row *job, struct faults *faults)
{
    int64_t machine[STORE_DEVICES], most = quota->max[job->device];
    const char *device = store_device_names[job->device];
    char allowed[64];
    cluster_slots(api, machine);
    if (machine[job->device] == 0) {
        faults_add(faults, "/resources/device", "no_device", job->device ? "cpu" : NULL,
                   "this machine has no %s slots", device);
        return;
    }
    bool machines = most == QUOTA_NONE || machine[job->device] < most;
    if (machines)
        most = machine[job->device];
    if (job->slots_min <= most)
        return;
    snprintf(allowed, sizeof allowed, "integer 1..%lld", (long long)most);
    faults_add(faults, "/resources/slots/min", machines ? "machine_slots" : "max_slots", allowed,
               "slots.min is %lld; %s has %lld %s slots", (long long)job->slots_min,
               machines ? "the machine" : "the tenant at most", (long long)most, device);
}

static void check_runtime(const struct quota_row *quota, struct job_row *job, struct faults *faults)
{
    char allowed[64];
    if (quota->job_runtime_s == QUOTA_NONE)
        return;
    if (!job->max_runtime_ms)
        job->max_runtime_ms = 1000 * quota->job_runtime_s;
    if (job->max_runtime_ms <= 1000 * quota->job_runtime_s)
        return;
    snprintf(allowed, sizeof allowed, "number up to %lld", (long long)quota->job_runtime_s);
    faults_add(faults, "/resources/max_runtime_s", "job_runtime_s", allowed,
               "max_runtime_s is %.3f; job_runtime_s of the tenant is %lld",
               (double)job->max_runtime_ms / 1e3, (long long)quota->job_runtime_s);
}

static void check_memory(const struct quota_row *quota, int64_t memory_bytes, struct faults *faults)
{
    char allowed[64];
    if (quota->job_memory_bytes == QUOTA_NONE || memory_bytes <= quota->job_memory_bytes)
        return;
    snprintf(allowed, sizeof allowed, "at most %lld bytes", (long long)quota->job_memory_bytes);
    faults_add(faults, "/model", "job_memory_bytes", allowed,
               "this training takes %lld bytes; job_memory_bytes of the tenant is %lld",
               (long long)memory_bytes, (long long)quota->job_memory_bytes);
}

/* ---- what is kept ---- */

static double credits(const struct api *api, const struct job_row *job, double slot_seconds)
{
    double rate = job->device == STORE_GPU ? config_num(api->config, SET_GPU_CREDIT_RATE) : 1;
    return rate * slot_seconds / 3600;
}

static double slot_seconds(const struct quote *q)
{
    return q->seconds;
}

struct json *quote_show(const struct api *api, const struct submission *s)
{
    const struct quote *q = &s->quote;
    struct json *o = json_new_object();
    json_add_int(o, "parameters", q->parameters);
    json_add_int(o, "flops_per_step", q->flops_per_step);
    json_add_int(o, "bytes_per_step", q->bytes_per_step);
    json_add_int(o, "memory_bytes", q->memory_bytes);
    json_add_int(o, "steps", q->steps);
    json_add_int(o, "steps_per_epoch", q->steps_per_epoch);
    json_add_int(o, "train_rows", q->train_rows);
    json_add_int(o, "validation_rows", q->validation_rows);
    json_add_int(o, "lanes", q->lanes);
    json_add_num(o, "seconds_per_step", q->seconds_per_step);
    json_add_num(o, "slot_seconds", slot_seconds(q));
    json_add_num(o, "credits", credits(api, &s->job, slot_seconds(q)));
    base_show(o, s);
    return o;
}

/* Hashes what decides the result: the engine's sections alone. */
static char *hash_of(const struct json *sections)
{
    char sha256[HASH_TEXT_MAX], *text = json_print(sections);
    hash_sha256(sha256, text, strlen(text));
    free(text);
    return strdup(sha256);
}

/* The whole job as canonical text: the engine's sections by its tables, then the rest. */
static void print_job(const struct json *body, struct submission *s)
{
    struct job_row *job = &s->job;
    struct json *o = spec_json(&s->spec);
    job->spec_sha256 = hash_of(o);
    const char *validation =
        json_str(json_get(json_get(body, "training"), "validation_dataset"), NULL);
    if (validation)
        json_add_str((struct json *)(uintptr_t)json_get(o, "training"), "validation_dataset",
                     validation);
    json_add_str(o, "name", job->name);
    json_add_str(o, "dataset", json_str(json_get(body, "dataset"), NULL));
    if (s->base)
        json_add_str(o, "base", json_str(json_get(body, "base"), NULL));
    struct json *resources = json_add_object(o, "resources");
    json_add_str(resources, "device", store_device_names[job->device]);
    struct json *slots = json_add_object(resources, "slots");
    json_add_int(slots, "min", job->slots_min);
    json_add_int(slots, "max", job->slots_max);
    if (job->max_runtime_ms)
        json_add_num(resources, "max_runtime_s", (double)job->max_runtime_ms / 1e3);
    json_add_int(o, "priority", job->priority);
    json_add_raw(o, "tags", job->tags);
    job->spec = json_print(o);
    json_free(o);
}

static void complete(const struct api *api, const struct json *body, struct submission *s)
{
    struct job_row *job = &s->job;
    s->spec.lanes = s->quote.lanes;
    job->lanes = s->quote.lanes;
    job->memory_bytes = s->quote.memory_bytes;
    job->steps = s->quote.steps;
    job->epochs = (int64_t)s->spec.training[TRAINING_EPOCHS].n;
    job->quote_slot_ms = (int64_t)(1000 * slot_seconds(&s->quote)) + 1;
    job->credits_micro = (int64_t)(1e6 * credits(api, job, slot_seconds(&s->quote))) + 1;
    struct json *quote = quote_show(api, s);
    job->quote = json_print(quote);
    json_free(quote);
    print_job(body, s);
}

/* With the base's help, where there is one. Without the model that it would bring there is nothing
 * to read, and one fault is enough. */
static int read_spec(struct request *req, struct reader *r, const struct json *body,
                     struct submission *s, struct faults *faults)
{
    base_find(req, r, body, s, faults);
    if (!s->base && json_str(json_get(body, "base"), NULL) && !json_get(body, "model")) {
        spec_init(&s->spec);
        return 1;
    }
    int n = spec_read(s->body ? s->body : body, &s->spec, faults);
    s->spec.base = s->base;
    return n;
}

int submission_read(struct request *req, const struct json *body, struct submission *s,
                    struct faults *faults)
{
    struct err err = {0};
    struct quota_row quota = {0};
    *s = (struct submission){0};
    read_form(req, body, &s->job, faults);
    if (json_kind(body) != JSON_OBJECT) {
        spec_init(&s->spec);
        return 0;
    }
    struct reader *r = api_read(req);
    if (!r) {
        spec_init(&s->spec);
        return ERR_BUSY;
    }
    int spec_faults = read_spec(req, r, body, s, faults);
    find_datasets(req, r, body, s, faults);
    int rc = store_quota_effective(r, s->job.tenant, &quota, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
        return rc;
    }
    check_slots(api_of(req), &quota, &s->job, faults);
    check_runtime(&quota, &s->job, faults);
    bool wants_validation =
        json_str(json_get(json_get(body, "training"), "validation_dataset"), NULL);
    if (!spec_faults && s->train && (s->validation || !wants_validation)) {
        spec_complete(&s->spec, s->train);
        int64_t slots = s->job.slots_max < INT32_MAX ? s->job.slots_max : INT32_MAX;
        s->quoted =
            training_quote(&s->spec, s->train, s->validation, (int)slots, &s->quote, faults) == 0;
    }
    if (s->quoted)
        check_memory(&quota, s->quote.memory_bytes, faults);
    quota_row_done(&quota);
    tell_once(faults);
    if (s->quoted)
        complete(api_of(req), body, s);
    return 0;
}

void submission_done(const struct api *api, struct submission *s)
{
    struct dataset_cache *cache = api->datasets;
    dataset_unpin(cache, s->train);
    dataset_unpin(cache, s->validation);
    base_close(s->base);
    free(s->base_name);
    json_free(s->body);
    spec_done(&s->spec);
    job_row_done(&s->job);
}
