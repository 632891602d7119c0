/* config.h - the daemon's settings: one table; file, variable, flag, help and range check follow
 * from it. */
#ifndef ALLOT_BASE_CONFIG_H
#define ALLOT_BASE_CONFIG_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* In the order of the table in config.c; a row there per name here. */
enum setting {
    SET_LISTEN,
    SET_DATA,
    SET_CPU_SLOTS,
    SET_GPU_SLOTS,
    SET_INSECURE,
    SET_TLS_CERT,
    SET_TLS_KEY,
    SET_LOG_LEVEL,
    SET_API_THREADS,
    SET_CONNECTIONS_MAX,
    SET_CONNECTIONS_PER_IP,
    SET_HEADERS_TIMEOUT_S,
    SET_IDLE_TIMEOUT_S,
    SET_UPLOAD_MAX_BYTES,
    SET_DISK_RESERVE_BYTES,
    SET_CHECKPOINT_S,
    SET_METRICS_FLUSH_MS,
    SET_METRICS_MAX_POINTS,
    SET_QUANTUM_S,
    SET_TURN_S,
    SET_HISTORY_K,
    SET_HISTORY_HALF_LIFE_S,
    SET_GPU_CREDIT_RATE,
    SET_DECISIONS_KEEP_D,
    SET_EVENTS_KEEP_D,
    SETTING_COUNT
};

enum setting_type { SETTING_STRING, SETTING_INT, SETTING_NUMBER, SETTING_BOOL };
enum setting_source { FROM_DEFAULT, FROM_FILE, FROM_VARIABLE, FROM_FLAG };

/* 4096: PATH_MAX; the longest value is a path. */
enum { SETTING_VALUE_MAX = 4096 };

struct config {
    char value[SETTING_COUNT][SETTING_VALUE_MAX];
    enum setting_source source[SETTING_COUNT];
};

/* Reads defaults, then the file (--config FILE or $ALLOT_CONFIG), then ALLOT_… variables, then
 * flags argv[0..argc); later ones win. Every value is checked against its type and range. */
int config_load(struct config *c, int argc, char **argv, struct err *err);

const char *config_str(const struct config *c, enum setting s);
int64_t config_int(const struct config *c, enum setting s);
double config_num(const struct config *c, enum setting s);
bool config_bool(const struct config *c, enum setting s);

/* All settings with value, source, range and default: `allotd config`. */
void config_print(const struct config *c, FILE *out);

/* The flags with their help: the options part of `allotd --help`. */
void config_print_flags(FILE *out);

#endif
