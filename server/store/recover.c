/* recover.c - what opening puts right, so that nothing of a killed daemon shows.
 *
 * Rows first, in one transaction: open runs are closed where they were last charged (their last
 * checkpoint), their jobs wait again, imports that never finished are undone. Then the files that
 * no row names: temporary ones, blobs, checkpoints. */
#include "server/store/internal.h"

#include "server/store/sql.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- rows ---- */

/* Back to the step that its checkpoint has; without one it begins anew. */
static int step_back(struct tx *tx, const char *job, int64_t *step, struct err *err)
{
    *step = 0;
    int rc =
        query_int(&tx->reader, step, err,
                  "SELECT step FROM checkpoints WHERE job=? ORDER BY id DESC LIMIT 1", "s", job);
    if (rc >= 0)
        rc = tx_exec(tx, err, "UPDATE jobs SET step=?, epoch=iif(?1=0,0,epoch) WHERE id=?2", "Is",
                     *step, job);
    return rc < 0 ? rc : 0;
}

static int requeue(struct tx *tx, const char *job, int64_t settled_boot_ms, struct err *err)
{
    int64_t step;
    int rc = step_back(tx, job, &step, err);
    if (rc < 0)
        return rc;
    char detail[160];
    snprintf(detail, sizeof detail,
             step ? "the daemon restarted; the job goes on from its checkpoint at step %lld"
                  : "the daemon restarted before the first checkpoint; the job begins anew",
             (long long)step);
    struct job_stop stop = {.end = RUN_DAEMON, .reason = "daemon_restarted", .detail = detail};
    return store_job_stop(tx, job, &stop, settled_boot_ms, err);
}

/* Ids are read before anything is changed: a walk over rows that leave it under one's feet is not
 * defined. */
struct ids {
    char **v;
    int64_t *number;
    int n;
};

static void ids_done(struct ids *ids)
{
    for (int i = 0; i < ids->n; i++)
        free(ids->v[i]);
    free(ids->v);
    free(ids->number);
}

static int ids_add(struct ids *ids, struct query *q, struct err *err)
{
    char **v = realloc(ids->v, (size_t)(ids->n + 1) * sizeof *v);
    if (v)
        ids->v = v;
    int64_t *number = realloc(ids->number, (size_t)(ids->n + 1) * sizeof *number);
    if (number)
        ids->number = number;
    if (!v || !number)
        return err_set(err, ERR_NO_MEMORY, "no memory to recover");
    int rc = query_read(q, err, "sI", &v[ids->n], &number[ids->n]);
    if (rc == 0)
        ids->n++;
    return rc;
}

static int ids_read(struct tx *tx, const char *sql, struct ids *ids, struct err *err)
{
    struct query q;
    int rc = query_open(&q, &tx->reader, err, sql, "");
    if (rc < 0)
        return rc;
    while ((rc = query_next(&q, err)) == 1)
        if ((rc = ids_add(ids, &q, err)) < 0)
            break;
    query_close(&q);
    return rc;
}

static int recover_jobs(struct tx *tx, struct store_recovery *recovery, struct err *err)
{
    struct ids ids = {0};
    int rc = ids_read(tx, "SELECT job, settled_boot_ms FROM runs WHERE run_end='open'", &ids, err);
    for (int i = 0; i < ids.n && rc >= 0; i++)
        rc = requeue(tx, ids.v[i], ids.number[i], err);
    recovery->runs = recovery->jobs = ids.n;
    ids_done(&ids);
    return rc;
}

static int recover_datasets(struct tx *tx, struct store_recovery *recovery, struct err *err)
{
    struct ids ids = {0};
    int rc = ids_read(tx, "SELECT id, 0 FROM datasets WHERE state='importing'", &ids, err);
    for (int i = 0; i < ids.n && rc >= 0; i++)
        rc = store_dataset_undo(tx, ids.v[i], err);
    recovery->datasets = ids.n;
    ids_done(&ids);
    return rc;
}

static int recover_rows(struct tx *tx, void *arg, struct err *err)
{
    struct store_recovery *recovery = arg;
    int rc = recover_jobs(tx, recovery, err);
    return rc < 0 ? rc : recover_datasets(tx, recovery, err);
}

/* ---- files ---- */

/* Whether a row names the file; on a failure to look, yes. */
typedef bool (*named_fn)(struct store *store, const char *folder, const char *name);

static bool named_by_nobody(struct store *store, const char *folder, const char *name)
{
    (void)store;
    (void)folder;
    (void)name;
    return false;
}

static bool named_blob(struct store *store, const char *folder, const char *name)
{
    char sha256[80];
    int64_t refs;
    snprintf(sha256, sizeof sha256, "%.2s%.70s", strrchr(folder, '/') + 1, name);
    return query_int(&store->tx.reader, &refs, NULL, "SELECT refs FROM blobs WHERE sha256=?", "s",
                     sha256) != 0;
}

static bool named_checkpoint(struct store *store, const char *folder, const char *name)
{
    int64_t one;
    (void)folder;
    return query_int(&store->tx.reader, &one, NULL, "SELECT 1 FROM checkpoints WHERE id=?", "s",
                     name) != 0;
}

static int sweep(struct store *store, const char *folder, named_fn named)
{
    int removed = 0;
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.' && !named(store, folder, e->d_name) &&
            unlinkat(dirfd(dir), e->d_name, 0) == 0)
            removed++;
    closedir(dir);
    return removed;
}

static int sweep_blobs(struct store *store, const char *root)
{
    int removed = 0;
    DIR *dir = opendir(root);
    if (!dir)
        return 0;
    for (struct dirent *e; (e = readdir(dir));) {
        char folder[PATH_MAX + 512];
        if (e->d_name[0] == '.')
            continue;
        snprintf(folder, sizeof folder, "%s/%s", root, e->d_name);
        removed += sweep(store, folder, named_blob);
    }
    closedir(dir);
    return removed;
}

static int sweep_all(struct store *store)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/blobs/tmp", store->dir);
    int removed = sweep(store, path, named_by_nobody);
    snprintf(path, sizeof path, "%s/checkpoints", store->dir);
    removed += sweep(store, path, named_checkpoint);
    snprintf(path, sizeof path, "%s/blobs/sha256", store->dir);
    return removed + sweep_blobs(store, path);
}

int recover(struct store *store, struct store_recovery *recovery, struct err *err)
{
    int rc = writer_run_alone(store, recover_rows, recovery, err);
    if (rc == 0 && tidy_due(store))
        writer_run_alone(store, tidy, store, NULL); /* a full disk must not keep us from opening */
    if (rc == 0)
        recovery->files = sweep_all(store);
    return rc;
}
