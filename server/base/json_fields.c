/* json_fields.c - objects against field tables: every fault at once, by pointer, with a hint.
 *
 * Works through json.h alone; knows no cJSON. */
#include "server/base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *json_pointer(char out[256], const char *pointer, const char *name)
{
    size_t n = 0;
    for (; *pointer && n < 250; pointer++)
        out[n++] = *pointer;
    out[n++] = '/';
    for (; *name && n + 3 < 256; name++) {
        if (*name == '~' || *name == '/') {
            out[n++] = '~';
            out[n++] = *name == '~' ? '0' : '1';
        } else {
            out[n++] = *name;
        }
    }
    out[n] = 0;
    return out;
}

static void describe_allowed(char *out, size_t size, const struct field *f)
{
    char lo[32], hi[32];
    bool limited = f->min != 0 || f->max != 0;
    num_print(lo, f->min);
    num_print(hi, f->max);
    switch (f->type) {
    case FIELD_INT:
    case FIELD_NUMBER:
        if (limited)
            snprintf(out, size, "%s %s..%s%s%s", f->type == FIELD_INT ? "integer" : "number", lo,
                     hi, f->min_open ? ", above " : "", f->min_open ? lo : "");
        else
            snprintf(out, size, "%s", f->type == FIELD_INT ? "integer" : "number");
        break;
    case FIELD_STRING:
        if (limited)
            snprintf(out, size, "string of %s to %s characters", lo, hi);
        else
            snprintf(out, size, "string");
        break;
    case FIELD_ARRAY:
        if (limited)
            snprintf(out, size, "array of %s to %s", lo, hi);
        else
            snprintf(out, size, "array");
        break;
    case FIELD_BOOL: snprintf(out, size, "true or false"); break;
    case FIELD_OBJECT: snprintf(out, size, "object"); break;
    case FIELD_ANY: snprintf(out, size, "any value"); break;
    case FIELD_ENUM: {
        size_t n = 0;
        out[0] = 0;
        for (int i = 0; f->choices[i] && n < size; i++)
            n += (size_t)snprintf(out + n, size - n, "%s%s", i ? ", " : "", f->choices[i]);
        break;
    }
    }
    if (f->nullable) {
        size_t n = strlen(out);
        snprintf(out + n, size - n, " or null");
    }
}

static bool right_type(const struct json *v, enum field_type type)
{
    enum json_kind kind = json_kind(v);
    switch (type) {
    case FIELD_STRING:
    case FIELD_ENUM: return kind == JSON_STRING;
    case FIELD_INT: return json_is_int(v);
    case FIELD_NUMBER: return kind == JSON_NUMBER;
    case FIELD_BOOL: return kind == JSON_BOOL;
    case FIELD_ARRAY: return kind == JSON_ARRAY;
    case FIELD_OBJECT: return kind == JSON_OBJECT;
    case FIELD_ANY: return true;
    }
    return false;
}

static double measure(const struct json *v, enum field_type type)
{
    if (type == FIELD_STRING)
        return (double)strlen(json_str(v, ""));
    return type == FIELD_ARRAY ? json_count(v) : json_num(v, 0);
}

/* A value as the error shows it: short ones whole, long ones cut. */
static void show_value(char *out, size_t size, const struct json *v)
{
    char *text = json_print(v);
    snprintf(out, size, "%.60s%s", text ? text : "?", text && strlen(text) > 60 ? "…" : "");
    free(text);
}

static int count_choices(const struct field *f)
{
    int n = 0;
    while (f->choices[n])
        n++;
    return n;
}

static bool is_choice(const struct field *f, const char *word)
{
    for (int i = 0; f->choices[i]; i++)
        if (!strcmp(f->choices[i], word))
            return true;
    return false;
}

/* The code of what is wrong with the value, or NULL. Words are made only for what is wrong. */
static const char *fault_of(const struct json *v, const struct field *f)
{
    if (f->nullable && json_kind(v) == JSON_NULL)
        return NULL;
    if (!right_type(v, f->type))
        return "type";
    if (f->type == FIELD_ENUM)
        return is_choice(f, json_str(v, "")) ? NULL : "choice";
    if (f->min == 0 && f->max == 0)
        return NULL;
    double m = measure(v, f->type);
    bool low = f->min_open ? m <= f->min : m < f->min;
    return low || m > f->max ? "range" : NULL;
}

static void check_field(const struct json *v, const char *pointer, const struct field *f,
                        struct faults *faults)
{
    char allowed[256], shown[80];
    const char *code = fault_of(v, f), *near = NULL;
    if (!code)
        return;
    describe_allowed(allowed, sizeof allowed, f);
    show_value(shown, sizeof shown, v);
    if (!strcmp(code, "choice"))
        near = nearest_name(json_str(v, ""), f->choices, count_choices(f));
    faults_add(faults, pointer, code, allowed, "\"%s\" is %s%s%s%s; allowed: %s", f->name, shown,
               near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "", allowed);
}

static const struct field *find_field(const struct field *fields, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(fields[i].name, name))
            return &fields[i];
    return NULL;
}

/* 64: the longest table of ours has about 20 rows. */
enum { FIELDS_MAX = 64 };

static void unknown_field(const char *pointer, const char *name, const struct field *fields, int n,
                          struct faults *faults)
{
    const char *names[FIELDS_MAX];
    char allowed[ERR_TEXT_MAX] = "no fields";
    size_t used = 0;
    for (int i = 0; i < n && i < FIELDS_MAX; i++) {
        names[i] = fields[i].name;
        if (used < sizeof allowed)
            used += (size_t)snprintf(allowed + used, sizeof allowed - used, "%s%s", i ? ", " : "",
                                     names[i]);
    }
    const char *near = nearest_name(name, names, n < FIELDS_MAX ? n : FIELDS_MAX);
    if (near)
        faults_add(faults, pointer, "unknown", allowed,
                   "unknown field \"%.80s\"; did you mean \"%s\"?", name, near);
    else
        faults_add(faults, pointer, "unknown", allowed, "unknown field \"%.80s\"", name);
}

int json_check(const struct json *object, const char *pointer, const struct field *fields,
               int n_fields, struct faults *faults)
{
    int before = faults->n;
    char at[256];
    if (json_kind(object) != JSON_OBJECT) {
        faults_add(faults, pointer, "type", "object", "an object is needed here, not %s",
                   json_kind_name(json_kind(object)));
        return faults->n - before;
    }
    for (const struct json *m = json_first(object); m; m = json_next(m)) {
        const struct field *f = find_field(fields, n_fields, json_name(m));
        json_pointer(at, pointer, json_name(m));
        if (f)
            check_field(m, at, f, faults);
        else
            unknown_field(at, json_name(m), fields, n_fields, faults);
    }
    for (int i = 0; i < n_fields; i++) {
        if (!fields[i].required || json_get(object, fields[i].name))
            continue;
        char allowed[256];
        describe_allowed(allowed, sizeof allowed, &fields[i]);
        faults_add(faults, json_pointer(at, pointer, fields[i].name), "required", allowed,
                   "\"%s\" is required; allowed: %s", fields[i].name, allowed);
    }
    return faults->n - before;
}

void json_add_faults(struct json *parent, const char *name, const struct faults *faults)
{
    struct json *list = json_add_array(parent, name);
    for (int i = 0; i < faults->n; i++) {
        const struct fault *f = &faults->v[i];
        struct json *o = json_add_object(list, NULL);
        json_add_str(o, "pointer", f->pointer);
        json_add_str(o, "code", f->code);
        json_add_str(o, "detail", f->detail);
        if (f->allowed)
            json_add_str(o, "allowed", f->allowed);
    }
}
