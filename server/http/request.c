/* request.c - a request's life, and what a handler reads of it.
 *
 * Everything a handler can read is the request's own copy: the library's memory is never touched
 * by another thread, and a connection may end while its request is still being worked on. Queries
 * are checked like bodies: parameters become a JSON object by the types of the route's table, and
 * json_check() says what is wrong with it. */
#include "server/http/room.h"
#include "server/http/conditional.h"
#include "server/http/router.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t now_ms(void)
{
    return now_us() / 1000;
}

struct request *request_new(struct http *http, const char *raw_target)
{
    struct request *req = calloc(1, sizeof *req);
    if (!req || !(req->target = strdup(raw_target))) {
        free(req);
        return NULL;
    }
    req->http = http;
    req->refs = 1;
    req->reply.fd = -1;
    req->start_us = now_us();
    pthread_mutex_init(&req->stream.lock, NULL);
    unsigned long long n = atomic_fetch_add(&http->id_next, 1);
    snprintf(req->id, sizeof req->id, "req_%012llx%06llx", (unsigned long long)http->id_seed,
             n & 0xFFFFFF);
    return req;
}

void request_ref(struct request *req)
{
    atomic_fetch_add(&req->refs, 1);
}

void request_unref(struct request *req)
{
    if (atomic_fetch_sub(&req->refs, 1) > 1)
        return;
    request_set_state(req, NULL, NULL);
    request_set_user(req, NULL, NULL);
    if (req->stream.begun)
        req->http->streams--;
    if (req->upload.counted)
        req->http->uploads--;
    req->http->bodies -= (int64_t)req->body_room;
    reply_done(&req->reply);
    upload_done(&req->upload);
    json_free(req->json);
    uri_done(&req->uri);
    pthread_mutex_destroy(&req->stream.lock);
    free(req->stream.buf);
    free(req->body);
    free(req->header_text);
    free(req->target);
    free(req);
}

const struct route *request_route(const struct request *req)
{
    return req->route;
}

void *request_arg(const struct request *req)
{
    return req->http->o.arg;
}

struct http *request_http(const struct request *req)
{
    return req->http;
}

const char *request_method(const struct request *req)
{
    return req->method;
}

const char *request_target(const struct request *req)
{
    return req->target;
}

const char *request_path(const struct request *req)
{
    return req->uri.path;
}

const char *request_id(const struct request *req)
{
    return req->id;
}

const char *request_peer(const struct request *req)
{
    return req->peer;
}

int64_t request_age_ms(const struct request *req)
{
    return (now_us() - req->start_us) / 1000;
}

const char *request_param(const struct request *req, const char *name)
{
    return router_param(req->route, &req->uri, name);
}

const char *request_header(const struct request *req, const char *name)
{
    for (int i = 0; i < req->n_headers; i++)
        if (!strcasecmp(req->headers[i].name, name))
            return req->headers[i].value;
    return NULL;
}

const char *request_query(const struct request *req, const char *name)
{
    for (int i = 0; i < req->uri.n_query; i++)
        if (!strcmp(req->uri.query[i].name, name))
            return req->uri.query[i].value;
    return NULL;
}

int64_t request_query_int(const struct request *req, const char *name, int64_t fallback)
{
    const char *text = request_query(req, name);
    return text ? strtoll(text, NULL, 10) : fallback;
}

double request_query_num(const struct request *req, const char *name, double fallback)
{
    const char *text = request_query(req, name);
    return text ? strtod(text, NULL) : fallback;
}

/* "?dry_run" alone means true. */
static bool is_true(const char *text)
{
    return !*text || !strcmp(text, "true") || !strcmp(text, "1");
}

bool request_query_bool(const struct request *req, const char *name, bool fallback)
{
    const char *text = request_query(req, name);
    return text ? is_true(text) : fallback;
}

const void *request_body(const struct request *req, size_t *n)
{
    *n = req->body_n;
    return req->body;
}

const struct json *request_json(const struct request *req)
{
    return req->json;
}

bool request_wants(const struct request *req, const char *type)
{
    static const char *const FORMATS[][2] = {{"text", "text/plain"},
                                             {"json", "application/json"},
                                             {"csv", "text/csv"},
                                             {"sse", "text/event-stream"}};
    const char *format = request_query(req, "format");
    for (size_t i = 0; format && i < sizeof FORMATS / sizeof *FORMATS; i++)
        if (!strcmp(FORMATS[i][0], format))
            return !strcmp(FORMATS[i][1], type);
    const char *accept = request_header(req, "Accept");
    if (!accept)
        return false;
    int wanted = accept_weight(accept, type, true);
    return wanted > 0 && wanted >= accept_weight(accept, "application/json", true);
}

bool request_if_match(const struct request *req, const char *etag)
{
    const char *list = request_header(req, "If-Match");
    return !list || etag_listed(list, etag, false);
}

void request_set_user(struct request *req, void *user, void (*done)(void *))
{
    if (req->user && req->user_done)
        req->user_done(req->user);
    req->user = user;
    req->user_done = done;
}

void *request_user(const struct request *req)
{
    return req->user;
}

void request_set_label(struct request *req, const char *label)
{
    snprintf(req->label, sizeof req->label, "%s", label);
}

void request_set_state(struct request *req, void *state, void (*done)(void *))
{
    if (req->state && req->state != state && req->state_done)
        req->state_done(req->state);
    req->state = state;
    req->state_done = done;
}

void *request_state(const struct request *req)
{
    return req->state;
}

bool request_expired(const struct request *req)
{
    return req->expired;
}

bool request_stopping(const struct request *req)
{
    return req->http->stopping;
}

/* ---- the query against the route's table ---- */

static const struct field *field_named(const struct route *route, const char *name)
{
    for (int i = 0; i < route->n_query; i++)
        if (!strcmp(route->query[i].name, name))
            return &route->query[i];
    return NULL;
}

/* A number is only added as one when it is written as JSON writes it. */
static void add_number(struct json *object, const char *name, const char *text)
{
    struct json *number = json_parse(text, strlen(text), NULL);
    if (number && json_kind(number) == JSON_NUMBER) {
        json_add_take(object, name, number);
        return;
    }
    json_free(number);
    json_add_str(object, name, text);
}

static void add_parameter(struct json *object, const struct field *field, const char *name,
                          const char *text)
{
    enum field_type type = field ? field->type : FIELD_STRING;
    bool no = !strcmp(text, "false") || !strcmp(text, "0");
    if (type == FIELD_INT || type == FIELD_NUMBER)
        add_number(object, name, text);
    else if (type == FIELD_BOOL && (no || is_true(text)))
        json_add_bool(object, name, !no);
    else
        json_add_str(object, name, text);
}

bool request_check_query(struct request *req)
{
    const struct route *route = req->route;
    if (!req->uri.n_query && !route->n_query)
        return true;
    struct faults faults = {0};
    struct json *object = json_new_object();
    for (int i = 0; i < req->uri.n_query; i++)
        add_parameter(object, field_named(route, req->uri.query[i].name), req->uri.query[i].name,
                      req->uri.query[i].value);
    json_check(object, "/query", route->query, route->n_query, &faults);
    json_free(object);
    bool fine = faults.n == 0;
    if (!fine)
        reply_problem(req, 400, "query", &faults, "%s", faults.v[0].detail);
    faults_done(&faults);
    return fine;
}
