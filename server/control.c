/* control.c - one table of requests, served over the socket or done at once. */
#include "server/control.h"
#include "server/api/api.h"
#include "server/base/log.h"
#include "server/store/store.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

/* 5000: a request is a word and a path (PATH_MAX 4096). 600 s: a backup of a large database. */
enum { REQUEST_MAX = 5000, ANSWER_WAIT_S = 600, REQUEST_WAIT_S = 5 };

struct control {
    struct store *store;
    char path[108]; /* sun_path */
    int fd, stop[2];
    pthread_t thread;
};

/* ---- the requests ---- */

static int do_token(struct store *store, const char *arg, char *answer, size_t size,
                    struct err *err)
{
    (void)arg;
    snprintf(answer, size, "a new admin token is in %s/admin.token", store_dir(store));
    return api_admin_token(store, err);
}

static int do_check(struct store *store, const char *arg, char *answer, size_t size,
                    struct err *err)
{
    (void)arg;
    snprintf(answer, size, "%s: all is well", store_dir(store));
    return store_check(store, err);
}

static int do_backup(struct store *store, const char *path, char *answer, size_t size,
                     struct err *err)
{
    if (path[0] != '/')
        return err_set(err, ERR_INVALID,
                       "backup needs an absolute path of a new folder, not \"%.200s\"", path);
    snprintf(answer, size,
             "%s is a copy of everything in %s: allotd serve --data %s would go on from it", path,
             store_dir(store), path);
    return store_backup(store, path, err);
}

static int do_migrate(struct store *store, const char *arg, char *answer, size_t size,
                      struct err *err)
{
    (void)arg;
    (void)err;
    snprintf(answer, size, "%s: the database is up to date", store_dir(store));
    return 0; /* opening has done it */
}

static const struct request_kind {
    const char *name;
    int (*run)(struct store *store, const char *arg, char *answer, size_t size, struct err *err);
} kinds[] = {
    {"token", do_token}, {"check", do_check}, {"backup", do_backup}, {"migrate", do_migrate}};

static int perform(struct store *store, const char *request, char *answer, size_t size,
                   struct err *err)
{
    size_t n = strcspn(request, " ");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i].name) == n && !memcmp(kinds[i].name, request, n))
            return kinds[i].run(store, request[n] ? request + n + 1 : "", answer, size, err);
    return err_set(err, ERR_INVALID,
                   "unknown request \"%.40s\"; allowed: token, check, backup PATH, migrate",
                   request);
}

/* ---- the socket ---- */

static int address(const char *dir, struct sockaddr_un *a, struct err *err)
{
    *a = (struct sockaddr_un){.sun_family = AF_UNIX};
    int n = snprintf(a->sun_path, sizeof a->sun_path, "%s/control.sock", dir);
    if (n < 0 || (size_t)n >= sizeof a->sun_path)
        return err_set(err, ERR_INVALID,
                       "the data directory's path is longer than a socket's may be (%zu)",
                       sizeof a->sun_path - 14);
    return 0;
}

/* Reads up to the line's end; false when it does not come in time. */
static bool read_line(int fd, char *line, size_t size)
{
    size_t n = 0;
    while (n + 1 < size) {
        ssize_t got = read(fd, line + n, size - 1 - n);
        if (got <= 0)
            return false;
        n += (size_t)got;
        line[n] = 0;
        char *end = strchr(line, '\n');
        if (end) {
            *end = 0;
            return true;
        }
    }
    return false;
}

static void limit_waiting(int fd, int seconds)
{
    struct timeval tv = {.tv_sec = seconds};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv);
}

static void answer_one(struct control *c, int fd)
{
    char line[REQUEST_MAX], answer[REQUEST_MAX], reply[REQUEST_MAX + 16];
    struct err err = {0};
    limit_waiting(fd, REQUEST_WAIT_S);
    if (!read_line(fd, line, sizeof line))
        return;
    int rc = perform(c->store, line, answer, sizeof answer, &err);
    log_info("control", "request=%s ok=%s", line, rc ? "no" : "yes");
    int n = snprintf(reply, sizeof reply, "%s %s\n", rc ? "error" : "ok", rc ? err.text : answer);
    if (send(fd, reply, (size_t)n, MSG_NOSIGNAL) != n)
        log_warn("control answer lost", "request=%s", line);
}

static void *control_main(void *arg)
{
    struct control *c = arg;
    struct pollfd fds[2] = {{.fd = c->fd, .events = POLLIN}, {.fd = c->stop[0], .events = POLLIN}};
    while (poll(fds, 2, -1) >= 0 || errno == EINTR) {
        if (fds[1].revents)
            return NULL;
        int fd = fds[0].revents ? accept(c->fd, NULL, NULL) : -1;
        if (fd < 0)
            continue;
        answer_one(c, fd);
        close(fd);
    }
    return NULL;
}

struct control *control_start(struct store *store, struct err *err)
{
    struct sockaddr_un a;
    struct control *c = calloc(1, sizeof *c);
    if (!c || address(store_dir(store), &a, err)) {
        free(c);
        return NULL;
    }
    c->store = store;
    memcpy(c->path, a.sun_path, sizeof c->path);
    c->stop[0] = c->stop[1] = -1;
    c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(c->path); /* we hold DIR/lock: whoever left it is gone */
    mode_t before = umask(0177);
    int rc = bind(c->fd, (struct sockaddr *)&a, sizeof a);
    umask(before);
    if (!rc)
        rc = listen(c->fd, 8);
    if (!rc)
        rc = pipe(c->stop);
    if (!rc)
        rc = pthread_create(&c->thread, NULL, control_main, c);
    if (rc) {
        err_set(err, ERR_IO, "cannot serve %s: %s", c->path, strerror(errno));
        close(c->fd);
        free(c);
        return NULL;
    }
    return c;
}

void control_stop(struct control *c)
{
    if (!c)
        return;
    close(c->stop[1]);
    pthread_join(c->thread, NULL);
    close(c->stop[0]);
    close(c->fd);
    unlink(c->path);
    free(c);
}

/* ---- the command line's side ---- */

/* 1: answered by a daemon (*rc says how); 0: there is none. */
static int ask_daemon(const char *dir, const char *request, char *answer, size_t size, int *rc,
                      struct err *err)
{
    struct sockaddr_un a;
    if ((*rc = address(dir, &a, err)))
        return 1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a)) {
        if (fd >= 0)
            close(fd);
        return 0;
    }
    char line[REQUEST_MAX + 16];
    limit_waiting(fd, ANSWER_WAIT_S);
    int n = snprintf(line, sizeof line, "%s\n", request);
    if (send(fd, line, (size_t)n, MSG_NOSIGNAL) != n || !read_line(fd, line, sizeof line))
        *rc = err_set(err, ERR_IO, "the daemon on %s did not answer", dir);
    else if (!strncmp(line, "ok ", 3))
        snprintf(answer, size, "%s", line + 3);
    else
        *rc = err_set(err, ERR_INVALID, "%s", !strncmp(line, "error ", 6) ? line + 6 : line);
    close(fd);
    return 1;
}

int control_ask(const char *dir, const char *request, char *answer, size_t size, struct err *err)
{
    int rc = 0;
    struct stat st;
    if (ask_daemon(dir, request, answer, size, &rc, err))
        return rc;
    char database[REQUEST_MAX];
    snprintf(database, sizeof database, "%s/allot.db", dir);
    if (stat(database, &st))
        return err_set(err, ERR_NOT_FOUND,
                       "there is no database %s; name the data directory with --data", database);
    struct store *store = store_open(&(struct store_options){.dir = dir}, NULL, err);
    if (!store)
        return err->code;
    rc = perform(store, request, answer, size, err);
    store_close(store);
    return rc;
}
