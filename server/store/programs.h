/* programs.h - funding programmes: a budget from which tenants of some categories get grants. */
#ifndef ALLOT_STORE_PROGRAMS_H
#define ALLOT_STORE_PROGRAMS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct page;

/* A credit in the store's integers. */
#define CREDIT_MICRO 1000000LL

struct program_row {
    char *id;   /* "prg_…" */
    char *name; /* unique */
    int64_t budget_micro;
    int64_t subsidy_ppm; /* millionths of a grant that the programme bears */
    char *categories;    /* JSON array of tenant categories; [] is all */
    int64_t created_at;
    int64_t version;       /* the ETag */
    int64_t granted_micro; /* of the budget, borne by grants so far */
};
struct program_list {
    struct program_row *v;
    int n;
    bool more;
};
void program_row_done(struct program_row *p);
void program_list_done(struct program_list *l);

/* By id or name; ERR_NOT_FOUND. */
int store_program_get(struct reader *r, const char *id_or_name, struct program_row *out,
                      struct err *err);
/* Newest first. */
int store_program_list(struct reader *r, const struct page *page, struct program_list *out,
                       struct err *err);
/* Inserts p (id, name, budget, subsidy, categories). ERR_CONFLICT: the name is taken. */
int store_program_insert(struct tx *tx, const struct program_row *p, struct err *err);

#endif
