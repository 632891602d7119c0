/* turn.h - whose turn is it? A tournament among siblings, kept up to date change by change.
 *
 * A leaf's level says what it takes for the leaf to do something: 0 = it may take back (it is below
 * its entitlement with a job that fits it); 1 = one free slot (it can widen, or its narrowest job
 * needs one); then by doubling: 2..3, 4..7, 8..15, more; LEVELS = nothing to do, or benched. For
 * each level every inner node keeps the tournament of its children whose level is at most that, by
 * the order of turns; so the next leaf is found in the depth of the tree, and a change costs the
 * logarithm of the family. The levels of one match lie together, since most of them have the same
 * two players and are decided once; so do the players' keys. Private to the room. */
#ifndef ALLOT_SCHED_TURN_H
#define ALLOT_SCHED_TURN_H

#include "server/sched/view.h"

enum { LEVELS = 6, LEVEL_ANY = LEVELS - 1 };

/* A child's place in the order: class, then (2 * units + 1) / divisor. Bounds: divide.c. */
struct turn_key {
    __int128 divisor;
    int64_t units;
    int class;
};

struct tournament {
    int32_t
        *win; /* [2 * cap][LEVELS]: the winning child of each subtree, -1 = none; [1] = of all */
    struct turn_key *key; /* [cap]: of each child, as of when it was last played */
    int cap;              /* a power of two, at least the number of children */
};

/* Room for so many children; false when memory is out. */
bool tournament_reserve(struct tournament *t, int n_children);
void tournament_done(struct tournament *t);

/* The level at which `free` slots are enough; 0 for none. */
int turn_level(int64_t free);

/* The leaf whose turn it is among those of at most that level that are not benched, or NULL. */
struct view_node *turn_next(struct view *v, enum slot_kind k, int level);

/* The places of n's children with waiting jobs in the order of their turns, with what they hold;
 * returns how many. */
int turn_order(const struct view_node *n, enum slot_kind k, int32_t *place);

/* Passes over the leaf until the pass ends. */
void turn_bench(struct view *v, struct view_node *leaf, enum slot_kind k);

/* Begins a new pass: nobody is benched, no job skipped. */
void turn_pass(struct view *v, enum slot_kind k);

/* The leaf holds, waits for or is entitled to something else: its level, its place among the donors
 * (donors.h), and the tournaments up to the root follow. */
void turn_leaf_changed(struct view *v, struct view_node *leaf, enum slot_kind k);

/* Brings up to date what job_move_quietly() left, beneath n; costs in proportion to the families
 * concerned. */
void turn_freshen(struct view *v, struct view_node *n, enum slot_kind k);

/* The children's shares changed: their whole tournament is played again. */
void turn_replay(struct view *v, struct view_node *n, enum slot_kind k);

/* n's tournament came out differently: the ones above follow. */
void turn_changed(struct view_node *n, enum slot_kind k);

#endif
