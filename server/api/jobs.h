/* jobs.h - what the files about jobs share; private to the api room. */
#ifndef ALLOT_API_JOBS_H
#define ALLOT_API_JOBS_H

#include "server/api/handlers.h"
#include <allot/engine.h>

struct dataset;

/* ---- a submit, checked (submission.c) ---- */

/* What a body asks for, with all that is known about it. */
struct submission {
    struct job_row job; /* as it will be inserted */
    struct spec spec;
    struct quote quote;
    bool quoted; /* the spec fits its datasets */
    struct dataset *train, *validation;
    struct base *base; /* what it begins from, or NULL (base.c) … */
    char *base_name;
    struct json *body; /* … with what the body leaves to it; NULL: the body as it came */
};

/* Reads and checks a body completely against datasets, machine and quotas; every fault is added.
 * Returns a negative code only when the store failed, after replying. */
int submission_read(struct request *req, const struct json *body, struct submission *s,
                    struct faults *faults);
void submission_done(const struct api *api, struct submission *s);

/* Adds a fault for each tag that is none: no text (or null, where that means to remove it), too
 * long, too many. */
void check_tags(const struct json *tags, const char *pointer, bool nullable, struct faults *faults);

/* ---- a job, shown (job_show.c) ---- */

struct json *job_show(const struct api *api, const struct job_row *j);
/* The line "epoch 3/5 [####….] 57% …" without its end; out holds JOB_LINE_MAX. */
enum { JOB_LINE_MAX = 512 };
const char *job_line(const struct job_row *j, char out[JOB_LINE_MAX]);
/* Seconds to the end at the present pace, or -1. */
double job_eta_s(const struct job_row *j);
/* "0.0123", "1.2e-05": a metric's value for people. */
const char *show_value(char out[32], double value);

struct json *quote_show(const struct api *api, const struct submission *s);

/* ---- a job of the path (jobs.c) ---- */

/* By id or name; a negative code after replying. */
int job_param(struct request *req, struct reader *r, enum store_purpose purpose,
              struct job_row *out);

#endif
