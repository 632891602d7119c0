/* cluster.c - the slots there are, who holds them, and whether jobs are started.
 *
 * An admin sees every holder by name; others see their own tenant's and the rest as one sum. */
#include "server/api/handlers.h"

#include "server/sched/view.h"
#include <string.h>

static const char *const devices[STORE_DEVICES] = {"cpu", "gpu"};

static const struct field holder_fields[] = {
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "its name"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "slots", .type = FIELD_INT, .required = true, .help = "it holds now"},
};
static const struct shape shape_holder = {.name = "Holder", FIELDS(holder_fields)};

static const struct field device_fields[] = {
    {.name = "slots", .type = FIELD_INT, .required = true, .help = "there are"},
    {.name = "free", .type = FIELD_INT, .required = true, .help = "held by nobody"},
    {.name = "held", .type = FIELD_ARRAY, .required = true, .help = "by whom"},
    {.name = "others", .type = FIELD_INT, .required = true, .help = "held by tenants not shown"},
};
static const struct part device_parts[] = {{"held", &shape_holder, NULL}, {0}};
static const struct shape shape_device = {
    .name = "Slots", FIELDS(device_fields), .parts = device_parts};

static const struct field cluster_fields[] = {
    {.name = "cpu", .type = FIELD_OBJECT, .required = true, .help = "CPU slots"},
    {.name = "gpu", .type = FIELD_OBJECT, .required = true, .help = "GPU slots"},
    {.name = "accepting",
     .type = FIELD_BOOL,
     .required = true,
     .help = "whether jobs are started; false drains"},
};
static const struct part cluster_parts[] = {
    {"cpu", &shape_device, NULL}, {"gpu", &shape_device, NULL}, {0}};
const struct shape shape_cluster = {
    .name = "Cluster", FIELDS(cluster_fields), .parts = cluster_parts};

static const struct field patch_fields[] = {
    {.name = "accepting", .type = FIELD_BOOL, .help = "whether jobs are started; false drains"},
    {.name = "cpu_slots",
     .type = FIELD_INT,
     .min = 0,
     .max = 4096,
     .help = "CPU slots from now on; fewer narrow and preempt at the next unit of work"},
    {.name = "gpu_slots", .type = FIELD_INT, .min = 0, .max = 1024, .help = "GPU slots"},
};
const struct shape shape_cluster_patch = {.name = "ClusterPatch", FIELDS(patch_fields)};

static const struct field slots_fields[] = {
    {.name = "accepting", .type = FIELD_BOOL, .required = true},
    {.name = "cpu_slots", .type = FIELD_INT, .required = true},
    {.name = "gpu_slots", .type = FIELD_INT, .required = true},
};
const struct shape shape_cluster_slots = {.name = "ClusterSlots", FIELDS(slots_fields)};

void cluster_slots(const struct api *api, int64_t machine[STORE_DEVICES])
{
    struct run_cluster c = {0};
    if (api->run)
        run_cluster_get(api->run, &c);
    machine[STORE_CPU] = c.cpu_slots;
    machine[STORE_GPU] = c.gpu_slots;
}

struct run *api_run(struct request *req)
{
    struct run *run = api_of(req)->run;
    if (!run)
        reply_problem(req, 503, "not_ready", NULL, "the scheduler has not started");
    return run;
}

/* ---- who holds what ---- */

static int by_tenant(const void *a, const void *b)
{
    return strcmp(((const struct holding *)a)->tenant, ((const struct holding *)b)->tenant);
}

static void collect(struct view *view, void *arg)
{
    struct holdings *h = arg;
    const struct view_job *j;
    int n = 0, kept = 0;
    while (view_running(view, n))
        n++;
    h->v = calloc((size_t)n + 1, sizeof *h->v);
    for (int i = 0; h->v && (j = view_running(view, i)); i++) {
        const struct view_node *node = job_leaf(j);
        while (node_type(node) != NODE_TENANT && node_parent(node))
            node = node_parent(node);
        snprintf(h->v[i].tenant, ID_MAX, "%s", node_id(node));
        h->v[i].slots[job_spec(j)->kind] = job_spec(j)->width;
        h->total[job_spec(j)->kind] += job_spec(j)->width;
    }
    if (!h->v || !n)
        return;
    qsort(h->v, (size_t)n, sizeof *h->v, by_tenant);
    for (int i = 1; i < n; i++) {
        if (strcmp(h->v[i].tenant, h->v[kept].tenant))
            h->v[++kept] = h->v[i];
        else
            for (int d = 0; d < STORE_DEVICES; d++)
                h->v[kept].slots[d] += h->v[i].slots[d];
    }
    h->n = kept + 1;
}

void holdings_read(struct run *run, struct holdings *h)
{
    *h = (struct holdings){0};
    run_with_view(run, collect, h);
}

/* ---- showing ---- */

/* The tenants of the holdings that the caller may see, with their names. */
static void name_holders(struct reader *r, const struct scope *scope, struct holdings *h)
{
    int kept = 0;
    for (int i = 0; i < h->n; i++) {
        struct tenant_row row = {0};
        if (store_tenant_get(r, scope, h->v[i].tenant, &row, NULL) == 0) {
            h->v[kept] = h->v[i];
            snprintf(h->v[kept++].name, sizeof h->v[0].name, "%s", row.name);
        }
        tenant_row_done(&row);
    }
    h->n = kept;
}

static struct json *cluster_show(const struct run_cluster *c, const struct holdings *h)
{
    const int64_t slots[] = {c->cpu_slots, c->gpu_slots};
    struct json *o = json_new_object();
    for (int d = 0; d < STORE_DEVICES; d++) {
        struct json *device = json_add_object(o, devices[d]);
        int64_t shown = 0;
        json_add_int(device, "slots", slots[d]);
        json_add_int(device, "free", slots[d] > h->total[d] ? slots[d] - h->total[d] : 0);
        struct json *held = json_add_array(device, "held");
        for (int i = 0; i < h->n; i++) {
            if (!h->v[i].slots[d])
                continue;
            struct json *who = json_add_object(held, NULL);
            add_named(who, "tenant", h->v[i].tenant, h->v[i].name);
            json_add_int(who, "slots", h->v[i].slots[d]);
            shown += h->v[i].slots[d];
        }
        json_add_int(device, "others", h->total[d] - shown);
    }
    json_add_bool(o, "accepting", c->accepting);
    return o;
}

/* "cpu  ######..  6 of 8 slots held" and a line per holder. 40 columns of bar at most. */
static void print_device(FILE *f, const char *name, int64_t slots, int64_t held)
{
    int width = slots < 40 ? (int)slots : 40;
    fprintf(f, "%s  ", name);
    for (int i = 0; i < width; i++)
        fputc(i * slots < held * width ? '#' : '.', f);
    fprintf(f, "  %lld of %lld slots held\n", (long long)held, (long long)slots);
}

static void reply_text_form(struct request *req, const struct run_cluster *c,
                            const struct holdings *h)
{
    const int64_t slots[] = {c->cpu_slots, c->gpu_slots};
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    for (int d = 0; f && d < STORE_DEVICES; d++) {
        int64_t shown = 0;
        if (!slots[d] && !h->total[d])
            continue;
        print_device(f, devices[d], slots[d], h->total[d]);
        for (int i = 0; i < h->n; i++) {
            shown += h->v[i].slots[d];
            if (h->v[i].slots[d])
                fprintf(f, "     %-30.60s %6lld\n", h->v[i].name, (long long)h->v[i].slots[d]);
        }
        if (h->total[d] > shown)
            fprintf(f, "     %-30s %6lld\n", "other tenants", (long long)(h->total[d] - shown));
    }
    if (f && !slots[STORE_CPU] && !slots[STORE_GPU])
        fputs("no slots: no job can start until PATCH /v1/cluster gives some\n", f);
    if (f && !c->accepting)
        fputs("draining: no job is started\n", f);
    if (f && fclose(f) == 0)
        reply_text(req, 200, "text/plain; charset=utf-8", text);
    else
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
    free(text);
}

void cluster_get(struct request *req)
{
    struct run_cluster cluster;
    struct holdings holdings;
    struct scope scope = api_scope(req);
    struct run *run = api_run(req);
    struct reader *r;
    if (!run)
        return;
    run_cluster_get(run, &cluster);
    holdings_read(run, &holdings);
    if (!(r = api_read(req))) {
        free(holdings.v);
        return;
    }
    name_holders(r, &scope, &holdings);
    reader_return(r);
    if (request_wants(req, "text/plain"))
        reply_text_form(req, &cluster, &holdings);
    else
        reply_json(req, 200, cluster_show(&cluster, &holdings));
    free(holdings.v);
}

/* ---- changing ---- */

static void cluster_wish_done(void *arg)
{
    json_free(arg);
}

static int audit_run(struct tx *tx, struct request *req, void *arg, struct answer *a,
                     struct err *err)
{
    struct run_cluster now;
    (void)tx, (void)err;
    run_cluster_get(api_of(req)->run, &now);
    a->body = json_new_object();
    json_add_bool(a->body, "accepting", now.accepting);
    json_add_int(a->body, "cpu_slots", now.cpu_slots);
    json_add_int(a->body, "gpu_slots", now.gpu_slots);
    a->detail = json_dup(arg);
    snprintf(a->target, sizeof a->target, "cluster");
    return 0;
}

void cluster_patch(struct request *req)
{
    struct run_cluster c;
    struct err err = {0};
    const struct json *body = api_body(req, &shape_cluster_patch);
    struct run *run = body ? api_run(req) : NULL;
    if (!run)
        return;
    run_cluster_get(run, &c);
    c.accepting = json_bool(json_get(body, "accepting"), c.accepting);
    c.cpu_slots = (int)json_int(json_get(body, "cpu_slots"), c.cpu_slots);
    c.gpu_slots = (int)json_int(json_get(body, "gpu_slots"), c.gpu_slots);
    if (run_cluster_set(run, &c, &err) < 0) {
        reply_err(req, &err);
        return;
    }
    api_change(req, &(struct api_change){"cluster.change", audit_run, json_dup(body),
                                         cluster_wish_done, NULL, false});
}
