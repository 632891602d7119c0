/* catalog.c - the engine's tables as JSON: /v1/catalog for people and forms, JSON Schema for
 * OpenAPI. */
#include "server/spec/options.h"

static const char *const type_names[] = {"integer", "number", "boolean", "choice", "pair",
                                         "shape",   "name",   "names",   "numbers"};

static void add_option(struct json *list, const struct option *o)
{
    char allowed[ERR_TEXT_MAX];
    struct json *j = json_add_object(list, NULL);
    json_add_str(j, "name", o->name);
    json_add_str(j, "type", type_names[o->type]);
    option_allowed(o, allowed, sizeof allowed);
    json_add_str(j, "allowed", allowed);
    if (o->choices) {
        struct json *choices = json_add_array(j, "choices");
        for (int i = 0; o->choices[i]; i++)
            json_add_str(choices, NULL, o->choices[i]);
    }
    if (o->type != OPT_CHOICE && o->type != OPT_BOOL && !option_is_name(o)) {
        json_add_num(j, "min", o->min);
        json_add_num(j, "max", o->max);
    }
    if (o->required)
        json_add_bool(j, "required", true);
    else if (o->type == OPT_CHOICE)
        json_add_str(j, "default", o->choices[(int)o->fallback]);
    else if (o->type == OPT_BOOL)
        json_add_bool(j, "default", o->fallback != 0);
    else if (!option_is_list(o) && !option_is_derived(o))
        json_add_num(j, "default", o->fallback);
    json_add_str(j, "help", o->help);
}

struct json *spec_catalog(void)
{
    struct json *all = json_new_object();
    for (int c = 0; c < CATALOG_COUNT; c++) {
        int n;
        const struct kind *kinds = catalog((enum catalog)c, &n);
        struct json *list = json_add_array(all, catalog_name((enum catalog)c));
        for (int i = 0; i < n; i++) {
            struct json *j = json_add_object(list, NULL);
            json_add_str(j, "name", kinds[i].name);
            json_add_str(j, "help", kinds[i].help);
            struct json *options = json_add_array(j, "options");
            for (int k = 0; k < kinds[i].n_options; k++)
                add_option(options, &kinds[i].options[k]);
        }
    }
    return all;
}

/* ---- JSON Schema ---- */

static struct json *add_typed_object(struct json *parent, const char *name)
{
    struct json *schema = json_add_object(parent, name);
    json_add_str(schema, "type", "object");
    json_add_bool(schema, "additionalProperties", false);
    return schema;
}

/* Adds a kind's options to `properties`; the required ones to `required`, if there are any. */
static void add_options(struct json *properties, struct json *required, const struct kind *kind)
{
    for (int i = 0; i < kind->n_options; i++) {
        json_add_take(properties, kind->options[i].name, option_schema(&kind->options[i]));
        if (required && kind->options[i].required)
            json_add_str(required, NULL, kind->options[i].name);
    }
}

static void add_section(struct json *properties, enum section s)
{
    int n;
    add_options(properties, NULL, &catalog(CATALOG_SECTIONS, &n)[s]);
}

static void add_names(struct json *properties, const char *name, const char *help)
{
    struct json *schema = json_add_object(properties, name);
    json_add_str(schema, "description", help);
    struct json *forms = json_add_array(schema, "oneOf");
    json_add_str(json_add_object(forms, NULL), "type", "string");
    struct json *list = json_add_object(forms, NULL);
    json_add_str(list, "type", "array");
    json_add_str(json_add_object(list, "items"), "type", "string");
    json_add_int(list, "minItems", 1);
}

static void add_kind_form(struct json *forms, const struct kind *kind, bool layer)
{
    struct json *form = add_typed_object(forms, NULL);
    json_add_str(form, "description", kind->help);
    struct json *properties = json_add_object(form, "properties");
    json_add_str(json_add_object(properties, "type"), "const", kind->name);
    if (layer) {
        json_add_str(json_add_object(properties, "name"), "type", "string");
        add_names(properties, "inputs", "the layers it takes instead of the one before it");
    }
    struct json *required = json_add_array(form, "required");
    json_add_str(required, NULL, "type");
    add_options(properties, required, kind);
}

/* One of a catalog's kinds: {"type": "adam", …}, or its name alone. */
static struct json *choice_schema(enum catalog which)
{
    int n;
    const struct kind *kinds = catalog(which, &n);
    struct json *schema = json_new_object(), *forms = json_add_array(schema, "oneOf");
    struct json *names = json_add_array(json_add_object(forms, NULL), "enum");
    for (int i = 0; i < n; i++) {
        json_add_str(names, NULL, kinds[i].name);
        add_kind_form(forms, &kinds[i], which == CATALOG_LAYERS);
    }
    return schema;
}

static void add_model(struct json *schemas)
{
    int n;
    const struct kind *tasks = catalog(CATALOG_TASKS, &n);
    struct json *model = add_typed_object(schemas, "Model");
    struct json *properties = json_add_object(model, "properties");
    struct json *names = json_add_array(json_add_object(properties, "task"), "enum");
    for (int i = 0; i < n; i++)
        json_add_str(names, NULL, tasks[i].name);
    struct json *layers = json_add_object(properties, "layers");
    json_add_str(layers, "type", "array");
    json_add_int(layers, "minItems", 1);
    json_add_int(layers, "maxItems", 1000);
    json_add_str(json_add_object(layers, "items"), "$ref", "#/components/schemas/Layer");
    struct json *required = json_add_array(model, "required");
    json_add_str(required, NULL, "task");
    json_add_str(required, NULL, "layers");
    json_add_take(schemas, "Layer", choice_schema(CATALOG_LAYERS));
}

static void add_training(struct json *schemas)
{
    struct json *properties = json_add_object(add_typed_object(schemas, "Training"), "properties");
    json_add_take(properties, "loss", choice_schema(CATALOG_LOSSES));
    json_add_take(properties, "optimizer", choice_schema(CATALOG_OPTIMIZERS));
    json_add_take(properties, "schedule", choice_schema(CATALOG_SCHEDULES));
    struct json *augment = json_add_object(properties, "augment");
    json_add_str(augment, "type", "array");
    json_add_int(augment, "maxItems", 32);
    json_add_take(augment, "items", choice_schema(CATALOG_AUGMENTATIONS));
    json_add_str(json_add_object(properties, "validation_dataset"), "type", "string");
    add_section(properties, SECTION_TRAINING);
    add_section(json_add_object(add_typed_object(properties, "early_stopping"), "properties"),
                SECTION_EARLY_STOPPING);
    add_section(json_add_object(add_typed_object(properties, "regularization"), "properties"),
                SECTION_REGULARIZATION);
}

void spec_add_schemas(struct json *schemas)
{
    add_model(schemas);
    add_training(schemas);
    struct json *properties = json_add_object(add_typed_object(schemas, "Data"), "properties");
    add_names(properties, "target",
              "the column or columns to predict; default: the label, or the last column");
    add_names(properties, "features", "the columns to predict from; default: all the others");
    add_section(properties, SECTION_DATA);
}
