/* blobs.h - immutable bytes, named by their SHA-256: DIR/blobs/sha256/ab/cdef…
 *
 * Bytes go to a temporary file, are hashed on the way, made durable, renamed to their name; then a
 * row refers to them. A blob handle keeps its file from being collected between the rename and the
 * COMMIT of that row, so hold it until then. Files nobody refers to are removed by the writer
 * thread, and those a crash left are swept when the store opens. */
#ifndef ALLOT_STORE_BLOBS_H
#define ALLOT_STORE_BLOBS_H

#include <allot/err.h>
#include <stdint.h>
#include <stddef.h>

struct store;
struct reader;
struct tx;
struct blob; /* one being written or just written; one thread at a time, any thread */

/* 128: DIR is at most PATH_MAX less this, "/blobs/sha256/ab/" and 62 digits. */
enum { BLOB_PATH_MAX = 4096 };

/* Starts one of at most max_bytes (ERR_TOO_LARGE when appended past it). NULL on failure. */
struct blob *blob_begin(struct store *store, int64_t max_bytes, struct err *err);
int blob_append(struct blob *blob, const void *data, size_t n, struct err *err);

/* Durable under its final name when it returns 0. Nothing may be appended any more. */
int blob_commit(struct blob *blob, struct err *err);

/* A fresh path in the store's own temporary folder (same file system as the blobs), for what
 * somebody else writes, like the engine's canonical file; blob_adopt turns it into a blob
 * (hashes it, makes it durable, renames it). On failure the file is removed. Left files are
 * removed at the next start. */
const char *blob_temp_path(struct store *store, char out[BLOB_PATH_MAX]);
struct blob *blob_adopt(struct store *store, const char *path, struct err *err);

/* Valid after blob_commit or blob_adopt (and the bytes so far at any time). */
const char *blob_sha256(const struct blob *blob);
int64_t blob_bytes(const struct blob *blob);

/* Ends the handle. Not committed: nothing is left. Committed but referred to by no row: the file
 * is removed soon. NULL is allowed. Not from the writer thread's tx_fn. */
void blob_close(struct blob *blob);

/* Where a blob lies. */
const char *blob_path(const struct store *store, const char *sha256, char out[BLOB_PATH_MAX]);

/* Opens one for reading: a file descriptor (the caller's) or ERR_NOT_FOUND, ERR_IO. The file may be
 * collected while it is open; the descriptor stays good. */
int blob_open(const struct store *store, const char *sha256, int64_t *bytes, struct err *err);

/* One more, one less row refers to it; the last unref removes the file after the COMMIT. The
 * resources' own functions call these: a dataset or model row counts its blobs by itself. */
int store_blob_ref(struct tx *tx, const char *sha256, int64_t bytes, struct err *err);
/* One more row refers to a blob that must be there already: ERR_CONFLICT when it is gone. */
int store_blob_hold(struct tx *tx, const char *sha256, struct err *err);
int store_blob_unref(struct tx *tx, const char *sha256, struct err *err);

#endif
