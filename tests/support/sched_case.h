/* sched_case.h - scheduling cases in one line each, as a view and as the JSON of `allotd sim`.
 *
 * "slots 9 quantum 0 k 0 now 100; a g3, b g3 w2 m5, c <a; b1=1 b2=9/1-9 c1?1 c2?1-9 ~60"
 *   settings ("users 2": job 7 of tenant a belongs to its user a.1); tenants, oldest first: g
 * guarantee, w weight, m max, j max_running_jobs, u usage (thousandths), <parent; jobs: id=width
 * runs, id?min waits, /min-max or min-max is elastic, then optional @started !priority ~remaining_s
 * (seconds) +submitted. A job belongs to the tenant whose name is its id without the digits at the
 * end. A job with a leading * asks for GPU slots. */
#ifndef ALLOT_TESTS_SCHED_CASE_H
#define ALLOT_TESTS_SCHED_CASE_H

#include "server/sched/plan.h"

enum { CASE_TENANTS = 32, CASE_JOBS = 128, CASE_TEXT = 16384 };

struct case_tenant {
    char name[16], parent[16];
    int guarantee, weight, max, running_max, usage;
};

struct case_job {
    char id[16], tenant[16];
    int width, min, max, started, priority, remaining, submitted;
    bool gpu;
};

struct sched_case {
    int slots, gpu, quantum, k_thousandths, now;
    int users; /* 0: jobs hang at tenants; n: each tenant has users name.0 … name.(n-1) */
    struct case_tenant tenant[CASE_TENANTS];
    struct case_job job[CASE_JOBS];
    int n_tenants, n_jobs;
};

/* Fails the test on a line it cannot read. */
void case_parse(struct sched_case *c, const char *line);
struct view *case_view(const struct sched_case *c);
/* The scenario of the case; with demands (what jobs ask) for divide, with jobs for decide. */
const char *case_json(const struct sched_case *c, bool decide, char text[CASE_TEXT]);
/* The line that case_parse reads. */
const char *case_line(const struct sched_case *c, char text[CASE_TEXT]);
/* Puts one tenant (the i-th, which is its age) or job of a case into a view. */
void case_tenant_put(struct view *v, const struct case_tenant *t, int i);
void case_job_put(struct view *v, const struct sched_case *c, const struct case_job *j);
/* "preempt b5, start c2:1" */
const char *case_plan_text(const struct plan *p, char text[CASE_TEXT]);

#endif
