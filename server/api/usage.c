/* usage.c - the books of a tenant with all below it: slot-seconds and credits.
 *
 * Integers come from the store (slot-milliseconds); the division into seconds and credits is done
 * here, at the last moment. A day's share is the part of the machine's CPU slot-time of that day
 * (of what has passed of it) as the machine is now. Decayed use is what the scheduler goes by:
 * slots held, the recent counting more, halved every history_half_life_s. */
#include "server/api/handlers.h"

#include "server/sched/usage.h"
#include <string.h>

static const char *const by_names[] = {"day", "user", "job", "tenant", NULL};

const struct field usage_query[USAGE_QUERY] = {
    {.name = "from",
     .type = FIELD_STRING,
     .min = 8,
     .max = 40,
     .help = "first day or time, RFC 3339; 30 days before `to` unless given"},
    {.name = "to", .type = FIELD_STRING, .min = 8, .max = 40, .help = "last day; today"},
    {.name = "by",
     .type = FIELD_ENUM,
     .choices = by_names,
     .fallback = "\"day\"",
     .help = "what the rows are"},
    {.name = "format",
     .type = FIELD_ENUM,
     .choices = (const char *const[]){"json", "csv", NULL},
     .help = "json or csv"},
};

static const struct field row_fields[] = {
    {.name = "day", .type = FIELD_STRING, .help = "by day: UTC"},
    {.name = "id", .type = FIELD_STRING, .nullable = true, .help = "by user, job, tenant"},
    {.name = "name", .type = FIELD_STRING, .nullable = true, .help = "null when it is gone"},
    {.name = "cpu_slot_seconds", .type = FIELD_NUMBER, .required = true},
    {.name = "gpu_slot_seconds", .type = FIELD_NUMBER, .required = true},
    {.name = "credits", .type = FIELD_NUMBER, .required = true},
    {.name = "share",
     .type = FIELD_NUMBER,
     .help = "by day: part of the machine's CPU slot-time of that day"},
};
static const struct shape shape_usage_row = {.name = "UsageRow", FIELDS(row_fields)};

static const struct field decayed_fields[] = {
    {.name = "cpu_slots", .type = FIELD_NUMBER, .required = true},
    {.name = "gpu_slots", .type = FIELD_NUMBER, .required = true},
};
static const struct shape shape_decayed = {.name = "DecayedUse", FIELDS(decayed_fields)};

static const struct field usage_fields[] = {
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "its name"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "from", .type = FIELD_STRING, .required = true, .help = "first day, included"},
    {.name = "to", .type = FIELD_STRING, .required = true, .help = "last day, included"},
    {.name = "by", .type = FIELD_ENUM, .choices = by_names, .required = true},
    {.name = "data", .type = FIELD_ARRAY, .required = true, .help = "a row per day, user …"},
    {.name = "total", .type = FIELD_OBJECT, .required = true, .help = "their sum"},
    {.name = "decayed",
     .type = FIELD_OBJECT,
     .required = true,
     .help = "slots held, the recent counting more: what the scheduler goes by"},
};
static const struct part usage_parts[] = {{"data", &shape_usage_row, NULL},
                                          {"total", &shape_usage_row, NULL},
                                          {"decayed", &shape_decayed, NULL},
                                          {0}};
const struct shape shape_usage = {.name = "Usage", FIELDS(usage_fields), .parts = usage_parts};

struct question {
    int by;
    int64_t from_day, to_day;
};

/* Reads ?from=&to=; false after replying. */
static bool read_days(struct request *req, struct question *q)
{
    struct faults faults = {0};
    const char *from = request_query(req, "from"), *to = request_query(req, "to");
    int64_t at = clock_wall_ms();
    if (to && !clock_parse(to, &at))
        faults_add(&faults, "/query/to", "type", "RFC 3339",
                   "\"to\" is \"%.40s\"; allowed: RFC 3339, "
                   "like 2026-11-24",
                   to);
    q->to_day = clock_day(at);
    q->from_day = q->to_day - 29;
    if (from && !clock_parse(from, &at))
        faults_add(&faults, "/query/from", "type", "RFC 3339",
                   "\"from\" is \"%.40s\"; allowed: RFC 3339, like 2026-11-24", from);
    else if (from)
        q->from_day = clock_day(at);
    if (!faults.n && q->from_day > q->to_day)
        faults_add(&faults, "/query/from", "range", "a day not after `to`",
                   "\"from\" is later than \"to\"");
    return !api_refused(req, &faults);
}

static double credits(const struct api *api, const int64_t slot_ms[2])
{
    double rate = config_num(api->config, SET_GPU_CREDIT_RATE);
    return ((double)slot_ms[STORE_CPU] + rate * (double)slot_ms[STORE_GPU]) / 3.6e6;
}

static void day_text(char out[CLOCK_TEXT_MAX], int64_t day)
{
    clock_print(out, clock_day_start_ms(day));
    out[10] = 0;
}

static void add_sums(struct json *o, const struct api *api, const int64_t slot_ms[2])
{
    json_add_num(o, "cpu_slot_seconds", (double)slot_ms[STORE_CPU] / 1000);
    json_add_num(o, "gpu_slot_seconds", (double)slot_ms[STORE_GPU] / 1000);
    json_add_num(o, "credits", credits(api, slot_ms));
}

/* Part of the machine's slot-time of a day, of today what has passed of it. */
static double share_of_day(const struct api *api, int64_t day, int64_t slot_ms)
{
    int64_t machine[STORE_DEVICES], passed = clock_wall_ms() - clock_day_start_ms(day);
    cluster_slots(api, machine);
    passed = passed < 86400000 ? passed : 86400000;
    double whole = (double)passed * (double)machine[STORE_CPU];
    return whole > 0 ? (double)slot_ms / whole : 0;
}

static void add_usage_row(struct json *data, const struct api *api, int by,
                          const struct usage_row *u)
{
    char day[CLOCK_TEXT_MAX];
    struct json *row = json_add_object(data, NULL);
    day_text(day, u->day);
    if (by == USAGE_BY_DAY) {
        json_add_str(row, "day", day);
        json_add_num(row, "share", share_of_day(api, u->day, u->slot_ms[STORE_CPU]));
    } else {
        json_add_str(row, "id", u->key);
        json_add_str(row, "name", u->name);
    }
    add_sums(row, api, u->slot_ms);
}

struct decayed {
    const char *tenant;
    double slots[SLOT_KINDS];
};

static void read_decayed(struct view *view, void *arg)
{
    struct decayed *d = arg;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        d->slots[k] = view_usage(view, d->tenant, k).value;
}

static void add_decayed(struct json *o, const struct api *api, const char *tenant)
{
    struct decayed d = {.tenant = tenant};
    if (api->run)
        run_with_view(api->run, read_decayed, &d);
    struct json *decayed = json_add_object(o, "decayed");
    json_add_num(decayed, "cpu_slots", d.slots[SLOT_CPU]);
    json_add_num(decayed, "gpu_slots", d.slots[SLOT_GPU]);
}

static struct json *usage_show(const struct api *api, const struct tenant_row *tenant,
                               const struct question *q, const struct usage_list *list)
{
    char day[CLOCK_TEXT_MAX];
    int64_t total[STORE_DEVICES] = {0};
    struct json *o = json_new_object();
    add_named(o, "tenant", tenant->id, tenant->name);
    day_text(day, q->from_day);
    json_add_str(o, "from", day);
    day_text(day, q->to_day);
    json_add_str(o, "to", day);
    json_add_str(o, "by", by_names[q->by]);
    struct json *data = json_add_array(o, "data");
    for (int i = 0; i < list->n; i++) {
        add_usage_row(data, api, q->by, &list->v[i]);
        for (int d = 0; d < STORE_DEVICES; d++)
            total[d] += list->v[i].slot_ms[d];
    }
    add_sums(json_add_object(o, "total"), api, total);
    add_decayed(o, api, tenant->id);
    return o;
}

/* A CSV field, quoted where RFC 4180 asks for it. */
static void put_field(FILE *f, const char *text)
{
    if (!text)
        return;
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, f);
        return;
    }
    putc('"', f);
    for (; *text; text++)
        fprintf(f, *text == '"' ? "\"\"" : "%c", *text);
    putc('"', f);
}

static void reply_csv(struct request *req, const struct question *q, const struct usage_list *list)
{
    char *text = NULL, day[CLOCK_TEXT_MAX], number[3][32];
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    if (!f) {
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
        return;
    }
    fprintf(f, "%s,cpu_slot_seconds,gpu_slot_seconds,credits\r\n",
            q->by == USAGE_BY_DAY ? "day" : "id,name");
    for (int i = 0; i < list->n; i++) {
        const struct usage_row *u = &list->v[i];
        day_text(day, u->day);
        put_field(f, q->by == USAGE_BY_DAY ? day : u->key);
        if (q->by != USAGE_BY_DAY)
            putc(',', f), put_field(f, u->name);
        fprintf(f, ",%s,%s,%s\r\n", num_print(number[0], (double)u->slot_ms[STORE_CPU] / 1000),
                num_print(number[1], (double)u->slot_ms[STORE_GPU] / 1000),
                num_print(number[2], credits(api_of(req), u->slot_ms)));
    }
    if (fclose(f) == 0)
        reply_text(req, 200, "text/csv; charset=utf-8", text);
    else
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
    free(text);
}

void usage_get(struct request *req)
{
    struct question q = {.by = api_index(by_names, request_query(req, "by"), USAGE_BY_DAY)};
    struct tenant_row tenant = {0};
    struct usage_list list = {0};
    struct err err = {0};
    struct reader *r = read_days(req, &q) ? api_read(req) : NULL;
    if (!r)
        return;
    int rc = api_tenant(req, r, &tenant);
    if (rc == 0) {
        struct scope scope = {tenant.id, true};
        if ((rc = store_usage_read(r, &scope, q.by, q.from_day, q.to_day, &list, &err)) < 0)
            reply_err(req, &err);
    }
    reader_return(r);
    if (rc == 0 && request_wants(req, "text/csv"))
        reply_csv(req, &q, &list);
    else if (rc == 0)
        reply_json(req, 200, usage_show(api_of(req), &tenant, &q, &list));
    usage_list_done(&list);
    tenant_row_done(&tenant);
}
