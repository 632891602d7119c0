/* catalog.c - everything the engine can do, as its option tables say. */
#include "server/api/handlers.h"

#include "server/base/version.h"
#include "server/spec/spec.h"

void catalog_get(struct request *req)
{
    reply_etag(req, "%s", ALLOT_VERSION);
    reply_json(req, 200, spec_catalog());
}
