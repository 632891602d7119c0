/* model_outline.c - what a row for a model is made of, and what its answers are called.
 *
 * Read from the model's file without opening it for prediction: a header and a few names. */
#include "server/api/models.h"

#include <allot/engine.h>
#include <string.h>

/* 1000 names: as many as a dataset's column shows of its classes. */
enum { NAMES_MAX = 1000 };

static const struct field input_fields[] = {
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "of the column"},
    {.name = "type", .type = FIELD_STRING, .required = true, .help = "numeric, categorical …"},
};
const struct shape shape_model_input = {.name = "ModelInput", FIELDS(input_fields)};

static void add_names(struct json *o, const char *name, const struct model_info *info)
{
    struct json *list = json_add_array(o, name);
    for (int i = 0; i < info->n_outputs && i < NAMES_MAX; i++)
        json_add_str(list, NULL, info->classes[i]);
}

static void tell(void *arg, const struct model_info *info)
{
    struct json *o = arg, *list = json_add_array(o, "inputs");
    for (int64_t i = 0; info->inputs && i < info->n_inputs - info->n_sample; i++) {
        struct json *column = json_add_object(list, NULL);
        json_add_str(column, "name", info->inputs[i].name);
        json_add_str(column, "type", column_type_name(info->inputs[i].type));
    }
    if (info->classes)
        add_names(o, info->is_classifier || info->map_classes ? "classes" : "targets", info);
}

void add_outline(struct request *req, struct json *o, const struct model_row *m,
                 const struct viewer *viewer)
{
    struct err err = {0};
    char path[BLOB_PATH_MAX];
    bool hidden = m->visibility == VISIBILITY_TRAIN_ONLY && viewer->tenant &&
                  strcmp(viewer->tenant, m->tenant) != 0;
    if (!hidden) /* a file that cannot be read is told by who opens it */
        model_outline(blob_path(api_of(req)->store, m->sha256, path), tell, o, &err);
}
