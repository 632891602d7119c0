/* show.c - small things of JSON and text that every resource shows alike. */
#include "server/api/handler.h"

#include <stdio.h>
#include <string.h>

void add_named(struct json *o, const char *what, const char *id, const char *name)
{
    char what_id[32];
    snprintf(what_id, sizeof what_id, "%s_id", what);
    json_add_str(o, what, name ? name : id);
    json_add_str(o, what_id, id);
}

void add_tenant(struct json *o, struct reader *r, const char *id)
{
    struct tenant_row row = {0};
    struct scope everybody = {0};
    if (id && store_tenant_get(r, &everybody, id, &row, NULL) < 0)
        row.name = NULL;
    add_named(o, "tenant", id, row.name);
    tenant_row_done(&row);
}

void add_user(struct json *o, struct reader *r, const char *id)
{
    struct user_row row = {0};
    struct scope everybody = {0};
    if (id && store_user_get(r, &everybody, id, &row, NULL) < 0)
        row.name = NULL;
    add_named(o, "user", id, row.name);
    user_row_done(&row);
}

bool is_foreign(struct reader *r, const struct viewer *viewer, const char *tenant)
{
    if (!viewer || !viewer->tenant || !strcmp(viewer->tenant, tenant))
        return false;
    return !viewer->subtree || store_tenant_within(r, viewer->tenant, tenant, NULL) <= 0;
}

void add_time(struct json *o, const char *name, int64_t wall_ms)
{
    char text[CLOCK_TEXT_MAX];
    json_add_str(o, name, wall_ms ? clock_print(text, wall_ms) : NULL);
}

void add_text(struct json *o, const char *name, const char *json_text)
{
    if (json_text && *json_text)
        json_add_raw(o, name, json_text);
    else
        json_add_null(o, name);
}

const char *show_duration(char out[32], int64_t ms)
{
    long long s = ms / 1000;
    if (ms < 0)
        snprintf(out, 32, "-");
    else if (s < 120)
        snprintf(out, 32, "%lld s", s);
    else if (s < 7200)
        snprintf(out, 32, "%lld min", s / 60);
    else if (s < 172800)
        snprintf(out, 32, "%lld h %lld min", s / 3600, s % 3600 / 60);
    else
        snprintf(out, 32, "%lld d %lld h", s / 86400, s % 86400 / 3600);
    return out;
}

const char *show_bytes(char out[32], int64_t bytes)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double v = (double)bytes;
    int u = 0;
    while (v >= 1024 && u < COUNT(units) - 1) {
        v /= 1024;
        u++;
    }
    snprintf(out, 32, u && v < 10 ? "%.1f %s" : "%.0f %s", v, units[u]);
    return out;
}
