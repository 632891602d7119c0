/* generate.c - POST /v1/models/{model}/generate: a language model goes on with a prompt.
 *
 * The whole text as JSON, or with `stream` (or Accept: text/event-stream) each token's text as an
 * event at once and an `end` event with the count. A question that runs out of time has what was
 * written by then. */
#include "server/api/serving.h"

#include <string.h>

/* 4096: an event takes 40 bytes and its token's text, a few most often, so that a whole answer fits
 * the stream's buffer and a slow reader is not cut off. 10,000: a longer prompt is past every
 * context that answers in time. */
enum { TOKENS_MAX = 4096, PROMPT_MAX = 10000 };

static const struct field generate_fields[] = {
    {.name = "prompt",
     .type = FIELD_STRING,
     .required = true,
     .min = 1,
     .max = PROMPT_MAX,
     .help = "the text to go on with; its last data.context tokens count"},
    {.name = "max_tokens",
     .type = FIELD_INT,
     .min = 1,
     .max = TOKENS_MAX,
     .fallback = "200",
     .help = "tokens to write: characters, bytes or byte pairs, as the training text was imported"},
    {.name = "temperature",
     .type = FIELD_NUMBER,
     .min = 0,
     .max = 100,
     .fallback = "1",
     .help = "logits are divided by it; 0: always the likeliest token"},
    {.name = "top_k",
     .type = FIELD_INT,
     .min = 0,
     .max = CLASSES_MAX,
     .fallback = "0",
     .help = "draw among so many of the likeliest; 0: among all"},
    {.name = "top_p",
     .type = FIELD_NUMBER,
     .min = 0,
     .min_open = true,
     .max = 1,
     .fallback = "1",
     .help = "draw among the fewest likeliest that are so probable together; 1: among all"},
    {.name = "seed",
     .type = FIELD_INT,
     .min = 0,
     .max = JSON_INT_MAX,
     .fallback = "0",
     .help = "the same seed writes the same text"},
    {.name = "stream",
     .type = FIELD_BOOL,
     .fallback = "false",
     .help = "server-sent events, one a token, instead of one answer"},
};
const struct shape shape_generate = {.name = "Prompt", FIELDS(generate_fields)};

static const char *const ends[] = {"length", "time_limit", NULL};
static const struct field generated_fields[] = {
    {.name = "text", .type = FIELD_STRING, .required = true, .help = "what was written"},
    {.name = "tokens", .type = FIELD_INT, .required = true, .help = "its tokens"},
    {.name = "end", .type = FIELD_ENUM, .choices = ends, .required = true, .help = "why it ended"},
};
const struct shape shape_generated = {.name = "Generated", FIELDS(generated_fields)};

struct generation {
    struct question q;
    struct json *body;
    bool stream, begun, expired, gone;
    char *text;
    size_t n, room;
};

static void send_text(struct generation *g, const char *text)
{
    struct json *o = json_new_object();
    json_add_str(o, "text", text);
    char *data = json_print(o);
    if (!g->begun)
        stream_begin(g->q.req, 200, "text/event-stream");
    g->begun = true;
    g->gone = !data || stream_event(g->q.req, NULL, "token", data) < 0;
    free(data);
    json_free(o);
}

/* Room for n more bytes and the end; without memory the answer ends here. */
static bool more_room(struct generation *g, size_t n)
{
    if (g->n + n < g->room)
        return true;
    char *text = realloc(g->text, 2 * g->room + n);
    g->text = text ? text : g->text;
    g->room = text ? 2 * g->room + n : g->room;
    return text;
}

static bool emit(void *arg, const char *text)
{
    struct generation *g = arg;
    size_t n = strlen(text);
    if (g->stream && n > 0)
        send_text(g, text);
    else if (!g->stream && more_room(g, n))
        memcpy(g->text + g->n, text, n + 1);
    else if (!g->stream)
        return false;
    g->n += n;
    g->expired = serving_expired(&g->q);
    return !g->expired && !g->gone;
}

static void finish(struct generation *g, int tokens)
{
    struct json *o = json_new_object();
    if (!g->stream)
        json_add_str(o, "text", g->text);
    json_add_int(o, "tokens", tokens);
    json_add_str(o, "end", ends[g->expired]);
    if (!g->stream) {
        reply_json(g->q.req, 200, o);
        return;
    }
    char *data = json_print(o);
    if (!g->gone && data && stream_event(g->q.req, NULL, "end", data) == 0)
        stream_end(g->q.req);
    free(data);
    json_free(o);
}

static void answer(struct question *q, struct model *m)
{
    struct generation *g = (struct generation *)q;
    struct err err = {0};
    struct generate how = {.max_tokens = (int)json_int(json_get(g->body, "max_tokens"), 200),
                           .temperature = json_num(json_get(g->body, "temperature"), 1),
                           .top_k = (int)json_int(json_get(g->body, "top_k"), 0),
                           .top_p = json_num(json_get(g->body, "top_p"), 1),
                           .seed = (uint64_t)json_int(json_get(g->body, "seed"), 0)};
    g->room = (size_t)how.max_tokens * 8; /* bytes of a token, most often */
    g->text = calloc(g->room, 1);
    if (!g->text) {
        reply_problem(q->req, 503, "no_memory", NULL, "out of memory");
        return;
    }
    int n = model_generate(m, json_str(json_get(g->body, "prompt"), ""), &how, emit, g, &err);
    if (n < 0)
        reply_err(q->req, &err);
    else
        finish(g, n);
}

static void done(struct question *q)
{
    struct generation *g = (struct generation *)q;
    model_row_done(&q->model);
    json_free(g->body);
    free(g->text);
    free(g);
}

void model_generate_post(struct request *req)
{
    const struct json *body = api_body(req, &shape_generate);
    struct generation *g = body ? api_alloc(req, sizeof *g) : NULL;
    if (!g)
        return;
    const char *accept = request_header(req, "Accept");
    *g = (struct generation){.q = {.req = req, .answer = answer, .done = done},
                             .body = json_dup(body)};
    g->stream = json_bool(json_get(body, "stream"), accept && strstr(accept, "text/event-stream"));
    struct reader *r = api_read(req);
    int rc = r ? model_open_param(req, r, &g->q.model) : ERR_BUSY;
    if (r)
        reader_return(r);
    if (rc == 0)
        serving_submit(&g->q);
    else
        done(&g->q);
}
