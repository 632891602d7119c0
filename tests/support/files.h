/* files.h - a test's own folder of files, and datasets imported from bytes in it. */
#ifndef ALLOT_TESTS_FILES_H
#define ALLOT_TESTS_FILES_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <allot/engine.h>

struct files;
struct files *files_new(void);    /* a fresh folder under $TMPDIR or /tmp */
void files_free(struct files *f); /* with everything in it */
int files_count(struct files *f); /* how many files are in it */

/* A test's folder, made before it and taken away after it. */
extern struct files *files;
int files_setup(void **state);
int files_teardown(void **state);

/* PATH in the folder; malloc'd. */
char *files_path(struct files *f, const char *name);
/* Writes a file; its path, malloc'd. */
char *files_write(struct files *f, const char *name, const void *bytes, size_t n);

/* Imports bytes and opens the result; fails the test if that fails. */
struct dataset *files_dataset(struct files *f, const char *format, const void *bytes, size_t n,
                              const struct value *options);

#endif
