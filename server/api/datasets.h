/* datasets.h - what the files about datasets share; private to the api room. */
#ifndef ALLOT_API_DATASETS_H
#define ALLOT_API_DATASETS_H

#include "server/api/handlers.h"

struct dataset_info;

/* {"columns":[…],"shape":[…]} as text, for the row's schema; malloc'd. */
char *dataset_schema(const struct dataset_info *info);

/* Adds bytes of a text as a string; those that are no UTF-8, as a token's may be, as <0xC3>. */
void json_add_bytes(struct json *parent, const char *name, const char *bytes, size_t n);

/* The dataset as the API shows it to a viewer (NULL: whose it is). The reader names tenant and
 * user. */
struct json *dataset_show(struct reader *r, const struct dataset_row *d,
                          const struct viewer *viewer);

/* By id or name. A name means the asker's own tenant first, an admin's too. */
int dataset_find(struct reader *r, const struct viewer *viewer, const char *own_tenant,
                 const char *id_or_name, struct dataset_row *out, struct err *err);

/* The dataset of the parameter {dataset}, or a negative code after replying. */
int dataset_param(struct request *req, struct reader *r, enum store_purpose purpose,
                  struct dataset_row *out);

/* Fills the answer with the dataset as it is now; for changes. */
int dataset_answer(struct tx *tx, const char *id, struct answer *a, struct err *err);

/* upload_query.c. A format of the catalog, or NULL; the fault that names those there are. */
struct kind;
struct value;
const struct kind *upload_format(const char *name);
void upload_unknown_format(const char *name, struct faults *faults);

/* Reads a format's own options out of the query; values_done() frees. */
void upload_options(struct request *req, const struct kind *format, struct value *values,
                    struct faults *faults);

#endif
