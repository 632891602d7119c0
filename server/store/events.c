/* events.c - the log of what happened. */
#include "server/store/events.h"

#include "server/base/json.h"
#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdio.h>
#include <stdlib.h>

static const struct column columns[] = {
    COLUMN('I', event_row, id),     COLUMN('s', event_row, type), COLUMN('I', event_row, at),
    COLUMN('s', event_row, tenant), COLUMN('s', event_row, job),  COLUMN('s', event_row, data),
};
static const struct table table = TABLE("events", columns, event_row);

void event_row_done(struct event_row *e)
{
    row_done(&table, e);
}

void event_list_done(struct event_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

int store_event_insert(struct tx *tx, const char *type, const char *tenant, const char *job,
                       const char *data, struct err *err)
{
    int rc = tx_exec(tx, err, "INSERT INTO events(at,type,tenant,job,data) VALUES(?,?,?,?,?)",
                     "Issss", tx->now, type, tenant, job, data ? data : "{}");
    tx_touch(tx, "events");
    if (job) {
        char topic[48];
        snprintf(topic, sizeof topic, "job:%.40s", job);
        tx_touch(tx, topic);
    }
    return rc < 0 ? rc : 0;
}

int store_event_about(struct tx *tx, const char *type, const char *tenant, const char *kind,
                      const char *id, const char *name, struct err *err)
{
    struct json *data = json_new_object();
    json_add_str(data, kind, id);
    json_add_str(data, "name", name);
    char *text = json_print(data);
    json_free(data);
    if (!text)
        return err_set(err, ERR_NO_MEMORY, "no memory for an event");
    int rc = store_event_insert(tx, type, tenant, NULL, text, err);
    free(text);
    return rc;
}

int store_event_list(struct reader *r, const struct viewer *viewer, const char *job, int64_t after,
                     int limit, struct event_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE id>?", "I", after);
    if (job)
        sql_add(&sql, " AND job=?", "s", job);
    else if (viewer)
        where_tenant(&sql, viewer);
    sql_add(&sql, " ORDER BY id", "");
    return row_list(r, &table, &sql, limit, &out->v, &out->n, &out->more, err);
}

int store_event_range(struct reader *r, int64_t *first, int64_t *last, struct err *err)
{
    *first = *last = 0;
    int rc = query_int(r, first, err, "SELECT min(id) FROM events", "");
    if (rc >= 0)
        rc = query_int(r, last, err, "SELECT max(id) FROM events", "");
    return rc < 0 ? rc : 0;
}

int store_event_expire(struct tx *tx, int64_t before, int limit, struct err *err)
{
    return tx_exec(tx, err,
                   "DELETE FROM events WHERE id IN (SELECT id FROM (SELECT id, at FROM events"
                   " ORDER BY id LIMIT ?) WHERE at<? AND id<(SELECT max(id) FROM events))",
                   "iI", limit, before);
}
