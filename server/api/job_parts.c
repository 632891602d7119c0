/* job_parts.c - what a job is made of: its runs and its checkpoints. */
#include "server/api/jobs.h"

#include <string.h>

static const struct field run_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "run_…"},
    {.name = "started_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
    {.name = "ended_at", .type = FIELD_STRING, .required = true, .nullable = true, .help = "…"},
    {.name = "width", .type = FIELD_INT, .required = true, .help = "the last"},
    {.name = "steps", .type = FIELD_INT, .required = true, .help = "done in it"},
    {.name = "first_step", .type = FIELD_INT, .required = true, .help = "done before it"},
    {.name = "slot_seconds", .type = FIELD_NUMBER, .required = true, .help = "charged"},
    {.name = "end", .type = FIELD_STRING, .required = true, .nullable = true, .help = "how"},
};
const struct shape shape_run = {.name = "Run", FIELDS(run_fields)};

static const struct field checkpoint_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "ckp_…"},
    {.name = "run", .type = FIELD_STRING, .nullable = true, .help = "that wrote it"},
    {.name = "step", .type = FIELD_INT, .required = true, .help = "steps done"},
    {.name = "epoch", .type = FIELD_INT, .required = true, .help = "epochs done"},
    {.name = "bytes", .type = FIELD_INT, .required = true, .help = "of the file"},
    {.name = "engine", .type = FIELD_STRING, .nullable = true, .help = "version and kernel"},
    {.name = "created_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
};
const struct shape shape_checkpoint = {.name = "Checkpoint", FIELDS(checkpoint_fields)};

static void add_run(struct json *data, const struct run_row *run, int64_t step_now)
{
    struct json *o = json_add_object(data, NULL);
    bool open = run->end == RUN_OPEN;
    int64_t last = open ? step_now : run->last_step;
    json_add_str(o, "id", run->id);
    add_time(o, "started_at", run->started_at);
    add_time(o, "ended_at", run->ended_at);
    json_add_int(o, "width", run->width);
    json_add_int(o, "steps", last > run->first_step ? last - run->first_step : 0);
    json_add_int(o, "first_step", run->first_step);
    json_add_num(o, "slot_seconds", (double)run->slot_ms / 1e3);
    json_add_str(o, "end", open ? NULL : run_end_names[run->end]);
}

void job_runs(struct request *req)
{
    struct job_row j = {0};
    struct run_list list = {0};
    struct err err = {0};
    struct page page = api_page(req);
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = job_param(req, r, STORE_TO_READ, &j);
    bool found = rc == 0;
    if (found)
        rc = store_run_list(r, j.id, &page, &list, &err);
    reader_return(r);
    if (found && rc < 0)
        reply_err(req, &err);
    if (rc == 0) {
        struct json *data = json_new_array();
        for (int i = 0; i < list.n; i++)
            add_run(data, &list.v[i], j.step);
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
    }
    run_list_done(&list);
    job_row_done(&j);
}

static void add_checkpoint(struct json *data, const struct checkpoint_row *c)
{
    struct json *o = json_add_object(data, NULL);
    json_add_str(o, "id", c->id);
    json_add_str(o, "run", c->run);
    json_add_int(o, "step", c->step);
    json_add_int(o, "epoch", c->epoch);
    json_add_int(o, "bytes", c->bytes);
    json_add_str(o, "engine", c->engine);
    add_time(o, "created_at", c->created_at);
}

void job_checkpoints(struct request *req)
{
    struct job_row j = {0};
    struct checkpoint_list list = {0};
    struct err err = {0};
    struct page page = api_page(req);
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = job_param(req, r, STORE_TO_READ, &j);
    bool found = rc == 0;
    if (found)
        rc = store_checkpoint_list(r, j.id, &page, &list, &err);
    reader_return(r);
    if (found && rc < 0)
        reply_err(req, &err);
    if (rc == 0) {
        struct json *data = json_new_array();
        for (int i = 0; i < list.n; i++)
            add_checkpoint(data, &list.v[i]);
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
    }
    checkpoint_list_done(&list);
    job_row_done(&j);
}
