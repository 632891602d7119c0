/* routes.c - the API on one screen: method, path, role, function; what it takes; what it answers.
 *
 * To add an endpoint: a row here, its function in the resource's file, its name in handlers.h.
 * The contract (/openapi.json), the checks of query and body, and 405 with Allow follow. */
#include "server/api/handlers.h"

#define OPEN ROLE_OPEN
#define VIEWER USER_VIEWER
#define MEMBER USER_MEMBER
#define OWNER USER_OWNER
#define ADMIN USER_ADMIN

/* clang-format off */
/* DOC(summary, .body = &shape, .reply = &shape, .status = 201, …) */
#define DOC(text, ...) .doc = &(const struct doc){.summary = (text), __VA_ARGS__}
#define QUERY(table) .query = (table), .n_query = COUNT(table)
#define BODY .body = BODY_JSON

static const struct field page_query[] = {QUERY_PAGE};
static const struct field text_query[] = {QUERY_TEXT};
#define PAGE QUERY(page_query)

static const struct route routes[] = {
    /* ---- the daemon ---- */
    {"GET", "/healthz", OPEN, healthz_get, DOC("Alive.", .reply = &shape_status)},
    {"GET", "/readyz", OPEN, readyz_get, DOC("Ready to serve.", .reply = &shape_status)},
    {"GET", "/metrics", OPEN, prometheus_get,
     DOC("Figures for Prometheus; tenants by name only for an admin.", .type = "text/plain")},
    {"GET", "/openapi.json", OPEN, openapi_get, DOC("This contract.")},
    {"GET", "/v1/version", VIEWER, version_get,
     DOC("Versions of what runs here.", .reply = &shape_version)},
    {"GET", "/v1/catalog", VIEWER, catalog_get,
     DOC("Layers, losses, optimisers, schedules, augmentations, formats, with every option.")},
    {"GET", "/v1/me", VIEWER, me_get,
     DOC("Who I am, what I may, what is left.", .reply = &shape_me)},

    /* ---- tenants, users, tokens ---- */
    {"GET", "/v1/tenants", VIEWER, tenant_list, PAGE,
     DOC("Tenants, newest first.", .reply = &shape_tenant, .list = true)},
    {"POST", "/v1/tenants", OWNER, tenant_create, BODY,
     DOC("Add a tenant.", .body = &shape_tenant_new, .reply = &shape_tenant, .status = 201)},
    {"GET", "/v1/tenants/{tenant}", VIEWER, tenant_get,
     DOC("A tenant.", .reply = &shape_tenant)},
    {"PATCH", "/v1/tenants/{tenant}", OWNER, tenant_patch, BODY,
     DOC("Change a tenant.", .body = &shape_tenant_patch, .reply = &shape_tenant)},
    {"DELETE", "/v1/tenants/{tenant}", OWNER, tenant_delete,
     DOC("Delete a tenant that holds nothing.", .status = 204)},
    {"GET", "/v1/tenants/{tenant}/quota", VIEWER, quota_get,
     DOC("A tenant's quota.", .reply = &shape_quota)},
    {"PUT", "/v1/tenants/{tenant}/quota", OWNER, quota_put, BODY,
     DOC("Set a tenant's quota.", .body = &shape_quota, .reply = &shape_quota)},
    {"GET", "/v1/tenants/{tenant}/usage", VIEWER, usage_get, .query = usage_query,
     .n_query = USAGE_QUERY,
     DOC("What a tenant used, by day, user or job.", .reply = &shape_usage, .type = "text/csv")},
    {"GET", "/v1/tenants/{tenant}/users", VIEWER, user_list, PAGE,
     DOC("A tenant's users, newest first.", .reply = &shape_user, .list = true)},
    {"POST", "/v1/tenants/{tenant}/users", OWNER, user_create, BODY,
     DOC("Add a user.", .body = &shape_user_new, .reply = &shape_user, .status = 201)},
    {"GET", "/v1/users/{user}", VIEWER, user_get, DOC("A user.", .reply = &shape_user)},
    {"GET", "/v1/users/{user}/tokens", VIEWER, token_list, PAGE,
     DOC("A user's tokens, without their secrets.", .reply = &shape_token, .list = true)},
    {"POST", "/v1/users/{user}/tokens", VIEWER, token_create, BODY,
     DOC("Make a token; its secret is shown this once.", .body = &shape_token_new,
         .reply = &shape_token, .status = 201)},
    {"DELETE", "/v1/tokens/{token}", VIEWER, token_delete, DOC("Revoke a token.", .status = 204)},

    /* ---- the machine and its book-keeping ---- */
    {"GET", "/v1/cluster", VIEWER, cluster_get, QUERY(text_query),
     DOC("Slots and who holds them.", .reply = &shape_cluster, .type = "text/plain")},
    {"PATCH", "/v1/cluster", ADMIN, cluster_patch, BODY,
     DOC("Drain, or change the number of slots.", .body = &shape_cluster_patch,
         .reply = &shape_cluster_slots)},
    {"GET", "/v1/decisions", ADMIN, decision_list, PAGE,
     DOC("What the scheduler did, newest first.", .reply = &shape_decision, .list = true)},
    {"GET", "/v1/decisions/{decision}", ADMIN, decision_get,
     DOC("A decision with what it was made on.", .reply = &shape_decision)},
    {"GET", "/v1/audit", OWNER, audit_list, PAGE,
     DOC("Who did what, newest first.", .reply = &shape_audit, .list = true)},

    /* ---- datasets ---- */

    /* ---- jobs ---- */

    /* ---- models ---- */
};
/* clang-format on */

const struct route *api_routes(int *n)
{
    *n = COUNT(routes);
    return routes;
}
