/* job_show.c - a job as JSON, and as a line of text. */
#include "server/api/jobs.h"

#include "server/spec/spec.h"
#include <math.h>
#include <string.h>

static const struct field progress_fields[] = {
    {.name = "step", .type = FIELD_INT, .required = true, .help = "optimiser steps done"},
    {.name = "steps", .type = FIELD_INT, .required = true, .help = "planned"},
    {.name = "epoch", .type = FIELD_INT, .required = true, .help = "epochs done"},
    {.name = "epochs", .type = FIELD_INT, .required = true, .help = "planned"},
    {.name = "percent", .type = FIELD_NUMBER, .required = true, .help = "of the steps"},
    {.name = "eta_s", .type = FIELD_NUMBER, .nullable = true, .help = "at the present pace"},
};
static const struct shape shape_progress = {.name = "Progress", FIELDS(progress_fields)};
static const struct field usage_fields[] = {
    {.name = "slot_seconds", .type = FIELD_NUMBER, .required = true, .help = "charged so far"},
    {.name = "credits", .type = FIELD_NUMBER, .required = true, .help = "charged so far"},
    {.name = "run_seconds", .type = FIELD_NUMBER, .required = true, .help = "in ended runs"},
    {.name = "preemptions", .type = FIELD_INT, .required = true, .help = "how often stopped"},
};
static const struct shape shape_job_usage = {.name = "JobUsage", FIELDS(usage_fields)};
static const struct field metrics_fields[] = {
    {.name = "latest", .type = FIELD_OBJECT, .required = true, .help = "of each metric by name"},
};
static const struct shape shape_latest = {.name = "Latest", FIELDS(metrics_fields)};

static const struct field job_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "job_…"},
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "may repeat"},
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "whose it is"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "user", .type = FIELD_STRING, .required = true, .help = "who submitted it"},
    {.name = "user_id", .type = FIELD_STRING, .required = true, .help = "her id"},
    {.name = "state", .type = FIELD_ENUM, .choices = job_state_names, .required = true, .help = ""},
    {.name = "reason", .type = FIELD_STRING, .nullable = true, .help = "a code for the state"},
    {.name = "detail", .type = FIELD_STRING, .nullable = true, .help = "a sentence for people"},
    {.name = "asked",
     .type = FIELD_STRING,
     .nullable = true,
     .help = "cancel or pause: what it does at its next step"},
    {.name = "width", .type = FIELD_INT, .required = true, .help = "slots it holds now"},
    {.name = "lanes", .type = FIELD_INT, .required = true, .help = "the most it can use"},
    {.name = "progress", .type = FIELD_OBJECT, .required = true, .help = "how far it is"},
    {.name = "metrics", .type = FIELD_OBJECT, .required = true, .help = "the latest figures"},
    {.name = "usage", .type = FIELD_OBJECT, .required = true, .help = "what it has used"},
    {.name = "quote", .type = FIELD_OBJECT, .nullable = true, .help = "as quoted at submit"},
    {.name = "model", .type = FIELD_STRING, .nullable = true, .help = "id of what it made"},
    {.name = "provenance", .type = FIELD_OBJECT, .nullable = true, .help = "how it was made"},
    {.name = "dataset", .type = FIELD_STRING, .nullable = true, .help = "as the submit named it"},
    {.name = "dataset_id", .type = FIELD_STRING, .nullable = true, .help = "its id"},
    {.name = "base",
     .type = FIELD_STRING,
     .nullable = true,
     .help = "the model it begins from, as the submit named it"},
    {.name = "base_id", .type = FIELD_STRING, .nullable = true, .help = "its id"},
    {.name = "resources", .type = FIELD_OBJECT, .required = true, .help = "as asked for"},
    {.name = "priority", .type = FIELD_INT, .required = true, .help = "among one's own jobs"},
    {.name = "tags", .type = FIELD_OBJECT, .required = true, .help = "of one's own"},
    {.name = "spec", .type = FIELD_OBJECT, .required = true, .help = "the job, defaults filled in"},
    {.name = "spec_sha256", .type = FIELD_STRING, .required = true, .help = "of the training"},
    {.name = "created_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
    {.name = "queued_at", .type = FIELD_STRING, .nullable = true, .help = "began to wait"},
    {.name = "started_at", .type = FIELD_STRING, .nullable = true, .help = "first start"},
    {.name = "ended_at", .type = FIELD_STRING, .nullable = true, .help = "RFC 3339"},
};
const struct shape shape_job = {
    .name = "Job",
    FIELDS(job_fields),
    .parts = (const struct part[]){{"progress", &shape_progress, NULL},
                                   {"metrics", &shape_latest, NULL},
                                   {"usage", &shape_job_usage, NULL},
                                   {"quote", &shape_quote, NULL},
                                   {"resources", &shape_resources, NULL},
                                   {0}},
};

/* ---- figures ---- */

static double metric(const struct job_row *j, const char *name, double fallback)
{
    struct json *all = j->metrics ? json_parse(j->metrics, strlen(j->metrics), NULL) : NULL;
    double v = json_num(json_get(all, name), fallback);
    json_free(all);
    return v;
}

double job_eta_s(const struct job_row *j)
{
    if (j->state != JOB_RUNNING || j->steps <= 0)
        return -1;
    struct json *quote = j->quote ? json_parse(j->quote, strlen(j->quote), NULL) : NULL;
    double rows = json_num(json_get(quote, "train_rows"), 0);
    double per_epoch = json_num(json_get(quote, "steps_per_epoch"), 0);
    double per_step = json_num(json_get(quote, "seconds_per_step"), 0);
    double rate = metric(j, "samples_per_s", 0);
    json_free(quote);
    per_step /= j->width > 1 ? (double)j->width : 1;
    if (rate > 0 && rows > 0 && per_epoch > 0)
        per_step = rows / per_epoch / rate; /* measured, not quoted */
    return (double)(j->steps - j->step) * per_step;
}

static double percent(const struct job_row *j)
{
    if (j->state == JOB_SUCCEEDED)
        return 100;
    return j->steps > 0 ? 100.0 * (double)j->step / (double)j->steps : 0;
}

/* ---- JSON ---- */

static void add_progress(struct json *o, const struct job_row *j)
{
    struct json *p = json_add_object(o, "progress");
    double eta = job_eta_s(j);
    json_add_int(p, "step", j->step);
    json_add_int(p, "steps", j->steps);
    json_add_int(p, "epoch", j->epoch);
    json_add_int(p, "epochs", j->epochs);
    json_add_num(p, "percent", round(100 * percent(j)) / 100);
    if (eta < 0)
        json_add_null(p, "eta_s");
    else
        json_add_num(p, "eta_s", round(10 * eta) / 10);
}

static void add_usage(struct json *o, const struct api *api, const struct job_row *j)
{
    struct json *u = json_add_object(o, "usage");
    double rate = j->device == STORE_GPU ? config_num(api->config, SET_GPU_CREDIT_RATE) : 1;
    json_add_num(u, "slot_seconds", (double)j->slot_ms / 1e3);
    json_add_num(u, "credits", rate * (double)j->slot_ms / 3.6e6);
    json_add_num(u, "run_seconds", (double)j->run_ms / 1e3);
    json_add_int(u, "preemptions", j->preemptions);
}

static void add_resources(struct json *o, const struct job_row *j)
{
    struct json *r = json_add_object(o, "resources");
    json_add_str(r, "device", store_device_names[j->device]);
    struct json *slots = json_add_object(r, "slots");
    json_add_int(slots, "min", j->slots_min);
    json_add_int(slots, "max", j->slots_max);
    if (j->max_runtime_ms)
        json_add_num(r, "max_runtime_s", (double)j->max_runtime_ms / 1e3);
    else
        json_add_null(r, "max_runtime_s");
}

/* The spec, and of it the names of dataset and base as they were given. */
static void add_spec(struct json *o, const struct job_row *j)
{
    struct json *spec = j->spec ? json_parse(j->spec, strlen(j->spec), NULL) : NULL;
    json_add_str(o, "dataset", json_str(json_get(spec, "dataset"), j->dataset));
    json_add_str(o, "dataset_id", j->dataset);
    json_add_str(o, "base", json_str(json_get(spec, "base"), j->base));
    json_add_str(o, "base_id", j->base);
    if (spec) {
        json_remove(spec, "lanes"); /* so that it can be submitted again as it stands */
        json_add_take(o, "spec", spec);
    } else {
        json_add_null(o, "spec");
    }
}

/* As answered at submit, and when the job was told to start while it waited. */
static void add_quote(struct json *o, const struct job_row *j)
{
    struct json *quote = j->quote ? json_parse(j->quote, strlen(j->quote), NULL) : NULL;
    if (!quote || !j->told_p50) {
        json_free(quote);
        add_text(o, "quote", j->quote);
        return;
    }
    struct json *start = json_add_object(quote, "start");
    add_time(start, "p50", j->told_p50);
    add_time(start, "p90", j->told_p90);
    json_add_take(o, "quote", quote);
}

struct json *job_show(const struct api *api, const struct job_row *j)
{
    struct json *o = json_new_object();
    json_add_str(o, "id", j->id);
    json_add_str(o, "name", j->name);
    add_named(o, "tenant", j->tenant, j->tenant_name);
    add_named(o, "user", j->user, j->user_name);
    json_add_str(o, "state", job_state_names[j->state]);
    json_add_str(o, "reason", j->reason);
    json_add_str(o, "detail", j->detail);
    json_add_str(o, "asked", j->want == JOB_WANT_NONE ? NULL : job_want_names[j->want]);
    json_add_int(o, "width", j->width);
    json_add_int(o, "lanes", j->lanes);
    add_progress(o, j);
    json_add_raw(json_add_object(o, "metrics"), "latest", j->metrics ? j->metrics : "{}");
    add_usage(o, api, j);
    add_quote(o, j);
    json_add_str(o, "model", j->model);
    add_text(o, "provenance", j->provenance);
    add_spec(o, j);
    add_resources(o, j);
    json_add_int(o, "priority", j->priority);
    json_add_raw(o, "tags", j->tags ? j->tags : "{}");
    json_add_str(o, "spec_sha256", j->spec_sha256);
    add_time(o, "created_at", j->created_at);
    add_time(o, "queued_at", j->queued_at);
    add_time(o, "started_at", j->started_at);
    add_time(o, "ended_at", j->ended_at);
    return o;
}

/* ---- text ---- */

const char *show_value(char out[32], double v)
{
    double a = fabs(v);
    snprintf(out, 32, a != 0 && (a < 1e-3 || a >= 1e5) ? "%.3e" : "%.4f", v);
    return out;
}

/* " - loss: 0.3102 - accuracy: 0.8921 …", in Keras' words and order. */
static void append_metrics(const struct job_row *j, char *out, size_t size)
{
    static const char *const names[] = {
        "loss",    "accuracy", "mae",    "r2",          "val_loss",     "val_accuracy",
        "val_mae", "val_r2",   "val_f1", "val_roc_auc", "val_mean_iou", "val_perplexity"};
    char value[32];
    struct json *all = j->metrics ? json_parse(j->metrics, strlen(j->metrics), NULL) : NULL;
    for (int i = 0; i < COUNT(names); i++) {
        const struct json *m = json_get(all, names[i]);
        size_t used = strlen(out);
        if (json_kind(m) == JSON_NUMBER)
            snprintf(out + used, size - used, " - %s: %s", names[i],
                     show_value(value, json_num(m, 0)));
    }
    json_free(all);
}

const char *job_line(const struct job_row *j, char out[JOB_LINE_MAX])
{
    enum { BAR = 25 };
    char bar[BAR + 1], text[32];
    double eta = job_eta_s(j);
    int full = (int)(percent(j) * BAR / 100);
    for (int i = 0; i < BAR; i++)
        bar[i] = i < full ? '=' : i == full && j->state == JOB_RUNNING ? '>' : '.';
    bar[BAR] = 0;
    int64_t epoch = j->state == JOB_RUNNING && j->epoch < j->epochs ? j->epoch + 1 : j->epoch;
    int n =
        snprintf(out, JOB_LINE_MAX, "Epoch %lld/%lld %lld/%lld [%s] %3.0f%%", (long long)epoch,
                 (long long)j->epochs, (long long)j->step, (long long)j->steps, bar, percent(j));
    if (eta >= 0)
        n += snprintf(out + n, (size_t)(JOB_LINE_MAX - n), " - ETA %s",
                      show_duration(text, (int64_t)(1000 * eta)));
    append_metrics(j, out, JOB_LINE_MAX);
    return out;
}
