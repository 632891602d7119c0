/* base.c - the base of a submit: who may use it, and what a body leaves to it.
 *
 * A base's inputs were prepared in some way, and its parameters mean nothing otherwise. So unless
 * data.from_base is none, the options of `data` that the body does not give are the base's. A body
 * without `model` goes on with the base as it is: its layers, its loss, its columns and classes. */
#include "server/api/base.h"

#include "server/api/models.h"
#include "server/spec/spec.h"
#include <string.h>

static const struct field quote_base_fields[] = {
    {.name = "model", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "name", .type = FIELD_STRING, .required = true, .help = "its name"},
    {.name = "taken", .type = FIELD_INT, .required = true, .help = "numbers that come from it"},
    {.name = "of",
     .type = FIELD_INT,
     .required = true,
     .help = "numbers of the new model: parameters and running statistics"},
    {.name = "fresh",
     .type = FIELD_STRING,
     .required = true,
     .help = "the tensors that do not come from it"},
};
const struct shape shape_quote_base = {.name = "QuoteBase", FIELDS(quote_base_fields)};

void base_show(struct json *quote, const struct submission *s)
{
    if (!s->base)
        return;
    struct json *o = json_add_object(quote, "base");
    json_add_str(o, "model", s->job.base);
    json_add_str(o, "name", s->base_name);
    json_add_int(o, "taken", s->quote.base_taken);
    json_add_int(o, "of", s->quote.base_of);
    json_add_str(o, "fresh", s->quote.base_fresh);
}

/* ---- what the body leaves to it ---- */

static struct json *get(struct json *object, const char *name)
{
    return (struct json *)(uintptr_t)json_get(object, name);
}

/* What the base was fitted with cannot be asked for otherwise. */
static void check_fitted(const struct json *data, const struct json *bases, struct faults *faults)
{
    static const char *const fitted[] = {"normalize", "missing"};
    for (int i = 0; i < COUNT(fitted); i++) {
        const char *own = json_str(json_get(data, fitted[i]), NULL);
        const char *was = json_str(json_get(bases, fitted[i]), NULL);
        char pointer[64];
        snprintf(pointer, sizeof pointer, "/data/%s", fitted[i]);
        if (own && was && strcmp(own, was) != 0)
            faults_add(faults, pointer, "base", was,
                       "the base was trained with \"%s\": \"%s\"; leave it out, or set "
                       "data.from_base to \"none\"",
                       fitted[i], was);
    }
}

/* The base's data section under the body's own. */
static struct json *merge_data(const struct json *data, const struct json *bases, bool as_it_is,
                               struct faults *faults)
{
    struct json *merged = json_new_object();
    const char *from = json_str(json_get(data, "from_base"), as_it_is ? "all" : "inputs");
    bool takes = strcmp(from, "none") != 0;
    for (const struct json *m = json_first(bases); takes && m; m = json_next(m)) {
        const char *name = json_name(m);
        bool columns = !strcmp(name, "target") || !strcmp(name, "features");
        if (strcmp(name, "from_base") != 0 && (as_it_is || !columns))
            json_add_take(merged, name, json_dup(m));
    }
    json_add_str(merged, "from_base", from);
    if (takes)
        check_fitted(data, bases, faults);
    return json_kind(data) == JSON_OBJECT ? json_merge_patch_take(merged, data) : merged;
}

static void take_loss(struct json *whole, const struct json *base)
{
    const struct json *loss = json_get(json_get(base, "training"), "loss");
    if (!loss || json_get(json_get(whole, "training"), "loss"))
        return;
    if (!json_get(whole, "training"))
        json_add_object(whole, "training");
    if (json_kind(json_get(whole, "training")) == JSON_OBJECT)
        json_add_take(get(whole, "training"), "loss", json_dup(loss));
}

static struct json *whole_body(const struct json *body, const struct json *base,
                               struct faults *faults)
{
    struct json *whole = json_dup(body);
    const struct json *data = json_get(body, "data");
    bool as_it_is = !json_get(body, "model");
    if (as_it_is) {
        json_add_take(whole, "model", json_dup(json_get(base, "model")));
        take_loss(whole, base);
    }
    if (!data || json_kind(data) == JSON_OBJECT) {
        struct json *merged = merge_data(data, json_get(base, "data"), as_it_is, faults);
        json_remove(whole, "data");
        json_add_take(whole, "data", merged);
    }
    return whole;
}

/* ---- finding it ---- */

static void take(struct request *req, const struct model_row *m, const struct json *body,
                 struct submission *s, struct faults *faults)
{
    char path[BLOB_PATH_MAX];
    struct err err = {0};
    struct json *spec = m->spec ? json_parse(m->spec, strlen(m->spec), &err) : NULL;
    s->base = spec ? spec_base_open(blob_path(api_of(req)->store, m->sha256, path), &err) : NULL;
    if (s->base) {
        s->job.base = strdup(m->id);
        s->job.base_sha256 = strdup(m->sha256);
        s->base_name = strdup(m->name);
        s->body = whole_body(body, spec, faults);
    } else {
        faults_add(faults, "/base", "unreadable", "a model that can be opened",
                   "model \"%s\" cannot be opened: %s", m->name, err.text);
    }
    json_free(spec);
}

void base_find(struct request *req, struct reader *r, const struct json *body, struct submission *s,
               struct faults *faults)
{
    const char *name = json_str(json_get(body, "base"), NULL);
    struct viewer viewer = api_viewer(req, STORE_TO_TRAIN);
    struct model_row m = {0};
    struct err err = {0};
    if (!name)
        return;
    if (model_find(r, &viewer, api_who(req)->tenant, name, &m, &err) == 0)
        take(req, &m, body, s, faults);
    else
        faults_add(faults, "/base", err.code == ERR_NOT_FOUND ? "not_found" : "model",
                   "a model of yours, or a public one", "%s", err.text);
    model_row_done(&m);
}
