/* dataset_show.c - a dataset as JSON: its row, and the schema that its import found. */
#include "server/api/datasets.h"

#include <allot/engine.h>
#include <string.h>

/* 1,000: a list of more classes is no use to a reader; n_classes says how many there are. */
enum { CLASSES_SHOWN_MAX = 1000 };

static const struct field column_fields[] = {
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "of the header, or made up"},
    {.name = "type", .type = FIELD_STRING, .required = true, .help = "numeric, categorical …"},
    {.name = "missing", .type = FIELD_INT, .required = true, .help = "rows without a value"},
    {.name = "min", .type = FIELD_NUMBER, .nullable = true, .help = "of a numeric column"},
    {.name = "max", .type = FIELD_NUMBER, .nullable = true, .help = "of a numeric column"},
    {.name = "mean", .type = FIELD_NUMBER, .nullable = true, .help = "of a numeric column"},
    {.name = "std", .type = FIELD_NUMBER, .nullable = true, .help = "of a numeric column"},
    {.name = "classes",
     .type = FIELD_ARRAY,
     .nullable = true,
     .help = "a categorical column's values in order, the first 1000"},
    {.name = "counts", .type = FIELD_ARRAY, .nullable = true, .help = "rows of each class"},
    {.name = "n_classes", .type = FIELD_INT, .nullable = true, .help = "how many classes"},
};
static const struct shape shape_column = {
    .name = "Column",
    FIELDS(column_fields),
    .parts = (const struct part[]){{"classes", NULL, "string"}, {"counts", NULL, "integer"}, {0}},
};

static const struct field dataset_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "ds_…"},
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "unique in its tenant"},
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "whose it is"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "user",
     .type = FIELD_STRING,
     .required = true,
     .nullable = true,
     .help = "who uploaded it"},
    {.name = "user_id", .type = FIELD_STRING, .required = true, .nullable = true, .help = "her id"},
    {.name = "format", .type = FIELD_STRING, .required = true, .help = "csv, idx …"},
    {.name = "state",
     .type = FIELD_ENUM,
     .choices = dataset_state_names,
     .required = true,
     .help = "incomplete: waits for its labels"},
    {.name = "rows", .type = FIELD_INT, .required = true, .help = "how many"},
    {.name = "columns", .type = FIELD_ARRAY, .required = true, .help = "of a table; or the label"},
    {.name = "shape",
     .type = FIELD_ARRAY,
     .required = true,
     .nullable = true,
     .help = "of one sample that is a tensor, or null"},
    {.name = "label_shape",
     .type = FIELD_ARRAY,
     .nullable = true,
     .help = "of a label that is a class per pixel, [H, W], or null"},
    {.name = "bytes", .type = FIELD_INT, .required = true, .help = "uploaded, labels included"},
    {.name = "storage_bytes", .type = FIELD_INT, .help = "held of the tenant's quota"},
    {.name = "sha256", .type = FIELD_STRING, .required = true, .help = "of what was uploaded"},
    {.name = "visibility",
     .type = FIELD_ENUM,
     .choices = visibility_names,
     .required = true,
     .help = "who may use it; train_only: in jobs, never to be read"},
    {.name = "license", .type = FIELD_STRING, .nullable = true, .help = "SPDX name or a sentence"},
    {.name = "description", .type = FIELD_STRING, .nullable = true, .help = "for people"},
    {.name = "created_at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
    {.name = "updated_at", .type = FIELD_STRING, .nullable = true, .help = "RFC 3339"},
};
const struct shape shape_dataset = {
    .name = "Dataset",
    FIELDS(dataset_fields),
    .parts = (const struct part[]){{"columns", &shape_column, NULL},
                                   {"shape", NULL, "integer"},
                                   {"label_shape", NULL, "integer"},
                                   {0}},
};

/* ---- the schema ---- */

void json_add_bytes(struct json *parent, const char *name, const char *bytes, size_t n)
{
    char *text = malloc(6 * n + 1);
    size_t to = 0;
    for (size_t i = 0; text && i < n;) {
        size_t good = text_utf8(bytes + i, n - i);
        memcpy(text + to, bytes + i, good);
        to += good;
        if ((i += good) < n)
            to += (size_t)snprintf(text + to, 7, "<0x%02X>", (unsigned char)bytes[i++]);
    }
    if (text)
        text[to] = 0;
    json_add_str(parent, name, text);
    free(text);
}

static void add_classes(struct json *o, const struct column *c)
{
    struct json *names = json_add_array(o, "classes"), *counts = json_add_array(o, "counts");
    for (int i = 0; i < c->n_classes && i < CLASSES_SHOWN_MAX; i++) {
        json_add_bytes(names, NULL, c->classes[i], strlen(c->classes[i]));
        json_add_int(counts, NULL, c->class_counts[i]);
    }
    json_add_int(o, "n_classes", c->n_classes);
}

static void add_column(struct json *list, const struct column *c)
{
    struct json *o = json_add_object(list, NULL);
    json_add_str(o, "name", c->name);
    json_add_str(o, "type", column_type_name(c->type));
    json_add_int(o, "missing", c->missing);
    if (c->type == COLUMN_NUMERIC || c->type == COLUMN_TIME) {
        json_add_num(o, "min", c->min);
        json_add_num(o, "max", c->max);
        json_add_num(o, "mean", c->mean);
        json_add_num(o, "std", c->std);
    }
    if (c->type == COLUMN_CATEGORICAL)
        add_classes(o, c);
}

char *dataset_schema(const struct dataset_info *info)
{
    struct json *o = json_new_object(), *columns = json_add_array(o, "columns");
    for (int i = 0; i < info->n_columns; i++)
        add_column(columns, &info->columns[i]);
    struct json *shape = info->rank ? json_add_array(o, "shape") : NULL;
    for (int i = 0; i < info->rank; i++)
        json_add_int(shape, NULL, info->shape[i]);
    if (!shape)
        json_add_null(o, "shape");
    struct json *map = info->maps ? json_add_array(o, "label_shape") : NULL;
    for (int i = 0; map && i < 2; i++)
        json_add_int(map, NULL, info->shape[i]);
    char *text = json_print(o);
    json_free(o);
    return text;
}

/* ---- the row ---- */

static void add_schema(struct json *o, const char *text)
{
    struct json *schema = text ? json_parse(text, strlen(text), NULL) : NULL;
    const struct json *columns = json_get(schema, "columns"), *shape = json_get(schema, "shape");
    const struct json *map = json_get(schema, "label_shape");
    json_add_take(o, "columns", columns ? json_dup(columns) : json_new_array());
    if (shape)
        json_add_take(o, "shape", json_dup(shape));
    else
        json_add_null(o, "shape");
    if (map)
        json_add_take(o, "label_shape", json_dup(map));
    else
        json_add_null(o, "label_shape");
    json_free(schema);
}

struct json *dataset_show(struct reader *r, const struct dataset_row *d,
                          const struct viewer *viewer)
{
    bool foreign = is_foreign(r, viewer, d->tenant);
    struct json *o = json_new_object();
    json_add_str(o, "id", d->id);
    json_add_str(o, "name", d->name);
    add_tenant(o, r, d->tenant);
    add_user(o, r, foreign ? NULL : d->user);
    json_add_str(o, "format", d->format);
    json_add_str(o, "state", dataset_state_names[d->state]);
    json_add_int(o, "rows", d->rows);
    add_schema(o, d->schema);
    json_add_int(o, "bytes", d->content_bytes + d->labels_bytes);
    json_add_int(o, "storage_bytes", d->content_bytes + d->labels_bytes + d->canonical_bytes);
    json_add_str(o, "sha256", d->sha256);
    json_add_str(o, "visibility", visibility_names[d->visibility]);
    json_add_str(o, "license", d->license);
    json_add_str(o, "description", d->description);
    add_time(o, "created_at", d->created_at);
    add_time(o, "updated_at", d->updated_at);
    return o;
}
