/* serving.h - answering with models: one thread, a line per tenant, a time limit, metered.
 *
 * predict, evaluate and generate hand their request to the serving thread (serving_submit); there
 * they open the model (which stays open for the next who asks), work, reply, and are charged for
 * the time. */
#ifndef ALLOT_API_SERVING_H
#define ALLOT_API_SERVING_H

#include "server/api/models.h"
#include <allot/engine.h>

struct serving;

struct serving *serving_start(struct api *api, struct err *err);
void serving_drain(struct serving *s);
void serving_stop(struct serving *s); /* NULL is allowed */

/* 30 s: one question. An evaluation that needs longer is a job's validation_dataset. */
enum { SERVE_MAX_MS = 30000 };

/* One question on its way. Free room in front of what a kind of question needs. */
struct question {
    struct request *req;
    struct model_row model;
    int64_t until_ms; /* boot clock */
    /* On the serving thread; the answer is replied by it. */
    void (*answer)(struct question *q, struct model *m);
    void (*done)(struct question *q); /* frees it with all that it holds */
};

/* Gives question and request to the serving thread; replies 503 when the tenant's line is full. */
void serving_submit(struct question *q);

/* predict of a masked language model (fill.c): replies. */
void fill_answer(struct question *q, struct model *m, const struct json *inputs);

/* Whether a question has had its time, or the daemon ends: `stop` of model_evaluate. */
bool serving_expired(void *question);

#endif
