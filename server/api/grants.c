/* grants.c - credits given to a tenant: made and changed by admins, seen by the tenant.
 *
 * What a grant has paid is computed from the books each time it is asked (store/grants.h). */
#include "server/api/handlers.h"

#include <math.h>
#include <string.h>

static const struct field period_fields[] = {
    {.name = "from",
     .type = FIELD_STRING,
     .min = 8,
     .max = 40,
     .help = "first day, UTC; default: today"},
    {.name = "to",
     .type = FIELD_STRING,
     .min = 8,
     .max = 40,
     .nullable = true,
     .help = "last day, UTC; null: no end"},
};
static const struct shape shape_period = {.name = "Period", FIELDS(period_fields)};

#define CREDITS(must)                                                                              \
    {                                                                                              \
        .name = "credits", .type = FIELD_NUMBER, .min = 0, .max = CREDITS_MAX, .required = (must), \
        .help = "a CPU-slot-hour is one"                                                           \
    }
#define PERIOD                                                                                     \
    {                                                                                              \
        .name = "period", .type = FIELD_OBJECT, .help = "the days on which it pays"                \
    }
#define LAPSE                                                                                      \
    {                                                                                              \
        .name = "lapse", .type = FIELD_ENUM, .choices = grant_lapse_names, .fallback = "\"end\"",  \
        .help = "end: what is left is lost after the period; never: it stays usable"               \
    }
#define REASON                                                                                     \
    {                                                                                              \
        .name = "reason", .type = FIELD_STRING, .max = 500, .nullable = true, .help = "why"        \
    }

static const struct field new_fields[] = {
    CREDITS(true),
    PERIOD,
    LAPSE,
    REASON,
    {.name = "program",
     .type = FIELD_STRING,
     .nullable = true,
     .help = "id or name of the programme that bears it"},
};
static const struct field patch_fields[] = {CREDITS(false), PERIOD, LAPSE, REASON};
static const struct field grant_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "grt_…"},
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "its name"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "program", .type = FIELD_STRING, .required = true, .nullable = true},
    {.name = "program_id", .type = FIELD_STRING, .required = true, .nullable = true},
    CREDITS(true),
    {.name = "used", .type = FIELD_NUMBER, .required = true, .help = "credits it has paid"},
    {.name = "left", .type = FIELD_NUMBER, .required = true, .help = "credits"},
    PERIOD,
    LAPSE,
    REASON,
    {.name = "created_by", .type = FIELD_STRING, .required = true, .help = "user id"},
    {.name = "created_at", .type = FIELD_STRING, .required = true},
};
static const struct part grant_parts[] = {{"period", &shape_period, NULL}, {0}};
const struct shape shape_grant_new = {.name = "GrantNew", FIELDS(new_fields), .parts = grant_parts};
const struct shape shape_grant_patch = {
    .name = "GrantPatch", FIELDS(patch_fields), .parts = grant_parts};
const struct shape shape_grant = {.name = "Grant", FIELDS(grant_fields), .parts = grant_parts};

int64_t gpu_rate_micro(const struct api *api)
{
    return llround(config_num(api->config, SET_GPU_CREDIT_RATE) * CREDIT_MICRO);
}

/* ---- showing ---- */

static void add_day(struct json *o, const char *name, int64_t day)
{
    char text[CLOCK_TEXT_MAX];
    if (day == GRANT_NO_END) {
        json_add_null(o, name);
        return;
    }
    clock_print(text, clock_day_start_ms(day));
    text[10] = 0;
    json_add_str(o, name, text);
}

static void add_program(struct json *o, struct reader *r, const char *id)
{
    struct program_row p = {0};
    bool known = id && store_program_get(r, id, &p, NULL) == 0;
    json_add_str(o, "program", known ? p.name : NULL);
    json_add_str(o, "program_id", id);
    program_row_done(&p);
}

static struct json *grant_show(struct reader *r, const struct grant_row *g, const char *tenant)
{
    int64_t left = g->credits_micro - g->used_micro;
    struct json *o = json_new_object();
    json_add_str(o, "id", g->id);
    add_named(o, "tenant", g->tenant, tenant);
    add_program(o, r, g->program);
    json_add_num(o, "credits", (double)g->credits_micro / CREDIT_MICRO);
    json_add_num(o, "used", (double)g->used_micro / CREDIT_MICRO);
    json_add_num(o, "left", left > 0 ? (double)left / CREDIT_MICRO : 0);
    struct json *period = json_add_object(o, "period");
    add_day(period, "from", g->from_day);
    add_day(period, "to", g->to_day);
    json_add_str(o, "lapse", grant_lapse_names[g->lapse]);
    json_add_str(o, "reason", g->reason);
    json_add_str(o, "created_by", g->created_by);
    add_time(o, "created_at", g->created_at);
    return o;
}

struct json *balance_show(const struct balance *b)
{
    struct json *o = json_new_object();
    if (b->metered)
        json_add_num(o, "left", (double)b->left_micro / CREDIT_MICRO);
    else
        json_add_null(o, "left");
    json_add_bool(o, "metered", b->metered);
    json_add_num(o, "used", (double)b->used_micro / CREDIT_MICRO);
    json_add_num(o, "lapsed", (double)b->lapsed_micro / CREDIT_MICRO);
    return o;
}

/* All of a tenant's grants are needed for each one's figures; so the list is one page. */
void grant_list(struct request *req)
{
    struct tenant_row tenant = {0};
    struct grant_list list = {0};
    struct balance balance;
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    struct json *data = json_new_array();
    int rc = api_tenant(req, r, &tenant);
    if (rc == 0) {
        rc = store_grant_balance(r, tenant.id, gpu_rate_micro(api_of(req)),
                                 clock_day(clock_wall_ms()), &list, &balance, &err);
        if (rc < 0)
            reply_err(req, &err);
    }
    for (int i = 0; i < list.n; i++)
        json_add_take(data, NULL, grant_show(r, &list.v[i], tenant.name));
    reader_return(r);
    if (rc == 0) {
        struct json *o = api_list(data, false, NULL);
        json_add_take(o, "balance", balance_show(&balance));
        reply_json(req, 200, o);
    } else {
        json_free(data);
    }
    grant_list_done(&list);
    tenant_row_done(&tenant);
}

/* ---- changing ---- */

struct wish {
    struct grant_row grant; /* to be made; for a patch only its id */
    struct json *patch;
    int64_t rate; /* gpu_rate_micro */
};

static void wish_done(void *arg)
{
    struct wish *w = arg;
    grant_row_done(&w->grant);
    json_free(w->patch);
    free(w);
}

static void read_day(const struct json *period, const char *name, int64_t *day, int64_t when_null,
                     struct faults *faults)
{
    const struct json *member = json_get(period, name);
    const char *text = json_str(member, NULL);
    char pointer[32];
    int64_t at;
    if (!member)
        return;
    snprintf(pointer, sizeof pointer, "/period/%s", name);
    if (!text)
        *day = when_null;
    else if (clock_parse(text, &at))
        *day = clock_day(at);
    else
        faults_add(faults, pointer, "type", "RFC 3339", "\"%s\" is \"%.40s\"; like 2026-11-24",
                   name, text);
}

/* Puts what a body says over the grant. */
static void apply(struct grant_row *g, const struct json *body, struct faults *faults)
{
    const struct json *credits = json_get(body, "credits"), *period = json_get(body, "period");
    if (credits)
        g->credits_micro = llround(json_num(credits, 0) * CREDIT_MICRO);
    read_day(period, "from", &g->from_day, g->from_day, faults);
    read_day(period, "to", &g->to_day, GRANT_NO_END, faults);
    g->lapse = api_index(grant_lapse_names, json_str(json_get(body, "lapse"), NULL), g->lapse);
    api_patch_str(&g->reason, body, "reason");
    if (!faults->n && g->to_day != GRANT_NO_END && g->to_day < g->from_day)
        faults_add(faults, "/period/to", "range", "a day not before `from`",
                   "the period ends before it begins");
}

/* Fills the answer with the grant as it is now, figures and all. */
static int answer_grant(struct tx *tx, const struct wish *w, struct answer *a, struct err *err)
{
    struct reader *r = tx_reader(tx);
    struct scope everybody = {0};
    struct tenant_row tenant = {0};
    struct grant_row g = {0};
    struct grant_list list = {0};
    struct balance balance;
    int rc = store_grant_get(r, w->grant.id, &g, err);
    if (rc == 0)
        rc = store_tenant_get(r, &everybody, g.tenant, &tenant, err);
    if (rc == 0)
        rc = store_grant_balance(r, g.tenant, w->rate, clock_day(tx_now(tx)), &list, &balance, err);
    for (int i = 0; i < list.n; i++)
        if (!strcmp(list.v[i].id, g.id)) {
            a->body = grant_show(r, &list.v[i], tenant.name);
            a->detail = json_dup(a->body);
            a->version = g.version;
        }
    snprintf(a->target, sizeof a->target, "%s", w->grant.id);
    grant_list_done(&list);
    grant_row_done(&g);
    tenant_row_done(&tenant);
    return rc;
}

static int create_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct wish *w = arg;
    struct program_row p = {0};
    int rc = 0;
    (void)req;
    if (w->grant.program) { /* a name becomes an id */
        rc = store_program_get(tx_reader(tx), w->grant.program, &p, err);
        if (rc == ERR_NOT_FOUND)
            faults_add(&a->faults, "/program", "unknown", NULL, "%s", err->text);
        free(w->grant.program);
        w->grant.program = p.id;
        p.id = NULL;
        program_row_done(&p);
    }
    if (rc == 0)
        rc = store_grant_insert(tx, &w->grant, err);
    if (rc == 0)
        rc = answer_grant(tx, w, a, err);
    if (rc == 0)
        a->status = 201;
    return rc;
}

void grant_create(struct request *req)
{
    struct tenant_row tenant = {0};
    struct faults faults = {0};
    char id[ID_MAX];
    const struct json *body = api_body(req, &shape_grant_new);
    struct reader *r = body ? api_read(req) : NULL;
    if (!r)
        return;
    int rc = api_tenant(req, r, &tenant);
    reader_return(r);
    struct wish *w = rc == 0 ? api_alloc(req, sizeof *w) : NULL;
    if (w) {
        w->rate = gpu_rate_micro(api_of(req));
        w->grant = (struct grant_row){.id = strdup(id_new(id, "grt")),
                                      .tenant = strdup(tenant.id),
                                      .program = api_str_dup(json_get(body, "program")),
                                      .from_day = clock_day(clock_wall_ms()),
                                      .to_day = GRANT_NO_END,
                                      .created_by = strdup(api_who(req)->user)};
        apply(&w->grant, body, &faults);
        if (api_refused(req, &faults))
            wish_done(w);
        else
            api_change(req, &(struct api_change){.action = "grant.create",
                                                 .run = create_run,
                                                 .arg = w,
                                                 .arg_done = wish_done});
    }
    tenant_row_done(&tenant);
}

static int patch_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                     struct err *err)
{
    struct wish *w = arg;
    struct grant_row g = {0};
    int rc = store_grant_get(tx_reader(tx), w->grant.id, &g, err);
    if (rc == 0)
        rc = api_match(req, g.version, err);
    if (rc == 0) {
        apply(&g, w->patch, &a->faults);
        rc = a->faults.n ? err_set(err, ERR_INVALID, "%s", a->faults.v[0].detail)
                         : store_grant_update(tx, &g, err);
    }
    grant_row_done(&g);
    return rc < 0 ? rc : answer_grant(tx, w, a, err);
}

void grant_patch(struct request *req)
{
    const struct json *body = api_body(req, &shape_grant_patch);
    struct wish *w = body ? api_alloc(req, sizeof *w) : NULL;
    if (!w)
        return;
    w->rate = gpu_rate_micro(api_of(req));
    w->grant.id = strdup(request_param(req, "grant"));
    w->patch = json_dup(body);
    api_change(req,
               &(struct api_change){
                   .action = "grant.change", .run = patch_run, .arg = w, .arg_done = wish_done});
}
