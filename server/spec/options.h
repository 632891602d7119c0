/* options.h - one option ↔ JSON; private to the spec room. */
#ifndef ALLOT_SPEC_OPTIONS_H
#define ALLOT_SPEC_OPTIONS_H

#include "server/spec/spec.h"

/* 128: a name must fit a line. */
enum { NAME_MAX_BYTES = 128 };

/* "number 0..1, below 1", "integer 1..1000000", "relu, tanh": what an option allows, in words. */
void option_allowed(const struct option *option, char *out, size_t size);

/* Reads one value; adds a fault at `pointer` when it is not allowed. */
void option_read(const struct json *j, const char *pointer, const struct option *option,
                 struct value *value, struct faults *faults);

/* Adds the options of a kind to an object, each with its value. */
void options_print(struct json *object, const struct kind *kind, const struct value *values);

/* The one of the known names that is meant: spelled otherwise, called so by another framework
 * ("mean_squared_error": mse), or the nearest; NULL when none is likely. */
const char *nearest_known(const char *word, const char *const *known, int n);

/* JSON Schema of one option. */
struct json *option_schema(const struct option *option);

#endif
