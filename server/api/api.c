/* api.c - opening and closing the API; the hook from the store's commits to waiting clients. */
#include "server/api/handler.h"

#include "server/api/dataset_cache.h"
#include "server/api/serving.h"
#include "server/base/log.h"
#include "server/run/worker.h"
#include <stdlib.h>
#include <string.h>

/* 64: imports of one tenant that wait; each holds a connection, and a file on the disk. */
enum { IMPORTS_MAX = 64 };

/* On the writer thread, after each COMMIT. The lock keeps the server alive while it is woken;
 * nobody holds it while waiting for anything. */
static void committed(void *arg, const char *const *topics, int n)
{
    struct api *api = arg;
    for (int i = 0; i < n; i++) {
        if (!strcmp(topics[i], "tokens") || !strcmp(topics[i], "tenants"))
            auth_forget(api);
    }
    pthread_mutex_lock(&api->http_lock);
    for (int i = 0; api->http && i < n; i++)
        http_wake(api->http, topics[i]);
    pthread_mutex_unlock(&api->http_lock);
}

static void set_http(struct api *api, struct http *http)
{
    pthread_mutex_lock(&api->http_lock);
    api->http = http;
    pthread_mutex_unlock(&api->http_lock);
}

/* Reads are many and of interest only when one looks for them; failures of ours always are. */
static void log_access(void *arg, const struct access *a)
{
    (void)arg;
    enum log_level level = a->status >= 500 ? LOG_LEVEL_WARN : LOG_LEVEL_DEBUG;
    log_line(level, "request",
             "method=%s target=%s status=%d bytes=%lld us=%lld peer=%s user=%s request_id=%s",
             a->method, a->target, a->status, (long long)a->bytes, (long long)a->duration_us,
             a->peer, a->label, a->request_id);
}

static void log_http(void *arg, const char *text)
{
    (void)arg;
    log_warn("http", "detail=%s", text);
}

struct api *api_new(struct store *store, const struct config *config, struct err *err)
{
    struct api *api = calloc(1, sizeof *api);
    if (api) {
        api->auth = calloc(AUTH_CACHE_SIZE, sizeof *api->auth);
        api->datasets = dataset_cache_new(store);
    }
    if (!api || !api->auth || !api->datasets) {
        if (api)
            free(api->auth);
        free(api);
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    pthread_mutex_init(&api->auth_lock, NULL);
    pthread_mutex_init(&api->http_lock, NULL);
    api->store = store;
    api->config = config;
    api->started_at = clock_wall_ms();
    store_on_commit(store, committed, api);
    return api;
}

int api_start(struct api *api, struct run *run, const struct http_options *http, struct err *err)
{
    struct http_options options = *http;
    api->run = run;
    api->importer = worker_start("importer", IMPORTS_MAX, err);
    api->serving = api->importer ? serving_start(api, err) : NULL;
    if (!api->serving)
        return err->code;
    options.routes = api_routes(&options.n_routes);
    options.authorize = api_authorize;
    options.arg = api;
    options.static_prefix = "web/dist/";
    options.access = log_access;
    options.log = log_http;
    struct http *started = http_start(&options, err);
    set_http(api, started);
    return started ? 0 : err->code;
}

int api_port(const struct api *api)
{
    return http_port(api->http);
}

void api_stop(struct api *api)
{
    struct http *http = api->http;
    if (api->importer)
        worker_drain(api->importer);
    if (api->serving)
        serving_drain(api->serving);
    set_http(api, NULL); /* http_stop() itself resumes whoever is held */
    if (http)
        http_stop(http);
    worker_stop(api->importer);
    serving_stop(api->serving);
    api->importer = NULL;
    api->serving = NULL;
}

void api_free(struct api *api)
{
    if (!api)
        return;
    pthread_mutex_destroy(&api->auth_lock);
    pthread_mutex_destroy(&api->http_lock);
    dataset_cache_free(api->datasets);
    free(api->auth);
    free(api);
}
