/* record.c - operations in order, each found by the key of what it is about. */
#include "server/record/record.h"
#include "server/sched/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1: the format of the record; a reader refuses what it does not know. 80: two words and an id. */
enum { RECORD_FORMAT = 1, KEY_MAX = 80 };

struct entry {
    const char *key; /* first: map.h finds things by it */
    char text[KEY_MAX];
    struct json *op; /* NULL: replaced by one further on */
};

struct record {
    struct entry **v;
    int n, room, live;
    struct map by_key;
};

struct record *record_new(void)
{
    return calloc(1, sizeof(struct record));
}

static void empty(struct record *r)
{
    for (int i = 0; i < r->n; i++) {
        json_free(r->v[i]->op);
        free(r->v[i]);
    }
    free(r->v);
    map_done(&r->by_key);
    *r = (struct record){0};
}

void record_free(struct record *r)
{
    if (r)
        empty(r);
    free(r);
}

static struct entry *append(struct record *r, const char *key)
{
    if (r->n == r->room) {
        int room = r->room ? 2 * r->room : 64;
        struct entry **v = realloc(r->v, (size_t)room * sizeof *v);
        if (!v)
            return NULL;
        r->v = v;
        r->room = room;
    }
    struct entry *e = calloc(1, sizeof *e);
    if (!e)
        return NULL;
    snprintf(e->text, sizeof e->text, "%s", key);
    e->key = e->text;
    if (!map_put(&r->by_key, e)) {
        free(e);
        return NULL;
    }
    r->live++;
    return r->v[r->n++] = e;
}

static void drop(struct record *r, struct entry *e)
{
    map_remove(&r->by_key, e->key);
    json_free(e->op);
    e->op = NULL;
    r->live--;
}

static struct json *fill(struct entry *e, const char *op, const char *id)
{
    if (!e)
        return NULL;
    json_free(e->op);
    e->op = json_new_object();
    json_add_str(e->op, "op", op);
    if (id)
        json_add_str(e->op, "id", id);
    return e->op;
}

struct json *record_put(struct record *r, const char *op, const char *key, const char *id)
{
    struct entry *e = map_get(&r->by_key, key);
    return fill(e ? e : append(r, key), op, id);
}

/* Closes the gaps once there are more of them than operations. */
static void compact(struct record *r)
{
    int kept = 0;
    if (r->n < 2 * r->live + 64)
        return;
    for (int i = 0; i < r->n; i++) {
        if (r->v[i]->op)
            r->v[kept++] = r->v[i];
        else
            free(r->v[i]);
    }
    r->n = kept;
}

struct json *record_last(struct record *r, const char *op, const char *key, const char *id)
{
    struct entry *e = map_get(&r->by_key, key);
    if (e)
        drop(r, e);
    compact(r);
    return fill(append(r, key), op, id);
}

void record_forget(struct record *r, const char *prefix)
{
    size_t n = strlen(prefix);
    for (int i = 0; i < r->n; i++)
        if (r->v[i]->op && !strncmp(r->v[i]->key, prefix, n))
            drop(r, r->v[i]);
}

int record_count(const struct record *r)
{
    return r->live;
}

char *record_take(struct record *r, int64_t now_ms)
{
    struct json *doc = json_new_object();
    json_add_int(doc, "format", RECORD_FORMAT);
    json_add_int(doc, "now_ms", now_ms);
    struct json *ops = json_add_array(doc, "ops");
    for (int i = 0; i < r->n; i++) {
        if (!r->v[i]->op)
            continue;
        json_add_take(ops, NULL, r->v[i]->op);
        r->v[i]->op = NULL;
    }
    empty(r);
    char *text = json_print(doc);
    json_free(doc);
    return text;
}
