/* scenario.h - a scenario file for `sim divide` and `sim decide`, read and checked as a whole.
 *
 * Names are borrowed from the JSON tree, which the scenario owns. Private to the room. */
#ifndef ALLOT_SIM_SCENARIO_H
#define ALLOT_SIM_SCENARIO_H

#include "server/base/json.h"
#include "server/sched/divide.h"
#include "server/sched/view.h"

enum { SCENARIO_RESOURCES_MAX = DRF_RESOURCES_MAX };

struct scenario_tenant {
    const char *name, *parent; /* parent NULL = the machine */
    int64_t weight, usage;     /* usage in units of 2^-20 */
    int64_t guarantee[SCENARIO_RESOURCES_MAX], max[SCENARIO_RESOURCES_MAX];
    int64_t demand[SCENARIO_RESOURCES_MAX], task[SCENARIO_RESOURCES_MAX];
    int64_t tasks; /* demand in tasks */
    int64_t running_max, memory_max, credits;
    bool has_task, has_children;
};

struct scenario {
    struct json *json;
    const char *resource[SCENARIO_RESOURCES_MAX];
    int64_t total[SCENARIO_RESOURCES_MAX];
    int n_resources;
    int64_t k; /* units of 2^-20 */
    struct scenario_tenant *tenant;
    int n_tenants;
    bool tasks; /* units are task vectors */
    int64_t now_ms, quantum_ms;
    struct job_spec *job;
    int n_jobs;
};

/* Reads the text; with jobs, `decide`'s fields are allowed too. Every fault is added to *faults;
 * a broken document is one fault at "". 0 or ERR_INVALID. */
int scenario_read(struct scenario *s, const char *text, size_t n, bool with_jobs,
                  struct faults *faults);
void scenario_done(struct scenario *s);

/* A view of the tree in which resource r_cpu stands for CPU slots and r_gpu for GPU slots (-1 =
 * none), without jobs. What may not be configured is a fault. NULL then, or when memory is out. */
struct view *scenario_view(const struct scenario *s, int r_cpu, int r_gpu, struct faults *faults);

#endif
