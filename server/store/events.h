/* events.h - what happened, in order: the source of every stream. */
#ifndef ALLOT_STORE_EVENTS_H
#define ALLOT_STORE_EVENTS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct viewer;

struct event_row {
    int64_t id; /* increasing over everything, never used twice */
    char *type; /* job.queued job.started job.width job.preempted … dataset.ready … */
    int64_t at;
    char *tenant; /* id, or NULL: of the cluster */
    char *job;    /* id or NULL */
    char *data;   /* JSON object */
};
struct event_list {
    struct event_row *v;
    int n;
    bool more;
};
void event_row_done(struct event_row *e);
void event_list_done(struct event_list *l);

/* Writes one and touches "events" (and "job:ID"). tenant, job may be NULL; data NULL is {}. */
int store_event_insert(struct tx *tx, const char *type, const char *tenant, const char *job,
                       const char *data, struct err *err);

/* The same with {kind: id, "name": name}: what the resources write about their own changes. */
int store_event_about(struct tx *tx, const char *type, const char *tenant, const char *kind,
                      const char *id, const char *name, struct err *err);

/* Oldest first, after `after`, at most limit: of one job (NULL: of all that the viewer may see;
 * viewer NULL is the operator). The job must already be known to be hers. */
int store_event_list(struct reader *r, const struct viewer *viewer, const char *job, int64_t after,
                     int limit, struct event_list *out, struct err *err);
/* The greatest id so far, 0 for none; and the smallest still kept, for a reader who comes late. */
int store_event_range(struct reader *r, int64_t *first, int64_t *last, struct err *err);
/* Forgets those of the oldest `limit` events that are older than `before`, never the newest;
 * returns how many. */
int store_event_expire(struct tx *tx, int64_t before, int limit, struct err *err);

#endif
