/* datasets.h - uploaded data: what it is, where its bytes lie, who may use it. */
#ifndef ALLOT_STORE_DATASETS_H
#define ALLOT_STORE_DATASETS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct scope;
struct page;

/* importing: bytes are arriving or being converted · incomplete: waits for its labels file ·
 * ready · failed: kept only as a message, holds no bytes. */
enum dataset_state { DATASET_IMPORTING, DATASET_INCOMPLETE, DATASET_READY, DATASET_FAILED };
extern const char *const dataset_state_names[];

/* private: its user · tenant: its tenant · public: everybody · train_only: everybody may train on
 * it, nobody but its tenant may read it. */
enum visibility { VISIBILITY_PRIVATE, VISIBILITY_TENANT, VISIBILITY_PUBLIC, VISIBILITY_TRAIN_ONLY };
extern const char *const visibility_names[];

struct dataset_row {
    char *id; /* "ds_…" */
    char *tenant;
    char *user;
    char *name;   /* unique in the tenant */
    char *format; /* csv idx npy npz text images */
    int state;    /* enum dataset_state */
    char *error;  /* why it failed, or NULL */
    int64_t rows;
    char *schema;    /* JSON: columns with their statistics, shape, classes; as the API shows it */
    char *content;   /* blob of the upload itself, or NULL */
    char *labels;    /* blob of the labels' own file (idx, npy, npz), or NULL */
    char *canonical; /* blob of the file that training maps, or NULL until ready */
    int64_t content_bytes, labels_bytes, canonical_bytes;
    char *sha256;   /* of what was uploaded: what provenance names */
    int visibility; /* enum visibility */
    char *license;  /* SPDX name or sentence, or NULL */
    char *description;
    int64_t created_at, updated_at;
    int64_t version;
};
struct dataset_list {
    struct dataset_row *v;
    int n;
    bool more;
};
void dataset_row_done(struct dataset_row *d);
void dataset_list_done(struct dataset_list *l);

/* Who asks: the scope of her role, her user id (for private things), and what for. */
enum store_purpose { STORE_TO_READ, STORE_TO_TRAIN, STORE_TO_CHANGE };
struct viewer {
    const char *tenant; /* id; NULL is the operator, who sees everything */
    const char *user;   /* id */
    bool subtree;       /* an owner also sees what lies below her tenant, private things too */
    int purpose;        /* enum store_purpose: CHANGE never finds other tenants' public things */
};

/* By id, or by name: the viewer's own tenant first, then below it, then public ones, the oldest.
 * ERR_NOT_FOUND also for what the viewer may not see. READ finds train_only things of other tenants
 * (they are listed) with their rows; whether content may be shown is dataset_readable(). */
int store_dataset_get(struct reader *r, const struct viewer *viewer, const char *id_or_name,
                      struct dataset_row *out, struct err *err);
/* The same by id for the daemon itself, unseen by nobody. */
int store_dataset_load(struct reader *r, const char *id, struct dataset_row *out, struct err *err);
/* Newest first; `q` is part of a name, or NULL. */
int store_dataset_list(struct reader *r, const struct viewer *viewer, const char *q,
                       const struct page *page, struct dataset_list *out, struct err *err);

/* Whether content and preview may be shown: not for train_only things of other tenants. */
bool dataset_readable(const struct dataset_row *d, const struct viewer *viewer);

/* Inserts d as importing (id, tenant, user, name, format, visibility, license, description).
 * ERR_CONFLICT: name taken. */
int store_dataset_insert(struct tx *tx, const struct dataset_row *d, struct err *err);

/* What the import found: state, rows, schema, sha256 and the blobs (content, labels, canonical with
 * their bytes) of the row with d's id; refers to new blobs, lets go of replaced ones, and refuses
 * with ERR_QUOTA when the tenant has no room. Writes the event. */
int store_dataset_imported(struct tx *tx, const struct dataset_row *d, struct err *err);

/* The import failed: the row is removed as if it had never been, so that the name is free. */
int store_dataset_undo(struct tx *tx, const char *id, struct err *err);

/* Changes name, visibility, license, description; ERR_STALE as in store_tenant_update. */
int store_dataset_update(struct tx *tx, const struct dataset_row *d, struct err *err);

/* ERR_CONFLICT while a queued, running or paused job uses it. */
int store_dataset_delete(struct tx *tx, const char *id, struct err *err);

#endif
