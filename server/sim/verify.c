/* verify.c - the proof that a decision follows from what it was made on.
 *
 * Decisions are walked from the oldest; each record brings the view to where it was, the plan is
 * made again, and its text must be the stored one to the letter. A decision whose view was
 * compacted breaks the chain until the next one that was stored with its whole view. */
#include "server/sim/verify.h"
#include "server/base/json.h"
#include "server/record/rebuild.h"
#include "server/sim/database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct verification {
    int64_t decisions, replayed, compacted;
    struct json *different;
    struct view *view;
};

struct ids {
    char **v;
    int n;
};

static void ids_done(struct ids *ids)
{
    for (int i = 0; i < ids->n; i++)
        free(ids->v[i]);
    free(ids->v);
}

/* All ids, newest first, as the list gives them. */
static int read_ids(struct reader *r, struct ids *ids, struct err *err)
{
    bool more = true;
    int rc = 0;
    while (more && !rc) {
        struct decision_list list = {0};
        struct page page = {.limit = 200, .after = ids->n ? ids->v[ids->n - 1] : NULL};
        rc = store_decision_list(r, &page, &list, err);
        char **v = rc ? NULL : realloc(ids->v, (size_t)(ids->n + list.n + 1) * sizeof *v);
        if (!rc && !v)
            rc = err_set(err, ERR_NO_MEMORY, "out of memory");
        if (v)
            ids->v = v;
        for (int i = 0; i < list.n && !rc; i++)
            ids->v[ids->n++] = strdup(list.v[i].id);
        more = list.more && list.n > 0;
        decision_list_done(&list);
    }
    return rc;
}

/* 1: the same plan; 0: another one; negative: it cannot be made again. */
static int make_again(struct verification *c, const struct decision_row *d, struct err *err)
{
    struct plan plan;
    plan_init(&plan);
    int rc = rebuild_apply(&c->view, d->view, err);
    if (!rc)
        rc = plan_make(c->view, &plan, err);
    if (!rc) {
        char *text = record_plan(&plan);
        rc = text && !strcmp(text, d->plan);
        free(text);
        plan_apply(c->view, &plan);
    }
    plan_done(&plan);
    return rc;
}

static void verify_one(struct verification *c, const struct decision_row *d)
{
    struct err err = {0};
    c->decisions++;
    if (!d->view) {
        c->compacted++;
        view_free(c->view);
        c->view = NULL;
        return;
    }
    int same = make_again(c, d, &err);
    if (same == ERR_CONFLICT && !c->view) {
        c->compacted++; /* what it goes on from was compacted */
        return;
    }
    c->replayed += same == 1;
    if (same == 1)
        return;
    struct json *o = json_add_object(c->different, NULL);
    json_add_str(o, "decision", d->id);
    json_add_str(o, "detail", same ? err.text : "the plan is another one");
}

static int verify_all(struct reader *r, void *arg, struct err *err)
{
    struct verification *c = arg;
    struct ids ids = {0};
    int rc = read_ids(r, &ids, err);
    for (int i = ids.n - 1; i >= 0 && !rc; i--) {
        struct decision_row d = {0};
        rc = store_decision_get(r, ids.v[i], &d, err);
        if (!rc)
            verify_one(c, &d);
        decision_row_done(&d);
    }
    ids_done(&ids);
    return rc;
}

int verify_command(const char *database)
{
    struct err err = {0};
    struct verification c = {.different = json_new_array()};
    int rc = database_copy_read(database, verify_all, &c, &err);
    view_free(c.view);
    if (rc) {
        fprintf(stderr, "allotd sim verify: %s\n", err.text);
        json_free(c.different);
        return 1;
    }
    bool all = json_count(c.different) == 0;
    struct json *o = json_new_object();
    json_add_int(o, "decisions", c.decisions);
    json_add_int(o, "replayed", c.replayed);
    json_add_int(o, "compacted", c.compacted);
    json_add_take(o, "different", c.different);
    char *text = json_print(o);
    puts(text ? text : "{}");
    free(text);
    json_free(o);
    return all ? 0 : 1;
}
