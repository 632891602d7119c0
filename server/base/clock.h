/* clock.h - two clocks: wall time labels things, boot time measures them (DESIGN: use, quantum and
 * run time must not jump with the wall clock, and must go on while the machine sleeps). */
#ifndef ALLOT_BASE_CLOCK_H
#define ALLOT_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds since 1970 UTC. */
int64_t clock_wall_ms(void);

/* Milliseconds of CLOCK_BOOTTIME. */
int64_t clock_boot_ms(void);

/* "2026-11-24T08:12:01.123Z". */
enum { CLOCK_TEXT_MAX = 32 };
const char *clock_print(char out[CLOCK_TEXT_MAX], int64_t wall_ms);

/* Reads RFC 3339 ("2026-11-24", "…T08:12:01Z", "…T08:12:01.5+01:00"); false when it is not. */
bool clock_parse(const char *text, int64_t *wall_ms);

/* Days since 1970 UTC, rounded down; and the millisecond at which a day begins. */
int64_t clock_day(int64_t wall_ms);
int64_t clock_day_start_ms(int64_t day);

#endif
