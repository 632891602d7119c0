/* shape.c - a body against its shape, to the bottom: every fault at every depth in one answer. */
#include "server/api/doc.h"

#include <stdio.h>
#include <string.h>

static void check_elements(const struct json *list, const char *pointer, const struct shape *shape,
                           struct faults *faults)
{
    char at[256], index[16];
    int i = 0;
    for (const struct json *e = json_first(list); e; e = json_next(e)) {
        snprintf(index, sizeof index, "%d", i++);
        shape_check(e, json_pointer(at, pointer, index), shape, faults);
    }
}

static bool is_kind(const char *type, const struct json *v)
{
    if (!strcmp(type, "integer"))
        return json_is_int(v);
    return !strcmp(type, json_kind_name(json_kind(v)));
}

static void check_plain(const struct json *list, const char *pointer, const char *type,
                        struct faults *faults)
{
    char at[256], index[16];
    int i = 0;
    for (const struct json *e = json_first(list); e; e = json_next(e)) {
        snprintf(index, sizeof index, "%d", i++);
        if (!is_kind(type, e))
            faults_add(faults, json_pointer(at, pointer, index), "type", type,
                       "this is a %s; allowed: %s", json_kind_name(json_kind(e)), type);
    }
}

void shape_check(const struct json *object, const char *pointer, const struct shape *shape,
                 struct faults *faults)
{
    char at[256];
    if (!shape->fields)
        return;
    json_check(object, pointer, shape->fields, shape->n_fields, faults);
    if (json_kind(object) != JSON_OBJECT)
        return;
    for (const struct part *p = shape->parts; p && p->field; p++) {
        const struct json *v = json_get(object, p->field);
        json_pointer(at, pointer, p->field);
        if (json_kind(v) == JSON_OBJECT && p->shape)
            shape_check(v, at, p->shape, faults);
        else if (json_kind(v) == JSON_ARRAY && p->shape)
            check_elements(v, at, p->shape, faults);
        else if (json_kind(v) == JSON_ARRAY)
            check_plain(v, at, p->type, faults);
    }
}
