/* watch.c - a training to look at: `curl -N …/watch` shows what Keras would print.
 *
 *   job_01… fashion-mlp
 *   waiting, 3 s
 *   Epoch 1/5
 *   469/469 [==============================] - loss: 0.5312 - val_loss: 0.4410
 *   Epoch 2/5
 *   120/469 [=======>......................] - ETA 2 s - loss: 0.4101
 *
 * The last line is drawn over and over with a carriage return. The stream is parked on the job's
 * topic, redraws at most every REDRAW_MS, and ends with the job. Figures of finished epochs come
 * from the metrics, so none is missed however fast the training is. */
#include "server/api/jobs.h"

#include <math.h>
#include <string.h>

/* 200 ms: as often as an eye wants it, and few enough bytes for a slow line. */
enum { REDRAW_MS = 200, BAR = 30 };

struct watch {
    char job[ID_MAX];
    bool begun, ended;
    int64_t epochs_told; /* finished epochs already printed */
    int64_t epoch_begun; /* "Epoch n/N" already printed */
    int width;           /* of the line that is being drawn over */
    int64_t drawn_ms;    /* boot clock */
};

/* ---- lines ---- */

/* Draws over the line before; with `final` it stays. */
static void draw(struct request *req, struct watch *w, const char *line, bool final)
{
    int n = (int)strlen(line), pad = w->width > n ? w->width - n : 0;
    stream_printf(req, "%s%s%*s%s", w->width ? "\r" : "", line, pad, "", final ? "\n" : "");
    w->width = final ? 0 : n;
}

static int64_t member(const char *json, const char *name)
{
    struct json *o = json ? json_parse(json, strlen(json), NULL) : NULL;
    int64_t v = json_int(json_get(o, name), 0);
    json_free(o);
    return v;
}

static void draw_bar(char *out, size_t size, int64_t done, int64_t all)
{
    char bar[BAR + 1];
    int full = all > 0 ? (int)(done * BAR / all) : 0;
    for (int i = 0; i < BAR; i++)
        bar[i] = i < full ? '=' : i == full ? '>' : '.';
    bar[BAR] = 0;
    snprintf(out, size, "%lld/%lld [%s]", (long long)done, (long long)all, bar);
}

static void append(char *out, size_t size, const char *name, double v)
{
    char value[32];
    size_t used = strlen(out);
    snprintf(out + used, size - used, " - %s: %s", name, show_value(value, v));
}

/* Index of the first point of a series at this step or later; s->n: there is none. */
static int point_from(const struct metric_series *s, int64_t step)
{
    int low = 0, high = s->n;
    while (low < high) {
        int mid = low + (high - low) / 2;
        if (s->step[mid] < step)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static const struct metric_series *series(const struct metric_set *set, const char *name)
{
    for (int i = 0; i < set->n; i++)
        if (!strcmp(set->v[i].name, name))
            return &set->v[i];
    return NULL;
}

/* The value of a metric at exactly this step, or NaN. */
static double value_at(const struct metric_set *set, const char *name, int64_t step)
{
    const struct metric_series *s = series(set, name);
    int i = s ? point_from(s, step) : 0;
    return s && i < s->n && s->step[i] == step ? s->value[i] : NAN;
}

/* ---- finished epochs ---- */

static const char epoch_names[] =
    "epoch_loss,epoch_accuracy,epoch_mae,val_loss,val_accuracy,val_mae,val_r2,val_f1,val_roc_auc,"
    "val_mean_iou,val_perplexity";
static const char *const epoch_rows[][2] = {
    {"epoch_loss", "loss"},
    {"epoch_accuracy", "accuracy"},
    {"epoch_mae", "mae"},
    {"val_loss", "val_loss"},
    {"val_accuracy", "val_accuracy"},
    {"val_mae", "val_mae"},
    {"val_r2", "val_r2"},
    {"val_f1", "val_f1"},
    {"val_roc_auc", "val_roc_auc"},
    {"val_mean_iou", "val_mean_iou"},
    {"val_perplexity", "val_perplexity"},
};

/* The next epoch whose figures the store has; 0: none yet. A training with very many epochs keeps
 * those of every n-th. */
static int64_t next_epoch(const struct watch *w, const struct metric_set *set, int64_t per_epoch)
{
    const struct metric_series *s = series(set, "epoch_loss");
    int i = s ? point_from(s, (w->epochs_told + 1) * per_epoch) : 0;
    return s && i < s->n ? s->step[i] / per_epoch : 0;
}

static void tell_header(struct request *req, struct watch *w, const struct job_row *j,
                        int64_t epoch)
{
    if (w->epoch_begun >= epoch)
        return;
    stream_printf(req, "%sEpoch %lld/%lld\n", w->width ? "\n" : "", (long long)epoch,
                  (long long)j->epochs);
    w->width = 0;
    w->epoch_begun = epoch;
}

static void tell_epoch(struct request *req, struct watch *w, const struct job_row *j,
                       const struct metric_set *set, int64_t per_epoch, int64_t epoch)
{
    char line[JOB_LINE_MAX];
    tell_header(req, w, j, epoch);
    draw_bar(line, sizeof line, per_epoch, per_epoch);
    for (int i = 0; i < COUNT(epoch_rows); i++) {
        double v = value_at(set, epoch_rows[i][0], epoch * per_epoch);
        if (!isnan(v))
            append(line, sizeof line, epoch_rows[i][1], v);
    }
    draw(req, w, line, true);
    w->epochs_told = epoch;
}

/* False when the client has to read first. */
static bool tell_epochs(struct request *req, struct reader *r, struct watch *w,
                        const struct job_row *j, int64_t per_epoch)
{
    struct metric_set set = {0};
    if (w->epochs_told >= j->epoch || per_epoch <= 0)
        return true;
    struct metric_query q = {.job = j->id,
                             .names = epoch_names,
                             .after = w->epochs_told * per_epoch,
                             .points = METRIC_POINTS_MAX};
    int64_t epoch = store_metric_read(r, &q, &set, NULL) == 0 ? next_epoch(w, &set, per_epoch) : 0;
    while (epoch && stream_room(req) > JOB_LINE_MAX * 4) {
        tell_epoch(req, w, j, &set, per_epoch, epoch);
        epoch = next_epoch(w, &set, per_epoch);
    }
    metric_set_done(&set);
    return !epoch;
}

/* ---- the line that moves ---- */

static void append_latest(char *out, size_t size, const struct job_row *j)
{
    static const char *const names[] = {"loss", "accuracy", "mae"};
    struct json *all = j->metrics ? json_parse(j->metrics, strlen(j->metrics), NULL) : NULL;
    for (int i = 0; i < COUNT(names); i++)
        if (json_kind(json_get(all, names[i])) == JSON_NUMBER)
            append(out, size, names[i], json_num(json_get(all, names[i]), 0));
    json_free(all);
}

static void draw_running(struct request *req, struct watch *w, const struct job_row *j,
                         int64_t per_epoch)
{
    char line[JOB_LINE_MAX], text[32];
    int64_t epoch = w->epochs_told + 1, done = j->step - w->epochs_told * per_epoch;
    if (epoch > j->epochs || per_epoch <= 0)
        return;
    tell_header(req, w, j, epoch);
    draw_bar(line, sizeof line, done < 0 ? 0 : done > per_epoch ? per_epoch : done, per_epoch);
    double eta = job_eta_s(j);
    size_t used = strlen(line);
    if (eta >= 0)
        snprintf(line + used, sizeof line - used, " - ETA %s",
                 show_duration(text, (int64_t)(1000 * eta)));
    append_latest(line, sizeof line, j);
    draw(req, w, line, false);
}

static void draw_waiting(struct request *req, struct watch *w, const struct job_row *j)
{
    char line[JOB_LINE_MAX], text[32];
    snprintf(line, sizeof line, "%s, %s%s%.80s", job_state_names[j->state],
             show_duration(text, clock_wall_ms() - j->queued_at), j->reason ? ": " : "",
             j->reason ? j->reason : "");
    draw(req, w, line, false);
}

/* ---- the stream ---- */

/* Short trainings are told to a hundredth: "0.21 s". */
static const char *show_span(char out[32], int64_t ms)
{
    if (ms >= 10000)
        return show_duration(out, ms);
    snprintf(out, 32, "%.2f s", (double)ms / 1e3);
    return out;
}

static void tell_end(struct request *req, struct watch *w, const struct job_row *j)
{
    char text[32], line[JOB_LINE_MAX];
    snprintf(line, sizeof line, "%s%s%s after %s%s%s%s%.300s", job_state_names[j->state],
             j->reason ? ": " : "", j->reason ? j->reason : "",
             show_span(text, j->started_at ? j->ended_at - j->started_at : 0),
             j->model ? ", model " : "", j->model ? j->model : "", j->detail ? "\n" : "",
             j->detail ? j->detail : "");
    if (w->width)
        stream_printf(req, "\n");
    stream_printf(req, "%s\n", line);
    w->ended = true;
    stream_end(req);
}

static void look(struct request *req, struct reader *r, struct watch *w)
{
    struct job_row j = {0};
    if (store_job_load(r, w->job, &j, NULL) < 0) {
        stream_printf(req, "%sthe job was deleted\n", w->width ? "\n" : "");
        w->ended = true;
        stream_end(req);
        return;
    }
    int64_t per_epoch = member(j.quote, "steps_per_epoch");
    if (!w->begun)
        stream_printf(req, "%s %s\n", j.id, j.name);
    w->begun = true;
    bool all = tell_epochs(req, r, w, &j, per_epoch), ended = job_state_ended(j.state);
    if (ended && all) /* otherwise the rest comes with the next look */
        tell_end(req, w, &j);
    else if (j.state == JOB_RUNNING)
        draw_running(req, w, &j, per_epoch);
    else if (!ended)
        draw_waiting(req, w, &j);
    job_row_done(&j);
}

static void watch(struct request *req)
{
    struct watch *w = request_state(req);
    char topic[ID_MAX + 8];
    int64_t now = clock_boot_ms(), since = now - w->drawn_ms;
    if (w->ended)
        return;
    if (!w->begun)
        stream_begin(req, 200, "text/plain; charset=utf-8");
    if (w->begun && since < REDRAW_MS) { /* woken too soon: sleep without listening */
        request_hold(req, NULL, REDRAW_MS - since, watch);
        return;
    }
    w->drawn_ms = now;
    snprintf(topic, sizeof topic, "job:%s", w->job);
    request_hold(req, topic, 1000, watch);
    struct reader *r =
        stream_room(req) > STREAM_BUFFER_MAX / 2 ? reader_borrow(api_of(req)->store, NULL) : NULL;
    if (r) {
        look(req, r, w);
        reader_return(r);
    }
}

void job_watch(struct request *req)
{
    struct job_row j = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = job_param(req, r, STORE_TO_READ, &j);
    reader_return(r);
    struct watch *w = rc == 0 ? api_alloc(req, sizeof *w) : NULL;
    if (w) {
        snprintf(w->job, sizeof w->job, "%s", j.id);
        request_set_state(req, w, free);
        watch(req);
    }
    job_row_done(&j);
}
