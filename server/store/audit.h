/* audit.h - who did what: one row for every change a person or service asked for. */
#ifndef ALLOT_STORE_AUDIT_H
#define ALLOT_STORE_AUDIT_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct scope;
struct page;

struct audit_row {
    char *id; /* "aud_…"; made by the insert when NULL */
    int64_t at;
    char *tenant, *user, *token; /* ids of who asked; user NULL: the daemon or the command line */
    char *user_name;             /* as it was then */
    char *action;                /* "quota.set", "job.cancel" … */
    char *target;                /* id of the thing */
    char *request_id;
    char *detail; /* JSON object: what changed */
};
struct audit_list {
    struct audit_row *v;
    int n;
    bool more;
};
void audit_row_done(struct audit_row *a);
void audit_list_done(struct audit_list *l);

int store_audit_insert(struct tx *tx, const struct audit_row *a, struct err *err);
/* Newest first. */
int store_audit_list(struct reader *r, const struct scope *scope, const struct page *page,
                     struct audit_list *out, struct err *err);

#endif
