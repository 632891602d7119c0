/* job_metrics.c - the curves of a training: JSON, or CSV for a spreadsheet. */
#include "server/api/jobs.h"

#include <string.h>

static const struct field series_fields[] = {
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "loss, val_accuracy …"},
    {.name = "step", .type = FIELD_ARRAY, .required = true, .help = "ascending"},
    {.name = "value", .type = FIELD_ARRAY, .required = true, .help = "null: not a number"},
};
static const struct shape shape_series = {
    .name = "Series",
    FIELDS(series_fields),
    .parts = (const struct part[]){{"step", NULL, "integer"}, {0}},
};
static const struct field metrics_fields[] = {
    {.name = "data", .type = FIELD_ARRAY, .required = true, .help = "a series per metric"},
};
const struct shape shape_metrics = {
    .name = "Metrics",
    FIELDS(metrics_fields),
    .parts = (const struct part[]){{"data", &shape_series, NULL}, {0}},
};

static const char *const formats[] = {"json", "csv", NULL};
const struct field metrics_query[METRICS_QUERY] = {
    {.name = "name", .type = FIELD_STRING, .help = "one or several with commas between"},
    {.name = "after", .type = FIELD_INT, .min = -1, .max = JSON_INT_MAX, .help = "steps past this"},
    {.name = "points",
     .type = FIELD_INT,
     .min = 4,
     .max = METRIC_POINTS_MAX,
     .help = "at most so many of each, least and greatest values kept"},
    {.name = "format", .type = FIELD_ENUM, .choices = formats, .help = "json or csv"},
};

static struct json *metrics_show(const struct metric_set *set)
{
    struct json *o = json_new_object(), *data = json_add_array(o, "data");
    for (int i = 0; i < set->n; i++) {
        const struct metric_series *s = &set->v[i];
        struct json *series = json_add_object(data, NULL);
        json_add_str(series, "name", s->name);
        struct json *step = json_add_array(series, "step");
        struct json *value = json_add_array(series, "value");
        for (int k = 0; k < s->n; k++) {
            json_add_int(step, NULL, s->step[k]);
            json_add_num(value, NULL, s->value[k]);
        }
    }
    return o;
}

/* name,step,value: a line per point, so that series of different steps need no gaps. */
static char *metrics_csv(const struct metric_set *set, size_t *size)
{
    char *text = NULL, number[32];
    FILE *f = open_memstream(&text, size);
    if (!f)
        return NULL;
    fputs("name,step,value\r\n", f);
    for (int i = 0; i < set->n; i++)
        for (int k = 0; k < set->v[i].n; k++)
            fprintf(f, "%s,%lld,%s\r\n", set->v[i].name, (long long)set->v[i].step[k],
                    num_print(number, set->v[i].value[k]));
    return fclose(f) ? free(text), NULL : text;
}

static void reply_metrics(struct request *req, const struct metric_set *set)
{
    size_t size = 0;
    if (!request_wants(req, "text/csv")) {
        reply_json(req, 200, metrics_show(set));
        return;
    }
    char *text = metrics_csv(set, &size);
    if (text)
        reply_bytes(req, 200, "text/csv; charset=utf-8", text, size);
    else
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
}

void job_metrics(struct request *req)
{
    struct job_row j = {0};
    struct metric_set set = {0};
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = job_param(req, r, STORE_TO_READ, &j);
    bool found = rc == 0;
    if (found)
        rc = store_metric_read(r,
                               &(struct metric_query){
                                   .job = j.id,
                                   .names = request_query(req, "name"),
                                   .after = request_query_int(req, "after", -1),
                                   .points = (int)request_query_int(req, "points", 0),
                               },
                               &set, &err);
    reader_return(r);
    if (rc == 0)
        reply_metrics(req, &set);
    else if (found)
        reply_err(req, &err);
    metric_set_done(&set);
    job_row_done(&j);
}
