/* inbox.h - what other threads tell the scheduler, in order; private to the run room. */
#ifndef ALLOT_RUN_INBOX_H
#define ALLOT_RUN_INBOX_H

#include "server/base/id.h"
#include <pthread.h>
#include <stdint.h>

enum message_kind {
    MSG_JOB,      /* a commit touched the job: look at its row */
    MSG_TENANTS,  /* a commit touched tenants, quotas or grants */
    MSG_NARROWED, /* a run holds only `width` slots since boot_ms */
    MSG_ENDED,    /* a run is over, and the store says so */
    MSG_CLUSTER,  /* the admin changed slots or acceptance */
    MSG_STOP,     /* drain, and end */
};

struct message {
    enum message_kind kind;
    char id[ID_MAX]; /* of the job, or "" */
    int width;
    int64_t boot_ms;
    struct message *next;
};

struct inbox {
    pthread_mutex_t lock;
    pthread_cond_t arrived;
    struct message *first, **last;
};

void inbox_init(struct inbox *in);
void inbox_done(struct inbox *in); /* frees what nobody took */

/* Any thread. `id` may be NULL. Never fails: a lost end of a run would hold its slots for ever. */
void inbox_post(struct inbox *in, enum message_kind kind, const char *id, int width,
                int64_t boot_ms);

/* Waits for a message, or until the boot clock says until_ms; takes all there are (NULL: none). */
struct message *inbox_take(struct inbox *in, int64_t until_ms);
void messages_free(struct message *m);

#endif
