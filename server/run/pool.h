/* pool.h - slot threads, and the teams they form around a job.
 *
 * A job is run by one leader thread; a width of w adds w - 1 helpers, which take part in each
 * parallel_for of the engine. The scheduler sets a team's target width from outside; the leader
 * follows it between two units of work (team_follow), so that no thread is ever torn out of a
 * step. This is the executor of today: submit (pool_start), set width (team_target), cancel
 * (team_stop); another executor would offer the same three. */
#ifndef ALLOT_RUN_POOL_H
#define ALLOT_RUN_POOL_H

#include <allot/engine.h>
#include <allot/err.h>
#include "server/base/id.h"

struct pool;
struct team;

/* Runs one job from beginning to end on the leader's thread. */
typedef void (*pool_job_fn)(void *arg, struct team *team);

struct pool *pool_new(pool_job_fn job, void *arg);

/* Waits for every team to end, then joins the threads. */
void pool_free(struct pool *pool);

/* Forms a team and starts it on a thread of its own. The team is freed by team_release. NULL when
 * the system gives no thread. */
struct team *pool_start(struct pool *pool, const char *job_id, int width, struct err *err);

const char *team_job(const struct team *team);

/* From outside, any thread: the width to follow (less than 1 is 1: a run that is to end still has
 * its leader); why to stop (an enum run_end of the store). The first reason to stop stays. */
void team_target(struct team *team, int width);
void team_stop(struct team *team, int end);

/* From outside: the job's max_runtime_s has changed, in ms; 0: no limit. -1 for the leader as long
 * as it has not. */
void team_limit(struct team *team, int64_t max_runtime_ms);
int64_t team_limited(const struct team *team);

/* The leader, between units: takes on or lets go helpers; returns the width it has now. */
int team_follow(struct team *team);
int team_stop_asked(const struct team *team); /* 0: go on */

/* What the engine is given: lanes on the leader and its helpers. */
const struct parallel *team_parallel(struct team *team);

/* The scheduler is done with the team (its job has ended). */
void team_release(struct team *team);

#endif
