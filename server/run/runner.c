/* runner.c - one run, on the team leader's thread.
 *
 * The loop is: one unit of work, then look up. Pausing, preempting, cancelling, narrowing and
 * widening all happen there, so each takes one unit and nothing of the training is ever half done.
 * A run ends with one transaction that holds its last metrics, its checkpoint or model, and the
 * job's new state; before it, nothing is lost (the last checkpoint counts), after it, nothing is
 * missing. */
#include "server/run/runner.h"
#include "server/run/report.h"
#include "server/base/clock.h"
#include "server/base/file.h"
#include "server/base/json.h"
#include "server/base/log.h"
#include "server/spec/spec.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* 2: the newest, and the one before it should the newest not be readable. */
enum { CHECKPOINTS_KEPT = 2 };

struct work {
    const struct runner *runner;
    struct store *store;
    struct team *team;
    struct job_row job;
    char dataset_sha256[80];
    struct spec spec;
    bool has_spec;
    struct dataset *train, *validation;
    struct base *base; /* what it begins from, or NULL */
    struct training *training;
    struct report *report;
    bool exact; /* the bits are those of a run without stops */
    int width;
    int64_t started_ms, checkpoint_ms; /* coarse clock */
    struct checkpoint_row checkpoint;  /* the last one written, to be recorded */
    char checkpoint_id[ID_MAX];
    char checkpoint_engine[64];
};

/* Coarse (4 ms), since it is read once a unit, and a unit may be a microsecond. */
static int64_t coarse_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* ---- before ---- */

static struct dataset *open_dataset(struct work *w, struct reader *r, const char *id,
                                    bool is_training_set, struct err *err)
{
    struct dataset_row row = {0};
    char path[BLOB_PATH_MAX];
    if (store_dataset_load(r, id, &row, err)) {
        err_wrap(err, "dataset %s: ", id);
        return NULL;
    }
    struct dataset *ds = NULL;
    if (row.state != DATASET_READY || !row.canonical)
        err_set(err, ERR_CONFLICT, "dataset %s is not ready", id);
    else
        ds = dataset_open(blob_path(w->store, row.canonical, path), err);
    if (is_training_set)
        snprintf(w->dataset_sha256, sizeof w->dataset_sha256, "%s", row.sha256 ? row.sha256 : "");
    dataset_row_done(&row);
    return ds;
}

/* By content: the model may have been deleted since. */
static int open_base(struct work *w, struct err *err)
{
    char path[BLOB_PATH_MAX];
    if (!w->job.base_sha256)
        return 0;
    w->base = spec_base_open(blob_path(w->store, w->job.base_sha256, path), err);
    w->spec.base = w->base;
    return w->base ? 0 : err_wrap(err, "base %s: ", w->job.base);
}

static int load_inputs(struct work *w, struct reader *r, struct err *err)
{
    int rc = store_job_load(r, team_job(w->team), &w->job, err);
    if (!rc)
        rc = spec_parse(w->job.spec, &w->spec, err);
    if (rc)
        return rc;
    w->has_spec = true;
    w->spec.lanes = (int)w->job.lanes;
    w->train = open_dataset(w, r, w->job.dataset, true, err);
    if (w->train && w->job.validation_dataset)
        w->validation = open_dataset(w, r, w->job.validation_dataset, false, err);
    if (!w->train || (w->job.validation_dataset && !w->validation))
        return err->code;
    return open_base(w, err);
}

/* Takes the training up where its newest readable checkpoint left it, or at its beginning. */
static int restore(struct work *w, const struct checkpoint_list *list, struct err *err)
{
    char path[4096];
    int rc = 0;
    for (int i = 0; i < list->n && !rc; i++) {
        checkpoint_path(w->store, list->v[i].id, path);
        if (!training_restore(w->training, path, &w->exact, err))
            break;
        log_warn("checkpoint not readable", "job=%s checkpoint=%s error=%s", w->job.id,
                 list->v[i].id, err->text);
        training_free(w->training); /* it may hold half of that checkpoint */
        w->exact = true;
        w->training = training_new(&w->spec, w->train, w->validation, err);
        rc = w->training ? 0 : err->code;
    }
    return rc;
}

/* What the store knows. The reader goes back before the training is made: fitting the preprocessing
 * may read gigabytes, and there are few readers. */
static int look_up(struct work *w, struct checkpoint_list *list, struct err *err)
{
    struct reader *r = reader_borrow(w->store, err);
    if (!r)
        return err->code;
    int rc = load_inputs(w, r, err);
    if (!rc)
        rc = store_checkpoint_list(r, w->job.id, &(struct page){.limit = CHECKPOINTS_KEPT}, list,
                                   err);
    reader_return(r);
    return rc;
}

static int cut_metrics(struct tx *tx, void *arg, struct err *err)
{
    struct work *w = arg;
    return store_metric_cut(tx, w->job.id, training_progress(w->training).step, err);
}

static int prepare(struct work *w, struct err *err)
{
    struct checkpoint_list list = {0};
    int rc = look_up(w, &list, err);
    if (!rc) {
        w->training = training_new(&w->spec, w->train, w->validation, err);
        rc = w->training ? restore(w, &list, err) : err->code;
    }
    checkpoint_list_done(&list);
    if (rc)
        return rc;
    struct progress at = training_progress(w->training);
    const struct run_options *o = w->runner->options;
    w->report = report_new(&(struct report_options){
        .store = w->store,
        .job = w->job.id,
        .flush_ms = o->metrics_flush_ms,
        .points_max = o->metrics_max_points,
        .steps = at.steps,
        .step_rows = (int64_t)w->spec.training[TRAINING_BATCH_SIZE].n *
                     (int64_t)w->spec.training[TRAINING_GRADIENT_ACCUMULATION_STEPS].n,
        .step = at.step,
    });
    if (!w->report)
        return err_set(err, ERR_NO_MEMORY, "out of memory");
    /* A kill -9 may have left points past the checkpoint. */
    return w->job.started_at && w->job.step > at.step ? store_write(w->store, cut_metrics, w, err)
                                                      : 0;
}

static void clean_up(struct work *w)
{
    report_free(w->report);
    training_free(w->training);
    dataset_close(w->train);
    dataset_close(w->validation);
    base_close(w->base);
    if (w->has_spec)
        spec_done(&w->spec);
    job_row_done(&w->job);
}

/* ---- checkpoints ---- */

/* Writes the file; the row is the caller's next transaction. */
static int save(struct work *w, struct err *err)
{
    char path[4096];
    struct progress at = training_progress(w->training);
    id_new(w->checkpoint_id, "ckp");
    checkpoint_path(w->store, w->checkpoint_id, path);
    int rc = training_save(w->training, path, err);
    if (rc)
        return rc;
    snprintf(w->checkpoint_engine, sizeof w->checkpoint_engine, "%s %s", engine_version(),
             engine_kernel());
    struct stat st;
    int64_t bytes = stat(path, &st) ? 0 : st.st_size;
    w->checkpoint = (struct checkpoint_row){.id = w->checkpoint_id,
                                            .job = w->job.id,
                                            .run = w->job.run,
                                            .step = at.step,
                                            .epoch = at.epoch,
                                            .bytes = bytes,
                                            .engine = w->checkpoint_engine,
                                            .created_at = clock_wall_ms(),
                                            .boot_ms = clock_boot_ms()};
    return 0;
}

static int record_checkpoint(struct tx *tx, void *arg, struct err *err)
{
    struct work *w = arg;
    return store_checkpoint_insert(tx, &w->checkpoint, CHECKPOINTS_KEPT, err);
}

/* The regular one, every checkpoint_ms. A failure costs only what a kill would lose more. */
static void checkpoint(struct work *w)
{
    struct err err = {0};
    if (save(w, &err) || store_write(w->store, record_checkpoint, w, &err))
        log_warn("checkpoint failed", "job=%s error=%s", w->job.id, err.text);
    w->checkpoint_ms = coarse_ms();
}

static bool disk_is_low(const struct work *w)
{
    int64_t left = file_free_bytes(store_dir(w->store));
    return left >= 0 && left < w->runner->options->disk_reserve_bytes;
}

/* After a charge: whether what its tenants were granted is used up. */
static bool credits_are_gone(const struct work *w)
{
    struct err err = {0};
    int64_t rate = llround(w->runner->options->gpu_credit_rate * CREDIT_MICRO);
    int64_t left = CREDITS_UNMETERED;
    struct reader *r = reader_borrow(w->store, &err);
    if (!r)
        return false;
    if (store_credits_left(r, w->job.tenant, rate, clock_day(clock_wall_ms()), &left, &err))
        log_warn("credits cannot be read", "job=%s error=%s", w->job.id, err.text);
    reader_return(r);
    return left <= 0;
}

/* ---- the end ---- */

struct ending {
    struct work *w;
    struct job_stop stop;
    bool with_checkpoint, drop_checkpoints;
    struct model_row model;
    char model_id[ID_MAX];
};

static int write_ending(struct tx *tx, void *arg, struct err *err)
{
    struct ending *e = arg;
    struct work *w = e->w;
    int rc = w->report ? report_finish(w->report, tx, err) : 0;
    if (!rc && e->with_checkpoint)
        rc = store_checkpoint_insert(tx, &w->checkpoint, CHECKPOINTS_KEPT, err);
    if (!rc && e->drop_checkpoints)
        rc = store_checkpoint_drop(tx, w->job.id, err);
    if (!rc && e->model.id)
        rc = store_model_insert(tx, &e->model, true, err);
    return rc ? rc : store_job_stop(tx, team_job(w->team), &e->stop, clock_boot_ms(), err);
}

/* Writes the ending; when even that fails (a full disk), the plainest one, for two seconds. After
 * that only the next start's recovery can put the job right. */
static void end_run(struct ending *e)
{
    struct err err = {0};
    if (e->w->report)
        e->stop.progress = report_progress(e->w->report, e->w->training);
    int rc = store_write(e->w->store, write_ending, e, &err);
    if (!rc)
        return;
    log_error("run could not be ended", "job=%s error=%s", team_job(e->w->team), err.text);
    struct work bare = {.store = e->w->store, .team = e->w->team};
    struct ending plain = {.w = &bare,
                           .stop = {.end = RUN_FAILED, .reason = "storage", .detail = err.text}};
    struct err again = {0};
    for (int tries = 0; tries < 20 && store_write(bare.store, write_ending, &plain, &again);
         tries++)
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
}

static void fail(struct work *w, const char *reason, const struct err *err)
{
    log_info("job failed", "job=%s reason=%s detail=%s", team_job(w->team), reason, err->text);
    struct ending e = {.w = w, .stop = {.end = RUN_FAILED, .reason = reason, .detail = err->text}};
    end_run(&e);
}

static char *provenance(const struct work *w)
{
    struct json *o = json_new_object();
    json_add_str(o, "engine_version", engine_version());
    json_add_str(o, "blas", engine_blas());
    json_add_str(o, "kernel", engine_kernel());
    json_add_int(o, "seed", (int64_t)w->spec.training[TRAINING_SEED].n);
    json_add_int(o, "lanes", w->spec.lanes);
    json_add_str(o, "dataset", w->job.dataset);
    json_add_str(o, "dataset_sha256", w->dataset_sha256);
    json_add_str(o, "spec_sha256", w->job.spec_sha256);
    if (w->job.base_sha256) {
        json_add_str(o, "base", w->job.base);
        json_add_str(o, "base_sha256", w->job.base_sha256);
    }
    json_add_bool(o, "exact", w->exact);
    char *text = json_print(o);
    json_free(o);
    return text;
}

/* The model's figures: the latest of each metric that describes the model, not the machine. */
static char *final_metrics(const char *latest)
{
    struct json *o = latest ? json_parse(latest, strlen(latest), NULL) : NULL;
    if (!o)
        return strdup("{}");
    json_remove(o, "samples_per_s");
    json_remove(o, "learning_rate");
    char *text = json_print(o);
    json_free(o);
    return text;
}

static void succeed(struct work *w)
{
    struct err err = {0};
    char path[BLOB_PATH_MAX];
    struct json *canonical = spec_json(&w->spec);
    char *spec_text = json_print(canonical), *prov = provenance(w);
    json_free(canonical);
    blob_temp_path(w->store, path);
    struct blob *blob = NULL;
    if (!training_export(w->training, path, spec_text, w->dataset_sha256, &err))
        blob = blob_adopt(w->store, path, &err);
    char *metrics = final_metrics(report_progress(w->report, w->training)->metrics);
    if (blob) {
        struct ending e = {.w = w, .stop = {.end = RUN_SUCCEEDED}, .drop_checkpoints = true};
        id_new(e.model_id, "mdl");
        e.stop.model = e.model_id;
        e.stop.provenance = prov;
        e.model = (struct model_row){.id = e.model_id,
                                     .tenant = w->job.tenant,
                                     .user = w->job.user,
                                     .name = w->job.name,
                                     .job = w->job.id,
                                     .dataset = w->job.dataset,
                                     .sha256 = (char *)(uintptr_t)blob_sha256(blob),
                                     .bytes = blob_bytes(blob),
                                     .spec = spec_text,
                                     .metrics = metrics,
                                     .provenance = prov,
                                     .visibility = VISIBILITY_TENANT};
        e.model.parameters = training_parameters(w->training);
        end_run(&e);
    } else {
        unlink(path);
        fail(w, "storage", &err);
    }
    blob_close(blob);
    free(metrics);
    free(spec_text);
    free(prov);
}

/* Leaves with everything kept: paused, preempted, drained, or out of time. */
static void leave(struct work *w, int end, const char *reason, const char *detail)
{
    struct err err = {0};
    struct ending e = {.w = w, .stop = {.end = end, .reason = reason, .detail = detail}};
    e.with_checkpoint = !save(w, &err);
    if (!e.with_checkpoint)
        log_warn("checkpoint failed", "job=%s error=%s", w->job.id, err.text);
    end_run(&e);
}

static void cancel(struct work *w)
{
    struct ending e = {.w = w, .stop = {.end = RUN_CANCELLED, .reason = "cancelled"}};
    e.drop_checkpoints = true;
    end_run(&e);
}

/* ---- the loop ---- */

static void obey(struct work *w, int end)
{
    switch (end) {
    case RUN_CANCELLED: cancel(w); break;
    case RUN_PAUSED: leave(w, end, "user", NULL); break;
    case RUN_PREEMPTED: leave(w, end, "preempted", NULL); break;
    default: leave(w, RUN_DAEMON, "daemon", NULL); break;
    }
}

static void follow_width(struct work *w)
{
    int width = team_follow(w->team);
    if (width < w->width)
        w->runner->narrowed(w->runner->arg, w->job.id, width, clock_boot_ms());
    w->width = width;
}

static bool out_of_time(struct work *w, int64_t now)
{
    int64_t changed_ms = team_limited(w->team);
    w->job.max_runtime_ms = changed_ms < 0 ? w->job.max_runtime_ms : changed_ms;
    return w->job.max_runtime_ms > 0 &&
           w->job.run_ms + (now - w->started_ms) >= w->job.max_runtime_ms;
}

/* One unit after the other until there is a reason to stop. */
static void train(struct work *w)
{
    struct err err = {0};
    char detail[128];
    w->started_ms = w->checkpoint_ms = coarse_ms();
    for (;;) {
        follow_width(w);
        int rc = training_advance(w->training, team_parallel(w->team), &err);
        int64_t now = coarse_ms();
        atomic_fetch_add_explicit(w->runner->units, 1, memory_order_relaxed);
        report_unit(w->report, w->training, now);
        if (rc == ERR_DIVERGED)
            return fail(w, "diverged", &err);
        if (rc < 0)
            return fail(w, "engine", &err);
        if (rc == 0)
            return succeed(w);
        if (team_stop_asked(w->team))
            return obey(w, team_stop_asked(w->team));
        if (out_of_time(w, now)) {
            snprintf(detail, sizeof detail, "ran for max_runtime_s = %g s; its checkpoint is kept",
                     (double)w->job.max_runtime_ms / 1e3);
            return leave(w, RUN_FAILED, "max_runtime", detail);
        }
        if (now - w->checkpoint_ms >= w->runner->options->checkpoint_ms) {
            if (disk_is_low(w))
                return leave(w, RUN_PAUSED, "disk_reserve",
                             "the disk is nearly full; resume it when there is room");
            checkpoint(w);
            if (credits_are_gone(w))
                return leave(w, RUN_PAUSED, "credits",
                             "what its tenant was granted is used up; resume it when there is "
                             "more");
        }
    }
}

void runner_run(const struct runner *runner, struct team *team)
{
    struct err err = {0};
    struct work w = {
        .runner = runner, .store = runner->options->store, .team = team, .exact = true};
    w.width = team_follow(team);
    if (prepare(&w, &err))
        fail(&w, "setup", &err);
    else if (team_stop_asked(team))
        obey(&w, team_stop_asked(team));
    else
        train(&w);
    clean_up(&w);
}
