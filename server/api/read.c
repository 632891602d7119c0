/* read.c - what handlers share: readers, pages, bodies checked against shapes, names. */
#include "server/api/handler.h"

#include <stdlib.h>
#include <string.h>

struct reader *api_read(struct request *req)
{
    struct err err = {0};
    struct reader *r = reader_borrow(api_of(req)->store, &err);
    if (!r)
        reply_err(req, &err);
    return r;
}

void *api_alloc(struct request *req, size_t size)
{
    void *p = calloc(1, size);
    if (!p)
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
    return p;
}

int api_tenant(struct request *req, struct reader *r, struct tenant_row *out)
{
    struct err err = {0};
    struct scope scope = api_scope(req);
    int rc = store_tenant_get(r, &scope, request_param(req, "tenant"), out, &err);
    if (rc < 0)
        reply_err(req, &err);
    return rc;
}

/* ---- pages ---- */

const char *const api_text_formats[] = {"json", "text", NULL};

struct page api_page(const struct request *req)
{
    return (struct page){(int)request_query_int(req, "limit", 50), request_query(req, "after")};
}

struct json *api_list(struct json *data_take, bool more, const char *last)
{
    struct json *o = json_new_object();
    json_add_take(o, "data", data_take);
    json_add_bool(o, "has_more", more);
    json_add_str(o, "next", more ? last : NULL);
    return o;
}

void api_reply_list(struct request *req, struct json *data_take, bool more, const char *last)
{
    reply_json(req, 200, api_list(data_take, more, last));
}

/* ---- bodies ---- */

bool api_refused(struct request *req, struct faults *faults)
{
    bool refused = faults->n > 0;
    if (refused)
        reply_problem(req, 422, "invalid", faults, "%s", faults->v[0].detail);
    faults_done(faults);
    return refused;
}

const struct json *api_body(struct request *req, const struct shape *shape)
{
    struct faults faults = {0};
    const struct json *body = request_json(req);
    shape_check(body, "", shape, &faults);
    return api_refused(req, &faults) ? NULL : body;
}

static bool looks_like_id(const char *text)
{
    static const char *const prefixes[] = {"ten", "usr", "tok", "ds",  "job", "run",
                                           "ckp", "mdl", "dec", "aud", "prg", "grt"};
    for (int i = 0; i < COUNT(prefixes); i++)
        if (id_is(text, prefixes[i]))
            return true;
    return false;
}

bool api_check_name(const char *text, const char *pointer, struct faults *faults)
{
    static const char allowed[] = "1 to 100 characters, no '/' or control characters, no space at "
                                  "the ends, not the form of an id";
    size_t n = strlen(text);
    bool good = n >= 1 && n <= 100 && text[0] != ' ' && text[n - 1] != ' ' &&
                !looks_like_id(text) && strcmp(text, ".") && strcmp(text, "..");
    for (const char *p = text; *p; p++)
        good = good && (unsigned char)*p >= 0x20 && *p != 0x7f && *p != '/';
    if (!good)
        faults_add(faults, pointer, "name", allowed, "\"%.100s\" cannot be a name; allowed: %s",
                   text, allowed);
    return good;
}

char *api_str_dup(const struct json *member)
{
    const char *s = json_str(member, NULL);
    return s ? strdup(s) : NULL;
}

void api_patch_str(char **slot, const struct json *body, const char *name)
{
    const struct json *member = json_get(body, name);
    if (!member)
        return;
    free(*slot);
    *slot = api_str_dup(member);
}

void api_patch_int(int64_t *slot, const struct json *body, const char *name, int64_t when_null)
{
    const struct json *member = json_get(body, name);
    if (member)
        *slot = json_int(member, when_null);
}

int api_index(const char *const *names, const char *word, int fallback)
{
    for (int i = 0; word && names[i]; i++)
        if (!strcmp(names[i], word))
            return i;
    return fallback;
}
