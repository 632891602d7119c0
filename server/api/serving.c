/* serving.c - the serving thread: models kept open, answers timed and charged.
 *
 * Only this thread touches the open models, so they need no lock. What a question took is charged
 * to who asked, in whole milliseconds of one slot (at least one), on a row of the books of her own.
 */
#include "server/api/serving.h"

#include "server/run/worker.h"
#include "server/spec/spec.h"
#include <string.h>

/* 8 models stay open; 32 questions of one tenant may wait, each with a body of at most 1 MiB. */
enum { MODELS_MAX = 8, LINE_MAX_QUESTIONS = 32 };

struct open_model {
    char sha256[HASH_TEXT_MAX];
    struct model *model;
    int64_t used; /* grows with each use */
};

struct serving {
    struct api *api;
    struct worker *worker;
    struct open_model open[MODELS_MAX];
    int64_t uses;
};

struct serving *serving_start(struct api *api, struct err *err)
{
    struct serving *s = calloc(1, sizeof *s);
    if (!s) {
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    s->api = api;
    s->worker = worker_start("serving", LINE_MAX_QUESTIONS, err);
    if (!s->worker) {
        free(s);
        return NULL;
    }
    return s;
}

void serving_drain(struct serving *s)
{
    worker_drain(s->worker);
}

void serving_stop(struct serving *s)
{
    if (!s)
        return;
    worker_stop(s->worker);
    for (int i = 0; i < MODELS_MAX; i++)
        model_close(s->open[i].model);
    free(s);
}

/* ---- open models ---- */

static struct model *open_model(struct serving *s, const struct model_row *row, struct err *err)
{
    struct spec spec;
    char path[BLOB_PATH_MAX];
    if (spec_parse(row->spec, &spec, err) < 0)
        return NULL;
    struct model *m = model_open(blob_path(s->api->store, row->sha256, path), &spec, err);
    spec_done(&spec);
    return m;
}

/* The model of a row, opened or still open; the one unused the longest makes room. */
static struct model *get_model(struct serving *s, const struct model_row *row, struct err *err)
{
    struct open_model *oldest = &s->open[0];
    for (int i = 0; i < MODELS_MAX; i++) {
        struct open_model *o = &s->open[i];
        if (o->model && !strcmp(o->sha256, row->sha256)) {
            o->used = ++s->uses;
            return o->model;
        }
        if (o->used < oldest->used)
            oldest = o;
    }
    struct model *m = open_model(s, row, err);
    if (!m)
        return NULL;
    model_close(oldest->model);
    oldest->model = m;
    oldest->used = ++s->uses;
    snprintf(oldest->sha256, sizeof oldest->sha256, "%s", row->sha256);
    return m;
}

/* ---- charging ---- */

struct bill {
    struct write write;
    char tenant[ID_MAX], user[ID_MAX];
    int64_t slot_ms;
};

static int bill_run(struct tx *tx, void *arg, struct err *err)
{
    struct bill *b = arg;
    return store_usage_serving(tx, b->tenant, b->user, b->slot_ms, err);
}

static void bill_done(void *arg, int rc, const struct err *err)
{
    (void)rc, (void)err;
    free(arg);
}

static void charge(struct api *api, const struct principal *who, int64_t ms)
{
    struct bill *b = calloc(1, sizeof *b);
    if (!b)
        return;
    memcpy(b->tenant, who->tenant, ID_MAX);
    memcpy(b->user, who->user, ID_MAX);
    b->slot_ms = ms > 0 ? ms : 1;
    b->write = (struct write){.run = bill_run, .done = bill_done, .arg = b, .lazy = true};
    store_submit(api->store, &b->write);
}

/* ---- questions ---- */

bool serving_expired(void *question)
{
    const struct question *q = question;
    return clock_boot_ms() > q->until_ms || worker_stopping(api_of(q->req)->serving->worker);
}

static void serve(void *arg)
{
    struct question *q = arg;
    struct request *req = q->req;
    struct api *api = api_of(req);
    struct err err = {0};
    int64_t from = clock_boot_ms();
    q->until_ms = from + SERVE_MAX_MS;
    struct model *m = get_model(api->serving, &q->model, &err);
    if (m)
        q->answer(q, m);
    else
        reply_err(req, &err);
    charge(api, api_who(req), clock_boot_ms() - from);
    q->done(q);
    request_finish(req);
}

void serving_submit(struct question *q)
{
    struct request *req = q->req;
    struct err err = {0};
    request_defer(req);
    if (worker_submit(api_of(req)->serving->worker, api_who(req)->tenant, serve, q, &err) == 0)
        return;
    reply_err(req, &err);
    q->done(q);
    request_finish(req);
}
