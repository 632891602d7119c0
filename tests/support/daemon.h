/* daemon.h - a real allotd on a free port with a data folder of its own, and an HTTP client for it.
 *
 * Every JSON answer is checked on the way against /openapi.json of the daemon itself: the status
 * must be promised (or a problem), the body must fit its schema; otherwise the test fails. */
#ifndef ALLOT_TESTS_DAEMON_H
#define ALLOT_TESTS_DAEMON_H

#include "server/base/json.h"
#include <sys/types.h>

struct daemon {
    pid_t pid; /* 0: not running */
    char dir[128];
    char url[64];   /* "http://127.0.0.1:PORT" */
    char admin[64]; /* her token */
    const char *const *args;
    struct json *contract;
};

/* Starts one in a fresh folder with these flags more (NULL-terminated, or NULL; must stay valid).
 * Fails the test when it does not come up. The program is build/allotd beside the test's folder. */
void daemon_start(struct daemon *d, const char *const *args);
/* Starts it again on the same folder (after daemon_stop or daemon_kill). */
void daemon_again(struct daemon *d);
/* SIGTERM; returns its exit status, or 128 + signal. */
int daemon_stop(struct daemon *d);
void daemon_kill(struct daemon *d); /* SIGKILL */
/* Stops it, if it runs, and removes its folder. */
void daemon_end(struct daemon *d);

struct reply {
    int status; /* 0: no answer */
    char *body;
    size_t n;
    char *headers;     /* as sent, lines ending in CR LF */
    struct json *json; /* NULL when the body is not JSON */
};
void reply_free(struct reply *r);

/* What a request may say besides method and path. */
struct ask {
    const char *token;          /* NULL: none */
    const char *body;           /* NULL: none */
    size_t n;                   /* its bytes; 0: strlen(body) */
    const char *const *headers; /* "Name: value", NULL-terminated */
    long timeout_ms;            /* 0: 20 s. When it passes, the reply holds what came */
    bool free_form;             /* do not check against the contract */
};
struct reply call(const struct daemon *d, const char *method, const char *path,
                  const struct ask *ask);

/* The usual ones. `path` may have printf conversions only in callf. */
struct reply get(const struct daemon *d, const char *token, const char *path);
struct reply post(const struct daemon *d, const char *token, const char *path, const char *body);

/* A header's value, or NULL; valid until the next call of this function. */
const char *header(const struct reply *r, const char *name);

/* A string member of the answer by a path of names and indices: "data/0/name"; "" when absent. */
const char *text_at(const struct reply *r, const char *path);
double number_at(const struct reply *r, const char *path); /* NaN when absent */
const struct json *at(const struct reply *r, const char *path);

/* Submits a job, waits for its end and fails unless it has succeeded; the job's last answer. */
struct reply train(const struct daemon *d, const char *token, const char *body);

/* Uploads a dataset: POST /v1/datasets?QUERY, which must answer 201. */
void dataset_make(const struct daemon *d, const char *token, const char *query, const char *body);

/* Fails with the answer's text unless the status is this one; expect_code also wants that code. */
#define expect(r, wanted) expect_here((r), (wanted), NULL, __FILE__, __LINE__)
#define expect_code(r, wanted, code) expect_here((r), (wanted), (code), __FILE__, __LINE__)
void expect_here(const struct reply *r, int status, const char *code, const char *file, int line);

/* Makes a tenant below `parent` (NULL: a root), a user of a role in it, and her token. */
void tenant_make(const struct daemon *d, const char *name, const char *parent);
void user_make(const struct daemon *d, const char *tenant, const char *name, const char *role,
               char token[64]);

#endif
