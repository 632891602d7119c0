/* fairness.c - what each tenant should hold, what it holds, and how far apart that is.
 *
 * Two views of the same question: now (slots held against entitlement) and over time (decayed use
 * against what the weights say). The indices are of x = held ÷ entitled, over those who are
 * entitled to something. The gap of a category is the part of its entitlement that it does not
 * hold. */
#include "server/api/handlers.h"

#include "server/api/indices.h"
#include "server/sched/divide.h"
#include "server/sched/usage.h"
#include <string.h>

static const char *const devices[SLOT_KINDS] = {"cpu", "gpu"};

static const struct field amount_fields[] = {
    {.name = "held", .type = FIELD_INT, .required = true, .help = "slots now"},
    {.name = "entitlement", .type = FIELD_INT, .required = true, .help = "slots it should hold"},
    {.name = "guarantee", .type = FIELD_INT, .required = true, .help = "slots it gets at once"},
    {.name = "demand", .type = FIELD_INT, .required = true, .help = "slots its jobs ask for"},
    {.name = "waiting_jobs", .type = FIELD_INT, .required = true},
    {.name = "usage",
     .type = FIELD_NUMBER,
     .required = true,
     .help = "decayed use as a part of the parent's, as of the last turn"},
    {.name = "slot_seconds", .type = FIELD_NUMBER, .required = true, .help = "since the start"},
};
static const struct shape shape_amount = {.name = "FairnessAmount", FIELDS(amount_fields)};

static const struct field row_fields[] = {
    {.name = "tenant", .type = FIELD_STRING, .required = true, .help = "its name"},
    {.name = "tenant_id", .type = FIELD_STRING, .required = true, .help = "its id"},
    {.name = "category", .type = FIELD_ENUM, .choices = tenant_category_names, .required = true},
    {.name = "weight", .type = FIELD_INT, .required = true},
    {.name = "cpu", .type = FIELD_OBJECT, .required = true},
    {.name = "gpu", .type = FIELD_OBJECT, .required = true},
};
static const struct part row_parts[] = {
    {"cpu", &shape_amount, NULL}, {"gpu", &shape_amount, NULL}, {0}};
static const struct shape shape_fairness_row = {
    .name = "FairnessRow", FIELDS(row_fields), .parts = row_parts};

static const struct field category_fields[] = {
    {.name = "category", .type = FIELD_ENUM, .choices = tenant_category_names, .required = true},
    {.name = "held", .type = FIELD_INT, .required = true},
    {.name = "entitlement", .type = FIELD_INT, .required = true},
    {.name = "gap", .type = FIELD_NUMBER, .required = true, .help = "1 - held ÷ entitlement"},
};
static const struct shape shape_category = {.name = "FairnessCategory", FIELDS(category_fields)};

static const struct field index_fields[] = {
    {.name = "jain", .type = FIELD_NUMBER, .required = true, .help = "1 is perfectly fair"},
    {.name = "gini", .type = FIELD_NUMBER, .required = true, .help = "0 is perfectly fair"},
    {.name = "categories", .type = FIELD_ARRAY, .required = true, .help = "gap by category"},
};
static const struct part index_parts[] = {{"categories", &shape_category, NULL}, {0}};
static const struct shape shape_index = {
    .name = "FairnessIndex", FIELDS(index_fields), .parts = index_parts};

static const struct field fairness_fields[] = {
    {.name = "data", .type = FIELD_ARRAY, .required = true, .help = "tenants the caller sees"},
    {.name = "cpu", .type = FIELD_OBJECT, .required = true, .help = "indices over all tenants"},
    {.name = "gpu", .type = FIELD_OBJECT, .required = true},
    {.name = "jain", .type = FIELD_NUMBER, .required = true, .help = "of CPU slots"},
    {.name = "gini", .type = FIELD_NUMBER, .required = true, .help = "of CPU slots"},
    {.name = "forecasts", .type = FIELD_OBJECT, .required = true, .help = "how often they held"},
};
static const struct part fairness_parts[] = {{"data", &shape_fairness_row, NULL},
                                             {"cpu", &shape_index, NULL},
                                             {"gpu", &shape_index, NULL},
                                             {"forecasts", &shape_forecasts, NULL},
                                             {0}};
const struct shape shape_fairness = {
    .name = "Fairness", FIELDS(fairness_fields), .parts = fairness_parts};

/* ---- reading the view ---- */

struct amount {
    int64_t held, entitled, guarantee, demand, waiting, usage, slot_ms;
    int64_t own_held, own_entitled; /* of the tenant's own users, without its sub-tenants */
};
struct row {
    char tenant[ID_MAX];
    int category;
    struct amount of[SLOT_KINDS];
};
struct rows {
    struct row *v;
    int n, room;
    bool failed;
};

static const struct view_node *own_of(const struct view_node *tenant)
{
    const struct view_node *c;
    for (int i = 0; (c = node_child(tenant, i)); i++)
        if (node_type(c) == NODE_OWN)
            return c;
    return NULL;
}

static struct row *row_add(struct rows *rows)
{
    if (rows->n == rows->room) {
        int room = rows->room ? 2 * rows->room : 64;
        struct row *v = realloc(rows->v, (size_t)room * sizeof *v);
        rows->failed = !v;
        if (!v)
            return NULL;
        rows->v = v;
        rows->room = room;
    }
    struct row *row = &rows->v[rows->n++];
    *row = (struct row){0};
    return row;
}

/* Tenants that ask for, hold or have used something; the others have nothing to say. */
static void collect_below(struct view *view, const struct view_node *n, struct rows *rows)
{
    const struct view_node *c;
    for (int i = 0; (c = node_child(n, i)); i++) {
        struct row row = {0};
        bool speaks = false;
        if (node_type(c) != NODE_TENANT)
            continue;
        const struct view_node *own = own_of(c);
        for (enum slot_kind k = 0; k < SLOT_KINDS; k++) {
            struct usage used = view_usage(view, node_id(c), k);
            struct share share = node_share(c, k);
            row.of[k] = (struct amount){.held = node_held(c, (enum resource)k),
                                        .entitled = share.entitled,
                                        .guarantee = node_guarantee(c, k),
                                        .demand = node_demand(c, k),
                                        .waiting = node_waiting(c, k),
                                        .usage = node_usage(c, k),
                                        .slot_ms = used.slot_ms};
            if (own) {
                row.of[k].own_held = node_held(own, (enum resource)k);
                row.of[k].own_entitled = node_share(own, k).entitled;
            }
            speaks = speaks || row.of[k].held || row.of[k].demand || row.of[k].slot_ms ||
                     row.of[k].usage;
        }
        struct row *place = speaks ? row_add(rows) : NULL;
        if (place) {
            *place = row;
            snprintf(place->tenant, sizeof place->tenant, "%s", node_id(c));
        }
        collect_below(view, c, rows);
    }
}

static void collect(struct view *view, void *arg)
{
    divide(view);
    collect_below(view, view_root(view), arg);
}

/* ---- indices ---- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Fills x with held ÷ entitled of whoever is entitled to something; returns how many. */
static int ratios(const struct rows *rows, int kind, double *x)
{
    int n = 0;
    for (int i = 0; i < rows->n; i++) {
        const struct amount *a = &rows->v[i].of[kind];
        if (a->own_entitled > 0)
            x[n++] = (double)a->own_held / (double)a->own_entitled;
    }
    qsort(x, (size_t)n, sizeof *x, ascending);
    return n;
}

static void add_categories(struct json *o, const struct rows *rows, int kind)
{
    struct json *list = json_add_array(o, "categories");
    for (int c = 0; tenant_category_names[c]; c++) {
        int64_t held = 0, entitled = 0;
        for (int i = 0; i < rows->n; i++) {
            if (rows->v[i].category != c)
                continue;
            held += rows->v[i].of[kind].own_held;
            entitled += rows->v[i].of[kind].own_entitled;
        }
        if (!entitled && !held)
            continue;
        struct json *row = json_add_object(list, NULL);
        json_add_str(row, "category", tenant_category_names[c]);
        json_add_int(row, "held", held);
        json_add_int(row, "entitlement", entitled);
        json_add_num(row, "gap", entitled ? 1 - (double)held / (double)entitled : 0);
    }
}

static void add_indices(struct json *o, const struct rows *rows, double *x)
{
    double jain[SLOT_KINDS], gini[SLOT_KINDS];
    for (int k = 0; k < SLOT_KINDS; k++) {
        int n = ratios(rows, k, x);
        jain[k] = jain_index(x, n);
        gini[k] = gini_index(x, n);
        struct json *device = json_add_object(o, devices[k]);
        json_add_num(device, "jain", jain[k]);
        json_add_num(device, "gini", gini[k]);
        add_categories(device, rows, k);
    }
    json_add_num(o, "jain", jain[SLOT_CPU]);
    json_add_num(o, "gini", gini[SLOT_CPU]);
}

/* ---- showing ---- */

static void add_amount(struct json *o, const char *name, const struct amount *a)
{
    struct json *amount = json_add_object(o, name);
    json_add_int(amount, "held", a->held);
    json_add_int(amount, "entitlement", a->entitled);
    json_add_int(amount, "guarantee", a->guarantee);
    json_add_int(amount, "demand", a->demand);
    json_add_int(amount, "waiting_jobs", a->waiting);
    json_add_num(amount, "usage", (double)a->usage / VIEW_FRACTION);
    json_add_num(amount, "slot_seconds", (double)a->slot_ms / 1000);
}

static void add_rows(struct json *data, struct reader *r, const struct request *req,
                     struct rows *rows)
{
    struct scope everybody = {0}, scope = api_scope(req);
    for (int i = 0; i < rows->n; i++) {
        struct row *row = &rows->v[i];
        struct tenant_row t = {0};
        if (store_tenant_get(r, &everybody, row->tenant, &t, NULL) == 0) {
            row->category = t.category;
            if (!scope.tenant || !strcmp(scope.tenant, t.id) ||
                (scope.subtree && store_tenant_within(r, scope.tenant, t.id, NULL) > 0)) {
                struct json *o = json_add_object(data, NULL);
                add_named(o, "tenant", t.id, t.name);
                json_add_str(o, "category", tenant_category_names[t.category]);
                json_add_int(o, "weight", t.weight);
                for (int k = 0; k < SLOT_KINDS; k++)
                    add_amount(o, devices[k], &row->of[k]);
            }
        }
        tenant_row_done(&t);
    }
}

void fairness_get(struct request *req)
{
    struct rows rows = {0};
    struct run *run = api_run(req);
    if (!run)
        return;
    run_with_view(run, collect, &rows);
    double *x = rows.failed ? NULL : calloc((size_t)rows.n + 1, sizeof *x);
    struct reader *r = x ? api_read(req) : NULL;
    if (r) {
        struct err err = {0};
        struct json *o = json_new_object();
        add_rows(json_add_array(o, "data"), r, req, &rows);
        add_indices(o, &rows, x);
        int rc = add_forecasts(o, r, &err);
        reader_return(r);
        if (rc) {
            json_free(o);
            reply_err(req, &err);
        } else {
            reply_json(req, 200, o);
        }
    } else if (!x) {
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
    }
    free(x);
    free(rows.v);
}
