/* prometheus.c - /metrics in the text format 0.0.4: base units, HELP and TYPE, `_total` counters.
 *
 * Nothing a user typed becomes a label, save tenants' names for an admin's token. */
#include "server/api/handlers.h"

#include "server/base/file.h"
#include "server/base/version.h"
#include "server/sched/divide.h"
#include <allot/engine.h>
#include <dirent.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void head(FILE *f, const char *name, const char *type, const char *help)
{
    fprintf(f, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void value(FILE *f, const char *name, double v)
{
    char text[32];
    fprintf(f, "%s %s\n", name, num_print(text, v));
}

static void counter(FILE *f, const char *name, const char *help, double v)
{
    head(f, name, "counter", help);
    value(f, name, v);
}

static void gauge(FILE *f, const char *name, const char *help, double v)
{
    head(f, name, "gauge", help);
    value(f, name, v);
}

/* A label's value: backslash, quote and line feed are escaped. */
static void put_label(FILE *f, const char *text)
{
    for (; *text; text++)
        if (*text == '\n')
            fputs("\\n", f);
        else
            fprintf(f, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
}

static void put_build(FILE *f)
{
    head(f, "allot_build_info", "gauge", "What runs here; always 1.");
    fprintf(f,
            "allot_build_info{version=\"%s\",engine=\"%s\",blas=\"%s\",kernel=\"%s\","
            "sqlite=\"%s\"} 1\n",
            ALLOT_VERSION, engine_version(), engine_blas(), engine_kernel(),
            store_sqlite_version());
}

static void put_http(FILE *f, struct http *http)
{
    struct http_stats s;
    http_stats(http, &s);
    head(f, "allot_http_requests_total", "counter", "Requests answered, by class of status.");
    for (int i = 1; i < 6; i++)
        fprintf(f, "allot_http_requests_total{class=\"%dxx\"} %lld\n", i, (long long)s.by_class[i]);
    counter(f, "allot_http_refused_total", "Malformed or ambiguous requests.", (double)s.refused);
    counter(f, "allot_http_overloaded_total", "Requests answered 503 for a full queue.",
            (double)s.overloaded);
    counter(f, "allot_http_reaped_total", "Connections ended for late headers or a slow body.",
            (double)s.reaped);
    gauge(f, "allot_http_connections", "Open connections.", s.connections);
    gauge(f, "allot_http_queued_requests", "Requests waiting for an API thread.", s.queued);
    gauge(f, "allot_http_held_requests", "Long polls and streams that wait.", s.held);
    gauge(f, "allot_http_streams", "Event streams and live texts.", s.streams);
}

static void put_store(FILE *f, struct store *store)
{
    struct store_stats s;
    store_stats(store, &s);
    counter(f, "allot_store_commits_total", "Transactions committed.", (double)s.commits);
    counter(f, "allot_store_writes_total", "Writes answered.", (double)s.writes);
    counter(f, "allot_store_checkpoints_total", "WAL checkpoints.", (double)s.checkpoints);
    gauge(f, "allot_store_wal_bytes", "Size of the write-ahead log.", (double)s.wal_bytes);
    gauge(f, "allot_store_queued_writes", "Writes that wait for the writer.", (double)s.queued);
    gauge(f, "allot_store_disk_free_bytes", "Free where the data lies.",
          (double)file_free_bytes(store_dir(store)));
}

static void put_jobs(FILE *f, const int64_t counts[6])
{
    head(f, "allot_jobs", "gauge", "Jobs in each state.");
    for (int i = 0; i < 6; i++)
        fprintf(f, "allot_jobs{state=\"%s\"} %lld\n", job_state_names[i], (long long)counts[i]);
}

static void put_run(FILE *f, struct run *run, const struct holdings *h)
{
    struct run_cluster c;
    struct run_stats s;
    run_cluster_get(run, &c);
    run_stats(run, &s);
    head(f, "allot_slots", "gauge", "Slots there are.");
    fprintf(f, "allot_slots{device=\"cpu\"} %d\nallot_slots{device=\"gpu\"} %d\n", c.cpu_slots,
            c.gpu_slots);
    head(f, "allot_slots_held", "gauge", "Slots that jobs hold.");
    fprintf(f, "allot_slots_held{device=\"cpu\"} %lld\nallot_slots_held{device=\"gpu\"} %lld\n",
            (long long)h->total[0], (long long)h->total[1]);
    gauge(f, "allot_accepting", "1 while jobs are started, 0 while draining.", c.accepting);
    counter(f, "allot_scheduler_plans_total", "Plans made.", (double)s.plans);
    counter(f, "allot_scheduler_actions_total", "Actions of all plans.", (double)s.actions);
    gauge(f, "allot_scheduler_last_plan_seconds", "How long the last plan took to make.",
          (double)s.plan_us_last / 1e6);
    gauge(f, "allot_scheduler_longest_plan_seconds", "How long the longest took.",
          (double)s.plan_us_max / 1e6);
    counter(f, "allot_training_units_total", "Units of work done by all slots.", (double)s.units);
}

static void put_tenants(FILE *f, struct reader *r, const struct holdings *h)
{
    static const char *const devices[] = {"cpu", "gpu"};
    struct scope everybody = {0};
    head(f, "allot_tenant_slots_held", "gauge", "Slots that a tenant's jobs hold.");
    for (int i = 0; i < h->n; i++) {
        struct tenant_row t = {0};
        if (store_tenant_get(r, &everybody, h->v[i].tenant, &t, NULL) == 0)
            for (int d = 0; d < STORE_DEVICES; d++) {
                fputs("allot_tenant_slots_held{tenant=\"", f);
                put_label(f, t.name);
                fprintf(f, "\",tenant_id=\"%s\",device=\"%s\"} %lld\n", t.id, devices[d],
                        (long long)h->v[i].slots[d]);
            }
        tenant_row_done(&t);
    }
}

static double resident_bytes(void)
{
    long pages = 0, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f)
        return 0;
    if (fscanf(f, "%ld %ld", &pages, &resident) != 2)
        resident = 0;
    fclose(f);
    return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

static int open_files(void)
{
    int n = -3; /* ".", ".." and the folder itself */
    DIR *d = opendir("/proc/self/fd");
    if (!d)
        return 0;
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static void put_process(FILE *f, const struct api *api)
{
    struct rusage u = {0};
    getrusage(RUSAGE_SELF, &u);
    counter(f, "process_cpu_seconds_total", "CPU time used.",
            (double)u.ru_utime.tv_sec + (double)u.ru_stime.tv_sec +
                ((double)u.ru_utime.tv_usec + (double)u.ru_stime.tv_usec) / 1e6);
    gauge(f, "process_resident_memory_bytes", "Resident memory.", resident_bytes());
    gauge(f, "process_open_fds", "Open file descriptors.", open_files());
    gauge(f, "process_start_time_seconds", "Start, in seconds since 1970.",
          (double)api->started_at / 1000);
}

void prometheus_get(struct request *req)
{
    struct api *api = api_of(req);
    struct holdings h = {0};
    int64_t counts[6] = {0};
    struct err err = {0};
    char *text = NULL;
    size_t size = 0;
    if (api->run)
        holdings_read(api->run, &h);
    struct reader *r = api_read(req);
    FILE *f = r ? open_memstream(&text, &size) : NULL;
    if (f) {
        put_build(f);
        put_http(f, request_http(req));
        put_store(f, api->store);
        if (store_job_counts(r, NULL, counts, &err) == 0)
            put_jobs(f, counts);
        if (api->run)
            put_run(f, api->run, &h);
        if (api_is_admin(req))
            put_tenants(f, r, &h);
        put_process(f, api);
        fclose(f);
    }
    if (r)
        reader_return(r);
    if (f && text)
        reply_text(req, 200, "text/plain; version=0.0.4", text);
    else if (r)
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
    free(text);
    free(h.v);
}
