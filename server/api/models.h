/* models.h - what the files about models share; private to the api room. */
#ifndef ALLOT_API_MODELS_H
#define ALLOT_API_MODELS_H

#include "server/api/handlers.h"

/* The model as the API shows it to a viewer (NULL: whose it is). The reader names the rest. */
struct json *model_show(struct reader *r, const struct model_row *m, const struct viewer *viewer);

/* By id or name. A name means the asker's own tenant first, an admin's too. */
int model_find(struct reader *r, const struct viewer *viewer, const char *own_tenant,
               const char *id_or_name, struct model_row *out, struct err *err);

/* By id or name ({model}); a negative code after replying. */
int model_param(struct request *req, struct reader *r, enum store_purpose purpose,
                struct model_row *out);

/* The same when it may be downloaded and asked: not what is another tenant's train_only. */
int model_open_param(struct request *req, struct reader *r, struct model_row *out);

/* Adds inputs, and classes or targets, as the model's file names them; nothing where the viewer may
 * not read it. */
void add_outline(struct request *req, struct json *o, const struct model_row *m,
                 const struct viewer *viewer);
extern const struct shape shape_model_input;

/* Fills the answer with the model as it is now; for changes. */
int model_answer(struct tx *tx, const char *id, struct answer *a, struct err *err);

#endif
