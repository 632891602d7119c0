/* transitions.c - every way a job's state may change, by its user and by the scheduler and runner.
 *
 * The shape is always the same: load the head, refuse what does not fit, change the row, then
 * job_moved() for counts, topics and event. `version` counts what a user may see change through
 * PATCH; progress and reasons for waiting do not touch it. */
#include "server/store/transitions.h"

#include "server/store/charge.h"
#include "server/store/counts.h"
#include "server/store/forecasts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int job_head_load(struct tx *tx, const char *id, struct job_head *out, struct err *err)
{
    struct query q;
    char *state = NULL, *want = NULL;
    memset(out, 0, sizeof *out);
    out->id = id;
    int rc = query_open(&q, &tx->reader, err,
                        "SELECT tenant, user, name, run, base_sha256, state, want, width, step,"
                        " version"
                        " FROM jobs WHERE id=?",
                        "s", id);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = query_read(&q, err, "sssssssIII", &out->tenant, &out->user, &out->name, &out->run,
                        &out->base_sha256, &state, &want, &out->width, &out->step, &out->version);
    else if (rc == 0)
        rc = err_set(err, ERR_NOT_FOUND, "there is no job \"%s\"", id);
    query_close(&q);
    if (rc == 0) {
        out->state = name_index(job_state_names, state);
        out->want = name_index(job_want_names, want);
    } else {
        job_head_done(out);
    }
    free(state);
    free(want);
    return rc;
}

void job_head_done(struct job_head *h)
{
    free(h->tenant);
    free(h->user);
    free(h->name);
    free(h->run);
    free(h->base_sha256);
    memset(h, 0, sizeof *h);
}

int job_not(const struct job_head *h, const char *only, struct err *err)
{
    return err_set(err, ERR_CONFLICT, "job %s is %s; %s", h->id, job_state_names[h->state], only);
}

int job_moved(struct tx *tx, const struct job_head *h, int to, const char *event, const char *data,
              struct err *err)
{
    int rc = h->state == to ? 0 : counts_move(tx, h->tenant, h->state, to, err);
    if (rc == 0)
        rc = store_event_insert(tx, event, h->tenant, h->id, data, err);
    if (rc >= 0 && h->base_sha256 && job_state_ended(to) && !job_state_ended(h->state))
        rc = store_blob_unref(tx, h->base_sha256, err);
    tx_touch(tx, "queue");
    return rc;
}

/* ---- by users ---- */

static int insert_event(struct tx *tx, const struct job_row *j, struct err *err)
{
    struct job_head h = {.id = j->id, .tenant = j->tenant, .state = -1};
    char data[256];
    snprintf(data, sizeof data,
             "{\"device\":\"%s\",\"slots\":{\"min\":%lld,\"max\":%lld},\"priority\":%lld}",
             store_device_names[j->device], (long long)j->slots_min, (long long)j->slots_max,
             (long long)j->priority);
    return job_moved(tx, &h, JOB_QUEUED, "job.queued", data, err);
}

int store_job_insert(struct tx *tx, const struct job_row *j, struct err *err)
{
    int rc = counts_queue_check(tx, j->tenant, err);
    if (rc < 0)
        return rc;
    struct job_row row = *j;
    row.state = JOB_QUEUED;
    row.want = JOB_WANT_NONE;
    row.width = row.step = row.epoch = row.slot_ms = row.run_ms = row.preemptions = 0;
    row.run = row.model = row.provenance = row.metrics = NULL;
    row.created_at = row.queued_at = row.updated_at = tx->now;
    row.started_at = row.ended_at = 0;
    row.version = 1;
    static char no_tags[] = "{}";
    if (!row.tags)
        row.tags = no_tags;
    rc = row_insert(tx, &job_table, &row, err);
    if (rc >= 0 && j->base_sha256)
        rc = store_blob_hold(tx, j->base_sha256, err);
    return rc < 0 ? rc : insert_event(tx, j, err);
}

static int update_check(const struct job_head *h, const struct job_row *j, struct err *err)
{
    if (job_state_ended(h->state))
        return job_not(h, "only a job that has not ended can be changed", err);
    if (j->version && j->version != h->version)
        return err_set(err, ERR_STALE, "job %s has changed since: it is at version %lld, not %lld",
                       h->id, (long long)h->version, (long long)j->version);
    return 0;
}

int store_job_update(struct tx *tx, const struct job_row *j, struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, j->id, &h, err);
    if (rc == 0)
        rc = update_check(&h, j, err);
    if (rc == 0) /* a running job keeps its slots_min and slots_max: what it holds fits them */
        rc = tx_exec(tx, err,
                     "UPDATE jobs SET name=?, priority=?, tags=?, max_runtime_ms=?,"
                     " slots_min=iif(state='running',slots_min,?),"
                     " slots_max=iif(state='running',slots_max,?), updated_at=?,"
                     " version=version+1 WHERE id=?",
                     "sIsIIIIs", j->name, j->priority, j->tags ? j->tags : "{}", j->max_runtime_ms,
                     j->slots_min, j->slots_max, tx->now, j->id);
    if (rc >= 0)
        rc = job_moved(tx, &h, h.state, "job.updated", NULL, err);
    job_head_done(&h);
    return rc;
}

static int end_waiting(struct tx *tx, const struct job_head *h, int to, const char *reason,
                       const char *detail, const char *event, struct err *err)
{
    int rc = tx_exec(tx, err,
                     "UPDATE jobs SET state=?, reason=?, detail=?, ended_at=?, updated_at=?,"
                     " version=version+1 WHERE id=?",
                     "sssIIs", job_state_names[to], reason, detail, tx->now, tx->now, h->id);
    if (rc >= 0)
        rc = job_moved(tx, h, to, event, NULL, err);
    if (rc >= 0)
        rc = store_forecast_withdrawn(tx, h->id, err);
    return rc < 0 ? rc : store_checkpoint_drop(tx, h->id, err);
}

static int want(struct tx *tx, const struct job_head *h, int what, const char *event,
                struct err *err)
{
    if (h->want == what)
        return 0;
    int rc = tx_exec(tx, err, "UPDATE jobs SET want=?, updated_at=?, version=version+1 WHERE id=?",
                     "sIs", job_want_names[what], tx->now, h->id);
    return rc < 0 ? rc : job_moved(tx, h, h->state, event, NULL, err);
}

int store_job_cancel(struct tx *tx, const char *id, const char *reason, struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, id, &h, err);
    if (rc < 0)
        return rc;
    if (h.state == JOB_RUNNING)
        rc = want(tx, &h, JOB_WANT_CANCEL, "job.cancel_requested", err);
    else if (!job_state_ended(h.state))
        rc = end_waiting(tx, &h, JOB_CANCELLED, reason, NULL, "job.cancelled", err);
    job_head_done(&h);
    return rc;
}

static int set_waiting(struct tx *tx, const struct job_head *h, int to, const char *reason,
                       const char *event, struct err *err)
{
    int rc = tx_exec(tx, err,
                     "UPDATE jobs SET state=?, reason=?, detail=NULL, queued_at=?, updated_at=?,"
                     " version=version+1 WHERE id=?",
                     "ssIIs", job_state_names[to], reason, tx->now, tx->now, h->id);
    return rc < 0 ? rc : job_moved(tx, h, to, event, NULL, err);
}

int store_job_pause(struct tx *tx, const char *id, const char *reason, struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, id, &h, err);
    if (rc < 0)
        return rc;
    if (job_state_ended(h.state))
        rc = job_not(&h, "only a job that has not ended can be paused", err);
    else if (h.state == JOB_QUEUED) {
        rc = store_forecast_withdrawn(tx, id, err);
        if (rc == 0)
            rc = set_waiting(tx, &h, JOB_PAUSED, reason, "job.paused", err);
    } else if (h.state == JOB_RUNNING && h.want == JOB_WANT_NONE)
        rc = want(tx, &h, JOB_WANT_PAUSE, "job.pause_requested", err);
    job_head_done(&h);
    return rc;
}

int store_job_resume(struct tx *tx, const char *id, struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, id, &h, err);
    if (rc < 0)
        return rc;
    if (job_state_ended(h.state))
        rc = job_not(&h, "only a paused job can be resumed", err);
    else if (h.state == JOB_PAUSED) {
        rc = counts_queue_check(tx, h.tenant, err);
        if (rc == 0)
            rc = set_waiting(tx, &h, JOB_QUEUED, NULL, "job.resumed", err);
    } else if (h.want == JOB_WANT_PAUSE)
        rc = want(tx, &h, JOB_WANT_NONE, "job.pause_withdrawn", err);
    job_head_done(&h);
    return rc;
}

/* The event first: the newest event is never deleted, so that no id is used twice. */
int store_job_delete(struct tx *tx, const char *id, struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, id, &h, err);
    if (rc < 0)
        return rc;
    if (!job_state_ended(h.state))
        rc = job_not(&h, "only a job that has ended can be deleted", err);
    if (rc == 0)
        rc = store_event_about(tx, "job.deleted", h.tenant, "job", id, h.name, err);
    if (rc == 0)
        rc = counts_move(tx, h.tenant, h.state, -1, err);
    if (rc == 0)
        rc = store_checkpoint_drop(tx, id, err);
    if (rc == 0)
        rc = tx_exec(tx, err, "DELETE FROM events WHERE job=?", "s", id);
    if (rc >= 0)
        rc = tx_exec(tx, err, "DELETE FROM jobs WHERE id=?", "s", id);
    tx_touch(tx, "queue");
    job_head_done(&h);
    return rc < 0 ? rc : 0;
}

/* ---- by the scheduler and the runner ---- */

static int start_row(struct tx *tx, const struct job_head *h, const char *run_id, int width,
                     struct err *err)
{
    int rc = store_forecast_started(tx, h->id, err);
    if (rc < 0)
        return rc;
    rc = tx_exec(tx, err,
                 "UPDATE jobs SET state='running', reason=NULL, detail=NULL, width=?, run=?,"
                 " started_at=coalesce(started_at,?), updated_at=?, version=version+1"
                 " WHERE id=?",
                 "isIIs", width, run_id, tx->now, tx->now, h->id);
    return rc < 0 ? rc : 0;
}

int store_job_start(struct tx *tx, const char *id, const char *run_id, int width, int64_t boot_ms,
                    struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, id, &h, err);
    if (rc < 0)
        return rc;
    if (h.state != JOB_QUEUED)
        rc = job_not(&h, "only a queued job can be started", err);
    if (rc == 0)
        rc = start_row(tx, &h, run_id, width, err);
    if (rc == 0)
        rc = run_open(tx, run_id, id, width, boot_ms, h.step, err);
    if (rc == 0) {
        char data[160];
        snprintf(data, sizeof data, "{\"run\":\"%s\",\"width\":%d,\"step\":%lld,\"boot_ms\":%lld}",
                 run_id, width, (long long)h.step, (long long)boot_ms);
        rc = job_moved(tx, &h, JOB_RUNNING, "job.started", data, err);
    }
    job_head_done(&h);
    return rc;
}

static int width_change(struct tx *tx, const struct job_head *h, int width, int64_t boot_ms,
                        struct err *err)
{
    int rc = tx_exec(tx, err, "UPDATE jobs SET width=?, updated_at=? WHERE id=?", "iIs", width,
                     tx->now, h->id);
    if (rc >= 0)
        rc = run_width(tx, h->run, width, boot_ms, err);
    if (rc < 0)
        return rc;
    char data[160];
    snprintf(data, sizeof data, "{\"run\":\"%s\",\"width\":%d,\"was\":%lld,\"boot_ms\":%lld}",
             h->run, width, (long long)h->width, (long long)boot_ms);
    return job_moved(tx, h, h->state, "job.width", data, err);
}

int store_job_width(struct tx *tx, const char *id, int width, int64_t boot_ms, struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, id, &h, err);
    if (rc < 0)
        return rc;
    if (h.state != JOB_RUNNING)
        rc = job_not(&h, "only a running job has a width", err);
    else if (h.width != width)
        rc = width_change(tx, &h, width, boot_ms, err);
    job_head_done(&h);
    return rc;
}

static int progress_row(struct tx *tx, const char *id, const struct job_progress *p,
                        struct err *err)
{
    return tx_exec(tx, err,
                   "UPDATE jobs SET step=?, steps=?, epoch=?, epochs=?,"
                   " metrics=coalesce(?,metrics), updated_at=? WHERE id=? AND state='running'",
                   "IIIIsIs", p->step, p->steps, p->epoch, p->epochs, p->metrics, tx->now, id);
}

int store_job_progress(struct tx *tx, const char *id, const struct job_progress *p, struct err *err)
{
    char topic[48];
    int rc = progress_row(tx, id, p, err);
    if (rc == 0)
        return err_set(err, ERR_CONFLICT, "job %s is not running", id);
    snprintf(topic, sizeof topic, "job:%.40s", id);
    tx_touch(tx, topic);
    return rc < 0 ? rc : 0;
}

/* Where each end of a run leaves its job. */
static const struct {
    int state;
    const char *event;
} ends[] = {
    [RUN_SUCCEEDED] = {JOB_SUCCEEDED, "job.succeeded"}, [RUN_FAILED] = {JOB_FAILED, "job.failed"},
    [RUN_CANCELLED] = {JOB_CANCELLED, "job.cancelled"}, [RUN_PAUSED] = {JOB_PAUSED, "job.paused"},
    [RUN_PREEMPTED] = {JOB_QUEUED, "job.preempted"},    [RUN_DAEMON] = {JOB_QUEUED, "job.requeued"},
};

/* A job that is put back while its user waits for it to stop, stops: her word was first. */
static int end_wanted(const struct job_head *h, int end)
{
    bool put_back = end == RUN_PREEMPTED || end == RUN_DAEMON || end == RUN_PAUSED;
    if (put_back && h->want == JOB_WANT_CANCEL)
        return RUN_CANCELLED;
    if (put_back && h->want == JOB_WANT_PAUSE)
        return RUN_PAUSED;
    return end;
}

static int stop_row(struct tx *tx, const struct job_head *h, int end, const struct job_stop *stop,
                    struct err *err)
{
    int to = ends[end].state;
    int rc = tx_exec(tx, err,
                     "UPDATE jobs SET state=?1, reason=?2, detail=?3, width=0, run=NULL,"
                     " want='none', model=coalesce(?4,model),"
                     " provenance=coalesce(?5,provenance), preemptions=preemptions+?6,"
                     " queued_at=iif(?7,?9,queued_at), ended_at=iif(?8,?9,NULL), updated_at=?9,"
                     " version=version+1 WHERE id=?10",
                     "sssssiiiIs", job_state_names[to], stop->reason, stop->detail, stop->model,
                     stop->provenance, end == RUN_PREEMPTED, to == JOB_QUEUED || to == JOB_PAUSED,
                     job_state_ended(to), tx->now, h->id);
    return rc < 0 ? rc : 0;
}

static int stop_event(struct tx *tx, const struct job_head *h, int end, int64_t step,
                      int64_t boot_ms, struct err *err)
{
    char data[192];
    snprintf(data, sizeof data, "{\"run\":\"%s\",\"was\":%lld,\"step\":%lld,\"boot_ms\":%lld}",
             h->run, (long long)h->width, (long long)step, (long long)boot_ms);
    return job_moved(tx, h, ends[end].state, ends[end].event, data, err);
}

int store_job_stop(struct tx *tx, const char *id, const struct job_stop *stop, int64_t boot_ms,
                   struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, id, &h, err);
    if (rc < 0)
        return rc;
    int end = end_wanted(&h, stop->end);
    int64_t step = stop->progress ? stop->progress->step : h.step;
    if (h.state != JOB_RUNNING)
        rc = job_not(&h, "only a running job can stop", err);
    if (rc == 0 && stop->progress)
        rc = progress_row(tx, id, stop->progress, err);
    if (rc >= 0)
        rc = run_close(tx, h.run, end, boot_ms, step, err);
    if (rc >= 0)
        rc = stop_row(tx, &h, end, stop, err);
    if (rc >= 0)
        rc = stop_event(tx, &h, end, step, boot_ms, err);
    if (rc >= 0 && (end == RUN_SUCCEEDED || end == RUN_CANCELLED))
        rc = store_checkpoint_drop(tx, id, err); /* a failed job keeps its last */
    job_head_done(&h);
    return rc;
}

int store_job_fail(struct tx *tx, const char *id, const char *reason, const char *detail,
                   struct err *err)
{
    struct job_head h;
    int rc = job_head_load(tx, id, &h, err);
    if (rc < 0)
        return rc;
    if (h.state != JOB_QUEUED)
        rc = job_not(&h, "only a queued job can fail without a run", err);
    if (rc == 0)
        rc = end_waiting(tx, &h, JOB_FAILED, reason, detail, "job.failed", err);
    job_head_done(&h);
    return rc;
}
