/* forecasts.c - forecasts, and their scores kept by every start. */
#include "server/store/forecasts.h"

#include "server/store/sql.h"
#include <stdlib.h>

static const int64_t horizon_ms[] = {10000, 60000, 600000, 3600000};

static int horizon_of(int64_t told_ms)
{
    int h = 0;
    if (told_ms < 0)
        return UNTOLD;
    while (h < LATER && told_ms > horizon_ms[h])
        h++;
    return h;
}

int store_forecast_put(struct tx *tx, const struct forecast_row *f, struct err *err)
{
    int rc = tx_exec(tx, err,
                     "INSERT INTO forecasts(job,at,ahead_ms,p50,p90) SELECT id,?,?,?,? FROM jobs"
                     " WHERE id=? AND state='queued' AND started_at IS NULL"
                     " ON CONFLICT DO NOTHING",
                     "Iotts", f->at, f->ahead_ms, f->p50, f->p90, f->job);
    return rc < 0 ? rc : 0;
}

/* An open forecast, as it was made. */
struct open {
    int64_t at, p50, p90;
    int horizon;
};

/* 1 and *out, or 0 if the job has none that is open. */
static int open_forecast(struct tx *tx, const char *job, struct open *out, struct err *err)
{
    struct query q;
    int rc =
        query_open(&q, &tx->reader, err,
                   "SELECT at,p50,p90 FROM forecasts WHERE job=? AND started_at IS NULL", "s", job);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1 && (rc = query_read(&q, err, "Ioo", &out->at, &out->p50, &out->p90)) == 0)
        rc = 1;
    query_close(&q);
    if (rc == 1)
        out->horizon = horizon_of(out->p50 < 0 ? -1 : out->p50 - out->at);
    return rc;
}

int store_forecast_started(struct tx *tx, const char *job, struct err *err)
{
    struct open f;
    int rc = open_forecast(tx, job, &f, err);
    if (rc != 1)
        return rc;
    bool told = f.horizon != UNTOLD;
    rc = tx_exec(tx, err,
                 "UPDATE forecast_scores SET started=started+1, by_p50=by_p50+?, by_p90=by_p90+?,"
                 " told_ms=told_ms+?, waited_ms=waited_ms+? WHERE horizon=?",
                 "iiIIi", told && tx->now <= f.p50, told && tx->now <= f.p90,
                 told ? f.p50 - f.at : INT64_C(0), tx->now - f.at, f.horizon);
    if (rc >= 0)
        rc = tx_exec(tx, err, "UPDATE forecasts SET started_at=? WHERE job=?", "Is", tx->now, job);
    return rc < 0 ? rc : 0;
}

int store_forecast_withdrawn(struct tx *tx, const char *job, struct err *err)
{
    struct open f;
    int rc = open_forecast(tx, job, &f, err);
    if (rc != 1)
        return rc;
    rc = tx_exec(tx, err, "UPDATE forecast_scores SET withdrawn=withdrawn+1 WHERE horizon=?", "i",
                 f.horizon);
    if (rc >= 0)
        rc = tx_exec(tx, err, "DELETE FROM forecasts WHERE job=?", "s", job);
    return rc < 0 ? rc : 0;
}

int store_forecast_scores(struct reader *r, int64_t now, struct forecast_scores *out,
                          struct err *err)
{
    struct query q;
    *out = (struct forecast_scores){0};
    int rc = query_open(&q, r, err,
                        "SELECT horizon,started,by_p50,by_p90,withdrawn,told_ms,waited_ms"
                        " FROM forecast_scores",
                        "");
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        int64_t h = 0;
        struct forecast_score s;
        rc = query_read(&q, err, "IIIIIII", &h, &s.started, &s.by_p50, &s.by_p90, &s.withdrawn,
                        &s.told_ms, &s.waited_ms);
        if (rc < 0)
            break;
        if (h >= 0 && h < HORIZONS)
            out->of[h] = s;
    }
    query_close(&q);
    if (rc >= 0)
        rc = query_int(r, &out->waiting, err,
                       "SELECT count(*) FROM forecasts WHERE started_at IS NULL", "");
    if (rc >= 0)
        rc = query_int(r, &out->late, err,
                       "SELECT count(*) FROM forecasts WHERE started_at IS NULL AND p90<?", "I",
                       now);
    return rc < 0 ? rc : 0;
}

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int store_forecast_ratios(struct reader *r, int64_t now, int max, int64_t *ratio, struct err *err)
{
    struct query q;
    int n = 0;
    int rc = query_open(&q, r, err,
                        "SELECT (truth-at+1000)*1000/(ahead_ms+1000) FROM ("
                        "SELECT * FROM (SELECT at, ahead_ms, started_at AS truth FROM forecasts"
                        " WHERE started_at IS NOT NULL AND ahead_ms IS NOT NULL"
                        " ORDER BY started_at DESC LIMIT ?) UNION ALL "
                        "SELECT * FROM (SELECT at, ahead_ms, ? FROM forecasts"
                        " WHERE started_at IS NULL AND p90<? ORDER BY p90 LIMIT ?))",
                        "iIIi", max, now, now, max);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1 && n < 2 * max) {
        if ((rc = query_read(&q, err, "I", &ratio[n])) < 0)
            break;
        n++;
    }
    query_close(&q);
    if (n)
        qsort(ratio, (size_t)n, sizeof *ratio, ascending);
    return rc < 0 ? rc : n;
}

int store_forecast_pace(struct reader *r, int max, int64_t *pace, struct err *err)
{
    *pace = 1000;
    int rc = query_int(r, pace, err,
                       "SELECT sum(slot_ms)*1000/sum(quote_slot_ms) FROM (SELECT slot_ms,"
                       " quote_slot_ms FROM jobs WHERE state='succeeded' AND quote_slot_ms>0"
                       " ORDER BY id DESC LIMIT ?) HAVING count(*)>=5",
                       "i", max);
    return rc < 0 ? rc : 0;
}
