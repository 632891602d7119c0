/* main.c - allotd's commands; wiring only: open in order, wait for a signal, close in reverse. */
#include "server/control.h"
#include "server/api/api.h"
#include "server/base/config.h"
#include "server/base/file.h"
#include "server/base/log.h"
#include "server/base/version.h"
#include "server/http/http.h"
#include "server/run/run.h"
#include "server/sim/sim.h"
#include "server/store/store.h"
#include <allot/engine.h>

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* 1 MiB: a certificate chain is a few KiB. */
enum { PEM_MAX_BYTES = 1 << 20 };

static struct config config; /* 100 KiB of settings: too much for a stack */

static int complain(const struct err *err)
{
    fprintf(stderr, "allotd: %s\n", err->text);
    return 1;
}

static void usage(FILE *out)
{
    fputs(
        "allotd - a fair-share training service\n\n"
        "  allotd serve [FLAGS]            run the daemon\n"
        "  allotd config [FLAGS]           print every setting, its value and where it came from\n"
        "  allotd sim divide SCENARIO.json who should hold what\n"
        "  allotd sim decide SCENARIO.json what to do now\n"
        "  allotd sim replay TRACE.csv     run a trace under a policy\n"
        "  allotd sim verify --db FILE     make every stored decision again\n"
        "  allotd token [FLAGS]            write a new admin token to DIR/admin.token\n"
        "  allotd backup FOLDER [FLAGS]    copy everything while the daemon runs\n"
        "  allotd check [FLAGS]            check the database's integrity\n"
        "  allotd migrate [FLAGS]          bring the database up to date and stop\n"
        "  allotd --version | --help\n\n"
        "FLAGS (also `name = value` in --config FILE, or ALLOT_NAME in the environment; flag > "
        "variable > file):\n"
        "  --config                 file of settings (default none)\n",
        out);
    config_print_flags(out);
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
            return true;
    return false;
}

/* ---- serve ---- */

static bool is_loopback(const char *listen)
{
    return !strncmp(listen, "127.", 4) || !strncmp(listen, "localhost:", 10) ||
           !strncmp(listen, "[::1]:", 6);
}

static int check_exposure(struct err *err)
{
    const char *listen = config_str(&config, SET_LISTEN);
    bool tls = *config_str(&config, SET_TLS_CERT) && *config_str(&config, SET_TLS_KEY);
    if (!*config_str(&config, SET_TLS_CERT) != !*config_str(&config, SET_TLS_KEY))
        return err_set(err, ERR_INVALID, "tls_cert and tls_key go together: set both or neither");
    if (is_loopback(listen) || tls || config_bool(&config, SET_INSECURE))
        return 0;
    return err_set(err, ERR_INVALID,
                   "listen is \"%s\", which others can reach, and tokens would cross the network "
                   "in the clear: "
                   "set tls_cert and tls_key, or --insecure if something before it encrypts",
                   listen);
}

static int cpu_slots(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int slots = (int)config_int(&config, SET_CPU_SLOTS);
    if (slots > cores)
        log_warn(
            "more CPU slots than cores: slots are what the admin says, but they share the cores",
            "cpu_slots=%d cores=%ld", slots, cores);
    return slots ? slots : (int)cores;
}

static int gpu_slots(void)
{
    int slots = (int)config_int(&config, SET_GPU_SLOTS);
    if (slots)
        log_warn("this build drives no GPU: GPU slots are shared out, and the CPU computes what "
                 "holds them",
                 "gpu_slots=%d", slots);
    return slots;
}

/* One decision in so many ms is stored with the whole view: a day, or a quarter of the time for
 * which they are kept, but never more often than every 10 s. */
static int64_t base_ms(void)
{
    double quarter = config_num(&config, SET_DECISIONS_KEEP_D) * 86400e3 / 4;
    return quarter < 10e3 ? 10000 : quarter < 86400e3 ? (int64_t)quarter : 86400000;
}

static struct run *start_run(struct store *store, struct err *err)
{
    struct run_options o = {
        .store = store,
        .cpu_slots = cpu_slots(),
        .gpu_slots = gpu_slots(),
        .quantum_ms = (int64_t)(config_num(&config, SET_QUANTUM_S) * 1e3),
        .turn_ms = (int64_t)(config_num(&config, SET_TURN_S) * 1e3),
        .history_half_life_ms = (int64_t)(config_num(&config, SET_HISTORY_HALF_LIFE_S) * 1e3),
        .base_ms = base_ms(),
        .history_k = config_num(&config, SET_HISTORY_K),
        .gpu_credit_rate = config_num(&config, SET_GPU_CREDIT_RATE),
        .checkpoint_ms = (int64_t)(config_num(&config, SET_CHECKPOINT_S) * 1e3),
        .metrics_flush_ms = (int)config_int(&config, SET_METRICS_FLUSH_MS),
        .metrics_max_points = (int)config_int(&config, SET_METRICS_MAX_POINTS),
        .disk_reserve_bytes = config_int(&config, SET_DISK_RESERVE_BYTES),
    };
    return run_start(&o, err);
}

static int read_pem(enum setting s, char **text, struct err *err)
{
    size_t n;
    if (!*config_str(&config, s))
        return 0;
    *text = file_read(config_str(&config, s), PEM_MAX_BYTES, &n, err);
    return *text ? 0 : err->code;
}

static int start_api(struct api *api, struct run *run, struct err *err)
{
    char *cert = NULL, *key = NULL;
    int rc = read_pem(SET_TLS_CERT, &cert, err);
    if (!rc)
        rc = read_pem(SET_TLS_KEY, &key, err);
    struct http_options o = {
        .listen = config_str(&config, SET_LISTEN),
        .tls_cert = cert,
        .tls_key = key,
        .threads = (int)config_int(&config, SET_API_THREADS),
        .connections_max = (int)config_int(&config, SET_CONNECTIONS_MAX),
        .connections_per_peer = (int)config_int(&config, SET_CONNECTIONS_PER_IP),
        .upload_max_bytes = config_int(&config, SET_UPLOAD_MAX_BYTES),
        .header_timeout_ms = (int)config_int(&config, SET_HEADERS_TIMEOUT_S) * 1000,
        .idle_timeout_s = (int)config_int(&config, SET_IDLE_TIMEOUT_S),
    };
    if (!rc)
        rc = api_start(api, run, &o, err);
    free(cert);
    free(key);
    return rc;
}

static void announce(struct store *store, struct api *api, const struct store_recovery *r)
{
    const char *listen = config_str(&config, SET_LISTEN);
    int host = (int)(strrchr(listen, ':') ? strrchr(listen, ':') - listen : (long)strlen(listen));
    if (r->runs || r->jobs || r->datasets || r->files || r->migrations)
        log_info("recovered", "runs=%d jobs=%d datasets=%d files=%d migrations=%d", r->runs,
                 r->jobs, r->datasets, r->files, r->migrations);
    log_info("serving", "url=%s://%.*s:%d data=%s version=%s",
             *config_str(&config, SET_TLS_CERT) ? "https" : "http", host, listen, api_port(api),
             store_dir(store), ALLOT_VERSION);
}

static void wait_for_signal(const sigset_t *signals)
{
    int signal = 0;
    sigwait(signals, &signal);
    log_info("stopping: running jobs save a checkpoint", "signal=%s", strsignal(signal));
}

/* 16384: four descriptors for each connection that may be open; the usual soft limit of 1024 would
 * end event streams long before the connections' own limit does. */
static void raise_file_limit(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur >= 16384)
        return;
    files.rlim_cur = files.rlim_max < 16384 ? files.rlim_max : 16384;
    setrlimit(RLIMIT_NOFILE, &files);
}

static int serve(struct err *err)
{
    struct store_recovery recovery = {0};
    struct run *run = NULL;
    struct control *control = NULL;
    int rc = 1;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL); /* inherited by every thread */
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    mallopt(M_ARENA_MAX, 8); /* an arena a thread would cost more memory than it saves time */

    if (check_exposure(err) || engine_init(err))
        return complain(err);
    engine_speed(); /* now, so that no request waits for the measurement */
    struct store *store = store_open(
        &(struct store_options){
            .dir = config_str(&config, SET_DATA),
            .decisions_keep_ms = (int64_t)(config_num(&config, SET_DECISIONS_KEEP_D) * 86400e3),
            .events_keep_ms = (int64_t)(config_num(&config, SET_EVENTS_KEEP_D) * 86400e3)},
        &recovery, err);
    if (!store)
        return complain(err);
    struct api *api = api_new(store, &config, err);
    if (api && (run = start_run(store, err)) && !api_bootstrap(store, err) &&
        (control = control_start(store, err)) && !start_api(api, run, err)) {
        announce(store, api, &recovery);
        wait_for_signal(&signals);
        rc = 0;
    }
    if (api)
        api_stop(api);
    control_stop(control);
    run_stop(run);
    store_close(store);
    run_free(run);
    api_free(api);
    if (rc)
        return complain(err);
    log_info("stopped", "data=%s", config_str(&config, SET_DATA));
    return 0;
}

/* ---- the other commands ---- */

static int ask(const char *request, struct err *err)
{
    char answer[5000];
    if (control_ask(config_str(&config, SET_DATA), request, answer, sizeof answer, err))
        return complain(err);
    puts(answer);
    return 0;
}

static int backup(int argc, char **argv, struct err *err)
{
    char request[4200];
    if (argc < 1 || argv[0][0] == '-') {
        err_set(err, ERR_INVALID,
                "backup needs the path of a new folder: allotd backup FOLDER [FLAGS]");
        return complain(err);
    }
    if (config_load(&config, argc - 1, argv + 1, err))
        return complain(err);
    char *dir = argv[0][0] == '/' ? strdup("") : getcwd(NULL, 0);
    snprintf(request, sizeof request, "backup %s%s%s", dir ? dir : "", dir && *dir ? "/" : "",
             argv[0]);
    free(dir);
    return ask(request, err);
}

int main(int argc, char **argv)
{
    static const char *const commands[] = {"serve",  "config", "sim",     "token",
                                           "backup", "check",  "migrate", "help"};
    struct err err = {0};
    enum log_level level;
    const char *command = argc > 1 ? argv[1] : "help";
    int n = argc - 2;
    if (!strcmp(command, "--version")) {
        printf("allotd %s (engine %s, SQLite %s)\n", ALLOT_VERSION, engine_version(),
               store_sqlite_version());
        return 0;
    }
    if (!strcmp(command, "--help") || !strcmp(command, "-h") || !strcmp(command, "help")) {
        usage(argc > 1 ? stdout : stderr);
        return argc > 1 ? 0 : 2;
    }
    if (strcmp(command, "sim") != 0 && asks_help(n, argv + 2)) {
        usage(stdout);
        return 0;
    }
    if (!strcmp(command, "sim"))
        return sim_main(argc - 1, argv + 1);
    if (!strcmp(command, "backup"))
        return backup(n, argv + 2, &err);
    const char *near = nearest_name(command, commands, 8);
    if (!near || strcmp(near, command)) {
        err_set(&err, ERR_INVALID, "unknown command \"%.40s\"%s%s%s; `allotd --help` lists them",
                command, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
        complain(&err);
        return 2;
    }
    if (config_load(&config, n, argv + 2, &err))
        return complain(&err);
    if (!log_level_parse(config_str(&config, SET_LOG_LEVEL), &level)) {
        err_set(&err, ERR_INVALID, "log_level is \"%s\"; allowed: error, warn, info, debug",
                config_str(&config, SET_LOG_LEVEL));
        return complain(&err);
    }
    log_level_set(level);
    if (!strcmp(command, "config")) {
        config_print(&config, stdout);
        return 0;
    }
    return strcmp(command, "serve") ? ask(command, &err) : serve(&err);
}
