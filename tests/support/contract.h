/* contract.h - whether an answer is what /openapi.json promises. */
#ifndef ALLOT_TESTS_CONTRACT_H
#define ALLOT_TESTS_CONTRACT_H

#include "server/base/json.h"

/* "" when the answer fits, else what is wrong with it, in out. `type` is its Content-Type. A path
 * that the contract does not have may only answer with a problem. */
const char *contract_check(const struct json *contract, const char *method, const char *path,
                           int status, const char *type, const struct json *body, char out[512]);

/* Whether the value fits a schema of the contract; "" or a complaint. */
const char *schema_check(const struct json *contract, const struct json *schema,
                         const struct json *value, const char *where, char out[512]);

#endif
