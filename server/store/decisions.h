/* decisions.h - what the scheduler decided, with what it saw: enough to decide again. */
#ifndef ALLOT_STORE_DECISIONS_H
#define ALLOT_STORE_DECISIONS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct page;

struct decision_row {
    char *id; /* "dec_…" */
    int64_t at;
    char *view; /* JSON, with its format version; NULL in lists and once compacted */
    char *plan; /* JSON: the actions with their reasons */
    int base;   /* 1: the view is whole, the decision can be made again without those before it */
};
struct decision_list {
    struct decision_row *v;
    int n;
    bool more;
};
void decision_row_done(struct decision_row *d);
void decision_list_done(struct decision_list *l);

int store_decision_insert(struct tx *tx, const struct decision_row *d, struct err *err);
int store_decision_get(struct reader *r, const char *id, struct decision_row *out, struct err *err);
/* Newest first, without the views. */
int store_decision_list(struct reader *r, const struct page *page, struct decision_list *out,
                        struct err *err);
/* Drops the views of those older than the last base that is not younger than `before`, at most
 * `limit` a call; returns how many. They can no longer be replayed; what was done and why stays. */
int store_decision_compact(struct tx *tx, int64_t before, int limit, struct err *err);

#endif
