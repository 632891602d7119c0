/* programs.c - funding programmes: who pays for grants, how much of them, and for whom. */
#include "server/api/handlers.h"

#include <math.h>
#include <string.h>

static const struct field new_fields[] = {
    {.name = "name",
     .type = FIELD_STRING,
     .min = 1,
     .max = 100,
     .required = true,
     .help = "unique"},
    {.name = "budget",
     .type = FIELD_NUMBER,
     .min = 0,
     .max = CREDITS_MAX,
     .required = true,
     .help = "credits that it may bear in all"},
    {.name = "subsidy_rate",
     .type = FIELD_NUMBER,
     .min = 0,
     .max = 1,
     .fallback = "1",
     .help = "part of each grant that it bears; the rest is the tenant's own"},
    {.name = "categories",
     .type = FIELD_ARRAY,
     .min = 0,
     .max = 5,
     .fallback = "[]",
     .help = "categories of tenants it is for; [] is all"},
};
static const struct field program_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "prg_…"},
    {.name = "name", .type = FIELD_STRING, .required = true},
    {.name = "budget", .type = FIELD_NUMBER, .required = true, .help = "credits"},
    {.name = "granted", .type = FIELD_NUMBER, .required = true, .help = "of the budget so far"},
    {.name = "subsidy_rate", .type = FIELD_NUMBER, .required = true},
    {.name = "categories", .type = FIELD_ARRAY, .required = true},
    {.name = "created_at", .type = FIELD_STRING, .required = true},
};
static const struct part program_parts[] = {{"categories", NULL, "string"}, {0}};
const struct shape shape_program_new = {
    .name = "ProgramNew", FIELDS(new_fields), .parts = program_parts};
const struct shape shape_program = {
    .name = "Program", FIELDS(program_fields), .parts = program_parts};

static struct json *program_show(const struct program_row *p)
{
    struct json *o = json_new_object();
    json_add_str(o, "id", p->id);
    json_add_str(o, "name", p->name);
    json_add_num(o, "budget", (double)p->budget_micro / CREDIT_MICRO);
    json_add_num(o, "granted", (double)p->granted_micro / CREDIT_MICRO);
    json_add_num(o, "subsidy_rate", (double)p->subsidy_ppm / 1e6);
    json_add_raw(o, "categories", p->categories);
    add_time(o, "created_at", p->created_at);
    return o;
}

void program_list(struct request *req)
{
    struct program_list list = {0};
    struct page page = api_page(req);
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_program_list(r, &page, &list, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
    } else {
        struct json *data = json_new_array();
        for (int i = 0; i < list.n; i++)
            json_add_take(data, NULL, program_show(&list.v[i]));
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
    }
    program_list_done(&list);
}

static void wish_done(void *arg)
{
    program_row_done(arg);
    free(arg);
}

static int create_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                      struct err *err)
{
    struct program_row *p = arg, now = {0};
    (void)req;
    int rc = store_program_insert(tx, p, err);
    if (rc == 0)
        rc = store_program_get(tx_reader(tx), p->id, &now, err);
    if (rc == 0) {
        a->status = 201;
        a->version = now.version;
        a->body = program_show(&now);
        a->detail = program_show(&now);
        snprintf(a->target, sizeof a->target, "%s", now.id);
    }
    program_row_done(&now);
    return rc;
}

static void check_categories(const struct json *list, struct faults *faults)
{
    char pointer[32];
    int i = 0, n = 0;
    while (tenant_category_names[n])
        n++;
    for (const struct json *e = json_first(list); e; e = json_next(e), i++) {
        const char *word = json_str(e, ""), *near = nearest_name(word, tenant_category_names, n);
        if (api_index(tenant_category_names, word, -1) >= 0)
            continue;
        snprintf(pointer, sizeof pointer, "/categories/%d", i);
        faults_add(faults, pointer, "choice", "university, sme, individual, enterprise, public",
                   "\"%.40s\" is no category%s%s%s", word, near ? "; did you mean \"" : "",
                   near ? near : "", near ? "\"?" : "");
    }
}

void program_create(struct request *req)
{
    struct faults faults = {0};
    char id[ID_MAX];
    const struct json *body = api_body(req, &shape_program_new);
    if (!body)
        return;
    const struct json *categories = json_get(body, "categories");
    api_check_name(json_str(json_get(body, "name"), ""), "/name", &faults);
    check_categories(categories, &faults);
    struct program_row *p = api_refused(req, &faults) ? NULL : api_alloc(req, sizeof *p);
    if (!p)
        return;
    p->id = strdup(id_new(id, "prg"));
    p->name = api_str_dup(json_get(body, "name"));
    p->budget_micro = llround(json_num(json_get(body, "budget"), 0) * CREDIT_MICRO);
    p->subsidy_ppm = llround(json_num(json_get(body, "subsidy_rate"), 1) * 1e6);
    p->categories = categories ? json_print(categories) : strdup("[]");
    api_change(req,
               &(struct api_change){
                   .action = "program.create", .run = create_run, .arg = p, .arg_done = wish_done});
}
