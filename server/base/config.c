/* config.c - one table of settings.
 *
 * A row gives the name; the rest is derived: `cpu_slots` is `cpu_slots = 4` in the file,
 * ALLOT_CPU_SLOTS in the environment and --cpu-slots on the command line. Values are kept as text
 * and checked once, when they are set, so that reading one cannot fail. */
#include "server/base/config.h"

#include <errno.h>
#include <ini.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <ctype.h>

struct row {
    const char *name;
    enum setting_type type;
    const char *fallback;
    double min, max; /* of numbers; 0,0: no limit */
    const char *help;
};

static const struct row rows[SETTING_COUNT] = {
    [SET_LISTEN] = {"listen", SETTING_STRING, "127.0.0.1:8080", 0, 0,
                    "address and port to serve on; port 0 takes a free one"},
    [SET_DATA] = {"data", SETTING_STRING, "allot-data", 0, 0,
                  "directory of database, blobs and checkpoints; created if missing"},
    [SET_CPU_SLOTS] = {"cpu_slots", SETTING_INT, "0", 0, 4096,
                       "CPU slots to share; 0 = this machine's cores"},
    [SET_GPU_SLOTS] =
        {"gpu_slots", SETTING_INT, "0", 0, 1024,
         "GPU slots to share; this build drives no GPU, so the CPU computes what holds them"},
    [SET_INSECURE] = {"insecure", SETTING_BOOL, "false", 0, 0,
                      "allow an address other than loopback without TLS"},
    [SET_TLS_CERT] = {"tls_cert", SETTING_STRING, "", 0, 0,
                      "PEM file of the server's certificate chain"},
    [SET_TLS_KEY] = {"tls_key", SETTING_STRING, "", 0, 0, "PEM file of the server's private key"},
    [SET_LOG_LEVEL] = {"log_level", SETTING_STRING, "info", 0, 0, "error, warn, info or debug"},
    [SET_API_THREADS] = {"api_threads", SETTING_INT, "4", 1, 64, "threads that run API handlers"},
    [SET_CONNECTIONS_MAX] = {"connections_max", SETTING_INT, "4096", 8, 65536,
                             "open connections in all"},
    [SET_CONNECTIONS_PER_IP] = {"connections_per_ip", SETTING_INT, "0", 0, 65536,
                                "open connections from one address; 0 = no limit"},
    [SET_HEADERS_TIMEOUT_S] = {"headers_timeout_s", SETTING_INT, "10", 1, 600,
                               "a request's headers must be complete within this time"},
    [SET_IDLE_TIMEOUT_S] = {"idle_timeout_s", SETTING_INT, "120", 1, 3600,
                            "a connection without traffic is closed after this time"},
    [SET_UPLOAD_MAX_BYTES] = {"upload_max_bytes", SETTING_INT, "1099511627776", 1, 9e15,
                              "largest dataset upload, after decompression"},
    [SET_DISK_RESERVE_BYTES] = {"disk_reserve_bytes", SETTING_INT, "134217728", 0, 9e15,
                                "with less free than this, uploads get 507 and jobs pause"},
    [SET_CHECKPOINT_S] = {"checkpoint_s", SETTING_NUMBER, "10", 0.01, 86400,
                          "seconds between the checkpoints of a running job"},
    [SET_METRICS_FLUSH_MS] = {"metrics_flush_ms", SETTING_INT, "250", 10, 1000,
                              "a metric is readable at most this long after it was made"},
    [SET_METRICS_MAX_POINTS] =
        {"metrics_max_points", SETTING_INT, "10000", 100, 1000000,
         "per-step points kept of one metric; longer trainings keep every n-th step"},
    [SET_QUANTUM_S] = {"quantum_s", SETTING_NUMBER, "10", 0, 86400,
                       "a run younger than this is not taken back, a guarantee apart"},
    [SET_TURN_S] = {"turn_s", SETTING_NUMBER, "600", 1, 86400 * 7,
                    "how often past use is read anew for all tenants"},
    [SET_HISTORY_K] = {"history_k", SETTING_NUMBER, "1", 0, 100,
                       "how strongly past use moves shares; 0 = not at all"},
    [SET_HISTORY_HALF_LIFE_S] = {"history_half_life_s", SETTING_NUMBER, "604800", 1, 3.2e9,
                                 "past use counts half after this time"},
    [SET_GPU_CREDIT_RATE] = {"gpu_credit_rate", SETTING_NUMBER, "20", 0, 1e6,
                             "credits of one GPU-slot-hour; a CPU-slot-hour is 1"},
    [SET_DECISIONS_KEEP_D] = {"decisions_keep_d", SETTING_NUMBER, "30", 0.001, 36500,
                              "days for which decisions stay replayable"},
    [SET_EVENTS_KEEP_D] = {"events_keep_d", SETTING_NUMBER, "90", 0.0001, 36500,
                           "days for which events are kept"},
};

static int find(const char *name)
{
    for (int i = 0; i < SETTING_COUNT; i++)
        if (!strcmp(rows[i].name, name))
            return i;
    return -1;
}

static const char *nearest(const char *name)
{
    const char *names[SETTING_COUNT];
    for (int i = 0; i < SETTING_COUNT; i++)
        names[i] = rows[i].name;
    return nearest_name(name, names, SETTING_COUNT);
}

static bool read_number(const char *text, double *out)
{
    char *end;
    errno = 0;
    *out = strtod(text, &end);
    return *text && !*end && !errno && isfinite(*out) && !isspace((unsigned char)*text);
}

static bool read_bool(const char *text, bool *out)
{
    static const char *const yes[] = {"true", "1", "yes", "on"};
    static const char *const no[] = {"false", "0", "no", "off"};
    for (int i = 0; i < 4; i++) {
        if (!strcmp(text, yes[i]) || !strcmp(text, no[i])) {
            *out = !strcmp(text, yes[i]);
            return true;
        }
    }
    return false;
}

static void describe(const struct row *r, char *out, size_t size)
{
    static const char *const words[] = {"text", "integer", "number", "true or false"};
    if (r->min != 0 || r->max != 0)
        snprintf(out, size, "%s %.15g..%.15g", words[r->type], r->min, r->max);
    else
        snprintf(out, size, "%s", words[r->type]);
}

static bool acceptable(const struct row *r, const char *text)
{
    bool flag;
    double v;
    if (r->type == SETTING_STRING)
        return true;
    if (r->type == SETTING_BOOL)
        return read_bool(text, &flag);
    if (!read_number(text, &v) || (r->type == SETTING_INT && v != floor(v)))
        return false;
    return (r->min == 0 && r->max == 0) || (v >= r->min && v <= r->max);
}

static int set(struct config *c, int i, const char *text, enum setting_source source,
               const char *where, struct err *err)
{
    const struct row *r = &rows[i];
    if (!acceptable(r, text)) {
        char allowed[96];
        describe(r, allowed, sizeof allowed);
        return err_set(err, ERR_INVALID, "%s: %s is \"%.80s\"; allowed: %s", where, r->name, text,
                       allowed);
    }
    if (strlen(text) >= SETTING_VALUE_MAX)
        return err_set(err, ERR_INVALID, "%s: %s is longer than %d bytes", where, r->name,
                       SETTING_VALUE_MAX - 1);
    strcpy(c->value[i], text);
    c->source[i] = source;
    return 0;
}

struct file_read {
    struct config *c;
    const char *path;
    struct err *err;
    int rc;
};

static int file_row(void *arg, const char *section, const char *name, const char *value)
{
    struct file_read *f = arg;
    int i = *section ? -1 : find(name);
    if (i < 0) {
        const char *near = nearest(name);
        f->rc = err_set(f->err, ERR_INVALID, "%s: unknown setting \"%s%s%.80s\"%s%s%s", f->path,
                        section, *section ? "." : "", name, near ? "; did you mean \"" : "",
                        near ? near : "", near ? "\"?" : "");
    } else {
        f->rc = set(f->c, i, value, FROM_FILE, f->path, f->err);
    }
    return f->rc == 0;
}

static int load_file(struct config *c, const char *path, struct err *err)
{
    struct file_read f = {c, path, err, 0};
    int line = ini_parse(path, file_row, &f);
    if (line < 0)
        return err_set(err, ERR_IO, "cannot read the config file %s: %s", path, strerror(errno));
    if (f.rc)
        return f.rc;
    return line ? err_set(err, ERR_INVALID, "%s: line %d is not `name = value`", path, line) : 0;
}

static int load_variables(struct config *c, struct err *err)
{
    for (int i = 0; i < SETTING_COUNT; i++) {
        char name[64] = "ALLOT_";
        size_t n = strlen(name);
        for (const char *p = rows[i].name; *p; p++)
            name[n++] = (char)toupper((unsigned char)*p);
        name[n] = 0;
        const char *value = getenv(name);
        int rc = value ? set(c, i, value, FROM_VARIABLE, name, err) : 0;
        if (rc)
            return rc;
    }
    return 0;
}

/* "--cpu-slots" → "cpu_slots"; NULL when it is no flag. */
static const char *flag_name(const char *arg, char *out, size_t size)
{
    if (strncmp(arg, "--", 2) || !arg[2])
        return NULL;
    size_t n = 0;
    for (const char *p = arg + 2; *p && *p != '=' && n + 1 < size; p++)
        out[n++] = *p == '-' ? '_' : *p;
    out[n] = 0;
    return out;
}

/* Walks the flags; with file != NULL only looks for --config, otherwise sets the others. */
static int walk_flags(struct config *c, int argc, char **argv, const char **file, struct err *err)
{
    for (int a = 0; a < argc; a++) {
        char name[64];
        if (!flag_name(argv[a], name, sizeof name))
            return err_set(err, ERR_INVALID, "unexpected argument \"%.80s\"; flags begin with --",
                           argv[a]);
        int i = find(name);
        bool is_config = !strcmp(name, "config");
        if (i < 0 && !is_config) {
            const char *near = nearest(name);
            char hint[80] = "";
            for (size_t k = 0; near && k <= strlen(near) && k < sizeof hint; k++)
                hint[k] = near[k] == '_' ? '-' : near[k];
            return err_set(err, ERR_INVALID, "unknown flag \"%.80s\"%s%s%s", argv[a],
                           near ? "; did you mean \"--" : "", hint, near ? "\"?" : "");
        }
        const char *value = strchr(argv[a], '=');
        if (value)
            value++;
        else if (i >= 0 && rows[i].type == SETTING_BOOL)
            value = "true";
        else if (a + 1 < argc)
            value = argv[++a];
        else
            return err_set(err, ERR_INVALID, "the flag %s needs a value", argv[a]);
        int rc = 0;
        if (file && is_config)
            *file = value;
        else if (!file && !is_config)
            rc = set(c, i, value, FROM_FLAG, "flag", err);
        if (rc)
            return rc;
    }
    return 0;
}

int config_load(struct config *c, int argc, char **argv, struct err *err)
{
    for (int i = 0; i < SETTING_COUNT; i++) {
        strcpy(c->value[i], rows[i].fallback);
        c->source[i] = FROM_DEFAULT;
    }
    const char *file = getenv("ALLOT_CONFIG");
    int rc = walk_flags(c, argc, argv, &file, err);
    if (!rc && file && *file)
        rc = load_file(c, file, err);
    if (!rc)
        rc = load_variables(c, err);
    return rc ? rc : walk_flags(c, argc, argv, NULL, err);
}

const char *config_str(const struct config *c, enum setting s)
{
    return c->value[s];
}

int64_t config_int(const struct config *c, enum setting s)
{
    return (int64_t)strtod(c->value[s], NULL);
}

double config_num(const struct config *c, enum setting s)
{
    return strtod(c->value[s], NULL);
}

bool config_bool(const struct config *c, enum setting s)
{
    bool flag = false;
    read_bool(c->value[s], &flag);
    return flag;
}

void config_print(const struct config *c, FILE *out)
{
    static const char *const sources[] = {"default", "file", "variable", "flag"};
    fprintf(out, "%-22s %-24s %-9s %-28s %-16s %s\n", "SETTING", "VALUE", "FROM", "ALLOWED",
            "DEFAULT", "MEANING");
    for (int i = 0; i < SETTING_COUNT; i++) {
        char allowed[96];
        describe(&rows[i], allowed, sizeof allowed);
        fprintf(out, "%-22s %-24s %-9s %-28s %-16s %s\n", rows[i].name,
                *c->value[i] ? c->value[i] : "-", sources[c->source[i]], allowed,
                *rows[i].fallback ? rows[i].fallback : "-", rows[i].help);
    }
}

void config_print_flags(FILE *out)
{
    for (int i = 0; i < SETTING_COUNT; i++) {
        char flag[64] = "--";
        size_t n = 2;
        for (const char *p = rows[i].name; *p; p++)
            flag[n++] = *p == '_' ? '-' : *p;
        flag[n] = 0;
        fprintf(out, "  %-24s %s (default %s)\n", flag, rows[i].help,
                *rows[i].fallback ? rows[i].fallback : "none");
    }
}
