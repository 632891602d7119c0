/* decisions.c - the scheduler's decisions, replayable: what it saw and what it did. */
#include "server/api/handlers.h"

static const struct field decision_fields[] = {
    {.name = "id", .type = FIELD_STRING, .required = true, .help = "dec_…"},
    {.name = "at", .type = FIELD_STRING, .required = true, .help = "RFC 3339"},
    {.name = "plan", .type = FIELD_ANY, .required = true, .help = "the actions with their reasons"},
    {.name = "view",
     .type = FIELD_ANY,
     .help = "what it was decided on, with its format version; not in lists"},
};
const struct shape shape_decision = {.name = "Decision", FIELDS(decision_fields)};

static struct json *decision_show(const struct decision_row *d)
{
    struct json *o = json_new_object();
    json_add_str(o, "id", d->id);
    add_time(o, "at", d->at);
    add_text(o, "plan", d->plan);
    if (d->view)
        add_text(o, "view", d->view);
    return o;
}

void decision_list(struct request *req)
{
    struct decision_list list = {0};
    struct page page = api_page(req);
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_decision_list(r, &page, &list, &err);
    reader_return(r);
    if (rc < 0) {
        reply_err(req, &err);
    } else {
        struct json *data = json_new_array();
        for (int i = 0; i < list.n; i++)
            json_add_take(data, NULL, decision_show(&list.v[i]));
        api_reply_list(req, data, list.more, list.n ? list.v[list.n - 1].id : NULL);
    }
    decision_list_done(&list);
}

void decision_get(struct request *req)
{
    struct decision_row d = {0};
    struct err err = {0};
    struct reader *r = api_read(req);
    if (!r)
        return;
    int rc = store_decision_get(r, request_param(req, "decision"), &d, &err);
    reader_return(r);
    if (rc < 0)
        reply_err(req, &err);
    else
        reply_json(req, 200, decision_show(&d));
    decision_row_done(&d);
}
