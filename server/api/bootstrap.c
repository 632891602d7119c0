/* bootstrap.c - the first tenant, the first admin, and her token in a file only she can read.
 *
 * The file is written before the rows: a crash in between leaves a file that the next start
 * replaces, never an admin whose token nobody knows. */
#include "server/api/handler.h"

#include "server/base/file.h"
#include "server/base/log.h"
#include <string.h>

struct first {
    char tenant[ID_MAX], user[ID_MAX];
    char secret[TOKEN_SECRET_MAX], sha256[HASH_TEXT_MAX];
};

static int insert_token(struct tx *tx, struct first *f, struct err *err)
{
    char id[ID_MAX], prefix[TOKEN_PREFIX_LEN + 1] = {0};
    memcpy(prefix, f->secret, TOKEN_PREFIX_LEN);
    struct token_row token = {
        .id = (char *)id_new(id, "tok"),
        .user = f->user,
        .name = "admin.token",
        .prefix = prefix,
        .sha256 = f->sha256,
        .scopes = "[]",
    };
    return store_token_insert(tx, &token, err);
}

static int first_run(struct tx *tx, void *arg, struct err *err)
{
    struct first *f = arg;
    struct tenant_row tenant = {.id = (char *)id_new(f->tenant, "ten"),
                                .name = "default",
                                .category = TENANT_ENTERPRISE,
                                .weight = 1};
    struct user_row user = {.id = (char *)id_new(f->user, "usr"),
                            .name = "admin",
                            .tenant = f->tenant,
                            .role = USER_ADMIN};
    int rc = store_tenant_insert(tx, &tenant, err);
    if (rc == 0)
        rc = store_user_insert(tx, &user, err);
    return rc < 0 ? rc : insert_token(tx, f, err);
}

static int token_run(struct tx *tx, void *arg, struct err *err)
{
    struct first *f = arg;
    struct user_list users = {0};
    int rc = store_user_all(tx_reader(tx), &users, err), found = -1;
    for (int i = 0; i < users.n && found < 0; i++)
        found = users.v[i].role == USER_ADMIN ? i : -1;
    if (rc == 0 && found < 0)
        rc = err_set(err, ERR_NOT_FOUND, "there is no user with the role admin");
    if (rc == 0) {
        snprintf(f->user, sizeof f->user, "%s", users.v[found].id);
        rc = insert_token(tx, f, err);
    }
    user_list_done(&users);
    return rc;
}

static int write_token_file(struct store *store, struct first *f, struct err *err)
{
    char path[BLOB_PATH_MAX], line[TOKEN_SECRET_MAX + 1];
    token_secret_new(f->secret);
    hash_sha256(f->sha256, f->secret, strlen(f->secret));
    snprintf(path, sizeof path, "%s/admin.token", store_dir(store));
    int n = snprintf(line, sizeof line, "%s\n", f->secret);
    return file_write_atomic(path, line, (size_t)n, 0600, err);
}

static int has_tenants(struct store *store, struct err *err)
{
    struct scope everybody = {0};
    struct page page = {.limit = 1};
    struct tenant_list list = {0};
    struct reader *r = reader_borrow(store, err);
    if (!r)
        return err->code;
    int rc = store_tenant_list(r, &everybody, &page, &list, err);
    reader_return(r);
    rc = rc < 0 ? rc : list.n;
    tenant_list_done(&list);
    return rc;
}

int api_bootstrap(struct store *store, struct err *err)
{
    struct first f = {0};
    int rc = has_tenants(store, err);
    if (rc)
        return rc < 0 ? rc : 0;
    if ((rc = write_token_file(store, &f, err)) == 0)
        rc = store_write(store, first_run, &f, err);
    if (rc == 0)
        log_info("first start", "tenant=default user=admin token_file=admin.token data=%s",
                 store_dir(store));
    return rc;
}

int api_admin_token(struct store *store, struct err *err)
{
    struct first f = {0};
    int rc = write_token_file(store, &f, err);
    return rc < 0 ? rc : store_write(store, token_run, &f, err);
}
