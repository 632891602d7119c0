/* test_store_things.c - tenants, quotas, users, tokens, datasets, models: who may see and do what.
 */
#include "tests/support/temp_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- changes as tx_fns ---- */

static int tenant_insert(struct tx *tx, void *arg, struct err *e)
{
    return store_tenant_insert(tx, arg, e);
}
static int tenant_update(struct tx *tx, void *arg, struct err *e)
{
    return store_tenant_update(tx, arg, e);
}
static int tenant_delete(struct tx *tx, void *arg, struct err *e)
{
    return store_tenant_delete(tx, arg, e);
}
static int user_insert(struct tx *tx, void *arg, struct err *e)
{
    return store_user_insert(tx, arg, e);
}
static int token_insert(struct tx *tx, void *arg, struct err *e)
{
    return store_token_insert(tx, arg, e);
}
static int token_delete(struct tx *tx, void *arg, struct err *e)
{
    return store_token_delete(tx, arg, e);
}
static int dataset_insert(struct tx *tx, void *arg, struct err *e)
{
    return store_dataset_insert(tx, arg, e);
}
static int dataset_imported(struct tx *tx, void *arg, struct err *e)
{
    return store_dataset_imported(tx, arg, e);
}
static int dataset_delete(struct tx *tx, void *arg, struct err *e)
{
    return store_dataset_delete(tx, arg, e);
}
static int dataset_update(struct tx *tx, void *arg, struct err *e)
{
    return store_dataset_update(tx, arg, e);
}
static int model_insert(struct tx *tx, void *arg, struct err *e)
{
    return store_model_insert(tx, arg, true, e);
}

/* 8 CPU slots and no GPU. */
static int quota_set(struct tx *tx, void *arg, struct err *e)
{
    return store_quota_set(tx, arg, (int64_t[]){8, 0}, e);
}

/* ids "ten_NAME", so that tables can name them */
static void tenant(struct temp_store *t, char *id, char *name, char *parent)
{
    struct tenant_row row = {.id = id, .name = name, .parent = parent, .weight = 1};
    WRITE(t->store, tenant_insert, &row);
}

static void user(struct temp_store *t, char *id, char *tenant_id, int role)
{
    struct user_row row = {.id = id, .name = id + 4, .tenant = tenant_id, .role = role};
    WRITE(t->store, user_insert, &row);
}

/*   lab    uni ── physics ── optics
 *           └──── biology            */
static void grow_tree(struct temp_store *t)
{
    tenant(t, "ten_uni", "uni", NULL);
    tenant(t, "ten_physics", "physics", "ten_uni");
    tenant(t, "ten_optics", "optics", "ten_physics");
    tenant(t, "ten_biology", "biology", "ten_uni");
}

static int find_tenant(struct temp_store *t, const char *scope, bool subtree, const char *name)
{
    struct tenant_row row;
    struct reader *r = reader_borrow(t->store, &err);
    int rc = store_tenant_get(r, &(struct scope){scope, subtree}, name, &row, &err);
    if (rc == 0)
        tenant_row_done(&row);
    reader_return(r);
    return rc;
}

/* ---- tenants ---- */

static void a_tenant_is_found_only_from_above(void **state)
{
    struct temp_store *t = *state;
    grow_tree(t);
    static const struct {
        const char *scope;
        bool subtree;
        const char *name;
        int rc;
    } cases[] = {
        {NULL, false, "optics", 0},
        {NULL, false, "ten_optics", 0},
        {"ten_uni", true, "optics", 0},
        {"ten_uni", false, "optics", ERR_NOT_FOUND},
        {"ten_uni", false, "uni", 0},
        {"ten_physics", true, "biology", ERR_NOT_FOUND},
        {"ten_physics", true, "uni", ERR_NOT_FOUND},
        {"ten_optics", true, "ten_optics", 0},
        {NULL, false, "chemistry", ERR_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(find_tenant(t, cases[i].scope, cases[i].subtree, cases[i].name),
                         cases[i].rc);
}

static void names_are_unique_among_siblings(void **state)
{
    struct temp_store *t = *state;
    grow_tree(t);
    struct tenant_row same = {.id = "ten_2", .name = "physics", .parent = "ten_uni", .weight = 1};
    FAILS(store_write(t->store, tenant_insert, &same, &err), ERR_CONFLICT, "\"physics\"");
    same.parent = "ten_biology";
    OK(store_write(t->store, tenant_insert, &same, &err));
    struct tenant_row root = {.id = "ten_3", .name = "uni", .weight = 1};
    FAILS(store_write(t->store, tenant_insert, &root, &err), ERR_CONFLICT, "\"uni\"");
    struct tenant_row orphan = {.id = "ten_4", .name = "x", .parent = "ten_none", .weight = 1};
    FAILS(store_write(t->store, tenant_insert, &orphan, &err), ERR_NOT_FOUND, "ten_none");
}

static void a_tree_is_listed_parents_first(void **state)
{
    struct temp_store *t = *state;
    struct tenant_list list;
    grow_tree(t);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_tenant_all(r, &list, &err));
    assert_int_equal(list.n, 5);
    assert_int_equal(list.v[0].depth, 0);
    assert_string_equal(list.v[4].name, "optics");
    assert_int_equal(list.v[4].depth, 2);
    tenant_list_done(&list);
    reader_return(r);
}

static void a_moved_tenant_takes_its_subtree_and_its_counts_along(void **state)
{
    struct temp_store *t = *state;
    char job[ID_MAX];
    struct quota_use use;
    grow_tree(t);
    user(t, "usr_eve", "ten_optics", USER_MEMBER);
    struct job_row row = temp_store_job_row(t, id_new(job, "job"), "j");
    row.tenant = "ten_optics";
    row.user = "usr_eve";
    WRITE(t->store, temp_store_insert_job, &row);
    struct tenant_row physics = {
        .id = "ten_physics", .name = "physics", .parent = "ten_biology", .weight = 3};
    WRITE(t->store, tenant_update, &physics);
    assert_int_equal(find_tenant(t, "ten_biology", true, "optics"), 0);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_quota_use(r, "ten_biology", &use, &err));
    reader_return(r);
    assert_int_equal(use.queued, 1);
    OK(store_check(t->store, &err));
    physics.parent = NULL;
    WRITE(t->store, tenant_update, &physics);
    assert_int_equal(find_tenant(t, "ten_uni", true, "optics"), ERR_NOT_FOUND);
    OK(store_check(t->store, &err));
    physics.parent = "ten_optics";
    FAILS(store_write(t->store, tenant_update, &physics, &err), ERR_CONFLICT, "below itself");
}

static void a_tree_grows_to_its_limit_and_no_deeper(void **state)
{
    struct temp_store *t = *state;
    char id[TENANT_DEPTH_MAX + 2][ID_MAX];
    id_new(id[0], "ten");
    tenant(t, id[0], "deep", NULL);
    for (int depth = 1; depth <= TENANT_DEPTH_MAX + 1; depth++) {
        struct tenant_row row = {.name = "deep", .parent = id[depth - 1], .weight = 1};
        id_new(id[depth], "ten");
        row.id = id[depth];
        int rc = store_write(t->store, tenant_insert, &row, &err);
        assert_int_equal(rc, depth <= TENANT_DEPTH_MAX ? 0 : ERR_CONFLICT);
    }
    grow_tree(t); /* physics is two levels high */
    struct tenant_row physics = {
        .id = "ten_physics", .name = "physics", .parent = id[TENANT_DEPTH_MAX - 1], .weight = 1};
    FAILS(store_write(t->store, tenant_update, &physics, &err), ERR_CONFLICT, "deeper than 16");
    physics.parent = id[TENANT_DEPTH_MAX - 2];
    WRITE(t->store, tenant_update, &physics);
}

static void a_stale_version_changes_nothing(void **state)
{
    struct temp_store *t = *state;
    struct tenant_row lab = {.id = t->tenant, .name = "lab2", .weight = 2, .version = 1};
    WRITE(t->store, tenant_update, &lab);
    FAILS(store_write(t->store, tenant_update, &lab, &err), ERR_STALE, "version 2, not 1");
    lab.version = 2;
    WRITE(t->store, tenant_update, &lab);
}

static void a_tenant_that_holds_things_is_not_deleted(void **state)
{
    struct temp_store *t = *state;
    grow_tree(t);
    user(t, "usr_eve", "ten_optics", USER_MEMBER);
    FAILS(store_write(t->store, tenant_delete, "ten_physics", &err), ERR_CONFLICT, "1 sub-tenant");
    WRITE(t->store, tenant_delete, "ten_optics"); /* its user goes with it */
    WRITE(t->store, tenant_delete, "ten_physics");
    FAILS(store_write(t->store, tenant_delete, "ten_physics", &err), ERR_NOT_FOUND, "ten_physics");
    char job[ID_MAX];
    temp_store_job(t, id_new(job, "job"), "j");
    FAILS(store_write(t->store, tenant_delete, t->tenant, &err), ERR_CONFLICT, "1 job");
    OK(store_check(t->store, &err));
}

/* ---- quotas ---- */

static void guarantees_never_add_up_to_more_than_there_is(void **state)
{
    struct temp_store *t = *state;
    grow_tree(t);
    static const struct {
        const char *tenant;
        int64_t guarantee, max;
        const char *refused; /* or NULL */
    } cases[] = {
        {"ten_uni", 9, QUOTA_NONE, "add up to 9, the machine has 8"},
        {"ten_uni", 6, 5, "max 5 is below the guarantee of 6"},
        {"ten_uni", 6, 8, NULL},
        {"ten_lab", 3, QUOTA_NONE, "add up to 9, the machine has 8"},
        {"ten_lab", 2, QUOTA_NONE, NULL},
        {"ten_physics", 4, QUOTA_NONE, NULL},
        {"ten_biology", 3, QUOTA_NONE, "below uni add up to 7, its own guarantee is 6"},
        {"ten_biology", 2, QUOTA_NONE, NULL},
        {"ten_optics", 5, QUOTA_NONE, "below physics add up to 5, its own guarantee is 4"},
        {"ten_uni", 5, QUOTA_NONE, "below uni add up to 6, its own guarantee is 5"},
        {"ten_physics", 0, QUOTA_NONE, NULL},
        {"ten_uni", 5, QUOTA_NONE, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool lab = strcmp(cases[i].tenant, "ten_lab") == 0;
        struct quota_row q = temp_store_quota(lab ? t->tenant : cases[i].tenant);
        q.guarantee[STORE_CPU] = cases[i].guarantee;
        q.max[STORE_CPU] = cases[i].max;
        if (cases[i].refused)
            FAILS(store_write(t->store, quota_set, &q, &err), ERR_CONFLICT, cases[i].refused);
        else
            WRITE(t->store, quota_set, &q);
    }
    struct tenant_row biology = {.id = "ten_biology", .name = "biology", .weight = 1};
    FAILS(store_write(t->store, tenant_update, &biology, &err), ERR_CONFLICT, /* as a root */
          "add up to 9, the machine has 8");
    struct quota_row gpu = temp_store_quota(t->tenant);
    gpu.guarantee[STORE_GPU] = 1;
    FAILS(store_write(t->store, quota_set, &gpu, &err), ERR_CONFLICT, "gpu_slots");
}

static void the_tightest_limit_above_holds(void **state)
{
    struct temp_store *t = *state;
    struct quota_row out;
    grow_tree(t);
    struct quota_row q = temp_store_quota("ten_uni");
    q.max[STORE_CPU] = 4;
    q.max_running_jobs = 10;
    WRITE(t->store, quota_set, &q);
    q = temp_store_quota("ten_physics");
    q.max[STORE_CPU] = 6;
    q.max_running_jobs = 3;
    WRITE(t->store, quota_set, &q);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_quota_effective(r, "ten_optics", &out, &err));
    assert_int_equal(out.max[STORE_CPU], 4);
    assert_int_equal(out.max_running_jobs, 3);
    assert_int_equal(out.storage_bytes, QUOTA_NONE);
    assert_int_equal(out.max_queued_jobs, QUOTA_QUEUED_DEFAULT);
    quota_row_done(&out);
    OK(store_quota_get(r, "ten_optics", &out, &err));
    assert_int_equal(out.max[STORE_CPU], QUOTA_NONE);
    quota_row_done(&out);
    FAILS(store_quota_get(r, "ten_none", &out, &err), ERR_NOT_FOUND, "ten_none");
    reader_return(r);
}

/* ---- users and tokens ---- */

static void a_token_speaks_for_its_user_until_it_expires(void **state)
{
    struct temp_store *t = *state;
    char secret[TOKEN_SECRET_MAX], hash[HASH_TEXT_MAX];
    struct principal who;
    token_secret_new(secret);
    assert_int_equal(strlen(secret), 38);
    hash_sha256(hash, secret, strlen(secret));
    struct token_row token = {.id = "tok_1",
                              .user = t->user,
                              .name = "laptop",
                              .prefix = "allot_abcdef",
                              .sha256 = hash,
                              .expires_at = 5000};
    WRITE(t->store, token_insert, &token);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_token_find(r, hash, 4999, &who, &err));
    assert_string_equal(who.user_name, "ada");
    assert_string_equal(who.tenant, t->tenant);
    assert_string_equal(who.scopes, "[]");
    assert_int_equal(who.role, USER_OWNER);
    FAILS(store_token_find(r, hash, 5000, &who, &err), ERR_NOT_FOUND, "expired");
    FAILS(store_token_find(r, "00", 0, &who, &err), ERR_NOT_FOUND, "unknown");
    reader_return(r);
    WRITE(t->store, token_delete, "tok_1");
    FAILS(store_write(t->store, token_delete, "tok_1", &err), ERR_NOT_FOUND, "tok_1");
}

/* ---- datasets and models ---- */

static struct dataset_row dataset(struct temp_store *t, const char *id, const char *name, int vis)
{
    (void)t;
    return (struct dataset_row){.id = (char *)(uintptr_t)id,
                                .tenant = "ten_physics",
                                .user = "usr_eve",
                                .name = (char *)(uintptr_t)name,
                                .format = "csv",
                                .visibility = vis};
}

static void who_finds_which_dataset(void **state)
{
    struct temp_store *t = *state;
    static const char *const ids[] = {"ds_private", "ds_tenant", "ds_public", "ds_train"};
    grow_tree(t);
    user(t, "usr_eve", "ten_physics", USER_MEMBER);
    for (int v = 0; v < 4; v++) {
        struct dataset_row d = dataset(t, ids[v], ids[v] + 3, v);
        WRITE(t->store, dataset_insert, &d);
    }
    static const struct {
        struct viewer viewer;
        const char *finds; /* a digit for each visibility found */
    } cases[] = {
        {{NULL, NULL, false, STORE_TO_READ}, "0123"},
        {{NULL, NULL, false, STORE_TO_CHANGE}, "0123"},
        {{"ten_physics", "usr_eve", false, STORE_TO_READ}, "0123"},
        {{"ten_physics", "usr_bob", false, STORE_TO_READ}, "123"},
        {{"ten_physics", "usr_bob", true, STORE_TO_READ}, "0123"}, /* its owner */
        {{"ten_uni", "usr_top", true, STORE_TO_CHANGE}, "0123"},
        {{"ten_uni", "usr_top", false, STORE_TO_READ}, "23"},
        {{"ten_biology", "usr_ann", true, STORE_TO_READ}, "23"},
        {{"ten_biology", "usr_ann", true, STORE_TO_TRAIN}, "23"},
        {{"ten_biology", "usr_ann", true, STORE_TO_CHANGE}, ""},
        {{"ten_physics", "usr_bob", false, STORE_TO_CHANGE}, "123"},
    };
    struct reader *r = reader_borrow(t->store, &err);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct dataset_list list;
        struct page page = {10, NULL};
        for (int v = 0; v < 4; v++) {
            struct dataset_row d;
            bool finds = strchr(cases[c].finds, '0' + v) != NULL;
            int rc = store_dataset_get(r, &cases[c].viewer, ids[v], &d, &err);
            assert_int_equal(rc, finds ? 0 : ERR_NOT_FOUND);
            if (rc == 0)
                dataset_row_done(&d);
            rc = store_dataset_get(r, &cases[c].viewer, ids[v] + 3, &d, &err); /* by name */
            assert_int_equal(rc, finds ? 0 : ERR_NOT_FOUND);
            if (rc == 0)
                dataset_row_done(&d);
        }
        OK(store_dataset_list(r, &cases[c].viewer, NULL, &page, &list, &err));
        assert_int_equal(list.n, strlen(cases[c].finds));
        dataset_list_done(&list);
    }
    struct dataset_row d = dataset(t, "ds", "x", VISIBILITY_TRAIN_ONLY);
    assert_true(dataset_readable(&d, &cases[2].viewer));
    assert_false(dataset_readable(&d, &cases[7].viewer));
    reader_return(r);
}

static void ones_own_comes_before_a_public_one_of_the_same_name(void **state)
{
    struct temp_store *t = *state;
    struct dataset_row found;
    grow_tree(t);
    user(t, "usr_eve", "ten_physics", USER_MEMBER);
    struct dataset_row theirs = dataset(t, "ds_1", "mnist", VISIBILITY_PUBLIC);
    WRITE(t->store, dataset_insert, &theirs);
    struct dataset_row mine = theirs;
    mine.id = "ds_2";
    mine.tenant = t->tenant;
    mine.user = t->user;
    WRITE(t->store, dataset_insert, &mine);
    mine.id = "ds_3";
    FAILS(store_write(t->store, dataset_insert, &mine, &err), ERR_CONFLICT, "\"mnist\"");
    struct reader *r = reader_borrow(t->store, &err);
    struct viewer viewer = {.tenant = t->tenant, .user = t->user};
    OK(store_dataset_get(r, &viewer, "mnist", &found, &err));
    assert_string_equal(found.id, "ds_2");
    dataset_row_done(&found);
    reader_return(r);
}

static struct blob *make_blob(struct temp_store *t, const char *text)
{
    struct blob *b = blob_begin(t->store, 1000, &err);
    assert_non_null(b);
    OK(blob_append(b, text, strlen(text), &err));
    OK(blob_commit(b, &err));
    return b;
}

static bool exists(struct temp_store *t, const char *sha256)
{
    int64_t bytes;
    struct err own;
    int fd = blob_open(t->store, sha256, &bytes, &own);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static int nothing(struct tx *tx, void *arg, struct err *e)
{
    (void)tx;
    (void)arg;
    (void)e;
    return 0;
}

static void an_import_counts_its_blobs_and_a_delete_lets_them_go(void **state)
{
    struct temp_store *t = *state;
    char sha[3][HASH_TEXT_MAX];
    struct dataset_row d = dataset(t, "ds_1", "d", VISIBILITY_TENANT), found;
    d.tenant = t->tenant;
    d.user = t->user;
    WRITE(t->store, dataset_insert, &d);
    struct blob *content = make_blob(t, "content"), *canonical = make_blob(t, "canonical");
    strcpy(sha[0], blob_sha256(content));
    strcpy(sha[1], blob_sha256(canonical));
    d.state = DATASET_READY;
    d.content = sha[0];
    d.canonical = sha[1];
    d.content_bytes = blob_bytes(content);
    d.canonical_bytes = blob_bytes(canonical);
    WRITE(t->store, dataset_imported, &d);
    blob_close(content);
    blob_close(canonical);
    WRITE(t->store, nothing, NULL); /* the closes have been looked at by now */
    assert_true(exists(t, sha[0]) && exists(t, sha[1]));

    struct blob *again = make_blob(t, "canonical 2"); /* replaced */
    strcpy(sha[2], blob_sha256(again));
    d.canonical = sha[2];
    WRITE(t->store, dataset_imported, &d);
    blob_close(again);
    WRITE(t->store, nothing, NULL);
    assert_false(exists(t, sha[1]));
    assert_true(exists(t, sha[2]));

    char job[ID_MAX];
    struct job_row user_of_it = temp_store_job_row(t, id_new(job, "job"), "j");
    user_of_it.validation_dataset = "ds_1";
    WRITE(t->store, temp_store_insert_job, &user_of_it);
    FAILS(store_write(t->store, dataset_delete, "ds_1", &err), ERR_CONFLICT, "used by 1 job");
    OK(store_write(t->store, temp_store_cancel, job, &err));
    WRITE(t->store, dataset_delete, "ds_1");
    WRITE(t->store, nothing, NULL);
    assert_false(exists(t, sha[0]) || exists(t, sha[2]));
    struct reader *r = reader_borrow(t->store, &err);
    FAILS(store_dataset_load(r, "ds_1", &found, &err), ERR_NOT_FOUND, "ds_1");
    reader_return(r);
    OK(store_check(t->store, &err));
}

static void storage_is_limited_for_the_tenant_and_all_above(void **state)
{
    struct temp_store *t = *state;
    grow_tree(t);
    user(t, "usr_eve", "ten_physics", USER_MEMBER);
    struct quota_row q = temp_store_quota("ten_uni");
    q.storage_bytes = 100;
    WRITE(t->store, quota_set, &q);
    struct dataset_row d = dataset(t, "ds_1", "d", VISIBILITY_TENANT);
    WRITE(t->store, dataset_insert, &d);
    d.state = DATASET_READY;
    d.content_bytes = 101;
    FAILS(store_write(t->store, dataset_imported, &d, &err), ERR_QUOTA,
          "storage_bytes of tenant uni is 100, 0 are used, 101 more are wanted");
    d.content_bytes = 60;
    WRITE(t->store, dataset_imported, &d);
    struct model_row m = {.id = "mdl_1",
                          .tenant = "ten_physics",
                          .user = "usr_eve",
                          .name = "m",
                          .sha256 = "ab",
                          .bytes = 41,
                          .spec = "{}"};
    FAILS(store_write(t->store, model_insert, &m, &err), ERR_QUOTA, "60 are used");
    m.bytes = 40;
    WRITE(t->store, model_insert, &m);
}

static void a_models_name_is_made_free(void **state)
{
    struct temp_store *t = *state;
    static char ids[3][8] = {"mdl_1", "mdl_2", "mdl_3"};
    static const char *const names[] = {"mlp", "mlp-2", "mlp-3"};
    for (int i = 0; i < 3; i++) {
        struct model_row m = {.id = ids[i],
                              .tenant = t->tenant,
                              .user = t->user,
                              .name = "mlp",
                              .sha256 = "ab",
                              .spec = "{}"},
                         found;
        WRITE(t->store, model_insert, &m);
        struct reader *r = reader_borrow(t->store, &err);
        OK(store_model_load(r, ids[i], &found, &err));
        assert_string_equal(found.name, names[i]);
        model_row_done(&found);
        reader_return(r);
    }
}

static void a_dataset_is_renamed_with_its_version_checked(void **state)
{
    struct temp_store *t = *state;
    struct dataset_row d = dataset(t, "ds_1", "old", VISIBILITY_TENANT);
    d.tenant = t->tenant;
    d.user = t->user;
    WRITE(t->store, dataset_insert, &d);
    d.name = "new";
    d.version = 1;
    WRITE(t->store, dataset_update, &d);
    FAILS(store_write(t->store, dataset_update, &d, &err), ERR_STALE, "version 2");
}

static void an_unfinished_import_is_undone_at_the_next_start(void **state)
{
    struct temp_store *t = *state;
    struct dataset_row d = dataset(t, "ds_1", "d", VISIBILITY_TENANT);
    d.tenant = t->tenant;
    d.user = t->user;
    WRITE(t->store, dataset_insert, &d);
    temp_store_reopen(t);
    assert_int_equal(t->recovery.datasets, 1);
    WRITE(t->store, dataset_insert, &d); /* the name is free again */
}

/* ---- answers kept ---- */

static int idempotency_put(struct tx *tx, void *arg, struct err *e)
{
    return store_idempotency_put(tx, arg, e);
}

static void an_answer_is_kept_for_a_day(void **state)
{
    struct temp_store *t = *state;
    struct idempotency_row row = {.tenant = t->tenant,
                                  .key = "k",
                                  .request_sha256 = "ab",
                                  .status = 201,
                                  .body = "{}"},
                           found;
    WRITE(t->store, idempotency_put, &row);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_idempotency_get(r, t->tenant, "k", 0, &found, &err));
    assert_int_equal(found.status, 201);
    int64_t at = found.created_at;
    idempotency_row_done(&found);
    FAILS(store_idempotency_get(r, t->tenant, "k", at + IDEMPOTENCY_KEEP_MS, &found, &err),
          ERR_NOT_FOUND, "");
    FAILS(store_idempotency_get(r, "ten_x", "k", 0, &found, &err), ERR_NOT_FOUND, "");
    reader_return(r);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, temp_store_setup, temp_store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_tenant_is_found_only_from_above),
        TEST(names_are_unique_among_siblings),
        TEST(a_tree_is_listed_parents_first),
        TEST(a_moved_tenant_takes_its_subtree_and_its_counts_along),
        TEST(a_tree_grows_to_its_limit_and_no_deeper),
        TEST(a_stale_version_changes_nothing),
        TEST(a_tenant_that_holds_things_is_not_deleted),
        TEST(guarantees_never_add_up_to_more_than_there_is),
        TEST(the_tightest_limit_above_holds),
        TEST(a_token_speaks_for_its_user_until_it_expires),
        TEST(who_finds_which_dataset),
        TEST(ones_own_comes_before_a_public_one_of_the_same_name),
        TEST(an_import_counts_its_blobs_and_a_delete_lets_them_go),
        TEST(storage_is_limited_for_the_tenant_and_all_above),
        TEST(a_models_name_is_made_free),
        TEST(a_dataset_is_renamed_with_its_version_checked),
        TEST(an_unfinished_import_is_undone_at_the_next_start),
        TEST(an_answer_is_kept_for_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
