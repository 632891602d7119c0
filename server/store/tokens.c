/* tokens.c - secrets by their hash, and whom they speak for. */
#include "server/store/tokens.h"

#include "server/store/rows.h"
#include "server/store/where.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct column columns[] = {
    COLUMN('s', token_row, id),         COLUMN('s', token_row, user),
    COLUMN('s', token_row, name),       COLUMN('s', token_row, prefix),
    COLUMN('s', token_row, sha256),     COLUMN('s', token_row, scopes),
    COLUMN('I', token_row, created_at), COLUMN('t', token_row, expires_at),
    COLUMN('t', token_row, used_at),
};
static const struct table table = TABLE("tokens", columns, token_row);

void token_row_done(struct token_row *t)
{
    row_done(&table, t);
}

void token_list_done(struct token_list *l)
{
    row_list_done(&table, &l->v, &l->n);
}

const char *token_secret_new(char out[TOKEN_SECRET_MAX])
{
    static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
    unsigned char chance[32];
    hash_random(chance, sizeof chance);
    memcpy(out, "allot_", 6);
    for (int i = 0; i < 32; i++)
        out[6 + i] = alphabet[chance[i] & 31];
    out[38] = '\0';
    return out;
}

int store_token_insert(struct tx *tx, const struct token_row *t, struct err *err)
{
    struct token_row row = *t;
    row.created_at = tx->now;
    row.used_at = 0;
    static char no_scopes[] = "[]";
    if (!row.scopes)
        row.scopes = no_scopes;
    int rc = row_insert(tx, &table, &row, err);
    if (rc == ERR_CONFLICT && !sql_not_unique(tx))
        return err_set(err, ERR_NOT_FOUND, "there is no user \"%s\"", t->user);
    return rc < 0 ? rc : 0;
}

/* Copies into fixed room what query_read made. */
static void fill(char *out, size_t room, char *text)
{
    snprintf(out, room, "%s", text ? text : "");
    free(text);
}

static int principal_read(struct query *q, struct principal *out, struct err *err)
{
    char *token, *user, *tenant, *user_name, *tenant_name, *scopes, *role;
    int rc = query_read(q, err, "ssssssstt", &token, &user, &tenant, &user_name, &tenant_name,
                        &scopes, &role, &out->expires_at, &out->used_at);
    out->role = role ? name_index(user_role_names, role) : -1;
    free(role);
    fill(out->token, sizeof out->token, token);
    fill(out->user, sizeof out->user, user);
    fill(out->tenant, sizeof out->tenant, tenant);
    fill(out->user_name, sizeof out->user_name, user_name);
    fill(out->tenant_name, sizeof out->tenant_name, tenant_name);
    fill(out->scopes, sizeof out->scopes, scopes);
    return rc < 0 ? rc : out->role < 0 ? err_set(err, ERR_CORRUPT, "a user has no known role") : 1;
}

int store_token_find(struct reader *r, const char *sha256, int64_t now, struct principal *out,
                     struct err *err)
{
    struct query q;
    int rc = query_open(&q, r, err,
                        "SELECT k.id, u.id, t.id, u.name, t.name, k.scopes, u.role, k.expires_at,"
                        " k.used_at FROM tokens k JOIN users u ON u.id=k.user"
                        " JOIN tenants t ON t.id=u.tenant"
                        " WHERE k.sha256=? AND (k.expires_at IS NULL OR k.expires_at>?)",
                        "sI", sha256, now);
    if (rc < 0)
        return rc;
    rc = query_next(&q, err);
    if (rc == 1)
        rc = principal_read(&q, out, err);
    query_close(&q);
    if (rc == 0)
        return err_set(err, ERR_NOT_FOUND, "the token is unknown or has expired");
    return rc < 0 ? rc : 0;
}

int store_token_get(struct reader *r, const char *id, struct token_row *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE id=?", "s", id);
    int rc = row_get(r, &table, &sql, out, err);
    return rc == 0 ? err_set(err, ERR_NOT_FOUND, "there is no token \"%s\"", id) : rc < 0 ? rc : 0;
}

int store_token_list(struct reader *r, const char *user, const struct page *page,
                     struct token_list *out, struct err *err)
{
    struct sql sql;
    sql_select(&sql, &table);
    sql_add(&sql, "WHERE user=?", "s", user);
    where_page(&sql, "id", page);
    return row_list(r, &table, &sql, page->limit, &out->v, &out->n, &out->more, err);
}

int store_token_used(struct tx *tx, const char *id, int64_t at, struct err *err)
{
    int rc = tx_exec(tx, err, "UPDATE tokens SET used_at=? WHERE id=?", "Is", at - at % 60000, id);
    return rc < 0 ? rc : 0;
}

int store_token_delete(struct tx *tx, const char *id, struct err *err)
{
    int rc = tx_exec(tx, err, "DELETE FROM tokens WHERE id=?", "s", id);
    return rc == 0 ? err_set(err, ERR_NOT_FOUND, "there is no token \"%s\"", id) : rc < 0 ? rc : 0;
}
