/* spec.c - the three sections of a job into an engine spec, and back.
 *
 * Every section is walked by the engine's tables: a layer, optimiser or option that the engine
 * gains is read, checked and printed here without a change. A kind is chosen by {"type": "adam",
 * …}, or by its name alone where it needs no options. */
#include "server/spec/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1,000 layers: deeper than any published network of plain layers. 64 inputs: a join of more
 * branches than that is a mistake. */
enum { LAYERS_MAX = 1000, INPUTS_MAX = 64, AUGMENT_MAX = 32 };

static const char *const nothing[] = {NULL};

static const struct kind *kind_of(enum catalog which, int i)
{
    int n;
    return &catalog(which, &n)[i];
}

static bool listed(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (!strcmp(word, *list))
            return true;
    return false;
}

/* "unknown layer "dens"; did you mean "dense"?" */
static void unknown(const char *pointer, const char *code, const char *what, const char *name,
                    const char *const *known, int n, struct faults *faults)
{
    char allowed[ERR_TEXT_MAX] = "nothing";
    size_t used = 0;
    for (int i = 0; i < n && used < sizeof allowed; i++)
        used += (size_t)snprintf(allowed + used, sizeof allowed - used, "%s%s", i ? ", " : "",
                                 known[i]);
    const char *near = nearest_known(name, known, n);
    faults_add(faults, pointer, code, allowed, "unknown %s \"%.80s\"%s%s%s", what, name,
               near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

static bool is_object(const struct json *j, const char *pointer, struct faults *faults)
{
    if (json_kind(j) == JSON_OBJECT)
        return true;
    faults_add(faults, pointer, "type", "object", "an object is needed here, not %s",
               json_kind_name(json_kind(j)));
    return false;
}

static void unknown_member(const char *pointer, const char *name, const struct kind *kind,
                           const char *const *besides, struct faults *faults)
{
    const char *known[OPTIONS_MAX + 8];
    int n = 0;
    for (int i = 0; i < kind->n_options; i++)
        known[n++] = kind->options[i].name;
    for (int i = 0; besides[i] && n < OPTIONS_MAX + 8; i++)
        known[n++] = besides[i];
    unknown(pointer, "unknown", "field", name, known, n, faults);
}

int spec_read_options(const struct json *object, const char *pointer, const struct kind *kind,
                      const char *const *besides, struct value *values, struct faults *faults)
{
    int before = faults->n;
    char at[256];
    for (const struct json *m = json_first(object); m; m = json_next(m)) {
        int i = option_find(kind, json_name(m));
        json_pointer(at, pointer, json_name(m));
        if (i >= 0)
            option_read(m, at, &kind->options[i], &values[i], faults);
        else if (!listed(json_name(m), besides))
            unknown_member(at, json_name(m), kind, besides, faults);
    }
    for (int i = 0; i < kind->n_options; i++) {
        const struct option *o = &kind->options[i];
        if (!o->required || json_get(object, o->name))
            continue;
        char allowed[ERR_TEXT_MAX];
        option_allowed(o, allowed, sizeof allowed);
        faults_add(faults, json_pointer(at, pointer, o->name), "required", allowed,
                   "\"%s\" is required by %s; allowed: %s", o->name, kind->name, allowed);
    }
    return faults->n - before;
}

static int find_kind(enum catalog which, const char *what, const char *name, const char *pointer,
                     struct faults *faults)
{
    int i = catalog_find(which, name), n;
    if (i >= 0)
        return i;
    const struct kind *kinds = catalog(which, &n);
    const char **known = calloc((size_t)n + 1, sizeof *known);
    for (int k = 0; known && k < n; k++)
        known[k] = kinds[k].name;
    unknown(pointer, "choice", what, name, known, known ? n : 0, faults);
    free(known);
    return -1;
}

/* "adam" or {"type": "adam", …}. The kind is -1 when it is not known. */
static void read_choice(const struct json *j, const char *pointer, enum catalog which,
                        const char *what, const char *const *besides, struct choice *choice,
                        struct faults *faults)
{
    char at[256];
    bool by_name = json_kind(j) == JSON_STRING;
    choice->kind = -1;
    if (!by_name && !is_object(j, pointer, faults))
        return;
    const struct json *type = by_name ? j : json_get(j, "type");
    snprintf(at, sizeof at, "%s", pointer);
    if (!by_name)
        json_pointer(at, pointer, "type");
    if (json_kind(type) != JSON_STRING) {
        faults_add(faults, at, type ? "type" : "required", "a name of the catalog",
                   "\"type\" names the %s and must be a string", what);
        return;
    }
    choice->kind = find_kind(which, what, json_str(type, ""), at, faults);
    if (choice->kind < 0)
        return;
    const struct kind *kind = kind_of(which, choice->kind);
    kind_defaults(kind, choice->options);
    spec_read_options(by_name ? NULL : j, pointer, kind, besides, choice->options, faults);
}

static char *read_name(const struct json *j, const char *pointer, struct faults *faults)
{
    const char *s = json_str(j, "");
    if (json_kind(j) == JSON_STRING && *s && strlen(s) <= NAME_MAX_BYTES)
        return strdup(s);
    faults_add(faults, pointer, "type", "string of 1 to 128 characters",
               "a name must be a string of 1 to %d characters", NAME_MAX_BYTES);
    return strdup("");
}

/* A name, or a list of names. */
static void read_names(const struct json *j, const char *pointer, int max, char ***names,
                       int *n_names, struct faults *faults)
{
    bool list = json_kind(j) == JSON_ARRAY;
    int count = list ? json_count(j) : 1, i = 0;
    if (count < 1 || count > max) {
        faults_add(faults, pointer, "range", "1 or more names",
                   "%d names stand here; 1 to %d are allowed", count, max);
        return;
    }
    char at[256], index[16];
    *names = calloc((size_t)count, sizeof **names);
    *n_names = *names ? count : 0;
    for (const struct json *m = list ? json_first(j) : j; i < *n_names; m = json_next(m), i++) {
        snprintf(index, sizeof index, "%d", i);
        (*names)[i] = read_name(m, list ? json_pointer(at, pointer, index) : pointer, faults);
    }
}

static void read_layer(const struct json *j, const char *pointer, struct layer_spec *layer,
                       struct faults *faults)
{
    static const char *const besides[] = {"type", "name", "inputs", NULL};
    char at[256];
    read_choice(j, pointer, CATALOG_LAYERS, "layer", besides, &layer->choice, faults);
    const struct json *name = json_get(j, "name"), *inputs = json_get(j, "inputs");
    if (name)
        layer->name = read_name(name, json_pointer(at, pointer, "name"), faults);
    if (inputs)
        read_names(inputs, json_pointer(at, pointer, "inputs"), INPUTS_MAX, &layer->inputs,
                   &layer->n_inputs, faults);
}

static void read_model(const struct json *j, struct spec *spec, struct faults *faults)
{
    static const struct field fields[] = {
        {.name = "task", .type = FIELD_STRING, .required = true},
        {.name = "layers", .type = FIELD_ARRAY, .min = 1, .max = LAYERS_MAX, .required = true},
    };
    json_check(j, "/model", fields, 2, faults);
    const struct json *task = json_get(j, "task"), *layers = json_get(j, "layers");
    if (json_kind(task) == JSON_STRING)
        spec->task = find_kind(CATALOG_TASKS, "task", json_str(task, ""), "/model/task", faults);
    int count = json_kind(layers) == JSON_ARRAY ? json_count(layers) : 0;
    if (count < 1 || count > LAYERS_MAX)
        return;
    spec->layers = calloc((size_t)count, sizeof *spec->layers);
    for (const struct json *l = json_first(layers); l && spec->layers; l = json_next(l)) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "/model/layers/%d", spec->n_layers);
        read_layer(l, pointer, &spec->layers[spec->n_layers++], faults);
    }
}

static void read_augment(const struct json *j, struct spec *spec, struct faults *faults)
{
    static const char *const besides[] = {"type", NULL};
    if (json_kind(j) != JSON_ARRAY || json_count(j) > AUGMENT_MAX) {
        faults_add(faults, "/training/augment", "type", "array of at most 32",
                   "\"augment\" must be an array of at most %d augmentations", AUGMENT_MAX);
        return;
    }
    spec->augment = calloc((size_t)json_count(j) + 1, sizeof *spec->augment);
    for (const struct json *a = json_first(j); a && spec->augment; a = json_next(a)) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "/training/augment/%d", spec->n_augment);
        read_choice(a, pointer, CATALOG_AUGMENTATIONS, "augmentation", besides,
                    &spec->augment[spec->n_augment++], faults);
    }
}

static void read_section(const struct json *j, const char *pointer, enum section s,
                         struct value *values, struct faults *faults)
{
    if (is_object(j, pointer, faults))
        spec_read_options(j, pointer, kind_of(CATALOG_SECTIONS, s), nothing, values, faults);
}

static void read_training(const struct json *j, struct spec *spec, struct faults *faults)
{
    static const char *const type[] = {"type", NULL};
    static const char *const members[] = {
        "loss",           "optimizer",      "schedule",           "augment",
        "early_stopping", "regularization", "validation_dataset", NULL};
    if (!is_object(j, "/training", faults))
        return;
    spec_read_options(j, "/training", kind_of(CATALOG_SECTIONS, SECTION_TRAINING), members,
                      spec->training, faults);
    const struct json *m;
    if ((m = json_get(j, "loss")))
        read_choice(m, "/training/loss", CATALOG_LOSSES, "loss", type, &spec->loss, faults);
    if ((m = json_get(j, "optimizer")))
        read_choice(m, "/training/optimizer", CATALOG_OPTIMIZERS, "optimizer", type,
                    &spec->optimizer, faults);
    if ((m = json_get(j, "schedule")))
        read_choice(m, "/training/schedule", CATALOG_SCHEDULES, "schedule", type, &spec->schedule,
                    faults);
    if ((m = json_get(j, "augment")))
        read_augment(m, spec, faults);
    if ((m = json_get(j, "early_stopping")) && json_kind(m) != JSON_NULL) {
        spec->has_early_stopping = true;
        read_section(m, "/training/early_stopping", SECTION_EARLY_STOPPING, spec->early_stopping,
                     faults);
    }
    if ((m = json_get(j, "regularization")))
        read_section(m, "/training/regularization", SECTION_REGULARIZATION, spec->regularization,
                     faults);
    if (spec->training[TRAINING_VALIDATION_SPLIT].n > 0 && json_get(j, "validation_dataset"))
        faults_add(faults, "/training/validation_split", "conflict", "one of the two",
                   "validation_split and validation_dataset exclude each other");
}

static void read_data(const struct json *j, struct spec *spec, struct faults *faults)
{
    static const char *const members[] = {"target", "features", NULL};
    if (!is_object(j, "/data", faults))
        return;
    spec_read_options(j, "/data", kind_of(CATALOG_SECTIONS, SECTION_DATA), members, spec->data,
                      faults);
    const struct json *target = json_get(j, "target"), *features = json_get(j, "features");
    if (target)
        read_names(target, "/data/target", COLUMNS_MAX, &spec->targets, &spec->n_targets, faults);
    if (features)
        read_names(features, "/data/features", COLUMNS_MAX, &spec->features, &spec->n_features,
                   faults);
}

int spec_read(const struct json *job, struct spec *spec, struct faults *faults)
{
    int before = faults->n;
    spec_init(spec);
    const struct json *model = json_get(job, "model");
    const struct json *training = json_get(job, "training"), *data = json_get(job, "data");
    if (model)
        read_model(model, spec, faults);
    else
        faults_add(faults, "/model", "required", "object",
                   "\"model\" is required; allowed: object");
    if (training)
        read_training(training, spec, faults);
    if (data)
        read_data(data, spec, faults);
    return faults->n - before;
}

/* ---- printing ---- */

static void print_choice(struct json *parent, const char *name, enum catalog which,
                         const struct choice *choice)
{
    if (choice->kind < 0)
        return;
    const struct kind *kind = kind_of(which, choice->kind);
    struct json *o = json_add_object(parent, name);
    json_add_str(o, "type", kind->name);
    options_print(o, kind, choice->options);
}

static void print_names(struct json *parent, const char *name, char *const *names, int n)
{
    if (!n)
        return;
    struct json *list = json_add_array(parent, name);
    for (int i = 0; i < n; i++)
        json_add_str(list, NULL, names[i]);
}

static void print_layer(struct json *list, const struct layer_spec *l)
{
    const struct kind *kind = kind_of(CATALOG_LAYERS, l->choice.kind);
    struct json *o = json_add_object(list, NULL);
    json_add_str(o, "type", kind->name);
    if (l->name)
        json_add_str(o, "name", l->name);
    print_names(o, "inputs", l->inputs, l->n_inputs);
    options_print(o, kind, l->choice.options);
}

static void print_section(struct json *object, enum section s, const struct value *values)
{
    options_print(object, kind_of(CATALOG_SECTIONS, s), values);
}

static void print_training(struct json *training, const struct spec *spec)
{
    print_choice(training, "loss", CATALOG_LOSSES, &spec->loss);
    print_choice(training, "optimizer", CATALOG_OPTIMIZERS, &spec->optimizer);
    print_choice(training, "schedule", CATALOG_SCHEDULES, &spec->schedule);
    print_section(training, SECTION_TRAINING, spec->training);
    print_section(json_add_object(training, "regularization"), SECTION_REGULARIZATION,
                  spec->regularization);
    if (spec->has_early_stopping)
        print_section(json_add_object(training, "early_stopping"), SECTION_EARLY_STOPPING,
                      spec->early_stopping);
    struct json *augment = spec->n_augment ? json_add_array(training, "augment") : NULL;
    for (int i = 0; i < spec->n_augment; i++)
        print_choice(augment, NULL, CATALOG_AUGMENTATIONS, &spec->augment[i]);
}

struct json *spec_json(const struct spec *spec)
{
    struct json *job = json_new_object(), *model = json_add_object(job, "model");
    json_add_str(model, "task", kind_of(CATALOG_TASKS, spec->task)->name);
    struct json *layers = json_add_array(model, "layers");
    for (int i = 0; i < spec->n_layers; i++)
        print_layer(layers, &spec->layers[i]);
    print_training(json_add_object(job, "training"), spec);
    struct json *data = json_add_object(job, "data");
    print_names(data, "target", spec->targets, spec->n_targets);
    print_names(data, "features", spec->features, spec->n_features);
    print_section(data, SECTION_DATA, spec->data);
    json_add_int(job, "lanes", spec->lanes);
    return job;
}

int spec_parse(const char *text, struct spec *spec, struct err *err)
{
    struct err reason = {0};
    struct json *job = json_parse(text, strlen(text), &reason);
    if (!job)
        return err_set(err, ERR_CORRUPT, "the stored spec cannot be read: %s", reason.text);
    struct faults faults = {0};
    int rc = 0;
    if (spec_read(job, spec, &faults)) {
        rc = err_set(err, ERR_CORRUPT, "the stored spec cannot be read: %s: %s",
                     faults.v[0].pointer, faults.v[0].detail);
        spec_done(spec);
    } else {
        spec->lanes = (int)json_int(json_get(job, "lanes"), 1);
    }
    faults_done(&faults);
    json_free(job);
    return rc;
}

struct base *spec_base_open(const char *model_path, struct err *err)
{
    struct spec spec;
    struct base *base = NULL;
    char *text = model_metadata(model_path, "spec", err);
    if (text && spec_parse(text, &spec, err) == 0) {
        base = base_open(model_path, &spec, err);
        spec_done(&spec);
    }
    free(text);
    return base;
}
