/* contract.c - the part of JSON Schema that our contract uses: $ref, type, properties, required,
 * items, enum, anyOf, additionalProperties. */
#include "tests/support/contract.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct json *resolve(const struct json *contract, const struct json *schema)
{
    const char *ref = json_str(json_get(schema, "$ref"), NULL);
    if (!ref)
        return schema;
    const char *name = strrchr(ref, '/') + 1;
    return json_get(json_get(json_get(contract, "components"), "schemas"), name);
}

static bool is_type(const char *type, const struct json *v)
{
    if (!strcmp(type, "integer"))
        return json_is_int(v);
    return !strcmp(type, json_kind_name(json_kind(v)));
}

static bool has_type(const struct json *types, const struct json *v)
{
    if (json_kind(types) == JSON_STRING)
        return is_type(json_str(types, ""), v);
    for (const struct json *t = json_first(types); t; t = json_next(t))
        if (is_type(json_str(t, ""), v))
            return true;
    return !types;
}

static bool in_enum(const struct json *list, const struct json *v)
{
    char *text = json_print(v);
    bool found = !list;
    for (const struct json *e = json_first(list); e && !found; e = json_next(e)) {
        char *one = json_print(e);
        found = !strcmp(one, text);
        free(one);
    }
    free(text);
    return found;
}

static const char *check_object(const struct json *contract, const struct json *schema,
                                const struct json *v, const char *where, char out[512])
{
    char inner[256];
    const struct json *properties = json_get(schema, "properties");
    for (const struct json *n = json_first(json_get(schema, "required")); n; n = json_next(n))
        if (!json_get(v, json_str(n, "")))
            return snprintf(out, 512, "%s lacks \"%s\"", where, json_str(n, "")), out;
    for (const struct json *m = json_first(v); m; m = json_next(m)) {
        const struct json *property = json_get(properties, json_name(m));
        snprintf(inner, sizeof inner, "%s/%s", where, json_name(m));
        if (property && *schema_check(contract, property, m, inner, out))
            return out;
        if (!property && !json_bool(json_get(schema, "additionalProperties"), true))
            return snprintf(out, 512, "%s is not in the contract", inner), out;
    }
    return "";
}

static const char *check_any(const struct json *contract, const struct json *either,
                             const struct json *v, const char *where, char out[512])
{
    for (const struct json *s = json_first(either); s; s = json_next(s))
        if (!*schema_check(contract, s, v, where, out))
            return "";
    return out;
}

const char *schema_check(const struct json *contract, const struct json *schema,
                         const struct json *v, const char *where, char out[512])
{
    schema = resolve(contract, schema);
    if (!schema)
        return snprintf(out, 512, "%s has a schema that is not there", where), out;
    if (json_get(schema, "anyOf"))
        return check_any(contract, json_get(schema, "anyOf"), v, where, out);
    if (!has_type(json_get(schema, "type"), v))
        return snprintf(out, 512, "%s is a %s", where, json_kind_name(json_kind(v))), out;
    if (!in_enum(json_get(schema, "enum"), v))
        return snprintf(out, 512, "%s is not one of the choices", where), out;
    if (json_kind(v) == JSON_OBJECT)
        return check_object(contract, schema, v, where, out);
    const struct json *items = json_get(schema, "items");
    for (const struct json *e = json_kind(v) == JSON_ARRAY && items ? json_first(v) : NULL; e;
         e = json_next(e))
        if (*schema_check(contract, items, e, where, out))
            return out;
    return "";
}

/* "/v1/jobs/{job}" against "/v1/jobs/job_1?x=y". */
static bool matches(const char *pattern, const char *path)
{
    while (*pattern) {
        if (*pattern == '{') {
            if (!*path || *path == '/' || *path == '?')
                return false;
            pattern += strcspn(pattern, "}") + 1;
            path += strcspn(path, "/?");
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return !*path || *path == '?';
}

static const struct json *find_operation(const struct json *contract, const char *method,
                                         const char *path)
{
    char name[16] = {0};
    for (int i = 0; method[i] && i < 15; i++)
        name[i] = (char)tolower((unsigned char)method[i]);
    for (const struct json *p = json_first(json_get(contract, "paths")); p; p = json_next(p))
        if (matches(json_name(p), path) && json_get(p, name))
            return json_get(p, name);
    return NULL;
}

const char *contract_check(const struct json *contract, const char *method, const char *path,
                           int status, const char *type, const struct json *body, char out[512])
{
    char text[16];
    const struct json *operation = find_operation(contract, method, path);
    bool problem = type && !strncmp(type, "application/problem+json", 24);
    snprintf(text, sizeof text, "%d", status);
    if (status >= 400) {
        const struct json *schema =
            json_get(json_get(json_get(contract, "components"), "schemas"), "Problem");
        if (!problem)
            return snprintf(out, 512, "%d without a problem: %s", status, type ? type : ""), out;
        return schema_check(contract, schema, body, "problem", out);
    }
    if (!operation)
        return snprintf(out, 512, "%s %s is not in the contract", method, path), out;
    const struct json *promised = json_get(json_get(operation, "responses"), text);
    if (!promised && status != 304 && status != 206)
        return snprintf(out, 512, "status %d is not in the contract", status), out;
    if (!body || !type || strncmp(type, "application/json", 16))
        return "";
    const struct json *content = json_get(json_get(promised, "content"), "application/json");
    const struct json *schema = json_get(content, "schema");
    return schema ? schema_check(contract, schema, body, "body", out) : "";
}
