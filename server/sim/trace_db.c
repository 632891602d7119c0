/* trace_db.c - a workload from a daemon's own database.
 *
 * The file (with its -wal) is copied to a temporary folder and the copy is opened: the daemon that
 * may be using it is left alone, and an older database is upgraded without harm. Every job that
 * used slots or has a quote becomes one: it asks for its slots.max (cut to its lanes) and takes as
 * long as what it was charged, or still would be, lasts at that width. Tenants keep their tree,
 * weights and guarantees. */
#include "server/sim/trace.h"
#include "server/store/jobs.h"
#include "server/store/quotas.h"
#include "server/store/store.h"
#include "server/store/datasets.h"
#include "server/store/tenants.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int copy_file(const char *from, const char *to, bool must, struct err *err)
{
    char buf[65536];
    size_t n;
    FILE *in = fopen(from, "r"), *out = in ? fopen(to, "w") : NULL;
    int rc = in && out ? 0 : ERR_IO;
    if (!in && !must)
        return 0;
    while (!rc && (n = fread(buf, 1, sizeof buf, in)) > 0)
        rc = fwrite(buf, 1, n, out) == n ? 0 : ERR_IO;
    if (rc || (in && ferror(in)))
        rc = err_set(err, ERR_IO, "%s", strerror(errno));
    if (in)
        fclose(in);
    if (out && fclose(out) && !rc)
        rc = err_set(err, ERR_IO, "%s", strerror(errno));
    return rc;
}

static int copy_database(const char *path, const char *dir, struct err *err)
{
    char from[1024], to[1024];
    snprintf(to, sizeof to, "%s/allot.db", dir);
    int rc = copy_file(path, to, true, err);
    snprintf(from, sizeof from, "%s-wal", path);
    snprintf(to, sizeof to, "%s/allot.db-wal", dir);
    return rc ? rc : copy_file(from, to, false, err);
}

/* Removes the folder with what the store made in it. */
static void folder_remove(const char *dir)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[1024];
        struct stat s;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (lstat(path, &s) == 0 && S_ISDIR(s.st_mode))
            folder_remove(path);
        else
            unlink(path);
    }
    if (d)
        closedir(d);
    rmdir(dir);
}

/* ---- tenants ---- */

static int index_of(const struct tenant_list *all, const char *id)
{
    for (int i = 0; id && i < all->n; i++)
        if (strcmp(all->v[i].id, id) == 0)
            return i;
    return -1;
}

static int tenants_read(struct trace *t, const struct tenant_list *all, struct reader *r,
                        struct err *err)
{
    struct quota_list quotas = {0};
    t->tree = true;
    int rc = store_quota_all(r, &quotas, err);
    for (int i = 0; !rc && i < all->n; i++)
        rc = trace_tenant_add(t, all->v[i].name, index_of(all, all->v[i].parent), err);
    for (int i = 0; !rc && i < all->n; i++) {
        t->tenant[i].weight = all->v[i].weight;
        for (int q = 0; q < quotas.n; q++)
            for (enum slot_kind k = 0;
                 strcmp(quotas.v[q].tenant, all->v[i].id) == 0 && k < SLOT_KINDS; k++)
                t->tenant[i].guarantee[k] = quotas.v[q].guarantee[k];
    }
    quota_list_done(&quotas);
    return rc;
}

/* ---- jobs ---- */

static int job_read(struct trace *t, const struct tenant_list *all, const struct job_row *row,
                    struct err *err)
{
    int64_t slots = row->slots_max < row->lanes ? row->slots_max : row->lanes;
    int64_t work = row->slot_ms;
    if (!job_state_ended(row->state) && row->quote_slot_ms > work)
        work = row->quote_slot_ms;
    struct trace_job j = {.submit_ms = row->created_at,
                          .slots = slots > 0 ? slots : 1,
                          .priority = row->priority,
                          .kind = row->device == STORE_GPU ? SLOT_GPU : SLOT_CPU,
                          .tenant = index_of(all, row->tenant)};
    j.duration_ms = (work + j.slots - 1) / j.slots;
    return work > 0 && j.tenant >= 0 ? trace_job_add(t, row->id, &j, err) : 0;
}

static int jobs_read(struct trace *t, const struct tenant_list *all, struct reader *r,
                     struct err *err)
{
    struct viewer everybody = {0};
    struct job_filter filter = {0};
    char after[64] = "";
    bool more = true;
    int rc = 0;
    while (!rc && more) {
        struct page page = {.limit = 200, .after = *after ? after : NULL};
        struct job_list list = {0};
        rc = store_job_list(r, &everybody, &filter, &page, &list, err);
        for (int i = 0; !rc && i < list.n; i++)
            rc = job_read(t, all, &list.v[i], err);
        more = !rc && list.more && list.n;
        if (more)
            snprintf(after, sizeof after, "%s", list.v[list.n - 1].id);
        job_list_done(&list);
    }
    return rc;
}

/* ---- the whole ---- */

static int store_read(struct trace *t, const char *dir, struct err *err)
{
    struct store_options options = {.dir = dir};
    struct store *store = store_open(&options, NULL, err);
    struct reader *r = store ? reader_borrow(store, err) : NULL;
    struct tenant_list all = {0};
    int rc = r ? store_tenant_all(r, &all, err) : err->code;
    if (!rc)
        rc = tenants_read(t, &all, r, err);
    if (!rc)
        rc = jobs_read(t, &all, r, err);
    tenant_list_done(&all);
    if (r)
        reader_return(r);
    if (store)
        store_close(store);
    return rc;
}

int trace_read_db(struct trace *t, const char *path, struct err *err)
{
    const char *tmp = getenv("TMPDIR");
    char dir[512];
    snprintf(dir, sizeof dir, "%.400s/allot-replay-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(dir))
        return err_set(err, ERR_IO, "%s: %s", dir, strerror(errno));
    int rc = copy_database(path, dir, err);
    if (!rc)
        rc = store_read(t, dir, err);
    folder_remove(dir);
    trace_sort(t);
    return rc;
}
