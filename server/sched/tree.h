/* tree.h - the inside of a view: nodes, queues and jobs, and the one door through which a job's
 * width changes. Private to the room.
 *
 * Invariants, kept by job_move and the _put functions:
 *   node.held[r]     = sum over the running jobs beneath
 *   slots.asked      = leaf: sum of max over its jobs; inner: sum of the children's demand
 *   slots.demand     = min(asked, limit)
 *   slots.waiting    = waiting jobs beneath
 *   node.ending[r]   = the part of held[r] whose runs have a known end
 *   view.donors      = the leaves that hold more than they are entitled to (donors.h)
 *   view.by_width    = running jobs by kind and bits of their width, linked
 *   slots.level, .turn: turn.h; they and entitlements are up to date after divide()
 * Everything that decides goes by total orders (node_older, job_before), never by array order. */
#ifndef ALLOT_SCHED_TREE_H
#define ALLOT_SCHED_TREE_H

#include "server/sched/divide.h"
#include "server/sched/donors.h"
#include "server/sched/heap.h"
#include "server/sched/map.h"
#include "server/sched/plan.h"
#include "server/sched/queue.h"
#include "server/sched/turn.h"
#include "server/sched/usage.h"
#include "server/sched/view.h"

typedef __int128 wide; /* the bounds that keep it from overflowing are in divide.c */

/* What a node is and has of one kind of slot. */
struct node_slots {
    int64_t guarantee;
    int64_t asked, demand;
    int64_t base, entitled;
    int64_t divided; /* the entitlement that the children were last divided from */
    wide p;          /* P of rule 1.3, times a factor common to siblings */
    int64_t u;       /* U, units of 2^-20 */
    struct usage account;
    int waiting;
    int level;    /* turn.h: of a leaf by its jobs, of others the least of their children */
    bool benched; /* a leaf, in this pass */
    int donor_at[DONOR_ORDERS]; /* a leaf's places in view.donors, -1 = not above */
    int64_t above;              /* of a leaf: its key there, as of the last donors_changed() */
    struct view_job *victim;    /* of a leaf above: its run that would be preempted first */
    struct tournament turn;
    bool cut;   /* the children's bases exceeded what there is */
    bool dirty; /* the children must be divided anew */
    bool dirty_below;
    bool stale; /* turn.h: a job moved quietly at or beneath it */
};

/* A question to plan_make: when would it start this job? */
struct watch {
    const struct view_job *job; /* NULL = nobody asks */
    bool started;
    int64_t (*held)[RESOURCES]; /* of each node of its path by depth, right after its start */
};

struct view_node {
    const char *id; /* first: map.h. Owned, but for own nodes (their tenant's) */
    struct view_node *parent;
    enum node_type type;
    int depth;
    int64_t order, weight;
    int64_t limit[RESOURCES];
    int64_t held[RESOURCES], ending[RESOURCES];
    bool over; /* holds more of something than its limit */
    struct node_slots slots[SLOT_KINDS];
    struct view_node **child; /* older first */
    int n_children, children_room;
    int place;             /* among the parent's children */
    struct view_node *own; /* of a tenant with users */
    /* of a leaf */
    struct queue queue;
    struct view_job **run; /* in no particular order */
    int n_runs, runs_room;
    int widenable[SLOT_KINDS];  /* running jobs below their max */
    int narrowable[SLOT_KINDS]; /* running jobs above their min */
};

struct view_job {
    const char *id; /* first: map.h; the same pointer as spec.id */
    struct job_spec spec;
    struct view_node *leaf;
    int64_t lent;       /* slots of the width that were lent by a reservation, while lent_mark */
    uint64_t lent_mark; /* is still the mark of its kind (struct reserved) */
    int64_t end_ms;     /* of a run, by its quote; TIME_UNKNOWN = not known */
    int end_at;         /* its place in view.ends, -1 = none */
    struct view_job *width_next, *width_prev; /* in view.by_width, while it runs */
    int lent_at;                              /* its place in view.lent, -1 = none */
    int at_leaf, at_view;                     /* places in leaf->run and view->run while it runs */
    int64_t quoted_at;                        /* when spec.work and spec.runtime_left were true */
    /* of the plan with that stamp: what the job was before it, and whether its action is out */
    uint64_t touched, told;
    int64_t width_before, started_before, lent_before;
    uint64_t lent_mark_before;
};

/* The reservation that the last applied plan made, of one kind. */
struct reserved {
    struct view_job *job; /* NULL = none */
    int64_t at;
    uint64_t mark; /* changes when there is no reservation any more: nothing is lent then */
};

/* Working space of divide.c, as large as the largest family: made when children come. */
struct claim;
struct scratch {
    struct claim *claim;
    struct claim **open;
    int room;
};
bool scratch_reserve(struct scratch *s, int n);
void scratch_done(struct scratch *s);

/* 32: widths are at most VIEW_SLOTS_MAX = 2^30. */
enum { WIDTH_BITS = 32 };

static inline int width_bits(int64_t width)
{
    return 63 - __builtin_clzll((unsigned long long)width);
}

struct width_list {
    struct view_job *first; /* then job.width_next, in no particular order */
    int n;
};

/* Leaves in no particular order; room for all of them. */
struct leaf_list {
    struct view_node **v;
    int n;
};

struct view {
    struct view_settings set;
    int64_t now;
    int64_t turned; /* when U was last read by view_turn; -1 = never */
    struct view_node *root;
    struct map nodes, jobs;
    struct view_job **run;
    int n_runs, runs_room;
    struct reserved reserved[SLOT_KINDS];
    struct scratch scratch;
    struct leaf_list bench[SLOT_KINDS];
    struct leaf_list guaranteed; /* inner nodes with a guarantee, the deepest first (claim.c) */
    bool guaranteed_stale;
    struct heap donors[SLOT_KINDS][DONOR_ORDERS];
    struct width_list by_width[SLOT_KINDS][WIDTH_BITS];
    int leaves_room;
    int n_over;             /* nodes over a limit */
    struct heap ends;       /* running jobs with a known end, by end_ms, then id */
    struct view_job **lent; /* runs with lent > 0; as much room as `run` */
    int n_lent;
    uint64_t pass;  /* stamps of planning passes */
    uint64_t stamp; /* stamps of plans */
    struct watch watch;
};

/* a before b in every tie: the older, then the smaller id; an own node is the oldest sibling. */
bool node_older(const struct view_node *a, const struct view_node *b);
bool node_beneath(const struct view_node *n, const struct view_node *above);
static inline bool node_is_leaf(const struct view_node *n)
{
    return n->n_children == 0;
}

/* What the job takes of each resource at a width. */
static inline int64_t job_need(const struct view_job *j, enum resource r, int64_t width)
{
    switch (r) {
    case RES_CPU:
    case RES_GPU: return (int)r == (int)j->spec.kind ? width : 0;
    case RES_JOBS: return 1;
    case RES_MEMORY: return j->spec.memory;
    default: return j->spec.credits;
    }
}

/* How much of r is missing at n for the job to begin at that width; <= 0 when it fits. */
static inline int64_t node_lack(const struct view_node *n, const struct view_job *j,
                                enum resource r, int64_t width)
{
    return n->limit[r] == LIMIT_NONE ? -1 : n->held[r] + job_need(j, r, width) - n->limit[r];
}

/* When a run of that width that begins now would end by its quote. */
int64_t job_end_at_width(const struct view *v, const struct view_job *j, int64_t width);

void node_free(struct view_node *n);

/* The one door: gives the job a width (0 = it waits), with everything that follows from it but the
 * usage accounts. Memory for both places was set aside when the job came: never fails. */
void job_move(struct view *v, struct view_job *j, int64_t width, int64_t started);

/* The same, but turns do not follow before turn_freshen(): for many moves at once. */
void job_move_quietly(struct view *v, struct view_job *j, int64_t width, int64_t started);

/* The limits of n changed: is it over one? */
void node_over_check(struct view *v, struct view_node *n);

/* The children of n must be divided anew. */
void division_stale(struct view_node *n, enum slot_kind k);

/* Changes one limit of a node; of the root, that is the machine. */
void node_limit_set(struct view *v, struct view_node *n, enum resource r, int64_t limit);

/* Makes the own node of a tenant, as view_user_put does for its first user. */
int view_own_put(struct view *v, struct view_node *tenant);

/* Says how much of the job's width is lent; the one door for that. */
void job_lend(struct view *v, struct view_job *j, int64_t lent, uint64_t mark);

/* Brings what is left of the job's quote to now; before any change of its width. */
void quote_settle(const struct view *v, struct view_job *j);

/* Brings the accounts of the leaf and its ancestors to now; before any real change of held. */
void account_settle(struct view *v, struct view_node *leaf);

#endif
