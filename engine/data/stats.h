/* stats.h - running count, mean, deviation and range (Welford 1962), in one pass. */
#ifndef ALLOT_ENGINE_DATA_STATS_H
#define ALLOT_ENGINE_DATA_STATS_H

#include <math.h>
#include <stdint.h>

struct stats {
    int64_t n;
    double mean, m2, min, max;
};

static inline void stats_add(struct stats *s, double x)
{
    if (s->n == 0 || x < s->min)
        s->min = x;
    if (s->n == 0 || x > s->max)
        s->max = x;
    s->n++;
    double d = x - s->mean;
    s->mean += d / (double)s->n;
    s->m2 += d * (x - s->mean);
}

/* Of the population: √(Σ(x-mean)²/n). NaN when nothing was added. */
static inline double stats_std(const struct stats *s)
{
    return s->n ? sqrt(s->m2 / (double)s->n) : NAN;
}

#endif
