/* charge.c - slot-time from width histories, in integers.
 *
 * A run is charged up to its checkpoints and its end. The boot clock measures; a day in the books
 * is found by adding the time since the run's start to the wall time it started at, so a wall clock
 * that jumps in between moves nothing. */
#include "server/store/charge.h"

#include "server/base/clock.h"
#include "server/store/sql.h"
#include <stdlib.h>

int run_open(struct tx *tx, const char *run, const char *job, int width, int64_t boot_ms,
             int64_t first_step, struct err *err)
{
    int rc =
        tx_exec(tx, err,
                "INSERT INTO runs(id,job,started_at,started_boot_ms,width,first_step,last_step,"
                "settled_boot_ms) VALUES(?1,?2,?3,?4,?5,?6,?6,?4)",
                "ssIIiI", run, job, tx->now, boot_ms, width, first_step);
    if (rc >= 0)
        rc = tx_exec(tx, err, "INSERT INTO run_widths VALUES(?,?,?)", "sIi", run, boot_ms, width);
    return rc < 0 ? rc : 0;
}

int run_width(struct tx *tx, const char *run, int width, int64_t boot_ms, struct err *err)
{
    int rc = tx_exec(tx, err,
                     "INSERT INTO run_widths VALUES(?,?,?)"
                     " ON CONFLICT DO UPDATE SET width=excluded.width",
                     "sIi", run, boot_ms, width);
    if (rc >= 0)
        rc = tx_exec(tx, err, "UPDATE runs SET width=? WHERE id=?", "is", width, run);
    return rc < 0 ? rc : 0;
}

/* ---- charging ---- */

struct charge {
    struct tx *tx;
    const char *run;
    char *job, *tenant, *user, *device;
    int64_t started_at, started_boot_ms, settled_boot_ms;
    int64_t total;
};

static int charge_load(struct charge *c, struct err *err)
{
    struct query q;
    int rc = query_open(&q, &c->tx->reader, err,
                        "SELECT job, tenant, user, device, r.started_at, started_boot_ms,"
                        " settled_boot_ms FROM runs r JOIN jobs j ON j.id=r.job WHERE r.id=?",
                        "s", c->run);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = query_read(&q, err, "ssssIII", &c->job, &c->tenant, &c->user, &c->device,
                        &c->started_at, &c->started_boot_ms, &c->settled_boot_ms);
    else if (rc == 0)
        rc = err_set(err, ERR_NOT_FOUND, "there is no run \"%s\"", c->run);
    query_close(&q);
    return rc;
}

static int charge_day(struct charge *c, int64_t day, int64_t slot_ms, struct err *err)
{
    int rc = tx_exec(c->tx, err,
                     "INSERT INTO usage(day,tenant,user,job,run,device,slot_ms)"
                     " VALUES(?,?,?,?,?,?,?)"
                     " ON CONFLICT DO UPDATE SET slot_ms=slot_ms+excluded.slot_ms",
                     "IsssssI", day, c->tenant, c->user, c->job, c->run, c->device, slot_ms);
    c->total += slot_ms;
    return rc < 0 ? rc : 0;
}

/* One stretch of constant width, cut at midnights. */
static int charge_piece(struct charge *c, int64_t from, int64_t to, int64_t width, struct err *err)
{
    int64_t shift = c->started_at - c->started_boot_ms;
    int rc = 0;
    while (from < to && rc == 0) {
        int64_t day = clock_day(from + shift);
        int64_t end = clock_day_start_ms(day + 1) - shift;
        if (end > to)
            end = to;
        rc = charge_day(c, day, (end - from) * width, err);
        from = end;
    }
    return rc;
}

static int charge_pieces(struct charge *c, int64_t until, struct err *err)
{
    struct query q;
    int rc = query_open(&q, &c->tx->reader, err,
                        "SELECT max(boot_ms, ?2), min(coalesce(lead(boot_ms) OVER"
                        " (ORDER BY boot_ms), ?3), ?3), width FROM run_widths WHERE run=?1"
                        " AND boot_ms>=(SELECT max(boot_ms) FROM run_widths"
                        " WHERE run=?1 AND boot_ms<=?2) ORDER BY boot_ms",
                        "sII", c->run, c->settled_boot_ms, until);
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1) {
        int64_t from, to, width;
        query_read(&q, err, "III", &from, &to, &width);
        rc = charge_piece(c, from, to, width, err);
        if (rc < 0)
            break;
    }
    query_close(&q);
    return rc;
}

static int charge_note(struct charge *c, int64_t boot_ms, struct err *err)
{
    int rc = tx_exec(c->tx, err, "UPDATE runs SET slot_ms=slot_ms+?, settled_boot_ms=? WHERE id=?",
                     "IIs", c->total, boot_ms, c->run);
    if (rc >= 0)
        rc = tx_exec(c->tx, err, "UPDATE jobs SET slot_ms=slot_ms+? WHERE id=?", "Is", c->total,
                     c->job);
    return rc < 0 ? rc : 0;
}

int run_charge(struct tx *tx, const char *run, int64_t boot_ms, struct err *err)
{
    struct charge c = {.tx = tx, .run = run};
    int rc = charge_load(&c, err);
    if (rc == 0 && boot_ms > c.settled_boot_ms) {
        rc = charge_pieces(&c, boot_ms, err);
        if (rc == 0)
            rc = charge_note(&c, boot_ms, err);
    }
    free(c.job);
    free(c.tenant);
    free(c.user);
    free(c.device);
    return rc;
}

int run_close(struct tx *tx, const char *run, int end, int64_t boot_ms, int64_t last_step,
              struct err *err)
{
    int rc = run_charge(tx, run, boot_ms, err);
    if (rc < 0)
        return rc;
    rc = tx_exec(tx, err,
                 "UPDATE runs SET run_end=?2, last_step=?4, ended_boot_ms=max(?3,started_boot_ms),"
                 " ended_at=started_at+max(?3-started_boot_ms,0) WHERE id=?1",
                 "ssII", run, run_end_names[end], boot_ms, last_step);
    if (rc >= 0)
        rc = tx_exec(tx, err,
                     "UPDATE jobs SET run_ms=run_ms+r.ended_boot_ms-r.started_boot_ms"
                     " FROM runs r WHERE r.id=? AND jobs.id=r.job",
                     "s", run);
    return rc < 0 ? rc : 0;
}
