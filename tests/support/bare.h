/* bare.h - the least server that could do it: bare libmicrohttpd and SQLite, for benchmarks to
 * divide by.
 *
 * POST (any path) stores the body in one row and answers after the COMMIT; one writer thread
 * commits all that wait together. GET answers row 1 by its key. No tokens, no checks, no JSON. */
#ifndef ALLOT_TESTS_BARE_H
#define ALLOT_TESTS_BARE_H

#include <sys/types.h>

/* Forks it off with its database in `dir`; says where it listens. Ends with the caller, or by
 * SIGTERM. */
pid_t bare_start(const char *dir, int *port);

#endif
