/* models.h - the registry of trained models. */
#ifndef ALLOT_STORE_MODELS_H
#define ALLOT_STORE_MODELS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct viewer;
struct page;

struct model_row {
    char *id; /* "mdl_…" */
    char *tenant;
    char *user;
    char *name;    /* unique in the tenant */
    char *job;     /* that made it, or NULL when it was uploaded (or the job is deleted) */
    char *dataset; /* id it was trained on, or NULL */
    char *sha256;  /* blob of the safetensors file */
    int64_t bytes;
    char *spec;       /* canonical spec text (JSON) */
    char *metrics;    /* JSON object of the final figures */
    char *provenance; /* JSON: engine version, blas, kernel, seed, dataset_sha256, spec_sha256 … */
    int64_t parameters;
    int visibility; /* enum visibility; train_only: may be a base, not downloaded */
    char *license;
    char *description;
    int64_t created_at, updated_at;
    int64_t version;
};
struct model_list {
    struct model_row *v;
    int n;
    bool more;
};
void model_row_done(struct model_row *m);
void model_list_done(struct model_list *l);

/* As store_dataset_get, _load, _list. */
int store_model_get(struct reader *r, const struct viewer *viewer, const char *id_or_name,
                    struct model_row *out, struct err *err);
int store_model_load(struct reader *r, const char *id, struct model_row *out, struct err *err);
int store_model_list(struct reader *r, const struct viewer *viewer, const char *q,
                     const struct page *page, struct model_list *out, struct err *err);

/* Inserts m and refers to its blob. m->name may be taken: then with `rename` the first free of
 * "name-2", "name-3" … is used, without it that is ERR_CONFLICT. ERR_QUOTA: no room. */
int store_model_insert(struct tx *tx, const struct model_row *m, bool rename, struct err *err);

/* Changes name, visibility, license, description; ERR_STALE as in store_tenant_update. */
int store_model_update(struct tx *tx, const struct model_row *m, struct err *err);

/* Jobs that begin from it keep its file until they have ended. */
int store_model_delete(struct tx *tx, const char *id, struct err *err);

#endif
