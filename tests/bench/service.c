/* service.c - what the whole daemon costs, against bare libmicrohttpd and SQLite in the same run.
 *
 * Durable submits and GETs from 32 kept connections; submit to end of a one-step job on an idle
 * daemon; trivial jobs end to end on two slots, and the daemon's CPU time for each; its memory.
 * The clients share the cores with the server in every row: read the ratios. Asserts nothing. */
#include "tests/support/bare.h"
#include "tests/support/daemon.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS = 32, SECONDS = 2, MOST = 200000, PROBES = 60, TRIVIAL = 1000 };

static const char JOB[] =
    "{\"dataset\":\"line\",\"model\":{\"task\":\"regression\",\"layers\":[{\"type\":\"dense\","
    "\"units\":1}]},\"training\":{\"epochs\":1},\"data\":{\"target\":\"y\"}}";

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- the clients ---- */

struct load {
    int port;
    char request[2048];
    double until; /* monotonic seconds; or: */
    int each;     /* so many requests a client, 0: until then */
};

struct client {
    const struct load *load;
    pthread_t thread;
    int done, refused;
    float *ms;
};

static int dial(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0) {
        perror("connect");
        exit(1);
    }
    return fd;
}

/* One request and its whole answer; the status. */
static int ask_once(int fd, const char *request, size_t n)
{
    char buffer[16384];
    size_t got = 0, whole = 0;
    if (write(fd, request, n) != (ssize_t)n)
        return 0;
    while (!whole || got < whole) {
        ssize_t r = read(fd, buffer + got, sizeof buffer - 1 - got);
        if (r <= 0)
            return 0;
        got += (size_t)r;
        buffer[got] = 0;
        char *body = strstr(buffer, "\r\n\r\n"), *length = strcasestr(buffer, "content-length:");
        if (body && length)
            whole = (size_t)(body + 4 - buffer) + strtoul(length + 15, NULL, 10);
    }
    return atoi(buffer + 9);
}

static void *client(void *arg)
{
    struct client *c = arg;
    const struct load *l = c->load;
    size_t n = strlen(l->request);
    int fd = dial(l->port);
    double from = now_s();
    while (l->each ? c->done < l->each : from < l->until && c->done < MOST) {
        c->refused += ask_once(fd, l->request, n) / 100 != 2;
        double to = now_s();
        c->ms[c->done++] = (float)(1e3 * (to - from));
        from = to;
    }
    close(fd);
    return NULL;
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

struct figures {
    double per_s, p50, p99;
};

static struct figures press(const char *what, struct load *l)
{
    static struct client clients[CLIENTS];
    static float all[CLIENTS * MOST / 8];
    int n = 0, refused = 0;
    double from = now_s();
    l->until = from + SECONDS;
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = (struct client){.load = l, .ms = calloc(MOST, sizeof(float))};
        pthread_create(&clients[i].thread, NULL, client, &clients[i]);
    }
    for (int i = 0; i < CLIENTS; i++) {
        struct client *c = &clients[i];
        pthread_join(c->thread, NULL);
        for (int k = 0; k < c->done && n < (int)(sizeof all / sizeof *all); k++)
            all[n++] = c->ms[k];
        refused += c->refused;
        free(c->ms);
    }
    double took = now_s() - from;
    qsort(all, (size_t)n, sizeof *all, compare);
    struct figures f = {n / took, all[n / 2], all[n * 99LL / 100]};
    printf("%-28s %8.0f /s  p50 %6.2f ms  p99 %6.2f ms%s\n", what, f.per_s, f.p50, f.p99,
           refused ? "  SOME REFUSED" : "");
    return f;
}

static void compose(struct load *l, const char *method, const char *path, const char *token,
                    const char *body)
{
    snprintf(l->request, sizeof l->request,
             "%s %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n", method, path, token);
    size_t n = strlen(l->request);
    if (*body)
        snprintf(l->request + n, sizeof l->request - n,
                 "Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body));
    n = strlen(l->request);
    snprintf(l->request + n, sizeof l->request - n, "\r\n%s", body);
}

static void ratio(struct figures ours, struct figures bare)
{
    printf("  ratio to bare: rate %.2f, p99 %.2f\n", ours.per_s / bare.per_s, ours.p99 / bare.p99);
}

/* ---- the daemon's own costs ---- */

static double cpu_ms(pid_t pid)
{
    char path[64];
    long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "r");
    if (f && fscanf(f, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user,
                    &kernel) != 2)
        user = kernel = 0;
    if (f)
        fclose(f);
    return 1e3 * (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

static void print_memory(pid_t pid, const char *when)
{
    char path[64], line[128];
    long kb;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    printf("memory %s:", when);
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "VmRSS: %ld", &kb) == 1 || sscanf(line, "RssAnon: %ld", &kb) == 1)
            printf(" %.6s%s %.1f MB", line, line[0] == 'V' ? "" : "n", (double)kb / 1024);
    printf("\n");
    if (f)
        fclose(f);
}

static void must(struct reply r, int status)
{
    if (r.status != status) {
        fprintf(stderr, "%d, not %d: %s\n", r.status, status, r.body);
        exit(1);
    }
    reply_free(&r);
}

static void starts_jobs(const struct daemon *d, bool yes)
{
    const char *body = yes ? "{\"accepting\":true}" : "{\"accepting\":false}";
    must(call(d, "PATCH", "/v1/cluster", &(struct ask){.token = d->admin, .body = body}), 200);
}

static int unfinished(const struct daemon *d)
{
    int n = 0;
    const char *paths[] = {"/v1/jobs?state=queued&limit=1", "/v1/jobs?state=running&limit=1"};
    for (int i = 0; i < 2; i++) {
        struct reply r = get(d, d->admin, paths[i]);
        n += strstr(r.body, "\"job_") != NULL;
        reply_free(&r);
    }
    return n;
}

static void finish_all(const struct daemon *d)
{
    while (unfinished(d))
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
}

static void prepare(const struct daemon *d)
{
    char csv[4096];
    int n = snprintf(csv, sizeof csv, "x,y\n");
    for (int i = 0; i < 32; i++)
        n += snprintf(csv + n, sizeof csv - (size_t)n, "%d,%d\n", i, 2 * i + 3);
    must(call(d, "POST", "/v1/datasets?name=line&format=csv",
              &(struct ask){.token = d->admin, .body = csv}),
         201);
    must(call(d, "PUT", "/v1/tenants/default/quota",
              &(struct ask){.token = d->admin, .body = "{\"max_queued_jobs\":1000000}"}),
         200);
}

/* Submit to the end of a job of one step: an upper bound for submit to the first step. */
static void latency(const struct daemon *d, int port)
{
    float ms[PROBES];
    int fd = dial(port);
    struct load submit, wait;
    compose(
        &submit, "POST", "/v1/jobs", d->admin,
        "{\"name\":\"probe\",\"dataset\":\"line\",\"model\":{\"task\":\"regression\",\"layers\":"
        "[{\"type\":\"dense\",\"units\":1}]},\"training\":{\"epochs\":1},"
        "\"data\":{\"target\":\"y\"}}");
    compose(&wait, "GET", "/v1/jobs/probe?wait=10", d->admin, "");
    for (int i = 0; i < PROBES; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
        double from = now_s();
        ask_once(fd, submit.request, strlen(submit.request));
        ask_once(fd, wait.request, strlen(wait.request));
        ms[i] = (float)(1e3 * (now_s() - from));
    }
    close(fd);
    qsort(ms, PROBES, sizeof *ms, compare);
    printf("submit to end of one step:   p50 %.1f ms  p95 %.1f ms\n", ms[PROBES / 2],
           ms[PROBES * 95 / 100]);
}

static void trivial_jobs(const struct daemon *d, struct load *submit)
{
    double from = now_s(), before = cpu_ms(d->pid);
    submit->each = TRIVIAL / CLIENTS;
    press("submit while jobs run:", submit);
    finish_all(d);
    int n = TRIVIAL / CLIENTS * CLIENTS;
    printf("trivial jobs end to end:     %8.0f /s, %.2f ms of the daemon's CPU each\n",
           n / (now_s() - from), (cpu_ms(d->pid) - before) / n);
}

int main(void)
{
    struct daemon d = {0};
    struct load bare = {0}, ours = {0};
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGPIPE, SIG_IGN);
    daemon_start(&d, (const char *const[]){"--cpu-slots", "2", NULL});
    print_memory(d.pid, "idle, fresh");
    prepare(&d);
    pid_t other = bare_start(d.dir, &bare.port);
    if (other < 0)
        return 1;
    ours.port = atoi(strrchr(d.url, ':') + 1);
    latency(&d, ours.port);

    starts_jobs(&d, false);
    compose(&bare, "POST", "/", d.admin, JOB);
    compose(&ours, "POST", "/v1/jobs", d.admin, JOB);
    struct load submit = ours;
    struct figures b = press("durable POST, bare:", &bare);
    ratio(press("durable submit:", &ours), b);
    compose(&bare, "GET", "/", d.admin, "");
    compose(&ours, "GET", "/v1/jobs/probe", d.admin, "");
    struct reply r = get(&d, d.admin, "/v1/jobs/probe");
    char path[128];
    snprintf(path, sizeof path, "/v1/jobs/%s", text_at(&r, "id"));
    reply_free(&r);
    compose(&ours, "GET", path, d.admin, "");
    b = press("GET, bare SELECT:", &bare);
    ratio(press("GET of a job:", &ours), b);
    print_memory(d.pid, "after that");
    kill(other, SIGTERM);
    waitpid(other, NULL, 0);

    /* A new one: the storm above left more jobs than a benchmark wants to wait for. */
    daemon_kill(&d);
    daemon_end(&d);
    daemon_start(&d, (const char *const[]){"--cpu-slots", "2", NULL});
    prepare(&d);
    submit.port = atoi(strrchr(d.url, ':') + 1);
    compose(&submit, "POST", "/v1/jobs", d.admin, JOB);
    trivial_jobs(&d, &submit);
    print_memory(d.pid, "after the jobs");
    daemon_end(&d);
    return 0;
}
