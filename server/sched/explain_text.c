/* explain_text.c - constraints and changes as sentences that a person can act on. */
#include "server/sched/explain.h"

#include "server/sched/plan.h"

#include <stdarg.h>
#include <stdio.h>

const char *constraint_code_name(enum constraint_code c)
{
    static const char *const name[] = {"slots",   "max_slots",   "max_running_jobs",
                                       "memory",  "credits",     "entitlement",
                                       "quantum", "reservation", "turn"};
    return name[c];
}

struct out {
    char *text;
    size_t size, n;
};

__attribute__((format(printf, 2, 3))) static void put(struct out *o, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = o->n < o->size ? vsnprintf(o->text + o->n, o->size - o->n, fmt, ap) : 0;
    va_end(ap);
    o->n += n > 0 ? (size_t)n : 0;
}

static const char *kind_word(enum resource r)
{
    return r == RES_GPU ? "GPU" : "CPU";
}

static const char *name_of(const struct view_node *n, const char *(*name)(void *, const char *),
                           void *arg)
{
    if (node_type(n) == NODE_ROOT)
        return "the machine";
    const char *called = name ? name(arg, node_id(n)) : NULL;
    return called ? called : node_id(n);
}

/* A number of a resource in the unit that people think in. */
static void amount_put(struct out *o, enum resource r, int64_t n)
{
    if (r == RES_CREDITS)
        put(o, "%.3g", (double)n / 1e6);
    else if (r == RES_MEMORY)
        put(o, "%.1f MiB", (double)n / (1 << 20));
    else
        put(o, "%lld", (long long)n);
}

static const char *plural(int64_t n)
{
    return n == 1 ? "" : "s";
}

static void change_put(struct out *o, const struct change *c,
                       const char *(*name)(void *, const char *), void *arg)
{
    if (!c->node) {
        put(o, "%lld slot%s instead of %lld", (long long)c->to, plural(c->to), (long long)c->from);
    } else if (c->resource == RES_CREDITS) {
        amount_put(o, RES_CREDITS, c->to - c->from);
        put(o, " credits more for %s", name_of(c->node, name, arg));
    } else if (node_type(c->node) == NODE_ROOT && c->resource <= RES_GPU) {
        put(o, "%lld %s slots for the machine instead of %lld", (long long)c->to,
            kind_word(c->resource), (long long)c->from);
    } else {
        put(o, "raise %s%s of %s from ", c->resource <= RES_GPU ? "max " : "",
            resource_name(c->resource), name_of(c->node, name, arg));
        amount_put(o, c->resource, c->from);
        put(o, " to ");
        amount_put(o, c->resource, c->to);
    }
}

const char *explain_change_text(const struct explanation *e,
                                const char *(*name)(void *, const char *), void *arg, char *buf,
                                size_t size)
{
    struct out o = {buf, size, 0};
    *buf = 0;
    if (e->starts)
        put(&o, "nothing: it starts with the next decision");
    else if (e->n_changes == 0 && e->position > 0)
        put(&o, "no single change is known that would start it now");
    for (int i = 0; i < e->n_changes; i++) {
        put(&o, "%s", i == 0 ? "" : i + 1 == e->n_changes ? " and " : ", ");
        change_put(&o, &e->changes[i], name, arg);
    }
    return buf;
}

static void seconds_put(struct out *o, int64_t ms)
{
    if (ms == TIME_UNKNOWN)
        put(o, "an unknown time");
    else
        put(o, "%.1f s", (double)ms / 1000);
}

const char *explain_constraint_text(const struct constraint *c,
                                    const char *(*name)(void *, const char *), void *arg, char *buf,
                                    size_t size)
{
    struct out o = {buf, size, 0};
    const char *who = name_of(c->node, name, arg);
    long long have = c->have, need = c->need;
    *buf = 0;
    switch (c->code) {
    case WAIT_SLOTS:
        put(&o, "%lld %s slot%s free, the job needs %lld", have, kind_word(c->resource),
            have == 1 ? " is" : "s are", need);
        break;
    case WAIT_MAX_SLOTS:
        put(&o, "%s may hold at most %lld %s slots, with this job it would hold %lld", who, have,
            kind_word(c->resource), need);
        break;
    case WAIT_RUNNING_JOBS:
        put(&o, "%s may run at most %lld jobs, this would be number %lld", who, have, need);
        break;
    case WAIT_MEMORY:
        put(&o, "running jobs of %s may use ", who);
        amount_put(&o, RES_MEMORY, have);
        put(&o, ", with this job it would be ");
        amount_put(&o, RES_MEMORY, need);
        break;
    case WAIT_CREDITS:
        put(&o, "%s has ", who);
        amount_put(&o, RES_CREDITS, have);
        put(&o, " credits left that no running job has reserved, the job reserves ");
        amount_put(&o, RES_CREDITS, need);
        break;
    case WAIT_ENTITLEMENT:
        put(&o, "%s is entitled to %lld %s slot%s now, with this job it would hold %lld", who, have,
            kind_word(c->resource), plural(have), need);
        break;
    case WAIT_QUANTUM:
        put(&o, "the runs that would make room have run for less than ");
        seconds_put(&o, need);
        put(&o, ", the oldest for ");
        seconds_put(&o, have);
        break;
    case WAIT_RESERVATION:
        put(&o, "a wider job has a reservation in ");
        seconds_put(&o, have);
        put(&o, ", this one would take ");
        seconds_put(&o, need);
        break;
    case WAIT_TURN: put(&o, "number %lld in line", have); break;
    }
    return buf;
}
