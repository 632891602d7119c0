/* meta.h - a few named values that live with the database: slots set at run time, accepting … */
#ifndef ALLOT_STORE_META_H
#define ALLOT_STORE_META_H

#include <allot/err.h>
#include <stdint.h>

struct reader;
struct tx;

/* The value (malloc'd, the caller's) or NULL: absent, or a failure (err->code is then set). */
char *store_meta_get(struct reader *r, const char *key, struct err *err);
int64_t store_meta_int(struct reader *r, const char *key, int64_t fallback);
/* value NULL removes the key. */
int store_meta_set(struct tx *tx, const char *key, const char *value, struct err *err);
int store_meta_set_int(struct tx *tx, const char *key, int64_t value, struct err *err);

#endif
