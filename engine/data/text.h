/* text.h - what a cell's text means: a number, a time, nothing; and how names look in a sentence.
 */
#ifndef ALLOT_ENGINE_DATA_TEXT_H
#define ALLOT_ENGINE_DATA_TEXT_H

#include <allot/engine.h>
#include <stdbool.h>
#include <stddef.h>

/* "", ?, NA, N/A, null, NaN, the words in any case. */
bool text_is_missing(const char *s, size_t n);

enum text_number { TEXT_NO_NUMBER, TEXT_NUMBER, TEXT_INFINITE };

/* A decimal number ("-1.5e3", ".5", "+7"), correctly rounded. TEXT_INFINITE: "inf", "-Infinity", or
 * digits past what a double holds. No hexadecimal, no blanks, no thousands separators. */
enum text_number text_number(const char *s, size_t n, double *value);

/* ISO 8601: 2024-03, 2024-03-01, 2024-03-01T12:30[:15[.25]][Z|+02:00], a blank for the T; without a
 * zone it is UTC. *seconds since 1970. */
bool text_time(const char *s, size_t n, double *seconds);

/* The shortest decimal that reads back as `value`. buf: 32 bytes. */
const char *text_print(char buf[32], double value);

/* The order of classes: numbers first, by value, then texts, bytewise. -1, 0 or 1. exact: numbers
 * of equal value are ordered by their texts, so that only the same text is equal. */
int text_order(const char *a, size_t n_a, const char *b, size_t n_b, bool exact);

/* A name for an error sentence: cut at 40 bytes on a character's edge, control characters as
 * blanks.
 */
const char *text_brief(char buf[48], const char *s, size_t n);

#endif
