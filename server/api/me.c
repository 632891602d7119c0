/* me.c - who am I, what may I do, what is left. */
#include "server/api/handlers.h"

#include <string.h>

static const struct field me_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "of the user"},
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "of the user"},
    {.name = "role",
     .type = FIELD_ENUM,
     .choices = user_role_names,
     .required = true,
     .help = "viewer reads; member also submits; owner also manages; admin is the operator"},
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "its name"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "token", .type = FIELD_OBJECT, .required = true, .help = "the token in use"},
    {.name = "quota",
     .type = FIELD_OBJECT,
     .required = true,
     .help = "the tightest of each limit, over the tenant and all above it; null is none"},
    {.name = "credits",
     .type = FIELD_OBJECT,
     .required = true,
     .help = "of the tenant's own grants; left is null when it is not metered"},
    {.name = "use", .type = FIELD_OBJECT, .required = true, .help = "what the tenant holds now"},
};
const struct shape shape_me = {.name = "Me", FIELDS(me_fields)};

static void add_who(struct json *o, const struct principal *who)
{
    json_add_str(o, "id", who->user);
    json_add_str(o, "name", who->user_name);
    json_add_str(o, "role", user_role_names[who->role]);
    add_named(o, "tenant", who->tenant, who->tenant_name);
    struct json *token = json_add_object(o, "token");
    json_add_str(token, "id", who->token);
    json_add_raw(token, "scopes", who->scopes[0] ? who->scopes : "[]");
    add_time(token, "expires_at", who->expires_at);
}

void me_get(struct request *req)
{
    const struct principal *who = api_who(req);
    struct quota_row quota = {0};
    struct quota_use use = {0};
    struct grant_list grants = {0};
    struct balance balance = {0};
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_quota_effective(r, who->tenant, &quota, &err);
    if (rc == 0)
        rc = store_quota_use(r, who->tenant, &use, &err);
    if (rc == 0)
        rc = store_grant_balance(r, who->tenant, gpu_rate_micro(api_of(req)),
                                 clock_day(clock_wall_ms()), &grants, &balance, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
    } else {
        struct json *o = json_new_object();
        add_who(o, who);
        json_add_take(o, "quota", quota_show(&quota));
        json_add_take(o, "credits", balance_show(&balance));
        json_add_take(o, "use", quota_use_show(&use));
        reply_json(req, 200, o);
    }
    grant_list_done(&grants);
    quota_row_done(&quota);
}
