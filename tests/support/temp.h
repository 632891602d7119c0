/* temp.h - a folder of a test's own, and whole files in memory. */
#ifndef TESTS_SUPPORT_TEMP_H
#define TESTS_SUPPORT_TEMP_H

#include <stddef.h>

/* A fresh folder under $TMPDIR or /tmp; temp_remove() takes it away with all it holds. */
const char *temp_make(void);
void temp_remove(void);

/* The two for a group of tests that need a folder and the engine, started. */
int temp_setup(void **state);
int temp_teardown(void **state);

/* DIR/name, in one of eight buffers used in turn. */
const char *temp_path(const char *name);

/* A whole file, malloc'd; NULL when it cannot be read. */
char *temp_read(const char *path, size_t *n);

#endif
