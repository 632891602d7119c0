/* schedule.c - how the learning rate goes over the steps; each after a linear warm-up. */
#include "engine/train/schedule.h"
#include "engine/engine.h"
#include "engine/layers/layer.h"

/* First in every table. During the warm-up of n steps, step s runs at rate · (s+1) / n. */
enum { WARMUP_STEPS };
#define WARMUP                                                                                     \
    {                                                                                              \
        .name = "warmup_steps", .type = OPT_INT, .max = 1e9,                                       \
        .help = "steps over which the rate grows from 0 at the start"                              \
    }

/* The steps after the warm-up: which one, of how many. */
struct place {
    double at, of;
};

enum { DECAY_STEPS = 1, DECAY_RATE, STAIRCASE };
static const struct option constant_options[] = {WARMUP};
static const struct option step_options[] = {
    WARMUP,
    {.name = "decay_steps",
     .type = OPT_INT,
     .min = 1,
     .max = 1e9,
     .required = true,
     .help = "steps between two drops"},
    {.name = "decay_rate",
     .type = OPT_FLOAT,
     .min = 0,
     .min_open = true,
     .max = 1,
     .fallback = .1,
     .help = "what the rate is multiplied by at each drop"},
};
static const struct option exponential_options[] = {
    WARMUP,
    {.name = "decay_steps",
     .type = OPT_INT,
     .min = 1,
     .max = 1e9,
     .required = true,
     .help = "steps in which the rate falls by decay_rate"},
    {.name = "decay_rate",
     .type = OPT_FLOAT,
     .min = 0,
     .min_open = true,
     .max = 1,
     .required = true,
     .help = "what the rate is multiplied by over decay_steps"},
    OPTION_BOOL("staircase", 0, "whether the rate falls in steps instead of smoothly"),
};

static double constant(const struct value *o, struct place p)
{
    (void)o;
    (void)p;
    return 1;
}

static double step(const struct value *o, struct place p)
{
    return pow(o[DECAY_RATE].n, floor(p.at / o[DECAY_STEPS].n));
}

static double exponential(const struct value *o, struct place p)
{
    double t = p.at / o[DECAY_STEPS].n;
    return pow(o[DECAY_RATE].n, o[STAIRCASE].n > 0 ? floor(t) : t);
}

enum { COSINE_DECAY_STEPS = 1, COSINE_ALPHA };
static const struct option cosine_options[] = {
    WARMUP,
    {.name = "decay_steps",
     .type = OPT_INT,
     .max = 1e9,
     .help = "steps until the lowest rate; 0: all that remain after the warm-up"},
    {.name = "alpha",
     .type = OPT_FLOAT,
     .max = 1,
     .help = "the lowest rate, as a part of the full one"},
};

/* α + (1-α) (1 + cos πt) / 2.  Loshchilov & Hutter 2017 */
static double cosine(const struct value *o, struct place p)
{
    double of = o[COSINE_DECAY_STEPS].n > 0 ? o[COSINE_DECAY_STEPS].n : p.of;
    double t = of > 0 ? p.at / of : 1;
    t = t < 1 ? t : 1;
    return o[COSINE_ALPHA].n + (1 - o[COSINE_ALPHA].n) * .5 * (1 + cos(M_PI * t));
}

enum { LINEAR_END = 1 };
static const struct option linear_options[] = {
    WARMUP,
    {.name = "end_factor",
     .type = OPT_FLOAT,
     .max = 1,
     .help = "the last rate, as a part of the full one"},
};

static double linear(const struct value *o, struct place p)
{
    double t = p.of > 0 ? p.at / p.of : 1;
    t = t < 1 ? t : 1;
    return 1 + (o[LINEAR_END].n - 1) * t;
}

enum { CYCLE_START = 1, CYCLE_DIV, CYCLE_FINAL_DIV };
static const struct option one_cycle_options[] = {
    WARMUP,
    {.name = "pct_start",
     .type = OPT_FLOAT,
     .min = 0,
     .min_open = true,
     .max = 1,
     .max_open = true,
     .fallback = .3,
     .help = "part of the steps in which the rate grows"},
    {.name = "div_factor",
     .type = OPT_FLOAT,
     .min = 1,
     .max = 1e9,
     .fallback = 25,
     .help = "the first rate is the full one divided by it"},
    {.name = "final_div_factor",
     .type = OPT_FLOAT,
     .min = 1,
     .max = 1e12,
     .fallback = 1e4,
     .help = "the last rate is the first one divided by it"},
};

/* Up from 1/div to 1 and down to 1/(div·final), both along half cosines.  Smith & Topin 2018 */
static double one_cycle(const struct value *o, struct place p)
{
    double last = p.of - 1, peak = o[CYCLE_START].n * last, at = p.at < last ? p.at : last;
    double low = 1 / o[CYCLE_DIV].n, end = low / o[CYCLE_FINAL_DIV].n;
    bool rising = at < peak;
    double t = rising ? at / peak : last > peak ? (at - peak) / (last - peak) : 0;
    double from = rising ? low : 1, to = rising ? 1 : end;
    return to + (from - to) * .5 * (1 + cos(M_PI * t));
}

enum {
    PLATEAU_MONITOR = 1,
    PLATEAU_FACTOR,
    PLATEAU_PATIENCE,
    PLATEAU_MIN_DELTA,
    PLATEAU_COOLDOWN,
    PLATEAU_MIN
};
static const struct option plateau_options[] = {
    WARMUP,
    {.name = "monitor",
     .type = OPT_CHOICE,
     .choices = monitor_names,
     .help = "the epoch's metric that must improve"},
    {.name = "factor",
     .type = OPT_FLOAT,
     .min = 0,
     .min_open = true,
     .max = 1,
     .max_open = true,
     .fallback = .1,
     .help = "what the rate is multiplied by"},
    {.name = "patience",
     .type = OPT_INT,
     .min = 1,
     .max = 1000000,
     .fallback = 10,
     .help = "epochs without improvement before a drop"},
    {.name = "min_delta",
     .type = OPT_FLOAT,
     .max = 1e9,
     .fallback = 1e-4,
     .help = "a smaller change is no improvement"},
    {.name = "cooldown",
     .type = OPT_INT,
     .max = 1000000,
     .help = "epochs after a drop in which nothing is counted"},
    {.name = "min_learning_rate", .type = OPT_FLOAT, .max = 1e3, .help = "the rate falls no lower"},
};

/* Keras' ReduceLROnPlateau. */
void schedule_epoch(const struct choice *schedule, struct plateau *p, double value)
{
    const struct value *o = schedule->options;
    if (schedule_monitor(schedule) < 0)
        return;
    if (p->cooling > 0) {
        p->cooling--;
        p->waited = 0;
    }
    if (!p->seen || value < p->best - o[PLATEAU_MIN_DELTA].n) {
        p->best = value;
        p->seen = 1;
        p->waited = 0;
    } else if (p->cooling == 0 && (double)++p->waited >= o[PLATEAU_PATIENCE].n) {
        p->drops++;
        p->cooling = (int64_t)o[PLATEAU_COOLDOWN].n;
        p->waited = 0;
    }
}

static const struct kind kinds[] = {
    KIND("constant", constant_options, "The same rate at every step"),
    KIND("step", step_options, "Drops by a factor every so many steps"),
    KIND("exponential", exponential_options, "rate · decay_rate ^ (step / decay_steps)"),
    KIND("cosine", cosine_options, "Falls along half a cosine (Loshchilov & Hutter 2017)"),
    KIND("linear", linear_options, "Falls along a line"),
    KIND("one_cycle", one_cycle_options, "Up, then down below the start (Smith & Topin 2018)"),
    KIND("plateau", plateau_options, "Drops when an epoch's metric no longer improves"),
};

/* In the kinds' order. */
static double (*const factors[])(const struct value *o, struct place p) = {
    constant, step, exponential, cosine, linear, one_cycle, constant,
};
_Static_assert(sizeof factors / sizeof *factors == sizeof kinds / sizeof *kinds, "one per kind");

const struct kind *schedule_kinds(int *n)
{
    *n = sizeof kinds / sizeof *kinds;
    return kinds;
}

enum { PLATEAU = sizeof kinds / sizeof *kinds - 1 }; /* the last row */

int schedule_monitor(const struct choice *schedule)
{
    return schedule->kind == PLATEAU ? (int)schedule->options[PLATEAU_MONITOR].n : -1;
}

double schedule_rate(const struct choice *schedule, const struct plateau *p, double rate,
                     int64_t at, int64_t steps)
{
    if (schedule->kind < 0)
        return rate;
    double warmup = schedule->options[WARMUP_STEPS].n;
    if ((double)at < warmup)
        return rate * (double)(at + 1) / warmup;
    if (schedule->kind == PLATEAU) {
        double low = schedule->options[PLATEAU_MIN].n;
        double now = rate * pow(schedule->options[PLATEAU_FACTOR].n, p->drops);
        return now > low ? now : low < rate ? low : rate;
    }
    struct place place = {(double)at - warmup, (double)steps - warmup};
    return rate * factors[schedule->kind](schedule->options, place);
}
