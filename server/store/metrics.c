/* metrics.c - points in and series out. Names are interned, jobs are their short number. */
#include "server/store/metrics.h"

#include "server/store/sql.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int job_number(struct reader *r, const char *job, int64_t *n, struct err *err)
{
    int rc = query_int(r, n, err, "SELECT n FROM jobs WHERE id=?", "s", job);
    return rc == 0 ? err_set(err, ERR_NOT_FOUND, "there is no job \"%s\"", job) : rc < 0 ? rc : 0;
}

static int name_number(struct tx *tx, const char *name, int64_t *n, struct err *err)
{
    static const char find[] = "SELECT id FROM metric_names WHERE name=?";
    int rc = query_int(&tx->reader, n, err, find, "s", name);
    if (rc != 0)
        return rc < 0 ? rc : 0;
    rc = tx_exec(tx, err, "INSERT INTO metric_names(name) VALUES(?)", "s", name);
    if (rc >= 0)
        rc = query_int(&tx->reader, n, err, find, "s", name);
    return rc < 0 ? rc : 0;
}

int store_metric_insert(struct tx *tx, const char *job, const struct metric_point *v, int n,
                        struct err *err)
{
    int64_t number, name = 0;
    const char *last = NULL;
    char topic[48];
    int rc = job_number(&tx->reader, job, &number, err);
    for (int i = 0; i < n && rc >= 0; i++) {
        if (!last || strcmp(last, v[i].name) != 0) /* points mostly come series by series */
            rc = name_number(tx, v[i].name, &name, err);
        last = v[i].name;
        if (rc >= 0)
            rc = tx_exec(tx, err, "INSERT OR REPLACE INTO metrics VALUES(?,?,?,?)", "IIId", number,
                         name, v[i].step, v[i].value);
    }
    if (rc < 0)
        return rc;
    snprintf(topic, sizeof topic, "job:%.40s", job);
    tx_touch(tx, topic);
    return 0;
}

int store_metric_cut(struct tx *tx, const char *job, int64_t step, struct err *err)
{
    int64_t number;
    int rc = job_number(&tx->reader, job, &number, err);
    if (rc == 0) /* per name, so that each is one range of the key */
        rc = tx_exec(tx, err,
                     "DELETE FROM metrics WHERE job=?1 AND name IN"
                     " (SELECT id FROM metric_names) AND step>?2",
                     "II", number, step);
    return rc < 0 ? rc : 0;
}

/* ---- reading ---- */

static void series_done(struct metric_series *s)
{
    free(s->name);
    free(s->step);
    free(s->value);
}

void metric_set_done(struct metric_set *set)
{
    for (int i = 0; i < set->n; i++)
        series_done(&set->v[i]);
    free(set->v);
    *set = (struct metric_set){0};
}

/* One series as it is read: whole buckets leave their two extremes in the output. */
struct sampler {
    struct metric_series *out;
    int room;
    int64_t from, width; /* a bucket is `width` steps, 1 keeps everything */
    int64_t bucket;
    int held;                            /* of least and greatest: 0, 1 or 2 points */
    struct metric_point least, greatest; /* of the bucket so far */
};

static int emit(struct sampler *s, const struct metric_point *p, struct err *err)
{
    struct metric_series *out = s->out;
    if (out->n && out->step[out->n - 1] >= p->step)
        return 0; /* the last point may also be the extreme of its bucket */
    if (out->n == s->room) {
        int room = s->room ? 2 * s->room : 64;
        int64_t *step = realloc(out->step, (size_t)room * sizeof *step);
        if (step)
            out->step = step;
        double *value = step ? realloc(out->value, (size_t)room * sizeof *value) : NULL;
        if (!value)
            return err_set(err, ERR_NO_MEMORY, "no memory for a series");
        out->value = value;
        s->room = room;
    }
    out->step[out->n] = p->step;
    out->value[out->n++] = p->value;
    return 0;
}

static int bucket_end(struct sampler *s, struct err *err)
{
    bool least_first = s->least.step <= s->greatest.step;
    int rc = s->held ? emit(s, least_first ? &s->least : &s->greatest, err) : 0;
    if (rc == 0 && s->held)
        rc = emit(s, least_first ? &s->greatest : &s->least, err);
    s->held = 0;
    return rc;
}

/* NaN is an extreme: a curve that breaks must be seen to break. */
static void bucket_add(struct sampler *s, const struct metric_point *p)
{
    if (!s->held || isnan(p->value) || p->value < s->least.value)
        s->least = *p;
    if (!s->held || p->value > s->greatest.value)
        s->greatest = *p;
    s->held = 1;
}

static int sample(struct sampler *s, const struct metric_point *p, struct err *err)
{
    int64_t bucket = (p->step - s->from) / s->width;
    int rc = s->held && bucket != s->bucket ? bucket_end(s, err) : 0;
    s->bucket = bucket;
    if (rc == 0 && p->step == s->from)
        rc = emit(s, p, err); /* the first point stands for itself */
    bucket_add(s, p);
    return rc;
}

static int64_t bucket_width(int64_t from, int64_t to, int64_t n, int points)
{
    int64_t limit = points > 0 && points < METRIC_POINTS_MAX ? points : METRIC_POINTS_MAX;
    if (n <= limit)
        return 1;
    int64_t buckets = limit < 4 ? 1 : (limit - 2) / 2;
    return (to - from + buckets) / buckets;
}

struct series_key {
    int64_t job, name, after;
};

static int series_bounds(struct reader *r, const struct series_key *k, int64_t *from, int64_t *to,
                         int64_t *n, struct err *err)
{
    struct query q;
    int rc = query_open(&q, r, err,
                        "SELECT min(step), max(step), count(*) FROM metrics"
                        " WHERE job=? AND name=? AND step>?",
                        "III", k->job, k->name, k->after);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = query_read(&q, err, "III", from, to, n);
    query_close(&q);
    return rc;
}

static int series_walk(struct reader *r, const struct series_key *k, struct sampler *s,
                       struct err *err)
{
    struct query q;
    struct metric_point p = {0};
    int rc = query_open(&q, r, err,
                        "SELECT step, value FROM metrics WHERE job=? AND name=? AND step>?"
                        " ORDER BY step",
                        "III", k->job, k->name, k->after);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        query_read(&q, err, "Id", &p.step, &p.value);
        if ((rc = sample(s, &p, err)) < 0)
            break;
    }
    query_close(&q);
    if (rc == 0)
        rc = bucket_end(s, err);
    return rc == 0 ? emit(s, &p, err) : rc; /* p is the last point */
}

static int series_read(struct reader *r, const struct series_key *k, int points,
                       struct metric_series *out, struct err *err)
{
    int64_t to, n;
    struct sampler s = {.out = out};
    int rc = series_bounds(r, k, &s.from, &to, &n, err);
    if (rc < 0 || n == 0)
        return rc;
    s.width = bucket_width(s.from, to, n, points);
    return series_walk(r, k, &s, err);
}

static bool listed(const char *names, const char *name)
{
    if (!names)
        return true;
    size_t n = strlen(name);
    for (const char *p = names; *p; p += strcspn(p, ","), p += *p == ',')
        if (strcspn(p, ",") == n && strncmp(p, name, n) == 0)
            return true;
    return false;
}

/* The next free place of a set; its name is taken over, even on failure. */
static struct metric_series *set_add_take(struct metric_set *set, char *name)
{
    struct metric_series *v = realloc(set->v, (size_t)(set->n + 1) * sizeof *v);
    if (!v) {
        free(name);
        return NULL;
    }
    set->v = v;
    v[set->n] = (struct metric_series){.name = name};
    return &v[set->n++];
}

static int read_named(struct reader *r, const struct metric_query *mq, int64_t job, struct query *q,
                      struct metric_set *set, struct err *err)
{
    char *name = NULL;
    struct series_key key = {.job = job, .after = mq->after};
    int rc = query_read(q, err, "Is", &key.name, &name);
    if (rc < 0 || !listed(mq->names, name)) {
        free(name);
        return rc;
    }
    struct metric_series *s = set_add_take(set, name);
    if (!s)
        return err_set(err, ERR_NO_MEMORY, "no memory for a series");
    return series_read(r, &key, mq->points, s, err);
}

int store_metric_read(struct reader *r, const struct metric_query *mq, struct metric_set *out,
                      struct err *err)
{
    struct metric_set set = {0};
    struct query q;
    int64_t job;
    int rc = job_number(r, mq->job, &job, err);
    if (rc == 0)
        rc = query_open(&q, r, err,
                        "SELECT id, name FROM metric_names k WHERE EXISTS"
                        " (SELECT 1 FROM metrics m WHERE m.job=? AND m.name=k.id) ORDER BY name",
                        "I", job);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1)
        if ((rc = read_named(r, mq, job, &q, &set, err)) < 0)
            break;
    query_close(&q);
    if (rc < 0) {
        metric_set_done(&set);
        return rc;
    }
    *out = set;
    return 0;
}
