/* events.c - what happened: as a page, or as a stream of server-sent events.
 *
 * A stream is parked on its topic and costs no thread. Each wake sends what the log holds past the
 * last id sent, as far as the client's buffer has room; so Last-Event-ID goes on exactly where a
 * lost connection or an ended daemon left off. A job's stream ends after the job's last event. */
#include "server/api/jobs.h"

#include <string.h>

static const struct field event_fields[] = {
    {.name = "id", .type = FIELD_INT, .required = true, .help = "increasing over everything"},
    {.name = "type", .type = FIELD_STRING, .required = true, .help = "job.queued, job.started …"},
    {.name = "at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
    {.name = "job", .type = FIELD_STRING, .nullable = true, .help = "id of the job it is about"},
    {.name = "tenant_id", .type = FIELD_STRING, .nullable = true, .help = "null: the cluster"},
    {.name = "data", .type = FIELD_OBJECT, .required = true, .help = "by type"},
};
const struct shape shape_event = {.name = "Event", FIELDS(event_fields)};

static const char *const formats[] = {"json", "sse", NULL};
const struct field event_query[EVENT_QUERY] = {
    {.name = "after",
     .type = FIELD_INT,
     .min = 0,
     .max = JSON_INT_MAX,
     .help = "id of the last event already seen"},
    {.name = "limit", .type = FIELD_INT, .min = 1, .max = 200, .help = "of a page: 50"},
    {.name = "format",
     .type = FIELD_ENUM,
     .choices = formats,
     .help = "sse: a stream (as Accept: text/event-stream)"},
};

/* 8 KiB: an event is far smaller; below this a stream waits until the client has read. */
enum { ROOM_MIN = 8192, BATCH = 100 };

struct follow {
    char job[ID_MAX]; /* "": everything its reader may see */
    char tenant[ID_MAX], user[ID_MAX];
    bool is_admin, subtree;
    int64_t after;
    bool begun, ended;
};

static struct json *event_show(const struct event_row *e)
{
    struct json *o = json_new_object();
    json_add_int(o, "id", e->id);
    json_add_str(o, "type", e->type);
    add_time(o, "at", e->at);
    json_add_str(o, "job", e->job);
    json_add_str(o, "tenant_id", e->tenant);
    json_add_raw(o, "data", e->data && *e->data ? e->data : "{}");
    return o;
}

static struct viewer viewer_of(const struct follow *f)
{
    return (struct viewer){f->is_admin ? NULL : f->tenant, f->user, f->subtree, STORE_TO_READ};
}

/* ---- the stream ---- */

static void send_event(struct request *req, const struct event_row *e)
{
    char id[24];
    struct json *o = event_show(e);
    char *text = json_print(o);
    snprintf(id, sizeof id, "%lld", (long long)e->id);
    if (text)
        stream_event(req, id, e->type, text);
    free(text);
    json_free(o);
}

/* Sends what there is past `after`; returns whether all of it has been sent. */
static bool send_events(struct request *req, struct reader *r, struct follow *f)
{
    struct viewer viewer = viewer_of(f);
    for (;;) {
        struct event_list list = {0};
        if (store_event_list(r, &viewer, f->job[0] ? f->job : NULL, f->after, BATCH, &list, NULL) <
            0)
            return false;
        int i = 0;
        for (; i < list.n && stream_room(req) > ROOM_MIN; i++) {
            send_event(req, &list.v[i]);
            f->after = list.v[i].id;
        }
        bool all = i == list.n, more = list.more;
        event_list_done(&list);
        if (!all || !more)
            return all;
    }
}

/* A job that is over, and whose last event was sent: the stream ends, and curl with it. */
static bool is_over(struct reader *r, const struct follow *f)
{
    struct job_row j = {0};
    int rc = f->job[0] ? store_job_load(r, f->job, &j, NULL) : -1;
    bool over = f->job[0] && (rc < 0 || job_state_ended(j.state));
    job_row_done(&j);
    return over;
}

/* Who was away so long that events are forgotten, or speaks of another database's, is told to look
 * at everything afresh. */
static void check_range(struct request *req, struct reader *r, struct follow *f)
{
    int64_t first = 0, last = 0;
    if (f->after == 0 || store_event_range(r, &first, &last, NULL) < 0)
        return;
    if (f->after >= first - 1 && f->after <= last)
        return;
    f->after = f->after > last ? last : first - 1;
    stream_event(req, NULL, "reset", "{}");
}

static void follow(struct request *req)
{
    struct follow *f = request_state(req);
    char topic[ID_MAX + 8] = "events";
    if (f->ended)
        return;
    if (f->job[0])
        snprintf(topic, sizeof topic, "job:%s", f->job);
    if (!f->begun)
        stream_begin(req, 200, "text/event-stream");
    request_hold(req, topic, -1, follow);
    struct reader *r = reader_borrow(api_of(req)->store, NULL);
    if (!r)
        return;
    if (!f->begun)
        check_range(req, r, f);
    f->begun = true;
    bool over = is_over(r, f); /* looked at first: an event after this is for the next wake */
    bool all = send_events(req, r, f);
    reader_return(r);
    if (all && over) {
        f->ended = true;
        stream_event(req, NULL, "end", "{}");
        stream_end(req);
    }
}

/* ---- the page ---- */

static void reply_page(struct request *req, const struct follow *f)
{
    struct event_list list = {0};
    struct viewer viewer = viewer_of(f);
    struct err err = {0};
    char next[24] = "";
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_event_list(r, &viewer, f->job[0] ? f->job : NULL, f->after,
                              (int)request_query_int(req, "limit", 50), &list, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
    } else {
        struct json *data = json_new_array();
        for (int i = 0; i < list.n; i++)
            json_add_take(data, NULL, event_show(&list.v[i]));
        if (list.n)
            snprintf(next, sizeof next, "%lld", (long long)list.v[list.n - 1].id);
        api_reply_list(req, data, list.more, next);
    }
    event_list_done(&list);
}

/* ---- both ---- */

/* Where to begin: Last-Event-ID, or ?after=; -1 when neither is given. */
static int64_t first_after(const struct request *req)
{
    const char *last = request_header(req, "Last-Event-ID");
    char *end;
    int64_t id = last ? strtoll(last, &end, 10) : -1;
    if (last && *last && !*end && id >= 0)
        return id;
    return request_query_int(req, "after", -1);
}

static void serve(struct request *req, struct follow *f, bool stream)
{
    const struct principal *who = api_who(req);
    snprintf(f->tenant, sizeof f->tenant, "%s", who->tenant);
    snprintf(f->user, sizeof f->user, "%s", who->user);
    f->is_admin = who->role == USER_ADMIN;
    f->subtree = who->role == USER_OWNER;
    f->after = first_after(req);
    struct reader *r =
        stream && !f->job[0] && f->after < 0 ? reader_borrow(api_of(req)->store, NULL) : NULL;
    if (r) { /* the whole machine's stream begins now, not with its first day */
        int64_t first, last = 0;
        store_event_range(r, &first, &last, NULL);
        f->after = last;
        reader_return(r);
    }
    f->after = f->after < 0 ? 0 : f->after;
    request_set_state(req, f, free);
    if (stream)
        follow(req);
    else
        reply_page(req, f);
}

void job_events(struct request *req)
{
    struct job_row j = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = job_param(req, r, STORE_TO_READ, &j);
    reader_return(r);
    struct follow *f = rc == 0 ? api_alloc(req, sizeof *f) : NULL;
    if (f) {
        snprintf(f->job, sizeof f->job, "%s", j.id);
        serve(req, f,
              request_wants(req, "text/event-stream") || request_header(req, "Last-Event-ID"));
    }
    job_row_done(&j);
}

void event_list(struct request *req)
{
    const char *accept = request_header(req, "Accept"), *format = request_query(req, "format");
    bool page = format
                    ? !strcmp(format, "json")
                    : request_query(req, "limit") || (accept && strstr(accept, "application/json"));
    struct follow *f = api_alloc(req, sizeof *f);
    if (f)
        serve(req, f, !page); /* a stream, unless JSON or a page is asked for */
}
