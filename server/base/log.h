/* log.h - logfmt lines on stderr: time=… level=info msg="…" key=value …
 *
 * One write() a line, so that lines of several threads never mix. Values are quoted when they need
 * it; control characters are escaped, so that nothing a client sends can forge a line. */
#ifndef ALLOT_BASE_LOG_H
#define ALLOT_BASE_LOG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

/* 4096: a sentence (512) and a dozen values; longer lines are cut and end in "…". */
enum { LOG_LINE_MAX = 4096 };

/* Lines below the level are not written; the default is LOG_LEVEL_INFO. */
void log_level_set(enum log_level level);
bool log_level_parse(const char *name, enum log_level *level); /* debug info warn error */

/* Writes one line. `keys` is a printf format of words without spaces, each a name, '=', and what
 * its value is printed from: log_info("job started", "job=%s width=%d", id, width). */
void log_line(enum log_level level, const char *message, const char *keys, ...)
    __attribute__((format(printf, 3, 4)));

#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_warn(...) log_line(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)

/* At most one line per interval from one place; log_rate_ok says whether to write now and, in
 * *dropped, how many were swallowed since the last that was. Declare it static, zeroed. */
struct log_rate {
    _Atomic int64_t next_ms;
    _Atomic int dropped;
};
bool log_rate_ok(struct log_rate *rate, int64_t interval_ms, int *dropped);

/* Where lines go: file descriptor 2 unless a test wants them elsewhere. */
void log_fd_set(int fd);

#endif
