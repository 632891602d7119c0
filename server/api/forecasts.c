/* forecasts.c - how often the truth fell below what was told: the quality of start forecasts.
 *
 * Counted exactly over every job that had to wait, by how far ahead p50 looked. A job that was
 * cancelled or paused before its start tells nothing about the truth, so it is counted apart; so is
 * one that waits still, and whether it is late already. */
#include "server/api/handlers.h"

static const struct field score_fields[] = {
    {.name = "up_to_s",
     .type = FIELD_INT,
     .required = true,
     .nullable = true,
     .help = "p50 was at most so far ahead; null: further"},
    {.name = "started", .type = FIELD_INT, .required = true, .help = "jobs"},
    {.name = "by_p50", .type = FIELD_NUMBER, .required = true, .nullable = true, .help = "part of"},
    {.name = "by_p90", .type = FIELD_NUMBER, .required = true, .nullable = true, .help = "part of"},
    {.name = "withdrawn", .type = FIELD_INT, .required = true, .help = "jobs"},
    {.name = "told_s",
     .type = FIELD_NUMBER,
     .required = true,
     .nullable = true,
     .help = "mean p50"},
    {.name = "waited_s", .type = FIELD_NUMBER, .required = true, .nullable = true, .help = "mean"},
};
static const struct shape shape_score = {.name = "ForecastScore", FIELDS(score_fields)};

static const struct field forecasts_fields[] = {
    {.name = "started", .type = FIELD_INT, .required = true, .help = "jobs that were told a time"},
    {.name = "by_p50",
     .type = FIELD_NUMBER,
     .required = true,
     .nullable = true,
     .help = "part of them not later than p50; 0.5 is perfect"},
    {.name = "by_p90",
     .type = FIELD_NUMBER,
     .required = true,
     .nullable = true,
     .help = "part of them not later than p90; 0.9 is perfect"},
    {.name = "withdrawn",
     .type = FIELD_INT,
     .required = true,
     .help = "cancelled or paused before their start: not counted in the parts"},
    {.name = "untold",
     .type = FIELD_INT,
     .required = true,
     .help = "started, but no time could be told"},
    {.name = "waiting",
     .type = FIELD_INT,
     .required = true,
     .help = "jobs that wait with a forecast"},
    {.name = "late", .type = FIELD_INT, .required = true, .help = "of those: past their p90"},
    {.name = "horizons", .type = FIELD_ARRAY, .required = true, .help = "by how far ahead p50 was"},
};
static const struct part forecasts_parts[] = {{"horizons", &shape_score, NULL}, {0}};
const struct shape shape_forecasts = {
    .name = "Forecasts", FIELDS(forecasts_fields), .parts = forecasts_parts};

static void add_part(struct json *o, const char *name, double part, int64_t whole)
{
    if (whole > 0)
        json_add_num(o, name, part / (double)whole);
    else
        json_add_null(o, name);
}

static void add_score(struct json *list, int64_t up_to_s, const struct forecast_score *s)
{
    struct json *o = json_add_object(list, NULL);
    if (up_to_s)
        json_add_int(o, "up_to_s", up_to_s);
    else
        json_add_null(o, "up_to_s");
    json_add_int(o, "started", s->started);
    add_part(o, "by_p50", (double)s->by_p50, s->started);
    add_part(o, "by_p90", (double)s->by_p90, s->started);
    json_add_int(o, "withdrawn", s->withdrawn);
    add_part(o, "told_s", (double)s->told_ms / 1e3, s->started);
    add_part(o, "waited_s", (double)s->waited_ms / 1e3, s->started);
}

int add_forecasts(struct json *o, struct reader *r, struct err *err)
{
    static const int64_t up_to_s[UNTOLD] = {10, 60, 600, 3600, 0};
    struct forecast_scores s;
    struct forecast_score all = {0};
    int rc = store_forecast_scores(r, clock_wall_ms(), &s, err);
    if (rc)
        return rc;
    struct json *forecasts = json_add_object(o, "forecasts");
    for (int h = 0; h < UNTOLD; h++) {
        all.started += s.of[h].started;
        all.by_p50 += s.of[h].by_p50;
        all.by_p90 += s.of[h].by_p90;
        all.withdrawn += s.of[h].withdrawn;
    }
    json_add_int(forecasts, "started", all.started);
    add_part(forecasts, "by_p50", (double)all.by_p50, all.started);
    add_part(forecasts, "by_p90", (double)all.by_p90, all.started);
    json_add_int(forecasts, "withdrawn", all.withdrawn + s.of[UNTOLD].withdrawn);
    json_add_int(forecasts, "untold", s.of[UNTOLD].started);
    json_add_int(forecasts, "waiting", s.waiting);
    json_add_int(forecasts, "late", s.late);
    struct json *list = json_add_array(forecasts, "horizons");
    for (int h = 0; h < UNTOLD; h++)
        if (s.of[h].started || s.of[h].withdrawn)
            add_score(list, up_to_s[h], &s.of[h]);
    return 0;
}
