/* temp_store.c - see the header. */
#include "tests/support/temp_store.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void temp_dir_make(char out[256])
{
    const char *tmp = getenv("TMPDIR");
    snprintf(out, 256, "%.200s/allot-test-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(out))
        fail_msg("cannot make %s", out);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
    (void)st;
    (void)flag;
    (void)at;
    return remove(path);
}

void temp_dir_remove(const char *dir)
{
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void open_it(struct temp_store *t)
{
    t->store = store_open(&(struct store_options){.dir = t->dir}, &t->recovery, &err);
    if (!t->store)
        fail_msg("store_open: %s", err.text);
}

static int people(struct tx *tx, void *arg, struct err *e)
{
    struct temp_store *t = arg;
    struct tenant_row tenant = {.id = t->tenant, .name = "lab", .weight = 1};
    struct user_row user = {.id = t->user, .name = "ada", .tenant = t->tenant, .role = USER_OWNER};
    int rc = store_tenant_insert(tx, &tenant, e);
    return rc < 0 ? rc : store_user_insert(tx, &user, e);
}

int temp_store_setup(void **state)
{
    struct temp_store *t = calloc(1, sizeof *t);
    temp_dir_make(t->dir);
    id_new(t->tenant, "ten");
    id_new(t->user, "usr");
    open_it(t);
    WRITE(t->store, people, t);
    *state = t;
    return 0;
}

int temp_store_teardown(void **state)
{
    struct temp_store *t = *state;
    store_close(t->store);
    temp_dir_remove(t->dir);
    free(t);
    return 0;
}

void temp_store_reopen(struct temp_store *t)
{
    store_close(t->store);
    open_it(t);
}

struct job_row temp_store_job_row(struct temp_store *t, const char *id, const char *name)
{
    return (struct job_row){
        .id = (char *)(uintptr_t)id,
        .tenant = t->tenant,
        .user = t->user,
        .name = (char *)(uintptr_t)name,
        .spec = "{}",
        .spec_sha256 = "0",
        .slots_min = 1,
        .slots_max = 2,
        .lanes = 2,
    };
}

int temp_store_insert_job(struct tx *tx, void *arg, struct err *e)
{
    return store_job_insert(tx, arg, e);
}

void temp_store_job(struct temp_store *t, const char *id, const char *name)
{
    struct job_row row = temp_store_job_row(t, id, name);
    WRITE(t->store, temp_store_insert_job, &row);
}

struct quota_row temp_store_quota(const char *tenant)
{
    return (struct quota_row){
        .tenant = (char *)(uintptr_t)tenant,
        .max = {QUOTA_NONE, QUOTA_NONE},
        .max_running_jobs = QUOTA_NONE,
        .max_queued_jobs = QUOTA_NONE,
        .storage_bytes = QUOTA_NONE,
        .job_memory_bytes = QUOTA_NONE,
        .job_runtime_s = QUOTA_NONE,
    };
}

int temp_store_quota_queued_2(struct tx *tx, void *arg, struct err *e)
{
    struct temp_store *t = arg;
    struct quota_row q = temp_store_quota(t->tenant);
    q.max_queued_jobs = 2;
    return store_quota_set(tx, &q, (int64_t[]){4, 0}, e);
}

int temp_store_cancel(struct tx *tx, void *arg, struct err *e)
{
    return store_job_cancel(tx, arg, "user", e);
}

int temp_store_quota_none(struct tx *tx, void *arg, struct err *e)
{
    struct temp_store *t = arg;
    struct quota_row q = temp_store_quota(t->tenant);
    return store_quota_set(tx, &q, (int64_t[]){4, 0}, e);
}
