/* embedded.h - the files the binary carries: migrations and the dashboard, by path in the tree. */
#ifndef ALLOT_BASE_EMBEDDED_H
#define ALLOT_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
    const char *name; /* as in the repository: "migrations/0001_init.sql" */
    const unsigned char *data;
    size_t size;
    const unsigned char *end;
};

/* The table in the order of the names, ended by a row without a name. */
const struct embedded *embedded_files(void);

#endif
