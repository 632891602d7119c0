/* slots.c - job.started, job.width and every way a run ends, integrated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/slots.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct slots_held *held_of(struct slots_log *log, const char *job, int tenant)
{
    for (int i = log->n_jobs - 1; i >= 0; i--)
        if (!strcmp(log->jobs[i].job, job))
            return &log->jobs[i];
    if (!log->jobs)
        log->jobs = calloc(SLOTS_JOBS, sizeof *log->jobs);
    assert_true(log->n_jobs < SLOTS_JOBS);
    struct slots_held *h = &log->jobs[log->n_jobs++];
    *h = (struct slots_held){.tenant = tenant, .step = -1};
    snprintf(h->job, sizeof h->job, "%s", job);
    return h;
}

static int tenant_of(const struct slots_log *log, const char *id)
{
    for (int i = 0; i < log->n_tenants; i++)
        if (!strcmp(log->ids[i], id))
            return i;
    return -1;
}

static void hold(struct slots_log *log, struct slots_held *h, int width)
{
    int *now = &log->by_tenant[h->tenant];
    log->held += width - h->width;
    *now += width - h->width;
    h->width = width;
    if (log->held > log->most_held)
        log->most_held = log->held;
    if (*now > log->most_by_tenant[h->tenant])
        log->most_by_tenant[h->tenant] = *now;
}

/* A killed daemon's runs are closed in the past; time itself never runs backwards here. */
static void pass_time(struct slots_log *log, double at)
{
    if (at <= log->last_ms)
        return;
    for (int i = 0; i < log->n_tenants; i++)
        if (log->last_ms >= log->from_ms && log->last_ms > 0)
            log->slot_ms[i] += log->by_tenant[i] * (at - log->last_ms);
    log->last_ms = at;
}

static void take_event(struct slots_log *log, const struct json *e)
{
    const char *type = json_str(json_get(e, "type"), "");
    const struct json *data = json_get(e, "data");
    int tenant = tenant_of(log, json_str(json_get(e, "tenant_id"), ""));
    double at = json_num(json_get(data, "boot_ms"), NAN);
    if (tenant < 0 || strncmp(type, "job.", 4) || isnan(at))
        return;
    pass_time(log, at);
    struct slots_held *h = held_of(log, json_str(json_get(e, "job"), ""), tenant);
    int width = (int)json_num(json_get(data, "width"), 0);
    double step = json_num(json_get(data, "step"), -1);
    if (!strcmp(type, "job.started")) {
        log->steps_lost += h->step >= 0 && step != h->step;
        hold(log, h, width);
    } else if (!strcmp(type, "job.width")) {
        log->narrowed += width < h->width;
        hold(log, h, width);
    } else {
        bool preempted = !strcmp(type, "job.preempted");
        log->preempted += preempted;
        log->requeued += !strcmp(type, "job.requeued");
        h->step = preempted ? step : -1;
        hold(log, h, 0);
    }
    if (log->look)
        log->look(log, log->arg);
}

void slots_read(struct slots_log *log, const struct daemon *d)
{
    for (bool more = true; more;) {
        char path[96];
        snprintf(path, sizeof path, "/v1/events?limit=200&after=%lld", log->after);
        struct reply r = get(d, d->admin, path);
        expect(&r, 200);
        const struct json *data = at(&r, "data");
        for (const struct json *e = json_first(data); e; e = json_next(e)) {
            take_event(log, e);
            log->after = json_int(json_get(e, "id"), log->after);
        }
        more = json_bool(at(&r, "has_more"), false);
        reply_free(&r);
    }
}

void slots_done(struct slots_log *log)
{
    free(log->jobs);
    log->jobs = NULL;
}

void decisions_verify(struct daemon *d)
{
    char command[700], line[4096] = "";
    const char *program = getenv("ALLOTD");
    assert_int_equal(daemon_stop(d), 0);
    snprintf(command, sizeof command, "%s sim verify --db %s/allot.db",
             program ? program : "build/allotd", d->dir);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    if (!fgets(line, sizeof line, out))
        line[0] = 0;
    int status = pclose(out);
    if (status || strstr(line, "\"decisions\":0"))
        fail_msg("decisions do not follow: %s", line);
    line[strcspn(line, "\n")] = 0;
    print_message("# %.200s\n", line);
}
