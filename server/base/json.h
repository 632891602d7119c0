/* json.h - the only door to cJSON: a strict reader, field tables, and a builder.
 *
 * Reading refuses what cJSON would let through: duplicate keys, bytes after the document, invalid
 * UTF-8, \u0000, numbers like 01 or .5, integers past 2^53, depth over JSON_DEPTH_MAX. Lookups are
 * case-sensitive. A `struct field` table says what an object may hold; the same table drives the
 * check and the OpenAPI schema. Values are borrowed from the tree that holds them. */
#ifndef ALLOT_BASE_JSON_H
#define ALLOT_BASE_JSON_H

#include <allot/err.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json; /* a value of any kind (a cJSON node); a root is freed by json_free */

/* 64: the deepest document of ours is 8 deep; a hostile one must not use up a thread's stack. */
enum { JSON_DEPTH_MAX = 64 };

/* 2^53: past it a JSON number no longer names one integer in every reader. */
#define JSON_INT_MAX 9007199254740992LL

/* Parses exactly one document; NULL with a sentence that names the byte offset. */
struct json *json_parse(const char *text, size_t n, struct err *err);
void json_free(struct json *j);
struct json *json_dup(const struct json *j);

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };
enum json_kind json_kind(const struct json *j);
const char *json_kind_name(enum json_kind kind); /* "null" "boolean" "number" "string" … */

/* Reading. All take NULL for "absent" and then give the fallback. */
const struct json *json_get(const struct json *object, const char *name);
int json_count(const struct json *j);                /* members of an array or object */
const struct json *json_first(const struct json *j); /* walk: for (e = json_first(a); e; … */
const struct json *json_next(const struct json *j);  /*        e = json_next(e))            */
const char *json_name(const struct json *member);    /* the member's own name in its object */
const char *json_str(const struct json *j, const char *fallback);
double json_num(const struct json *j, double fallback);
int64_t json_int(const struct json *j, int64_t fallback);
bool json_bool(const struct json *j, bool fallback);
bool json_is_int(const struct json *j); /* a number with no fractional part, within ±2^53 */

/* Field tables. */
enum field_type {
    FIELD_STRING,
    FIELD_INT,
    FIELD_NUMBER,
    FIELD_BOOL,
    FIELD_ARRAY,
    FIELD_OBJECT,
    FIELD_ENUM,
    FIELD_ANY
};
struct field {
    const char *name;
    enum field_type type;
    const char *help;           /* one sentence, for OpenAPI and docs */
    double min, max;            /* number range; length of a string or array; 0,0 = no limit */
    const char *const *choices; /* FIELD_ENUM: NULL-terminated */
    const char *fallback;       /* the default as JSON text, or NULL; documentation only */
    bool required;
    bool nullable; /* null is allowed (merge patch: "remove") */
    bool min_open; /* a number must be above min */
};

/* Checks that `object` is an object whose members are exactly described by the table: unknown names
 * (with a did-you-mean hint), missing required ones, types, ranges, choices. Adds every fault with
 * its pointer below `pointer` ("" = root); returns the number added. */
int json_check(const struct json *object, const char *pointer, const struct field *fields,
               int n_fields, struct faults *faults);

/* Writes pointer + "/" + name (escaped by RFC 6901) into out and returns it. */
const char *json_pointer(char out[256], const char *pointer, const char *name);

/* Building. Every setter takes the parent and returns what was added (NULL only out of memory);
 * in an array pass name = NULL. Numbers print shortest-exact; NaN and Inf print as null. */
struct json *json_new_object(void);
struct json *json_new_array(void);
struct json *json_add_object(struct json *parent, const char *name);
struct json *json_add_array(struct json *parent, const char *name);
void json_add_str(struct json *parent, const char *name, const char *value); /* NULL → null */
void json_add_int(struct json *parent, const char *name, int64_t value);
void json_add_num(struct json *parent, const char *name, double value);
void json_add_float(struct json *parent, const char *name, float value); /* shortest float32 text */
void json_add_bool(struct json *parent, const char *name, bool value);
void json_add_null(struct json *parent, const char *name);
void json_add_take(struct json *parent, const char *name, struct json *value); /* consumes value */
void json_add_raw(struct json *parent, const char *name, const char *text);    /* valid JSON text */
void json_remove(struct json *object, const char *name);

/* JSON merge patch (RFC 7396): target as changed by patch; consumes target, borrows patch. */
struct json *json_merge_patch_take(struct json *target, const struct json *patch);

/* Text of a tree, compact; malloc'd, the caller's. */
char *json_print(const struct json *j);
/* The same with two-space indentation, for people. */
char *json_print_pretty(const struct json *j);

/* Shortest text that reads back as the same double (or float); buf holds at least 32 bytes. */
const char *num_print(char *buf, double value);
const char *int_print(char *buf, int64_t value);
const char *num_print_float(char *buf, float value);

/* Frees a faults-bearing value list as JSON: [{pointer,code,detail,allowed}], added to parent. */
void json_add_faults(struct json *parent, const char *name, const struct faults *faults);

#endif
