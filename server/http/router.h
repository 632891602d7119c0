/* router.h - from method and path to a row of the route table. */
#ifndef ALLOT_HTTP_ROUTER_H
#define ALLOT_HTTP_ROUTER_H

#include "server/http/http.h"
#include "server/http/uri.h"

struct router;

/* What a path leads to: a route, or the methods that would have led to one. */
struct match {
    const struct route *route; /* NULL: none for this method */
    char allow[64];            /* "GET, HEAD, OPTIONS", or "" when no route has the path */
};

/* Borrows the rows. NULL with a sentence on a bad row or two rows that are the same. */
struct router *router_new(const struct route *routes, int n, struct err *err);
void router_free(struct router *r);

void router_match(const struct router *r, const char *method, const struct uri *uri,
                  struct match *out);

/* The segment of the uri that stands for {name} in the route's pattern; NULL without one. */
const char *router_param(const struct route *route, const struct uri *uri, const char *name);

/* A path with a route that the given one may be a misspelling of, in buf; NULL for none. */
const char *router_nearest(const struct router *r, const struct uri *uri, char buf[256]);

#endif
