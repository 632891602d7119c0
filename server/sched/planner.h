/* planner.h - what the parts of planning share: the log of moves, turns, taking back, reservations.
 *
 * Planning works on the view itself. Every move of a job is written in the log, so a trial that
 * fails is rolled back to a mark, and at the end everything is. The actions are what the log shows:
 * for each job its first and its last width. Private to the room. */
#ifndef ALLOT_SCHED_PLANNER_H
#define ALLOT_SCHED_PLANNER_H

#include "server/sched/tree.h"

/* One move of one job: what it was before, and why. */
struct move {
    struct view_job *job;
    int64_t was, width;
    int64_t was_started;
    int64_t was_lent;
    uint64_t was_lent_mark;
    struct view_job *by;
    enum plan_reason reason;
    enum resource resource;
    int64_t have, need;
};

/* A job that waits for its time, and what others may still use until then. extra[d][r] is what is
 * left over at that time on the d-th node of the job's path (0 = root) beside the job's need. */
struct reservation {
    struct view_job *job; /* NULL = none */
    int64_t at;
    uint64_t mark; /* what is lent by reservations of this kind carries it */
    int64_t (*extra)[RESOURCES];
    int extra_room;
    int tries; /* jobs of this pass for which no time could be found */
};

/* 16: how many jobs that do not fit are asked for a time in a pass before reserving is given up;
 * each costs a walk over the running jobs. */
enum { RESERVE_TRIES = 16 };

/* A start that reservations did not allow: after so many moves, with those reservations. Whoever
 * shares at least as much of their paths, takes as much and stays as long is refused as well. */
struct refusal {
    int moves; /* -1 = none */
    int64_t width, end, memory;
    const struct view_job *reserved[SLOT_KINDS];
    int64_t at[SLOT_KINDS];
    int depth[SLOT_KINDS]; /* that it has in common with the reserved job */
};

struct planner {
    struct view *v;
    uint64_t stamp;
    struct move *log;
    int n, room;
    bool out_of_memory;
    struct reservation res[SLOT_KINDS];
    /* reclaim.c: after so many moves nothing frees so many slots of the machine (0 = not known) */
    int hopeless_at[SLOT_KINDS];
    int64_t hopeless[SLOT_KINDS];
    struct refusal refused[SLOT_KINDS];
};

/* ---- the log (log.c) ---- */

/* Why a move is made; copied into the log. */
struct why {
    struct view_job *by;
    enum plan_reason reason;
    enum resource resource;
    int64_t have, need;
};

/* Moves the job and logs it. Starting it gives it `now` as start, or the old one if the same plan
 * had stopped it. Does nothing when memory is out (the plan then fails as a whole). */
void move_job(struct planner *p, struct view_job *j, int64_t width, const struct why *why);
void roll_back(struct planner *p, int mark);
/* All of it. */
void undo(struct planner *p);

/* ---- fitting and choosing ---- */

/* The first of the leaf's running jobs below their max, in the leaf's order. */
struct view_job *leaf_first_widenable(const struct view_node *leaf, enum slot_kind k);

/* Whether only slots and job counts are missing: then the rest of the class cannot start either. */
bool class_lacks(const struct view_job *j);
/* Whether every limit on the job's path leaves room for it at that width. */
bool job_fits(const struct view_job *j, int64_t width);
/* The lowest node from there up that has no room for one slot more of the kind, or NULL. */
struct view_node *slot_lack(struct view_node *leaf, enum slot_kind k);
/* The lowest node of the job's path, itself included, within whose guarantee the job stays; NULL.
 */
struct view_node *guarantee_of(const struct view_job *j, int64_t width, struct view_node *from);

/* ---- taking back (reclaim.c) ---- */

/* Starts the job by narrowing and preempting runs of leaves above their entitlement; false, and
 * nothing changed, when the rules do not allow it or it is not enough. */
bool take_back(struct planner *p, struct view_job *j);
/* Starts the job at its min inside the guarantee of `above`, whatever its leaf is entitled to. */
bool take_inside(struct planner *p, struct view_job *j, struct view_node *above);
/* Narrows, then preempts, beneath every node that holds more than its limit. */
void shed(struct planner *p);
/* Widens running jobs of leaves below entitlement at the cost of leaves above theirs. */
bool rebalance(struct planner *p, enum slot_kind k);

/* ---- guarantees of inner nodes (claim.c) ---- */

/* Starts jobs inside guarantees that are not filled; whether any was. */
bool claim_guarantees(struct planner *p, enum slot_kind k);
/* Brings view.guaranteed up to date; false when memory is out. */
bool guaranteed_refresh(struct view *v);

/* ---- reservations (reserve.c) ---- */

/* Makes r the reservation of the job at the earliest time the quotes allow; false if there is none.
 */
bool reservation_make(struct planner *p, struct reservation *r, struct view_job *j);
/* Whether starting the job at that width, on what is free now, would delay a reservation. */
bool reservations_delayed(const struct planner *p, const struct view_job *j, int64_t width);
/* The depth of the lowest node above both. */
int common_depth(const struct view_node *a, const struct view_node *b);
/* The job starts: what it leaves over for others shrinks. */
void reservations_charge(struct planner *p, const struct view_job *j, int64_t width);
/* Starts the job with the slots that reservations lent, if they let it start. */
bool lent_comes_back(struct planner *p, struct view_job *j);
/* The job was just widened by a slot that its kind's reservation keeps free, if there is one. */
void lend(struct planner *p, struct view_job *j);

#endif
