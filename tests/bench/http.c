/* http.c - what our layer costs over a bare libmicrohttpd, in one run on one machine.
 *
 * GET of 300 bytes over 32 kept connections: bare (answered on the library's thread), through the
 * API threads, and deferred to one further thread that answers in batches, as a group commit does.
 * Then an upload of 1 GiB that is only counted, and event streams: N of them, five events a second,
 * how late each event is. The client is in this process, so it competes for the same cores in every
 * row: read the ratios. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "server/http/http.h"

enum { CONNECTIONS = 32, BODY = 300, RUN_MS = 2000 };

static char body[BODY + 1];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void die(const char *what)
{
    perror(what);
    exit(1);
}

/* ---- the client ---- */

static int dial(int port)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a))
        die("connect");
    return fd;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct result {
    double per_s, p50_ms, p99_ms;
};

static struct result summary(double *delays, int n, double seconds)
{
    qsort(delays, (size_t)n, sizeof *delays, compare);
    return (struct result){n / seconds, delays[n / 2] * 1e3, delays[n - 1 - n / 100] * 1e3};
}

/* Closed loop: each connection asks again when its answer is whole. */
static struct result load(int port, const char *path)
{
    static double delays[1 << 20], sent[CONNECTIONS];
    int fds[CONNECTIONS], n = 0, ep = epoll_create1(0), got[CONNECTIONS] = {0}, whole = 0;
    char ask[128], buf[8192];
    int ask_n = snprintf(ask, sizeof ask, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path);
    for (int i = 0; i < CONNECTIONS; i++) {
        struct epoll_event e = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        fds[i] = dial(port);
        epoll_ctl(ep, EPOLL_CTL_ADD, fds[i], &e);
        if (send(fds[i], ask, (size_t)ask_n, 0) != ask_n)
            die("send");
        if (!i) /* the first answer tells how long they all are */
            whole = (int)recv(fds[i], buf, sizeof buf, 0), got[i] = whole;
        sent[i] = now();
    }
    if (send(fds[0], ask, (size_t)ask_n, 0) != ask_n)
        die("send");
    got[0] = 0;
    double start = now(), t = start;
    while (t - start < RUN_MS * 1e-3) {
        struct epoll_event events[CONNECTIONS];
        int ready = epoll_wait(ep, events, CONNECTIONS, 1000);
        t = now();
        for (int k = 0; k < ready; k++) {
            uint32_t i = events[k].data.u32;
            ssize_t r = recv(fds[i], buf, sizeof buf, 0);
            if (r <= 0)
                die("recv");
            if ((got[i] += (int)r) < whole)
                continue;
            got[i] = 0;
            if (n < 1 << 20)
                delays[n++] = t - sent[i];
            sent[i] = t;
            if (send(fds[i], ask, (size_t)ask_n, 0) != ask_n)
                die("send");
        }
    }
    for (int i = 0; i < CONNECTIONS; i++)
        close(fds[i]);
    close(ep);
    return summary(delays, n, t - start);
}

/* ---- bare ---- */

static enum MHD_Result bare(void *cls, struct MHD_Connection *c, const char *url,
                            const char *method, const char *version, const char *data, size_t *n,
                            void **slot)
{
    (void)cls, (void)url, (void)method, (void)version, (void)data, (void)n;
    if (!*slot) {
        *slot = c;
        return MHD_YES;
    }
    struct MHD_Response *r = MHD_create_response_from_buffer(BODY, body, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(r, "Content-Type", "application/json");
    enum MHD_Result sent = MHD_queue_response(c, 200, r);
    MHD_destroy_response(r);
    return sent;
}

static struct result measure_bare(void)
{
    struct MHD_Daemon *d =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, bare, NULL, MHD_OPTION_END);
    if (!d)
        die("bare server");
    struct result r = load(MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port, "/");
    MHD_stop_daemon(d);
    return r;
}

/* ---- ours ---- */

static struct http *http;

static void direct(struct request *req)
{
    reply_text(req, 200, "application/json", body);
}

/* The batch: one thread takes all that waits and answers it. */
static pthread_mutex_t batch_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t batch_work = PTHREAD_COND_INITIALIZER;
static struct request *batch[4096];
static int batch_n;
static atomic_bool batch_stop;

static void deferred(struct request *req)
{
    request_defer(req);
    pthread_mutex_lock(&batch_lock);
    batch[batch_n++] = req;
    pthread_cond_signal(&batch_work);
    pthread_mutex_unlock(&batch_lock);
}

static void *commit(void *arg)
{
    struct request *mine[4096];
    (void)arg;
    for (;;) {
        pthread_mutex_lock(&batch_lock);
        while (!batch_n && !batch_stop)
            pthread_cond_wait(&batch_work, &batch_lock);
        int n = batch_n;
        memcpy(mine, batch, (size_t)n * sizeof *mine);
        batch_n = 0;
        pthread_mutex_unlock(&batch_lock);
        if (!n)
            return NULL;
        for (int i = 0; i < n; i++) {
            reply_text(mine[i], 200, "application/json", body);
            request_finish(mine[i]);
        }
    }
}

static atomic_int events_made;
static double made_at[4096];

static void free_state(void *state)
{
    free(state);
}

static void events(struct request *req)
{
    int *sent = request_state(req);
    if (!sent) {
        request_set_state(req, sent = calloc(1, sizeof *sent), free_state);
        *sent = events_made;
        stream_begin(req, 200, "text/event-stream");
    }
    request_hold(req, "events", -1, events);
    for (int made = events_made; *sent < made; ++*sent) {
        char data[32];
        snprintf(data, sizeof data, "%06d", *sent);
        if (stream_event(req, NULL, NULL, data))
            return;
    }
}

/* An upload that is only counted. */
static void begin(struct request *req)
{
    (void)req;
}

static void chunk(struct request *req, const void *data, size_t n)
{
    (void)req, (void)data, (void)n;
}

static void end(struct request *req)
{
    reply_empty(req, 204);
}

static const struct upload_ops upload = {begin, chunk, end, begin};

static const struct route routes[] = {
    {.method = "POST", .pattern = "/upload", .body = BODY_STREAM, .upload = &upload},
    {.method = "GET", .pattern = "/direct", .handler = direct},
    {.method = "GET", .pattern = "/deferred", .handler = deferred},
    {.method = "GET", .pattern = "/events", .handler = events},
};

static long rss_kib(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%*d %ld", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    return pages * 4;
}

/* Reads what came on one stream and notes how late each event in it was. */
static int read_events(int fd, double *delays, int n, int max)
{
    char buf[65536];
    ssize_t r;
    while ((r = recv(fd, buf, sizeof buf - 1, MSG_DONTWAIT)) > 0) {
        double t = now();
        buf[r] = 0;
        for (char *p = buf; (p = strstr(p, "data: ")) && n < max; p += 6)
            delays[n++] = t - made_at[atoi(p + 6) % 4096];
    }
    return n;
}

static void measure_streams(int streams, int n_events)
{
    int *fds = calloc((size_t)streams, sizeof *fds), ep = epoll_create1(0), n = 0;
    int max = streams * n_events;
    double *delays = calloc((size_t)max, sizeof *delays);
    long before = rss_kib();
    for (int i = 0; i < streams; i++) {
        static const char ask[] = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";
        struct epoll_event e = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        fds[i] = dial(http_port(http));
        if (send(fds[i], ask, sizeof ask - 1, 0) < 0)
            die("send");
        epoll_ctl(ep, EPOLL_CTL_ADD, fds[i], &e);
    }
    struct http_stats stats = {0};
    while (stats.held < streams) {
        usleep(10000);
        http_stats(http, &stats);
    }
    long after = rss_kib();
    struct rusage start, end;
    getrusage(RUSAGE_SELF, &start);
    double begun = now(), next = begun;
    for (int made = 0; n < max && now() - begun < n_events * 0.2 + 5;) {
        struct epoll_event ready[256];
        if (made < n_events && now() >= next) {
            made_at[events_made % 4096] = now();
            events_made++;
            made++;
            next += 0.2;
            http_wake(http, "events");
        }
        int k = epoll_wait(ep, ready, 256, 5);
        for (int i = 0; i < k; i++)
            n = read_events(fds[ready[i].data.u32], delays, n, max);
    }
    getrusage(RUSAGE_SELF, &end);
    struct result r = summary(delays, n, 1);
    double cpu = (double)(end.ru_utime.tv_sec - start.ru_utime.tv_sec + end.ru_stime.tv_sec -
                          start.ru_stime.tv_sec) +
                 1e-6 * (double)(end.ru_utime.tv_usec - start.ru_utime.tv_usec +
                                 end.ru_stime.tv_usec - start.ru_stime.tv_usec);
    printf("%d streams, %d events each: %d of %d delivered, delay p50 %.1f ms p99 %.1f ms, "
           "%.0f%% of a core with its client, %ld KiB a stream\n",
           streams, n_events, n, max, r.p50_ms, r.p99_ms, 100 * cpu / (now() - begun),
           (after - before) / streams);
    for (int i = 0; i < streams; i++)
        close(fds[i]);
    close(ep);
    free(fds);
    free(delays);
}

static void measure_upload(int mib)
{
    char *block = calloc(1, 1 << 20), head[128], answer[64];
    long before = rss_kib();
    double start = now();
    int fd = dial(http_port(http));
    int n = snprintf(head, sizeof head,
                     "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: %lld\r\n\r\n",
                     (long long)mib << 20);
    if (send(fd, head, (size_t)n, 0) != n)
        die("send");
    for (int i = 0; i < mib; i++)
        if (send(fd, block, 1 << 20, 0) != 1 << 20)
            die("send");
    if (recv(fd, answer, sizeof answer, 0) <= 0)
        die("recv");
    double s = now() - start;
    printf("upload of %d MiB: %.0f MiB/s, resident memory %+ld KiB\n", mib, mib / s,
           rss_kib() - before);
    close(fd);
    free(block);
}

static void show(const char *name, struct result r, struct result base)
{
    printf("%-32s %9.0f/s  p50 %.2f ms  p99 %.2f ms  %3.0f%% of bare\n", name, r.per_s, r.p50_ms,
           r.p99_ms, 100 * r.per_s / base.per_s);
}

int main(int argc, char **argv)
{
    int streams = argc > 1 ? atoi(argv[1]) : 2000;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    memset(body, 'x', BODY);
    struct result base = measure_bare();
    show("bare libmicrohttpd", base, base);
    struct err err;
    struct http_options o = {
        .listen = "127.0.0.1:0", .routes = routes, .n_routes = sizeof routes / sizeof *routes};
    if (!(http = http_start(&o, &err))) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    pthread_t committer;
    pthread_create(&committer, NULL, commit, NULL);
    show("through the API threads", load(http_port(http), "/direct"), base);
    show("deferred to one more thread", load(http_port(http), "/deferred"), base);
    measure_upload(1024);
    measure_streams(streams, 15);
    pthread_mutex_lock(&batch_lock);
    batch_stop = true;
    pthread_cond_signal(&batch_work);
    pthread_mutex_unlock(&batch_lock);
    pthread_join(committer, NULL);
    http_stop(http);
    return 0;
}
