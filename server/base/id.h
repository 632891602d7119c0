/* id.h - names for new things: "job_01JD3M0V6W8Q5T9Z4K7E2N1RXA", sortable by time. */
#ifndef ALLOT_BASE_ID_H
#define ALLOT_BASE_ID_H

#include <stdbool.h>

/* 32: a prefix of up to 4 letters, '_', 26 characters of Crockford's base32, NUL. */
enum { ID_MAX = 32 };

/* Writes prefix + "_" + 26 characters (48 bits of milliseconds, 80 random bits that count up by
 * one within a millisecond) and returns out. In one process each id is greater than all before,
 * whatever the clock does. Any thread. */
const char *id_new(char out[ID_MAX], const char *prefix);

/* Whether text has the form of an id with this prefix: what else arrives in its place is a name. */
bool id_is(const char *text, const char *prefix);

#endif
