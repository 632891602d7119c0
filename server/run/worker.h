/* worker.h - a thread that does what is too long for an API thread, one thing after another.
 *
 * Work waits in a line per key (a tenant), and the lines take turns: whoever sends a hundred
 * things waits behind herself, not others behind her. Dataset imports have one such thread, and
 * predict, evaluate and generate another, so they can starve neither training nor the API. */
#ifndef ALLOT_RUN_WORKER_H
#define ALLOT_RUN_WORKER_H

#include <allot/err.h>
#include <stdbool.h>

struct worker;
typedef void (*work_fn)(void *arg);

/* Starts the thread. At most line_max things may wait under one key. NULL on failure. */
struct worker *worker_start(const char *name, int line_max, struct err *err);

/* Queues run(arg) in the line of `key` (at most 63 bytes); ERR_BUSY when that line is full. */
int worker_submit(struct worker *w, const char *key, work_fn run, void *arg, struct err *err);

/* How many wait, over all lines. */
int worker_queued(struct worker *w);

/* Asked by long work between its pieces: whether to give up, because the daemon ends. */
bool worker_stopping(const struct worker *w);

/* From now on worker_stopping() is true and nothing more is taken. */
void worker_drain(struct worker *w);

/* Drains, runs what is still queued, joins the thread and frees; NULL is allowed. */
void worker_stop(struct worker *w);

#endif
