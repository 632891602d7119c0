/* reply.c - what a handler says, kept as plain data until http.c hands it to the library.
 *
 * Conditional requests are settled here, so that no handler has to think of them: a reply with an
 * ETag becomes a 304 when the client has it already, a file becomes the part that Range asks for.
 */
#include "server/http/room.h"
#include "server/http/conditional.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool request_replied(const struct request *req)
{
    return req->reply.kind != REPLY_NONE;
}

/* One reply per request: a second one is our own mistake. */
static struct reply *begin(struct request *req, enum reply_kind kind, int status)
{
    assert(!request_replied(req));
    req->reply.kind = kind;
    req->reply.status = status;
    return &req->reply;
}

void reply_done(struct reply *r)
{
    free(r->data);
    if (r->kind == REPLY_FILE && r->fd >= 0)
        close(r->fd);
    for (int i = 0; i < r->n_headers; i++) {
        free(r->headers[i].name);
        free(r->headers[i].value);
    }
    *r = (struct reply){.fd = -1};
}

static const char *get_header(const struct request *req, const char *name)
{
    for (int i = 0; i < req->reply.n_headers; i++)
        if (!strcasecmp(req->reply.headers[i].name, name))
            return req->reply.headers[i].value;
    return NULL;
}

bool reply_has_header(const struct request *req, const char *name)
{
    return get_header(req, name) != NULL;
}

void reply_header(struct request *req, const char *name, const char *fmt, ...)
{
    struct reply *r = &req->reply;
    char *value, *copy = strdup(name);
    va_list ap;
    va_start(ap, fmt);
    int n = vasprintf(&value, fmt, ap);
    va_end(ap);
    if (n < 0 || !copy || r->n_headers == REPLY_HEADERS_MAX) {
        if (n >= 0)
            free(value);
        free(copy);
        return;
    }
    value[strcspn(value, "\r\n")] = 0;
    r->headers[r->n_headers].name = copy;
    r->headers[r->n_headers++].value = value;
}

void reply_etag(struct request *req, const char *fmt, ...)
{
    char text[256];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    reply_header(req, "ETag", "\"%s\"", text);
}

bool reply_not_modified(struct request *req, const char *etag)
{
    const char *list = request_header(req, "If-None-Match");
    if (!etag || !list || strcmp(req->method, "GET") != 0 || !etag_listed(list, etag, true))
        return false;
    begin(req, REPLY_EMPTY, 304);
    return true;
}

void reply_bytes(struct request *req, int status, const char *type, void *data_take, size_t n)
{
    if (status == 200 && reply_not_modified(req, get_header(req, "ETag"))) {
        free(data_take);
        return;
    }
    struct reply *r = begin(req, REPLY_BYTES, status);
    r->data = data_take;
    r->n = data_take ? (int64_t)n : 0;
    reply_header(req, "Content-Type", "%s", type);
}

void reply_text(struct request *req, int status, const char *type, const char *text)
{
    char *copy = strdup(text);
    reply_bytes(req, status, type, copy, copy ? strlen(copy) : 0);
}

void reply_json(struct request *req, int status, struct json *body)
{
    char *text = body ? json_print(body) : NULL;
    bool lost = body && !text;
    json_free(body);
    if (lost)
        reply_problem(req, 503, "no_memory", NULL, "no memory for the answer now");
    else if (!text)
        reply_empty(req, status);
    else
        reply_bytes(req, status, "application/json", text, strlen(text));
}

void reply_empty(struct request *req, int status)
{
    begin(req, REPLY_EMPTY, status);
}

/* Range and If-Range: which part of the file, and with which status. */
static void choose_part(struct request *req, struct reply *r, int64_t size, const char *etag)
{
    const char *range = request_header(req, "Range"), *if_range = request_header(req, "If-Range");
    int64_t first, length;
    if (!range || strcmp(req->method, "GET") != 0 ||
        (if_range && !(etag && etag_listed(if_range, etag, false))))
        return;
    int found = range_parse(range, size, &first, &length);
    if (found > 0) {
        r->status = 206;
        r->offset = first;
        r->n = length;
        reply_header(req, "Content-Range", "bytes %lld-%lld/%lld", (long long)first,
                     (long long)(first + length - 1), (long long)size);
    } else if (found < 0) {
        reply_done(r);
        reply_header(req, "Content-Range", "bytes */%lld", (long long)size);
        reply_problem(req, 416, "range", NULL,
                      "Range \"%.64s\" lies outside the %lld bytes there "
                      "are",
                      range, (long long)size);
    }
}

/* "model.safetensors" as a file name in a header: what is not plain becomes "_". */
static void suggest_name(struct request *req, const char *name)
{
    char plain[128];
    size_t n = 0;
    for (; *name && n < sizeof plain - 1; name++)
        plain[n++] = *name < 0x20 || strchr("\"\\/;%\x7f", *name) || *name < 0 ? '_' : *name;
    plain[n] = 0;
    reply_header(req, "Content-Disposition", "attachment; filename=\"%s\"", plain);
}

void reply_file(struct request *req, int fd_take, int64_t size, const char *type, const char *etag,
                const char *name)
{
    if (etag)
        reply_header(req, "ETag", "%s", etag);
    if (reply_not_modified(req, etag)) {
        close(fd_take);
        return;
    }
    struct reply *r = begin(req, REPLY_FILE, 200);
    r->fd = fd_take;
    r->offset = 0;
    r->n = size;
    choose_part(req, r, size, etag);
    if (r->kind != REPLY_FILE)
        return;
    reply_header(req, "Content-Type", "%s", type);
    reply_header(req, "Accept-Ranges", "bytes");
    if (name)
        suggest_name(req, name);
}
