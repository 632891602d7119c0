/* predict.c - POST /v1/models/{model}/predict: raw rows in, numbers and names out.
 *
 * A row is an array of the raw values in the model's order (a tensor may keep its nesting), or an
 * object of column names. What the cells mean is the model's preprocessing's business. */
#include "server/api/serving.h"

#include "server/api/likeliest.h"

#include <string.h>

static const struct field predict_fields[] = {
    {.name = "inputs",
     .type = FIELD_ARRAY,
     .required = true,
     .min = 1,
     .max = 100000,
     .help = "raw rows: arrays of values, or objects of columns; of a forecast windows: arrays of "
             "rows, the oldest first; of a masked_language_model texts with [MASK] for what it is "
             "to guess"},
    {.name = "top",
     .type = FIELD_INT,
     .min = 1,
     .max = CLASSES_MAX,
     .help = "classifiers: only so many of the likeliest classes; a recommender shows 10"},
};
const struct shape shape_predict = {.name = "Question", FIELDS(predict_fields)};

static const struct field prediction_fields[] = {
    {.name = "outputs",
     .type = FIELD_ARRAY,
     .required = true,
     .help = "a row of numbers each; of a segmentation H rows of W places in classes; of a "
             "masked_language_model for each [MASK] the five likeliest {token, probability}"},
    {.name = "labels",
     .type = FIELD_ARRAY,
     .nullable = true,
     .help = "the likeliest class each; of a masked_language_model the texts filled in"},
    {.name = "classes",
     .type = FIELD_ARRAY,
     .nullable = true,
     .help = "columns of outputs, or of a segmentation what a pixel's number counts in"},
    {.name = "items",
     .type = FIELD_ARRAY,
     .nullable = true,
     .help = "with top: the classes that a row's outputs are of, the likeliest first"},
    {.name = "targets", .type = FIELD_ARRAY, .nullable = true, .help = "columns of outputs"},
    {.name = "scores",
     .type = FIELD_ARRAY,
     .nullable = true,
     .help = "of an autoencoder: how badly it gives back each row, the anomaly score"},
    {.name = "thresholds",
     .type = FIELD_OBJECT,
     .nullable = true,
     .help = "percentiles of the training rows' scores: p50, p90, p95, p99, p100"},
};
const struct shape shape_prediction = {
    .name = "Prediction",
    FIELDS(prediction_fields),
    .parts = (const struct part[]){{"labels", NULL, "string"},
                                   {"classes", NULL, "string"},
                                   {"targets", NULL, "string"},
                                   {"scores", NULL, "number"},
                                   {0}},
};

struct predict {
    struct question q;
    struct json *inputs;
    int top; /* 0: as the model has it */
};

/* 2^24 numbers of outputs, 64 MiB: an answer of more is a job's validation, no reply. */
enum { OUTPUTS_MAX = 1 << 24 };

/* ---- rows to cells ---- */

/* Where a row's cells go, and what is wrong with them. */
struct filling {
    const struct model_info *info;
    struct cell *cells; /* of this row: info->n_inputs */
    int64_t n;
    struct faults *faults;
};

static void fill_value(struct filling *f, struct cell *cell, const struct json *v,
                       const char *pointer)
{
    switch (json_kind(v)) {
    case JSON_NUMBER: *cell = (struct cell){.kind = CELL_NUMBER, .number = json_num(v, 0)}; break;
    case JSON_STRING:
        *cell =
            (struct cell){.kind = CELL_TEXT, .text = json_str(v, ""), .n = strlen(json_str(v, ""))};
        break;
    case JSON_NULL: *cell = (struct cell){.kind = CELL_MISSING}; break;
    default:
        faults_add(f->faults, pointer, "type", "number, string or null",
                   "a value is a number, a string or null, not %s", json_kind_name(json_kind(v)));
    }
}

/* In order; arrays within arrays are a tensor's nesting. */
static void fill_array(struct filling *f, const struct json *row, const char *pointer)
{
    char at[256], index[16];
    int i = 0;
    for (const struct json *v = json_first(row); v; v = json_next(v)) {
        snprintf(index, sizeof index, "%d", i++);
        json_pointer(at, pointer, index);
        if (json_kind(v) == JSON_ARRAY && f->info->rank > 0)
            fill_array(f, v, at);
        else if (f->n++ < f->info->n_inputs)
            fill_value(f, &f->cells[f->n - 1], v, at);
    }
}

static int64_t columns_of(const struct model_info *info)
{
    return info->n_inputs - info->n_sample;
}

/* The cell of a named column, or -1. */
static int64_t column_of(const struct model_info *info, const char *name)
{
    for (int64_t i = 0; i < columns_of(info); i++)
        if (!strcmp(info->inputs[i].name, name))
            return info->n_sample + i;
    return -1;
}

static void unknown_column(struct filling *f, const char *pointer, const char *name)
{
    char allowed[256] = "";
    int64_t n = columns_of(f->info);
    const char **names = calloc((size_t)n + 1, sizeof *names);
    for (int64_t i = 0; names && i < n; i++) {
        size_t used = strlen(allowed);
        names[i] = f->info->inputs[i].name;
        if (used < sizeof allowed - 4)
            snprintf(allowed + used, sizeof allowed - used, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = names ? nearest_name(name, names, (int)n) : NULL;
    faults_add(f->faults, pointer, "unknown", allowed, "unknown column \"%.80s\"%s%s%s", name,
               near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    free(names);
}

static void say_count(struct filling *f, int64_t want, const char *pointer)
{
    char allowed[64];
    snprintf(allowed, sizeof allowed, "%lld values", (long long)want);
    faults_add(f->faults, pointer, "count", allowed, "%s has %lld values, this one %lld",
               want == f->info->n_inputs ? "a row" : "a sample", (long long)want, (long long)f->n);
}

/* {"sample": […], "age": 3}: the sample of a row that has columns beside it. */
static void fill_sample(struct filling *f, const struct json *row, const char *pointer)
{
    char at[256];
    const struct json *sample = json_get(row, "sample");
    if (!f->info->n_sample)
        return;
    json_pointer(at, pointer, "sample");
    f->n = 0;
    if (json_kind(sample) == JSON_ARRAY) {
        fill_array(f, sample, at);
        if (f->n != f->info->n_sample)
            say_count(f, f->info->n_sample, at);
    } else {
        faults_add(f->faults, at, sample ? "type" : "required", "array",
                   "\"sample\" must hold the sample's %lld values", (long long)f->info->n_sample);
    }
    f->n = f->info->n_inputs;
}

/* By name; what is not named is missing. */
static void fill_object(struct filling *f, const struct json *row, const char *pointer)
{
    char at[256];
    f->n = f->info->n_inputs;
    if (!f->info->inputs) {
        faults_add(f->faults, pointer, "type", "array", "this model takes arrays of %lld values",
                   (long long)f->info->n_inputs);
        return;
    }
    fill_sample(f, row, pointer);
    for (const struct json *v = json_first(row); v; v = json_next(v)) {
        if (f->info->n_sample && !strcmp(json_name(v), "sample"))
            continue;
        int64_t i = column_of(f->info, json_name(v));
        json_pointer(at, pointer, json_name(v));
        if (i < 0)
            unknown_column(f, at, json_name(v));
        else
            fill_value(f, &f->cells[i], v, at);
    }
}

static void fill_row(struct filling *f, const struct json *row, const char *pointer)
{
    f->n = 0;
    if (json_kind(row) == JSON_OBJECT) {
        fill_object(f, row, pointer);
    } else if (json_kind(row) != JSON_ARRAY) {
        faults_add(f->faults, pointer, "type", "array or object",
                   "a row is an array of values or "
                   "an object of columns, not %s",
                   json_kind_name(json_kind(row)));
    } else if (f->info->n_sample && columns_of(f->info)) {
        faults_add(f->faults, pointer, "type", "object",
                   "this model reads a sample and columns: {\"sample\": […], \"%s\": …}",
                   f->info->inputs[0].name);
    } else {
        fill_array(f, row, pointer);
        if (f->n != f->info->n_inputs)
            say_count(f, f->info->n_inputs, pointer);
    }
}

/* A forecast's window: at least as many rows as it looks back on, the oldest first. */
static void check_window(const struct json *window, const struct model_info *info,
                         const char *pointer, struct faults *faults)
{
    char allowed[64];
    bool list = json_kind(window) == JSON_ARRAY;
    snprintf(allowed, sizeof allowed, "array of %d rows or more", info->window);
    if (!list)
        faults_add(faults, pointer, "type", allowed,
                   "this model looks back on %d rows: an input is an array of rows, the oldest "
                   "first, not %s",
                   info->window, json_kind_name(json_kind(window)));
    else if (json_count(window) < info->window)
        faults_add(faults, pointer, "count", allowed,
                   "this model looks back on %d rows; this input has %d", info->window,
                   json_count(window));
}

/* The last rows of a window; where a row is one value it may stand there by itself. */
static void fill_window(const struct json *window, const struct model_info *info,
                        struct cell *cells, const char *pointer, struct faults *faults)
{
    char at[256], index[16];
    int i = 0, skip = json_count(window) - info->window;
    for (const struct json *row = json_first(window); row; row = json_next(row), i++) {
        if (i < skip)
            continue;
        struct filling f = {info, cells + (int64_t)(i - skip) * info->n_inputs, 0, faults};
        bool bare = json_kind(row) != JSON_OBJECT && json_kind(row) != JSON_ARRAY;
        snprintf(index, sizeof index, "%d", i);
        json_pointer(at, pointer, index);
        if (bare && info->n_inputs == 1)
            fill_value(&f, f.cells, row, at);
        else
            fill_row(&f, row, at);
    }
}

static struct cell *read_windows(const struct json *inputs, const struct model_info *info,
                                 struct faults *faults)
{
    char pointer[64];
    int i = 0, before = faults->n;
    int64_t n = info->window * info->n_inputs;
    for (const struct json *w = json_first(inputs); w; w = json_next(w)) {
        snprintf(pointer, sizeof pointer, "/inputs/%d", i++);
        check_window(w, info, pointer, faults);
    }
    bool good = faults->n == before;
    struct cell *cells = calloc(good ? (size_t)json_count(inputs) * (size_t)n : 1, sizeof *cells);
    i = 0;
    for (const struct json *w = cells && good ? json_first(inputs) : NULL; w; w = json_next(w)) {
        snprintf(pointer, sizeof pointer, "/inputs/%d", i);
        fill_window(w, info, cells + n * i++, pointer, faults);
    }
    return cells;
}

static struct cell *read_cells(const struct json *inputs, const struct model_info *info,
                               struct faults *faults)
{
    char pointer[64];
    int i = 0;
    if (info->window)
        return read_windows(inputs, info, faults);
    struct cell *cells =
        calloc((size_t)json_count(inputs) * (size_t)info->n_inputs + 1, sizeof *cells);
    for (const struct json *row = cells ? json_first(inputs) : NULL; row; row = json_next(row)) {
        struct filling f = {info, cells + (int64_t)i * info->n_inputs, 0, faults};
        snprintf(pointer, sizeof pointer, "/inputs/%d", i++);
        fill_row(&f, row, pointer);
    }
    return cells;
}

/* ---- numbers to names ---- */

static void add_names(struct json *o, const char *name, const struct model_info *info)
{
    struct json *list = json_add_array(o, name);
    int n = info->map_classes ? info->map_classes : info->n_outputs;
    for (int i = 0; i < n; i++)
        json_add_str(list, NULL, info->classes[i]);
}

/* A class per pixel: H arrays of W places in `classes`. */
static void add_map(struct json *list, const struct model_info *info, const float *outputs)
{
    struct json *map = json_add_array(list, NULL);
    for (int64_t y = 0; y < info->shape[0]; y++) {
        struct json *line = json_add_array(map, NULL);
        for (int64_t x = 0; x < info->shape[1]; x++)
            json_add_int(line, NULL, (int64_t)outputs[y * info->shape[1] + x]);
    }
}

static void add_labels(struct json *o, const struct model_info *info, const float *outputs,
                       int rows)
{
    struct json *labels = json_add_array(o, "labels");
    for (int r = 0; r < rows; r++) {
        const float *y = outputs + (int64_t)r * info->n_outputs;
        int best = 0;
        for (int i = 1; i < info->n_outputs; i++)
            best = y[i] > y[best] ? i : best;
        json_add_str(labels, NULL, info->classes[best]);
    }
}

/* NULL: out of memory. */
static struct json *prediction_show(const struct model_info *info, const float *outputs, int rows,
                                    int top)
{
    struct json *o = json_new_object();
    if (info->is_classifier && top) {
        bool done = add_likeliest(o, info, outputs, rows, top);
        add_labels(o, info, outputs, rows);
        if (done)
            return o;
        json_free(o);
        return NULL;
    }
    struct json *list = json_add_array(o, "outputs");
    for (int r = 0; r < rows && info->map_classes; r++)
        add_map(list, info, outputs + (int64_t)r * info->n_outputs);
    for (int r = 0; r < rows && !info->map_classes; r++) {
        struct json *row = json_add_array(list, NULL);
        for (int i = 0; i < info->n_outputs; i++)
            json_add_float(row, NULL, outputs[(int64_t)r * info->n_outputs + i]);
    }
    if (!info->is_classifier) {
        if (info->classes)
            add_names(o, info->map_classes ? "classes" : "targets", info);
        return o;
    }
    add_labels(o, info, outputs, rows);
    add_names(o, "classes", info);
    return o;
}

/* True when the model can answer such a question; else replies why not. */
static bool may_answer(struct question *q, const struct model_info *info, int64_t rows, int top)
{
    if (info->context)
        reply_problem(q->req, 422, "task", NULL,
                      "a language_model writes on a prompt: POST it to generate, not to predict");
    else if (top && !info->is_classifier)
        reply_problem(q->req, 422, "task", NULL,
                      "\"top\" chooses among classes, and this model has none");
    else if (rows * info->n_outputs > OUTPUTS_MAX)
        reply_problem(q->req, 422, "count", NULL,
                      "%lld rows of %d outputs are more than %d numbers; send at most %d rows",
                      (long long)rows, info->n_outputs, OUTPUTS_MAX, OUTPUTS_MAX / info->n_outputs);
    else
        return true;
    return false;
}

/* Anomaly scores, and those of the training rows to hold them against. */
static void add_scores(struct json *o, const struct model_info *info, const float *scores, int rows)
{
    static const int shown[] = {50, 90, 95, 99, 100};
    struct json *list = json_add_array(o, "scores");
    for (int r = 0; r < rows; r++)
        json_add_float(list, NULL, scores[r]);
    struct json *thresholds = info->scores ? json_add_object(o, "thresholds") : NULL;
    for (size_t i = 0; thresholds && i < sizeof shown / sizeof *shown; i++) {
        char name[8];
        snprintf(name, sizeof name, "p%d", shown[i]);
        json_add_float(thresholds, name, info->scores[shown[i]]);
    }
}

static void reply_prediction(struct request *req, struct json *o)
{
    if (o)
        reply_json(req, 200, o);
    else
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
}

static void answer(struct question *q, struct model *m)
{
    struct predict *p = (struct predict *)q;
    const struct model_info *info = model_info(m);
    struct faults faults = {0};
    struct err err = {0};
    int rows = json_count(p->inputs);
    if (info->masked) {
        fill_answer(q, m, p->inputs);
        return;
    }
    if (!may_answer(q, info, rows, p->top))
        return;
    struct cell *cells = read_cells(p->inputs, info, &faults);
    float *outputs = calloc((size_t)rows * (size_t)info->n_outputs + 1, sizeof *outputs);
    float *scores = calloc((size_t)rows + 1, sizeof *scores);
    struct json *shown = NULL;
    if (!cells || !outputs || !scores)
        reply_prediction(q->req, NULL);
    else if (api_refused(q->req, &faults))
        ;
    else if (model_predict_scores(m, cells, rows, outputs, scores, &err) < 0)
        reply_err(q->req, &err);
    else {
        shown = prediction_show(info, outputs, rows, p->top ? p->top : info->top);
        if (shown && info->is_autoencoder)
            add_scores(shown, info, scores, rows);
        reply_prediction(q->req, shown);
    }
    faults_done(&faults);
    free(cells);
    free(scores);
    free(outputs);
}

static void done(struct question *q)
{
    struct predict *p = (struct predict *)q;
    model_row_done(&q->model);
    json_free(p->inputs);
    free(p);
}

void model_predict_post(struct request *req)
{
    const struct json *body = api_body(req, &shape_predict);
    struct predict *p = body ? api_alloc(req, sizeof *p) : NULL;
    if (!p)
        return;
    p->q = (struct question){.req = req, .answer = answer, .done = done};
    p->inputs = json_dup(json_get(body, "inputs"));
    p->top = (int)json_int(json_get(body, "top"), 0);
    struct reader *r = api_read(req);
    int rc = r ? model_open_param(req, r, &p->q.model) : ERR_BUSY;
    if (r)
        reader_return(r);
    if (rc == 0)
        serving_submit(&p->q);
    else
        done(&p->q);
}
