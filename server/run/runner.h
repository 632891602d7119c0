/* runner.h - one run of one job: dataset → training → metrics → checkpoint → model. */
#ifndef ALLOT_RUN_RUNNER_H
#define ALLOT_RUN_RUNNER_H

#include "server/run/pool.h"
#include "server/run/run.h"
#include <stdatomic.h>

struct runner {
    const struct run_options *options;
    /* Told between two units when the team has become narrower than it was. */
    void (*narrowed)(void *arg, const char *job, int width, int64_t boot_ms);
    void *arg;
    _Atomic int64_t *units; /* counts units of work */
};

/* Runs the team's job until it ends or is stopped, and writes how it ended. When this returns, the
 * store says that the job holds no slots. */
void runner_run(const struct runner *runner, struct team *team);

#endif
