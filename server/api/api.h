/* api.h - the REST API: what the daemon's other rooms can do, said in HTTP and JSON.
 *
 * routes.c is the whole of it on one screen. A handler runs on an API thread of the http room; it
 * reads through a borrowed reader, or hands a change to the writer (handler.h). What others
 * changed reaches waiting clients through the store's commit hook, which wakes their topics. */
#ifndef ALLOT_API_API_H
#define ALLOT_API_API_H

#include <allot/err.h>

struct api;
struct store;
struct run;
struct config;
struct http_options;

/* Registers with the store's commits, so call it before the first write. Borrows both for its
 * life. NULL on failure. */
struct api *api_new(struct store *store, const struct config *config, struct err *err);

/* Starts serving: takes addresses, limits and logs from `http`; routes, authorization, static
 * files and the access log are set here. `run` may be NULL (the cluster then answers 503). */
int api_start(struct api *api, struct run *run, const struct http_options *http, struct err *err);
int api_port(const struct api *api);

/* Stops taking requests and answers those in progress; the store must still answer meanwhile. */
void api_stop(struct api *api);
/* After store_close(): its last commits still look for somebody to wake. */
void api_free(struct api *api);

/* In a store without tenants: makes the tenant "default", its user "admin" and a token, which is
 * written to DIR/admin.token (0600). Otherwise does nothing. */
int api_bootstrap(struct store *store, struct err *err);

/* A new admin token for whoever lost it: written to DIR/admin.token in place of the old one. */
int api_admin_token(struct store *store, struct err *err);

#endif
