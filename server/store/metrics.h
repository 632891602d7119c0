/* metrics.h - the numbers a training reports: (job, name, step) → value. */
#ifndef ALLOT_STORE_METRICS_H
#define ALLOT_STORE_METRICS_H

#include <allot/err.h>
#include <stdint.h>

struct reader;
struct tx;

struct metric_point {
    const char *name; /* loss, val_accuracy, … */
    int64_t step;
    double value; /* NaN and Inf are kept */
};

/* Inserts points; one already there (a resumed job repeats steps) is replaced. */
int store_metric_insert(struct tx *tx, const char *job, const struct metric_point *v, int n,
                        struct err *err);

/* Removes what lies after `step`: steps that a resumed job will do again. */
int store_metric_cut(struct tx *tx, const char *job, int64_t step, struct err *err);

struct metric_series {
    char *name;
    int64_t *step;
    double *value;
    int n;
};
struct metric_set {
    struct metric_series *v;
    int n;
};
void metric_set_done(struct metric_set *set);

struct metric_query {
    const char *job;
    const char *names; /* comma-separated, or NULL for all */
    int64_t after;     /* only steps greater; -1: all */
    int points;        /* at most so many per series; 0: all, up to METRIC_POINTS_MAX */
};
/* 100,000: about 4 MB of JSON; longer series are downsampled to it. */
enum { METRIC_POINTS_MAX = 100000 };

/* Series in the order of their names, steps ascending. Downsampling cuts the steps into equal
 * buckets and keeps each one's least and greatest value, and always the first and the last point:
 * at least 4. */
int store_metric_read(struct reader *r, const struct metric_query *q, struct metric_set *out,
                      struct err *err);

#endif
