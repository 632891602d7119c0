/* explain.c - why a job waits: every limit that binds, who holds what, the smallest change that
 * would start it, and when it should start.
 *
 * The view is copied under its lock; everything is found out on the copy, so that no question holds
 * up a decision. */
#include "server/api/handlers.h"

#include "server/sched/explain.h"
#include "server/sched/forecast.h"
#include <string.h>

static const struct field constraint_fields[] = {
    {.name = "code", .type = FIELD_STRING, .required = true, .help = "slots, max_running_jobs …"},
    {.name = "detail", .type = FIELD_STRING, .required = true, .help = "a sentence"},
    {.name = "have", .type = FIELD_NUMBER, .required = true, .nullable = true},
    {.name = "need", .type = FIELD_NUMBER, .required = true, .nullable = true},
};
static const struct shape shape_constraint = {.name = "Constraint", FIELDS(constraint_fields)};

static const struct field own_fields[] = {
    {.name = "job", .type = FIELD_STRING, .required = true, .help = "id"},
    {.name = "width", .type = FIELD_INT, .required = true, .help = "slots it holds"},
};
static const struct shape shape_own = {.name = "HeldByJob", FIELDS(own_fields)};

static const struct field held_fields[] = {
    {.name = "own", .type = FIELD_ARRAY, .required = true, .help = "running jobs of its tenant"},
    {.name = "others", .type = FIELD_INT, .required = true, .help = "slots of all other tenants"},
};
static const struct part held_parts[] = {{"own", &shape_own, NULL}, {0}};
static const struct shape shape_held = {.name = "Held", FIELDS(held_fields), .parts = held_parts};

static const struct field change_fields[] = {
    {.name = "detail", .type = FIELD_STRING, .required = true, .help = "a sentence"},
    {.name = "set", .type = FIELD_OBJECT, .required = true, .help = "what to set to what"},
};
static const struct shape shape_change = {.name = "Change", FIELDS(change_fields)};

static const struct field when_fields[] = {
    {.name = "p50",
     .type = FIELD_STRING,
     .required = true,
     .nullable = true,
     .help = "as likely before as after"},
    {.name = "p90",
     .type = FIELD_STRING,
     .required = true,
     .nullable = true,
     .help = "nine times in ten before"},
};
const struct shape shape_when = {.name = "When", FIELDS(when_fields)};

static const struct field explain_fields[] = {
    {.name = "state", .type = FIELD_ENUM, .choices = job_state_names, .required = true},
    {.name = "detail",
     .type = FIELD_STRING,
     .required = true,
     .nullable = true,
     .help = "how a job that has ended did so"},
    {.name = "position",
     .type = FIELD_INT,
     .required = true,
     .nullable = true,
     .help = "in the line of its device; null unless it waits"},
    {.name = "constraints", .type = FIELD_ARRAY, .required = true, .help = "all that bind"},
    {.name = "held", .type = FIELD_OBJECT, .required = true, .help = "who holds what"},
    {.name = "change",
     .type = FIELD_OBJECT,
     .required = true,
     .nullable = true,
     .help = "the smallest that would start it now"},
    {.name = "start", .type = FIELD_OBJECT, .required = true, .help = "forecast, RFC 3339"},
};
static const struct part explain_parts[] = {{"constraints", &shape_constraint, NULL},
                                            {"held", &shape_held, NULL},
                                            {"change", &shape_change, NULL},
                                            {"start", &shape_when, NULL},
                                            {0}};
const struct shape shape_explain = {
    .name = "Explanation", FIELDS(explain_fields), .parts = explain_parts};

/* What is read from the view. */
struct look {
    const char *job;
    struct reader *reader; /* for names */
    char names[4][160];    /* those in use by one sentence */
    int next_name;
    bool found;
    int position;
    struct json *constraints, *own, *change;
    int64_t others;
    struct view *copy; /* what is examined, and run forward */
    struct run *run;
};

/* "acme" or "ada" for an id; the sentence uses it before four more are asked for. */
static const char *name_of(void *arg, const char *id)
{
    struct look *look = arg;
    struct scope everybody = {0};
    struct tenant_row t = {0};
    struct user_row u = {0};
    char *out = look->names[look->next_name++ % 4];
    const char *name = id;
    if (store_tenant_get(look->reader, &everybody, id, &t, NULL) == 0)
        name = t.name;
    else if (store_user_get(look->reader, &everybody, id, &u, NULL) == 0)
        name = u.name;
    snprintf(out, sizeof look->names[0], "%s", name);
    tenant_row_done(&t);
    user_row_done(&u);
    return out;
}

/* Figures as people read them: seconds, credits. */
static double figure(const struct constraint *c, int64_t v)
{
    if (c->code == WAIT_CREDITS)
        return (double)v / 1e6;
    if (c->code == WAIT_QUANTUM || c->code == WAIT_RESERVATION)
        return (double)v / 1e3;
    return (double)v;
}

static void add_figure(struct json *o, const char *name, const struct constraint *c, int64_t v)
{
    if (v == TIME_UNKNOWN)
        json_add_null(o, name);
    else
        json_add_num(o, name, figure(c, v));
}

static void add_constraints(struct look *look, const struct explanation *e)
{
    char text[512];
    for (int i = 0; i < e->n_constraints; i++) {
        const struct constraint *c = &e->constraints[i];
        struct json *o = json_add_object(look->constraints, NULL);
        json_add_str(o, "code", constraint_code_name(c->code));
        json_add_str(o, "detail", explain_constraint_text(c, name_of, look, text, sizeof text));
        add_figure(o, "have", c, c->have);
        add_figure(o, "need", c, c->need);
    }
}

static struct json *member(struct json *o, const char *name)
{
    const struct json *there = json_get(o, name);
    return there ? (struct json *)(uintptr_t)there : json_add_object(o, name);
}

/* One setting in the words of the API: of the job, of a tenant's quota, of the cluster. */
static void add_setting(struct look *look, struct json *set, const struct change *c)
{
    static const char *const slots[] = {"cpu_slots", "gpu_slots"};
    if (!c->node) {
        struct json *job = member(member(set, "resources"), "slots");
        json_add_int(job, "min", c->to);
    } else if (!node_parent(c->node)) {
        json_add_int(member(set, "cluster"),
                     c->resource <= RES_GPU ? slots[c->resource] : "memory_bytes", c->to);
    } else {
        struct json *quota = member(set, "quota");
        json_remove(set, "tenant");
        json_add_str(set, "tenant", name_of(look, node_id(c->node)));
        if (c->resource <= RES_GPU)
            json_add_int(member(quota, slots[c->resource]), "max", c->to);
        else if (c->resource == RES_JOBS)
            json_add_int(quota, "max_running_jobs", c->to);
        else if (c->resource == RES_MEMORY)
            json_add_int(quota, "memory_bytes", c->to);
        else
            json_add_num(quota, "credits", (double)c->to / 1e6);
    }
}

static void add_change(struct look *look, const struct explanation *e)
{
    char text[512];
    if (!e->n_changes)
        return;
    look->change = json_new_object();
    json_add_str(look->change, "detail", explain_change_text(e, name_of, look, text, sizeof text));
    struct json *set = json_add_object(look->change, "set");
    for (int i = 0; i < e->n_changes; i++)
        add_setting(look, set, &e->changes[i]);
}

static const struct view_node *tenant_of(const struct view_job *j)
{
    const struct view_node *n = job_leaf(j);
    while (node_parent(n) && node_type(n) != NODE_TENANT)
        n = node_parent(n);
    return n;
}

static void add_holders(struct look *look, const struct view *view, const struct view_job *job)
{
    const struct view_job *j;
    for (int i = 0; (j = view_running(view, i)); i++) {
        const struct job_spec *s = job_spec(j);
        if (s->kind != job_spec(job)->kind)
            continue;
        if (tenant_of(j) != tenant_of(job)) {
            look->others += s->width;
        } else if (j != job) {
            struct json *o = json_add_object(look->own, NULL);
            json_add_str(o, "job", s->id);
            json_add_int(o, "width", s->width);
        }
    }
}

/* Under the view's lock: the scheduler waits meanwhile. */
static void copy_view(struct view *view, void *arg)
{
    struct look *look = arg;
    if (view_job_find(view, look->job))
        look->copy = view_dup(view);
}

static void examine(struct look *look)
{
    struct explanation *e = look->copy ? calloc(1, sizeof *e) : NULL;
    if (e && explain_make(look->copy, look->job, e, NULL) == 0) {
        look->found = true;
        look->position = e->position;
        add_constraints(look, e);
        add_change(look, e);
        add_holders(look, look->copy, view_job_find(look->copy, look->job));
    }
    free(e);
}

/* ---- showing ---- */

static void add_plain(struct json *constraints, const char *code, const char *detail)
{
    struct json *o = json_add_object(constraints, NULL);
    json_add_str(o, "code", code);
    json_add_str(o, "detail", detail);
    json_add_null(o, "have");
    json_add_null(o, "need");
}

/* The view's time as the wall clock's. */
static void add_when(struct json *o, const char *name, int64_t at, int64_t view_now_ms)
{
    int64_t wall = at == TIME_UNKNOWN ? 0 : clock_wall_ms() + (at - view_now_ms);
    add_time(o, name, wall);
}

/* 256: a line that is run forward while the caller waits, in a few ms; of longer ones the last look
 * ahead is told. */
enum { LINE_SHORT = 256 };

static bool foresee(const struct look *look, const struct job_row *job, struct forecast *f)
{
    const struct view_node *root = look->copy ? view_root(look->copy) : NULL;
    if (!root)
        return false;
    if (node_waiting(root, SLOT_CPU) + node_waiting(root, SLOT_GPU) > LINE_SHORT &&
        run_foreseen(look->run, job->id, f))
        return true;
    return run_forecast(look->run, look->copy, job->id, f, NULL) == 0;
}

static void add_start(struct json *o, const struct look *look, const struct job_row *job)
{
    struct json *start = json_add_object(o, "start");
    struct forecast f;
    if (job->state == JOB_RUNNING) {
        add_time(start, "p50", job->started_at);
        add_time(start, "p90", job->started_at);
    } else if (foresee(look, job, &f)) {
        add_when(start, "p50", f.start_p50, view_now(look->copy));
        add_when(start, "p90", f.start_p90, view_now(look->copy));
    } else {
        json_add_null(start, "p50");
        json_add_null(start, "p90");
    }
}

static struct json *explain_show(struct look *look, const struct job_row *job, bool accepting)
{
    struct json *o = json_new_object();
    if (job->state == JOB_QUEUED && !accepting)
        add_plain(look->constraints, "draining", "The cluster is draining: no job is started.");
    if (job->state == JOB_PAUSED)
        add_plain(look->constraints, "paused", "It is paused: it takes no turn until resumed.");
    json_add_str(o, "job", job->id);
    json_add_str(o, "state", job_state_names[job->state]);
    if (job_state_ended(job->state) && job->detail)
        json_add_str(o, "detail", job->detail);
    else
        json_add_null(o, "detail");
    if (look->found && look->position > 0)
        json_add_int(o, "position", look->position);
    else
        json_add_null(o, "position");
    json_add_take(o, "constraints", look->constraints);
    struct json *held = json_add_object(o, "held");
    json_add_take(held, "own", look->own);
    json_add_int(held, "others", look->others);
    if (look->change)
        json_add_take(o, "change", look->change);
    else
        json_add_null(o, "change");
    add_start(o, look, job);
    return o;
}

/* "starts   as likely as not within 12 s, nine times in ten within 30 s". */
static void print_when(FILE *f, const struct json *start)
{
    int64_t p50, p90, now = clock_wall_ms();
    char text[2][32];
    if (!clock_parse(json_str(json_get(start, "p50"), ""), &p50) ||
        !clock_parse(json_str(json_get(start, "p90"), ""), &p90))
        return;
    fprintf(f, "starts   as likely as not within %s, nine times in ten within %s\n",
            show_duration(text[0], p50 > now ? p50 - now + 999 : 0),
            show_duration(text[1], p90 > now ? p90 - now + 999 : 0));
}

/* The same in lines that a person reads in ten seconds. */
static char *explain_text(const struct json *o, const struct job_row *job)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    if (!f)
        return NULL;
    fprintf(f, "%s  %s is %s", job->id, job->name ? job->name : "", job_state_names[job->state]);
    int64_t position = json_int(json_get(o, "position"), 0);
    if (position > 0)
        fprintf(f, ", number %lld in line", (long long)position);
    fputc('\n', f);
    const char *detail = json_str(json_get(o, "detail"), "");
    if (*detail)
        fprintf(f, "because  %s\n", detail);
    for (const struct json *c = json_first(json_get(o, "constraints")); c; c = json_next(c))
        fprintf(f, "because  %s\n", json_str(json_get(c, "detail"), ""));
    const struct json *held = json_get(o, "held"), *change = json_get(o, "change");
    for (const struct json *h = json_first(json_get(held, "own")); h; h = json_next(h))
        fprintf(f, "yours    %s holds %lld\n", json_str(json_get(h, "job"), ""),
                (long long)json_int(json_get(h, "width"), 0));
    if (json_int(json_get(held, "others"), 0))
        fprintf(f, "others   hold %lld\n", (long long)json_int(json_get(held, "others"), 0));
    if (json_kind(change) == JSON_OBJECT)
        fprintf(f, "now with %s\n", json_str(json_get(change, "detail"), ""));
    if (job->state == JOB_QUEUED)
        print_when(f, json_get(o, "start"));
    return fclose(f) ? free(text), NULL : text;
}

static void reply_explanation(struct request *req, struct json *o, const struct job_row *job)
{
    char *text = request_wants(req, "text/plain") ? explain_text(o, job) : NULL;
    if (!text) {
        reply_json(req, 200, o);
        return;
    }
    reply_text(req, 200, "text/plain; charset=utf-8", text);
    json_free(o);
    free(text);
}

/* 1 s: a job that was just submitted reaches the scheduler's view within milliseconds; to answer
 * before it has would be to say that nothing holds it. */
enum { VIEW_WAIT_MS = 1000, VIEW_POLL_MS = 5 };

static bool too_early(const struct request *req, const struct look *look, const struct job_row *job)
{
    return job->state == JOB_QUEUED && !look->found && !request_stopping(req) &&
           request_age_ms(req) < VIEW_WAIT_MS;
}

static void look_at(struct look *look, struct run *run, const struct job_row *job)
{
    look->job = job->id;
    look->run = run;
    look->constraints = json_new_array();
    look->own = json_new_array();
    run_with_view(run, copy_view, look);
    examine(look);
}

void explain_get(struct request *req)
{
    struct job_row job = {0};
    struct look look = {0};
    struct run_cluster cluster;
    struct err err = {0};
    struct viewer viewer = api_viewer(req, STORE_TO_READ);
    struct run *run = api_run(req);
    if (!run || !(look.reader = api_read(req)))
        return;
    int rc = store_job_get(look.reader, &viewer, request_param(req, "job"), &job, &err);
    if (rc == 0)
        look_at(&look, run, &job);
    reader_return(look.reader);
    if (rc < 0) {
        reply_err(req, &err);
    } else if (too_early(req, &look, &job)) {
        json_free(look.constraints);
        json_free(look.own);
        request_hold(req, NULL, VIEW_POLL_MS, explain_get);
    } else {
        run_cluster_get(run, &cluster);
        reply_explanation(req, explain_show(&look, &job, cluster.accepting), &job);
    }
    view_free(look.copy);
    job_row_done(&job);
}
