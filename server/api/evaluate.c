/* evaluate.c - POST /v1/models/{model}/evaluate: loss and metrics over a labelled dataset. */
#include "server/api/serving.h"

#include "server/api/dataset_cache.h"
#include "server/api/datasets.h"
#include <string.h>

static const struct field evaluate_fields[] = {
    {.name = "dataset",
     .type = FIELD_STRING,
     .min = 1,
     .max = 100,
     .required = true,
     .help = "id or name of a labelled dataset"},
    {.name = "label",
     .type = FIELD_STRING,
     .min = 1,
     .max = 256,
     .help = "autoencoders: the column of classes that the scores are held against, for roc_auc"},
    {.name = "normal",
     .type = FIELD_STRING,
     .min = 1,
     .max = 256,
     .help = "with label: the class that is no anomaly"},
};
const struct shape shape_evaluate = {.name = "EvaluateOn", FIELDS(evaluate_fields)};

static const struct field evaluation_fields[] = {
    {.name = "rows", .type = FIELD_INT, .required = true, .help = "it was measured on"},
    {.name = "metrics", .type = FIELD_OBJECT, .required = true, .help = "loss, accuracy …"},
    {.name = "confusion",
     .type = FIELD_OBJECT,
     .help =
         "of at most 100 classes: {classes, matrix}, a row per true class, a column per answer"},
};
const struct shape shape_evaluation = {.name = "Evaluation", FIELDS(evaluation_fields)};

/* 32: the engine has no more metrics. */
enum { METRICS_MAX = 32 };

struct evaluate {
    struct question q;
    struct dataset *ds;
    char *label, *normal; /* or NULL */
};

static void add_confusion(struct json *o, const struct model *m)
{
    int n;
    const double *matrix = model_confusion(m, &n);
    const struct model_info *info = model_info(m);
    if (!matrix || n != (info->map_classes ? info->map_classes : info->n_outputs))
        return;
    struct json *confusion = json_add_object(o, "confusion");
    struct json *classes = json_add_array(confusion, "classes");
    struct json *rows = json_add_array(confusion, "matrix");
    for (int i = 0; i < n; i++) {
        json_add_str(classes, NULL, info->classes[i]);
        struct json *row = json_add_array(rows, NULL);
        for (int j = 0; j < n; j++)
            json_add_int(row, NULL, (int64_t)matrix[i * n + j]);
    }
}

static void answer(struct question *q, struct model *m)
{
    struct evaluate *e = (struct evaluate *)q;
    struct metric metrics[METRICS_MAX];
    struct err err = {0};
    int64_t rows = 0;
    int n = e->label
                ? model_evaluate_anomalies(m, e->ds, e->label, e->normal, serving_expired, q,
                                           metrics, METRICS_MAX, &rows, &err)
                : model_evaluate(m, e->ds, serving_expired, q, metrics, METRICS_MAX, &rows, &err);
    if (n == ERR_BUSY) {
        reply_problem(q->req, 503, "time_limit", NULL,
                      "evaluating took more than %d s; make it a job's validation_dataset, or use "
                      "fewer rows",
                      SERVE_MAX_MS / 1000);
        return;
    }
    if (n < 0) {
        reply_err(q->req, &err);
        return;
    }
    struct json *o = json_new_object();
    json_add_int(o, "rows", rows);
    struct json *list = json_add_object(o, "metrics");
    for (int i = 0; i < n; i++)
        json_add_num(list, metrics[i].name, metrics[i].value);
    add_confusion(o, m);
    reply_json(q->req, 200, o);
}

static void done(struct question *q)
{
    struct evaluate *e = (struct evaluate *)q;
    dataset_unpin(api_of(q->req)->datasets, e->ds);
    model_row_done(&q->model);
    free(e->label);
    free(e->normal);
    free(e);
}

/* The body's dataset, pinned; NULL after replying. */
static struct dataset *pin(struct request *req, struct reader *r, const char *name)
{
    struct dataset_row d = {0};
    struct dataset *ds = NULL;
    struct err err = {0};
    struct viewer viewer = api_viewer(req, STORE_TO_TRAIN);
    int rc = dataset_find(r, &viewer, api_who(req)->tenant, name, &d, &err);
    if (rc == 0 && d.state == DATASET_READY && d.canonical)
        ds = dataset_pin(api_of(req)->datasets, d.canonical, &err);
    else if (rc == 0)
        err_set(&err, ERR_INVALID, "dataset \"%s\" is %s", d.name, dataset_state_names[d.state]);
    if (!ds) {
        struct faults faults = {0};
        faults_add(&faults, "/dataset", rc == ERR_NOT_FOUND ? "not_found" : "state",
                   "a ready dataset", "%s", err.text);
        api_refused(req, &faults);
    }
    dataset_row_done(&d);
    return ds;
}

/* Both or neither. False after replying. */
static bool take_label(struct request *req, struct evaluate *e, const struct json *body)
{
    struct faults faults = {0};
    const struct json *label = json_get(body, "label"), *normal = json_get(body, "normal");
    if (!label != !normal)
        faults_add(&faults, label ? "/normal" : "/label", "required", "string",
                   "\"label\" names the column of classes, \"normal\" the one that is no anomaly: "
                   "both or neither");
    e->label = label ? strdup(json_str(label, "")) : NULL;
    e->normal = normal ? strdup(json_str(normal, "")) : NULL;
    bool refused = api_refused(req, &faults);
    faults_done(&faults);
    return !refused;
}

void model_evaluate_post(struct request *req)
{
    const struct json *body = api_body(req, &shape_evaluate);
    struct evaluate *e = body ? api_alloc(req, sizeof *e) : NULL;
    if (!e)
        return;
    e->q = (struct question){.req = req, .answer = answer, .done = done};
    if (!take_label(req, e, body)) {
        done(&e->q);
        return;
    }
    struct reader *r = api_read(req);
    bool ready = r && model_open_param(req, r, &e->q.model) == 0 &&
                 (e->ds = pin(req, r, json_str(json_get(body, "dataset"), "")));
    if (r)
        reader_return(r);
    if (ready)
        serving_submit(&e->q);
    else
        done(&e->q);
}
