/* upload_query.c - the parameters of an upload: what is common to all formats, then each format's
 * options, which are read by the engine's table of that format. */
#include "server/api/datasets.h"
#include "server/spec/spec.h"

#include <allot/engine.h>
#include <string.h>

/* The options of all formats in CATALOG_FORMATS stand here too (a test holds them together). */
static const char *const header_choices[] = {"auto", "yes", "no", NULL};
static const char *const delimiter_choices[] = {"auto", "comma", "semicolon", "tab",
                                                "pipe", "space", NULL};
static const char *const vocabulary_choices[] = {"characters", "bytes", "byte_pairs", NULL};
static const char *const channel_choices[] = {"auto", "1", "3", NULL};
static const char *const resize_choices[] = {"area", "bilinear", NULL};
static const char *const labels_choices[] = {"later", "none", NULL};
const struct field upload_query[UPLOAD_QUERY] = {
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "unique in the tenant"},
    {.name = "format",
     .type = FIELD_STRING,
     .required = true,
     .help = "csv, idx …: one of /v1/catalog's formats"},
    {.name = "visibility",
     .type = FIELD_ENUM,
     .choices = visibility_names,
     .fallback = "\"tenant\"",
     .help = "who may use it; train_only: in jobs, never to be read"},
    {.name = "license", .type = FIELD_STRING, .max = 200, .help = "SPDX name or a sentence"},
    {.name = "description", .type = FIELD_STRING, .max = 2000, .help = "for people"},
    {.name = "labels",
     .type = FIELD_ENUM,
     .choices = labels_choices,
     .fallback = "\"later\"",
     .help = "samples: later: a file of their own, PUT to labels; none: ready without, as an "
             "autoencoder takes them"},
    {.name = "header",
     .type = FIELD_ENUM,
     .choices = header_choices,
     .fallback = "\"auto\"",
     .help = "csv: whether the first line names the columns"},
    {.name = "delimiter",
     .type = FIELD_ENUM,
     .choices = delimiter_choices,
     .fallback = "\"auto\"",
     .help = "csv: what stands between two values"},
    {.name = "categories",
     .type = FIELD_STRING,
     .max = 2000,
     .help = "csv: columns of categories, whatever their values look like; user,item"},
    {.name = "texts",
     .type = FIELD_STRING,
     .max = 2000,
     .help = "csv: columns of text, however few and short their values are"},
    {.name = "vocabulary",
     .type = FIELD_ENUM,
     .choices = vocabulary_choices,
     .fallback = "\"characters\"",
     .help = "text: what a token is; byte_pairs are learned from the text"},
    {.name = "vocabulary_size",
     .type = FIELD_INT,
     .min = 256,
     .max = CLASSES_MAX,
     .fallback = "1024",
     .help = "text: byte_pairs at most, bytes included"},
    {.name = "vocabulary_from",
     .type = FIELD_STRING,
     .max = 128,
     .help = "text: id or name of the text whose vocabulary this one is coded in"},
    {.name = "x", .type = FIELD_STRING, .max = 128, .help = "npz: the samples' array"},
    {.name = "y", .type = FIELD_STRING, .max = 128, .help = "npz: the labels' array"},
    {.name = "size",
     .type = FIELD_STRING,
     .max = 20,
     .help = "images: height and width of all, 64 or 48x64; otherwise the first one's"},
    {.name = "channels",
     .type = FIELD_ENUM,
     .choices = channel_choices,
     .fallback = "\"auto\"",
     .help = "images: 1 grey, 3 colours; auto: the first one's"},
    {.name = "resize",
     .type = FIELD_ENUM,
     .choices = resize_choices,
     .fallback = "\"area\"",
     .help = "images: how a picture is brought to the size"},
};
enum { FIRST_OPTION = 6 };

const struct kind *upload_format(const char *name)
{
    int n, i = catalog_find(CATALOG_FORMATS, name);
    const struct kind *formats = catalog(CATALOG_FORMATS, &n);
    return i < 0 ? NULL : &formats[i];
}

void upload_unknown_format(const char *name, struct faults *faults)
{
    int n;
    const struct kind *formats = catalog(CATALOG_FORMATS, &n);
    char allowed[256] = "";
    for (int i = 0; i < n; i++) {
        size_t used = strlen(allowed);
        snprintf(allowed + used, sizeof allowed - used, "%s%s", i ? ", " : "", formats[i].name);
    }
    faults_add(faults, "/query/format", "choice", allowed, "unknown format \"%.40s\"; allowed: %s",
               name, allowed);
}

/* Names with commas between them. */
static void add_names(struct json *given, const char *name, const char *text)
{
    struct json *list = json_add_array(given, name);
    char *copy = strdup(text), *save = NULL;
    for (char *one = copy ? strtok_r(copy, ",", &save) : NULL; one;
         one = strtok_r(NULL, ",", &save))
        json_add_str(list, NULL, one);
    free(copy);
}

/* A parameter's text as the JSON that its option takes: 64, or [48, 64] of 48x64 and 48,64; what is
 * no number stays a text, and is refused as one. */
static void add_option(struct json *given, const struct option *option, const char *text)
{
    char list[64];
    bool numeric = option->type == OPT_INT || option->type == OPT_FLOAT ||
                   option->type == OPT_PAIR || option->type == OPT_DIMS;
    snprintf(list, sizeof list, strpbrk(text, "x,") ? "[%.60s]" : "%.60s", text);
    for (char *x; (x = strchr(list, 'x'));)
        *x = ',';
    struct json *number = numeric ? json_parse(list, strlen(list), NULL) : NULL;
    if (number)
        json_add_take(given, option->name, number);
    else
        json_add_str(given, option->name, text);
}

void upload_options(struct request *req, const struct kind *format, struct value *values,
                    struct faults *faults)
{
    static const char *const nothing[] = {NULL};
    struct json *given = json_new_object();
    kind_defaults(format, values);
    for (int i = FIRST_OPTION; i < UPLOAD_QUERY; i++) {
        const char *name = upload_query[i].name, *text = request_query(req, name);
        int o = option_find(format, name);
        if (text && o >= 0 && format->options[o].type == OPT_NAMES)
            add_names(given, name, text);
        else if (text && o >= 0)
            add_option(given, &format->options[o], text);
        else if (text)
            json_add_str(given, name, text);
    }
    spec_read_options(given, "/query", format, nothing, values, faults);
    json_free(given);
}
