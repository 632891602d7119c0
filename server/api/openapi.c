/* openapi.c - the contract (OpenAPI 3.1), written from the tables that route and check.
 *
 * A route gives path, method, role, parameters; its doc gives the shapes; a shape's fields are its
 * schema. Bodies are closed (an unknown field is an error), answers are open (more may come). */
#include "server/api/handlers.h"

#include "server/base/version.h"
#include "server/spec/spec.h"
#include <string.h>
#include <strings.h>

/* ---- the shape of a failure (RFC 9457) ---- */

static const struct field fault_fields[] = {
    {.name = "pointer", .type = FIELD_STRING, .required = true, .help = "JSON pointer (RFC 6901)"},
    {.name = "code", .type = FIELD_STRING, .required = true, .help = "type, range, unknown …"},
    {.name = "detail", .type = FIELD_STRING, .required = true, .help = "a sentence"},
    {.name = "allowed", .type = FIELD_STRING, .help = "what would be right"},
};
const struct shape shape_fault = {.name = "Fault", FIELDS(fault_fields)};

static const struct field problem_fields[] = {
    {.name = "type", .type = FIELD_STRING, .required = true},
    {.name = "title", .type = FIELD_STRING, .required = true},
    {.name = "status", .type = FIELD_INT, .required = true},
    {.name = "detail", .type = FIELD_STRING, .required = true, .help = "a sentence"},
    {.name = "code", .type = FIELD_STRING, .required = true, .help = "a word for programs"},
    {.name = "request_id", .type = FIELD_STRING, .required = true, .help = "X-Request-Id"},
    {.name = "errors", .type = FIELD_ARRAY, .help = "every fault of a bad body"},
};
static const struct part problem_parts[] = {{"errors", &shape_fault, NULL}, {0}};
static const struct shape shape_problem = {
    .name = "Problem", FIELDS(problem_fields), .parts = problem_parts};

/* ---- fields → schema ---- */

static void add_ref(struct json *o, const char *name)
{
    char ref[128];
    snprintf(ref, sizeof ref, "#/components/schemas/%s", name);
    json_add_str(o, "$ref", ref);
}

static const struct part *find_part(const struct shape *shape, const char *field)
{
    for (const struct part *p = shape ? shape->parts : NULL; p && p->field; p++)
        if (!strcmp(p->field, field))
            return p;
    return NULL;
}

static void add_type(struct json *o, const struct field *f)
{
    static const char *const names[] = {
        [FIELD_STRING] = "string", [FIELD_INT] = "integer", [FIELD_NUMBER] = "number",
        [FIELD_BOOL] = "boolean",  [FIELD_ARRAY] = "array", [FIELD_OBJECT] = "object",
        [FIELD_ENUM] = "string",   [FIELD_ANY] = NULL,
    };
    if (f->type == FIELD_ANY)
        return;
    if (!f->nullable) {
        json_add_str(o, "type", names[f->type]);
        return;
    }
    struct json *both = json_add_array(o, "type");
    json_add_str(both, NULL, names[f->type]);
    json_add_str(both, NULL, "null");
}

static void add_limits(struct json *o, const struct field *f)
{
    static const char *const low[] = {[FIELD_STRING] = "minLength",
                                      [FIELD_ARRAY] = "minItems",
                                      [FIELD_INT] = "minimum",
                                      [FIELD_NUMBER] = "minimum",
                                      [FIELD_ANY] = NULL};
    static const char *const high[] = {[FIELD_STRING] = "maxLength",
                                       [FIELD_ARRAY] = "maxItems",
                                       [FIELD_INT] = "maximum",
                                       [FIELD_NUMBER] = "maximum",
                                       [FIELD_ANY] = NULL};
    if ((f->min == 0 && f->max == 0) || !low[f->type])
        return;
    json_add_num(o, f->min_open ? "exclusiveMinimum" : low[f->type], f->min);
    json_add_num(o, high[f->type], f->max);
}

static void add_choices(struct json *o, const struct field *f)
{
    struct json *list = json_add_array(o, "enum");
    for (int i = 0; f->choices[i]; i++)
        json_add_str(list, NULL, f->choices[i]);
    if (f->nullable)
        json_add_null(list, NULL);
}

/* The object that a field holds: its shape, or null where that is allowed. */
static void add_object_ref(struct json *o, const struct field *f, const struct part *part)
{
    if (!f->nullable) {
        add_ref(o, part->shape->name);
        return;
    }
    struct json *either = json_add_array(o, "anyOf");
    add_ref(json_add_object(either, NULL), part->shape->name);
    json_add_str(json_add_object(either, NULL), "type", "null");
}

static struct json *field_schema(const struct field *f, const struct part *part)
{
    struct json *o = json_new_object();
    if (f->type == FIELD_OBJECT && part && part->shape) {
        add_object_ref(o, f, part);
    } else {
        add_type(o, f);
        add_limits(o, f);
    }
    if (f->type == FIELD_ENUM)
        add_choices(o, f);
    if (f->type == FIELD_ARRAY && part) {
        struct json *items = json_add_object(o, "items");
        if (part->shape)
            add_ref(items, part->shape->name);
        else
            json_add_str(items, "type", part->type);
    }
    if (f->fallback)
        json_add_raw(o, "default", f->fallback);
    if (f->help)
        json_add_str(o, "description", f->help);
    return o;
}

/* Adds the schema of a shape and of all it refers to. A shape without fields is only a name. */
static void add_shape(struct json *schemas, const struct shape *shape, bool closed)
{
    if (!shape || !shape->fields || json_get(schemas, shape->name))
        return;
    struct json *o = json_add_object(schemas, shape->name);
    json_add_str(o, "type", "object");
    struct json *properties = json_add_object(o, "properties");
    struct json *required = json_new_array();
    for (int i = 0; i < shape->n_fields; i++) {
        const struct field *f = &shape->fields[i];
        json_add_take(properties, f->name, field_schema(f, find_part(shape, f->name)));
        if (f->required)
            json_add_str(required, NULL, f->name);
    }
    if (json_count(required))
        json_add_take(o, "required", required);
    else
        json_free(required);
    if (closed)
        json_add_bool(o, "additionalProperties", false);
    for (const struct part *p = shape->parts; p && p->field; p++)
        add_shape(schemas, p->shape, closed);
}

/* ---- routes → paths ---- */

static void add_path_params(struct json *list, const char *pattern)
{
    for (const char *p = pattern; (p = strchr(p, '{')); p++) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p + 1, "}"), p + 1);
        struct json *o = json_add_object(list, NULL);
        json_add_str(o, "name", name);
        json_add_str(o, "in", "path");
        json_add_bool(o, "required", true);
        json_add_str(json_add_object(o, "schema"), "type", "string");
    }
}

static void add_query_params(struct json *list, const struct route *route)
{
    for (int i = 0; i < route->n_query; i++) {
        const struct field *f = &route->query[i];
        struct json *o = json_add_object(list, NULL);
        json_add_str(o, "name", f->name);
        json_add_str(o, "in", "query");
        json_add_bool(o, "required", f->required);
        json_add_take(o, "schema", field_schema(f, NULL));
    }
}

static void add_header_param(struct json *list, const char *name, const char *help)
{
    struct json *o = json_add_object(list, NULL);
    json_add_str(o, "name", name);
    json_add_str(o, "in", "header");
    json_add_bool(o, "required", false);
    json_add_str(o, "description", help);
    json_add_str(json_add_object(o, "schema"), "type", "string");
}

static void add_body(struct json *o, const struct route *route, const struct doc *doc)
{
    if (route->body == BODY_NONE)
        return;
    struct json *body = json_add_object(o, "requestBody");
    json_add_bool(body, "required", route->body != BODY_JSON_OPTIONAL);
    struct json *content = json_add_object(body, "content");
    struct json *type = json_add_object(
        content, route->body == BODY_STREAM ? "application/octet-stream" : "application/json");
    struct json *schema = json_add_object(type, "schema");
    if (route->body != BODY_STREAM && doc && doc->body)
        add_ref(schema, doc->body->name);
}

static void add_page_schema(struct json *schema, const char *name)
{
    json_add_str(schema, "type", "object");
    struct json *properties = json_add_object(schema, "properties");
    struct json *data = json_add_object(properties, "data");
    json_add_str(data, "type", "array");
    add_ref(json_add_object(data, "items"), name);
    json_add_str(json_add_object(properties, "has_more"), "type", "boolean");
    json_add_raw(json_add_object(properties, "next"), "type", "[\"string\",\"null\"]");
    json_add_raw(schema, "required", "[\"data\",\"has_more\",\"next\"]");
}

static void add_success(struct json *responses, const struct doc *doc)
{
    char status[8];
    snprintf(status, sizeof status, "%d", doc && doc->status ? doc->status : 200);
    struct json *o = json_add_object(responses, status);
    json_add_str(o, "description", doc && doc->status == 201 ? "Created." : "Done.");
    if (!doc || doc->status == 204)
        return;
    struct json *content = json_add_object(o, "content");
    if (doc->reply || !doc->type) {
        struct json *schema =
            json_add_object(json_add_object(content, "application/json"), "schema");
        if (doc->list)
            add_page_schema(schema, doc->reply->name);
        else if (doc->reply)
            add_ref(schema, doc->reply->name);
    }
    if (doc->type)
        json_add_object(content, doc->type);
}

static void add_quote(struct json *responses, const struct doc *doc)
{
    if (!doc || !doc->quote)
        return;
    struct json *o = json_add_object(responses, "200");
    json_add_str(o, "description", "With dry_run=true: what it would be.");
    struct json *type = json_add_object(json_add_object(o, "content"), "application/json");
    add_ref(json_add_object(type, "schema"), doc->quote->name);
}

static void add_failure(struct json *responses)
{
    struct json *o = json_add_object(responses, "default");
    json_add_str(o, "description", "A problem (RFC 9457).");
    struct json *type = json_add_object(json_add_object(o, "content"), "application/problem+json");
    add_ref(json_add_object(type, "schema"), shape_problem.name);
}

/* "GET", "/v1/jobs/{job}/events" → "get_jobs_job_events". */
static void operation_id(char *out, size_t size, const struct route *route)
{
    const char *p = strncmp(route->pattern, "/v1/", 4) ? route->pattern : route->pattern + 3;
    size_t n = (size_t)snprintf(out, size, "%s", route->method);
    for (size_t i = 0; i < n; i++)
        out[i] = (char)(out[i] | 0x20);
    for (; *p && n + 1 < size; p++)
        if (*p != '{' && *p != '}')
            out[n++] = *p == '/' || *p == '.' ? '_' : *p;
    out[n] = 0;
}

static void add_operation(struct json *path, const struct route *route)
{
    const struct doc *doc = route->doc;
    char id[128], method[16];
    snprintf(method, sizeof method, "%s", route->method);
    for (char *p = method; *p; p++)
        *p = (char)(*p | 0x20);
    struct json *o = json_add_object(path, method);
    operation_id(id, sizeof id, route);
    json_add_str(o, "operationId", id);
    json_add_str(o, "summary", doc ? doc->summary : "");
    json_add_str(o, "x-role", route->role < 0 ? "none" : user_role_names[route->role]);
    struct json *parameters = json_add_array(o, "parameters");
    add_path_params(parameters, route->pattern);
    add_query_params(parameters, route);
    if (!strcmp(route->method, "POST"))
        add_header_param(parameters, "Idempotency-Key", "same key and body: same answer");
    if (!strcmp(route->method, "PATCH") || !strcmp(route->method, "PUT"))
        add_header_param(parameters, "If-Match", "the ETag that may be changed; 412 if stale");
    add_body(o, route, doc);
    struct json *responses = json_add_object(o, "responses");
    add_quote(responses, doc);
    add_success(responses, doc);
    add_failure(responses);
    if (route->role < 0)
        json_add_array(o, "security");
}

/* A set member of an object that may be there already. */
static struct json *path_of(struct json *paths, const char *pattern)
{
    const struct json *there = json_get(paths, pattern);
    return there ? (struct json *)(uintptr_t)there : json_add_object(paths, pattern);
}

struct json *openapi_json(void)
{
    int n;
    const struct route *routes = api_routes(&n);
    struct json *o = json_new_object();
    json_add_str(o, "openapi", "3.1.0");
    struct json *info = json_add_object(o, "info");
    json_add_str(info, "title", "Allot");
    json_add_str(info, "version", ALLOT_VERSION);
    json_add_str(info, "description", "Fair-share training as a service.");
    struct json *paths = json_add_object(o, "paths");
    for (int i = 0; i < n; i++)
        add_operation(path_of(paths, routes[i].pattern), &routes[i]);
    struct json *components = json_add_object(o, "components");
    struct json *schemas = json_add_object(components, "schemas");
    for (int i = 0; i < n; i++) {
        const struct doc *doc = routes[i].doc;
        add_shape(schemas, doc ? doc->reply : NULL, false);
        add_shape(schemas, doc ? doc->body : NULL, true);
        add_shape(schemas, doc ? doc->quote : NULL, false);
    }
    add_shape(schemas, &shape_problem, false);
    spec_add_schemas(schemas);
    struct json *bearer = json_add_object(json_add_object(components, "securitySchemes"), "bearer");
    json_add_str(bearer, "type", "http");
    json_add_str(bearer, "scheme", "bearer");
    json_add_raw(o, "security", "[{\"bearer\":[]}]");
    return o;
}

void openapi_get(struct request *req)
{
    reply_json(req, 200, openapi_json());
}
