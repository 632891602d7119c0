/* audit.c - who did what. */
#include "server/api/handlers.h"

static const struct field audit_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "aud_…"},
    {.name = "at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
    {.name = "user", .type = FIELD_STRING, .nullable = true, .help = "name, as it was then"},
    {.name = "user_id", .type = FIELD_STRING, .nullable = true, .help = "null: the daemon itself"},
    {.name = "tenant_id", .type = FIELD_STRING, .nullable = true, .help = "of the user"},
    {.name = "token_id", .type = FIELD_STRING, .nullable = true, .help = "the token used"},
    {.name = "action", .type = FIELD_STRING, .required = true, .help = "quota.set, job.cancel …"},
    {.name = "target", .type = FIELD_STRING, .nullable = true, .help = "id of the thing"},
    {.name = "request_id", .type = FIELD_STRING, .nullable = true, .help = "X-Request-Id"},
    {.name = "detail", .type = FIELD_OBJECT, .nullable = true, .help = "what changed"},
};
const struct shape shape_audit = {.name = "AuditEntry", FIELDS(audit_fields)};

static struct json *audit_show(const struct audit_row *a)
{
    struct json *o = json_new_object();
    json_add_str(o, "id", a->id);
    add_time(o, "at", a->at);
    json_add_str(o, "user", a->user_name);
    json_add_str(o, "user_id", a->user);
    json_add_str(o, "tenant_id", a->tenant);
    json_add_str(o, "token_id", a->token);
    json_add_str(o, "action", a->action);
    json_add_str(o, "target", a->target);
    json_add_str(o, "request_id", a->request_id);
    add_text(o, "detail", a->detail);
    return o;
}

void audit_list(struct request *req)
{
    struct audit_list list = {0};
    struct scope scope = api_scope(req);
    struct page page = api_page(req);
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_audit_list(r, &scope, &page, &list, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
    } else {
        struct json *data = json_new_array();
        for (int i = 0; i < list.n; i++)
            json_add_take(data, NULL, audit_show(&list.v[i]));
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
    }
    audit_list_done(&list);
}
