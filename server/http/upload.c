/* upload.c - a streamed body: the HTTP thread collects 64 KiB, an API thread works it off.
 *
 * While an API thread has the buffer the connection is suspended, so the client's socket fills and
 * TCP slows it down: memory per upload is one buffer, whatever its size. gzip is undone here, so
 * the route's upload_ops see plain bytes, with a limit on both sides (a small bomb inflates to the
 * limit and no further). A refused body is drained, so that the client reads its answer. */
#include "server/http/room.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct inflater {
    z_stream z;
    bool between; /* after a member's end: a file may be several members, one after the other */
    unsigned char out[UPLOAD_CHUNK];
};

static const struct upload_ops *ops_of(const struct request *req)
{
    return req->route->upload;
}

void request_set_body_max(struct request *req, int64_t bytes, const char *code, const char *why)
{
    struct upload *u = &req->upload;
    if (bytes >= u->max)
        return;
    u->max = bytes < 0 ? 0 : bytes;
    free(u->max_code);
    free(u->max_why);
    u->max_code = strdup(code);
    u->max_why = strdup(why);
}

void upload_too_large(struct request *req)
{
    const struct upload *u = &req->upload;
    if (u->max_code && u->max_why)
        reply_problem(req, 413, u->max_code, NULL, "%s", u->max_why);
    else
        reply_problem(req, 413, "body_too_large", NULL,
                      "the body is larger than the %lld bytes that an upload may have",
                      (long long)u->max);
}

/* The body is refused: what begin did is undone, what still comes is dropped. */
static void give_up(struct request *req)
{
    if (req->upload.begun) {
        req->upload.begun = false;
        ops_of(req)->abort(req);
    }
}

static struct inflater *inflater_new(void)
{
    struct inflater *f = calloc(1, sizeof *f);
    if (f && inflateInit2(&f->z, 16 + MAX_WBITS) == Z_OK)
        return f;
    free(f);
    return NULL;
}

static bool prepare(struct request *req)
{
    struct upload *u = &req->upload;
    const char *encoding = request_header(req, "Content-Encoding");
    bool gzip = encoding && strcasecmp(encoding, "identity") != 0;
    u->buf = malloc(UPLOAD_CHUNK);
    if (gzip)
        u->gzip = inflater_new();
    return u->buf && (!gzip || u->gzip);
}

void upload_begin(struct request *req)
{
    struct upload *u = &req->upload;
    u->max = req->http->o.upload_max_bytes;
    if (owner_admit(req)) {
        ops_of(req)->begin(req);
        assert(req->hold.state == HOLD_NONE);
        u->begun = !request_replied(req);
        if (u->begun && req->content_length > u->max) {
            upload_too_large(req);
            give_up(req);
        } else if (u->begun && !prepare(req)) {
            reply_problem(req, 503, "no_memory", NULL, "no memory for an upload now");
            give_up(req);
        }
    }
    http_send(req);
    owner_drop(req);
}

/* n plain bytes to the route. */
static void give(struct request *req, const void *data, size_t n)
{
    struct upload *u = &req->upload;
    u->plain += (int64_t)n;
    if (u->plain > u->max)
        upload_too_large(req);
    else if (n)
        ops_of(req)->chunk(req, data, n);
    if (request_replied(req))
        give_up(req);
}

static void bad_gzip(struct request *req, const char *what)
{
    reply_problem(req, 400, "gzip", NULL, "Content-Encoding is gzip, but the body %s at byte %lld",
                  what, (long long)req->upload.wire);
    give_up(req);
}

/* A further member may follow the one that ended; anything else after it is an error. */
static bool next_member(struct inflater *f)
{
    f->between = false;
    return inflateReset(&f->z) == Z_OK;
}

static void give_inflated(struct request *req, char *data, size_t n)
{
    struct inflater *f = req->upload.gzip;
    f->z.next_in = (unsigned char *)data;
    f->z.avail_in = (unsigned)n;
    while (f->z.avail_in && !request_replied(req)) {
        if (f->between && !next_member(f)) {
            bad_gzip(req, "cannot be inflated");
            return;
        }
        f->z.next_out = f->out;
        f->z.avail_out = sizeof f->out;
        int rc = inflate(&f->z, Z_NO_FLUSH);
        if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR) {
            bad_gzip(req, "is not gzip, or is damaged,");
            return;
        }
        f->between = rc == Z_STREAM_END;
        give(req, f->out, sizeof f->out - f->z.avail_out);
    }
}

/* What is left in the inflater after its input is used up. */
static void give_rest(struct request *req)
{
    struct inflater *f = req->upload.gzip;
    for (int rc = Z_OK; rc == Z_OK && !f->between && !request_replied(req);) {
        f->z.next_out = f->out;
        f->z.avail_out = sizeof f->out;
        rc = inflate(&f->z, Z_NO_FLUSH);
        f->between = rc == Z_STREAM_END;
        give(req, f->out, sizeof f->out - f->z.avail_out);
    }
}

static void work_off(struct request *req)
{
    struct upload *u = &req->upload;
    size_t n = u->n;
    u->n = 0;
    if (u->gzip) {
        give_inflated(req, u->buf, n);
        if (!request_replied(req))
            give_rest(req);
    } else {
        give(req, u->buf, n);
    }
}

void upload_chunk(struct request *req)
{
    work_off(req);
    atomic_store(&req->upload.busy, false);
    http_send(req);
    owner_drop(req);
}

void upload_end(struct request *req)
{
    work_off(req);
    if (req->upload.gzip && !request_replied(req) && !req->upload.gzip->between)
        bad_gzip(req, "ends in the middle");
    if (!request_replied(req)) {
        req->upload.begun = false;
        owner_call(req, ops_of(req)->end);
        return;
    }
    owner_settle(req);
}

void upload_abort(struct request *req)
{
    give_up(req);
    owner_drop(req);
}

size_t upload_take(struct request *req, const char *data, size_t n, bool *full)
{
    struct upload *u = &req->upload;
    if (u->n + n > UPLOAD_CHUNK)
        n = UPLOAD_CHUNK - u->n;
    memcpy(u->buf + u->n, data, n);
    u->n += n;
    u->wire += (int64_t)n;
    *full = u->n == UPLOAD_CHUNK;
    return n;
}

void upload_done(struct upload *u)
{
    if (u->gzip)
        inflateEnd(&u->gzip->z);
    free(u->gzip);
    free(u->buf);
    free(u->max_code);
    free(u->max_why);
}
