/* sched_case.c - reads scheduling cases and turns them into views and JSON. */
#include "tests/support/sched_case.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int number(const char **p)
{
    char *end;
    long n = strtol(*p, &end, 10);
    if (end == *p)
        fail_msg("a number was expected at \"%s\"", *p);
    *p = end;
    return (int)n;
}

static void spaces(const char **p)
{
    while (**p == ' ' || **p == '\n')
        ++*p;
}

static void word(const char **p, char *to, size_t size)
{
    size_t n = 0;
    while (strchr("abcdefghijklmnopqrstuvwxyz0123456789", **p) && **p && n + 1 < size)
        to[n++] = *(*p)++;
    to[n] = 0;
}

static void settings_parse(struct sched_case *c, const char **p)
{
    static const char *const name[] = {"slots", "gpu", "quantum", "k", "now", "users"};
    int *to[] = {&c->slots, &c->gpu, &c->quantum, &c->k_thousandths, &c->now, &c->users};
    for (spaces(p); **p && **p != ';'; spaces(p)) {
        char w[16];
        word(p, w, sizeof w);
        spaces(p);
        int i = 0;
        while (i < 6 && strcmp(name[i], w) != 0)
            i++;
        assert_true(i < 6);
        *to[i] = number(p);
    }
}

static void tenant_parse(struct sched_case *c, const char **p)
{
    struct case_tenant *t = &c->tenant[c->n_tenants++];
    *t = (struct case_tenant){.weight = 1, .max = -1, .running_max = -1};
    word(p, t->name, sizeof t->name);
    for (spaces(p); **p && **p != ',' && **p != ';'; spaces(p)) {
        char what = *(*p)++;
        switch (what) {
        case 'g': t->guarantee = number(p); break;
        case 'w': t->weight = number(p); break;
        case 'm': t->max = number(p); break;
        case 'j': t->running_max = number(p); break;
        case 'u': t->usage = number(p); break;
        case '<': word(p, t->parent, sizeof t->parent); break;
        default: fail_msg("no tenant option '%c'", what);
        }
    }
}

static void job_parse(struct sched_case *c, const char **p)
{
    struct case_job *j = &c->job[c->n_jobs++];
    *j = (struct case_job){.remaining = -1};
    if (**p == '*') {
        j->gpu = true;
        ++*p;
    }
    word(p, j->id, sizeof j->id);
    strcpy(j->tenant, j->id);
    for (size_t n = strlen(j->tenant); n && strchr("0123456789", j->tenant[n - 1]); n--)
        j->tenant[n - 1] = 0;
    bool running = *(*p)++ == '=';
    j->min = j->max = number(p);
    if (running) {
        j->width = j->min;
        if (**p == '/') {
            ++*p;
            j->min = number(p);
            assert_true(**p == '-');
        }
    }
    if (**p == '-') {
        ++*p;
        j->max = number(p);
    }
    for (spaces(p); **p && strchr("@!~+", **p); spaces(p)) {
        char what = *(*p)++;
        *(what == '@'   ? &j->started
          : what == '!' ? &j->priority
          : what == '~' ? &j->remaining
                        : &j->submitted) = number(p);
    }
}

void case_parse(struct sched_case *c, const char *line)
{
    const char *p = line;
    memset(c, 0, sizeof *c);
    settings_parse(c, &p);
    while (*p == ';' || *p == ',') {
        p++;
        spaces(&p);
        if (c->n_tenants && p[-1] == ';')
            break;
        tenant_parse(c, &p);
        if (*p == ';')
            break;
    }
    if (*p == ';')
        p++;
    for (spaces(&p); *p; spaces(&p))
        job_parse(c, &p);
}

void case_tenant_put(struct view *v, const struct case_tenant *t, int i)
{
    struct tenant_spec spec;
    struct err err = {0};
    tenant_spec_init(&spec);
    spec.id = t->name;
    spec.parent = *t->parent ? t->parent : NULL;
    spec.order = i;
    spec.weight = t->weight;
    spec.guarantee[SLOT_CPU] = t->guarantee;
    if (t->max >= 0)
        spec.limit[RES_CPU] = t->max;
    if (t->running_max >= 0)
        spec.limit[RES_JOBS] = t->running_max;
    if (view_tenant_put(v, &spec, &err))
        fail_msg("%s", err.text);
    int64_t u = ((int64_t)t->usage * VIEW_FRACTION + 500) / 1000;
    assert_int_equal(view_usage_set(v, t->name, SLOT_CPU, u, &err), 0);
}

static void users_put(struct view *v, const struct sched_case *c)
{
    for (int i = 0; i < c->n_tenants; i++)
        for (int u = 0; u < c->users; u++) {
            char id[32];
            snprintf(id, sizeof id, "%s.%d", c->tenant[i].name, u);
            assert_int_equal(view_user_put(v, id, c->tenant[i].name, i, NULL), 0);
        }
}

void case_job_put(struct view *v, const struct sched_case *c, const struct case_job *j)
{
    char user[32];
    struct job_spec spec;
    struct err err = {0};
    job_spec_init(&spec);
    spec.id = j->id;
    spec.leaf = j->tenant;
    if (c->users) {
        int number = atoi(j->id + strcspn(j->id, "0123456789"));
        snprintf(user, sizeof user, "%s.%d", j->tenant, number % c->users);
        spec.leaf = user;
    }
    spec.kind = j->gpu ? SLOT_GPU : SLOT_CPU;
    spec.min = j->min;
    spec.max = j->max;
    spec.width = j->width;
    spec.priority = j->priority;
    spec.started = j->started * 1000;
    spec.submitted = j->submitted * 1000;
    if (j->remaining >= 0)
        spec.work = (int64_t)j->remaining * 1000 * (j->width ? j->width : j->max);
    if (view_job_put(v, &spec, &err))
        fail_msg("%s", err.text);
}

struct view *case_view(const struct sched_case *c)
{
    struct view_settings s;
    view_settings_init(&s);
    s.slots[SLOT_CPU] = c->slots;
    s.slots[SLOT_GPU] = c->gpu;
    s.quantum_ms = c->quantum * 1000;
    s.k = (int64_t)c->k_thousandths * VIEW_FRACTION / 1000;
    struct view *v = view_new(&s);
    assert_non_null(v);
    view_now_set(v, c->now * 1000);
    for (int i = 0; i < c->n_tenants; i++)
        case_tenant_put(v, &c->tenant[i], i);
    users_put(v, c);
    for (int i = 0; i < c->n_jobs; i++)
        case_job_put(v, c, &c->job[i]);
    return v;
}

struct out {
    char *text;
    size_t n;
};

__attribute__((format(printf, 2, 3))) static void put(struct out *o, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(o->text + o->n, CASE_TEXT - o->n, fmt, ap);
    va_end(ap);
    assert_true(n >= 0 && o->n + (size_t)n < CASE_TEXT);
    o->n += (size_t)n;
}

static int demand_of(const struct sched_case *c, const char *tenant)
{
    int sum = 0;
    for (int i = 0; i < c->n_jobs; i++)
        if (strcmp(c->job[i].tenant, tenant) == 0 && !c->job[i].gpu)
            sum += c->job[i].max;
    return sum;
}

static void tenant_json(struct out *o, const struct sched_case *c, const struct case_tenant *t,
                        bool decide)
{
    put(o, "{\"name\":\"%s\",\"weight\":%d,\"usage\":%d.%03d", t->name, t->weight, t->usage / 1000,
        t->usage % 1000);
    if (*t->parent)
        put(o, ",\"parent\":\"%s\"", t->parent);
    if (t->guarantee)
        put(o, ",\"guarantee\":{\"cpu\":%d}", t->guarantee);
    if (t->max >= 0)
        put(o, ",\"max\":{\"cpu\":%d}", t->max);
    if (t->running_max >= 0)
        put(o, ",\"max_running_jobs\":%d", t->running_max);
    if (!decide && demand_of(c, t->name))
        put(o, ",\"demand\":{\"cpu\":%d}", demand_of(c, t->name));
    put(o, "}");
}

static void job_json(struct out *o, const struct case_job *j)
{
    put(o, "{\"id\":\"%s\",\"tenant\":\"%s\",\"state\":\"%s\",\"width\":%d", j->id, j->tenant,
        j->width ? "running" : "queued", j->width);
    put(o, ",\"slots\":{\"min\":%d,\"max\":%d},\"device\":\"%s\"", j->min, j->max,
        j->gpu ? "gpu" : "cpu");
    put(o, ",\"priority\":%d,\"submitted\":%d,\"started\":%d", j->priority, j->submitted,
        j->started);
    if (j->remaining >= 0)
        put(o, ",\"remaining_s\":%d", j->remaining);
    put(o, "}");
}

const char *case_json(const struct sched_case *c, bool decide, char text[CASE_TEXT])
{
    struct out o = {.text = text};
    put(&o, "{\"resources\":{\"cpu\":%d", c->slots);
    if (c->gpu)
        put(&o, ",\"gpu\":%d", c->gpu);
    put(&o, "},\"k\":%d.%03d,\"tenants\":[", c->k_thousandths / 1000, c->k_thousandths % 1000);
    for (int i = 0; i < c->n_tenants; i++) {
        put(&o, "%s", i ? "," : "");
        tenant_json(&o, c, &c->tenant[i], decide);
    }
    put(&o, "]");
    if (decide) {
        put(&o, ",\"now\":%d,\"quantum_s\":%d,\"jobs\":[", c->now, c->quantum);
        for (int i = 0; i < c->n_jobs; i++) {
            put(&o, "%s", i ? "," : "");
            job_json(&o, &c->job[i]);
        }
        put(&o, "]");
    }
    put(&o, "}");
    return text;
}

const char *case_plan_text(const struct plan *p, char text[CASE_TEXT])
{
    struct out o = {.text = text};
    *text = 0;
    for (int i = 0; i < p->n; i++) {
        const struct action *a = &p->v[i];
        put(&o, "%s%s %s", i ? ", " : "", action_kind_name(a->kind), job_spec(a->job)->id);
        if (a->kind == ACTION_RESERVE)
            put(&o, " at %lld", (long long)a->at / 1000);
        else if (a->kind != ACTION_PREEMPT)
            put(&o, ":%lld", (long long)a->width);
    }
    return text;
}

static void option_put(struct out *o, const char *name, int value, int usual)
{
    if (value != usual)
        put(o, " %s%d", name, value);
}

const char *case_line(const struct sched_case *c, char text[CASE_TEXT])
{
    struct out o = {.text = text};
    put(&o, "slots %d gpu %d quantum %d k %d now %d users %d", c->slots, c->gpu, c->quantum,
        c->k_thousandths, c->now, c->users);
    for (int i = 0; i < c->n_tenants; i++) {
        const struct case_tenant *t = &c->tenant[i];
        put(&o, "%s %s", i ? "," : ";", t->name);
        option_put(&o, "g", t->guarantee, 0);
        option_put(&o, "w", t->weight, 1);
        option_put(&o, "m", t->max, -1);
        option_put(&o, "j", t->running_max, -1);
        option_put(&o, "u", t->usage, 0);
        if (*t->parent)
            put(&o, " <%s", t->parent);
    }
    put(&o, ";");
    for (int i = 0; i < c->n_jobs; i++) {
        const struct case_job *j = &c->job[i];
        put(&o, " %s%s%c%d", j->gpu ? "*" : "", j->id, j->width ? '=' : '?',
            j->width ? j->width : j->min);
        if (j->width)
            put(&o, "/%d-%d", j->min, j->max);
        else if (j->max > j->min)
            put(&o, "-%d", j->max);
        option_put(&o, "@", j->started, 0);
        option_put(&o, "!", j->priority, 0);
        option_put(&o, "~", j->remaining, -1);
        option_put(&o, "+", j->submitted, 0);
    }
    return text;
}
