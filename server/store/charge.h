/* charge.h - runs as the jobs' transitions open and close them, and the charging of their time. */
#ifndef ALLOT_STORE_CHARGE_H
#define ALLOT_STORE_CHARGE_H

#include <allot/err.h>
#include <stdint.h>

struct tx;

/* A run of this job from boot_ms on; it takes the job up at first_step. */
int run_open(struct tx *tx, const char *run, const char *job, int width, int64_t boot_ms,
             int64_t first_step, struct err *err);
int run_width(struct tx *tx, const char *run, int width, int64_t boot_ms, struct err *err);

/* Charges the run up to boot_ms: what is new since the last time goes to the books, to the run and
 * to its job. Going back in time changes nothing. */
int run_charge(struct tx *tx, const char *run, int64_t boot_ms, struct err *err);

/* Charges up to boot_ms, closes, adds its duration to the job's run_ms. end: enum run_end. */
int run_close(struct tx *tx, const char *run, int end, int64_t boot_ms, int64_t last_step,
              struct err *err);

#endif
