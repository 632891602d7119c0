/* queue.c - who waits, in the order of their turns, and what holds them.
 *
 * Positions count everybody's jobs of a device; shown are those that the caller may see. The reason
 * is the first limit that binds; /v1/jobs/{job}/explain has all of them with their numbers. */
#include "server/api/handlers.h"

#include "server/sched/explain.h"
#include "server/sched/line.h"
#include <string.h>

/* 1000: the longest part of the line that anybody reads; a walk over it takes about 1 ms. */
enum { LINE_MAX = 1000 };

static const char *const device_names[] = {"cpu", "gpu", NULL};

static const struct field waiting_fields[] = {
    {.name = "job", .type = FIELD_STRING, .required = true, .help = "id"},
    {.name = "name", .type = FIELD_STRING, .nullable = true, .help = "of the job"},
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "name"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "id"},
    {.name = "user", .type = FIELD_STRING, .required = true, .help = "name"},
    {.name = "device", .type = FIELD_ENUM, .choices = device_names, .required = true},
    {.name = "position", .type = FIELD_INT, .required = true, .help = "in the line of the device"},
    {.name = "reason", .type = FIELD_STRING, .required = true, .help = "what holds it first"},
    {.name = "slots", .type = FIELD_INT, .required = true, .help = "it needs to start"},
    {.name = "waiting_s", .type = FIELD_NUMBER, .required = true, .help = "since it was queued"},
};
const struct shape shape_waiting = {.name = "Waiting", FIELDS(waiting_fields)};

const struct field queue_query[QUEUE_QUERY] = {
    {.name = "limit",
     .type = FIELD_INT,
     .min = 1,
     .max = LINE_MAX,
     .fallback = "200",
     .help = "how many at most"},
    QUERY_TEXT,
};

struct waiting {
    char job[ID_MAX];
    const char *reason;
    int position, device;
    int64_t slots;
};
struct line {
    bool accepting;
    struct waiting v[SLOT_KINDS * LINE_MAX];
    int n;
};

/* The lowest limit on the way up that leaves no room for the job. */
static const char *first_limit(const struct view_job *j)
{
    const struct job_spec *s = job_spec(j);
    const int64_t need[RESOURCES] = {[RES_CPU] = s->kind == SLOT_CPU ? s->min : 0,
                                     [RES_GPU] = s->kind == SLOT_GPU ? s->min : 0,
                                     [RES_JOBS] = 1,
                                     [RES_MEMORY] = s->memory,
                                     [RES_CREDITS] = s->credits};
    static const enum constraint_code codes[RESOURCES] = {
        WAIT_MAX_SLOTS, WAIT_MAX_SLOTS, WAIT_RUNNING_JOBS, WAIT_MEMORY, WAIT_CREDITS};
    for (const struct view_node *n = job_leaf(j); n; n = node_parent(n))
        for (enum resource r = 0; r < RESOURCES; r++) {
            int64_t limit = node_limit(n, r);
            if (limit == LIMIT_NONE || !need[r] || node_held(n, r) + need[r] <= limit)
                continue;
            if (!node_parent(n) && r <= RES_GPU)
                return constraint_code_name(WAIT_SLOTS);
            return constraint_code_name(codes[r]);
        }
    return constraint_code_name(WAIT_TURN);
}

static void collect(struct view *view, void *arg)
{
    struct line *line = arg;
    static _Thread_local const struct view_job *jobs[LINE_MAX];
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
        int n = line_make(view, k, jobs, LINE_MAX, NULL);
        for (int i = 0; i < n; i++) {
            struct waiting *w = &line->v[line->n++];
            snprintf(w->job, sizeof w->job, "%s", job_spec(jobs[i])->id);
            w->reason = line->accepting ? first_limit(jobs[i]) : "draining";
            w->position = i + 1;
            w->device = (int)k;
            w->slots = job_spec(jobs[i])->min;
        }
    }
}

static struct json *waiting_show(const struct waiting *w, const struct job_row *j)
{
    struct json *o = json_new_object();
    json_add_str(o, "job", j->id);
    json_add_str(o, "name", j->name);
    add_named(o, "tenant", j->tenant, j->tenant_name);
    json_add_str(o, "user", j->user_name);
    json_add_str(o, "device", device_names[w->device]);
    json_add_int(o, "position", w->position);
    json_add_str(o, "reason", w->reason);
    json_add_int(o, "slots", w->slots);
    json_add_num(o, "waiting_s", (double)(clock_wall_ms() - j->queued_at) / 1000);
    return o;
}

static void waiting_row(struct table *t, const struct waiting *w, const struct job_row *j)
{
    char wait[32];
    table_cell(t, "%d", w->position);
    table_cell(t, "%s", j->id);
    table_cell(t, "%s", j->name ? j->name : "");
    table_cell(t, "%s", j->tenant_name ? j->tenant_name : j->tenant);
    table_cell(t, "%lld %s", (long long)w->slots, device_names[w->device]);
    table_cell(t, "%s", show_duration(wait, clock_wall_ms() - j->queued_at));
    table_cell(t, "%s", w->reason);
}

/* Shows each job of the line that the caller may see, in one of the two forms. */
static bool show_line(struct request *req, const struct line *line, struct table *table,
                      struct json *data)
{
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    int limit = (int)request_query_int(req, "limit", 200), shown = 0;
    struct reader *r = api_read(req);
    if (!r)
        return false;
    for (int i = 0; i < line->n && shown < limit; i++) {
        struct job_row job = {0};
        if (store_job_get(r, &viewer, line->v[i].job, &job, NULL) == 0 && job.state == JOB_QUEUED) {
            shown++;
            if (table)
                waiting_row(table, &line->v[i], &job);
            else
                json_add_take(data, NULL, waiting_show(&line->v[i], &job));
        }
        job_row_done(&job);
    }
    reader_return(r);
    return true;
}

void queue_get(struct request *req)
{
    static const char *const headers[] = {">#",     "JOB",      "NAME",  "TENANT",
                                          ">SLOTS", ">WAITING", "REASON"};
    struct run_cluster cluster;
    struct run *run = api_run(req);
    struct line *line = run ? api_alloc(req, sizeof *line) : NULL;
    if (!line)
        return;
    run_cluster_get(run, &cluster);
    line->accepting = cluster.accepting;
    run_with_view(run, collect, line);
    bool text = request_wants(req, "text/plain");
    struct table *table = text ? table_new(COUNT(headers), headers) : NULL;
    struct json *data = json_new_array();
    if (show_line(req, line, table, data)) {
        if (text)
            table_reply_take(req, table);
        else
            api_reply_list(req, data, false, NULL);
        table = text ? NULL : table;
        data = text ? data : NULL;
    }
    table_free(table);
    json_free(data);
    free(line);
}
