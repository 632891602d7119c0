/* stream.c - a reply in pieces, through a bounded buffer.
 *
 * The owner appends, the HTTP thread takes. When the buffer is empty the HTTP thread suspends the
 * connection and the next append resumes it; both happen under the stream's lock, so no piece is
 * left lying. A client that does not read is cut off when the buffer is full, rather than holding
 * memory: an event stream is resumed by its Last-Event-ID. */
#include "server/http/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { END_OF_STREAM = -1, END_WITH_ERROR = -2 }; /* the library's own numbers */

void stream_begin(struct request *req, int status, const char *type)
{
    struct stream *s = &req->stream;
    reply_header(req, "Content-Type", "%s", type);
    reply_header(req, "Cache-Control", "no-store");
    reply_header(req, "X-Accel-Buffering", "no"); /* nginx would hold the pieces back */
    req->reply.kind = REPLY_STREAM;
    req->reply.status = status;
    req->reply.n = -1;
    s->begun = true;
    s->sse = !strncmp(type, "text/event-stream", 17);
    s->last_ms = now_ms();
    s->ended = req->head;
    req->http->streams++;
    http_send(req);
}

/* Under the lock: the connection runs again if it waits for us. */
static void nudge(struct request *req)
{
    if (req->stream.parked) {
        req->stream.parked = false;
        http_resume(req);
    }
}

static int make_room(struct stream *s, size_t n)
{
    size_t used = s->end - s->start;
    if (s->start) {
        memmove(s->buf, s->buf + s->start, used);
        s->start = 0;
        s->end = used;
    }
    if (used + n <= s->room)
        return 0;
    size_t room = s->room ? s->room : 512;
    while (room < used + n)
        room *= 2;
    char *grown = realloc(s->buf, room);
    if (!grown)
        return ERR_NO_MEMORY;
    s->buf = grown;
    s->room = room;
    return 0;
}

static int append(struct request *req, const void *data, size_t n)
{
    struct stream *s = &req->stream;
    if (s->cut || s->ended)
        return ERR_NOT_FOUND;
    if (s->end - s->start + n > STREAM_BUFFER_MAX || (s->end + n > s->room && make_room(s, n))) {
        s->cut = true;
        nudge(req);
        return ERR_TOO_LARGE;
    }
    memcpy(s->buf + s->end, data, n);
    s->end += n;
    s->crowded |= s->end - s->start > STREAM_BUFFER_MAX / 2;
    s->last_ms = now_ms();
    nudge(req);
    return 0;
}

int stream_write(struct request *req, const void *data, size_t n)
{
    pthread_mutex_lock(&req->stream.lock);
    int rc = n ? append(req, data, n) : 0;
    pthread_mutex_unlock(&req->stream.lock);
    return rc;
}

int stream_printf(struct request *req, const char *fmt, ...)
{
    char *text;
    va_list ap;
    va_start(ap, fmt);
    int n = vasprintf(&text, fmt, ap);
    va_end(ap);
    if (n < 0)
        return ERR_NO_MEMORY;
    int rc = stream_write(req, text, (size_t)n);
    free(text);
    return rc;
}

size_t stream_room(const struct request *req)
{
    struct stream *s = &((struct request *)(uintptr_t)req)->stream;
    pthread_mutex_lock(&s->lock);
    size_t room = s->cut || s->ended ? 0 : STREAM_BUFFER_MAX - (s->end - s->start);
    pthread_mutex_unlock(&s->lock);
    return room;
}

int stream_event(struct request *req, const char *id, const char *event, const char *data)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    if (!f)
        return ERR_NO_MEMORY;
    if (id)
        fprintf(f, "id: %.*s\n", (int)strcspn(id, "\r\n"), id);
    if (event)
        fprintf(f, "event: %.*s\n", (int)strcspn(event, "\r\n"), event);
    do {
        size_t line = strcspn(data, "\r\n");
        fprintf(f, "data: %.*s\n", (int)line, data);
        data += line;
        data += data[0] == '\r' && data[1] == '\n' ? 2 : *data != 0;
    } while (*data);
    fputc('\n', f);
    int rc = fclose(f) ? ERR_NO_MEMORY : stream_write(req, text, n);
    free(text);
    return rc;
}

void stream_end(struct request *req)
{
    pthread_mutex_lock(&req->stream.lock);
    req->stream.ended = true;
    nudge(req);
    pthread_mutex_unlock(&req->stream.lock);
}

void stream_cut(struct request *req)
{
    pthread_mutex_lock(&req->stream.lock);
    req->stream.cut = true;
    nudge(req);
    pthread_mutex_unlock(&req->stream.lock);
}

void stream_gone(struct request *req)
{
    pthread_mutex_lock(&req->stream.lock);
    req->stream.cut = true;
    req->stream.parked = false; /* nothing is left that could be resumed */
    pthread_mutex_unlock(&req->stream.lock);
}

void stream_beat(struct request *req, int64_t now, int every_ms)
{
    pthread_mutex_lock(&req->stream.lock);
    if (now - req->stream.last_ms >= every_ms)
        append(req, ": still here\n\n", 14);
    pthread_mutex_unlock(&req->stream.lock);
}

/* The next bytes into out; the buffer of a stream that fell silent is given back. */
static size_t take(struct stream *s, char *out, size_t max, bool *drained)
{
    size_t n = s->end - s->start;
    if (n > max)
        n = max;
    memcpy(out, s->buf + s->start, n);
    s->start += n;
    if (s->start == s->end) {
        s->start = s->end = 0;
        *drained = s->crowded;
        s->crowded = false;
        if (s->room > 4096) {
            free(s->buf);
            s->buf = NULL;
            s->room = 0;
        }
    }
    return n;
}

long stream_read(void *arg, uint64_t pos, char *out, size_t max)
{
    struct request *req = arg;
    struct stream *s = &req->stream;
    bool drained = false;
    long n;
    (void)pos;
    pthread_mutex_lock(&s->lock);
    if (s->cut) {
        n = END_WITH_ERROR;
    } else if (s->end > s->start) {
        n = (long)take(s, out, max, &drained);
    } else if (s->ended) {
        n = END_OF_STREAM;
    } else {
        s->parked = true;
        http_suspend(req);
        n = 0;
    }
    pthread_mutex_unlock(&s->lock);
    if (drained)
        hub_drained(req);
    return n;
}
