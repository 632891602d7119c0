/* rebuild.c - each operation of a record, done to a view; and the text of a plan.
 *
 * The counterpart of write.c: what it records is done here by the same calls, so the view is
 * the same in all that a plan depends on. Past use comes as the numbers that were read at a turn.
 */
#include "server/record/rebuild.h"
#include "server/base/json.h"

#include <stdlib.h>
#include <string.h>

/* ---- plans ---- */

char *record_plan(const struct plan *plan)
{
    struct json *o = json_new_object(), *list = json_add_array(o, "actions");
    for (int i = 0; i < plan->n; i++) {
        const struct action *a = &plan->v[i];
        struct json *j = json_add_object(list, NULL);
        json_add_str(j, "job", job_spec(a->job)->id);
        json_add_str(j, "do", action_kind_name(a->kind));
        if (a->kind == ACTION_RESERVE && a->at != TIME_UNKNOWN)
            json_add_int(j, "at_ms", a->at);
        if (a->kind != ACTION_PREEMPT && a->kind != ACTION_RESERVE)
            json_add_int(j, "width", a->width);
        json_add_int(j, "was", a->was);
        json_add_str(j, "reason", plan_reason_name(a->reason));
        json_add_str(j, "resource", resource_name(a->resource));
        json_add_int(j, "have", a->have);
        json_add_int(j, "need", a->need);
        if (a->by)
            json_add_str(j, "by", job_spec(a->by)->id);
    }
    char *text = json_print(o);
    json_free(o);
    return text;
}

/* ---- operations ---- */

static int64_t number(const struct json *op, const char *name, int64_t fallback)
{
    return json_int(json_get(op, name), fallback);
}

static const char *text(const struct json *op, const char *name)
{
    return json_str(json_get(op, name), NULL);
}

static enum slot_kind device(const struct json *op)
{
    return strcmp(json_str(json_get(op, "device"), "cpu"), "gpu") ? SLOT_CPU : SLOT_GPU;
}

static int do_settings(struct view **v, const struct json *op, struct err *err)
{
    struct view_settings s;
    view_settings_init(&s);
    s.slots[SLOT_CPU] = number(op, "cpu_slots", 0);
    s.slots[SLOT_GPU] = number(op, "gpu_slots", 0);
    s.memory = number(op, "memory", LIMIT_NONE);
    s.k = number(op, "k", s.k);
    s.half_life_ms = number(op, "half_life_ms", s.half_life_ms);
    s.quantum_ms = number(op, "quantum_ms", s.quantum_ms);
    s.turn_ms = number(op, "turn_ms", s.turn_ms);
    if (*v)
        return view_settings_set(*v, &s, err);
    *v = view_new(&s);
    return *v ? 0 : err_set(err, ERR_NO_MEMORY, "out of memory");
}

static int do_tenant(struct view **v, const struct json *op, struct err *err)
{
    static const char *const limits[RESOURCES] = {"max_cpu", "max_gpu", "max_running_jobs",
                                                  "max_memory", "credits"};
    struct tenant_spec t;
    tenant_spec_init(&t);
    t.id = text(op, "id");
    t.parent = text(op, "parent");
    t.order = number(op, "order", 0);
    t.weight = number(op, "weight", 1);
    t.guarantee[SLOT_CPU] = number(op, "guarantee_cpu", 0);
    t.guarantee[SLOT_GPU] = number(op, "guarantee_gpu", 0);
    for (int r = 0; r < RESOURCES; r++)
        t.limit[r] = number(op, limits[r], LIMIT_NONE);
    return view_tenant_put(*v, &t, err);
}

static int do_user(struct view **v, const struct json *op, struct err *err)
{
    return view_user_put(*v, text(op, "id"), text(op, "tenant"), number(op, "order", 0), err);
}

static int do_job(struct view **v, const struct json *op, struct err *err)
{
    struct job_spec j;
    job_spec_init(&j);
    j.id = text(op, "id");
    j.leaf = text(op, "leaf");
    j.kind = device(op);
    j.min = number(op, "min", 1);
    j.max = number(op, "max", 1);
    j.width = number(op, "width", 0);
    j.priority = number(op, "priority", 0);
    j.submitted = number(op, "submitted", 0);
    j.started = number(op, "started", 0);
    j.memory = number(op, "memory", 0);
    j.credits = number(op, "credits", 0);
    j.work = number(op, "work", -1);
    j.work_p90 = number(op, "work_p90", -1);
    j.runtime_left = number(op, "runtime_left", -1);
    view_now_set(*v, number(op, "at", 0));
    return view_job_put(*v, &j, err);
}

static int do_remove_node(struct view **v, const struct json *op, struct err *err)
{
    return view_node_remove(*v, text(op, "id"), err);
}

static int do_remove_job(struct view **v, const struct json *op, struct err *err)
{
    (void)err;
    view_job_remove(*v, text(op, "id"));
    return 0;
}

/* A turn: everybody's past use is 0 but for those whose figures follow. */
static int forget_usage(struct view *v, const struct view_node *n, struct err *err)
{
    int rc = 0;
    struct view_node *c;
    for (int i = 0; !rc && (c = node_child(n, i)); i++) {
        for (int k = 0; k < SLOT_KINDS && !rc; k++) {
            if (node_type(c) == NODE_OWN)
                rc = view_own_usage_set(v, node_id(c), (enum slot_kind)k, 0, err);
            else
                rc = view_usage_set(v, node_id(c), (enum slot_kind)k, 0, err);
        }
        rc = rc ? rc : forget_usage(v, c, err);
    }
    return rc;
}

static int do_turn(struct view **v, const struct json *op, struct err *err)
{
    (void)op;
    return forget_usage(*v, view_root(*v), err);
}

static int do_usage(struct view **v, const struct json *op, struct err *err)
{
    return view_usage_set(*v, text(op, "id"), device(op), number(op, "u", 0), err);
}

static int do_own_usage(struct view **v, const struct json *op, struct err *err)
{
    return view_own_usage_set(*v, text(op, "id"), device(op), number(op, "u", 0), err);
}

static int do_lent(struct view **v, const struct json *op, struct err *err)
{
    (void)err;
    view_loan_set(*v, text(op, "id"),
                  (struct job_loan){number(op, "slots", 0), (uint64_t)number(op, "mark", 0)});
    return 0;
}

static int do_reserved(struct view **v, const struct json *op, struct err *err)
{
    (void)err;
    view_reservation_set(*v, device(op), text(op, "job"), number(op, "at", 0),
                         (uint64_t)number(op, "mark", 0));
    return 0;
}

static const struct operation {
    const char *name;
    bool has_id;
    int (*run)(struct view **v, const struct json *op, struct err *err);
} operations[] = {
    {"settings", false, do_settings},
    {"tenant", true, do_tenant},
    {"user", true, do_user},
    {"job", true, do_job},
    {"remove_node", true, do_remove_node},
    {"remove_job", true, do_remove_job},
    {"turn", false, do_turn},
    {"usage", true, do_usage},
    {"own_usage", true, do_own_usage},
    {"lent", true, do_lent},
    {"reserved", false, do_reserved},
};

static int do_operation(struct view **v, const struct json *op, struct err *err)
{
    const char *name = json_str(json_get(op, "op"), "");
    if (!strcmp(name, "new")) {
        view_free(*v);
        *v = NULL;
        return 0;
    }
    if (!*v && strcmp(name, "settings"))
        return err_set(err, ERR_CONFLICT, "the record goes on from a view that is not there");
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strcmp(operations[i].name, name))
            continue;
        if (operations[i].has_id && !text(op, "id"))
            return err_set(err, ERR_CORRUPT, "a %s operation names nothing", name);
        return operations[i].run(v, op, err);
    }
    return err_set(err, ERR_CORRUPT, "unknown operation \"%.40s\"", name);
}

int rebuild_apply(struct view **view, const char *record, struct err *err)
{
    struct err bad = {0};
    struct json *doc = json_parse(record, strlen(record), &bad);
    if (!doc)
        return err_set(err, ERR_CORRUPT, "%s", bad.text);
    int rc = 0;
    if (number(doc, "format", 0) != 1)
        rc = err_set(err, ERR_CORRUPT, "the record's format is %lld; this program reads 1",
                     (long long)number(doc, "format", 0));
    const struct json *op = json_first(json_get(doc, "ops"));
    if (!rc && !*view && !op)
        rc = err_set(err, ERR_CONFLICT, "the record goes on from a view that is not there");
    for (; op && !rc; op = json_next(op))
        rc = do_operation(view, op, err);
    if (!rc)
        view_now_set(*view, number(doc, "now_ms", 0));
    json_free(doc);
    return rc;
}
