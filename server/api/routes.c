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

static const struct route routes[] = {
    /* ---- the daemon ---- */
    {"GET", "/healthz", OPEN, healthz_get, DOC("Alive.", .reply = &shape_status)},
    {"GET", "/readyz", OPEN, readyz_get, DOC("Ready to serve.", .reply = &shape_status)},
    {"GET", "/v1/version", VIEWER, version_get,
     DOC("Versions of what runs here.", .reply = &shape_version)},
    {"GET", "/v1/me", VIEWER, me_get,
     DOC("Who I am, what I may, what is left.", .reply = &shape_me)},

    /* ---- tenants ---- */
    {"GET", "/v1/tenants/{tenant}/quota", VIEWER, quota_get,
     DOC("A tenant's quota.", .reply = &shape_quota)},
    {"PUT", "/v1/tenants/{tenant}/quota", OWNER, quota_put, BODY,
     DOC("Set a tenant's quota.", .body = &shape_quota, .reply = &shape_quota)},

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
