/* plan.h - from a view to what to do now: rule 2 of the scheduling rules.
 *
 * plan_make is a function of the view alone, bit for bit. The plan is a list of actions, at most
 * one a job, in the order in which they must be carried out: narrow, preempt, start, widen,
 * reserve, each by job id. Whoever carries it out frees before it gives: no start or widen before
 * the slots of the narrows and preempts are free, so that no cap is exceeded for an instant. */
#ifndef ALLOT_SCHED_PLAN_H
#define ALLOT_SCHED_PLAN_H

#include "server/sched/view.h"

enum action_kind { ACTION_NARROW, ACTION_PREEMPT, ACTION_START, ACTION_WIDEN, ACTION_RESERVE };

/* Why. The numbers beside it are (have, need) in slots unless said. */
enum plan_reason {
    REASON_TURN, /* start, widen: slots were free and it was its leaf's turn (held, entitled) */
    REASON_TAKE_BACK, /* start: its leaf was below entitlement (held before, entitled);
                         narrow, preempt: its leaf was above (held before, entitled), for `by` */
    REASON_GUARANTEE, /* the same, inside the guarantee of its leaf or an ancestor, at once */
    REASON_REBALANCE, /* widen: leaf below entitlement; narrow: leaf above it (held, entitled) */
    REASON_CAP,       /* narrow, preempt: a limit was lowered below what is held (limit, held) */
    REASON_RESERVED,  /* reserve: it does not fit yet; narrow: slots lent by widening go back to
                         the job whose reservation fell due, `by` */
};

struct action {
    enum action_kind kind;
    const struct view_job *job; /* valid until the view changes */
    const struct view_job *by;  /* the job for whose sake it was narrowed or preempted, or NULL */
    int64_t width;              /* after the action; 0 for preempt and reserve */
    int64_t was;                /* before it */
    int64_t lent;               /* of width: slots that go back when a reservation falls due, */
    uint64_t lent_mark;         /* and which one that is */
    int64_t at;                 /* reserve: the time in ms; TIME_UNKNOWN ends a reservation */
    enum plan_reason reason;
    enum resource resource; /* REASON_CAP: which limit; else the job's slots */
    int64_t have, need;
};

struct plan {
    struct action *v;
    int n, room;
    uint64_t mark[SLOT_KINDS]; /* for plan_apply: the marks of the reservations */
};

void plan_init(struct plan *p);
void plan_done(struct plan *p);

/* Replaces what *p holds by the plan for the view as it is; 0, or ERR_NO_MEMORY. The view is left
 * as it was found. */
int plan_make(struct view *v, struct plan *p, struct err *err);

/* Writes the plan into the view it was made from: widths, starts at view_now, reservations. A plan
 * made right after it is empty. */
void plan_apply(struct view *v, const struct plan *p);

const char *action_kind_name(enum action_kind kind); /* "narrow" "preempt" … */
const char *plan_reason_name(enum plan_reason r);    /* "turn" "take_back" "guarantee" … */
const char *resource_name(enum resource r);          /* "cpu_slots" "max_running_jobs" … */

/* When the quotes say a running job ends, ms; TIME_UNKNOWN without a quote or limit. */
int64_t job_end_ms(const struct view *v, const struct view_job *j);

#endif
