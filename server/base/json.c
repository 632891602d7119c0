/* json.c - cJSON behind a strict gate: reading and building trees.
 *
 * json_gate.c decides what is a document, duplicate names are looked for in the tree. Numbers are
 * built as raw text, since cJSON prints 1234567890123460 as 1.23456789012346e+15; json_print.c
 * prints. Nothing outside these files includes cJSON.h. */
#include "server/base/json_room.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A struct json is a cJSON node under another name; these two are the only places that know. */
static cJSON *node(const struct json *j)
{
    return (cJSON *)(uintptr_t)j;
}

static struct json *wrap(cJSON *n)
{
    return (struct json *)n;
}

/* ---- duplicate keys ---- */

static int name_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int check_duplicates(const cJSON *n, struct err *err)
{
    int count = cJSON_IsObject(n) ? cJSON_GetArraySize(n) : 0, i = 0, rc = 0;
    const char **names = count > 1 ? malloc((size_t)count * sizeof *names) : NULL;
    if (count > 1 && !names)
        return err_set(err, ERR_NO_MEMORY, "out of memory");
    for (const cJSON *c = n->child; c; c = c->next) {
        if (names)
            names[i++] = c->string;
        if (!rc && c->child)
            rc = check_duplicates(c, err);
    }
    if (names) {
        qsort(names, (size_t)count, sizeof *names, name_order);
        for (i = 1; i < count && !rc; i++)
            if (!strcmp(names[i - 1], names[i]))
                rc = err_set(err, ERR_INVALID, "invalid JSON: the name \"%s\" stands twice",
                             names[i]);
    }
    free(names);
    return rc;
}

struct json *json_parse(const char *text, size_t n, struct err *err)
{
    if (json_gate(text, n, err))
        return NULL;
    cJSON *root = cJSON_ParseWithLength(text, n);
    if (!root) {
        err_set(err, ERR_INVALID, "invalid JSON");
        return NULL;
    }
    if (check_duplicates(root, err)) {
        cJSON_Delete(root);
        return NULL;
    }
    return wrap(root);
}

void json_free(struct json *j)
{
    cJSON_Delete(node(j));
}

struct json *json_dup(const struct json *j)
{
    return wrap(cJSON_Duplicate(node(j), 1));
}

/* ---- reading ---- */

/* A number that the builder made is stored as raw text. */
static bool is_number(const cJSON *n)
{
    return cJSON_IsNumber(n) ||
           (cJSON_IsRaw(n) && n->valuestring && strchr("-0123456789", n->valuestring[0]));
}

static double number(const cJSON *n)
{
    return cJSON_IsNumber(n) ? n->valuedouble : strtod(n->valuestring, NULL);
}

enum json_kind json_kind(const struct json *j)
{
    const cJSON *n = node(j);
    if (!n || cJSON_IsNull(n))
        return JSON_NULL;
    if (cJSON_IsBool(n))
        return JSON_BOOL;
    if (is_number(n))
        return JSON_NUMBER;
    if (cJSON_IsString(n))
        return JSON_STRING;
    return cJSON_IsArray(n) ? JSON_ARRAY : cJSON_IsObject(n) ? JSON_OBJECT : JSON_NULL;
}

const char *json_kind_name(enum json_kind kind)
{
    static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};
    return names[kind];
}

const struct json *json_get(const struct json *object, const char *name)
{
    return object ? wrap(cJSON_GetObjectItemCaseSensitive(node(object), name)) : NULL;
}

int json_count(const struct json *j)
{
    return j ? cJSON_GetArraySize(node(j)) : 0;
}

const struct json *json_first(const struct json *j)
{
    return j ? wrap(node(j)->child) : NULL;
}

const struct json *json_next(const struct json *j)
{
    return j ? wrap(node(j)->next) : NULL;
}

const char *json_name(const struct json *member)
{
    return node(member)->string;
}

const char *json_str(const struct json *j, const char *fallback)
{
    return j && cJSON_IsString(node(j)) ? node(j)->valuestring : fallback;
}

double json_num(const struct json *j, double fallback)
{
    return j && is_number(node(j)) ? number(node(j)) : fallback;
}

int64_t json_int(const struct json *j, int64_t fallback)
{
    return json_is_int(j) ? (int64_t)number(node(j)) : fallback;
}

bool json_bool(const struct json *j, bool fallback)
{
    return j && cJSON_IsBool(node(j)) ? cJSON_IsTrue(node(j)) : fallback;
}

bool json_is_int(const struct json *j)
{
    if (!j || !is_number(node(j)))
        return false;
    double v = number(node(j));
    return v == floor(v) && fabs(v) <= (double)JSON_INT_MAX;
}

/* ---- building ---- */

static struct json *add(struct json *parent, const char *name, cJSON *value)
{
    if (!value)
        return NULL;
    if (!parent || !(name ? cJSON_AddItemToObject(node(parent), name, value)
                          : cJSON_AddItemToArray(node(parent), value))) {
        cJSON_Delete(value);
        return NULL;
    }
    return wrap(value);
}

struct json *json_new_object(void)
{
    return wrap(cJSON_CreateObject());
}

struct json *json_new_array(void)
{
    return wrap(cJSON_CreateArray());
}

struct json *json_add_object(struct json *parent, const char *name)
{
    return add(parent, name, cJSON_CreateObject());
}

struct json *json_add_array(struct json *parent, const char *name)
{
    return add(parent, name, cJSON_CreateArray());
}

void json_add_str(struct json *parent, const char *name, const char *value)
{
    add(parent, name, value ? cJSON_CreateString(value) : cJSON_CreateNull());
}

void json_add_int(struct json *parent, const char *name, int64_t value)
{
    char buf[32];
    add(parent, name, cJSON_CreateRaw(int_print(buf, value)));
}

void json_add_num(struct json *parent, const char *name, double value)
{
    char buf[32];
    add(parent, name,
        isfinite(value) ? cJSON_CreateRaw(num_print(buf, value)) : cJSON_CreateNull());
}

void json_add_float(struct json *parent, const char *name, float value)
{
    char buf[32];
    add(parent, name,
        isfinite(value) ? cJSON_CreateRaw(num_print_float(buf, value)) : cJSON_CreateNull());
}

void json_add_bool(struct json *parent, const char *name, bool value)
{
    add(parent, name, cJSON_CreateBool(value));
}

void json_add_null(struct json *parent, const char *name)
{
    add(parent, name, cJSON_CreateNull());
}

void json_add_take(struct json *parent, const char *name, struct json *value)
{
    add(parent, name, node(value));
}

void json_add_raw(struct json *parent, const char *name, const char *text)
{
    add(parent, name, cJSON_CreateRaw(text));
}

void json_remove(struct json *object, const char *name)
{
    cJSON_DeleteItemFromObjectCaseSensitive(node(object), name);
}

struct json *json_merge_patch_take(struct json *target, const struct json *patch)
{
    if (json_kind(patch) != JSON_OBJECT) {
        json_free(target);
        return json_dup(patch);
    }
    if (json_kind(target) != JSON_OBJECT) {
        json_free(target);
        target = json_new_object();
    }
    for (const struct json *m = json_first(patch); m; m = json_next(m)) {
        const char *name = json_name(m);
        if (json_kind(m) == JSON_NULL) {
            json_remove(target, name);
            continue;
        }
        cJSON *old = cJSON_DetachItemFromObjectCaseSensitive(node(target), name);
        json_add_take(target, name, json_merge_patch_take(wrap(old), m));
    }
    return target;
}
