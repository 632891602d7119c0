/* database.h - a look into a daemon's database without touching it; private to the sim room. */
#ifndef ALLOT_SIM_DATABASE_H
#define ALLOT_SIM_DATABASE_H

#include "server/store/store.h"

/* Calls fn with a reader of a copy of the database file at `path` (DIR/allot.db): a daemon that may
 * be using it is left alone, and an older database is upgraded without harm. Returns what fn does.
 */
int database_copy_read(const char *path, int (*fn)(struct reader *r, void *arg, struct err *err),
                       void *arg, struct err *err);

#endif
