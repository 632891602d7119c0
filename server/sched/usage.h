/* usage.h - decayed use: U = (ln 2 / H) * integral of use * 2^(-age/H), in closed form.
 *
 * While `held` slots are held, the value moves from where it was towards `held`, half the way every
 * half-life H: value(t + dt) = held + (value(t) - held) * 2^(-dt/H). Exact for piecewise constant
 * use: nothing is sampled. Floating point ends here: a turn rounds once to units of 2^-20. */
#ifndef ALLOT_SCHED_USAGE_H
#define ALLOT_SCHED_USAGE_H

#include "server/sched/view.h"

/* value: decayed slots, up to date at at_ms. slot_ms: the undecayed integral, exact. */
struct usage {
    double value;
    int64_t at_ms;
    int64_t slot_ms;
};

/* Brings *u to now_ms, `held` slots having been held since at_ms. An earlier now is ignored. */
void usage_advance(struct usage *u, int64_t held, int64_t now_ms, int64_t half_life_ms);

/* The account of a tenant or user, brought to view_now; zeros for an unknown id. The view keeps it
 * by itself from every change of width. */
struct usage view_usage(const struct view *v, const char *id, enum slot_kind kind);

/* Loads an account that was stored (at start-up): value as of u->at_ms, decayed to view_now with
 * nothing held in between. Load every tenant's and user's own account; nothing is added up. */
int view_usage_load(struct view *v, const char *id, enum slot_kind kind, const struct usage *u,
                    struct err *err);

/* A new turn: reads U of everybody at once, at the root by the machine's slots, below by the
 * parent's value, and holds it until the next. Call it every turn_ms; the first plan after it
 * may take back. */
void view_turn(struct view *v);

#endif
