/* jobs.c - jobs after their submit: found, listed, waited for, changed, stopped, gone. */
#include "server/api/jobs.h"

#include <string.h>

static const struct field patch_fields[] = {
    {.name = "name", .type = FIELD_STRING, .min = 1, .max = 100, .help = "may repeat"},
    {.name = "priority",
     .type = FIELD_INT,
     .min = -1000,
     .max = 1000,
     .help = "orders one's own jobs, the larger first"},
    {.name = "tags", .type = FIELD_OBJECT, .help = "merged into those there are; null removes"},
    {.name = "resources", .type = FIELD_OBJECT, .help = "slots while it waits; max_runtime_s"},
};
const struct shape shape_job_patch = {
    .name = "JobPatch",
    FIELDS(patch_fields),
    .parts = (const struct part[]){{"resources", &shape_resources, NULL}, {0}},
};

const struct field job_query[JOB_QUERY] = {
    {.name = "wait",
     .type = FIELD_NUMBER,
     .min = 0,
     .max = 3600,
     .fallback = "0",
     .help = "answer when it has ended, or after so many seconds"},
    QUERY_TEXT,
};
const struct field job_list_query[JOB_LIST_QUERY] = {
    QUERY_PAGE,
    {.name = "state", .type = FIELD_STRING, .help = "one or several with commas between"},
    {.name = "tenant", .type = FIELD_STRING, .help = "only its jobs and those below it"},
    {.name = "user", .type = FIELD_STRING, .help = "only hers, by id"},
    {.name = "q", .type = FIELD_STRING, .help = "part of the name"},
    QUERY_TEXT,
};

/* ---- finding ---- */

int job_param(struct request *req, struct reader *r, enum store_purpose purpose,
              struct job_row *out)
{
    const char *name = request_param(req, "job");
    struct viewer viewer = api_viewer(req, purpose), own = viewer;
    struct err err = {0};
    own.tenant = api_who(req)->tenant;
    own.subtree = true;
    if (!viewer.tenant && store_job_get(r, &own, name, out, NULL) == 0)
        return 0; /* an admin's name means her own tenant's first */
    int rc = store_job_get(r, &viewer, name, out, &err);
    if (rc < 0)
        reply_err(req, &err);
    return rc;
}

/* ---- one job ---- */

static char *job_text(const struct job_row *j)
{
    char line[JOB_LINE_MAX], text[2048], since[32];
    int n = snprintf(text, sizeof text, "%s  %s  %s%s%s%s\n%s\n", j->id, j->name,
                     job_state_names[j->state], j->reason ? " (" : "", j->reason ? j->reason : "",
                     j->reason ? ")" : "", job_line(j, line));
    if (j->detail)
        n += snprintf(text + n, sizeof text - (size_t)n, "%.600s\n", j->detail);
    if (j->state == JOB_QUEUED)
        n += snprintf(text + n, sizeof text - (size_t)n, "waiting for %s\n",
                      show_duration(since, clock_wall_ms() - j->queued_at));
    if (j->state == JOB_RUNNING)
        n += snprintf(text + n, sizeof text - (size_t)n, "holds %lld %s slot%s\n",
                      (long long)j->width, store_device_names[j->device], j->width == 1 ? "" : "s");
    if (j->model)
        snprintf(text + n, sizeof text - (size_t)n, "model %s\n", j->model);
    return strdup(text);
}

/* FNV-1a: tells two texts of one job apart, for its ETag. */
static unsigned mix(const char *text)
{
    unsigned hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

/* Progress does not count as a change of the job, but a cache must see it: so the ETag holds both.
 */
static void reply_job(struct request *req, const struct job_row *j)
{
    bool plain = request_wants(req, "text/plain");
    struct json *o = plain ? NULL : job_show(api_of(req), j);
    char *text = plain ? job_text(j) : json_print(o);
    json_free(o);
    if (text) {
        reply_etag(req, "v%lld.%08x", (long long)j->version, mix(text));
        reply_bytes(req, 200, plain ? "text/plain; charset=utf-8" : "application/json", text,
                    strlen(text));
    } else {
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
    }
}

/* With ?wait: parked on the job's topic until it has ended or the time is up. */
void job_get(struct request *req)
{
    struct job_row j = {0};
    char topic[ID_MAX + 8];
    int64_t left = (int64_t)(1000 * request_query_num(req, "wait", 0)) - request_age_ms(req);
    const char *id = request_state(req); /* known from the second look on */
    bool wait = left > 0 && !request_expired(req) && !request_stopping(req);
    if (id && wait) {
        snprintf(topic, sizeof topic, "job:%s", id);
        request_hold(req, topic, left, job_get);
    }
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = job_param(req, r, STORE_TO_READ, &j);
    reader_return(r);
    if (rc == 0 && (!wait || job_state_ended(j.state))) {
        reply_job(req, &j);
    } else if (rc == 0 && !id) {
        request_set_state(req, strdup(j.id), free);
        job_get(req); /* register before looking */
    }
    job_row_done(&j);
}

/* ---- lists ---- */

/* "running,queued" as bits; adds a fault for what is no state. */
static int read_states(const char *text, struct faults *faults)
{
    char word[32];
    int states = 0;
    while (text && *text) {
        size_t n = strcspn(text, ",");
        snprintf(word, sizeof word, "%.*s", (int)(n < 31 ? n : 31), text);
        int s = api_index(job_state_names, word, -1);
        if (s < 0)
            faults_add(faults, "/query/state", "choice",
                       "queued, running, paused, succeeded, failed, cancelled",
                       "\"%s\" is no state of a job; allowed: queued, running, paused, "
                       "succeeded, failed, cancelled",
                       word);
        else
            states |= 1 << s;
        text += n + (text[n] == ',');
    }
    return states;
}

/* The one of a job's metrics that says most; NULL before the first. */
static const struct json *telling_metric(const struct json *metrics)
{
    static const char *const names[] = {"val_accuracy", "accuracy", "val_loss", "loss"};
    const struct json *m = NULL;
    for (size_t i = 0; i < COUNT(names) && !m; i++)
        m = json_get(metrics, names[i]);
    return m;
}

static void reply_table(struct request *req, const struct job_list *list)
{
    static const char *const headers[] = {"JOB",    "NAME",  "TENANT",  "STATE", "REASON",
                                          ">SLOTS", ">DONE", ">METRIC", ">AGE"};
    struct table *t = table_new(COUNT(headers), headers);
    char text[32];
    for (int i = 0; i < list->n; i++) {
        const struct job_row *j = &list->v[i];
        struct json *m = j->metrics ? json_parse(j->metrics, strlen(j->metrics), NULL) : NULL;
        const struct json *best = telling_metric(m);
        table_cell(t, "%s", j->id);
        table_cell(t, "%.40s", j->name);
        table_cell(t, "%.30s", j->tenant_name ? j->tenant_name : j->tenant);
        table_cell(t, "%s", job_state_names[j->state]);
        table_cell(t, "%s", j->reason ? j->reason : "");
        table_cell(t, "%lld", (long long)j->width);
        table_cell(t, "%.0f%%", j->steps ? 100.0 * (double)j->step / (double)j->steps : 0);
        if (best)
            table_cell(t, "%s %s", json_name(best), show_value(text, json_num(best, 0)));
        else
            table_cell(t, "%s", "");
        table_cell(t, "%s", show_duration(text, clock_wall_ms() - j->created_at));
        json_free(m);
    }
    table_reply_take(req, t);
}

static void reply_list(struct request *req, const struct job_list *list)
{
    if (request_wants(req, "text/plain")) {
        reply_table(req, list);
        return;
    }
    struct json *data = json_new_array();
    for (int i = 0; i < list->n; i++)
        json_add_take(data, NULL, job_show(api_of(req), &list->v[i]));
    api_reply_list(req, data, list->more, list->n ? list->v[list->n - 1].id : NULL);
}

void job_list(struct request *req)
{
    struct job_list list = {0};
    struct tenant_row tenant = {0};
    struct faults faults = {0};
    struct err err = {0};
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    struct scope scope = api_scope(req);
    struct page page = api_page(req);
    const char *of = request_query(req, "tenant");
    struct job_filter filter = {.states = read_states(request_query(req, "state"), &faults),
                                .user = request_query(req, "user"),
                                .q = request_query(req, "q")};
    struct reader *r = api_refused(req, &faults) ? NULL : api_read(req);
    if (!r)
        return;
    int rc = of ? store_tenant_get(r, &scope, of, &tenant, &err) : 0;
    filter.tenant = tenant.id;
    if (rc == 0)
        rc = store_job_list(r, &viewer, &filter, &page, &list, &err);
    reader_return(r);
    if (rc < 0)
        reply_err(req, &err);
    else
        reply_list(req, &list);
    job_list_done(&list);
    tenant_row_done(&tenant);
}

/* ---- changing ---- */

/* The job of the path as one its asker may change: her own, or she is an owner. */
static struct thing_wish *job_wish(struct request *req, const struct json *body)
{
    struct job_row j = {0};
    struct thing_wish *w = NULL;
    struct reader *r = api_read(req);
    if (!r)
        return NULL;
    int rc = job_param(req, r, STORE_TO_CHANGE, &j);
    reader_return(r);
    if (rc == 0)
        w = thing_wish_new(req, j.id, j.user, "a job of somebody else", body);
    job_row_done(&j);
    return w;
}

static int answer_job(struct tx *tx, struct request *req, const char *id, struct answer *a,
                      struct err *err)
{
    struct job_row now = {0};
    int rc = store_job_load(tx_reader(tx), id, &now, err);
    if (rc == 0) {
        a->version = now.version;
        a->body = job_show(api_of(req), &now);
        snprintf(a->target, sizeof a->target, "%s", id);
    }
    job_row_done(&now);
    return rc;
}

static int apply_resources(struct job_row *j, const struct json *resources, struct err *err)
{
    const struct json *slots = json_get(resources, "slots");
    const struct json *device = json_get(resources, "device");
    if (device && strcmp(json_str(device, ""), store_device_names[j->device]))
        return err_set(err, ERR_INVALID, "the device of a job cannot be changed; clone it");
    int64_t min = json_int(json_get(slots, "min"), j->slots_min);
    int64_t max = json_int(json_get(slots, "max"), j->slots_max);
    if (slots && j->state == JOB_RUNNING)
        return err_set(err, ERR_CONFLICT, "job %s is running; slots change only while it waits",
                       j->id);
    if (max < min)
        return err_set(err, ERR_INVALID, "slots.max %lld is below slots.min %lld", (long long)max,
                       (long long)min);
    j->slots_min = min;
    j->slots_max = max;
    const struct json *runtime = json_get(resources, "max_runtime_s");
    if (runtime)
        j->max_runtime_ms = (int64_t)(1000 * json_num(runtime, 0));
    return 0;
}

static int check_limits(struct tx *tx, struct request *req, const struct job_row *j,
                        struct err *err)
{
    struct quota_row quota = {0};
    int64_t machine[STORE_DEVICES];
    int rc = store_quota_effective(tx_reader(tx), j->tenant, &quota, err);
    cluster_slots(api_of(req), machine);
    int64_t most = quota.max[j->device], runtime = quota.job_runtime_s;
    if (most == QUOTA_NONE || machine[j->device] < most)
        most = machine[j->device];
    if (rc == 0 && j->slots_min > most)
        rc = err_set(err, ERR_INVALID, "slots.min is %lld; allowed: 1..%lld",
                     (long long)j->slots_min, (long long)most);
    if (rc == 0 && runtime != QUOTA_NONE &&
        (!j->max_runtime_ms || j->max_runtime_ms > 1000 * runtime))
        rc = err_set(err, ERR_INVALID, "max_runtime_s may be at most job_runtime_s, %lld",
                     (long long)runtime);
    quota_row_done(&quota);
    return rc;
}

static void apply_tags(struct job_row *j, const struct json *patch)
{
    struct json *tags = j->tags ? json_parse(j->tags, strlen(j->tags), NULL) : NULL;
    tags = json_merge_patch_take(tags ? tags : json_new_object(), patch);
    free(j->tags);
    j->tags = json_print(tags);
    json_free(tags);
}

static int patch_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                     struct err *err)
{
    struct thing_wish *w = arg;
    struct job_row j = {0};
    const struct json *resources = json_get(w->body, "resources");
    int rc = store_job_load(tx_reader(tx), w->id, &j, err);
    if (rc == 0)
        rc = api_match(req, j.version, err);
    if (rc == 0 && resources)
        rc = apply_resources(&j, resources, err);
    if (rc == 0 && resources)
        rc = check_limits(tx, req, &j, err);
    if (rc == 0) {
        api_patch_str(&j.name, w->body, "name");
        api_patch_int(&j.priority, w->body, "priority", 0);
        if (json_get(w->body, "tags"))
            apply_tags(&j, json_get(w->body, "tags"));
        rc = store_job_update(tx, &j, err);
    }
    job_row_done(&j);
    if (rc == 0)
        rc = answer_job(tx, req, w->id, a, err);
    a->detail = rc == 0 ? json_dup(w->body) : NULL;
    return rc;
}

void job_patch(struct request *req)
{
    struct faults faults = {0};
    const struct json *body = request_json(req);
    shape_check(body, "", &shape_job_patch, &faults);
    if (json_kind(json_get(body, "name")) == JSON_STRING)
        api_check_name(json_str(json_get(body, "name"), ""), "/name", &faults);
    if (json_kind(json_get(body, "tags")) == JSON_OBJECT)
        check_tags(json_get(body, "tags"), "/tags", true, &faults);
    struct thing_wish *w = api_refused(req, &faults) ? NULL : job_wish(req, body);
    if (w)
        api_change(req, &(struct api_change){.action = "job.change",
                                             .run = patch_run,
                                             .arg = w,
                                             .arg_done = thing_wish_done});
}

static int delete_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct thing_wish *w = arg;
    struct job_row j = {0};
    int rc = store_job_load(tx_reader(tx), w->id, &j, err);
    if (rc == 0)
        rc = api_match(req, j.version, err);
    if (rc == 0)
        rc = store_job_delete(tx, w->id, err);
    if (rc == 0) {
        a->detail = json_new_object();
        json_add_str(a->detail, "name", j.name);
        snprintf(a->target, sizeof a->target, "%s", w->id);
    }
    job_row_done(&j);
    return rc;
}

static int cancel_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct thing_wish *w = arg;
    int rc = store_job_cancel(tx, w->id, "user", err);
    return rc < 0 ? rc : answer_job(tx, req, w->id, a, err);
}

static int pause_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                     struct err *err)
{
    struct thing_wish *w = arg;
    int rc = store_job_pause(tx, w->id, "user", err);
    return rc < 0 ? rc : answer_job(tx, req, w->id, a, err);
}

static int resume_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct thing_wish *w = arg;
    int rc = store_job_resume(tx, w->id, err);
    if (rc == ERR_QUOTA) {
        a->fail_status = 429;
        a->fail_code = "max_queued_jobs";
    }
    return rc < 0 ? rc : answer_job(tx, req, w->id, a, err);
}

static void change(struct request *req, const char *action, change_fn run)
{
    struct thing_wish *w = job_wish(req, NULL);
    if (w)
        api_change(req, &(struct api_change){
                            .action = action, .run = run, .arg = w, .arg_done = thing_wish_done});
}

void job_delete(struct request *req)
{
    change(req, "job.delete", delete_run);
}

void job_cancel(struct request *req)
{
    change(req, "job.cancel", cancel_run);
}

void job_pause(struct request *req)
{
    change(req, "job.pause", pause_run);
}

void job_resume(struct request *req)
{
    change(req, "job.resume", resume_run);
}
