/* checkpoints.h - saved states of trainings, one file each in DIR/checkpoints. */
#ifndef ALLOT_STORE_CHECKPOINTS_H
#define ALLOT_STORE_CHECKPOINTS_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

struct store;
struct reader;
struct tx;
struct page;

struct checkpoint_row {
    char *id; /* "ckp_…"; the file is DIR/checkpoints/ID */
    char *job, *run;
    int64_t step, epoch;
    int64_t bytes;
    char *sha256; /* or NULL: the file carries a checksum of its own */
    char *engine; /* engine version and kernel that wrote it: others resume inexactly */
    int64_t created_at;
    int64_t boot_ms; /* slot-time up to here is charged even if the daemon dies later */
};
struct checkpoint_list {
    struct checkpoint_row *v;
    int n;
    bool more;
};
void checkpoint_row_done(struct checkpoint_row *c);
void checkpoint_list_done(struct checkpoint_list *l);

/* Where the file of a checkpoint lies. Write it there (file_write_atomic or alike) before the row:
 * files without a row are removed at the next start. */
const char *checkpoint_path(const struct store *store, const char *id, char out[4096]);

/* Inserts c, and removes all but the newest `keep` of the job: their files go after the COMMIT. */
int store_checkpoint_insert(struct tx *tx, const struct checkpoint_row *c, int keep,
                            struct err *err);
/* The newest of a job; ERR_NOT_FOUND. */
int store_checkpoint_latest(struct reader *r, const char *job, struct checkpoint_row *out,
                            struct err *err);
int store_checkpoint_list(struct reader *r, const char *job, const struct page *page,
                          struct checkpoint_list *out, struct err *err);
/* All of a job: nobody will resume it. Files go after the COMMIT. */
int store_checkpoint_drop(struct tx *tx, const char *job, struct err *err);

#endif
