/* intake.c - from the headers to the moment an API thread takes over: gate, route, limits, body.
 *
 * All of it runs on the HTTP thread, so nothing here waits or works for long. Each function says
 * what the library is to do next. A request is refused as early as it can be: what is malformed or
 * ambiguous by its headers, what is too large by its Content-Length, before a byte of it is read.
 */
#include "server/http/room.h"
#include "server/http/gate.h"
#include "server/http/router.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* To an API thread, with the connection suspended meanwhile. */
static enum step hand_over(struct request *req, enum phase phase, void (*job)(struct request *))
{
    req->phase = phase;
    conn_stage(req->conn, CONN_BUSY);
    owner_take(req);
    http_suspend(req);
    http_pool_push(&req->http->pool, req, job);
    return STEP_ON;
}

enum step intake_refuse(struct request *req)
{
    if (req->has_body || req->reply.close) {
        req->reply.close = true;
        return STEP_SEND; /* ends the connection, the body unread */
    }
    req->phase = PHASE_RUN; /* sent at the next call, and the connection lives on */
    return STEP_ON;
}

/* Malformed or ambiguous requests end here. */
static bool pass_gate(struct request *req, const char *version, bool torn)
{
    struct refusal refusal;
    struct err err = {0};
    req->reply.close = true;
    if (request_replied(req)) /* the headers were too many to copy */
        return false;
    if (torn)
        reply_problem(
            req, 400, "malformed", NULL,
            "the request line or a header holds a NUL, is folded, or does not end with CR LF");
    else if (gate_check(version, req->headers, req->n_headers, &req->has_body, &req->content_length,
                        &refusal))
        reply_problem(req, refusal.status, refusal.code, NULL, "%s", refusal.text);
    else if (uri_parse(&req->uri, req->target, &err))
        reply_problem(req, err.code == ERR_TOO_LARGE ? 414 : 400, "target", NULL, "%s", err.text);
    else
        req->reply.close = false;
    return !req->reply.close;
}

static void no_such_path(struct request *req, bool known_method)
{
    char buf[256];
    const char *near = router_nearest(req->http->router, &req->uri, buf);
    if (!known_method)
        reply_problem(req, 501, "method", NULL, "the method %s is not known here", req->method);
    else if (near)
        reply_problem(req, 404, "no_such_path", NULL, "there is no %.200s; did you mean \"%s\"?",
                      req->uri.path, near);
    else
        reply_problem(req, 404, "no_such_path", NULL, "there is no %.200s", req->uri.path);
}

static bool find_asset(struct request *req)
{
    req->asset = assets_find(req->http->assets, req->uri.path);
    if (req->asset && !strcmp(req->method, "GET"))
        req->route = &req->http->static_route;
    return req->route != NULL;
}

static bool find_route(struct request *req, const char *method)
{
    static const char KNOWN[] = " GET POST PUT PATCH DELETE OPTIONS ";
    char word[24];
    struct match match;
    snprintf(word, sizeof word, " %s ", req->method);
    bool known = strlen(method) < sizeof req->method && strstr(KNOWN, word);
    router_match(req->http->router, req->method, &req->uri, &match);
    if ((req->route = match.route) || find_asset(req))
        return true;
    const char *allow = match.allow[0]                            ? match.allow
                        : req->asset || !strcmp(req->target, "*") ? "GET, HEAD, OPTIONS"
                                                                  : NULL;
    if (!allow) {
        no_such_path(req, known);
        return false;
    }
    reply_header(req, "Allow", "%s", allow);
    if (!strcmp(req->method, "OPTIONS"))
        reply_empty(req, 204);
    else
        reply_problem(req, 405, "method", NULL, "%.200s takes %s, not %s", req->uri.path, allow,
                      req->method);
    return false;
}

/* A form is not the file that is in it: `curl -F file=@x.csv` sends its boundary and headers too.
 */
static bool is_form(struct request *req)
{
    static const char FORM[] = "multipart/form-data";
    const char *type = request_header(req, "Content-Type");
    size_t n = sizeof FORM - 1;
    return type && !strncasecmp(type, FORM, n) && strchr("; \t", type[n]);
}

/* What can be said about the body before it is read. */
static bool pass_limits(struct request *req)
{
    struct http *http = req->http;
    bool stream = req->route->body == BODY_STREAM;
    int64_t max = stream ? http->o.upload_max_bytes : http->o.body_max_bytes;
    const char *encoding = request_header(req, "Content-Encoding");
    if (http->stopping) {
        req->reply.close = true;
        reply_problem(req, 503, "stopping", NULL, "the server is stopping");
    } else if (req->content_length > max) {
        reply_problem(req, 413, "body_too_large", NULL,
                      "Content-Length is %lld; the body of %s %s may have %lld bytes",
                      (long long)req->content_length, req->method, req->uri.path, (long long)max);
    } else if (encoding && strcasecmp(encoding, "identity") != 0 &&
               !(stream && (!strcasecmp(encoding, "gzip") || !strcasecmp(encoding, "x-gzip")))) {
        reply_header(req, "Accept-Encoding", stream ? "gzip, identity" : "identity");
        reply_problem(req, 415, "content_encoding", NULL,
                      "Content-Encoding \"%.32s\" is not taken here; %s", encoding,
                      stream ? "gzip and identity are" : "identity is");
    } else if (stream && is_form(req)) {
        reply_problem(req, 415, "content_type", NULL,
                      "Content-Type is multipart/form-data; send the bytes themselves: "
                      "curl -T FILE (or --data-binary @FILE), not -F");
    }
    return !request_replied(req);
}

static enum step begin_upload(struct request *req)
{
    struct http *http = req->http;
    bool too_many = http->uploads >= http->o.uploads_max;
    if (!too_many && !http_pool_full(&http->pool)) {
        http->uploads++;
        req->upload.counted = true;
        return hand_over(req, PHASE_BEGIN, upload_begin);
    }
    http->overloaded++;
    reply_problem(req, 503, "overloaded", NULL,
                  too_many ? "as many uploads as may (%d) are under way"
                           : "as many requests as may (%d) are waiting",
                  too_many ? http->o.uploads_max : http->o.queue_max);
    return intake_refuse(req);
}

enum step intake_headers(struct request *req, const char *method, const char *version, bool torn)
{
    req->head = !strcmp(method, "HEAD");
    snprintf(req->method, sizeof req->method, "%s", req->head ? "GET" : method);
    bool sound = pass_gate(req, version, torn);
    if (!sound)
        req->http->refused++;
    if (!sound || !find_route(req, method) || !pass_limits(req))
        return intake_refuse(req);
    if (req->route->body != BODY_STREAM) {
        req->phase = PHASE_BODY;
        return STEP_ON;
    }
    return begin_upload(req);
}

/* ---- the body ---- */

static bool grow_body(struct request *req, size_t n)
{
    struct http *http = req->http;
    size_t room = req->body_room ? req->body_room : 1024;
    while (room < req->body_n + n)
        room *= 2;
    if (room == req->body_room)
        return true;
    int64_t more = (int64_t)(room - req->body_room);
    char *grown = NULL;
    if (atomic_fetch_add(&http->bodies, more) + more <= http->o.bodies_max_bytes)
        grown = realloc(req->body, room);
    if (!grown) {
        http->bodies -= more;
        return false;
    }
    req->body = grown;
    req->body_room = room;
    return true;
}

static void collect(struct request *req, const char *data, size_t n)
{
    bool keep = req->route->body != BODY_NONE;
    int64_t max = req->http->o.body_max_bytes;
    if ((int64_t)(req->body_n + n) > max) {
        reply_problem(req, 413, "body_too_large", NULL,
                      "the body of %s %s is larger than %lld bytes", req->method, req->uri.path,
                      (long long)max);
    } else if (keep && !grow_body(req, n)) {
        req->http->overloaded++;
        reply_problem(req, 503, "overloaded", NULL, "too many bodies are being received");
    } else {
        if (keep)
            memcpy(req->body + req->body_n, data, n);
        req->body_n += n;
    }
}

/* An upload that passes its limit on the wire is refused here, between two API threads. */
static void refuse_upload(struct request *req)
{
    upload_too_large(req);
    req->aborting = true;
    owner_take(req);
    http_pool_push(&req->http->pool, req, upload_abort);
}

static enum step take_upload(struct request *req, const char *data, size_t *n)
{
    struct upload *u = &req->upload;
    bool full;
    if (u->wire + (int64_t)*n > u->max) {
        refuse_upload(req);
        *n = 0;
        return STEP_ON;
    }
    *n -= upload_take(req, data, *n, &full);
    if (!full)
        return STEP_ON;
    u->busy = true;
    return hand_over(req, PHASE_BODY, upload_chunk);
}

/* 16 MiB: so much of a body that was refused on the way is read after all, for the client to see
 * why. What announced its length is read to its end: that is within the limit already. */
enum { DRAIN_MAX = 16 << 20 };

static enum step drain(struct request *req, size_t *n)
{
    req->drained += (int64_t)*n;
    *n = 0;
    return req->content_length < 0 && req->drained > DRAIN_MAX ? STEP_CLOSE : STEP_ON;
}

enum step intake_bytes(struct request *req, const char *data, size_t *n)
{
    if (req->upload.busy)
        return STEP_ON; /* it stays where it is until we are resumed */
    if (atomic_load(&req->conn->stage) != CONN_BODY)
        conn_stage(req->conn, CONN_BODY);
    req->conn->bytes += (int64_t)*n;
    if (request_replied(req))
        return drain(req, n);
    if (req->route->body == BODY_STREAM)
        return take_upload(req, data, n);
    collect(req, data, *n);
    *n = 0;
    return STEP_ON;
}

enum step intake_end(struct request *req)
{
    if (!request_replied(req) && req->route->body == BODY_STREAM)
        return hand_over(req, PHASE_RUN, upload_end);
    if (!request_replied(req)) {
        if (!http_pool_full(&req->http->pool))
            return hand_over(req, PHASE_RUN, owner_run);
        req->http->overloaded++;
        reply_problem(req, 503, "overloaded", NULL, "too many requests are waiting");
    }
    conn_stage(req->conn, CONN_BUSY);
    return STEP_SEND;
}
