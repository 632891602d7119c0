/* slots.h - the event log as slots held: who held how many, when, and what was lost. */
#ifndef ALLOT_TESTS_SLOTS_H
#define ALLOT_TESTS_SLOTS_H

#include "tests/support/daemon.h"

enum { SLOTS_TENANTS = 32, SLOTS_JOBS = 16384 };

struct slots_held {
    char job[40];
    int tenant, width;
    double step; /* at its last preemption, or -1 */
};

/* Tenants are named by the index of their id in ids[]. Fill ids and n_tenants, zero the rest. */
struct slots_log {
    char ids[SLOTS_TENANTS][64];
    int n_tenants;
    double from_ms; /* slot_ms counts from here on (boot clock) */

    struct slots_held *jobs;
    int n_jobs;
    long long after;                   /* id of the last event read */
    int held, most_held;               /* by everybody */
    int by_tenant[SLOTS_TENANTS];      /* held now */
    int most_by_tenant[SLOTS_TENANTS]; /* at any instant */
    double slot_ms[SLOTS_TENANTS], last_ms;
    int preempted, narrowed, requeued, steps_lost;
    /* called after each event, for what only the test knows; may be NULL */
    void (*look)(const struct slots_log *log, void *arg);
    void *arg;
};

/* Reads what happened since the last call. */
void slots_read(struct slots_log *log, const struct daemon *d);
void slots_done(struct slots_log *log);

/* Ends the daemon and makes every decision it stored again: fails unless all are the same. */
void decisions_verify(struct daemon *d);

#endif
