/* submit.c - POST /v1/jobs: submit, quote, clone. */
#include "server/api/base.h"

#include "server/sched/forecast.h"
#include "server/spec/spec.h"
#include <string.h>

static const struct field quote_fields[] = {
    {.name = "parameters", .type = FIELD_INT, .help = "numbers that are learned"},
    {.name = "flops_per_step", .type = FIELD_INT, .help = "additions and multiplications"},
    {.name = "bytes_per_step", .type = FIELD_INT, .help = "read and written"},
    {.name = "memory_bytes", .type = FIELD_INT, .help = "of the whole arena"},
    {.name = "steps", .type = FIELD_INT, .help = "when no early stop cuts it"},
    {.name = "steps_per_epoch", .type = FIELD_INT, .help = "optimiser updates"},
    {.name = "train_rows", .type = FIELD_INT, .help = "rows it learns from"},
    {.name = "validation_rows", .type = FIELD_INT, .help = "rows it is measured on"},
    {.name = "lanes", .type = FIELD_INT, .help = "the most slots it can use"},
    {.name = "seconds_per_step", .type = FIELD_NUMBER, .help = "on one slot"},
    {.name = "slot_seconds", .type = FIELD_NUMBER, .help = "of the whole training"},
    {.name = "credits", .type = FIELD_NUMBER, .help = "it would cost"},
    {.name = "model",
     .type = FIELD_OBJECT,
     .help = "task and layers with every option's value, also those that follow from the data"},
    {.name = "base",
     .type = FIELD_OBJECT,
     .help = "with a base: how much of the model comes from it"},
    {.name = "start", .type = FIELD_OBJECT, .nullable = true, .help = "when it would start"},
    {.name = "finish", .type = FIELD_OBJECT, .nullable = true, .help = "when it would end"},
    {.name = "errors", .type = FIELD_ARRAY, .help = "why it would be refused"},
};
const struct shape shape_quote = {
    .name = "Quote",
    FIELDS(quote_fields),
    .parts = (const struct part[]){{"base", &shape_quote_base, NULL},
                                   {"start", &shape_when, NULL},
                                   {"finish", &shape_when, NULL},
                                   {0}},
};

const struct field submit_query[SUBMIT_QUERY] = {
    {.name = "dry_run",
     .type = FIELD_BOOL,
     .fallback = "false",
     .help = "only check it and say what it would cost"},
};

/* ---- the quote ---- */

/* 2: forecasts made at once. A deep queue takes long to run forward, and the other API threads must
 * stay free meanwhile; who comes third is told no times. */
enum { FORECASTS_MAX = 2 };

/* The future, if this job were submitted now. */
struct future {
    struct view *copy;
    struct forecast forecast;
    bool known;
};

static void copy_view(struct view *view, void *arg)
{
    struct future *f = arg;
    f->copy = view_dup(view);
}

static void look_ahead(struct future *f, struct run *run, const struct job_row *job)
{
    struct job_spec j;
    job_spec_init(&j);
    j.id = job->id;
    j.leaf = job->user;
    j.kind = (enum slot_kind)job->device;
    j.max = job->slots_max < job->lanes ? job->slots_max : job->lanes;
    j.min = job->slots_min < j.max ? job->slots_min : j.max;
    j.priority = job->priority;
    j.memory = job->memory_bytes;
    j.work = j.work_p90 = job->quote_slot_ms;
    j.credits = job->credits_micro;
    j.submitted = view_now(f->copy);
    f->known = view_job_put(f->copy, &j, NULL) == 0 &&
               run_forecast(run, f->copy, j.id, &f->forecast, NULL) == 0;
}

static void add_when(struct json *o, const char *name, const struct future *f, int64_t p50,
                     int64_t p90)
{
    struct json *when = json_add_object(o, name);
    int64_t wall = f->copy ? clock_wall_ms() - view_now(f->copy) : 0;
    add_time(when, "p50", f->known && p50 != TIME_UNKNOWN ? wall + p50 : 0);
    add_time(when, "p90", f->known && p90 != TIME_UNKNOWN ? wall + p90 : 0);
}

static void add_forecast(struct json *o, struct api *api, const struct job_row *job)
{
    struct future f = {0};
    if (atomic_fetch_add(&api->forecasts, 1) < FORECASTS_MAX && api->run)
        run_with_view(api->run, copy_view, &f);
    if (f.copy)
        look_ahead(&f, api->run, job);
    atomic_fetch_sub(&api->forecasts, 1);
    add_when(o, "start", &f, f.forecast.start_p50, f.forecast.start_p90);
    add_when(o, "finish", &f, f.forecast.finish_p50, f.forecast.finish_p90);
    if (f.copy)
        view_free(f.copy);
}

static void add_model(struct json *o, const struct spec *spec)
{
    struct json *sections = spec_json(spec);
    json_add_take(o, "model", json_dup(json_get(sections, "model")));
    json_free(sections);
}

/* A quote is an answer even when it says no: 200, with every fault. */
static void reply_quote(struct request *req, const struct submission *s,
                        const struct faults *faults)
{
    struct api *api = api_of(req);
    struct json *o = s->quoted ? quote_show(api, s) : json_new_object();
    if (s->quoted)
        add_model(o, &s->spec);
    if (s->quoted && !faults->n)
        add_forecast(o, api, &s->job);
    json_add_faults(o, "errors", faults);
    reply_json(req, 200, o);
}

/* ---- the submit ---- */

struct wish {
    struct job_row job;
    struct json *body; /* of the answer, made before the transaction */
};

static void wish_done(void *arg)
{
    struct wish *w = arg;
    job_row_done(&w->job);
    json_free(w->body);
    free(w);
}

static void set_time(struct json *o, const char *name, int64_t at)
{
    json_remove(o, name);
    add_time(o, name, at);
}

static int submit_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct wish *w = arg;
    (void)req;
    int rc = store_job_insert(tx, &w->job, err);
    if (rc == ERR_QUOTA) {
        a->fail_status = 429;
        a->fail_code = "max_queued_jobs";
    }
    if (rc < 0)
        return rc;
    set_time(w->body, "created_at", tx_now(tx));
    set_time(w->body, "queued_at", tx_now(tx));
    a->status = 201;
    a->version = 1;
    a->body = w->body;
    w->body = NULL;
    snprintf(a->target, sizeof a->target, "%s", w->job.id);
    snprintf(a->location, sizeof a->location, "/v1/jobs/%s", w->job.id);
    return 0;
}

static void insert(struct request *req, struct submission *s)
{
    struct wish *w = api_alloc(req, sizeof *w);
    if (!w)
        return;
    w->body = job_show(api_of(req), &s->job);
    w->job = s->job;
    s->job = (struct job_row){0};
    api_change(req,
               &(struct api_change){
                   .action = "job.submit", .run = submit_run, .arg = w, .arg_done = wish_done});
}

static void take(struct request *req, const struct json *body, bool dry_run)
{
    const struct api *api = api_of(req); /* the request is given away before the end of this */
    struct submission s;
    struct faults faults = {0};
    int rc = submission_read(req, body, &s, &faults);
    if (rc == 0 && dry_run)
        reply_quote(req, &s, &faults);
    else if (rc == 0 && !api_refused(req, &faults))
        insert(req, &s);
    faults_done(&faults);
    submission_done(api, &s);
}

void job_create(struct request *req)
{
    take(req, request_json(req), request_query_bool(req, "dry_run", false));
}

/* ---- the clone ---- */

/* The job of the path as a body again, changed by the merge patch that was sent. */
static struct json *clone_body(const struct job_row *j, const struct json *patch)
{
    struct json *body = json_parse(j->spec, strlen(j->spec), NULL);
    if (!body)
        return NULL;
    json_remove(body, "lanes");
    return patch ? json_merge_patch_take(body, patch) : body;
}

void job_clone(struct request *req)
{
    struct job_row j = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = job_param(req, r, STORE_TO_READ, &j);
    reader_return(r);
    struct json *body = rc == 0 ? clone_body(&j, request_json(req)) : NULL;
    if (body)
        take(req, body, request_query_bool(req, "dry_run", false));
    else if (rc == 0)
        reply_problem(req, 500, "corrupt", NULL, "the stored spec of job %s cannot be read", j.id);
    json_free(body);
    job_row_done(&j);
}
