/* blobs.c - bytes under the name of their SHA-256.
 *
 * The danger is between the rename and the COMMIT of the row that names the blob: the writer might
 * just then collect the same bytes, whose last other row has gone. So a handle notes its hash in
 * `pending` before the rename and until it is closed, and the writer, which alone removes blobs,
 * leaves alone what is noted. */
#include "server/store/blobs.h"

#include "server/base/file.h"
#include "server/base/hash.h"
#include "server/base/id.h"
#include "server/store/fault.h"
#include "server/store/sql.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* 1 MiB: fewer, larger reads when a file is hashed after the fact. */
enum { ADOPT_PIECE = 1 << 20 };

struct blob {
    struct store *store;
    int fd;
    int64_t bytes, bytes_max;
    struct hash *hash;
    char sha256[HASH_TEXT_MAX];
    bool committed;
    char temp[BLOB_PATH_MAX];
};

/* ---- names ---- */

const char *blob_path(const struct store *store, const char *sha256, char out[BLOB_PATH_MAX])
{
    snprintf(out, BLOB_PATH_MAX, "%.*s/blobs/sha256/%.2s/%.62s", BLOB_PATH_MAX - 128, store->dir,
             sha256, sha256 + 2);
    return out;
}

const char *blob_temp_path(struct store *store, char out[BLOB_PATH_MAX])
{
    char id[ID_MAX];
    snprintf(out, BLOB_PATH_MAX, "%.*s/blobs/tmp/%s", BLOB_PATH_MAX - 128, store->dir,
             id_new(id, "tmp"));
    return out;
}

static int make_dir(struct store *store, const char *name, struct err *err)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s/%s", PATH_MAX - 128, store->dir, name);
    return file_make_dirs(path, 0700, err);
}

int blobs_open(struct store *store, struct err *err)
{
    int rc = make_dir(store, "blobs/sha256", err);
    if (rc == 0)
        rc = make_dir(store, "blobs/tmp", err);
    return rc == 0 ? make_dir(store, "checkpoints", err) : rc;
}

/* ---- who holds what ---- */

static struct pending **pending_find(struct store *store, const char *sha256)
{
    struct pending **p = &store->pending;
    while (*p && strcmp((*p)->sha256, sha256) != 0)
        p = &(*p)->next;
    return p;
}

static int pending_add(struct store *store, const char *sha256)
{
    int rc = 0;
    pthread_mutex_lock(&store->blob_lock);
    struct pending *p = *pending_find(store, sha256);
    if (!p && (p = calloc(1, sizeof *p))) {
        strcpy(p->sha256, sha256);
        p->next = store->pending;
        store->pending = p;
    }
    if (p)
        p->handles++;
    else
        rc = ERR_NO_MEMORY;
    pthread_mutex_unlock(&store->blob_lock);
    return rc;
}

static void pending_remove(struct store *store, const char *sha256)
{
    pthread_mutex_lock(&store->blob_lock);
    struct pending **p = pending_find(store, sha256), *gone = *p;
    if (--gone->handles == 0) {
        *p = gone->next;
        free(gone);
    }
    pthread_mutex_unlock(&store->blob_lock);
}

/* ---- collecting ---- */

static bool named_by_a_row(struct store *store, const struct litter *l)
{
    int64_t found;
    const char *sql = l->blob ? "SELECT refs FROM blobs WHERE sha256=?"
                              : "SELECT step FROM checkpoints WHERE id=?";
    return query_int(&store->tx.reader, &found, NULL, sql, "s", l->name) != 0;
}

/* Out of memory, the next start sweeps it. */
static void wait_for_release(struct store *store, const struct litter *l)
{
    if (store->n_waiting == store->waiting_room) {
        int room = store->waiting_room ? 2 * store->waiting_room : 64;
        struct litter *v = realloc(store->waiting, (size_t)room * sizeof *v);
        if (!v)
            return;
        store->waiting = v;
        store->waiting_room = room;
    }
    store->waiting[store->n_waiting++] = *l;
}

void litter_collect(struct store *store, const struct litter *litter)
{
    char path[BLOB_PATH_MAX];
    if (named_by_a_row(store, litter))
        return;
    pthread_mutex_lock(&store->blob_lock);
    if (store->holds > 0)
        wait_for_release(store, litter);
    else if (!litter->blob)
        unlink(checkpoint_path(store, litter->name, path));
    else if (!*pending_find(store, litter->name))
        unlink(blob_path(store, litter->name, path));
    pthread_mutex_unlock(&store->blob_lock);
}

/* A write that changes nothing but has the writer look at files. */
struct collect {
    struct write write;
    int n;
    struct litter litter[];
};

static int collect_run(struct tx *tx, void *arg, struct err *err)
{
    struct collect *c = arg;
    (void)err;
    for (int i = 0; i < c->n; i++)
        tx_litter(tx, c->litter[i].name, c->litter[i].blob);
    return 0;
}

static void collect_done(void *arg, int rc, const struct err *err)
{
    (void)rc;
    (void)err;
    free(arg);
}

static void collect_later(struct store *store, const struct litter *litter, int n)
{
    struct collect *c = calloc(1, sizeof *c + (size_t)n * sizeof *litter);
    if (!c)
        return; /* the next start sweeps them */
    memcpy(c->litter, litter, (size_t)n * sizeof *litter);
    c->n = n;
    c->write = (struct write){.run = collect_run, .done = collect_done, .arg = c, .lazy = true};
    store_submit(store, &c->write);
}

void litter_hold(struct store *store)
{
    pthread_mutex_lock(&store->blob_lock);
    store->holds++;
    pthread_mutex_unlock(&store->blob_lock);
}

void litter_release(struct store *store)
{
    pthread_mutex_lock(&store->blob_lock);
    if (--store->holds == 0 && store->n_waiting > 0) {
        collect_later(store, store->waiting, store->n_waiting);
        store->n_waiting = 0;
    }
    pthread_mutex_unlock(&store->blob_lock);
}

/* ---- writing one ---- */

static int blob_fail(struct err *err, int errnum, const char *what)
{
    return err_set(err, file_err_code(errnum), "cannot %s: %s", what, strerror(errnum));
}

static struct blob *blob_new(struct store *store, int64_t bytes_max, struct err *err)
{
    struct blob *b = calloc(1, sizeof *b);
    if (!b || !(b->hash = hash_new())) {
        free(b);
        err_set(err, ERR_NO_MEMORY, "no memory for a blob");
        return NULL;
    }
    b->store = store;
    b->bytes_max = bytes_max;
    b->fd = -1;
    return b;
}

struct blob *blob_begin(struct store *store, int64_t max_bytes, struct err *err)
{
    struct blob *b = blob_new(store, max_bytes, err);
    if (!b)
        return NULL;
    blob_temp_path(store, b->temp);
    b->fd = open(b->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (b->fd < 0) {
        blob_fail(err, errno, "create a temporary file");
        blob_close(b);
        return NULL;
    }
    return b;
}

int blob_append(struct blob *blob, const void *data, size_t n, struct err *err)
{
    if (blob->bytes_max - blob->bytes < (int64_t)n)
        return err_set(err, ERR_TOO_LARGE, "more than the %lld bytes that are allowed",
                       (long long)blob->bytes_max);
    int errnum = fault_at(FAULT_BLOB_WRITE);
    if (errnum)
        return blob_fail(err, errnum, "write");
    int rc = file_write_all(blob->fd, data, n, err);
    if (rc < 0)
        return rc;
    hash_add(blob->hash, data, n);
    blob->bytes += (int64_t)n;
    return 0;
}

static int sync_file(struct blob *b, struct err *err)
{
    int errnum = fault_at(FAULT_BLOB_SYNC);
    if (errnum == 0 && fsync(b->fd) < 0)
        errnum = errno;
    return errnum ? blob_fail(err, errnum, "sync a blob") : 0;
}

/* The folder of the first two digits may be new: then its own entry must last, too. */
static int rename_into_place(struct blob *b, struct err *err)
{
    char path[BLOB_PATH_MAX], folder[BLOB_PATH_MAX];
    blob_path(b->store, b->sha256, path);
    strcpy(folder, path);
    *strrchr(folder, '/') = '\0';
    bool made = mkdir(folder, 0700) == 0;
    int errnum = fault_at(FAULT_BLOB_RENAME);
    if (errnum == 0 && rename(b->temp, path) < 0)
        errnum = errno;
    if (errnum)
        return blob_fail(err, errnum, "rename a blob");
    b->temp[0] = '\0';
    int rc = file_sync_dir(folder, err);
    if (rc == 0 && made) {
        *strrchr(folder, '/') = '\0';
        rc = file_sync_dir(folder, err);
    }
    return rc;
}

int blob_commit(struct blob *blob, struct err *err)
{
    int rc = sync_file(blob, err);
    if (rc < 0)
        return rc;
    hash_end(blob->hash, blob->sha256);
    blob->hash = NULL;
    if (pending_add(blob->store, blob->sha256) < 0)
        return err_set(err, ERR_NO_MEMORY, "no memory for a blob");
    blob->committed = true; /* from here closing lets go of the pending note, whatever comes */
    return rename_into_place(blob, err);
}

static int hash_file(struct blob *b, struct err *err)
{
    char *piece = malloc(ADOPT_PIECE);
    ssize_t n = 0;
    if (!piece)
        return err_set(err, ERR_NO_MEMORY, "no memory to read a file");
    while ((n = read(b->fd, piece, ADOPT_PIECE)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0) {
            hash_add(b->hash, piece, (size_t)n);
            b->bytes += n;
        }
    int errnum = errno;
    free(piece);
    return n < 0 ? blob_fail(err, errnum, "read a temporary file") : 0;
}

struct blob *blob_adopt(struct store *store, const char *path, struct err *err)
{
    struct blob *b = blob_new(store, INT64_MAX, err);
    if (!b) {
        unlink(path);
        return NULL;
    }
    snprintf(b->temp, sizeof b->temp, "%s", path);
    b->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (b->fd < 0)
        blob_fail(err, errno, "open a temporary file");
    else if (hash_file(b, err) == 0 && blob_commit(b, err) == 0)
        return b;
    blob_close(b);
    return NULL;
}

const char *blob_sha256(const struct blob *blob)
{
    return blob->sha256;
}

int64_t blob_bytes(const struct blob *blob)
{
    return blob->bytes;
}

/* ---- letting go ---- */

void blob_close(struct blob *blob)
{
    if (!blob)
        return;
    if (blob->fd >= 0)
        close(blob->fd);
    if (blob->temp[0])
        unlink(blob->temp);
    hash_end(blob->hash, NULL);
    if (blob->committed) {
        pending_remove(blob->store, blob->sha256);
        struct litter litter = {.blob = true};
        memcpy(litter.name, blob->sha256, sizeof litter.name);
        collect_later(blob->store, &litter, 1);
    }
    free(blob);
}

/* ---- reading, and the rows ---- */

int blob_open(const struct store *store, const char *sha256, int64_t *bytes, struct err *err)
{
    char path[BLOB_PATH_MAX];
    struct stat st;
    int fd = open(blob_path(store, sha256, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0) {
        int errnum = errno;
        if (fd >= 0)
            close(fd);
        return blob_fail(err, errnum, "open a blob");
    }
    if (bytes)
        *bytes = st.st_size;
    return fd;
}

int store_blob_ref(struct tx *tx, const char *sha256, int64_t bytes, struct err *err)
{
    int rc = tx_exec(tx, err,
                     "INSERT INTO blobs(sha256,bytes,refs,created_at) VALUES(?1,?2,1,?3)"
                     " ON CONFLICT DO UPDATE SET refs=refs+1",
                     "sII", sha256, bytes, tx->now);
    return rc < 0 ? rc : 0;
}

int store_blob_hold(struct tx *tx, const char *sha256, struct err *err)
{
    int rc = tx_exec(tx, err, "UPDATE blobs SET refs=refs+1 WHERE sha256=?", "s", sha256);
    if (rc == 0)
        return err_set(err, ERR_CONFLICT, "the file %s was deleted meanwhile", sha256);
    return rc < 0 ? rc : 0;
}

int store_blob_unref(struct tx *tx, const char *sha256, struct err *err)
{
    int rc = tx_exec(tx, err, "UPDATE blobs SET refs=refs-1 WHERE sha256=?", "s", sha256);
    if (rc >= 0)
        rc = tx_exec(tx, err, "DELETE FROM blobs WHERE sha256=? AND refs<=0", "s", sha256);
    if (rc > 0)
        tx_litter(tx, sha256, true);
    return rc < 0 ? rc : 0;
}
