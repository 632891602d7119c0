/* base.h - the model that a job begins from, found and read at submit; private to the api room. */
#ifndef ALLOT_API_BASE_H
#define ALLOT_API_BASE_H

#include "server/api/jobs.h"

/* Finds "base" of the body and opens its file: s->base, its id, name and hash, and s->body, the
 * body as it would read without a base's help: `model`, where it is left out, is the base's, and so
 * is what `data` does not say. Every fault is added; without "base" nothing is done. */
void base_find(struct request *req, struct reader *r, const struct json *body, struct submission *s,
               struct faults *faults);

/* "base" of a quote. */
void base_show(struct json *quote, const struct submission *s);

extern const struct shape shape_quote_base;

#endif
