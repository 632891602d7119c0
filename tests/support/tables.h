/* tables.h - small datasets for trainings in tests, imported from CSV as users' are. */
#ifndef TESTS_SUPPORT_TABLES_H
#define TESTS_SUPPORT_TABLES_H

#include <allot/engine.h>

/* rows × features normal numbers x1…xn and a last column: "class", one of `classes` words that the
 * features tell apart, or with classes = 0 "y", a number linear in them plus noise. */
struct dataset *table_made(const char *name, int rows, int features, int classes, uint64_t seed);

/* The same shape, but every feature is a whole number below `vocabulary`. */
struct dataset *table_of_indices(const char *name, int rows, int features, int vocabulary,
                                 int classes);

/* Fewer than 256 pictures of h × w random bytes, labelled 0 … classes-1; a class has bright pixels
 * of its own. */
struct dataset *pictures_made(const char *name, int rows, int h, int w, int classes);

/* The same pictures, labelled with a class per pixel: 0 for dark ones, others for bright ones, by
 * their place. */
struct dataset *maps_made(const char *name, int rows, int h, int w, int classes);

/* Columns of each kind: number, user (a category), says (a text), day (a time), and the last as in
 * table_made, which all of them tell something of. */
struct dataset *table_mixed(const char *name, int rows, int classes);

/* Such a table beside pictures of 4 × 4. */
struct dataset *pictures_with_table(const char *name, int rows, int classes);

/* Two series, of shops a and b, of two numbers that swing over so many days, mixed in the file. */
struct dataset *series_made(const char *name, int rows);

/* The CSV text as given, imported. */
struct dataset *table_of(const char *name, const char *csv);

/* A text as given, and one of random letters, `distinct` of them, mostly in the alphabet's order.
 */
struct dataset *text_of(const char *name, const char *text);
struct dataset *text_made(const char *name, int characters, int distinct);

#endif
