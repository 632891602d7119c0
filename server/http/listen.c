/* listen.c - "ADDRESS:PORT" to a listening socket, with errors that say what to do. */
#include "server/http/room.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* "[::1]:80" → "::1", "80". */
static int split(const char *address, char host[256], char port[8], struct err *err)
{
    const char *colon = strrchr(address, ':');
    size_t n = colon ? (size_t)(colon - address) : 0;
    bool brackets = n > 2 && address[0] == '[' && address[n - 1] == ']';
    if (!colon || n == 0 || n >= 256 || (!brackets && memchr(address, ':', n)) ||
        strlen(colon + 1) > 5 || strspn(colon + 1, "0123456789") != strlen(colon + 1) || !colon[1])
        return err_set(err, ERR_INVALID,
                       "listen \"%.200s\" is not ADDRESS:PORT, as 127.0.0.1:8080 or [::1]:8080",
                       address);
    snprintf(host, 256, "%.*s", (int)(n - 2 * brackets), address + brackets);
    snprintf(port, 8, "%s", colon + 1);
    return 0;
}

static int open_one(const struct addrinfo *a)
{
    int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    /* 1024: a burst of new connections waits in the kernel, not in the client's retry timer. */
    if (!bind(fd, a->ai_addr, a->ai_addrlen) && !listen(fd, 1024))
        return fd;
    int saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

int listen_open(const char *address, struct err *err)
{
    char host[256], port[8];
    if (split(address, host, port, err))
        return -1;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found;
    int rc = getaddrinfo(host, port, &hints, &found);
    if (rc) {
        err_set(err, ERR_INVALID, "listen address \"%.200s\": %s", host, gai_strerror(rc));
        return -1;
    }
    int fd = open_one(found);
    int reason = errno;
    freeaddrinfo(found);
    if (fd < 0 && reason == EADDRINUSE)
        err_set(err, ERR_BUSY, "%.200s is in use: another program listens there", address);
    else if (fd < 0)
        err_set(err, ERR_IO, "cannot listen on %.200s: %s", address, strerror(reason));
    return fd;
}

int listen_port(int fd)
{
    struct sockaddr_storage address;
    socklen_t n = sizeof address;
    char port[8];
    if (getsockname(fd, (struct sockaddr *)&address, &n) ||
        getnameinfo((struct sockaddr *)&address, n, NULL, 0, port, sizeof port, NI_NUMERICSERV))
        return 0;
    int number = 0;
    sscanf(port, "%d", &number);
    return number;
}
