/* migrate.h - brings a database to the shape this program knows. */
#ifndef ALLOT_STORE_MIGRATE_H
#define ALLOT_STORE_MIGRATE_H

#include <allot/err.h>
#include <stddef.h>

struct tx;

struct migration {
    int number;       /* 1, 2, 3 … without a gap */
    const char *name; /* "0001_init.sql" */
    const char *sql;
    size_t n;
};

/* The program's own, in order, ended by one with number 0. */
const struct migration *migrations_embedded(void);

/* Runs those of the list that the database has not had, each in one transaction; returns how many.
 * ERR_CONFLICT: the database is newer than the list, or one that it had reads differently now (its
 * checksum differs). Before an old database is changed, a copy of it is left beside it
 * (allot.db.before-NNNN). */
int migrate(struct tx *tx, const struct migration *list, struct err *err);

#endif
