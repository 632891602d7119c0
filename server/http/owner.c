/* owner.c - running a handler, and what becomes of the request when its owner lets go.
 *
 * A request that was deferred may be finished, sent and freed by another thread before the handler
 * returns. So whether it was deferred is noted by thread, not in the request, and after a deferring
 * handler the request is not looked at again. */
#include "server/http/room.h"

#include <string.h>

static _Thread_local bool deferred;

void request_defer(struct request *req)
{
    (void)req;
    deferred = true;
}

void request_finish(struct request *req)
{
    owner_settle(req);
}

void owner_take(struct request *req)
{
    request_ref(req);
    req->http->active++;
}

void owner_drop(struct request *req)
{
    struct http *http = req->http;
    request_unref(req);
    http_count_down(http, &http->active);
}

void owner_settle(struct request *req)
{
    bool streaming = req->stream.begun;
    if (streaming ? req->hold.state == HOLD_ARMED && !req->stream.ended : !request_replied(req)) {
        if (req->hold.state == HOLD_ARMED) {
            hub_park(req);
            return;
        }
        reply_problem(req, 500, "internal", NULL, "%s %s gave no answer", req->method, req->target);
    }
    hub_forget(req);
    if (streaming)
        stream_end(req);
    else
        http_send(req);
    owner_drop(req);
}

void owner_call(struct request *req, void (*fn)(struct request *))
{
    deferred = false;
    fn(req);
    if (!deferred)
        owner_settle(req);
}

bool owner_admit(struct request *req)
{
    const struct http_options *o = &req->http->o;
    if (req->asset)
        return true;
    if (o->authorize)
        o->authorize(req, req->route->role, o->arg);
    return !request_replied(req) && request_check_query(req);
}

static bool parse_body(struct request *req)
{
    enum body_kind kind = req->route->body;
    struct err err = {0};
    if (kind != BODY_JSON && kind != BODY_JSON_OPTIONAL)
        return true;
    if (!req->body_n && kind == BODY_JSON)
        reply_problem(req, 400, "body_required", NULL, "%s %s needs a JSON body", req->method,
                      req->uri.path);
    else if (req->body_n && !(req->json = json_parse(req->body, req->body_n, &err)))
        reply_problem(req, 400, "json", NULL, "the body is not JSON: %s", err.text);
    return !request_replied(req);
}

void owner_run(struct request *req)
{
    if (owner_admit(req) && parse_body(req))
        owner_call(req, req->route->handler);
    else
        owner_settle(req);
}
