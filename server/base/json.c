/* json.c - cJSON behind a strict gate.
 *
 * The text is first walked by a scanner of our own that accepts exactly RFC 8259 (and our limits),
 * so cJSON only ever sees documents about which there is nothing to interpret; duplicate keys are
 * looked for in the tree. Numbers are built as raw text, because cJSON prints 1234567890123460 as
 * 1.23456789012346e+15. Nothing else in the program includes cJSON.h. */
#include "server/base/json.h"

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

/* ---- scanner: RFC 8259 to the letter ---- */

struct scan {
    const char *start, *p, *end;
    struct err *err;
};

static int scan_fail(struct scan *s, const char *what)
{
    return err_set(s->err, ERR_INVALID, "invalid JSON at byte %zu: %s", (size_t)(s->p - s->start),
                   what);
}

static void scan_space(struct scan *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r'))
        s->p++;
}

static bool digit(const struct scan *s)
{
    return s->p < s->end && *s->p >= '0' && *s->p <= '9';
}

static int scan_number(struct scan *s)
{
    const char *from = s->p;
    bool whole = true;
    if (*s->p == '-')
        s->p++;
    if (!digit(s))
        return scan_fail(s, "a number needs a digit here");
    if (*s->p == '0') {
        s->p++;
        if (digit(s))
            return scan_fail(s, "a number may not begin with 0");
    }
    while (digit(s))
        s->p++;
    if (s->p < s->end && *s->p == '.') {
        whole = false;
        s->p++;
        if (!digit(s))
            return scan_fail(s, "a digit must follow the decimal point");
        while (digit(s))
            s->p++;
    }
    if (s->p < s->end && (*s->p == 'e' || *s->p == 'E')) {
        whole = false;
        s->p++;
        if (s->p < s->end && (*s->p == '+' || *s->p == '-'))
            s->p++;
        if (!digit(s))
            return scan_fail(s, "an exponent needs a digit");
        while (digit(s))
            s->p++;
    }
    char text[64];
    size_t n = (size_t)(s->p - from);
    if (n >= sizeof text) {
        s->p = from;
        return scan_fail(s, "a number may have at most 63 characters");
    }
    memcpy(text, from, n);
    text[n] = 0;
    double value = strtod(text, NULL);
    if (!isfinite(value)) {
        s->p = from;
        return scan_fail(s, "the number is too large");
    }
    /* 16 digits reach past 2^53 and fit a long long; more digits than that never name less. */
    if (whole && (fabs(value) > (double)JSON_INT_MAX || llabs(atoll(text)) > JSON_INT_MAX)) {
        s->p = from;
        return scan_fail(s, "an integer may be at most 2^53; write larger ones as strings");
    }
    return 0;
}

/* One UTF-8 sequence (RFC 3629: shortest form, no surrogates, at most U+10FFFF). */
static int scan_utf8(struct scan *s)
{
    const unsigned char *p = (const unsigned char *)s->p;
    size_t left = (size_t)(s->end - s->p);
    int n = p[0] < 0x80                   ? 1
            : p[0] >= 0xC2 && p[0] < 0xE0 ? 2
            : (p[0] & 0xF0) == 0xE0       ? 3
            : p[0] >= 0xF0 && p[0] < 0xF5 ? 4
                                          : 0;
    if (n == 0 || (size_t)n > left)
        return scan_fail(s, "invalid UTF-8");
    for (int i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return scan_fail(s, "invalid UTF-8");
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
        (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return scan_fail(s, "invalid UTF-8");
    s->p += n;
    return 0;
}

static int hex4(const struct scan *s, const char *p)
{
    int v = 0;
    if (s->end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

static int scan_escape(struct scan *s)
{
    s->p++;
    if (s->p >= s->end)
        return scan_fail(s, "the string does not end");
    if (*s->p != 'u') {
        if (!strchr("\"\\/bfnrt", *s->p) || !*s->p)
            return scan_fail(s, "unknown escape");
        s->p++;
        return 0;
    }
    int v = hex4(s, s->p + 1);
    if (v < 0)
        return scan_fail(s, "\\u needs four hexadecimal digits");
    if (v == 0)
        return scan_fail(s, "\\u0000 is not allowed");
    if (v >= 0xDC00 && v <= 0xDFFF)
        return scan_fail(s, "unpaired surrogate");
    s->p += 5;
    if (v >= 0xD800 && v <= 0xDBFF) {
        int low = s->end - s->p >= 6 && s->p[0] == '\\' && s->p[1] == 'u' ? hex4(s, s->p + 2) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return scan_fail(s, "unpaired surrogate");
        s->p += 6;
    }
    return 0;
}

static int scan_string(struct scan *s)
{
    if (s->p >= s->end || *s->p != '"')
        return scan_fail(s, "a string in double quotes is needed here");
    s->p++;
    while (s->p < s->end && *s->p != '"') {
        int rc;
        if (*s->p == '\\')
            rc = scan_escape(s);
        else if ((unsigned char)*s->p < 0x20)
            rc = scan_fail(s, "a control character must be escaped");
        else
            rc = scan_utf8(s);
        if (rc)
            return rc;
    }
    if (s->p >= s->end)
        return scan_fail(s, "the string does not end");
    s->p++;
    return 0;
}

static int scan_value(struct scan *s, int depth);

/* What stands between the brackets of an array or object. */
static int scan_members(struct scan *s, int depth, char close)
{
    s->p++;
    scan_space(s);
    if (s->p < s->end && *s->p == close) {
        s->p++;
        return 0;
    }
    for (;;) {
        int rc;
        scan_space(s);
        if (close == '}') {
            if ((rc = scan_string(s)))
                return rc;
            scan_space(s);
            if (s->p >= s->end || *s->p != ':')
                return scan_fail(s, "':' expected");
            s->p++;
        }
        if ((rc = scan_value(s, depth + 1)))
            return rc;
        scan_space(s);
        if (s->p < s->end && *s->p == ',') {
            s->p++;
            continue;
        }
        if (s->p < s->end && *s->p == close) {
            s->p++;
            return 0;
        }
        return scan_fail(s, close == '}' ? "',' or '}' expected" : "',' or ']' expected");
    }
}

static int scan_word(struct scan *s, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(s->end - s->p) < n || memcmp(s->p, word, n))
        return scan_fail(s, "a value is expected here");
    s->p += n;
    return 0;
}

static int scan_value(struct scan *s, int depth)
{
    if (depth > JSON_DEPTH_MAX)
        return scan_fail(s, "nested deeper than 64");
    scan_space(s);
    if (s->p >= s->end)
        return scan_fail(s, "the document ends too early");
    switch (*s->p) {
    case '{': return scan_members(s, depth, '}');
    case '[': return scan_members(s, depth, ']');
    case '"': return scan_string(s);
    case 't': return scan_word(s, "true");
    case 'f': return scan_word(s, "false");
    case 'n': return scan_word(s, "null");
    default:
        if (*s->p == '-' || digit(s))
            return scan_number(s);
        return scan_fail(s, "a value is expected here");
    }
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
    struct scan s = {text, text, text + n, err};
    if (scan_value(&s, 1))
        return NULL;
    scan_space(&s);
    if (s.p != s.end) {
        scan_fail(&s, "there is more after the document's end");
        return NULL;
    }
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

/* ---- field tables ---- */

const char *json_pointer(char out[256], const char *pointer, const char *name)
{
    size_t n = (size_t)snprintf(out, 256, "%s/", pointer);
    for (; *name && n + 3 < 256; name++) {
        if (*name == '~' || *name == '/') {
            out[n++] = '~';
            out[n++] = *name == '~' ? '0' : '1';
        } else {
            out[n++] = *name;
        }
    }
    out[n < 255 ? n : 255] = 0;
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
            snprintf(out, size, "%s %s..%s", f->type == FIELD_INT ? "integer" : "number", lo, hi);
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

static void check_field(const struct json *v, const char *pointer, const struct field *f,
                        struct faults *faults)
{
    char allowed[256], shown[80];
    if (f->nullable && json_kind(v) == JSON_NULL)
        return;
    describe_allowed(allowed, sizeof allowed, f);
    show_value(shown, sizeof shown, v);
    if (!right_type(v, f->type)) {
        faults_add(faults, pointer, "type", allowed, "\"%s\" is %s; allowed: %s", f->name, shown,
                   allowed);
    } else if (f->type == FIELD_ENUM) {
        int n = 0;
        while (f->choices[n]) {
            if (!strcmp(f->choices[n], json_str(v, "")))
                return;
            n++;
        }
        const char *near = nearest_name(json_str(v, ""), f->choices, n);
        faults_add(faults, pointer, "choice", allowed, "\"%s\" is %s%s%s%s; allowed: %s", f->name,
                   shown, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "",
                   allowed);
    } else if (f->min != 0 || f->max != 0) {
        double m = measure(v, f->type);
        if (m < f->min || m > f->max)
            faults_add(faults, pointer, "range", allowed, "\"%s\" is %s; allowed: %s", f->name,
                       shown, allowed);
    }
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
    snprintf(buf, sizeof buf, "%lld", (long long)value);
    add(parent, name, cJSON_CreateRaw(buf));
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

void json_set_take(struct json *object, const char *name, struct json *value)
{
    json_remove(object, name);
    json_add_take(object, name, value);
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

/* ---- printing: cJSON's own printer would round numbers ---- */

struct text {
    char *p;
    size_t n, room;
    bool failed;
    bool pretty;
};

static void put(struct text *t, const char *bytes, size_t n)
{
    if (t->n + n + 1 > t->room && !t->failed) {
        size_t room = 2 * t->room + n + 64;
        char *p = realloc(t->p, room);
        t->failed = !p;
        t->p = p ? p : t->p;
        t->room = p ? room : t->room;
    }
    if (t->failed)
        return;
    memcpy(t->p + t->n, bytes, n);
    t->n += n;
    t->p[t->n] = 0;
}

static void put_str(struct text *t, const char *s)
{
    put(t, "\"", 1);
    for (const char *from = s;; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        put(t, from, (size_t)(s - from));
        if (!c)
            break;
        char escape[8];
        const char *plain = "\"\\\b\f\n\r\t", *letter = "\"\\bfnrt", *known = strchr(plain, c);
        if (known)
            snprintf(escape, sizeof escape, "\\%c", letter[known - plain]);
        else
            snprintf(escape, sizeof escape, "\\u%04x", c);
        put(t, escape, strlen(escape));
        from = s + 1;
    }
    put(t, "\"", 1);
}

static void put_line(struct text *t, int depth)
{
    if (!t->pretty)
        return;
    put(t, "\n", 1);
    for (int i = 0; i < depth; i++)
        put(t, "  ", 2);
}

static void put_value(struct text *t, const cJSON *n, int depth)
{
    char buf[32];
    if (cJSON_IsString(n)) {
        put_str(t, n->valuestring);
    } else if (cJSON_IsNumber(n)) {
        num_print(buf, n->valuedouble);
        put(t, buf, strlen(buf));
    } else if (cJSON_IsRaw(n)) {
        put(t, n->valuestring, strlen(n->valuestring));
    } else if (cJSON_IsArray(n) || cJSON_IsObject(n)) {
        bool object = cJSON_IsObject(n);
        put(t, object ? "{" : "[", 1);
        for (const cJSON *c = n->child; c; c = c->next) {
            if (c != n->child)
                put(t, ",", 1);
            put_line(t, depth + 1);
            if (object) {
                put_str(t, c->string);
                put(t, ": ", t->pretty ? 2 : 1);
            }
            put_value(t, c, depth + 1);
        }
        if (n->child)
            put_line(t, depth);
        put(t, object ? "}" : "]", 1);
    } else {
        const char *word = cJSON_IsTrue(n) ? "true" : cJSON_IsFalse(n) ? "false" : "null";
        put(t, word, strlen(word));
    }
}

static char *print(const struct json *j, bool pretty)
{
    struct text t = {.pretty = pretty};
    put_value(&t, node(j), 0);
    if (t.failed) {
        free(t.p);
        return NULL;
    }
    return t.p;
}

char *json_print(const struct json *j)
{
    return print(j, false);
}

char *json_print_pretty(const struct json *j)
{
    return print(j, true);
}

const char *num_print(char *buf, double value)
{
    if (value == floor(value) && fabs(value) < 1e16) {
        snprintf(buf, 32, "%.0f", value == 0 ? 0.0 : value);
        return buf;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buf, 32, "%.*g", digits, value);
        if (strtod(buf, NULL) == value)
            break;
    }
    return buf;
}

const char *num_print_float(char *buf, float value)
{
    if (value == floorf(value) && fabsf(value) < 1e7f) {
        snprintf(buf, 32, "%.0f", value == 0 ? 0.0 : (double)value);
        return buf;
    }
    for (int digits = 6; digits <= 9; digits++) {
        snprintf(buf, 32, "%.*g", digits, (double)value);
        if (strtof(buf, NULL) == value)
            break;
    }
    return buf;
}
