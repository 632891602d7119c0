/* doc.h - what a route says about itself: the shapes of its body and reply.
 *
 * A shape is a named table of fields. The same table checks a body (json_check) and becomes a
 * schema of /openapi.json, so that the contract cannot differ from what is done. */
#ifndef ALLOT_API_DOC_H
#define ALLOT_API_DOC_H

#include "server/base/json.h"

/* What an object or the elements of an array in a shape hold. */
struct part {
    const char *field;
    const struct shape *shape; /* or NULL: */
    const char *type;          /* a JSON Schema type: "string", "number", "integer" … */
};

struct shape {
    const char *name;           /* "Tenant": unique */
    const struct field *fields; /* NULL: only a name; checked elsewhere (the spec room's schemas) */
    int n_fields;
    const struct part *parts; /* of its FIELD_OBJECT and FIELD_ARRAY rows; ends with {0} */
};

/* Adds every fault of a body below `pointer`: json_check at each level. */
void shape_check(const struct json *object, const char *pointer, const struct shape *shape,
                 struct faults *faults);

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))
#define FIELDS(a) .fields = (a), .n_fields = COUNT(a)

struct doc {
    const char *summary;       /* one sentence */
    const struct shape *body;  /* of a JSON body */
    const struct shape *reply; /* of the answer */
    bool list;                 /* the answer is a page {data, has_more, next} of them */
    int status;                /* of success; 0: 200 */
    const char *type;          /* of an answer that is not only JSON: "text/event-stream" */
    const struct shape *quote; /* of the answer to dry_run=true, with status 200 */
};

#endif
