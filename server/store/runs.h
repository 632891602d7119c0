/* runs.h - runs: the stretches in which a job held slots, and how many it held when.
 *
 * Opened and closed by the job's transitions. Every width change is a row of its own, so slot-time
 * is an exact sum of width × milliseconds, whoever asks and whenever. */
#ifndef ALLOT_STORE_RUNS_H
#define ALLOT_STORE_RUNS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct page;

struct run_row {
    char *id; /* "run_…" */
    char *job;
    int64_t started_at, ended_at;
    int64_t started_boot_ms, ended_boot_ms; /* within one boot of the machine */
    int64_t width;                          /* the last */
    int64_t first_step, last_step;
    int64_t slot_ms; /* charged */
    int end;         /* enum run_end */
};
struct run_list {
    struct run_row *v;
    int n;
    bool more;
};
void run_row_done(struct run_row *run);
void run_list_done(struct run_list *l);

int store_run_list(struct reader *r, const char *job, const struct page *page, struct run_list *out,
                   struct err *err);

/* A stretch of constant width. */
struct run_piece {
    const char *run, *job, *tenant, *user;
    int device, width;
    int64_t from, to; /* wall milliseconds: the run's start plus time by the boot clock */
};
typedef int (*run_piece_fn)(void *arg, const struct run_piece *piece); /* non-zero ends the walk */

/* Every stretch that ended after `since` (wall), by run and time; an open run's last stretch ends
 * at now_boot_ms. What decayed use, fairness and the slot timeline integrate. job NULL: all. */
int store_run_piece_each(struct reader *r, const char *job, int64_t since, int64_t now_boot_ms,
                         run_piece_fn fn, void *arg, struct err *err);

#endif
