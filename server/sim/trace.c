/* trace.c - workloads from CSV. */
#include "server/sim/trace.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void trace_init(struct trace *t)
{
    *t = (struct trace){0};
}

void trace_done(struct trace *t)
{
    for (int i = 0; i < t->n_tenants; i++)
        free(t->tenant[i].name);
    free(t->tenant);
    free(t->job);
    free(t->names);
    trace_init(t);
}

/* ---- adding ---- */

static void *grown(void *v, int *room, int n, size_t size)
{
    if (n < *room)
        return v;
    int more = *room ? *room * 2 : 64;
    void *w = realloc(v, (size_t)more * size);
    if (w)
        *room = more;
    return w;
}

int trace_tenant_add(struct trace *t, const char *name, int parent, struct err *err)
{
    struct trace_tenant *v = grown(t->tenant, &t->tenants_room, t->n_tenants, sizeof *v);
    char *copy = strdup(name);
    if (v)
        t->tenant = v;
    if (!v || !copy) {
        free(copy);
        return err_set(err, ERR_NO_MEMORY, "no memory for tenant %s", name);
    }
    v[t->n_tenants] = (struct trace_tenant){.name = copy, .parent = parent, .weight = 1};
    for (enum resource r = 0; r < RESOURCES; r++)
        v[t->n_tenants].limit[r] = LIMIT_NONE;
    t->n_tenants++;
    return 0;
}

/* The tenant of that name, made if it is new; the last one is looked at first, since traces come in
 * bursts of one tenant. */
static int tenant_index(struct trace *t, const char *name, struct err *err)
{
    for (int i = t->n_tenants - 1; i >= 0; i--)
        if (strcmp(t->tenant[i].name, name) == 0)
            return i;
    int rc = trace_tenant_add(t, name, -1, err);
    return rc ? rc : t->n_tenants - 1;
}

static bool name_add(struct trace *t, const char *id)
{
    size_t n = strlen(id) + 1;
    if (t->names_n + n > t->names_room) {
        size_t room = t->names_room ? t->names_room * 2 : 4096;
        while (room < t->names_n + n)
            room *= 2;
        char *names = room <= UINT32_MAX ? realloc(t->names, room) : NULL;
        if (!names)
            return false;
        t->names = names;
        t->names_room = room;
    }
    memcpy(t->names + t->names_n, id, n);
    t->names_n += n;
    return true;
}

int trace_job_add(struct trace *t, const char *id, const struct trace_job *job, struct err *err)
{
    uint32_t name = (uint32_t)t->names_n;
    struct trace_job *v = grown(t->job, &t->jobs_room, t->n_jobs, sizeof *v);
    if (v)
        t->job = v;
    if (!v || !name_add(t, id))
        return err_set(err, ERR_NO_MEMORY, "no memory for job %s", id);
    v[t->n_jobs] = *job;
    v[t->n_jobs++].name = name;
    return 0;
}

static int job_cmp(const void *a, const void *b, void *names)
{
    const struct trace_job *x = a, *y = b;
    if (x->submit_ms != y->submit_ms)
        return x->submit_ms < y->submit_ms ? -1 : 1;
    return strcmp((const char *)names + x->name, (const char *)names + y->name);
}

void trace_sort(struct trace *t)
{
    if (t->n_jobs)
        qsort_r(t->job, (size_t)t->n_jobs, sizeof *t->job, job_cmp, t->names);
}

int trace_set(struct trace *t, const char *assignment, struct err *err)
{
    char name[256], what[32], end;
    long long value;
    if (sscanf(assignment, "tenant.%255[^.=].%31[a-z]=%lld%c", name, what, &value, &end) != 3)
        return err_set(err, ERR_INVALID,
                       "--set %s; allowed: tenant.NAME.weight=N, tenant.NAME.guarantee=N,"
                       " tenant.NAME.max=N",
                       assignment);
    struct trace_tenant *tenant = NULL;
    for (int i = 0; i < t->n_tenants; i++)
        if (strcmp(t->tenant[i].name, name) == 0)
            tenant = &t->tenant[i];
    if (!tenant)
        return err_set(err, ERR_INVALID, "--set %s: no tenant \"%s\" in the trace", assignment,
                       name);
    int64_t *field = !strcmp(what, "weight")      ? &tenant->weight
                     : !strcmp(what, "guarantee") ? &tenant->guarantee[SLOT_CPU]
                     : !strcmp(what, "max")       ? &tenant->limit[RES_CPU]
                                                  : NULL;
    if (!field || value < (field == &tenant->weight) || value > VIEW_WEIGHT_MAX)
        return err_set(err, ERR_INVALID, "--set %s; allowed: weight 1..%d, guarantee and max 0..%d",
                       assignment, VIEW_WEIGHT_MAX, VIEW_WEIGHT_MAX);
    *field = value;
    return 0;
}

/* ---- CSV ---- */

enum column { JOB_ID, SUBMIT_S, TENANT, CPUS, GPUS, DURATION_S, PRIORITY, COLUMNS };
static const char *const column_name[] = {"job_id", "submit_s",   "tenant",  "cpus",
                                          "gpus",   "duration_s", "priority"};

/* 64: a trace has seven columns that matter; others may stand beside them. */
enum { FIELDS_MAX = 64 };

struct reader {
    FILE *f;
    char *line;
    size_t room;
    char *field[FIELDS_MAX];
    int n_fields;
    long number;            /* of the line, from 1 */
    int column_of[COLUMNS]; /* which field; -1 = not there */
};

/* Takes quotes off in place; true when the record ends with the text. */
static bool split(struct reader *r, char *text)
{
    char *to = text;
    r->n_fields = 0;
    while (r->n_fields < FIELDS_MAX) {
        r->field[r->n_fields++] = to;
        bool quoted = *text == '"';
        if (quoted)
            text++;
        for (; quoted ? *text != 0 : *text && *text != ','; text++) {
            if (quoted && *text == '"' && *++text != '"')
                break;
            *to++ = *text;
        }
        bool more = *text == ',';
        if (!more && *text)
            return false;
        text++;
        *to++ = 0;
        if (!more)
            return true;
    }
    return false;
}

/* 1: a record; 0: the end; a negative code. Empty lines are skipped. */
static int record_read(struct reader *r, struct err *err)
{
    for (;;) {
        ssize_t n = getline(&r->line, &r->room, r->f);
        if (n < 0)
            return ferror(r->f) ? err_set(err, ERR_IO, "%s", strerror(errno)) : 0;
        r->number++;
        while (n > 0 && (r->line[n - 1] == '\n' || r->line[n - 1] == '\r'))
            r->line[--n] = 0;
        if (n == 0)
            continue;
        if (!split(r, r->line))
            return err_set(err, ERR_INVALID,
                           "line %ld: a quote is not closed, or more than %d fields", r->number,
                           FIELDS_MAX);
        return 1;
    }
}

static int header_read(struct reader *r, struct err *err)
{
    int rc = record_read(r, err);
    if (rc < 0)
        return rc;
    for (int c = 0; c < COLUMNS; c++) {
        r->column_of[c] = -1;
        for (int i = 0; rc && i < r->n_fields; i++)
            if (strcmp(r->field[i], column_name[c]) == 0)
                r->column_of[c] = i;
        if (r->column_of[c] < 0 && c != PRIORITY)
            return err_set(err, ERR_INVALID,
                           "line 1: no column %s; allowed: job_id, submit_s, tenant, cpus, gpus, "
                           "duration_s and perhaps priority",
                           column_name[c]);
    }
    return 0;
}

static const char *text_of(const struct reader *r, enum column c)
{
    int i = r->column_of[c];
    return i >= 0 && i < r->n_fields ? r->field[i] : "";
}

/* A number in units of 1/scale within 0..max (priority: -max..max); an empty one is 0. */
static int number_of(const struct reader *r, enum column c, double scale, double max, int64_t *out,
                     struct err *err)
{
    const char *text = text_of(r, c);
    char *end;
    double x = strtod(text, &end);
    double min = c == PRIORITY ? -max : 0;
    if (*end || !(x >= min && x <= max) || (scale == 1 && x != floor(x)))
        return err_set(err, ERR_INVALID, "line %ld, column %s: \"%s\"; allowed: a number %g..%g",
                       r->number, column_name[c], text, min, max);
    *out = (int64_t)nearbyint(x * scale);
    return 0;
}

static int row_read(struct reader *r, struct trace *t, struct err *err)
{
    struct trace_job j = {0};
    int64_t cpus = 0, gpus = 0;
    int rc = number_of(r, SUBMIT_S, 1000, 1e12, &j.submit_ms, err);
    rc = rc ? rc : number_of(r, DURATION_S, 1000, 1e9, &j.duration_ms, err);
    rc = rc ? rc : number_of(r, CPUS, 1, 1e6, &cpus, err);
    rc = rc ? rc : number_of(r, GPUS, 1, 1e6, &gpus, err);
    rc = rc ? rc : number_of(r, PRIORITY, 1, 1e9, &j.priority, err);
    if (rc)
        return rc;
    if (!*text_of(r, JOB_ID) || !*text_of(r, TENANT))
        return err_set(err, ERR_INVALID, "line %ld: job_id and tenant may not be empty", r->number);
    if (cpus + gpus == 0)
        return err_set(err, ERR_INVALID, "line %ld: a job needs cpus or gpus", r->number);
    j.kind = gpus ? SLOT_GPU : SLOT_CPU;
    j.slots = gpus ? gpus : cpus;
    j.tenant = tenant_index(t, text_of(r, TENANT), err);
    return j.tenant < 0 ? j.tenant : trace_job_add(t, text_of(r, JOB_ID), &j, err);
}

int trace_read(struct trace *t, const char *path, struct err *err)
{
    struct reader r = {.f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r")};
    if (!r.f)
        return err_set(err, ERR_IO, "%s", strerror(errno));
    int rc = header_read(&r, err);
    while (!rc && (rc = record_read(&r, err)) > 0)
        rc = row_read(&r, t, err);
    trace_sort(t);
    free(r.line);
    if (r.f != stdin)
        fclose(r.f);
    return rc;
}
