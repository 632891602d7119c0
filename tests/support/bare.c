/* bare.c - bare libmicrohttpd and SQLite with a group commit. */
#include "tests/support/bare.h"

#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

struct post {
    struct MHD_Connection *connection;
    struct post *next;
    size_t n;
    bool committed;
    char body[2048];
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t some = PTHREAD_COND_INITIALIZER;
static struct post *waiting;
static sqlite3 *writer, *reader;
static sqlite3_stmt *insert, *select_one;

static void *commit_groups(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&mutex);
        while (!waiting)
            pthread_cond_wait(&some, &mutex);
        struct post *group = waiting;
        waiting = NULL;
        pthread_mutex_unlock(&mutex);
        sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        for (struct post *p = group; p; p = p->next) {
            sqlite3_bind_text(insert, 1, p->body, (int)p->n, SQLITE_STATIC);
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        if (sqlite3_exec(writer, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
            abort();
        for (struct post *p = group, *next; p; p = next) {
            next = p->next;
            p->committed = true;
            MHD_resume_connection(p->connection);
        }
    }
    return arg;
}

static enum MHD_Result say(struct MHD_Connection *c, unsigned status, const void *text, size_t n)
{
    struct MHD_Response *r =
        MHD_create_response_from_buffer(n, (void *)(uintptr_t)text, MHD_RESPMEM_MUST_COPY);
    enum MHD_Result ok = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return ok;
}

/* Only the library's one thread comes here, so the reader needs no lock. */
static enum MHD_Result answer(void *arg, struct MHD_Connection *c, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *size, void **state)
{
    struct post *p = *state;
    (void)arg, (void)url, (void)version;
    if (!p) {
        *state = p = calloc(1, sizeof *p);
        return p ? MHD_YES : MHD_NO;
    }
    if (strcmp(method, "GET") == 0) {
        sqlite3_step(select_one);
        enum MHD_Result ok = say(c, 200, sqlite3_column_text(select_one, 0),
                                 (size_t)sqlite3_column_bytes(select_one, 0));
        sqlite3_reset(select_one);
        return ok;
    }
    if (*size) {
        size_t n = *size < sizeof p->body - p->n ? *size : sizeof p->body - p->n;
        memcpy(p->body + p->n, data, n);
        p->n += n;
        *size = 0;
        return MHD_YES;
    }
    if (p->committed)
        return say(c, 201, p->body, p->n);
    p->connection = c;
    MHD_suspend_connection(c);
    pthread_mutex_lock(&mutex);
    p->next = waiting;
    waiting = p;
    pthread_cond_signal(&some);
    pthread_mutex_unlock(&mutex);
    return MHD_YES;
}

static void done(void *arg, struct MHD_Connection *c, void **state,
                 enum MHD_RequestTerminationCode code)
{
    (void)arg, (void)c, (void)code;
    free(*state);
}

static void database(const char *dir)
{
    char path[300];
    snprintf(path, sizeof path, "%s/bare.db", dir);
    sqlite3_open(path, &writer);
    sqlite3_exec(writer,
                 "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                 "CREATE TABLE jobs(id INTEGER PRIMARY KEY, spec TEXT)",
                 NULL, NULL, NULL);
    sqlite3_open_v2(path, &reader, SQLITE_OPEN_READONLY, NULL);
    if (sqlite3_prepare_v2(writer, "INSERT INTO jobs(spec) VALUES(?)", -1, &insert, NULL) ||
        sqlite3_prepare_v2(reader, "SELECT spec FROM jobs WHERE id=1", -1, &select_one, NULL))
        abort();
}

static void serve(const char *dir, int tell)
{
    pthread_t thread;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    database(dir);
    pthread_create(&thread, NULL, commit_groups, NULL);
    struct MHD_Daemon *d =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
                         answer, NULL, MHD_OPTION_NOTIFY_COMPLETED, done, NULL, MHD_OPTION_END);
    int port = d ? MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port : 0;
    if (write(tell, &port, sizeof port) != sizeof port)
        _exit(1);
    for (;;)
        pause();
}

pid_t bare_start(const char *dir, int *port)
{
    int ends[2];
    *port = 0;
    if (pipe(ends) < 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0)
        serve(dir, ends[1]);
    close(ends[1]);
    if (read(ends[0], port, sizeof *port) != sizeof *port || !*port)
        pid = -1;
    close(ends[0]);
    return pid;
}
