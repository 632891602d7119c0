/* options.c - what an option table says, as reading, printing, words and JSON Schema. */
#include "server/spec/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool whole(const struct option *o)
{
    return o->type == OPT_INT || o->type == OPT_PAIR || o->type == OPT_DIMS;
}

static bool bounded(double limit)
{
    return limit > -1e300 && limit < 1e300;
}

static void range_in_words(const struct option *o, char *out, size_t size)
{
    char lo[32], hi[32];
    const char *what = whole(o) ? "integer" : "number";
    num_print(lo, o->min);
    num_print(hi, o->max);
    if (bounded(o->min) && bounded(o->max))
        snprintf(out, size, "%s %s..%s%s%s%s%s", what, lo, hi, o->min_open ? ", above " : "",
                 o->min_open ? lo : "", o->max_open ? ", below " : "", o->max_open ? hi : "");
    else if (bounded(o->min))
        snprintf(out, size, "%s %s %s", what, o->min_open ? "above" : "from", lo);
    else
        snprintf(out, size, "%s", what);
    if (o->type == OPT_PAIR)
        snprintf(out + strlen(out), size - strlen(out), ", or two of them");
    if (o->type == OPT_DIMS)
        snprintf(out + strlen(out), size - strlen(out), ", 1 to %d of them", DIMS_MAX);
    if (o->type == OPT_NUMBERS)
        snprintf(out + strlen(out), size - strlen(out), ", or a list of up to %d of them",
                 NUMBERS_MAX);
    for (int i = 0; o->type == OPT_NUMBERS && o->choices && o->choices[i]; i++)
        snprintf(out + strlen(out), size - strlen(out), ", or \"%s\"", o->choices[i]);
}

void option_allowed(const struct option *option, char *out, size_t size)
{
    size_t n = 0;
    switch (option->type) {
    case OPT_BOOL: snprintf(out, size, "true or false"); break;
    case OPT_CHOICE:
        out[0] = 0;
        for (int i = 0; option->choices[i] && n < size; i++)
            n += (size_t)snprintf(out + n, size - n, "%s%s", i ? ", " : "", option->choices[i]);
        break;
    case OPT_INT:
    case OPT_FLOAT:
    case OPT_PAIR:
    case OPT_DIMS:
    case OPT_NUMBERS: range_in_words(option, out, size); break;
    case OPT_NAME: snprintf(out, size, "a name of 1 to %d characters", NAME_MAX_BYTES); break;
    case OPT_NAMES: snprintf(out, size, "a name, or a list of up to %d names", (int)option->max);
    }
}

static bool in_range(const struct option *o, double v)
{
    return (o->min_open ? v > o->min : v >= o->min) && (o->max_open ? v < o->max : v <= o->max);
}

/* NULL and the number, or the fault's code. */
static const char *read_number(const struct json *j, const struct option *o, double *out)
{
    if (json_kind(j) != JSON_NUMBER || (whole(o) && !json_is_int(j)))
        return "type";
    double v = json_num(j, 0);
    if (!in_range(o, v))
        return "range";
    *out = v;
    return NULL;
}

static const char *read_choice(const struct json *j, const struct option *o, double *out)
{
    if (json_kind(j) != JSON_STRING)
        return "type";
    for (int i = 0; o->choices[i]; i++) {
        if (!strcmp(o->choices[i], json_str(j, ""))) {
            *out = i;
            return NULL;
        }
    }
    return "choice";
}

static const char *read_pair(const struct json *j, const struct option *o, struct value *value)
{
    struct value v = {0};
    const char *bad;
    if (json_kind(j) != JSON_ARRAY) {
        bad = read_number(j, o, &v.n);
        v.m = v.n;
    } else if (json_count(j) != 2) {
        return "type";
    } else {
        bad = read_number(json_first(j), o, &v.n);
        bad = bad ? bad : read_number(json_next(json_first(j)), o, &v.m);
    }
    if (!bad)
        *value = v;
    return bad;
}

static const char *read_dims(const struct json *j, const struct option *o, struct value *value)
{
    struct value v = {.n = json_count(j)};
    if (json_kind(j) != JSON_ARRAY || v.n < 1 || v.n > DIMS_MAX)
        return "type";
    int i = 0;
    for (const struct json *m = json_first(j); m; m = json_next(m)) {
        double d;
        const char *bad = read_number(m, o, &d);
        if (bad)
            return bad;
        v.dims[i++] = (int64_t)d;
    }
    *value = v;
    return NULL;
}

static bool is_name(const struct json *j)
{
    size_t n = strlen(json_str(j, ""));
    return json_kind(j) == JSON_STRING && n > 0 && n <= NAME_MAX_BYTES;
}

/* A name alone or, of OPT_NAMES, a list. */
static const char *read_names(const struct json *j, const struct option *o, struct value *value)
{
    bool list = o->type == OPT_NAMES && json_kind(j) == JSON_ARRAY;
    int count = list ? json_count(j) : 1, n = 0;
    if (count < 1 || (list && count > o->max))
        return "range";
    for (const struct json *m = list ? json_first(j) : j; n < count; m = json_next(m), n++)
        if (!is_name(m))
            return "type";
    struct value v = {.n = n, .names = calloc((size_t)n, sizeof *v.names)};
    n = 0;
    for (const struct json *m = list ? json_first(j) : j; v.names && n < count; m = json_next(m))
        v.names[n++] = strdup(json_str(m, ""));
    v.n = v.names ? v.n : 0;
    *value = v;
    return NULL;
}

/* A number alone, a list, or a word that stands for them. */
static const char *read_numbers(const struct json *j, const struct option *o, struct value *value)
{
    bool list = json_kind(j) == JSON_ARRAY, word = json_kind(j) == JSON_STRING && o->choices;
    int count = list ? json_count(j) : 1, n = 0;
    struct value v = {0};
    const char *bad = word ? read_choice(j, o, &v.m) : NULL;
    if (bad || count < 1 || count > NUMBERS_MAX)
        return bad ? bad : "range";
    v.m += word;
    v.numbers = word ? NULL : calloc((size_t)count, sizeof *v.numbers);
    for (const struct json *m = list ? json_first(j) : j; v.numbers && n < count && !bad;
         m = json_next(m))
        bad = read_number(m, o, &v.numbers[n++]);
    v.n = v.numbers ? n : 0;
    if (bad)
        free(v.numbers);
    else
        *value = v;
    return bad;
}

static const char *hint(const struct json *j, const struct option *o)
{
    int n = 0;
    while (o->choices && o->choices[n])
        n++;
    return json_kind(j) == JSON_STRING ? nearest_known(json_str(j, ""), o->choices, n) : NULL;
}

void option_read(const struct json *j, const char *pointer, const struct option *option,
                 struct value *value, struct faults *faults)
{
    const char *bad = NULL;
    switch (option->type) {
    case OPT_INT:
    case OPT_FLOAT: bad = read_number(j, option, &value->n); break;
    case OPT_PAIR: bad = read_pair(j, option, value); break;
    case OPT_DIMS: bad = read_dims(j, option, value); break;
    case OPT_CHOICE: bad = read_choice(j, option, &value->n); break;
    case OPT_NAME:
    case OPT_NAMES: bad = read_names(j, option, value); break;
    case OPT_NUMBERS: bad = read_numbers(j, option, value); break;
    case OPT_BOOL:
        if (json_kind(j) == JSON_BOOL)
            value->n = json_bool(j, false);
        else
            bad = "type";
        break;
    }
    if (!bad)
        return;
    char allowed[ERR_TEXT_MAX];
    char *shown = json_print(j);
    const char *near = hint(j, option);
    option_allowed(option, allowed, sizeof allowed);
    faults_add(faults, pointer, bad, allowed, "\"%s\" is %.60s%s%s%s; allowed: %s", option->name,
               shown ? shown : "?", near ? "; did you mean \"" : "", near ? near : "",
               near ? "\"?" : "", allowed);
    free(shown);
}

static void print_names(struct json *object, const struct option *o, const struct value *v)
{
    if (v->n < 1)
        return;
    if (o->type == OPT_NAME) {
        json_add_str(object, o->name, v->names[0]);
        return;
    }
    struct json *list = json_add_array(object, o->name);
    for (int i = 0; i < (int)v->n; i++)
        json_add_str(list, NULL, v->names[i]);
}

static void print_numbers(struct json *object, const struct option *o, const struct value *v)
{
    if (v->m > 0)
        json_add_str(object, o->name, o->choices[(int)v->m - 1]);
    if (v->n < 1)
        return;
    struct json *list = json_add_array(object, o->name);
    for (int i = 0; i < (int)v->n; i++)
        json_add_num(list, NULL, v->numbers[i]);
}

void options_print(struct json *object, const struct kind *kind, const struct value *values)
{
    for (int i = 0; i < kind->n_options; i++) {
        const struct option *o = &kind->options[i];
        switch (o->type) {
        case OPT_INT:
        case OPT_FLOAT: json_add_num(object, o->name, values[i].n); break;
        case OPT_BOOL: json_add_bool(object, o->name, values[i].n != 0); break;
        case OPT_CHOICE: json_add_str(object, o->name, o->choices[(int)values[i].n]); break;
        case OPT_PAIR: {
            struct json *pair = json_add_array(object, o->name);
            json_add_num(pair, NULL, values[i].n);
            json_add_num(pair, NULL, values[i].m);
            break;
        }
        case OPT_DIMS: {
            struct json *dims = json_add_array(object, o->name);
            for (int k = 0; k < (int)values[i].n; k++)
                json_add_int(dims, NULL, values[i].dims[k]);
            break;
        }
        case OPT_NAME:
        case OPT_NAMES: print_names(object, o, &values[i]); break;
        case OPT_NUMBERS: print_numbers(object, o, &values[i]); break;
        }
    }
}

static struct json *number_schema(const struct option *o)
{
    struct json *schema = json_new_object();
    json_add_str(schema, "type", whole(o) ? "integer" : "number");
    if (bounded(o->min))
        json_add_num(schema, o->min_open ? "exclusiveMinimum" : "minimum", o->min);
    if (bounded(o->max))
        json_add_num(schema, o->max_open ? "exclusiveMaximum" : "maximum", o->max);
    return schema;
}

static struct json *list_schema(const struct option *o, int least, int most)
{
    struct json *schema = json_new_object();
    json_add_str(schema, "type", "array");
    json_add_take(schema, "items", number_schema(o));
    json_add_int(schema, "minItems", least);
    json_add_int(schema, "maxItems", most);
    return schema;
}

static struct json *pair_schema(const struct option *o)
{
    struct json *schema = json_new_object(), *forms = json_add_array(schema, "oneOf");
    json_add_take(forms, NULL, number_schema(o));
    json_add_take(forms, NULL, list_schema(o, 2, 2));
    return schema;
}

static struct json *choices_schema(const struct option *o)
{
    struct json *schema = json_new_object();
    json_add_str(schema, "type", "string");
    struct json *choices = json_add_array(schema, "enum");
    for (int i = 0; o->choices[i]; i++)
        json_add_str(choices, NULL, o->choices[i]);
    return schema;
}

static struct json *name_schema(void)
{
    struct json *schema = json_new_object();
    json_add_str(schema, "type", "string");
    json_add_int(schema, "minLength", 1);
    json_add_int(schema, "maxLength", NAME_MAX_BYTES);
    return schema;
}

static struct json *names_schema(const struct option *o)
{
    struct json *schema = json_new_object(), *forms = json_add_array(schema, "oneOf");
    json_add_take(forms, NULL, name_schema());
    struct json *list = json_add_object(forms, NULL);
    json_add_str(list, "type", "array");
    json_add_take(list, "items", name_schema());
    json_add_int(list, "minItems", 1);
    json_add_num(list, "maxItems", o->max);
    return schema;
}

static struct json *numbers_schema(const struct option *o)
{
    struct json *schema = json_new_object(), *forms = json_add_array(schema, "oneOf");
    json_add_take(forms, NULL, number_schema(o));
    json_add_take(forms, NULL, list_schema(o, 1, NUMBERS_MAX));
    if (o->choices)
        json_add_take(forms, NULL, choices_schema(o));
    return schema;
}

struct json *option_schema(const struct option *option)
{
    struct json *schema;
    if (option->type == OPT_BOOL) {
        schema = json_new_object();
        json_add_str(schema, "type", "boolean");
    } else if (option->type == OPT_CHOICE) {
        schema = choices_schema(option);
    } else if (option->type == OPT_DIMS) {
        schema = list_schema(option, 1, DIMS_MAX);
    } else if (option->type == OPT_NUMBERS) {
        schema = numbers_schema(option);
    } else if (option_is_name(option)) {
        schema = option->type == OPT_NAME ? name_schema() : names_schema(option);
    } else {
        schema = option->type == OPT_PAIR ? pair_schema(option) : number_schema(option);
    }
    if (!option->required && option->type == OPT_BOOL)
        json_add_bool(schema, "default", option->fallback != 0);
    else if (!option->required && option->type == OPT_CHOICE)
        json_add_str(schema, "default", option->choices[(int)option->fallback]);
    else if (!option->required && !option_is_list(option) && !option_is_derived(option))
        json_add_num(schema, "default", option->fallback);
    json_add_str(schema, "description", option->help);
    return schema;
}
